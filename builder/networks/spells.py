"""Dates as intervals: a month is all its days, a year all its months, because that is all that the text says."""

from __future__ import annotations

import calendar
from collections.abc import Iterable


def spell(date: str) -> tuple[str, str] | None:
    """Return the first and last day of a date of any precision, or None for no date.

    >>> spell("2017"), spell("2020-02"), spell("2020-02-29"), spell("")
    (('2017-01-01', '2017-12-31'), ('2020-02-01', '2020-02-29'), ('2020-02-29', '2020-02-29'), None)
    """
    match date.split("-"):
        case [year, month, day]:
            return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
        case [year, month]:
            return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02}"
        case [year] if year:
            return f"{year}-01-01", f"{year}-12-31"
    return None


def spells(dates: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the intervals of several dates in order, those that overlap made one.

    >>> spells(["2017-10-16", "2017-10", "2020"])
    (('2017-10-01', '2017-10-31'), ('2020-01-01', '2020-12-31'))
    """
    joined: list[tuple[str, str]] = []
    for begin, end in sorted({interval for date in dates if (interval := spell(date))}):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return tuple(joined)


def within(date: str, since: str, until: str) -> bool:
    """Tell whether any day of a date lies in a span; an open end is "", and an event without a date lies in no bounded span.

    >>> within("2017-10", "2017-10-16", ""), within("2016", "2017", "2018"), within("", "", "")
    (True, False, True)
    """
    interval = spell(date)
    if interval is None:
        return not (since or until)
    first, last = spell(since), spell(until)
    return (first is None or interval[1] >= first[0]) and (last is None or interval[0] <= last[1])
