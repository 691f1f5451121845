"""Training: sentences and a table of words go in, a model comes out. The same input gives the same model."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from benchmarks.recogniser.corpora import Example
from builder.recogniser.features import OFFSETS, PLACES, features
from builder.recogniser.model import SCALE, Model, Weights, whole
from builder.recogniser.proposals import TAGS
from builder.recogniser.words import Words


@dataclass(frozen=True, slots=True)
class Setting:
    """Strengths of the two penalties, rounds of L-BFGS, and the least weight that is kept (in units of 1/512)."""

    lasso: float = 0.05
    ridge: float = 0.2
    rounds: int = 80
    least: int = 4


def train(examples: Sequence[Example], words: Words, setting: Setting | None = None) -> Model:
    """Return a model of the examples."""
    setting = setting or Setting()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for example in examples:
        trainer.append(features(example.keys, example.corpus, words), example.tags)
    trainer.set_params({"c1": setting.lasso, "c2": setting.ridge, "max_iterations": setting.rounds, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        learnt = tagger.info()
        tagger.close()
    return _packed(learnt.state_features, learnt.transitions, words, setting.least)


def _packed(states: dict[tuple[str, str], float], steps: dict[tuple[str, str], float], words: Words, least: int) -> Model:
    """Return the model with the weights as whole numbers, without those that are next to nothing."""
    width = len(TAGS)
    single: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(OFFSETS) * width)
    pairs: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(PLACES) * width)
    corpora: dict[str, list[float]] = defaultdict(lambda: [0.0] * width)
    for (feature, tag), weight in states.items():
        if abs(weight) * SCALE < least:
            continue
        where, colon, name = feature.partition(":")
        if not colon:
            corpora[feature][TAGS.index(tag)] = weight
        elif where[0] == "p":
            pairs[name][PLACES.index(int(where[1:])) * width + TAGS.index(tag)] = weight
        else:
            single[name][OFFSETS.index(int(where)) * width + TAGS.index(tag)] = weight
    transitions = whole([steps.get((a, b), 0.0) for b in TAGS] for a in TAGS)
    return Model(words, *_table(single), *_table(pairs), dict(zip(sorted(corpora), _table(corpora)[1], strict=True)), transitions)


def _table(rows: dict[str, list[float]]) -> tuple[dict[str, int], Weights]:
    """Return names with their rows, in order of the names."""
    names = sorted(rows)
    return {name: row for row, name in enumerate(names)}, whole(rows[name] for name in names)
