"""HTML pages: main text, title, date, outlet and address of the article that a page shows. The only importer of trafilatura."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from builder.articles.encoding import Decoded, Undecoded, decode_text
from builder.articles.fields import whole_text
from builder.articles.given import Given, Item, nothing_in
from builder.articles.plain import encoding_note
from builder.dates.arithmetic import parse_day
from builder.errors import InputError
from builder.model import Article, Note

if TYPE_CHECKING:
    from typing import IO

LARGEST = 4 << 20  # bytes of a page
MOST = 100_000  # elements of a page: the worst of as many takes some seconds; pages of news have a few thousand at most
# With more than these the library is not asked for second opinions, one of which (jusText) takes a time that grows with the square of the
# number of paragraphs: 30,000 of them are minutes. Without it the time grows with the size alone, 0.04 ms an element.
_SECOND_OPINION = 3000
_HEAD = 4096  # bytes in which a page declares its encoding
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_DECLARED = re.compile(r"(?:windows-|cp)125\d|iso-8859-\d{1,2}|utf-?8|macarabic", re.I)  # none of Python's codecs for other things
_OPENING = re.compile("<[a-zA-Z]")
_FIRST_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
_ASIDE = {"iso-8859-1": "cp1252"}  # as browsers read it
_MENU, _SHORT = 40, 4  # lines that a menu may have, and words of each
_CELL = 300  # characters: no figure or name in a table of data is as long
# Below 250 characters the library trusts no text, and takes the page without its paragraphs; a brief report is as short.
_SHORTEST = "60"
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}  # what the page says itself; no clock


class Page(NamedTuple):
    """What a page says of its article."""

    text: str
    title: str | None
    issued: str | None
    outlet: str | None
    url: str | None


def begins(head: bytes) -> bool:
    """Tell the first bytes of a page.

    >>> begins(b"\\n<!DOCTYPE html>"), begins(b"<rss>"), begins(b'<?xml version="1.0"?><html>')
    (True, False, True)
    """
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, closing in ((b"<?xml", b"?>"), *[(b"<!--", b"-->")] * 9):  # one loop, no pattern: such patterns can take for ever
        if rest.startswith(opening):
            rest = rest.partition(closing)[2].lstrip()
    return _FIRST_TAG.match(rest) is not None


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the page's article; its identifier is the file's name without the end, its text what the page's main text is."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield None, InputError(given.name, f"is larger than {LARGEST >> 20} MB, and is no page: give its text")
    elif not data.strip():
        yield None, nothing_in(given.name)
    else:
        yield from ((None, item) for item in articles_in(data, given.name, given.stem))


def articles_in(data: bytes, source: str, identifier: str, url: str | None = None, said: str = "") -> Iterator[Article | InputError | Note]:
    """Yield the article of a page's bytes, after a note on an encoding that nothing declares, or why there is none.

    `url` is where the page was found, for one that does not say; `said` the encoding that came with it, if any.
    """
    found = decode_page(data, said)
    if isinstance(found, Undecoded):
        yield InputError(source, found.reason)
        return
    if found.guessed:
        yield encoding_note(found, source)
    if elements(found.text) > MOST:
        yield InputError(source, f"has more than {MOST:,} elements, and is no page: give its text")
        return
    page = extract(found.text, url)
    if page is None:
        yield InputError(source, "has no main text that can be found: give the text of the article")
    else:
        yield Article(identifier, page.text, page.title, page.issued, page.outlet, page.url or url, source)


def decode_page(data: bytes, said: str = "") -> Decoded | Undecoded:
    """Return the text of a page: as UTF-8 where it is, else as it declares or its server said, else as `decode_text` finds.

    >>> decode_page('<meta charset="windows-1256"><p>خبر'.encode("cp1256"))
    Decoded(text='<meta charset="windows-1256"><p>خبر', encoding='windows-1256', guessed=False)
    """
    found = decode_text(data)
    if isinstance(found, Decoded) and not found.guessed:
        return found
    declared = _CHARSET.search(data[:_HEAD])
    for name in (said, declared[1].decode("ascii", "replace") if declared else ""):
        if name and _DECLARED.fullmatch(name):
            try:
                return Decoded(data.decode(codecs.lookup(_ASIDE.get(name.lower(), name)).name), name)
            except (LookupError, UnicodeDecodeError):
                continue
    return found


def elements(html: str) -> int:
    """Return about how many elements a page has, by their opening tags.

    >>> elements("<p>a < b</p><br/>")
    2
    """
    return sum(1 for _ in _OPENING.finditer(html))


def extract(html: str, url: str | None = None) -> Page | None:
    """Return what a page says, None where it has no main text.

    The main text is found by trafilatura (Barbaresi, ACL 2021), with paragraphs on lines of their own. The date is the day of publication
    that the page's own fields say; none is guessed from its text. How long it takes is bounded by what the page holds, not by a clock, so
    that a page reads the same on every machine.
    """
    library, config = _library()
    tree = library.load_html(html)
    if tree is None:
        return None
    document = library.bare_extraction(
        _without_layout_tables(tree),
        fast=elements(html) > _SECOND_OPINION,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=_DATES,
        config=config,
    )
    if document is None or not (document.text or "").strip():
        return None
    issued, title = parse_day(document.date), (document.title or "").strip() or None
    text = whole_text(title, _from_title(title, document.text))
    outlet = document.sitename or document.hostname
    return Page(_sound(text), title and _sound(title), issued.isoformat() if issued else None, outlet and _sound(outlet), document.url)


def _without_layout_tables(tree: Any) -> Any:
    """Return a page with blocks in the place of tables that lay it out: those with a long text in one cell, or with tables inside.

    The library writes a table row by row with bars between the cells, and a whole page would be one row.
    """
    for table in list(tree.iter("table")):
        groups = [part for part in table if part.tag in ("tbody", "thead", "tfoot")]
        rows = [part for group in (table, *groups) for part in group if part.tag == "tr"]
        cells = [part for row in rows for part in row if part.tag == "td"]
        if any(map(_lays_out, cells)):
            for part in (table, *groups, *rows, *cells):
                part.tag = "div"
    return tree


def _from_title(title: str | None, text: str) -> str:
    """Return the main text from the line on that is the title, where nothing but short lines of a menu stands before it.

    >>> _from_title("خبر اليوم", "سياسة\\nرياضة\\nخبر اليوم\\nنص الخبر")
    'خبر اليوم\\nنص الخبر'
    """
    lines = text.split("\n")
    at = lines.index(title) if title in lines[:_MENU] else 0
    return "\n".join(lines[at:]) if all(len(line.split()) <= _SHORT for line in lines[:at]) else text


def _lays_out(cell: Any) -> bool:
    """Tell whether a cell holds a table or a long text."""
    if cell.find(".//table") is not None:
        return True
    size = 0
    for text in cell.itertext():
        size += len(text)
        if size > _CELL:
            return True
    return False


def _sound(text: str) -> str:
    """Return a text without half characters, which a page's character references can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


@lru_cache(maxsize=1)
def _library() -> tuple[Any, Any]:
    """Return the library and its settings; it takes a moment to load, and what it has to say of a page is ours to say."""
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _SHORTEST)
    return trafilatura, config
