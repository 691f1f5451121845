"""Sentences that the encoder has labelled, for the network to learn from.

The probabilities of a whole folder lie in one array, in the order of the text: some tens of megabytes, which hold no word.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.recogniser.corpora import Labelled
from benchmarks.recogniser.text import Token, read_text
from builder.errors import InputError

_AT_ONCE = 64  # articles


class Teacher(Protocol):
    """What labels: the fine-tuned encoder."""

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
        """Return the probability of each tag for each word as it is written: an array of words by tags for each sentence."""
        ...  # pragma: no cover


def label(folder: Path, teacher: Teacher, path: Path) -> None:
    """Write the probabilities that the teacher gives to a folder's text."""
    articles, rows = read_text(folder), list[NDArray[np.float16]]()
    done = 0
    while batch := list(islice(articles, _AT_ONCE)):
        sentences = [[token.word for token in sentence] for article in batch for sentence in article]
        rows += [probabilities.astype(np.float16) for probabilities in teacher.probabilities(sentences)]
        done += len(batch)
        sys.stderr.write(f"{done} articles labelled\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, np.concatenate(rows))


def labelled(articles: Sequence[Sequence[Sequence[Token]]], path: Path) -> Iterator[list[Labelled]]:
    """Yield articles with the probabilities that were written for them."""
    stored = np.load(path, mmap_mode="r")
    count = sum(len(sentence) for article in articles for sentence in article)
    if len(stored) != count:
        raise InputError(
            str(path), f"holds the labels of {len(stored)} tokens, and the text has {count}: remove it, and it is labelled again"
        )
    start = 0
    for article in articles:
        told = []
        for sentence in article:
            told.append(Labelled(tuple(token.key for token in sentence), np.asarray(stored[start : start + len(sentence)], np.float32)))
            start += len(sentence)
        yield told
