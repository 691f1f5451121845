"""The sitemap and robots.txt, by the rules of sitemaps.org and RFC 9309."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.robotparser import RobotFileParser

import golden
import pytest
from lxml import etree

from builder.identifiers import article_iri
from builder.site import sitemap
from builder.site.addresses import path_of
from builder.site.catalogue import Catalogue
from builder.site.rows import Rows
from builder.store import Store

MAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
BASE = "https://example.org/news/"
TERMS = ("ontology", "doc/ontology/Force", "doc/vocab/role")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    folder = golden.fill(tmp_path_factory.mktemp("golden") / "store")
    with Store(folder, read_only=True) as store:
        catalogue = Catalogue(folder / "catalogue.sqlite")
        catalogue.update(store)
        yield Rows(catalogue)
        catalogue.close()


def urls(base: str, listed: list[sitemap.Page]) -> list[etree._Element]:
    root = etree.fromstring("".join(sitemap.part(base, listed)).encode())
    assert root.tag == MAP + "urlset"
    return list(root)


def every(rows: Rows) -> list[sitemap.Page]:
    return [page for number in range(1, sitemap.parts(rows, TERMS) + 1) for page in sitemap.pages(rows, TERMS, number)]


def test_a_part_is_as_the_protocol_wants_it(rows: Rows) -> None:
    found = urls(BASE, every(rows))
    seen = set()
    for url in found:
        assert url.tag == MAP + "url"
        tags = [child.tag for child in url]
        assert tags in ([MAP + "loc", XHTML + "link", XHTML + "link"], [MAP + "loc", MAP + "lastmod", XHTML + "link", XHTML + "link"])
        loc = url[0].text or ""
        assert loc.startswith(BASE) and len(loc) < 2048 and loc not in seen
        assert re.fullmatch(r"[A-Za-z0-9:/.,=;~%_-]+", loc)
        seen.add(loc)
        day = url.findtext(MAP + "lastmod")
        assert day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    alternates = {url[0].text: {link.get("hreflang"): link.get("href") for link in url.iter(XHTML + "link")} for url in found}
    for loc, links in alternates.items():
        assert set(links) == {"ar", "en"} and loc in links.values()
        assert all(alternates[other] == links for other in links.values()), "the two do not name one another"


def test_every_page_is_listed_once(rows: Rows) -> None:
    paths = [page.path for page in every(rows)]
    wanted = {*sitemap.FIXED, *TERMS}
    wanted |= {path_of(article_iri(name)) for (name,) in rows.ask("SELECT identifier FROM article")}
    wanted |= {path_of(iri) for (iri,) in rows.ask("SELECT iri FROM event UNION SELECT iri FROM thing")}
    assert len(paths) == len(set(paths)) and set(paths) == wanted
    assert len([path for path in paths if path.startswith("doc/article/")]) >= 4


@pytest.mark.parametrize(
    ("iri", "day"),
    [
        (article_iri("a1"), "2021-05-22"),
        ("https://w3id.org/tansiq/id/event/a1/2-operation", "2021-05-22"),
        ("https://w3id.org/tansiq/id/force/peshmerga", "2021-07"),
        ("https://w3id.org/tansiq/ontology", ""),
    ],
)
def test_a_page_is_as_new_as_the_newest_article_that_tells_of_it(rows: Rows, iri: str, day: str) -> None:
    [page] = [page for page in every(rows) if page.path == path_of(iri)]
    assert page.day.startswith(day) and bool(page.day) == bool(day)


@pytest.mark.parametrize("size", [1, 3, 7, 10_000])
def test_parts_put_together_are_the_whole(rows: Rows, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    whole = every(rows)
    monkeypatch.setattr(sitemap, "PART", size)
    assert every(rows) == whole
    assert sitemap.parts(rows, TERMS) == -(-len(whole) // size)
    assert sitemap.pages(rows, TERMS, sitemap.parts(rows, TERMS) + 1) == []


def test_no_part_can_be_too_long_or_too_large() -> None:
    step = "%D8%A7" * 100  # the longest name that a path has, as `addresses` cuts it
    worst = [sitemap.Page(f"doc/article/{n:04}{'ا' * 98}/official/{'ا' * 100}", "2021-05-22") for n in range(10)]
    size = len("".join(sitemap.part(BASE, worst)).encode())
    assert f"/{step}.html" in "".join(sitemap.part(BASE, worst))
    assert sitemap.PART * 2 <= 50_000
    assert size / len(worst) * sitemap.PART < 50 * 2**20


def test_odd_names_stay_inside_their_element() -> None:
    [arabic, english] = urls("https://example.org/?a&b", [sitemap.Page("doc/force/a&b<c>\"'", "yesterday")])
    assert arabic[0].text == "https://example.org/?a&b/doc/force/a%26b%3Cc%3E%22%27.html"
    assert (english[0].text or "").endswith(".en.html")
    assert english.findtext(MAP + "lastmod") is None


def test_the_index_names_every_part() -> None:
    root = etree.fromstring(sitemap.index(BASE, 3).encode())
    assert root.tag == MAP + "sitemapindex"
    assert [child.tag for child in root] == [MAP + "sitemap"] * 3
    assert [child.findtext(MAP + "loc") for child in root] == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("", True),
        ("doc/force/peshmerga.html", True),
        ("search.html?q=x", False),
        ("search.en.html", False),
        ("sparql?query=x", False),
        ("ontology.ttl", True),
    ],
)
def test_robots_may_read_pages_and_not_ask_questions(path: str, allowed: bool) -> None:
    parser = RobotFileParser()
    parser.parse(sitemap.robots(BASE).splitlines())
    assert parser.can_fetch("anybot", BASE + path) is allowed
    assert parser.site_maps() == [BASE + "sitemap.xml"]


def test_an_empty_store_has_a_sitemap(tmp_path: Path) -> None:
    empty = Rows(Catalogue(tmp_path / "catalogue.sqlite"))
    assert sitemap.parts(empty, ()) == 1
    assert [page.path for page in sitemap.pages(empty, (), 1)] == list(sitemap.FIXED)
