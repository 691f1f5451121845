"""What the endpoint says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from builder.identifiers import ARTICLE_GRAPHS
from builder.prefixes import PREFIXES
from builder.server.askers import Askers
from builder.server.limits import Limits
from builder.server.questions import Question
from builder.site.addresses import DATASET
from builder.site.forms import Form

LISTED = 100  # graphs that the description lists at most; those of no article come first
_SD, _FORMATS = "http://www.w3.org/ns/sparql-service-description#", "http://www.w3.org/ns/formats/"
_RESULTS = (*(f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")), "Turtle", "N-Triples", "RDF_XML", "JSON-LD")
_PREFIXES = {"sd": _SD, "formats": _FORMATS} | {name: PREFIXES[name] for name in ("void", "rdf", "rdfs", "xsd")}
_GRAPHS = f'SELECT ?graph {{ GRAPH ?graph {{}} }} ORDER BY STRSTARTS(STR(?graph), "{ARTICLE_GRAPHS}") ?graph LIMIT {LISTED}'
_NUMBER = "SELECT (COUNT(*) AS ?number) { GRAPH ?graph {} }"
_SIZES = "SELECT ?graph (COUNT(*) AS ?number) {{ VALUES ?graph {{ {} }} GRAPH ?graph {{ ?s ?p ?o }} }} GROUP BY ?graph"


@dataclass(frozen=True, slots=True)
class Graphs:
    """The first named graphs with how many statements each holds (None where counting took too long), and how many graphs there are.

    `settled` tells that asking again would tell no more: the store stays as it is while it is served.
    """

    listed: tuple[tuple[str, int | None], ...]
    number: int | None
    settled: bool = True


async def find_graphs(askers: Askers) -> Graphs:
    """Ask which graphs the store has; what is not answered within the limits is left out."""
    names, listed = await _rows(askers, _GRAPHS)
    number, numbered = await _rows(askers, _NUMBER)
    graphs = [str(row["graph"]) for row in names]
    counted: dict[str, int] = {}
    settled = listed and numbered
    # The graphs of articles are small and are counted together; each of the others may be large.
    large = [graph for graph in graphs if not graph.startswith(ARTICLE_GRAPHS)]
    for together in [*([graph] for graph in large), graphs[len(large) :]]:
        rows, told = await _rows(askers, _SIZES.format(" ".join(f"<{graph}>" for graph in together))) if together else ([], True)
        counted |= {row["graph"]: int(row["number"]) for row in rows}
        settled = settled and told
    return Graphs(tuple((graph, counted.get(graph)) for graph in graphs), int(number[0]["number"]) if number else None, settled)


async def _rows(askers: Askers, query: str) -> tuple[list[dict[str, str]], bool]:
    """Return the rows of a table, and whether they are the last word, be it that there are too many."""
    told = await askers.ask(Question(query))
    if told.kind != "table":
        return [], told.kind not in ("busy", "failed")
    return [{name: term["value"] for name, term in row.items()} for row in json.loads(told.body)["results"]["bindings"]], True


def description(endpoint: str, graphs: Graphs, limits: Limits, form: Form) -> bytes:
    """Return the description of the endpoint at an address, as RDF in a form; equal input gives equal bytes.

    >>> from builder.site.forms import N_TRIPLES
    >>> text = description("http://host/sparql", Graphs((("urn:g", 7),), 1), Limits(), N_TRIPLES).decode()
    >>> [line for line in text.splitlines() if "#triples>" in line]
    ['<http://host/sparql#graph-1-content> <http://rdfs.org/ns/void#triples> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .']
    """
    statements = [
        ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value if isinstance(value, ox.Literal) else ox.NamedNode(value))
        for subject, predicate, value in _statements(endpoint, graphs, limits)
    ]
    assert form.syntax is not None
    return ox.serialize(statements, format=form.syntax, prefixes=_PREFIXES) or b""


def _statements(endpoint: str, graphs: Graphs, limits: Limits) -> Iterator[tuple[str, str, str | ox.Literal]]:
    a, comment = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "comment"
    service, dataset, union = (f"{endpoint}#{name}" for name in ("service", "default-dataset", "default-graph"))
    yield service, a, _SD + "Service"
    yield service, _SD + "endpoint", endpoint
    yield service, _SD + "supportedLanguage", _SD + "SPARQL11Query"
    for name in _RESULTS:
        yield service, _SD + "resultFormat", _FORMATS + name
    yield service, _SD + "feature", _SD + "UnionDefaultGraph"
    yield service, _SD + "defaultDataset", dataset
    yield service, comment, ox.Literal(_limits(limits), language="en")
    yield dataset, a, _SD + "Dataset"
    yield dataset, PREFIXES["rdfs"] + "seeAlso", DATASET
    if graphs.number is not None:
        told = f"{graphs.number:,} named graphs, {len(graphs.listed):,} of them listed here."
        yield dataset, comment, ox.Literal(told, language="en")
    yield dataset, _SD + "defaultGraph", union
    yield union, a, _SD + "Graph"
    yield union, comment, ox.Literal("The union of all named graphs.", language="en")
    yield from _named(endpoint, dataset, graphs.listed)
    yield DATASET, PREFIXES["void"] + "sparqlEndpoint", endpoint


def _named(endpoint: str, dataset: str, listed: Sequence[tuple[str, int | None]]) -> Iterator[tuple[str, str, str | ox.Literal]]:
    a = PREFIXES["rdf"] + "type"
    for position, (name, size) in enumerate(listed, 1):
        graph = f"{endpoint}#graph-{position}"
        yield dataset, _SD + "namedGraph", graph
        yield graph, a, _SD + "NamedGraph"
        yield graph, _SD + "name", name
        if size is not None:
            yield graph, _SD + "graph", f"{graph}-content"
            yield f"{graph}-content", a, _SD + "Graph"
            yield f"{graph}-content", PREFIXES["void"] + "triples", ox.Literal(size)


def _limits(limits: Limits) -> str:
    return (
        f"A query may take {limits.seconds:g} seconds and {limits.memory / 1e6:,.0f} MB, be {limits.query:,} bytes long, and give "
        f"{limits.rows:,} rows or statements in {limits.size / 1e6:,.0f} MB. One that would take more is answered with an error."
    )
