"""Who works with whom: a network without a middle, what is tied more closely nearer together, names where they meet nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import copysign, sqrt

from builder.site.drawing.distances import positions
from builder.site.drawing.placing import Box
from builder.site.drawing.shapes import Node, Tie
from builder.site.drawing.svg import LINE, SIZE, dot, drawing, fitted, items, link, text, width
from builder.site.drawing.ties import Drawn, Point, layer, legend, line, told, told_of
from builder.site.drawing.words import word

MOST, MOST_TIES = 40, 90  # nodes and ties drawn, the heaviest
_RADIUS = (5.0, 17.0)
_NAME, _SMALL = 165.0, 12.0  # how wide a name may be, and the size of its letters
_MARGIN, _ROUNDS = 6.0, 150  # pixels around a node with its name; rounds of moving those apart that overlap


@dataclass(frozen=True, slots=True)
class _Body:
    """A node with its name below it: how far both reach to each side of the middle of the circle, up and down."""

    node: Node
    radius: float
    name: str
    half: float
    up: float
    down: float


def _body(node: Node, part: float) -> _Body:
    """Return a node as large as its part of the heaviest asks for."""
    radius, name = max(_RADIUS[0], _RADIUS[1] * sqrt(part)), fitted(node.label, _NAME, _SMALL)
    half = max(radius, width(name, _SMALL) / 2) + _MARGIN / 2
    return _Body(node, radius, name, half, radius + _MARGIN / 2, radius + LINE - 1 + _MARGIN / 2)


def draw_cooperation(nodes: Sequence[Node], ties: Sequence[Tie], *, lang: str, title: str, wide: float = 900, high: float = 620) -> str:
    """Return the forty heaviest nodes and the ninety heaviest ties between them, with a legend in both languages.

    A node without any of these ties is left out. Distances tell how many ties lie between two; then what would overlap is moved apart.
    A name that still meets another node is left to the tooltip.
    """
    known = {node.key: node for node in nodes}
    weights = _weights(known, ties)
    kept = {key: known[key] for key in sorted(known, key=lambda k: (-weights[k], known[k].label, k))[:MOST]}
    drawn = sorted(told(ties, kept, lang), key=lambda t: (-t.part, t.begin, t.end, t.kind))[:MOST_TIES]
    tied = {end for tie in drawn for end in (tie.begin, tie.end)}
    kept = {key: node for key, node in kept.items() if key in tied}
    most = max((weights[key] for key in kept), default=0) or 1
    bodies = {key: _body(node, weights[key] / most) for key, node in kept.items()}
    spots = _apart(bodies, _spread(bodies, positions(list(kept), [(tie.begin, tie.end) for tie in drawn]), wide, high), wide, high)
    lines = [line(t, spots[t.begin], spots[t.end], (bodies[t.begin].radius + 1, bodies[t.end].radius + 1)) for t in reversed(drawn)]
    free = _free(bodies, spots)
    found = [_node(bodies[key], spots[key], drawn, lang, shown=key in free) for key in kept]
    told_below, taken = legend(kept.values(), drawn, wide, high, lang)
    inside = [layer(lines), items(word("nodes", lang), found, haloed=True), told_below]
    about = word("network_about", lang, len(kept), len(drawn))
    return drawing("cooperation", title, about, (wide, high + taken), inside, lang)


def _weights(known: Mapping[str, Node], ties: Sequence[Tie]) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for tie in ties:
        if tie.begin in known and tie.end in known:
            weights[tie.begin] += max(tie.weight, 0)
            weights[tie.end] += max(tie.weight, 0)
    return weights


def _spread(bodies: Mapping[str, _Body], points: Mapping[str, Point], wide: float, high: float) -> dict[str, Point]:
    """Stretch the layout over the drawing, up being up."""
    if not points:
        return {}
    across, up = [x for x, _ in points.values()], [y for _, y in points.values()]
    left, right, low, top = min(across), max(across), min(up), max(up)
    edge = max(body.half for body in bodies.values())
    found = {}
    for key, (x, y) in points.items():
        part_x = (x - left) / (right - left) if right > left else 0.5
        part_y = (top - y) / (top - low) if top > low else 0.5
        found[key] = edge + part_x * (wide - 2 * edge), 25 + part_y * (high - 60)
    return found


def _apart(bodies: Mapping[str, _Body], spots: Mapping[str, Point], wide: float, high: float) -> dict[str, Point]:
    """Move nodes that overlap apart, half the overlap each, along the shorter way; until none does or the rounds are over."""
    keys = sorted(bodies)
    moving = [_kept_in(bodies[key], spots[key], wide, high) for key in keys]
    pairs = [(i, j, bodies[keys[i]], bodies[keys[j]]) for i in range(len(keys)) for j in range(i + 1, len(keys))]
    for _ in range(_ROUNDS):
        moved = False
        for i, j, one, other in pairs:
            (x, y), (p, q) = moving[i], moving[j]
            across = one.half + other.half - abs(x - p)
            down = (one.down + other.up if y < q else one.up + other.down) - abs(y - q)
            if across <= 0.2 or down <= 0.2:
                continue
            moved = True
            sideways, downwards = (0.0, copysign(down / 2, y - q)) if down <= across else (copysign(across / 2, x - p), 0.0)
            moving[i] = _kept_in(one, (x + sideways, y + downwards), wide, high)
            moving[j] = _kept_in(other, (p - sideways, q - downwards), wide, high)
        if not moved:
            break
    return dict(zip(keys, moving, strict=True))


def _kept_in(body: _Body, spot: Point, wide: float, high: float) -> Point:
    x = min(max(spot[0], body.half), wide - body.half)
    return x, min(max(spot[1], body.up), high - body.down)


def _free(bodies: Mapping[str, _Body], spots: Mapping[str, Point]) -> set[str]:
    """Return whose names meet no other name and no other node, the larger nodes asked first."""
    circles = {key: Box(x - (r := bodies[key].radius), y - r, x + r, y + r) for key, (x, y) in spots.items()}
    taken: list[Box] = []
    free = set()
    for key in sorted(bodies, key=lambda k: (-bodies[k].radius, k)):
        x, y = spots[key]
        half = width(bodies[key].name, _SMALL) / 2
        box = Box(x - half, y + bodies[key].radius, x + half, y + bodies[key].down)
        if not any(box.meets(other) for other in taken) and not any(box.meets(c) for k, c in circles.items() if k != key):
            free.add(key)
            taken.append(box)
    return free


def _node(body: _Body, spot: Point, drawn: Sequence[Drawn], lang: str, *, shown: bool) -> str:
    (x, y), node = spot, body.node
    label = text(x, y + body.radius + SIZE, body.name, "middle", size=_SMALL) if shown else ""
    return link(node.href, told_of(node, drawn, lang), dot(node.kind, x, y, body.radius), label)
