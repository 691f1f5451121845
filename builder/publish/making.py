"""The files of one unit: its pages in both languages, and its documents in every syntax of RDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from builder.publish.units import ARTICLE, LIST, Unit, paths_of_article
from builder.site.addresses import encoded
from builder.site.description import in_form
from builder.site.forms import HTML, RDF_FORMS
from builder.site.pages.frame import Room
from builder.site.site import description, page
from builder.site.words import LANGUAGES


def files(room: Room, unit: Unit) -> Iterator[tuple[str, bytes]]:
    """Yield the paths and the bytes of all files of a unit."""
    if unit.kind == LIST:
        yield from _list(room, unit.about)
    elif unit.kind == ARTICLE:
        for path in paths_of_article(room.store, room.rows, unit.about):
            yield from _documents(room, path)
    else:
        yield from _documents(room, unit.about)


def address(path: str, lang: str) -> str:
    """Return the path of a page's file.

    >>> address("doc/force/peshmerga", "en"), address("index", "ar")
    ('doc/force/peshmerga.en.html', 'index.html')
    """
    return f"{path}.en.{HTML.ending}" if lang == "en" else f"{path}.{HTML.ending}"


def _documents(room: Room, stem: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files about one thing, page by page."""
    for number in count(1):
        path = _numbered(stem, number)
        said = description(room, path)
        if said is not None:
            document = room.base + encoded(path)
            yield from ((f"{path}.{form.ending}", in_form(said, document, form)) for form in RDF_FORMS)
        yield from _pages(room, path)
        if said is None or number >= said.pages:
            return


def _list(room: Room, stem: str) -> Iterator[tuple[str, bytes]]:
    for number in count(1):
        made = list(_pages(room, _numbered(stem, number)))
        yield from made
        if not made or stem in ("index", "search"):
            return


def _pages(room: Room, path: str) -> Iterator[tuple[str, bytes]]:
    for lang in LANGUAGES:
        html = page(room, path, lang)
        if html is not None:
            yield address(path, lang), html.encode("utf-8", "replace")


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}~p{number}"
