"""What an article says, as rows that do not know where in the text it stands: for comparing two texts that should say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from builder.lexicon import load_lexicon
from builder.model import Article, Evidence, Reading
from builder.pipeline import read_article

Row = tuple[str, ...]


def facts_of(article: Article) -> Counter[Row]:
    """Return the facts of an article, each with its evidence: (class, property, value, status, words that say it)."""
    return Counter(rows(read_article(article, load_lexicon())))


def rows(reading: Reading) -> Iterator[Row]:
    """Yield a row for each entity, relation, appointment, event and argument of an event."""

    def words(evidence: Evidence) -> str:
        return " ".join(reading.article.text[evidence.span.begin : evidence.span.end].split())

    for entity in reading.entities:
        for mention in entity.mentions:
            said = " ".join(reading.article.text[mention.span.begin : mention.span.end].split())
            yield entity.kind, "mention", entity.key, mention.rule, said
        yield entity.kind, "is", entity.key, str((entity.iri, entity.subtype, entity.rank, entity.role)), entity.label
    for relation in reading.relations:
        yield "Relation", relation.kind, f"{relation.subject} {relation.object}", "", words(relation.evidence)
    for post in reading.appointments:
        yield "Appointment", post.role, f"{post.person} {post.organization}", post.title, words(post.evidence)
    for event in reading.events:
        evidence = " | ".join(map(words, event.evidence))
        yield event.kind, "is", f"{event.date} {event.date_phrase} {event.name} {event.duration}", event.status, evidence
        told = [(f"toll {t.killed} {t.wounded}", str(t.source)) for t in event.tolls]
        for name, value in (*event.arguments, *told, *(("reportedBy", key) for key in event.reported_by)):
            yield event.kind, name, " ".join(value.split()), event.status, evidence


def difference(one: Counter[Row], other: Counter[Row]) -> list[str]:
    """Return the rows of one that the other lacks (-), and those that only the other has (+)."""
    return sorted([*(f"- {row}" for row in (one - other).elements()), *(f"+ {row}" for row in (other - one).elements())])
