"""The model's file: one gzip stream of a header, the table of words, and the network's weights.

`python -m benchmarks.recogniser train` makes it.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from builder.errors import LexiconError
from builder.recogniser.network import Network, Product
from builder.recogniser.proposals import TAGS
from builder.recogniser.words import Words, read_words

SCALE = 512  # steps of a score to the unit
_VERSION = 2


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of words, the rows of those that the network has vectors of, the numbers of the lists, and the network."""

    words: Words
    rows: Mapping[str, int]
    lists: Mapping[str, int]
    network: Network


def write_model(path: Path, model: Model) -> None:
    """Write a model; the same model gives the same bytes."""
    texts = ["\n".join(lines).encode() for lines in (model.words.lines(), model.rows, model.lists)]
    net = model.network
    products = (net.spelt, *net.convolutions, net.elsewhere, net.tags)
    arrays: list[NDArray[Any]] = [net.table, net.particles, net.pieces, net.lists]
    arrays += [array for product in products for array in (product.weights, product.scale, product.added)]
    blocks = [(array.dtype.newbyteorder("<").str, array.shape) for array in arrays]
    header = {
        "version": _VERSION,
        "tags": TAGS,
        "scale": SCALE,
        "texts": [len(text) for text in texts],
        "blocks": blocks,
        "reaches": [product.reach for product in products],
        "shade": net.shade,
        "mixed": net.mixed_after,
    }
    head = json.dumps(header).encode() + b"\n"
    raw = b"".join([head, *texts, *(array.astype(kind).tobytes() for array, (kind, _) in zip(arrays, blocks, strict=True))])
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
        texts.append(raw[start : start + length].decode().split("\n"))
        start += length
    arrays = _arrays(raw[start:], header["blocks"])
    lines, rows, lists = texts
    return Model(
        read_words(lines),
        dict(zip(rows, range(len(rows)), strict=True)),
        dict(zip(lists, range(len(lists)), strict=True)),
        _network(arrays, header),
    )


def _arrays(raw: bytes, blocks: Sequence[tuple[str, Sequence[int]]]) -> list[NDArray[Any]]:
    arrays, start = [], 0
    for kind, shape in blocks:
        count = math.prod(shape)
        array: NDArray[Any] = np.frombuffer(raw, dtype=kind, offset=start, count=count).reshape(shape)
        arrays.append(array.astype(array.dtype.newbyteorder("="), copy=False))
        start += array.nbytes
    return arrays


def _network(arrays: Sequence[NDArray[Any]], header: Mapping[str, Any]) -> Network:
    table, particles, pieces, lists, *others = arrays
    spelt, *convolutions, elsewhere, tags = (
        Product(weights, scale, added, reach)
        for weights, scale, added, reach in zip(others[::3], others[1::3], others[2::3], header["reaches"], strict=True)
    )
    return Network(table, particles, pieces, lists, spelt, tuple(convolutions), elsewhere, tags, header["shade"], header["mixed"])
