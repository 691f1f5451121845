"""Rules for hosts: the patterns choose as the server does, and Apache, nginx and w3id.org's rules answer as linked data should."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import golden
import hosts
import published
import pytest
import rooms

from builder.identifiers import article_iri, graph_iri
from builder.publish.addressing import STEPS
from builder.publish.negotiation import patterns
from builder.publish.run import publish
from builder.site import forms
from builder.site.addresses import ROOT, path_of
from builder.site.forms import FORMS, accepted
from builder.store import Store

MEDIA = [*(media for form in FORMS for media in form.media), "text/*", "*/*", "image/png", "text/htm", "x-text/turtle"]


def chosen(header: str) -> str | None:
    return next((ending for pattern, ending in patterns() if re.match(pattern, header, re.IGNORECASE)), None)


def headers() -> Iterator[str]:
    draw = random.Random(9110)
    yield from ("text/turtle;q=0.5,", " text/turtle ; q=0.1 , */*;q=0.2", "text/html;level=1;q=0.3, text/turtle;q=.4", "TEXT/TURTLE", "a")
    for _ in range(3000):
        ranges = []
        for media in draw.sample(MEDIA, draw.randint(1, 4)):
            quality = draw.choice(
                ["", "", ";q=1", ";q=1.0", "; q=0.9", ";q=0.5", ";q=0.1", ";q=0", ";q=0.0", ";charset=utf-8;q=0.7", ";v=1"]
            )
            ranges.append(media + quality)
        yield draw.choice([", ", ","]).join(ranges)


def test_the_patterns_choose_as_the_server_does() -> None:
    wanted = [(header, liked(header)) for header in headers()]
    assert [(header, ending) for header, ending in wanted if chosen(header) != ending] == []


@pytest.mark.parametrize(
    "header",
    [
        "*/*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",  # browsers
        "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8, */*;q=0.1",  # libraries
        "application/rdf+xml,application/xhtml+xml;q=0.3,text/xml;q=0.2,application/xml;q=0.2,text/html;q=0.3,text/plain;q=0.1,text/n3",
        "application/ld+json, application/json;q=0.9",
        "text/html;q=0, text/*",
        "text/*;q=0.3, text/turtle;q=0.7",
        "image/png",
    ],
)
def test_what_clients_send_is_answered_as_by_the_server(header: str) -> None:
    form = accepted(header)
    assert chosen(header) == (form.ending if form else None)


def liked(header: str) -> str | None:
    """Return what `forms.accepted` gives, but that wildcards count for the first media type of a form alone."""
    ranges = [forms._range(part) for part in header.split(",") if part.strip()]
    named = {name for name, _ in ranges}
    worth = {
        form.ending: max(forms._quality(media, ranges) for media in form.media if media == form.media[0] or media in named)
        for form in FORMS
    }
    best = max(worth.values())
    return next(ending for ending, value in worth.items() if value == best) if best > 0 else None


def located(tail: str) -> str:
    """Return what the steps make of the end of an IRI."""
    for step in STEPS:
        if match := re.match(step.pattern, tail):
            tail = re.sub(r"\$(\d)", lambda number, found=match: found[int(number[1])], step.becomes)  # type: ignore[misc]
    return tail


_BEYOND = ("x" * 300, "é\u202eb", '"quoted"\'s', "{{ 7 * 7 }}")  # a digest, a mark that is no letter, more odd characters than steps


@pytest.mark.parametrize("identifier", ["a02", "a b", "50%", "خبر عاجل", *(one for one in rooms.ODD if one not in _BEYOND)])
def test_the_steps_lead_to_the_documents(identifier: str) -> None:
    for iri in (article_iri(identifier), article_iri(identifier) + "/event/1-attack"):
        target = "doc/" + located(iri.removeprefix(ROOT + "id/"))
        assert unquote(target) == path_of(iri)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hosts")
    golden.fill(folder / "store")
    with Store(folder / "store") as store:
        for identifier in rooms.ODD:
            store.put(*rooms.small(identifier))
    with Store(folder / "store", read_only=True) as store:
        publish(store, folder / "news", published.BASE)
    return folder / "news"


@pytest.fixture(scope="module", params=["apache", "nginx"])
def host(request: pytest.FixtureRequest, site: Path) -> Iterator[hosts.Host]:
    if reason := hosts.missing(request.param):
        pytest.skip(reason)
    with hosts.running(request.param, site) as running:
        yield running


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", "application/rdf+xml"),
        ("text/html;q=0, text/*", "text/turtle"),
    ],
)
@pytest.mark.parametrize("path", ["doc/force/peshmerga", "doc/article/a1", "dataset"])
def test_a_document_comes_in_the_form_that_is_liked_best(host: hosts.Host, path: str, accept: str | None, media: str) -> None:
    answer = host.get(f"/news/{path}", accept)
    assert (answer.status, answer.type) == (200, media)
    assert answer.headers["vary"] == "Accept" and answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("id/force/peshmerga", "doc/force/peshmerga"),
        ("id/article/news.en", "doc/article/news~2Een"),
        ("id/article/seed%200%2Fa", "doc/article/seed~200~2Fa"),
        ("id/article/%D8%AE%D8%A8%D8%B1%20%D8%B9", "doc/article/%D8%AE%D8%A8%D8%B1~20%D8%B9"),
        ("id/lexicon/61701f143cea", "doc/id/lexicon/61701f143cea"),
        ("vocab/role/minister", "doc/vocab/role/minister"),
        ("lexicon/rule/x", "doc/lexicon/rule/x"),
        ("graph/article/a1", "doc/graph/article/a1"),
        ("ontology/Force", "doc/ontology/Force"),
        ("ontology/outlet", "doc/ontology/property/outlet"),
        (".well-known/void", "dataset"),
    ],
)
def test_an_iri_leads_to_its_document(host: hosts.Host, path: str, target: str) -> None:
    if "%2F" in path and host.name == "apache":
        pytest.skip("needs AllowEncodedSlashes in the host's own configuration")
    answer = host.get(f"/news/{path}")
    assert (answer.status, answer.headers["location"].partition("/news/")[2]) == (303, target)


def test_an_odd_name_can_be_followed(host: hosts.Host) -> None:
    answer = host.get("/news/id/article/" + article_iri("خبر عاجل").rpartition("/")[2])
    there = host.get("/news/" + answer.headers["location"].partition("/news/")[2], "text/turtle")
    assert there.status == 200 and article_iri("خبر عاجل").encode() in there.body


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 200),
        ("doc/force/peshmerga.en.html", 200),
        ("doc/nobody", 404),
        ("nothing", 404),
        ("doc/article/a1/", 404),
        ("doc/force", 404),
        (".htaccess", 404),
        (".underway/journal", 404),
        ("static/room.css", 200),
    ],
)
def test_what_is_not_there_is_not_found(host: hosts.Host, path: str, status: int) -> None:
    answer = host.get(f"/news/{path}")
    assert answer.status == status and "default-src 'none'" in answer.headers["content-security-policy"]
    if status == 404:
        assert b'href="/news/static/room.css"' in answer.body  # the site's own page, which points from the root


def test_what_no_form_satisfies_is_not_acceptable(host: hosts.Host) -> None:
    assert [host.get("/news/doc/force/peshmerga", accept).status for accept in ("image/png", "text/html;q=0")] == [406, 406]
    assert host.get("/news/doc/nobody", "image/png").status == 404


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("doc/force/peshmerga.ttl", "text/turtle; charset=utf-8"),
        ("doc/force/peshmerga.jsonld", "application/ld+json"),
        ("doc/force/peshmerga.html", "text/html; charset=utf-8"),
        ("search/index.json", "application/json"),
        ("static/search.js", "text/javascript; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
    ],
)
def test_files_have_their_types(host: hosts.Host, path: str, media: str) -> None:
    assert host.get(f"/news/{path}").headers["content-type"] == media


def test_a_dump_comes_as_it_is(host: hosts.Host, site: Path) -> None:
    (dump,) = site.glob("dumps/*.nq.gz")
    answer = host.get(f"/news/dumps/{dump.name}")
    assert (answer.type, answer.body, answer.headers.get("content-encoding")) == ("application/gzip", dump.read_bytes(), None)


@pytest.mark.skipif(bool(hosts.missing("apache")), reason="apache2 is not installed")
def test_w3id_leads_to_the_form_that_is_asked_for(site: Path) -> None:
    rules = (site / "w3id/.htaccess").read_text("utf-8")
    with hosts.running("apache", site / "w3id", "/tansiq/", rules) as host:
        get = partial(host.get, accept="text/turtle;q=0.9, text/html;q=0.5")
        assert [(answer.status, answer.headers["location"]) for answer in map(get, ("/tansiq/id/force/peshmerga", "/tansiq/ontology"))] == [
            (303, published.BASE + "doc/force/peshmerga.ttl"),
            (303, published.BASE + "ontology.ttl"),
        ]
        assert host.get("/tansiq/id/article/a%20b").headers["location"] == published.BASE + "doc/article/a~20b.html"
        assert host.get("/tansiq/").headers["location"] == published.BASE
        assert host.get("/tansiq/dataset", "image/png").status == 406
    assert graph_iri("a1").startswith(ROOT + "graph/")
