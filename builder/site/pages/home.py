"""The overview: what the graph holds in figures, by month, on the map, and who acts with whom."""

from __future__ import annotations

from builder.site.drawing.cooperation import draw_cooperation
from builder.site.drawing.map import draw_map
from builder.site.drawing.months import draw_months
from builder.site.drawing.shapes import Count, Node, Spot, Tie
from builder.site.lists import Wanted, find_articles, find_things
from builder.site.pages.frame import View
from builder.site.pages.tied import tie_of
from builder.site.rows import Thing
from builder.site.whole import cooperation, counts, months, sites
from builder.vocabulary import EVENT_KINDS, SUPERCLASSES

_FIRST = 12


def home_page(view: View) -> str:
    """Return the overview."""
    rows, words = view.room.rows, view.words
    known = counts(rows)
    return view.render(
        "home.html",
        articles=known["Article"],
        kinds=[(kind, known[kind]) for kind in SUPERCLASSES if kind in known],
        events=[(kind, known[kind]) for kind in ("JointOperation", *EVENT_KINDS) if kind in known],
        months=draw_months([_count(view, *found) for found in months(rows)], lang=view.lang, title=words["by_month"]),
        map=draw_map([_spot(view, place, count) for place, count in sites(rows)], lang=view.lang, title=words["map_of_all"]),
        network=_network(view),
        newest=find_articles(rows, Wanted(kind="Article")).entries[:_FIRST],
        officials=find_things(rows, Wanted(kind="Official")).entries[:_FIRST],
        forces=find_things(rows, Wanted(kind="Force")).entries[:_FIRST],
    )


def _spot(view: View, place: Thing, count: int) -> Spot:
    assert place.lat is not None and place.long is not None  # `sites` gives none without
    return Spot(
        view.name(place), place.lat, place.long, view.href(place.iri), count, place.kind, f"{view.words['events']}: {count}", place.iri
    )


def _count(view: View, month: str, number: int) -> Count:
    """Return a month's bar, which leads to its events where there is someone to ask."""
    return Count(month, number, view.to("search", **{"class": "Event", "since": month, "until": month}) if view.room.moving else "")


def _network(view: View) -> str:
    pairs = cooperation(view.room.rows)
    things = {thing.iri: thing for one, other, *_ in pairs for thing in (one, other)}
    nodes = [Node(iri, view.name(thing), thing.kind, view.href(iri)) for iri, thing in sorted(things.items())]
    ties = [Tie(one.iri, other.iri, tie_of(kind, "", ""), times) for one, other, kind, times in pairs]
    return draw_cooperation(nodes, ties, lang=view.lang, title=view.words["cooperation"]) if pairs else ""
