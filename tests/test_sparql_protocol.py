"""The SPARQL endpoint as other programs use it: the behaviours of the W3C's protocol tests, every form of result, the description."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import endpoint
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, VOID, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result
from starlette.testclient import TestClient

from builder.server.answering import answer, rows
from builder.server.limits import Limits
from builder.server.protocol import Refused, read_request
from builder.server.questions import Question
from builder.store import Store

LEXICON, ONTOLOGY = "https://w3id.org/tansiq/graph/lexicon", "https://w3id.org/tansiq/graph/ontology"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
SELECT = "SELECT DISTINCT ?label { force:peshmerga skos:prefLabel ?label } ORDER BY ?label"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
INSIDE = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
HOSTILE = """SELECT ?x ?y {
  VALUES (?x ?y) { ("</literal><script>\\n\\"},{\\"" 1) (UNDEF UNDEF) (<urn:a&b> "2021"^^xsd:gYear) (UNDEF "٣\\t\\r,"@ar) }
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return endpoint.filled(tmp_path_factory.mktemp("golden") / "store")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(endpoint.application(folder, Limits(workers=1, query=5000))) as client:
        yield client


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with Store(folder, read_only=True) as store:
        yield store


def number(store: Store, graph: str) -> int:
    return sum(1 for _ in store.quads(graph))


# How a query may be sent: method, what stands in the address, content type, body.
WAYS = [
    ("GET", {"query": SELECT}, None, b""),
    ("POST", {}, FORM, urlencode({"query": SELECT}).encode()),
    ("POST", {}, f"{FORM}; charset=UTF-8", urlencode({"query": SELECT}).encode()),
    ("POST", {}, QUERY, SELECT.encode()),
    ("POST", {}, f'{QUERY.upper()}; charset="utf-8"', SELECT.encode()),
    ("GET", {"query": f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {SELECT}", "unknown": "1"}, None, b""),
]


@pytest.mark.parametrize(("method", "parameters", "kind", "body"), WAYS)
def test_every_way_to_send_a_query(client: TestClient, method: str, parameters: dict[str, str], kind: str | None, body: bytes) -> None:
    told = client.request(method, "/sparql", params=parameters, content=body, headers={"Content-Type": kind} if kind else {})
    assert told.status_code == 200, told.text
    assert [row["label"]["value"] for row in told.json()["results"]["bindings"]] == ["Peshmerga", "البيشمركة"]
    assert (told.headers["access-control-allow-origin"], told.headers["vary"]) == ("*", "Accept")


# the dataset of the protocol, the query, which graphs it counts
DATASETS: list[tuple[list[tuple[str, str]], str, list[str]]] = [
    ([], COUNT.replace("{", f"FROM <{LEXICON}> {{", 1), [LEXICON]),
    ([], COUNT.replace("{", f"from named <{LEXICON}> {{", 1), []),
    ([], INSIDE.replace("{", f"FROM NAMED <{LEXICON}> {{", 1), [LEXICON]),
    ([("default-graph-uri", LEXICON)], COUNT, [LEXICON]),
    ([("default-graph-uri", LEXICON), ("default-graph-uri", ONTOLOGY)], COUNT, [LEXICON, ONTOLOGY]),
    ([("default-graph-uri", LEXICON)], INSIDE, []),
    ([("named-graph-uri", LEXICON)], INSIDE, [LEXICON]),
    ([("named-graph-uri", LEXICON), ("named-graph-uri", ONTOLOGY)], INSIDE, [LEXICON, ONTOLOGY]),
    ([("named-graph-uri", LEXICON)], COUNT, []),
    ([("default-graph-uri", ONTOLOGY), ("named-graph-uri", LEXICON)], INSIDE, [LEXICON]),
    ([("default-graph-uri", "urn:nowhere")], COUNT, []),
    # what the protocol says replaces what the query says
    ([("default-graph-uri", ONTOLOGY)], COUNT.replace("{", f"FROM <{LEXICON}> {{", 1), [ONTOLOGY]),
    # the word alone is no clause
    ([("default-graph-uri", ONTOLOGY)], f"# from <{LEXICON}>\n{COUNT}", [ONTOLOGY]),
]


@pytest.mark.parametrize(("dataset", "query", "graphs"), DATASETS)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_datasets(client: TestClient, store: Store, way: str, dataset: list[tuple[str, str]], query: str, graphs: list[str]) -> None:
    if way == "get":
        told = client.get("/sparql", params=[("query", query), *dataset])
    elif way == "form":
        told = client.post("/sparql", content=urlencode([("query", query), *dataset]), headers={"Content-Type": FORM})
    else:
        told = client.post("/sparql", params=dataset, content=query, headers={"Content-Type": QUERY})
    assert int(told.json()["results"]["bindings"][0]["n"]["value"]) == sum(number(store, graph) for graph in graphs)


@pytest.mark.parametrize("query", [COUNT, f"# from <{LEXICON}>\n{COUNT}", COUNT.replace("?s", "?from"), f"PREFIX from: <urn:> {COUNT}"])
def test_the_default_graph_is_the_union_of_all(client: TestClient, store: Store, query: str) -> None:
    every = {quad.triple for quad in store.db}
    assert int(client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"]) >= len(every) > 50


BAD = [
    # method, address, content type, body, status, a word of the reason
    ("POST", "", FORM, b"query=ASK%7B%7D&query=SELECT%20*%20%7B%7D", 400, "2 queries"),
    ("GET", "query=ASK%7B%7D&query=ASK%7B%7D", None, b"", 400, "2 queries"),
    ("POST", "query=ASK%7B%7D", QUERY, b"ASK {}", 400, "2 queries"),
    ("PUT", "query=ASK%7B%7D", None, b"", 405, "PUT"),
    ("DELETE", "query=ASK%7B%7D", None, b"", 405, "DELETE"),
    ("PATCH", "", None, b"", 405, "PATCH"),
    ("POST", "", "text/plain", b"ASK {}", 415, QUERY),
    ("POST", "", "multipart/form-data; boundary=x", b"--x--", 415, QUERY),
    ("POST", "", None, b"query=ASK%7B%7D", 415, FORM),
    ("POST", "", None, b"ASK {}", 415, QUERY),
    ("POST", "", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415, "UTF-8"),
    ("POST", "", QUERY, b"ASK { ?s ?p '\xe9' }", 400, "UTF-8"),
    ("POST", "", FORM, b"query=%E9", 400, "UTF-8"),
    ("GET", "query=%FF", None, b"", 400, "UTF-8"),
    ("POST", "", FORM, b"", 400, "no query"),
    ("POST", "", QUERY, b"", 400, "line 1"),
    ("GET", "query=", None, b"", 400, "line 1"),
    ("GET", "query=ASK%20%7B%0A%20%20%3Fs%20%7D", None, b"", 400, "line 2, column 6: } is not expected here"),
    ("GET", "query=ASK%7B%7D%20ASK%7B%7D", None, b"", 400, "line 1, column 7: ASK is not expected here"),
    ("GET", "query=ASK%7B%3Fx%20a%20b%3Ac%7D", None, b"", 400, "line 1, column 10: Prefix not found: b:c"),
    ("GET", "query=ASK%7B%3Fs%7D%23service", None, b"", 400, "line 1, column 7: } is not expected"),
    ("GET", "query=ASK%7BSERVICE%20%3Fs%7B%7D", None, b"", 403, "line 1, column 5: SERVICE is refused"),
    ("POST", "", QUERY, b" " * 4990 + b"x", 400, "column 4991: x is"),
    ("POST", "", QUERY, b"PREFIX " * 700, 400, "line 1"),
    ("GET", "query=ASK%7B%7D&default-graph-uri=relative", None, b"", 400, "IRI"),
    ("GET", "query=ASK%7B%7D&named-graph-uri=a%20b", None, b"", 400, "IRI"),
    ("GET", "query=ASK%7B%7D&format=pdf", None, b"", 400, "json, xml, csv, tsv, ttl"),
    ("GET", "&".join(f"a{n}=1" for n in range(2500)), None, b"", 400, "parameters"),
    # updates
    ("POST", "", FORM, b"update=CLEAR%20ALL", 403, "updates"),
    ("POST", "", FORM, b"update=CLEAR%20ALL&query=ASK%7B%7D", 403, "updates"),
    ("GET", "update=CLEAR%20ALL", None, b"", 403, "updates"),
    ("POST", "", "application/sparql-update", b"CLEAR ALL", 403, "updates"),
    ("POST", "", QUERY, b"# now\nPREFIX a: <urn:a> INSERT DATA { a:a a:b a:c }", 400, "INSERT is an update"),
    ("GET", "query=CLEAR%20ALL", None, b"", 400, "CLEAR is an update"),
    # too long
    ("POST", "", QUERY, b"ASK {} #" + b"x" * 5000, 413, "5,000"),
    ("POST", "", FORM, b"query=" + b"x" * 100_000, 413, "limit"),
    ("GET", "query=" + "x" * 5001, None, b"", 414, "5,000"),
]


@pytest.mark.parametrize(("method", "address", "kind", "body", "status", "reason"), BAD)
def test_what_is_refused_and_why(
    client: TestClient, method: str, address: str, kind: str | None, body: bytes, status: int, reason: str
) -> None:
    told = client.request(method, f"/sparql?{address}", content=body, headers={"Content-Type": kind} if kind else {})
    assert (told.status_code, reason in told.text) == (status, True), told.text
    assert told.headers["content-type"].startswith("text/plain") and told.headers["access-control-allow-origin"] == "*"
    assert len(told.text) < 1000 and "Traceback" not in told.text
    assert ("allow" in told.headers) == (status == 405)


def test_preflight_and_head(client: TestClient) -> None:
    told = client.options("/sparql", headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"})
    assert (told.status_code, told.headers["access-control-allow-origin"]) == (204, "*")
    assert told.headers["allow"] == told.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS, POST"
    assert "content-type" in told.headers["access-control-allow-headers"].lower()
    got, head = client.get("/sparql", params={"query": SELECT}), client.head("/sparql", params={"query": SELECT})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", got.headers["content-length"])


CONSTRUCT = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
NEGOTIATED = [
    # query, Accept, format, status, content type
    (SELECT, None, None, 200, "application/sparql-results+json"),
    (SELECT, "*/*", None, 200, "application/sparql-results+json"),
    (SELECT, "application/sparql-results+xml", None, 200, "application/sparql-results+xml"),
    (SELECT, "application/sparql-results+xml;q=0.2, text/csv;q=0.9, */*;q=0.1", None, 200, "text/csv; charset=utf-8"),
    (SELECT, "application/json", None, 200, "application/sparql-results+json"),
    (SELECT, "text/turtle, text/tab-separated-values;q=0.1", None, 200, "text/tab-separated-values; charset=utf-8"),
    (SELECT, "text/turtle", None, 406, "text/plain; charset=utf-8"),
    (SELECT, "text/turtle", "csv", 200, "text/csv; charset=utf-8"),
    (SELECT, None, "text/csv", 200, "text/csv; charset=utf-8"),
    (SELECT, None, "turtle", 406, "text/plain; charset=utf-8"),
    (SELECT, "image/png", None, 406, "text/plain; charset=utf-8"),
    (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", None, 200, "text/html; charset=utf-8"),
    (SELECT, "*/*", "html", 200, "text/html; charset=utf-8"),
    ("ASK {}", "application/sparql-results+xml", None, 200, "application/sparql-results+xml"),
    (CONSTRUCT, None, None, 200, "text/turtle; charset=utf-8"),
    (CONSTRUCT, "application/n-triples", None, 200, "application/n-triples"),
    (CONSTRUCT, "application/rdf+xml;q=0.5, application/ld+json;q=0.6", None, 200, "application/ld+json"),
    (CONSTRUCT, "application/sparql-results+json", None, 406, "text/plain; charset=utf-8"),
    (CONSTRUCT, "text/csv", "json", 200, "application/ld+json"),
    (CONSTRUCT, None, "xml", 200, "application/rdf+xml"),
    ("DESCRIBE force:peshmerga", "text/turtle", None, 200, "text/turtle; charset=utf-8"),
]


@pytest.mark.parametrize(("query", "accept", "form", "status", "kind"), NEGOTIATED)
def test_the_form_that_is_liked_best(client: TestClient, query: str, accept: str | None, form: str | None, status: int, kind: str) -> None:
    parameters = {"query": query} | ({"format": form} if form else {})
    told = client.get("/sparql", params=parameters, headers={"Accept": accept or ""})
    assert (told.status_code, told.headers["content-type"]) == (status, kind), told.text
    if kind.startswith("text/html"):
        assert told.text.startswith("<h1>page</h1>")
    else:
        assert "sandbox" in told.headers["content-security-policy"] and told.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("query", [SELECT, HOSTILE, "SELECT ?x {}", "SELECT ?x { FILTER(false) }"])
@pytest.mark.parametrize(
    ("form", "syntax", "reader"),
    [
        ("json", ox.QueryResultsFormat.JSON, "json"),
        ("xml", ox.QueryResultsFormat.XML, "xml"),
        ("tsv", ox.QueryResultsFormat.TSV, "tsv"),
        ("csv", ox.QueryResultsFormat.CSV, "csv"),
    ],
)
def test_tables_are_what_the_database_says_and_rdflib_reads(
    client: TestClient, store: Store, query: str, form: str, syntax: ox.QueryResultsFormat, reader: str
) -> None:
    told = client.get("/sparql", params={"query": query, "format": form})
    own = store.query(query)
    assert isinstance(own, ox.QuerySolutions) and told.content == own.serialize(format=syntax)
    expected = list(store.query(query))
    assert rows(told.content, form) == len(expected)
    if form in ("json", "xml"):
        read = Result.parse(io.BytesIO(told.content), format=reader)
        texts = [[str(row[name]) if name in row else None for name in read.vars or ()] for row in read.bindings]
    elif form == "csv":
        texts = [[value or None for value in row] for row in csv.reader(io.StringIO(told.text, newline=""))][1:]
        texts = texts if "," in told.text.partition("\r\n")[0] else [row or [None] for row in texts]
    else:
        parsed = ox.parse_query_results(told.content, format=syntax)
        texts = [[None if term is None else term.value for term in row] for row in parsed]  # type: ignore[union-attr]
    # XML reads a carriage return as a line break; the serialiser escapes none
    same = [[term and term.value for term in row] for row in expected]  # type: ignore[union-attr]
    if form == "xml":
        same = [[term and term.replace("\r", "\n") for term in row] for row in same]
        texts = [[term and term.replace("\r", "\n") for term in row] for row in texts]
    assert texts == same


@pytest.mark.parametrize(("form", "reader"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")])
@pytest.mark.parametrize(
    "query",
    [CONSTRUCT, "DESCRIBE force:peshmerga", "CONSTRUCT { <urn:x> rdfs:label '<b>&\"\\n' } {}", "CONSTRUCT WHERE { <urn:none> ?p ?o }"],
)
def test_graphs_are_what_the_database_says_and_rdflib_reads(client: TestClient, store: Store, query: str, form: str, reader: str) -> None:
    told = client.get("/sparql", params={"query": query, "format": form})
    expected = Graph().parse(ox.serialize(store.query(query), format=ox.RdfFormat.N_TRIPLES), format="nt")  # type: ignore[arg-type]
    assert isomorphic(Graph().parse(told.content, format=reader), expected)
    assert told.content == client.get("/sparql", params={"query": query, "format": form}).content


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize(("query", "expected"), [("ASK {}", "true"), ("ASK { FILTER(false) }", "false")])
def test_yes_and_no(client: TestClient, form: str, query: str, expected: str) -> None:
    told = client.get("/sparql", params={"query": query, "format": form})
    if form in ("json", "xml"):
        assert str(Result.parse(io.BytesIO(told.content), format=form).askAnswer).lower() == expected
    else:
        assert told.text == expected


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { BIND(IRI('URL') AS ?u) SERVICE SILENT ?u { ?s ?p ?o } }",
    "PREFIX service: <URL> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE: { ?s ?p ?o } }",
    # read by the specification's tokens, the word stands in an IRI here; Oxigraph reads it as a keyword
    "SELECT * { FILTER(1<2)SERVICE#>\n<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p true.SERVICE#'\n<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x'@enSERVICE SERVICE<URL>{ ?s ?p ?o } }",
    "ASK { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { S\\u0045RVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\u0045 <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", SERVICES)
def test_nothing_goes_out(client: TestClient, query: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        told = client.get("/sparql", params={"query": query.replace("URL", url)})
        with pytest.raises(TimeoutError):
            listener.accept()
    refused = "service" in query.lower() or "\\u" in query
    assert told.status_code in ((400, 403) if refused else (200,)), told.text


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?service ?p "SERVICE <http://127.0.0.1/>" # service\n}',
        "PREFIX service: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a service:Service }",
        "SELECT * { ?s a <urn:service> FILTER(?s<1&&?from>2) }",
    ],
)
def test_the_word_alone_is_no_service(client: TestClient, query: str) -> None:
    assert client.get("/sparql", params={"query": query}).status_code == 200


def test_the_word_is_found_by_the_database_itself() -> None:
    """Without the check the query that hides its SERVICE would be sent: the test above would see it."""
    heard = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            listener.accept()[0].close()
            heard.set()

        threading.Thread(target=accept, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        query = f"SELECT * {{ FILTER(1<2)SERVICE#>\n<{url}>{{ ?s ?p ?o }} }}"
        with pytest.raises(OSError):
            list(ox.Store().query(query))  # type: ignore[arg-type]
        assert heard.wait(5)
        assert answer(ox.Store(), Question(query), Limits()).kind == "syntax"


DESCRIBED = [
    (None, "turtle", "text/turtle; charset=utf-8"),
    ("application/ld+json", "json-ld", "application/ld+json"),
    ("application/rdf+xml", "xml", "application/rdf+xml"),
    ("application/n-triples", "nt", "application/n-triples"),
]


@pytest.mark.parametrize(("accept", "reader", "kind"), DESCRIBED)
def test_the_endpoint_describes_itself(client: TestClient, store: Store, accept: str | None, reader: str, kind: str) -> None:
    told = client.get("/sparql", headers={"Accept": accept or "*/*"})
    assert (told.status_code, told.headers["content-type"]) == (200, kind)
    graph = Graph().parse(told.content, format=reader)
    sd, service = "http://www.w3.org/ns/sparql-service-description#", URIRef("http://testserver/sparql#service")
    assert (service, RDF.type, URIRef(sd + "Service")) in graph
    assert set(graph.objects(service, URIRef(sd + "feature"))) == {URIRef(sd + "UnionDefaultGraph")}
    assert str(graph.value(service, URIRef(sd + "endpoint"))) == "http://testserver/sparql"
    assert len(set(graph.objects(service, URIRef(sd + "resultFormat")))) == 8
    assert (URIRef("https://w3id.org/tansiq/dataset"), VOID.sparqlEndpoint, URIRef("http://testserver/sparql")) in graph
    sizes = {
        str(graph.value(named, URIRef(sd + "name"))): graph.value(graph.value(named, URIRef(sd + "graph")), VOID.triples)
        for named in graph.objects(None, URIRef(sd + "namedGraph"))
    }
    assert {name: int(str(size)) for name, size in sizes.items()} == {name: number(store, name) for name in store.named_graphs()}


def test_the_page_is_for_people(client: TestClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    for address in ("/sparql", "/sparql?query=", "/sparql.html"):
        assert client.get(address, headers=browser).text.startswith("<h1>page</h1>ar Shown(query=''")
    assert "truth=True" in client.get("/sparql?query=ASK%7B%7D", headers=browser).text
    for address in ("/sparql?lang=en&example=x", "/sparql.en.html?example=x"):
        assert client.get(address, headers=browser).text.startswith("<h1>page</h1>en Shown(query='', example='x'")
    wrong = client.get("/sparql.html?query=ASK")
    assert (wrong.status_code, "kind='syntax'" in wrong.text, "line 1" in wrong.text) == (400, True, True)
    file = client.get("/sparql.html?query=ASK%7B%7D&format=csv")
    assert (file.status_code, file.text) == (200, "true")


def test_a_table_is_never_cut(folder: Path) -> None:
    """One row, or one byte, more than the limit is an error; as many as the limit are given whole."""
    with Store(folder, read_only=True) as store:
        for query, form in [("SELECT * { VALUES ?x { 1 2 3 } }", form) for form in ("json", "xml", "csv", "tsv")]:
            whole = answer(store.db, Question(query, table=form), Limits())
            assert answer(store.db, Question(query, table=form), Limits(rows=3, size=len(whole.body))) == whole
            assert answer(store.db, Question(query, table=form), Limits(rows=2)).kind == "rows"
            assert answer(store.db, Question(query, table=form), Limits(size=len(whole.body) - 1)).kind == "size"
        triples = Question("CONSTRUCT { ?x a ?x } { VALUES ?x { <urn:1> <urn:1> <urn:2> <urn:3> } }", graph="nt")
        whole = answer(store.db, triples, Limits())
        assert whole.body.count(b"\n") == 3 and answer(store.db, triples, Limits(rows=3, size=len(whole.body))) == whole
        assert answer(store.db, triples, Limits(rows=2)).kind == "rows"
        assert answer(store.db, triples, Limits(size=len(whole.body) - 1)).kind == "size"


def test_results_name_no_file_of_the_server(client: TestClient, folder: Path) -> None:
    for query in ("SELECT (<urn:unknown>(1) AS ?x) {}", "SELECT * { ?s <urn:f> '" + "x" * 100 + "' }", "ASK", json.dumps("x")):
        told = client.get("/sparql", params={"query": query})
        assert told.status_code < 500 and str(folder) not in told.text


@settings(deadline=None)
@given(
    st.sampled_from(["GET", "POST", "HEAD"]),
    st.binary(max_size=60),
    st.sampled_from([FORM, QUERY, f"{FORM};charset", "application/sparql-update", ";", "x/y", f"{QUERY}; charset=utf-8;x=y"])
    | st.text(max_size=30),
    st.binary(max_size=60) | st.sampled_from([b"query=ASK%7B%7D", b"ASK {}", b"query=%00&query"]),
    st.text(max_size=40) | st.sampled_from(["*/*;q=nan", "text/html;q=1e400", ",;,", "a/b;q", "text/*"]),
)
def test_every_request_is_read_or_refused(method: str, address: bytes, kind: str, body: bytes, accept: str) -> None:
    try:
        asked = read_request(method, address, kind, body, accept, Limits())
    except Refused as error:
        assert 400 <= error.status < 500 and str(error)
    else:
        assert asked.query is None or asked.question.query == asked.query


_WORDS = (
    "SELECT ASK WHERE FROM NAMED SERVICE { } ( ) * ?x ?from <urn:a> <a force:x : 'a' # . ; , FILTER BIND AS LIMIT 1 \\u0041 @ar ^^".split()
)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*_WORDS, "\n", "\0", "\\", '"""']), max_size=12).map(" ".join) | st.text(max_size=30))
def test_every_text_has_an_answer(text: str) -> None:
    told = answer(ox.Store(), Question(text), Limits())
    assert told.kind in ("table", "graph", "syntax", "service", "refused")
    assert told.kind != "syntax" or told.message


_MARKS = ["{", "FILTER(?a<1)", "SERVICE", "#>", "\n", "<http://127.0.0.1:1/>", "?s ?p ?o", "}", ".", "'", "<", "a:", "SERVICE:", "SILENT"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_MARKS), max_size=9))
def test_no_arrangement_of_marks_hides_a_service(parts: list[str]) -> None:
    """Whatever the query is, none that the check lets through makes Oxigraph ask another server: its error would say so."""
    text = f"PREFIX a: <urn:a> PREFIX SERVICE: <urn:s> SELECT * {{ {' '.join(parts)} {{ ?x ?y ?z }} }}"
    told = answer(ox.Store(), Question(text), Limits())
    assert told.kind in ("table", "syntax", "service"), told


# A text that is no query, and the place and the reason that are told.
MISTAKES = [
    ("SELECT * { ?x }", 1, 15, "} is not expected here"),
    ("SELECT * { ?s ?p ?o", 1, 20, "the query ends too early"),
    ("SELECT ?x {\n ?x a tq:Force ;\n  rdfs:label ?y ;;\n FILTR(?y)\n}", 4, 2, "FILTR is not expected here"),
    ("SELECT * WERE { ?s ?p ?o }", 1, 10, "WERE is not expected here"),
    ("SELECT * # تعليق {\n{ OPTIONL { ?s ?p 'قوات { ' } }", 2, 3, "OPTIONL is not expected here"),
    ("SELECT * { ?s ?p ?o } LIMT 5", 1, 23, "LIMT is not expected here"),
    ("SELECT * { ?s ?p ?o . FILTER ?o > 3 }", 1, 30, "?o is not expected here"),
    ("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }", 1, 40, "The SELECT contains a variable that is unbound"),
    ("SELECT * { ?s foo:x ?o } # service", 1, 15, "Prefix not found: foo:x"),
    ("SELECT * { ?service ?p ?o } GROUP ?service", 1, 35, "?service is not expected here"),
    ("", 1, 1, "the query ends too early"),
    ("\n\nWITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", 3, 1, "WITH is an update, and this endpoint takes none"),
]


@pytest.mark.parametrize(("text", "line", "column", "reason"), MISTAKES)
def test_a_mistake_is_told_with_its_place(text: str, line: int, column: int, reason: str) -> None:
    told = answer(ox.Store(), Question(text), Limits())
    assert (told.kind, told.line, told.column, told.message) == ("syntax", line, column, reason)
