"""Ties as they are drawn: bowed where several join the same two, thick by weight, with colour, dashes and head by kind; their legend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from builder.networks.colours import COLOURS, DIRECTED, HAPPENINGS, PARTS, TIE_COLOURS
from builder.networks.legend import told_as
from builder.site.drawing.colours import tie_class, tie_colour
from builder.site.drawing.placing import rows
from builder.site.drawing.shapes import Node, Tie
from builder.site.drawing.svg import LINE, clean, dot, escaped, fitted, number, tag, text, width
from builder.site.drawing.words import named

Point = tuple[float, float]
_BEND = 0.16  # of a tie's length: how far parallel ties bow from each other
_THICK = (1.3, 6.0)  # pixels, the lightest and the heaviest
_HEAD = 7.0  # pixels
# Colours alone tell kinds apart to few: what is done against someone is dashed, words are dotted, what only holds is dash and dot.
_DASHES = {
    "attacks": "8 4",
    "fights": "8 4",
    "strikes": "8 4",
    "Attack": "8 4",
    "AirStrike": "8 4",
    "target": "8 4",
    "speaks of": "2 3",
    "speaks through": "2 3",
    "speech": "2 3",
    "Statement": "2 3",
    "post": "9 3 2 3",
    "belongs to": "9 3 2 3",
    "lies in": "9 3 2 3",
    "part of": "9 3 2 3",
    "place": "5 2",
}
_SAMPLE, _WORDS = 26.0, 260.0  # pixels of line or dot before the words of the legend, and how wide these may be


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tie between two points: what it is told as, its weight as a part of the heaviest, how far it bows, and what its tooltip says."""

    begin: str
    end: str
    kind: str
    part: float
    bend: float
    note: str


def told(ties: Sequence[Tie], nodes: Mapping[str, Node], lang: str) -> list[Drawn]:
    """Return the ties whose ends are there, as they are told, one of a kind between the same two, parallel ones bowed apart."""
    weights: dict[tuple[str, str, str], float] = defaultdict(float)
    for tie in ties:
        if tie.begin in nodes and tie.end in nodes and tie.begin != tie.end:
            kind = PARTS.get(tie.kind) or told_as(tie.kind, nodes[tie.begin].kind)
            ends = (tie.begin, tie.end) if kind in DIRECTED else (min(tie.begin, tie.end), max(tie.begin, tie.end))
            weights[*ends, kind] += max(tie.weight, 0)
    most = max(weights.values(), default=1) or 1
    beside: dict[frozenset[str], list[tuple[str, str, str]]] = defaultdict(list)
    for key in sorted(weights):
        beside[frozenset(key[:2])].append(key)
    found = []
    for key, weight in sorted(weights.items()):
        begin, end, kind = key
        together = beside[frozenset((begin, end))]
        bend = _BEND * (together.index(key) - (len(together) - 1) / 2) * (1 if begin < end else -1)
        names = (clean(nodes[side].label, 40) for side in (begin, end))
        note = f"{' – '.join(names)}: {named(kind, lang)} ({number(weight)})"
        found.append(Drawn(begin, end, kind, weight / most, bend, note))
    return found


def line(tie: Drawn, begin: Point, end: Point, radii: Point, *, pull: Point | None = None) -> str:
    """Return a tie from rim to rim, with a head where it has a direction; `pull` draws its middle towards a point."""
    middle = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2
    bow = pull or (middle[0] - tie.bend * (end[1] - begin[1]), middle[1] + tie.bend * (end[0] - begin[0]))
    if pull is None and not tie.bend:
        bow = middle
    directed = tie.kind in DIRECTED
    start, stop = _towards(begin, bow, radii[0]), _towards(end, bow, radii[1] + (_HEAD - 1 if directed else 0))
    thick = max(_THICK[0], _THICK[1] * sqrt(tie.part))
    control = (2 * bow[0] - middle[0], 2 * bow[1] - middle[1]) if pull is None else bow
    way = f"M{_at(start)}Q{_at(control)} {_at(stop)}" if bow != middle else f"M{_at(start)}L{_at(stop)}"
    look: dict[str, str | float] = {"class": tie_class(tie.kind), "d": way, "stroke": tie_colour(tie.kind), "stroke-width": thick}
    look["stroke-dasharray"] = _DASHES.get(tie.kind, "")
    tooltip = tag("title", {}, escaped(tie.note))
    return tag("path", look, tooltip) + (_head(tie.kind, end, stop, radii[1], thick) if directed else "")


def layer(lines: Iterable[str], opacity: str = "0.8") -> str:
    """Return ties as one layer; nothing where there are none. What they say is in the names of the nodes too."""
    inside = "".join(lines)
    return tag("g", {"fill": "none", "stroke-opacity": opacity, "aria-hidden": "true"}, inside) if inside else ""


def _towards(point: Point, goal: Point, distance: float) -> Point:
    away = hypot(goal[0] - point[0], goal[1] - point[1])
    part = min(distance / away, 0.45) if away else 0
    return point[0] + part * (goal[0] - point[0]), point[1] + part * (goal[1] - point[1])


def _head(kind: str, end: Point, back: Point, radius: float, thick: float) -> str:
    """Return an arrow head that ends at the rim of a node."""
    tip = _towards(end, back, radius)
    along = hypot(back[0] - end[0], back[1] - end[1]) or 1
    across = (_HEAD / 2 + thick / 2) / along
    side = (back[1] - end[1]) * across, -(back[0] - end[0]) * across
    one, other = (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])
    return tag(
        "path",
        {"class": f"{tie_class(kind)} d-head", "d": f"M{_at(tip)}L{_at(one)}L{_at(other)}z", "fill": tie_colour(kind), "stroke": "none"},
    )


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def legend(nodes: Iterable[Node], ties: Iterable[Drawn], wide: float, top: float, lang: str) -> tuple[str, float]:
    """Return what the colours and lines mean, in both languages, in rows; and how high that is."""
    classes, kinds = {node.kind for node in nodes}, {tie.kind for tie in ties}
    shown = [(kind, False) for kind in (*COLOURS, *sorted(classes - COLOURS.keys())) if kind in classes]
    shown += [(kind, True) for kind in (*TIE_COLOURS, *sorted(HAPPENINGS)) if kind in kinds]
    if not shown:
        return "", 0.0
    backwards = lang == "ar"
    words = [fitted(_both(kind, lang), _WORDS, 12) for kind, _ in shown]
    places = rows([_SAMPLE + 10 + width(name, 12) + 14 for name in words], wide - 16, backwards=backwards)
    found = []
    for (kind, tie), name, (x, down) in zip(shown, words, places, strict=True):
        left, y = (x + 8 - _SAMPLE if backwards else x + 8), top + down + LINE
        found.append(_tie_sample(kind, left, y - 4) if tie else dot(kind, left + _SAMPLE / 2, y - 4, 6))
        found.append(text(left - 6 if backwards else left + _SAMPLE + 6, y, name, "left" if backwards else "right", size=12))
    return tag("g", {"class": "d-legend"}, *found), places[-1][1] + LINE + 10


def _both(kind: str, lang: str) -> str:
    """Return a name in the language of the drawing and, where it differs, in the other one."""
    first, second = named(kind, lang), named(kind, "en" if lang == "ar" else "ar")
    return first if first == second else f"{first} · {second}"


def _tie_sample(kind: str, x: float, y: float) -> str:
    directed = kind in DIRECTED
    stop = x + _SAMPLE - (_HEAD if directed else 0)
    look = {"class": tie_class(kind), "d": f"M{number(x)} {number(y)}H{number(stop)}", "stroke": tie_colour(kind), "stroke-width": "2.5"}
    head = _head(kind, (x + _SAMPLE, y), (stop, y), 0, 2.5) if directed else ""
    return tag("path", look | {"stroke-dasharray": _DASHES.get(kind, "")}) + head


def told_of(node: Node, ties: Iterable[Drawn], lang: str) -> str:
    """Return the name of a node with its class, its note and its ties by kind, for a tooltip and for those who do not see lines."""
    weights: dict[str, int] = defaultdict(int)
    for tie in ties:
        if node.key in (tie.begin, tie.end):
            weights[tie.kind] += 1
    kinds = ("، " if lang == "ar" else ", ").join(f"{named(kind, lang)} ({weights[kind]})" for kind in sorted(weights))
    return " · ".join(part for part in (clean(node.label, 120), named(node.kind, lang), clean(node.note, 120), kinds) if part)
