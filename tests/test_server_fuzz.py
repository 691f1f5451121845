"""Requests of all kinds, made at random around those that mean something: none is an error of the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from curling import Server, serving
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder.site.addresses import ROOT, path_of
from builder.store import Store


@pytest.fixture(scope="module")
def server(reading_room: Path) -> Iterator[Server]:
    with serving(reading_room, queries=True) as running:
        yield running


@pytest.fixture(scope="module")
def known(reading_room: Path) -> list[str]:
    """Paths of things and documents of every kind."""
    with Store(reading_room, read_only=True) as store:
        graphs = store.named_graphs()
        subjects = {quad.subject.value for graph in graphs for quad in store.quads(graph) if hasattr(quad.subject, "value")}
    found = sorted(iri for iri in subjects if iri.startswith(ROOT))
    return [path for iri in found[:: max(1, len(found) // 400)] for path in (iri.removeprefix(ROOT), path_of(iri) or "")]


MEANT = (
    *(
        "id",
        "doc",
        "article",
        "force",
        "peshmerga",
        "event",
        "..",
        ".",
        "",
        "~",
        "~2E",
        "~p2",
        "~p0",
        "~~0123456789abcdef",
        "%",
        "%00",
        "%FF",
    ),
    *(
        ".ttl",
        ".html",
        ".en.html",
        ".nt",
        "static",
        "room.css",
        "ontology",
        "vocab",
        "graph",
        "search",
        "index",
        "class",
        "dataset",
        "shapes",
        "sparql",
        "sitemap.xml",
        "\\",
    ),
)
words = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(MEANT)
paths = st.lists(words, max_size=7).map("/".join)
query = st.lists(
    st.tuples(
        st.sampled_from(["q", "class", "since", "until", "place", "outlet", "page", "format", "query", "default-graph-uri", "update", ""]),
        st.text(max_size=20) | words,
    ),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={quote(value, errors='replace')}" for name, value in pairs))
media = st.sampled_from(
    ["*/*", "text/html", "text/*", "text/turtle", "application/ld+json", "image/png", "a", "/", ";", "q=1", "*", "text/html;q="]
)
quality = st.sampled_from(
    ["", ";q=0", ";q=0.5", ";q=1e9", ";q=nan", ";q=-1", ";q=inf", "; q = 0.3 ", ";q", ";;", ';x=","', ";q=" + "9" * 400]
)
accept = st.lists(st.tuples(media, quality).map("".join), max_size=5).map(",".join)
field = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
methods = st.sampled_from(["GET"] * 12 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "PATCH", "get", "M-SEARCH"])
STATUSES = {200, 204, 303, 304, 400, 403, 404, 405, 406, 410, 415}


def check(server: Server, target: str, method: str, accept: str, other: str) -> None:
    answer = server.ask(target, method, accept=accept, if_none_match=other, accept_language=other, range=other, origin=other)
    assert answer.status in STATUSES, (method, target, answer)
    if answer.status != 400 or "content-security-policy" in answer.headers:  # what is no HTTP at all never reaches the application
        assert "content-security-policy" in answer.headers and b"Traceback" not in answer.body
    if answer.status == 303:
        assert answer.headers["location"].startswith("/doc/") or answer.headers["location"].startswith("/dataset")
    if answer.status == 200 and answer.kind == "application/n-triples":
        rdflib.Graph().parse(data=answer.body, format="nt")


FUZZ = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(paths, query, methods, accept, field)
@example("search.html", "q=%22&page=" + "9" * 5000, "GET", "", "")
@example("doc/force/%EF%B7%90", "", "GET", "text/turtle", "")
@example("id/force/peshmerga", "%FF=%0d%0a", "GET", "", "")
@example("%2e%2e/%2e%2e/etc/passwd", "", "GET", "", "")
@example("sparql", "query=%FF%00&default-graph-uri=%20", "GET", "text/csv;q=nan", "")
@example("sparql", "query=SELECT%20*%20%7B%20SERVICE%20%3Chttp%3A//127.0.0.1%3E%20%7B%7D%7D", "GET", "", "")
@example("sparql.en.html", "query=" + "(" * 5000, "GET", "", "")
@example("sitemap-999999999999999999999.xml", "", "GET", "", "")
def test_any_path(server: Server, path: str, asked: str, method: str, accept: str, other: str) -> None:
    check(server, "/" + quote(path, safe="/%~\\", errors="replace") + (f"?{asked}" if asked else ""), method, accept, other)


@FUZZ
@given(st.data(), query, methods, accept, field)
def test_around_what_there_is(
    server: Server, known: list[str], data: st.DataObject, asked: str, method: str, accept: str, other: str
) -> None:
    path = data.draw(st.sampled_from(known))
    ending = data.draw(
        st.sampled_from(["", "", ".ttl", ".nt", ".rdf", ".jsonld", ".html", ".en.html", "~p2", "~p2.nt", "/", "/x", "#", "%00"])
    )
    at = data.draw(st.integers(0, len(path)))
    put = data.draw(st.sampled_from(["", "", "", "%41", "%D9", "~", "//", "..", "'", "%E2%80%AE"]))
    check(server, "/" + quote(path[:at] + put + path[at:] + ending, safe="/%~#'") + (f"?{asked}" if asked else ""), method, accept, other)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET  HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /?\xff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nAccept: \xff\xfe\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    ],
    ids=range(11),
)
def test_what_is_no_request(server: Server, raw: bytes) -> None:
    answered = server.send(raw, 0.3)
    assert not answered or (answered.startswith(b"HTTP/1.1 ") and not answered.startswith(b"HTTP/1.1 5"))
    assert server.ask("/static/room.js").status == 200
