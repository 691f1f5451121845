"""Measure how often each rule is right and write it down: `python tests/reliability.py`.

Needs the judge and the annotated articles beside the project (../shared). Rules are counted on the seeds, the read part of dev and the
project's own dev set, lowered by what the unread part of dev shows; the table in docs/reliability.md is then measured on the project's
test set, from which neither rules nor figures come. A mention is right if
the judge aligns its entity and the words match; an appointment if it is annotated; a statement if its speaker is annotated as one; an
event if the judge aligns it and half of its arguments or more are the annotated ones.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.recogniser.ablation import judge  # noqa: E402 - the project's root must be on the path first
from builder.graph import write_graph  # noqa: E402
from builder.lexicon import Lexicon, load_lexicon  # noqa: E402
from builder.model import Article  # noqa: E402
from builder.pipeline import read_article  # noqa: E402
from builder.reliability import confidence_of, family_of, shrunk  # noqa: E402

SHARED = PROJECT.parent / "shared"
JUDGE = SHARED / "eval" / "score.py"
OWN = PROJECT / "tests" / "gold"
FIGURES = PROJECT / "ontology" / "lexicon" / "reliability.ttl"
TABLE = PROJECT / "docs" / "reliability.md"
# Articles of ../shared/gold/dev that nobody read while writing rules.
BLIND = ("a08", "b06", "b08", "c08", "d08", "e06", "e08", "f08", "g08")
KINDS = ("mention", "appointment", "statement", "event")
_KIND_OF = {"title": "appointment", "statement": "statement", "event": "event"}
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


class Fact(NamedTuple):
    """A fact of the graph: what it is, the rules that made it, and whether the annotations say so."""

    kind: str
    rules: tuple[str, ...]
    right: bool


def learning_set() -> list[Path]:
    """Return the articles that rules were written from, and are counted on."""
    dev = sorted((SHARED / "gold" / "dev").glob("*.txt"))
    return [
        *sorted((SHARED / "gold" / "seeds").glob("*.txt")),
        *(p for p in dev if p.stem not in BLIND),
        *sorted((OWN / "dev").glob("*.txt")),
    ]


def unread() -> list[Path]:
    """Return the articles of dev that no rule was written from: they tell how much better the rules do on what they were written from."""
    return [SHARED / "gold" / "dev" / f"{name}.txt" for name in BLIND]


def held_out() -> list[Path]:
    """Return the articles that neither rules nor figures come from."""
    return [path for split in ("test", "test2") for path in sorted((OWN / split).glob("*.txt"))]


def facts(paths: list[Path], lexicon: Lexicon) -> list[Fact]:
    """Build the articles and judge each of their facts."""
    score = judge(JUDGE)
    found: list[Fact] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        articles = [Article(p.stem, p.read_bytes().decode("utf-8")) for p in paths]
        path.write_bytes(b"".join(write_graph(read_article(a, lexicon), lexicon) for a in articles))
        graph = score.Graph(path)
    gold = {ident: article for folder in sorted({p.parent for p in paths}) for ident, article in score.load_gold(folder).items()}
    for article in articles:
        found += _judged(score, gold[article.identifier], graph.article(article.identifier, article.text))
    return found


def _judged(score: ModuleType, gold: dict[str, Any], pred: dict[str, Any]) -> Iterator[Fact]:
    ents, local = {e["id"]: e for e in gold["entities"]}, pred["local"]

    def weight(theirs: str, ours: str) -> float:
        if score.FAMILY[ents[theirs]["type"]] != score.FAMILY[pred["entities"][ours]["type"]]:
            return 0.0
        shared = score.overlap(gold["spans"][theirs], pred["entities"][ours]["spans"])
        return float(shared) + (0.5 if ents[theirs]["type"] == pred["entities"][ours]["type"] and shared else 0.0)

    optional = {k for k, e in ents.items() if e.get("optional")}
    to_gold = score.align({k: k for k in ents}, {k: k for k in pred["entities"]}, weight)

    def rules(node: str) -> tuple[str, ...]:
        return tuple(sorted(local[node].get(score.TQ + "rule", ())))

    for node, po in sorted(local.items()):
        for thing in sorted(po.get(score.ITS + "taIdentRef", ())):
            if thing in pred["entities"] and rules(node):
                span = (int(score.one(po[score.NIF + "beginIndex"])), int(score.one(po[score.NIF + "endIndex"])))
                right = thing in to_gold and bool(score.overlap([span], gold["spans"][to_gold[thing]]))
                if right or not any(score.overlap([span], gold["spans"][k]) for k in optional):
                    yield Fact("mention", rules(node), right)
        if (
            score.TQ + "Appointment" in po.get(score.RDF_TYPE, ())
            and not {to_gold.get(p) for p in po.get(score.ORG + "member", ())} & optional
        ):
            yield Fact("appointment", rules(node), _is_annotated(score, gold, ents, po, to_gold))
    speakers = {e["speaker"] for e in gold.get("events", []) if e["type"] == "Statement"} | optional
    events = {n: e for n, e in enumerate(gold.get("events", [])) if e["type"] != "Statement"}
    wanted = {n: score.event_args_gold(e) for n, e in events.items()}
    ours = {k: score.event_args_pred(local[k], to_gold) for k, kind in pred["events"].items() if kind != "Statement"}
    pairs = score.align(
        {n: n for n in events},
        {k: k for k in ours},
        lambda n, k: 0.1 + len(wanted[n] & ours[k]) if events[n]["type"] == pred["events"][k] else 0,
    )
    for node, kind in sorted(pred["events"].items()):
        if kind == "Statement":
            yield Fact("statement", rules(node), any(to_gold.get(s) in speakers for s in local[node].get(score.TQ + "speaker", ())))
        else:
            right = node in pairs and 2 * len(wanted[pairs[node]] & ours[node]) >= len(ours[node])
            yield Fact("event", rules(node), right)


def _is_annotated(score: ModuleType, gold: dict[str, Any], ents: dict[str, Any], po: Any, to_gold: dict[str, str]) -> bool:
    """Tell whether an appointment is one of the annotated ones."""
    want = {(a["person"], a["role"], a.get("organization")) for a in gold.get("appointments", [])}
    people = {to_gold.get(p) for p in po.get(score.ORG + "member", ())}
    roles = {r.removeprefix(score.ROLE) for r in po.get(score.ORG + "role", ())}
    bodies: set[str | None] = {to_gold.get(b, "?") for b in po.get(score.ORG + "organization", ())}
    return any(
        w[0] in people and w[1] in roles and any(w[2] == b or score.same_name(ents, w[2], b) for b in bodies or {None}) for w in want
    )


def measured(found: list[Fact]) -> dict[str, tuple[int, int]]:
    """Return (right, trials) of each rule and each family."""
    right, trials = Counter[str](), Counter[str]()
    for fact in found:
        for name in {name for rule in fact.rules for name in (rule, family_of(rule))}:
            trials[name] += 1
            right[name] += fact.right
    return {name: (right[name], trials[name]) for name in sorted(trials)}


AT_MOST = {"known": 0.6}  # a name with a slip is seldom annotated, and may always be that of somebody whom no lexicon holds


def figures(counts: dict[str, tuple[int, int]], fresh: list[Fact]) -> dict[str, float]:
    """Return the confidence of each rule and family, lowered by how much the rules overrate themselves on `fresh` articles."""
    families = {family_of(name) for name in counts}
    known = {name: counts[name][0] / counts[name][1] for name in families}
    raw = {name: known[name] if name in families else shrunk(*counts[name], known[family_of(name)]) for name in counts}
    factor = {}
    for kind in KINDS:
        scored = [(max(confidence_of(r, raw, 0.5) for r in f.rules), f.right) for f in fresh if f.kind == kind]
        factor[kind] = min(1.0, sum(right for _, right in scored) / sum(c for c, _ in scored))
    lowered = {name: value * factor[_KIND_OF.get(name.split("-", 1)[0], "mention")] for name, value in raw.items()}
    return {name: min(value, AT_MOST.get(family_of(name), 1.0)) for name, value in lowered.items()}


def turtle(counts: dict[str, tuple[int, int]], confidence: dict[str, float]) -> str:
    """Return the figures as RDF."""
    head = (
        "@prefix tq: <https://w3id.org/tansiq/ontology#> .\n@prefix rule: <https://w3id.org/tansiq/lexicon/rule/> .\n\n"
        "# How often each rule, and each family of rules, was right on annotated articles. Written by tests/reliability.py.\n"
    )
    lines = [
        f'rule:{name} a tq:Rule ; tq:rule "{name}" ; tq:confidence {confidence[name]:.3f} ; tq:trials {trials} ; tq:right {right} .'
        for name, (right, trials) in counts.items()
    ]
    return head + "\n" + "\n".join(lines) + "\n"


def table(found: list[Fact], confidence: dict[str, float]) -> list[tuple[str, str, int, float, float]]:
    """Return (kind, bin, facts, mean confidence, share that is right) for each kind of fact and bin of confidence."""
    rows = []
    for kind in KINDS:
        scored = [(max(confidence_of(r, confidence, 0.5) for r in f.rules), f.right) for f in found if f.kind == kind]
        for low, high in (*pairwise(BINS), (0.0, 1.01)):
            inside = [(c, right) for c, right in scored if low <= c < high]
            if inside:
                name = "all" if (low, high) == (0.0, 1.01) else f"{low:.2f}–{min(high, 1.0):.2f}"
                rows.append((kind, name, len(inside), sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)))
    return rows


def page(rows: list[tuple[str, str, int, float, float]], trials: int) -> str:
    """Return the page of the docs."""
    own = len(list((OWN / "dev").glob("*.txt")))
    lines = [
        "# How far a confidence can be trusted",
        "",
        "Every mention and fact of the graph carries `tq:confidence`. It is how often the rule that made it was right on annotated",
        "articles, drawn towards its family where it fired seldom (`builder/reliability.py`; the counts are in",
        "`ontology/lexicon/reliability.ttl`). A fact that several rules found takes the highest. Rules were counted on the five seeds,",
        f"nineteen articles of dev and {own} of the project's own ({trials} facts), and lowered, each kind as a whole, by how much",
        "worse the rules do on nine articles of dev that nobody wrote a rule from. The table is measured on the project's two test sets",
        f"({len(held_out())} articles), from which neither rules nor figures come. `tests/reliability.py` writes both files; a test",
        "compares them.",
        "",
        "A mention is right if the annotations name that entity in those words; an appointment if person, role and body are annotated so;",
        "a statement if its speaker is annotated as one; an event if one of its class is annotated and half of what it says of it or more.",
        "Articles that do not speak of Iraq's security are another matter: see the README.",
        "",
        "| kind | confidence | facts | mean confidence | right |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {kind} | {name} | {count} | {mean:.2f} | {share:.2f} |" for kind, name, count, mean, share in rows),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write both files."""
    lexicon = load_lexicon()
    learnt = facts(learning_set(), lexicon)
    counts = measured(learnt)
    confidence = figures(counts, facts(unread(), lexicon))
    FIGURES.write_text(turtle(counts, confidence), "utf-8")
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(page(table(facts(held_out(), lexicon), confidence), len(learnt)), "utf-8")


if __name__ == "__main__":
    main()
