"""The reading room in a browser: its main paths, hostile articles, accessibility, and pages that fit narrow windows and wide ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from browser import NARROW, WIDE, chromium, tab
from curling import Server, serving
from hostile import ATTACKS

from builder.identifiers import graph_iri
from builder.site.addresses import path_of
from builder.site.catalogue import open_catalogue
from builder.site.lookup import alike
from builder.site.rows import Rows
from builder.store import Store


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def server(browser: Any, reading_room: Path) -> Iterator[Server]:
    with serving(reading_room, queries=True) as running:
        yield running


@pytest.fixture(scope="module")
def places(reading_room: Path) -> dict[str, str]:
    """Paths (without their form) of a page of every kind; `told` is an event that several articles tell."""
    found = {
        "overview": "index",
        "articles": "articles",
        "events": "events",
        "class": "class/Force",
        "search": "search",
        "force": "doc/force/peshmerga",
        "official": "doc/official/tahsin-al-khafaji",
        "place": "doc/place/makhmur",
        "ministry": "doc/ministry/krg-peshmerga",
        "generic": "doc/graph/lexicon",
        "ontology": "ontology",
        "term": "doc/ontology/Attack",
        "vocabulary": "doc/vocab/role",
        "concept": "doc/vocab/role/minister",
        "dataset": "dataset",
        "queries": "sparql",
        "missing": "doc/force/none",
    }
    with Store(reading_room, read_only=True) as store:
        catalogue = open_catalogue(store)
        rows = Rows(catalogue)
        known = sorted(path[0] for path in rows.ask("SELECT first FROM alike UNION SELECT second FROM alike"))
        told = max(known, key=lambda iri: (len(alike(rows, iri)), iri))
        longest = rows.ask("SELECT identifier FROM article JOIN event ON event.article = article.id GROUP BY 1 ORDER BY count(*) DESC, 1")[
            0
        ][0]
        found["told"] = path_of(told) or ""
        found["article"] = path_of(graph_iri(longest).replace("/graph/", "/id/")) or ""
        catalogue.close()
    return found


# ---- the main paths


def test_from_the_overview_to_the_words_of_an_article(browser: Any, server: Server, places: dict[str, str], tmp_path: Path) -> None:
    with tab(browser, server.root) as walk:
        page = walk.page
        walk.open("/")
        assert page.locator("h1").inner_text().startswith("تنسيق")
        page.locator(".stories a").first.click()
        page.wait_for_url("**/doc/article/**")
        walk.open(places["article"] + ".html")
        fact, words = page.locator(".fact").nth(1), None
        fact.hover()
        token = fact.get_attribute("data-fact")
        words = page.locator(f'[data-of~="{token}"]')
        assert words.count() > 0 and "lit" in (words.first.get_attribute("class") or "")
        assert page.locator(".fact.lit").count() == 1
        page.mouse.move(0, 0)
        words.first.scroll_into_view_if_needed()
        words.first.hover()
        assert "lit" in (fact.get_attribute("class") or "")
        page.locator("h1").first.hover()
        assert page.locator(".lit").count() == 0
        assert walk.ran() == []


def test_a_query_is_asked_and_answered_on_its_page(browser: Any, server: Server) -> None:
    with tab(browser, server.root) as walk:
        page = walk.page
        walk.open("sparql.en.html")
        page.wait_for_selector(".CodeMirror")
        assert page.locator(".parseErrorIcon").count() == 0, "the usual prefixes need no declaration"
        page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT ?x { nobody:knows skos:prefLabel ?x }')")
        page.wait_for_selector(".parseErrorIcon")
        page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT ?x { ?x a tq:Ministry } LIMIT 3')")
        page.get_by_role("button", name="Ask").click()
        page.wait_for_selector("#query-result table")
        assert page.locator("#query-result tbody tr").count() == 3
        page.locator("#query-result tbody a").first.click()
        page.wait_for_url("**/doc/ministry/**")
        assert walk.ran() == []


def test_the_keyboard_does_what_the_mouse_does(browser: Any, server: Server, places: dict[str, str]) -> None:
    with tab(browser, server.root) as walk:
        page = walk.page
        walk.open(places["article"] + ".en.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
        seen = set()
        for _ in range(120):
            page.keyboard.press("Tab")
            seen |= set(page.evaluate("[...document.querySelectorAll('.fact.lit')].map(one => one.id)"))
            outlined = page.evaluate(
                "(one => one === document.body || getComputedStyle(one).outlineStyle !== 'none')(document.activeElement)"
            )
            assert outlined, page.evaluate("document.activeElement.outerHTML")
            if len(seen) > 3:
                break
        assert len(seen) > 3, "walking through the page lights up its facts"
        assert walk.ran() == []


def test_from_a_thing_to_two_versions_and_a_search(browser: Any, server: Server, places: dict[str, str]) -> None:
    with tab(browser, server.root) as walk:
        page = walk.page
        walk.open(places["force"] + ".html")
        assert page.locator("#timeline").count() == 1 and page.locator("svg").count() >= 1
        page.locator(".told .when a").first.click()
        page.wait_for_url("**/event/**")
        walk.open(places["told"] + ".html")
        assert page.locator(".version").count() >= 2
        one, other = (page.locator(".version").nth(number).bounding_box() for number in (0, 1))
        assert one["y"] == other["y"] and one["x"] > other["x"], "side by side, the first at the right"
        page.locator("a.language").click()
        page.wait_for_url("**.en.html")
        assert page.evaluate("document.documentElement.dir") == "ltr"
        page.fill("#find", "Khafaji")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.en.html?q=Khafaji")
        page.locator(".found a").first.click()
        page.wait_for_url("**/tahsin-al-khafaji.en.html")
        assert walk.ran() == []


def test_without_scripts_a_fact_still_leads_to_its_words(browser: Any, server: Server, places: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto(server.root + places["article"] + ".html")
    link = page.locator(".fact .how a[href^='#']").first
    anchor = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    assert page.url.endswith(anchor) and page.locator(f"[id='{anchor}']").count() == 1
    context.close()


# ---- narrow and wide, light and dark, on paper


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("ending", [".html", ".en.html"])
def test_pages_fit_the_window(browser: Any, server: Server, places: dict[str, str], viewport: dict[str, int], ending: str) -> None:
    with tab(browser, server.root, viewport) as walk:
        for kind, path in places.items():
            walk.open(path + ending + ("?q=kirkuk" if kind == "search" else ""))
            assert walk.overflow() == [], kind
            assert walk.page.locator("h1").first.is_visible() and walk.page.locator("main").bounding_box()["width"] <= viewport["width"]


def test_it_prints(browser: Any, server: Server, places: dict[str, str]) -> None:
    with tab(browser, server.root) as walk:
        walk.open(places["article"] + ".html")
        walk.page.emulate_media(media="print")
        assert not walk.page.locator("header.top").is_visible() and walk.page.locator(".text").is_visible()
        assert walk.page.evaluate("getComputedStyle(document.querySelector('.facts')).maxHeight") == "none"
        assert walk.page.pdf(format="A4").startswith(b"%PDF")


# ---- accessibility

_RULES = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "dark": {"type": "rule", "values": ["color-contrast"]},  # nothing else depends on it
}


_TWICE = ("overview", "article", "told", "force", "search", "term", "queries")  # have between them all that pages are made of


@pytest.mark.parametrize(("ending", "scheme"), [(".html", "light"), (".en.html", "light"), (".html", "dark")])
def test_an_automated_tool_finds_nothing(browser: Any, server: Server, places: dict[str, str], ending: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the package axe-playwright-python is not installed").Axe()
    options = {"runOnly": _RULES[scheme], "resultTypes": ["violations"]}
    found = []
    with tab(browser, server.root, WIDE if ending == ".html" else NARROW, scheme) as walk:
        for kind, path in places.items():
            if kind not in _TWICE and (ending, scheme) != (".html", "light"):
                continue
            walk.open(path + ending + ("?q=kirkuk" if kind == "search" else ""))
            for rule in axe.run(walk.page, options=options).response["violations"]:
                found += [f"{kind}: {rule['id']}: {node['target']} {node['html'][:160]}" for node in rule["nodes"][:4]]
    assert found == []


# ---- hostile articles


def test_nothing_of_a_hostile_article_runs(browser: Any, server: Server, reading_room: Path) -> None:
    with Store(reading_room, read_only=True) as store:
        articles = [graph.identifier for graph in store.graphs() if graph.identifier.startswith(ATTACKS)]
        subjects = {
            quad.subject.value
            for identifier in articles
            for quad in store.quads(graph_iri(identifier))
            if hasattr(quad.subject, "value") and "#" not in quad.subject.value
        }
    assert len(articles) == len(ATTACKS)
    paths = sorted({path for iri in subjects if (path := path_of(iri)) and path.startswith("doc/article/")})
    # Every article's page; of what they mint, events and officials in turn.
    own = [path for path in paths if path.count("/") == 2]
    minted = [path for path in paths if path.count("/") > 2]
    with tab(browser, server.root) as walk:
        for number, path in enumerate((*own, *minted[:: max(1, len(minted) // 25)])):
            walk.open(quote(path, safe="/.,=;~-") + (".html" if number % 3 else ".en.html"))
            assert walk.ran() == [], path
        for path in ("index.html", "articles.html", "events.en.html", "doc/force/peshmerga.html", "doc/official/tahsin-al-khafaji.en.html"):
            walk.open(path)
            assert walk.ran() == []
        for attack in ATTACKS:
            walk.page.goto(f"{server.root}search.html?" + urlencode(dict.fromkeys(("q", "class", "since", "place", "outlet"), attack)))
            assert walk.ran() == [], attack


def test_a_title_that_turns_its_letters_turns_no_others(browser: Any, server: Server) -> None:
    """A title with overrides of direction stands in an element of its own: what follows it keeps its place."""
    with tab(browser, server.root) as walk:
        walk.open("articles.html")
        boxes = walk.page.evaluate(
            """() => [...document.querySelectorAll('.stories li')].map(li => [li.querySelector('bdi') !== null,
               li.querySelector('a').getBoundingClientRect().right, li.getBoundingClientRect().right])"""
        )
        assert boxes and all(isolated and abs(right - edge) < 40 for isolated, right, edge in boxes)


def test_a_page_is_light(browser: Any, server: Server, places: dict[str, str]) -> None:
    """A page with all that it needs, as it is sent, stays under 300 kB."""
    with tab(browser, server.root) as walk:
        for path in places.values():
            walk.open(path + ".html")
            sizes = walk.page.evaluate("performance.getEntries().map(one => one.encodedBodySize ?? 0)")
            assert 0 < sum(sizes) < 300_000, (path, sizes)
