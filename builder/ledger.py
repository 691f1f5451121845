"""What the store knows of its articles beside their graphs: texts, hashes, the versions that read them, and what is under way.

The ledger is the store's memory across kills: whatever is to change in the database is entered here first, in one transaction with
the articles that it concerns, and struck out when it is done. The texts are what `tansiq explain ID` shows; no export holds them.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from builder.errors import StoreError
from builder.model import Article
from builder.versions import Versions

_TABLES = """
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL, content TEXT NOT NULL,
    software TEXT NOT NULL, code TEXT NOT NULL, lexicon TEXT NOT NULL, article BLOB);
CREATE TABLE IF NOT EXISTS retracted (id TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pending (number INTEGER PRIMARY KEY, action TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS told (
    number INTEGER PRIMARY KEY, article TEXT NOT NULL, event TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS told_article ON told (article);
CREATE TABLE IF NOT EXISTS shared (key INTEGER NOT NULL, told INTEGER NOT NULL, PRIMARY KEY (key, told)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shared_told ON shared (told);
CREATE TABLE IF NOT EXISTS links (
    first TEXT NOT NULL, second TEXT NOT NULL, first_article TEXT NOT NULL, second_article TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_first ON links (first_article);
CREATE INDEX IF NOT EXISTS links_second ON links (second_article);
CREATE TABLE IF NOT EXISTS touched (article TEXT PRIMARY KEY, keyed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS prints (article TEXT PRIMARY KEY, issued TEXT NOT NULL, text INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS prints_text ON prints (text);
CREATE TABLE IF NOT EXISTS texts (
    number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, words REAL NOT NULL, reach INTEGER NOT NULL, state INTEGER NOT NULL,
    sketch BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS texts_state ON texts (state, number) WHERE state < 2;
CREATE TABLE IF NOT EXISTS anchors (anchor INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (anchor, text)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS common (anchor INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS near (
    text INTEGER NOT NULL, other INTEGER NOT NULL, similarity INTEGER NOT NULL, PRIMARY KEY (text, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS loose (text INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS stray (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (copy TEXT PRIMARY KEY, original TEXT NOT NULL, similarity INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one stored article: the hashes of its graph and of what it was read from, and the versions that read it."""

    identifier: str
    digest: str
    content: str
    versions: Versions
    has_text: bool = True


class Ledger:
    """The table of articles of a store; a change is made inside `with ledger.transaction():`.

    >>> ledger = Ledger(Path(":memory:"))
    >>> with ledger.transaction():
    ...     ledger.put(Entry("a1", "d", "c", Versions("1", "x", "y")), Article("a1", "نص"))
    >>> ledger.entry("a1").digest, ledger.article("a1").text, ledger.entry("a2")
    ('d', 'نص', None)
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.db = sqlite3.connect(path, isolation_level=None)
            try:
                self.db.executescript("PRAGMA synchronous = FULL;" + _TABLES)
            except sqlite3.OperationalError as error:
                if not str(error).startswith("attempt to write a readonly"):  # a store on a medium that cannot be written can be read
                    raise
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot open the articles of the store: {error}") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes of a block or none."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise StoreError(f"{self._path}: cannot be written: {error}: what was stored before stays") from error

    # -------------------------------------------------------------------------------------------------------------- the articles

    def put(self, entry: Entry, article: Article | None) -> None:
        """Enter an article in the place of the one of the same identifier."""
        packed = None if article is None else _packed(article)
        v = entry.versions
        self.db.execute(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.identifier, entry.digest, entry.content, v.software, v.code, v.lexicon, packed),
        )
        self.db.execute("DELETE FROM retracted WHERE id = ?", (entry.identifier,))

    def entry(self, identifier: str) -> Entry | None:
        """Return what is known of an article, if it is stored."""
        row = self.db.execute(
            "SELECT id, digest, content, software, code, lexicon, article IS NOT NULL FROM articles WHERE id = ?", (identifier,)
        ).fetchone()
        return _entry(row) if row else None

    def entries(self) -> Iterator[Entry]:
        """Yield what is known of each article, in order of their identifiers."""
        for row in self.db.execute("SELECT id, digest, content, software, code, lexicon, article IS NOT NULL FROM articles ORDER BY id"):
            yield _entry(row)

    def article(self, identifier: str) -> Article | None:
        """Return the article as it was given, if it is there."""
        row = self.db.execute("SELECT article FROM articles WHERE id = ?", (identifier,)).fetchone()
        return None if row is None or row[0] is None else Article(**json.loads(zlib.decompress(row[0]).decode("utf-8", "surrogatepass")))

    def stale(self, versions: Versions, after: str = "", limit: int = 500) -> list[Entry]:
        """Return, of the articles that other versions read, those behind the identifier `after`, in order, `limit` at most."""
        rows = self.db.execute(
            "SELECT id, digest, content, software, code, lexicon, article IS NOT NULL FROM articles"
            " WHERE id > ? AND NOT (software = ? AND code = ? AND lexicon = ?) ORDER BY id LIMIT ?",
            (after, versions.software, versions.code, versions.lexicon, limit),
        )
        return [_entry(row) for row in rows]

    def forget_versions(self) -> None:
        """Take every article for one that must be read again."""
        self.db.execute("UPDATE articles SET code = ''")

    def restamp(self, identifier: str, versions: Versions) -> None:
        """Note that other versions would read an article the same."""
        self.db.execute(
            "UPDATE articles SET software = ?, code = ?, lexicon = ? WHERE id = ?",
            (versions.software, versions.code, versions.lexicon, identifier),
        )

    def versions_used(self) -> list[str]:
        """Return the releases ("software/0.1") and states of the lexicon ("lexicon/…") that the stored articles were read with."""
        rows = self.db.execute("SELECT 'software/' || software FROM articles UNION SELECT 'lexicon/' || lexicon FROM articles ORDER BY 1")
        return [row[0] for row in rows]

    def count(self) -> int:
        """Return the number of articles."""
        return int(self.db.execute("SELECT count(*) FROM articles").fetchone()[0])

    # ------------------------------------------------------------------------------------------------------------- the retracted

    def retract(self, identifier: str, *, remember: bool = True) -> None:
        """Strike an article out, and remember what was retracted, where that is wanted."""
        if remember:
            self.db.execute("INSERT OR REPLACE INTO retracted SELECT id, content FROM articles WHERE id = ?", (identifier,))
        self.db.execute("DELETE FROM articles WHERE id = ?", (identifier,))

    def restore(self, identifier: str) -> bool:
        """Forget that an article was retracted, and tell whether it was."""
        return self.db.execute("DELETE FROM retracted WHERE id = ?", (identifier,)).rowcount > 0

    def retracted(self, identifier: str) -> str | None:
        """Return the hash of what was retracted under an identifier; None where nothing was."""
        row = self.db.execute("SELECT content FROM retracted WHERE id = ?", (identifier,)).fetchone()
        return None if row is None else str(row[0])

    # ------------------------------------------------------------------------------------------------- what is under way, and notes

    def plan(self, actions: Iterable[tuple[str, str]]) -> None:
        """Enter what is to be done in the database."""
        self.db.executemany("INSERT INTO pending (action, value) VALUES (?, ?)", actions)

    def pending(self) -> list[tuple[str, str]]:
        """Return what was entered and is not known to be done, in order."""
        return list(self.db.execute("SELECT action, value FROM pending ORDER BY number"))

    def done(self) -> None:
        """Strike out what was to be done."""
        self.db.execute("DELETE FROM pending")

    def note(self, name: str) -> str:
        """Return a note by its name, empty where there is none."""
        row = self.db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set_note(self, name: str, value: str) -> None:
        """Keep a note in the place of the one of the same name."""
        self.db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the tables."""
        self.db.close()


def _entry(row: Sequence[str]) -> Entry:
    return Entry(row[0], row[1], row[2], Versions(row[3], row[4], row[5]), bool(row[6]))


def _packed(article: Article) -> bytes:
    """Return an article as it is kept; a light compression, for it is half the size at a third of the time of the usual one."""
    return zlib.compress(json.dumps(asdict(article), ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)
