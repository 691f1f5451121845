"""How well a recogniser reads a corpus, and what it costs."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.recogniser.corpora import Example, Written
from benchmarks.recogniser.encoder import Encoder
from benchmarks.recogniser.scoring import Figures, score
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.recogniser.decoder import Decoder, best_row
from builder.recogniser.model import SCALE
from builder.recogniser.proposals import TAGS, Recogniser
from builder.text import read_document

_ARTICLE = 2500  # characters
_TINY = 1e-12


def default_figures(decoder: Decoder, examples: Sequence[Example]) -> dict[str, Figures]:
    """Return how the default recogniser reads examples, counted on the corpus's own tokens."""
    said = decoder.tags([example.keys for example in examples])
    return score(
        [[example.tags[n] for n in example.words] for example in examples],
        [[tags[n] for n in example.words] for example, tags in zip(examples, said, strict=True)],
    )


def encoder_figures(encoder: Encoder, sentences: Sequence[Written]) -> dict[str, Figures]:
    """Return how the encoder reads sentences."""
    told = encoder.probabilities([sentence.words for sentence in sentences])
    rows = (best_row(np.rint(np.log(likely + _TINY) * SCALE).astype(np.int32)) for likely in told)
    return score([sentence.tags for sentence in sentences], [[TAGS[tag] for tag in row] for row in rows])


def print_cost(load: Callable[[], Recogniser], folder: Path) -> None:
    """Print the processor time of loading, of reading articles whose words are new, and of reading them again; the best of five."""
    sys.stdout.write(f"loading: {min(_seconds(load) for _ in range(5)):.2f} s\n")
    morphology = load_lexicon().morphology
    docs = [read_document(Article(p.stem, p.read_bytes().decode("utf-8")), morphology) for p in sorted(folder.glob("*.txt"))]
    size = sum(len(doc.text) for doc in docs) / _ARTICLE
    for name, warm in (("articles one after another, beginning with no word known", False), ("the same articles again", True)):
        rounds = []
        for _ in range(5):
            recogniser = load()
            if warm:
                deque(map(recogniser.propose, docs), maxlen=0)
            rounds.append(_seconds(lambda r=recogniser: deque(map(r.propose, docs), maxlen=0)))  # type: ignore[misc]  # a default binds it
        sys.stdout.write(f"{_ARTICLE:,} characters, {name}: {1000 * min(rounds) / size:.1f} ms\n")


def _seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun
