"""Personal names: how many words after a title, a rank or a verb are a name.

الفريق الركن | عبد الأمير رشيد يارالله | وصل
"""

from __future__ import annotations

from builder.chart import Chart
from builder.particles import STOP

_MAX_PARTS = 5
_NEVER = frozenset({"المستوي", "المستويات", "الجانب", "اليوم", "امس"})  # رفيع المستوى is nobody, صباح اليوم a time
_PARTS_OF_DAY = frozenset("صباح مسا ظهر فجر عصر ليل".split())
_DAYS = frozenset("اليوم امس الغد غد يوم السبت الاحد الاثنين الثلاثا الاربعا الخميس الجمعه".split())


def _is_verb_shape(key: str) -> bool:
    """Tell of a verb or a word with a pronoun by its shape: يعملون، مفاده."""
    return (
        (key.startswith(("ي", "ت", "س")) and key.endswith("ون"))
        or (key.endswith(("ها", "هم", "ده")) and len(key) > 4)
        or (key.startswith("ت") and key.endswith("ه") and len(key) > 5)  # تثمينه
    )


def _is_name_word(chart: Chart, index: int) -> bool:
    return chart.member(index, "given-names", "family-names")


def _stands_as_name(chart: Chart, index: int, parts: int) -> bool:
    """Tell of a name that is also a closed-class word, by what follows: خلف عبيد الجبوري; زياد خلف، …."""
    if not chart.member(index, "given-names"):
        return False
    return _is_name_word(chart, index + 1) if parts == 0 else not chart.is_word(index + 1) or chart.limit(index) <= index + 1


def _is_nisba(key: str) -> bool:
    """Tell of a family name by its shape: الجبوري، السامرائي."""
    return key.startswith("ال") and key.endswith("ي") and len(key) > 4


def _closes(chart: Chart, index: int) -> bool:
    """Tell whether after a name's last part comes what ends it: a mark, a preposition, another title, a verb."""
    return (
        not chart.is_word(index)
        or chart.limit(index - 1) <= index
        or chart.is_stop(index)
        or chart.is_verb(index)
        or bool(chart.at(index, "role"))
        or chart.key(index).startswith("و")
    )


def _has_particle(chart: Chart, index: int) -> bool:
    """Tell of a word that begins with a particle and goes on with something that stands by itself: والشرطة, بداقوق, وعلي, not برايس."""
    token = chart.tokens[index]
    for start in token.stems[1:]:
        rest = token.key[start:]
        if rest.startswith(("ال", "لل")) or (token.key[:start] in ("و", "ف") and rest in chart.lexicon.words["given-names"]):
            return True
        if any(m.start == start and not m.label.contextual for m in chart.at(index, "entity")):
            return True
        if any(m.start == start for kind in ("role", "rank", "place-kind") for m in chart.at(index, kind)) or rest in STOP:
            return True
    return any(
        name in ("force-heads", "unit-heads", "body-heads", "ministry-heads", "outlet-heads") and start
        for name, start in chart.sets(index).items()
    )


def _ends_name(chart: Chart, index: int, parts: int = 0) -> bool:
    """Tell whether a word cannot be part of a name that has `parts` words before it."""
    if not chart.is_word(index) or len(chart.key(index)) < 2:
        return True
    particle = parts == 1 and chart.member(index, "name-particles")  # ماركوس فان ديك; elsewhere فان is فإن
    if chart.is_stop(index) and not particle and not _stands_as_name(chart, index, parts):
        return True
    if chart.key(index) in _NEVER or (chart.key(index) in _PARTS_OF_DAY and chart.key(index + 1) in _DAYS):  # وصل فلان صباح أمس
        return True
    if chart.key(index) == "شمال" and (parts == 0 or bool(chart.at(index + 1, "entity"))):
        return True
    if chart.key(index) == "الدين" and parts:  # نجم الدين
        return False
    if _is_name_word(chart, index) or chart.member(index, "name-particles"):
        return False
    if (
        chart.member(index, "common-words")
        and chart.key(index + 1) != "الله"
        and not (parts == 1 and _closes(chart, index + 1) and chart.member(index - 1, "given-names"))
    ):
        return True
    if chart.is_verb(index) or chart.is_masdar(index) or any(chart.at(index, kind) for kind in ("role", "rank", "place-kind")):
        return True
    if chart.member(
        index, "demonyms", "name-adjectives", "unit-heads", "force-heads", "body-heads", "ministry-heads", "outlet-heads", "containment"
    ):
        surname = parts == 1 and chart.member(index - 1, "given-names") and _closes(chart, index + 1)  # الفريق محمد العسكري مستشار …
        return not _is_nisba(chart.key(index)) or (chart.member(index, "demonyms", "name-adjectives") and not surname)
    known = [m for m in chart.at(index, "entity") if not m.label.contextual and m.start == 0]
    surname = parts == 1 and chart.key(index).endswith("ي") and chart.member(index - 1, "given-names") and _closes(chart, index + 1)
    if any(chart.lexicon.entries[m.label.target].kind not in ("Official", *(("Location",) if surname else ())) for m in known):
        return True  # ريبوار سليفاني is of Silevani, and no place
    return _has_particle(chart, index) and not _is_nisba(chart.key(index)) and not (parts == 1 and chart.key(index).startswith("وال"))


def name_end(chart: Chart, first: int, *, titled: bool) -> int | None:
    """Return the token index after a personal name that begins at `first`, or None.

    With `titled` a title or rank stands before, so that words which no list of names holds may begin a name; without it both a given name
    and a second part must be known by list or shape.
    """
    parts, index, glued, limit = 0, first, False, chart.limit(first)
    if not titled and not (_is_name_word(chart, first) or chart.member(first, "name-particles")):
        return None
    while index < limit and parts < _MAX_PARTS and not _ends_name(chart, index, parts):
        key = chart.key(index)
        known = _is_name_word(chart, index)
        if chart.member(index, "name-particles") and index + 1 < limit and not _ends_name(chart, index + 1):
            glued = True
            index += 1
            continue
        if not glued and not known:
            if parts == 0 and not (titled and len(key) > 2 and not key.startswith("ال")):
                break
            if parts == 0 and (_is_verb_shape(key) or (key.startswith("و") and key[1:] in chart.lexicon.words["common-words"])):
                break  # مسؤولة | واتهامات باطلة
            if parts == 0 and chart.key(index + 1) == "الله":  # أنعم الله عليها
                break
            if parts and key.startswith("ت") and _is_verb_shape(key):  # الجنرال ماكفارلن تثمينه
                break
            if (
                parts == 1
                and chart.key(index + 1) != "الله"
                and not ((titled and (_is_name_word(chart, first) or not key.startswith("ال"))) or _is_nisba(key))
            ):
                break
            closed = parts >= 2 and _is_nisba(chart.key(index - 1))  # سالم كاظم الربيعي | النبأ
            if parts >= 2 and not (
                _is_nisba(key) or key == "الله" or (key.startswith("ال") and len(key) > 4 and not closed and _closes(chart, index + 1))
            ):
                break
        parts += 1
        glued = False
        index += 1
    if parts >= 2 or (parts == 1 and index - first >= 2):
        return index
    return None


def joined_name_end(chart: Chart, first: int) -> int | None:
    """Return the index after a name that an attached و joins to one before: وجمال ايمنكي."""
    if chart.start_in(first, "given-names") != 1:
        return None
    end = first + 1
    while end < chart.limit(first) and end < first + 4 and not _ends_name(chart, end, end - first):
        if end - first >= 2 and not (_is_name_word(chart, end) or _is_nisba(chart.key(end))):
            break
        end += 1
    return end if end > first + 1 else None


def last_part(key: str) -> str:
    """Return the part of a name by which a person is called later on.

    >>> last_part("عبد الامير رشيد يارالله"), last_part("عثمان عبد الغني"), last_part("محمد ال خليفه")
    ('يارالله', 'عبد الغني', 'ال خليفه')
    """
    words = key.split()
    return " ".join(words[-2:]) if len(words) > 1 and words[-2] in ("عبد", "ال", "ابو", "ابن", "بن", "ابي") else words[-1]
