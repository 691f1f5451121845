"""Fine-tuning of the encoder with PyTorch: its own weights stay as they are, what is learnt is laid over them (LoRA), 1.4 million numbers.

Hu and others, 2021, https://arxiv.org/abs/2106.09685. Sums are made in half precision (bfloat16) where the processor has it.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.recogniser.corpora import Written
from benchmarks.recogniser.e5 import PAD, Base, Floats, cut
from benchmarks.recogniser.encoder import STRENGTH, Window, packed
from builder.recogniser.proposals import TAGS

_NOTHING = -100  # wanted of what is no word's first piece


@dataclass(frozen=True, slots=True)
class Setting:
    """Rounds, rank of what is learnt, learning rates (the head's is five times as high), windows a step, dropout, and the seed."""

    rounds: int = 8
    rank: int = 16
    rate: float = 1.5e-3
    batch: int = 4
    dropout: float = 0.1
    seed: int = 1
    threads: int = 2


class _Map(nn.Module):
    """A frozen matrix with what is learnt beside it."""

    def __init__(self, base: Base, name: str, given: int, out: int, rank: int) -> None:
        super().__init__()
        self.register_buffer("frozen", torch.from_numpy(base.matrix(f"{name}.w", out, given)).bfloat16(), persistent=False)
        self.frozen: Tensor
        self.b = nn.Parameter(torch.from_numpy(base.matrix(f"{name}.b", out).copy()))
        self.A = nn.Parameter(torch.randn(rank, given) / math.sqrt(given))
        self.B = nn.Parameter(torch.zeros(out, rank))

    def forward(self, state: Tensor) -> Tensor:
        beside = functional.linear(functional.linear(state, self.A), self.B)
        return functional.linear(state, self.frozen.to(state.dtype), self.b) + STRENGTH * beside


def _normal(base: Base, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(base.width, 1e-12)
    with torch.no_grad():
        made.weight.copy_(torch.from_numpy(base.matrix(f"{name}.w", base.width).copy()))
        made.bias.copy_(torch.from_numpy(base.matrix(f"{name}.b", base.width).copy()))
    return made


class _Layer(nn.Module):
    def __init__(self, base: Base, number: int, rank: int) -> None:
        super().__init__()
        width, inner, name = base.width, base.inner, f"l{number}"
        self.heads = base.heads
        self.q, self.k, self.v, self.ao = (_Map(base, f"{name}.{part}", width, width, rank) for part in ("q", "k", "v", "ao"))
        self.fi, self.fo = _Map(base, f"{name}.fi", width, inner, rank), _Map(base, f"{name}.fo", inner, width, rank)
        self.n1, self.n2 = _normal(base, f"{name}.aln"), _normal(base, f"{name}.oln")

    def forward(self, state: Tensor, told: Tensor, thinned: nn.Dropout) -> Tensor:
        windows, length, width = state.shape
        asked, key, value = (m(state).view(windows, length, self.heads, -1).transpose(1, 2) for m in (self.q, self.k, self.v))
        seen = functional.scaled_dot_product_attention(asked, key, value, attn_mask=told)
        state = self.n1(state + thinned(self.ao(seen.transpose(1, 2).reshape(windows, length, width))))
        after: Tensor = self.n2(state + thinned(self.fo(functional.gelu(self.fi(state)))))
        return after


class Learner(nn.Module):
    """The encoder while it learns."""

    def __init__(self, base: Base, setting: Setting) -> None:
        super().__init__()
        self.base = base
        places = base.matrix("emb.pos", base.positions, base.width) + base.matrix("emb.type", 2, base.width)[0]
        self.register_buffer("places", torch.from_numpy(places), persistent=False)
        self.places: Tensor
        self.n = _normal(base, "emb.ln")
        self.layers = nn.ModuleList(_Layer(base, number, setting.rank) for number in range(base.layers))
        self.thinned, self.head = nn.Dropout(setting.dropout), nn.Linear(base.width, len(TAGS))

    def forward(self, pieces: Tensor) -> Tensor:
        rows = torch.from_numpy(self.base.rows(pieces.numpy().ravel())).view(*pieces.shape, -1)
        state = self.thinned(self.n(rows + self.places[: pieces.shape[1]]))
        told = (pieces != PAD)[:, None, None, :].expand(-1, self.base.heads, pieces.shape[1], -1)
        for layer in self.layers:
            state = layer(state, told, self.thinned)
        scores: Tensor = self.head(self.thinned(state))
        return scores


def fine_tune(base: Base, sentences: Sequence[Written], setting: Setting) -> dict[str, Floats]:
    """Return the trained part; the windows are cut anew each round, so that a sentence meets other neighbours."""
    torch.manual_seed(setting.seed)
    torch.set_num_threads(setting.threads)
    model, chance = Learner(base, setting), random.Random(setting.seed)
    cuts = {word: cut(word, base) for word in sorted({word for sentence in sentences for word in sentence.words})}
    words = [[cuts[word] for word in sentence.words] for sentence in sentences]
    tags = [[TAGS.index(tag) for tag in sentence.tags] for sentence in sentences]
    learnt = [p for name, p in model.named_parameters() if not name.startswith("head")]
    groups: list[dict[str, Any]] = [{"params": learnt}, {"params": list(model.head.parameters()), "lr": 5 * setting.rate}]
    optimiser = torch.optim.AdamW(groups, lr=setting.rate, weight_decay=0.01)
    steps = setting.rounds * math.ceil(len(list(packed(words))) / setting.batch)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / max(1, steps - warm)))
    )
    for number in range(setting.rounds):
        windows = _cut_anew(words, chance.randint(0, min(9, len(words) - 1)))
        total = 0.0
        for batch in _batches(windows, setting.batch, chance):
            pieces, wanted = _tensors(batch, tags)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(pieces)
            loss = functional.cross_entropy(scores.float().view(-1, len(TAGS)), wanted.view(-1), ignore_index=_NOTHING)
            loss.backward()  # type: ignore[no-untyped-call]  # PyTorch's own
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += loss.item() * len(batch)
        sys.stderr.write(f"round {number + 1} of {setting.rounds}: loss {total / len(windows):.4f}\n")
    return {name: value.detach().numpy().astype(np.float32) for name, value in model.state_dict().items()}


def _cut_anew(words: Sequence[Sequence[Sequence[int]]], first: int) -> list[Window]:
    """Return windows of all sentences, the second batch of which begins at the sentence `first`."""
    behind = (Window(w.pieces, [(first + number, place, piece) for number, place, piece in w.words]) for w in packed(words[first:]))
    return [*packed(words[:first]), *behind]


def _batches(windows: Sequence[Window], size: int, chance: random.Random) -> Iterator[list[Window]]:
    """Yield windows of like length together, in random order."""
    order = sorted(range(len(windows)), key=lambda n: len(windows[n].pieces))
    batches = [order[n : n + size] for n in range(0, len(order), size)]
    chance.shuffle(batches)
    return ([windows[n] for n in batch] for batch in batches)


def _tensors(batch: Sequence[Window], tags: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return the pieces of windows, and the number of the tag that is wanted of each."""
    length = max(len(window.pieces) for window in batch)
    pieces = torch.full((len(batch), length), PAD)
    wanted = torch.full((len(batch), length), _NOTHING)
    for row, window in enumerate(batch):
        pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
        for sentence, place, piece in window.words:
            wanted[row, piece] = tags[sentence][place]
    return pieces, wanted
