"""What is read from a store: what the articles say, and the holders that the lexicon knows."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest

from builder.networks.selection import Selection, select
from builder.networks.story import Story, read
from builder.networks.views import posts
from builder.store import Store

ID = "https://w3id.org/tansiq/id/"
MAKHMUR, SLOPE = ID + "place/makhmur", ID + "place/qara-chogh"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder: Path = golden.fill(tmp_path_factory.mktemp("story") / "store")
    with Store(folder, read_only=True) as store:
        return read(store)


def test_the_lexicon_is_climbed_from_what_articles_name(story: Story) -> None:
    assert (ID + "force/joint-operations-command", "subOrganizationOf", ID + "ministry/iq-defence") in story.known
    assert (SLOPE, "locatedIn", MAKHMUR) in story.known


def test_what_only_the_lexicon_names_has_a_name_and_no_article(story: Story) -> None:
    named = {iri for iri, thing in story.things.items() if thing.articles}
    climbed = set(story.things) - named
    assert climbed <= {whole for _, _, whole in story.known}
    assert all(story.things[iri].label_ar for iri in climbed)


def test_a_place_is_selected_with_what_is_known_to_lie_in_it(story: Story) -> None:
    inside = {h.iri for h in story.happenings if {MAKHMUR, SLOPE} & set(h.having("place"))}
    assert any(SLOPE in h.having("place") for h in story.happenings)
    assert {h.iri for h in select(story, Selection(places=("مخمور",))).happenings} == inside


def test_posts_go_up_to_the_ministry(story: Story) -> None:
    network = posts(story)
    command, ministry = ID + "force/joint-operations-command", ID + "ministry/iq-defence"
    assert network.has_edge(command, ministry, "belongs to")
    assert network.nodes[ministry]["label"] == "وزارة الدفاع العراقية"
