"""The outlines of Iraq's governorates, its neighbours and lakes, read once: arcs that polygons share, so that they fit each other.

The file comes from Natural Earth (public domain); docs/drawings.md says how it was made and what it does not show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from builder.errors import LexiconError

Point = tuple[float, float]
Ring = tuple[int, ...]
_FILE = Path(__file__).parents[1] / "data" / "outlines.json"
WEST, SOUTH, EAST, NORTH = 37.5, 28.0, 50.5, 38.6  # what the file covers, in degrees


@dataclass(frozen=True, slots=True)
class Area:
    """A governorate or a country: its IRI, its names, where its name may stand (longitude, latitude), and rings of arcs."""

    iri: str
    ar: str
    en: str
    at: Point | None
    rings: tuple[Ring, ...]

    def name(self, lang: str) -> str:
        """Return its name without the word for governorate.

        >>> Area("", "محافظة صلاح الدين", "Salah al-Din Governorate", None, ()).name("ar")
        'صلاح الدين'
        """
        return self.ar.removeprefix("محافظة ") if lang == "ar" else self.en.partition(" Governorate")[0]


@dataclass(frozen=True, slots=True)
class Outlines:
    """All outlines. A ring lists its arcs by number, one that runs backwards as `~number`; points are (longitude, latitude) in degrees."""

    arcs: tuple[tuple[Point, ...], ...]
    governorates: tuple[Area, ...]
    neighbours: tuple[Area, ...]
    lakes: tuple[tuple[Ring, ...], ...]
    border: Ring  # the arcs around Iraq
    region: Ring  # those between the Kurdistan Region and the governorates beside it


@cache
def outlines() -> Outlines:
    """Return the outlines.

    >>> len(outlines().governorates), len(outlines().arcs) < 200
    (18, True)
    """
    try:
        found = json.loads(_FILE.read_text("utf-8"))
        unit = found["unit"]
        return Outlines(
            tuple(tuple(_points(arc, unit)) for arc in found["arcs"]),
            tuple(_area(entry, unit) for entry in found["governorates"]),
            tuple(_area(entry, unit) for entry in found["neighbours"]),
            tuple(_rings(lake) for lake in found["lakes"]),
            tuple(found["border"]),
            tuple(found["region"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LexiconError(f"{_FILE.name}, the outlines of maps, cannot be read ({error}): install the package again") from error


def _points(arc: Sequence[int], unit: float) -> Iterator[Point]:
    """Add up the steps of an arc, which are whole units."""
    for x, y in zip(accumulate(arc[::2]), accumulate(arc[1::2]), strict=True):
        yield round(x * unit, 6), round(y * unit, 6)


def _area(entry: Any, unit: float) -> Area:
    at = (entry["at"][0] * unit, entry["at"][1] * unit) if "at" in entry else None
    return Area(entry["iri"], entry["ar"], entry["en"], at, _rings(entry["rings"]))


def _rings(rings: Sequence[Sequence[int]]) -> tuple[Ring, ...]:
    return tuple(map(tuple, rings))
