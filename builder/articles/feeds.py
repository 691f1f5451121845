"""RSS and Atom files: one article an item. The only importer of defusedxml: no entity is expanded, no file or address is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from lxml import etree

from builder.articles.fields import article_of
from builder.articles.given import Given, Item, nothing_in
from builder.errors import InputError

_FIRST_TAG = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_TEXTS = ("encoded", "content", "description", "summary")  # the whole text first, then what stands for it
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article".split())
_UNSEEN = frozenset(("script", "style"))


def begins(head: bytes) -> bool:
    """Tell the first bytes of a feed.

    >>> begins(b'<?xml version="1.0"?><rss version="2.0">'), begins(b"<html>")
    (True, False)
    """
    rest = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, closing in ((b"<?xml", b"?>"), *[(b"<!--", b"-->"), (b"<?xml", b"?>")] * 4):  # style sheets, too
        if rest.startswith(opening):
            rest = rest.partition(closing)[2].lstrip()
    return _FIRST_TAG.match(rest) is not None


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the article of each item, or what is wrong with it, as they stream by; items are counted from 1.

    The outlet is the feed's title; the identifier is the item's own (guid, id), else its link, else the file's name and the item's number.
    """
    number, outlet, inside = 0, "", False
    try:
        for event, element in iterparse(file, events=("start", "end")):
            name = _local(element)
            if name in ("item", "entry"):
                inside = event == "start"
                if not inside:
                    number += 1
                    yield None, article_of({"outlet": outlet, **_record(element)}, given.name, given.stem, number, line=False)
                    element.clear()
            elif event == "end" and name == "title" and not inside and not outlet:
                outlet = (element.text or "").strip()
    except DefusedXmlException:
        yield None, InputError(given.name, "declares entities, which no feed needs and bombs are made of: take the declarations out")
        return
    except ParseError as error:
        yield None, InputError(given.name, f"is not XML ({error}): the items before that were read")
        return
    if not number:
        yield None, nothing_in(given.name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _record(element: Element) -> dict[str, object]:
    """Return an item as a record with the usual names."""
    found: dict[str, Element] = {}
    for child in element:
        name = _local(child)
        if name != "link" or child.get("rel", "alternate") == "alternate":
            found.setdefault(name, child)
    plain = {name: "".join(child.itertext()).strip() for name, child in found.items()}
    link = plain.get("link") or (found["link"].get("href", "") if "link" in found else "")
    text = next((text for name in _TEXTS if (text := text_of(plain.get(name, "")))), "")
    day = next((day for name in ("pubDate", "published", "date", "updated") if (day := _day(plain.get(name, "")))), "")
    identifier, title = plain.get("guid") or plain.get("id") or link, text_of(plain.get("title", ""))
    return {"id": identifier, "title": title, "text": text, "date": day, "url": link}


def _day(written: str) -> str:
    """Return a day as ISO 8601 has it, of one that mail has.

    >>> _day("Sat, 14 Aug 2021 10:00:00 +0300"), _day("2021-08-14T10:00:00Z"), _day("yesterday")
    ('2021-08-14', '2021-08-14T10:00:00Z', '')
    """
    if written[4:5] == "-":
        return written
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def text_of(html: str) -> str:
    """Return the words of a piece of HTML, or of plain text.

    >>> text_of("<p>أ &amp; ب</p><script>x</script><p>ج</p>"), text_of("نص")
    ('أ & ب\\nج', 'نص')
    >>> text_of("أ<!-- x --> ب")
    'أ ب'
    """
    parts: list[str] = []
    root = etree.HTML(f"<div>{html}</div>")
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")) if html.strip() and root is not None else ():
        block = element.tag in _BLOCKS
        if event == "start":
            parts += ["\n" if block else "", "" if element.tag in _UNSEEN else element.text or ""]
        else:
            parts += ["\n" if block else "", element.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(parts).splitlines())
    return "\n".join(line for line in lines if line)
