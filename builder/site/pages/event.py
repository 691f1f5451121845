"""The page of an event: who, where, when; the words that say it; and how other articles tell the same happening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.identifiers import graph_iri
from builder.site.lookup import alike, events
from builder.site.pages.article import Lines, event_lines, together
from builder.site.pages.frame import View
from builder.site.record import Happening, Record, read_record
from builder.site.rows import Story, Told

_VERSIONS = 6  # other articles whose versions stand side by side; the rest are listed


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that says an event, with the words that a rule read in it: what stands before them, they, and what stands after."""

    before: str
    words: str
    after: str
    rule: str
    confidence: float
    href: str


@dataclass(frozen=True, slots=True)
class Version:
    """How one article tells the happening."""

    story: Story
    iri: str
    lines: Lines
    evidence: tuple[Evidence, ...]
    tolls: frozenset[tuple[str, int]]
    reason: str = ""


def event_page(view: View, iri: str) -> str | None:
    """Return the page of an event; None where the store has none of this IRI."""
    rows = view.room.rows
    found = events(rows, [iri])
    if not found:
        return None
    told = found[0]
    others = alike(rows, iri, view.lang)
    versions = [_version(view, told), *(_version(view, other, reason) for other, reason in others[:_VERSIONS])]
    return view.render(
        "event.html",
        told=told,
        iri=iri,
        quote=told.quote,
        versions=versions,
        rest=others[_VERSIONS:],
        conflict=_conflict(versions),
    )


def _version(view: View, told: Told, reason: str = "") -> Version:
    """Return an event as it stands among the versions."""
    identifier = told.story.identifier
    record = read_record(identifier, view.room.store.quads(graph_iri(identifier)))
    event = next(event for event in record.events if event.iri == told.iri)
    names = {named.iri: named for named in record.named}
    given = [(event.killed, event.wounded), *((toll.killed, toll.wounded) for toll in event.tolls)]
    tolls = {(role, count) for pair in given for role, count in zip(("killed", "wounded"), pair, strict=True) if count is not None}
    lines, evidence = together(event_lines(view, event, names)), tuple(_evidence(view, record, event))
    return Version(told.story, told.iri, lines, evidence, frozenset(tolls), reason)


def _evidence(view: View, record: Record, event: Happening) -> Iterator[Evidence]:
    """Yield the sentences that say an event, with the words that say it apart."""
    sentences = dict(record.sentences)
    for place in record.places:
        if place.about != event.iri:
            continue
        href = view.href(f"{record.iri}#{place.node}")
        text = sentences.get(place.sentence, "") if place.sentence else ""
        if not text or place.sentence is None:
            yield Evidence("", "", "", place.rule, place.confidence, href)
            continue
        first, last = place.span.begin - place.sentence.begin, place.span.end - place.sentence.begin
        yield Evidence(text[:first], text[first:last], text[last:], place.rule, place.confidence, href)


def _conflict(versions: list[Version]) -> tuple[str, ...]:
    """Return which tolls the versions give different numbers of.

    >>> from builder.site.rows import Story
    >>> told = [Version(Story("a", "", "", "", None), "", (), (), frozenset({("killed", number)})) for number in (3, 5)]
    >>> _conflict(told), _conflict(told[:1])
    (('killed',), ())
    """
    given = {toll for version in versions for toll in version.tolls}
    return tuple(role for role in ("killed", "wounded") if len({count for name, count in given if name == role}) > 1)
