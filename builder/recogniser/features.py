"""What the recogniser sees of a word and of two words that meet: all of it is a matter of the words, so it is worked out once for each.

An attribute is a string. `attributes` gives those of a word, `between` those of two words that meet; a feature is an attribute and where it
stands, seen from the token that is to be tagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.recogniser.words import Knowledge, Words

# Conjunctions, prepositions and the article, as they stand before a word.
_PREFIXES = frozenset("وبال وال فال بال كال ولل لل ال وب ول و ف ب ل ك".split())
_LEAST = 3  # letters that must be left of a word
_AFFIX = 4  # letters of the longest prefix and suffix
_LETTERS = ("\u0621", "\u064a")
EDGE = ""  # the word beyond the first and the last of a sentence
OFFSETS = (-2, -1, 0, 1, 2)  # from the token that looks to the word
PLACES = (-1, 0, 1, 2)  # from the first of two neighbours to the token that looks
LOOKED_AT = 2


class Word(NamedTuple):
    """A word and what is known of it.

    `lists` are its lists as one name, `cuts` its particles and what they leave, `through` what is known of it or else of that.
    """

    key: str
    known: Knowledge | None
    lists: str
    cuts: tuple[tuple[str, str], ...]
    through: Knowledge | None


def look_up(key: str, words: Words) -> Word:
    """Return what is known of a word; marks, numbers and the edge have no knowledge."""
    if key == EDGE or not is_arabic(key):
        return Word(key, None, "-", (), None)
    known = words.get(key)
    cuts = [(key[:n], key[n:]) for n in range(min(4, len(key) - _LEAST), 0, -1) if key[:n] in _PREFIXES]
    found = tuple(cut for cut in cuts if cut[1] in words)[:2]  # the longest particles first
    return Word(key, known, _joined(known), found, known or (words.get(found[0][1]) if found else None))


def name_start(word: Word, words: Words) -> int:
    """Return where a name begins in its first token: behind a particle that leaves a known name of a word that is none, else behind a و.

    >>> words = Words({"فيصل": "5 given3 ", "وليد": "5 given3 ", "ليد": "- family1 "}, frozenset())
    >>> [name_start(look_up(key, words), words) for key in ("فيصل", "لفيصل", "وليد", "وكواست")]
    [0, 1, 0, 1]
    """
    if _names(word.known):
        return 0
    cut = next((particles for particles, rest in reversed(word.cuts) if len(particles) == 1 and _names(words.get(rest))), None)
    return 1 if cut or (word.key.startswith("و") and len(word.key) > _LEAST + 1) else 0


def _names(known: Knowledge | None) -> bool:
    """Tell of a word that is in a list of names."""
    return known is not None and any(name.startswith(("given", "family", "city", "country")) for name in known.lists)


def is_arabic(key: str) -> bool:
    """Tell whether a token begins with an Arabic letter."""
    return _LETTERS[0] <= key[0] <= _LETTERS[1]


def _joined(known: Knowledge | None) -> str:
    return "+".join(known.lists) if known else "-"


def attributes(word: Word, words: Words) -> tuple[tuple[str, int], ...]:
    """Return the attributes of a word, each with its reach: how far away a token still looks at it.

    They are the word, its affixes, frequency, the lists that it is in, its cluster, and the same of what its particles leave.
    """
    key, known = word.key, word.known
    if key == EDGE:
        return (("edge", 2),)
    if not is_arabic(key):
        shape = "digits" if key[0].isdigit() else "letters" if key[0].isalpha() else "mark"
        return (f"shape={shape}", 2), ("w=#" if shape == "digits" else f"w={key}", 2)
    clusters = word.through.clusters if word.through else ()
    far = [f"w={key}", *(f"in={name}" for name in (known.lists if known else ())), *(f"k1={name}" for name in clusters[1:])]
    near = [f"p{n}={key[:n]}" for n in range(1, min(len(key), _AFFIX) + 1)]
    near += [f"s{n}={key[-n:]}" for n in range(1, min(len(key), _AFFIX) + 1)]
    near += [f"freq={known.frequency if known else '-'}", f"len={min(len(key), 9)}", f"all={word.lists}"]
    near += [f"k0={name}" for name in clusters[:1]]
    own = []
    for particles, rest in word.cuts:
        below = words.get(rest)
        near += [f"stem={rest}", *(f"stem-in={name}" for name in (below.lists if below else ()))]
        own += [f"cut={particles}", f"cut={particles}|{_joined(below)}"]
    return (*((name, 2) for name in far), *((name, 1) for name in near), *((name, 0) for name in own))


def between(left: Word, right: Word, words: Words) -> list[str]:
    """Return the attributes of two neighbours; the first `LOOKED_AT` the tokens on either side look at too."""
    if EDGE in (left.key, right.key):
        return []
    pair = [f"ww={left.key}|{right.key}", f"ll={left.lists}|{right.lists}"]
    if left.known and right.known and left.known.clusters and right.known.clusters:
        pair.append(f"kk={left.known.clusters[0]}|{right.known.clusters[0]}")
    if words.is_place(left.key, right.key, [rest for _, rest in left.cuts]):
        pair.append("place")
    return pair


def bias(corpus: str) -> list[str]:
    """Return the features of every token of a corpus: corpora differ in how much they mark."""
    return ["bias", f"bias={corpus}"]


def features(sentence: Sequence[str], corpus: str, words: Words) -> list[list[str]]:
    """Return the features of each token of a sentence, as the trainer wants them: an attribute and, before a colon, where it was seen.

    Decoding adds weights word by word instead.
    """
    padded = [look_up(key, words) for key in (EDGE, EDGE, *sentence, EDGE, EDGE)]
    rows: list[list[str]] = [bias(corpus) for _ in padded]
    for index, word in enumerate(padded):
        for name, reach in attributes(word, words):
            for offset in range(-reach, reach + 1):  # seen from the token at index - offset
                if 0 <= index - offset < len(rows):
                    rows[index - offset].append(f"{offset}:{name}")
        pair = between(word, padded[index + 1], words) if index + 1 < len(padded) else []
        for number, name in enumerate(pair):
            for place in PLACES if number < LOOKED_AT else (0, 1):
                rows[index + place].append(f"p{place}:{name}")
    return rows[2:-2]
