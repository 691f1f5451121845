"""The server as a client sees it: every status, every form, every header, over a socket."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
import rooms
from curling import BASE, Server, serving
from rdflib.compare import isomorphic
from rdflib.term import Node

from builder.identifiers import article_iri
from builder.server.desk import Busy, Desk
from builder.site.assets import assets
from builder.site.pages.frame import Room
from builder.store import Store

PESHMERGA = "/doc/force/peshmerga"
FORMS = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
}
HTML = "text/html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rooms.fill(tmp_path_factory.mktemp("rooms") / "store")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as running:
        yield running


# ---- 200: forms


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", HTML),
        ("*/*", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/turtle;q=0.4, application/ld+json;q=0.5", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.9", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/xml", "application/rdf+xml"),
        ("application/json", "application/ld+json"),
        ("text/plain", "application/n-triples"),
        ("image/png, text/*;q=0.1", HTML),
        ("text/html;q=0, */*", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("application/xhtml+xml", HTML),
        (" ,,text/turtle ; charset=utf-8 ; q=1,", "text/turtle"),
    ],
)
def test_a_form_is_negotiated(server: Server, accept: str, expected: str) -> None:
    answer = server.ask(PESHMERGA, accept=accept)
    assert (answer.status, answer.kind) == (200, expected)
    ending = "html" if expected == HTML else next(name for name, (media, _) in FORMS.items() if media == expected)
    assert answer.headers["content-location"] == f"{PESHMERGA}.{ending}"
    assert "Accept" in answer.headers["vary"]


def test_accept_may_be_given_in_pieces(server: Server) -> None:
    request = {"accept": "text/html;q=0.1\r\nAccept: text/turtle"}
    assert server.ask(PESHMERGA, **request).kind == "text/turtle"


@pytest.mark.parametrize(("ending", "media"), [("html", HTML), *((ending, media) for ending, (media, _) in FORMS.items())])
def test_a_form_is_named(server: Server, ending: str, media: str) -> None:
    answers = [server.ask(f"{PESHMERGA}.{ending}", accept="image/png"), server.ask(f"{PESHMERGA}?format={ending}", accept="image/png")]
    answers.append(server.ask(f"{PESHMERGA}?format={quote(media)}"))
    assert {(answer.status, answer.kind) for answer in answers} == {(200, media)}
    assert len({answer.body for answer in answers}) == 1


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/index.html", "/index.en.html", "/articles.html", "/articles.html?page=2", "/events.en.html", "/class/Force.html"),
        *("/search.html", "/search.en.html?q=peshmerga&class=Thing", PESHMERGA + ".en.html", "/doc/article/a1.html", "/nothing.html?x=1"),
    ],
)
def test_pages_are_html_in_their_language(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == (404 if "nothing" in path else 200)
    lang = "en" if ".en." in path else "ar"
    assert answer.headers["content-type"] == "text/html; charset=utf-8" and answer.headers["content-language"] == lang
    assert answer.text.startswith(f'<!doctype html>\n<html lang="{lang}" dir="{"ltr" if lang == "en" else "rtl"}">')


@pytest.fixture(scope="module")
def stored(folder: Path) -> set[tuple[Node, Node, Node]]:
    with Store(folder, read_only=True) as store:
        return set(rdflib.Graph().parse(data="".join(store.ntriples(name) for name in store.named_graphs()), format="nt"))


def graph(server: Server, target: str, ending: str) -> rdflib.Graph:
    answer = server.follow(target, accept=FORMS[ending][0])
    assert (answer.status, answer.kind) == (200, FORMS[ending][0]), target
    return rdflib.Graph().parse(data=answer.body, format=FORMS[ending][1])


def of_document(statements: rdflib.Graph, target: str) -> rdflib.Graph:
    """Return the statements without those about the document itself."""
    document = rdflib.URIRef(BASE + quote(target.lstrip("/"), safe="/~=;,.-"))
    found = rdflib.Graph()
    for triple in statements:
        if triple[0] != document:
            found.add(triple)
    return found


@pytest.mark.parametrize(
    "target",
    [
        *(PESHMERGA, PESHMERGA + "~p2", "/doc/article/a1", "/doc/article/a2", "/doc/event/a2/1-attack", "/doc/appointment/a1/1"),
        *("/doc/place/qara-chogh", "/doc/vocab/role/minister", "/doc/ontology/Attack", "/doc/graph/lexicon"),
        *("/doc/official/salim-hasan", "/doc/body/kirkuk-coordination-centre"),
    ],
)
def test_every_form_says_the_same_and_what_the_store_says(server: Server, stored: set[tuple[Node, Node, Node]], target: str) -> None:
    found = {ending: graph(server, target, ending) for ending in FORMS}
    assert all(isomorphic(found["nt"], other) for other in found.values())
    said = of_document(found["nt"], target)
    topic = {iri for _, _, iri in found["nt"].triples((None, rdflib.FOAF.primaryTopic, None))}
    assert len(said) == len(found["nt"]) - 4 and len(topic) == 1
    assert not {triple for triple in said if not isinstance(triple[0], rdflib.BNode)} - stored
    assert {triple for triple in stored if triple[0] in topic} <= set(said)


def test_no_statement_about_an_article_is_missing(server: Server, folder: Path) -> None:
    with Store(folder, read_only=True) as store:
        own = set(rdflib.Graph().parse(data=store.ntriples(BASE + "graph/article/a2"), format="nt"))
    said = set(of_document(graph(server, "/doc/article/a2", "ttl"), "/doc/article/a2"))
    assert own < said and "https://schema.org/sha256" in {str(predicate) for _, predicate, _ in said - own}


# ---- 303 and odd names


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/id/force/peshmerga", PESHMERGA),
        ("/id/force/peshmerga?format=ttl", PESHMERGA + "?format=ttl"),
        ("/vocab/role/minister", "/doc/vocab/role/minister"),
        ("/graph/lexicon", "/doc/graph/lexicon"),
        ("/graph/article/a1", "/doc/graph/article/a1"),
        ("/ontology/Attack", "/doc/ontology/Attack"),
        ("/id/article/news.ttl", "/doc/article/news~2Ettl"),
        ("/id/article/seed%200%2Fa", "/doc/article/seed~200~2Fa"),
        ("/id/article/%7E7Ep2", None),
        ("/id/article/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84", "/doc/article/%D8%AE%D8%A8%D8%B1~20%D8%B9%D8%A7%D8%AC%D9%84"),
        ("/id/article/..%2F..%2Fetc%2Fpasswd", "/doc/article/~2E.~2F..~2Fetc~2Fpasswd"),
        ("/id/force/none", None),
        ("/id/", None),
    ],
)
def test_things_lead_to_their_documents(server: Server, path: str, location: str | None) -> None:
    answer = server.ask(path, accept="text/turtle")
    assert (answer.status, answer.headers.get("location")) == ((303, location) if location else (404, None))
    assert answer.headers["vary"] == "Accept" and (location is None) == bool(answer.body)


@pytest.mark.parametrize("identifier", rooms.ODD)
def test_articles_of_odd_names_are_found_again(server: Server, identifier: str) -> None:
    thing = "/" + article_iri(identifier).removeprefix(BASE)
    statements = graph(server, thing, "nt")
    assert (rdflib.URIRef(article_iri(identifier)), rdflib.DCTERMS.identifier, rdflib.Literal(identifier)) in statements
    page = server.follow(thing)
    assert page.status == 200 and page.kind == HTML and "<script>alert" not in page.text and "49" not in page.text
    location = server.ask(thing).headers["location"]
    assert len(server.ask(location + ".ttl").body) == len(server.ask(location, accept="text/turtle").body)
    event = server.follow(f"{thing}/event/1-deployment")
    assert event.status == 200 and "البيشمركة" in event.text
    # The whole IRI as a browser sends it, and its last part in letters and not in percents.
    official = f"{thing}/official/حسن"
    assert server.ask(quote(official, safe="/%~")).headers["location"] == server.ask(server_path(official)).headers["location"]


def server_path(path: str) -> str:
    return quote(path, safe="/%~").lower().replace("%2f", "%2F") if path.isascii() else quote(path, safe="/%~")


def test_a_name_in_raw_letters_is_no_request(server: Server) -> None:
    """Bytes outside ASCII are not allowed in a request's target; the server says so and goes on."""
    assert server.ask("/id/article/خبر".encode()).status in (303, 400, 404)
    assert server.ask("/").status == 200


def test_names_that_end_like_forms_stay_apart(server: Server) -> None:
    told = {name: server.follow(f"/id/article/{name}", accept="text/turtle").body for name in ("news", "news.ttl", "news.en")}
    assert len(set(told.values())) == 3
    assert told["news"] == server.ask("/doc/article/news.ttl").body
    assert server.ask("/doc/article/news.en.html").headers["content-language"] == "en"


# ---- 304


@pytest.mark.parametrize("path", [PESHMERGA + ".ttl", PESHMERGA + ".html", "/static/room.css", "/"])
def test_what_has_not_changed_is_not_sent_again(server: Server, path: str) -> None:
    tag = server.ask(path).headers["etag"]
    for given in (tag, f"W/{tag}", f'"other", W/{tag}', "*", f'"other"\r\nIf-None-Match: {tag}'):
        answer = server.ask(path, if_none_match=given)
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag), given
    assert server.ask(path, if_none_match='"other"').status == 200


def test_forms_have_tags_of_their_own(server: Server) -> None:
    tags = [server.ask(f"{PESHMERGA}.{ending}").headers["etag"] for ending in ("html", "en.html", *FORMS)]
    assert len(set(tags)) == len(tags) and all(tag.startswith('"') for tag in tags)


# ---- what is refused


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/nothing", 404),
        ("/doc/", 404),
        ("/doc/force/none", 404),
        ("/doc/force/peshmerga/", 404),
        ("/doc//force/peshmerga", 404),
        ("/doc/force/%70eshmerga~p99", 404),
        ("/doc/force/peshmerga~p1", 404),
        ("/doc/force/pesh~6Derga", 404),  # another spelling is no address
        ("/class/Nothing.html", 404),
        ("/articles.html?page=9999", 404),
        ("/sitemap.html", 404),
        ("/static/none.css", 404),
        ("/static/../server/app.py", 404),
        ("/static/..%2f..%2fserver%2fapp.py", 404),
        ("/static/%2e%2e/%2e%2e/__init__.py", 404),
        ("/static//etc/passwd", 404),
        ("/static/room.css/", 404),
        ("/../../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/..%5c..%5cwindows", 404),
        ("/doc/../builder/__init__.py", 404),
        ("/id/%", 404),
        ("/id/force/%zz", 404),
        ("/doc/force/%00", 400),
        ("/doc/force/%0d%0aSet-Cookie:x", 400),
        ("/id/force/%0d%0aSet-Cookie:x", 400),
        ("/doc/force/%ff", 400),
        ("/id/force/%ED%A0%80", 400),
        ("/id/force/%E2%80%AE", 404),
        ("/doc/force/%E2%80%AE", 404),
        ("/doc/force/%EF%B7%90%EE%80%80", 404),
        ("/doc/" + "a/" * 2000, 404),
        ("/id/" + "%41" * 3000, 404),
        ("/doc/article/taken-back", 410),
        ("/doc/article/taken-back.ttl", 410),
        ("/doc/article/taken-back/official/%D8%AD%D8%B3%D9%86", 410),
        ("/id/article/taken-back", 410),
        ("/id/article/taken-back/event/1-deployment", 410),
        ("/graph/article/taken-back", 410),
        ("/doc/force/peshmerga?format=pdf", 406),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_is_not_there(server: Server, target: str, status: int, accept: str) -> None:
    answer = server.ask(target, accept=accept)
    assert answer.status == status
    assert (
        "Traceback" not in answer.text
        and "builder/" not in answer.text
        and "root:" not in answer.text
        and "set-cookie" not in answer.headers
    )
    if not target.startswith("/static/") and "format" not in target:
        form = "text/turtle" if target.endswith(".ttl") else HTML if ".html" in target else accept
        assert answer.kind == (HTML if form == HTML else "text/plain")


def test_no_form_that_is_liked(server: Server) -> None:
    answer = server.ask(PESHMERGA, accept="image/png")
    assert answer.status == 406 and "Turtle" in answer.text and answer.headers["vary"] == "Accept"


@pytest.mark.parametrize("path", ["/", PESHMERGA, "/id/force/peshmerga", "/static/room.css", "/nothing"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X"])
def test_nothing_is_written(server: Server, path: str, method: str) -> None:
    answer = server.ask(path, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "path", ["/", PESHMERGA + ".ttl", "/id/force/peshmerga", "/static/room.js", "/nothing", "/doc/article/taken-back", "/%ff"]
)
def test_head_is_get_without_what_it_sends(server: Server, path: str) -> None:
    whole, head = server.ask(path), server.ask(path, "HEAD")
    assert head.body == b"" and head.status == whole.status
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


@pytest.mark.parametrize("path", ["/", PESHMERGA, "/static/room.css"])
def test_pages_of_others_may_ask(server: Server, path: str) -> None:
    asked = server.ask(path, "OPTIONS", origin="https://example.org", access_control_request_method="GET")
    assert asked.status == 204 and asked.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert (
        asked.headers["access-control-allow-origin"]
        == "*"
        == server.ask(path, origin="https://example.org").headers["access-control-allow-origin"]
    )


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", t)
        for t in (
            "/",
            PESHMERGA + ".ttl",
            "/id/force/peshmerga",
            "/nothing",
            "/%ff",
            "/static/room.css",
            "/static/no",
            "/doc/article/taken-back",
        )
    ]
    + [("OPTIONS", "/"), ("POST", "/"), ("X", "/static/room.css")],
)
def test_every_answer_says_what_may_run_in_it(server: Server, method: str, target: str) -> None:
    headers = server.ask(target, method).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["script-src"] == "'self'" == policy["style-src"] == policy["form-action"]
    assert policy["base-uri"] == "'none'" == policy["frame-ancestors"] and "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff" and "referrer-policy" in headers and "permissions-policy" in headers
    assert "server" not in headers


# ---- links and pages


def links(header: str) -> set[tuple[str, str]]:
    found = (part.partition(">") for part in header.split(", <"))
    return {(address.lstrip("<"), rest.partition('rel="')[2].partition('"')[0]) for address, _, rest in found}


def test_a_document_says_what_stands_around_it(server: Server) -> None:
    found = links(server.ask(PESHMERGA + ".ttl").headers["link"])
    assert found >= {
        (PESHMERGA + ".jsonld", "alternate"),
        (PESHMERGA + ".html", "describedby"),
        ("/ontology", "describedby"),
        ("https://creativecommons.org/licenses/by/4.0/", "license"),
        (PESHMERGA + "~p2", "next"),
    }
    assert all(server.ask(address).status == 200 for address, rel in found if rel in ("alternate", "next"))
    last = links(server.ask(PESHMERGA + "~p3.ttl").headers["link"])
    assert (PESHMERGA + "~p2", "prev") in last and "next" not in {rel for _, rel in last}


def test_a_thing_is_described_by_the_page(server: Server) -> None:
    pages = [graph(server, f"{PESHMERGA}~p{number}" if number > 1 else PESHMERGA, "ttl") for number in (1, 2, 3)]
    seen = [set(page.subjects(rdflib.RDF.type, rdflib.URIRef(BASE + "ontology#Deployment"))) for page in pages]
    assert [len(events) for events in seen[:2]] == [50, 50] and not (seen[0] & seen[1]) and not (seen[1] & seen[2])
    assert len(seen[0] | seen[1] | seen[2]) >= rooms.MANY + len(rooms.ODD)
    assert server.ask(f"{PESHMERGA}?page=2", accept="text/turtle").body == server.ask(f"{PESHMERGA}~p2.ttl").body
    assert all(BASE + "id/force/peshmerga" in page.serialize(format="nt") for page in pages)
    assert server.ask(f"{PESHMERGA}~p4.ttl").status == 404


def test_the_page_of_a_thing_leads_on_and_back(server: Server) -> None:
    assert 'rel="next" href="peshmerga~p2.html"' in server.ask(PESHMERGA + ".html").text
    second = server.ask(PESHMERGA + "~p2.en.html").text
    assert 'rel="prev" href="peshmerga.en.html"' in second and 'rel="next" href="peshmerga~p3.en.html"' in second


# ---- too much


def test_when_too_many_wait_the_rest_are_sent_away(folder: Path) -> None:
    async def flood(desk: Desk) -> list[object]:
        begun, held = threading.Event(), threading.Event()

        def slow(room: Room) -> str:
            begun.set()
            held.wait(10)
            return "made"

        waiting = [asyncio.create_task(desk.make(slow)) for _ in range(80)]
        await asyncio.to_thread(begun.wait, 10)
        await asyncio.sleep(0)
        held.set()
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    desk = Desk(folder, BASE, texts=True)
    try:
        answers = asyncio.run(flood(desk))
    finally:
        desk.close()
    assert [str(answer) for answer in answers].count("made") == 64
    assert sum(isinstance(answer, Busy) for answer in answers) == 16


def test_a_client_is_told_to_come_again(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(self: Desk, what: object) -> object:
        raise Busy("Too many requests are waiting.")

    monkeypatch.setattr(Desk, "make", busy)
    answer = server.ask("/doc/force/iraqi-army.nt")
    assert (answer.status, answer.headers["retry-after"], answer.headers["cache-control"]) == (503, "2", "no-store")


def test_what_goes_wrong_is_not_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(self: Desk, what: object) -> object:
        raise ValueError("secret")

    monkeypatch.setattr(Desk, "make", broken)
    for target in ("/doc/force/iraqi-army.rdf", "/sitemap.xml"):
        answer = server.ask(target)
        assert answer.status == 500 and "secret" not in answer.text and "Traceback" not in answer.text
        assert "content-security-policy" in answer.headers and answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_that_takes_too_long_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.server.desk._SECONDS", 0.05)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    desk = Desk(folder, BASE, texts=True)
    try:
        with pytest.raises(Busy):
            asyncio.run(desk.make(lambda room: room.rows.number(endless)))
        assert asyncio.run(desk.make(lambda room: room.rows.number("SELECT 1"))) == 1
    finally:
        desk.close()


def test_only_quoted_sentences_are_shown_where_texts_are_not_ours_to_give(folder: Path) -> None:
    with serving(folder, texts=False) as server:
        page = server.ask("/doc/article/news.html").text
    assert "انتشرت البيشمركة في مخمور" not in page and "البيشمركة في مخمور" in page


def test_every_file_of_the_site_is_sent(server: Server) -> None:
    for name, body in assets().items():
        answer = server.ask("/static/" + name)
        assert (answer.status, answer.body) == (200, body)
    assert server.ask("/static/room.css").kind == "text/css" and server.ask("/static/room.js").kind == "text/javascript"
