"""Composition only: an article goes in, its reading, its graph and the gate's verdict come out."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import pyoxigraph as ox

from builder.chart import Chart
from builder.choice import Choice
from builder.dates import find_dates
from builder.errors import InputError
from builder.extractors.registry import read_events
from builder.fingerprints import Fingerprint, fingerprint_of
from builder.folding import fold
from builder.furniture import article_date, article_part, outlet_spans, text_anchor, zones
from builder.gate import Gate
from builder.graph import as_nquads, write_article
from builder.identifiers import GRAPHS, graph_iri
from builder.language import skipped
from builder.legible import unfilled
from builder.lexicon import Lexicon, load_lexicon
from builder.mentions import find_mentions
from builder.model import Article, DateMention, Doc, Entity, Reading, Skipped, Span, Told
from builder.own import NOTHING, Overlay, Own
from builder.parts import Said, dates_in, parts_of, together
from builder.recogniser.proposals import Recogniser
from builder.recogniser.registry import load_recogniser
from builder.resolve import Resolver, resolve_appointments, resolve_entities, resolve_relations
from builder.resources import ontology_dir
from builder.text import read_document
from builder.violations import Violation
from builder.workers import mapped


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its graph, ready to store, and what the gate says of it."""

    identifier: str
    graph_iri: str
    nquads: bytes
    violations: tuple[Violation, ...]
    entities: tuple[tuple[str, int], ...]
    events: tuple[tuple[str, int], ...]
    told: tuple[Told, ...]
    fingerprint: Fingerprint | None = None


def read_article(article: Article, lexicon: Lexicon | None = None, recogniser: Recogniser | None = None) -> Reading:
    """Read one article: mentions, entities, relations, appointments and events, each with its evidence.

    Names that no list holds are proposed by `recogniser`, which is the one that was chosen unless another is given.
    """
    lexicon, recogniser = lexicon or load_lexicon(), recogniser or load_recogniser()
    doc = read_document(article, lexicon.morphology)
    doc = replace(doc, sentences=zones(doc))
    issued = article_date(doc)
    outlets = outlet_spans(doc, lambda name: _names_place(lexicon, name))
    whole = article_part(doc, outlets)
    dates = find_dates(whole.text, text_anchor(doc, issued))
    told = together([_read_part(part, lexicon, recogniser, outlets, dates_in(part, dates), issued) for part in parts_of(whole)])
    return Reading(
        article,
        _title(doc),
        issued,
        _publisher(told.entities),
        tuple(told.entities),
        tuple(told.relations),
        tuple(told.appointments),
        tuple(told.events),
        whole.sentences,
    )


def _read_part(
    part: Doc, lexicon: Lexicon, recogniser: Recogniser, outlets: Sequence[Span], dates: Sequence[DateMention], issued: str | None
) -> Said:
    """Read what one part of an article, most often all of it, says."""
    chart = Chart(part, lexicon)
    found = find_mentions(chart, outlets, recogniser.propose(part))
    resolver = Resolver(chart, found)
    return Said(
        resolve_entities(chart, found, resolver),
        resolve_relations(chart, found, resolver),
        resolve_appointments(chart, found, resolver),
        read_events(chart, found, resolver, dates, issued),
    )


def _names_place(lexicon: Lexicon, name: str) -> bool:
    return lexicon.entity(fold(name).strip(), "Location") is not None


def _title(doc: Doc) -> str:
    """Return the input's title, or the first headline of the page, or its first line."""
    headline = next((s for s in doc.sentences if s.zone == "headline"), None) or next(iter(doc.sentences), None)
    found = doc.article.title or (doc.text[headline.span.begin : headline.span.end] if headline else "")
    return " ".join(unfilled(found).split()) or doc.article.identifier


def _publisher(entities: Sequence[Entity]) -> str | None:
    """Return the outlet that the page names as its own."""
    return next((e.key for e in entities if e.kind == "Outlet" and any(m.rule == "outlet-of-the-page" for m in e.mentions)), None)


@lru_cache(maxsize=1)
def _gate() -> Gate:
    return Gate.load()


def build_article(article: Article, own: Own = NOTHING, recogniser: Choice | None = None) -> Outcome:
    """Read, write and validate one article; `own` is what users add to the lexicon."""
    lexicon = load_lexicon(own)
    reading = read_article(article, lexicon, load_recogniser(recogniser))
    triples, told = write_article(reading, lexicon)
    nquads = as_nquads(triples, article.identifier)
    violations = _gate().check(nquads, article.identifier, " .\n".join([*triples, ""]))
    return Outcome(
        article.identifier,
        graph_iri(article.identifier),
        nquads,
        violations,
        _counts(e.kind for e in reading.entities),
        _counts(e.kind for e in reading.events),
        told,
        fingerprint_of(article),
    )


def _counts(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items()))


def build_safely(article: Article, own: Own = NOTHING, recogniser: Choice | None = None) -> Outcome | InputError | Skipped:
    """Build one article unless it is in another language; a defect of the program in one article must not cost the others."""
    try:
        return skipped(article) or build_article(article, own, recogniser)
    except Exception as error:  # a defect is reported with the article's name, and the rest goes on
        return InputError(
            article.source or article.identifier,
            f"the article {article.identifier} cannot be read ({type(error).__name__}: {error}): report it",
        )


def prepare(own: Own = NOTHING, recogniser: Choice | None = None) -> None:
    """Load what every article needs, and keep the garbage collector from walking it again and again: it lives as long as the worker."""
    load_lexicon(own)
    load_recogniser(recogniser)
    _gate()
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)  # more than an article has alive at once: next to nothing is in cycles


def build_articles(articles: Iterable[Article], workers: int = 1, own: Own = NOTHING) -> Iterator[Outcome | InputError | Skipped]:
    """Build articles in the order given, in `workers` processes."""
    return mapped(articles, workers, partial(build_safely, own=own), lost, partial(prepare, own))


def lost(article: Article) -> InputError:
    """Return the error of an article whose reading kills its process."""
    return InputError(article.source or article.identifier, f"the article {article.identifier} ends the process that reads it: report it")


def background_quads(own: Own = NOTHING) -> bytes:
    """Return the lexicon's graph, with what users add to it, and the ontology's graph, as sorted N-Quads."""
    folder, overlay = ontology_dir(), Overlay(own)
    graphs = {"lexicon": sorted(folder.glob("lexicon/*.ttl")), "ontology": [folder / "tansiq.ttl", *sorted(folder.glob("vocab/*.ttl"))]}
    lines = {f"{triple} {ox.NamedNode(GRAPHS + 'lexicon')} .\n" for triple in overlay.triples}
    for name, paths in graphs.items():
        graph = ox.NamedNode(GRAPHS + name)
        for path in paths:
            shipped = (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
            lines.update(f"{triple} {graph} .\n" for triple in overlay.over(shipped))
    return "".join(sorted(lines)).encode()
