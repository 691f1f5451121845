"""Reading articles from files: what is read, and one line for what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.articles import read_path, read_paths
from builder.errors import InputError
from builder.model import Article, Note


def _write(path: Path, data: bytes | str | dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(data, ensure_ascii=False) if isinstance(data, dict) else data
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _one(path: Path) -> Article | InputError:
    (item,) = read_path(path)
    return item


@pytest.mark.hazard("text")
def test_plain_text_keeps_every_character(tmp_path: Path) -> None:
    text = "عنوان\r\n\r\nنصّ الخبر 😀 هنا.\r"
    article = _one(_write(tmp_path / "a1.txt", text))
    assert isinstance(article, Article)
    assert (article.identifier, article.text, article.title, article.issued) == ("a1", text, None, None)


def test_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    article = _one(_write(tmp_path / "a.txt", b"\xef\xbb\xbf" + "خبر".encode()))
    assert isinstance(article, Article) and article.text == "خبر"


@pytest.mark.hazard("JSON Lines")
def test_record_of_json_lines(tmp_path: Path) -> None:
    record = {
        "id": 7,
        "title": "عنوان",
        "text": "نص الخبر.",
        "date": "2021-08-14T10:00:00Z",
        "source": "وكالة",
        "url": "https://example.org/7",
    }
    article = _one(_write(tmp_path / "n.jsonl", record))
    assert article == Article("7", "عنوان\n\nنص الخبر.", "عنوان", "2021-08-14", "وكالة", "https://example.org/7", str(tmp_path / "n.jsonl"))


@pytest.mark.parametrize(
    ("record", "text", "identifier", "issued"),
    [
        ({"text": "نص"}, "نص", "n-1", None),
        ({"content": "نص", "published": "2020-01-02"}, "نص", "n-1", "2020-01-02"),
        ({"body": "نص", "date_extracted": "14 آب"}, "نص", "n-1", None),
        ({"text": "عنوان\nنص", "title": "عنوان", "id": "x"}, "عنوان\nنص", "x", None),
        ({"text": "نص", "title": None, "id": "", "date": "2020-02-30"}, "نص", "n-1", None),
    ],
)
def test_fields(tmp_path: Path, record: dict[str, object], text: str, identifier: str, issued: str | None) -> None:
    article = _one(_write(tmp_path / "n.jsonl", record))
    assert isinstance(article, Article)
    assert (article.text, article.identifier, article.issued) == (text, identifier, issued)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "is empty"),
        pytest.param("a.txt", b"\xef\xbb\xbf \n", "is empty", marks=pytest.mark.hazard("a file that is empty, or holds white space alone")),
        ("a.txt", "خبر".encode() + b"\xff", "is not UTF-8 (byte 6)"),
        pytest.param("a.txt", b"123 -", "has no Arabic letter", marks=pytest.mark.hazard("a text without any letter")),
        ("a.pdf", b"%PDF", "is of a kind that is not read"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", b'{"text": ', "line 1: is not JSON"),
        ("a.jsonl", b"[1]", "line 1: is not a JSON object"),
        ("a.jsonl", b'{"title": ""}', "line 1: has no text"),
        ("a.jsonl", b'{"text": "  "}', "line 1: has no text"),
        ("a.jsonl", b'{"text": "17"}', "line 1: has no Arabic letter"),
        pytest.param(
            "a.jsonl",
            b'{"text": "\\ud83d \xd8\xae"}',
            "line 1: holds half a character",
            marks=pytest.mark.hazard('half a character in JSON (`"\\ud83d"` alone)'),
        ),
        ("a.jsonl", b'{"text": "\xd8"}', "line 1: is not UTF-8 (byte 10)"),
        pytest.param(
            "a.jsonl", b"[" * 100_000, "line 1: is not JSON", marks=pytest.mark.hazard("brackets of JSON nested a hundred thousand deep")
        ),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    error = _one(_write(tmp_path / name, data))
    assert isinstance(error, InputError)
    assert message in str(error) and str(error).startswith(str(tmp_path / name)) and "\n" not in str(error) and ": " in error.reason


@pytest.mark.hazard("a path that does not exist")
def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    missing, empty = _one(tmp_path / "no.txt"), _one(tmp_path)
    assert isinstance(missing, InputError) and "does not exist" in str(missing)
    assert isinstance(empty, InputError) and "holds no articles" in str(empty)


@pytest.mark.hazard("a file that may not be read")
def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    path = _write(tmp_path / "a.txt", "خبر")
    monkeypatch.setattr(Path, "open", refuse)
    error = _one(path)
    assert isinstance(error, InputError) and "cannot be read (Permission denied)" in str(error)


@pytest.mark.hazard("the same file named twice, or by two paths", "two articles with one identifier")
def test_folders_are_walked_in_order_and_the_rest_goes_on(tmp_path: Path) -> None:
    _write(tmp_path / "b.txt", "خبر")
    _write(tmp_path / "a" / "c.txt", b"\xff")
    _write(tmp_path / "a" / "d.jsonl", '{"text": "خبر"}\n\nnot json\n{"text": "آخر", "id": "b"}\n{"text": "آخر"}\n')
    _write(tmp_path / "notes.md", "x")
    items = list(read_paths([tmp_path, tmp_path / "b.txt"]))  # the second is the same file
    assert [i.identifier if isinstance(i, Article) else "!" for i in items] == ["!", "d-1", "!", "b", "d-5", "!"]
    duplicate = items[-1]
    assert isinstance(duplicate, InputError) and "has the identifier 'b' of an article in" in str(duplicate) and "line 4" in str(duplicate)


@pytest.mark.hazard("an article given twice: one identifier, and all else the same")
def test_an_article_given_twice_is_read_once(tmp_path: Path) -> None:
    record = json.dumps({"id": "x", "text": "خبر", "date": "2020-01-02"}, ensure_ascii=False)
    changed = json.dumps({"id": "x", "text": "خبر آخر"}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_text(f"{record}\n{record}\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(f"{changed}\n{record}\n", encoding="utf-8")
    notes: list[Note] = []
    found = list(read_paths([tmp_path], notes.append))
    errors = [item for item in found if isinstance(item, InputError)]
    assert [item.identifier for item in found if isinstance(item, Article)] == ["x"]
    first = f"the article x stood in {tmp_path / 'a.jsonl'}, line 1 already: it is read once"
    assert list(map(str, notes)) == [f"{tmp_path / 'a.jsonl'}, line 2: note: {first}", f"{tmp_path / 'b.jsonl'}, line 2: note: {first}"]
    assert len(errors) == 1 and errors[0].line == 1
