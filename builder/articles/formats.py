"""The formats that articles are read from: what each is told by, and who reads it. Content counts before the name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from builder.articles import delimited, feeds, html, jsondoc, jsonl, parquet, plain, warc
from builder.articles.given import Reader

COMPRESSIONS = (".gz", ".zst")
HEAD = 4096  # bytes of a file that its format is told from


def _never(head: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the ends of its name, what its content shows it by (in words, and as a test of the first bytes), what it holds."""

    name: str
    endings: tuple[str, ...]
    sign: str
    holds: str
    read: Reader | None  # none where it holds files, each of its own format
    begins: Callable[[bytes], bool] = _never


def _records(head: bytes) -> bool:
    """Tell an object or an array of objects from other text.

    >>> _records(b' [ {"text"'), _records(b"[sic]"), _records(b'{"a": 1}')
    (True, False, True)
    """
    return bool(re.match(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*["}]', head))


def _lines_of_records(head: bytes) -> bool:
    """Tell several objects, each on a line of its own, from one that may span lines.

    >>> _lines_of_records(b'{"a": 1}\\n{"a": 2}'), _lines_of_records(b'{"a":\\n{"b": 2}}'), _lines_of_records(b'{"a": 1}')
    (True, False, False)
    """
    return bool(re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*["}][^\n]*\}[ \t\r]*\n\s*\{\s*["}]', head))


def _zip(head: bytes) -> bool:
    """Tell the first bytes of a ZIP archive, also of an empty one."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _tar(head: bytes) -> bool:
    """Tell the first bytes of a tar archive."""
    return head[257:262] == b"ustar"


_FIELDS = "records: text, title, date, source, url, id, under the names that docs/inputs.md lists or --field gives"
_FILES = "files of all kinds, read as in a folder"
TEXT = Format("text", (".txt",), "none", "one article", plain.read)
LINES = Format("JSON Lines", (".jsonl", ".ndjson"), "objects, each on a line", _FIELDS, jsonl.read)
JSON = Format("JSON", (".json",), "an object, or an array of objects", _FIELDS, jsondoc.read)
CSV = Format("CSV", (".csv", ".tsv"), "none; the delimiter is told from the first row", _FIELDS, delimited.read)
PARQUET = Format("Parquet", (".parquet",), "begins with PAR1", _FIELDS, parquet.read, lambda head: head.startswith(b"PAR1"))
HTML = Format("HTML", (".html", ".htm", ".xhtml"), "begins with <!doctype html> or <html>", "one article", html.read, html.begins)
FEED = Format("RSS, Atom", (".rss", ".atom"), "begins with <rss>, <feed> or <rdf:RDF>", "items", feeds.read, feeds.begins)
WARC = Format("WARC", (".warc",), "begins with WARC/", "pages of a crawl", warc.read, lambda head: head.startswith(b"WARC/"))
ZIP = Format("ZIP", (".zip",), "begins with PK", _FILES, None, _zip)
TAR = Format("tar", (".tar", ".tgz"), "ustar, after 257 bytes", _FILES, None, _tar)
FORMATS = (TEXT, LINES, JSON, CSV, PARQUET, HTML, FEED, WARC, ZIP, TAR)
PERHAPS = ".xml"  # so are feeds often called, and much else
ENDINGS = tuple(ending for format in FORMATS for ending in format.endings)


def by_name(name: str) -> Format | None:
    """Return the format that a file's name says, None where it says none.

    >>> by_name("News.JSONL.gz").name, by_name("notes.md")
    ('JSON Lines', None)
    """
    name = uncompressed(name).lower()
    return next((format for format in FORMATS if name.endswith(format.endings)), None)


def uncompressed(name: str) -> str:
    """Return a file's name without the end that a compression gave it.

    >>> uncompressed("news.jsonl.gz"), uncompressed("news.txt")
    ('news.jsonl', 'news.txt')
    """
    return next((name[: -len(end)] for end in COMPRESSIONS if name.lower().endswith(end)), name)


def choose(name: str, head: bytes) -> Format | None:
    """Return the format of a file: what its first bytes show beyond doubt, else what its name says, else what its first bytes look like.

    >>> choose("news.json", b'{"text": "a"}\\n{"text": "b"}').name, choose("data", b'[{"text": "a"}]').name, choose("a.bin", b"x")
    ('JSON Lines', 'JSON', None)
    """
    shown = next((format for format in FORMATS if format.begins(head)), None)
    if shown is not None:
        return shown
    named = by_name(name)
    if named in (None, JSON) and _lines_of_records(head):
        return LINES
    return named if named is not None or not _records(head) else JSON
