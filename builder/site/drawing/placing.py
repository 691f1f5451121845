"""Where words may stand: boxes that keep clear of each other, and links that flow in rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.site.drawing.svg import LINE, SIZE, width

GAP = 3.0
# Beside, above, below a point, then aslant: how far the words lie to the right (1), to the left (-1) or centred, and how far down.
_SIDES = (("right", 1.0, 0.0), ("left", -1.0, 0.0), ("middle", 0.0, -1.0), ("middle", 0.0, 1.0))
_ASLANT = (("right", 0.7, -0.7), ("left", -0.7, -0.7), ("right", 0.7, 0.7), ("left", -0.7, 0.7))
_OTHER = {"right": "left", "left": "right", "middle": "middle"}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes overlap.

        >>> Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).meets(Box(2, 0, 3, 3))
        (True, False)
        """
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def inside(self, other: Box) -> bool:
        """Tell whether a box lies in another."""
        return self.left >= other.left and self.right <= other.right and self.top >= other.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Put:
    """Words at a place: where they begin, on which side of that they lie, and the box they take."""

    x: float
    y: float
    side: str
    box: Box


def words_box(x: float, y: float, wide: float, side: str, size: float = SIZE) -> Box:
    """Return the box of words whose base line begins, ends or has its middle at a point."""
    left = {"right": x, "left": x - wide, "middle": x - wide / 2}[side]
    return Box(left, y - size * 0.85, left + wide, y + size * 0.3)


def beside(
    x: float, y: float, radius: float, words: str, room: Box, taken: Sequence[Box], *, backwards: bool, size: float = SIZE
) -> Put | None:
    """Return where the name of a point can stand without meeting what is taken; None where it cannot.

    Words that run from right to left are rather set on the left of their point, where they lead away from it.
    """
    wide = width(words, size)
    flip = -1 if backwards else 1
    for side, across, down in (*_SIDES, *_ASLANT):
        towards = _OTHER[side] if backwards else side
        at_x = x + flip * across * (radius + GAP)
        at_y = y + size * 0.32 + down * (radius + GAP + size * 0.55)
        box = words_box(at_x, at_y, wide, towards, size)
        if box.inside(room) and not any(box.meets(other) for other in taken):
            return Put(at_x, at_y, towards, box)
    return None


def around(x: float, y: float, radius: float) -> Box:
    """Return the box of a circle."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def rows(widths: Iterable[float], room: float, *, backwards: bool, line: float = LINE) -> list[tuple[float, float]]:
    """Return where each of some things begins that stand in rows one after the other: its edge where the row begins, and how far down.

    >>> rows([50, 40, 60], 100, backwards=False), rows([50, 40], 100, backwards=True)
    ([(0.0, 0.0), (50.0, 0.0), (0.0, 18.0)], [(100.0, 0.0), (50.0, 0.0)])
    """
    found = []
    along = down = 0.0
    for wide in widths:
        if along and along + wide > room:
            along, down = 0.0, down + line
        found.append((room - along if backwards else along, down))
        along += wide
    return found
