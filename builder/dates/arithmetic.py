"""Arithmetic on days, months and years at the precision that a phrase says."""

from __future__ import annotations

from datetime import date, timedelta

_ISLAMIC_EPOCH = 227014  # proleptic Gregorian ordinal of the day before 1 Muharram of year 1 in the civil tabular calendar


def at_precision(value: str) -> str:
    """Return "day", "month" or "year": how precise an ISO value is.

    >>> at_precision("2020-08-09"), at_precision("2020-08"), at_precision("2020")
    ('day', 'month', 'year')
    """
    return ("year", "month", "day")[min(value.count("-"), 2)]


def xsd_type(value: str) -> str:
    """Return the local name of the XML Schema datatype of an ISO value.

    >>> xsd_type("2020-08")
    'gYearMonth'
    """
    return {"day": "date", "month": "gYearMonth", "year": "gYear"}[at_precision(value)]


def parse_day(value: str | None) -> date | None:
    """Return an ISO day, with or without a time after it, as a date; None where it is none.

    >>> parse_day("2021-08-14T10:00:00Z"), parse_day("2021-08"), parse_day("14/8")
    (datetime.date(2021, 8, 14), None, None)
    """
    if value is None or (len(value) > 10 and value[10] not in "T "):
        return None
    try:
        return date.fromisoformat(value[:10]) if value[4:5] == "-" else None
    except ValueError:
        return None


def day(year: int, month: int, number: int) -> str | None:
    """Return an ISO day, or None where the calendar has none such."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def shift(start: date, days: int) -> date | None:
    """Return the day that many days away, or None beyond the calendar's ends."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def nearest_day(anchor: date, month: int, number: int, step: int | None) -> str | None:
    """Return that day of that month: the last not after `anchor` (None), the last before (-1), in its year (0), the first after (1).

    >>> nearest_day(date(2021, 8, 14), 12, 31, None), nearest_day(date(2021, 8, 14), 9, 1, 1)
    ('2020-12-31', '2021-09-01')
    """
    if step == 0:
        return day(anchor.year, month, number)
    reach = range(anchor.year, anchor.year - 9, -1) if step != 1 else range(anchor.year, anchor.year + 9)
    today = anchor.isoformat()
    for year in reach:
        value = day(year, month, number)
        if value and (value > today if step == 1 else value < today if step == -1 else value <= today):
            return value
    return None


def nearest_month(anchor: date, month: int, step: int | None) -> str:
    """Return that month, as `nearest_day` does.

    >>> nearest_month(date(2021, 8, 14), 8, None), nearest_month(date(2021, 8, 14), 8, -1), nearest_month(date(2021, 8, 14), 9, None)
    ('2021-08', '2020-08', '2020-09')
    """
    year = anchor.year
    if step == 1:
        year += month <= anchor.month
    elif step == -1:
        year -= month >= anchor.month
    elif step is None:
        year -= month > anchor.month
    return f"{year:04}-{month:02}"


def shift_month(anchor: date, step: int) -> str:
    """Return the month before, of, or after `anchor`.

    >>> shift_month(date(2021, 1, 5), -1)
    '2020-12'
    """
    index = anchor.year * 12 + anchor.month - 1 + step
    return f"{index // 12:04}-{index % 12 + 1:02}"


def weekday_near(target: date, weekday: int) -> date | None:
    """Return the day of that name within three days of `target`.

    >>> weekday_near(date(2020, 8, 10), 6)
    datetime.date(2020, 8, 9)
    """
    return shift(target, (weekday - target.weekday() + 3) % 7 - 3)


def weekday_from(anchor: date, weekday: int, step: int | None) -> date | None:
    """Return the day of that name on or before `anchor` (None), before (-1), in reach (0), or after it (1).

    >>> weekday_from(date(2021, 8, 14), 5, None), weekday_from(date(2021, 8, 14), 5, -1), weekday_from(date(2021, 8, 14), 5, 1)
    (datetime.date(2021, 8, 14), datetime.date(2021, 8, 7), datetime.date(2021, 8, 21))
    """
    back = (anchor.weekday() - weekday) % 7
    if step == 1:
        return shift(anchor, 7 - back)
    return shift(anchor, -7 if step == -1 and not back else -back)


def from_islamic(year: int, month: int, number: int) -> str:
    """Return the ISO day of a date of the civil tabular Islamic calendar (30-year cycle, leap years 2 5 7 10 13 16 18 21 24 26 29).

    Moon sighting may differ by a day or two.

    >>> from_islamic(1442, 1, 1), from_islamic(1445, 9, 1)
    ('2020-08-20', '2024-03-11')
    """
    days = number + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_ISLAMIC_EPOCH + days).isoformat()
