"""A trained network in whole numbers, as the program runs it: eight bits a weight, ten an activation.

Jacob and others, 2018, https://arxiv.org/abs/1712.05877.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from benchmarks.recogniser.network import Learner, Vocabulary, Window, batch_of, word_vectors
from builder.recogniser.model import SCALE
from builder.recogniser.network import FINENESS, LEVELS, STEPS, Network, Product


@torch.no_grad()
def whole(model: Learner, vocabulary: Vocabulary, sample: Sequence[Window]) -> Network:
    """Return the network in whole numbers; `sample` tells how high its activations go."""
    unit = _unit(model, vocabulary, sample)
    table = torch.cat([word_vectors(model, model.keys[n : n + 4096], vocabulary) for n in range(0, len(model.keys), 4096)])
    shade = max(float(table.max()) * unit / 255, 1e-6)
    reach = float(model.pieces.weight.abs().max()) / STEPS
    return Network(
        np.clip(np.rint(table.numpy() * unit / shade), 0, 255).astype(np.uint8),
        np.rint(model.particles.weight.numpy() * unit).astype(np.int16),
        np.rint(model.pieces.weight.numpy() / reach).astype(np.int8),
        np.rint(model.spelt_lists.weight.numpy() * unit).astype(np.int16),
        _product(model.spelt.weight.T[None], model.spelt.bias, reach / FINENESS, unit),
        tuple(_product(c.weight.permute(2, 1, 0), c.bias, 1 / unit, unit, c.dilation[0]) for c in model.convolutions),  # type: ignore[operator, index, arg-type]  # a ModuleList forgets of what
        _product(torch.stack(model.elsewhere.weight.T.chunk(2)), model.elsewhere.bias, 1 / unit, unit),
        _product(model.tags.weight.T[None], model.tags.bias, 1 / unit, SCALE),
        shade,
    )


def _unit(model: Learner, vocabulary: Vocabulary, sample: Sequence[Window]) -> float:
    """Return how many levels the number one takes, so that next to none of the activations goes beyond the highest."""
    highest: list[float] = []
    hook = model.tags.register_forward_hook(lambda _m, given, _o: highest.append(float(given[0].quantile(0.9999))))
    for window in sample:
        keys, at, _ = batch_of([window])
        model(word_vectors(model, keys, vocabulary), at)
    hook.remove()
    return LEVELS / max(sorted(highest)[len(highest) * 9 // 10], 1e-6)


def _product(weights: Tensor, added: Tensor, given: float, wanted: float, reach: int = 1) -> Product:
    """Return a linear map in whole numbers, from units of `given` to `wanted` to the unit."""
    steps = np.maximum(np.abs(weights.numpy()).max(axis=(0, 1)), 1e-9) / STEPS
    rounded = np.rint(weights.numpy() / steps).astype(np.int8)
    scale = (steps * given * wanted).astype(np.float32)
    return Product(rounded if len(rounded) > 1 else rounded[0], scale, (added.numpy() * wanted).astype(np.float32), reach)
