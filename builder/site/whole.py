"""The whole graph in figures: how many of each class, when, where, and who acts with whom."""

from __future__ import annotations

from builder.site.rows import THING, Rows, Thing

# What only reprints an article tells nothing of its own, and counts nowhere.
_OWN = "article NOT IN (SELECT article FROM reprint)"
_AGAIN = "(SELECT event.id FROM reprint JOIN event ON event.article = reprint.article)"


def counts(rows: Rows) -> dict[str, int]:
    """Return how many of each class there are: things that articles name, events, articles."""
    found = dict(rows.ask(f"SELECT kind, count(*) FROM thing WHERE articles > 0 AND (article IS NULL OR {_OWN}) GROUP BY kind"))
    found |= dict(rows.ask(f"SELECT kind, count(*) FROM event WHERE {_OWN} GROUP BY kind"))
    return found | {"Article": rows.number("SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM reprint)")}


def months(rows: Rows, thing: Thing | None = None) -> list[tuple[str, int]]:
    """Return how many events there are in each month (YYYY-MM), of all or of one thing."""
    if thing is None:
        counted = "SELECT substr(date, 1, 7) AS month, count(*) FROM event"
        return rows.ask(f"{counted} WHERE length(date) >= 7 AND {_OWN} GROUP BY month ORDER BY month")
    counted = "SELECT substr(date, 1, 7) AS month, count(DISTINCT event) FROM part"
    query = f"{counted} WHERE thing = ? AND length(date) >= 7 AND event NOT IN {_AGAIN} GROUP BY month ORDER BY month"
    return rows.ask(query, (thing.number,))


def sites(rows: Rows, limit: int = 300) -> list[tuple[Thing, int]]:
    """Return the places where most happens, with coordinates, and in how many events."""
    query = (
        f"SELECT {THING}, count(*) AS times FROM part JOIN thing ON thing.id = part.thing"
        f" WHERE part.role = 'place' AND thing.lat IS NOT NULL AND part.event NOT IN {_AGAIN}"
        " GROUP BY thing.id ORDER BY times DESC, thing.iri LIMIT ?"
    )
    return [(Thing(*row[:-1]), row[-1]) for row in rows.ask(query, (limit,))]


def sites_of(rows: Rows, thing: Thing, limit: int = 100) -> list[tuple[Thing, int]]:
    """Return the places where the events of a thing happened, with coordinates, and how many."""
    query = (
        f"SELECT {THING}, count(*) AS times "
        f"FROM (SELECT DISTINCT event FROM part WHERE thing = ? AND event NOT IN {_AGAIN} ORDER BY date DESC, event LIMIT 5000) AS own"
        " JOIN part ON part.event = own.event AND part.role = 'place' JOIN thing ON thing.id = part.thing"
        " WHERE thing.lat IS NOT NULL GROUP BY thing.id ORDER BY times DESC, thing.iri LIMIT ?"
    )
    return [(Thing(*row[:-1]), row[-1]) for row in rows.ask(query, (thing.number, limit))]


def cooperation(rows: Rows, limit: int = 90) -> list[tuple[Thing, Thing, str, int]]:
    """Return the pairs of actors that act together most, by the kind of event: participants, parties, signatories and supporters."""
    together = "'participant', 'party', 'supporter', 'signatory'"
    query = (
        "SELECT one.thing, two.thing, event.kind, count(DISTINCT one.event) AS times FROM part AS one"
        f" JOIN part AS two ON two.event = one.event AND two.thing > one.thing AND two.role IN ({together})"
        f" JOIN event ON event.id = one.event WHERE one.role IN ({together}) AND one.event NOT IN {_AGAIN}"
        " GROUP BY one.thing, two.thing, event.kind ORDER BY times DESC, one.thing, two.thing, event.kind LIMIT ?"
    )
    found = rows.ask(query, (limit,))
    known = rows.things(number for row in found for number in row[:2])
    return [(known[row[0]], known[row[1]], row[2], row[3]) for row in found]


def outlets(rows: Rows) -> list[tuple[Thing, int]]:
    """Return the outlets that published articles, and how many each."""
    joined = "article JOIN thing ON thing.id = article.outlet"
    query = f"SELECT {THING}, count(*) AS times FROM {joined} GROUP BY thing.id ORDER BY times DESC, thing.iri"
    return [(Thing(*row[:-1]), row[-1]) for row in rows.ask(query)]
