"""What the recogniser adds to the graph: the same articles read with it and without, judged against their annotations.

Names are told apart by whether the lexicon holds them. Needs the judge beside the project (../shared/eval/score.py).
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from builder.folding import fold
from builder.graph import write_graph
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.pipeline import read_article
from builder.recogniser.proposals import Recogniser, Silent


class Row(NamedTuple):
    """How much of something was wanted, was found, and was right."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """What share of the wanted is right."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        """What share of the found is right."""
        return self.right / self.found if self.found else 0.0


def judge(path: Path) -> ModuleType:
    """Load the judge as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(score: ModuleType, articles: Sequence[Path], recogniser_of: Callable[[Path], Recogniser]) -> dict[str, Row]:
    """Return the rows of entities and appointments, all and by whether the lexicon holds the name.

    `recogniser_of` gives the recogniser that an article is read with.
    """
    lexicon = load_lexicon()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        readings = [(p, read_article(Article(p.stem, p.read_bytes().decode("utf-8")), lexicon, recogniser_of(p))) for p in articles]
        path.write_bytes(b"".join(write_graph(reading, lexicon) for _, reading in readings))
        graph = score.Graph(path)
    counts = Counter[tuple[str, str]]()
    for folder_path in sorted({p.parent for p in articles}):
        gold = score.load_gold(folder_path)
        for item in (p for p in articles if p.parent == folder_path):
            text = item.read_bytes().decode("utf-8")
            counts.update(_judged(score, gold[item.stem], graph.article(item.stem, text)))
    names = dict.fromkeys(name for name, _ in counts)
    return {name: Row(*(counts[name, what] for what in Row._fields)) for name in sorted(names)}


def _judged(score: ModuleType, gold: dict[str, Any], said: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield (row, field) for each thing that is wanted, found or right."""
    entities = {e["id"]: e for e in gold["entities"]}

    def weight(theirs: str, ours: str) -> float:
        if score.FAMILY[entities[theirs]["type"]] != score.FAMILY[said["entities"][ours]["type"]]:
            return 0.0
        shared = score.overlap(gold["spans"][theirs], said["entities"][ours]["spans"])
        return float(shared) + (0.5 if shared and entities[theirs]["type"] == said["entities"][ours]["type"] else 0.0)

    to_gold = score.align({k: k for k in entities}, {k: k for k in said["entities"]}, weight)
    optional = {k for k, e in entities.items() if e.get("optional")}
    for key, entity in entities.items():
        if key not in optional:
            row = "listed" if is_listed(entity["names"]) else "unlisted"
            for name in ("entities", f"entities, {row}", f"{entity['type']}, {row}"):
                yield name, "wanted"
                if key in to_gold.values():
                    yield name, "right"
    for ours in said["entities"]:
        if to_gold.get(ours) not in optional:
            yield "entities", "found"
    wanted = {(a["person"], a["role"]): a["person"] for a in gold.get("appointments", [])}
    found = _appointments(score, said, to_gold)
    for (person, role), key in wanted.items():
        row = "listed" if is_listed(entities[key]["names"]) else "unlisted"
        for name in ("appointments", f"appointments, {row}"):
            yield name, "wanted"
            if (person, role) in found:
                yield name, "right"
    for person, _ in found:
        if person not in optional:
            yield "appointments", "found"


def _appointments(score: ModuleType, said: dict[str, Any], to_gold: dict[str, str]) -> set[tuple[str, str]]:
    """Return (person, role) of what the graph says, the body aside."""
    found = set()
    for facts in said["local"].values():
        if score.TQ + "Appointment" in facts.get(score.RDF_TYPE, ()):
            for person in facts.get(score.ORG + "member", ()):
                for role in facts.get(score.ORG + "role", ()):
                    found.add((to_gold.get(person, f"?{person}"), role.removeprefix(score.ROLE)))
    return found


def is_listed(names: Iterable[str]) -> bool:
    """Tell whether the lexicon holds one of an entity's names, with its kind of place or without."""
    lexicon = load_lexicon()
    keys = {fold(name).strip() for name in names}
    keys |= {key.partition(" ")[2] for key in keys}
    return any(label.kind == "entity" for key in keys for label in lexicon.labels.get(key, ()))


def print_ablation(recogniser: Recogniser, shared: Path, own: Path) -> None:
    """Print what a recogniser adds on the seeds, the shared dev set and the project's own."""
    score = judge(shared / "eval" / "score.py")
    sets = {"seeds and dev": [shared / "gold" / "seeds", shared / "gold" / "dev"], "own dev": [own]}
    for name, folders in sets.items():
        articles = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
        without, beside = measure(score, articles, lambda _: Silent()), measure(score, articles, lambda _: recogniser)
        for row in ("entities", "entities, listed", "entities, unlisted", "appointments", "appointments, unlisted"):
            before, after = without[row], beside[row]
            found = f"{before.precision:.3f} | {after.precision:.3f}" if before.found else " | "
            sys.stdout.write(f"| {name} | {row} | {before.wanted} | {before.recall:.3f} | {after.recall:.3f} | {found} |\n")
