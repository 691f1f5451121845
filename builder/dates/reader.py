"""Reads the phrase that begins at a place of the folded text and gives it a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from builder.dates import arithmetic as at
from builder.dates.calendar_reader import CalendarReader, Found
from builder.dates.grammar import NUMBERS, WEEKDAYS


def _weekday(word: str) -> int:
    return WEEKDAYS[word.removeprefix("ا").removeprefix("ل")]


class Reader(CalendarReader):
    """Reads every phrase: those of the calendar and those that count from the article's day."""

    def read(self, position: int, kind: str) -> Found | None:
        """Return the longest phrase of one kind at `position`."""
        found = self._KINDS[kind](self, position)
        # beyond the years that a calendar day can have, or not to be told
        return found if found and found.value[4:5] in ("", "-") and found.value > "0001" else None

    def _season(self, here: int) -> Found | None:
        match = self.p.season.match(self.text, here)
        if match:
            return Found(here, match.end(), match["y"], "date-season")
        match = self.p.season_relative.match(self.text, here)
        year = (self._year(match.end()) or self._same(match.end())) if match else None
        return Found(here, year.end, year.value, "date-season") if year and len(year.value) == 4 else None

    def _period(self, here: int) -> Found | None:
        """Read نهاية تموز, مطلع العام الجاري, أواخر 2014: the month or year itself."""
        match = self.p.end_of.match(self.text, here)
        if (
            match
            and self.anchor
            and not self.p.year_relative.match(self.text, match.start("of"))
            and not self.p.month_relative.match(self.text, match.start("of"))
        ):
            return Found(here, match.end(), self.anchor.isoformat()[: 7 if match["of"] == "الشهر" else 4], "date-end-of")
        match = self.p.period.match(self.text, here)
        if not match:
            return self._day(here)
        start = match.end()
        inner = self._month(start, licensed=True) or self._year(start) or self._same(start) or self._season(start)
        if inner is None:
            year = self.p.bare_year.match(self.text, start)
            inner = Found(start, year.end(), year.group(), "date-year") if year else None
        if inner is None or len(inner.value) > 7:
            return self._day(here)
        return Found(here, inner.end, inner.value, inner.rule)

    def _same(self, here: int) -> Found | None:
        """Read phrases that begin with نفس, ذات or هذا."""
        return self._month_relative(here) or self._year(here) or self._day(here)

    def _number(self, here: int) -> Found | None:
        return None if self.guards.continues_number(here) else self.absolute(here) or self._bare_year(here)

    # Days in relation to the article's ----------------------------------------------------------------------------------------

    def _day(self, here: int) -> Found | None:
        """Read a day by its name or distance, with the part of the day before it and the calendar day after it."""
        part = self.p.part.match(self.text, here)
        core = self._core(part.end(), bool(part and "ليل" in part.group())) if part else None
        core = core or self._core(here, False)
        if core is None:
            yom = self.p.yom.match(self.text, part.end() if part else here)
            inner = self.absolute(yom.end() + (self.text[yom.end()] == "(")) if yom else None
            if yom and inner:
                end = self._closed(inner.end) if self.text[yom.end()] == "(" else inner.end
                return Found(here, end, inner.value, inner.rule)
            return None
        joined = self._joined_absolute(core.end)
        if joined:
            return Found(here, joined.end, self._by_weekday(core, joined), joined.rule)
        return Found(here, core.end, core.value, core.rule) if core.value else None

    def _by_weekday(self, core: Found, joined: Found) -> str:
        """Return the day joined; of the Islamic calendar, whose tables may be a day off, the one that has the weekday said."""
        weekday = self.p.a_weekday.search(self.text, core.begin, core.end)
        day = at.parse_day(joined.value)
        if joined.rule == "date-hijri" and weekday and day:
            day = at.weekday_near(day, _weekday(weekday.group()))
        return day.isoformat() if day else joined.value

    def _core(self, here: int, night: bool) -> Found | None:
        for reader in (self._looking_back, self._ago, self._long_ago, self._counted, self._named):
            found = reader(here, night)
            if found:
                return found
        return None

    def _looking_back(self, here: int, night: bool) -> Found | None:
        """Read اليوم ذاته, اليوم التالي, اليوم الذي سبقه: by the day found before."""
        base = at.parse_day(self.last)
        match = self.p.same_day.match(self.text, here)
        step = 0
        if not match:
            match = self.p.next_to_day.match(self.text, here)
            step = 0 if not match else -1 if match["before"] else 1
        if not match:
            return None
        day = at.shift(base, step) if base else None
        return Found(here, match.end(), day.isoformat() if day else "", "date-same-day" if not step else "date-next-day")

    def _ago(self, here: int, night: bool) -> Found | None:
        match = self.p.ago.match(self.text, here)
        if not match and self.p.told_of.search(self.text, max(here - 6, 0), here):  # ويأتي ذلك بعد خمسة أيام من هجوم …
            match = self.p.days_after.match(self.text, here)
        if not match or self.anchor is None:
            return None
        days = 1 if match["one"] else 2 if match["two"] else NUMBERS.get(match["n"]) or int(match["n"])
        day = at.shift(self.anchor, -days)
        return Found(here, match.end(), day.isoformat() if day else "", "date-days-ago")

    def _long_ago(self, here: int, night: bool) -> Found | None:
        """Read قبل عامين and قبل ثلاثة أشهر: the year or the month."""
        match = self.p.years_ago.match(self.text, here)
        if not match or self.anchor is None:
            return None
        count = NUMBERS.get(match["n"]) or NUMBERS.get(match["n"] + "ه") or int(match["n"]) if match["n"] else 1
        count = 2 if match["years2"] or match["months2"] else count
        if match["year"] or match["years2"] or match["years"]:
            return Found(here, match.end(), f"{self.anchor.year - count:04}", "date-years-ago")
        return Found(here, match.end(), at.shift_month(self.anchor, -count), "date-months-ago")

    def _counted(self, here: int, night: bool) -> Found | None:
        """Read today, yesterday, the day before, tomorrow and the day after, and the weekday that stands beside."""
        p = self.p
        choices = ((p.day_before, -2), (p.last_night, -1), (p.yesterday, -1), (p.day_after, 2), (p.tomorrow, 1), (p.today, 0))
        match, step = next(((m, s) for pattern, s in choices if (m := pattern.match(self.text, here))), (None, 0))
        if not match:
            return None
        weekday = p.joined_weekday.match(self.text, match.end())
        if not weekday and self.guards.is_no_day(here, match.end(), step):
            return None
        end = weekday.end() if weekday else match.end()
        day = at.shift(self.anchor, step) if self.anchor else None
        if day and weekday:
            day = at.weekday_near(day, _weekday(weekday["w"]))
        return Found(here, end, day.isoformat() if day else "", "date-relative-day")

    def _named(self, here: int, night: bool) -> Found | None:
        """Read a weekday; of ليل الجمعة - السبت, the first."""
        match = self.p.weekday.match(self.text, here)
        if not match or self.guards.is_no_weekday(here):
            return None
        end = match.end()
        to = self.p.night_to.match(self.text, end) if night else None
        end = to.end() if to else end
        mod = self.p.weekday_mod.match(self.text, end)
        end = mod.end() if mod else end
        step = self._step(mod["mod"] if mod else None, here)
        day = at.weekday_from(self.anchor, _weekday(match["w"]), step or None) if self.anchor else None
        return Found(here, end, day.isoformat() if day else "", "date-weekday")

    _KINDS: ClassVar[dict[str, Callable[[Reader, int], Found | None]]] = {
        "number": _number,
        "month": CalendarReader._month,
        "ordinal": CalendarReader.absolute,
        "year": CalendarReader._year,
        "season": _season,
        "period": _period,
        "same": _same,
        "day": _day,
    }
