"""Which identifiers a build has met, and where: on disk beyond some megabytes, so that memory does not grow with the corpus."""

from __future__ import annotations

import sqlite3


class Seen:
    """A table from identifiers to places, which is gone with the process.

    >>> seen = Seen()
    >>> seen["a1"] = "news.jsonl, line 3"
    >>> seen.get("a1"), seen.get("a2")
    ('news.jsonl, line 3', None)
    """

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)  # "": a temporary file
        self._table.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        self._table.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, place BLOB NOT NULL) WITHOUT ROWID")

    def get(self, identifier: str) -> str | None:
        """Return where an identifier was met, None where it was not."""
        row = self._table.execute("SELECT place FROM seen WHERE id = ?", (_bytes(identifier),)).fetchone()
        return None if row is None else bytes(row[0]).decode("utf-8", "surrogatepass")

    def __setitem__(self, identifier: str, place: str) -> None:
        self._table.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (_bytes(identifier), _bytes(place)))


def _bytes(text: str) -> bytes:
    """Return a text as bytes, half characters too, which a path may hold and SQLite's text may not."""
    return text.encode("utf-8", "surrogatepass")
