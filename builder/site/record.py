"""An article's graph as records: what it names, what it says of them, and the characters that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from builder.identifiers import article_iri
from builder.model import Span
from builder.vocabulary import DCTERMS, EVENT_KINDS, ITSRDF, NIF, ORG, RANK, RDF_TYPE, ROLE, SCHEMA, SKOS, SUPERCLASSES, TQ

Said = Mapping[str, Sequence[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]
TIES = {ORG + "subOrganizationOf": "partOf", TQ + "locatedIn": "locatedIn", TQ + "basedIn": "basedIn"}
ROLES = (
    "participant",
    "perpetrator",
    "party",
    "signatory",
    "supporter",
    "target",
    "formedForce",
    "speaker",
    "outlet",
    "place",
)
_SPECIFIC = ("JointOperation", *EVENT_KINDS, *SUPERCLASSES)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that an article names; `kind` is its most specific class."""

    iri: str
    kind: str
    label: str
    label_en: str = ""
    other: tuple[str, ...] = ()
    rank: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text that names a thing or says a fact; `node` is the fragment of its IRI, as in ``char=0,14``."""

    span: Span
    about: str
    node: str
    rule: str
    confidence: float
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A person in a post, as the article has it."""

    iri: str
    person: str
    role: str
    body: str
    title: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Tie:
    """What is part of, lies in or is based in what."""

    subject: str
    kind: str
    object: str


@dataclass(frozen=True, slots=True)
class Toll:
    """One version of how many fell, and the statement or outlet that gives it."""

    iri: str
    killed: int | None
    wounded: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the article tells it; `parts` are pairs of a property and who or what has it."""

    iri: str
    kind: str
    status: str
    date: str
    date_phrase: str
    name: str
    quote: str
    killed: int | None
    wounded: int | None
    confidence: float
    parts: tuple[tuple[str, str], ...]
    provisions: tuple[str, ...]
    reported_by: tuple[str, ...]
    anonymous: tuple[str, ...]
    tolls: tuple[Toll, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One article's graph."""

    identifier: str
    iri: str
    title: str
    issued: str
    outlet: str
    url: str
    length: int
    named: tuple[Named, ...]
    places: tuple[Place, ...]
    posts: tuple[Post, ...]
    ties: tuple[Tie, ...]
    events: tuple[Happening, ...]
    sentences: tuple[tuple[Span, str], ...]


def read_record(identifier: str, quads: Iterable[ox.Quad]) -> Record:
    """Return the record of an article from the statements of its graph, everything in an order that depends on nothing but them."""
    said: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode):
            said[quad.subject.value][quad.predicate.value].append(quad.object)
    article = article_iri(identifier)
    about = said[article]
    strings = [_place(article, iri, of, said) for iri, of in said.items() if ITSRDF + "taIdentRef" in of]
    kinds = {iri: _kind(of) for iri, of in said.items() if RDF_TYPE in of}
    return Record(
        identifier,
        article,
        _one(about, DCTERMS + "title"),
        _one(about, DCTERMS + "issued"),
        _one(about, DCTERMS + "publisher"),
        _one(about, SCHEMA + "url"),
        int(_one(said[article + "#text"], TQ + "textLength") or 0),
        tuple(_named(iri, kinds[iri], said[iri]) for iri in sorted(kinds) if kinds[iri] in SUPERCLASSES),
        tuple(sorted(strings, key=lambda place: (place.span, place.node, place.about))),
        tuple(_post(iri, said[iri]) for iri in _numbered(iri for iri, kind in kinds.items() if kind == "Appointment")),
        tuple(sorted(_ties(said), key=lambda tie: (tie.kind, tie.subject, tie.object))),
        tuple(_event(iri, kinds[iri], said) for iri in _numbered(iri for iri, kind in kinds.items() if kind in _EVENTS)),
        tuple(sorted((_span(of), _one(of, NIF + "anchorOf")) for iri, of in said.items() if iri.endswith(";sentence"))),
    )


_EVENTS = frozenset({"JointOperation", *EVENT_KINDS})


def _one(of: Said, predicate: str, language: str | None = None) -> str:
    """Return a value as text; the first in order where there are several, empty where there is none."""
    return next(iter(_all(of, predicate, language)), "")


def _all(of: Said, predicate: str, language: str | None = None) -> list[str]:
    values = of.get(predicate, ())
    return sorted(
        v.value
        for v in values
        if not isinstance(v, ox.Triple) and (language is None or (isinstance(v, ox.Literal) and v.language == language))
    )


def _number(of: Said, predicate: str) -> int | None:
    value = _one(of, predicate)
    return int(value) if value.isdigit() else None


def _confidence(of: Said) -> float:
    value = _one(of, TQ + "confidence")
    return float(value) if value else 0.0


def _kind(of: Said) -> str:
    """Return the most specific of a subject's classes of ours; empty where it has none."""
    names = {v.value.removeprefix(TQ) for v in of.get(RDF_TYPE, ()) if isinstance(v, ox.NamedNode)}
    if "DisputedTerritory" in names:
        names.discard("Location")
    return next((name for name in _SPECIFIC if name in names), "Appointment" if "Appointment" in names else "")


def _numbered(iris: Iterable[str]) -> list[str]:
    """Return IRIs that end in a number and a name (…/event/12-meeting) in the order of the numbers."""

    def order(iri: str) -> tuple[int, str]:
        digits = iri.rpartition("/")[2].partition("-")[0]
        return (int(digits) if digits.isdigit() else 0, iri)

    return sorted(iris, key=order)


def _span(of: Said) -> Span:
    return Span(int(_one(of, NIF + "beginIndex") or 0), int(_one(of, NIF + "endIndex") or 0))


def _place(article: str, iri: str, of: Said, said: Mapping[str, Said]) -> Place:
    sentence = _one(of, TQ + "sentence")
    whole = _span(said[sentence]) if sentence in said else None
    node = iri.removeprefix(article + "#")
    return Place(_span(of), _one(of, ITSRDF + "taIdentRef"), node, _one(of, TQ + "rule"), _confidence(of), whole)


def _named(iri: str, kind: str, of: Said) -> Named:
    return Named(
        iri,
        kind,
        _one(of, SKOS + "prefLabel", "ar") or _one(of, SKOS + "prefLabel"),
        _one(of, SKOS + "prefLabel", "en"),
        tuple(_all(of, SKOS + "altLabel")),
        _one(of, TQ + "rank").removeprefix(RANK),
        _one(of, ORG + "role").removeprefix(ROLE),
    )


def _post(iri: str, of: Said) -> Post:
    role = _one(of, ORG + "role").removeprefix(ROLE)
    return Post(iri, _one(of, ORG + "member"), role, _one(of, ORG + "organization"), _one(of, TQ + "title"), _confidence(of))


def _ties(said: Mapping[str, Said]) -> Iterator[Tie]:
    for iri, of in said.items():
        for predicate, kind in TIES.items():
            for value in _all(of, predicate):
                yield Tie(iri, kind, value)


def _event(iri: str, kind: str, said: Mapping[str, Said]) -> Happening:
    of = said[iri]
    return Happening(
        iri,
        kind,
        _one(of, TQ + "status").removeprefix(TQ),
        _one(of, TQ + "date"),
        _one(of, TQ + "datePhrase"),
        _one(of, TQ + "eventName"),
        _one(of, TQ + "quote"),
        _number(of, TQ + "killed"),
        _number(of, TQ + "wounded"),
        _confidence(of),
        tuple((role, value) for role in ROLES for value in _all(of, TQ + role)),
        tuple(value.rpartition("/")[2] for value in _all(of, TQ + "provision")),
        tuple(_all(of, TQ + "reportedBy")),
        tuple(_all(of, TQ + "anonymousSource")),
        tuple(_toll(toll, said[toll]) for toll in _numbered(_all(of, TQ + "reportedToll")) if toll in said),
    )


def _toll(iri: str, of: Said) -> Toll:
    return Toll(iri, _number(of, TQ + "killed"), _number(of, TQ + "wounded"), _one(of, TQ + "reportedBy"))
