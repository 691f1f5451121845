"""Another country is data alone: what two articles say with and without a small lexicon, and that no code names a country."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from builder.additions.compiling import compile_folders
from builder.articles import read_paths
from builder.lexicon import Lexicon, load_lexicon
from builder.model import Article, Reading
from builder.pipeline import read_article

TUNISIA = Path(__file__).resolve().parent.parent / "countries" / "tunisia"
ID = "https://w3id.org/tansiq/id/"


@cache
def lexicon(own: bool) -> Lexicon:
    return compile_folders([TUNISIA / "lexicon"]).merged if own else load_lexicon()


@cache
def reading(name: str, own: bool) -> Reading:
    article = next(a for a in read_paths([TUNISIA / "articles" / f"{name}.txt"]) if isinstance(a, Article))
    return read_article(article, lexicon(own))


def named(name: str, own: bool) -> set[str]:
    return {entity.iri.removeprefix(ID) for entity in reading(name, own).entities if entity.iri}


def test_the_lexicon_conforms_without_a_remark() -> None:
    made = compile_folders([TUNISIA / "lexicon"])
    assert made.findings == () and len(made.own_iris) >= 35


@pytest.mark.parametrize(
    ("article", "gained", "lost"),
    [
        (
            "border",
            {
                "force/tunisian-national-guard",
                "ministry/ministry-of-national-defence-of-tunisia",
                "ministry/ministry-of-the-interior-of-tunisia",
                "official/kamel-feki",
                "official/houcem-eddine-jebabli",
                "place/ben-gardane",
                "place/ras-ajdir",
                "body/tunisian-customs",
                "force/tunisia-army",
            },
            {"ministry/iq-interior", "ministry/iq-defence"},
        ),
        (
            "chaambi",
            {
                "armed-group/uqba-ibn-nafi-brigade",
                "force/tunisian-national-guard",
                "official/imed-memmich",
                "place/mount-chaambi",
                "place/kasserine-governorate",
                "ministry/ministry-of-national-defence-of-tunisia",
            },
            {"ministry/iq-interior", "ministry/iq-defence"},
        ),
    ],
)
def test_what_is_named_with_and_without_it(article: str, gained: set[str], lost: set[str]) -> None:
    with_it, without = named(article, True), named(article, False)
    assert gained <= with_it and not lost & with_it
    assert not gained & without and lost & without


def test_events_get_their_actors_and_places() -> None:
    operation = next(e for e in reading("chaambi", True).events if e.kind == "MilitaryOperation")
    told = {(role, value.partition(":")[2].removeprefix(ID)) for role, value in operation.arguments}
    assert ("target", "armed-group/uqba-ibn-nafi-brigade") in told and ("participant", "force/tunisian-national-guard") in told
    without = next(e for e in reading("chaambi", False).events if e.kind == "MilitaryOperation")
    assert not without.values("target")
    kinds = [{e.kind for e in reading("border", own).events} for own in (True, False)]
    assert kinds[0] - kinds[1] == {"Meeting"}


def test_a_minister_of_the_nation_that_a_bare_ministry_belongs_to() -> None:
    """With its adjective the ministry is the same as without, in whichever country is at home."""
    for own, adjective, iri in (
        (False, "العراقي", "ministry/iq-defence"),
        (True, "التونسي", "ministry/ministry-of-national-defence-of-tunisia"),
    ):
        read = read_article(Article("x", f"التقى وزير الدفاع {adjective} سالم الحميدي وفدا عسكريا أمس الاثنين."), lexicon(own))
        assert iri in {e.iri.removeprefix(ID) for e in read.entities if e.iri}
