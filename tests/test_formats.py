"""Formats: what a file is read as, which fields count, and what becomes of files that are wrong or too large."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import io
import json
import re
from pathlib import Path

import pytest

from builder.articles import delimited, jsondoc, jsonl, plain, read_path, read_paths
from builder.articles.fields import USUAL, Fields
from builder.articles.formats import FORMATS, choose
from builder.cli import ROLES, main
from builder.errors import InputError
from builder.model import Article, Note

NEWS = "قال وزير الدفاع في بغداد إن القوات العراقية انتشرت على الحدود."
OTHER = "وصل رئيس أركان البيشمركة إلى كركوك."
DOCS = (Path(__file__).parent.parent / "docs" / "inputs.md").read_text("utf-8")


def read(path: Path, data: bytes | str, fields: Fields = USUAL) -> list[tuple[str, ...]]:
    """Write a file and return what is read from it: articles as identifier and text, the others as their words after the path."""
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    notes: list[Note] = []
    items = [(i.identifier, i.text) if isinstance(i, Article) else (str(i),) for i in read_paths([path], notes.append, fields)]
    said = [(text.replace(str(path), "F"),) for text in map(str, notes)]
    return said + [tuple(part.replace(str(path), "F") for part in item) for item in items]


def table(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def dumps(*records: object) -> str:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


ONE, TWO = {"id": "a", "text": NEWS}, {"text": OTHER}
BOTH = [("a", NEWS), ("n-2", OTHER)]
CONTENT = [
    ("n.jsonl", dumps(ONE, TWO), BOTH),
    ("n.ndjson", dumps(ONE, TWO), BOTH),
    ("n.json", dumps([ONE, TWO]), BOTH),
    ("n.json", json.dumps([ONE, TWO], indent=1), BOTH),
    ("n.json", dumps(ONE), BOTH[:1]),
    ("n.json", json.dumps(ONE, indent=1), BOTH[:1]),
    ("n.json", dumps(ONE, TWO), [("F: note: was read as JSON Lines, by its content",), *BOTH]),
    ("n", dumps([ONE, TWO]), [("F: note: was read as JSON, by its content",), *BOTH]),
    ("n.json", b"\xef\xbb\xbf" + dumps([ONE, TWO]).encode(), BOTH),
    (
        "n.json",
        dumps([ONE, TWO]).encode("utf-16"),
        [("F: note: was read as UTF-16 (little-endian), by its byte-order mark",), *BOTH],
    ),
    ("n.json", dumps([ONE, TWO]).encode("cp1256"), [("F: note: was read as Windows-1256, by its words",), *BOTH]),
    ("n.jsonl.gz", gzip.compress(dumps(ONE, TWO).encode()), BOTH),
    ("n.jsonl", gzip.compress(dumps(ONE, TWO).encode()), BOTH),
    ("n.jsonl.gz", dumps(ONE, TWO), BOTH),
    ("n.txt.gz", gzip.compress(NEWS.encode()), [("n", NEWS)]),
    ("n.csv", table(("id", "text"), ("a", NEWS), ("", OTHER)), BOTH),
    ("n.csv", "\ufeff" + table(("id", "text"), ("a", NEWS), ("", OTHER)), BOTH),
    ("n.csv", table(("id", "text"), ("a", NEWS), ("", OTHER), delimiter=";"), BOTH),
    ("n.tsv", table(("id", "text"), ("a", NEWS), ("", OTHER), delimiter="\t"), BOTH),
    ("n.csv", table(("id", "text"), ("a", NEWS), ("", OTHER), delimiter="|"), BOTH),
    ("n.csv", table(("text",), (f'"{NEWS}"\n,{OTHER}',)), [("n-1", f'"{NEWS}"\n,{OTHER}')]),
    ("n.csv", table(("text",), (NEWS,), ("",), (OTHER,)), [("n-1", NEWS), ("n-3", OTHER)]),
    ("n.csv", table(("id", "text"), ("a", NEWS)).encode("cp1256"), [("F: note: was read as Windows-1256, by its words",), ("a", NEWS)]),
    (
        "n.csv",
        table(("id", "text"), ("a", NEWS)).encode("utf-16"),
        [("F: note: was read as UTF-16 (little-endian), by its byte-order mark",), ("a", NEWS)],
    ),
]


@pytest.mark.parametrize(("name", "data", "expected"), CONTENT)
@pytest.mark.hazard("CSV, TSV", "a name that says another format than the content shows", "a delimiter other than a comma")
def test_content_counts_and_then_the_name(tmp_path: Path, name: str, data: bytes | str, expected: list[tuple[str, ...]]) -> None:
    assert read(tmp_path / name, data) == expected


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("n.json", "", "F: is empty"),
        ("n.json", "[]", "F: is empty"),
        ("n.json", "[1]", "F, record 1: is not a JSON object"),
        ("n.json", '[{"title": "x"}]', "F, record 1: has no text"),
        ("n.json", '{"text": ', "F: is not JSON (Expecting value"),
        ("n.json", "[" * 100_000, "F: is not JSON"),
        ("n.json", b"%PDF-1.7", "F: is a PDF document"),
        pytest.param("n.bin", "x", "F: is of a kind that is not read", marks=pytest.mark.hazard("a file of a kind that is not read")),
        ("n.csv", "", "F: is empty"),
        ("n.csv", "text\n", "F: is empty"),
        pytest.param(
            "n.csv",
            "a,b\nx,y\n",
            "F: has no column of texts (it has a, b): name it with --field text=COLUMN",
            marks=pytest.mark.hazard("a table without a column of texts"),
        ),
        ("n.csv", '"a\nb",c\nx,y\n', "F: has no column of texts (it has a b, c): name it with --field text=COLUMN"),
        ("n.csv", "text\n17\n", "F, record 1: has no Arabic letter"),
        ("n.csv", b"text\n\xff\xfe\n", "F: is not UTF-8 (byte 5)"),
        ("n.jsonl.gz", gzip.compress(b'{"text": "x"}')[:-9], "F: cannot be read (Compressed file ended before"),
        ("n.parquet", b"PAR1", "F: cannot be read"),
        ("n.jsonl.zst", b"\x28\xb5\x2f\xfdxxxxxx", "F: cannot be read"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, name: str, data: bytes | str, message: str) -> None:
    ((line,),) = read(tmp_path / name, data)
    assert line.startswith(message) and ": " in line.removeprefix("F") and "\n" not in line


@pytest.mark.hazard("a line, record or row that cannot be read")
def test_the_rest_goes_on(tmp_path: Path) -> None:
    found = read(tmp_path / "n.json", dumps([ONE, 7, {"title": "x"}, TWO]))
    assert [item[0].partition(":")[0] for item in found] == ["a", "F, record 2", "F, record 3", "n-4"]


@pytest.mark.hazard(
    "a line of JSON Lines over 64 MB",
    "a text over 64 MB",
    "a JSON document over 256 MB",
    "a field of CSV over 16 million characters (a quotation mark that is never closed)",
)
def test_what_is_too_large_is_refused_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = {"text": NEWS * 20}
    monkeypatch.setattr(jsonl, "LONGEST", 500)
    monkeypatch.setattr(delimited, "LONGEST", 500)
    monkeypatch.setattr(jsondoc, "LARGEST", 500)
    monkeypatch.setattr(plain, "LARGEST", 500)
    assert [item[0].partition(" than ")[0] for item in read(tmp_path / "n.jsonl", dumps(ONE, long, TWO))] == [
        "a",
        "F, line 2: is longer",
        "n-3",
    ]
    rows = read(tmp_path / "n.csv", table(("text",), (NEWS,), (NEWS * 20,), (OTHER,)))
    assert rows[0] == ("n-1", NEWS) and rows[1][0].startswith("F, record 2: is not a row (field larger than field limit")
    assert [item[0].partition(" than ")[0] for item in read(tmp_path / "n.json", dumps([long]))] == ["F: is larger"]
    assert [item[0].partition(" than ")[0] for item in read(tmp_path / "n.txt", NEWS * 20)] == ["F: is larger"]


@pytest.mark.parametrize("name", [name for name in USUAL.names if name not in USUAL.text])
def test_every_name_of_a_field_counts_and_is_documented(tmp_path: Path, name: str) -> None:
    role = next(field.name for field in dataclasses.fields(USUAL) if name in getattr(USUAL, field.name))
    (tmp_path / "n.json").write_text(dumps({"text": NEWS, name: "2021-08-14"}), "utf-8")
    (article,) = read_paths([tmp_path])
    attribute = {"title": "title", "date": "issued", "source": "outlet", "url": "url", "id": "identifier"}[role]
    assert isinstance(article, Article) and getattr(article, attribute) == "2021-08-14"


@pytest.mark.hazard("`text`", "`title`", "`date`", "`source`", "`url`", "`id`")
def test_the_names_in_the_docs_are_those_that_count() -> None:
    for field in dataclasses.fields(USUAL):
        assert f"| `{field.name}` | {', '.join(getattr(USUAL, field.name))} |" in DOCS
    assert tuple(field.name for field in dataclasses.fields(USUAL)) == ROLES


@pytest.mark.hazard("JSON")
def test_a_record_of_a_news_crawler(tmp_path: Path) -> None:
    record = {
        "maintext": NEWS,
        "title": "عنوان",
        "date_publish": "2021-08-14 10:00:00",
        "source_domain": "example.org",
        "url": "https://example.org/1",
        "authors": ["س"],
    }
    (tmp_path / "n.json").write_text(dumps(record), "utf-8")
    (article,) = read_paths([tmp_path])
    assert article == Article(
        "n-1", f"عنوان\n\n{NEWS}", "عنوان", "2021-08-14", "example.org", "https://example.org/1", f"{tmp_path / 'n.json'}, record 1"
    )


@pytest.mark.hazard("a compressed file that is damaged or cut")
def test_what_stands_before_a_damage_is_read(tmp_path: Path) -> None:
    records = [{"id": f"x{n}", "text": f"{NEWS} {hash(n)} " * 20} for n in range(3000)]
    whole = gzip.compress(dumps(*records).encode())
    found = read(tmp_path / "n.jsonl.gz", whole[: len(whole) // 2])
    assert len(found) > 500 and found[-1][0].startswith("F: cannot be read (Compressed file ended")
    assert [item[0] for item in found[:-1]] == [f"x{n}" for n in range(len(found) - 1)]


def test_fields_can_be_named(tmp_path: Path) -> None:
    fields = USUAL.named([("text", "نص"), ("id", "رقم")])
    assert read(tmp_path / "n.csv", table(("رقم", "text", "نص"), ("7", "x", NEWS)), fields) == [("7", NEWS)]
    ((line,),) = read(tmp_path / "n.json", dumps({"text": NEWS}), fields)
    assert 'has no text: give the article in a field named "نص"' in line


@pytest.mark.hazard("Parquet")
def test_tables_and_zstandard(tmp_path: Path) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    zstandard = pytest.importorskip("zstandard")
    parquet.write_table(pyarrow.table({"نص": [NEWS, None, OTHER], "id": ["a", None, None]}), tmp_path / "t")
    found = read(tmp_path / "n.parquet", (tmp_path / "t").read_bytes(), USUAL.named([("text", "نص")]))
    assert [item[0].partition(" text")[0] for item in found] == ["a", "F, line 2: has no", "n-3"]
    compress = zstandard.ZstdCompressor().compress
    assert read(tmp_path / "n.jsonl.zst", compress(dumps(ONE).encode() + b"\n") + compress(dumps(TWO).encode())) == BOTH
    assert read(tmp_path / "m.jsonl", compress(dumps(ONE).encode())) == BOTH[:1]


@pytest.mark.parametrize(
    ("name", "head", "format"),
    [
        ("a.txt", b'{"text": 1}', "text"),  # an article may begin with a brace: its name counts
        ("a.jsonl", b"[1]", "JSON Lines"),
        ("a.json", b"x", "JSON"),
        ("a", b'{"a": 1}', "JSON"),
        ("a", b'{"a": 1}\n{"b": 1}', "JSON Lines"),
        ("a", b"[sic] news", None),
        ("a.txt", b"PAR1", "Parquet"),
    ],
)
def test_formats_are_told_apart(name: str, head: bytes, format: str | None) -> None:
    found = choose(name, head)
    assert (found and found.name) == format


def test_formats_are_listed_and_documented(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    out = re.sub(r"\s+", " ", capsys.readouterr().out)
    for format in FORMATS:
        assert format.name in out and f"| {format.name}" in DOCS
        assert all(ending in out and f"`{ending}`" in DOCS for ending in format.endings)


def test_the_command_reads_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "n.csv").write_text(table(("نص", "x"), (NEWS, "1")), "utf-8")
    assert main(["build", str(tmp_path / "n.csv"), "--store", str(tmp_path / "s"), "--jobs", "1", "--field", "text=نص"]) == 0
    with pytest.raises(SystemExit):
        main(["build", str(tmp_path), "--store", str(tmp_path / "s"), "--field", "words=x"])
    assert "'words' is none of text, title" in capsys.readouterr().err


def test_a_large_build_reads_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fsspec", reason="needs the extra: pip install 'tansiq[cluster]'")
    (tmp_path / "n.csv").write_text(table(("نص", "text"), (NEWS, "شيء آخر")), "utf-8")
    (tmp_path / "l.jsonl").write_text(json.dumps({"نص": NEWS, "text": "شيء آخر"}), "utf-8")

    def texts(*more: str) -> list[str]:
        given = [str(tmp_path / "n.csv"), str(tmp_path / "l.jsonl")]
        assert main(["build", *given, "--out", str(tmp_path / "out"), "--jobs", "1", *more]) == 0
        files = sorted((tmp_path / "out").glob("*.articles.jsonl.gz"))
        return [json.loads(line)["text"] for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]

    assert texts("--field", "text=نص") == [NEWS, NEWS]
    assert texts() == ["شيء آخر", "شيء آخر"], "what was read with other fields is not taken for the same"


@pytest.mark.hazard("a JSON file beside a text of the same name")
def test_a_json_file_beside_a_text_describes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("وصلت القوات إلى كركوك", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"entities": []}', encoding="utf-8")
    (tmp_path / "b.json").write_text('{"text": "وصلت القوات إلى أربيل"}', encoding="utf-8")
    assert [getattr(found, "identifier", found) for found in read_path(tmp_path)] == ["a", "b-1"]
    assert isinstance(next(read_path(tmp_path / "a.json")), InputError), "named by itself, it is read"
