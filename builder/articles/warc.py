"""WARC archives of crawls: one article a page. The only importer of warcio, which reads the heads of records; bodies are bounded here."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from warcio.recordloader import ArcWarcRecordLoader

from builder.articles import html
from builder.articles.compression import Unzipped
from builder.articles.encoding import Decoded, has_arabic
from builder.articles.given import Given, Item, nothing_in
from builder.errors import InputError, TansiqError
from builder.harmless import as_name
from builder.model import Article, Note

_BEGINNING = b"WARC/"
_LINE = 1 << 16  # bytes of a line of a record's head
_HEAD = 1 << 18  # bytes of a whole head
_BLOCK = 1 << 20
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w-]{2,20})""", re.I)
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}  # of zlib; servers send deflate with its head and without
_CHUNK = re.compile(rb"(?:\r?\n)?[ \t]*([0-9a-fA-F]{1,8})[^\n]{0,200}\n")
_REFERENCE = re.compile(r"&#(?:1[5-9]\d\d|x0?6[0-9a-f]{2});", re.I)  # an Arabic letter written as a number
_LONGEST_URL = 2000  # characters; one that is longer serves as no identifier


class _Unreadable(TansiqError):
    """One record cannot be read."""


class _Page(NamedTuple):
    """A page as it was fetched."""

    url: str | None
    body: bytes
    charset: str


class _Heads:
    """Lends a stream to the library for the reading of heads, and lets no line and no head be endless."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._left = stream, _HEAD

    def readline(self, size: int | None = -1) -> bytes:
        most = _LINE if size is None or size < 0 else min(size, _LINE)
        line = self._stream.readline(most)
        self._left -= len(line)
        if self._left < 0 or len(line) == _LINE:
            raise _Unreadable(f"has a head of more than {_HEAD >> 10} kB, or a line of {_LINE >> 10} kB in it: it is damaged")
        return line

    def read(self, size: int | None = -1) -> bytes:
        return self._stream.read(size)

    def tell(self) -> int:
        return _HEAD - self._left


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the article of each page that was fetched (status 200, HTML) and has an Arabic letter, or what is wrong with it.

    Records are counted from 1, those that are passed over too. A page's identifier is the address that it was fetched from, which is its
    `url` too where the page names none. After a damaged record the next one is read: the next member of a gzip file, or what begins
    with `WARC/` on a line.
    """
    assert isinstance(file, io.BufferedReader)
    stream: io.BufferedReader = file
    number, lost = 0, False
    while True:
        place = f"{given.name}, record {number + 1}"
        try:
            line = _next_line(stream)
            if line.startswith(_BEGINNING):
                lost, page = False, _page(stream, line)
            elif not line:
                break
            elif lost:  # one error for all that stands between two records
                continue
            else:
                raise _Unreadable("does not begin where it should: it was passed over, and what follows is read")
        except _Unreadable as error:
            number, lost = number + 1, True
            yield None, InputError(place, str(error))
        except (zlib.error, EOFError, OSError) as error:
            number += 1
            yield None, InputError(place, f"is damaged ({_words(error)}): it was passed over")
            if not (isinstance(stream.raw, Unzipped) and stream.raw.go_on(_BEGINNING)):
                return
        else:
            number += 1
            if page is not None:
                yield from ((None, item) for item in _articles(page, place, f"{given.stem}-{number}"))
    if not number:
        yield None, nothing_in(given.name)


def _words(error: Exception) -> str:
    return as_name(" ".join(str(error).split())) or type(error).__name__


def _next_line(stream: io.BufferedReader) -> bytes:
    """Return the next line that is not blank, or the beginning of a long one; nothing at the end."""
    while (line := stream.readline(_LINE)) and not line.strip():
        pass
    return line


def _page(stream: io.BufferedReader, line: bytes) -> _Page | None:
    """Return the page of the record that begins with `line`, None where the record is something else; the record is read to its end."""
    try:
        record = ArcWarcRecordLoader(verify_http=False).parse_record_stream(_Heads(stream), line.decode("latin-1"), "warc")
    except (_Unreadable, zlib.error, EOFError, OSError):
        raise
    except Exception as error:  # the library trusts what it reads
        raise _Unreadable("has a head that cannot be read: it was passed over") from error
    if not (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal():
        raise _Unreadable("does not say how long it is: it was passed over")
    body = record.raw_stream.read(html.LARGEST + 1) if _is_page(record) else b""
    while record.raw_stream.read(_BLOCK):
        pass
    if record.raw_stream.limit:
        raise EOFError("it is shorter than it says")
    if len(body) > html.LARGEST:
        raise _Unreadable(f"is larger than {html.LARGEST >> 20} MB, and is no page")
    if not body:
        return None
    said = _header(record, "content-type")
    charset = _CHARSET.search(said)
    body = _content(body, _header(record, "transfer-encoding"), _header(record, "content-encoding"))
    if not said and not html.begins(body[:_LINE]):
        return None
    return _Page(record.rec_headers.get_header("WARC-Target-URI"), body, charset[1] if charset else "")


def _header(record: Any, name: str) -> str:
    """Return a header of the answer, or for want of one of the record, in small letters; empty where there is none."""
    own = record.content_type if name == "content-type" else ""
    return ((record.http_headers.get_header(name) if record.http_headers else own) or "").strip().lower()


def _is_page(record: Any) -> bool:
    """Tell an answer with a page from what else a crawl keeps: requests, redirections, errors, pictures, its own notes."""
    said = _header(record, "content-type").partition(";")[0].strip()
    if record.rec_type == "resource":
        return said in _HTML
    return (
        record.rec_type == "response"
        and record.http_headers is not None
        and record.http_headers.get_statuscode() == "200"
        and (not said or said in _HTML)
    )


def _content(body: bytes, transfer: str, packed: str) -> bytes:
    """Return a page without what its way here has put around it: chunks, compression. Many crawlers take them off and leave the words."""
    if "chunked" in transfer:
        body = _without_chunks(body)
    for window in _WINDOWS.get(packed, ()):
        try:
            unpacked = zlib.decompressobj(window).decompress(body, html.LARGEST + 1)
        except zlib.error:
            continue
        if len(unpacked) > html.LARGEST:
            raise _Unreadable(f"unpacks to more than {html.LARGEST >> 20} MB, and is no page")
        return unpacked
    if packed and packed != "identity" and not html.begins(body[:_LINE]):
        raise _Unreadable(f"is packed as {as_name(packed[:20])} and cannot be unpacked: give the page itself")
    return body


def _without_chunks(body: bytes) -> bytes:
    """Return what chunks hold, up to the first that is none.

    >>> _without_chunks(b"3\\r\\nabc\\r\\n2;x=y\\r\\nde\\r\\n0\\r\\n\\r\\n"), _without_chunks(b"<html>")
    (b'abcde', b'<html>')
    """
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        at, size = found.end(), int(found[1], 16)
        parts.append(body[at : at + size])
        at += size
        if not size:
            break
    return b"".join(parts) if parts else body


def _articles(page: _Page, place: str, otherwise: str) -> Iterator[Article | InputError | Note]:
    """Yield the article of a page, if it has an Arabic letter: crawls hold pages in all languages."""
    found = html.decode_page(page.body, page.charset)
    if isinstance(found, Decoded) and not has_arabic(found.text) and not _REFERENCE.search(found.text):
        return
    url = page.url if page.url and len(page.url) <= _LONGEST_URL else None
    where = f"{place} ({as_name(url)})" if url else place
    items = html.articles_in(page.body, where, url or otherwise, url, page.charset)
    yield from (item for item in items if not isinstance(item, Article) or has_arabic(item.text))
