"""How long something lasted: استمرت ثلاثة أيام, دام نحو ساعتين, لمدة أسبوع."""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.tolls import number_at
from builder.extractors.units import Line, Unit
from builder.folding import fold_words

_LASTS = fold_words("استمر استمرت استمرا يستمر تستمر دام دامت يدوم تدوم استغرق استغرقت لمدة مدة مدته مدتها طوال")
_ABOUT = fold_words("نحو قرابة حوالي زهاء أكثر من على مدى لأكثر لنحو حتى الآن")
_UNITS = {
    unit: (fold_words(one), fold_words(two), fold_words(more))
    for unit, one, two, more in (
        ("Minute", "دقيقة", "دقيقتين دقيقتان", "دقائق"),
        ("Hour", "ساعة", "ساعتين ساعتان", "ساعات"),
        ("Day", "يوم يوما", "يومين يومان", "أيام"),
        ("Week", "أسبوع أسبوعا", "أسبوعين أسبوعان", "أسابيع"),
        ("Month", "شهر شهرا", "شهرين شهران", "أشهر شهور"),
        ("Year", "سنة عام عاما", "سنتين عامين", "سنوات أعوام"),
    )
}
_REACH = 14  # units between an event and the words that say how long it lasted


def duration_behind(units: Line, place: int) -> tuple[int, str] | None:
    """Return (number, unit of OWL-Time: Minute, Hour, Day, Week, Month, Year) said of the event at `place`, if any."""
    if not units.has(_LASTS):
        return None
    for index in range(place + 1, min(place + _REACH, len(units) - 1)):
        if units[index].key in (".", "؛"):
            return None
        if units[index].bare in _LASTS:
            first = index + 1
            if first < len(units) and units[first].bare.startswith("ال") and units[first].kind != "phrase":  # واستمر الهجوم ساعتين
                first += 1
            while first < len(units) and units[first].bare in _ABOUT:
                first += 1
            return _length(units, first)
    return None


def _length(units: Sequence[Unit], first: int) -> tuple[int, str] | None:
    """Read ثلاثة أيام, يومين or ساعة at `first`."""
    if first >= len(units):
        return None
    number = number_at(units, first)
    behind = first if number is None else first + 2 if number_at(units, first + 1) is not None else first + 1  # خمسة عشر يوما
    if behind >= len(units):
        return None
    word = units[behind]
    for unit, (one, two, more) in _UNITS.items():
        if number is not None and word.bare in one | more:
            return number, unit
        if number is None and word.bare in one | two:
            return (1 if word.bare in one else 2), unit
    return None
