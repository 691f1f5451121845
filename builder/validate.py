"""The SHACL gate: one article's graph in, what is wrong with it out. The only importer of pyshacl.

The shapes use SHACL core only and every graph is checked alone, without inference, ontology or the other
graphs; what a shape needs to know of a vocabulary stands in its own `sh:in` list. The shapes are parsed
once for each `Validator`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from pyshacl import validate as _shacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import BNode, Literal, Node

from builder.errors import InputError, LexiconError
from builder.resources import ontology_dir
from builder.violations import ARTICLE_SHAPES, LEXICON_SHAPES, Violation, Wordings, conforms
from builder.vocabulary import XSD

__all__ = ["ARTICLE_SHAPES", "LEXICON_SHAPES", "Validator", "Violation", "as_rdflib", "conforms"]


@dataclass(frozen=True, slots=True)
class Validator:
    """A shapes graph that was read once and checks any number of graphs.

    >>> Validator.load().validate_graph(Graph(), "empty")
    []
    """

    graph: Graph
    wordings: Wordings = field(repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Validator:
        """Read the shapes of `path`, by default the article shapes; raise `LexiconError` where that fails."""
        source = path or ontology_dir() / ARTICLE_SHAPES
        wordings = Wordings.load(source)
        graph = Graph(store="SimpleMemory")  # no book-keeping of contexts: pyshacl reads each shape again for each graph
        graph.parse(source, format="turtle")
        graph.remove((None, SH.message, None))  # the wordings have them; pyshacl walks all triples of a shape each time
        return cls(graph, wordings)

    def validate_graph(self, graph: Graph, article: str) -> list[Violation]:
        """Return what is wrong with the graph of one article, in a fixed order.

        A `Dataset` is refused: pyshacl would check all its graphs together and leave it changed.
        """
        if isinstance(graph, Dataset):
            raise TypeError("validate_graph takes the plain graph of one article, not a Dataset")
        try:
            _, report, text = _shacl(
                graph,
                shacl_graph=self.graph,
                inference="none",
                meta_shacl=False,
                advanced=False,
                inplace=False,
                do_owl_imports=False,
            )
        except (ReportableRuntimeError, ArithmeticError) as error:  # of values that it cannot compare
            raise InputError(article, f"the graph cannot be checked ({error}): build the article again") from error
        if not isinstance(report, Graph):
            raise LexiconError(f"the shapes cannot be applied: {text}")
        found = {self._violation(report, result, article) for result in report.objects(None, SH.result)}
        return sorted(found)

    def validate_nquads(self, nquads: bytes, article: str) -> list[Violation]:
        """Return what is wrong with the graph of one article as it goes into the store."""
        return self.validate_graph(as_rdflib(nquads), article)

    def _violation(self, report: Graph, result: Node, article: str) -> Violation:
        """Read one result of pyshacl's report."""
        shape = report.value(result, SH.sourceShape)
        return self.wordings.violation(
            article,
            str(report.value(result, SH.focusNode)),
            str(shape) if isinstance(shape, URIRef) else "",
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
            str(report.value(result, SH.value) or ""),
            str(report.value(result, SH.resultMessage) or ""),
        )


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
            datatype = None if plain else URIRef(term.datatype.value)
            found = Literal(term.value, lang=term.language, datatype=datatype, normalize=False)  # a pattern is tried on what is written
        else:
            found = BNode(str(getattr(term, "value", term)))
        known[term] = found
    return found
