"""What every page stands in: templates, words, addresses relative to the page, and names in its language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from builder import __version__
from builder.prefixes import shorten
from builder.site.addresses import encoded, path_of
from builder.site.dataset import SPACES, Publication
from builder.site.demands import Demand, read_demands
from builder.site.embedded import embedded
from builder.site.figures import Figures, read_figures
from builder.site.forms import RDF_FORMS
from builder.site.glossary import Glossary, read_glossary
from builder.site.rows import Rows, Thing
from builder.site.terms import Terms, read_terms
from builder.site.words import LANGUAGES, load_words
from builder.store import Store

_ARABIC = re.compile("[\u0600-\u06ff]")
_COUNTED = 2000  # articles up to which every statement is counted: it takes a second for each thousand


@dataclass(frozen=True, slots=True)
class Room:
    """What all pages are made from.

    `texts` tells whether articles are shown whole; `publication` says where the site stands, `figures` counts what the store holds
    (that takes a second, so it is done where a page wants it).
    """

    store: Store
    rows: Rows
    terms: Terms
    glossary: Glossary
    demands: tuple[Demand, ...]
    publication: Publication
    figures: Callable[[], Figures]
    texts: bool = True
    moving: bool = True  # whether a server answers: search, queries; a published site has none
    templates: Environment = field(default_factory=lambda: _templates())
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {lang: load_words(lang) for lang in LANGUAGES})

    @property
    def base(self) -> str:
        """The address of the site's root, with a slash at its end."""
        return self.publication.base


def open_room(store: Store, rows: Rows, publication: Publication, *, texts: bool = True, moving: bool = True) -> Room:
    """Return what the pages of a store are made from."""
    figures = cache(lambda: read_figures(store, rows, SPACES, whole=store.ledger.count() <= _COUNTED))
    demands = tuple(read_demands())
    return Room(store, rows, read_terms(store), read_glossary(store), demands, publication, figures, texts, moving)


@dataclass(frozen=True, slots=True)
class View:
    """One page in one language: where it stands (a path without a form), and what templates use to speak and to point."""

    room: Room
    path: str
    lang: str

    def render(self, template: str, **values: Any) -> str:
        """Return a page as HTML; the statements about its `iri`, where it has one, stand in its head."""
        statements = embedded(self.room.store, values["iri"]) if "iri" in values else ""
        found = self.room.templates.get_template(template)
        return found.render(view=self, lang=self.lang, words=self.words, version=__version__, statements=statements, **values)

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the interface in the page's language."""
        return self.room.words[self.lang]

    @property
    def other(self) -> View:
        """The same page in the other language."""
        return View(self.room, self.path, "en" if self.lang == "ar" else "ar")

    def to(self, path: str, lang: str = "", **query: str) -> str:
        """Return the address of a page of the site, relative to this one.

        >>> View(None, "doc/force/peshmerga", "en").to("search", q="x y")
        '../../search.en.html?q=x+y'
        """
        whole, mark, fragment = path.partition("#")
        asked = f"?{urlencode({name: value for name, value in query.items() if value})}" if any(query.values()) else ""
        ending = ".en.html" if (lang or self.lang) == "en" else ".html"
        return self.file(whole + ending) + asked + mark + quote(fragment, safe="=,;")

    def file(self, path: str) -> str:
        """Return the address of a file of the site, relative to this page.

        >>> View(None, "doc/force/peshmerga", "ar").file("static/room.css"), View(None, "index", "ar").file("search.html")
        ('../../static/room.css', 'search.html')
        """
        return encoded(posixpath.relpath("/" + path, posixpath.dirname("/" + self.path)))

    @property
    def canonical(self) -> str:
        """The address of the page where the site is published."""
        return self.room.base + encoded(self.path + (".en.html" if self.lang == "en" else ".html"))

    def href(self, iri: str) -> str:
        """Return the address of the page about an IRI, ours or somebody else's; empty where it cannot be followed."""
        path = path_of(iri)
        if path is not None:
            return self.to(path)
        return iri if iri.startswith(("https://", "http://")) else ""

    def name(self, thing: Thing | str) -> str:
        """Return the name of a thing, or of a term by its IRI, in the page's language."""
        if isinstance(thing, Thing):
            return thing.name(self.lang)
        return self.room.terms.label(thing, self.lang) or shorten(thing)

    def bdi(self, text: str) -> Markup:
        """Return a text of the data as HTML that keeps its direction to itself, and on an English page says where it is Arabic.

        >>> View(None, "index", "en").bdi("<داعش>"), View(None, "index", "ar").bdi("a & b")
        (Markup('<bdi lang="ar">&lt;داعش&gt;</bdi>'), Markup('<bdi>a &amp; b</bdi>'))
        """
        arabic = self.lang != "ar" and _ARABIC.search(text)
        return Markup('<bdi lang="ar">{}</bdi>' if arabic else "<bdi>{}</bdi>").format(text)

    def date(self, text: str) -> Markup:
        """Return a date (a day, a month, a year) as HTML that reads from left to right among Arabic words too.

        >>> View(None, "index", "ar").date("2021-08")
        Markup('<time dir="ltr" datetime="2021-08">2021-08</time>')
        """
        return Markup('<time dir="ltr" datetime="{0}">{0}</time>').format(text) if text else Markup("{}").format(self.words["no_date"])

    @property
    def forms(self) -> list[tuple[str, str, str]]:
        """The forms of the page's document for machines: ending, media type, address."""
        return [(form.ending, form.media[0], self.file(f"{self.path}.{form.ending}")) for form in RDF_FORMS]

    def term(self, local: str) -> str:
        """Return the label of a class or property of the ontology."""
        return self.room.terms.of_ontology(local, self.lang)

    def concept(self, scheme: str, local: str) -> str:
        """Return the label of a concept: a role, a rank, a topic."""
        return self.room.terms.concept(scheme, local, self.lang)


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("builder.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
