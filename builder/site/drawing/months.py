"""How many events each month, as bars; by year where the months are more than fifteen years'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import floor, log10

from builder.site.drawing.placing import rows
from builder.site.drawing.shapes import Count
from builder.site.drawing.svg import LINE, SIZE, drawing, escaped, items, link, number, paint, tag, text, width
from builder.site.drawing.words import month_name, period, word

_PERIOD = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
MOST_MONTHS = 15 * 12
_HIGH, _TOP, _SIDE = 190.0, 14.0, 44.0  # pixels of the bars' room, above it, and beside it for the numbers
_SMALL = 11.0
_NAMED, _NUMBERED = 42.0, 13.0  # pixels a month needs for its name below, for its number
_WIDEST = 36.0  # of a bar
_LINES = 4  # of the scale, about


@dataclass(frozen=True, slots=True)
class _Bar:
    """A month or year with its place in the row of all, gaps counted."""

    name: str
    place: int
    number: int
    href: str


def draw_months(counts: Sequence[Count], *, lang: str, title: str, years: Mapping[str, str] | None = None, wide: float = 760) -> str:
    """Return a bar for each month that has something, on an axis from the first month to the last; time runs as the language is read.

    Months without anything are a flat strip, so that a gap is seen as one. Beyond fifteen years a bar is a year, which leads where `years`
    says. Counts of which only the year is known are listed below the months, and are in the bars of years.
    """
    months, loose = _gathered(counts)
    bars, first, last = _bars(months, loose, years or {})
    if not bars:
        return drawing(
            "months",
            title,
            word("nothing", lang),
            (wide, LINE * 2),
            [text(wide / 2, LINE * 1.3, word("nothing", lang), "middle", part="quiet")],
            lang,
        )
    by_year = "-" not in bars[0].name
    axis = _Axis(first, last - first + 1, by_year, max(bar.number for bar in bars), wide, backwards=lang == "ar")
    parts = [
        _scale(axis),
        *_gaps(axis, bars, lang),
        *_below(axis, lang),
        items(word("periods", lang), (_bar(axis, bar, lang) for bar in bars)),
    ]
    high = _TOP + _HIGH + axis.years_down + 4
    if loose and not by_year:
        listed, high = _loose(loose, years or {}, wide, high, lang)
        parts.append(listed)
    most = max(bars, key=lambda bar: bar.number)
    ends = (period(bars[0].name, lang), period(bars[-1].name, lang))
    about = word("months_about", lang, *ends, sum(c.number for c in counts), period(most.name, lang), most.number)
    return drawing("months", title, about, (wide, high + 6), parts, lang)


def _gathered(counts: Sequence[Count]) -> tuple[dict[str, Count], dict[str, int]]:
    """Return what is counted by month, each month once, and by year where the month is not known; in order of time.

    What is neither a month nor a year (a year before Christ, say) is left out.
    """
    months: dict[str, Count] = {}
    loose: dict[str, int] = defaultdict(int)
    known_ones = (count for count in counts if _PERIOD.fullmatch(count.period))
    for count in sorted(known_ones, key=lambda c: (c.period, c.href, c.number)):
        if "-" in count.period:
            known = months.get(count.period)
            months[count.period] = Count(
                count.period, count.number + (known.number if known else 0), count.href or (known.href if known else "")
            )
        else:
            loose[count.period] += count.number
    return months, dict(loose)


def _bars(months: Mapping[str, Count], loose: Mapping[str, int], years: Mapping[str, str]) -> tuple[list[_Bar], int, int]:
    """Return the bars with the first and the last place of the axis: months since the year 0, or years."""
    places = {name: int(name[:4]) * 12 + int(name[5:7]) - 1 for name in months}
    if months and max(places.values()) - min(places.values()) < MOST_MONTHS:
        bars = [_Bar(name, places[name], count.number, count.href) for name, count in months.items() if count.number > 0]
    else:
        whole: dict[str, int] = defaultdict(int, loose)
        for name, count in months.items():
            whole[name[:4]] += count.number
        bars = [_Bar(year, int(year), whole[year], years.get(year, "")) for year in sorted(whole) if whole[year] > 0]
    return (bars, bars[0].place, bars[-1].place) if bars else ([], 0, 0)


class _Axis:
    """Where a place of time and a number lie: time runs to the left where the language does, and the scale stands where reading begins."""

    def __init__(self, first: int, steps: int, by_year: bool, most: int, wide: float, *, backwards: bool) -> None:
        self.first, self.steps, self.by_year, self.wide, self.backwards = first, steps, by_year, wide, backwards
        self.step = (wide - _SIDE - 8) / steps
        self.room = wide - _SIDE - 8
        self.ticks = _ticks(most)
        # The years stand below the months where these have names or numbers.
        self.years_down = LINE * (1.1 if by_year or self.step < _NUMBERED else 2.4 if self.step >= _NAMED else 1.9)

    def x(self, place: float) -> float:
        """Return where a place begins; the middle of a month is half a place further."""
        along = (place - self.first) * self.step
        return self.wide - _SIDE - along if self.backwards else _SIDE + along

    def up(self, number: float) -> float:
        return _TOP + _HIGH * (1 - number / self.ticks[-1])


def _ticks(most: int) -> list[int]:
    """Return round numbers from 0 to at least the most.

    >>> _ticks(1), _ticks(7), _ticks(93)
    ([0, 1], [0, 2, 4, 6, 8], [0, 20, 40, 60, 80, 100])
    """
    rough = max(most / _LINES, 1)
    power = 10 ** floor(log10(rough))
    step = next(int(power * part) for part in (1, 2, 5, 10) if power * part >= rough * 0.8)
    return [step * place for place in range(-(-most // step) + 1)]


def _scale(axis: _Axis) -> str:
    """Return the lines of the scale with their numbers."""
    found = []
    begin, end = (8.0, axis.wide - _SIDE) if axis.backwards else (_SIDE, axis.wide - 8)
    for tick in axis.ticks:
        y = axis.up(tick)
        way = f"M{number(begin)} {number(y)}H{number(end)}"
        found.append(tag("path", paint("line", d=way, stroke_width=1, stroke_opacity="" if tick == 0 else "0.35")))
        x, side = (axis.wide - _SIDE + 6, "right") if axis.backwards else (_SIDE - 6, "left")
        found.append(text(x, y + 4, str(tick), side, part="quiet", size=_SMALL))
    return tag("g", {"aria-hidden": "true"}, *found)


def _gaps(axis: _Axis, bars: Sequence[_Bar], lang: str) -> Iterator[str]:
    """Yield a flat strip for each run of places without anything."""
    for before, after in pairwise(bars):
        first, last = before.place + 1, after.place - 1
        if last < first:
            continue
        names = [_name(place, axis.by_year) for place in dict.fromkeys((first, last))]
        left, right = sorted((axis.x(first), axis.x(last + 1)))
        tooltip = tag("title", {}, escaped(f"{' – '.join(period(name, lang) for name in names)}: {word('none', lang)}"))
        yield tag("rect", paint("gap", x=left, y=axis.up(0) - 3, width=right - left, height=3), tooltip)


def _name(place: int, by_year: bool) -> str:
    return f"{place:04d}" if by_year else f"{place // 12:04d}-{place % 12 + 1:02d}"


def _bar(axis: _Axis, bar: _Bar, lang: str) -> str:
    """Return a bar in the middle of its place; the whole height above it can be clicked."""
    middle = (axis.x(bar.place) + axis.x(bar.place + 1)) / 2
    thick = min(axis.step * 0.78, _WIDEST) if axis.step > 4 else axis.step * 0.9
    top = min(axis.up(bar.number), axis.up(0) - 1.5)
    shown = tag("rect", paint("bar", x=middle - thick / 2, y=top, width=thick, height=axis.up(0) - top))
    reach: dict[str, str | float] = {
        "x": middle - axis.step / 2,
        "y": _TOP,
        "width": axis.step,
        "height": _HIGH,
        "fill": "none",
        "pointer-events": "all",
    }
    return link(bar.href, f"{period(bar.name, lang)}: {bar.number}", shown, tag("rect", reach))


def _below(axis: _Axis, lang: str) -> Iterator[str]:
    """Yield the names below the axis: years, and above them months as far as there is room for names or numbers."""
    base = _TOP + _HIGH
    if not axis.by_year:
        for place in range(axis.first, axis.first + axis.steps):
            yield from _month(axis, place, base, lang)
    years = [
        (year, list(places))
        for year, places in groupby(range(axis.first, axis.first + axis.steps), key=lambda p: p if axis.by_year else p // 12)
    ]
    room = (axis.room / axis.steps) * (1 if axis.by_year else 12)
    every = next((n for n in (1, 2, 5, 10, 20, 50, 100) if room * n >= 40), 1000)
    down = base + axis.years_down
    for year, places in years:
        left, right = sorted((axis.x(places[0]), axis.x(places[-1] + 1)))
        if not axis.by_year and places[0] % 12 == 0:
            yield tag("path", paint("line", d=f"M{number(axis.x(places[0]))} {number(base)}v8", stroke_width=1))
        if year % every == 0 and (right - left >= 30 or axis.by_year):
            yield text((left + right) / 2, down, str(year), "middle", part="quiet", size=12)


def _month(axis: _Axis, place: int, base: float, lang: str) -> Iterator[str]:
    middle = (axis.x(place) + axis.x(place + 1)) / 2
    name = month_name(place % 12 + 1, lang)
    if axis.step >= _NAMED:
        lines = name.split() if width(name, _SMALL) > axis.step else [name]
        for line, part in enumerate(lines if lang == "ar" else [name[:3]]):
            yield text(middle, base + _SMALL + 3 + line * (_SMALL + 1), part, "middle", part="quiet", size=_SMALL)
    elif axis.step >= _NUMBERED:
        yield text(middle, base + _SMALL + 3, str(place % 12 + 1), "middle", part="quiet", size=9.5)


def _loose(loose: Mapping[str, int], years: Mapping[str, str], wide: float, top: float, lang: str) -> tuple[str, float]:
    """Return the years of which no month is known, in rows below, and how high the drawing is with them."""
    heading = word("no_month", lang)
    names = [f"{year}: {loose[year]}" for year in sorted(loose)]
    backwards = lang == "ar"
    places = rows([width(words) + 16 for words in (heading, *names)], wide - 16, backwards=backwards)
    side = "left" if backwards else "right"
    spots = [(x + 8, top + down + LINE) for x, down in places]
    found = [
        link(years.get(name[:4], ""), name, text(*spot, name, side, underlined=name[:4] in years))
        for name, spot in zip(names, spots[1:], strict=True)
    ]
    return text(*spots[0], heading, side, part="quiet") + items(heading, found), spots[-1][1] + SIZE / 2
