"""Annotated text: corpora with their tags mapped to ours and cut into our own tokens, so that training sees what a build sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.lexicon import load_lexicon
from builder.recogniser.proposals import TAGS
from builder.text import tokenize

ANERCORP = {"PERS": "PERS", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}


class Example(NamedTuple):
    """A sentence: its tokens' keys and tags; `words` are the corpus's own tokens, by our first of each."""

    keys: tuple[str, ...]
    tags: tuple[str, ...]
    words: tuple[int, ...] = ()


class Written(NamedTuple):
    """A sentence as a corpus has it: its words and their tags."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


class Labelled(NamedTuple):
    """A sentence's keys, and how likely each tag is for each of them: one row a token, in the order of `TAGS`."""

    keys: tuple[str, ...]
    wanted: NDArray[np.float32]


def certain(example: Example) -> Labelled:
    """Return a sentence with all of each token's likelihood on its tag.

    >>> certain(Example(("نعم",), ("O",))).wanted[0, 0].item()
    1.0
    """
    wanted = np.zeros((len(example.tags), len(TAGS)), dtype=np.float32)
    wanted[np.arange(len(example.tags)), [TAGS.index(tag) for tag in example.tags]] = 1.0
    return Labelled(example.keys, wanted)


@lru_cache(maxsize=200_000)
def _cut(word: str) -> tuple[tuple[str, bool], ...]:
    """Return our tokens of a corpus's token, each with whether it is a word or a number."""
    tokens = tokenize(word, load_lexicon().morphology)
    return tuple((token.key, token.kind != "punct") for token in tokens) or ((word, False),)


def _rows(path: Path) -> Iterator[list[tuple[str, list[str]]]]:
    """Yield the sentences of a file with a token and its tags a line."""
    rows: list[tuple[str, list[str]]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        word, *tags = line.split() or [""]
        if word:
            rows.append((word, tags))
        elif rows:
            yield rows
            rows = []


def read_corpus(path: Path, mapping: dict[str, str]) -> list[Example]:
    """Read a corpus; of nested names the outermost that has a tag of ours counts, which is the first that the file gives."""
    return [_example(rows, mapping) for rows in _rows(path)]


def read_written(path: Path, mapping: dict[str, str]) -> list[Written]:
    """Read a corpus without cutting its words."""
    return [Written(tuple(word for word, _ in rows), tuple(_tag(given, mapping) for _, given in rows)) for rows in _rows(path)]


def _tag(given: Iterable[str], mapping: dict[str, str]) -> str:
    return next((f"{tag[0]}-{mapping[tag[2:]]}" for tag in given if tag[2:] in mapping), "O")


def _example(rows: list[tuple[str, list[str]]], mapping: dict[str, str]) -> Example:
    keys: list[str] = []
    tags: list[str] = []
    words: list[int] = []
    for word, given in rows:
        tag = _tag(given, mapping)
        pieces = _cut(word)
        named = next((n for n, (_, is_word) in enumerate(pieces) if is_word), 0)
        words.append(len(keys) + named)
        for number, (key, is_word) in enumerate(pieces):
            keys.append(key)
            inside = tag[0] == "I" or number > named
            outside = tag == "O" or (not is_word and (tag[0] == "B" or number == len(pieces) - 1))
            tags.append("O" if outside else f"{'I' if inside else 'B'}-{tag[2:]}")
    return Example(tuple(keys), _repaired(tags), tuple(words))


def _repaired(tags: list[str]) -> tuple[str, ...]:
    """Let every name begin with B: what follows a mark that was put outside begins one."""
    before, fixed = "O", []
    for tag in tags:
        fixed.append(f"B{tag[1:]}" if tag[0] == "I" and before[2:] != tag[2:] else tag)
        before = tag
    return tuple(fixed)
