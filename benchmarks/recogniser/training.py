"""The steps of training: an encoder is fine-tuned on annotated sentences, it labels plain text, and a small network learns from both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.recogniser import network as learning
from benchmarks.recogniser import tuning
from benchmarks.recogniser.corpora import ANERCORP, Example, certain, read_written
from benchmarks.recogniser.e5 import find_base, read_base
from benchmarks.recogniser.encoder import load_encoder, write_trained
from benchmarks.recogniser.labels import label, labelled
from benchmarks.recogniser.rounding import whole
from benchmarks.recogniser.tables import word_table
from benchmarks.recogniser.text import read_text
from builder.recogniser.model import Model

HELD = 420  # sentences: the last tenth of ANERcorp's training part, other articles than the rest; the encoder does not learn from it
ENCODER, LABELS = "encoder.npz", "labels.npy"
# Where annotated sentences begin to be cut into windows, and how long these are: they are learnt from three times, each time otherwise.
_CUTS = ((0, 300), (20, 230), (7, 170))
_SAMPLE = 50  # one window in so many tells how high activations go


def tune(corpus: Path, cache: Path) -> None:
    """Fine-tune the encoder on nine tenths of the training part (half an hour on two processors), unless the cache has it."""
    if not (cache / ENCODER).is_file():
        sentences = read_written(corpus / "train.conll", ANERCORP)[:-HELD]
        write_trained(cache / ENCODER, tuning.fine_tune(read_base(find_base()), sentences, tuning.Setting()))


def learn(sentences: Sequence[Example], data: Path, text: Path, cache: Path) -> Model:
    """Return a model that has learnt from annotated sentences and from text, which is labelled first unless the cache has it."""
    if not (cache / LABELS).is_file():
        label(text, load_encoder(cache / ENCODER), cache / LABELS)
    articles = list(read_text(text))
    gold, setting = [certain(sentence) for sentence in sentences], learning.Setting()
    counts = Counter(key for sentence in gold for key in sentence.keys)
    counts.update(token.key for article in articles for sentence in article for token in sentence)
    words = word_table(data / "iraq_places.csv")
    vocabulary = learning.Vocabulary(counts, words, setting)
    material = [window for first, most in _CUTS for window in learning.windows([gold[first:]], most)]
    material += learning.windows(labelled(articles, cache / LABELS))
    learner = learning.learn(vocabulary, material, setting)
    return Model(words, vocabulary.rows, vocabulary.lists, whole(learner, vocabulary, material[::_SAMPLE]))
