"""Training of the recogniser's network with PyTorch.

It learns from annotated sentences and from sentences that the encoder has labelled: of those the probability of each tag, not only the
likeliest (Hinton and others, 2015, https://arxiv.org/abs/1503.02531). One thread and one seed: the same input gives the same network.
"""

from __future__ import annotations

import random
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.recogniser.corpora import Labelled
from builder.recogniser.features import EDGE, LATIN, MARK, NUMBER, PARTICLES, Seen, cuts, entry, is_arabic, see, spelt
from builder.recogniser.proposals import TAGS
from builder.recogniser.words import Words

_DILATIONS = (1, 1, 2)
_PIECES = 1 << 14  # rows of pieces of letters
_NARROW = 48  # width of a word's and of a piece's own vector
_WINDOW = 300  # tokens


@dataclass(frozen=True, slots=True)
class Setting:
    """Width, rounds, learning rate, windows a step, how often a word is read by its spelling though the table holds it, and more."""

    width: int = 112
    rounds: int = 4
    rate: float = 3e-3
    batch: int = 8
    spelt: float = 0.1
    dropout: float = 0.2
    words: int = 45_000
    least: int = 4  # a word rarer than this is not in the table
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Window:
    """Whole sentences with edges around them, and the wanted probability of each tag; nothing is wanted of edges."""

    keys: tuple[str, ...]
    wanted: NDArray[np.float32]  # tokens by tags


def windows(texts: Iterable[Sequence[Labelled]], most: int = _WINDOW) -> Iterator[Window]:
    """Cut texts into windows of at most so many tokens."""
    for text in texts:
        keys, rows = [EDGE], [np.zeros((1, len(TAGS)), np.float32)]
        for sentence in text:
            if len(keys) > 1 and len(keys) + len(sentence.keys) > most:
                yield Window(tuple(keys), np.concatenate(rows))
                keys, rows = [EDGE], rows[:1]
            keys += [*sentence.keys, EDGE]
            rows += [sentence.wanted.astype(np.float32), rows[0]]
        if len(keys) > 1:
            yield Window(tuple(keys), np.concatenate(rows))


class Vocabulary:
    """The words that the table is to hold, and what is seen of each word."""

    def __init__(self, counts: Mapping[str, int], words: Words, setting: Setting) -> None:
        fixed = (EDGE, NUMBER, LATIN, MARK)
        told = (key for key, count in counts.items() if count >= setting.least and entry(key) == key and key not in fixed)
        frequent = sorted(told, key=lambda key: (-counts[key], key))
        self.rows = {key: row for row, key in enumerate((*fixed, *frequent[: setting.words]))}
        names, bands = words.lists(), [f"frequency={band}" for band in "12345678-"]
        self.lists = {name: row for row, name in enumerate([*names, *(f"cut:{name}" for name in names), "cut", *bands])}
        self.words = words
        self._known: dict[str, tuple[Seen, Seen]] = {}

    def of(self, key: str) -> tuple[Seen, Seen]:
        """Return what is seen of a token, and what would be if the table did not hold it; for a row its stem's row and its lists."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._seen(key)
        return found

    def _seen(self, key: str) -> tuple[Seen, Seen]:
        seen = see(key, self.rows, self.lists, self.words, _PIECES)
        if not is_arabic(key):
            seen = seen._replace(pieces=(0,))
            return seen, seen
        by_spelling = spelt(key, self.lists, self.words, _PIECES)
        if seen.row >= 0 and not seen.particles:
            stem = next((self.rows[rest] for _, rest in reversed(list(cuts(key))) if rest in self.rows), 0)
            seen = Seen(seen.row, 0, (stem,), by_spelling.lists)
        return seen, by_spelling


class Learner(nn.Module):
    """The network while it learns: with numbers that are not whole yet."""

    def __init__(self, vocabulary: Vocabulary, setting: Setting) -> None:
        super().__init__()
        width, lists = setting.width, len(vocabulary.lists)
        self.setting, self.keys = setting, list(vocabulary.rows)
        self.own = nn.Embedding(len(self.keys), _NARROW)
        self.listed = nn.EmbeddingBag(lists, width, mode="sum")
        self.joined = nn.Linear(2 * _NARROW, width)
        self.particles = nn.Embedding(len(PARTICLES) + 1, width, padding_idx=0)
        self.pieces = nn.EmbeddingBag(_PIECES, _NARROW, mode="mean")
        self.spelt_lists = nn.EmbeddingBag(lists, width, mode="sum")
        self.spelt = nn.Linear(_NARROW, width)
        self.convolutions = nn.ModuleList(nn.Conv1d(width, width, 3, padding=d, dilation=d) for d in _DILATIONS)
        self.elsewhere = nn.Linear(2 * width, width)
        self.tags = nn.Linear(width, len(TAGS))
        for table in (self.own, self.pieces, self.listed, self.spelt_lists, self.particles):
            nn.init.normal_(table.weight, 0, 0.1)
        with torch.no_grad():
            self.particles.weight[0] = 0

    def rows(self, rows: Sequence[int], stems: Sequence[int], lists: Sequence[Sequence[int]]) -> Tensor:
        """Return the vectors of rows of the table."""
        own = torch.cat([self.own(torch.tensor(rows)), self.own(torch.tensor(stems)) * (torch.tensor(stems) > 0)[:, None]], -1)
        return functional.relu(self.joined(self._thinned(own)) + self.listed(*_bags(lists)))

    def spellings(self, seen: Sequence[Seen]) -> Tensor:
        """Return the vectors of words by their spelling."""
        narrow = self._thinned(self.pieces(*_bags([s.pieces for s in seen])))
        return functional.relu(self.spelt(narrow) + self.spelt_lists(*_bags([s.lists for s in seen])))

    def _thinned(self, values: Tensor) -> Tensor:
        return functional.dropout(values, self.setting.dropout / 2, self.training)

    def forward(self, words: Tensor, at: Tensor) -> Tensor:
        """Return the scores of tags, windows by tokens by tags; `words` are vectors, `at` which of them stand where."""
        state = words[at]
        for number, convolution in enumerate(self.convolutions):
            state = state + functional.relu(convolution(self._thinned(state).transpose(1, 2)).transpose(1, 2))
            if number == 1:
                state = state + functional.relu(self.elsewhere(self._thinned(torch.cat([state, _highest(state, at)], -1))))
        scores: Tensor = self.tags(functional.dropout(state, self.setting.dropout, self.training))
        return scores


def _bags(rows: Iterable[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return rows in one line and where each begins."""
    flat: list[int] = []
    starts: list[int] = []
    for row in rows:
        starts.append(len(flat))
        flat += row
    return torch.tensor(flat, dtype=torch.long), torch.tensor(starts, dtype=torch.long)


def _highest(state: Tensor, at: Tensor) -> Tensor:
    """Return for each token the highest activations of its word in its window."""
    count = int(at.max()) + 1
    _, same = torch.unique(at + count * torch.arange(len(at))[:, None], return_inverse=True)
    flat, same = state.reshape(-1, state.shape[-1]), same.reshape(-1)
    start = torch.full((int(same.max()) + 1, flat.shape[1]), -1e9)
    return start.scatter_reduce(0, same[:, None].expand_as(flat), flat, "amax")[same].view_as(state)


def word_vectors(model: Learner, keys: Sequence[str], vocabulary: Vocabulary, by_spelling: Container[int] = ()) -> Tensor:
    """Return the vectors of words; those that stand at the places `by_spelling` are read as if the table did not hold them."""
    seen = [vocabulary.of(key)[number in by_spelling] for number, key in enumerate(keys)]
    rows = [number for number, word in enumerate(seen) if word.row >= 0]
    spelt = [number for number, word in enumerate(seen) if word.row < 0]
    below = [vocabulary.of(model.keys[seen[n].row])[0] if seen[n].particles else seen[n] for n in rows]
    found = model.rows([s.row for s in below], [s.pieces[0] for s in below], [s.lists for s in below])
    found = functional.relu(found + model.particles(torch.tensor([seen[n].particles for n in rows], dtype=torch.long)))
    total = found.new_zeros(len(seen), found.shape[1]).index_copy(0, torch.tensor(rows), found)
    return total.index_copy(0, torch.tensor(spelt), model.spellings([seen[n] for n in spelt])) if spelt else total


def batch_of(batch: Sequence[Window]) -> tuple[list[str], Tensor, Tensor]:
    """Return the words of windows, which of them stand where, and what is wanted; an edge fills what is short."""
    numbers: dict[str, int] = {EDGE: 0}
    length = max(len(window.keys) for window in batch)
    at, wanted = np.zeros((len(batch), length), dtype=np.int64), np.zeros((len(batch), length, len(TAGS)), dtype=np.float32)
    for row, window in enumerate(batch):
        at[row, : len(window.keys)] = [numbers.setdefault(key, len(numbers)) for key in window.keys]
        wanted[row, : len(window.keys)] = window.wanted
    return list(numbers), torch.from_numpy(at), torch.from_numpy(wanted)


def learn(vocabulary: Vocabulary, material: Sequence[Window], setting: Setting) -> Learner:
    """Return a network that has learnt from windows; the rate rises quickly, and falls to nought."""
    torch.manual_seed(setting.seed)
    torch.set_num_threads(1)
    model, chance = Learner(vocabulary, setting), random.Random(setting.seed)
    optimiser = torch.optim.AdamW(model.parameters(), lr=setting.rate, weight_decay=1e-3)
    steps = [list(range(len(material))) for _ in range(setting.rounds)]
    for order in steps:
        chance.shuffle(order)
    batches = [order[n : n + setting.batch] for order in steps for n in range(0, len(order), setting.batch)]
    warm = max(1, len(batches) // (4 * setting.rounds))
    for number, rows in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = setting.rate * min(1.0, (number + 1) / warm) * (1 - number / len(batches))
        keys, at, wanted = batch_of([material[row] for row in rows])
        scores = model(word_vectors(model, keys, vocabulary, {n for n in range(len(keys)) if chance.random() < setting.spelt}), at)
        loss = -(wanted * functional.log_softmax(scores, -1)).sum() / wanted.sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # PyTorch's own
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
    return model.eval()
