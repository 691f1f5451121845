"""The graph as a file: all of it as N-Quads, TriG, Turtle or JSON-LD, or a view of it as a network; the same bytes for the same content."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from builder.errors import ExportError
from builder.networks import drawn
from builder.networks.gexf import write_gexf
from builder.networks.others import write_csv, write_cytoscape, write_graphml
from builder.networks.picture import write_png, write_svg
from builder.networks.selection import ALL, Selection
from builder.networks.views import VIEWS, Network
from builder.prefixes import PREFIXES
from builder.store import PROVENANCE, Store


def export(store: Store, form: str, path: Path, view: str = "events", selection: Selection = ALL) -> None:
    """Write the store, or for a network format a view of what is selected, to `path`.

    A file that was there is replaced at once or, after an error, not at all.
    """
    write = _writer(form, view, selection)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ExportError(f"{path}: cannot write here: {error.strerror}") from error
    try:
        with open(handle, "wb") as stream:
            write(store, stream)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # as any new file; mkstemp's own is for the owner alone
        os.replace(name, path)
    except OSError as error:
        raise ExportError(f"{path}: cannot write: {error.strerror or error}") from error
    finally:
        Path(name).unlink(missing_ok=True)


def _writer(form: str, view: str, selection: Selection) -> Callable[[Store, IO[bytes]], None]:
    """Return what writes a form: the whole store, or a view of it."""
    if form in WRITERS:
        if view != "events" or selection != ALL:
            raise ExportError(f"{form} holds the whole graph: views and selections are for {', '.join(NETWORK_WRITERS)}")
        return WRITERS[form]
    if form not in NETWORK_WRITERS:
        raise ExportError(f"there is no export {form!r}: use {', '.join((*WRITERS, *NETWORK_WRITERS))}")
    if view not in VIEWS:
        raise ExportError(f"there is no view {view!r}: use {', '.join(VIEWS)}")

    def write(store: Store, stream: IO[bytes]) -> None:
        NETWORK_WRITERS[form](drawn(store, view, selection), stream)

    return write


def _graph_names(store: Store) -> list[ox.NamedNode]:
    return sorted((g for g in store.db.named_graphs() if isinstance(g, ox.NamedNode)), key=lambda g: g.value)


def _quads(store: Store) -> Iterator[ox.Quad]:
    """Yield everything, graph after graph, each in order: one graph at a time is in memory."""
    for graph in _graph_names(store):
        yield from sorted(store.quads(graph.value), key=str)


def _nquads(store: Store, stream: IO[bytes]) -> None:
    """Write all statements as sorted lines."""
    lines = sorted((store.db.dump(format=ox.RdfFormat.N_QUADS) or b"").split(b"\n"))
    stream.writelines(line + b"\n" for line in lines if line)


def _trig(store: Store, stream: IO[bytes]) -> None:
    ox.serialize(_quads(store), stream, ox.RdfFormat.TRIG, prefixes=PREFIXES)


def _jsonld(store: Store, stream: IO[bytes]) -> None:
    ox.serialize(_quads(store), stream, ox.RdfFormat.JSON_LD, prefixes=PREFIXES)


def _turtle(store: Store, stream: IO[bytes]) -> None:
    """Write the union of the article graphs, the lexicon and the ontology; provenance speaks of named graphs, which Turtle lacks."""
    triples: Iterable[ox.Triple] = {q.triple for g in _graph_names(store) if g != PROVENANCE for q in store.quads(g.value)}
    ox.serialize(sorted(triples, key=str), stream, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


WRITERS: dict[str, Callable[[Store, IO[bytes]], None]] = {
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
