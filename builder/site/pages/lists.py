"""The pages of lists: articles, events, and what a search finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from builder.prefixes import expand
from builder.site.lists import Wanted, find_articles, find_events, find_things
from builder.site.pages.frame import View
from builder.site.pages.thing import paged
from builder.site.rows import PAGE
from builder.site.whole import counts, outlets
from builder.vocabulary import EVENT_KINDS, SUPERCLASSES

_FIRST = 8  # of each group, where a search is not narrowed to one
_LAST_PAGE = 200  # beyond it a list is narrowed and not leafed through: the database counts every entry that it leaves out


def articles_page(view: View, number: int = 1) -> str | None:
    """Return a page of all articles, the newest first."""
    page = find_articles(view.room.rows, Wanted(kind="Article"), number)
    if number > page.pages:
        return None
    return view.render("articles.html", page=page, page_address=lambda other: view.to(paged(view, other)), outlets=outlets(view.room.rows))


def events_page(view: View, number: int = 1) -> str | None:
    """Return a page of all events, the newest first."""
    page = find_events(view.room.rows, Wanted(kind="Event"), number)
    if number > page.pages:
        return None
    known = counts(view.room.rows)
    kinds = [(kind, known[kind]) for kind in ("JointOperation", *EVENT_KINDS) if kind in known]
    return view.render("events.html", page=page, kinds=kinds, page_address=lambda other: view.to(paged(view, other)))


def class_page(view: View, kind: str, number: int = 1) -> str | None:
    """Return a page of what there is of a class, those first that most articles name."""
    if kind not in SUPERCLASSES:
        return None
    page = find_things(view.room.rows, Wanted(kind=kind), number)
    if number > page.pages:
        return None
    return view.render("class.html", page=page, kind=kind, page_address=lambda other: view.to(paged(view, other)))


def search_page(view: View, asked: Mapping[str, str]) -> str:
    """Return what a search finds: of every kind a few, or a page of one kind."""
    rows = view.room.rows
    wanted = Wanted(
        asked.get("q", "").strip()[:200],
        asked.get("class", ""),
        _date(asked.get("since", "")),
        _date(asked.get("until", "")),
        _iri(view, asked.get("place", "")),
        _iri(view, asked.get("outlet", "")),
    )
    number = _number(asked.get("page", ""))
    events = wanted.kind in ("Event", "JointOperation", *EVENT_KINDS)
    groups = {
        "things": find_things(rows, wanted, number) if wanted.kind in ("", "Thing", *SUPERCLASSES) else None,
        "events": find_events(rows, wanted if events else replace(wanted, kind="Event"), number) if events or not wanted.kind else None,
        "articles": find_articles(rows, wanted, number) if wanted.kind in ("", "Article") else None,
    }
    narrowed = {name: asked.get(name, "") for name in ("q", "class", "since", "until", "place", "outlet")}
    return view.render(
        "search.html",
        asked=narrowed,
        groups={name: page for name, page in groups.items() if page is not None},
        few=_FIRST if not wanted.kind else PAGE,
        number=number,
        page_address=lambda page: view.to("search", **narrowed, page=str(page)),
        more=lambda kind: view.to("search", **{**narrowed, "class": kind}),
        classes=[("", view.words["everything"]), *((kind, view.term(kind)) for kind in ("Article", "Event", *EVENT_KINDS, *SUPERCLASSES))],
        outlets=outlets(rows),
    )


def _number(text: str) -> int:
    """Return the number of a page of a search.

    >>> _number("3"), _number("99999999"), _number("0"), _number("-1"), _number("")
    (3, 200, 1, 1, 1)
    """
    return min(int(text[:9]), _LAST_PAGE) or 1 if text.isdecimal() else 1


def _date(text: str) -> str:
    """Return a date that is one: a day, a month or a year.

    >>> _date("2021-08"), _date("2021' OR 1")
    ('2021-08', '')
    """
    parts = text.split("-")
    return text if 1 <= len(parts) <= 3 and len(parts[0]) == 4 and all(part.isascii() and part.isdigit() for part in parts) else ""


def _iri(view: View, text: str) -> str:
    """Return the IRI that a filter gives: itself, a prefixed name, or the name of what fits best."""
    if not text.strip():
        return ""
    iri = expand(text.strip())
    if iri:
        return iri
    found = find_things(view.room.rows, Wanted(text=text.strip()[:200], kind="")).entries
    return found[0].iri if found else "urn:none"
