"""How often a term is used in a store, and by what: from the catalogue where it knows, else from the store's own index, up to a limit."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from builder.identifiers import article_iri
from builder.site.glossary import GRAPH, Entry
from builder.site.record import ROLES
from builder.site.rows import Rows
from builder.store import Store
from builder.vocabulary import EVENT_KINDS, SUPERCLASSES, TQ

MOST = 20_000  # statements that are counted; there are more than a page can wait for
EXAMPLES = 5
_EVENTS = {"Event": (*EVENT_KINDS, "JointOperation"), "MilitaryOperation": ("MilitaryOperation", "JointOperation")}


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a term is used, whether that is only as far as was counted, and the IRIs of a few things that it is used of."""

    times: int
    more: bool = False
    examples: tuple[str, ...] = ()


def usage(store: Store, rows: Rows, entry: Entry) -> Usage:
    """Return how often a term is used: a class by its instances, a property by its statements, a concept by what has it.

    Instances of a class are those that articles name, and those of its subclasses too.
    """
    if entry.iri.startswith(TQ) and entry.kind != "individual":
        found = _catalogued(rows, entry.local)
        if found is not None:
            return found
    return _stored(store, entry)


def _catalogued(rows: Rows, local: str) -> Usage | None:
    """Return the use of a class or property that the catalogue has a column for."""
    if local == "Article":
        found = rows.ask(f"SELECT identifier FROM article ORDER BY issued DESC, id LIMIT {EXAMPLES}")
        return Usage(rows.number("SELECT count(*) FROM article"), False, tuple(article_iri(row[0]) for row in found))
    if local in SUPERCLASSES:
        kinds = [name for name, above in SUPERCLASSES.items() if local == name or local in above]
        where = f"kind IN ({_marks(kinds)}) AND articles > 0"
        found = rows.ask(f"SELECT iri FROM thing WHERE {where} ORDER BY articles DESC, id LIMIT {EXAMPLES}", kinds)
        return Usage(rows.number(f"SELECT count(*) FROM thing WHERE {where}", kinds), False, tuple(row[0] for row in found))
    if local in _EVENTS or local in (*EVENT_KINDS, "JointOperation"):
        kinds = list(_EVENTS.get(local, (local,)))
        found = rows.ask(
            f"SELECT iri, article FROM event WHERE kind IN ({_marks(kinds)}) ORDER BY date DESC, id LIMIT {10 * EXAMPLES}", kinds
        )
        one_each = {article: iri for iri, article in reversed(found)}  # the newest of each article
        newest = tuple(iri for iri, article in found if one_each[article] == iri)[:EXAMPLES]
        return Usage(rows.number(f"SELECT count(*) FROM event WHERE kind IN ({_marks(kinds)})", kinds), False, newest)
    if local in ROLES:
        shown = f"SELECT event.iri FROM (SELECT DISTINCT event FROM part WHERE role = ? ORDER BY event LIMIT {EXAMPLES}) AS own"
        found = rows.ask(f"{shown} JOIN event ON event.id = own.event ORDER BY event.iri", (local,))
        return Usage(rows.number("SELECT count(*) FROM part WHERE role = ?", (local,)), False, tuple(row[0] for row in found))
    return None


def _marks(values: list[str]) -> str:
    return ",".join("?" * len(values))


def _stored(store: Store, entry: Entry) -> Usage:
    """Return the use of a term by the statements that have it, as far as they are counted; what describes terms is no use of them."""
    term = ox.NamedNode(entry.iri)  # which is an IRI for certain, so that it may stand in a query
    pattern = {"property": f"?s {term} ?o", "class": f"?s a {term}"}.get(entry.kind, f"?s ?p {term}")
    inside = f"GRAPH ?g {{ {pattern} }} FILTER(?g != <{GRAPH}>)"
    counted = store.query(f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?s {{ {inside} }} LIMIT {MOST + 1} }} }}")
    examples = store.query(f"SELECT DISTINCT ?s {{ {inside} }} LIMIT {EXAMPLES}")
    assert isinstance(counted, ox.QuerySolutions) and isinstance(examples, ox.QuerySolutions)
    times = int(next(counted)["n"].value)
    found = sorted(row["s"].value for row in examples if isinstance(row["s"], ox.NamedNode))
    return Usage(min(times, MOST), times > MOST, tuple(found))
