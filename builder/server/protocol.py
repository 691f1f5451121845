"""What a request asks of the SPARQL endpoint (SPARQL 1.1 Protocol, 2.1: the query operation)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox

from builder.errors import TansiqError
from builder.server.limits import Limits
from builder.server.questions import Question
from builder.server.results import GRAPHS, TABLES, named
from builder.site.forms import HTML, RDF_FORMS, Form, accepted

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_NO_UPDATES = "this endpoint answers queries and takes no updates"
_FIELDS = 2000  # of one request
_OTHERS = 20_000  # bytes of a request beside its query: graphs, language, form


class Refused(TansiqError):
    """A request that is no query, or none that is taken; `status` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """A request: the query (None where there is none), its dataset, and which forms the client takes of a result."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    table: Form | None
    graph: Form | None
    page: bool
    """The client is a person's browser."""

    @property
    def question(self) -> Question:
        """What is asked of the store; a page shows tables and Turtle."""
        table, graph = ("json", "ttl") if self.page else (self.table.ending if self.table else "", self.graph.ending if self.graph else "")
        return Question(self.query or "", self.default_graphs, self.named_graphs, table, graph)


def longest_body(limits: Limits) -> int:
    """Return how long the body of a request may be: each byte of a query may be written as three."""
    return 3 * limits.query + _OTHERS


def read_request(method: str, address: bytes, content_type: str, body: bytes, accept: str, limits: Limits) -> Request:
    """Read a request; `address` is what stands behind the question mark of its URL.

    >>> read_request("GET", b"query=ASK%7B%7D&named-graph-uri=urn:g", "", b"", "text/csv", Limits()).question
    Question(query='ASK{}', default_graphs=(), named_graphs=('urn:g',), table='csv', graph='')
    """
    fields = _fields(address, "address")
    if method == "POST":
        fields += _posted(content_type, body)
    if any(name == "update" for name, _ in fields):
        raise Refused(403, _NO_UPDATES)
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise Refused(400, f"the request has {len(queries)} queries: send one")
    if not queries and method == "POST":
        raise Refused(400, "the request has no query: send the parameter query, or the query itself as application/sparql-query")
    if queries and len(queries[0].encode()) > limits.query:
        raise Refused(413 if method == "POST" else 414, f"the query is longer than the limit of {limits.query:,} bytes")
    graphs = {kind: tuple(_iri(kind, value) for name, value in fields if name == kind) for kind in ("default-graph-uri", "named-graph-uri")}
    table, graph, page = _forms(accept, [value for name, value in fields if name == "format" and value], bool(queries))
    return Request(queries[0] if queries else None, graphs["default-graph-uri"], graphs["named-graph-uri"], table, graph, page)


def _posted(content_type: str, body: bytes) -> list[tuple[str, str]]:
    kind, _, parameters = content_type.partition(";")
    charset = parameters.lower().replace(" ", "").replace('"', "").partition("charset=")[2].partition(";")[0]
    if charset not in ("", "utf-8", "utf8"):
        raise Refused(415, f"the request is written in {charset[:40]}: send UTF-8")
    match kind.strip().lower():
        case "application/x-www-form-urlencoded":
            return _fields(body, "form")
        case "application/sparql-query":
            return [("query", _decoded(body, "query"))]
        case "application/sparql-update":
            raise Refused(403, _NO_UPDATES)
    raise Refused(415, f"the Content-Type of the request must be {_FORM} or {_QUERY}")


def _fields(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_decoded(data, where), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise Refused(400, f"the {where} of the request is not UTF-8") from error
    except ValueError as error:
        raise Refused(400, f"the {where} of the request has more than {_FIELDS} parameters") from error


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, f"the {where} of the request is not UTF-8") from error


def _iri(parameter: str, value: str) -> str:
    try:
        return ox.NamedNode(value).value
    except ValueError as error:
        raise Refused(400, f"{parameter}={value[:200]}: is not an IRI: {error}") from error


def _forms(accept: str, names: list[str], asks: bool) -> tuple[Form | None, Form | None, bool]:
    """Return the forms of a table and of a graph that a client takes, and whether it would rather see a page.

    >>> table, graph, page = _forms("text/html,application/xml;q=0.9,*/*;q=0.8", [], True)
    >>> table.ending, graph.ending, page
    ('xml', 'rdf', True)
    >>> _forms("*/*", [], True)[2], _forms("", ["html"], True)[2], _forms("text/html", ["csv"], True)[0].ending
    (False, True, 'csv')
    """
    if names:
        if names[-1] in (HTML.ending, *HTML.media):
            return None, None, True
        table, graph = named(names[-1])
        if table is None and graph is None:
            known = ", ".join(form.ending for form in (*TABLES, *GRAPHS, HTML))
            raise Refused(400, f"format={names[-1][:100]}: is not known: one of {known}")
        return table, graph, False
    others = (*TABLES, *GRAPHS) if asks else RDF_FORMS
    return accepted(accept, TABLES), accepted(accept, GRAPHS), accepted(accept, (*others, HTML)) is HTML
