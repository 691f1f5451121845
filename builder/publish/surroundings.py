"""What stands above and below a thing, as its pages show it: an article that changes elsewhere may change it."""

from __future__ import annotations

from builder.site.lookup import ties
from builder.site.rows import THING, Rows, Thing

_KINDS = ("partOf", "basedIn", "locatedIn")
_STEPS = 9  # one more than a page's chains have
Step = tuple[tuple[str, str, str, str, str], ...]


class Surroundings:
    """Asks a catalogue, and remembers: thousands of places have the same country above them."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[int, tuple[Step, tuple[Thing, ...]]] = {}

    def of(self, number: int) -> tuple[object, ...]:
        """Return what is above a thing, in the order in which a page takes it, and what is below it with how many articles name that."""
        own = Thing(*self._rows.ask(f"SELECT {THING} FROM thing WHERE id = ?", (number,))[0])
        found, todo, seen = [], [own], {own.number}
        for _ in range(_STEPS):
            higher: list[Thing] = []
            for thing in todo:
                step, above = self._above(thing)
                found.append(step)
                higher += (other for other in above if other.number not in seen)
                seen |= {other.number for other in above}
            todo = higher
        below = [
            (kind, other.iri, other.kind, other.ar, other.en, other.articles) for kind, other in ties(self._rows, own, _KINDS, up=False)
        ]
        return own.iri, own.kind, own.ar, own.en, tuple(found), tuple(below)

    def _above(self, thing: Thing) -> tuple[Step, tuple[Thing, ...]]:
        """Return what stands just above a thing; of the numbers of articles only the order that they make is looked at."""
        known = self._known.get(thing.number)
        if known is None:
            listed = ties(self._rows, thing, _KINDS, up=True, limit=50)
            step = tuple((kind, other.iri, other.kind, other.ar, other.en) for kind, other in listed)
            known = self._known[thing.number] = step, tuple(other for _, other in listed)
        return known
