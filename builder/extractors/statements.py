"""Who said something: the verbs, participles and masdars of saying of a sentence, each with its speaker.

وقال الخفاجي إن … · والمتحدث باسم القيادة، اللواء فلان، قال … · نقلت وكالة … عن فلان قوله · بحسب رسول
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from builder.extractors.attributions import (
    OPINIONS,
    according,
    announcement,
    fellow_speakers,
    headed,
    led_to_say,
    of_opinion,
    quoted,
    relayed,
    stated,
)
from builder.extractors.sayings import Saying, content_begin, extent, quote_behind
from builder.extractors.sources import ACCORDING, ANONYMOUS, outlet_told
from builder.extractors.speakers import (
    AUXILIARY,
    clause_subject,
    mouthpiece,
    nearest_actor,
    opening_subject,
    speaker_before,
    speaker_behind,
    topic,
)
from builder.extractors.units import FINITE, Line, Unit
from builder.folding import fold_words
from builder.model import Evidence
from builder.particles import STOP
from builder.vocabulary import ACTORS

_STATED = frozenset({"بيان", "ببيان"})
_ATTRIBUTING = _STATED | ACCORDING | OPINIONS
_STANCES = frozenset({"رفض", "أيد", "عارض"})
_THINGS_THAT_SAY = fold_words("بيان لقاء اجتماع مكتب جلسة تقرير ورقة سكان")
_FEELINGS = ("قلق", "استعداد", "ترحيب", "اسف", "امل", "رفض", "تحفظ", "استغراب", "استيا", "رغب")
_NO_PARTICIPLES = fold_words("قوله قولها بالقول وزاد زاد بينت بين نقلا")
_NOT = frozenset({"لم", "لن"})  # لم يعلن التنظيم: nothing was said
_FORMS = FINITE | {"word"}  # a participle is a word
_HEADLINE = 4  # units: a verb so near the beginning tells a headline, بغداد تدين القصف


def find_sayings(units: Line, anaphora: dict[str, str], latest: str | None) -> Iterator[Saying]:
    """Yield the sayings of a sentence; `anaphora` maps a bare head (الخلية) to the body last named so, `latest` is who was told of last."""
    line = headed(units)
    if line:
        latest = line.speaker
        yield line
    quotation = None if line else quoted(units)
    if quotation:
        yield quotation
    for place in _places(units):
        unit = units[place]
        if unit.evokes == "Statement" and unit.form in _FORMS:
            saying = _saying(units, place, anaphora, latest)
            if saying:
                latest = saying.speaker
                yield saying
                yield from fellow_speakers(units, saying)
        elif unit.evokes == "Statement" and unit.form == "noun":
            named = announcement(units, place) or led_to_say(units, place)
            if named:
                yield named
        elif unit.kind in ("word", "trigger") and unit.bare in _STATED:
            paper = stated(units, place, anaphora)
            if paper:
                yield paper
        elif unit.kind in ("word", "trigger") and (unit.bare in ACCORDING or of_opinion(units, place)):
            saying = according(units, place)
            if saying:
                yield saying


def _places(units: Line) -> Iterable[int]:
    """Return where an act of saying may be told: at the triggers, and at the words of a paper or a source, if there are any."""
    if not units.has(_ATTRIBUTING):
        return units.triggers
    return [i for i, u in enumerate(units) if u.trigger is not None or u.bare in _ATTRIBUTING]


def speech_spans(units: Line) -> dict[int, int]:
    """Return, for each finite verb or participle of saying, where what is said begins (its own place where no أن or عن marks it)."""
    return {i: content_begin(units, i) for i in units.statements if units[i].form in _FORMS and not _in_remark(units, i)}


def _in_remark(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb of saying in a remark that interrupts: بحسب ما أعلنته الخلية."""
    return place > 0 and units[place - 1].bare == "ما"


def _saying(units: Line, place: int, anaphora: dict[str, str], latest: str | None) -> Saying | None:
    """Read a verb or participle of saying."""
    unit, content = units[place], content_begin(units, place)
    label = unit.label
    denies = unit.frame == "denial"
    if label == "نقل":
        return relayed(units, place)
    if label == "أبدى" and not any(u.bare.startswith(_FEELINGS) for u in units[place + 1 :]):
        return None  # أبدت القوات مقاومة
    mouth = mouthpiece(units, place)
    if mouth:
        evidence = Evidence(extent(units, place), "statement-mouthpiece", 0.85)
        return Saying(mouth, None, place, content, evidence, denies, quote_behind(units, place))
    if _is_no_saying(units, place):
        return None
    if unit.bare == "بالقول":  # اكتفت وزارة الدفاع بالقول إن
        actor = nearest_actor(units, place) or latest
        return Saying(actor, None, place, content, Evidence(unit.span, "statement-verb-speaker", 0.85), denies) if actor else None
    if _is_participle(unit):
        opening = opening_subject(units, place)
        latest = opening if opening and units[0].trigger is None else latest  # وزف رئيس الجهاز … الخبر قائلا
        return Saying(latest, None, place, content, Evidence(unit.span, "statement-continued", 0.6), denies) if latest else None
    if _is_relative(units, place) and unit.bare.endswith(("ه", "ها", "هم")) and len(unit.bare) > 4:  # الحزب الذي تعتبره: whom, not who
        return None
    once = _said_once(units, place)
    if once is not None:
        return Saying(once, None, place, content, Evidence(extent(units, place), "statement-speaker-verb", 0.8), denies)
    named = _near_speaker(units, place, content, anaphora, denies) or _distant_speaker(units, place, content, latest)
    if named is None or not _may_say(unit, named[0], named[1], told_of=content > place):
        return None
    speaker, rule, confidence = named
    evidence = Evidence(extent(units, place), rule, confidence)
    return Saying(speaker, outlet_told(units, place, content), place, content, evidence, denies, quote_behind(units, place))


def _near_speaker(units: Line, place: int, content: int, anaphora: dict[str, str], denies: bool) -> tuple[str, str, float] | None:
    """Return who stands right before or behind a verb of saying, by which rule and how surely."""
    unit = units[place]
    reach = content if content > place else min(place + 25, len(units))
    told = unit.form != "imperfect" or content > place or denies or place < _HEADLINE  # يكتب وكأنه منقاد: nothing is quoted
    told = told and not _of_the_nameless(units, place)
    before = speaker_before(units, place) if told and _is_adjacent(units, place) else None
    if before is None and unit.key.startswith("ف"):
        before = topic(units, place)
    speaker = before or speaker_behind(units, place, reach, anaphora)
    if speaker is not None:
        return speaker, "statement-verb-speaker", 0.9
    speaker = speaker_before(units, place) if told and not unit.attached else None
    return (speaker, "statement-speaker-verb", 0.8) if speaker is not None else None


def _distant_speaker(units: Line, place: int, content: int, latest: str | None) -> tuple[str, str, float] | None:
    """Return whom a verb of saying without a speaker beside it goes on with: the subject of its clause or sentence, or who spoke last."""
    unit = units[place]
    if content > place + 1 and any(u.bare in ANONYMOUS for u in units[place + 1 : content]):
        return None
    if place + 1 < len(units) and units[place + 1].bare.removeprefix("ال") in _THINGS_THAT_SAY:
        return None  # واستعرض اللقاء; وذكر بيان; وذكر مكتب فلان
    if unit.form == "imperfect" and content > place:
        subject = opening_subject(units, place) or (latest if place == 0 else None)
        return (subject, "statement-subject-of-clause", 0.65) if subject is not None else None
    if unit.form != "perfect" or _in_remark(units, place):
        return None
    spoken = units.statements[0] < place  # it is one itself
    if latest and unit.attached == "و" and spoken:
        return latest, "statement-same-speaker", 0.65  # وصف فلان … وطالب الحكومة
    subject = clause_subject(units, place) or opening_subject(units, place)
    if subject is not None:
        return subject, "statement-subject-of-clause", 0.65
    return (latest, "statement-same-speaker", 0.6) if latest is not None else None


def _is_relative(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb right behind الذي or التي."""
    return place > 1 and units[place - 1].bare in ("الذي", "التي")


def _is_adjacent(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb whose subject stands right before it: البيشمركة تنفي; مسرور بارزاني، الذي طالب; وكانت الوزارة قد أعلنت."""
    unit, before = units[place], units[place - 1] if place else None
    if _is_relative(units, place):
        return unit.form == "perfect"
    if place > 1 and units[place - 1].bare == "قد":
        return True
    return before is not None and before.kind == "phrase" and not unit.key.startswith(("و", "ف"))


def _said_once(units: Line, place: int) -> str | None:
    """Return who said something before: سبق للمركز أن نفى; سبق لمديرية مكافحة الإرهاب في السليمانية أن أعلنت."""
    if "سبق" not in units.spellings:
        return None
    earlier = next((i for i in range(place - 3, max(place - 8, -1), -1) if units[i].bare == "سبق"), None)
    if earlier is None or units[place - 1].bare != "ان" or units[earlier + 1].entity_kind not in ACTORS:
        return None
    return units[earlier + 1].entity or ""


def _is_no_saying(units: Sequence[Unit], place: int) -> bool:
    """Tell of a form of a verb of saying that says nothing here: within another's words, answered by arms, or not said at all."""
    unit, before = units[place], units[place - 1] if place else None
    if place > 1 and units[place - 1].kind == "quote" and _is_reported(units, place):  # قالت الناطقة إن موسكو "تدين أي عمل"
        return True
    if unit.label == "رد" and _strikes_back(units, place):
        return True
    if place > 1 and units[place - 1].bare == "قد" and units[place - 2].bare in ("يكون", "تكون"):  # نفى أن يكون قد وصف القوات
        return True
    if before is not None and before.bare in ("عدم", "دون"):  # طلب عدم ذكر اسمه
        return True
    if unit.form == "imperfect" and (_is_of_others(units, place) or (before is not None and before.bare in _NOT)):
        return True
    return _is_participle(unit) and before is not None and before.bare in ("غير", "زياره", "الزياره")  # زيارة غير معلنة


def _is_participle(unit: Unit) -> bool:
    """Tell of مؤكداً، مشيرة إلى, which go on with the speaker before."""
    return unit.form == "word" and unit.bare not in _NO_PARTICIPLES


def _may_say(unit: Unit, speaker: str, rule: str, *, told_of: bool) -> bool:
    """Tell whether a verb is this speaker's speech; `told_of` says that أن or its like follows.

    Only a person believes, and only by name (ويُعتقد أن is nobody's); a state that refuses something without a word has a policy.
    """
    label = unit.label
    if label in ("اعتقد", "دافع"):
        return speaker.startswith(("Official:", "Post:")) and rule != "statement-same-speaker"
    return label not in _STANCES or told_of or not speaker.startswith(("Government:", "Force:", "ArmedGroup:"))


def _of_the_nameless(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb whose subject, right behind it, has no name: …. كشف مصدر في الوزارة."""
    return place + 1 < len(units) and units[place + 1].bare in ANONYMOUS - {"عضو"}


def _is_reported(units: Sequence[Unit], place: int) -> bool:
    """Tell of a verb that opens a quotation whose subject another's words name: إن الحكومة "ترحب بأي مشورة"."""
    subject = units[place - 2]
    opener = next((u.bare for u in reversed(units[max(place - 5, 0) : place - 2])), "")
    return subject.kind == "phrase" and opener in ("ان", "بان") and units[place].form == "imperfect"


def _strikes_back(units: Sequence[Unit], place: int) -> bool:
    """Tell of an answer by arms: ردت القوات بعد أربعة أيام بغارات; ردت طائرات التحالف."""
    near = units[place + 1 : place + 10]
    arms = any(u.evokes in ("AirStrike", "Attack") and u.attached.endswith("ب") for u in near)
    return arms or any(u.bare.startswith(("طائرات", "مدفعي", "الطيران", "طيران")) for u in near[:2])


def _is_of_others(units: Sequence[Unit], place: int) -> bool:
    """Tell of نعتبر, said by us, and of شعارات تتهم …, said by what stands before."""
    key = units[place].key.lstrip("وف")
    before = units[place - 1] if place else None
    noun = before is not None and before.kind == "word" and before.bare not in STOP | AUXILIARY and not before.bare.startswith("ال")
    return key.startswith(("ن", "ا")) or noun
