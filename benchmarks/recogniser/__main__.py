"""Make the recogniser's model, or measure it: `python -m benchmarks.recogniser train --text FOLDER`, held-out, test, ablation or cost.

`train` fine-tunes the encoder unless the cache has it, labels the text with it unless the cache has the labels, and teaches the network.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.recogniser.ablation import print_ablation
from benchmarks.recogniser.corpora import ANERCORP, read_corpus, read_written
from benchmarks.recogniser.encoder import load_encoder
from benchmarks.recogniser.measuring import default_figures, encoder_figures, print_cost
from benchmarks.recogniser.scoring import Figures
from builder.recogniser.decoder import Decoder
from builder.recogniser.model import read_model, write_model
from builder.recogniser.shipped import MODEL
from builder.resources import models_dir


def main() -> int:
    """Do what is asked, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recogniser", description=__doc__)
    parser.add_argument("what", choices=("train", "held-out", "test", "ablation", "cost"))
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="the folder with data/, gold/ and eval/")
    parser.add_argument("--text", type=Path, help="a folder of plain Arabic text to label: train, held-out")
    parser.add_argument(
        "--cache", type=Path, default=Path("build/recogniser"), help="where the encoder's trained part and its labels are kept"
    )
    parser.add_argument("--encoder", action="store_true", help="measure the encoder instead: held-out, test")
    asked = parser.parse_args()
    if asked.what == "train" or (asked.what == "held-out" and not asked.encoder):
        if asked.text is None:
            parser.error("--text: the folder of plain text that the encoder labels is needed")
        _train(asked)
    elif asked.what in ("test", "held-out"):
        _print(_figures(asked))
    elif asked.what == "cost":
        print_cost(_shipped, Path("tests/gold/dev"))
    else:
        print_ablation(_shipped(), asked.data, Path("tests/gold/dev"))
    return 0


def _shipped() -> Decoder:
    return Decoder(read_model(models_dir() / MODEL))


def _train(asked: argparse.Namespace) -> None:
    """Make the model; to measure what is held out, teach a network without it, and keep nothing."""
    from benchmarks.recogniser.training import HELD, learn, tune  # needs PyTorch

    data, path = asked.data / "data", models_dir() / MODEL
    tune(data / "anercorp", asked.cache)
    sentences = read_corpus(data / "anercorp" / "train.conll", ANERCORP)
    if asked.what == "train":
        write_model(path, learn(sentences, data, asked.text, asked.cache))
        sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
    else:
        _print(default_figures(Decoder(learn(sentences[:-HELD], data, asked.text, asked.cache)), sentences[-HELD:]))


def _figures(asked: argparse.Namespace) -> dict[str, Figures]:
    corpus = asked.data / "data" / "anercorp"
    if not asked.encoder:
        return default_figures(_shipped(), read_corpus(corpus / "test.conll", ANERCORP))
    from benchmarks.recogniser.training import ENCODER, HELD  # needs PyTorch

    sentences = read_written(corpus / ("test.conll" if asked.what == "test" else "train.conll"), ANERCORP)
    return encoder_figures(load_encoder(asked.cache / ENCODER), sentences if asked.what == "test" else sentences[-HELD:])


def _print(figures: dict[str, Figures]) -> None:
    for kind, row in figures.items():
        sys.stdout.write(f"| {kind} | {row.precision:.3f} | {row.recall:.3f} | {row.f1:.3f} |\n")


if __name__ == "__main__":
    raise SystemExit(main())
