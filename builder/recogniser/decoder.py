"""Scores and probabilities of tags: what each word adds is worked out once, the rest is forward and backward over all sentences at once.

Each token takes its likeliest tag (posterior decoding); a stretch's probability is that of exactly this name standing there, by the chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from builder.model import Doc
from builder.recogniser.features import EDGE, OFFSETS, PLACES, Word, attributes, between, bias, look_up, name_start
from builder.recogniser.model import SCALE, Model
from builder.recogniser.proposals import KINDS, TAGS, Proposal, readable, spans

_REMEMBERED = 50_000  # words, and pairs of words
_LONGEST = 80  # tokens: a longer sentence is read in pieces
_AT_MOST = 4  # attributes of two neighbours
_DIGITS = 6  # decimals of a probability: beyond them machines may differ
_FORBIDDEN = [(a, b) for a, x in enumerate(TAGS) for b, y in enumerate(TAGS) if y[0] == "I" and x[2:] != y[2:]]

Array = NDArray[np.float64]
Scores = NDArray[np.int32]


class Decoder:
    """Reads sentences by a model, as the annotators of one of its corpora would."""

    def __init__(self, model: Model, corpus: str = "anercorp") -> None:
        self._model, self._looked_up = model, dict[str, Word]()
        self._words, self._pairs = dict[str, Scores](), dict[tuple[str, str], list[int]]()
        nothing = np.zeros((1, len(PLACES) * len(TAGS)), dtype=np.int16)
        self._pair_weights = np.concatenate([model.pair_weights.reshape(-1, nothing.size), nothing])  # the last row is of no attribute
        told = [model.bias[name] for name in bias(corpus) if name in model.bias]
        self._bias = np.array(told, dtype=np.int32).reshape(-1, len(TAGS)).sum(axis=0)
        self._steps = np.exp(model.transitions / SCALE)
        for before, after in _FORBIDDEN:
            self._steps[before, after] = 0.0

    def propose(self, doc: Doc) -> list[Proposal]:
        """Return the proposals of a document."""
        sentences = readable(doc)
        rows = self.read([[token.key for token in doc.tokens[s.first : s.last]] for s in sentences])
        found = [p._replace(first=p.first + s.first, last=p.last + s.first) for s, row in zip(sentences, rows, strict=True) for p in row]
        return [p._replace(start=name_start(self._word(doc.tokens[p.first].key), self._model.words)) for p in found]

    def read(self, sentences: Sequence[Sequence[str]]) -> list[list[Proposal]]:
        """Return the proposals of each sentence of token keys, by their place in it."""
        pieces = [(number, start) for number, keys in enumerate(sentences) for start in range(0, len(keys), _LONGEST)]
        found: list[list[Proposal]] = [[] for _ in sentences]
        parts = [sentences[number][start : start + _LONGEST] for number, start in pieces]
        for (number, start), proposals in zip(pieces, self._read(parts), strict=True):
            found[number] += [p._replace(first=p.first + start, last=p.last + start) for p in proposals]
        return found

    def tags(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Return a tag a token."""
        rows = [["O"] * len(keys) for keys in sentences]
        for row, proposals in zip(rows, self.read(sentences), strict=True):
            for first, last, kind, *_ in proposals:
                row[first:last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first - 1)]
        return rows

    def _word(self, key: str) -> Word:
        """Return what is known of a word."""
        found = self._looked_up.get(key)
        if found is None:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            found = self._looked_up[key] = look_up(key, self._model.words)
        return found

    def _added(self, key: str) -> Scores:
        """Return what a word adds to the scores of the tokens around it, by offset and tag."""
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            known = self._model.single
            rows = [known[name] for name, _ in attributes(self._word(key), self._model.words) if name in known]
            found = self._words[key] = self._model.weights[rows].sum(axis=0, dtype=np.int32)
        return found

    def _rows(self, pair: tuple[str, str]) -> list[int]:
        """Return the rows of what two neighbours add to the scores around them, always `_AT_MOST`."""
        found = self._pairs.get(pair)
        if found is None:
            if len(self._pairs) >= _REMEMBERED:
                self._pairs.clear()
            known, nothing = self._model.pairs, len(self._pair_weights) - 1
            names = between(self._word(pair[0]), self._word(pair[1]), self._model.words)
            found = [known.get(name, nothing) for name in names]
            found += [nothing] * (_AT_MOST - len(found))
            self._pairs[pair] = found
        return found

    def scores(self, line: Sequence[str]) -> Scores:
        """Return the scores of each token's tags, its neighbours' tags aside; `line` holds sentences with two edges between them."""
        words = np.array([self._added(key) for key in line]).reshape(len(line), len(OFFSETS), len(TAGS))
        pairs = self._pair_weights[[self._rows(pair) for pair in pairwise(line)]].sum(axis=1, dtype=np.int32)
        total = np.tile(self._bias, (len(line), 1))
        for number, offset in enumerate(OFFSETS):  # the word at i + offset speaks of the token at i
            total[max(0, -offset) : len(line) - max(0, offset)] += words[max(0, offset) : len(line) - max(0, -offset), number]
        pairs = pairs.reshape(len(pairs), len(PLACES), len(TAGS))
        for number, place in enumerate(PLACES):  # the pair at i and i + 1 speaks of the token at i + place
            first, last = max(0, place), min(len(line), len(pairs) + place)
            total[first:last] += pairs[first - place : last - place, number]
        return total

    def _read(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[Proposal]]:
        """Yield the proposals of each sentence."""
        if not sentences:
            return
        line, starts = [EDGE, EDGE], []
        for keys in sentences:
            starts.append(len(line))
            line += [*keys, EDGE, EDGE]
        order = sorted(range(len(sentences)), key=lambda n: -len(sentences[n]))  # the longest first: the others drop out one by one
        lengths = [len(sentences[n]) for n in order]
        places = np.array([starts[n] for n in order]) + np.arange(lengths[0])[:, None]
        units = self.scores(line)[np.minimum(places, len(line) - 1)] / SCALE
        local = np.exp(units - units.max(axis=2, keepdims=True))
        forward, backward = self._chains(local, lengths)
        likely = forward * backward
        likely = np.round(likely / likely.sum(axis=2, keepdims=True), _DIGITS)
        best = likely.argmax(axis=2).T.tolist()  # of tags as likely, the first
        column = {number: place for place, number in enumerate(order)}
        for number, keys in enumerate(sentences):
            place = column[number]
            tags = best[place][: len(keys)]
            if any(tags):
                at = np.s_[: len(keys), place]
                yield self._proposals([TAGS[tag] for tag in tags], likely[at], backward[at], local[at])
            else:
                yield []

    def _chains(self, local: Array, lengths: list[int]) -> tuple[Array, Array]:
        """Return forward and backward sums by position, sentence and tag, scaled to 1; behind its end a sentence has ones."""
        forward, backward = np.ones_like(local), np.ones_like(local)
        at = np.searchsorted(-np.array(lengths), -np.arange(len(local)), side="left").tolist()  # sentences longer than a position
        steps, back = self._steps, np.ascontiguousarray(self._steps.T)
        before = np.array([tag[0] != "I" for tag in TAGS], dtype=np.float64)
        for position, live in enumerate(at):
            here = (before[:live] @ steps if position else before) * local[position, :live]
            here /= here.sum(axis=1, keepdims=True)
            forward[position, :live] = before = here
        for position in range(len(local) - 2, -1, -1):
            live = at[position + 1]
            here = (backward[position + 1, :live] * local[position + 1, :live]) @ back
            here /= here.sum(axis=1, keepdims=True)
            backward[position, :live] = here
        return forward, backward

    def _proposals(self, tags: list[str], likely: Array, backward: Array, local: Array) -> list[Proposal]:
        """Return the names of one sentence."""
        named = (span for span in spans(tags) if span[2] in KINDS)
        return [Proposal(*span, round(self._chance(*span, likely, backward, local), 4)) for span in named]

    def _chance(self, first: int, last: int, kind: str, likely: Array, backward: Array, local: Array) -> float:
        """Return the probability that exactly these tokens are a name of this kind."""
        begin, inside = TAGS.index(f"B-{kind}"), TAGS.index(f"I-{kind}")
        chance, tag = float(likely[first, begin]), begin
        for position in range(first + 1, min(last + 1, len(likely))):
            onward = self._steps[tag] * local[position] * backward[position]
            share = float(onward[inside] / onward.sum())
            chance *= share if position < last else 1.0 - share
            tag = inside
        return chance
