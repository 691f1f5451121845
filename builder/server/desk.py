"""The desk: the one thread that holds the store and the catalogue, and makes pages one after another.

SQLite's connections belong to a thread and pages are made under Python's lock anyway, so more threads would make none of them sooner.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from builder.site.catalogue import Catalogue, open_catalogue
from builder.site.dataset import Publication
from builder.site.pages.frame import Room, open_room
from builder.site.rows import Rows
from builder.store import Store

Made = TypeVar("Made")
_WAITING = 64  # requests that may wait for a page; more are sent away
_SECONDS = 10.0  # that one page may take of the catalogue
_KEPT = 32 * 1024 * 1024  # bytes of pages that are kept to be sent again


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it is sent, and how many pages its description has."""

    body: bytes
    pages: int = 1


class Busy(Exception):
    """Too many wait already, or one asks for too much."""


class Desk:
    """Opens a store for reading and makes what is asked for."""

    def __init__(
        self, folder: Path, base: str, *, texts: bool, endpoint: str = "", step: Callable[[int, int], None] = lambda done, total: None
    ) -> None:
        publication = Publication(base, endpoint)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._waiting = 0
        self._kept: OrderedDict[object, Kept] = OrderedDict()
        self._size = 0
        self._deadline = float("inf")
        try:
            self._store, self._catalogue, self._room = self._thread.submit(self._open, folder, publication, texts, step).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def _open(self, folder: Path, publication: Publication, texts: bool, step: Callable[[int, int], None]) -> tuple[Store, Catalogue, Room]:
        store = Store(folder, read_only=True)
        catalogue = open_catalogue(store, step)
        catalogue.db.set_progress_handler(lambda: time.monotonic() > self._deadline, 100_000)
        return store, catalogue, open_room(store, Rows(catalogue), publication, texts=texts)

    async def make(self, what: Callable[[Room], Made]) -> Made:
        """Return what a function makes in the desk's thread; raise `Busy` where too many wait."""
        if self._waiting >= _WAITING:
            raise Busy("Too many requests are waiting.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._made, what)
        finally:
            self._waiting -= 1

    def _made(self, what: Callable[[Room], Made]) -> Made:
        self._deadline = time.monotonic() + _SECONDS
        try:
            return what(self._room)
        except Exception as error:
            if time.monotonic() > self._deadline:
                raise Busy("This takes longer than a page may.") from error
            raise

    def kept(self, key: object) -> Kept | None:
        """Return what was kept under a key; while a store is open it does not change."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: object, made: Kept) -> None:
        """Keep a page to be sent again; the one that was asked for longest ago goes first."""
        if key in self._kept or len(made.body) > _KEPT // 8:
            return
        self._kept[key] = made
        self._size += len(made.body)
        while self._size > _KEPT:
            self._size -= len(self._kept.popitem(last=False)[1].body)

    def close(self) -> None:
        """Let go of the store."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _close(self) -> None:
        self._catalogue.close()
        self._store.close()
