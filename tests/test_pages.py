"""HTML pages: the article of a page, whatever else stands on it, and what becomes of pages that are wrong."""

from __future__ import annotations

import html
import socket
import time
from pathlib import Path

import pytest

from builder.articles import read_paths
from builder.articles.encoding import Decoded
from builder.articles.html import begins, decode_page, extract
from builder.errors import InputError
from builder.model import Article, Note

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))
TITLE = "وزير الدفاع يزور أربيل"
FIRST = "قال وزير الدفاع في بغداد إن القوات العراقية انتشرت على الحدود مع سوريا."
SECOND = "والتقى الوزير رئيس أركان البيشمركة في أربيل."
MENU = '<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></nav>'
DEBRIS = (
    '<div class="share"><a href="#">شارك</a></div>',
    '<div class="tags"><a href="/t">العراق</a></div>',
    '<aside class="related"><h3>أخبار ذات صلة</h3><a href="/2">خبر آخر عن ديالى</a></aside>',
    "<footer>جميع الحقوق محفوظة</footer>",
)


def page(*paragraphs: str, title: str = TITLE, charset: str = "utf-8", head: str = "") -> str:
    share, tags, related, footer = DEBRIS
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="{charset}"><title>{html.escape(title)} - الاختبار</title>'
        f'<meta property="og:title" content="{html.escape(title)}"><meta property="og:site_name" content="وكالة الاختبار">{head}'
        '<meta property="article:published_time" content="2021-08-14T23:30:00+03:00"><link rel="canonical" href="https://example.org/17">'
        f"</head><body>{MENU}<main><article>"
        f"<h1>{html.escape(title)}</h1>{share}<div class='article-body'>{body}</div>{tags}</article></main>"
        f"{related}{footer}<script>document.write('نص')</script></body></html>"
    )


def read(path: Path, data: bytes) -> tuple[list[Article | InputError], list[str]]:
    path.write_bytes(data)
    notes: list[Note] = []
    items = list(read_paths([path], notes.append))
    return items, [note.text for note in notes]


@pytest.mark.hazard("HTML")
def test_the_article_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "n17.html"
    (article,), notes = read(path, page(FIRST, SECOND).encode())
    text = f"{TITLE}\n\n{FIRST}\n{SECOND}"
    assert article == Article("n17", text, TITLE, "2021-08-14", "وكالة الاختبار", "https://example.org/17", str(path))
    assert notes == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[:20])
def test_nothing_is_lost_and_nothing_added(path: Path) -> None:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    lines = list(dict.fromkeys(lines))  # a paragraph that is there twice is there once
    found = extract(page(*lines[1:], title=lines[0]))
    assert found is not None and found.text.split() == " ".join(lines).split()


@pytest.mark.parametrize(
    ("codec", "charset", "encoding", "guessed"),
    [
        ("utf-8", "utf-8", "UTF-8", False),
        ("utf-8", "windows-1256", "UTF-8", False),  # what it is counts, not what it says
        ("utf-8-sig", "utf-8", "UTF-8", False),
        ("cp1256", "windows-1256", "windows-1256", False),
        ("iso8859-6", "iso-8859-6", "iso-8859-6", False),
        ("cp1256", "utf-8", "Windows-1256", True),
        ("cp1256", "rot13", "Windows-1256", True),
        ("utf-16", "utf-16", "UTF-16 (little-endian)", False),
    ],
)
def test_encodings_of_pages(codec: str, charset: str, encoding: str, guessed: bool) -> None:
    whole = page(FIRST, SECOND, charset=charset)
    assert decode_page(whole.encode(codec)) == Decoded(whole, encoding, guessed)


def test_an_encoding_that_nothing_declares_is_said(tmp_path: Path) -> None:
    (article,), notes = read(tmp_path / "a.html", page(FIRST, SECOND).encode("cp1256"))
    assert isinstance(article, Article) and FIRST in article.text and notes == ["was read as Windows-1256, by its words"]


def test_a_page_is_one_whatever_its_name(tmp_path: Path) -> None:
    (article,), notes = read(tmp_path / "a.txt", page(FIRST, SECOND).encode())
    assert isinstance(article, Article) and "<p>" not in article.text and notes == ["was read as HTML, by its content"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<!DOCTYPE html>\n", True),
        (b"\xef\xbb\xbf <html lang=ar>", True),
        (b"<!-- saved -->\n<!doctype html>", True),
        (b'<?xml version="1.0"?>\n<html>', True),
        (b'<?xml version="1.0"?>\n<rss>', False),
        (b"<p>", False),
        (b"<!--" * 1000 + b"-->" * 30, False),
        (b"<!---->" * 600, False),  # a pattern took for ever here
        ("نص".encode(), False),
    ],
)
def test_the_beginning_of_a_page(head: bytes, expected: bool) -> None:
    assert begins(head) is expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        pytest.param(
            b"<html><body></body></html>", "has no main text that can be found", marks=pytest.mark.hazard("a page without a main text")
        ),
        pytest.param(
            b"<html><body>" + b"<div>" * 20_000 + "نص".encode(),
            "has no main text that can be found",
            marks=pytest.mark.hazard("elements nested twenty thousand deep"),
        ),
        pytest.param(b"<html>" + b"x" * (4 << 20), "is larger than 4 MB", marks=pytest.mark.hazard("a page over 4 MB")),
        (b"<html><p>\xff\xff\xff", "is not UTF-8 (byte 9)"),
        (page("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26.", title="17").encode(), "has no Arabic letter"),
    ],
)
def test_what_is_wrong_is_one_line(tmp_path: Path, data: bytes, reason: str) -> None:
    begun = time.process_time()
    (error,), _ = read(tmp_path / "a.html", data)
    assert isinstance(error, InputError) and error.reason.startswith(reason)
    assert time.process_time() - begun < 20


@pytest.mark.hazard("scripts, styles, comments, forms in a page")
@pytest.mark.hazard("a page of thousands of elements (or tags that are never closed)", "a page with more than 100,000 elements")
@pytest.mark.parametrize(
    "part", ["<p>نص", "<p>نص</p>", "<div>", "<a href=x>نص", "<li>نص", "<td>نص", "<b>x", "نص<br>", "<!-- ", "<table><tr><td>"]
)
def test_time_grows_with_the_page_alone(tmp_path: Path, part: str) -> None:
    """Four times as many elements take about four times as long, where they took sixteen times."""
    spent = []
    for number in (4000, 16_000):
        begun = time.process_time()
        extract(page(FIRST, SECOND).replace("<h1>", part * number + "<h1>"))
        spent.append(time.process_time() - begun)
    assert spent[1] < 10 * max(spent[0], 0.05), spent
    (error,), _ = read(tmp_path / "a.html", f"<html>{part * 100_001}".encode())
    assert isinstance(error, InputError) and (part == "<!-- " or error.reason.startswith("has more than 100,000 elements"))


@pytest.mark.hazard("a page of which a megabyte is scripts and styles")
def test_scripts_do_not_make_a_page_large(tmp_path: Path) -> None:
    scripts = "<script>" + "if (a<b) { var c = '<p>'; }\n" * 40_000 + "</script><style>" + ".a{b:c}" * 50_000 + "</style>"
    (article,), _ = read(tmp_path / "a.html", page(FIRST, SECOND, head=scripts).encode())
    assert isinstance(article, Article) and article.text == f"{TITLE}\n\n{FIRST}\n{SECOND}"


@pytest.mark.hazard("a long page (two thousand paragraphs)")
def test_a_long_page_is_read_whole() -> None:
    paragraphs = [f"{FIRST} {number * number}" for number in range(2000)]
    for more in ((), ("<br>" * 4000,)):  # with the second opinions and without
        found = extract(page(*paragraphs).replace("<footer>", f"<footer>{''.join(more)}"))
        assert found is not None and found.text.split("\n")[2:] == paragraphs


def test_debris_and_scripts_are_no_text_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a page was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    hostile = '<!ENTITY x SYSTEM "file:///etc/passwd"><img src="http://example.org/x.png" onerror="x()"><iframe src="http://example.org/">'
    hostile += "</iframe>"
    found = extract(page(FIRST, SECOND, head='<base href="http://example.org/">').replace("<h1>", f"{hostile}<h1>"))
    assert found is not None and found.text == f"{TITLE}\n\n{FIRST}\n{SECOND}"


SAID = "قال وزير الدفاع في بغداد إن القوات انتشرت على الحدود. "


@pytest.mark.hazard("a page near 4 MB that is one piece: a paragraph, an attribute, a tag, a comment, a script, references")
@pytest.mark.parametrize(
    "body",
    [
        f"<p>{SAID * 39_000}</p>",
        f"<p>{'ا' * 1_900_000}</p>",
        f"<p title='{SAID * 39_000}'>{SAID * 5}</p>",
        f"<{'a' * 3_900_000}>{SAID * 5}",
        f"<!--{SAID * 39_000}--><p>{SAID * 5}</p>",
        f"<script type='application/ld+json'>{'[' * 1_900_000}{']' * 1_900_000}</script><p>{SAID * 5}</p>",
        f"<p>{SAID * 5}{'&amp;' * 700_000}</p>",
    ],
    ids=["paragraph", "word", "attribute", "tag", "comment", "script", "references"],
)
def test_a_page_of_one_piece_takes_no_longer_than_its_size(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.html").write_text(f"<!doctype html><html><body><article>{body}</article></body></html>", encoding="utf-8")
    before = time.process_time()
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Article) and time.process_time() - before < 10


@pytest.mark.hazard("half a character written as a reference (`&#xd83d;`)")
def test_half_a_character_is_replaced() -> None:
    found = extract(page(f"{FIRST} XX", SECOND).replace("XX", "&#xd83d;"))
    assert found is not None and found.text.encode()
