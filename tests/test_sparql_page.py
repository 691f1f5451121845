"""The page for queries: what it shows, that it runs nothing of what it shows, and that its examples work."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

import endpoint
import pytest
from lxml import html
from starlette.testclient import TestClient

from builder.query import answer as asked
from builder.query import named_queries, run
from builder.server.answering import answer
from builder.server.limits import Limits
from builder.server.questions import Answer, Question
from builder.server.showing import shown
from builder.site.dataset import Publication
from builder.site.figures import Figures
from builder.site.glossary import Glossary
from builder.site.pages.frame import Room, View
from builder.site.pages.sparql import SHOWN, Shown, examples, page
from builder.site.rows import Rows
from builder.site.terms import Terms, read_terms
from builder.site.words import LANGUAGES, load_words
from builder.store import Store

STATIC = Path(page.__code__.co_filename).parent.parent / "static"
HOSTILE = '</script></textarea><script>alert(1)</script><img src=x onerror="alert(1)">{{ 7*7 }}'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(endpoint.filled(tmp_path_factory.mktemp("golden") / "store"), read_only=True) as store:
        yield store


def view(lang: str, terms: Terms | None = None) -> View:
    room = Room(
        cast(Store, None),
        cast(Rows, None),
        terms or Terms({}),
        cast(Glossary, None),
        (),
        Publication("https://example.org/"),
        cast(Callable[[], Figures], None),
    )
    return View(room, "sparql", lang)


def made(lang: str, what: Shown) -> html.HtmlElement:
    return html.document_fromstring(page(view(lang), what))


def result(store: Store, query: str) -> Shown:
    return shown(query, answer(store.db, Question(query), Limits()), Limits())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_works_without_scripts(lang: str) -> None:
    tree = made(lang, Shown("ASK {}"))
    (form,) = tree.xpath("//form[@id='query-form']")
    assert (form.get("method"), form.get("action")) == ("get", "sparql.html" if lang == "ar" else "sparql.en.html")
    assert form.xpath(".//textarea[@name='query']")[0].text.strip() == "ASK {}"
    assert {button.get("value"): button.get("formaction") for button in form.xpath(".//button[@name='format']")} == dict.fromkeys(
        ("csv", "tsv", "json", "xml", "ttl", "nt", "rdf", "jsonld"), "sparql"
    )
    assert tree.get("dir") == ("rtl" if lang == "ar" else "ltr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_example_fills_the_field(lang: str) -> None:
    links = made(lang, Shown()).xpath("//a[@data-example]")
    assert [link.get("data-example") for link in links] == [query.name for query in named_queries()]
    for link in links:
        field = made(lang, Shown(example=link.get("data-example"))).xpath("//textarea")[0]
        assert re.match(r"\s*# .*\n(PREFIX .*\n)*\s*(SELECT|CONSTRUCT) ", field.text), field.text
    assert made(lang, Shown(example="no-such")).xpath("//textarea")[0].text == made(lang, Shown()).xpath("//textarea")[0].text


@pytest.mark.parametrize("name", [query.name for query in named_queries()])
def test_an_example_asks_what_the_named_question_asks(store: Store, name: str) -> None:
    query = next(query for query in named_queries() if query.name == name)
    text = next(example.text for example in examples("ar") if example.name == name)
    told = answer(store.db, Question(text, table="csv", graph="nt"), Limits())
    assert told.kind in ("table", "graph"), told.message
    if told.kind == "graph":
        assert set(told.body.decode().splitlines()) == {f"{triple} ." for triple in run(store, query)}
    else:
        expected = asked(store, query, form="csv")
        assert isinstance(expected, bytes) and sorted(told.body.splitlines()) == sorted(expected.splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_leads_to_pages_of_this_site(store: Store, lang: str) -> None:
    query = "SELECT DISTINCT ?thing ?name ?same { VALUES ?thing { force:iraqi-army } ?thing skos:prefLabel ?name ; owl:sameAs ?same }"
    tree = made(lang, result(store, query))
    links = [link.get("href") for link in tree.xpath("//td/a")]
    assert links[0] == ("doc/force/iraqi-army.html" if lang == "ar" else "doc/force/iraqi-army.en.html")
    assert links[1] == "http://www.wikidata.org/entity/Q0000001"
    assert [cell.get("lang") for cell in tree.xpath("//td")] == [None, "ar", None]
    assert [head.text for head in tree.xpath("//th[@scope='col']")] == ["thing", "name", "same"]


HOSTILE_QUERIES = [
    f"SELECT * {{ VALUES ?x {{ {json.dumps(HOSTILE)} }} }}",
    f"SELECT * {{ VALUES ?x {{ {json.dumps(HOSTILE)}@ar <javascript:alert(1)> <data:text/html,x> }} }}",
    f"CONSTRUCT {{ <urn:x> rdfs:label {json.dumps(HOSTILE)} }} {{}}",
    f"ASK {{ {HOSTILE}",
    f"SELECT ({json.dumps(HOSTILE)} AS ?x) {{",
]


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_of_an_answer_runs(store: Store, lang: str, query: str) -> None:
    tree = made(lang, result(store, query))
    assert [s.get("src") or s.get("type") for s in tree.xpath("//script")] == [
        "static/room.js",
        "static/vendor/yasqe/yasqe.min.js",
        "static/query.js",
        "application/json",
    ]
    assert tree.xpath("//img") == tree.xpath("//@style") == [] and not [a for a in tree.xpath("//@*") if a.attrname.startswith("on")]
    assert all(re.match(r"https?://|[\w./#-]", link) and ":" not in link.partition("//")[0][6:] for link in tree.xpath("//td/a/@href"))
    assert tree.xpath("//textarea")[0].text.strip() == query.strip()


def test_what_the_page_says_of_each_kind_of_answer(store: Store) -> None:
    def status(what: Shown, lang: str = "en") -> str:
        (place,) = made(lang, what).xpath("//*[@id='query-status']")
        return place.text_content().strip()

    assert status(Shown()) == "Nothing was asked yet."
    assert status(result(store, "ASK {}")) == "Yes" and status(result(store, "ASK { FILTER(false) }"), "ar") == "لا"
    assert status(result(store, "SELECT ?x {}")) == "Rows: 1"
    many = "SELECT ?a ?b { VALUES ?a { " + "1 " * 100 + "} VALUES ?b { " + "1 " * 20 + "} }"
    found = result(store, many)
    assert (status(found), len(found.rows or ())) == ("Rows: 2,000. Shown are the first 1,000", SHOWN)
    assert status(shown("x", Answer("table", b"{" + b" " * 3_000_000), Limits())).startswith("The answer is too large for a page")
    for kind in ("syntax", "refused", "service", "unacceptable", "rows", "size", "time", "memory", "crashed", "busy", "failed"):
        refused = shown("x", Answer(kind, message="reason"), Limits())
        assert status(refused) and made("ar", refused).xpath("//p[@class='query-error'][@lang='en']")[0].text


def test_the_script_finds_its_words_and_its_data(store: Store) -> None:
    tree = made("ar", Shown(HOSTILE))
    data = json.loads(tree.xpath("//script[@id='query-data']")[0].text)
    script = (STATIC / "query.js").read_text("utf-8")
    assert set(re.findall(r"words\.(\w+)", script)) <= set(data["words"]) and set(re.findall(r"data\.(\w+)", script)) <= set(data)
    assert {f"query_{word}" for word in re.findall(r'"(syntax|refused|service|unacceptable|limit|busy|failed)"', script)} <= set(
        load_words("en")
    )
    assert set(re.findall(r'getElementById\("([\w-]+)"\)', script)) <= set(tree.xpath("//@id"))
    assert data["examples"].keys() == {query.name for query in named_queries()} and data["prefixes"]["tq"]
    known = json.loads(html.document_fromstring(page(view("ar", read_terms(store)), Shown())).xpath("//script[@id='query-data']")[0].text)
    assert "https://w3id.org/tansiq/ontology#Attack" in known["classes"]


def test_the_editor_is_whole_and_has_its_licence() -> None:
    vendored = STATIC / "vendor" / "yasqe"
    assert {path.name for path in vendored.iterdir()} == {"LICENSE.txt", "README.md", "yasqe.min.css", "yasqe.min.js"}
    assert "MIT" in (vendored / "LICENSE.txt").read_text() and (vendored / "yasqe.min.js").stat().st_size > 400_000
    assert "http" not in re.sub(r"http://www\.w3\.org/2000/svg", "", (vendored / "yasqe.min.css").read_text())


def test_a_page_of_the_endpoint(store: Store) -> None:
    """The application and the page together."""

    async def shows(lang: str, what: Shown) -> str:
        return page(view(lang), what)

    with TestClient(endpoint.application(store.folder, Limits(workers=1), shows)) as client:
        for address, lang in (("/sparql.html?", "ar"), ("/sparql.en.html?", "en"), ("/sparql?lang=en&", "en"), ("/sparql?", "ar")):
            query = urlencode({"query": "SELECT * { force:peshmerga a ?class }"})
            told = client.get(address + query, headers={"Accept": "text/html"})
            tree = html.document_fromstring(told.text)
            assert (told.status_code, tree.get("lang")) == (200, lang) and "tq:Force" in tree.xpath("//td/a/text()")
