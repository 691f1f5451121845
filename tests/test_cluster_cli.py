"""The commands of a large build: `build --out` and `load` give the store that `build --store` gives, and say what is wrong."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import partitioned
import pytest
import reprints
import servers

from builder import cli

pytest.importorskip("fsspec", reason="needs the extra: pip install 'tansiq[cluster]'")


def tansiq(*arguments: object) -> int:
    return cli.main([str(a) for a in arguments])


def exported(store: Path) -> bytes:
    out = store.with_suffix(".nq")
    assert tansiq("export", "nquads", out, "--store", store) == 0
    return out.read_bytes()


@pytest.mark.hazard("one text under two identifiers, or printed again with changes")
def test_what_reprints_what_is_found_by_every_way_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news, out = tmp_path / "news.jsonl", tmp_path / "out"
    news.write_text(reprints.lines(), encoding="utf-8")
    assert tansiq("build", news, "--store", tmp_path / "s1", "--workers", 1) == 0
    assert re.search(r"articles that reprint others\W+2\b", capsys.readouterr().out)
    assert tansiq("build", news, "--out", out, "--workers", 1, "--partition-size", 1) == 0
    assert tansiq("load", out, "--store", tmp_path / "s2") == 0
    assert "4 stored, 0 unchanged; 2 reprint others" in capsys.readouterr().out
    assert exported(tmp_path / "s1") == exported(tmp_path / "s2")
    with servers.oxigraph(tmp_path / "server") as address:
        for unchanged in (0, 4):
            assert tansiq("load", out, "--store", address) == 0
            assert f"{unchanged} unchanged; 2 reprint others" in capsys.readouterr().out
        assert tansiq("export", "nquads", tmp_path / "s3.nq", "--store", address) == 0
        assert (tmp_path / "s3.nq").read_bytes() == exported(tmp_path / "s1")


def test_build_and_load_give_the_store_of_a_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, corpus = partitioned.write(tmp_path / "1" / "in", plain=True), partitioned.write(tmp_path / "2" / "in")
    assert tansiq("build", plain, "--store", tmp_path / "s1", "--workers", 1) == 1
    alone = capsys.readouterr()
    out, size = tmp_path / "out", partitioned.SIZE
    assert tansiq("build", corpus, "--out", out, "--workers", 1, "--partition-size", size) == 1  # three lines of a.jsonl are wrong
    captured = capsys.readouterr()
    assert [line.partition(": ")[2] for line in captured.err.splitlines() if "line 1" in line] == [
        line.partition(": ")[2].replace("/1/in/", "/2/in/") for line in alone.err.splitlines() if "line 1" in line
    ]
    assert [row.split() for row in captured.out.splitlines() if "stored" in row or "failed" in row] == [
        row.split() for row in alone.out.splitlines() if "stored" in row or "failed" in row
    ]
    assert tansiq("load", out, "--store", tmp_path / "s2") == 0
    assert "40 articles, 40 stored, 0 unchanged" in capsys.readouterr().out
    assert exported(tmp_path / "s1") == exported(tmp_path / "s2")
    assert tansiq("explain", "a-1", "--store", tmp_path / "s2") == 0
    assert "اجتماع 0" in capsys.readouterr().out
    _load_damaged(out, tmp_path / "s2", capsys)


PERSIAN = "وزیر دفاع عراق در اربیل با فرمانده نیروها دیدار کرد و گفت که این دیدار برای هر دو طرف مهم است."
ENGLISH = "The minister of defence met the commander of the forces in Erbil and said that it was a good meeting."


def test_articles_in_other_languages_are_skipped_and_said_by_both_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = tmp_path / "news.jsonl"
    records = [{"id": str(n), "text": text} for n, text in enumerate((partitioned.text(1), PERSIAN, ENGLISH, partitioned.text(2)))]
    news.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    said = []
    for target in ("--store", "--store", "--out", "--out"):  # each twice: what was skipped is no failure of the second either
        assert tansiq("build", news, target, tmp_path / target.strip("-"), "--workers", 1) == 0
        captured = capsys.readouterr()
        rows = {name: int(number) for name, number in re.findall(r"  (stored|unchanged|skipped[^│|]*?|failed)\W+(\d+) ", captured.out)}
        assert rows["skipped (not in Arabic"] == 2 and rows["failed"] == 0 and rows["stored"] + rows["unchanged"] == 2
        said.append(captured.err.splitlines())
    notes = [f"{news}: note: the article {n} was skipped: it is in {name}" for n, name in ((1, "Persian"), (2, "English"))]
    assert said == [notes, notes, notes, []]  # partitions that are there are not read again
    assert tansiq("load", tmp_path / "out", "--store", tmp_path / "loaded") == 0
    assert exported(tmp_path / "loaded") == exported(tmp_path / "store")
    (tmp_path / "1.txt").write_text(PERSIAN, encoding="utf-8")
    capsys.readouterr()
    assert tansiq("explain", tmp_path / "1.txt") == 0
    assert capsys.readouterr().err == f"tansiq: {tmp_path / '1.txt'}: note: the article 1 was skipped: it is in Persian\n"


def test_loading_what_another_state_of_tansiq_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(partitioned.text(1), encoding="utf-8")
    assert tansiq("build", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", 1) == 0
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text(re.sub('"lexicon": "[^"]+"', '"lexicon": "other"', manifest.read_text(encoding="utf-8")), encoding="utf-8")
    capsys.readouterr()
    assert tansiq("load", tmp_path / "out", "--store", tmp_path / "s") == 0
    assert "was read by a tansiq that has another state of the lexicon" in capsys.readouterr().err


def _load_damaged(out: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "part-00001.nq.gz").write_bytes(b"")
    assert tansiq("load", out, "--store", store) == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1 and "part-00001.nq.gz: is damaged" in captured.err
    assert "35 articles, 0 stored, 35 unchanged" in captured.out


def test_a_second_build_says_what_was_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(partitioned.text(1), encoding="utf-8")
    for stored, unchanged in ((1, 0), (0, 1)):
        assert tansiq("build", tmp_path / "a.txt", "--out", tmp_path / "out", "--workers", 1) == 0
        out = capsys.readouterr().out
        rows = {name: int(number) for name, number in re.findall(r"(stored|unchanged)\W+(\d+)", out)}
        assert rows == {"stored": stored, "unchanged": unchanged}


@pytest.mark.parametrize(
    ("package", "name", "arguments"),
    [("distributed", "a.txt", ("--engine", "dask")), ("zstandard", "a.jsonl.zst", ()), ("pyarrow.parquet", "a.parquet", ())],
)
def test_a_package_that_is_missing_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], package: str, name: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / name).write_text("خبر", encoding="utf-8")
    assert tansiq("build", tmp_path / name, "--out", tmp_path / "out", "--workers", 1, *arguments) == 2
    err = capsys.readouterr().err
    assert "pip install 'tansiq[cluster]'" in err and err.count("\n") == 1


def test_the_commands_of_the_page_are_commands() -> None:
    page = (Path(__file__).parents[1] / "docs" / "cluster.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    tansiq (.+)$", page, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        cli._parser().parse_args(command.split())
