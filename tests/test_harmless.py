"""What hostile articles can do in what is shown and exported: nothing, and nothing of them is lost."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import hostile
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builder import query
from builder.cli import main
from builder.export import export
from builder.harmless import as_identifier, as_name, from_spreadsheet, in_spreadsheet, in_terminal
from builder.networks.views import VIEWS
from builder.store import Store

COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ANY = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(isLiteral(?o)) } ORDER BY ?s ?p ?o"


@pytest.fixture(scope="module")
def store(reading_room: Path) -> Iterator[Store]:
    with Store(reading_room, read_only=True) as opened:
        yield opened


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_has_its_length_and_no_commands(text: str) -> None:
    shown = in_terminal(text)
    assert len(shown) == len(text) and not COMMANDS.search(shown) and shown == shown.encode().decode()


@given(st.text(st.sampled_from("'=+-@\t\r\n\uff1dab")))
def test_cells_come_back_as_they_were(text: str) -> None:
    cell = in_spreadsheet(text)
    assert from_spreadsheet(cell) == text and cell[:1] not in (*"=+-@\t\r\n\uff1d", "")[: -1 if not text else None]


@given(st.binary(), st.binary())
def test_names_are_one_line_and_stay_apart(one: bytes, other: bytes) -> None:
    names = [data.decode("utf-8", "surrogateescape") for data in (one, other)]
    assert not COMMANDS.search(as_name(names[0])) and "\n" not in as_name(names[0]) and as_name(names[0]).encode() is not None
    assert "%" in names[0] or "%" in names[1] or one == other or as_identifier(names[0]) != as_identifier(names[1])


@pytest.mark.hazard("a cell that a spreadsheet takes for a formula (`=HYPERLINK(…)`, `+`, `-`, `@`, a tab)")
def test_no_cell_of_an_answer_is_a_formula_and_none_is_lost(store: Store) -> None:
    asked = query.parse_query("q.rq", ANY)
    answer, plain = query.answer(store, asked, form="csv"), store.query(ANY, {})
    assert isinstance(answer, bytes) and isinstance(plain, ox.QuerySolutions)
    rows = list(csv.reader(io.StringIO(answer.decode(), newline="")))[1:]
    assert [from_spreadsheet(row[2]) for row in rows] == [solution["o"].value for solution in plain]
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+@\t\r\n") or re.match(r"-(?![\d.]+$)", cell)]
    for attack in hostile.ATTACKS:
        if attack[0] in "=+@\r'" and "\r" not in attack:
            assert any(f"'{attack}" in cell for cell in cells if cell.startswith("'")) or attack.startswith(("'>", "')")), attack


@pytest.mark.hazard("a number below zero in an answer")
def test_numbers_stay_numbers(store: Store) -> None:
    asked = query.parse_query("q.rq", 'SELECT (-5 AS ?a) (-1.5e0 AS ?b) ("-5" AS ?c) {}')
    assert query.answer(store, asked, form="csv") == b"a,b,c\r\n-5,-1.5,'-5\r\n"


@pytest.mark.hazard("commands for terminals and marks that turn the order of writing round (`ESC[2J`, U+202E)")
@pytest.mark.parametrize("command", [("query", "overview"), ("query",), ("explain",), ("validate",)])
def test_no_command_reaches_a_terminal(
    reading_room: Path, store: Store, tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "hostile\x1b[2J.jsonl"
    corpus.write_text("\n".join(hostile.lines()), encoding="utf-8")
    (tmp_path / "any.rq").write_text(ANY, "utf-8")
    if command == ("explain",):
        assert main(["explain", str(corpus)]) == 1
    elif command == ("query",):
        assert main(["query", str(tmp_path / "any.rq"), "--store", str(reading_room)]) == 0
    else:
        assert main([*command, "--store", str(reading_room)]) == 0
    said = capsys.readouterr()
    assert said.out and not COMMANDS.search(said.out.replace("\r\n", "\n")) and not COMMANDS.search(said.err)
    if command in (("explain",), ("query",)):
        assert "␛]0;owned␇␛[2J" in said.out.replace("\n", "").replace(" ", "") or "␛" in said.out


@pytest.mark.hazard("labels, titles and addresses that try to break Turtle, TriG, N-Quads, JSON-LD or SPARQL")
@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        ("nquads", ox.RdfFormat.N_QUADS),
        ("trig", ox.RdfFormat.TRIG),
        ("turtle", ox.RdfFormat.TURTLE),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_the_graph_comes_back_as_it_was(store: Store, tmp_path: Path, form: str, syntax: ox.RdfFormat) -> None:
    export(store, form, tmp_path / "g")
    back = {quad.triple for quad in ox.parse((tmp_path / "g").read_bytes(), format=syntax)}
    wanted = {q.triple for g in store.named_graphs() if form != "turtle" or "provenance" not in str(g) for q in store.quads(g)}
    titles = {str(t.object) for t in wanted if "title" in str(t.predicate)}
    assert {str(t.object) for t in back if "title" in str(t.predicate)} == titles and len(back) == len(wanted)


@pytest.mark.hazard("text that no XML can hold, or that tries to break GEXF, GraphML, CSV, JSON or SVG")
@pytest.mark.parametrize("view", VIEWS)
def test_every_network_can_be_read(store: Store, tmp_path: Path, view: str) -> None:
    for form in ("gexf", "graphml"):
        export(store, form, tmp_path / form, view)
        root = etree.parse(tmp_path / form, etree.XMLParser(resolve_entities=False, load_dtd=False)).getroot()
        assert not [e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname.lower() in ("script", "img", "svg")]
    export(store, "cytoscape-json", tmp_path / "j", view)
    assert json.loads((tmp_path / "j").read_text("utf-8"))["elements"]["nodes"]
    export(store, "csv", tmp_path / "z", view)
    with zipfile.ZipFile(tmp_path / "z") as archive:
        for name in archive.namelist():
            rows = csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            assert not [cell for row in rows for cell in row if re.match(r"[=+@\t\r\n]|-(?![\d.e-]+$)", cell)]
