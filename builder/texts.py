"""The texts beside the graphs: what `tansiq explain ID` shows; kept in the store's folder and never exported."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

from builder.errors import StoreError
from builder.model import Article


class Texts:
    """A small table of articles by identifier.

    >>> texts = Texts(Path(":memory:"))
    >>> texts.put(Article("a1", "نص")), texts.put(Article("a1", "نص"))
    (True, False)
    >>> texts.get("a1").text
    'نص'
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._table = sqlite3.connect(path)
            self._table.execute("CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID")
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot open the articles of the store: {error}") from error

    def put(self, article: Article) -> bool:
        """Keep an article in the place of the one of the same identifier, and tell whether anything changed."""
        text = json.dumps(asdict(article), ensure_ascii=False, sort_keys=True)
        try:
            with self._table:  # commits
                done = self._table.execute(
                    "INSERT INTO articles VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET article = excluded.article"
                    " WHERE article != excluded.article",
                    (article.identifier, text),
                )
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: cannot keep the article {article.identifier!r}: {error}") from error
        return done.rowcount > 0

    def get(self, identifier: str) -> Article | None:
        """Return an article, if it is there."""
        row = self._table.execute("SELECT article FROM articles WHERE id = ?", (identifier,)).fetchone()
        return None if row is None else Article(**json.loads(row[0]))

    def drop(self, identifier: str) -> None:
        """Forget an article."""
        with self._table:
            self._table.execute("DELETE FROM articles WHERE id = ?", (identifier,))

    def close(self) -> None:
        """Close the table."""
        self._table.close()
