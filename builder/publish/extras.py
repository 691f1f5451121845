"""What a site has beside its pages: style sheets and scripts, an index to search in, the dump, rules for its host, what crawlers read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from builder.publish.rules import rules
from builder.publish.search import search_files
from builder.site import sitemap
from builder.site.assets import assets
from builder.site.description import of_document, written
from builder.site.forms import RDF_FORMS, TURTLE
from builder.site.pages.frame import Room
from builder.site.pages.ontology import paths
from builder.site.site import description

Files = Iterable[tuple[str, bytes]]


def extras(room: Room) -> Mapping[str, Callable[[], Files]]:
    """Return what makes each part of a site beside its pages, by the keys of the manifest."""
    return {
        "site:assets": lambda: [(f"static/{name}", content) for name, content in assets().items()],
        "site:search": lambda: search_files(room),
        "site:crawlers": lambda: _crawlers(room),
        "site:void": lambda: _void(room),
        "site:rules": lambda: rules(room),
    }


def _crawlers(room: Room) -> Files:
    terms = paths(room.glossary)
    many = sitemap.parts(room.rows, terms)
    yield "robots.txt", sitemap.robots(room.base).encode()
    yield "sitemap.xml", sitemap.index(room.base, many).encode()
    for number in range(1, many + 1):
        yield (
            sitemap.part_name(number),
            "".join(sitemap.part(room.base, sitemap.pages(room.rows, terms, number))).encode("utf-8", "replace"),
        )


def _void(room: Room) -> Files:
    """Yield the description of the data where it is looked for; without an ending it is Turtle, for hosts that cannot choose."""
    said = description(room, "dataset")
    assert said is not None  # every store is described
    triples = (*of_document(said, f"{room.base}.well-known/void"), *said.triples)
    yield ".well-known/void", written(triples, TURTLE)
    yield from ((f".well-known/void.{form.ending}", written(triples, form)) for form in RDF_FORMS)
