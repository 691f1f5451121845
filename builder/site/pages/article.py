"""The page of an article: its text with what it names marked by class, and its facts beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.errors import StoreError
from builder.identifiers import graph_iri
from builder.site.lookup import alike, around, reprinted, story
from builder.site.pages.frame import View
from builder.site.pages.passages import Mark, Passage, cut_all, lines, quoted, tokens_of
from builder.site.record import Happening, Named, Place, Post, Record, read_record
from builder.vocabulary import ROLE, TOPIC


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a fact says: a property and its value, which may lead somewhere."""

    label: str
    value: str
    href: str = ""


Lines = tuple[tuple[str, tuple[Line, ...]], ...]


def together(lines: Iterable[Line]) -> Lines:
    """Return lines with those of one label that follow each other under that label.

    >>> [(label, len(same)) for label, same in together([Line("who", "a"), Line("who", "b"), Line("where", "c")])]
    [('who', 2), ('where', 1)]
    """
    return tuple((label, tuple(same)) for label, same in groupby(lines, key=lambda line: line.label))


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it stands beside the text: what it says, which rules read it where, and how far they are trusted."""

    token: str
    iri: str
    kind: str
    title: str
    href: str
    lines: Lines
    quote: str
    status: str
    confidence: float
    rules: tuple[str, ...]
    anchor: str
    versions: int = 0


def article_page(view: View, identifier: str) -> str | None:
    """Return the page of an article; None where the store has none of this identifier."""
    room = view.room
    told = story(room.rows, identifier)
    if told is None:
        return None
    record = read_record(identifier, room.store.quads(graph_iri(identifier)))
    names = {named.iri: named for named in record.named}
    things, facts = tokens_of(names, "t"), tokens_of([*(post.iri for post in record.posts), *(event.iri for event in record.events)], "f")
    marks = list(_marks(view, record, things, facts, names))
    whole, passages = _passages(view, record)
    evidence: dict[str, list[Place]] = defaultdict(list)
    for place in record.places:
        evidence[place.about].append(place)
    before, after = around(room.rows, identifier)
    return view.render(
        "article.html",
        story=told,
        original=next(iter(reprinted(room.rows, identifier, by=False)), None),
        reprints=reprinted(room.rows, identifier, by=True),
        record=record,
        whole=whole,
        passages=cut_all(passages, marks),
        facts=sorted(_facts(view, record, names, facts, evidence), key=lambda fact: _begin(evidence[fact.iri])),
        named=_named(view, record, things),
        ties=_ties(view, record, names),
        before=before,
        after=after,
        iri=record.iri,
    )


def _begin(places: Sequence[Place]) -> int:
    """Return where the words of a fact begin: facts stand beside the text in its order."""
    return min((place.span.begin for place in places), default=0)


def _passages(view: View, record: Record) -> tuple[bool, list[Passage]]:
    """Return the text by its lines, or where it is not shown whole the sentences that the graph quotes, and which of the two."""
    if view.room.texts:
        try:
            return True, lines(view.room.store.article(record.identifier).text)
        except StoreError:
            pass  # its text is not kept
    return False, quoted(record.sentences)


def _marks(view: View, record: Record, things: Mapping[str, str], facts: Mapping[str, str], names: dict[str, Named]) -> Iterator[Mark]:
    for place in record.places:
        if place.about in names:
            yield Mark(place.span, things[place.about], names[place.about].kind, view.href(place.about), place.node)
        elif place.about in facts:
            yield Mark(place.span, facts[place.about], "", "", place.node)
    for span, _ in record.sentences:
        yield Mark(span, "", "", "", f"char={span.begin},{span.end};sentence")


def _named(view: View, record: Record, things: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """Return what the article names by class: token, name, address and how it is called there."""
    groups: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for named in record.named:
        rank = view.concept("rank", named.rank) if named.rank else ""
        groups[named.kind].append((things[named.iri], _label(view, named), view.href(named.iri), rank))
    return sorted(groups.items())


def _ties(view: View, record: Record, names: dict[str, Named]) -> list[tuple[Line, str, Line]]:
    def end(iri: str) -> Line:
        return Line("", _name(view, names, iri), view.href(iri))

    return [(end(tie.subject), tie.kind, end(tie.object)) for tie in record.ties]


def _label(view: View, named: Named) -> str:
    return (named.label_en if view.lang == "en" else named.label) or named.label or named.label_en


def _name(view: View, names: dict[str, Named], iri: str) -> str:
    return _label(view, names[iri]) if iri in names else view.name(iri)


def _facts(
    view: View, record: Record, names: dict[str, Named], tokens: Mapping[str, str], evidence: dict[str, list[Place]]
) -> Iterator[Fact]:
    for post in record.posts:
        yield _fact(view, tokens[post.iri], post.iri, "Appointment", _post(view, post, names), evidence[post.iri], post.confidence)
    for event in record.events:
        yield _fact(
            view,
            tokens[event.iri],
            event.iri,
            event.kind,
            event_lines(view, event, names),
            evidence[event.iri],
            event.confidence,
            event.quote,
            event.status,
            len(alike(view.room.rows, event.iri, view.lang)),
        )


def _fact(
    view: View,
    token: str,
    iri: str,
    kind: str,
    said: Iterable[Line],
    places: list[Place],
    confidence: float,
    quote: str = "",
    status: str = "",
    versions: int = 0,
) -> Fact:
    rules = tuple(dict.fromkeys(place.rule for place in places if place.rule))
    anchor = places[0].node if places else ""
    return Fact(token, iri, kind, view.term(kind), view.href(iri), together(said), quote, status, confidence, rules, anchor, versions)


def _post(view: View, post: Post, names: dict[str, Named]) -> Iterator[Line]:
    yield Line(view.words["person"], _name(view, names, post.person), view.href(post.person))
    yield Line(view.words["post"], view.concept("role", post.role), view.href(ROLE + post.role))
    if post.body:
        yield Line(view.words["body"], _name(view, names, post.body), view.href(post.body))
    if post.title:
        yield Line(view.words["as_written"], post.title)


def event_lines(view: View, event: Happening, names: dict[str, Named]) -> Iterator[Line]:
    """Yield what an event says of itself: who, where, when, what was agreed, how many fell, who says so."""
    if event.name:
        yield Line(view.term("eventName"), event.name)
    for role, iri in event.parts:
        yield Line(view.term(role), _name(view, names, iri), view.href(iri))
    for date in filter(None, (event.date, f"«{event.date_phrase}»" if event.date_phrase else "")):
        yield Line(view.term("date"), date)
    for topic in event.provisions:
        yield Line(view.term("provision"), view.concept("topic", topic), view.href(TOPIC + topic))
    for role, count in (("killed", event.killed), ("wounded", event.wounded)):
        if count is not None:
            yield Line(view.term(role), str(count))
    for toll in event.tolls:
        counts = [f"{view.term(role)} {count}" for role, count in (("killed", toll.killed), ("wounded", toll.wounded)) if count is not None]
        yield Line(view.term("ReportedToll"), ("، " if view.lang == "ar" else ", ").join(counts), view.href(toll.source))
    for iri in event.reported_by:
        yield Line(view.term("reportedBy"), _name(view, names, iri) if iri in names else view.term("Statement"), view.href(iri))
    for words in event.anonymous:
        yield Line(view.term("anonymousSource"), words)
