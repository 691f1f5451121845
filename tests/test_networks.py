"""Networks: what each view ties to what, what a selection keeps, and files that others read."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path

import golden
import networkx as nx
import pytest
from lxml import etree

from builder.errors import ExportError
from builder.export import NETWORK_WRITERS
from builder.networks import drawn
from builder.networks.colours import COLOURS, DIRECTED, HAPPENINGS, NAMES_AR, PARTS, TIE_COLOURS, TIES_AR, VIEW_NAMES
from builder.networks.gexf import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, write_gexf
from builder.networks.layout import place
from builder.networks.legend import lines, titles
from builder.networks.legend import ties as ties_drawn
from builder.networks.measures import measure
from builder.networks.others import write_csv, write_cytoscape, write_graphml
from builder.networks.picture import write_png, write_svg
from builder.networks.selection import ALL, Selection, select
from builder.networks.story import ROLES, Happening, Story, Tenure, Thing
from builder.networks.views import VIEWS, Network
from builder.store import Store
from builder.vocabulary import EVENT_KINDS, SUPERCLASSES

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
READER = Path(__file__).parent / "readers"


def story() -> Story:
    """Two articles: a joint operation against a group in a village, an attack of the group, a meeting, a denied attack, a post."""
    kinds = {"army": "Force", "pesh": "Force", "isis": "ArmedGroup", "inad": "Official", "village": "Location", "kirkuk": "Location"}
    things = {iri: Thing(iri, kind, f"اسم {iri}", iri, ("a", "b") if iri == "isis" else ("a",), 0.9) for iri, kind in kinds.items()}
    happenings = (
        told("joint", "JointOperation", "2021-05", participant=("army", "pesh"), target=("isis",), place=("village",), by=("said",)),
        told("raid", "Attack", "2021-05-20", perpetrator=("isis",), target=("army",), place=("kirkuk",)),
        told("raid2", "Attack", "2017", article="b", perpetrator=("isis",), target=("army",), confidence=0.6),
        told("talks", "Meeting", "2022-01-02", participant=("inad", "pesh")),
        told("rumour", "Attack", "2021-05-21", status="Denied", perpetrator=("pesh",), target=("army",)),
        told("said", "Statement", "", speaker=("inad",), outlet=("agency",)),
    )
    things["agency"] = Thing("agency", "Outlet", "وكالة", "agency", ("a",), 0.9)
    tenures = (Tenure("inad", "minister", "army", "وزير", "a", 0.8),)
    return Story(
        things, happenings, tenures, (("village", "locatedIn", "kirkuk"),), {"a": "2022-01-03", "b": "2019"}, {"a": "agency", "b": ""}
    )


def told(
    iri: str,
    kind: str,
    date: str,
    status: str = "Occurred",
    article: str = "a",
    confidence: float = 0.9,
    by: tuple[str, ...] = (),
    **roles: tuple[str, ...],
) -> Happening:
    return Happening(iri, kind, status, date, "", tuple((role, v) for role, vs in roles.items() for v in vs), by, article, confidence)


def ties(network: Network) -> set[tuple[str, str, str, int]]:
    return {(begin, end, kind, data["weight"]) for begin, end, kind, data in network.edges(keys=True, data=True)}


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (
            "actors",
            {
                ("army", "pesh", "joint operation", 1),
                ("army", "isis", "fights", 1),
                ("pesh", "isis", "fights", 1),
                ("isis", "army", "attacks", 2),  # two attacks in two articles are one edge of weight 2; the denied one is none
                ("inad", "pesh", "meeting", 1),
                ("inad", "army", "speaks of", 1),
                ("inad", "pesh", "speaks of", 1),
                ("inad", "isis", "speaks of", 1),
            },
        ),
        ("posts", {("inad", "army", "minister", 1)}),
        (
            "statements",
            {
                ("inad", "army", "speaks of", 1),
                ("inad", "pesh", "speaks of", 1),
                ("inad", "isis", "speaks of", 1),
                ("inad", "agency", "speaks through", 1),
            },
        ),
        (
            "places",
            {
                ("army", "village", "JointOperation", 1),
                ("pesh", "village", "JointOperation", 1),
                ("isis", "village", "JointOperation", 1),
                ("isis", "kirkuk", "Attack", 1),
                ("army", "kirkuk", "Attack", 1),
                ("village", "kirkuk", "lies in", 1),
            },
        ),
    ],
)
def test_a_view_ties_what_it_says(view: str, expected: set[tuple[str, str, str, int]]) -> None:
    assert ties(VIEWS[view](story())) == expected


def test_events_loses_nothing() -> None:
    network = VIEWS["events"](story())
    parts = {(h.iri, value, role) for h in story().happenings for role, value in h.roles}
    assert {(b, e, k) for b, e, k, _ in ties(network)} == parts | {("village", "kirkuk", "locatedIn"), ("joint", "said", "reportedBy")}
    assert network.nodes["joint"]["label"] == "عملية مشتركة اسم village 2021-05" and network.nodes["rumour"]["status"] == "Denied"


def test_an_edge_counts_articles_beside_events_and_dates_reach_its_ends() -> None:
    network = VIEWS["actors"](story())
    attacks = network.edges["isis", "army", "attacks"]
    assert (attacks["weight"], attacks["articles"], attacks["dates"]) == (2, 2, ("2017", "2021-05-20"))
    assert {"2017", "2019", "2022-01-03"} <= set(network.nodes["isis"]["dates"])


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (ALL, {"joint", "raid", "raid2", "talks", "rumour", "said"}),
        (Selection(since="2021-05-16", until="2021-05-20"), {"joint", "raid"}),  # a month is all its days
        (Selection(until="2018"), {"raid2"}),
        (Selection(places=("kirkuk",)), {"joint", "raid"}),  # what happens in a village of it happens there
        (Selection(places=("اسم village",)), {"joint"}),
        (Selection(outlets=("وكالة",)), {"joint", "raid", "talks", "rumour", "said"}),
        (Selection(statuses=("Denied",)), {"rumour"}),
        (Selection(least_confidence=0.7), {"joint", "raid", "talks", "rumour", "said"}),
    ],
)
def test_a_selection_keeps_what_it_says(selection: Selection, kept: set[str]) -> None:
    assert {h.iri for h in select(story(), selection).happenings} == kept


def test_a_name_that_nothing_bears_is_an_error() -> None:
    with pytest.raises(ExportError, match="knows no place 'nowhere'"):
        select(story(), Selection(places=("nowhere",)))


def test_classes_and_weights_trim_the_network() -> None:
    network = VIEWS["actors"](story())
    assert ties(Selection(least_weight=2).trimmed(network)) == {("isis", "army", "attacks", 2)}
    assert set(Selection(classes=("Force", "ArmedGroup")).trimmed(network)) == {"army", "pesh", "isis"}


def test_measures_and_places_are_given_and_the_same_twice() -> None:
    first, second = (VIEWS["events"](story()) for _ in range(2))
    for network in (first, second):
        measure(network)
        place(network)
    assert nx.utils.graphs_equal(first, second)
    assert first.nodes["joint"]["degree"] == 5 and max(d["betweenness"] for _, d in first.nodes(data=True)) > 0
    spots = [(data["x"], data["y"]) for _, data in first.nodes(data=True)]
    assert len(set(spots)) == len(spots)
    assert {data["community"] for _, data in first.nodes(data=True)} >= {0, 1}


def test_large_parts_are_laid_out_by_communities() -> None:
    network: Network = nx.MultiDiGraph()
    for number in range(1500):
        network.add_node(f"n{number:04}", **{"class": "Force"})
        network.add_edge(f"n{number:04}", f"n{number // 2:04}", key="meeting", kind="meeting", weight=1)
    measure(network)
    place(network)
    assert len({(data["x"], data["y"]) for _, data in network.nodes(data=True)}) == 1500


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Network:
    with Store(golden.fill(tmp_path_factory.mktemp("networks") / "store"), read_only=True) as store:
        return drawn(store, "events", ALL)


def gexf(network: Network) -> bytes:
    stream = io.BytesIO()
    write_gexf(network, stream)
    return stream.getvalue()


def test_a_store_is_drawn(stored: Network) -> None:
    operation = "https://w3id.org/tansiq/id/event/a1/2-operation"
    assert stored.nodes[operation]["class"] == "JointOperation"
    assert stored.has_edge(operation, "https://w3id.org/tansiq/id/force/peshmerga", "participant")
    assert stored.nodes["https://w3id.org/tansiq/id/force/peshmerga"]["label_ar"] == "البيشمركة"
    assert "https://w3id.org/tansiq/id/article/a1" not in stored


def test_gexf_says_what_the_network_holds(stored: Network) -> None:
    root = etree.fromstring(gexf(stored))
    assert root.tag == GEXF + "gexf" and root.get("version") == "1.3" and b"lastmodifieddate" not in etree.tostring(root)
    graph = root.find(GEXF + "graph")
    assert graph is not None and (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) == (
        "dynamic",
        "date",
        "interval",
    )
    nodes, edges = list(root.iter(GEXF + "node")), list(root.iter(GEXF + "edge"))
    identifiers = [element.get("id") for element in (*nodes, *edges)]
    assert len(set(identifiers)) == len(identifiers)
    assert {node.get("id"): node.get("label") for node in nodes} == {iri: data["label"] for iri, data in stored.nodes(data=True)}
    assert {(e.get("source"), e.get("target"), e.get("kind")) for e in edges} == set(stored.edges(keys=True))
    declared = {a.get("id"): a.get("type") for a in root.iter(GEXF + "attribute")}
    assert declared == dict((*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES))
    assert {value.get("for") for value in root.iter(GEXF + "attvalue")} <= set(declared)
    for node in nodes:
        assert [child.tag.rsplit("}", 1)[-1] for child in node if child.tag.startswith(VIZ)] == ["color", "size", "position"]


def test_a_month_is_an_interval(stored: Network) -> None:
    network: Network = nx.MultiDiGraph()
    network.add_node("n", **{"class": "Force", "label": "n", "dates": ("2020-02", "2017-10-16")})
    root = etree.fromstring(gexf(network))
    assert [(s.get("start"), s.get("end")) for s in root.iter(GEXF + "spell")] == [
        ("2017-10-16", "2017-10-16"),
        ("2020-02-01", "2020-02-29"),
    ]


def test_gexf_escapes_what_xml_cannot_hold() -> None:
    network: Network = nx.MultiDiGraph()
    network.add_node('http://e/?a=1&b="2"', **{"class": "Force", "label": "أ\x00\x1b<&>\"'\ufffe\n ب", "dates": ()})
    (node,) = etree.fromstring(gexf(network)).iter(GEXF + "node")
    assert (node.get("id"), node.get("label")) == ('http://e/?a=1&b="2"', "أ<&>\"' ب")


@pytest.mark.skipif("GEXF_XSD" not in os.environ, reason="set GEXF_XSD to the schema of GEXF 1.3 (gexf.xsd) to validate against it")
@pytest.mark.parametrize("view", VIEWS)
def test_the_schema_of_gexf_accepts_it(view: str) -> None:
    network = VIEWS[view](story())
    measure(network)
    place(network)
    root = etree.fromstring(gexf(network))
    for element in list(root.iter(VIZ + "*")):  # the schema has them in a wrong namespace
        element.getparent().remove(element)
    etree.XMLSchema(etree.parse(os.environ["GEXF_XSD"])).assertValid(root)


def test_another_reader_gets_the_same(stored: Network, tmp_path: Path) -> None:
    """graphology-gexf, in JavaScript: the same nodes, parallel edges, attributes, colours and labels."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not installed: no independent reader")
    shutil.copytree(READER, tmp_path / "reader")
    installed = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=tmp_path / "reader", capture_output=True, text=True)
    if installed.returncode:
        pytest.skip(f"npm cannot install the reader: {installed.stderr[-200:]}")
    (tmp_path / "n.gexf").write_bytes(gexf(stored))
    read = subprocess.run(
        ["node", "read.js", str(tmp_path / "n.gexf")], cwd=tmp_path / "reader", capture_output=True, text=True, check=True
    )
    found = json.loads(read.stdout)
    assert {n["id"]: (n["label"], n["class"], n["color"]) for n in found["nodes"]} == {
        iri: (data["label"], data["class"], "rgb({},{},{})".format(*COLOURS[data["class"]])) for iri, data in stored.nodes(data=True)
    }
    assert sorted((e["source"], e["target"], e["kind"], e["weight"]) for e in found["edges"]) == sorted(
        (begin, end, kind, data["weight"]) for begin, end, kind, data in stored.edges(keys=True, data=True)
    )
    assert all(n["x"] == stored.nodes[n["id"]]["x"] and n["degree"] == stored.nodes[n["id"]]["degree"] for n in found["nodes"])


def test_networkx_reads_the_graphml(stored: Network) -> None:
    stream = io.BytesIO()
    write_graphml(stored, stream)
    found = nx.read_graphml(io.BytesIO(stream.getvalue()), force_multigraph=True)
    assert {iri: data["label"] for iri, data in found.nodes(data=True)} == {iri: data["label"] for iri, data in stored.nodes(data=True)}
    assert set(found.edges(keys=True)) == set(stored.edges(keys=True))


def test_the_tables_hold_every_node_and_edge_and_no_formula() -> None:
    network: Network = nx.MultiDiGraph()
    for iri, label in (("a", "=HYPERLINK(1)"), ("b", "ب")):
        network.add_node(iri, **{"class": "Force", "label": label, "dates": (), "articles": 1})
    network.add_edge("a", "b", key="meeting", kind="meeting", weight=3, dates=("2020",), articles=1, confidence=0.9)
    stream = io.BytesIO()
    write_csv(network, stream)
    with zipfile.ZipFile(stream) as archive:
        tables = {name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))) for name in archive.namelist()}
    assert [row["Label"] for row in tables["nodes.csv"]] == ["'=HYPERLINK(1)", "ب"]
    (edge,) = tables["edges.csv"]
    assert (edge["Source"], edge["Target"], edge["Kind"], edge["Weight"], edge["first_seen"]) == ("a", "b", "meeting", "3", "2020-01-01")


def test_cytoscape_gets_elements_with_positions(stored: Network) -> None:
    stream = io.BytesIO()
    write_cytoscape(stored, stream)
    elements = json.loads(stream.getvalue())["elements"]
    assert {n["data"]["id"]: n["position"]["x"] for n in elements["nodes"]} == {iri: data["x"] for iri, data in stored.nodes(data=True)}
    assert len(elements["edges"]) == stored.number_of_edges() and all(e["data"]["kind"] for e in elements["edges"])


def test_pictures_are_drawn_and_are_the_same_twice(stored: Network) -> None:
    pytest.importorskip("matplotlib")
    for write, begins in ((write_png, b"\x89PNG"), (write_svg, b"<?xml")):
        first, second = io.BytesIO(), io.BytesIO()
        write(stored, first)
        write(stored, second)
        assert first.getvalue() == second.getvalue() and first.getvalue().startswith(begins) and len(first.getvalue()) > 5_000


def test_pictures_are_drawn_in_silence_with_arrows_and_without(stored: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    sizes = []
    for limit in (3_000, 0):
        monkeypatch.setattr("builder.networks.picture._ARROWS_LIMIT", limit)
        stream = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            write_svg(stored, stream)
        etree.fromstring(stream.getvalue())
        sizes.append(len(stream.getvalue()))
    assert sizes[0] != sizes[1]


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_says_which_view_it_is(name: str, tmp_path: Path) -> None:
    with Store(golden.fill(tmp_path / "store"), read_only=True) as store:
        network = drawn(store, name, ALL)
    assert titles(network)[0] == VIEW_NAMES[name]
    assert len(ties_drawn(network)) == network.number_of_edges()


def test_a_picture_counts_and_says_from_when_to_when() -> None:
    network = VIEWS["actors"](story())
    assert titles(network)[1] == (
        "Nodes: 4 · Ties: 8 · 2017 to 2022-01-02",
        "العقد: 4 · الصلات: 8 · من 2017 إلى 2022-01-02",
    )
    network = VIEWS["posts"](story())
    assert titles(network)[1][0] == "Nodes: 2 · Ties: 1 · 2022-01-03"


def test_the_legend_has_what_occurs_below_two_headings() -> None:
    network = VIEWS["actors"](story())
    assert [(line.label, line.directed) for line in lines(network, ties_drawn(network))] == [
        ("العقد Nodes", False),
        ("مسؤول Official", False),
        ("جماعة مسلحة ArmedGroup", False),
        ("قوة Force", False),
        ("", False),
        ("الصلات Ties", False),
        ("عملية مشتركة joint operation", False),
        ("لقاء meeting", False),
        ("يهاجم attacks", True),
        ("يقاتل fights", True),
        ("يتحدث عن speaks of", True),
    ]
    network = VIEWS["places"](story())
    told = {line.label: line.colour for line in lines(network, ties_drawn(network)) if line.sort == "tie"}
    assert list(told) == ["يقع في lies in", "عملية مشتركة JointOperation", "هجوم Attack"]
    assert told["هجوم Attack"] == tuple(part / 255 for part in COLOURS["Attack"])


def test_ties_between_the_same_two_lie_beside_each_other() -> None:
    drawn = ties_drawn(VIEWS["actors"](story()))
    bends = {(tie.begin, tie.end, tie.kind): tie.bend for tie in drawn}
    # to the same side of their own direction is to different sides of the line
    assert bends["army", "isis", "fights"] == bends["isis", "army", "attacks"] != 0
    assert bends["inad", "pesh", "meeting"] == -bends["inad", "pesh", "speaks of"] != 0
    assert bends["army", "pesh", "joint operation"] == 0


def test_every_kind_of_tie_has_a_colour_and_an_arabic_name() -> None:
    assert TIE_COLOURS.keys() == TIES_AR.keys() and TIE_COLOURS.keys() >= DIRECTED and set(PARTS.values()) <= TIE_COLOURS.keys()
    assert {*ROLES, "reportedBy", "locatedIn", "subOrganizationOf"} <= PARTS.keys() and COLOURS.keys() >= HAPPENINGS
    assert set(VIEWS) < VIEW_NAMES.keys()


def test_a_network_of_nothing_can_be_written() -> None:
    network: Network = nx.MultiDiGraph()
    measure(network)
    place(network)
    for write in (write_gexf, write_graphml, write_csv, write_cytoscape, write_svg):
        write(network, io.BytesIO())


def test_every_class_has_a_colour_and_an_arabic_name() -> None:
    assert {*SUPERCLASSES, *EVENT_KINDS} <= COLOURS.keys() == NAMES_AR.keys()


def test_the_docs_name_every_view_format_figure_and_option() -> None:
    page = (Path(__file__).parents[1] / "docs" / "networks.md").read_text("utf-8")
    options = ("--view", "--class", "--since", "--until", "--place", "--outlet", "--status", "--min-weight", "--min-confidence")
    words = {*VIEWS, *NETWORK_WRITERS, *(name for name, _ in (*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES)), *options}
    assert {word for word in words if word not in page} == set()
