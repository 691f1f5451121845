"""What the catalogue gives pages: frozen records, and the rows that they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from builder.identifiers import article_iri
from builder.site.catalogue import Catalogue

PAGE = 50  # entries of a list on one page


@dataclass(frozen=True, slots=True)
class Thing:
    """Something named: an official, a force, a place …; `articles` is how many name it."""

    number: int
    iri: str
    kind: str
    ar: str
    en: str
    articles: int
    lat: float | None = None
    long: float | None = None

    def name(self, lang: str) -> str:
        """Return its name in a language, or in the other where it has none."""
        return (self.en if lang == "en" else self.ar) or self.ar or self.en or self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Story:
    """An article in a list."""

    identifier: str
    iri: str
    title: str
    issued: str
    outlet: Thing | None


@dataclass(frozen=True, slots=True)
class Told:
    """An event in a list, with those who have a part in it as pairs of a property and a thing."""

    number: int
    iri: str
    kind: str
    status: str
    date: str
    name: str
    quote: str
    killed: int | None
    wounded: int | None
    story: Story
    parts: tuple[tuple[str, Thing], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A post as an article has it: who, what, where."""

    person: Thing | None
    body: Thing | None
    role: str
    title: str
    story: Story


Entry = TypeVar("Entry", Thing, Told, Story)


@dataclass(frozen=True, slots=True)
class Page(Generic[Entry]):
    """A page of a list: its entries, how many there are in all, and which page it is, counted from 1."""

    entries: tuple[Entry, ...] = ()
    total: int = 0
    number: int = 1

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.total // PAGE))


THING = "thing.id, thing.iri, thing.kind, thing.ar, thing.en, thing.articles, thing.lat, thing.long"
STORY = "article.identifier, article.title, article.issued, article.outlet"
EVENT = "event.id, event.iri, event.kind, event.status, event.date, event.name, event.quote, event.killed, event.wounded"


class Rows:
    """Asks a catalogue; every list is in an order that depends on nothing but what it holds."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._db = catalogue.db

    def ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self._db.execute(query, values).fetchall()

    def number(self, query: str, values: Sequence[object] = ()) -> int:
        """Return the one number that a query gives."""
        return int(self.ask(query, values)[0][0] or 0)

    def things(self, numbers: Iterable[int]) -> dict[int, Thing]:
        """Return things by their numbers."""
        wanted = sorted(set(numbers))
        found: dict[int, Thing] = {}
        for first in range(0, len(wanted), 500):
            some = wanted[first : first + 500]
            asked = f"SELECT {THING} FROM thing WHERE id IN ({','.join('?' * len(some))})"
            found |= {row[0]: Thing(*row) for row in self.ask(asked, some)}
        return found

    def stories(self, rows: Sequence[Sequence[Any]]) -> list[Story]:
        """Return articles from rows of `STORY`."""
        outlets = self.things(row[3] for row in rows if row[3])
        return [Story(row[0], article_iri(row[0]), row[1], row[2], outlets.get(row[3])) for row in rows]

    def told(self, rows: Sequence[Sequence[Any]]) -> tuple[Told, ...]:
        """Return events, with all who have a part in them, from rows of `EVENT` and `STORY`."""
        numbers = [row[0] for row in rows]
        asked = f"SELECT event, role, thing FROM part WHERE event IN ({','.join('?' * len(numbers))}) ORDER BY event, role, thing"
        listed = self.ask(asked, numbers)
        known = self.things(thing for _, _, thing in listed)
        parts: dict[int, list[tuple[str, Thing]]] = {number: [] for number in numbers}
        for event, role, thing in listed:
            if thing in known:
                parts[event].append((role, known[thing]))
        found = []
        for row, story in zip(rows, self.stories([row[9:] for row in rows]), strict=True):
            number, iri, kind, status, date, name, quote, killed, wounded = row[:9]
            found.append(Told(number, iri, kind, status, date, name, quote, killed, wounded, story, tuple(parts[number])))
        return tuple(found)
