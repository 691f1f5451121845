"""A term of the ontology as its page shows it: names, definitions, and rows of links to what it stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from builder.folding import fold
from builder.site.glossary import ALIGNMENTS, MATCHES, OWL, Entry, Glossary, prefixed
from builder.site.pages.frame import View
from builder.vocabulary import RDF_TYPE, RDFS, SKOS, TQ

SUBCLASS, SUBPROPERTY, DOMAIN, RANGE, SEE_ALSO = (RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range", "seeAlso"))
CHARACTERISTICS = (
    "TransitiveProperty",
    "SymmetricProperty",
    "AsymmetricProperty",
    "FunctionalProperty",
    "InverseFunctionalProperty",
    "ReflexiveProperty",
    "IrreflexiveProperty",
)


@dataclass(frozen=True, slots=True)
class Link:
    """A term as it is pointed to: its name, its address (empty where there is none), and whether the name is code."""

    text: str
    href: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a term: what it is, and groups of links, of which those of one group are joined by "or"."""

    heading: str
    groups: tuple[tuple[Link, ...], ...]
    through: Link | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A term for a template; `other` and `other_definition` are in the other language than the page's."""

    iri: str
    local: str
    code: str
    kind: str
    name: str
    other: str
    definition: str
    other_definition: str
    notes: tuple[str, ...]
    page: str
    rows: tuple[Row, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Desk:
    """What cards are made with. `whole` says that the page holds all terms of the ontology, so that links stay on it."""

    view: View
    glossary: Glossary
    whole: bool = False

    def link(self, iri: str) -> Link:
        """Return a link to a term: to its place on this page, to its own page, or to where somebody else's IRI leads."""
        entry = self.glossary.entries.get(iri)
        if entry is None:
            return Link(prefixed(iri), self.view.href(iri), code=True)
        if self.whole and iri.startswith(TQ):
            return Link(entry.label(self.view.lang), "#" + quote(entry.local))
        return Link(entry.label(self.view.lang), self.view.href(iri))

    def links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        """Return links in the order of the names that they show."""
        return tuple(sorted((self.link(iri) for iri in dict.fromkeys(iris)), key=lambda link: (link.code, fold(link.text), link.href)))

    def row(self, word: str, iris: Iterable[str]) -> Iterator[Row]:
        """Yield a line of links, or nothing where there are none."""
        links = self.links(iris)
        if links:
            yield Row(self.view.words[word], tuple((link,) for link in links))

    def in_order(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return terms in the order of their names in the page's language."""
        return sorted(entries, key=lambda entry: (fold(entry.label(self.view.lang)), entry.iri))

    def card(self, entry: Entry) -> Card:
        """Return a term with all that is said of it."""
        lang, other = self.view.lang, self.view.other.lang
        return Card(
            entry.iri,
            entry.local,
            prefixed(entry.iri),
            self.view.words[f"term_kind_{kind_of(entry)}"],
            entry.label(lang),
            entry.label(other),
            entry.text(SKOS + "definition", lang),
            entry.text(SKOS + "definition", other),
            tuple(entry.texts(SKOS + "scopeNote", lang)),
            self.view.href(entry.iri),
            tuple(self._rows(entry)),
        )

    def _rows(self, entry: Entry) -> Iterator[Row]:
        if entry.kind == "class":
            yield from self._of_class(entry)
        elif entry.kind == "property":
            yield from self._of_property(entry)
        else:
            yield from self.row("term_type", (iri for iri in entry.links(RDF_TYPE) if iri.startswith(TQ)))
            yield from self.row("term_in_scheme", entry.links(SKOS + "inScheme"))
        yield from self.row("term_see_also", (iri for iri in entry.links(SEE_ALSO) if iri in self.glossary.entries))
        for predicate in ALIGNMENTS:
            name = predicate.rpartition("#")[2]
            foreign = (iri for iri in entry.links(predicate) if predicate in MATCHES or iri not in self.glossary.entries)
            yield from self.row(f"term_align_{name}", foreign)
        matched = [iri for predicate in MATCHES for iri in self.glossary.pointing(predicate, entry.iri)]
        yield from self.row("term_matched_by", matched)

    def _of_class(self, entry: Entry) -> Iterator[Row]:
        glossary = self.glossary
        yield from self.row("term_superclasses", (iri for iri in entry.links(SUBCLASS) if iri in glossary.entries))
        yield from self.row("term_subclasses", glossary.pointing(SUBCLASS, entry.iri))
        clashing = (*entry.links(OWL + "disjointWith"), *glossary.pointing(OWL + "disjointWith", entry.iri))
        yield from self.row("term_disjoint", clashing)
        own = [found.iri for found in glossary.properties_with(entry.iri, DOMAIN)]
        above = [up for up in glossary.above(entry.iri, SUBCLASS) if up in glossary.entries]
        yield from self.row("term_with_domain", own)
        inherited = (found.iri for up in above for found in glossary.properties_with(up, DOMAIN) if found.iri not in own)
        yield from self.row("term_with_inherited", inherited)
        yield from self.row("term_with_range", (found.iri for found in glossary.properties_with(entry.iri, RANGE)))
        yield from self.row("term_members", (iri for iri in glossary.pointing(RDF_TYPE, entry.iri) if iri != entry.iri))

    def _of_property(self, entry: Entry) -> Iterator[Row]:
        glossary, words = self.glossary, self.view.words
        yield from self.row("term_superproperties", (iri for iri in entry.links(SUBPROPERTY) if iri in glossary.entries))
        yield from self.row("term_subproperties", glossary.pointing(SUBPROPERTY, entry.iri))
        yield from self._reach("term_domain", entry, DOMAIN)
        yield from self._reach("term_range", entry, RANGE)
        inverse = OWL + "inverseOf"
        yield from self.row("term_inverse", (*entry.links(inverse), *glossary.pointing(inverse, entry.iri)))
        types = entry.links(RDF_TYPE)
        traits = tuple((Link(words[f"term_{name}"]),) for name in CHARACTERISTICS if OWL + name in types)
        if traits:
            yield Row(words["term_characteristics"], traits)

    def _reach(self, word: str, entry: Entry, predicate: str) -> Iterator[Row]:
        groups, through = self.glossary.reach(entry, predicate)
        if groups:
            shown = tuple(self.links(group) for group in groups)
            yield Row(self.view.words[word], shown, self.link(through) if through else None)


def kind_of(entry: Entry) -> str:
    """Return the kind of a term, a property's by what its values are."""
    types: Sequence[str] = entry.links(RDF_TYPE)
    if entry.kind == "property":
        return next((name for name in ("object", "datatype") if f"{OWL}{name.title()}Property" in types), "annotation")
    return entry.kind
