"""From sentences to names: a word's vector is worked out once, the network scores the tags of a window, and a sentence takes its best row.

A row in which an I continues nothing is not to be had; where each token's best tag makes such a row, the best of the others is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from builder.model import Doc
from builder.recogniser.features import name_start, see, with_edges
from builder.recogniser.model import SCALE, Model
from builder.recogniser.network import Reader, known_vectors, spelt_vectors
from builder.recogniser.proposals import KINDS, TAGS, Proposal, readable, spans

_REMEMBERED = 30_000  # words, which take 7 MB
_LONGEST = 80  # tokens: a longer sentence is read in pieces
_WINDOW = 500  # tokens that are read together: a word is looked for elsewhere among them
_DIGITS = 6  # decimals of a probability: beyond them machines may differ
_FORBIDDEN = frozenset((a, b) for a, x in enumerate(TAGS) for b, y in enumerate(TAGS) if y[0] == "I" and x[2:] != y[2:])
_NEVER = -(2**40)

Array = NDArray[np.float64]
Scores = NDArray[np.int32]


class Decoder:
    """Reads sentences by a model."""

    def __init__(self, model: Model) -> None:
        self._model, self._reader = model, Reader(model.network)
        self._rows = dict[str, int]()  # of words that were met
        self._vectors = np.zeros((_REMEMBERED, model.network.table.shape[1]), dtype=np.int16)

    def propose(self, doc: Doc) -> list[Proposal]:
        """Return the proposals of a document."""
        sentences, words = readable(doc), self._model.words
        rows = self.read([[token.key for token in doc.tokens[s.first : s.last]] for s in sentences])
        return [
            Proposal(p.first + s.first, p.last + s.first, p.kind, p.probability, name_start(doc.tokens[p.first + s.first].key, words))
            for s, row in zip(sentences, rows, strict=True)
            for p in row
        ]

    def read(self, sentences: Sequence[Sequence[str]]) -> list[list[Proposal]]:
        """Return the proposals of each sentence of token keys, by their place in it."""
        pieces = [(number, start) for number, keys in enumerate(sentences) for start in range(0, len(keys), _LONGEST)]
        found: list[list[Proposal]] = [[] for _ in sentences]
        parts = [sentences[number][start : start + _LONGEST] for number, start in pieces]
        said = (proposals for window in _windows(parts) for proposals in self._read(window))
        for (number, start), proposals in zip(pieces, said, strict=True):
            found[number] += [p._replace(first=p.first + start, last=p.last + start) for p in proposals] if start else proposals
        return found

    def tags(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return a tag a token."""
        rows = [["O"] * len(keys) for keys in sentences]
        for row, proposals in zip(rows, self.read(sentences), strict=True):
            for first, last, kind, *_ in proposals:
                row[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
        return rows

    def scores(self, line: Sequence[str]) -> Scores:
        """Return the scores of each token's tags, its neighbours' tags aside; `line` holds sentences with an edge around each."""
        rows = self._rows
        new = {key for key in line if key not in rows}
        if new:
            if len(rows) + len(new) > len(self._vectors):
                rows.clear()
                new = set(line)
            self._meet(sorted(new))
        here = np.array([rows[key] for key in line])
        _, same = np.unique(here, return_inverse=True)
        return self._reader.scores(self._vectors[here], same)

    def _meet(self, keys: Sequence[str]) -> None:
        """Work out the vectors of words that were not met before."""
        model, network = self._model, self._model.network
        seen = [see(key, model.rows, model.lists, model.words, len(network.pieces)) for key in keys]
        found = known_vectors(network, [max(s.row, 0) for s in seen], [s.particles for s in seen])
        spelt = [number for number, s in enumerate(seen) if s.row < 0]
        if spelt:
            found[spelt] = spelt_vectors(network, [seen[n].pieces for n in spelt], [seen[n].lists for n in spelt])
        first = len(self._rows)
        self._vectors[first : first + len(keys)] = found
        self._rows.update(zip(keys, range(first, first + len(keys)), strict=True))

    def _read(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[Proposal]]:
        """Yield the proposals of each sentence of a window."""
        scores = self.scores(with_edges(sentences))
        raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / SCALE)
        likely = np.round(raised / raised.sum(axis=1, keepdims=True), _DIGITS)
        best = scores.argmax(axis=1)  # of tags that score the same, the first
        named = best.any()
        start = 1
        for keys in sentences:
            end = start + len(keys)
            tags = best[start:end].tolist() if named else []
            if any(tags):
                if any(step in _FORBIDDEN for step in pairwise([0, *tags])):
                    tags = best_row(scores[start:end])
                yield [proposal(span, likely[start:end]) for span in spans([TAGS[tag] for tag in tags]) if span[2] in KINDS]
            else:
                yield []
            start = end + 1


def best_row(scores: Scores) -> list[int]:
    """Return the row of tags that scores highest among those in which every I continues its kind (Viterbi).

    >>> O, B, I = (TAGS.index(tag) for tag in ("O", "B-LOC", "I-LOC"))
    >>> scores = np.zeros((2, len(TAGS)), dtype=np.int32)
    >>> scores[0, O], scores[0, B], scores[1, I] = 3, 2, 9
    >>> best_row(scores) == [B, I]
    True
    """
    total = [score if tag[0] != "I" else _NEVER for tag, score in zip(TAGS, scores[0].tolist(), strict=True)]
    back: list[list[int]] = []
    for here in scores[1:].tolist():
        best = total.index(max(total))  # what any tag but an I may follow; an I follows its own kind alone
        before = [best if tag[0] != "I" else max(number - 1, number, key=total.__getitem__) for number, tag in enumerate(TAGS)]
        total = [total[number] + score for number, score in zip(before, here, strict=True)]
        back.append(before)
    row = [total.index(max(total))]
    for before in reversed(back):
        row.append(before[row[-1]])
    return row[::-1]


def proposal(span: tuple[int, int, str], likely: Array) -> Proposal:
    """Return a name with its probability: that its tokens have its tags, and that the next one does not continue it."""
    first, last, kind = span
    begin, inside = TAGS.index(f"B-{kind}"), TAGS.index(f"I-{kind}")
    chance = float(likely[first, begin])
    for position in range(first + 1, last):
        chance *= float(likely[position, inside])
    if last < len(likely):
        chance *= 1.0 - float(likely[last, inside])
    return Proposal(first, last, kind, round(chance, 4))


def _windows(parts: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Yield sentences that are read together."""
    window: list[Sequence[str]] = []
    length = 0
    for part in parts:
        if window and length + len(part) > _WINDOW:
            yield window
            window, length = [], 0
        window.append(part)
        length += len(part) + 1
    if window:
        yield window
