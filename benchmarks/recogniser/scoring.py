"""Counting names as conlleval does: a name is right if its first and last token and its kind are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from builder.recogniser.proposals import KINDS, spans


class Figures(NamedTuple):
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float


def figures(right: int, found: int, wanted: int) -> Figures:
    """Return what counts make.

    >>> figures(1, 2, 4)
    Figures(precision=0.5, recall=0.25, f1=0.3333333333333333)
    """
    return Figures(
        right / found if found else 0.0, right / wanted if wanted else 0.0, 2 * right / (found + wanted) if found + wanted else 0.0
    )


def score(gold: Iterable[Sequence[str]], said: Iterable[Sequence[str]]) -> dict[str, Figures]:
    """Return the figures of each kind and of all together, over pairs of rows of tags.

    >>> score([["B-LOC", "I-LOC", "O"]], [["B-LOC", "I-LOC", "B-PERS"]])["ALL"]
    Figures(precision=0.5, recall=1.0, f1=0.6666666666666666)
    """
    counts = Counter[tuple[str, str]]()
    for theirs, ours in zip(gold, said, strict=True):
        wanted, found = set(spans(theirs)), set(spans(ours))
        for name, marked in (("wanted", wanted), ("found", found), ("right", wanted & found)):
            counts.update((name, kind) for _, _, kind in marked if kind in KINDS)
    rows = {kind: [counts[name, kind] for name in ("right", "found", "wanted")] for kind in KINDS}
    return {kind: figures(*row) for kind, row in rows.items()} | {
        "ALL": figures(*(sum(column) for column in zip(*rows.values(), strict=True)))
    }
