"""An index of what articles print, in the ledger of the store: who reprints whom follows each change without reading all texts again.

Articles that print the same words are one text. The texts that hold one of the same rare passages (anchors: the words of a sketch with
the smallest hashes) are compared; a passage that very many texts hold, such as a closing formula, leads nowhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.fingerprints import LEAD, Fingerprint, unpacked
from builder.republications import Republication, Text, clusters, similarity

_PORTION = 500  # texts that are looked at in one transaction
_ANCHORS = 40  # of a text, at most
_SAMPLED = 1 << 29  # hashes below it are anchors: one word of eight
_COMMON = 100  # texts that may hold an anchor
_SHARED = 0.25  # of the anchors that the shorter of two texts is expected to have within what both show
_LATE = "9999"  # an article without a day comes after those that have one
_ENTERED, _INDEXED, _MATCHED = 0, 1, 2  # states of a text


@dataclass(frozen=True, slots=True)
class Reprints:
    """The links that some articles lose and gain, and what is settled with them."""

    lost: tuple[Republication, ...]
    gained: tuple[Republication, ...]
    texts: tuple[int, ...]
    strays: tuple[str, ...]


class Copies:
    """The texts of all articles, and which of them reprint which.

    `enter` notes what an article prints. Then `index` and `match`, portion by portion, find which texts are alike, and `next_change` and
    `settle` bring the links up to date. Whatever the order of changes, the links are those of the articles that are there.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def enter(self, article: str, fingerprint: Fingerprint | None, issued: str = "") -> None:
        """Enter what an article prints in the place of what it printed before; nothing where it is taken out."""
        day = issued or _LATE
        before = self._db.execute("SELECT text, issued FROM prints WHERE article = ?", (article,)).fetchone()
        number = None if fingerprint is None else self._number_of(fingerprint)
        if before == (number, day):
            return
        if number is None:
            self._db.execute("DELETE FROM prints WHERE article = ?", (article,))
            self._db.execute("INSERT OR IGNORE INTO stray VALUES (?)", (article,))
        else:
            self._db.execute("INSERT OR REPLACE INTO prints VALUES (?, ?, ?)", (article, day, number))
            self._loosen([number])
        if before is not None:
            self._loosen([before[0]])
            if self._db.execute("SELECT 1 FROM prints WHERE text = ? LIMIT 1", before[:1]).fetchone() is None:
                self._drop(before[0])

    def _number_of(self, fingerprint: Fingerprint) -> int:
        """Return the number of a text, which is entered where it is new."""
        row = self._db.execute("SELECT number FROM texts WHERE hash = ?", (fingerprint.text,)).fetchone()
        if row is None:
            words = len(fingerprint.contexts) * (1 << 32) / (fingerprint.reach + 1)
            reach = anchors[-1] >> 14 if len(anchors := _anchors(fingerprint)) == _ANCHORS else _SAMPLED
            row = self._db.execute(
                "INSERT INTO texts (hash, words, reach, state, sketch) VALUES (?, ?, ?, ?, ?) RETURNING number",
                (fingerprint.text, words, reach, _ENTERED, fingerprint.packed()),
            ).fetchone()
        return int(row[0])

    def _loosen(self, texts: Iterable[int]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO loose VALUES (?)", ((text,) for text in texts))

    def _drop(self, text: int) -> None:
        """Take out a text that no article prints any more; a passage that is now held by few leads somewhere again."""
        self._loosen(other for other, _ in self._neighbours(text))
        self._db.execute("DELETE FROM near WHERE other = ?1 AND text IN (SELECT other FROM near WHERE text = ?1)", (text,))
        self._db.execute("DELETE FROM near WHERE text = ?", (text,))
        for anchor in _anchors(self._print(text)):
            self._db.execute("DELETE FROM anchors WHERE anchor = ? AND text = ?", (anchor, text))
            if self._is_common(anchor) and len(self._holders(anchor)) <= _COMMON:
                self._db.execute("DELETE FROM common WHERE anchor = ?", (anchor,))
                self._match_again(anchor)
        self._db.execute("DELETE FROM texts WHERE number = ?", (text,))
        self._db.execute("DELETE FROM loose WHERE text = ?", (text,))

    def index(self) -> bool:
        """Enter the anchors of a portion of the texts that are new, and tell whether there was any."""
        found = self._db.execute("SELECT number, hash, sketch FROM texts WHERE state = ? ORDER BY number LIMIT ?", (_ENTERED, _PORTION))
        rows = found.fetchall()
        held = sorted((anchor, number) for number, key, sketch in rows for anchor in _anchors(unpacked(key, sketch)))
        self._db.executemany("INSERT OR IGNORE INTO anchors VALUES (?, ?)", held)
        self._db.executemany("UPDATE texts SET state = ? WHERE number = ?", ((_INDEXED, row[0]) for row in rows))
        return bool(rows)

    def match(self) -> bool:
        """Find what a portion of the texts resembles, and tell whether there was any to look at."""
        rows = self._db.execute("SELECT number FROM texts WHERE state = ? ORDER BY number LIMIT ?", (_INDEXED, _PORTION)).fetchall()
        for (text,) in rows:
            before, after = dict(self._neighbours(text)), dict(self._alike(text))
            self._db.execute("UPDATE texts SET state = ? WHERE number = ?", (_MATCHED, text))
            if before != after:
                gone = [pair for other in before.keys() - after.keys() for pair in ((text, other), (other, text))]
                self._db.executemany("DELETE FROM near WHERE text = ? AND other = ?", gone)
                found = [row for other, degree in after.items() for row in ((text, other, degree), (other, text, degree))]
                self._db.executemany("INSERT OR REPLACE INTO near VALUES (?, ?, ?)", found)
                self._loosen({text, *before, *after})
        return bool(rows)

    def _alike(self, text: int) -> Iterator[tuple[int, int]]:
        """Yield the texts that a text reprints or is reprinted by, with their similarity."""
        own = self._print(text)
        leading = [anchor for anchor in _anchors(own) if self._leads(anchor)]
        marks = ",".join("?" * len(leading))
        shared = f"SELECT text, count(*) AS shared FROM anchors WHERE anchor IN ({marks}) AND text <> ? GROUP BY text"
        mine = self._db.execute("SELECT words, reach FROM texts WHERE number = ?", (text,)).fetchone()
        enough = "shared >= ? * min(words, ?) * min(reach, ?) / 4294967296.0"
        asked = f"SELECT number, hash, sketch FROM ({shared}) JOIN texts ON number = text WHERE {enough}"
        for number, key, sketch in self._db.execute(asked, (*leading, text, _SHARED, *mine)).fetchall():
            degree = similarity(own, unpacked(key, sketch))
            if degree is not None:
                yield number, degree

    def _leads(self, anchor: int) -> bool:
        """Tell whether few enough texts hold a passage; where it is found to have become common, they are looked at again without it."""
        if self._is_common(anchor):
            return False
        if len(self._holders(anchor)) <= _COMMON:
            return True
        self._db.execute("INSERT INTO common VALUES (?)", (anchor,))
        self._match_again(anchor)
        return False

    def _is_common(self, anchor: int) -> bool:
        return self._db.execute("SELECT 1 FROM common WHERE anchor = ?", (anchor,)).fetchone() is not None

    def _holders(self, anchor: int) -> list[int]:
        """Return the texts that hold a passage, one more than may at most."""
        return [row[0] for row in self._db.execute("SELECT text FROM anchors WHERE anchor = ? LIMIT ?", (anchor, _COMMON + 1))]

    def _match_again(self, anchor: int) -> None:
        holders = "SELECT text FROM anchors WHERE anchor = ?"
        self._db.execute(f"UPDATE texts SET state = ? WHERE state = ? AND number IN ({holders})", (_INDEXED, _MATCHED, anchor))

    def _neighbours(self, text: int) -> list[tuple[int, int]]:
        return self._db.execute("SELECT other, similarity FROM near WHERE text = ?", (text,)).fetchall()

    def _print(self, text: int) -> Fingerprint:
        return unpacked(*self._db.execute("SELECT hash, sketch FROM texts WHERE number = ?", (text,)).fetchone())

    def next_change(self) -> Reprints | None:
        """Return what must change in the links around a portion of the texts; None where nothing is left."""
        loose = [row[0] for row in self._db.execute("SELECT text FROM loose ORDER BY text LIMIT ?", (_PORTION,))]
        strays = tuple(row[0] for row in self._db.execute("SELECT article FROM stray ORDER BY article LIMIT ?", (_PORTION,)))
        if not loose and not strays:
            return None
        seen: set[int] = set()
        before: set[Republication] = set()
        after: set[Republication] = set()
        for article in strays:
            if self._db.execute("SELECT 1 FROM prints WHERE article = ?", (article,)).fetchone() is None:
                before |= self._links_of(article)
        for text in loose:
            if text not in seen:
                near = self._component(text)
                texts = [found for number in near if (found := self._text(number)).printed]
                seen |= near.keys()
                pairs = {(number, other): degree for number, others in near.items() for other, degree in others}
                after.update(clusters(texts, pairs))
                before.update(*(self._links_of(article) for found in texts for _, article in found.printed))
        return Reprints(tuple(sorted(before - after)), tuple(sorted(after - before)), tuple(sorted(seen)), strays)

    def _component(self, text: int) -> dict[int, list[tuple[int, int]]]:
        """Return the texts that a text is tied to, directly and through others, each with those that it resembles."""
        near, waiting = dict[int, list[tuple[int, int]]](), [text]
        while waiting:
            number = waiting.pop()
            if number not in near:
                near[number] = self._neighbours(number)
                waiting += [other for other, _ in near[number]]
        return near

    def _text(self, number: int) -> Text:
        rows = self._db.execute("SELECT issued, article FROM prints WHERE text = ? ORDER BY issued, article", (number,))
        return Text(number, tuple((day, article) for day, article in rows))

    def _links_of(self, article: str) -> set[Republication]:
        return {Republication(*row) for row in self._db.execute("SELECT * FROM copies WHERE copy = ?", (article,))}

    def settle(self, change: Reprints) -> None:
        """Enter a change as made; what the articles tell is looked at again, as an event counts once whoever reprints it."""
        self._db.executemany("DELETE FROM copies WHERE copy = ?", [(one.copy,) for one in change.lost])
        rows = [(one.copy, one.original, one.similarity) for one in change.gained]
        self._db.executemany("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", rows)
        changed = {one.copy for one in (*change.lost, *change.gained)}
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, 1)", [(article,) for article in sorted(changed)])
        self._db.executemany("DELETE FROM loose WHERE text = ?", [(text,) for text in change.texts])
        self._db.executemany("DELETE FROM stray WHERE article = ?", [(article,) for article in change.strays])

    def brought_up(self) -> list[Republication]:
        """Bring the links up to date without asking anybody, and return them all in order."""
        for work in (self.index, self.match):
            while work():
                pass
        while change := self.next_change():
            self.settle(change)
        return [Republication(*row) for row in self._db.execute("SELECT copy, original, similarity FROM copies ORDER BY copy")]

    def knows(self, article: str) -> bool:
        """Tell whether an article was entered."""
        return self._db.execute("SELECT 1 FROM prints WHERE article = ?", (article,)).fetchone() is not None

    def count(self) -> int:
        """Return the number of articles that reprint others."""
        return int(self._db.execute("SELECT count(*) FROM copies").fetchone()[0])


def _anchors(fingerprint: Fingerprint) -> list[int]:
    """Return the passages that a text is found by, each a number: the smallest of its hashes with the word that follows."""
    found = zip(fingerprint.contexts[:_ANCHORS], fingerprint.values, strict=False)
    return [context << 14 | value & ~LEAD & 0x3FFF for context, value in found if context < _SAMPLED]
