"""The gate of a build: a fast SHACL engine lets sound graphs through, and pyshacl, the reference, reports on what is stopped.

pyshacl takes 30 ms for an article's graph and 15 more for rdflib to hold it; the engine of the package `shacl` takes 2. A test proves
that both agree on every shape: on sound graphs and on each of the ways of spoiling one that the tests know.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import shacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from builder.resources import ontology_dir
from builder.validate import ARTICLE_SHAPES, Validator, Violation
from builder.vocabulary import XSD


@dataclass(frozen=True, slots=True)
class Gate:
    """Shapes that were compiled once by both engines."""

    quick: shacl.Shapes
    reference: Validator

    @classmethod
    def load(cls, path: Path | None = None) -> Gate:
        """Read the shapes of `path`, by default those of article graphs."""
        source = path or ontology_dir() / ARTICLE_SHAPES
        reference = Validator.load(source)
        return cls(shacl.Shapes.from_file(str(source)), reference)

    def check(self, nquads: bytes, article: str) -> tuple[Violation, ...]:
        """Return what is wrong with the graph of one article; pyshacl has the word wherever something blocks it.

        Notes that block nothing (warnings, hints) are taken from the fast engine as they are.
        """
        results = self.quick.validate_text(as_triples(nquads), format="ntriples").results
        if any(r.severity == "Violation" for r in results):
            return tuple(self.reference.validate_graph(as_rdflib(nquads), article))
        return tuple(
            sorted(self.reference.note(article, r.focus_node.strip("<>"), (r.source_shape or "").strip("<>"), r.severity) for r in results)
        )


def as_triples(nquads: bytes) -> str:
    """Return the N-Triples of one article's N-Quads, whose lines all end in the same graph.

    >>> as_triples(b'<a:s> <a:p> "x" <a:g> .\\n')
    '<a:s> <a:p> "x" .'
    """
    return b"\n".join(line.rpartition(b" <")[0] + b" ." for line in nquads.splitlines()).decode()


def as_rdflib(nquads: bytes) -> Graph:
    """Return the triples of one article's N-Quads as a plain rdflib graph, which is what pyshacl needs."""
    graph = Graph()
    terms: dict[object, Node] = {}
    for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
        graph.add((_term(quad.subject, terms), _term(quad.predicate, terms), _term(quad.object, terms)))
    return graph


def _term(term: object, known: dict[object, Node]) -> Node:
    """Return pyoxigraph's term as rdflib's; most terms of a graph recur."""
    found = known.get(term)
    if found is None:
        if isinstance(term, ox.NamedNode):
            found = URIRef(term.value)
        elif isinstance(term, ox.Literal):
            plain = term.language or term.datatype.value == XSD + "string"
            found = Literal(term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value))
        else:
            found = BNode(str(getattr(term, "value", term)))
        known[term] = found
    return found
