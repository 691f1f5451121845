"""What a picture says beside its drawing: a title in English and Arabic, what kind each tie is told as, and the lines of the legend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.networks.colours import COLOURS, DIRECTED, HAPPENINGS, NAMES_AR, PARTS, TIE_COLOURS, TIES_AR, UNKNOWN, VIEW_NAMES
from builder.networks.views import Network

Colour = tuple[float, float, float]
_BEND = 0.14  # of a tie's length: how far parallel ties bow from each other
_NODES, _TIES = "العقد Nodes", "الصلات Ties"


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie as it is drawn: its ends, its kind as the legend has it, its weight, and how far it bows from the straight line."""

    begin: str
    end: str
    kind: str
    weight: int
    bend: float

    @property
    def directed(self) -> bool:
        """Whether an arrow tells its direction."""
        return self.kind in DIRECTED


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the legend: a heading or the room above it, a class of nodes or a kind of tie."""

    sort: str
    label: str
    colour: Colour = (0, 0, 0)
    directed: bool = False


def ties(network: Network) -> list[Tie]:
    """Return all ties in order; those between the same two bow so that they lie beside each other."""
    edges = sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    beside: dict[frozenset[str], int] = defaultdict(int)
    for begin, end, _, _ in edges:
        beside[frozenset((begin, end))] += 1
    drawn: dict[frozenset[str], int] = defaultdict(int)
    found = []
    for begin, end, kind, data in edges:
        pair = frozenset((begin, end))
        bend = _BEND * (drawn[pair] - (beside[pair] - 1) / 2)
        drawn[pair] += 1
        told = told_as(kind, network.nodes[begin].get("class", ""))
        found.append(Tie(begin, end, told, data["weight"], bend if begin < end else -bend))  # one from the other end bows the other way
    return found


def told_as(kind: str, begin: str) -> str:
    """Return what kind of tie a picture tells, by the kind and the class of the node that it goes out from.

    >>> told_as("speaker", "Statement"), told_as("speaker", "Official"), told_as("Meeting", "Force"), told_as("attacks", "ArmedGroup")
    ('speech', 'post', 'Meeting', 'attacks')
    """
    part = PARTS.get(kind)
    if part and (begin in HAPPENINGS or part == "part of"):
        return part
    return kind if kind in TIE_COLOURS or kind in HAPPENINGS else "post"


def titles(network: Network) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the title and the line below it, each in English and Arabic: how many nodes and ties, from which date to which."""
    dates = sorted({date for *_, data in network.edges(data=True) for date in data.get("dates", ())})
    first, last = (dates[0], dates[-1]) if dates else ("", "")
    nodes, edges = f"{len(network):,}", f"{network.number_of_edges():,}"
    english, arabic = [f"Nodes: {nodes}", f"Ties: {edges}"], [f"العقد: {nodes}", f"الصلات: {edges}"]
    if first:
        english.append(first if first == last else f"{first} to {last}")
        arabic.append(first if first == last else f"من {first} إلى {last}")
    return VIEW_NAMES[network.graph.get("view", "")], (" · ".join(english), " · ".join(arabic))


def lines(network: Network, drawn: Iterable[Tie]) -> list[Line]:
    """Return the legend of what occurs: the classes of nodes, then the kinds of ties, each below a heading."""
    classes, kinds = {data["class"] for _, data in network.nodes(data=True)}, {tie.kind for tie in drawn}
    nodes = [Line("node", _both(NAMES_AR, kind), colour(kind)) for kind in (*COLOURS, *sorted(classes - COLOURS.keys())) if kind in classes]
    told = [
        Line("tie", _both(TIES_AR if kind in TIES_AR else NAMES_AR, kind), tie_colour(kind), kind in DIRECTED)
        for kind in (*TIE_COLOURS, *COLOURS)
        if kind in kinds
    ]
    legend: list[Line] = []
    for heading, group in ((_NODES, nodes), (_TIES, told)):
        if group:
            legend += [*([Line("heading", "")] if legend else ()), Line("heading", heading), *group]
    return legend


def colour(kind: str) -> Colour:
    """Return the colour of a class, each part from 0 to 1."""
    return _parts(COLOURS.get(kind, UNKNOWN))


def tie_colour(kind: str) -> Colour:
    """Return the colour of a kind of tie, each part from 0 to 1."""
    return _parts(TIE_COLOURS.get(kind) or COLOURS.get(kind, UNKNOWN))


def _parts(numbers: tuple[int, int, int]) -> Colour:
    red, green, blue = numbers
    return red / 255, green / 255, blue / 255


def _both(arabic: Mapping[str, str], kind: str) -> str:
    return f"{arabic.get(kind, '')} {kind}".strip()
