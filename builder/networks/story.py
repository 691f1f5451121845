"""What the articles tell, read once from a store: who and what is named, which events, posts and statements tie them.

Everything is in order, so that whatever is made of it is the same for the same store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from builder.identifiers import article_iri
from builder.networks.colours import most_telling
from builder.prefixes import PREFIXES
from builder.reading import GraphSource

_TQ, _ORG, _SKOS, _DCT = PREFIXES["tq"], PREFIXES["org"], PREFIXES["skos"], PREFIXES["dcterms"]
_TYPE, _REFERS = PREFIXES["rdf"] + "type", PREFIXES["itsrdf"] + "taIdentRef"
_LEXICON, _LINKS = PREFIXES["graph"] + "lexicon", PREFIXES["graph"] + "links"
_HOLDING = ((_TQ + "locatedIn", "locatedIn"), (_ORG + "subOrganizationOf", "subOrganizationOf"))
ROLES = ("participant", "perpetrator", "party", "signatory", "target", "supporter", "speaker", "place", "outlet", "formedForce")

_READ = (  # most of a graph is offsets and evidence, which no network shows
    *(
        _TQ + name
        for name in (*ROLES, "reportedBy", "status", "date", "eventName", "killed", "wounded", "provision", "title", "confidence")
    ),
    *(_ORG + name for name in ("member", "organization", "role")),
    *(_DCT + name for name in ("identifier", "issued", "publisher")),
    *(predicate for predicate, _ in _HOLDING),
    _SKOS + "prefLabel",
    _TYPE,
    _REFERS,
)


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity: its class (the most telling one), its names, and the articles that name it with the dates that they were issued."""

    iri: str
    kind: str
    label_ar: str
    label_en: str
    articles: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of an article with its actors by role; `date` is as exact as the text (2017, 2017-10, 2017-10-16)."""

    iri: str
    kind: str
    status: str
    date: str
    name: str
    roles: tuple[tuple[str, str], ...]
    reported_by: tuple[str, ...]
    article: str
    confidence: float
    killed: int | None = None
    wounded: int | None = None
    provisions: tuple[str, ...] = ()

    def having(self, *roles: str) -> tuple[str, ...]:
        """Return who or what stands in these roles, each once."""
        return tuple(dict.fromkeys(value for role, value in self.roles if role in roles))


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post that an article says someone holds."""

    person: str
    role: str
    organization: str
    title: str
    article: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Story:
    """All of it; `issued` and `publisher` are by article, `holders` ties a place or unit to what holds it as the articles say it.

    `known` are the holders that the lexicon knows, up from what the articles name; what only it names is in `things` without articles.
    """

    things: dict[str, Thing]
    happenings: tuple[Happening, ...]
    tenures: tuple[Tenure, ...]
    holders: tuple[tuple[str, str, str], ...]
    issued: dict[str, str]
    publisher: dict[str, str]
    known: tuple[tuple[str, str, str], ...] = ()


def read(store: GraphSource) -> Story:
    """Read every article's graph, one at a time; what reprints another is passed over, so that an event told once weighs once."""
    things: dict[str, _Gathered] = defaultdict(_Gathered)
    happenings: list[Happening] = []
    tenures: list[Tenure] = []
    holders: set[tuple[str, str, str]] = set()
    issued: dict[str, str] = {}
    publisher: dict[str, str] = {}
    reprints = _reprints(store)
    for _, quads in store.contents([stored.iri for stored in store.graphs()], _READ):
        facts = _by_subject(quads)
        article, day, outlet = _article(facts)
        if article_iri(article) in reprints:
            continue
        issued[article], publisher[article] = day, outlet
        named: dict[str, float] = defaultdict(float)
        for own in facts.values():
            for value, _ in own.get(_REFERS, ()):
                named[value] = max(named[value], float(_one(own, _TQ + "confidence") or 0))
        for iri in sorted(facts):
            own = facts[iri]
            kinds = _kinds(own)
            if "Event" in kinds:
                happenings.append(_happening(iri, kinds, own, article))
            elif "Appointment" in kinds:
                tenures.append(_tenure(own, article))
            elif iri in named and kinds:
                things[iri].add(kinds, own, article, named[iri])
            holders |= {(iri, tie, value) for predicate, tie in _HOLDING for value, _ in own.get(predicate, ())}
    known = _known_holders(store, things)
    return Story(
        {iri: things[iri].thing(iri) for iri in sorted(things)},
        tuple(sorted(happenings, key=lambda h: h.iri)),
        tuple(sorted(tenures, key=lambda t: (t.person, t.article, t.role, t.organization))),
        tuple(sorted(holders)),
        issued,
        publisher,
        tuple(sorted(known)),
    )


def _reprints(store: GraphSource) -> set[str]:
    """Return the articles that only reprint others."""
    linked = (quad for _, quads in store.contents([_LINKS], [_TQ + "republicationOf"]) for quad in quads)
    return {quad.subject.value for quad in linked if isinstance(quad.subject, ox.NamedNode)}


def _known_holders(store: GraphSource, things: dict[str, _Gathered]) -> set[tuple[str, str, str]]:
    """Climb the lexicon from all that is named, and add to `things` what is met on the way."""
    found: set[tuple[str, str, str]] = set()
    waiting = set(things)
    seen = set(waiting)
    while waiting:  # a level at a time, so that a remote store is asked few times
        said = _by_subject(store.about(_LEXICON, sorted(waiting)))
        for part in sorted(waiting):
            own = said.get(part, {})
            if part not in things:
                things[part].add(_kinds(own), own)
            found |= {(part, tie, whole) for predicate, tie in _HOLDING for whole, _ in own.get(predicate, ())}
        waiting = {whole for _, _, whole in found} - seen
        seen |= waiting
    return found


_Facts = dict[str, list[tuple[str, str]]]  # predicate -> (value, language)


def _by_subject(quads: Iterable[ox.Quad]) -> dict[str, _Facts]:
    found: dict[str, _Facts] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple | ox.BlankNode):
            language = quad.object.language or "" if isinstance(quad.object, ox.Literal) else ""
            found[quad.subject.value][quad.predicate.value].append((quad.object.value, language))
    return found


def _one(own: _Facts, predicate: str) -> str:
    return min((value for value, _ in own.get(predicate, ())), default="")


def _kinds(own: _Facts) -> set[str]:
    """Return the classes of the project's ontology that something is of."""
    return {value.removeprefix(_TQ) for value, _ in own.get(_TYPE, ()) if value.startswith(_TQ)}


def _article(facts: dict[str, _Facts]) -> tuple[str, str, str]:
    """Return the identifier of the article, the day it was issued and its outlet."""
    own = next(own for own in facts.values() if (_TQ + "Article", "") in own.get(_TYPE, ()))
    return _one(own, _DCT + "identifier"), _one(own, _DCT + "issued"), _one(own, _DCT + "publisher")


def _happening(iri: str, kinds: set[str], own: _Facts, article: str) -> Happening:
    roles = [(role, value) for role in ROLES for value, _ in sorted(own.get(_TQ + role, ()))]
    return Happening(
        iri,
        most_telling(kinds),
        _one(own, _TQ + "status").removeprefix(_TQ),
        _one(own, _TQ + "date"),
        _one(own, _TQ + "eventName"),
        tuple(roles),
        tuple(sorted(value for value, _ in own.get(_TQ + "reportedBy", ()))),
        article,
        float(_one(own, _TQ + "confidence") or 0),
        _number(_one(own, _TQ + "killed")),
        _number(_one(own, _TQ + "wounded")),
        tuple(sorted(value.rsplit("/", 1)[-1] for value, _ in own.get(_TQ + "provision", ()))),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _tenure(own: _Facts, article: str) -> Tenure:
    role = _one(own, _ORG + "role").rsplit("/", 1)[-1]
    person, organization = _one(own, _ORG + "member"), _one(own, _ORG + "organization")
    return Tenure(person, role, organization, _one(own, _TQ + "title"), article, float(_one(own, _TQ + "confidence") or 0))


class _Gathered:
    """What the articles say of one entity, gathered over them."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.labels: dict[str, set[str]] = defaultdict(set)
        self.articles: set[str] = set()
        self.confidence = 0.0

    def add(self, kinds: set[str], own: _Facts, article: str = "", confidence: float = 1.0) -> None:
        """Add what one article says, or the lexicon."""
        self.kinds |= kinds
        for value, language in own.get(_SKOS + "prefLabel", ()):
            self.labels[language].add(value)
        if article:
            self.articles.add(article)
        self.confidence = max(self.confidence, confidence)

    def thing(self, iri: str) -> Thing:
        """Return the entity: of several names in a language the first in order."""
        names = {language: min(values) for language, values in self.labels.items()}
        kind = most_telling(self.kinds)
        return Thing(iri, kind, names.get("ar", ""), names.get("en", ""), tuple(sorted(self.articles)), self.confidence)
