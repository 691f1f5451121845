"""What is said about one thing, as statements: its own, those of the nodes that belong to it, and a page of those that speak of it.

Every statement stands in the store, but for those about the document itself. Blank nodes come with what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from builder.identifiers import BASE, GRAPHS, graph_iri
from builder.prefixes import PREFIXES
from builder.provenance import PROVENANCE
from builder.site.addresses import DATASET
from builder.site.dataset import LICENCE
from builder.site.forms import RDF_XML, Form
from builder.site.lists import naming, timeline
from builder.site.lookup import thing as find_thing
from builder.site.rows import Rows
from builder.store import Store
from builder.vocabulary import DCTERMS, ITSRDF, NIF, ORG, RDF_TYPE, SCHEMA, TQ

_FOAF, _VOID = PREFIXES["foaf"], PREFIXES["void"]
_OWN_LIMIT, _OTHERS_LIMIT = 2_000, 200
_OF_ARTICLES = (*(DCTERMS + name for name in ("title", "issued", "publisher", "identifier")), RDF_TYPE, SCHEMA + "url")
_UNFIT_FOR_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Description:
    """The statements about a thing, in order, and which page of how many they are."""

    iri: str
    triples: tuple[ox.Triple, ...]
    number: int = 1
    pages: int = 1


def describe(store: Store, rows: Rows, iri: str, number: int = 1) -> Description | None:
    """Return what the store says about an IRI; None where it says nothing.

    A thing that many articles name is described by the page: its own statements on each, with 50 of its events and of the articles that
    name it.
    """
    own = list(_own(store, iri))
    pages, others = 1, list[ox.Triple]()
    found = find_thing(rows, iri)
    if found is not None:
        events, articles = timeline(rows, found, number), naming(rows, found, number)
        pages = max(events.pages, articles.pages)
        others += (quad.triple for event in events.entries for quad in store.quads(graph_iri(event.story.identifier), event.iri))
        for story in articles.entries:
            others += _naming(store, graph_iri(story.identifier), story.iri, iri)
    others += _others(store, iri, () if found is None else _COUNTED)
    triples = sorted(set(own) | set(others), key=str)
    return Description(iri, tuple(triples), number, pages) if triples and number <= pages else None


_COUNTED = frozenset({ITSRDF + "taIdentRef"})  # these come by the page, with the events that a thing has a part in


def _own(store: Store, iri: str) -> Iterator[ox.Triple]:
    """Yield what is said of an IRI, and of the nodes that only it has: evidence, tolls, intervals, blank nodes."""
    if iri.startswith(BASE + "article/") and "/" not in iri.removeprefix(BASE + "article/"):
        yield from (quad.triple for quad in store.quads(GRAPHS + iri.removeprefix(BASE)))
        yield from (quad.triple for quad in store.quads(PROVENANCE, iri))
        return
    waiting: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri)]
    seen = set(waiting)
    while waiting and len(seen) < _OWN_LIMIT:
        node = waiting.pop()
        for triple in _of(store, node):
            yield triple
            value = triple.object
            belongs = isinstance(value, ox.BlankNode) or (
                isinstance(value, ox.NamedNode) and (value.value.startswith(iri + "/") or triple.predicate.value == TQ + "evidence")
            )
            if belongs and value not in seen and isinstance(value, ox.NamedNode | ox.BlankNode):
                seen.add(value)
                waiting.append(value)


def _of(store: Store, node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Triple]:
    """Yield what any graph says of a node, each statement once: what is known beforehand stands in thousands of articles again."""
    if isinstance(node, ox.BlankNode):
        yield from (quad.triple for quad in store.db.quads_for_pattern(node, None, None))
        return
    asked = f"SELECT DISTINCT ?p ?o WHERE {{ <{node.value}> ?p ?o }} LIMIT {_OWN_LIMIT}"
    found = store.query(asked)
    assert isinstance(found, ox.QuerySolutions)  # it is a SELECT
    for predicate, value in found:
        assert isinstance(predicate, ox.NamedNode) and value is not None  # both are bound
        yield ox.Triple(node, predicate, value)


def _naming(store: Store, graph: str, article: str, iri: str) -> Iterator[ox.Triple]:
    """Yield what an article is, and the places where it names something."""
    for quad in store.quads(graph, article):
        if quad.predicate.value in _OF_ARTICLES:
            yield quad.triple
    mentions = store.db.quads_for_pattern(None, ox.NamedNode(ITSRDF + "taIdentRef"), ox.NamedNode(iri), ox.NamedNode(graph))
    for mention in mentions:
        yield mention.triple
        if isinstance(mention.subject, ox.NamedNode):
            yield from (quad.triple for quad in store.quads(graph, mention.subject.value) if quad.predicate.value.startswith(NIF))


def _others(store: Store, iri: str, counted: Iterable[str]) -> Iterator[ox.Triple]:
    """Yield who else speaks of an IRI: what belongs to it, who serves in it; a bounded number of each kind."""
    if not counted:
        yield from (quad.triple for quad in islice(store.db.quads_for_pattern(None, None, ox.NamedNode(iri)), _OTHERS_LIMIT))
        return
    for predicate in (ORG + "subOrganizationOf", TQ + "locatedIn", TQ + "basedIn", ORG + "postIn", ORG + "member", ORG + "organization"):
        found = store.db.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(iri))
        for quad in islice(found, _OTHERS_LIMIT):
            yield quad.triple
            if predicate in (ORG + "member", ORG + "organization") and isinstance(quad.subject, ox.NamedNode):
                yield from _of(store, quad.subject)


def of_document(description: Description, document: str) -> tuple[ox.Triple, ...]:
    """Return what is said of the document itself: what it is about, its licence, the dataset that it is part of."""
    node = ox.NamedNode(document)
    said = (
        (RDF_TYPE, _FOAF + "Document"),
        (_FOAF + "primaryTopic", description.iri),
        (DCTERMS + "license", LICENCE),
        (_VOID + "inDataset", DATASET),
    )
    return tuple(ox.Triple(node, ox.NamedNode(predicate), ox.NamedNode(value)) for predicate, value in said)


def in_form(description: Description, document: str, form: Form) -> bytes:
    """Return a description as the document at an address, in one of the syntaxes of RDF."""
    return written((*of_document(description, document), *description.triples), form)


def written(triples: Iterable[ox.Triple], form: Form) -> bytes:
    """Return statements in one of the syntaxes of RDF.

    XML cannot hold some control characters: there they become U+FFFD.
    """
    assert form.syntax is not None  # HTML is made by pages
    listed = [_fit_for_xml(triple) for triple in triples] if form is RDF_XML else triples
    return ox.serialize(listed, format=form.syntax, prefixes=_PREFIXES) or b""


def _fit_for_xml(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if not isinstance(value, ox.Literal) or not _UNFIT_FOR_XML.search(value.value):
        return triple
    text = _UNFIT_FOR_XML.sub("\ufffd", value.value)
    fit = ox.Literal(text, language=value.language) if value.language else ox.Literal(text, datatype=value.datatype)
    return ox.Triple(triple.subject, triple.predicate, fit)


# Names below a longer prefix would be written with a slash in them, which Turtle must escape.
_PREFIXES = {name: iri for name, iri in PREFIXES.items() if name not in ("id", "graph")}
