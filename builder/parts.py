"""Very long articles in parts: names, people and events are read in each by itself, and what the parts say is put together.

Some rules look at all that an article has named or told so far, which for a book would take a time that grows with the square of its
length. News has no article that is as long as one part; the place in the text and the entities are those of the whole article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.model import Appointment, DateMention, Doc, Entity, Event, Evidence, Relation

LONGEST = 6000  # tokens of a part, about 36,000 characters: of 600 real articles the longest has 19,759 characters


@dataclass(frozen=True, slots=True)
class Said:
    """What one part of an article says."""

    entities: Sequence[Entity]
    relations: Sequence[Relation]
    appointments: Sequence[Appointment]
    events: Sequence[Event]


def parts_of(doc: Doc) -> Iterator[Doc]:
    """Yield the document, or stretches of whole sentences of it; places in the text stay those of the whole."""
    if len(doc.tokens) <= LONGEST:
        yield doc
        return
    begin = 0  # the first sentence of the part
    for number, sentence in enumerate(doc.sentences):
        last = number + 1 == len(doc.sentences)
        if last or doc.sentences[number + 1].last - doc.sentences[begin].first > LONGEST:
            base = doc.sentences[begin].first
            inside = tuple(s._replace(first=s.first - base, last=s.last - base) for s in doc.sentences[begin : number + 1])
            yield replace(doc, tokens=doc.tokens[base : sentence.last], sentences=inside)
            begin = number + 1


def dates_in(part: Doc, dates: Sequence[DateMention]) -> Sequence[DateMention]:
    """Return the dates that stand in a part."""
    if not part.tokens:
        return ()
    begin, end = part.tokens[0].begin, part.tokens[-1].end
    return [date for date in dates if begin <= date.span.begin < end]


def together(told: Sequence[Said]) -> Said:
    """Return what all parts say: each entity, tie and post once, one statement a speaker, and every other event."""
    if len(told) == 1:
        return told[0]
    events = [event for part in told for event in part.events]
    return Said(
        _entities(entity for part in told for entity in part.entities),
        list({(r.kind, r.subject, r.object): r for part in reversed(told) for r in reversed(part.relations)}.values())[::-1],
        list({(a.person, a.role, a.organization): a for part in reversed(told) for a in reversed(part.appointments)}.values())[::-1],
        [*(e for e in events if e.kind != "Statement"), *_statements(e for e in events if e.kind == "Statement")],
    )


def _entities(entities: Iterable[Entity]) -> list[Entity]:
    """Return one entity a key, with the mentions of all."""
    groups: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        groups[entity.key].append(entity)
    return [_one(group) for group in groups.values()]


def _one(group: Sequence[Entity]) -> Entity:
    first = group[0]
    if len(group) == 1:
        return first
    return replace(
        first,
        label=max((e.label for e in group), key=lambda label: len(label.split())) if first.kind == "Official" else first.label,
        mentions=tuple(sorted((m for e in group for m in e.mentions), key=lambda m: (m.span.begin, m.span.end))),
        iri=next((e.iri for e in group if e.iri), None),
        subtype=next((e.subtype for e in group if e.subtype), None),
        rank=next((e.rank for e in group if e.rank), None),
        staff=any(e.staff for e in group),
        disputed=any(e.disputed for e in group),
        place_kind=next((e.place_kind for e in group if e.place_kind), None),
        role=next((e.role for e in group if e.role), None),
    )


def _statements(statements: Iterable[Event]) -> list[Event]:
    """Return one statement a speaker: the first, with the evidence of all."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in statements:
        groups[event.values("speaker")[0]].append(event)
    found = []
    for group in groups.values():
        evidence: dict[object, Evidence] = {e.span: e for event in group for e in event.evidence}
        quote = next((event.quote for event in group if event.quote), None)
        found.append(replace(group[0], evidence=tuple(sorted(evidence.values(), key=lambda e: e.span)), quote=quote))
    return found
