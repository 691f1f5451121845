"""All mentions of a document: names first, then people over them, overlaps settled once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from builder.chart import Chart, retitle, settle
from builder.extractors.bodies import find_bodies, linked
from builder.extractors.known import find_known
from builder.extractors.learned import nameable, places
from builder.extractors.locations import find_places, repeated_places
from builder.extractors.metonymy import as_governments
from builder.extractors.officials import find_people
from builder.extractors.titles import ENVOYS, Holding, Title
from builder.model import Mention, Span
from builder.recogniser.proposals import Proposal

# A longer mention wins; these rules are worth some tokens more or less than their length.
_PRIORITY: dict[str, float] = {
    "person-after-title": 1,
    "person-after-rank": 1,
    "person-bare-name": -1,
    "person-short-name": -1,
    "ministry-in-title": 1,
    "lexicon-in-title": 1,
    "place-with-kind": 0.5,
    "ministry-in-a-pair": 0.5,
    "place-built": -1,
    "body-built": -1,
    "party-built": -1,
    "force-with-adjective": 0,
    "outlet-built": -1,
}


@dataclass(frozen=True, slots=True)
class Found:
    """The settled mentions of a document, its posts (which may cover other names), and who holds which post."""

    mentions: tuple[Mention, ...]
    posts: tuple[tuple[Mention, Title], ...]
    holdings: tuple[Holding, ...]


def find_mentions(chart: Chart, outlet_spans: Sequence[Span] = (), proposals: Sequence[Proposal] = ()) -> Found:
    """Run the extractors in order and settle what overlaps; what a recogniser proposes counts where the rules are silent."""
    learnt = nameable(chart, proposals)
    built = [_link(chart, m) for m in find_bodies(chart)]
    cued = list(find_places(chart))
    candidates = [*find_known(chart), *built, *cued, *repeated_places(chart, cued), *_page_outlets(chart, outlet_spans)]
    names = settle(candidates, _PRIORITY)
    people = find_people(chart, with_owners(chart, names), learnt)
    everyone = settle([*(m for m in names if m.kind != "Official"), *people.officials, *people.ministries, *people.bodies], _PRIORITY)
    everyone = sorted([*everyone, *places(chart, learnt, everyone)], key=lambda m: (m.span.begin, m.span.end, m.kind))
    titles = [t for _, t in people.posts] + [h.title for h in people.holdings]
    sending = frozenset(t.body.first for t in titles if t.body and t.body.kind == "Location" and t.role in ENVOYS)
    return Found(tuple(with_owners(chart, as_governments(chart, everyone, sending))), tuple(people.posts), tuple(people.holdings))


def with_owners(chart: Chart, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with each unit's name grown over the force that it belongs to: الفرقة السادسة | للشرطة الاتحادية.

    The force keeps a mention of its own inside.
    """
    by_first = {m.first: m for m in mentions}
    grown = []
    for mention in mentions:
        owner = by_first.get(mention.last)
        if owner and owner.kind == "Force" and mention.kind == "Force" and _owns(chart, mention, owner):
            span = chart.span(mention.first, owner.last, chart.start_of(mention))
            grown.append(mention._replace(span=span, last=owner.last))
        else:
            grown.append(mention)
            if mention.kind == "Force" and mention.rule == "lexicon-name":
                grown += _owner_inside(chart, mention)
    return grown


def _owner_inside(chart: Chart, mention: Mention) -> list[Mention]:
    """Return the force whose name stands inside a known one: عمليات ديالى | للحشد الشعبي."""
    for index in range(mention.first + 1, mention.last):
        for match in chart.at(index, "entity"):
            entry = chart.lexicon.entries[match.label.target]
            ends = match.last == mention.last and chart.key(index).startswith("لل") and not match.label.contextual
            if ends and entry.kind == "Force" and entry.iri != mention.iri:
                return [chart.mention("Force", index, match.last, "lexicon-name", start=match.start, iri=entry.iri, subtype=entry.subtype)]
    return []


def _owns(chart: Chart, mention: Mention, owner: Mention) -> bool:
    """Tell whether an attached ل makes the second force the owner of the first, a unit or a command of a place."""
    owned = mention.subtype == "MilitaryUnit" or mention.rule in ("force-of-a-place", "force-axis")
    key = chart.key(owner.first)
    attached = key.startswith("لل") or (key.startswith("ل") and owner.span.begin > chart.tokens[owner.first].begin)
    return owned and attached and mention.iri != owner.iri


def _link(chart: Chart, mention: Mention) -> Mention:
    """Link a built name to the lexicon where it bears it."""
    entry = None if mention.iri else linked(chart, mention)
    return retitle(mention, iri=entry.iri, subtype=entry.subtype, confidence=0.9) if entry else mention


def _page_outlets(chart: Chart, spans: Sequence[Span]) -> list[Mention]:
    """Make outlets of what the page names as its source."""
    found = []
    for span in spans:
        first = bisect_left(chart.tokens, span.begin, key=lambda t: t.begin)
        last = bisect_right(chart.tokens, span.end, key=lambda t: t.end)
        if first >= last:
            continue
        entry = next(
            (
                chart.lexicon.entries[m.label.target]
                for m in chart.at(first, "entity")
                if m.last == last and chart.lexicon.entries[m.label.target].kind == "Outlet"
            ),
            None,
        )
        found.append(chart.mention("Outlet", first, last, "outlet-of-the-page", iri=entry.iri if entry else None, confidence=0.9))
    return found
