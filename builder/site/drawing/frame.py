"""From degrees to the drawing: the frame of a map, and outlines cut to it and thinned to what can be seen.

The projection is equirectangular, degrees of longitude shortened by the cosine of the frame's middle latitude, for there a degree of
longitude is shorter than one of latitude by that (Snyder 1987, "Map Projections: A Working Manual", p. 90). Shapes are true in the middle;
at the edges of the whole of Iraq, 4.4 degrees away, they are 5 % too wide or too narrow. A scale bar is right from north to south.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians

from builder.site.drawing.outlines import EAST, NORTH, SOUTH, WEST, Outlines, Point, Ring

KM = 111.2  # a degree of latitude
_NEAR = 1.5  # pixels: a corner that is nearer to the one before cannot be seen
_PAD = 4.0  # pixels beyond the frame where outlines are cut, so that the cut is not seen


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: its western and northern edge in degrees, pixels a degree of latitude and of longitude, and its size in pixels."""

    west: float
    north: float
    across: float
    up: float
    wide: float
    high: float

    def xy(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies in the drawing."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.up

    def holds(self, longitude: float, latitude: float, margin: float = 0.0) -> bool:
        """Tell whether a place lies inside, at least `margin` pixels from the edge."""
        x, y = self.xy(longitude, latitude)
        return margin <= x <= self.wide - margin and margin <= y <= self.high - margin


def whole(wide: float) -> Frame:
    """Return a frame around all of Iraq.

    >>> whole(640).holds(44.4, 33.3), whole(640).holds(36.3, 33.5)
    (True, False)
    """
    west, south, east, north = 38.55, 28.85, 48.85, 37.6
    squeeze = cos(radians((south + north) / 2))
    up = wide / (east - west) / squeeze
    return Frame(west, north, up * squeeze, up, wide, (north - south) * up)


def around(longitude: float, latitude: float, reach: float, wide: float, high: float) -> Frame:
    """Return a frame with a place in the middle that reaches so many degrees of latitude up and down, moved where outlines end."""
    squeeze = cos(radians(latitude))
    up = high / 2 / reach
    half = wide / 2 / up / squeeze
    west = min(max(longitude - half, WEST), EAST - 2 * half)
    north = max(min(latitude + reach, NORTH), SOUTH + 2 * reach)
    return Frame(west, north, up * squeeze, up, wide, high)


def covered(longitude: float, latitude: float) -> bool:
    """Tell whether there are outlines where a place lies."""
    return WEST < longitude < EAST and SOUTH < latitude < NORTH


def projected(outlines: Outlines, frame: Frame) -> tuple[tuple[Point, ...], ...]:
    """Return the arcs as they lie in the drawing, thinned."""
    return tuple(tuple(thinned([frame.xy(*point) for point in arc])) for arc in outlines.arcs)


def thinned(points: Sequence[Point]) -> list[Point]:
    """Leave out corners that lie too near to the one kept before; the ends stay.

    >>> thinned([(0, 0), (0.1, 0), (5, 0), (5.1, 0)])
    [(0, 0), (5.1, 0)]
    """
    kept = list(points[:1])
    for point in points[1:]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= _NEAR:
            kept.append(point)
    if len(kept) > 1:
        kept[-1] = points[-1]
    return kept


def outline(rings: Iterable[Ring], arcs: Sequence[Sequence[Point]], frame: Frame) -> str:
    """Return the path of a polygon, cut to the frame; nothing where it lies outside."""
    return "".join(path(cut(around_ring(ring, arcs), frame), closed=True) for ring in rings)


def around_ring(ring: Ring, arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the corners of a ring; an arc begins where the one before ends."""
    return [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[:-1]]


def lines(numbers: Iterable[int], arcs: Sequence[Sequence[Point]], frame: Frame) -> str:
    """Return the path of those arcs that come near the frame."""
    found = []
    for number in numbers:
        across, up = [x for x, _ in arcs[number]], [y for _, y in arcs[number]]
        if max(across) >= 0 and min(across) <= frame.wide and max(up) >= 0 and min(up) <= frame.high:
            found.append(path(arcs[number], closed=False))
    return "".join(found)


def cut(corners: Sequence[Point], frame: Frame) -> list[Point]:
    """Return the part of a polygon inside the frame and a little beyond, edge by edge (Sutherland and Hodgman 1974).

    >>> cut([(-50, 10), (10, 10), (10, 20), (-50, 20)], Frame(0, 0, 1, 1, 100, 100))
    [(-4.0, 10.0), (10, 10), (10, 20), (-4.0, 20.0)]
    """
    sides: Mapping[tuple[int, float], Callable[[float, float], bool]] = {
        (0, -_PAD): float.__ge__,
        (0, frame.wide + _PAD): float.__le__,
        (1, -_PAD): float.__ge__,
        (1, frame.high + _PAD): float.__le__,
    }
    kept = list(corners)
    for (axis, limit), inside in sides.items():
        if all(inside(float(corner[axis]), limit) for corner in kept):
            continue
        before, kept = kept, []
        for place, end in enumerate(before):
            begin = before[place - 1]
            if inside(float(begin[axis]), limit) != inside(float(end[axis]), limit):
                kept.append(_crossing(begin, end, axis, limit))
            if inside(float(end[axis]), limit):
                kept.append(end)
    return kept


def _crossing(begin: Point, end: Point, axis: int, limit: float) -> Point:
    part = (limit - begin[axis]) / (end[axis] - begin[axis])
    return begin[0] + part * (end[0] - begin[0]), begin[1] + part * (end[1] - begin[1])


def path(points: Sequence[Point], *, closed: bool) -> str:
    """Return points as a path of small steps, in tenths of a pixel; nothing for fewer than two.

    >>> path([(1, 2), (1.25, 4), (3, 4)], closed=True)
    'M1 2l0.2 2 1.8 0z'
    """
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(x - p, y - q) for (p, q), (x, y) in pairwise(tenths) if (x, y) != (p, q)]
    if not steps:
        return ""
    written = " ".join(f"{_tenth(x)} {_tenth(y)}" for x, y in steps)
    return f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l{written}" + "z" * closed


def _tenth(value: int) -> str:
    return f"{value / 10:g}"
