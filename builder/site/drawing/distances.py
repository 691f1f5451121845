"""Positions of a few nodes so that distances tell how many ties lie between them, by stress majorization (Gansner, Koren and North 2004).

`builder.networks.layout` minimizes the same for networks of any size with SciPy, whose threads take half a second for forty nodes on a busy
machine of two cores, and whose last digits may differ between machines. Here it is plain arithmetic, at most 50 ms for forty nodes there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import cos, hypot, pi, sin

Point = tuple[float, float]
_ROUNDS = 80
_APART = 0.5  # ties more than half the longest way, for two that no way joins


def positions(keys: Sequence[str], ties: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """Return a position for each key, in units of a tie's length; the same for the same keys and ties, in whatever order they come.

    >>> spots = positions(["a", "b", "c"], [("a", "b"), ("b", "c")])
    >>> [round(hypot(spots["a"][0] - spots[k][0], spots["a"][1] - spots[k][1]), 1) for k in ("b", "c")]
    [1.0, 2.0]
    """
    ordered = sorted(set(keys))
    away = _distances(ordered, ties)
    spots = [_start(place, len(ordered)) for place in range(len(ordered))]
    near = [[(j, d, 1 / (d * d)) for j, d in enumerate(row) if j != i] for i, row in enumerate(away)]
    for _ in range(_ROUNDS if len(ordered) > 1 else 0):
        for i, others in enumerate(near):
            x, y = spots[i]
            across = down = whole = 0.0
            for j, wanted, weight in others:
                p, q = spots[j]
                stretch = wanted / (hypot(x - p, y - q) or 1e-9)
                across += weight * (p + (x - p) * stretch)
                down += weight * (q + (y - q) * stretch)
                whole += weight
            spots[i] = across / whole, down / whole
    return dict(zip(ordered, spots, strict=True))


def _start(place: int, number: int) -> Point:
    """Return a place on a circle; each a little further out, so that no two are mirrored."""
    angle, radius = 2 * pi * place / max(number, 1), 1 + place / max(number, 1)
    return radius * cos(angle), radius * sin(angle)


def _distances(ordered: Sequence[str], ties: Iterable[tuple[str, str]]) -> list[list[float]]:
    """Return how many ties lie between each two, breadth first from each."""
    index = {key: place for place, key in enumerate(ordered)}
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in ties:
        beside[index[one]].add(index[other])
        beside[index[other]].add(index[one])
    found = []
    for start in range(len(ordered)):
        reached, edge = {start: 0}, [start]
        while edge:
            step = reached[edge[0]] + 1
            edge = sorted({j for i in edge for j in beside[i]} - reached.keys())
            reached |= dict.fromkeys(edge, step)
        found.append([float(reached.get(j, -1)) for j in range(len(ordered))])
    longest = max((d for row in found for d in row), default=0.0)
    return [[d if d >= 0 else longest / 2 + _APART for d in row] for row in found]
