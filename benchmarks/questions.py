"""How long a store takes to open and its named questions to answer, in a process of its own, so that a slow one can be stopped."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from builder.query import find_query, named_queries, run
from builder.store import Store

RUNS, CAP = 5, 20.0
SLOW = 3.0  # seconds; what takes longer is asked once more and not five times
_OPEN = ""  # in the place of a query's name: open the store anew


@dataclass(frozen=True, slots=True)
class Answered:
    """A question's times in seconds after one warm-up, and its rows; no times where it took longer than the cap."""

    name: str
    rows: int | None
    median: float | None
    worst: float | None
    error: str = ""


def ask(store: Path) -> tuple[list[float], list[Answered]]:
    """Return the times of opening a store, the first of them first, and those of every named question with its default parameters."""
    asker = _Asker(store)
    try:
        opening = [asker.ask(_OPEN)[0] for _ in range(RUNS)]
        return [seconds for seconds in opening if seconds is not None], [asker.measure(query.name) for query in named_queries()]
    finally:
        asker.close()


class _Asker:
    """A process that holds the store open and answers; it is started anew after a question that had to be stopped."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_answer, args=(self._store, other), daemon=True)
        self._process.start()
        other.close()
        self._pipe.recv()  # it is up

    def ask(self, name: str) -> tuple[float | None, int, str]:
        """Return seconds (None: stopped at the cap), rows and what went wrong."""
        self._pipe.send(name)
        if self._pipe.poll(CAP if name else None):
            try:
                seconds, rows, error = self._pipe.recv()
                return seconds, rows, error
            except EOFError:
                reason = "the process ended"
        else:
            reason = f"longer than {CAP:.0f} s"
        self.close()
        self._start()
        if name:
            self.ask(_OPEN)
        return None, 0, reason

    def measure(self, name: str) -> Answered:
        seconds: list[float] = []
        for turn in range(RUNS + 1):
            taken, rows, error = self.ask(name)
            if taken is None or error:
                return Answered(name, None, None, None, error)
            if turn:
                seconds.append(taken)
            if taken > SLOW and turn:
                break
        return Answered(name, rows, statistics.median(seconds), max(seconds))

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _answer(folder: Path, pipe: Connection) -> None:
    """Open the store where asked to, and answer questions until the process is ended."""
    store: Store | None = None
    pipe.send(None)
    for name in _received(pipe):
        started, rows, error = time.perf_counter(), 0, ""
        try:
            if name == _OPEN and store is not None:
                store.close()
                started = time.perf_counter()
            if name == _OPEN or store is None:
                store = Store(folder, read_only=True)
            else:
                found = run(store, find_query(name))
                rows = 1 if isinstance(found, ox.QueryBoolean) else sum(1 for _ in found)
        except Exception as failure:  # the report says so, and the others are asked all the same
            error = f"{type(failure).__name__}: {failure}"
        pipe.send((time.perf_counter() - started, rows, error))


def _received(pipe: Connection) -> Iterator[str]:
    while True:
        try:
            yield pipe.recv()
        except EOFError:
            return
