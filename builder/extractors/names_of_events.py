"""Names of operations, campaigns and agreements: عملية "المخلب ـ القفل"; عملية الإرادة الصلبة; اتفاقية سنجار."""

from __future__ import annotations

from collections.abc import Sequence

from builder.chart import Chart
from builder.extractors.units import Unit
from builder.legible import unfilled

_OPERATIONS = frozenset({"عمليه", "العمليه", "حمله", "معركه"})


def event_name(chart: Chart, units: Sequence[Unit], place: int) -> str | None:
    """Return the proper name that stands behind a trigger, or is given to it (أُطلق عليها اسم «…»)."""
    unit = units[place]
    if unit.form == "perfect" and unit.label == "عملية":  # أطلقت تركيا "…"
        launched = next((i for i, u in enumerate(units[place + 1 : place + 4], place + 1) if u.kind == "quote"), None)
        quoted = _quoted(units[launched : launched + 7]) if launched is not None else None
        return _text(chart, *quoted) if quoted else None
    head = unit.key[len(unit.attached) :]
    if head not in _OPERATIONS and head not in ("اتفاقيه", "حوار", "الحوار"):
        return None
    following = units[place + 1 : place + 6]
    quoted = _quoted(following) or _called(units[place + 1 : place + 14])
    if quoted:
        return _text(chart, *quoted)
    words = _definite_words(chart, following)
    if head in ("عمليه", "حمله") and len(words) == 2:
        return _text(chart, words[0], words[-1])
    if head == "الحوار" and words:
        return _text(chart, unit, words[0])
    if head == "اتفاقيه" and following and following[0].entity_kind == "Location":
        return _text(chart, unit, following[0])
    return None


def _quoted(units: Sequence[Unit]) -> tuple[Unit, Unit] | None:
    """Return the first and last unit of a short quotation that begins right here."""
    if not units or units[0].kind != "quote":
        return None
    close = next((i for i, u in enumerate(units[1:], 1) if u.kind == "quote"), None)
    return (units[1], units[close - 1]) if close and 1 < close <= 5 else None


def _called(units: Sequence[Unit]) -> tuple[Unit, Unit] | None:
    """Return the quotation behind اسم or تسمية."""
    index = next((i for i, u in enumerate(units) if u.bare in ("اسم", "باسم", "تسميه", "المسماه")), None)
    return _quoted(units[index + 1 :]) if index is not None else None


def _definite_words(chart: Chart, units: Sequence[Unit]) -> list[Unit]:
    words: list[Unit] = []
    for unit in units[:2]:
        definite = unit.kind in ("word", "trigger") and unit.key.startswith("ال") and len(unit.key) > 4
        if not definite or chart.member(unit.first, "demonyms", "name-adjectives", "clause-breakers"):
            break
        words.append(unit)
    return words


def _text(chart: Chart, first: Unit, last: Unit) -> str:
    return " ".join(unfilled(chart.doc.text[first.span.begin : last.span.end]).split())
