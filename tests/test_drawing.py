"""Drawings: outlines that fit the lexicon, names that do not meet, links for all, and nothing that hostile text could do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from builder.networks.colours import COLOURS, TIE_COLOURS
from builder.resources import ontology_dir
from builder.site.drawing import colours, svg
from builder.site.drawing.cooperation import draw_cooperation
from builder.site.drawing.frame import around_ring, whole
from builder.site.drawing.map import draw_map
from builder.site.drawing.months import draw_months
from builder.site.drawing.neighbourhood import MOST, draw_network
from builder.site.drawing.outlines import Point, outlines
from builder.site.drawing.placing import Box, words_box
from builder.site.drawing.shapes import Count, Node, Spot, Tie

SVG = "{http://www.w3.org/2000/svg}"
ONTOLOGY, PLACE = "https://w3id.org/tansiq/ontology#", "https://w3id.org/tansiq/id/place/"
GEO, SKOS = "http://www.w3.org/2003/01/geo/wgs84_pos#", "http://www.w3.org/2004/02/skos/core#"
STYLES = Path(__file__).resolve().parent.parent / "builder" / "site" / "static" / "drawing.css"
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "]]></title><svg onload=alert(1)>",
    "x" * 300,
    "\u202eevil\u2066 \u200fقوة",
    "\x00\x0b\ud800 \ufffe",
    "&lt;&#x0;{{ 7*7 }}",
    "",
)
KURDISTAN = {"duhok", "erbil", "sulaymaniyah"}


def spots(number: int) -> list[Spot]:
    """Places in and around Iraq, of all weights, some on the same place."""
    names = ("الموصل", "Kirkuk", "ناحية جلولاء", "Tuz Khurmatu district centre", "بغداد")
    return [
        Spot(f"{names[i % 5]} {i}", 29 + i * 7 % 91 / 10, 38.7 + i * 13 % 103 / 10, f"/p/{i}", 1 + i * i % 40, "Location", f"{i}")
        for i in range(number)
    ]


def network(number: int) -> tuple[Node, list[Node], list[Tie]]:
    """Return a centre with neighbours of several classes, ties of several kinds to it and among them."""
    kinds, ties = list(COLOURS), list(TIE_COLOURS)
    nodes = [Node(f"n{i}", f"قيادة عمليات المحور رقم {i} and its staff", kinds[i * 5 % len(kinds)], f"/n/{i}") for i in range(number)]
    found = [Tie("centre", node.key, ties[i % len(ties)], 1 + i % 7) for i, node in enumerate(nodes)]
    found += [Tie(nodes[i].key, nodes[(i * 3 + 1) % number].key, ties[i % 5], 1) for i in range(number)]
    return Node("centre", "قوات البيشمركة", "Force", "/centre"), nodes, found


def counts(number: int) -> list[Count]:
    """Return months from 2014 on, every fourth without anything."""
    return [Count(f"{2014 + i // 12}-{i % 12 + 1:02d}", 1 + i * 7 % 50, f"/m/{i}") for i in range(number) if i % 4 != 2]


def drawings(number: int, lang: str) -> dict[str, str]:
    """Draw everything with so many items."""
    centre, nodes, ties = network(number)
    return {
        "map": draw_map(spots(number), lang=lang, title="خريطة", governorates={PLACE + "kirkuk-governorate": "/g"}),
        "close": draw_map(spots(number), lang=lang, title="خريطة", focus=Spot("كركوك", 35.47, 44.39, "/k")),
        "network": draw_network(centre, nodes, ties, lang=lang, title="جوار", more="/all"),
        "cooperation": draw_cooperation(nodes, ties, lang=lang, title="تعاون"),
        "months": draw_months(counts(number), lang=lang, title="أشهر"),
    }


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def links(drawing: str) -> list[str]:
    return [a.get("href", "") for a in parsed(drawing).iter(SVG + "a")]


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    code = "import hashlib, test_drawing as t; print([hashlib.sha256(d.encode()).hexdigest() for d in t.drawings(60, 'ar').values()])"
    folder = Path(__file__).resolve().parent
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{folder.parent}{os.pathsep}{folder}"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(told) == 1


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("number", [0, 1, 500])
def test_any_number_of_items_can_be_drawn(number: int, lang: str) -> None:
    for drawing in drawings(number, lang).values():
        root = parsed(drawing)
        identifiers = {e.get("id") for e in root.iter()}
        assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= identifiers
        assert root.get("role") == ("group" if links(drawing) else "img")


def test_usual_drawings_are_small() -> None:
    assert {name: len(drawing.encode()) < 60_000 for name, drawing in drawings(40, "ar").items()} == dict.fromkeys(drawings(0, "ar"), True)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    node, other = Node("a", text, text, text, text), Node("b", text, "Force", text, text)
    near, far = Spot(text, 33.0, 44.0, text, 2, text, text), Spot(text, 50.0, 10.0, text, 1, text, text)
    every = [
        draw_map([near, far], lang="ar", title=text, focus=near, governorates={PLACE + "kirkuk-governorate": text}),
        draw_map([near, far], lang="en", title=text, governorates={PLACE + "kirkuk-governorate": text}),
        draw_network(node, [other], [Tie("a", "b", text, 1)], lang="ar", title=text, more=text),
        draw_cooperation([node, other], [Tie("a", "b", text, 1)], lang="ar", title=text),
        draw_months([Count("2014-01", 1, text), Count("2013", 2, text)], lang="ar", title=text, years={"2013": text}),
    ]
    for drawing in every:
        allowed = {"svg", "title", "desc", "g", "a", "path", "circle", "rect", "text"}
        for element in parsed(drawing).iter():
            assert element.tag.removeprefix(SVG) in allowed
            assert not {
                name for name in element.attrib if name.startswith("on") or (name in ("style", "id") and "-" not in element.attrib[name])
            }
            assert re.fullmatch(r"[\w -]*", element.get("class", ""), re.ASCII)
        assert not re.search("[\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", drawing)
        assert max(len(e.text or "") for e in parsed(drawing).iter(SVG + "text")) < 60


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/doc/force/peshmerga", True),
        ("https://example.org/?a=1&b=2", True),
        ("doc/a:b", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("DATA:text/html,x", False),
        ("vbscript:x", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(href: str, kept: bool) -> None:
    assert bool(links(f'<svg xmlns="{SVG[1:-1]}">{svg.link(href, "x")}</svg>')) == kept


def test_every_item_is_a_link_with_its_name() -> None:
    centre, nodes, ties = network(12)
    for drawing, wanted in (
        (draw_map(spots(30), lang="ar", title="x"), {s.href for s in spots(30)}),
        (draw_network(centre, nodes, ties, lang="ar", title="x"), {n.href for n in nodes}),
        (draw_cooperation(nodes, ties, lang="ar", title="x"), {n.href for n in nodes}),
        (draw_months(counts(30), lang="ar", title="x"), {c.href for c in counts(30)}),
    ):
        assert Counter(links(drawing)) == Counter(wanted)
        root = parsed(drawing)
        assert all(a.get("aria-label") for a in root.iter(SVG + "a"))
        lists = [g for g in root.iter(SVG + "g") if g.get("role") == "list"]
        assert lists and all(child.get("role") == "listitem" for g in lists for child in g)


def boxes(drawing: str) -> Iterator[tuple[str, Box]]:
    """Yield the texts of a drawing with the boxes that they take."""
    for element in parsed(drawing).iter(SVG + "text"):
        backwards = element.get("direction") == "rtl"
        side = {"middle": "middle", "start": "left" if backwards else "right", "end": "right" if backwards else "left"}
        size = float(element.get("font-size", svg.SIZE))
        words = element.text or ""
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        yield words, words_box(x, y, svg.width(words, size), side[element.get("text-anchor", "start")], size)


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("number", [5, 40, 300])
def test_names_do_not_meet(number: int, lang: str) -> None:
    for name, drawing in drawings(number, lang).items():
        found = list(boxes(drawing))
        size = float(parsed(drawing).get("width", 0)), float(parsed(drawing).get("height", 0))
        for place, (words, box) in enumerate(found):
            inner = Box(box.left + 0.2, box.top + 0.2, box.right - 0.2, box.bottom - 0.2)  # numbers are written to a tenth
            assert inner.inside(Box(0, 0, *size)), (name, words)
            assert [other for other, b in found[place + 1 :] if b.meets(inner)] == [], (name, words)


# ---- outlines


def lexicon() -> dict[str, dict[str, str]]:
    """Return the governorates of the lexicon: names by language, latitude and longitude."""
    store = ox.Store()
    store.load(path=str(ontology_dir() / "lexicon" / "places.ttl"), format=ox.RdfFormat.TURTLE)
    kind = ox.NamedNode("https://w3id.org/tansiq/vocab/place-kind/governorate")
    found: dict[str, dict[str, str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "placeKind"), kind):
        assert isinstance(quad.subject, ox.NamedNode)
        entry = found.setdefault(quad.subject.value, {})
        for said in store.quads_for_pattern(quad.subject, None, None):
            if isinstance(said.object, ox.Literal) and said.predicate.value in (SKOS + "prefLabel", GEO + "lat", GEO + "long"):
                entry[said.object.language or said.predicate.value.removeprefix(GEO)] = said.object.value
    return found


def holds(corners: list[Point], x: float, y: float) -> bool:
    """Tell whether a polygon holds a point: whether a line from it crosses an odd number of sides."""
    inside = False
    for (a, b), (c, d) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            inside = not inside
    return inside


def test_governorates_are_those_of_the_lexicon() -> None:
    known = lexicon()
    drawn = outlines().governorates
    # Halabja, a governorate since 2014, is none in Natural Earth: it lies in Sulaymaniyah.
    assert {area.iri for area in drawn} == known.keys() - {PLACE + "halabja-governorate"}
    assert {area.iri: (area.ar, area.en) for area in drawn} == {area.iri: (known[area.iri]["ar"], known[area.iri]["en"]) for area in drawn}


def test_each_governorate_holds_its_own_place_and_no_other() -> None:
    """GeoNames' middle of a governorate lies in the polygon of Natural Earth: each polygon has the right name."""
    known = lexicon()
    rings = {area.iri: around_ring(area.rings[0], outlines().arcs) for area in outlines().governorates}
    at = {iri: (float(entry["long"]), float(entry["lat"])) for iri, entry in known.items() if "lat" in entry and iri in rings}
    assert {iri: [name for name, ring in rings.items() if holds(ring, *point)] for iri, point in at.items()} == {iri: [iri] for iri in at}
    assert len(at) > 15
    assert all(area.at and holds(rings[area.iri], *area.at) for area in outlines().governorates)


def test_borders_are_shared() -> None:
    """Each arc within Iraq borders two governorates; the region's line lies between its three and the others."""
    beside: dict[int, list[str]] = {}
    for area in outlines().governorates:
        name = area.iri.removeprefix(PLACE).removesuffix("-governorate")
        for arc in (arc for ring in area.rings for arc in ring):
            beside.setdefault(arc if arc >= 0 else ~arc, []).append(name)
    assert {arc for arc, names in beside.items() if len(names) == 1} == set(outlines().border)
    assert {len(names) for names in beside.values()} == {1, 2}
    assert {arc for arc, names in beside.items() if len(names) == 2 and len(KURDISTAN & set(names)) == 1} == set(outlines().region)
    assert {*map(frozenset, (beside[arc] for arc in outlines().region))} >= {
        frozenset({"erbil", "nineveh"}),
        frozenset({"erbil", "kirkuk"}),
    }


# ---- maps


@pytest.mark.parametrize(
    ("latitude", "longitude", "inside"),
    [(36.34, 43.13, True), (37.05, 41.22, True), (33.5, 36.3, False), (24.7, 46.7, False), (29.1, 44.4, True), (37.7, 44.0, False)],
)
def test_what_lies_outside_is_listed_and_not_drawn(latitude: float, longitude: float, inside: bool) -> None:
    drawing = draw_map([Spot("مكان", latitude, longitude, "/p")], lang="ar", title="x")
    assert links(drawing) == ["/p"]
    assert ("<circle" in drawing, "خارج الخريطة" in drawing) == (inside, not inside)


@pytest.mark.parametrize(
    ("latitude", "longitude", "close"), [(35.47, 44.39, True), (29.2, 47.9, True), (38.9, -77.0, False), (36.2, 37.16, False)]
)
def test_a_close_up_is_drawn_where_there_are_outlines(latitude: float, longitude: float, close: bool) -> None:
    focus = Spot("مكان", latitude, longitude)
    drawing = draw_map([], lang="ar", title="x", focus=focus)
    assert ("translate(" in drawing) == close  # the small map
    assert ('class="d-ring"' in drawing) == close


def test_the_area_of_a_circle_tells_the_weight() -> None:
    drawing = draw_map([Spot("ا", 33, 44, weight=100), Spot("ب", 35, 42, weight=25)], lang="ar", title="x")
    large, small = (float(circle.get("r", 0)) for circle in parsed(drawing).iter(SVG + "circle"))
    assert large == 2 * small


def test_a_degree_north_is_longer_than_a_degree_east() -> None:
    frame = whole(640)
    (x, y), (p, q) = frame.xy(44, 33), frame.xy(45, 34)
    assert (p - x) / (y - q) == pytest.approx(0.837, abs=0.002)


# ---- networks


@pytest.mark.parametrize(("lang", "side"), [("ar", 1), ("en", -1)])
def test_neighbours_begin_where_reading_begins_and_classes_stand_together(lang: str, side: int) -> None:
    nodes = [Node(f"n{i}", f"n{i}", kind) for i, kind in enumerate(["Ministry", "Official", "Force", "Official", "Ministry", "Force"])]
    drawing = draw_network(Node("c", "c", "Force"), nodes, [Tie("c", n.key, "meeting") for n in nodes], lang=lang, title="x")
    circles = [c for g in parsed(drawing).iter(SVG + "g") if g.get("role") == "listitem" for c in g.iter(SVG + "circle")]
    assert [c.get("class") for c in circles] == ["k-Official"] * 2 + ["k-Force"] * 2 + ["k-Ministry"] * 2
    assert [(float(c.get("cx", 0)) > 380) == (side > 0) for c in circles] == [True] * 3 + [False] * 3


def test_more_than_can_be_drawn_is_said() -> None:
    centre, nodes, ties = network(MOST + 3)
    drawing = draw_network(centre, nodes, ties, lang="ar", title="x", more="/all")
    assert "و3 غيرها" in drawing and "/all" in links(drawing)
    assert len(links(drawing)) == MOST + 1


@pytest.mark.parametrize(
    ("kind", "begin", "told", "dashed", "headed"),
    [
        ("meeting", "Force", "t-meeting", False, False),
        ("attacks", "ArmedGroup", "t-attacks", True, True),
        ("participant", "Force", "t-actor", False, False),
        ("minister", "Official", "t-post", True, True),
        ("Attack", "Force", "t-Attack", True, False),
    ],
)
def test_ties_are_told_apart_without_colours(kind: str, begin: str, told: str, dashed: bool, headed: bool) -> None:
    drawing = draw_network(Node("a", "a", begin), [Node("b", "b", "Force")], [Tie("a", "b", kind, 2)], lang="ar", title="x")
    line = next(p for p in parsed(drawing).iter(SVG + "path") if p.get("class") == told)
    assert ("stroke-dasharray" in line.attrib, f"{told} d-head" in drawing) == (dashed, headed)


def test_the_legend_speaks_both_languages() -> None:
    nodes = [Node("a", "a", "Official"), Node("b", "b", "Ministry")]
    drawing = draw_cooperation(nodes, [Tie("a", "b", "joint operation")], lang="ar", title="x")
    assert all(words in drawing for words in ("عملية مشتركة · joint operation", "مسؤول · official", "وزارة · ministry"))


def test_a_heavier_tie_is_thicker_and_several_lie_beside_each_other() -> None:
    ties = [Tie("a", "b", "meeting", 9), Tie("b", "a", "meeting", 1), Tie("a", "b", "agreement", 1)]
    drawing = draw_cooperation([Node("a", "a", "Force"), Node("b", "b", "Force")], ties, lang="ar", title="x")
    lines = {p.get("class"): p for p in parsed(drawing).iter(SVG + "path") if p.find(SVG + "title") is not None}
    assert lines.keys() == {"t-meeting", "t-agreement"}
    assert "(10)" in (lines["t-meeting"][0].text or "")
    assert float(lines["t-meeting"].get("stroke-width", 0)) > 2 * float(lines["t-agreement"].get("stroke-width", 0))
    assert lines["t-meeting"].get("d") != lines["t-agreement"].get("d")


# ---- months


def bars(drawing: str) -> list[tuple[float, float, str]]:
    """Return where the bars stand, how high they are, and what they say."""
    found = []
    for item in (g for g in parsed(drawing).iter(SVG + "g") if g.get("role") == "listitem"):
        bar = next((r for r in item.iter(SVG + "rect") if r.get("class") == "d-bar"), None)
        if bar is not None:
            found.append((float(bar.get("x", 0)), float(bar.get("height", 0)), next(item.iter(SVG + "title")).text or ""))
    return found


def test_months_stand_in_time_and_gaps_are_seen() -> None:
    drawing = draw_months([Count("2014-01", 10), Count("2014-06", 5)], lang="en", title="x")
    (first, high, _), (second, low, told) = bars(drawing)
    assert (second > first, round(high / low, 1), told) == (True, 2.0, "June 2014: 5")
    gap = next(r for r in parsed(drawing).iter(SVG + "rect") if r.get("class") == "d-gap")
    assert gap[0].text == "February 2014 – May 2014: none"


def test_time_runs_as_the_language_is_read() -> None:
    drawing = draw_months([Count("2013-12", 1), Count("2014-01", 2)], lang="ar", title="x")
    assert [(told, x) for x, _, told in bars(drawing)] == sorted(((told, x) for x, _, told in bars(drawing)), key=lambda pair: -pair[1])
    assert [told for _, _, told in bars(drawing)] == ["كانون الأول 2013: 1", "كانون الثاني 2014: 2"]


@pytest.mark.parametrize(
    ("last", "told", "listed"),
    [("2015-12", ["January 2001: 2", "December 2015: 3"], True), ("2016-01", ["2001: 2", "2009: 7", "2016: 3"], False)],
)
def test_beyond_fifteen_years_a_bar_is_a_year(last: str, told: list[str], listed: bool) -> None:
    found = draw_months([Count("2001-01", 2), Count(last, 3), Count("2009", 7)], lang="en", title="x", years={"2009": "/2009"})
    assert [words for _, _, words in bars(found)] == told
    assert ("Month not known:" in found, links(found)) == (listed, ["/2009"])


@pytest.mark.parametrize("period", ["-0044-03", "2014-13", "2014-00", "٢٠١٤-٠١", "", "2014-1", "20140101", "x", "-"])
def test_what_is_no_month_is_left_out(period: str) -> None:
    assert bars(draw_months([Count(period, 3), Count("2014-02", 1)], lang="en", title="x"))[0][2] == "February 2014: 1"


# ---- colours


def test_the_style_sheet_has_these_colours() -> None:
    assert STYLES.read_text("utf-8").endswith(colours.stylesheet())


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@pytest.mark.parametrize(
    ("words", "paper"),
    [(words, paper) for words in ("ink", "quiet") for paper in ("halo", "water", "abroad", "land")]
    + [("ink", tint) for tint in ("few", "some", "many")],
)
def test_words_can_be_read_on_every_ground(words: str, paper: str) -> None:
    for shade in (1, 2):
        assert colours.contrast(rgb(colours.PARTS[words][shade]), rgb(colours.PARTS[paper][shade])) >= 4.5


@pytest.mark.parametrize(("paper", "of"), [(colours.PAPER, 1), (colours.DARK, 2)])
def test_nodes_ties_and_bars_stand_out(paper: colours.Colour, of: int) -> None:
    shown: list[Callable[[str], str]] = [lambda kind: colours.node_colours(kind, paper)[1], lambda kind: colours.tie_colour(kind, paper)]
    for colour in (look(kind) for kind in (*COLOURS, *TIE_COLOURS, "no such") for look in shown):
        assert colours.contrast(rgb(colour), paper) >= 3
    for part in ("bar", "border", "region", "ring"):
        assert colours.contrast(rgb(colours.PARTS[part][of]), paper) >= 3
