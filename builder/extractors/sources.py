"""Who else stands behind a sentence: a source without a name, an outlet that tells it itself or was spoken to.

أفاد مصدر أمني بأن … · ذكرت صحيفة «الصباح» أن … · وقال فلان لوكالة …
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.units import Line, Unit
from builder.folding import fold_words
from builder.model import Span

ACCORDING = fold_words("بحسب حسب وفق وفقا وبحسب ووفقا وفقما وحسب نقلا بالنسبة فبالنسبة")
ANONYMOUS = fold_words("مصدر المصدر مصادر المصادر مسؤول مسؤولون شهود عضو ضابط ناطق مراسل")
_NAMELESS = fold_words("مصدر مصادر شهود مسؤول مسؤولون مسؤولين")


def nameless_source(units: Line) -> tuple[int, Span] | None:
    """Return where a source without a name speaks, and the words for it: أفاد [مصدر أمني] بأن …."""
    for place in units.statements if units.has(_NAMELESS) else ():
        if units[place].form not in ("perfect", "imperfect"):
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
                return place, Span(units[first].begin, units[last].end)
    return None


def speaks_without_name(units: Line) -> bool:
    """Tell of a sentence in which a source without a name speaks; what is said next is nobody's then: وقال المصدر … . وأوضح أن …."""
    told = [i + 1 for i in units.statements if units[i].form == "perfect" and i + 1 < len(units)]
    return any(units[i].bare in ANONYMOUS for i in told)


def outlet_source(units: Line) -> tuple[int, str] | None:
    """Return where an outlet tells something itself, and its key: ذكرت صحيفة «الصباح» أن …; بحسب رويترز."""
    for index in units.phrases:
        outlet, before = units[index], units[index - 1]
        if index == 0 or outlet.entity_kind != "Outlet" or not outlet.entity or outlet.attached:
            continue
        says = before.evokes == "Statement" and before.form == "perfect" and before.label != "نقل"
        if says or before.bare in ACCORDING:
            return index - 1, outlet.entity
    return None


def outlet_told(units: Sequence[Unit], place: int, content: int) -> str | None:
    """Return the outlet that was spoken to or that received the statement: لوكالة …; تلقته …; نقلتها …."""
    for index in range(max(place - 4, 0), min(content + 1, len(units))):
        unit = units[index]
        if unit.kind == "phrase" and unit.entity_kind == "Outlet" and (index > place or unit.attached):
            return unit.entity
    return None
