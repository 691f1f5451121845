"""The ontology and the vocabularies as records: each class, property, individual, scheme and concept with all that is said of it.

They come from the store's own graph, so that pages show what its data were written with; where the store has none, from the files that
belong to the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from builder.identifiers import GRAPHS
from builder.nquads import canonical
from builder.prefixes import shorten
from builder.reading import GraphSource
from builder.resources import ontology_dir
from builder.site.addresses import ONTOLOGY
from builder.vocabulary import RDF_FIRST, RDF_REST, RDF_TYPE, RDFS, SKOS, TQ, VOCABULARIES

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Said = Mapping[str, Mapping[str, Sequence[Term]]]  # by subject (a blank node's with _: before it) and predicate
OWL = "http://www.w3.org/2002/07/owl#"
GRAPH = GRAPHS + "ontology"
NO_TERM = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"
MATCHES = tuple(SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))
ALIGNMENTS = (
    *(RDFS + name for name in ("subClassOf", "subPropertyOf", "seeAlso")),
    *(OWL + name for name in ("equivalentClass", "equivalentProperty", "sameAs")),
    *MATCHES,
)
_PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_MORE_PREFIXES = {
    "http://www.opengis.net/ont/geosparql#": "geosparql",
    "http://purl.org/vocab/vann/": "vann",
    "https://w3id.org/tansiq/shapes#": "tqsh",
    VOCABULARIES: "vocab",
}


def prefixed(iri: str) -> str:
    """Return an IRI with its usual prefix, for people to read; those too that queries know no prefix of.

    >>> prefixed("http://www.opengis.net/ont/geosparql#Feature"), prefixed("http://www.w3.org/ns/org#Post"), prefixed("urn:x")
    ('geosparql:Feature', 'org:Post', 'urn:x')
    """
    for space, name in _MORE_PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and "/" not in local:
            return f"{name}:{local}"
    return shorten(iri)


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, with what is said of it by predicate; `kind` is class, property, individual, scheme or concept."""

    iri: str
    kind: str
    said: Mapping[str, Sequence[Term]]

    @property
    def local(self) -> str:
        """The name of the term in its namespace."""
        return self.iri.rpartition("#")[2] if "#" in self.iri else self.iri.rpartition("/")[2]

    def texts(self, predicate: str, lang: str) -> list[str]:
        """Return the texts in a language, in order."""
        return [v.value for v in self.said.get(predicate, ()) if isinstance(v, ox.Literal) and (v.language or "") == lang]

    def text(self, predicate: str, lang: str) -> str:
        """Return the first text in a language, empty where there is none."""
        return next(iter(self.texts(predicate, lang)), "")

    def values(self, predicate: str) -> list[str]:
        """Return the texts without a language: numbers, codes, dates."""
        return self.texts(predicate, "")

    def links(self, predicate: str) -> list[str]:
        """Return the IRIs that a predicate leads to, in order."""
        return [v.value for v in self.said.get(predicate, ()) if isinstance(v, ox.NamedNode)]

    def label(self, lang: str) -> str:
        """Return the label in a language, or the name where it has none."""
        return self.text(RDFS + "label", lang) or self.text(SKOS + "prefLabel", lang) or self.local


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms by their IRIs, in order of these; `unions` are the classes that a blank node stands for, by its name.

    `pointed` has, by predicate and IRI, the terms from which the predicate leads there, and `reaching` the properties whose domain or
    range, their own or one from above, an IRI is or is one of; `read_glossary` fills both.
    """

    entries: Mapping[str, Entry]
    unions: Mapping[str, tuple[str, ...]]
    pointed: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    reaching: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Entry]:
        """Return the terms of a kind, in order of their IRIs."""
        return [entry for entry in self.entries.values() if entry.kind == kind]

    @property
    def ontology(self) -> Entry:
        """What is said of the ontology as a whole."""
        return self.entries.get(ONTOLOGY) or Entry(ONTOLOGY, "ontology", {})

    def pointing(self, predicate: str, iri: str) -> list[str]:
        """Return the terms from which a predicate leads to an IRI, through a union of classes too: its subclasses, say."""
        return list(dict.fromkeys(self.pointed.get((predicate, iri), ())))

    def classes(self, entry: Entry, predicate: str) -> list[tuple[str, ...]]:
        """Return what a predicate leads to: groups of IRIs of which one must hold; of a plain value the group has one."""
        groups = ((v.value,) if isinstance(v, ox.NamedNode) else self.unions.get(str(v), ()) for v in entry.said.get(predicate, ()))
        return sorted(group for group in groups if group)

    def above(self, iri: str, predicate: str) -> list[str]:
        """Return all that stands above a term by rdfs:subClassOf or rdfs:subPropertyOf, the nearest first."""
        found: list[str] = []
        todo = [iri]
        while todo:
            entry = self.entries.get(todo.pop(0))
            fresh = [up for up in entry.links(predicate) if up not in found and up != iri] if entry else []
            found += fresh
            todo += fresh
        return found

    def reach(self, entry: Entry, predicate: str) -> tuple[list[tuple[str, ...]], str]:
        """Return the domain or range of a property, and the property above it that it has it from (empty where it is its own)."""
        own = self.classes(entry, predicate)
        if own:
            return own, ""
        for up in self.above(entry.iri, RDFS + "subPropertyOf"):
            groups = self.classes(self.entries[up], predicate) if up in self.entries else []
            if groups:
                return groups, up
        return [], ""

    def properties_with(self, iri: str, predicate: str) -> list[Entry]:
        """Return the properties whose domain or range, their own or one from above, a class is or is one of."""
        return [self.entries[name] for name in dict.fromkeys(self.reaching.get((predicate, iri), ()))]

    def concepts(self, scheme: str) -> list[Entry]:
        """Return the concepts of a vocabulary in its own order where it has one (by rank, by number), else by their names."""
        found = [self.entries[iri] for iri in self.pointing(SKOS + "inScheme", scheme)]
        return sorted(found, key=_place)


def _place(concept: Entry) -> tuple[float, str]:
    for predicate, sign in ((TQ + "rankOrder", -1), (SKOS + "notation", 1)):
        for value in concept.values(predicate):
            if value.isdecimal():
                return sign * float(value), concept.iri
    return 0.0, concept.iri


def by_subject(triples: Iterable[ox.Triple]) -> Said:
    """Return statements by subject and predicate; what a predicate leads to is in order."""
    said: dict[str, dict[str, list[Term]]] = {}
    for triple in sorted(triples, key=str):
        subject = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else str(triple.subject)
        said.setdefault(subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return said


def members(said: Said, head: Term) -> Iterator[Term]:
    """Yield the members of an RDF list; one that runs in a circle ends where it closes."""
    seen: set[str] = set()
    while isinstance(head, ox.BlankNode) and str(head) not in seen:
        seen.add(str(head))
        of = said.get(str(head), {})
        yield from of.get(RDF_FIRST, ())[:1]
        rest = of.get(RDF_REST, ())
        if not rest:
            return
        head = rest[0]


def ontology_triples(store: GraphSource) -> list[ox.Triple]:
    """Return the statements of the store's ontology and vocabularies, or of the program's own files where it has none of them."""
    found = [quad.triple for _, quads in store.contents([GRAPH]) for quad in quads]
    if any(t.predicate.value == RDF_TYPE and t.object == ox.NamedNode(OWL + "Ontology") for t in found):
        return found
    return shipped("tansiq.ttl", "vocab/*.ttl")


def shipped(*patterns: str) -> list[ox.Triple]:
    """Return the statements of files of the ontology's folder, with names of blank nodes that depend on the statements alone."""
    paths = sorted(path for pattern in patterns for path in ontology_dir().glob(pattern))
    return [quad.triple for quad in canonical([quad for path in paths for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)])]


def read_glossary(store: GraphSource) -> Glossary:
    """Return the terms of a store."""
    said = by_subject(ontology_triples(store))
    entries = {iri: Entry(iri, kind, of) for iri, of in sorted(said.items()) if (kind := _kind(iri, of))}
    unions = {}
    for node, of in said.items():
        listed = [m.value for head in of.get(OWL + "unionOf", ()) for m in members(said, head) if isinstance(m, ox.NamedNode)]
        if node.startswith("_:") and listed:
            unions[node] = tuple(sorted(listed))
    glossary = Glossary(entries, unions)
    for entry in entries.values():
        for predicate in entry.said:
            for iri in (iri for group in glossary.classes(entry, predicate) for iri in group):
                glossary.pointed.setdefault((predicate, iri), []).append(entry.iri)
        if entry.kind == "property":
            for predicate in (RDFS + "domain", RDFS + "range"):
                for iri in (iri for group in glossary.reach(entry, predicate)[0] for iri in group):
                    glossary.reaching.setdefault((predicate, iri), []).append(entry.iri)
    return glossary


def _kind(iri: str, of: Mapping[str, Sequence[Term]]) -> str:
    """Return the kind of a term, empty for what is none of ours (a declaration of somebody else's property)."""
    types = {term.value for term in of.get(RDF_TYPE, ()) if isinstance(term, ox.NamedNode)}
    if iri == ONTOLOGY:
        return "ontology"
    if iri.startswith(TQ):
        if OWL + "Class" in types:
            return "class"
        return "property" if any(OWL + name in types for name in _PROPERTIES) else "individual"
    if iri.startswith(VOCABULARIES):
        return "scheme" if SKOS + "ConceptScheme" in types else "concept"
    return ""
