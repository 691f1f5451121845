"""A network as a picture for those without Gephi: PNG or SVG, Arabic names shaped and set from right to left, with title and legend.

Needs matplotlib of 3.11 or later, which joins and orders Arabic letters itself: `pip install tansiq[pictures]`. Where names would lie
on each other or on a better tied node, the better tied node keeps its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import IO, Any

from builder.errors import ExportError
from builder.networks.colours import NAMES_AR
from builder.networks.legend import Line, Tie, colour, lines, tie_colour, ties, titles
from builder.networks.views import Network

_WIDE, _HIGH = 14.0, 10.5  # inches
_EDGE, _HEAD, _FOOT = 0.015, 0.085, 0.03  # of the picture: its margins, the room of the title and of the footer
_ARROWS_LIMIT = 3_000  # ties that are drawn one by one in seconds
_FEW_TIES = 300  # that leave room for large arrow heads
_ROOMY = 80  # nodes that can be as large as they like
_SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7))  # of a node, where its name may stand
_GREY = "#555555"

Spots = dict[str, tuple[float, float]]


def write_png(network: Network, stream: IO[bytes]) -> None:
    """Draw the network as PNG at 150 dots an inch."""
    _draw(network).savefig(stream, format="png", dpi=150, metadata={"Software": "tansiq"})


def write_svg(network: Network, stream: IO[bytes]) -> None:
    """Draw the network as SVG with outlined letters, so that it looks the same everywhere."""
    try:
        import matplotlib
    except ImportError as error:
        raise _missing(error) from error
    with matplotlib.rc_context({"svg.hashsalt": "tansiq", "svg.fonttype": "path"}):
        _draw(network).savefig(stream, format="svg", metadata={"Date": None, "Creator": "tansiq"})


def _missing(error: ImportError) -> ExportError:
    return ExportError(f"a picture needs {error.name}: pip install 'tansiq[pictures]'")


def _draw(network: Network) -> Any:
    """Return the figure: title and legend, beside them ties below nodes, and on top the names of the best tied."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise _missing(error) from error
    figure = Figure(figsize=(_WIDE, _HIGH))
    FigureCanvasAgg(figure)
    drawn = ties(network)
    _write_title(figure, *titles(network))
    room = _write_legend(figure, lines(network, drawn))
    axes = figure.add_axes((_EDGE, _FOOT, 1 - 2 * _EDGE - room, 1 - _HEAD - _FOOT))
    axes.set_axis_off()
    axes.set_aspect("equal", adjustable="datalim")
    # The best tied first: small nodes lie on top of large ones, not hidden below them.
    nodes = sorted(network, key=lambda node: (-network.nodes[node]["degree"], node))
    spots = {node: (network.nodes[node]["x"], network.nodes[node]["y"]) for node in nodes}
    rims = {node: _rim(network.nodes[node]["degree"], len(nodes)) for node in nodes}
    if nodes:
        across, up = zip(*spots.values(), strict=True)
        sizes = [(2 * rim) ** 2 for rim in rims.values()]
        colours = [colour(network.nodes[node]["class"]) for node in nodes]
        axes.scatter(across, up, s=sizes, color=colours, edgecolors="white", linewidths=0.6, zorder=2)
    axes.margins(0.06)
    (_tie_with_arrows if len(drawn) <= _ARROWS_LIMIT else _tie_plainly)(axes, drawn, spots, rims)
    axes.autoscale_view()
    axes.apply_aspect()
    _name(figure, axes, network, spots, rims)
    return figure


def _rim(degree: int, nodes: int) -> float:
    """Return how far a node's rim is from its middle, in points: its area grows with its degree, less where many want room.

    >>> _rim(8, 20) > _rim(8, 1_000) > _rim(1, 1_000)
    True
    """
    return math.sqrt(18 + 16 * degree * min(1.0, _ROOMY / nodes)) / 2


def _write_title(figure: Any, title: tuple[str, str], facts: tuple[str, str]) -> None:
    """Write the title and what it counts, in English on the left and in Arabic on the right."""
    for place, (english, arabic), size, ink in ((0.988, title, 15, "black"), (0.955, facts, 10, _GREY)):
        figure.text(_EDGE, place, english, ha="left", va="top", fontsize=size, color=ink)
        figure.text(1 - _EDGE, place, arabic, ha="right", va="top", fontsize=size, color=ink)
    figure.text(1 - _EDGE, 0.01, "Tansiq", ha="right", va="bottom", fontsize=8, color=_GREY)


def _write_legend(figure: Any, told: Sequence[Line]) -> float:
    """Write the legend at the right and return which part of the width it takes."""
    from matplotlib.lines import Line2D

    if not told:
        return 0.0
    looks: dict[str, dict[str, Any]] = {
        "heading": {"linestyle": "none"},
        "node": {"linestyle": "none", "marker": "o", "markersize": 7},
        "tie": {"linewidth": 2},
    }
    handles = [
        Line2D([], [], label=line.label, color=line.colour, **looks[line.sort] | ({"marker": ">"} if line.directed else {}))
        for line in told
    ]
    legend = figure.legend(handles=handles, loc="center right", bbox_to_anchor=(1 - _EDGE / 2, 0.5 - _HEAD / 4), fontsize=9, frameon=False)
    for text, line in zip(legend.get_texts(), told, strict=True):
        if line.sort == "heading":
            text.set_fontweight("bold")
    return float(legend.get_window_extent(figure.canvas.get_renderer()).width / figure.bbox.width)


def _tie_with_arrows(axes: Any, drawn: Sequence[Tie], spots: Spots, rims: dict[str, float]) -> None:
    """Draw each tie from rim to rim, bowed where others lie beside it, with a head where it has a direction."""
    from matplotlib.patches import FancyArrowPatch

    for tie in drawn:
        axes.add_artist(
            FancyArrowPatch(
                spots[tie.begin],
                spots[tie.end],
                connectionstyle=f"arc3,rad={tie.bend}",
                arrowstyle="-|>,head_length=0.5,head_width=0.2" if tie.directed else "-",
                mutation_scale=10 if len(drawn) <= _FEW_TIES else 6,  # as large as the arrow head is
                shrinkA=rims[tie.begin],
                shrinkB=rims[tie.end] + 0.5,
                color=tie_colour(tie.kind),
                linewidth=_thick(tie),
                alpha=0.75,
                zorder=1,
            )
        )


def _tie_plainly(axes: Any, drawn: Sequence[Tie], spots: Spots, rims: dict[str, float]) -> None:
    """Draw all ties at once as straight lines."""
    from matplotlib.collections import LineCollection

    paths = [(spots[tie.begin], spots[tie.end]) for tie in drawn]
    colours = [tie_colour(tie.kind) for tie in drawn]
    axes.add_collection(LineCollection(paths, colors=colours, linewidths=[_thick(tie) for tie in drawn], alpha=0.45, zorder=1))


def _thick(tie: Tie) -> float:
    return 0.5 + 0.6 * math.log1p(tie.weight)


def _name(figure: Any, axes: Any, network: Network, spots: Spots, rims: dict[str, float]) -> None:
    """Write names from the best tied node down, on the side that hides fewest nodes, or not at all where another would be covered."""
    import numpy as np
    from matplotlib.patheffects import withStroke

    if not spots:
        return
    point, renderer = figure.dpi / 72, figure.canvas.get_renderer()
    middles = axes.transData.transform(list(spots.values())) / point
    radii = np.array(list(rims.values()))[:, None]
    discs, names, room = np.hstack([middles - radii, middles + radii]), np.empty((0, 4)), axes.bbox.extents / point
    for place, (node, spot) in enumerate(spots.items()):
        data = network.nodes[node]
        if data["label"] == NAMES_AR.get(data["class"]):
            continue  # an event without a name, a day or a place: its colour says as much
        size = min(6.5 + 0.9 * math.sqrt(data["degree"]), 12)
        text = axes.annotate(
            _short(data["label"]), spot, xytext=(0, 0), textcoords="offset points", ha="center", va="center", fontsize=size
        )
        half = np.array(text.get_window_extent(renderer).size) / point / 2 + (1, 0)  # the next name begins a space away
        found = []
        for side in _SIDES:
            offset = np.array(side) * (rims[node] + 1) + np.sign(side) * half
            box = np.hstack([middles[place] + offset - half, middles[place] + offset + half])
            inside = (box[:2] >= room[:2]).all() and (box[2:] <= room[2:]).all()
            if inside and not _met(names, box) and not _met(discs[:place], box):
                found.append((_met(discs[place + 1 :], box), offset, box))
        if found:
            _, offset, box = min(found, key=lambda choice: choice[0])
            names = np.vstack([names, box])
            text.set(position=tuple(offset), path_effects=[withStroke(linewidth=2, foreground="white")], zorder=3)
        else:
            text.remove()


def _met(boxes: Any, box: Any) -> int:
    """Return how many boxes a box overlaps; each is its left, lower, right and upper end."""
    return int(((boxes[:, :2] < box[2:]) & (boxes[:, 2:] > box[:2])).all(axis=1).sum())


def _short(label: str) -> str:
    """Cut a long name at a word.

    >>> _short("قيادة " * 12).endswith("…")
    True
    """
    return label if len(label) <= 38 else label[:38].rsplit(" ", 1)[0] + " …"
