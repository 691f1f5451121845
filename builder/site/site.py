"""The site as a whole: which page or which statements stand at a path, for a server that is asked and for a publisher that writes all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

import pyoxigraph as ox

from builder.identifiers import ARTICLE_GRAPHS, BASE, article_iri, graph_iri
from builder.site.addresses import DATASET, ONTOLOGY, beginning, iri_of, path_of
from builder.site.dataset import describe as describe_dataset
from builder.site.description import Description, describe
from builder.site.documents import SHAPES, ontology_document, shapes_document, vocabulary_document
from builder.site.lookup import begun_with
from builder.site.pages.article import article_page
from builder.site.pages.dataset import dataset_page
from builder.site.pages.event import event_page
from builder.site.pages.finding import finding_page
from builder.site.pages.frame import Room, View
from builder.site.pages.generic import generic_page
from builder.site.pages.home import home_page
from builder.site.pages.lists import articles_page, class_page, events_page, search_page
from builder.site.pages.ontology import page_of
from builder.site.pages.thing import thing_page
from builder.store import Store

_PAGED = re.compile(r"(.+)~p([2-9]|[1-9][0-9]{1,5})")
_ARTICLE = BASE + "article/"


def page(room: Room, path: str, lang: str, asked: Mapping[str, str] | None = None) -> str | None:
    """Return the page at a path (without its form) as HTML, None where there is none; `asked` is what a search wants."""
    view, (stem, number) = View(room, path, lang), numbered(path)
    if path == "index":
        return home_page(view)
    if path == "search":
        return search_page(view, asked or {}) if room.moving else finding_page(view)
    if path == "ontology":
        return page_of(view, room.glossary, room.demands, ONTOLOGY)
    if path == "dataset":
        return dataset_page(view, room.figures(), room.glossary, room.publication)
    if stem == "articles":
        return articles_page(view, number)
    if stem == "events":
        return events_page(view, number)
    if stem.startswith("class/"):
        return class_page(view, stem.removeprefix("class/"), number)
    iri = resolved(room, stem)
    return _about(view, iri, number) if iri else None


def numbered(path: str) -> tuple[str, int]:
    """Return a path without the number of its page, and the number.

    >>> numbered("doc/force/peshmerga~p2"), numbered("doc/article/a~2Fb")
    (('doc/force/peshmerga', 2), ('doc/article/a~2Fb', 1))
    """
    match = _PAGED.fullmatch(path)
    return (match[1], int(match[2])) if match else (path, 1)


def resolved(room: Room, path: str) -> str | None:
    """Return the IRI that a document's path is about; None where the path is nobody's."""
    if not path.startswith("doc/"):
        return None
    iri = iri_of(path)
    if iri is None:
        return _of_long_name(room, path)
    return iri if path_of(iri) == path and _is_iri(iri) else None  # another spelling of a path is no address


def _is_iri(text: str) -> bool:
    """Tell whether a text is an IRI to the store, which takes no code points that Unicode has for nobody's use."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _of_long_name(room: Room, path: str) -> str | None:
    """Return the IRI of a path in which a digest stands for a name that was too long for a file: an article's, or one that it mints."""
    spaces: Mapping[str, Callable[[str], str]] = {
        "doc/article/": article_iri,
        "doc/graph/article/": graph_iri,
        "doc/run/": lambda name: f"{BASE}run/{quote(name, safe='')}",
    }
    space = next((space for space in spaces if path.startswith(space)), None)
    if space is None:
        return None
    of, (name, _, rest) = spaces[space], path.removeprefix(space).partition("/")
    identifiers = [found for found in begun_with(room.rows, beginning(name)) if path_of(of(found)) == space + name]
    if not rest or not identifiers:
        return of(identifiers[0]) if identifiers else None
    if space == "doc/run/":
        iri = f"{of(identifiers[0])}/{rest}"
        return iri if path_of(iri) == path and _is_iri(iri) else None
    subjects = {quad.subject.value for quad in room.store.quads(graph_iri(identifiers[0])) if isinstance(quad.subject, ox.NamedNode)}
    return next((subject for subject in sorted(subjects) if path_of(subject) == path), None)


def _about(view: View, iri: str, number: int) -> str | None:
    room = view.room
    if iri.startswith(_ARTICLE):
        local = iri.removeprefix(_ARTICLE)
        if "/" not in local:
            return article_page(view, unquote(local)) if number == 1 else None
        if re.fullmatch(r"[^/]+/event/[^/]+", local):
            return event_page(view, iri) if number == 1 else None
    if number == 1 and iri in room.glossary.entries:
        return page_of(view, room.glossary, room.demands, iri)
    found = thing_page(view, iri, number)
    if found is not None:
        return found
    description = describe(room.store, room.rows, iri, number)
    return generic_page(view, description) if description else None


def exists(room: Room, path: str) -> bool:
    """Tell whether the store says something at a path, without looking at all of it."""
    iri = resolved(room, numbered(path)[0])
    if iri is None:
        return False
    node, db = ox.NamedNode(iri), room.store.db
    return any(
        next(iter(found), None) is not None for found in (db.quads_for_pattern(node, None, None), db.quads_for_pattern(None, None, node))
    )


def description(room: Room, path: str) -> Description | None:
    """Return the statements at a path; None where the store says nothing there."""
    stem, number = numbered(path)
    whole = _WHOLE.get(path)
    if whole is not None:
        return whole(room)
    iri = resolved(room, stem)
    if iri is None:
        return None
    entry = room.glossary.entries.get(iri)
    if entry is not None and entry.kind == "scheme":
        return Description(iri, tuple(vocabulary_document(room.store, iri)))
    return describe(room.store, room.rows, iri, number)


def _dataset(room: Room) -> Description:
    return Description(DATASET, tuple(describe_dataset(room.figures(), room.publication)))


# What is described as a whole, by its path.
_WHOLE: Mapping[str, Callable[[Room], Description]] = {
    "ontology": lambda room: Description(ONTOLOGY, tuple(ontology_document(room.store))),
    "shapes": lambda room: Description(SHAPES, tuple(shapes_document())),
    "dataset": _dataset,
}


def retracted(store: Store, path: str) -> bool:
    """Tell whether a path is about an article that was taken back, or about something that only it named."""
    iri = iri_of(numbered(path)[0]) or ""
    for space in (_ARTICLE, ARTICLE_GRAPHS):
        if iri.startswith(space):
            return store.ledger.retracted(unquote(iri.removeprefix(space).partition("/")[0])) is not None
    return False


def error_page(room: Room, path: str, lang: str, status: int) -> str:
    """Return the page that says what went wrong at a path."""
    return View(room, path, lang).render("error.html", status=status)
