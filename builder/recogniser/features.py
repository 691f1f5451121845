"""What the recogniser sees of a word: all of it is a matter of the word, so it is worked out once for each.

A word that the table holds is its row; one that the table holds without the particles before it is that row and the particles; any other is
its pieces of letters and the lists of names that it is in.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from builder.recogniser.words import Words

# Conjunctions, prepositions and the article, as they stand before a word.
PARTICLES = tuple("و ف ب ل ك ال ول وب لل وال فال بال كال ولل وبال".split())
EDGE = ""  # stands before, between and behind sentences
NUMBER, LATIN, MARK = "#", "@", "*"  # rows for what is not told apart
_LEAST = 3  # letters that must be left of a word
_PIECES = (2, 3, 4, 5)  # letters
_LETTERS = ("\u0621", "\u064a")


class Seen(NamedTuple):
    """A word's row in the table, the number of the particles before it (0: none), else its pieces and lists."""

    row: int
    particles: int = 0
    pieces: tuple[int, ...] = ()
    lists: tuple[int, ...] = ()


def is_arabic(key: str) -> bool:
    """Tell whether a token begins with an Arabic letter."""
    return bool(key) and _LETTERS[0] <= key[0] <= _LETTERS[1]


def entry(key: str) -> str:
    """Return what a token stands in the table as: itself, but numbers and Latin words all alike.

    >>> [entry(key) for key in ("بغداد", "2021", "bbc", "،")]
    ['بغداد', '#', '@', '،']
    """
    if is_arabic(key) or not key:
        return key
    return NUMBER if key[0].isdigit() else LATIN if key[0].isalpha() else key


def cuts(key: str) -> Iterator[tuple[str, str]]:
    """Yield the ways in which particles may stand before a word, the shortest first.

    >>> list(cuts("وبالموصل"))
    [('و', 'بالموصل'), ('وب', 'الموصل'), ('وبال', 'موصل')]
    """
    for length in range(1, min(4, len(key) - _LEAST) + 1):
        if key[:length] in PARTICLES:
            yield key[:length], key[length:]


def pieces(key: str, count: int) -> tuple[int, ...]:
    """Return the rows, of `count`, that a word's stretches of two to five letters fall on, its ends being marked.

    >>> pieces("تل", 8) == pieces("تل", 8), len(pieces("تل", 1000))
    (True, 6)
    """
    marked = f"^{key}$"
    found = {marked[i : i + n] for n in _PIECES for i in range(len(marked) - n + 1)}
    return tuple(sorted({zlib.crc32(piece.encode()) % count for piece in found}))


def list_names(key: str, words: Words) -> list[str]:
    """Return the lists that a word is in, those of what its longest particles leave, and how frequent it is.

    >>> list_names("ومحمد", Words({"محمد": "2 given3"}))
    ['frequency=-', 'cut:given3', 'cut']
    """
    known = words.get(key)
    found = [*(known.lists if known else ()), f"frequency={known.frequency if known else '-'}"]
    below = next((words.get(rest) for _, rest in reversed(list(cuts(key))) if rest in words), None)
    return [*found, *(f"cut:{name}" for name in below.lists), "cut"] if below else found


def see(key: str, rows: Mapping[str, int], lists: Mapping[str, int], words: Words, count: int) -> Seen:
    """Return what is seen of a token; `rows` and `lists` number the table's words and the lists, `count` is that of the pieces."""
    standing = entry(key)
    row = rows.get(standing)
    if row is not None:
        return Seen(row)
    if not is_arabic(key):
        return Seen(rows[MARK])
    for particles, rest in cuts(key):
        if rest in rows:
            return Seen(rows[rest], PARTICLES.index(particles) + 1)
    return spelt(key, lists, words, count)


def spelt(key: str, lists: Mapping[str, int], words: Words, count: int) -> Seen:
    """Return what is seen of a word that the table does not hold."""
    return Seen(-1, 0, pieces(key, count), tuple(sorted(lists[name] for name in set(list_names(key, words)) if name in lists)))


def name_start(key: str, words: Words) -> int:
    """Return where a name begins in its first token: behind a particle that leaves a known name of a word that is none, else behind a و.

    >>> words = Words({"فيصل": "5 given3", "وليد": "5 given3", "ليد": "- family1"})
    >>> [name_start(key, words) for key in ("فيصل", "لفيصل", "وليد", "وكواست")]
    [0, 1, 0, 1]
    """
    if names(key, words):
        return 0
    if any(len(particles) == 1 and names(rest, words) for particles, rest in cuts(key)):
        return 1
    return 1 if key.startswith("و") and len(key) > _LEAST + 1 else 0


def names(key: str, words: Words) -> bool:
    """Tell of a word that is in a list of names."""
    known = words.get(key)
    return known is not None and any(name.startswith(("given", "family", "city", "country")) for name in known.lists)


def with_edges(sentences: Sequence[Sequence[str]]) -> list[str]:
    """Return sentences in one line, with an edge around each."""
    return [EDGE, *(key for keys in sentences for key in (*keys, EDGE))]
