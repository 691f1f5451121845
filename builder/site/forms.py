"""The forms that a document can be had in, and the one that a request's Accept header prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a document: the ending of its address, its media types (the first is what is sent), and for RDF its syntax."""

    ending: str
    media: tuple[str, ...]
    syntax: ox.RdfFormat | None = None

    @property
    def content_type(self) -> str:
        """What the Content-Type header says; the syntaxes of RDF are UTF-8 by their own specifications, text/* is not."""
        return self.media[0] + ("; charset=utf-8" if self.media[0].startswith("text/") else "")


HTML = Form("html", ("text/html", "application/xhtml+xml"))
TURTLE = Form("ttl", ("text/turtle", "application/x-turtle"), ox.RdfFormat.TURTLE)
JSON_LD = Form("jsonld", ("application/ld+json", "application/json"), ox.RdfFormat.JSON_LD)
N_TRIPLES = Form("nt", ("application/n-triples", "text/plain"), ox.RdfFormat.N_TRIPLES)
RDF_XML = Form("rdf", ("application/rdf+xml", "application/xml", "text/xml"), ox.RdfFormat.RDF_XML)
RDF_FORMS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
FORMS = (HTML, *RDF_FORMS)


def named(name: str) -> Form | None:
    """Return the form of an ending or a media type, as `?format=` gives it.

    >>> named("ttl").ending, named("application/rdf+xml").ending, named("pdf")
    ('ttl', 'rdf', None)
    """
    return next((form for form in FORMS if name == form.ending or name in form.media), None)


def split(path: str) -> tuple[str, str, Form | None]:
    """Return a path without its ending, the language that the ending says ("ar" where none), and the form.

    >>> split("doc/force/peshmerga.en.html")[:2], split("doc/force/peshmerga.ttl")[2].ending, split("doc/article/1.2")
    (('doc/force/peshmerga', 'en'), 'ttl', ('doc/article/1.2', 'ar', None))
    """
    stem, _, ending = path.rpartition(".")
    form = next((form for form in FORMS if form.ending == ending), None)
    if form is None or not stem.rpartition("/")[2]:
        return path, "ar", None
    if form is HTML and stem.endswith(".en"):
        return stem.removesuffix(".en"), "en", form
    return stem, "ar", form


def accepted(header: str, forms: Sequence[Form] = FORMS) -> Form | None:
    """Return the form that an Accept header likes best, the earlier of equals; None where it likes none.

    A form's other media types count where they are named, and not as one of `*/*`: they are not what would be sent.

    >>> accepted("text/turtle;q=0.5, application/rdf+xml").ending, accepted("*/*").ending, accepted("image/png")
    ('rdf', 'html', None)
    >>> accepted("text/html;q=0, text/*").ending, accepted("").ending
    ('ttl', 'html')
    """
    ranges = [_range(part) for part in header.split(",") if part.strip()]
    if not ranges:
        return forms[0]
    best: tuple[float, Form] | None = None
    for form in forms:
        quality = max(_quality(form.media[0], ranges), *(_named(media, ranges) for media in form.media))
        if quality > 0 and (best is None or quality > best[0]):
            best = quality, form
    return best[1] if best else None


def _range(part: str) -> tuple[str, float]:
    """Return a media range of an Accept header and its q-value; one that cannot be read is worth nothing.

    >>> _range(" text/html ; level=1 ; q=0.7"), _range("a/b;q=x")
    (('text/html', 0.7), ('a/b', 0.0))
    """
    media, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return media.lower(), min(float(value), 1.0) if _QUALITY.fullmatch(value.strip()) else 0.0
    return media.lower(), 1.0


_QUALITY = re.compile(r"\d(\.\d*)?|\.\d+", re.ASCII)


def _named(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    return max((quality for name, quality in ranges if name == media), default=0.0)


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the q-value of the range that names a media type most exactly."""
    kind = media.partition("/")[0]
    for wanted in (media, f"{kind}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
