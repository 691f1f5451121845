"""The page of whatever has no page of its own kind: an appointment, a rule of the lexicon, a graph."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from builder.prefixes import shorten
from builder.site.description import Description
from builder.site.pages.frame import View


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as people read it: each end with its address, where it has one."""

    subject: str
    subject_href: str
    predicate: str
    predicate_href: str
    value: str
    value_href: str
    lang: str = ""


def generic_page(view: View, description: Description) -> str:
    """Return a page with the statements about something: its own first, then those of others."""
    rows = [_row(view, triple) for triple in description.triples]
    own = [row for row, triple in zip(rows, description.triples, strict=True) if getattr(triple.subject, "value", "") == description.iri]
    rest = [row for row, triple in zip(rows, description.triples, strict=True) if getattr(triple.subject, "value", "") != description.iri]
    title = next((row.value for row in own if row.predicate in _TITLES and row.lang == view.lang), view.name(description.iri))
    return view.render("generic.html", iri=description.iri, heading=title, own=own, rest=rest)


_TITLES = ("skos:prefLabel", "rdfs:label", "dcterms:title", "tq:title")


def _row(view: View, triple: ox.Triple) -> Row:
    subject, subject_href = _shown(view, triple.subject)
    value, value_href = _shown(view, triple.object)
    lang = (triple.object.language or "") if isinstance(triple.object, ox.Literal) else ""
    return Row(subject, subject_href, shorten(triple.predicate.value), view.href(triple.predicate.value), value, value_href, lang)


def _shown(view: View, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> tuple[str, str]:
    if isinstance(term, ox.NamedNode):
        return view.name(term.value), view.href(term.value)
    if isinstance(term, ox.Literal):
        return term.value, ""
    return str(term), ""
