"""What the recogniser knows of single words: how frequent they are, and in which lists of names and of words that introduce names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Knowledge(NamedTuple):
    """What is known of a word: its band of frequency and the lists that it is in."""

    frequency: str
    lists: tuple[str, ...]


class Words:
    """A table of words by their comparison keys. Its lines are only read when a word is asked for: a build asks for few of them.

    >>> words = Words({"دهوك": "5 city3,iraq", "تل": "6 "})
    >>> words.get("دهوك"), words.get("بغداد"), words.get("تل")
    (Knowledge(frequency='5', lists=('city3', 'iraq')), None, Knowledge(frequency='6', lists=()))
    """

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines

    def __contains__(self, word: str) -> bool:
        return word in self._lines

    def __len__(self) -> int:
        return len(self._lines)

    def get(self, word: str) -> Knowledge | None:
        """Return what is known of a word."""
        line = self._lines.get(word)
        if line is None:
            return None
        frequency, lists = line.split(" ")
        return Knowledge(frequency, tuple(lists.split(",")) if lists else ())

    def lines(self) -> Iterator[str]:
        """Yield the table as text: a line a word, in order."""
        return (f"{word} {rest}" for word, rest in sorted(self._lines.items()))

    def lists(self) -> list[str]:
        """Return the names of all lists, in order."""
        return sorted({name for line in self._lines.values() for name in line.split(" ")[1].split(",") if name})


def read_words(lines: Iterable[str]) -> Words:
    """Return the table that `Words.lines` wrote."""
    table = {}
    for line in lines:
        word, _, rest = line.partition(" ")
        table[word] = rest
    return Words(table)
