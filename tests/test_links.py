"""Events of two articles that are one happening, and those that only look like one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest
from rdflib import Graph

from builder.articles import read_paths
from builder.links import LINKS, find_links, told_events, write_links
from builder.model import Article, Told
from builder.pipeline import build_article
from builder.store import Store
from builder.validate import Validator

ATTACK = Told("e/a", "a", "Attack", "2021-05-22", actors=frozenset({"isis", "army"}), places=frozenset({"qarachogh"}))
OPERATION = Told("e/a", "a", "MilitaryOperation", "2021-07-08", name="الإرادة الصلبة", actors=frozenset({"army"}))
MEETING = Told("e/a", "a", "Meeting", "2021-08-12", actors=frozenset({"anad", "ismail"}))


def other(event: Told, **changes: object) -> Told:
    """Return the event as another article tells it."""
    return replace(event, iri="e/b", article="b", **changes)  # type: ignore[arg-type]  # replace checks the names at run time


PAIRS = [
    (ATTACK, other(ATTACK), "same-day-actors"),
    (ATTACK, other(ATTACK, actors=frozenset({"isis"})), "same-day-actor-place"),
    (OPERATION, other(OPERATION, name="«الارادة الصلبة»", date=None), "same-name"),
    (OPERATION, other(OPERATION, date="2021-09", actors=frozenset()), "same-name"),
    (MEETING, other(MEETING), "same-day-actors"),
    # an incomplete key, another day, another place, the same article, another class: nothing
    (ATTACK, other(ATTACK, date="2021-05"), None),
    (ATTACK, other(ATTACK, date="2021-05-23"), None),
    (ATTACK, other(ATTACK, places=frozenset({"daquq"}), actors=frozenset({"isis"})), None),
    (ATTACK, other(ATTACK, places=frozenset()), None),
    (ATTACK, replace(ATTACK, iri="e/b"), None),
    (ATTACK, other(ATTACK, kind="AirStrike"), None),
    (OPERATION, other(OPERATION, date="2023"), None),
    (OPERATION, other(OPERATION, name=None), None),
    (MEETING, other(MEETING, actors=frozenset({"anad", "araji"})), None),
]


@pytest.mark.parametrize(("a", "b", "reason"), PAIRS)
def test_pairs(a: Told, b: Told, reason: str | None) -> None:
    links = find_links([b, a])
    assert [link.reason for link in links] == ([reason] if reason else [])
    assert links == find_links([a, b])


def test_a_governorate_is_too_wide_to_be_the_same_place() -> None:
    few = replace(ATTACK, actors=frozenset({"isis"}))
    assert find_links([few, other(few)], lambda place: place == "qarachogh") == []


def test_the_links_of_a_store_are_a_graph_of_their_own_that_conforms(tmp_path: Path) -> None:
    with Store(golden.fill(tmp_path / "store")) as store:
        before = {g.iri: store.ntriples(g.iri) for g in store.graphs()}
        assert store.link_events(lambda place: None) == 1
        text = store.ntriples(LINKS)
        assert "3-attack> <https://w3id.org/tansiq/ontology#sameHappening> <https://w3id.org/tansiq/id/event/a2/1-attack>" in text
        assert {g.iri: store.ntriples(g.iri) for g in store.graphs()} == before
        assert Validator.load().validate_graph(Graph().parse(data=text, format="nt"), "links") == []
        store.retract("a2")
        assert store.link_events(lambda place: None) == 0
        assert not list(store.db.quads_for_pattern(None, None, None, ox.NamedNode(LINKS)))


def test_the_bytes_do_not_depend_on_the_order() -> None:
    events = [ATTACK, other(ATTACK), replace(ATTACK, iri="e/c", article="c")]
    assert write_links(find_links(events)) == write_links(find_links(reversed(events)))
    assert len(find_links(events)) == 3


def test_events_are_the_same_from_the_reading_and_from_the_graph() -> None:
    """A build takes them as it reads, a load out of the graph."""
    read = 0
    for article in read_paths([Path(__file__).parents[1] / "examples"]):
        assert isinstance(article, Article)
        outcome = build_article(article)
        assert sorted(outcome.told, key=lambda e: e.iri) == sorted(told_events(outcome.nquads, outcome.graph_iri), key=lambda e: e.iri)
        read += len(outcome.told)
    assert read > 30
