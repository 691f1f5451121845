"""A store in figures, for its description: how much there is of what, when and where, and how it is linked to other data.

The catalogue answers at once; how many statements have each property is only known by reading all of them (`whole`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from builder.identifiers import article_iri
from builder.site.rows import Rows
from builder.store import Store
from builder.vocabulary import OWL_SAME_AS, SUPERCLASSES

WIDE = ("Official", "Force", "Ministry", "Location")  # an example of each is given


@dataclass(frozen=True, slots=True)
class Box:
    """The stretch of the earth where what is told happened, in degrees (WGS 84)."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What a store holds.

    `things` are those that articles name; `classes` and `properties` are by IRI, as stated, without what follows from subclasses;
    `links` counts the distinct owl:sameAs by the IRIs' beginning. `statements`, `properties`, `subjects` and `objects` are None or empty
    where not all was read; a statement that several graphs have counts in each.
    """

    articles: int
    events: int
    things: int
    first: str = ""
    last: str = ""
    box: Box | None = None
    classes: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    statements: int | None = None
    subjects: int | None = None
    objects: int | None = None
    properties: Mapping[str, int] = field(default_factory=dict)


def read_figures(store: Store, rows: Rows, spaces: tuple[str, ...], *, whole: bool = False) -> Figures:
    """Return a store's figures; `spaces` are the beginnings of the IRIs of other data sets whose links are counted."""
    found = rows.ask("SELECT min(issued), max(issued) FROM article WHERE issued <> ''")
    first, last = found[0]
    properties = _counted(store, "SELECT ?of (COUNT(?s) AS ?n) { GRAPH ?g { ?s ?of ?o } } GROUP BY ?of") if whole else {}
    return Figures(
        articles=rows.number("SELECT count(*) FROM article"),
        events=rows.number("SELECT count(*) FROM event"),
        things=rows.number("SELECT count(*) FROM thing WHERE articles > 0"),
        first=first or "",
        last=last or "",
        box=_box(rows),
        classes=_counted(store, "SELECT ?of (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?of } } GROUP BY ?of"),
        links=_links(store, spaces),
        examples=_examples(rows),
        statements=sum(properties.values()) if whole else None,
        subjects=_number(store, "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } }") if whole else None,
        objects=_number(store, "SELECT (COUNT(DISTINCT ?o) AS ?n) { GRAPH ?g { ?s ?p ?o } }") if whole else None,
        properties=properties,
    )


def _box(rows: Rows) -> Box | None:
    """Return where the places of events lie."""
    there = "EXISTS (SELECT 1 FROM part WHERE part.thing = thing.id AND part.role = 'place')"
    found = rows.ask(f"SELECT min(lat), min(long), max(lat), max(long) FROM thing WHERE lat IS NOT NULL AND {there}")[0]
    return None if None in found else Box(*found)


def _examples(rows: Rows) -> tuple[str, ...]:
    """Return an example of each main class: the one that most articles name, the newest article and event."""
    found = []
    for kind in WIDE:
        kinds = [name for name, above in SUPERCLASSES.items() if kind == name or kind in above]
        marks = ",".join("?" * len(kinds))
        query = f"SELECT iri FROM thing WHERE kind IN ({marks}) AND articles > 0 ORDER BY articles DESC, id LIMIT 1"
        found += [row[0] for row in rows.ask(query, kinds)]
    found += [article_iri(row[0]) for row in rows.ask("SELECT identifier FROM article ORDER BY issued DESC, id LIMIT 1")]
    return (*found, *(row[0] for row in rows.ask("SELECT iri FROM event ORDER BY date DESC, id LIMIT 1")))


def _links(store: Store, spaces: tuple[str, ...]) -> dict[str, int]:
    linked = ((str(q.subject), q.object) for q in store.db.quads_for_pattern(None, ox.NamedNode(OWL_SAME_AS), None))
    pairs = {(subject, to.value) for subject, to in linked if isinstance(to, ox.NamedNode)}
    counted = Counter(space for _, to in pairs for space in spaces if to.startswith(space))
    return {space: counted[space] for space in spaces if counted[space]}


def _counted(store: Store, query: str) -> dict[str, int]:
    """Return the numbers that a query gives, by IRI."""
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    found = {row["of"].value: int(row["n"].value) for row in answer if isinstance(row["of"], ox.NamedNode)}
    return dict(sorted(found.items()))


def _number(store: Store, query: str) -> int:
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return int(next(answer)["n"].value)
