"""Encodings of texts: what is found, what is refused, and that it is said."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from builder.articles import read_paths
from builder.articles.encoding import Decoded, Undecoded, decode_text
from builder.build import Reader, build
from builder.intake import Tally
from builder.model import Article, Note
from builder.pipeline import background_quads, build_articles
from builder.store import Store

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))
GOLD = sorted((Path(__file__).parent / "gold").rglob("*.txt"))
NEWS = "قال وزير الدفاع في بغداد إن القوات العراقية انتشرت على الحدود مع سوريا."
FOREIGN = [
    ("cp1251", "Привет, сегодня в городе Москва и в других городах прошли переговоры. "),
    ("koi8-r", "Привет, сегодня в городе Москва и в других городах прошли переговоры. "),
    ("latin-1", "L'été à Genève, où les élèves français sont déjà là. "),
    ("latin-1", "Die Bürger der Stadt Köln können Grüße über öffentliche Plätze schicken. "),
    ("cp1253", "Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα για την ασφάλεια. "),
    ("cp1255", "הממשלה הודיעה היום על צעדים חדשים בירושלים. "),
    ("iso8859-6", NEWS),
    ("mac_arabic", NEWS),
    ("cp720", NEWS),
    pytest.param("utf-32", NEWS, marks=pytest.mark.hazard("begins with that of UTF-32")),
]


@pytest.mark.parametrize(
    ("codec", "name", "guessed"),
    [
        ("utf-8", "UTF-8", False),
        ("utf-8-sig", "UTF-8", False),
        ("utf-16", "UTF-16 (little-endian)", False),
        ("utf-16-le", "UTF-16 (little-endian)", True),
        ("utf-16-be", "UTF-16 (big-endian)", True),
        ("cp1256", "Windows-1256", True),
    ],
)
@pytest.mark.hazard(
    "begins with the byte-order mark of UTF-16",
    "has NUL bytes, and its code units of two bytes (little-endian, then big-endian) read as Arabic",
    "is UTF-8 throughout, with or without a byte-order mark",
    "is not, and its bytes read as Arabic in Windows-1256",
)
def test_every_article_is_read_in_every_encoding(codec: str, name: str, guessed: bool) -> None:
    assert len(EXAMPLES + GOLD) > 100
    for path in EXAMPLES + GOLD:
        data = path.read_text("utf-8").encode(codec, "ignore")
        assert decode_text(data) == Decoded(data.decode(codec), name, guessed), path


def test_big_endian_with_its_mark() -> None:
    assert decode_text(b"\xfe\xff" + NEWS.encode("utf-16-be")) == Decoded(NEWS, "UTF-16 (big-endian)")


@pytest.mark.parametrize(("codec", "text"), FOREIGN)
@pytest.mark.hazard("is none of these: Latin-1, ISO 8859-6, damaged UTF-8, binary")
def test_other_encodings_are_refused(codec: str, text: str) -> None:
    assert isinstance(decode_text((text * 9).encode(codec, "ignore")), Undecoded)


@pytest.mark.parametrize("seed", range(50))
def test_random_bytes_are_refused(seed: int) -> None:
    assert isinstance(decode_text(b"\x80" + random.Random(seed).randbytes(100 * (seed + 1))), Undecoded)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            b"%PDF-1.7 ...",
            "is a PDF document and no text",
            marks=pytest.mark.hazard("begins as a PDF, an office document, a picture, an archive, a database"),
        ),
        (b"PK\x03\x04...", "is a ZIP archive or an office document and no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "is an office document of the old kind and no text"),
        (b"{\\rtf1 ...}", "is an RTF document and no text"),
        ("خبر".encode() + b"\xff", "is not UTF-8 (byte 6)"),
        ("خبر عاجل".encode("cp1256"), "is not UTF-8 (byte 0)"),  # too few words to tell
        (NEWS.encode() * 3 + b"\xff", f"is not UTF-8 (byte {len(NEWS.encode()) * 3})"),  # UTF-8, damaged
        (b"\xef\xbb\xbf" + NEWS.encode("cp1256"), "is not UTF-8 (byte 3)"),
        (b"\xff\xfe" + NEWS.encode("utf-16-le")[:-1], "begins as UTF-16 (little-endian) and is not (byte 142)"),
        (b"\xff\xfe\x3d\xd8\x20\x00", "begins as UTF-16 (little-endian) and is not (byte 2)"),  # half a character
    ],
)
def test_reasons(data: bytes, reason: str) -> None:
    found = decode_text(data)
    assert isinstance(found, Undecoded) and found.reason.startswith(reason) and ": " in found.reason


def test_offsets_count_the_characters_of_the_text(tmp_path: Path) -> None:
    for name, codec in (("a", "utf-8"), ("b", "utf-16"), ("c", "utf-16-be"), ("d", "cp1256")):
        (tmp_path / f"{name}.txt").write_bytes(f"{NEWS}\r\n".encode(codec))
    notes: list[Note] = []
    articles = [item for item in read_paths([tmp_path], notes.append) if isinstance(item, Article)]
    assert [article.text for article in articles] == [f"{NEWS}\r\n"] * 4
    assert [str(note).removeprefix(f"{tmp_path}/") for note in notes] == [
        "b.txt: note: was read as UTF-16 (little-endian), by its byte-order mark",
        "c.txt: note: was read as UTF-16 (big-endian), by its words",
        "d.txt: note: was read as Windows-1256, by its words",
    ]


def test_a_build_says_it_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(NEWS.encode("cp1256"))
    reader = Reader(lambda articles: build_articles(articles, 1), background_quads)
    lines = []
    for _ in range(2):
        with Store(tmp_path / "store") as store:
            tally = Tally()
            lines.append([line for line in build(store, [tmp_path / "in"], reader, tally) if line])
            assert not tally.failed
    assert lines == [[f"{tmp_path / 'in' / 'a.txt'}: note: was read as Windows-1256, by its words"], []]
