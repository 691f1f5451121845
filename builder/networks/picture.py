"""A network as a picture for those without Gephi: PNG or SVG, Arabic names shaped and set from right to left, with a legend.

Needs matplotlib of 3.11 or later, which joins and orders Arabic letters itself: `pip install tansiq[pictures]`. Where names would lie
on each other, the better tied node keeps its own.
"""

from __future__ import annotations

import math
from typing import IO, Any

from builder.errors import ExportError
from builder.networks.colours import COLOURS, NAMES_AR, UNKNOWN
from builder.networks.views import Network

_INCHES = 14.0
# Edges by kind: those that fight stand out from those that work together.
_TIES = {"attacks": "#b2182b", "fights": "#d6604d", "strikes": "#f4a582", "speaks of": "#bababa"}
_TIE = "#7f8fa6"


def write_png(network: Network, stream: IO[bytes]) -> None:
    """Draw the network as PNG at 150 dots an inch."""
    _draw(network).savefig(stream, format="png", dpi=150, metadata={"Software": "tansiq"})


def write_svg(network: Network, stream: IO[bytes]) -> None:
    """Draw the network as SVG with outlined letters, so that it looks the same everywhere."""
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "tansiq", "svg.fonttype": "path"}):
        _draw(network).savefig(stream, format="svg", metadata={"Date": None, "Creator": "tansiq"})


def _draw(network: Network) -> Any:
    """Return the figure: ties below, nodes by class and degree, names of the best tied, a legend of what occurs."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.collections import LineCollection
        from matplotlib.figure import Figure
        from matplotlib.lines import Line2D
    except ImportError as error:
        raise ExportError(f"a picture needs {error.name}: pip install 'tansiq[pictures]'") from error
    figure = Figure(figsize=(_INCHES, _INCHES * 0.75), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_aspect("equal")
    nodes = sorted(network)
    spots = {node: (network.nodes[node]["x"], network.nodes[node]["y"]) for node in nodes}
    edges = sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    axes.add_collection(
        LineCollection(
            [(spots[begin], spots[end]) for begin, end, _, _ in edges],
            colors=[_TIES.get(kind, _TIE) for _, _, kind, _ in edges],
            linewidths=[0.5 + 0.6 * math.log1p(data["weight"]) for *_, data in edges],
            alpha=0.45,
            zorder=1,
        )
    )
    for kind in (*COLOURS, None):
        members = [
            node for node in nodes if network.nodes[node]["class"] == kind or (kind is None and network.nodes[node]["class"] not in COLOURS)
        ]
        if members:
            colour = tuple(part / 255 for part in (COLOURS[kind] if kind else UNKNOWN))
            sizes = [18 + 16 * network.nodes[node]["degree"] for node in members]
            label = f"{NAMES_AR.get(kind or '', '')} {kind or ''}"
            across, up = zip(*(spots[node] for node in members), strict=True)
            axes.scatter(across, up, s=sizes, color=[colour], edgecolors="white", linewidths=0.6, label=label, zorder=2)
    axes.margins(0.05)
    _name(figure, axes, network, spots)
    if nodes:
        kinds = {kind for _, _, kind, _ in edges}
        ties = [Line2D([], [], color=colour, linewidth=2, label=kind) for kind, colour in _TIES.items() if kind in kinds]
        classes, _ = axes.get_legend_handles_labels()
        legend = figure.legend(handles=[*classes, *ties], loc="outside right center", fontsize=9, frameon=False)
        for handle in legend.legend_handles[: len(classes)]:
            handle.set_sizes([42])  # type: ignore[union-attr]  # a scatter's handle is a collection, whatever the stubs say
    return figure


def _name(figure: Any, axes: Any, network: Network, spots: dict[str, tuple[float, float]]) -> None:
    """Write names from the best tied node down, each above its node or below it, or not at all where another would be covered."""
    from matplotlib.patheffects import withStroke

    renderer = figure.canvas.get_renderer()
    taken: list[Any] = []
    axes.autoscale_view()
    figure.draw_without_rendering()
    for node in sorted(spots, key=lambda node: (-network.nodes[node]["degree"], node)):
        degree = network.nodes[node]["degree"]
        away = 3 + 1.5 * math.sqrt(degree)
        for offset, stands in ((away, "bottom"), (-away, "top")):
            text = axes.annotate(
                _short(network.nodes[node]["label"]),
                spots[node],
                xytext=(0, offset),
                textcoords="offset points",
                ha="center",
                va=stands,
                fontsize=min(6.5 + 0.9 * math.sqrt(degree), 12),
                path_effects=[withStroke(linewidth=2, foreground="white")],
                zorder=3,
            )
            box = text.get_window_extent(renderer).expanded(1.02, 0.9)
            if not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            text.remove()


def _short(label: str) -> str:
    """Cut a long name at a word.

    >>> _short("قيادة " * 12).endswith("…")
    True
    """
    return label if len(label) <= 38 else label[:38].rsplit(" ", 1)[0] + " …"
