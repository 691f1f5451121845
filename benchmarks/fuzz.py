"""Fuzzing for hours: `python -m benchmarks.fuzz readers|pipeline [--seconds N]` (docs/robustness.md).

With atheris installed, libFuzzer guides the bytes by the code that they reach; without it, articles are damaged at random. Both ask the
same: nothing but articles and clear errors, right offsets, a graph that conforms and can be read again.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox

from benchmarks.mutations import MUTATIONS
from builder.articles import read_paths
from builder.articles.formats import ENDINGS
from builder.errors import InputError
from builder.model import Article
from builder.pipeline import build_article, prepare, read_article
from builder.violations import conforms

NAMES = (*(f"a{ending}" for ending in ENDINGS), *(f"a{ending}.gz" for ending in ENDINGS), "a.jsonl.zst", "a", "a.bin", "a.pdf")
_SEEDS = (
    b'{"id": "a", "title": "\xd8\xb9", "text": "\xd9\x82\xd8\xa7\xd9\x84", "date": "2021-08-14"}\n',
    b'[{"text": "\xd9\x82\xd8\xa7\xd9\x84"}]',
    "id,text\n1,قال الوزير في كركوك\n".encode(),
    "<!doctype html><html><body><p>قال وزير الدفاع في بغداد إن القوات انتشرت على الحدود.</p></body></html>".encode(),
    "<rss><channel><item><title>خبر</title><description>قال</description></item></channel></rss>".encode(),
    "قال وزير الدفاع إن البيشمركة قتلت 5 من داعش في كركوك يوم 14 آب 2021.\n".encode(),
    "قال وزير الدفاع في بغداد إن القوات العراقية انتشرت على الحدود".encode("cp1256"),
    "قال وزير الدفاع في بغداد".encode("utf-16"),
    b"PAR1\x00\x00PAR1",
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
    b"\x28\xb5\x2f\xfd\x00",
)


def readers(data: bytes) -> None:
    """Read bytes as a file of some name: what comes are articles, with text that can be written, and errors that say what to do."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data[1:])
        for item in read_paths([path]):
            if isinstance(item, InputError):
                assert str(item).startswith(str(path)) and "\n" not in str(item), str(item)
            else:
                item.text.encode("utf-8")
                assert item.identifier


def pipeline(data: bytes) -> None:
    """Build an article of these bytes."""
    article(data.decode("utf-8", "replace"))


def article(text: str) -> None:
    """Build an article: offsets are right, the graph conforms, N-Quads are read back as they were written."""
    given = Article("x", text)
    reading = read_article(given)
    spans = [m.span for e in reading.entities for m in e.mentions] + [e.span for event in reading.events for e in event.evidence]
    assert all(0 <= begin < end <= len(text) for begin, end in spans)
    outcome = build_article(given)
    assert conforms(list(outcome.violations)), outcome.violations
    strings: dict[str, dict[str, str]] = {}
    for quad in ox.parse(outcome.nquads, format=ox.RdfFormat.N_QUADS):
        name = quad.predicate.value.rpartition("#")[2]
        if name in ("beginIndex", "endIndex", "anchorOf") and isinstance(quad.object, ox.Literal):
            strings.setdefault(str(quad.subject), {})[name] = quad.object.value
    for said in strings.values():
        if "anchorOf" in said:
            assert text[int(said["beginIndex"]) : int(said["endIndex"])] == said["anchorOf"]


TARGETS: dict[str, Callable[[bytes], None]] = {"readers": readers, "pipeline": pipeline}


def at_random(target: Callable[[bytes], None], seconds: float, seed: int) -> int:
    """Give a target damaged seeds for some time; return how many."""
    chance, given, until = random.Random(seed), 0, time.monotonic() + seconds
    while time.monotonic() < until:
        data = chance.choice(_SEEDS)
        for name in chance.choices(sorted(MUTATIONS), k=chance.randint(0, 3)):
            data = MUTATIONS[name](data or b" ", chance, chance.choice(_SEEDS))
        data = (bytes([chance.randrange(256)]) if target is readers else b"") + data
        try:
            target(data)
        except Exception:
            print(f"fails on {data!r}", file=sys.stderr)
            raise
        given += 1
    return given


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz until the time is over or something fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Fuzz the readers or the pipeline.")
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=float, default=60, metavar="N", help="how long (60)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed gives other bytes, without atheris (1)")
    args = parser.parse_args(argv)
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        prepare()
        given = at_random(TARGETS[args.target], args.seconds, args.seed)
        print(f"{args.target}: {given} inputs in {args.seconds:.0f} s, without atheris: nothing failed")
        return 0
    with tempfile.TemporaryDirectory(prefix="tansiq-fuzz-") as corpus:
        for number, seed in enumerate(_SEEDS):
            (Path(corpus) / str(number)).write_bytes((bytes([number]) if args.target == "readers" else b"") + seed)
        atheris.instrument_all()  # before the lexicon is loaded: what `prepare` freezes it would not find
        prepare()
        limits = [f"-max_total_time={args.seconds:.0f}", "-max_len=20000", "-timeout=60"]
        atheris.Setup([sys.argv[0], *limits, corpus], TARGETS[args.target])
        atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
