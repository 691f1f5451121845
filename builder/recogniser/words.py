"""What the recogniser knows of single words: how frequent, in which lists, in which cluster; and which two words name a place together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Knowledge(NamedTuple):
    """What is known of a word: its band of frequency, the lists that it is in, and its clusters, the coarse one first."""

    frequency: str
    lists: tuple[str, ...]
    clusters: tuple[str, ...]


class Words:
    """A table of words by their comparison keys. Its lines are only read when a word is asked for: a build asks for few of them.

    >>> words = Words({"دهوك": "5 city3,iraq 7,212", "تل": "6  "}, frozenset({"تل عفر"}))
    >>> words.get("دهوك"), words.get("بغداد"), words.is_place("تل", "عفر", [])
    (Knowledge(frequency='5', lists=('city3', 'iraq'), clusters=('7', '212')), None, True)
    """

    def __init__(self, lines: Mapping[str, str], places: frozenset[str]) -> None:
        self._lines, self._places = lines, places

    def __contains__(self, word: str) -> bool:
        return word in self._lines

    def __len__(self) -> int:
        return len(self._lines)

    def get(self, word: str) -> Knowledge | None:
        """Return what is known of a word."""
        line = self._lines.get(word)
        if line is None:
            return None
        frequency, lists, clusters = line.split(" ")
        return Knowledge(frequency, tuple(lists.split(",")) if lists else (), tuple(clusters.split(",")) if clusters else ())

    def is_place(self, left: str, right: str, rests: Iterable[str]) -> bool:
        """Tell whether two words, or the second with the first without its particles, name a place."""
        return any(f"{word} {right}" in self._places for word in (left, *rests))

    def lines(self) -> Iterator[str]:
        """Yield the table as text: a line a word, in order."""
        return (f"{word} {rest}" for word, rest in sorted(self._lines.items()))

    @property
    def places(self) -> frozenset[str]:
        """The places of two words."""
        return self._places


def read_words(lines: Iterable[str], places: Iterable[str]) -> Words:
    """Return the table that `Words.lines` wrote."""
    table = {}
    for line in lines:
        word, _, rest = line.partition(" ")
        table[word] = rest
    return Words(table, frozenset(places))
