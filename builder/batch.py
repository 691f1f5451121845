"""How changes reach the database: gathered, entered in the ledger, loaded in bulk. A kill at any moment loses nothing that was entered.

Loading in bulk is several times faster than a transaction for each article, and is not atomic. So a batch is first written to a file and
entered in the ledger with its articles, in one transaction of the ledger's; then the database is changed; then the entry is struck out.
Every step can be repeated: whoever opens the store after a kill repeats what is entered.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from builder import provenance
from builder.errors import StoreError
from builder.ledger import Ledger

_GRAPH, _RECORD, _REMOVE, _LOAD, _LOAD_BLANK = "graph", "record", "remove", "load", "load-blank"
_LOADS = (_LOAD, _LOAD_BLANK)
_PROVENANCE = ox.NamedNode(provenance.PROVENANCE)
_NODES = tuple(ox.NamedNode(iri) for iri in (provenance.GENERATED_BY, provenance.DERIVED_FROM))


class Batch:
    """Changes on their way to the database: graphs and records to take out, statements to take out, statements to put in.

    What is put in goes to a file at once, so that a large batch, which costs less for each article, needs no memory.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None
        self.graphs: list[str] = []
        self.records: list[str] = []
        self.removed: list[bytes] = []
        self.entering: list[Callable[[], None]] = []  # what changes in the ledger together with it
        self.identifiers: set[str] = set()
        self.size = 0
        self.blank = False  # blank nodes are put in, and their names matter
        self._broken = False  # its file could not be written to the end: nothing of it is stored

    def __bool__(self) -> bool:
        return not self._broken and bool(self.graphs or self.records or self.removed or self.size or self.entering)

    def add(self, nquads: bytes) -> None:
        """Put statements in, given as N-Quads."""
        try:
            if self._stream is None:
                self._stream = self._path.open("wb")
            self._stream.write(nquads)
        except OSError as error:
            self._broken = True
            raise _unwritable(self._path.parent, error) from error
        self.size += len(nquads)

    def close_into(self, path: Path) -> None:
        """Give the file with what is put in another name, safe on the disk before the ledger speaks of it."""
        assert self._stream is not None
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._path.replace(path)
        except OSError as error:
            raise _unwritable(path.parent, error) from error


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(f"{folder}: cannot be written: {error.strerror}: what was stored before stays")


class Applier:
    """Changes a database batch by batch; the bulk loading of one goes on in a thread while the next is gathered."""

    def __init__(self, folder: Path, db: ox.Store, ledger: Ledger) -> None:
        self._folder, self._db, self._ledger = folder, db, ledger
        self._file = folder / "pending.nq"
        self._gathered = folder / "gathered.nq"
        self._thread = ThreadPoolExecutor(1, "load")
        self._loading: Future[None] | None = None
        self.changed = False
        self.failed = False  # what is entered could not be done: nothing else may be, until the store is opened again

    def new_batch(self) -> Batch:
        """Return an empty batch."""
        return Batch(self._gathered)

    def apply(self, batch: Batch) -> None:
        """Enter a batch and begin to load it, once the one before is done."""
        self.wait()
        if self.failed:
            raise StoreError(f"{self._folder}: could not be written before: open it again")
        actions = [(_GRAPH, g) for g in batch.graphs] + [(_RECORD, g) for g in batch.records]
        actions += [(_REMOVE, r.decode()) for r in batch.removed]
        if batch.size:
            batch.close_into(self._file)
            actions.append((_LOAD_BLANK if batch.blank else _LOAD, self._file.name))
        with self._ledger.transaction():
            for enter in batch.entering:
                enter()
            self._ledger.plan(actions)
        if actions:
            self._loading = self._thread.submit(self._change, actions)

    def recover(self) -> None:
        """Repeat what was entered and perhaps not done; what was only gathered is of no use."""
        self._gathered.unlink(missing_ok=True)
        actions = self._ledger.pending()
        if actions:
            self._loading = self._thread.submit(self._change, actions)
            self.wait()

    def wait(self) -> None:
        """Return when what was begun is done and struck out."""
        loading, self._loading = self._loading, None
        if loading is not None:
            self.failed = True
            loading.result()
            self.failed = False
            with self._ledger.transaction():
                self._ledger.done()
            self._file.unlink(missing_ok=True)

    def close(self) -> None:
        """Wait, end the thread, and let go of the database."""
        try:
            self.wait()
            if self.changed:  # else every later opening reads the whole write-ahead log again
                self._db.flush()
        finally:
            self._thread.shutdown()
            del self._db

    def _change(self, actions: list[tuple[str, str]]) -> None:
        """Change the database; every action may be repeated."""
        self.changed = True
        try:
            for action, value in actions:
                if action == _GRAPH:
                    self._db.remove_graph(ox.NamedNode(value))
                if action in (_GRAPH, _RECORD):
                    self._remove_record(ox.NamedNode(value))
                elif action == _REMOVE:
                    for quad in ox.parse(value, format=ox.RdfFormat.N_QUADS):
                        self._db.remove(quad)
            if any(action not in _LOADS for action, _ in actions):
                self._db.flush()
            for action, value in actions:
                if action in _LOADS:
                    self._load(str(self._folder / value), action == _LOAD_BLANK)
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise StoreError(
                f"{self._folder}: cannot be written: {reason}: what is stored stays; make room, and the next command goes on"
            ) from error

    def _load(self, path: str, blank: bool) -> None:
        """Load a file of N-Quads; lenient, because whoever put them in has checked them."""
        if blank:  # bulk_load gives blank nodes names of its own
            self._db.bulk_extend(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
        else:
            self._db.bulk_load(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)

    def _remove_record(self, graph: ox.NamedNode) -> None:
        """Take out what the provenance graph says of a graph, of the run that made it and of its article."""
        nodes = [graph]
        for predicate in _NODES:
            found = self._db.quads_for_pattern(graph, predicate, None, _PROVENANCE)
            nodes += [quad.object for quad in found if isinstance(quad.object, ox.NamedNode)]
        for node in reversed(nodes):  # the graph's own node last: it leads to the others, should this be repeated
            for quad in list(self._db.quads_for_pattern(node, None, None, _PROVENANCE)):
                self._db.remove(quad)
