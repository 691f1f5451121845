"""What readers need of a graph, wherever it is kept: in the embedded database or behind a SPARQL endpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from builder.model import Article

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """One article graph of a store, with the SHA-256 of the N-Quads that it was loaded from."""

    identifier: str
    iri: str
    sha256: str


class GraphSource(Protocol):
    """A graph that can be read: `builder.store.Store` and `builder.remote.RemoteStore`."""

    @property
    def name(self) -> str:
        """Return the folder or address, as errors say it."""

    def graphs(self) -> tuple[StoredGraph, ...]:
        """Return the article graphs in order of their identifiers."""

    def graph(self, identifier: str) -> StoredGraph:
        """Return the article graph of an identifier; an error if there is none."""

    def named_graphs(self) -> list[str]:
        """Return the IRIs of all graphs in order: those of articles, the lexicon, the ontology, links and provenance."""

    def contents(self, graphs: Sequence[str], predicates: Sequence[str] = ()) -> Iterator[tuple[str, list[ox.Quad]]]:
        """Yield each of the graphs with its statements, or those of some predicates, in the order of `graphs`."""

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """Yield the statements of one graph, which may be of any size, as they are read."""

    def about(self, graph: str, subjects: Iterable[str]) -> Iterator[ox.Quad]:
        """Yield what one graph says of some subjects."""

    def query(self, text: str, substitutions: Mapping[ox.Variable, Term] | None = None) -> Answer:
        """Ask in SPARQL with the usual prefixes; the default graph is the union of all graphs.

        Raise what pyoxigraph raises: SyntaxError for a mistake in the query, with its place where known, OSError and its kin otherwise.
        """

    def article(self, identifier: str) -> Article | None:
        """Return the text that an article's graph was read from; None where no texts are kept."""
