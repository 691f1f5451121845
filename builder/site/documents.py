"""The ontology's document, those of the vocabularies and that of the shapes, as statements: what machines get at their addresses.

Every statement of the store's graph of the ontology stands in one of them at least. They are sorted, and the names of blank nodes (they
stand for unions of classes) depend on the document's own statements alone, so that equal documents have equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from builder.nquads import canonical
from builder.reading import GraphSource
from builder.site.addresses import ONTOLOGY
from builder.site.glossary import ontology_triples, shipped
from builder.vocabulary import SKOS, VOCABULARIES

SHAPES = ONTOLOGY.removesuffix("ontology") + "shapes"
_IN_SCHEME = ox.NamedNode(SKOS + "inScheme")


def ontology_document(store: GraphSource) -> list[ox.Triple]:
    """Return what is said of the ontology and its terms: all of the graph but the vocabularies."""
    return _document(ontology_triples(store), lambda subject: not subject.startswith(VOCABULARIES))


def vocabulary_document(store: GraphSource, scheme: str) -> list[ox.Triple]:
    """Return what is said of a vocabulary and its concepts, by the vocabulary's IRI; nothing where there is none."""
    triples = ontology_triples(store)
    node = ox.NamedNode(scheme)
    own = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode) and t.predicate == _IN_SCHEME and t.object == node}
    return _document(triples, lambda subject: subject == scheme or subject in own)


def shapes_document() -> list[ox.Triple]:
    """Return the shapes that every article's graph is held to."""
    return _document(shipped("shapes.ttl"), lambda subject: True)


def _document(triples: Iterable[ox.Triple], wanted: Callable[[str], bool]) -> list[ox.Triple]:
    """Return the statements about what is wanted, with those of the blank nodes that they lead to."""
    named: list[ox.Triple] = []
    blank: dict[ox.BlankNode, list[ox.Triple]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            blank.setdefault(triple.subject, []).append(triple)
        elif isinstance(triple.subject, ox.NamedNode) and wanted(triple.subject.value):
            named.append(triple)
    found, todo = list(named), [t.object for t in named]
    while todo:
        term = todo.pop()
        if isinstance(term, ox.BlankNode):
            more = blank.pop(term, [])
            found += more
            todo += [t.object for t in more]
    quads = canonical([ox.Quad(t.subject, t.predicate, t.object) for t in found])
    return sorted((quad.triple for quad in quads), key=str)
