"""An index of what articles tell, in the ledger of the store: links between articles follow each change without reading all again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from builder.links import Link, happening_keys, link_of
from builder.model import Told

_PORTION = 500  # articles whose links are looked for at a time, so that memory does not grow with the store


@dataclass(frozen=True, slots=True)
class Change:
    """The links that the events of some articles lose and gain."""

    articles: tuple[str, ...]
    lost: tuple[Link, ...]
    gained: tuple[tuple[Link, str, str], ...]  # with the articles of both events


class Happenings:
    """The events of all articles, indexed by what could make two of them one happening.

    `enter` notes what an article tells. Then `index` makes the keys of what was noted, and `next_change` and `settle`, portion by portion,
    bring the links up to date. What reprints another article tells nothing of its own: two outlets that print one text are no two sources.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def enter(self, article: str, events: Iterable[Told], *, new: bool = False) -> None:
        """Enter what an article tells in the place of what it told before; a new one told nothing."""
        if not new:
            self._db.execute("DELETE FROM shared WHERE told IN (SELECT number FROM told WHERE article = ?)", (article,))
            self._db.execute("DELETE FROM told WHERE article = ?", (article,))
        self._db.executemany(
            "INSERT INTO told (article, event, kind, record) VALUES (?, ?, ?, ?)",
            [(article, event.iri, event.kind, _record(event)) for event in events],
        )
        self._db.execute("INSERT OR REPLACE INTO touched VALUES (?, 0)", (article,))

    def enter_all_again(self) -> None:
        """Look at every article again: the lexicon has changed its mind on which places are wide."""
        self._db.execute("DELETE FROM shared")
        self._db.execute("INSERT OR REPLACE INTO touched SELECT DISTINCT article, 0 FROM told")

    def index(self, is_wide: Callable[[str], bool]) -> bool:
        """Make the keys of a portion of what was entered, and tell whether there was any."""
        found = self._db.execute("SELECT article FROM touched WHERE keyed = 0 ORDER BY article LIMIT ?", (_PORTION,)).fetchall()
        for (article,) in found:
            for row in self._db.execute(f"{_EVENT} WHERE article = ?", (article,)).fetchall():
                keys = {_number_of(key) for key in happening_keys(_told(row), is_wide)}
                self._db.executemany("INSERT OR IGNORE INTO shared VALUES (?, ?)", [(key, row[0]) for key in sorted(keys)])
        self._db.executemany("UPDATE touched SET keyed = 1 WHERE article = ?", found)
        return bool(found)

    def next_change(self, is_wide: Callable[[str], bool]) -> Change | None:
        """Return what must change in the links for a portion of the articles that were entered; None where no article is left."""
        touched = tuple(row[0] for row in self._db.execute("SELECT article FROM touched ORDER BY article LIMIT ?", (_PORTION,)))
        if not touched:
            return None
        before: set[Link] = set()
        after: dict[Link, tuple[str, str]] = {}
        for article in touched:
            rows = self._db.execute(
                "SELECT record FROM links WHERE first_article = ? UNION SELECT record FROM links WHERE second_article = ?",
                (article, article),
            )
            before.update(_link(row[0]) for row in rows)
            if self._db.execute("SELECT 1 FROM copies WHERE copy = ?", (article,)).fetchone() is None:
                for row in self._db.execute(f"{_EVENT} WHERE article = ?", (article,)).fetchall():
                    self._find(row, is_wide, after)
        lost = tuple(sorted(before - after.keys()))
        return Change(touched, lost, tuple((link, *after[link]) for link in sorted(after.keys() - before)))

    def _find(self, row: Sequence[str], is_wide: Callable[[str], bool], found: dict[Link, tuple[str, str]]) -> None:
        """Add the links of one event to `found`."""
        event = _told(row)
        others = self._db.execute(
            f"{_EVENT} WHERE number IN (SELECT b.told FROM shared a JOIN shared b ON a.key = b.key WHERE a.told = ?)"
            " AND article != ? AND article NOT IN (SELECT copy FROM copies)",
            (row[0], event.article),
        )
        for other in map(_told, others):
            link = link_of(event, other, is_wide)
            if link:
                found[link] = (event.article, other.article) if link.first == event.iri else (other.article, event.article)

    def settle(self, change: Change) -> None:
        """Enter a change as made."""
        self._db.executemany("DELETE FROM links WHERE first = ? AND second = ?", [(link.first, link.second) for link in change.lost])
        self._db.executemany(
            "INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?)",
            [
                (link.first, link.second, one, other, json.dumps([link.first, link.second, link.reason, link.shared], ensure_ascii=False))
                for link, one, other in change.gained
            ],
        )
        self._db.executemany("DELETE FROM touched WHERE article = ?", [(article,) for article in change.articles])

    def count(self) -> int:
        """Return the number of links."""
        return int(self._db.execute("SELECT count(*) FROM links").fetchone()[0])


_EVENT = "SELECT number, article, event, kind, record FROM told"


def _number_of(key: str) -> int:
    """Return a key as a number of eight bytes; where two keys fall on one, the events are compared and found different."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _record(event: Told) -> str:
    return json.dumps([event.date, event.name, sorted(event.actors), sorted(event.places)], ensure_ascii=False)


def _told(row: Sequence[str]) -> Told:
    date, name, actors, places = json.loads(row[4])
    return Told(row[2], row[1], row[3], date, name, frozenset(actors), frozenset(places))


def _link(record: str) -> Link:
    first, second, reason, shared = json.loads(record)
    return Link(first, second, reason, tuple(shared))
