"""What a change of the lexicon touches: an article that the change would read otherwise is never left alone."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from benchmarks.noise import KINDS, noisy
from builder.articles import read_paths
from builder.graph import write_graph
from builder.impact import Impact, Statements, impact_of
from builder.lexicon import build_lexicon, load_lexicon
from builder.model import Article
from builder.pipeline import background_quads, read_article
from builder.resources import ontology_dir
from builder.store import Store

ROOT = Path(__file__).parents[1]
ARTICLES = [a for a in read_paths([ROOT / "examples"]) if isinstance(a, Article)]
EXTRA = [a for a in read_paths([ROOT / "tests" / "gold" / "dev"]) if isinstance(a, Article)][::8]

MISSPELT = next(kind for kind in KINDS if kind.name == "misspelt")
EXTRA += [replace(a, identifier=f"slip-{a.identifier}", text=noisy(MISSPELT, a.text, 3).text) for a in ARTICLES]

Edit = Callable[[Path, random.Random], None]


def block(path: Path, choose: random.Random, having: str) -> tuple[str, str]:
    """Return a file's text and one of its descriptions that holds a property."""
    text = path.read_text("utf-8")
    blocks = [b for b in re.split(r"\n\n+", text) if having in b and b.rstrip().endswith(".")]
    return text, choose.choice(blocks)


def drop(file: str) -> Edit:
    """Take a whole entry out."""

    def edit(folder: Path, choose: random.Random) -> None:
        text, entry = block(folder / file, choose, "prefLabel")
        (folder / file).write_text(text.replace(entry, ""), "utf-8")

    return edit


def rename(file: str, name: str = "skos:altLabel") -> Edit:
    """Take the names of one kind from an entry and give it one that the articles have."""

    def edit(folder: Path, choose: random.Random) -> None:
        text, entry = block(folder / file, choose, name)
        words = choose.choice(ARTICLES).text.split()
        start = choose.randrange(max(1, len(words) - 2))
        phrase = re.sub(r"[^\w ]", "", " ".join(words[start : start + choose.randint(1, 2)])) or "اسم"
        changed = re.sub(rf'({name}\s+)"[^"]*"', lambda m: f'{m[1]}"{phrase}"', entry, count=1)
        (folder / file).write_text(text.replace(entry, changed), "utf-8")

    return edit


def rehang(file: str, link: str) -> Edit:
    """Put an entry below another one."""

    def edit(folder: Path, choose: random.Random) -> None:
        text, entry = block(folder / file, choose, link)
        other = re.findall(rf"{link} ([\w:-]+)", choose.choice(re.findall(rf"^.*{link} .*$", text, re.MULTILINE)))[0]
        (folder / file).write_text(text.replace(entry, re.sub(rf"({link} )[\w:-]+", rf"\g<1>{other}", entry, count=1)), "utf-8")

    return edit


EDITS = {
    "a place goes": drop("lexicon/places.ttl"),
    "a body goes": drop("lexicon/organizations.ttl"),
    "a trigger goes": drop("lexicon/triggers.ttl"),
    "a place is renamed": rename("lexicon/places.ttl", "skos:prefLabel"),
    "a body has another name": rename("lexicon/organizations.ttl"),
    "a body has a new name in context": rename("lexicon/organizations.ttl", "tq:contextualLabel"),
    "a role has another word": rename("vocab/roles.ttl"),
    "a kind of place has another word": rename("vocab/place-kinds.ttl"),
    "a topic has another word": rename("vocab/topics.ttl", "skos:hiddenLabel"),
    "a trigger has another stem": rename("lexicon/triggers.ttl", "tq:nounStem"),
    "a cue has another word": rename("lexicon/cues.ttl"),
    "a place lies elsewhere": rehang("lexicon/places.ttl", "tq:locatedIn"),
    "a body belongs to another": rehang("lexicon/organizations.ttl", "org:subOrganizationOf"),
    "a trigger tells of something else": rehang("lexicon/triggers.ttl", "tq:frame"),
}


@cache
def graph_before(number: int) -> bytes:
    lexicon = load_lexicon()
    return write_graph(read_article((ARTICLES + EXTRA)[number], lexicon), lexicon)


@cache
def knowledge() -> Statements:
    return Store.knowledge_of(background_quads())


@pytest.mark.parametrize("name", EDITS)
def test_what_reads_otherwise_is_touched(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology_dir(), folder)
    EDITS[name](folder, random.Random(name))
    before = knowledge()
    monkeypatch.setattr("builder.pipeline.ontology_dir", lambda: folder)
    impact = impact_of(before, Store.knowledge_of(background_quads()))
    lexicon = build_lexicon(folder)
    for number, article in enumerate(ARTICLES + EXTRA):
        graph = graph_before(number)
        if impact.touches_text(article.text) or any(f"<{thing}>".encode() in graph for thing in impact.things):
            continue
        assert write_graph(read_article(article, lexicon), lexicon) == graph, article.identifier
    assert not impact.everything and (impact.forms or impact.things)


@pytest.mark.parametrize(
    ("text", "touched"),
    [("وصلت البيشمكرة", True), ("وللبيشمكرة", True), ("وصلت البيشمركة", True), ("وصل الجيش والبيش", False), ("بشر وشرك", False)],
)
def test_a_name_with_a_slip_is_touched_by_a_change_of_the_name(text: str, touched: bool) -> None:
    impact = Impact(forms=(("بيشمرك",),))
    assert impact.touches_text(text) == touched


def test_a_change_that_any_article_may_feel_touches_all() -> None:
    rule = "https://w3id.org/tansiq/ontology#"
    kind = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", rule + "Rule")
    old = {"https://w3id.org/tansiq/id/rule/x": frozenset({kind, (rule + "confidence", "0.8")})}
    new = {"https://w3id.org/tansiq/id/rule/x": frozenset({kind, (rule + "confidence", "0.9")})}
    assert impact_of(old, new) == Impact(everything=True)
    assert impact_of(old, old) == Impact()
