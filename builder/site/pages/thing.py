"""The page of an official, a force, a ministry, a place: names, hierarchy, posts, timeline, map, neighbourhood, articles about it."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from builder.networks.colours import DIRECTED
from builder.site.drawing.map import draw_map
from builder.site.drawing.months import draw_months
from builder.site.drawing.neighbourhood import draw_network
from builder.site.drawing.shapes import Count, Node, Spot, Tie
from builder.site.lists import naming, timeline
from builder.site.lookup import home, neighbours, posts, ties
from builder.site.lookup import thing as find_thing
from builder.site.pages.frame import View
from builder.site.pages.tied import tie_of
from builder.site.rows import Thing
from builder.site.whole import months, sites_of
from builder.store import Store
from builder.vocabulary import OWL_SAME_AS, SKOS

_UP, _PARTS = ("partOf", "basedIn", "locatedIn"), ("partOf", "locatedIn", "basedIn")
_POSTS = 40  # the newest that are shown; each stands on the page of its article too
_NAMES = 24  # other names that are shown


def thing_page(view: View, iri: str, number: int = 1) -> str | None:
    """Return a page about a thing, its timeline from a page on; None where the catalogue has no such thing, or not so many pages."""
    rows = view.room.rows
    thing = find_thing(rows, iri)
    if thing is None:
        return None
    events, articles = timeline(rows, thing, number), naming(rows, thing, number)
    pages = max(events.pages, articles.pages)
    if number > pages:
        return None
    held = posts(rows, thing, _POSTS + 1) if number == 1 else []
    arabic, english, same, definition = _said(view.room.store, thing)
    return view.render(
        "thing.html",
        thing=thing,
        iri=iri,
        other_names=[name for name in (*arabic, *english) if name not in (thing.ar, thing.en)][:_NAMES],
        same=same,
        definition=definition.get(view.lang, ""),
        above=_above(view, thing),
        below=ties(rows, thing, _PARTS, up=False) if number == 1 else [],
        posts=held[:_POSTS],
        more_posts=len(held) > _POSTS,
        home=home(rows, thing),
        events=events,
        articles=articles,
        number=number,
        pages=pages,
        page_address=lambda page: view.to(paged(view, page)),
        map=_map(view, thing) if number == 1 else "",
        network=_network(view, thing) if number == 1 else "",
        months=draw_months([Count(month, count) for month, count in months(rows, thing)], lang=view.lang, title=view.words["by_month"])
        if number == 1 and events.total > 1
        else "",
    )


def paged(view: View, number: int) -> str:
    """Return the path of another page of the same list.

    >>> paged(View(None, "doc/force/peshmerga~p2", "ar"), 3), paged(View(None, "articles~p2", "ar"), 1)
    ('doc/force/peshmerga~p3', 'articles')
    """
    stem = view.path.partition("~p")[0]
    return stem if number == 1 else f"{stem}~p{number}"


def _said(store: Store, thing: Thing) -> tuple[list[str], list[str], list[str], dict[str, str]]:
    """Return its names in Arabic and English, what it is the same as elsewhere, and its definition by language."""
    names: dict[str, list[str]] = {"ar": [], "en": []}
    same, definition = [], {}
    found = store.query(f"SELECT DISTINCT ?p ?o WHERE {{ <{thing.iri}> ?p ?o }} LIMIT 1000")
    assert isinstance(found, ox.QuerySolutions)  # it is a SELECT
    for predicate, value in sorted(((row[0].value, row[1]) for row in found if isinstance(row[0], ox.NamedNode)), key=str):
        if isinstance(value, ox.Literal) and predicate in (SKOS + "prefLabel", SKOS + "altLabel"):
            names.setdefault(value.language or "", []).append(value.value)
        elif isinstance(value, ox.Literal) and predicate == SKOS + "definition":
            definition[value.language or ""] = value.value
        elif isinstance(value, ox.NamedNode) and predicate == OWL_SAME_AS:
            same.append(value.value)
    return names["ar"], names["en"], same, definition


def _above(view: View, thing: Thing) -> list[list[tuple[str, Thing]]]:
    """Return the chains of what a thing belongs to or lies in, from the next above it to the topmost, one for each first step."""
    chains = []
    for kind, above in ties(view.room.rows, thing, _UP, up=True, limit=12):
        chain, seen = [(kind, above)], {thing.iri, above.iri}
        while len(chain) < 8:
            way = "partOf" if kind == "partOf" else "locatedIn"
            higher = [(way, found) for _, found in ties(view.room.rows, chain[-1][1], (way,), up=True, limit=3) if found.iri not in seen]
            if not higher:
                break
            chain.append(higher[0])
            seen.add(higher[0][1].iri)
        chains.append(chain)
    known = {found.iri for chain in chains for _, found in chain[1:]}
    return [chain for chain in chains if chain[0][1].iri not in known]


def _map(view: View, thing: Thing) -> str:
    spots = [_spot(view, site, count) for site, count in sites_of(view.room.rows, thing)]
    own = None
    if thing.lat is not None and thing.long is not None:
        own = _spot(view, thing, 1)
        spots = [own, *(spot for spot in spots if spot.href != own.href)]
    return draw_map(spots, lang=view.lang, title=view.words["map_of"], focus=own) if spots else ""


def _spot(view: View, thing: Thing, count: int) -> Spot:
    assert thing.lat is not None and thing.long is not None  # `sites_of` gives none without
    return Spot(
        view.name(thing), thing.lat, thing.long, view.href(thing.iri), count, thing.kind, f"{view.words['events']}: {count}", thing.iri
    )


def _network(view: View, thing: Thing) -> str:
    around = neighbours(view.room.rows, thing)
    if not around:
        return ""
    nodes = {other.iri: _node(view, other) for other, *_ in around}
    counted = Counter[Tie]()
    for other, kind, own, others, times in around:
        told = tie_of(kind, own, others)
        backwards = told in DIRECTED and own == "target"
        begin, end = (other.iri, thing.iri) if backwards else (thing.iri, other.iri)
        counted[Tie(begin, end, told)] += times
    drawn = [Tie(tie.begin, tie.end, tie.kind, times) for tie, times in counted.items()]
    return draw_network(_node(view, thing), list(nodes.values()), drawn, lang=view.lang, title=view.words["network_of"])


def _node(view: View, thing: Thing) -> Node:
    return Node(thing.iri, view.name(thing), thing.kind, view.href(thing.iri))
