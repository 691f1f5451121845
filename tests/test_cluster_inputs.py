"""Inputs of a large build: what is found, how it is cut, and that pieces hold what the whole file holds."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import partitioned
import pytest
from test_archives import tarred, zipped
from test_feeds import RSS
from test_pages import FIRST, SECOND, page
from test_warc import record

from builder.articles import read_paths
from builder.cluster.inputs import Piece, Source, cut, find, pack
from builder.cluster.reading import read
from builder.cluster.storage import Folder
from builder.errors import ClusterError, InputError
from builder.model import Article, Note

pytest.importorskip("fsspec", reason="needs the extra: pip install 'tansiq[cluster]'")


def pieces(source: Source, size: int) -> list[Piece]:
    found = list(cut(source, size))
    assert all(isinstance(piece, Piece) and piece.number <= size for piece in found), found
    return [piece for piece in found if isinstance(piece, Piece)]


def told(item: Article | InputError) -> tuple[str, ...]:
    return (
        (item.identifier, item.text, item.title or "", item.issued or "", item.outlet or "") if isinstance(item, Article) else (str(item),)
    )


@pytest.mark.parametrize("size", [1, 3, 5, 1000])
def test_pieces_hold_what_the_file_holds(tmp_path: Path, size: int) -> None:
    path = partitioned.write(tmp_path / "in", plain=True) / "a.jsonl"
    (source,) = find([str(path)])
    assert [told(item) for _, item in read(pieces(source, size))] == [told(item) for item in read_paths([path])]


def test_every_kind_of_file_holds_the_same_articles(tmp_path: Path) -> None:
    plain, other = partitioned.write(tmp_path / "1" / "in", plain=True), partitioned.write(tmp_path / "2" / "in")
    kinds = set()
    for source in find([str(other)]):
        kinds.add(source.kind)
        (same,) = (p for p in plain.iterdir() if p.name.split(".")[0] == Path(source.path).name.split(".")[0])
        expected = [told(item)[:4] for item in read_paths([same]) if isinstance(item, Article)]
        assert [told(item)[:4] for _, item in read(pieces(source, 3)) if isinstance(item, Article)] == expected, source.kind
    assert kinds == {".txt", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"}


@pytest.mark.hazard("a file that cannot be cut, in a large build")
def test_files_of_all_other_kinds_are_read_whole_and_alike(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.html").write_text(page(FIRST, SECOND), "utf-8")
    (folder / "c.csv").write_text("id;text\n7;خبر\n;\n8;news\n", "utf-8")
    (folder / "d.zip").write_bytes(zipped({"x/y.txt": "خبر", "z.json": '[{"text": "خبر"}]', "e.txt": ""}))
    (folder / "e.tar.gz").write_bytes(gzip.compress(tarred({"t.txt": "خبر"})))
    (folder / "f.rss").write_text(RSS, "utf-8")
    (folder / "g.json").write_bytes(json.dumps({"id": "g", "text": "خبر " * 9}, ensure_ascii=False).encode("utf-16"))
    (folder / "h.warc.gz").write_bytes(record(1) + record(2)[:-40])
    (folder / "i.zip").write_bytes(b"PK\x03\x04")
    (folder / "j.txt.gz").write_bytes(gzip.compress("خبر".encode()))
    (folder / "notes.md").write_text("x")
    notes: list[Note] = []
    expected = [told(item) for item in read_paths([folder], notes.append)]
    found = [item for _, item in read([piece for source in find([str(folder)]) for piece in pieces(source, 3)])]
    assert [told(item) for item in found if not isinstance(item, Note)] == expected and len(expected) == 15
    assert [item for item in found if isinstance(item, Note)] == notes and len(notes) == 1


def test_days_and_numbers_of_tables_are_read(tmp_path: Path) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    from datetime import date, datetime

    rows = {
        "id": [7, None],
        "content": ["خبر", None],
        "published": [datetime(2021, 8, 14, 10), None],
        "date_extracted": [date(2022, 1, 1)] * 2,
    }
    parquet.write_table(pyarrow.table(rows), tmp_path / "t.parquet")
    (source,) = find([str(tmp_path / "t.parquet")])
    (_, article), (line, error) = read(pieces(source, 10))
    assert isinstance(article, Article) and (article.identifier, article.issued) == ("7", "2021-08-14")
    assert isinstance(error, InputError) and line == 2 and "t.parquet, line 2: has no text" in str(error)


def test_a_table_without_texts_says_so(tmp_path: Path) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"words": ["خبر"] * 3}), tmp_path / "t.parquet")
    (source,) = find([str(tmp_path / "t.parquet")])
    assert ["has no text" in str(item) for _, item in read(pieces(source, 2))] == [True] * 3


def test_names_are_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.txt", "sub/a.txt", "a.jsonl", "notes.md", "a.b.txt"):
        (folder / name).write_text("خبر", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [s.name for s in find(["in"])] == ["in/a.b.txt", "in/a.jsonl", "in/b.txt", "in/sub/a.txt"]
    assert [s.name for s in find(["in/*.txt", "in/b.txt", str(folder / "sub")])] == [
        "in/a.b.txt",
        "in/b.txt",
        str(folder / "sub" / "a.txt"),
    ]
    assert [s.name for s in find(["in"])] == [str(path) for path in _walked(Path("in"))]


def _walked(folder: Path) -> list[Path]:
    """Return the files of a folder as a build into a store walks them."""
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".jsonl")]


def test_urls_are_read(tmp_path: Path) -> None:
    with Folder("memory://inputs").writing("a.jsonl") as file:
        file.write(partitioned.lines(0, 4))
    for given in ("memory://inputs", "memory://inputs/*.jsonl", "memory://inputs/a.jsonl"):
        (source,) = find([given])
        assert source.name == ("memory:///inputs/a.jsonl" if not given.endswith("/a.jsonl") else given)
        articles = [item for _, item in read(pieces(source, 3)) if isinstance(item, Article)]
        assert [a.identifier for a in articles] == ["a-1", "x-1", "x-2", "a-4"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("nowhere", "does not exist"),
        ("*.txt", "does not exist|holds no articles"),
        (".", "holds no articles"),
        ("a.pdf", "of a kind that is not read"),
    ],
)
def test_a_path_that_stands_for_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, reason: str) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ClusterError, match=reason):
        find([given])


def test_an_address_of_no_known_kind_is_an_error() -> None:
    with pytest.raises(ClusterError, match="nosuch://x"):
        find(["nosuch://x"])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl.gz", gzip.compress(partitioned.lines(0, 9))[:-20], "cannot be read"),
        ("a.jsonl.gz", b"no gzip", "cannot be read"),
        ("a.jsonl.zst", b"no zstandard", "cannot be read"),
        ("a.parquet", b"no parquet", "cannot be read"),
    ],
)
def test_a_damaged_file_costs_itself(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    if name.endswith((".zst", ".parquet")):
        pytest.importorskip("zstandard" if name.endswith(".zst") else "pyarrow")
    (tmp_path / name).write_bytes(data)
    (error,) = cut(Source(str(tmp_path / name), name, name[1:]), 5)
    assert isinstance(error, InputError) and reason in str(error) and "\n" not in str(error)


def test_a_file_that_shrinks_meanwhile_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(partitioned.lines(0, 9))
    (source,) = find([str(path)])
    found = pieces(source, 5)
    path.write_bytes(partitioned.lines(0, 3))
    with pytest.raises(OSError, match="fewer lines"):
        list(read(found))


def test_small_files_share_a_partition() -> None:
    source = Source("/a.jsonl", "a.jsonl", ".jsonl")
    sizes = [
        (p.number for p in found) for found in pack((Piece(source, 1, n, "") for n in (1, 2, 3, 5, 1, 1)), 5) if isinstance(found, tuple)
    ]
    assert [list(s) for s in sizes] == [[1, 2], [3], [5], [1, 1]]


def test_long_texts_pass_through(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": "خبر " * 1_000_000}).encode()))
    (source,) = find([str(path)])
    ((_, article),) = read(pieces(source, 5))
    assert isinstance(article, Article) and len(article.text) == 4_000_000
