"""Many articles in several processes, in the order given; a process that dies costs at most the article that killed it."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNK = 16  # what is sent to a process at once


class Workers(Generic[Given, Made]):
    """Processes that make something of each item: `make` is called with a list of them, `lost` for an item that kills its process."""

    def __init__(
        self, number: int, make: Callable[[list[Given]], list[Made]], lost: Callable[[Given], Made], prepare: Callable[[], None]
    ) -> None:
        self._number, self._make, self._lost, self._prepare = number, make, lost, prepare

    def map(self, items: Iterable[Given]) -> Iterator[Made]:
        """Yield what is made of each item; few more are taken than processes can work on."""
        source = iter(items)
        chunks = iter(lambda: list(islice(source, CHUNK)), [])
        pool = self._pool(self._number)
        under_way: deque[tuple[list[Given], Future[list[Made]]]] = deque()
        try:
            while True:
                while len(under_way) < 2 * self._number and (chunk := next(chunks, None)):
                    under_way.append((chunk, pool.submit(self._make, chunk)))
                if not under_way:
                    return
                try:
                    made = under_way[0][1].result()
                    under_way.popleft()
                except BrokenProcessPool:
                    pool.shutdown()
                    made = self._one_by_one(under_way)
                    pool = self._pool(self._number)
                yield from made
        finally:
            pool.shutdown(cancel_futures=True)

    def _pool(self, number: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(number, get_context("spawn"), _start, (self._prepare,))

    def _one_by_one(self, under_way: deque[tuple[list[Given], Future[list[Made]]]]) -> list[Made]:
        """Make anew, item by item, what was under way when a process died, so that the item that kills is found."""
        made: list[Made] = []
        pool = self._pool(1)
        for chunk, future in under_way:
            if future.done() and not future.cancelled() and future.exception() is None:
                made += future.result()
                continue
            for item in chunk:
                try:
                    made += pool.submit(self._make, [item]).result()
                except BrokenProcessPool:
                    made.append(self._lost(item))
                    pool.shutdown()
                    pool = self._pool(1)
        under_way.clear()
        pool.shutdown()
        return made


def mapped(
    items: Iterable[Given], number: int, make: Callable[[Given], Made], lost: Callable[[Given], Made], prepare: Callable[[], None]
) -> Iterator[Made]:
    """Yield what is made of each item, in order, in `number` processes; a few items are not worth the start of a process.

    >>> list(mapped([1, 2], 4, str, str, list))
    ['1', '2']
    """
    source = iter(items)
    first = list(islice(source, CHUNK))
    if number <= 1 or len(first) < CHUNK:
        yield from map(make, chain(first, source))
    else:
        yield from Workers(number, partial(_each, make), lost, prepare).map(chain(first, source))


def _each(make: Callable[[Given], Made], items: list[Given]) -> list[Made]:
    return [make(item) for item in items]


def _start(prepare: Callable[[], None]) -> None:
    begin_worker()
    prepare()


def begin_worker() -> None:
    """Let a stop from the keyboard end a worker without a word, for the main process tells of it; and let none outlive that process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
