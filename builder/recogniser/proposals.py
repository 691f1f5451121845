"""What a recogniser is: documents go in, proposals come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from builder.model import Doc, Sentence

KINDS = ("PERS", "LOC", "ORG")
# Outside, and each kind's first and further tokens; names of other things (works, wars, ideas) are told apart, and not proposed.
TAGS = ("O", *(f"{place}-{kind}" for kind in (*KINDS, "MISC") for place in "BI"))


class Proposal(NamedTuple):
    """Tokens `first` to `last` (exclusive) of a document that may name a person, a place or a body, with the probability of that (0 to 1).

    The name begins at `start` in the first token's key, after what is attached to it.
    """

    first: int
    last: int
    kind: str
    probability: float
    start: int = 0


class Recogniser(Protocol):
    """Anything that proposes names: ours, or an adapter to another."""

    def propose(self, doc: Doc) -> list[Proposal]:
        """Return the proposals of a document in order; they do not overlap, and none stands in furniture."""
        ...  # pragma: no cover


class Silent:
    """A recogniser that proposes nothing: the rules by themselves."""

    def propose(self, doc: Doc) -> list[Proposal]:
        """Return no proposals."""
        return []


def readable(doc: Doc) -> list[Sentence]:
    """Return the sentences in which names are looked for: all but furniture."""
    return [sentence for sentence in doc.sentences if sentence.zone != "furniture"]


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the stretches that a row of tags marks, as (first, last, kind); an I that continues nothing begins one, as in conlleval.

    >>> spans(["B-PERS", "I-PERS", "O", "I-LOC", "B-LOC"])
    [(0, 2, 'PERS'), (3, 4, 'LOC'), (4, 5, 'LOC')]
    """
    found: list[tuple[int, int, str]] = []
    first, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            found.append((first, index, kind))
            kind = ""
        if tag != "O" and not kind:
            first, kind = index, tag[2:]
    return found
