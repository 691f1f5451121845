"""What a search finds, in either script and however it is spelt; what no query does is break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.site.catalogue import open_catalogue
from builder.site.dataset import Publication
from builder.site.lists import Wanted, find, find_articles, find_events, find_things
from builder.site.pages.frame import Room, open_room
from builder.site.rows import Rows
from builder.site.site import page
from builder.store import Store

ID = "https://w3id.org/tansiq/id/"
KHAFAJI, PESHMERGA, MAKHMUR = ID + "official/tahsin-al-khafaji", ID + "force/peshmerga", ID + "place/makhmur"


@pytest.fixture(scope="module")
def room(reading_room: Path) -> Iterator[Room]:
    with Store(reading_room, read_only=True) as store:
        catalogue = open_catalogue(store)
        yield open_room(store, Rows(catalogue), Publication(ID.removesuffix("id/")))
        catalogue.close()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        *((text, PESHMERGA) for text in ("peshmerga", "PESHMERGA", "Pêşmerge", "بشمركة", "البيشمركة", "البيشمرگة", "بيشمه ركة", "بيشمركه")),
        *((text, KHAFAJI) for text in ("Khafaji", "khafajy", "Tahsin Khafaji", "Tahseen al-Khafaji", "خفاجي", "الخفاجي", "تحسين الخفاجى")),
        *((text, ID + "place/erbil") for text in ("Erbil", "arbil", "أربيل", "اربيل")),
        *((text, ID + "place/kurdistan-region") for text in ("كوردستان", "كردستان", "إقليم كوردستان", "Kurdistan")),
        *((text, MAKHMUR) for text in ("مخمور", "makhmur", "Makhmour", "makhm")),
        *((text, ID + "armed-group/isis") for text in ("داعش", "ISIS", "Daesh")),
        ("وزارة الدفاع", ID + "ministry/iq-defence"),
        ("Jumaa Inad", ID + "official/juma-inad"),
        ("بارزاني", ID + "official/masoud-barzani"),
        ("pesh", PESHMERGA),  # not yet written to its end
    ],
)
def test_a_name_is_found(room: Room, text: str, first: str) -> None:
    assert find_things(room.rows, Wanted(text)).entries[0].iri == first


@pytest.mark.parametrize("text", ["peshmerga", "بشمركة"])
def test_events_are_found_by_who_has_a_part_in_them(room: Room, text: str) -> None:
    found = find_events(room.rows, Wanted(text, "MilitaryOperation"))
    assert found.total and {told.kind for told in found.entries} <= {"MilitaryOperation", "JointOperation"}
    assert all(any("بيشمرك" in thing.ar or "بشمرك" in thing.ar for _, thing in told.parts) for told in found.entries)


def test_articles_are_found_by_their_titles(room: Room) -> None:
    found = find_articles(room.rows, Wanted("تعلن عملي"))
    assert found.total and all("تعلن" in story.title for story in found.entries)


@pytest.mark.parametrize("kind", ["Official", "Force", "MilitaryUnit", "Location", "Outlet", "GovernmentBody"])
def test_a_class_holds_what_is_below_it(room: Room, kind: str) -> None:
    below = {"Force": {"Force", "MilitaryUnit", "Command", "Coalition"}, "Location": {"Location", "DisputedTerritory"}}
    below["GovernmentBody"] = {"GovernmentBody", "Ministry", "Government", "CoordinationCentre"}
    found = {thing.kind for thing in find_things(room.rows, Wanted(kind=kind)).entries}
    assert found and found <= below.get(kind, {kind})


@pytest.mark.parametrize(
    ("since", "until", "inside", "outside"),
    [
        ("2021-08-03", "", {"2021-08-03", "2021-08-20"}, {"2021-08-02"}),
        ("", "2021-08-03", {"2021-08-03", "2021-08-01"}, {"2021-08-04"}),
        ("2021-08", "2021-08", {"2021-08-01", "2021-08-20"}, set()),
        ("2021", "2021", {"2021-08-01"}, set()),
        ("2021-08-05", "2021-08-05", {"2021-08-05"}, {"2021-08-04", "2021-08-06"}),
        ("2030", "", set(), {"2021-08-01"}),
    ],
)
def test_time_narrows(room: Room, since: str, until: str, inside: set[str], outside: set[str]) -> None:
    found = {story.issued for story in find_articles(room.rows, Wanted(since=since, until=until)).entries}
    assert found >= inside and not found & outside
    assert all(day >= since and day <= until + "~" if until else day >= since for day in found)


def test_a_place_holds_what_lies_in_it(room: Room) -> None:
    totals = [find_events(room.rows, Wanted(kind="Event", place=ID + "place/" + name)).total for name in ("iraq", "kirkuk", "makhmur")]
    assert totals[0] >= totals[1] + totals[2] > totals[1] > 0
    assert find_articles(room.rows, Wanted(place=MAKHMUR)).total >= find_articles(room.rows, Wanted("تعلن", place=MAKHMUR)).total > 0
    assert find_things(room.rows, Wanted(kind="Force", place=MAKHMUR)).total > 0
    assert find_events(room.rows, Wanted(kind="Event", place="urn:none")).total == 0


def test_an_outlet_narrows(room: Room) -> None:
    outlet = find_articles(room.rows, Wanted(kind="Article"))
    named = [story for story in outlet.entries if story.outlet is not None]
    assert named
    for story in named[:3]:
        assert story.outlet is not None
        found = find_articles(room.rows, Wanted(outlet=story.outlet.iri))
        assert story.identifier in {other.identifier for other in found.entries}
        assert {other.outlet for other in found.entries} == {story.outlet}


def test_the_page_leads_on_with_what_was_asked(room: Room) -> None:
    html = page(room, "search", "en", {"q": "peshmerga", "class": "Location", "since": "2021", "place": "مخمور"})
    assert html is not None and 'value="peshmerga"' in html and 'value="2021"' in html and 'value="Location" selected' in html
    every = page(room, "search", "en", {"class": "Location"}) or ""
    assert "class=Location&amp;page=2" in every


HOSTILE = (
    *(
        '"',
        "'",
        '""',
        "*",
        "AND",
        "OR",
        "NOT",
        "NEAR(a b)",
        "a AND",
        "words:x",
        "consonants : x",
        "^a",
        "a*b",
        "{a b}",
        "-a",
        "+a",
        "(",
        ")",
    ),
    *("%", "_", "\\", "\0", "a\0b", "؟!،؛", "...", "²", "①", "ـــ", "\u064b", "\u202e", "\ufffd", "\U0001f600", "ﷺ", "ß", "İ", "ſ"),
    *("a" * 10_000, "ب " * 5_000, "(" * 10_000, '"' * 9_999, "a OR " * 3_000, "(a+)+$", "'; DROP TABLE thing; --", "x' OR '1'='1"),
    *("%27%22", "<script>", "{{7*7}}", " ", "\t\n", "al-", "al- al- al-", "ال", "الال", "0", "٣", "1e999", "-1", "9" * 5_000),
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_no_query_breaks_it(room: Room, text: str) -> None:
    for kind in ("", "Thing", "Event", "Article", "Force", text):
        find(room.rows, Wanted(text, kind, place=text, outlet=text))
    for asked in ({"q": text}, {"class": text}, {"since": text, "until": text}, {"place": text}, {"outlet": text}, {"page": text}):
        for kind in ("", "Article"):
            html = page(room, "search", "ar", {"class": kind, **asked})
            assert html is not None and "<script>" not in html and len(html) < 300_000
