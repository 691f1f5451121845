"""Events of different articles that are one happening: the same named operation, or the same day with the same people and place.

The links stand in a graph of their own and leave the articles' graphs alone. An incomplete key links nothing: without a name it takes a
calendar day, actors whom both articles name, and (but for two actors at once) a place narrower than a governorate.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from builder.folding import fold
from builder.identifiers import BASE, GRAPHS
from builder.model import Told
from builder.vocabulary import ACTING, HAPPENINGS, RDF_TYPE, TQ

LINKS = GRAPHS + "links"
_NAMED = frozenset({"MilitaryOperation", "Agreement"})
_BETWEEN = frozenset({"Meeting", "Agreement"})
COMPARED = ("date", "eventName", "place", *ACTING)  # the properties that links are found by
_WIDE = frozenset({"country", "region", "governorate", "province"})
_REASONS = {
    "same-name": ("الاسم نفسه", "the same name"),
    "same-day-actors": ("اليوم والأطراف أنفسهم", "the same day and actors"),
    "same-day-actor-place": ("اليوم والطرف والمكان أنفسهم", "the same day, actor and place"),
}


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
    groups: dict[str, list[Told]] = defaultdict(list)
    for event in events:
        for key in happening_keys(event, is_wide):
            groups[key].append(event)
    found: set[Link] = set()
    for group in groups.values():
        found.update(link for a, b in combinations(group, 2) if (link := link_of(a, b, is_wide)))
    return sorted(found)


def happening_keys(event: Told, is_wide: Callable[[str], bool]) -> list[str]:
    """Return keys such that two events may be one happening only if they share one: what an index of events is made by.

    >>> list(happening_keys(Told("e", "a", "Attack", "2021-07-08", actors=frozenset({"x"}), places=frozenset({"p"})), lambda place: False))
    ['Attack 2021-07-08 x p']
    """
    keys = []
    if event.name and event.kind in _NAMED:
        keys.append(f"{event.kind} {_key(event.name)}")
    if event.date and len(event.date) == 10:
        actors, places = sorted(event.actors), sorted(p for p in event.places if not is_wide(p))
        shared = [(actor, place) for actor in actors for place in places]
        if event.kind in _BETWEEN:
            shared += combinations(actors, 2)
        keys += [f"{event.kind} {event.date} {one} {other}" for one, other in shared]
    return keys


def _key(name: str) -> str:
    """Return a name as two articles may both write it: folded, without quotes and articles."""
    return " ".join(word.removeprefix("ال") for word in re.findall(r"\w+", fold(name)))


def link_of(one: Told, other: Told, is_wide: Callable[[str], bool]) -> Link | None:
    """Return the link of two events, if they are of different articles and one class, and what they say is complete and agrees."""
    if one.article == other.article or one.kind != other.kind:
        return None
    a, b = sorted((one, other), key=lambda event: event.iri)
    if a.name and b.name and a.kind in _NAMED and _key(a.name) == _key(b.name):
        return Link(a.iri, b.iri, "same-name") if _near(a.date, b.date) else None
    if a.date is None or a.date != b.date:
        return None
    actors = a.actors & b.actors
    places = {p for p in a.places & b.places if not is_wide(p)}
    if len(actors) > 1 and (a.kind in _BETWEEN or places):
        return Link(a.iri, b.iri, "same-day-actors", tuple(sorted(actors | places)))
    if actors and places:
        return Link(a.iri, b.iri, "same-day-actor-place", tuple(sorted(actors | places)))
    return None


def _near(a: str | None, b: str | None) -> bool:
    """Tell whether two dates may be of one campaign: one is missing, or they are of the same year."""
    return a is None or b is None or a[:4] == b[:4]


_OF_A_KIND = tuple((kind, f"> <{RDF_TYPE}> <{TQ}{kind}> <".encode()) for kind in HAPPENINGS)
_STATEMENT = re.compile(rf'<{re.escape(TQ)}(\w+)> (?:<([^>]+)>|"((?:[^"\\]|\\.)*)")'.encode())


def told_events(nquads: bytes, graph: str) -> Iterator[Told]:
    """Yield the events of one article's graph, given as sorted N-Quads."""
    for kind, typed in _OF_A_KIND:
        at = nquads.find(typed)
        while at >= 0:
            subject = nquads[nquads.rfind(b"\n", 0, at) + 1 : at + 2]
            begin = 0 if nquads.startswith(subject) else nquads.index(b"\n" + subject) + 1
            yield _told(subject[1:-2].decode(), graph, kind, _about(nquads, begin, subject))
            at = nquads.find(typed, at + 1)


def _about(nquads: bytes, begin: int, subject: bytes) -> Iterator[tuple[str, str]]:
    """Yield the properties and values of the subject whose lines begin at an offset."""
    while nquads.startswith(subject, begin):
        end = nquads.index(b"\n", begin) + 1
        found = _STATEMENT.match(nquads, begin + len(subject), end)
        if found:
            yield found[1].decode(), (found[2] or found[3] or b"").decode().replace('\\"', '"')
        begin = end


def told_rows(rows: Iterable[tuple[str, str, str, str, str]]) -> Iterator[Told]:
    """Yield the events of rows in any order, each a graph, an event in it, its class, and a property with its value.

    >>> [e.date for e in told_rows([("g", "e", TQ + "Attack", TQ + "date", "2021"), ("g", "e", TQ + "Attack", TQ + "place", "p")])]
    ['2021']
    """
    events: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for graph, event, kind, name, value in rows:
        events[event, graph, kind.removeprefix(TQ)].append((name, value))
    for (event, graph, kind), values in sorted(events.items()):
        yield _told(event, graph, kind, values)


def _told(iri: str, graph: str, kind: str, said: Iterable[tuple[str, str]]) -> Told:
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in said:
        values[name.removeprefix(TQ)].append(value)
    return Told(
        iri,
        graph,
        kind,
        min(values["date"], default=None),
        min(values["eventName"], default=None),
        frozenset(v for role in ACTING for v in values[role]),
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
