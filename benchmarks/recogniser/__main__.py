"""Make the recogniser's model, or measure it: `python -m benchmarks.recogniser train`, held-out, test, ablation or cost."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from types import ModuleType

from benchmarks.recogniser.ablation import Row, judge, measure
from benchmarks.recogniser.clusters import cluster
from benchmarks.recogniser.corpora import ANERCORP, NEWSFANE, Example, fresh, read_corpus, shingles
from benchmarks.recogniser.scoring import Figures, score
from benchmarks.recogniser.tables import frequent_words, word_table
from benchmarks.recogniser.train import train
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.recogniser.decoder import Decoder
from builder.recogniser.model import Model, read_model, write_model
from builder.recogniser.proposals import Recogniser, Silent
from builder.recogniser.shipped import MODEL
from builder.recogniser.words import Words
from builder.resources import models_dir
from builder.text import read_document

_CLUSTERED = 40_000  # words
_HELD = 420  # sentences: the last tenth of the training part, other articles than the rest


def main() -> int:
    """Do what is asked, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recogniser", description=__doc__)
    parser.add_argument("what", choices=("train", "held-out", "test", "ablation", "cost"))
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="the folder with data/, gold/ and eval/")
    parser.add_argument("--cache", type=Path, default=Path("build/recogniser/vectors.npz"), help="where vectors of words are kept")
    asked = parser.parse_args()
    model = models_dir() / MODEL
    if asked.what == "train":
        write_model(model, _learn(_corpora(asked.data), asked.data, asked.cache))
        sys.stdout.write(f"{model}: {model.stat().st_size} bytes\n")
    elif asked.what == "held-out":
        corpora = _corpora(asked.data)
        ours = [example for example in corpora if example.corpus == "anercorp"]
        held, barred = ours[-_HELD:], {letters for example in ours[-_HELD:] for letters in shingles(example)}
        _print(_figures(_learn([example for example in corpora if not shingles(example) & barred], asked.data, asked.cache), held))
    elif asked.what == "test":
        _print(_figures(read_model(model), read_corpus(asked.data / "data" / "anercorp" / "test.conll", ANERCORP, "anercorp")))
    elif asked.what == "cost":
        _cost(model)
    else:
        _ablate(model, asked.data)
    return 0


def _corpora(data: Path) -> list[Example]:
    """Return what is learnt from: ANERcorp's train, and what NewsFANE holds beside it. Nothing of ANERcorp's test is in either."""
    ours = read_corpus(data / "data" / "anercorp" / "train.conll", ANERCORP, "anercorp")
    test = read_corpus(data / "data" / "anercorp" / "test.conll", ANERCORP, "anercorp")
    known, barred = ({letters for example in part for letters in shingles(example)} for part in (ours, test))
    return [*ours, *fresh(read_corpus(data / "data" / "newsfane" / "train.conll", NEWSFANE, "newsfane"), known, barred)]


def _learn(examples: Sequence[Example], data: Path, cache: Path) -> Model:
    clusters = cluster({key: spelling for key, (spelling, _) in frequent_words(_CLUSTERED).items()}, cache)
    words: Words = word_table(data / "data" / "iraq_places.csv", clusters)
    return train(examples, words)


def _figures(model: Model, examples: Sequence[Example]) -> dict[str, Figures]:
    """Return how a model reads examples, counted on the corpus's own tokens."""
    said = Decoder(model, examples[0].corpus).tags([example.keys for example in examples])
    return score(
        [[example.tags[n] for n in example.words] for example in examples],
        [[tags[n] for n in example.words] for example, tags in zip(examples, said, strict=True)],
    )


def _print(figures: dict[str, Figures]) -> None:
    for kind, row in figures.items():
        sys.stdout.write(f"| {kind} | {row.precision:.3f} | {row.recall:.3f} | {row.f1:.3f} |\n")


def _ablate(model: Path, data: Path) -> None:
    """Print what the recogniser adds on the seeds, the shared dev set and the project's own."""
    score_of, recogniser, own = judge(data / "eval" / "score.py"), Decoder(read_model(model)), Path("tests/gold/dev")
    sets = {"seeds and dev": [data / "gold" / "seeds", data / "gold" / "dev"], "own dev": [own]}
    for name, folders in sets.items():
        articles = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
        without, beside = (_measured(score_of, articles, reader) for reader in (Silent(), recogniser))
        for row in ("entities", "entities, listed", "entities, unlisted", "appointments", "appointments, unlisted"):
            before, after = without[row], beside[row]
            found = f"{before.precision:.3f} | {after.precision:.3f}" if before.found else " | "
            sys.stdout.write(f"| {name} | {row} | {before.wanted} | {before.recall:.3f} | {after.recall:.3f} | {found} |\n")


def _cost(model: Path) -> None:
    """Print the processor time of loading, of reading articles whose words are new, and of reading them again; the best of five."""
    loading = min(_seconds(lambda: read_model(model)) for _ in range(5))
    morphology = load_lexicon().morphology
    docs = [
        read_document(Article(p.stem, p.read_bytes().decode("utf-8")), morphology) for p in sorted(Path("tests/gold/dev").glob("*.txt"))
    ]
    size = sum(len(doc.text) for doc in docs) / 2500
    sys.stdout.write(f"loading: {loading:.2f} s\n")
    for name, warm in (("words seen for the first time", False), ("words seen before", True)):
        rounds = []
        for _ in range(5):
            decoder = Decoder(read_model(model))
            if warm:
                deque(map(decoder.propose, docs), maxlen=0)
            rounds.append(_seconds(lambda d=decoder: deque(map(d.propose, docs), maxlen=0)))  # type: ignore[misc]
        sys.stdout.write(f"2,500 characters, {name}: {1000 * min(rounds) / size:.1f} ms\n")


def _seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def _measured(score_of: ModuleType, articles: Sequence[Path], recogniser: Recogniser) -> dict[str, Row]:
    return measure(score_of, articles, lambda _: recogniser)


if __name__ == "__main__":
    raise SystemExit(main())
