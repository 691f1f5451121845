"""Lists by the page: a timeline, the articles that name something, and what a search finds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.site import spelling
from builder.site.rows import EVENT, PAGE, STORY, THING, Page, Rows, Story, Thing, Told
from builder.vocabulary import EVENT_KINDS, SUPERCLASSES

_WORDS = 12  # of a query that count: each is a search of its own
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search or a list is narrowed to; dates are days, months or years."""

    text: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    outlet: str = ""


def timeline(rows: Rows, thing: Thing, number: int = 1) -> Page[Told]:
    """Return a page of the events that a thing has a part in, the newest first."""
    total = rows.number("SELECT count(DISTINCT event) FROM part WHERE thing = ?", (thing.number,))
    query = (
        f"SELECT {EVENT}, {STORY} FROM"
        " (SELECT DISTINCT event, date FROM part WHERE thing = ? ORDER BY date DESC, event LIMIT ? OFFSET ?) AS own"
        " JOIN event ON event.id = own.event JOIN article ON article.id = event.article ORDER BY own.date DESC, event.id"
    )
    return Page(rows.told(rows.ask(query, (thing.number, PAGE, PAGE * (number - 1)))), total, number)


def naming(rows: Rows, thing: Thing, number: int = 1) -> Page[Story]:
    """Return a page of the articles that name a thing, the newest first."""
    query = (
        f"SELECT {STORY} FROM mention JOIN article ON article.id = mention.article WHERE mention.thing = ?"
        " ORDER BY mention.issued DESC, article.id LIMIT ? OFFSET ?"
    )
    found = rows.ask(query, (thing.number, PAGE, PAGE * (number - 1)))
    total = rows.number("SELECT count(*) FROM mention WHERE thing = ?", (thing.number,))  # with reprints, which thing.articles leaves out
    return Page(tuple(rows.stories(found)), total, number)


def find(rows: Rows, wanted: Wanted, number: int = 1) -> Page[Thing] | Page[Told] | Page[Story]:
    """Return a page of what a search finds: things of a class, events, or articles."""
    if wanted.kind == "Article":
        return find_articles(rows, wanted, number)
    if wanted.kind == "Event" or wanted.kind in (*EVENT_KINDS, "JointOperation"):
        return find_events(rows, wanted, number)
    return find_things(rows, wanted, number)


def find_things(rows: Rows, wanted: Wanted, number: int = 1) -> Page[Thing]:
    """Return a page of the things that a search finds."""
    clauses, values = [], []
    source, order, best = "thing", "thing.articles DESC, thing.id", list[str]()
    if wanted.text.strip():
        matching = _matching(wanted.text)
        if not matching:
            return Page()
        source = "name JOIN thing ON thing.id = name.rowid"
        clauses.append("name MATCH ?")
        values.append(matching)
        # What has the text for one of its whole names stands first; then what articles name and what sounds like it.
        best = [f"\n{' '.join(brought(wanted.text))}\n" for brought in (spelling.words, spelling.consonants)]
        written, heard = (f"instr(char(10) || name.{column} || char(10), ?)" for column in ("words", "consonants"))
        order = f"{written} > 0 DESC, {heard} > 0 AND thing.articles > 0 DESC, {order}"
    kinds = [name for name, above in SUPERCLASSES.items() if wanted.kind in (name, *above)]
    if kinds:
        clauses.append(f"thing.kind IN ({','.join('?' * len(kinds))})")
        values += kinds
    # Of the few things that a text finds each is looked up; of all things, those that fit are gathered.
    few = bool(wanted.text.strip())
    if wanted.since or wanted.until or wanted.outlet:
        joined = " JOIN article ON article.id = mention.article" if wanted.outlet else ""
        inside, of = _issued(wanted, "mention.issued")
        named = f"SELECT mention.thing FROM mention{joined} WHERE 1{inside}"
        clauses.append(f"EXISTS ({named} AND mention.thing = thing.id)" if few else f"thing.id IN ({named})")
        values += of
    if wanted.place:
        there = f"site.event = part.event AND site.role = 'place' AND site.thing IN ({_within(wanted.place)})"
        one = f"EXISTS (SELECT 1 FROM part JOIN part AS site ON {there} WHERE part.thing = thing.id)"
        gathered = f"thing.id IN (SELECT part.thing FROM part WHERE part.event IN ({_there(wanted.place)}))"
        clauses.append(one if few else gathered)
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    total = rows.number(f"SELECT count(*) FROM {source}{where}", values)
    query = f"SELECT {THING} FROM {source}{where} ORDER BY {order} LIMIT ? OFFSET ?"
    found = rows.ask(query, (*values, *best, PAGE, PAGE * (number - 1)))
    return Page(tuple(Thing(*row) for row in found), total, number)


def find_articles(rows: Rows, wanted: Wanted, number: int = 1) -> Page[Story]:
    """Return a page of the articles that a search finds."""
    source, values, where = "article", [], ""
    if wanted.text.strip():
        folded = spelling.words(wanted.text)[:_WORDS]
        if not folded:
            return Page()
        source, where = "headline JOIN article ON article.id = headline.rowid", " AND headline MATCH ?"
        values.append(" ".join(f"{_token(word)}*" for word in folded))
    inside, of = _issued(wanted)
    where, values = where + inside, [*values, *of]
    if wanted.place:
        where += f" AND article.id IN (SELECT article FROM mention WHERE thing IN ({_within(wanted.place)}))"
    total = rows.number(f"SELECT count(*) FROM {source} WHERE 1{where}", values)
    query = f"SELECT {STORY} FROM {source} WHERE 1{where} ORDER BY article.issued DESC, article.id LIMIT ? OFFSET ?"
    return Page(tuple(rows.stories(rows.ask(query, (*values, PAGE, PAGE * (number - 1))))), total, number)


def find_events(rows: Rows, wanted: Wanted, number: int = 1) -> Page[Told]:
    """Return a page of the events that a search finds, by those who have a part in them."""
    where, values = "", []
    if wanted.kind != "Event":
        kinds = ["MilitaryOperation", "JointOperation"] if wanted.kind == "MilitaryOperation" else [wanted.kind]
        where, values = f" AND event.kind IN ({','.join('?' * len(kinds))})", [*kinds]
    if wanted.text.strip():
        matching = _matching(wanted.text)
        if not matching:
            return Page()
        where += " AND event.id IN (SELECT part.event FROM part WHERE part.thing IN (SELECT rowid FROM name WHERE name MATCH ?))"
        values.append(matching)
    inside, of = _issued(wanted, "event.date")
    where, values = where + inside, [*values, *of]
    if wanted.place:
        where += f" AND event.id IN ({_there(wanted.place)})"
    joined = " JOIN article ON article.id = event.article"
    total = rows.number(f"SELECT count(*) FROM event{joined if wanted.outlet else ''} WHERE 1{where}", values)
    query = f"SELECT {EVENT}, {STORY} FROM event{joined} WHERE 1{where} ORDER BY event.date DESC, event.id LIMIT ? OFFSET ?"
    return Page(rows.told(rows.ask(query, (*values, PAGE, PAGE * (number - 1)))), total, number)


def _issued(wanted: Wanted, column: str = "article.issued") -> tuple[str, list[str]]:
    """Return the conditions on dates and outlet, each with AND before it, and their values."""
    text, values = "", []
    if wanted.since:
        text, values = f" AND {column} >= ?", [wanted.since]
    if wanted.until:  # a day of a month that is the last lies within it
        text, values = text + f" AND {column} <= ? AND {column} <> ''", [*values, wanted.until + "~"]
    if wanted.outlet:
        text, values = text + " AND article.outlet = (SELECT id FROM thing WHERE iri = ?)", [*values, wanted.outlet]
    return text, values


def _there(place: str) -> str:
    """Return a query for the numbers of the events that happened at a place or in it."""
    return f"SELECT event FROM part WHERE role = 'place' AND thing IN ({_within(place)})"


def _within(place: str) -> str:
    """Return a query for the numbers of a place and of those that lie in it."""
    start = f"SELECT id FROM thing WHERE iri = {_quoted(place)}"
    step = "SELECT tie.subject FROM tie JOIN inside ON tie.object = inside.id WHERE tie.kind = 'locatedIn'"
    return f"WITH RECURSIVE inside(id) AS ({start} UNION {step}) SELECT id FROM inside"


def _matching(text: str) -> str:
    """Return what to ask of the index of names: every word as written or, in Latin letters, by its consonants; each perhaps unfinished.

    >>> _matching("Khafaji"), _matching('"داعش'), _matching("؟")
    ('(words:"khafaji"* OR consonants:"xfj"*)', '(words:"داعش"*)', '')
    """
    asked = []
    for word in spelling.words(text)[:_WORDS]:
        heard = () if _ARABIC.search(word) else spelling.consonants(word)
        asked.append(" OR ".join([f"words:{_token(word)}*", *(f"consonants:{_token(skeleton)}*" for skeleton in heard)]))
    return " AND ".join(f"({one})" for one in asked)


def _token(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _quoted(text: str) -> str:
    """Return a text as SQLite writes it inside a query."""
    return "'" + text.replace("'", "''").replace("\0", "") + "'"
