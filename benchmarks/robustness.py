"""What noise costs: `python -m benchmarks.robustness FOLDER… [--judge score.py]` (docs/robustness.md).

Each article is read clean and with each kind of noise; what is read in the noisy text is laid back onto the clean one, by where each
character came from, and then compared: with the facts of the clean reading, and, where a judge and annotations are given, with those.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.noise import KINDS, Kind, Noisy, noisy
from benchmarks.report import place_in, put_into
from builder.articles import read_paths
from builder.errors import TansiqError
from builder.graph import write_graph
from builder.lexicon import load_lexicon
from builder.model import Article, Entity, Event, Evidence, Reading, Span
from builder.pipeline import read_article

GROUPS = ("ENTITIES", "APPOINTMENTS", "RELATIONS", "SPEAKERS", "EVENTS", "ARGUMENTS")
Fact = tuple[object, ...]


def laid_back(reading: Reading, article: Article, origins: Sequence[int]) -> Reading:
    """Return what was read in a noisy text with all its places those of the clean article."""

    def span(of: Span) -> Span:
        begin = origins[of.begin]
        return Span(begin, max(origins[of.end], begin + 1))

    def evidence(of: Evidence) -> Evidence:
        return of._replace(span=span(of.span))

    def entity(of: Entity) -> Entity:
        return replace(of, mentions=tuple(m._replace(span=span(m.span)) for m in of.mentions))

    def event(of: Event) -> Event:
        tolls = tuple(replace(t, evidence=evidence(t.evidence)) for t in of.tolls)
        return replace(of, evidence=tuple(map(evidence, of.evidence)), quote=span(of.quote) if of.quote else None, tolls=tolls)

    return replace(
        reading,
        article=article,
        entities=tuple(map(entity, reading.entities)),
        relations=tuple(replace(r, evidence=evidence(r.evidence)) for r in reading.relations),
        appointments=tuple(replace(a, evidence=evidence(a.evidence)) for a in reading.appointments),
        events=tuple(map(event, reading.events)),
        sentences=tuple(s._replace(span=span(s.span)) for s in reading.sentences),
    )


def facts(reading: Reading) -> frozenset[Fact]:
    """Return what a reading says, entities by the places of their first mentions: mentions, posts, ties, and events with each argument."""
    place = {e.key: (e.kind, e.mentions[0].span.begin) for e in reading.entities}
    found: set[Fact] = {("mention", e.kind, e.iri or "", m.span) for e in reading.entities for m in e.mentions}
    found |= {("post", place.get(a.person), a.role, place.get(a.organization or "")) for a in reading.appointments}
    found |= {(r.kind, place.get(r.subject), place.get(r.object)) for r in reading.relations}
    for event in reading.events:
        at = (event.kind, min(e.span.begin for e in event.evidence)) if event.evidence else (event.kind, -1)
        found |= {(at, "status", event.status), (at, "date", event.date or "")}
        found |= {(at, role, place.get(value, value)) for role, value in event.arguments}
    return frozenset(found)


def _read(article: Article) -> Reading:
    return read_article(article, load_lexicon())


def _noisy_readings(articles: Sequence[Article], kind: Kind, seed: int) -> Iterator[Reading]:
    for article in articles:
        made: Noisy = noisy(kind, article.text, seed)
        yield laid_back(_read(replace(article, text=made.text)), article, made.origins)


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind of noise did: shares of the clean text's facts that are still found, and of those found that it has; the judge's F1."""

    name: str
    kept: float
    right: float
    scores: dict[str, float]


def measure(articles: Sequence[Article], kinds: Sequence[Kind], seed: int, judge: Judge | None = None) -> list[Row]:
    """Measure the clean text and each kind of noise."""
    clean = [_read(article) for article in articles]
    known = [facts(reading) for reading in clean]
    total = sum(map(len, known))
    rows = [Row("clean", 1.0, 1.0, judge.scores(clean) if judge else {})]
    for kind in kinds:
        readings = list(_noisy_readings(articles, kind, seed))
        found = [facts(reading) for reading in readings]
        same = sum(len(a & b) for a, b in zip(known, found, strict=True))
        rows.append(Row(kind.name, same / max(total, 1), same / max(sum(map(len, found)), 1), judge.scores(readings) if judge else {}))
    return rows


@dataclass(frozen=True, slots=True)
class Judge:
    """The program that compares a graph with annotated articles (`score.py`), and the folders of these."""

    program: Path
    folders: tuple[Path, ...]

    def scores(self, readings: Sequence[Reading]) -> dict[str, float]:
        """Return the F1 of each group."""
        with tempfile.TemporaryDirectory() as folder:
            graph, result = Path(folder, "graph.nq"), Path(folder, "score.json")
            graph.write_bytes(b"".join(write_graph(reading, load_lexicon()) for reading in readings))
            gold = [word for path in self.folders for word in ("--gold", str(path))]
            command = [sys.executable, str(self.program), *gold, str(graph), "--json", str(result)]
            subprocess.run(command, check=True, capture_output=True)
            score = json.loads(result.read_text("utf-8"))
        return {name: float(score[name]["f"]) for name in GROUPS}


def table(rows: Sequence[Row], before: dict[str, float] | None = None) -> str:
    """Return the rows as a table in Markdown; `before` is what another release kept of the facts."""
    what = {kind.name: kind.what for kind in KINDS}
    groups = [group for group in GROUPS if rows[0].scores]
    head = ["noise", *(["kept before"] if before else []), "facts kept", "facts right", *(f"{g.capitalize()} F1" for g in groups)]
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    for row in rows:
        name = f"{row.name}: {what[row.name]}" if row.name in what else "**none**"
        earlier = [f"{before[row.name]:.1%}" if row.name in before else ""] if before else []
        cells = [name, *earlier, f"{row.kept:.1%}", f"{row.right:.1%}", *(f"{row.scores[g]:.3f}" for g in groups)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print the table or put it into a page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.robustness", description="Measure what kinds of noise cost.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="folders of articles")
    parser.add_argument("--judge", type=Path, metavar="FILE", help="score.py; the folders then hold annotations too")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed makes other noise (1)")
    parser.add_argument("--kinds", default=",".join(k.name for k in KINDS), metavar="NAME,NAME", help="only these kinds")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table between the markers of this file")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what share of the facts was kept here")
    parser.add_argument("--before", type=Path, metavar="FILE", help="a file that --json wrote with another release, to compare with")
    args = parser.parse_args(argv)
    try:
        if args.markdown:
            place_in(args.markdown)
        before = json.loads(args.before.read_text("utf-8")) if args.before else None
        articles = [a for a in read_paths(args.folders) if isinstance(a, Article)]
        kinds = [kind for kind in KINDS if kind.name in args.kinds.split(",")]
        rows = measure(articles, kinds, args.seed, Judge(args.judge, tuple(args.folders)) if args.judge else None)
    except (TansiqError, ValueError, OSError, subprocess.SubprocessError) as error:
        print(f"robustness: {error}", file=sys.stderr)
        return 2
    text = f"{len(articles)} articles, seed {args.seed}.\n\n{table(rows, before)}"
    print(text)
    if args.json:
        args.json.write_text(json.dumps({row.name: row.kept for row in rows}) + "\n", "utf-8")
    if args.markdown:
        put_into(args.markdown, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
