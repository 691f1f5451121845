"""A neighbourhood one can walk: someone in the middle, those tied to them on both sides, each a link to their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

from builder.networks.colours import COLOURS
from builder.site.drawing.shapes import Node, Tie
from builder.site.drawing.svg import LINE, SIZE, dot, drawing, escaped, fitted, items, link, over_lines, paint, tag, text
from builder.site.drawing.ties import Drawn, Point, layer, legend, line, told, told_of
from builder.site.drawing.words import word

MOST = 40  # neighbours drawn
_AMONG = 60  # ties among neighbours drawn
_PITCH, _HIGH = (25.0, 46.0), 330.0  # pixels from one neighbour to the next below; how high a drawing of few is
_ACROSS = 0.205  # of the width: from the middle to the row of neighbours
_CENTRE, _RADIUS = 15.0, (5.0, 10.5)  # of the centre, of the lightest neighbour and of the heaviest
_ORDER = {kind: place for place, kind in enumerate(COLOURS)}


def draw_network(
    centre: Node, nodes: Sequence[Node], ties: Sequence[Tie], *, lang: str, title: str, wide: float = 760, more: str = ""
) -> str:
    """Return the neighbours of a centre and their ties, with a legend in both languages.

    Neighbours of a class stand together, the heaviest of a class first; they begin at the top on the side where reading begins and go
    round. Names lead outwards in rows of their own, so none meets another. The heaviest forty are drawn; `more` is the address where the
    others are. Ties among neighbours are faint.
    """
    known = {node.key: node for node in nodes if node.key != centre.key}
    weights = _weights(centre, known, ties)
    kept = sorted(known, key=lambda key: (-weights[key], known[key].label, key))[:MOST]
    ordered = sorted((known[key] for key in kept), key=lambda n: (_ORDER.get(n.kind, len(_ORDER)), n.kind, -weights[n.key], n.label, n.key))
    here = {centre.key: centre} | {node.key: node for node in ordered}
    drawn = told(ties, here, lang)
    rows = (len(ordered) + 1) // 2
    pitch = min(max(_HIGH / max(rows, 1), _PITCH[0]), _PITCH[1])
    high = max(rows, 4) * pitch + 20
    spots = _places(ordered, wide, high, pitch, backwards=lang == "ar")
    spots[centre.key] = wide / 2, high / 2
    radii = _radii(ordered, weights) | {centre.key: _CENTRE + 5}
    lines = _lines(centre, drawn, spots, radii)
    named_nodes = [_node(node, spots, radii[node.key], drawn, wide, lang) for node in ordered]
    below, under = _rest(len(known) - len(kept), more, wide, high, lang)
    told_below, taken = legend(here.values(), drawn, wide, high + under, lang)
    inside = [
        lines,
        _middle(centre, spots[centre.key], drawn, lang),
        items(word("neighbours", lang), named_nodes, haloed=True),
        below,
        told_below,
    ]
    about = word("network_about", lang, len(here), len(drawn))
    return drawing("network", title, about, (wide, high + under + taken), inside, lang)


def _weights(centre: Node, known: Mapping[str, Node], ties: Sequence[Tie]) -> dict[str, float]:
    """Return how heavy each neighbour's ties to the centre are; a little counts what ties it to others."""
    weights: dict[str, float] = defaultdict(float)
    for tie in ties:
        for one, other in ((tie.begin, tie.end), (tie.end, tie.begin)):
            if one in known:
                weights[one] += max(tie.weight, 0) * (1 if other == centre.key else 0.001)
    return weights


def _places(ordered: Sequence[Node], wide: float, high: float, pitch: float, *, backwards: bool) -> dict[str, Point]:
    """Set the first half on the side where reading begins from top to bottom, the rest on the other from bottom to top."""
    half = (len(ordered) + 1) // 2
    spots = {}
    for side, group in ((1 if backwards else -1, ordered[:half]), (-1 if backwards else 1, ordered[half:][::-1])):
        top = high / 2 - (len(group) - 1) / 2 * pitch
        for place, node in enumerate(group):
            y = top + place * pitch
            bulge = sqrt(max(0.0, 1 - (2 * (y - high / 2) / (high * 1.15)) ** 2))
            spots[node.key] = wide / 2 + side * wide * _ACROSS * bulge, y
    return spots


def _radii(ordered: Sequence[Node], weights: Mapping[str, float]) -> dict[str, float]:
    most = max((weights[node.key] for node in ordered), default=0) or 1
    least, largest = _RADIUS
    return {node.key: max(least, largest * sqrt(weights[node.key] / most)) for node in ordered}


def _lines(centre: Node, drawn: Sequence[Drawn], spots: Mapping[str, Point], radii: Mapping[str, float]) -> str:
    """Return the ties, those among neighbours faint, below the others and drawn in towards the middle."""
    own = [tie for tie in drawn if centre.key in (tie.begin, tie.end)]
    among = sorted((tie for tie in drawn if tie not in own), key=lambda t: (-t.part, t.begin, t.end, t.kind))[:_AMONG]
    x, y = spots[centre.key]
    pulled = []
    for tie in among:
        begin, end = spots[tie.begin], spots[tie.end]
        half_x, half_y = (begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2
        pull = half_x + (x - half_x) * 0.55, half_y + (y - half_y) * 0.3
        pulled.append(line(tie, begin, end, (radii[tie.begin] + 1, radii[tie.end] + 1), pull=pull))
    straight = [line(t, spots[t.begin], spots[t.end], (radii[t.begin] + 1, radii[t.end] + 1)) for t in own]
    return layer(pulled, "0.45") + layer(straight)


def _node(node: Node, spots: Mapping[str, Point], radius: float, drawn: Sequence[Drawn], wide: float, lang: str) -> str:
    """Return a neighbour, its name leading away from the middle."""
    x, y = spots[node.key]
    outwards = x > wide / 2
    room = (wide - x if outwards else x) - radius - 10
    label = text(x + radius + 5 if outwards else x - radius - 5, y + SIZE * 0.34, fitted(node.label, room), "right" if outwards else "left")
    return link(node.href, told_of(node, drawn, lang), dot(node.kind, x, y, radius), label)


def _middle(centre: Node, spot: Point, drawn: Sequence[Drawn], lang: str) -> str:
    x, y = spot
    ring = tag("circle", paint("ring", cx=x, cy=y, r=_CENTRE + 4, stroke_width=2))
    label = text(x, y + _CENTRE + 20, fitted(centre.label, 250), "middle", bold=True)
    tooltip = tag("title", {}, escaped(told_of(centre, drawn, lang)))
    return tag("g", {}, tooltip, dot(centre.kind, x, y, _CENTRE), ring, over_lines(label))


def _rest(number: int, more: str, wide: float, high: float, lang: str) -> tuple[str, float]:
    """Return the line that says how many neighbours are not drawn, and its height."""
    if number <= 0:
        return "", 0.0
    words = word("others", lang, number)
    backwards = lang == "ar"
    line = text(
        wide - 8 if backwards else 8,
        high + 12,
        words,
        "left" if backwards else "right",
        part="" if more else "quiet",
        underlined=bool(more),
    )
    return items(words, [link(more, words, line)]), LINE
