"""Who said something, through whom: verbs of saying with their speaker before or behind, بحسب and its kin, agencies that relay.

وقال الخفاجي إن … · والمتحدث باسم القيادة، اللواء فلان، قال … · نقلت وكالة … عن فلان قوله · بحسب رسول
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.extractors.units import FINITE, Unit, disagrees
from builder.folding import fold, fold_words
from builder.model import Evidence, Span
from builder.particles import STOP, THAT
from builder.vocabulary import ACTORS

_CONTENT = THAT | fold_words("عن ب: :")
_REPORTS = fold_words(
    "آخر أحدث الأخيرة الاخيرة حصيلة الحصيلة لحصيلة إحصائية احصائية لإحصائية لاحصائية بيان لبيان البيان تقرير لتقرير إحصاءات أرقام التي الذي"
)
_OPINIONS = frozenset("راي قول تعبير نظر تقدير لسان روايه حد وصف اعتقاد".split())
_ISSUING = fold_words("أصدره أصدرته أصدرها نشره نشرته نشرتها نشرها صادر صدر عن أعلنته أعلنه ما حينها رسمية رسمي نهائية أولية")
_NAMELESS = fold_words("مصدر مصادر شهود مسؤول مسؤولون مسؤولين")
_STATED = frozenset({"بيان", "ببيان"})
_STANCES = frozenset({"رفض", "أيد", "عارض"})
_THINGS_THAT_SAY = fold_words("بيان لقاء اجتماع مكتب جلسة تقرير ورقة سكان")
_GOVERNORS = fold_words("في من على إلى عن مع لدى بين عبر ضد امام أمام قبل بعد خلال عقب بحسب وفق حسب")
_TURNS = fold_words("إلا لكن غير بينما")
_CLOSERS = {"«": "»", "“": "”", "‹": "›"}
_HEADLINE = 4  # units: a verb so near the beginning tells a headline, بغداد تدين القصف
_FEELINGS = ("قلق", "استعداد", "ترحيب", "اسف", "امل", "رفض", "تحفظ", "استغراب", "استيا", "رغب")
_ACCORDING = fold_words("بحسب حسب وفق وفقا وبحسب ووفقا وفقما وحسب نقلا بالنسبة فبالنسبة")
_PAPERS = fold_words("بيان البيان تصريح مكتب مصدر المصدر المصادر مصادر مسؤول مسؤولون تقرير")
_AUXILIARY = fold_words("قد كان كانت وكان وكانت سبق ان أيضا بدوره بدورها وقد فقد لقد من جانبه جانبها")
_ADVERBIAL = fold_words(
    "حينها وقتها آنذاك لاحقا به بها فيه فيها حينذاك بدورها مرارا رسميا في من على عن خلال"
    "  بعد قبل أمس اليوم أيضا كذلك كل هنا مساء صباح فجر وفق بحسب إن أن ان لدى عبر عقب رئيس قائد مدير نائب"
)
_NO_PARTICIPLES = fold_words("قوله قولها بالقول وزاد زاد بينت بين نقلا")
_NOT = frozenset({"لم", "لن"})  # لم يعلن التنظيم: nothing was said
_ANONYMOUS = fold_words("مصدر المصدر مصادر المصادر مسؤول مسؤولون شهود عضو ضابط ناطق مراسل")


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying: the speaker's key, the outlet's, and where it stands (`verb` is the unit's place in the sentence)."""

    speaker: str
    outlet: str | None
    verb: int
    content: int
    evidence: Evidence
    denies: bool = False
    quote: Span | None = None


def find_sayings(units: Sequence[Unit], anaphora: dict[str, str], latest: str | None) -> Iterator[Saying]:
    """Yield the sayings of a sentence; `anaphora` maps a bare head (الخلية) to the body last named so, `latest` is who was told of last."""
    headed = _headed(units)
    if headed:
        latest = headed.speaker
        yield headed
    quoted = None if headed else _quoted(units)
    if quoted:
        yield quoted
    for place, unit in enumerate(units):
        if unit.trigger and unit.trigger.evokes == "Statement" and unit.form in ("perfect", "imperfect", "future", "word"):
            saying = _saying(units, place, anaphora, latest)
            if saying:
                latest = saying.speaker
                yield saying
                yield from _fellow_speakers(units, saying)
        elif unit.trigger and unit.trigger.evokes == "Statement" and unit.form == "noun":
            named = _announcement(units, place) or _led_to_say(units, place)
            if named:
                yield named
        elif unit.kind in ("word", "trigger") and unit.bare in _STATED:
            stated = _stated(units, place, anaphora)
            if stated:
                yield stated
        elif unit.kind in ("word", "trigger") and (unit.bare in _ACCORDING or _of_opinion(units, place)):
            saying = _according(units, place)
            if saying:
                yield saying


def _of_opinion(units: Sequence[Unit], place: int) -> bool:
    """Tell of في رأي, برأي, على حد قول, وفق رواية and their kin."""
    unit, before = units[place], units[place - 1].bare if place else ""
    bare = unit.bare.lstrip("و")
    word = bare.removeprefix("ب")
    return word in _OPINIONS and (bare != word or before in ("في", "علي", "حد", "وفق", "بحسب", "حسب")) and unit.form not in FINITE


def speech_spans(units: Sequence[Unit]) -> dict[int, int]:
    """Return, for each finite verb or participle of saying, where what is said begins (its own place where no أن or عن marks it)."""
    return {
        i: _content(units, i)
        for i, u in enumerate(units)
        if u.trigger
        and u.trigger.evokes == "Statement"
        and u.form in ("perfect", "imperfect", "future", "word")
        and not _in_remark(units, i)
    }


def _in_remark(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb of saying in a remark that interrupts: بحسب ما أعلنته الخلية."""
    return place > 0 and units[place - 1].bare == "ما"


def nameless_source(units: Sequence[Unit]) -> tuple[int, Span] | None:
    """Return where a source without a name speaks, and the words for it: أفاد [مصدر أمني] بأن …."""
    for place, unit in enumerate(units[:-1]):
        if unit.trigger is None or unit.trigger.evokes != "Statement" or unit.form not in ("perfect", "imperfect"):
            continue
        for first in range(place + 1, min(place + 3, len(units))):
            if units[first].bare in _NAMELESS:
                last = first
                while (
                    last + 1 < len(units)
                    and units[last + 1].kind == "word"
                    and units[last + 1].bare.endswith(("ي", "يه", "يون", "ون", "مطلع", "مطلعه", "عيان"))
                ):
                    last += 1
                return place, Span(units[first].span.begin, units[last].span.end)
    return None


def speaks_without_name(units: Sequence[Unit]) -> bool:
    """Tell of a sentence in which a source without a name speaks; what is said next is nobody's then: وقال المصدر … . وأوضح أن …."""
    return any(
        u.trigger is not None and u.trigger.evokes == "Statement" and u.form == "perfect" and units[i + 1].bare in _ANONYMOUS
        for i, u in enumerate(units[:-1])
    )


def outlet_source(units: Sequence[Unit]) -> tuple[int, str] | None:
    """Return where an outlet tells something itself, and its key: ذكرت صحيفة «الصباح» أن …; بحسب رويترز."""
    for place, unit in enumerate(units[:-1]):
        says = unit.trigger is not None and unit.trigger.evokes == "Statement" and unit.form == "perfect" and unit.trigger.label != "نقل"
        following = units[place + 1]
        if (says or unit.bare in _ACCORDING) and following.entity_kind == "Outlet" and following.entity and not following.attached:
            return place, following.entity
    return None


def _fellow_speakers(units: Sequence[Unit], saying: Saying) -> Iterator[Saying]:
    """Yield those who speak with the speaker: توعدت رئاسة الأركان وقيادة العمليات."""
    first = next((i for i in range(saying.verb + 1, min(saying.verb + 8, len(units))) if units[i].entity == saying.speaker), None)
    while first is not None and first + 1 < len(units):
        first += 2 if units[first + 1].key in ("،", ",") and first + 2 < len(units) else 1
        if units[first].kind != "phrase" or units[first].attached != "و":
            return
        fellow = units[first]
        if fellow.entity and fellow.entity_kind in ACTORS:
            yield replace(saying, speaker=fellow.entity)


def _stated(units: Sequence[Unit], place: int, anaphora: dict[str, str]) -> Saying | None:
    """Read whose a statement is: وجاء في بيان للوزارة; في بيان صادر عن وزارة الخارجية."""
    index = place + 1
    while index < min(place + 4, len(units)) and units[index].bare in _ISSUING:
        index += 1
    if index >= len(units):
        return None
    unit = units[index]
    if unit.kind in ("word", "trigger") and unit.key.startswith("لل") and "ا" + unit.key[1:] in anaphora:
        return Saying(anaphora["ا" + unit.key[1:]], None, place, place, Evidence(_extent(units, place), "statement-paper", 0.75))
    if unit.kind != "phrase" or unit.entity is None or unit.entity_kind not in ACTORS:
        return None
    if not (unit.attached.endswith("ل") or units[index - 1].bare == "عن" or units[index - 1].bare in _ISSUING):
        return None
    return Saying(unit.entity, None, place, place, Evidence(_extent(units, place), "statement-paper", 0.75))


def _headed(units: Sequence[Unit]) -> Saying | None:
    """Read a line that a name and a colon head: الخفاجي: لا تهاون; - بارزاني: أكملنا اختيار مقاتلينا."""
    place = next((i for i, u in enumerate(units) if u.kind not in ("mark", "quote")), len(units))
    if place + 2 >= len(units) or units[place].kind != "phrase" or units[place + 1].key != ":":
        return None
    speaker = units[place]
    if speaker.entity is None or speaker.entity_kind not in ("Official", "Post", "Ministry") or speaker.attached:
        return None
    return Saying(speaker.entity, None, place, place + 1, Evidence(_extent(units, place), "statement-colon", 0.7))


def _quoted(units: Sequence[Unit]) -> Saying | None:
    """Read a quotation behind a colon that no verb of saying introduces: أما رئيس الأركان فيربط ما يحدث بالانسحاب: "تركنا وراءنا خطاً …"."""
    colon = next((i for i, u in enumerate(units[:-1]) if u.key == ":" and units[i + 1].kind == "quote" and _long_quote(units, i + 1)), None)
    if colon is None or any(u.trigger is not None and u.trigger.evokes == "Statement" for u in units[:colon]):
        return None
    speaker = _topic(units, colon)
    if speaker is None:
        return None
    return Saying(speaker, None, colon, colon, Evidence(_extent(units, colon), "statement-quoted", 0.7), quote=_quote(units, colon))


def _announcement(units: Sequence[Unit], place: int) -> Saying | None:
    """Read a masdar of saying with its speaker: بعد إعلان خلية الإعلام الأمني."""
    following = units[place + 1] if place + 1 < len(units) else None
    if (
        following is None
        or following.kind != "phrase"
        or following.attached
        or following.entity_kind not in ACTORS
        or following.entity is None
    ):
        return None
    return Saying(following.entity, None, place, place, Evidence(_extent(units, place), "statement-masdar", 0.7))


def _led_to_say(units: Sequence[Unit], place: int) -> Saying | None:
    """Read حرص المتحدث على القول إن, ذهب الخبير إلى القول."""
    if units[place].key != "القول" or place == 0 or units[place - 1].bare not in ("علي", "الي"):
        return None
    speaker = _nearest_actor(units, place)
    content = _content(units, place)
    return Saying(speaker, None, place, content, Evidence(_extent(units, place), "statement-verb-speaker", 0.8)) if speaker else None


def _is_participle(unit: Unit) -> bool:
    """Tell of مؤكداً، مشيرة إلى, which go on with the speaker before."""
    return unit.form == "word" and unit.bare not in _NO_PARTICIPLES


def _saying(units: Sequence[Unit], place: int, anaphora: dict[str, str], latest: str | None) -> Saying | None:
    unit = units[place]
    denies = unit.trigger is not None and unit.trigger.frame == "denial"
    content = _content(units, place)
    if unit.trigger is not None and unit.trigger.label == "نقل":
        return _relayed(units, place)
    if unit.trigger is not None and unit.trigger.label == "أبدى" and not any(u.bare.startswith(_FEELINGS) for u in units[place + 1 :]):
        return None  # أبدت القوات مقاومة
    mouth = _mouthpiece(units, place)
    if mouth:
        return Saying(
            mouth, None, place, content, Evidence(_extent(units, place), "statement-mouthpiece", 0.85), denies, _quote(units, place)
        )
    if place > 1 and units[place - 1].kind == "quote" and _is_reported(units, place):  # قالت الناطقة إن موسكو "تدين أي عمل"
        return None
    if unit.trigger is not None and unit.trigger.label == "رد" and _strikes_back(units, place):
        return None
    if place > 1 and units[place - 1].bare == "قد" and units[place - 2].bare in ("يكون", "تكون"):  # نفى أن يكون قد وصف القوات
        return None
    if place and units[place - 1].bare in ("عدم", "دون"):  # طلب عدم ذكر اسمه
        return None
    if unit.form == "imperfect" and (_is_of_others(units, place) or (place and units[place - 1].bare in _NOT)):
        return None
    if unit.bare == "بالقول":  # اكتفت وزارة الدفاع بالقول إن
        actor = _nearest_actor(units, place) or latest
        return Saying(actor, None, place, content, Evidence(unit.span, "statement-verb-speaker", 0.85), denies) if actor else None
    if _is_participle(unit) and place and units[place - 1].bare in ("غير", "زياره", "الزياره"):  # زيارة غير معلنة
        return None
    if _is_participle(unit):
        opening = opening_subject(units, place)
        latest = opening if opening and units[0].trigger is None else latest  # وزف رئيس الجهاز … الخبر قائلا
        return Saying(latest, None, place, content, Evidence(unit.span, "statement-continued", 0.6), denies) if latest else None
    reach = content if content > place else min(place + 25, len(units))
    adjacent = place > 0 and units[place - 1].kind == "phrase" and not unit.key.startswith(("و", "ف"))  # البيشمركة تنفي; أن أنقرة أبلغت
    if place > 1 and units[place - 1].bare in ("الذي", "التي"):
        if unit.bare.endswith(("ه", "ها", "هم")) and len(unit.bare) > 4:  # الحزب الذي تعتبره: whom, not who
            return None
        adjacent = unit.form == "perfect"  # مسرور بارزاني، الذي طالب بغداد
    if place > 1 and units[place - 1].bare == "قد":
        adjacent = True  # وكانت الوزارة قد أعلنت
    earlier = next((i for i in range(place - 3, max(place - 8, -1), -1) if units[i].bare == "سبق"), None)
    if earlier is not None and units[place - 1].bare == "ان" and units[earlier + 1].entity_kind in ACTORS:
        return Saying(  # سبق للمركز أن نفى; سبق لمديرية مكافحة الإرهاب في السليمانية أن أعلنت
            units[earlier + 1].entity or "", None, place, content, Evidence(_extent(units, place), "statement-speaker-verb", 0.8), denies
        )
    told = unit.form != "imperfect" or content > place or denies or place < _HEADLINE  # يكتب وكأنه منقاد: nothing is quoted
    before = _speaker_before(units, place) if adjacent and told and not _of_the_nameless(units, place) else None
    if before is None and unit.key.startswith("ف"):
        before = _topic(units, place)
    speaker, rule, confidence = before or _speaker_behind(units, place, reach, anaphora), "statement-verb-speaker", 0.9
    if speaker is None and told and not unit.attached and not _of_the_nameless(units, place):
        speaker, rule, confidence = _speaker_before(units, place), "statement-speaker-verb", 0.8
    if speaker is None and content > place + 1 and any(u.bare in _ANONYMOUS for u in units[place + 1 : content]):
        return None
    if speaker is None and place + 1 < len(units) and units[place + 1].bare.removeprefix("ال") in _THINGS_THAT_SAY:
        return None  # واستعرض اللقاء; وذكر بيان; وذكر مكتب فلان
    if speaker is None and unit.form == "imperfect" and content > place:
        speaker, rule, confidence = opening_subject(units, place) or (latest if place == 0 else None), "statement-subject-of-clause", 0.65
    if speaker is None and (unit.form != "perfect" or _in_remark(units, place)):
        return None
    if (
        speaker is None
        and latest
        and unit.attached == "و"
        and any(u.trigger is not None and u.trigger.evokes == "Statement" for u in units[:place])
    ):
        speaker, rule, confidence = latest, "statement-same-speaker", 0.65  # وصف فلان … وطالب الحكومة
    if speaker is None:
        speaker, rule, confidence = _clause_subject(units, place) or opening_subject(units, place), "statement-subject-of-clause", 0.65
    if speaker is None:
        speaker, rule, confidence = latest, "statement-same-speaker", 0.6
    if speaker is None or not _may_say(unit, speaker, rule, told_of=content > place):
        return None
    return Saying(
        speaker,
        _outlet(units, place, content),
        place,
        content,
        Evidence(_extent(units, place), rule, confidence),
        denies,
        _quote(units, place),
    )


def _may_say(unit: Unit, speaker: str, rule: str, *, told_of: bool) -> bool:
    """Tell whether a verb is this speaker's speech; `told_of` says that أن or its like follows.

    Only a person believes, and only by name (ويُعتقد أن is nobody's); a state that refuses something without a word has a policy.
    """
    label = unit.trigger.label if unit.trigger is not None else ""
    if label in ("اعتقد", "دافع"):
        return speaker.startswith(("Official:", "Post:")) and rule != "statement-same-speaker"
    return label not in _STANCES or told_of or not speaker.startswith(("Government:", "Force:", "ArmedGroup:"))


def _of_the_nameless(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb whose subject, right behind it, has no name: …. كشف مصدر في الوزارة."""
    return place + 1 < len(units) and units[place + 1].bare in _ANONYMOUS - {"عضو"}


def _is_reported(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb that opens a quotation whose subject another's words name: إن الحكومة "ترحب بأي مشورة"."""
    subject = units[place - 2]
    opener = next((u.bare for u in reversed(units[max(place - 5, 0) : place - 2])), "")
    return subject.kind == "phrase" and opener in ("ان", "بان") and units[place].form == "imperfect"


def _strikes_back(units: Sequence[Unit], place: int) -> bool:
    """Tell of an answer by arms: ردت القوات بعد أربعة أيام بغارات; ردت طائرات التحالف."""
    near = units[place + 1 : place + 10]
    arms = any(u.trigger is not None and u.trigger.evokes in ("AirStrike", "Attack") and u.attached.endswith("ب") for u in near)
    return arms or any(u.bare.startswith(("طائرات", "مدفعي", "الطيران", "طيران")) for u in near[:2])


def _mouthpiece(units: Sequence[Unit], place: int) -> str | None:
    """Return who speaks for the subject of a verb: نفت القيادة العامة، على لسان الناطق باسمها فلان، ….."""
    if units[place].form not in ("perfect", "imperfect"):
        return None
    at = next((i for i in range(place + 2, min(place + 14, len(units))) if units[i].bare == "لسان" and units[i - 1].bare == "علي"), None)
    return next((u.entity for u in units[at + 1 : at + 6] if u.entity_kind == "Official"), None) if at else None


def _topic(units: Sequence[Unit], place: int) -> str | None:
    """Return whom أما sets before its clause: أما قوات الدفاع الشعبي، وهي الجناح العسكري للحزب، فأعلنت …."""
    turn = next((i for i in range(place - 1, -1, -1) if units[i].bare == "اما"), None)
    if turn is None or turn + 1 >= len(units):
        return None
    subject = next((u for u in units[turn + 1 : turn + 3] if u.kind == "phrase"), None)
    if subject is None:  # أما المتحدثة باسم السياسة الدفاعية للكتلة، فلانة، فطالبت
        subject = next((u for u in reversed(units[max(turn + 1, place - 3) : place]) if u.entity_kind == "Official"), None)
    return subject.entity if subject and subject.entity_kind in ACTORS and not subject.attached else None


def _is_of_others(units: Sequence[Unit], place: int) -> bool:
    """Tell of نعتبر, said by us, and of شعارات تتهم …, said by what stands before."""
    key = units[place].key.lstrip("وف")
    before = units[place - 1] if place else None
    noun = before is not None and before.kind == "word" and before.bare not in STOP | _AUXILIARY and not before.bare.startswith("ال")
    return key.startswith(("ن", "ا")) or noun


def _content(units: Sequence[Unit], place: int) -> int:
    """Return where what is said begins: behind أن, عن, a colon or an opening quote."""
    for index in range(place + 1, len(units)):
        unit = units[index]
        if unit.bare in _TURNS:
            return place
        if unit.bare == "عن" and units[index - 1].bare in ("صادر", "صدر", "الصادر", "صادره", "نقلا", "الجانب"):
            continue
        if unit.bare in _CONTENT or unit.key == ":" or (unit.kind == "quote" and index > place + 1 and _long_quote(units, index)):
            return index
        if (
            unit.kind == "trigger"
            and unit.trigger
            and unit.form in ("perfect", "imperfect", "future")
            and index > place + 1
            and unit.trigger.evokes in ("Statement",)
        ):
            return index
    trigger = units[place].trigger
    if trigger and trigger.frame == "denial":
        return next((i for i in range(place + 1, len(units)) if units[i].trigger), len(units))
    return place  # no marker: what is said is the verb's object (أعلن تحرير المدينة), and nothing lies between


def _long_quote(units: Sequence[Unit], index: int) -> bool:
    """Tell a quotation from a quoted name: at least five units before the closing quote."""
    close = next((i for i in range(index + 1, len(units)) if units[i].kind == "quote"), len(units))
    return close - index > 4


def _speaker_behind(units: Sequence[Unit], place: int, content: int, anaphora: dict[str, str]) -> str | None:
    """Return the first actor after the verb that no preposition governs."""
    every = next(
        (i for i in range(place + 1, min(place + 6, len(units) - 2)) if units[i].bare in ("كل", "كلا") and units[i + 1].bare == "من"), None
    )
    if every is not None and units[every + 2].kind == "phrase" and units[every + 2].entity_kind in ACTORS:
        return units[every + 2].entity  # أدان الهجوم كل من فلان وفلان
    if units[place].bare.endswith(("ون", "وا")) and units[place].form in FINITE:  # يؤيدون تنظيم داعش: whom, not who
        return None
    index = place + 1
    while index < content:
        unit = units[index]
        if (
            unit.kind == "phrase"
            and unit.entity_kind in ACTORS
            and units[index - 1].bare == "عن"
            and units[index - 2].bare in ("صادر", "صدر", "الصادر")
        ):
            return unit.entity
        if index == place + 1 and unit.bare in _ANONYMOUS:  # رحب عضو اللجنة فلان
            named = next((u for u in units[index + 1 : index + 3] if u.kind != "word" or u.bare in _CONTENT), None)
            if named and named.kind == "phrase" and named.entity_kind == "Official" and not named.attached:
                return named.entity
        if index == place + 1 and disagrees(units[place], unit):
            return None
        if unit.kind == "phrase" and unit.entity_kind == "Official" and units[index - 1].bare == "مكتب":
            return None  # وذكر مكتب الكاظمي
        if unit.kind == "phrase" and unit.entity_kind in ACTORS and not unit.attached.endswith(("ل", "ب")):
            return unit.entity if not _governed(units, index, place) else None
        if (
            unit.kind == "phrase"
            and unit.entity_kind in ACTORS
            and unit.attached.endswith("ل")
            and any(u.bare in _PAPERS for u in units[max(index - 3, place + 1) : index])
        ):
            return unit.entity
        if unit.kind == "phrase" and index == place + 1:
            return None
        if unit.kind in ("word", "trigger") and unit.bare in anaphora and index == place + 1:
            return anaphora[unit.bare]
        if unit.kind == "trigger" and unit.form == "noun" and index > place + 1 and content == place + 25:
            return None  # أعلن، أمس، انطلاق عمليات …: what was said
        if unit.kind == "trigger" and (unit.form in ("perfect", "imperfect", "future") or unit.attached.lstrip("وف")) and index > place:
            return None
        if unit.kind == "word" and unit.bare in _ANONYMOUS and index <= place + 2:
            return None
        apposed = _apposed(units, index, content) if index == place + 1 and unit.kind == "word" else None
        if apposed is not None:  # ويروي آمر الفوج، العقيد فلان، أن
            return apposed
        if (
            (unit.kind == "word" or (unit.kind == "trigger" and unit.form == "noun" and not unit.attached))
            and index == place + 1
            and unit.bare not in _PAPERS | _AUXILIARY | _ADVERBIAL
            and not unit.bare.startswith("ل")
        ):
            return None  # طالب أهالي القرية وزارة الدفاع: the subject is a noun that no list knows
        if unit.kind == "word" and unit.bare in ("علي", "الي", "ب", "في", "ل", "من", "لـ") and not _parenthetical(units, place, index):
            return None
        index += 1
    return None


def _apposed(units: Sequence[Unit], index: int, content: int) -> str | None:
    """Return the person whose name, between commas, follows what he is: آمر الفوج، العقيد فلان، …."""
    comma = next((i for i in range(index + 1, min(index + 4, content)) if units[i].key in ("،", ",")), None)
    if comma is None or comma + 1 >= len(units) or any(u.kind != "word" or u.bare in _GOVERNORS for u in units[index:comma]):
        return None
    person = units[comma + 1]
    return person.entity if person.entity_kind == "Official" and not person.attached else None


def _parenthetical(units: Sequence[Unit], place: int, index: int) -> bool:
    """Tell of a remark between verb and speaker: وفي تصريح، قال; ، في بيان،"""
    return any(units[i].key in ("،", ",") for i in range(place + 1, index))


def _governed(units: Sequence[Unit], index: int, place: int) -> bool:
    """Tell whether a preposition stands right before the phrase at `index`."""
    before = units[index - 1]
    return before.kind == "word" and index - 1 > place and before.bare in ("علي", "الي", "في", "مع", "من", "ضد", "بين", "عن", "لدي", "امام")


def _speaker_before(units: Sequence[Unit], place: int) -> str | None:
    """Return the actor right before the verb, auxiliaries and commas aside: المتحدث … ، قال."""
    index, relative = place - 1, False
    while index >= 0 and place - index <= 8:
        unit = units[index]
        if unit.kind == "phrase":
            if unit.entity_kind in ACTORS and relative:
                return unit.entity
            if (
                unit.entity_kind == "Location"
                and index > 1
                and units[index - 1].bare in ("في", "لدي")
                and units[index - 2].kind == "phrase"
            ):
                index -= 2  # جهاز مكافحة الإرهاب في إقليم كردستان
                continue
            if unit.entity_kind in ACTORS and not unit.attached.rstrip("وف") and (unit.attached or _opens(units, index)):
                return unit.entity
            return None
        if unit.bare in ("الذي", "التي"):
            relative = True
            index -= 1
            continue
        if unit.key in ("،", ",") and index == place - 1:
            aside = _behind_aside(units, index)
            if aside:
                return aside
        if unit.kind in ("date", "quote") or unit.key in ("،", ",", "(", ")", "|") or unit.bare in _AUXILIARY:
            index -= 1
            continue
        if index == place - 1 and units[place].bare == "بالقول":  # فلان فاكتفى بالقول
            index -= 1
            continue
        return None
    return None


def _nearest_actor(units: Sequence[Unit], place: int) -> str | None:
    """Return the actor last named before a place in its sentence."""
    return next((u.entity for u in reversed(units[max(place - 8, 0) : place]) if u.kind == "phrase" and u.entity_kind in ACTORS), None)


def opening_subject(units: Sequence[Unit], place: int) -> str | None:
    """Return the person whom a sentence is about: وزف رئيس الجهاز الخبر قائلا; المتحدث كان أكثر تفاؤلا، إذ توقع; في المقابل، دافع فلان ….

    It is the first person among the first units, where no preposition governs him and nobody has spoken before.
    """
    if any(u.trigger is not None and u.trigger.evokes == "Statement" for u in units[:place]):
        return None
    for index, unit in enumerate(units[: min(place, 7)]):
        before = units[index - 1] if index else None
        if unit.kind != "phrase":
            continue
        governed = before is not None and (before.bare in _GOVERNORS or before.kind == "quote")
        if unit.entity_kind in ("Official", "Post") and not unit.attached.lstrip("وف") and not governed:
            return unit.entity
        if unit.entity_kind not in ("Location", "Outlet"):
            return None
    return None


def _clause_subject(units: Sequence[Unit], place: int) -> str | None:
    """Return the person who is the subject of an earlier verb of the sentence: بحث طالباني … وأكد خلال اللقاء."""
    for index in range(1, place):
        unit, before = units[index], units[index - 1]
        if (
            unit.kind == "phrase"
            and unit.entity_kind == "Official"
            and not unit.attached
            and (
                (before.kind == "trigger" and before.form in FINITE)
                or (before.bare in THAT and units[index + 1].form in FINITE)  # بأن السوداني بحث …، وشدد على أن
            )
        ):
            return unit.entity
    return None


def _behind_aside(units: Sequence[Unit], comma: int) -> str | None:
    """Return the actor before a remark between commas: قائممقام سنجار فلان، المقيم في دهوك منذ 2017، قال."""
    opening = next((i for i in range(comma - 1, max(comma - 12, 0), -1) if units[i].key in ("،", ",")), None)
    if opening is None or opening == comma - 2:
        return None
    subject = units[opening - 1]
    if (
        subject.kind == "phrase"
        and subject.entity_kind in ACTORS
        and not subject.attached.rstrip("وف")
        and (subject.attached or _opens(units, opening - 1))
    ):
        return subject.entity
    return None


def _opens(units: Sequence[Unit], index: int) -> bool:
    """Tell whether a phrase begins a clause: at the start, after a mark or quote, أن, فيما, or an auxiliary."""
    if index == 0:
        return True
    before = units[index - 1]
    return (
        before.kind in ("mark", "quote", "date")
        or before.bare in THAT
        or before.bare in _AUXILIARY
        or before.bare in ("فيما", "بينما", "اما", "لكن", "حيث")
    )


def _outlet(units: Sequence[Unit], place: int, content: int) -> str | None:
    """Return the outlet that was spoken to or that received the statement: لوكالة …; تلقته …; نقلتها …."""
    for index in range(max(place - 4, 0), min(content + 1, len(units))):
        unit = units[index]
        if unit.kind == "phrase" and unit.entity_kind == "Outlet" and (index > place or unit.attached):
            return unit.entity
    return None


def _relayed(units: Sequence[Unit], place: int) -> Saying | None:
    """Read نقلت وكالة كذا عن فلان قوله."""
    about = next((i for i in range(place + 1, min(place + 14, len(units))) if units[i].bare == "عن"), None)
    if about is None:
        return None
    speaker = next((u for u in units[about + 1 : about + 4] if u.kind == "phrase" and u.entity_kind in ACTORS), None)
    if speaker is None and units[place + 1].entity_kind == "Official":  # ينقل مدير المكتب عن نازحين أنهم …
        speaker = units[place + 1]
    outlet = next((u.entity for u in units[place + 1 : about] if u.kind == "phrase" and u.entity_kind == "Outlet"), None)
    if speaker is None or speaker.entity is None:
        return None
    return Saying(
        speaker.entity,
        outlet,
        place,
        _content(units, about + 1),
        Evidence(_extent(units, place), "statement-relayed", 0.9),
        False,
        _quote(units, place),
    )


def _according(units: Sequence[Unit], place: int) -> Saying | None:
    """Read بحسب فلان, وفقاً للقيادة."""
    index = place + 1
    if index < len(units) and units[index].bare in {fold("بيان"), "ل", "عن", "الي", fold("ما"), fold("مصدر")} | THAT:
        index += 1
    while (
        index < min(place + 7, len(units))
        and units[index].kind in ("word", "trigger")
        and units[index].bare in _REPORTS | _ISSUING | _OPINIONS
    ):
        index += 1  # بحسب آخر حصيلة لوزارة الصحة; وفقا لبيان أصدره فلان
    if index >= len(units):
        return None
    unit = units[index]
    if unit.kind != "phrase" or unit.entity_kind not in ACTORS or unit.entity is None:
        return None
    if units[place].bare.endswith("بالنسبه") and unit.entity_kind != "Official":
        return None
    return Saying(unit.entity, None, place, len(units), Evidence(_extent(units, place, 3), "statement-according-to", 0.75))


def _extent(units: Sequence[Unit], place: int, width: int = 2) -> Span:
    last = min(place + width, len(units) - 1)
    return Span(units[place].span.begin, max(units[place].span.end, units[last].span.end))


def _closing(units: Sequence[Unit], opening: int) -> int | None:
    """Return where a quotation ends: its closing mark, or of straight marks, which may stand inside too, the first that a stop follows."""
    closer = _CLOSERS.get(units[opening].key)
    marks = [i for i in range(opening + 1, len(units)) if units[i].key == (closer or units[opening].key)]
    if closer:
        nested = [sum(units[j].key == units[opening].key for j in range(opening + 1, i)) for i in marks]
        return next((mark for order, mark in enumerate(marks) if order >= nested[order]), None)
    stops = (i for i in marks if i + 1 >= len(units) or units[i + 1].kind == "mark" or units[i + 1].key in ("،", ",", ".", "؛"))
    return next(stops, marks[-1] if marks else None)


def _quote(units: Sequence[Unit], place: int) -> Span | None:
    """Return the first quotation behind the verb, without its marks."""
    for index in range(place + 1, len(units)):
        if units[index].kind == "quote" and _long_quote(units, index):
            close = _closing(units, index)
            if close and close > index + 1:
                return Span(units[index + 1].span.begin, max(units[close - 1].span.end, units[index + 1].span.end))
    return None
