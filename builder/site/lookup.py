"""One thing, event or article, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.site.rows import EVENT, STORY, THING, Held, Rows, Story, Thing, Told


def thing(rows: Rows, iri: str) -> Thing | None:
    """Return what has an IRI."""
    found = rows.ask(f"SELECT {THING} FROM thing WHERE iri = ?", (iri,))
    return Thing(*found[0]) if found else None


def home(rows: Rows, thing: Thing) -> Story | None:
    """Return the article that alone names a thing."""
    found = rows.ask(f"SELECT {STORY} FROM article JOIN thing ON thing.article = article.id WHERE thing.id = ?", (thing.number,))
    return rows.stories(found)[0] if found else None


def ties(rows: Rows, thing: Thing, kinds: Sequence[str], *, up: bool, limit: int = 200) -> list[tuple[str, Thing]]:
    """Return what a thing is part of, lies or is based in, or what is so in it, with the kind of each tie."""
    own, other = ("subject", "object") if up else ("object", "subject")
    marks = ",".join("?" * len(kinds))
    query = (
        f"SELECT DISTINCT tie.kind, {THING} FROM tie JOIN thing ON thing.id = tie.{other} WHERE tie.{own} = ? AND tie.kind IN ({marks})"
        " ORDER BY tie.kind, thing.articles DESC, thing.iri LIMIT ?"
    )
    return [(row[0], Thing(*row[1:])) for row in rows.ask(query, (thing.number, *kinds, limit))]


def posts(rows: Rows, thing: Thing, limit: int = 200) -> list[Held]:
    """Return the posts of a person, or those in a body, the newest first; each post once, from the newest article that has it."""
    query = (
        f"SELECT post.person, post.body, post.role, post.title, {STORY} FROM post JOIN article ON article.id = post.article"
        " WHERE post.person = ?1 OR post.body = ?1"
        " GROUP BY post.person, post.body, post.role, substr(post.issued, 1, 7)"
        " HAVING post.issued = max(post.issued) ORDER BY post.issued DESC, post.role, post.title, article.identifier LIMIT ?2"
    )
    found = rows.ask(query, (thing.number, limit))
    known = rows.things(number for row in found for number in row[:2] if number)
    stories = rows.stories([row[4:] for row in found])
    return [Held(known.get(row[0]), known.get(row[1]), row[2], row[3], story) for row, story in zip(found, stories, strict=True)]


def neighbours(rows: Rows, thing: Thing, limit: int = 60) -> list[tuple[Thing, str, str, str, int]]:
    """Return who shares events with a thing most: the other, the kind of event, its own part in it and the other's, and how often.

    The newest 5,000 events are looked at, but for those that are only reprinted; places are no neighbours.
    """
    query = (
        "SELECT other.thing, event.kind, own.role, other.role, count(*) AS times"
        " FROM (SELECT event, role FROM part WHERE thing = ?1 AND event NOT IN"
        " (SELECT event.id FROM reprint JOIN event ON event.article = reprint.article) ORDER BY date DESC, event LIMIT 5000) AS own"
        " JOIN part AS other ON other.event = own.event AND other.thing <> ?1 AND other.role <> 'place'"
        " JOIN event ON event.id = own.event"
        " GROUP BY other.thing, event.kind, own.role, other.role"
        " ORDER BY times DESC, other.thing, event.kind, own.role, other.role LIMIT ?2"
    )
    found = rows.ask(query, (thing.number, limit))
    known = rows.things(row[0] for row in found)
    return [(known[row[0]], *row[1:]) for row in found if row[0] in known]


def events(rows: Rows, iris: Iterable[str]) -> list[Told]:
    """Return events by their IRIs, in the order given."""
    query = f"SELECT {EVENT}, {STORY} FROM event JOIN article ON article.id = event.article WHERE event.iri = ?"
    return list(rows.told([row for iri in iris for row in rows.ask(query, (iri,))]))


def alike(rows: Rows, iri: str, lang: str = "en", limit: int = 50) -> list[tuple[Told, str]]:
    """Return how other articles tell the same happening, and why, in a language, they are taken for it."""
    reason = "en" if lang == "en" else "ar"
    halves = (f"SELECT {other}, {reason} FROM alike WHERE {own} = ?1" for own, other in (("first", "second"), ("second", "first")))
    query = f"{' UNION '.join(halves)} ORDER BY 1 LIMIT ?2"
    reasons = dict(rows.ask(query, (iri, limit)))
    return [(told, reasons[told.iri]) for told in events(rows, reasons)]


def reprinted(rows: Rows, identifier: str, *, by: bool, limit: int = 50) -> list[tuple[Story, float]]:
    """Return the article that an article reprints, or those that it is reprinted `by`, with how alike they are; the earliest first."""
    own, other = ("original", "article") if by else ("article", "original")
    query = (
        f"SELECT reprint.similarity, {STORY} FROM reprint JOIN article ON article.id = reprint.{other}"
        f" WHERE reprint.{own} = (SELECT id FROM article WHERE identifier = ?) ORDER BY article.issued, article.identifier LIMIT ?"
    )
    found = rows.ask(query, (identifier, limit))
    return [(story, row[0]) for row, story in zip(found, rows.stories([row[1:] for row in found]), strict=True)]


def story(rows: Rows, identifier: str) -> Story | None:
    """Return an article by its identifier."""
    found = rows.ask(f"SELECT {STORY} FROM article WHERE identifier = ?", (identifier,))
    return rows.stories(found)[0] if found else None


def begun_with(rows: Rows, beginning: str, limit: int = 1000) -> list[str]:
    """Return the identifiers of articles that begin so, in order."""
    found = rows.ask("SELECT identifier FROM article WHERE identifier >= ? ORDER BY identifier LIMIT ?", (beginning, limit))
    return [row[0] for row in found if row[0].startswith(beginning)]


def around(rows: Rows, identifier: str) -> tuple[Story | None, Story | None]:
    """Return the articles before and after one, in the order of their dates."""
    own = rows.ask("SELECT id, issued FROM article WHERE identifier = ?", (identifier,))
    if not own:
        return None, None
    number, issued = own[0]
    found: list[Story | None] = []
    for sign, way in (("<", "DESC"), (">", "ASC")):
        query = f"SELECT {STORY} FROM article WHERE (issued, id) {sign} (?, ?) ORDER BY issued {way}, id {way} LIMIT 1"
        stories = rows.stories(rows.ask(query, (issued, number)))
        found.append(stories[0] if stories else None)
    return found[0], found[1]
