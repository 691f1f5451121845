"""What is measured: a build of one corpus and what follows it, the floor below it, start-up, and the machine."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks import corpus, processes, questions
from builder.identifiers import ARTICLE_GRAPHS
from builder.store import Store

ROOT = Path(__file__).resolve().parent.parent
TANSIQ = [sys.executable, "-m", "builder.cli"]  # what the command `tansiq` runs, of this checkout
_LEXICON = (
    "import time; start = time.perf_counter(); from builder.lexicon import load_lexicon; load_lexicon(); print(time.perf_counter() - start)"
)
_RULES = "import time; start = time.perf_counter(); import builder.pipeline; print(time.perf_counter() - start)"

Result = dict[str, Any]


class Failed(Exception):
    """A command that is measured did not succeed."""


def one_size(size: int, seed: int, jobs: int, folder: Path, with_floor: bool, say: Callable[[str], None]) -> Result:
    """Make a corpus of `size` articles, build it twice, ask the store, and measure the floor; what was made is taken away by the caller."""
    news, store, dump = folder / "news.jsonl", folder / "store", folder / "graph.nq"
    say(f"{size} articles: making the corpus")
    characters = corpus.write(news, size, seed)
    command = [*TANSIQ, "build", str(news), "--store", str(store), "--jobs", str(jobs)]
    say(f"{size} articles: building")
    first = _succeed(command)
    disk = on_disk(store)
    say(f"{size} articles: building again, nothing changed")
    second = _succeed(command)
    say(f"{size} articles: opening, asking")
    opening, answered = questions.ask(store)
    bare = None
    if with_floor:
        say(f"{size} articles: the floor")
        bare = floor(news, store, dump, folder / "bare")
    quads, own = _count(store)
    return {
        "articles": size,
        "corpus_sha256": _digest(news),
        "characters": characters,
        "corpus_bytes": news.stat().st_size,
        "store_bytes": disk,
        "quads": quads,
        "article_quads": own,
        "build": _cost(first),
        "again": _cost(second),
        "opening_seconds": opening,
        "questions": [asdict(question) for question in answered],
        "floor": bare,
    }


def _succeed(command: list[str]) -> processes.Cost:
    cost = processes.run(command, ROOT)
    if cost.status != 0:
        raise Failed(f"{' '.join(command[2:])}: exit status {cost.status}:\n{cost.output[-2000:]}")
    return cost


def _cost(cost: processes.Cost) -> Result:
    return {name: value for name, value in asdict(cost).items() if name not in ("output", "status")}


def on_disk(folder: Path) -> int:
    """Return how many bytes the files of a folder have."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _count(store: Path) -> tuple[int, int]:
    """Return how many statements there are, and how many stand in the graphs of articles."""
    with Store(store, read_only=True) as opened:
        other = [name for name in opened.named_graphs() if not name.startswith(ARTICLE_GRAPHS)]
        every = len(opened.db)
        return every, every - sum(1 for name in other for _ in opened.quads(name))


def floor(news: Path, store: Path, dump: Path, bare: Path) -> Result:
    """Measure what must be paid without any reading of language: the same JSONL parsed, the same statements written, parsed and stored.

    They are written with the database's own dump, as it streams; `tansiq export` sorts them in memory.
    """

    def parse_json() -> None:
        with news.open(encoding="utf-8") as stream:
            deque(map(json.loads, stream), maxlen=0)

    def write() -> None:
        with Store(store, read_only=True) as opened:
            opened.db.dump(str(dump), ox.RdfFormat.N_QUADS)

    def load() -> None:
        empty = ox.Store(str(bare))
        empty.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
        empty.flush()

    return {
        "json": _timed(parse_json),
        "write": _timed(write),
        "parse": _timed(lambda: deque(ox.parse(path=str(dump), format=ox.RdfFormat.N_QUADS), maxlen=0)),
        "load": _timed(load),
        "store_bytes": on_disk(bare),
    }


def _timed(work: Callable[[], object]) -> Result:
    seconds, processor = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - seconds, "processor_seconds": time.process_time() - processor}


def start_up(runs: int = 5) -> Result:
    """Return the median seconds of `tansiq --help` as a whole, and within a fresh process of loading the lexicon and the rules."""
    return {
        "help_seconds": statistics.median(_succeed([*TANSIQ, "--help"]).seconds for _ in range(runs)),
        "lexicon_seconds": statistics.median(_printed(_LEXICON) for _ in range(runs)),
        "rules_seconds": statistics.median(_printed(_RULES) for _ in range(runs)),
    }


def _printed(program: str) -> float:
    return float(subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def machine() -> Result:
    """Describe the machine and the versions, as far as the system tells."""
    cpu, memory = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    models = [line.partition(":")[2].strip() for line in _lines(cpu) if line.startswith("model name")]
    total = next((int(line.split()[1]) * 1024 for line in _lines(memory) if line.startswith("MemTotal")), None)
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return {
        "processor": models[0] if models else platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_bytes": total,
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "versions": {name: importlib.metadata.version(name) for name in ("pyoxigraph", "rdflib", "shacl", "ahocorasick-rs")},
        "commit": git.stdout.strip() or None,
    }


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []


def growth(sizes: list[Result]) -> float | None:
    """Return the power of the articles that a build's processor seconds grow with between the two largest sizes: 1 is in step."""
    if len({size["articles"] for size in sizes}) < 2:
        return None
    small, large = sorted(sizes, key=lambda size: int(size["articles"]))[-2:]
    ratio = large["build"]["processor_seconds"] / small["build"]["processor_seconds"]
    return math.log(ratio) / math.log(large["articles"] / small["articles"])


def extrapolate(sizes: list[Result], targets: tuple[int, ...] = (10_000_000, 100_000_000)) -> list[Result]:
    """Reckon what more articles would cost, from the rates of the largest size that was measured; where growth is above 1, with it too."""
    largest = max(sizes, key=lambda size: int(size["articles"]))
    exponent = growth(sizes)
    found = []
    for target in targets:
        times = target / largest["articles"]
        hours = largest["build"]["processor_seconds"] * times / 3600
        grown = hours * times ** max((exponent or 1.0) - 1.0, 0.0)
        found.append(
            {
                "articles": target,
                "processor_hours": hours,
                "processor_hours_with_growth": grown,
                "cores_for_a_day": math.ceil(hours / 24),
                "cores_for_a_day_with_growth": math.ceil(grown / 24),
                "store_bytes": largest["store_bytes"] * times,
                "corpus_bytes": largest["corpus_bytes"] * times,
                "quads": largest["article_quads"] * times,
            }
        )
    return found
