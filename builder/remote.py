"""A Tansiq graph on a SPARQL 1.1 server: read by queries, written graph by graph.

Everything is asked with `GRAPH`, so only questions of the user need a default graph that is the union of all; how the server gives that is
found out once. A server may hold other things too: only the graphs that the provenance graph speaks of are read.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO

import pyoxigraph as ox

from builder.endpoints import Endpoints
from builder.errors import StoreError
from builder.identifiers import GRAPHS
from builder.nquads import canonical
from builder.prefixes import PREFIXES
from builder.provenance import IDENTIFIER, PROV, PROVENANCE, SHA256
from builder.reading import Answer, StoredGraph, Term
from builder.substitution import is_graph, prepared
from builder.transport import Body, Connection, Refused

_FEW, _MANY = 20, 100  # graphs that one request reads, whole or a few predicates of each
_SUBJECTS = 500  # subjects that one request asks for
_BUFFER = 1 << 16  # bytes
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_DATASET = "<https://w3id.org/tansiq/dataset> a <http://rdfs.org/ns/void#Dataset>"
_LOADED = f"ASK {{ GRAPH <{PROVENANCE}> {{ {_DATASET} }} }}"
_UNITED = f"ASK {{ {_DATASET} . GRAPH <{PROVENANCE}> {{ {_DATASET} }} }}"
_WAYS: tuple[Mapping[str, str], ...] = ({}, {"union-default-graph": "true"})  # most servers need nothing; Oxigraph is told with each query


class RemoteStore:
    """A graph behind an endpoint; a context manager."""

    def __init__(self, endpoints: Endpoints, connection: Connection | None = None) -> None:
        self.endpoints = endpoints
        self.connection = connection or Connection(endpoints)
        self._way: Mapping[str, str] | None = None

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self.connection.close()

    @property
    def name(self) -> str:
        """Return the address, as errors say it."""
        return self.endpoints.query.partition("?")[0]

    # ------------------------------------------------------------------------------------------------------------------ reading

    def graphs(self) -> tuple[StoredGraph, ...]:
        """Return the article graphs in order of their identifiers."""
        asked = f"SELECT ?g ?id ?hash WHERE {{ GRAPH <{PROVENANCE}> {{ ?g <{IDENTIFIER}> ?id OPTIONAL {{ ?g <{SHA256}> ?hash }} }} }}"
        return tuple(sorted((StoredGraph(_value(r[1]), _value(r[0]), _value(r[2])) for r in self.rows(asked)), key=lambda g: g.identifier))

    def graph(self, identifier: str) -> StoredGraph:
        """Return the article graph of an identifier; an error if there is none."""
        asked = f"SELECT ?g ?hash WHERE {{ GRAPH <{PROVENANCE}> {{ ?g <{IDENTIFIER}> {ox.Literal(identifier)} ; <{SHA256}> ?hash }} }}"
        for graph, digest in self.rows(asked):
            return StoredGraph(identifier, _value(graph), _value(digest))
        raise StoreError(f"{self.name}: has no article {identifier!r}: `tansiq query articles` lists those that it has")

    def named_graphs(self) -> list[str]:
        """Return the IRIs of all graphs that are recorded, and of the record itself, in order."""
        recorded = f'GRAPH <{PROVENANCE}> {{ ?g a <{PROV}Entity> FILTER(STRSTARTS(STR(?g), "{GRAPHS}")) }}'
        found = {_value(graph) for (graph,) in self.rows(f"SELECT DISTINCT ?g WHERE {{ {recorded} }}")}
        if not found:
            self._require_graph()
        return sorted({*found, PROVENANCE})

    def contents(self, graphs: Sequence[str], predicates: Sequence[str] = ()) -> Iterator[tuple[str, list[ox.Quad]]]:
        """Yield each of the graphs with its statements, or those of some predicates: a batch of graphs with each request."""
        those = f" FILTER(?p IN ({', '.join(map(_iri, predicates))}))" if predicates else ""
        for batch in _batches(graphs, _MANY if predicates else _FEW):
            found: dict[str, list[ox.Quad]] = {graph: [] for graph in batch}
            asked = f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {_iris(batch)} }} GRAPH ?g {{ ?s ?p ?o }}{those} }}"
            for graph, s, p, o in self.rows(asked, streamed=False):
                found[_value(graph)].append(_quad(s, p, o, graph))
            for graph_iri, quads in found.items():
                yield graph_iri, canonical(quads)

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """Yield the statements of one graph as they come in, so that it may be of any size; blank nodes have the server's names."""
        for s, p, o in self.rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {_iri(graph)} {{ ?s ?p ?o }} }}"):
            yield _quad(s, p, o, ox.NamedNode(graph))

    def about(self, graph: str, subjects: Iterable[str]) -> Iterator[ox.Quad]:
        """Yield what one graph says of some subjects: hundreds with each request."""
        for batch in _batches(subjects, _SUBJECTS):
            asked = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {_iris(batch)} }} GRAPH {_iri(graph)} {{ ?s ?p ?o }} }}"
            yield from (_quad(s, p, o, ox.NamedNode(graph)) for s, p, o in self.rows(asked, streamed=False))

    def query(self, text: str, substitutions: Mapping[ox.Variable, Term] | None = None) -> Answer:
        """Ask in SPARQL with the usual prefixes over the union of all graphs; values of variables are written into the query."""
        asked = prepared(text, substitutions or {})
        try:
            body, kind = self._ask(asked, self._united())
        except Refused as refused:
            if refused.status == 400:  # a mistake in the query: our own parser says where
                ox.Store().query(text, prefixes=PREFIXES)
            raise
        if kind == _TRIPLES:
            return (quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)

    def article(self, identifier: str) -> None:
        """Return None: the texts are not on a server."""
        return None

    def recorded(self, graphs: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 that each of the graphs is recorded with, where it is."""
        found: dict[str, str] = {}
        for batch in _batches(graphs, _SUBJECTS):
            asked = f"SELECT ?g ?hash WHERE {{ VALUES ?g {{ {_iris(batch)} }} GRAPH <{PROVENANCE}> {{ ?g <{SHA256}> ?hash }} }}"
            found.update((_value(graph), _value(digest)) for graph, digest in self.rows(asked, streamed=False))
        return found

    def rows(self, select: str, *, streamed: bool = True) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows of a SELECT, which must name its graphs, as they come in.

        An answer that is not streamed is held whole, and asked for again where the connection breaks off in the midst of it.
        """
        body, _ = self._ask(select, {}, streamed=streamed)
        try:
            found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            if not isinstance(found, ox.QuerySolutions):
                raise ValueError("it is no table")
            yield from map(tuple, found)
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"{self.name}: the answer cannot be read: {error}") from error

    def _ask(self, text: str, fields: Mapping[str, str], *, streamed: bool = True) -> tuple[IO[bytes], str]:
        """Send a query and return its answer and the format of it; an answer of another kind is an error."""
        wanted = _TRIPLES if is_graph(text) else _ROWS
        headers = {"Content-Type": "application/sparql-query", "Accept": wanted}
        answer = self.connection.send("POST", self.endpoints.query, text.encode(), headers, fields, streamed=streamed)
        kind = answer.headers.get("Content-Type", "nothing").partition(";")[0].strip().lower()
        if kind not in (wanted, "application/json", "text/plain"):
            raise StoreError(f"{self.name}: answers with {kind} where {wanted} is asked for: is this the address for SPARQL queries?")
        if cut := answer.headers.get("X-SPARQL-MaxRows"):  # Virtuoso, which else leaves the rest out in silence
            raise StoreError(f"{self.name}: the server cuts answers at {cut} rows: raise its ResultSetMaxRows")
        if answer.headers.get("X-SQL-State", "").startswith("S1T"):  # Virtuoso, when its time is up
            raise StoreError(f"{self.name}: the server had no time for the whole answer: give it longer there, or ask for less")
        return io.BufferedReader(Body(self.connection, answer), _BUFFER) if streamed else io.BytesIO(answer.data), wanted

    def _united(self) -> Mapping[str, str]:
        """Return what makes this server's default graph the union of all graphs."""
        if self._way is None:
            self._way = next((way for way in _WAYS if self._yes(_UNITED, way)), None)
        if self._way is None:
            self._require_graph()
            raise StoreError(
                f"{self.name}: the server's default graph is not the union of its named graphs: set it so (docs/stores.md says how)"
            )
        return self._way

    def described(self) -> bool:
        """Tell whether the server holds a Tansiq graph, by the description of it."""
        return self._yes(_LOADED, {})

    def _require_graph(self) -> None:
        if not self.described():
            raise StoreError(f"{self.name}: holds no Tansiq graph: load one into it")

    def _yes(self, ask: str, fields: Mapping[str, str]) -> bool:
        body, _ = self._ask(ask, fields, streamed=False)
        try:
            return bool(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"{self.name}: the answer cannot be read: {error}") from error

    # ------------------------------------------------------------------------------------------------------------------ writing

    def require_writing(self) -> None:
        """Raise an error where no address for updates is known."""
        if self.endpoints.update is None:
            raise StoreError(f"{self.name}: no address for updates is known: give query=URL,update=URL,graphs=URL")

    def put_graph(self, graph: str, ntriples: bytes) -> None:
        """Put triples in the place of a graph: by the Graph Store Protocol, or by an update where the server is not known to have it."""
        if self.endpoints.graphs is None or not ntriples:
            content = f" ; INSERT DATA {{ GRAPH <{graph}> {{\n{ntriples.decode()}}} }}" if ntriples else ""
            self.update(f"DROP SILENT GRAPH <{graph}>{content}")
        else:
            self.connection.send("PUT", self.endpoints.graphs, ntriples, {"Content-Type": _TRIPLES}, {"graph": graph})

    def update(self, text: str) -> None:
        """Run a SPARQL update, which must be one that may run twice."""
        self.require_writing()
        assert self.endpoints.update is not None
        self.connection.send("POST", self.endpoints.update, text.encode(), {"Content-Type": "application/sparql-update"})


def _batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    source = iter(items)
    return iter(lambda: list(islice(source, size)), [])


def _iris(names: Iterable[str]) -> str:
    """Return IRIs as SPARQL, each tested to be one.

    >>> _iris(["a:b", "a:c"])
    '<a:b> <a:c>'
    """
    return " ".join(map(_iri, names))


def _iri(name: str) -> str:
    return str(ox.NamedNode(name))


def _value(term: Term | None) -> str:
    return "" if term is None or isinstance(term, ox.Triple) else term.value


def _quad(s: Term | None, p: Term | None, o: Term | None, graph: Term | None) -> ox.Quad:
    assert isinstance(s, ox.NamedNode | ox.BlankNode) and isinstance(p, ox.NamedNode) and o is not None and isinstance(graph, ox.NamedNode)
    return ox.Quad(s, p, o, graph)
