"""Exports: the same bytes twice, the same statements in every format, a file replaced whole or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest

from builder.errors import ExportError
from builder.export import NETWORK_WRITERS, WRITERS, export
from builder.networks.selection import Selection
from builder.store import Store


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return golden.fill(tmp_path_factory.mktemp("one") / "store"), golden.fill(tmp_path_factory.mktemp("two") / "store")


def written(folder: Path, form: str, path: Path) -> bytes:
    with Store(folder, read_only=True) as store:
        export(store, form, path)
    return path.read_bytes()


@pytest.mark.parametrize("form", [*WRITERS, *NETWORK_WRITERS])
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
    with Store(folders[0], read_only=True) as store:
        with pytest.raises(ExportError, match="there is no view 'maps'"):
            export(store, "gexf", tmp_path / "x", "maps")
        with pytest.raises(ExportError, match="trig holds the whole graph"):
            export(store, "trig", tmp_path / "x", "actors", Selection(since="2020"))
    with pytest.raises(ExportError, match="cannot write here"):
        written(folders[0], "nquads", tmp_path / "nowhere" / "x")
