"""WARC archives of crawls: the pages in them are articles, and what is damaged, too large or no page costs one line or nothing."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from pathlib import Path

import pytest
from test_pages import FIRST, SECOND, TITLE, page
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from builder.articles import read_paths, warc
from builder.errors import InputError
from builder.model import Article, Note

URL = "https://example.org/news/{}?a=1&b=خبر"
TEXT = f"{TITLE}\n\n{FIRST}\n{SECOND}"
WHOLE = page(FIRST, SECOND)


def record(
    number: int,
    body: bytes = WHOLE.encode(),
    *,
    status: str = "200 OK",
    kind: str = "response",
    said: str = "text/html",
    headers: tuple[tuple[str, str], ...] = (),
    packed: bool = True,
    url: str | None = None,
) -> bytes:
    """Return one record as the reference implementation writes it."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    answer = StatusAndHeaders(status, [*([("Content-Type", said)] if said else []), *headers], protocol="HTTP/1.1")
    http = answer if kind in ("response", "revisit") else None
    fixed = {"WARC-Record-ID": f"<urn:uuid:{number}>", "WARC-Date": "2021-08-14T10:00:00Z"}  # the same bytes every day
    address, content = url or URL.format(number), io.BytesIO(body)
    if http is None:
        made = writer.create_warc_record(address, kind, content, warc_content_type=said, warc_headers_dict=fixed)
    else:
        made = writer.create_warc_record(address, kind, content, http_headers=http, warc_headers_dict=fixed)
    writer.write_record(made)
    return stream.getvalue()


def read(path: Path, data: bytes) -> list[str]:
    """Return what is read from an archive: identifiers of articles, and the words of errors and notes after the file's name."""
    path.write_bytes(data)
    notes: list[Note] = []
    found = []
    for item in read_paths([path], notes.append):
        if isinstance(item, Article):
            assert FIRST in item.text
        found.append(item.identifier if isinstance(item, Article) else str(item).replace(str(path), "F"))
    return [str(note).replace(str(path), "F") for note in notes] + found


@pytest.mark.hazard("WARC", "records of a crawl that are no pages: requests, redirections, errors, pictures, the crawler's own notes")
def test_pages_are_articles_and_the_rest_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    info = io.BytesIO()
    writer = WARCWriter(info, gzip=True)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "x"}))
    others = [
        record(1, status="404 Not Found"),
        record(2, status="301 Moved"),
        record(3, b"\x89PNG\r\n", said="image/png"),
        record(4, kind="metadata", said="application/warc-fields"),
        record(5, b"GET / HTTP/1.1\r\n\r\n", kind="request", said="application/http; msgtype=request"),
        record(6, b"no page", said=""),
        record(7, kind="resource", said="text/plain"),
    ]
    path.write_bytes(info.getvalue() + b"".join(others) + record(17) + record(18, kind="resource") + record(19, said=""))
    first, second, third = read_paths([path])
    address = "https://example.org/17"  # the page's own, in its link to itself
    place = f"{path}, record 9 ({URL.format(17)})"
    assert first == Article(URL.format(17), TEXT, TITLE, "2021-08-14", "وكالة الاختبار", address, place)
    assert [item.identifier for item in (second, third) if isinstance(item, Article)] == [URL.format(18), URL.format(19)]


def test_without_compression_and_by_content(tmp_path: Path) -> None:
    data = record(1, packed=False) + record(2, packed=False)
    assert read(tmp_path / "crawl.warc", data) == [URL.format(1), URL.format(2)]
    assert read(tmp_path / "crawl.dat", data) == ["F: note: was read as WARC, by its content", URL.format(1), URL.format(2)]
    assert read(tmp_path / "one.warc.gz", gzip.compress(data)) == [URL.format(1), URL.format(2)]  # not record by record


def chunks(body: bytes, size: int = 100) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(f"{len(part):x};x=y\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def deflated(body: bytes, window: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return packer.compress(body) + packer.flush()


BODY = WHOLE.encode()
CHUNKED = ("Transfer-Encoding", "chunked")


@pytest.mark.hazard(
    "a page of a crawl in chunks, or packed with gzip or deflate", "a page of a crawl whose head says that it is packed when it is not"
)
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunks(BODY), (CHUNKED,)),
        (gzip.compress(BODY), (("Content-Encoding", "gzip"),)),
        (deflated(BODY, 15), (("Content-Encoding", "deflate"),)),
        (deflated(BODY, -15), (("Content-Encoding", "deflate"),)),
        (chunks(gzip.compress(BODY)), (CHUNKED, ("Content-Encoding", "gzip"))),
        (BODY, (CHUNKED, ("Content-Encoding", "gzip"))),
        (BODY, (("Content-Encoding", "br"),)),
    ],
)
def test_what_its_way_put_around_a_page_is_taken_off(tmp_path: Path, body: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    assert read(tmp_path / "c.warc.gz", record(1, body, headers=headers)) == [URL.format(1)]


@pytest.mark.hazard("a page of a crawl in an encoding that only the server named")
def test_the_server_names_the_encoding(tmp_path: Path) -> None:
    bare = re.sub(r'<meta charset="utf-8">', "", WHOLE).encode("iso-8859-6", "xmlcharrefreplace")
    assert read(tmp_path / "c.warc.gz", record(1, bare, said="text/html; charset=ISO-8859-6")) == [URL.format(1)]


@pytest.mark.hazard("a page of a crawl without an Arabic letter")
def test_pages_in_other_languages_are_passed_over(tmp_path: Path) -> None:
    english = page("News of the day, in English and in no other language at all.", title="News").encode()
    assert read(tmp_path / "c.warc.gz", record(1, english) + record(2)) == [URL.format(2)]


@pytest.mark.hazard("one address twice in a crawl")
def test_an_address_twice(tmp_path: Path) -> None:
    first, again = read(tmp_path / "c.warc.gz", record(1) + record(1, page(SECOND, FIRST).encode()))
    assert first == URL.format(1) and f"F, record 2 ({first}): has the identifier" in again
    note, first = read(tmp_path / "c.warc.gz", record(1) + record(1))
    assert first == URL.format(1) and "it is read once" in note


def broken(data: bytes, at: float = 0.5) -> bytes:
    place = int(len(data) * at)
    return data[:place] + bytes(byte ^ 0xFF for byte in data[place : place + 8]) + data[place + 8 :]


LONG = record(1, page(FIRST, SECOND, *(f"{FIRST} {n * n * n}" for n in range(3000))).encode())


@pytest.mark.hazard("a damaged record of a crawl")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (record(1) + broken(record(2)) + record(3) + broken(LONG) + record(4), ["1", "2: is damaged", "3", "4: is damaged", "4"]),
        (record(1) + b"\0" * 600 + record(2), ["1", "2"]),
        (record(1) + record(2)[:-40], ["1", "2: is damaged (Compressed file ended"]),
        (record(1, packed=False) + b"x" * 100_000 + b"\n" * 9 + record(2, packed=False), ["1", "2: does not begin", "2"]),
        (record(1, packed=False)[:-200], ["1: is damaged (it is shorter"]),
        (record(1, packed=False).replace(b"Content-Length: ", b"Content-Length: x", 1) + record(2, packed=False), ["1: does not say", "2"]),
        (record(1, packed=False).replace(b"Content-Length: ", b"Content-Length: -", 1) + record(2, packed=False), ["1: does not say", "2"]),
        (record(1, packed=False).replace(b"Content-Length: ", b"X: ", 1) + record(2, packed=False), ["1: does not say", "2"]),
        (record(1, packed=False).replace(b"Content-Length: ", b"Content-Length: 9", 1) + record(2, packed=False), ["1: is damaged"]),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 99_999 + record(2, packed=False), ["1: has a head of more", "2"]),
        (b"WARC/1.0\r\nx: " + b"y" * 999_999 + b"\r\n\r\n" + record(2, packed=False), ["1: has a head of more", "2"]),
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nHTTP\r\n\r\n" + record(2, packed=False),
            ["1: has a head that", "2"],
        ),
        (b"WARC/", ["1: has a head that"]),
    ],
)
def test_a_damaged_record_is_one_line_and_the_others_are_read(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    found = read(tmp_path / "c.warc.gz", data)
    wanted = [f"F, record {line}" if ":" in line else URL.format(line) for line in expected]
    assert len(found) == len(wanted) and all(a.startswith(b) for a, b in zip(found, wanted, strict=True)), found


@pytest.mark.hazard("a page of a crawl over 4 MB, packed or unpacked")
def test_pages_that_are_too_large(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html>" + b"x" * (64 << 20))
    unknown = record(3, b"\x8b\x02\x80html", headers=(("Content-Encoding", "br"),))
    data = record(1, b"<html>" + b"x" * (5 << 20)) + record(2, bomb, headers=(("Content-Encoding", "gzip"),)) + unknown + record(4)
    assert [line.partition(" MB")[0] for line in read(tmp_path / "c.warc.gz", data)] == [
        "F, record 1: is larger than 4",
        "F, record 2: unpacks to more than 4",
        "F, record 3: is packed as br and cannot be unpacked: give the page itself",
        URL.format(4),
    ]


def test_an_address_that_is_no_identifier(tmp_path: Path) -> None:
    assert read(tmp_path / "c.warc.gz", record(1, url="https://example.org/" + "x" * 3000)) == ["c-1"]
    (item,) = read_paths([tmp_path / "c.warc.gz"])
    assert not isinstance(item, InputError) and len(item.source) < 200


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that says it is a hundred megabytes long is read block by block."""
    asked: list[int] = []
    plain = warc._Heads.read
    monkeypatch.setattr(warc._Heads, "read", lambda self, size=-1: asked.append(size) or plain(self, size))
    data = record(1, b"y" * (100 << 20), said="video/mp4") + record(2)
    assert read(tmp_path / "c.warc.gz", data) == [URL.format(2)]
    assert asked and 0 < max(asked) <= 4 << 20
