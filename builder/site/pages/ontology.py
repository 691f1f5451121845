"""The ontology's pages: one of the whole, one a term, one a vocabulary, one a concept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from builder.identifiers import BASE
from builder.site import lookup
from builder.site.addresses import path_of
from builder.site.demands import Demand
from builder.site.glossary import Entry, Glossary, prefixed
from builder.site.pages.cards import SUBCLASS, Card, Desk, Link, kind_of
from builder.site.pages.demanded import Line, lines
from builder.site.pages.frame import View
from builder.site.usage import Usage, usage
from builder.vocabulary import DCTERMS, SKOS, SUPERCLASSES, TQ

_OWL, _VANN = "http://www.w3.org/2002/07/owl#", "http://purl.org/vocab/vann/"
_PARTS = ("class", "object", "datatype", "annotation", "individual")
_HEADINGS = {
    "class": "term_classes",
    "object": "term_object_properties",
    "datatype": "term_datatype_properties",
    "annotation": "term_annotation_properties",
    "individual": "term_individuals",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A class in the tree, with those below it."""

    link: Link
    code: str
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The terms of one kind, with what the shapes demand of each."""

    name: str
    heading: str
    cards: tuple[tuple[Card, list[Line]], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a concept's line in the table of its vocabulary says."""

    card: Card
    notation: str
    alternative: tuple[str, ...]
    hidden: tuple[str, ...]


def ontology_page(view: View, glossary: Glossary, demands: Iterable[Demand]) -> str:
    """Return the page of the whole ontology as HTML; each term stands under an anchor of its name."""
    desk, told = Desk(view, glossary, whole=True), list(demands)
    described = {entry.iri for kind in ("class", "property") for entry in glossary.of(kind)}
    others = [demand for demand in told if not any(iri in described for _, iri in demand.targets)]
    return view.render(
        "ontology.html",
        about=glossary.ontology,
        metadata=_metadata(view, glossary.ontology),
        tree=_tree(desk),
        parts=tuple(_part(desk, name, told) for name in _PARTS),
        schemes=tuple((desk.card(entry), len(glossary.concepts(entry.iri))) for entry in desk.in_order(glossary.of("scheme"))),
        others=lines(desk, others),
        namespaces=_namespaces(glossary, told),
        forms=view.forms,
    )


def term_page(view: View, glossary: Glossary, demands: Iterable[Demand], entry: Entry) -> str:
    """Return the page of one class, property or individual as HTML: the same, and how often and by what the store uses it."""
    desk = Desk(view, glossary)
    used = usage(view.room.store, view.room.rows, entry)
    return view.render(
        "term.html",
        card=desk.card(entry),
        demands=lines(desk, _of_term(glossary, demands, entry)),
        used=used,
        times=_times(view, used),
        examples=_examples(view, used),
        listed=_listed(view, entry.local) if entry.kind == "class" else "",
        whole=view.to("ontology#" + entry.local),
        forms=view.forms,
    )


def vocabulary_page(view: View, glossary: Glossary, scheme: Entry) -> str:
    """Return the page of a vocabulary as HTML: a table of its concepts."""
    desk = Desk(view, glossary)
    source = [Link(iri, view.href(iri)) for iri in scheme.links(DCTERMS + "source")]
    licence = [Link(iri, view.href(iri)) for iri in scheme.links(DCTERMS + "license")]
    concepts = [_shown(desk, entry) for entry in glossary.concepts(scheme.iri)]
    return view.render("vocabulary.html", card=desk.card(scheme), concepts=concepts, source=source, licence=licence, forms=view.forms)


def concept_page(view: View, glossary: Glossary, entry: Entry) -> str:
    """Return the page of a concept as HTML."""
    desk = Desk(view, glossary)
    used = usage(view.room.store, view.room.rows, entry)
    examples = _examples(view, used)
    return view.render("concept.html", shown=_shown(desk, entry), used=used, times=_times(view, used), examples=examples, forms=view.forms)


def page_of(view: View, glossary: Glossary, demands: Iterable[Demand], iri: str) -> str | None:
    """Return the page about a term, vocabulary or concept, or of the whole ontology; None where the IRI is none of these."""
    entry = glossary.entries.get(iri)
    if entry is None:
        return None
    if entry.kind == "ontology":
        return ontology_page(view, glossary, demands)
    if entry.kind == "scheme":
        return vocabulary_page(view, glossary, entry)
    return concept_page(view, glossary, entry) if entry.kind == "concept" else term_page(view, glossary, demands, entry)


def paths(glossary: Glossary) -> list[str]:
    """Return the paths of all these pages, in order."""
    return sorted({path for iri in glossary.entries if (path := path_of(iri)) is not None})


def _metadata(view: View, about: Entry) -> list[tuple[str, list[Link]]]:
    """Return what is said of the ontology as a whole, line by line."""
    lang = view.lang
    texts = [
        ("term_version", about.values(_OWL + "versionInfo")),
        ("term_issued", about.values(DCTERMS + "issued")),
        ("term_creators", about.texts(DCTERMS + "creator", lang) or about.texts(DCTERMS + "creator", view.other.lang)),
        ("term_prefix", about.values(_VANN + "preferredNamespacePrefix")),
        ("term_namespace", about.values(_VANN + "preferredNamespaceUri")),
    ]
    shown = [("term_iri", [Link(about.iri, code=True)])]
    shown += [(word, [Link(value, code=word == "term_namespace") for value in found]) for word, found in texts]
    shown.append(("term_version_iri", [Link(iri, code=True) for iri in about.links(_OWL + "versionIRI")]))
    shown.append(("term_licence", [Link(iri, _foreign(iri)) for iri in about.links(DCTERMS + "license")]))
    return [(view.words[word], links) for word, links in shown if links]


def _foreign(iri: str) -> str:
    return iri if path_of(iri) is None and iri.startswith(("https://", "http://")) else ""


def _tree(desk: Desk) -> tuple[Branch, ...]:
    """Return the classes that have none of ours above them, with those below."""
    glossary = desk.glossary
    roots = [entry for entry in glossary.of("class") if not any(up in glossary.entries for up in entry.links(SUBCLASS))]
    return tuple(_branch(desk, entry, (entry.iri,)) for entry in desk.in_order(roots))


def _branch(desk: Desk, entry: Entry, above: tuple[str, ...]) -> Branch:
    below = [desk.glossary.entries[iri] for iri in desk.glossary.pointing(SUBCLASS, entry.iri) if iri not in above]
    return Branch(desk.link(entry.iri), prefixed(entry.iri), tuple(_branch(desk, one, (*above, one.iri)) for one in desk.in_order(below)))


def _part(desk: Desk, name: str, demands: list[Demand]) -> Part:
    entries = [entry for kind in ("class", "property", "individual") for entry in desk.glossary.of(kind) if kind_of(entry) == name]
    cards = ((desk.card(entry), lines(desk, _own(demands, entry))) for entry in desk.in_order(entries))
    return Part(name, desk.view.words[_HEADINGS[name]], tuple(cards))


def _own(demands: Iterable[Demand], entry: Entry) -> list[Demand]:
    """Return what is demanded of a class's instances, or of what has a property or is its value."""
    kinds = ("targetClass",) if entry.kind == "class" else ("targetSubjectsOf", "targetObjectsOf")
    return [demand for demand in demands if any(demand.on(kind, entry.iri) for kind in kinds)]


def _of_term(glossary: Glossary, demands: Iterable[Demand], entry: Entry) -> list[Demand]:
    """Return the same, with what is demanded by way of the classes above, and wherever a path leads along a property."""
    told = list(demands)
    if entry.kind == "class":
        return [d for d in told if any(d.on("targetClass", iri) for iri in (entry.iri, *glossary.above(entry.iri, SUBCLASS)))]
    own = _own(told, entry)
    return own + [d for d in told if d not in own and any(step.iri == entry.iri for step in d.path)]


def _shown(desk: Desk, entry: Entry) -> Shown:
    arabic, hidden = entry.texts(SKOS + "altLabel", "ar"), entry.texts(SKOS + "hiddenLabel", "ar")
    names = (*arabic, *entry.texts(SKOS + "altLabel", "en"))
    notation = next(iter((*entry.values(SKOS + "notation"), *entry.values(TQ + "rankOrder"))), "")
    return Shown(desk.card(entry), notation, names, tuple(hidden))


def _times(view: View, used: Usage) -> str:
    return view.words["term_more_than"].format(f"{used.times:,}") if used.more else f"{used.times:,}"


def _examples(view: View, used: Usage) -> list[Link]:
    """Return links to what a term is used of, by its name where the catalogue knows it."""
    return [Link(named(view, iri), view.href(iri)) for iri in used.examples]


def _listed(view: View, local: str) -> str:
    """Return the address of the page that lists all of a class; empty where there is none."""
    if local in SUPERCLASSES:
        return view.to(f"class/{local}")
    return view.to({"Article": "articles", "Event": "events"}[local]) if local in ("Article", "Event") else ""


def named(view: View, iri: str) -> str:
    """Return the name of a thing, event or article of the store, or its IRI with a prefix where the catalogue does not know it."""
    rows = view.room.rows
    thing = lookup.thing(rows, iri)
    if thing is not None:
        return thing.name(view.lang)
    for told in lookup.events(rows, [iri]):
        day = told.date or told.story.issued
        isolated = f"\u2066{day}\u2069" if day else ""  # behind Arabic letters its parts would change places
        return " · ".join(text for text in (view.term(told.kind), told.name, isolated, told.story.title) if text)
    found = rows.ask("SELECT title FROM article WHERE identifier = ?", (unquote(iri.removeprefix(f"{BASE}article/").partition("#")[0]),))
    return str(found[0][0]) if found else prefixed(iri)


def _namespaces(glossary: Glossary, demands: Iterable[Demand]) -> list[tuple[str, str]]:
    """Return the prefixes that the page's names are written with, and what they stand for."""
    used = {iri for entry in glossary.entries.values() for predicate in entry.said for iri in entry.links(predicate)}
    used |= set(glossary.entries) | {step.iri for demand in demands for step in demand.path}
    spaces = {}
    for iri in used:
        name, colon, local = prefixed(iri).partition(":")
        if colon and not local.startswith("//") and iri.endswith(local):
            spaces[name] = iri.removesuffix(local)
    return sorted(spaces.items())
