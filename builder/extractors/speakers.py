"""Who says what a verb of saying tells: whoever stands behind it, before it, first in its sentence, or is set before it by أما.

وقال الخفاجي إن … · والمتحدث باسم القيادة، اللواء فلان، قال … · أما قوات الدفاع الشعبي فأعلنت …
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.sayings import CONTENT
from builder.extractors.sources import ANONYMOUS
from builder.extractors.units import FINITE, Line, Unit, disagrees
from builder.folding import fold_words
from builder.particles import THAT
from builder.vocabulary import ACTORS

AUXILIARY = fold_words("قد كان كانت وكان وكانت سبق ان أيضا بدوره بدورها وقد فقد لقد من جانبه جانبها")
_PAPERS = fold_words("بيان البيان تصريح مكتب مصدر المصدر المصادر مصادر مسؤول مسؤولون تقرير")
_ADVERBIAL = fold_words(
    "حينها وقتها آنذاك لاحقا به بها فيه فيها حينذاك بدورها مرارا رسميا في من على عن خلال"
    "  بعد قبل أمس اليوم أيضا كذلك كل هنا مساء صباح فجر وفق بحسب إن أن ان لدى عبر عقب رئيس قائد مدير نائب"
)
_GOVERNORS = fold_words("في من على إلى عن مع لدى بين عبر ضد امام أمام قبل بعد خلال عقب بحسب وفق حسب")


def speaker_behind(units: Sequence[Unit], place: int, content: int, anaphora: dict[str, str]) -> str | None:
    """Return the first actor after the verb that no preposition governs."""
    every = next(
        (i for i in range(place + 1, min(place + 6, len(units) - 2)) if units[i].bare in ("كل", "كلا") and units[i + 1].bare == "من"), None
    )
    if every is not None and units[every + 2].kind == "phrase" and units[every + 2].entity_kind in ACTORS:
        return units[every + 2].entity  # أدان الهجوم كل من فلان وفلان
    if units[place].bare.endswith(("ون", "وا")) and units[place].form in FINITE:  # يؤيدون تنظيم داعش: whom, not who
        return None
    for index in range(place + 1, content):
        unit = units[index]
        if index == place + 1 and unit.bare in ANONYMOUS:  # رحب عضو اللجنة فلان
            named = next((u for u in units[index + 1 : index + 3] if u.kind != "word" or u.bare in CONTENT), None)
            if named and named.kind == "phrase" and named.entity_kind == "Official" and not named.attached:
                return named.entity
        if index == place + 1 and disagrees(units[place], unit):
            return None
        if unit.kind == "phrase":
            speaker, barred = _phrase_speaks(units, index, place), _phrase_bars(units, index, place)
        else:
            speaker, barred = _word_speaks(units, index, place, content, anaphora), _word_bars(units, index, place, content)
        if speaker is not None or barred:
            return speaker
    return None


def _phrase_speaks(units: Sequence[Unit], index: int, place: int) -> str | None:
    """Return the actor whom a phrase behind a verb of saying names as its subject, or as the one whose paper says it."""
    unit, before = units[index], units[index - 1]
    if unit.entity_kind not in ACTORS or _is_office(units, index):
        return None
    if before.bare == "عن" and units[index - 2].bare in ("صادر", "صدر", "الصادر"):
        return unit.entity
    if not unit.attached.endswith(("ل", "ب")):
        return unit.entity if not _governed(units, index, place) else None
    paper = any(u.bare in _PAPERS for u in units[max(index - 3, place + 1) : index])
    return unit.entity if unit.attached.endswith("ل") and paper else None


def _phrase_bars(units: Sequence[Unit], index: int, place: int) -> bool:
    """Tell of a phrase that does not speak and behind which no subject comes."""
    unit = units[index]
    governed = unit.entity_kind in ACTORS and not unit.attached.endswith(("ل", "ب")) and _governed(units, index, place)
    return governed or index == place + 1 or _is_office(units, index)


def _is_office(units: Sequence[Unit], index: int) -> bool:
    """Tell of a person whose office speaks: وذكر مكتب الكاظمي."""
    return units[index].entity_kind == "Official" and units[index - 1].bare == "مكتب"


def _word_speaks(units: Sequence[Unit], index: int, place: int, content: int, anaphora: dict[str, str]) -> str | None:
    """Return the body that a bare head right behind the verb repeats, or the person in apposition: ويروي آمر الفوج، العقيد فلان، أن."""
    unit = units[index]
    if index > place + 1:
        return None
    if unit.kind in ("word", "trigger") and unit.bare in anaphora:
        return anaphora[unit.bare]
    return _apposed(units, index, content) if unit.kind == "word" and unit.bare not in ANONYMOUS else None


def _word_bars(units: Sequence[Unit], index: int, place: int, content: int) -> bool:
    """Tell of a word behind which no subject comes: one that begins what was said, a subject that no list knows, a preposition."""
    unit = units[index]
    noun = unit.kind == "trigger" and unit.form == "noun"
    if noun and index > place + 1 and content == place + 25:  # أعلن، أمس، انطلاق عمليات …: what was said
        return True
    if unit.kind == "trigger" and (unit.form in FINITE or unit.attached.lstrip("وف")):
        return True
    if unit.kind == "word" and unit.bare in ANONYMOUS and index <= place + 2:
        return True
    subject = index == place + 1 and (unit.kind == "word" or (noun and not unit.attached))  # طالب أهالي القرية وزارة الدفاع
    if subject and unit.bare not in _PAPERS | AUXILIARY | _ADVERBIAL and not unit.bare.startswith("ل"):
        return True
    governs = unit.kind == "word" and unit.bare in ("علي", "الي", "ب", "في", "ل", "من", "لـ")
    return governs and not _parenthetical(units, place, index)


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


def speaker_before(units: Sequence[Unit], place: int) -> str | None:
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
        if unit.kind in ("date", "quote") or unit.key in ("،", ",", "(", ")", "|") or unit.bare in AUXILIARY:
            index -= 1
            continue
        if index == place - 1 and units[place].bare == "بالقول":  # فلان فاكتفى بالقول
            index -= 1
            continue
        return None
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
        or before.bare in AUXILIARY
        or before.bare in ("فيما", "بينما", "اما", "لكن", "حيث")
    )


def nearest_actor(units: Sequence[Unit], place: int) -> str | None:
    """Return the actor last named before a place in its sentence."""
    return next((u.entity for u in reversed(units[max(place - 8, 0) : place]) if u.kind == "phrase" and u.entity_kind in ACTORS), None)


def opening_subject(units: Line, place: int) -> str | None:
    """Return the person whom a sentence is about: وزف رئيس الجهاز الخبر قائلا; المتحدث كان أكثر تفاؤلا، إذ توقع; في المقابل، دافع فلان ….

    It is the first person among the first units, where no preposition governs him and nobody has spoken before.
    """
    if units.statements and units.statements[0] < place:
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


def clause_subject(units: Sequence[Unit], place: int) -> str | None:
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


def topic(units: Sequence[Unit], place: int) -> str | None:
    """Return whom أما sets before its clause: أما قوات الدفاع الشعبي، وهي الجناح العسكري للحزب، فأعلنت …."""
    turn = next((i for i in range(place - 1, -1, -1) if units[i].bare == "اما"), None)
    if turn is None or turn + 1 >= len(units):
        return None
    subject = next((u for u in units[turn + 1 : turn + 3] if u.kind == "phrase"), None)
    if subject is None:  # أما المتحدثة باسم السياسة الدفاعية للكتلة، فلانة، فطالبت
        subject = next((u for u in reversed(units[max(turn + 1, place - 3) : place]) if u.entity_kind == "Official"), None)
    return subject.entity if subject and subject.entity_kind in ACTORS and not subject.attached else None


def mouthpiece(units: Line, place: int) -> str | None:
    """Return who speaks for the subject of a verb: نفت القيادة العامة، على لسان الناطق باسمها فلان، ….."""
    if "لسان" not in units.spellings or units[place].form not in ("perfect", "imperfect"):
        return None
    at = next((i for i in range(place + 2, min(place + 14, len(units))) if units[i].bare == "لسان" and units[i - 1].bare == "علي"), None)
    return next((u.entity for u in units[at + 1 : at + 6] if u.entity_kind == "Official"), None) if at else None
