"""Reads days, months and years of the calendar at a place of the folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from builder.dates import arithmetic as at
from builder.dates.grammar import DIRECTION, ORDINALS, patterns
from builder.dates.guards import Guards
from builder.dates.months import gregorian, hijri


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the folded text."""

    begin: int
    end: int
    value: str
    rule: str


def direction(word: str | None) -> int | None:
    """Return -1, 0 or 1 for words like الماضي, الجاري, المقبلة; None for no word."""
    if word is None:
        return None
    bare = word.removeprefix("ال")
    return DIRECTION[bare] if bare in DIRECTION else DIRECTION[bare.removesuffix("ه")]


def _day_number(match: re.Match[str]) -> int:
    return int(match["d"]) if match["d"] else ORDINALS[" ".join(match["o"].split())]


class CalendarReader:
    """Reads phrases of the calendar in one text.

    It knows the article's day and the value found last, which الشهر ذاته and اليوم التالي look back to.
    """

    def __init__(self, folded: str, guards: Guards, anchor: date | None) -> None:
        self.text, self.guards, self.anchor = folded, guards, anchor
        self.last: str | None = None
        self.p = patterns()

    # Days with their month -----------------------------------------------------------------------------------------------------

    def absolute(self, here: int) -> Found | None:
        """Read a day of a month, in words or in digits, with its year or in relation to the article's day."""
        if not self.text[here : here + 1].isdigit():
            return self._full(here) or self._day_of_month(here)  # only these read days in words
        for reader in (self._iso, self._numeric, self._year_first, self._full, self._islamic, self._day_of_month):
            found = reader(here)
            if found:
                return found
        return None

    def _iso(self, here: int) -> Found | None:
        match = self.p.iso.match(self.text, here)
        value = at.day(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
        return Found(here, match.end(), value, "date-numeric") if match and value else None

    def _numeric(self, here: int) -> Found | None:
        """Day first, as Arabic news writes; month first only where the calendar leaves no other reading."""
        match = self.p.numeric.match(self.text, here)
        if not match:
            return None
        year, a, b = int(match["y"]), int(match["a"]), int(match["b"])
        value = at.day(year, b, a) or at.day(year, a, b)
        return Found(here, match.end(), value, "date-numeric") if value else None

    def _year_first(self, here: int) -> Found | None:
        match = self.p.year_first.match(self.text, here)
        if not match:
            return None
        value = at.day(int(match["y"]), gregorian().of(match["m"]), int(match["d"]))
        return Found(here, match.end(), value, "date-full") if value else None

    def _full(self, here: int) -> Found | None:
        match = self.p.full.match(self.text, here)
        if not match:
            return None
        month, number = gregorian().of(match["m"]), _day_number(match)
        year = self._tail_year(match)
        if year is not None:
            value = at.day(year, month, number)
            return Found(here, match.end(), value, "date-full") if value else None
        if match["same"] or match["after"] or self.anchor is None or self.guards.names_a_thing(here):
            return None
        value = at.nearest_day(self.anchor, month, number, self._step(match["mod"], here))
        return Found(here, match.end(), value, "date-day-month") if value else None

    def _step(self, word: str | None, here: int) -> int | None:
        """Return the direction that a word after the phrase gives, or one shortly before it that looks ahead."""
        return 1 if word is None and self.guards.is_planned(here) else direction(word)

    def _tail_year(self, match: re.Match[str]) -> int | None:
        """Return the year that follows a month: said, counted from the article's, or that of the date before."""
        if match["y"]:
            return int(match["y"])
        if match["same"] or match["after"]:
            return int(self.last[:4]) + bool(match["after"]) if self.last else None
        if match["this"]:
            return self.anchor.year + (direction(match["ymod"]) or 0) if self.anchor else None
        return None

    def _islamic(self, here: int) -> Found | None:
        """Read a day of the Islamic calendar; the Gregorian day that الموافق or a stroke joins to it wins."""
        match = self.p.hijri.match(self.text, here)
        if not match:
            return None
        joined = self._joined_absolute(match.end(), stroke=True)
        if joined:
            return Found(here, joined.end, joined.value, joined.rule)
        if not match["y"] or int(match["d"]) > 30:
            return None
        return Found(here, match.end(), at.from_islamic(int(match["y"]), hijri().of(match["m"]), int(match["d"])), "date-hijri")

    def _day_of_month(self, here: int) -> Found | None:
        match = self.p.day_of_month.match(self.text, here)
        if not match:
            return None
        if match["same"] or match["same2"]:
            base = self.last if self.last and len(self.last) >= 7 else None
        else:
            base = at.shift_month(self.anchor, direction(match["mod"]) or 0) if self.anchor else None
        value = at.day(int(base[:4]), int(base[5:7]), _day_number(match)) if base else None
        return Found(here, match.end(), value, "date-day-of-month") if value else None

    # Months and years -----------------------------------------------------------------------------------------------------------

    def _month(self, here: int, licensed: bool = False) -> Found | None:
        """Read a month; one without a year or a word that places it needs a preposition before it (`licensed`)."""
        first = self.p.month_first.match(self.text, here)
        if first:
            value = at.day(int(first["y"]), gregorian().of(first["m"]), int(first["d"]))
            if value:
                return Found(here, first.end(), value, "date-full")
        match = self.p.month.match(self.text, here)
        if not match:
            return self._month_relative(here)
        month, year = gregorian().of(match["m"]), self._tail_year(match)
        if year is not None:
            return Found(here, match.end(), f"{year:04}-{month:02}", "date-month-year")
        if match["same"] or match["after"] or self.anchor is None:
            return None
        if not (licensed or match["word"] or match["mod"] or self.guards.month_may_stand_alone(here, match["m"])):
            return None
        return Found(here, match.end(), at.nearest_month(self.anchor, month, self._step(match["mod"], here)), "date-month")

    def _month_relative(self, here: int) -> Found | None:
        match = self.p.month_relative.match(self.text, here)
        if not match:
            return None
        if match["same"] or match["same2"]:
            value = self.last[:7] if self.last and len(self.last) >= 7 else ""
        else:
            value = at.shift_month(self.anchor, direction(match["mod"]) or 0) if self.anchor else ""
        return Found(here, match.end(), value, "date-relative-month") if value else None

    def _year(self, here: int) -> Found | None:
        match = self.p.year.match(self.text, here)
        if match:
            return Found(here, match.end(), match["y"], "date-year")
        match = self.p.year_relative.match(self.text, here)
        if not match or self.guards.is_office(here):
            return None
        if match["same"] or match["same2"] or match["after"]:
            value = f"{int(self.last[:4]) + bool(match['after']):04}" if self.last else ""
        else:
            value = f"{self.anchor.year + (direction(match['mod']) or 0):04}" if self.anchor else ""
        return Found(here, match.end(), value, "date-relative-year") if value else None

    def _bare_year(self, here: int) -> Found | None:
        match = self.p.bare_year.match(self.text, here)
        if not match or not self.guards.year_may_stand_alone(here, match.end()):
            return None
        return Found(here, match.end(), match.group(), "date-year")

    def _joined_absolute(self, here: int, stroke: bool = False) -> Found | None:
        """Read the calendar day that explains the day just named: ، (9 آب 2020)."""
        match = self.p.to_absolute.match(self.text, here)
        if stroke and here < len(self.text):
            match = self.p.hijri_to.match(self.text, here) or match
        if not match or (match.end() == here and not stroke):
            return None
        found = self.absolute(match.end())
        if not found or len(found.value) < 10:
            return None
        return Found(here, self._closed(found.end) if "(" in match.group() else found.end, found.value, found.rule)

    def _closed(self, end: int) -> int:
        match = self.p.close.match(self.text, end)
        return match.end() if match else end
