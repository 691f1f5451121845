"""The model's file: one gzip stream of a header, the table of words, the names of the features and their weights.

Weights are whole numbers, 512 to the unit, so that scores are the same on every machine. `python -m benchmarks.recogniser` makes the file.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from builder.errors import LexiconError
from builder.recogniser.proposals import TAGS
from builder.recogniser.words import Words, read_words

SCALE = 512  # weights are multiples of 1/512
_VERSION = 1
_LIMIT = np.iinfo(np.int16).max

Weights = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model.

    `single` gives an attribute of a word its row in `weights` (by offset and tag), `pairs` an attribute of two words its row in
    `pair_weights` (by place and tag), `bias` the features of a corpus theirs (by tag); `transitions` is tags by tags, from and to.
    """

    words: Words
    single: Mapping[str, int]
    weights: Weights
    pairs: Mapping[str, int]
    pair_weights: Weights
    bias: Mapping[str, Weights]
    transitions: Weights


def whole(values: Iterable[Iterable[float]]) -> Weights:
    """Return weights as multiples of 1/512.

    >>> whole([[1.0, -0.25]]).tolist()
    [[512, -128]]
    """
    scaled = np.rint(np.array([list(row) for row in values], dtype=np.float64) * SCALE)
    return np.clip(scaled, -_LIMIT, _LIMIT).astype(np.int16)


def write_model(path: Path, model: Model) -> None:
    """Write a model; the same model gives the same bytes."""
    lists = (model.words.lines(), sorted(model.words.places), model.single, model.pairs, model.bias)
    texts = ["\n".join(lines).encode() for lines in lists]
    blocks = (model.transitions, model.weights, model.pair_weights, np.array([model.bias[name] for name in model.bias], dtype=np.int16))
    header = {"version": _VERSION, "tags": TAGS, "scale": SCALE, "texts": list(map(len, texts)), "blocks": [b.shape for b in blocks]}
    raw = b"".join([json.dumps(header).encode(), b"\n", *texts, *(b.astype("<i2").T.tobytes() for b in blocks)])  # by columns: packs best
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", filename="", mtime=0, compresslevel=9) as out:
        out.write(raw)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stream.getvalue())


def read_model(path: Path) -> Model:
    """Read a model."""
    try:
        head, _, raw = gzip.decompress(path.read_bytes()).partition(b"\n")
        header = json.loads(head)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise LexiconError(f"{path}: the recogniser's model cannot be read ({error}): install the package again") from error
    if (header["version"], tuple(header["tags"]), header["scale"]) != (_VERSION, TAGS, SCALE):
        raise LexiconError(f"{path}: is a model of another version of tansiq: make it again with python -m benchmarks.recogniser")
    texts, start = [], 0
    for length in header["texts"]:
        texts.append(raw[start : start + length].decode().split("\n") if length else [])
        start += length
    blocks = []
    for shape in header["blocks"]:
        count = math.prod(shape)
        block = np.frombuffer(raw, dtype="<i2", offset=start, count=count).reshape(shape[::-1]).T
        blocks.append(np.ascontiguousarray(block).astype(np.int16, copy=False))
        start += 2 * count
    lines, places, single, pairs, corpora = texts
    transitions, weights, pair_weights, bias = blocks
    return Model(
        read_words(lines, places),
        dict(zip(single, range(len(single)), strict=True)),
        weights,
        dict(zip(pairs, range(len(pairs)), strict=True)),
        pair_weights,
        dict(zip(corpora, bias, strict=True)),
        transitions,
    )
