"""The recogniser's network: a few convolutions over vectors of words, and one look at the same word elsewhere in the text.

All numbers are whole, so that every machine gets the same: products are summed in 32-bit floating point by the fastest routine there is.
That is exact below 2**24, whatever the order, and no sum of `LEVELS` times `STEPS` over a width of `WIDEST` can get there.

    words ─ convolution ─ convolution ─ same word elsewhere ─ convolution ─ scores of tags
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEVELS = 1023  # the highest activation
STEPS = 127  # the highest weight
WIDEST = (2**24 - 1) // (LEVELS * STEPS)  # of what one product sums over
FINENESS = 64  # steps of the means of pieces to the unit

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Product:
    """A linear map: whole weights (of what goes in by what comes out), the value of one step of each column, and what is added.

    `weights` of a convolution are a row of such matrices, the left neighbour's first, and its neighbours are `reach` tokens away.
    """

    weights: NDArray[np.int8]
    scale: Floats
    added: Floats
    reach: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """Vectors of words and of particles before them, of pieces of letters and of lists; and the maps that read them."""

    table: NDArray[np.uint8]  # words by width; times `shade` it is an activation
    particles: NDArray[np.int16]
    pieces: NDArray[np.int8]
    lists: NDArray[np.int16]
    spelt: Product
    convolutions: tuple[Product, ...]
    elsewhere: Product
    tags: Product
    shade: float = 1.0
    mixed_after: int = 2  # convolutions


def known_vectors(network: Network, rows: Sequence[int], particles: Sequence[int]) -> NDArray[np.int16]:
    """Return the vectors of words that the table holds, with the particles that stand before them."""
    bare = np.rint(network.table[rows] * network.shade)
    return _levels(bare + network.particles[particles])


def spelt_vectors(network: Network, pieces: Sequence[Sequence[int]], lists: Sequence[Sequence[int]]) -> NDArray[np.int16]:
    """Return the vectors of words that the table does not hold."""
    sizes = np.array([len(rows) for rows in pieces])[:, None]
    means = np.rint(_sums(network.pieces, pieces) * FINENESS / np.maximum(sizes, 1))
    known = _sums(network.lists, lists)
    narrow = np.clip(means, -LEVELS, LEVELS).astype(np.float32)
    return _levels(np.rint(_scaled(narrow @ network.spelt.weights.astype(np.float32), network.spelt) + known))


def _sums(table: NDArray[Any], rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return the sum of some rows of a table for each word."""
    counts = np.array([len(some) for some in rows])
    found = np.zeros((len(rows), table.shape[1]), dtype=np.int64)
    told = np.flatnonzero(counts)
    if len(told):
        flat = table[[row for some in rows for row in some]].astype(np.int64)
        found[told] = np.add.reduceat(flat, np.cumsum(counts[told]) - counts[told], axis=0)
    return found


def _levels(values: NDArray[Any]) -> NDArray[np.int16]:
    whole: NDArray[np.int16] = np.clip(values, 0, LEVELS).astype(np.int16)
    return whole


class Reader:
    """A network made ready: its weights as the fast routines want them."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._convolutions = [(tuple(w.astype(np.float32) for w in p.weights), p) for p in network.convolutions]
        self._here, self._other = (np.ascontiguousarray(w, dtype=np.float32) for w in network.elsewhere.weights)
        self._tags = network.tags.weights.astype(np.float32)

    def scores(self, words: NDArray[np.int16], same: NDArray[np.intp]) -> NDArray[np.int32]:
        """Return the scores of each token's tags; `words` are vectors by token, `same` numbers the tokens by their word."""
        state = words.astype(np.float32)
        for number, (matrices, product) in enumerate(self._convolutions):
            state = _added(state, _convolved(state, matrices, product))
            if number + 1 == self.network.mixed_after:
                state = _added(state, self._mixed(state, same))
        return np.rint(_scaled(state @ self._tags, self.network.tags)).astype(np.int32)

    def _mixed(self, state: Floats, same: NDArray[np.intp]) -> Floats:
        """Return what a token learns of the same word elsewhere, whose highest activations it sees."""
        highest = np.zeros((int(same.max()) + 1, state.shape[1]), dtype=np.float32)
        highest[same] = state  # right for words that stand here once
        repeated = np.flatnonzero((np.bincount(same) > 1)[same])
        if len(repeated):
            order = repeated[np.argsort(same[repeated], kind="stable")]
            starts = np.flatnonzero(np.diff(same[order], prepend=-1))
            highest[same[order[starts]]] = np.maximum.reduceat(state[order], starts, axis=0)
        total: Floats = state @ self._here
        total += (highest @ self._other)[same]
        return _scaled(total, self.network.elsewhere)


def _convolved(state: Floats, matrices: Sequence[Floats], product: Product) -> Floats:
    """Return a convolution's result; beyond the ends is nothing."""
    left, middle, right = matrices
    total: Floats = state @ middle
    if len(state) > product.reach:
        total[product.reach :] += state[: -product.reach] @ left
        total[: -product.reach] += state[product.reach :] @ right
    return _scaled(total, product)


def _scaled(total: Floats, product: Product) -> Floats:
    """Return sums as levels, not rounded yet; each step is rounded as IEEE 754 says, in this order, wherever it is done."""
    total *= product.scale
    total += product.added
    return total


def _added(state: Floats, new: Floats) -> Floats:
    """Return activations with new ones on top, none below nought or above the highest."""
    np.rint(new, out=new)
    np.maximum(new, 0, out=new)
    new += state
    np.minimum(new, LEVELS, out=new)
    return new
