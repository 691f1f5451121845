"""Damaged articles through the whole build: `python -m benchmarks.mutations --number 10000` (docs/robustness.md).

Each is an article with its bytes flipped, cut out, repeated, spliced with those of another, its lines shuffled, or one of the kinds of
noise put in. They are built into a store with workers; afterwards every offset of the store is compared with the text.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.noise import KINDS, noisy
from builder.articles import read_paths
from builder.build import Reader, build
from builder.errors import TansiqError
from builder.identifiers import graph_iri
from builder.intake import Tally
from builder.model import Article
from builder.pipeline import background_quads, build_articles
from builder.store import Store

_NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
_LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءأإآؤئىة\n،.؛؟«»"()0123456789ABCabc<>&|\\{}^`\u200b\u202e\u0000\u0008\ufffd😀ﷺ'


def _flipped(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Return bytes some of which have another bit."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _cut(data: bytes, chance: random.Random, other: bytes) -> bytes:
    begin = chance.randrange(len(data))
    return data[:begin] + data[begin + chance.randint(1, 400) :]


def _repeated(data: bytes, chance: random.Random, other: bytes) -> bytes:
    begin = chance.randrange(len(data))
    piece = data[begin : begin + chance.randint(1, 200)]
    return data[:begin] + piece * chance.randint(2, 20) + data[begin:]


def _spliced(data: bytes, chance: random.Random, other: bytes) -> bytes:
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def _shuffled(data: bytes, chance: random.Random, other: bytes) -> bytes:
    mark = chance.choice((b"\n", b" ", b".", "،".encode()))
    pieces = data.split(mark)
    chance.shuffle(pieces)
    return mark.join(pieces)


def _strewn(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """Return a text with characters of all sorts in between."""
    text = list(data.decode("utf-8", "replace"))
    for _ in range(chance.randint(1, 60)):
        text.insert(chance.randrange(len(text) + 1), chance.choice(_LETTERS))
    return "".join(text).encode()


def _noisy(data: bytes, chance: random.Random, other: bytes) -> bytes:
    return noisy(chance.choice(KINDS), data.decode("utf-8", "replace"), chance.randrange(1000)).text.encode("utf-8", "replace")


MUTATIONS: dict[str, Callable[[bytes, random.Random, bytes], bytes]] = {
    "flipped": _flipped,
    "cut": _cut,
    "repeated": _repeated,
    "spliced": _spliced,
    "shuffled": _shuffled,
    "strewn": _strewn,
    "noisy": _noisy,
}


def mutated(texts: Sequence[str], number: int, seed: int) -> str:
    """Return one damaged article: the same for the same texts, number and seed; up to three kinds of damage, one after the other."""
    chance = random.Random(f"{seed} {number}")
    data, other = (chance.choice(texts).encode("utf-8", "replace") for _ in range(2))
    for name in chance.choices(sorted(MUTATIONS), k=chance.randint(1, 3)):
        data = MUTATIONS[name](data or b" ", chance, other or b" ")
    return data.decode("utf-8", "replace")


def lines(texts: Sequence[str], number: int, seed: int) -> Iterator[str]:
    """Yield damaged articles as JSON Lines."""
    for n in range(number):
        yield json.dumps({"id": f"m{n}", "text": mutated(texts, n, seed)}, ensure_ascii=n % 2 == 0)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of damaged articles: how many were stored and, by reason, refused; which crashed, break a shape or have wrong offsets."""

    stored: int
    refused: dict[str, int]
    crashed: tuple[str, ...]
    rejected: tuple[str, ...]
    mentions: int
    wrong: tuple[str, ...]
    seconds: float


def run(texts: Sequence[str], number: int, seed: int, jobs: int, folder: Path) -> Result:
    """Build damaged articles into a store in `folder`, and compare every offset with the text that was given."""
    corpus = folder / "mutations.jsonl"
    corpus.write_text("\n".join(lines(texts, number, seed)) + "\n", encoding="utf-8")
    tally, start = Tally(), time.monotonic()
    with Store(folder / "store") as store:
        said = [line for line in build(store, [corpus], Reader(partial(build_articles, workers=jobs), background_quads), tally) if line]
        seconds = time.monotonic() - start
        graphs = set(store.named_graphs())
        stored, mentions, wrong = 0, 0, []
        for n in range(number):
            if graph_iri(f"m{n}") in graphs:
                stored += 1
                text = mutated(texts, n, seed)
                for begin, end, anchor in _strings(store, graph_iri(f"m{n}")):
                    mentions += 1
                    if text[begin:end] != anchor:
                        wrong.append(f"m{n}: {begin} to {end}")
    crashed = tuple(line for line in said if "report it" in line)
    rejected = tuple(line for line in said if "not stored" in line)
    refused = Counter(line.split(": ", 1)[-1].split(":")[0] for line in said if line not in crashed + rejected)
    return Result(stored, dict(refused), crashed, rejected, mentions, tuple(wrong), seconds)


def _strings(store: Store, graph: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and words of every mention and sentence of an article."""
    found: dict[str, dict[str, str]] = {}
    for quad in store.quads(graph):
        if quad.predicate.value.startswith(_NIF) and isinstance(quad.object, ox.Literal):
            found.setdefault(str(quad.subject), {})[quad.predicate.value.removeprefix(_NIF)] = quad.object.value
    for said in found.values():
        if "anchorOf" in said:
            yield int(said["beginIndex"]), int(said["endIndex"]), said["anchorOf"]


def main(argv: Sequence[str] | None = None) -> int:
    """Build damaged articles and say what became of them; 1 where one crashed, breaks a shape or has a wrong offset."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations", description="Build damaged articles.")
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("examples"), Path("tests/gold")], help="articles to damage")
    parser.add_argument("--number", type=int, default=1000, metavar="N", help="how many (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed damages otherwise (1)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes that read (2)")
    args = parser.parse_args(argv)
    try:
        texts = [a.text for a in read_paths(args.folders) if isinstance(a, Article)]
        with tempfile.TemporaryDirectory(prefix="tansiq-mutations-") as folder:
            result = run(texts, args.number, args.seed, args.jobs, Path(folder))
    except (TansiqError, OSError, ValueError) as error:
        print(f"mutations: {error}", file=sys.stderr)
        return 2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{args.number} damaged articles (seed {args.seed}) of {len(texts)}, {args.jobs} processes: {result.stored} stored in")
    print(f"{result.seconds:.0f} s, {peak:.0f} MiB in the first process; {result.mentions} mentions, {len(result.wrong)} wrong offsets,")
    print(f"{len(result.crashed)} crashed, {len(result.rejected)} break a shape; refused: {result.refused or 'none'}")
    for line in (*result.crashed, *result.rejected, *result.wrong[:20]):
        print(line)
    return 1 if result.crashed or result.rejected or result.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
