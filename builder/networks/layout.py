"""Positions, so that a file opens already readable: what belongs together stands together, and the same network stands the same.

Each connected part is laid out so that distances tell how many ties lie between (Kamada and Kawai 1989), a larger one by springs
(Fruchterman and Reingold 1991), a very large one community by community; the parts then stand in rows, the largest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

import networkx as nx

from builder.networks.measures import simple
from builder.networks.views import Network

Points = dict[str, tuple[float, float]]
_ROOM = 40.0  # the side of the square that a node has, in the units of the file
_DISTANCES_LIMIT = 300  # nodes whose distances are laid out in seconds
_SPRINGS_LIMIT = 1_200  # and nodes for springs
_SEED_ANGLE = pi * (3 - sqrt(5))


def place(network: Network) -> None:
    """Give every node `x` and `y`."""
    plain = simple(network)
    parts = sorted(map(sorted, nx.connected_components(plain)), key=lambda part: (-len(part), part[0]))
    for node, (x, y) in _shelved([_part(network, plain, part) for part in parts]).items():
        network.nodes[node]["x"], network.nodes[node]["y"] = round(x, 1), round(y, 1)


def _part(network: Network, plain: nx.Graph[str], part: Sequence[str]) -> Points:
    """Lay out one connected part around the origin."""
    if len(part) <= _SPRINGS_LIMIT:
        inside: nx.Graph[str] = nx.Graph()
        inside.add_nodes_from(part)
        inside.add_edges_from((a, b, {"weight": d["weight"] ** 0.25}) for a, b, d in plain.subgraph(part).edges(data=True))
        size = sqrt(len(part)) * _ROOM
        if len(part) == 1:
            return {part[0]: (0.0, 0.0)}
        if len(part) <= _DISTANCES_LIMIT:
            found = nx.kamada_kawai_layout(inside, weight=None, scale=size)
        else:
            found = nx.spring_layout(inside, seed=1, iterations=200, scale=size, k=3.5 / sqrt(len(part)))
        return {node: (float(x), float(y)) for node, (x, y) in found.items()}
    groups: dict[int, list[str]] = {}
    for node in part:
        groups.setdefault(network.nodes[node]["community"], []).append(node)
    blocks = [_sunflower(sorted(nodes, key=lambda node: (-plain.degree(node), node))) for _, nodes in sorted(groups.items())]
    return _packed(blocks)


def _sunflower(nodes: Sequence[str]) -> Points:
    """Set nodes on a spiral as a sunflower sets its seeds (Vogel 1979), the first in the middle.

    >>> [round(value) for value in _sunflower(["a", "b"])["a"]]
    [16, 0]
    """
    spots = ((sqrt(place + 0.5) * _ROOM * 0.56, place * _SEED_ANGLE) for place in range(len(nodes)))
    return {node: (radius * cos(angle), radius * sin(angle)) for node, (radius, angle) in zip(nodes, spots, strict=True)}


def _shelved(blocks: Sequence[Points]) -> Points:
    """Set blocks in rows from left to right, the first row as wide as the whole is to be; the middle of all is the origin."""
    boxes = [_box(block) for block in blocks]
    width = max(
        [right - left for left, _, right, _ in boxes[:1]] + [1.3 * sqrt(sum((r - le) * (u - lo) for le, lo, r, u in boxes))], default=0.0
    )
    placed: Points = {}
    across = up = height = 0.0
    for block, (left, low, right, high) in zip(blocks, boxes, strict=True):
        if across and across + right - left > width:
            across, up, height = 0.0, up - height, 0.0
        placed |= {node: (x - left + across, y - high + up) for node, (x, y) in block.items()}
        across, height = across + right - left, max(height, high - low)
    left, low, right, high = _box(placed)
    return {node: (x - (left + right) / 2, y - (low + high) / 2) for node, (x, y) in placed.items()}


def _box(block: Points) -> tuple[float, float, float, float]:
    """Return the left, lower, right and upper end of a block with room around it."""
    across, up = [x for x, _ in block.values()] or [0.0], [y for _, y in block.values()] or [0.0]
    return min(across) - _ROOM, min(up) - _ROOM, max(across) + _ROOM, max(up) + _ROOM


def _packed(blocks: Sequence[Points]) -> Points:
    """Set blocks on a spiral, the largest in the middle, each as far out as the area of those before it asks for."""
    placed: Points = {}
    radii = [max((sqrt(x * x + y * y) for x, y in block.values()), default=0.0) + _ROOM for block in blocks]
    area = 0.0
    for place_, (block, radius) in enumerate(zip(blocks, radii, strict=True)):
        distance = 0.0 if place_ == 0 else sqrt(area) + radius
        angle = place_ * _SEED_ANGLE
        across, up = distance * cos(angle), distance * sin(angle)
        placed |= {node: (x + across, y + up) for node, (x, y) in block.items()}
        area += (radius * 1.15) ** 2 if place_ else radius**2
    return placed
