"""An article made plain: its text with the mentions coloured by class, then each fact with its sentence and the rule that found it.

Arabic stays in logical order; the terminal turns it round.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from builder.harmless import in_terminal
from builder.model import Appointment, Article, Entity, Event, Evidence, Reading, Relation, Span
from builder.prefixes import shorten
from builder.reading import GraphSource
from builder.vocabulary import SUPERCLASSES

STYLES = {
    "Official": "bold bright_blue",
    "Post": "blue",
    "Force": "bold green",
    "ArmedGroup": "bold red",
    "Ministry": "bold magenta",
    "Government": "magenta",
    "CoordinationCentre": "bold bright_magenta",
    "GovernmentBody": "bright_magenta",
    "PoliticalParty": "bright_yellow",
    "Location": "yellow",
    "Outlet": "cyan",
    "Event": "underline",
    "Appointment": "italic",
}
_FACTS = """
SELECT DISTINCT ?g ?thing ?property ?value ?label WHERE {
  GRAPH ?g {
    ?article a tq:Article . ?thing ?property ?value .
    FILTER(STRSTARTS(STR(?property), STR(tq:)) || STRSTARTS(STR(?property), STR(org:)))
    FILTER(?property NOT IN (tq:evidence, tq:rule, tq:confidence, tq:sentence))
    FILTER EXISTS { ?m itsrdf:taIdentRef ?thing }
  }
  OPTIONAL { GRAPH ?g { ?value skos:prefLabel ?own FILTER(LANG(?own) = "ar") } }
  OPTIONAL { GRAPH graph:ontology { ?value skos:prefLabel ?term FILTER(LANG(?term) = "ar") } }
  OPTIONAL { GRAPH ?g { ?value tq:title ?title } }
  BIND(COALESCE(?own, ?term, ?title) AS ?label)
} ORDER BY ?thing ?property ?value ?label"""
_MENTIONS = """
SELECT DISTINCT ?g ?thing ?begin ?end ?rule ?class ?label ?sentence ?start WHERE {
  GRAPH ?g {
    ?m itsrdf:taIdentRef ?thing ; nif:beginIndex ?begin ; nif:endIndex ?end .
    ?thing a ?class .
    OPTIONAL { ?m tq:rule ?rule }
    OPTIONAL { ?m tq:sentence ?where . ?where nif:anchorOf ?sentence . OPTIONAL { ?where nif:beginIndex ?start } }
    OPTIONAL { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "ar") }
  }
  FILTER(STRSTARTS(STR(?class), STR(tq:)))
} ORDER BY ?begin ?end ?thing ?class ?rule ?sentence"""
_TITLE = "SELECT ?g ?title WHERE { GRAPH ?g { ?article a tq:Article ; dcterms:title ?title } } ORDER BY ?title"
_GAP = "\n…\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention to colour."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the article says: `text` in words, the sentence it stands in, the rule that read it."""

    kind: str
    text: str
    sentence: str
    rule: str


@dataclass(frozen=True, slots=True)
class View:
    """All that is shown of one article."""

    title: str
    text: str
    marks: tuple[Mark, ...]
    facts: tuple[Fact, ...]


def view_reading(reading: Reading) -> View:
    """Return the view of an article that was just read."""
    names = {entity.key: entity.label for entity in reading.entities}
    marks = [Mark(m.span, e.kind) for e in reading.entities for m in e.mentions]
    marks += [Mark(evidence.span, "Event") for event in reading.events for evidence in event.evidence]
    facts = [_fact(reading, "rank", f"{e.label}: {_rank(e)}", _evidence_of(e)) for e in reading.entities if e.rank or e.staff]
    facts += [_fact(reading, r.kind, _relation(r, names), r.evidence) for r in reading.relations]
    facts += [_fact(reading, "Appointment", _appointment(a, names), a.evidence) for a in reading.appointments]
    facts += [_fact(reading, e.kind, _event(e, names, reading.article), e.evidence[0]) for e in reading.events if e.evidence]
    return View(reading.title, reading.article.text, tuple(sorted(marks, key=lambda m: m.span)), tuple(facts))


def _fact(reading: Reading, kind: str, text: str, evidence: Evidence) -> Fact:
    inside = next((s.span for s in reading.sentences if s.span.overlaps(evidence.span)), evidence.span)
    return Fact(kind, text, reading.article.text[inside.begin : inside.end], evidence.rule)


def _evidence_of(entity: Entity) -> Evidence:
    first = entity.mentions[0]
    return Evidence(first.span, first.rule, first.confidence)


def _rank(entity: Entity) -> str:
    return f"{entity.rank or ''}{' (staff)' if entity.staff else ''}".strip()


def _relation(relation: Relation, names: dict[str, str]) -> str:
    return f"{names.get(relation.subject, relation.subject)} → {names.get(relation.object, relation.object)}"


def _appointment(post: Appointment, names: dict[str, str]) -> str:
    body = "" if post.organization is None else f", organization: {names.get(post.organization, post.organization)}"
    return f"member: {names.get(post.person, post.person)}, role: {post.role}{body}, title: {post.title}"


def _event(event: Event, names: dict[str, str], article: Article) -> str:
    parts = [f"{name}: {names.get(value, value)}" for name, value in event.arguments]
    parts += [f"{name}: {value}" for name, value in (("date", event.date), ("eventName", event.name), ("status", event.status)) if value]
    if event.quote is not None:
        parts.append(f"quote: {article.text[event.quote.begin : event.quote.end]}")
    return ", ".join(parts)


def view_stored(store: GraphSource, identifier: str) -> View:
    """Return the view of an article of the store; where its text is not kept, its sentences that the graph quotes stand for it."""
    graph, article = ox.NamedNode(store.graph(identifier).iri), store.article(identifier)
    kinds: dict[str, str] = {}
    found: dict[str, tuple[str, str]] = {}
    names: dict[str, str] = {}
    spans: set[tuple[int, int, str]] = set()
    quoted: dict[int, str] = {}
    for thing, begin, end, rule, kind, label, sentence, start in _rows(store, _MENTIONS, graph):
        kinds[thing] = _telling(kinds.get(thing), kind.rpartition("#")[2])
        found.setdefault(thing, (sentence, rule))
        names[thing] = label
        spans.add((int(begin), int(end), thing))
        if start:
            quoted[int(start)] = sentence
    parts: dict[str, list[str]] = {}
    for thing, name, value, label in _rows(store, _FACTS, graph):
        parts.setdefault(thing, []).append(f"{shorten(name).partition(':')[2]}: {label or shorten(value)}")
    facts = []
    for thing, (sentence, rule) in found.items():
        if thing in parts:
            subject = f"{names[thing]}: " if names[thing] else ""
            facts.append(Fact(kinds[thing], subject + ", ".join(parts[thing]), sentence, rule))
    marks = tuple(Mark(Span(begin, end), kinds[thing]) for begin, end, thing in sorted(spans))
    if article is not None:
        return View(article.title or identifier, article.text, marks, tuple(facts))
    text, marks = _sentences(quoted, marks)
    title = next((title for (title,) in _rows(store, _TITLE, graph)), identifier)
    return View(title, text, marks, tuple(facts))


def _sentences(quoted: dict[int, str], marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
    """Return the quoted sentences, which are known by where they begin, as one text, and the marks that fall in them moved there.

    >>> _sentences({10: "ab", 20: "cd"}, (Mark(Span(21, 22), "Force"), Mark(Span(0, 1), "Post")))
    ('ab\\n…\\ncd', (Mark(span=Span(begin=6, end=7), kind='Force'),))
    """
    text, moved = "", []
    for begin, sentence in sorted(quoted.items()):
        text += _GAP if text else ""
        shift = len(text) - begin
        inside = (m for m in marks if begin <= m.span.begin and m.span.end <= begin + len(sentence))
        moved += [Mark(Span(m.span.begin + shift, m.span.end + shift), m.kind) for m in inside]
        text += sentence
    return text, tuple(moved)


def _rows(store: GraphSource, query: str, graph: ox.NamedNode) -> Iterable[tuple[str, ...]]:
    found = store.query(query, {ox.Variable("g"): graph})
    assert isinstance(found, ox.QuerySolutions)  # all of them are SELECTs
    for row in found:
        # The graph's own column is there only because Oxigraph sets no variable that is not selected.
        yield tuple("" if term is None else term.value for term in row if not isinstance(term, ox.Triple))[1:]


def _telling(old: str | None, new: str) -> str:
    """Return the class that says more of the two."""
    if old is None or old in SUPERCLASSES.get(new, ()) or old == "MilitaryOperation":
        return new
    return old


def _style(kind: str) -> str:
    """Return the style of a class, its own or that of the class above it; whatever is no entity is an event."""
    for name in (kind, *SUPERCLASSES.get(kind, ())):
        if name in STYLES:
            return STYLES[name]
    return STYLES["Event"]


def render(view: View) -> RenderableType:
    """Return what the terminal shows of an article."""
    text = Text(in_terminal(view.text))
    for mark in sorted(view.marks, key=lambda m: m.span.begin - m.span.end):  # the inner of two mentions is painted last
        text.stylize(_style(mark.kind), mark.span.begin, mark.span.end)
    legend = Text("  ").join(Text(kind, style=style) for kind, style in STYLES.items())
    parts: list[RenderableType] = [Rule(Text(in_terminal(view.title))), legend, Text(), text, Text(), Rule(f"{len(view.facts)} facts")]
    for number, fact in enumerate(view.facts, 1):
        parts.append(Text.assemble((f"{number:>3} ", "dim"), (fact.kind, _style(fact.kind)), " ", in_terminal(fact.text)))
        if fact.sentence:
            parts.append(Text.assemble("    « ", (in_terminal(" ".join(fact.sentence.split())), "italic"), " »"))
        parts.append(Text(f"    {fact.rule}", style="dim"))
    return Group(*parts)
