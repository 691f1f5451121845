"""The noun phrases of a document as events read them: a title with its holder is one, a name inside a longer phrase is none.

المتحدث باسم القيادة اللواء يحيى رسول · وزير الدفاع · والفريق الركن فلان
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.chart import Chart
from builder.extractors.relations import particles
from builder.mentions import Found
from builder.model import Mention
from builder.resolve import Resolver


class Phrase(NamedTuple):
    """A noun phrase: tokens `first` to `last`, the mention that it is known by, the key of its entity, and the particles before it."""

    first: int
    last: int
    mention: Mention
    key: str
    attached: str


def phrases_of(chart: Chart, found: Found, resolver: Resolver) -> list[Phrase]:
    """Return the noun phrases: titles with their holders, posts, and all mentions, those inside titles too."""
    phrases: list[Phrase] = []
    behind: dict[int, int] = {}  # where the titles of a person end
    for holding in found.holdings:
        behind[id(holding.person)] = max(behind.get(id(holding.person), 0), holding.title.last)
    for holding in found.holdings:
        key = resolver.key_of.get(holding.person)
        if key:
            lead = holding.person.attribute("lead")
            first = min(holding.title.first, int(lead) if lead else holding.person.first)
            last = max(behind[id(holding.person)], holding.person.last)
            phrases.append(
                Phrase(
                    first,
                    last,
                    holding.person,
                    key,
                    _title_particles(chart, holding.title.first, holding.title.start)
                    if first == holding.title.first
                    else particles(chart, holding.person),
                )
            )
    for post, _ in found.posts:
        phrases.append(Phrase(post.first, post.last, post, resolver.key_of[post], particles(chart, post)))
    for mention in found.mentions:
        lead = mention.attribute("lead") if mention.attributes else None
        first = int(lead) if lead else mention.first  # a rank before the name carries the و of a list
        attached = _conjunction(chart, first) if lead else particles(chart, mention)
        phrases.append(Phrase(first, mention.last, mention, resolver.key_of[mention], attached))
    return phrases


def outermost(phrases: Sequence[Phrase]) -> dict[int, Phrase]:
    """Return the phrases that stand inside no other, by first token."""
    kept: dict[int, Phrase] = {}
    taken: set[int] = set()
    for phrase in sorted(phrases, key=lambda p: (p.first - p.last, p.first, p.key)):
        cells = range(phrase.first, phrase.last)
        if taken.isdisjoint(cells):
            taken.update(cells)
            kept[phrase.first] = phrase
    return kept


def _conjunction(chart: Chart, index: int) -> str:
    """Return the particles attached to a rank or honorific: والفريق, للواء."""
    match = chart.longest(index, "rank")
    return chart.tokens[index].key[: match.start] if match else ""


def _title_particles(chart: Chart, first: int, start: int) -> str:
    key = chart.tokens[first].key
    return key[:start] + ("ل" if key[start : start + 2] == "لل" else "")
