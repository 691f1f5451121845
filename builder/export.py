"""The graph as a file: N-Quads, TriG, Turtle, JSON-LD or GEXF, the same bytes for the same content."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from builder.errors import ExportError
from builder.gexf import network, write_gexf
from builder.prefixes import PREFIXES
from builder.store import PROVENANCE, Store


def export(store: Store, form: str, path: Path) -> None:
    """Write the whole store to `path`; a file that was there is replaced at once or, after an error, not at all."""
    write = WRITERS.get(form)
    if write is None:
        raise ExportError(f"there is no export {form!r}: use {', '.join(WRITERS)}")
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


def _gexf(store: Store, stream: IO[bytes]) -> None:
    write_gexf(network(store), stream)


WRITERS: dict[str, Callable[[Store, IO[bytes]], None]] = {
    "nquads": _nquads,
    "trig": _trig,
    "turtle": _turtle,
    "jsonld": _jsonld,
    "gexf": _gexf,
}
