"""Nothing counts twice: a store with reprints answers as one without them, wherever articles, events or tolls are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import golden
import pytest

from builder import query
from builder.networks import story, views
from builder.networks.others import write_cytoscape
from builder.site import whole
from builder.site.catalogue import Catalogue
from builder.site.lookup import reprinted, thing
from builder.site.rows import Rows
from builder.store import Store

ONCE, REPRINTED = "once", "reprinted"


def fill(folder: Path, copies: int) -> None:
    """Fill a store with the golden articles, and each again under other identifiers."""
    with Store(golden.fill(folder)) as store:
        for outcome, article in zip(golden.OUTCOMES, golden.ARTICLES, strict=True):
            for number in range(copies):
                copy, given = golden.copy_of(outcome, article, number, 0)
                store.put(copy, replace(given, text=article.text))
        store.link_events(lambda place: None)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    folder = tmp_path_factory.mktemp("counts")
    fill(folder / ONCE, 0)
    fill(folder / REPRINTED, 2)
    with Store(folder / ONCE, read_only=True) as once, Store(folder / REPRINTED, read_only=True) as reprinted:
        assert (once.republications, reprinted.republications) == (0, 8)
        yield {ONCE: once, REPRINTED: reprinted}


def rows(store: Store, name: str) -> tuple[tuple[str, ...], ...]:
    found = query.answer(store, query.find_query(name))
    assert isinstance(found, query.Table)
    return found.rows


@pytest.mark.parametrize(
    "name",
    [
        "attacks",
        "conflicting-tolls",
        "coordination-centres",
        "events-by-month",
        "forces-together",
        "fought-over",
        "posts-held",
        "spokespersons",
        "told-differently",
        "tolls-by-source",
        "unlinked",
    ],
)
def test_a_named_question_counts_a_reprint_with_its_original(stores: dict[str, Store], name: str) -> None:
    assert rows(stores[REPRINTED], name) == rows(stores[ONCE], name) != ()


def test_the_overview_counts_reprints_apart(stores: dict[str, Store]) -> None:
    found = [row for row in rows(stores[REPRINTED], "overview") if row[0] != "RepublicationLink"]
    assert tuple(found) == rows(stores[ONCE], "overview")
    assert [row[2] for row in rows(stores[REPRINTED], "overview") if row[0] == "RepublicationLink"] == ["8"]


def test_the_articles_and_republications_are_listed(stores: dict[str, Store]) -> None:
    listed = [(row[0], row[4]) for row in rows(stores[REPRINTED], "articles")]
    assert listed == [(f"a{n}{copy}", f"a{n}" if copy else "") for n in range(1, 5) for copy in ("", "-0", "-1")]
    first, *_ = found = rows(stores[REPRINTED], "republications")
    assert len(found) == 8
    assert first[:6] == ("a1", "2021-05-22", "وكالة الأنباء العراقية", "a1-0", "2021-05-22", "وكالة الأنباء العراقية")
    assert first[7] == "1"
    assert rows(stores[ONCE], "republications") == ()


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_network_weighs_an_event_once(stores: dict[str, Store], view: str, tmp_path: Path) -> None:
    written = []
    for name in (ONCE, REPRINTED):
        with (tmp_path / name).open("wb") as stream:
            write_cytoscape(views.VIEWS[view](story.read(stores[name])), stream)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_the_reading_room_counts_once_and_says_who_reprints_whom(stores: dict[str, Store]) -> None:
    counted = []
    for name in (ONCE, REPRINTED):
        catalogue = Catalogue(Path(":memory:"))
        catalogue.update(stores[name])
        rooms = Rows(catalogue)
        events = whole.counts(rooms)
        force = thing(rooms, "https://w3id.org/tansiq/id/force/peshmerga")
        assert force is not None
        pairs = [(one.iri, other.iri, kind, times) for one, other, kind, times in whole.cooperation(rooms)]
        places = [(place.iri, times) for place, times in (*whole.sites(rooms), *whole.sites_of(rooms, force))]
        counted.append((events, whole.months(rooms), whole.months(rooms, force), force.articles, pairs, places))
        if name == REPRINTED:
            assert [(story.identifier, degree) for story, degree in reprinted(rooms, "a1", by=True)] == [("a1-0", 1.0), ("a1-1", 1.0)]
            assert [story.identifier for story, _ in reprinted(rooms, "a1-1", by=False)] == ["a1"]
            assert reprinted(rooms, "a1", by=False) == reprinted(rooms, "a1-1", by=True) == []
        catalogue.close()
    assert counted[0] == counted[1]
