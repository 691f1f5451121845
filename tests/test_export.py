"""Exports: the same bytes twice, the same statements in every format, GEXF that others read."""

from __future__ import annotations

import io
from pathlib import Path

import golden
import networkx as nx
import pyoxigraph as ox
import pytest
from lxml import etree

from builder.errors import ExportError
from builder.export import WRITERS, export
from builder.gexf import COLOURS, network, write_gexf
from builder.store import Store
from builder.vocabulary import EVENT_KINDS, SUPERCLASSES

GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return golden.fill(tmp_path_factory.mktemp("one") / "store"), golden.fill(tmp_path_factory.mktemp("two") / "store")


def written(folder: Path, form: str, path: Path) -> bytes:
    with Store(folder, read_only=True) as store:
        export(store, form, path)
    return path.read_bytes()


@pytest.mark.parametrize("form", WRITERS)
def test_two_builds_export_the_same_bytes(folders: tuple[Path, Path], tmp_path: Path, form: str) -> None:
    first, second = (written(folder, form, tmp_path / f"{number}") for number, folder in enumerate(folders))
    assert first == second and first


@pytest.mark.parametrize(("form", "parser"), [("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_formats_hold_the_same_statements(folders: tuple[Path, Path], tmp_path: Path, form: str, parser: ox.RdfFormat) -> None:
    lines = set(ox.parse(written(folders[0], "nquads", tmp_path / "a"), format=ox.RdfFormat.N_QUADS))
    assert set(ox.parse(written(folders[0], form, tmp_path / "b"), format=parser)) == lines


def test_nquads_are_sorted_lines(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lines = written(folders[0], "nquads", tmp_path / "a").splitlines()
    assert lines == sorted(lines)


def test_turtle_is_the_union_without_provenance(folders: tuple[Path, Path], tmp_path: Path) -> None:
    quads = ox.parse(written(folders[0], "nquads", tmp_path / "a"), format=ox.RdfFormat.N_QUADS)
    expected = {q.triple for q in quads if q.graph_name != ox.NamedNode("https://w3id.org/tansiq/graph/provenance")}
    found = [q.triple for q in ox.parse(written(folders[0], "turtle", tmp_path / "b"), format=ox.RdfFormat.TURTLE)]
    assert set(found) == expected and len(found) == len(expected)


def test_a_file_is_replaced_whole_or_not_at_all(folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.nq"
    target.write_text("old")

    def fail(store: Store, stream: io.BytesIO) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(WRITERS, "nquads", fail)
    with pytest.raises(ExportError, match="No space left"):
        written(folders[0], "nquads", target)
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]


def test_wrong_formats_and_places_are_errors(folders: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="there is no export 'pdf'"):
        written(folders[0], "pdf", tmp_path / "x")
    with pytest.raises(ExportError, match="cannot write here"):
        written(folders[0], "nquads", tmp_path / "nowhere" / "x")


def test_gexf_has_actors_and_events_and_their_ties(folders: tuple[Path, Path], tmp_path: Path) -> None:
    root = etree.fromstring(written(folders[0], "gexf", tmp_path / "g"))
    assert root.tag == GEXF + "gexf" and root.get("version") == "1.3" and b"lastmodifieddate" not in etree.tostring(root)
    nodes = {node.get("id"): node for node in root.iter(GEXF + "node")}
    operation = nodes["https://w3id.org/tansiq/id/event/a1/2-operation"]
    assert {v.get("for"): v.get("value") for v in operation.iter(GEXF + "attvalue")}["class"] == "JointOperation"
    assert operation.get("label") == "JointOperation 2021-05-22 قرجوخ"
    assert nodes["https://w3id.org/tansiq/id/force/peshmerga"].get("label") == "البيشمركة"
    edges = {(e.get("source"), e.get("label"), e.get("target")) for e in root.iter(GEXF + "edge")}
    assert (operation.get("id"), "tq:participant", "https://w3id.org/tansiq/id/force/peshmerga") in edges
    assert all(begin in nodes and end in nodes for begin, _, end in edges)
    assert "https://w3id.org/tansiq/id/article/a1" not in nodes


def test_networkx_reads_the_gexf(folders: tuple[Path, Path], tmp_path: Path) -> None:
    data = written(folders[0], "gexf", tmp_path / "g")
    data = data.replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft").replace(b'"1.3"', b'"1.2"')  # what networkx knows
    with Store(folders[0], read_only=True) as store:
        expected = network(store)
    found = nx.read_gexf(io.BytesIO(data))
    assert set(found) == set(expected) and found.number_of_edges() == expected.number_of_edges()


def test_gexf_escapes_what_xml_cannot_hold() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node('http://e/?a=1&b="2"', label="أ\x00\x1b<&>\"'\ufffe", kind="Force", date="")
    stream = io.BytesIO()
    write_gexf(graph, stream)
    (node,) = etree.fromstring(stream.getvalue()).iter(GEXF + "node")
    assert (node.get("id"), node.get("label")) == ('http://e/?a=1&b="2"', "أ<&>\"'")


def test_every_class_has_a_colour() -> None:
    assert {*SUPERCLASSES, *EVENT_KINDS} <= COLOURS.keys()
