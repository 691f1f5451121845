"""The forms of SPARQL results: of tables (SELECT, ASK) and of graphs (CONSTRUCT, DESCRIBE)."""

from __future__ import annotations

import pyoxigraph as ox

from builder.site.forms import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Form

JSON = Form("json", ("application/sparql-results+json", "application/json"))
XML = Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml"))
CSV = Form("csv", ("text/csv",))
TSV = Form("tsv", ("text/tab-separated-values",))

TABLES = (JSON, XML, CSV, TSV)
GRAPHS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
SYNTAXES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_SHORT = {"turtle": TURTLE, "ntriples": N_TRIPLES, "n-triples": N_TRIPLES, "rdfxml": RDF_XML, "json-ld": JSON_LD}


def named(name: str) -> tuple[Form | None, Form | None]:
    """Return the forms of a table and of a graph that `?format=` names with an ending, a usual name or a media type.

    Where one name can mean both ("json", "xml"), it does.

    >>> [form and form.ending for form in named("csv") + named("turtle") + named("json") + named("xml") + named("pdf")]
    ['csv', None, None, 'ttl', 'json', 'jsonld', 'xml', 'rdf', None, None]
    """
    name = name.lower()
    if name in ("json", "xml"):
        return (JSON, JSON_LD) if name == "json" else (XML, RDF_XML)
    table = next((form for form in TABLES if name == form.ending or name in form.media), None)
    graph = _SHORT.get(name) or next((form for form in GRAPHS if name == form.ending or name in form.media), None)
    return table, graph
