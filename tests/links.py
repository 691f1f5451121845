"""A checker of a site in a folder: every link of every page leads to a file that is there, and every fragment to a place in it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

ELSEWHERE = ("https", "http", "mailto")


def broken(folder: Path, base: str) -> Iterator[str]:
    """Yield what is wrong with the links of a site, a line each; addresses below `base` must be those of files."""
    for page in sorted(folder.rglob("*.html")):
        here = base + page.relative_to(folder).as_posix()
        for element, name, address, _ in _document(page).iterlinks():
            if element.tag == "form" or (element.tag == "script" and name != "src"):
                address = address.partition("?")[0]
            whole = urljoin(here, address)
            parts = urlsplit(whole)
            if parts.scheme not in ELSEWHERE:
                yield f"{here}: leads to {address}"
            elif whole.startswith(base):
                path = posixpath.normpath(unquote(parts.path.removeprefix(urlsplit(base).path)) or "index.html")
                if not (folder / path).is_file():
                    yield f"{here}: {path} is not there"
                elif parts.fragment and unquote(parts.fragment) not in _ids(folder / path):
                    yield f"{here}: {path} has no #{unquote(parts.fragment)}"
            elif not urlsplit(address).scheme:
                yield f"{here}: {address} leads out of the site"


def _document(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


@cache
def _ids(path: Path) -> frozenset[str]:
    document = _document(path)
    return frozenset((*document.xpath("//@id"), *document.xpath("//a/@name")))
