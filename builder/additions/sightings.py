"""What articles name that the lexicon lacks: out of a store's graphs, or out of readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

import pyoxigraph as ox

from builder.additions.candidates import Sighting
from builder.identifiers import article_iri
from builder.model import Reading, Span
from builder.store import Store
from builder.vocabulary import ITSRDF, KINDS, NIF, ORG, PLACE_KIND, RDF_TYPE, ROLE, SKOS, SUPERCLASSES, TQ, kind_of

_ABOVE = {ORG + "subOrganizationOf", TQ + "locatedIn", TQ + "basedIn"}
_LEFT_OUT = frozenset({"Post", "DisputedTerritory"})
_RELATED = ("partOf", "locatedIn", "basedIn")


def in_reading(reading: Reading) -> Iterator[Sighting]:
    """Yield what one article names that the lexicon lacks."""
    iris = {entity.key: entity.iri for entity in reading.entities}
    above = {r.subject: iris.get(r.object) or "" for r in reversed(reading.relations) if r.kind in _RELATED}
    held = {a.person: (a.role, iris.get(a.organization or "") or "") for a in reversed(reading.appointments)}
    for entity in reading.entities:
        if entity.iri is None and entity.kind not in _LEFT_OUT:
            role, body = held.get(entity.key, ("", ""))
            spans = tuple(sorted(m.span for m in entity.mentions))
            kind, above_it = entity.place_kind or "", above.get(entity.key) or body
            yield Sighting(reading.article.identifier, entity.kind, entity.subtype or "", entity.label, spans, above_it, role, kind)


def in_store(store: Store) -> Iterator[Sighting]:
    """Yield what the articles of a store name that its lexicon lacks, article by article in order."""
    for stored in store.graphs():
        yield from _in_graph(stored.identifier, list(store.quads(stored.iri)))


def copies_in(store: Store) -> dict[str, str]:
    """Return which article repeats which, where the store knows."""
    base = article_iri("")
    found = store.query("SELECT ?copy ?first WHERE { ?copy tq:republicationOf ?first }")
    pairs = [(row["copy"].value, row["first"].value) for row in found] if isinstance(found, ox.QuerySolutions) else []
    return {unquote(copy.removeprefix(base)): unquote(first.removeprefix(base)) for copy, first in sorted(pairs)}


def _in_graph(identifier: str, quads: list[ox.Quad]) -> Iterator[Sighting]:
    own = article_iri(identifier) + "/"
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            said[quad.subject.value][quad.predicate.value].append(quad.object.value)
    spans: dict[str, set[Span]] = defaultdict(set)
    posts: dict[str, dict[str, list[str]]] = {}
    for _, facts in sorted(said.items()):
        for thing in facts.get(ITSRDF + "taIdentRef", ()):
            spans[thing].add(Span(int(facts[NIF + "beginIndex"][0]), int(facts[NIF + "endIndex"][0])))
        for person in facts.get(ORG + "member", ()):
            posts.setdefault(person, facts)
    for thing, facts in sorted(said.items()):
        kinds = kind_of({t.removeprefix(TQ) for t in facts[RDF_TYPE] if t.startswith(TQ)} & SUPERCLASSES.keys() - {"DisputedTerritory"})
        if not thing.startswith(own) or kinds is None or kinds[0] not in KINDS or kinds[0] in _LEFT_OUT or thing not in spans:
            continue
        post = posts.get(thing, {})
        above = [iri for predicate in sorted(_ABOVE) for iri in facts.get(predicate, ())] + post.get(ORG + "organization", [])
        yield Sighting(
            identifier,
            kinds[0],
            kinds[1] or "",
            next(iter(facts.get(SKOS + "prefLabel", ())), ""),
            tuple(sorted(spans[thing])),
            next((iri for iri in above if not iri.startswith(own)), ""),
            next((iri.removeprefix(ROLE) for iri in post.get(ORG + "role", ())), ""),
            next((iri.removeprefix(PLACE_KIND) for iri in facts.get(TQ + "placeKind", ())), ""),
        )
