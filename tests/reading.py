"""What the tables of the extractors' tests compare: a reading put into plain sets of names.

Every text of the tables was made up for them. An entity is called by the words of its first mention, as the article writes them.
"""

from __future__ import annotations

from functools import cache

from builder.model import Article, Entity, Reading
from builder.pipeline import read_article
from builder.vocabulary import BODIES

LEAD = "موجز الأخبار المحلية\n\n"  # a headline that names nothing, so that the text itself is an article's body
TODAY = "2021-08-14"  # a Saturday
Happened = dict[str, object]


@cache
def read(text: str, issued: str | None = TODAY) -> Reading:
    """Read a text as the body of an article of the day `issued`."""
    return read_article(Article("x", LEAD + text, issued=issued))


def names(text: str, *kinds: str) -> set[tuple[str, str]]:
    """Return (class, words) of every mention whose class is one of `kinds`."""
    reading = read(text)
    return {(e.kind, anchor(reading, m.span.begin, m.span.end)) for e in reading.entities if e.kind in kinds for m in e.mentions}


def bodies(text: str) -> set[tuple[str, str]]:
    """Return (class, words) of every mention of a body."""
    return names(text, *BODIES)


def places(text: str) -> set[str]:
    """Return the words of every mention of a place."""
    return {words for _, words in names(text, "Location")}


def anchor(reading: Reading, begin: int, end: int) -> str:
    """Return a stretch of the article in one line."""
    return " ".join(reading.article.text[begin:end].split())


def forms(reading: Reading, *kinds: str) -> set[frozenset[str]]:
    """Return, for each entity of some kinds, all the ways it is written."""
    return {frozenset(anchor(reading, m.span.begin, m.span.end) for m in e.mentions) for e in reading.entities if e.kind in kinds}


def entity(reading: Reading, words: str, kind: str | None = None) -> Entity:
    """Return the entity that a mention with these words stands for."""
    found = [
        e
        for e in reading.entities
        if kind in (None, e.kind) and any(anchor(reading, m.span.begin, m.span.end) == words for m in e.mentions)
    ]
    assert found, f"no entity is called {words}: {sorted((e.kind, e.label) for e in reading.entities)}"
    return found[0]


def called(reading: Reading, key: str | None) -> str | None:
    """Return the first mention's words of the entity with a key."""
    return next((anchor(reading, e.mentions[0].span.begin, e.mentions[0].span.end) for e in reading.entities if e.key == key), None)


def held(text: str) -> set[tuple[str | None, str, str | None]]:
    """Return (person, role, organization) of every appointment."""
    reading = read(text)
    return {(entity_label(reading, a.person), a.role, called(reading, a.organization)) for a in reading.appointments}


def entity_label(reading: Reading, key: str) -> str | None:
    """Return a person's fullest name."""
    return next((e.label for e in reading.entities if e.key == key), None)


def posts(text: str) -> set[tuple[str, str | None]]:
    """Return (words, role) of every post without a holder."""
    reading = read(text)
    return {(anchor(reading, m.span.begin, m.span.end), e.role) for e in reading.entities if e.kind == "Post" for m in e.mentions}


def ranks(text: str) -> dict[str, str | None]:
    """Return the rank of each person."""
    return {e.label: e.rank for e in read(text).entities if e.kind == "Official"}


def ties(text: str) -> set[tuple[str, str | None, str | None]]:
    """Return (relation, subject, object) of every relation."""
    reading = read(text)
    return {(r.kind, called(reading, r.subject), called(reading, r.object)) for r in reading.relations}


def happened(kind: str, status: str = "occurred", **arguments: object) -> Happened:
    """Write down an expected event; the values of a property are a set of names, a number or a text."""
    return {"kind": kind, "status": status, **arguments}


def events(text: str, *kinds: str, issued: str | None = TODAY) -> list[Happened]:
    """Return the events of some kinds (by default all but statements) as `happened` writes them."""
    reading = read(text, issued)
    found: list[Happened] = []
    for event in reading.events:
        if event.kind in kinds or (not kinds and event.kind != "Statement"):
            told = happened(event.kind, event.status)
            for role in dict.fromkeys(name for name, _ in event.arguments):
                values = event.values(role)
                told[role] = int(values[0]) if role in ("killed", "wounded") else {called(reading, v) or v for v in values}
            told.update({k: v for k, v in (("date", event.date), ("name", event.name)) if v})
            found.append(told)
    return found


def speakers(text: str) -> set[tuple[str | None, str | None]]:
    """Return (speaker, outlet) of every statement."""
    reading = read(text)
    found = set()
    for event in reading.events:
        if event.kind == "Statement":
            outlets = event.values("outlet")
            found.add((entity_or_first(reading, event.values("speaker")[0]), called(reading, outlets[0]) if outlets else None))
    return found


def entity_or_first(reading: Reading, key: str) -> str | None:
    """Return a person's fullest name, and any other thing's first."""
    return entity_label(reading, key) if key.startswith("Official:") else called(reading, key)
