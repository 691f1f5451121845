"""Events of different articles that are one happening: the same named operation, or the same day with the same people and place.

The links stand in a graph of their own and leave the articles' graphs alone. An incomplete key links nothing: without a name it takes a
calendar day, actors whom both articles name, and (but for two actors at once) a place narrower than a governorate.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pyoxigraph as ox

from builder.folding import fold
from builder.identifiers import BASE, GRAPHS
from builder.vocabulary import RDF_TYPE, TQ

LINKS = GRAPHS + "links"
KINDS = ("Agreement", "AirStrike", "Attack", "Deployment", "ForceFormation", "Meeting", "MilitaryOperation", "Withdrawal")
_NAMED = frozenset({"MilitaryOperation", "Agreement"})
_ACTORS = ("participant", "perpetrator", "target", "supporter", "party", "signatory")
_WIDE = frozenset({"country", "region", "governorate", "province"})
_REASONS = {
    "same-name": ("الاسم نفسه", "the same name"),
    "same-day-actors": ("اليوم والأطراف أنفسهم", "the same day and actors"),
    "same-day-actor-place": ("اليوم والطرف والمكان أنفسهم", "the same day, actor and place"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as one article tells it: what two articles may agree on."""

    iri: str
    article: str
    kind: str
    date: str | None = None
    name: str | None = None
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two events that are one happening; `reason` is a key of the reasons, `shared` what both name."""

    first: str
    second: str
    reason: str
    shared: tuple[str, ...] = ()


def find_links(events: Iterable[Told], is_wide: Callable[[str], bool] = lambda place: False) -> list[Link]:
    """Return the links between events of different articles, each pair once, in order.

    >>> a = Told("e/a", "a", "MilitaryOperation", "2021-07-08", name="الإرادة الصلبة")
    >>> find_links([a, Told("e/b", "b", "MilitaryOperation", None, name="الارادة الصلبة")])[0].reason
    'same-name'
    """
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for event in events:
        if event.name and event.kind in _NAMED:
            groups[event.kind, "name " + _key(event.name)].append(event)
        if event.date and len(event.date) == 10:
            groups[event.kind, "day " + event.date].append(event)
    found: dict[tuple[str, str], Link] = {}
    for key in sorted(groups):
        for a, b in combinations(sorted(groups[key], key=lambda e: e.iri), 2):
            link = _link(a, b, is_wide) if a.article != b.article and (a.iri, b.iri) not in found else None
            if link:
                found[a.iri, b.iri] = link
    return [found[pair] for pair in sorted(found)]


def _key(name: str) -> str:
    """Return a name as two articles may both write it: folded, without quotes and articles."""
    return " ".join(word.removeprefix("ال") for word in re.findall(r"\w+", fold(name)))


def _link(a: Told, b: Told, is_wide: Callable[[str], bool]) -> Link | None:
    """Return the link of two events of one class, if their keys are complete and agree."""
    if a.name and b.name and a.kind in _NAMED and _key(a.name) == _key(b.name):
        return Link(a.iri, b.iri, "same-name") if _near(a.date, b.date) else None
    if a.date is None or a.date != b.date:
        return None
    actors = a.actors & b.actors
    places = {p for p in a.places & b.places if not is_wide(p)}
    if len(actors) > 1 and (a.kind in ("Meeting", "Agreement") or places):
        return Link(a.iri, b.iri, "same-day-actors", tuple(sorted(actors | places)))
    if actors and places:
        return Link(a.iri, b.iri, "same-day-actor-place", tuple(sorted(actors | places)))
    return None


def _near(a: str | None, b: str | None) -> bool:
    """Tell whether two dates may be of one campaign: one is missing, or they are of the same year."""
    return a is None or b is None or a[:4] == b[:4]


def told_events(quads: Callable[[ox.NamedNode | None, ox.NamedNode | None, ox.NamedNode | None], Iterable[ox.Quad]]) -> Iterator[Told]:
    """Yield every event of the articles' graphs; `quads` answers a pattern of subject, predicate and object."""
    for kind in KINDS:
        for typed in quads(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(TQ + kind)):
            if isinstance(typed.subject, ox.NamedNode) and isinstance(typed.graph_name, ox.NamedNode):
                own = [q for q in quads(typed.subject, None, None) if q.graph_name == typed.graph_name]
                yield _told(typed.subject.value, typed.graph_name.value, kind, own)


def _told(iri: str, graph: str, kind: str, quads: Sequence[ox.Quad]) -> Told:
    values: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.object, (ox.NamedNode, ox.Literal)):
            values[quad.predicate.value.removeprefix(TQ)].append(quad.object.value)
    return Told(
        iri,
        graph,
        kind,
        min(values["date"], default=None),
        min(values["eventName"], default=None),
        frozenset(v for role in _ACTORS for v in values[role]),
        frozenset(values["place"]),
    )


def wide_places(place_kinds: Callable[[str], str | None]) -> Callable[[str], bool]:
    """Return a test for places too wide to tell two events of a day apart, by the lexicon's kinds of places."""
    return lambda iri: place_kinds(iri) in _WIDE


def write_links(links: Iterable[Link]) -> bytes:
    """Return the graph of links as sorted N-Quads."""
    lines: set[str] = set()

    def say(subject: str, predicate: str, value: str) -> None:
        lines.add(f"<{subject}> <{predicate}> {value} <{LINKS}> .\n")

    for link in links:
        node = f"{BASE}link/{hashlib.sha256(f'{link.first} {link.second}'.encode()).hexdigest()[:16]}"
        say(link.first, TQ + "sameHappening", f"<{link.second}>")
        say(link.second, TQ + "sameHappening", f"<{link.first}>")
        say(node, RDF_TYPE, f"<{TQ}HappeningLink>")
        for event in (link.first, link.second):
            say(node, TQ + "links", f"<{event}>")
        for shared in link.shared:
            say(node, TQ + "shares", f"<{shared}>")
        arabic, english = _REASONS[link.reason]
        say(node, TQ + "linkReason", f'"{arabic}"@ar')
        say(node, TQ + "linkReason", f'"{english}"@en')
    return "".join(sorted(lines)).encode()
