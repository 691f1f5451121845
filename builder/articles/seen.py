"""Which identifiers a build has met, and where: on disk beyond some megabytes, so that memory does not grow with the corpus."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Met(NamedTuple):
    """Where the first article of an identifier stood, and the hash of all that was given of it."""

    place: str
    content: str


class Seen:
    """A table from identifiers to what was met of them, which is gone with the process.

    >>> seen = Seen()
    >>> seen["a1"] = Met("news.jsonl, line 3", "")
    >>> seen.get("a1"), seen.get("a2")
    (Met(place='news.jsonl, line 3', content=''), None)
    """

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)  # "": a temporary file
        self._table.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        self._table.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, place BLOB NOT NULL, content TEXT NOT NULL) WITHOUT ROWID")

    def get(self, identifier: str) -> Met | None:
        """Return what was met of an identifier, None where nothing was."""
        row = self._table.execute("SELECT place, content FROM seen WHERE id = ?", (_bytes(identifier),)).fetchone()
        return None if row is None else Met(bytes(row[0]).decode("utf-8", "surrogatepass"), row[1])

    def __setitem__(self, identifier: str, met: Met) -> None:
        self._table.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (_bytes(identifier), _bytes(met.place), met.content))


def _bytes(text: str) -> bytes:
    """Return a text as bytes, half characters too, which a path may hold and SQLite's text may not."""
    return text.encode("utf-8", "surrogatepass")
