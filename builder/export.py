"""The graph as a file: all of it as N-Quads, TriG, Turtle or JSON-LD, or a view of it as a network; the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from builder.errors import ExportError
from builder.links import LINKS
from builder.networks import drawn
from builder.networks.gexf import write_gexf
from builder.networks.others import write_csv, write_cytoscape, write_graphml
from builder.networks.picture import write_png, write_svg
from builder.networks.selection import ALL, Selection
from builder.networks.views import VIEWS, Network
from builder.nquads import nquads
from builder.ordering import ordered
from builder.prefixes import PREFIXES
from builder.provenance import PROVENANCE
from builder.reading import GraphSource
from builder.replacing import replacing

_PIECE = 10_000  # statements that are written at once


def export(store: GraphSource, form: str, path: Path, view: str = "events", selection: Selection = ALL) -> None:
    """Write the store, or for a network format a view of what is selected, to `path`.

    A file that was there is replaced at once or, after an error, not at all.
    """
    write = _writer(form, view, selection)
    with replacing(path, ExportError) as stream:
        write(store, stream)


def _writer(form: str, view: str, selection: Selection) -> Callable[[GraphSource, IO[bytes]], None]:
    """Return what writes a form: the whole store, or a view of it."""
    if form in WRITERS:
        if view != "events" or selection != ALL:
            raise ExportError(f"{form} holds the whole graph: views and selections are for {', '.join(NETWORK_WRITERS)}")
        return WRITERS[form]
    if form not in NETWORK_WRITERS:
        raise ExportError(f"there is no export {form!r}: use {', '.join((*WRITERS, *NETWORK_WRITERS))}")
    if view not in VIEWS:
        raise ExportError(f"there is no view {view!r}: use {', '.join(VIEWS)}")

    def write(store: GraphSource, stream: IO[bytes]) -> None:
        NETWORK_WRITERS[form](drawn(store, view, selection), stream)

    return write


def _quads(store: GraphSource) -> Iterator[ox.Quad]:
    """Yield everything, graph after graph, each in order: a few graphs at a time are in memory."""
    for _, quads in store.contents(store.named_graphs()):
        yield from sorted(quads, key=str)


def _nquads(store: GraphSource, stream: IO[bytes]) -> None:
    """Write all statements as sorted lines."""
    stream.writelines(ordered(_lines(store)))


def _lines(store: GraphSource) -> Iterator[bytes]:
    graphs = store.named_graphs()
    grown = [graph for graph in graphs if graph in (PROVENANCE, LINKS)]  # these grow with the number of articles
    for _, quads in store.contents([graph for graph in graphs if graph not in grown]):
        yield from nquads(quads).splitlines(keepends=True)
    for graph in grown:
        source = store.quads(graph)
        while piece := list(islice(source, _PIECE)):
            yield from nquads(piece).splitlines(keepends=True)


def _trig(store: GraphSource, stream: IO[bytes]) -> None:
    ox.serialize(_quads(store), stream, ox.RdfFormat.TRIG, prefixes=PREFIXES)


def _jsonld(store: GraphSource, stream: IO[bytes]) -> None:
    ox.serialize(_quads(store), stream, ox.RdfFormat.JSON_LD, prefixes=PREFIXES)


def _turtle(store: GraphSource, stream: IO[bytes]) -> None:
    """Write the union of the article graphs, the lexicon and the ontology; provenance speaks of named graphs, which Turtle lacks."""
    graphs = [graph for graph in store.named_graphs() if graph != PROVENANCE]
    triples: Iterable[ox.Triple] = {quad.triple for _, quads in store.contents(graphs) for quad in quads}
    ox.serialize(sorted(triples, key=str), stream, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


WRITERS: dict[str, Callable[[GraphSource, IO[bytes]], None]] = {
    "nquads": _nquads,
    "trig": _trig,
    "turtle": _turtle,
    "jsonld": _jsonld,
}
NETWORK_WRITERS: dict[str, Callable[[Network, IO[bytes]], None]] = {
    "gexf": write_gexf,
    "graphml": write_graphml,
    "csv": write_csv,
    "cytoscape-json": write_cytoscape,
    "png": write_png,
    "svg": write_svg,
}
