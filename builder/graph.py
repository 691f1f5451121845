"""From what was read to RDF: one named graph an article, written as sorted N-Quads.

The text of N-Quads is written directly: it is ten times faster than building terms, and byte-identical by construction.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from builder.dates import xsd_type
from builder.identifiers import article_iri, graph_iri, minted
from builder.legible import legible, unfilled
from builder.lexicon import Lexicon
from builder.model import Appointment, Entity, Event, Evidence, Reading, Relation, Sentence, Span, Told
from builder.reliability import confidence_of
from builder.vocabulary import (
    ACTING,
    DCTERMS,
    HAPPENINGS,
    ITSRDF,
    NIF,
    ORG,
    PLACE_KIND,
    RANK,
    RDF_TYPE,
    ROLE,
    SCHEMA,
    SKOS,
    STATUSES,
    SUPERCLASSES,
    TIME,
    TOPIC,
    TQ,
    XSD,
)

_RELATIONS = {"partOf": ORG + "subOrganizationOf", "locatedIn": TQ + "locatedIn", "basedIn": TQ + "basedIn"}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')
_COUNTS = frozenset({"killed", "wounded"})


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char, f"\\u{ord(char):04X}")


def _text(value: str, language: str = "ar") -> str:
    return f'"{_ESCAPED.sub(_escape, value)}"@{language}'


def _typed(value: object, datatype: str) -> str:
    """Write a value that needs no escapes: a number, a date, a truth value."""
    return f'"{value}"^^<{XSD}{datatype}>'


def _plain(value: str) -> str:
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _said(predicate: str, value: str) -> str:
    """Write what a statement says of its subject; the value is an N-Triples term."""
    return f"<{predicate}> {value}"


_IS_A_STRING = _said(RDF_TYPE, f"<{NIF}OffsetBasedString>")
_IS_A_SENTENCE = _said(RDF_TYPE, f"<{NIF}Sentence>")


class GraphWriter:
    """Writes one reading; `triples` returns the sorted statements."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.lexicon = reading, lexicon
        self.identifier = reading.article.identifier
        self.article = article_iri(self.identifier)
        self.context = f"{self.article}#text"
        self._facts: dict[str, set[str]] = defaultdict(set)  # what is said of each subject
        self._strings: set[str] = set()
        self._in_context = _said(NIF + "referenceContext", f"<{self.context}>")
        self._trust: dict[tuple[str, float], float] = {}
        self._said_of: dict[tuple[str, float], tuple[str, str]] = {}
        self.iris = self._entity_iris()
        self._spans = Counter(m.span for e in reading.entities for m in e.mentions)
        self._statements = {
            event.values("speaker")[0]: self._event_node(number, event)
            for number, event in enumerate(reading.events, 1)
            if event.kind == "Statement"
        }
        self._sentence_starts = [s.span.begin for s in reading.sentences]

    def _entity_iris(self) -> dict[str, str]:
        """Entity key -> IRI; a name minted twice gets a number."""
        iris: dict[str, str] = {}
        taken: set[str] = set()
        for entity in self.reading.entities:
            iri = entity.iri or minted(self.identifier, entity.kind, entity.label)
            number = 2
            while iri in taken and entity.iri is None:
                iri = f"{minted(self.identifier, entity.kind, entity.label)}-{number}"
                number += 1
            taken.add(iri)
            iris[entity.key] = iri
        return iris

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Add a statement whose value is an N-Triples term."""
        self._facts[subject].add(f"<{predicate}> {value}")

    def link(self, subject: str, predicate: str, value: str) -> None:
        """Add a statement whose value is an IRI."""
        self._facts[subject].add(f"<{predicate}> <{value}>")

    def triples(self) -> list[str]:
        """Write everything and return the sorted statements: subject, predicate and value of each.

        Subjects are sorted with the > that ends them, and what is said of each by itself: so the whole lines are in order.
        """
        self._write_article()
        for entity in self.reading.entities:
            self._write_entity(entity)
        for relation in self.reading.relations:
            self._write_relation(relation)
        for number, appointment in enumerate(self.reading.appointments, 1):
            self._write_appointment(number, appointment)
        for number, event in enumerate(self.reading.events, 1):
            self._write_event(number, event)
        subjects = sorted((f"<{subject}> ", facts) for subject, facts in self._facts.items())
        return [subject + fact for subject, facts in subjects for fact in sorted(facts)]

    def _write_article(self) -> None:
        reading, article = self.reading, self.article
        self.link(article, RDF_TYPE, TQ + "Article")
        self.add(article, DCTERMS + "identifier", _plain(self.identifier))
        self.add(article, DCTERMS + "title", _text(reading.title))
        self.add(article, DCTERMS + "language", _plain("ar"))
        if reading.issued:
            self.add(article, DCTERMS + "issued", _typed(_ESCAPED.sub(_escape, reading.issued), "date"))
        if reading.outlet and reading.outlet in self.iris:
            self.link(article, DCTERMS + "publisher", self.iris[reading.outlet])
        if reading.article.url and re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", reading.article.url):
            self.link(article, SCHEMA + "url", reading.article.url)
        self.link(self.context, RDF_TYPE, NIF + "Context")
        self.link(self.context, NIF + "sourceUrl", article)
        self.add(self.context, TQ + "textLength", _typed(len(reading.article.text), "integer"))

    def _string(self, span: Span, suffix: str = "") -> str:
        """Write a stretch of the text, unless it is written, and return its IRI."""
        node = f"{self.article}#char={span.begin},{span.end}{suffix}"
        if node in self._strings:
            return node
        self._strings.add(node)
        self._facts[node].update(
            (
                _IS_A_STRING,
                self._in_context,
                f'<{NIF}beginIndex> "{span.begin}"^^<{XSD}integer>',
                f'<{NIF}endIndex> "{span.end}"^^<{XSD}integer>',
                f'<{NIF}anchorOf> "{_ESCAPED.sub(_escape, self.reading.article.text[span.begin : span.end])}"',
            )
        )
        return node

    def _sentence_of(self, span: Span) -> Sentence | None:
        position = bisect_right(self._sentence_starts, span.begin) - 1
        return self.reading.sentences[position] if position >= 0 else None

    def _confidence(self, rule: str, prior: float) -> float:
        """Return how often a rule is right: as measured, else as its author thought."""
        found = self._trust.get((rule, prior))
        if found is None:
            found = self._trust[rule, prior] = confidence_of(rule, self.lexicon.reliability, prior)
        return found

    def _trusted(self, rule: str, prior: float) -> tuple[str, str]:
        """Write by which rule something was read, and how often the rule is right."""
        found = self._said_of.get((rule, prior))
        if found is None:
            trust = _typed(f"{self._confidence(rule, prior):.2f}", "decimal")
            found = self._said_of[rule, prior] = (_said(TQ + "rule", _plain(rule)), _said(TQ + "confidence", trust))
        return found

    def mention(self, span: Span, thing: str, rule: str, confidence: float, suffix: str = "", *, fact: bool = False) -> str:
        """Write a mention of `thing` with its rule, and for a fact its sentence, and return its IRI."""
        node = self._string(span, suffix)
        facts = self._facts[node]
        facts.add(f"<{ITSRDF}taIdentRef> <{thing}>")
        facts.update(self._trusted(rule, confidence))
        sentence = self._sentence_of(span) if fact else None
        if sentence:
            parent = self._string(sentence.span, ";sentence")
            self._facts[parent].add(_IS_A_SENTENCE)
            facts.add(f"<{TQ}sentence> <{parent}>")
        return node

    def _write_entity(self, entity: Entity) -> None:
        iri = self.iris[entity.key]
        for name in self._classes(entity):
            self.link(iri, RDF_TYPE, TQ + name)
        known = self.lexicon.entries.get(entity.iri or "")
        self.add(iri, SKOS + "prefLabel", _text(known.label if known else entity.label))
        if known and known.label_en:
            self.add(iri, SKOS + "prefLabel", _text(known.label_en, "en"))
        text = legible(self.reading.article.text)
        for mention in entity.mentions:
            self.mention(mention.span, iri, mention.rule, mention.confidence, f";{entity.kind}" if self._shared(mention.span) else "")
            form = " ".join(unfilled(text[mention.span.begin : mention.span.end]).split())
            if form and form != (known.label if known else entity.label):
                self.add(iri, SKOS + "altLabel", _text(form))
        if entity.rank:
            self.link(iri, TQ + "rank", RANK + entity.rank)
        if entity.staff:
            self.add(iri, TQ + "staffQualified", _typed("true", "boolean"))
        if entity.place_kind:
            self.link(iri, TQ + "placeKind", PLACE_KIND + entity.place_kind)
        if entity.kind == "Post":
            self._write_post(iri, entity)

    def _write_post(self, iri: str, entity: Entity) -> None:
        role, body = ([*entity.key.split(":", 2), ""])[1:3]
        self.link(iri, ORG + "role", ROLE + (entity.role or role))
        if body in self.iris:
            self.link(iri, ORG + "postIn", self.iris[body])

    def _shared(self, span: Span) -> bool:
        """Tell whether two entities have a mention with the same span (each then needs a node of its own)."""
        return self._spans[span] > 1

    def _classes(self, entity: Entity) -> Iterable[str]:
        names = [entity.kind, *SUPERCLASSES.get(entity.kind, ())]
        if entity.subtype in SUPERCLASSES and entity.kind in SUPERCLASSES[entity.subtype]:
            names.append(entity.subtype)
        if entity.disputed:
            names.append("DisputedTerritory")
        return names

    def _write_relation(self, relation: Relation) -> None:
        if relation.subject in self.iris and relation.object in self.iris and self.iris[relation.subject] != self.iris[relation.object]:
            self.link(self.iris[relation.subject], _RELATIONS[relation.kind], self.iris[relation.object])

    def _write_appointment(self, number: int, appointment: Appointment) -> None:
        node = f"{self.article}/appointment/{number}"
        self.link(node, RDF_TYPE, TQ + "Appointment")
        self.link(node, ORG + "member", self.iris[appointment.person])
        self.link(node, ORG + "role", ROLE + appointment.role)
        if appointment.organization and appointment.organization in self.iris:
            self.link(node, ORG + "organization", self.iris[appointment.organization])
        self.add(node, TQ + "title", _text(appointment.title))
        self._evidence(node, (appointment.evidence,), f";appointment-{number}")

    def _evidence(self, node: str, evidence: Iterable[Evidence], suffix: str) -> None:
        best = 0.0
        for item in evidence:
            mention = self.mention(item.span, node, item.rule, item.confidence, suffix, fact=True)
            self.link(node, TQ + "evidence", mention)
            self.add(node, TQ + "rule", _plain(item.rule))
            best = max(best, self._confidence(item.rule, item.confidence))
        self.add(node, TQ + "confidence", _typed(f"{best:.2f}", "decimal"))

    def _event_node(self, number: int, event: Event) -> str:
        return f"{self.article}/event/{number}-{event.kind.lower()}"

    def _write_event(self, number: int, event: Event) -> None:
        node = self._event_node(number, event)
        for name in ("Event", event.kind):
            self.link(node, RDF_TYPE, TQ + name)
        if event.kind == "MilitaryOperation" and self._is_joint(event):
            self.link(node, RDF_TYPE, TQ + "JointOperation")
        self.link(node, TQ + "status", TQ + STATUSES[event.status])
        if event.date:
            self.add(node, TQ + "date", _typed(event.date, xsd_type(event.date).removeprefix(XSD).removeprefix("xsd:")))
        if event.date_phrase:
            self.add(node, TQ + "datePhrase", _text(event.date_phrase))
        if event.name:
            self.add(node, TQ + "eventName", _text(event.name))
        if event.quote:
            self.add(node, TQ + "quote", _text(self.reading.article.text[event.quote.begin : event.quote.end]))
        for role, value in event.arguments:
            if role == "provision":
                self.link(node, TQ + role, TOPIC + value)
            elif role in _COUNTS:
                self.add(node, TQ + role, _typed(value, "integer"))
            elif value in self.iris:
                self.link(node, TQ + role, self.iris[value])
        for speaker in event.reported_by:
            if self._reporter(speaker):
                self.link(node, TQ + "reportedBy", self._reporter(speaker))
        for words in event.anonymous:
            self.add(node, TQ + "anonymousSource", _text(words))
        self._write_tolls(node, event, number)
        if event.duration:
            self._write_duration(node, event)
        self._evidence(node, event.evidence, f";event-{number}")

    def _reporter(self, key: str | None) -> str:
        """Return the IRI of the statement of a speaker, or of an outlet; nothing for one that the graph does not hold."""
        return self._statements.get(key or "", "") or (self.iris.get(key or "", "") if (key or "").startswith("Outlet:") else "")

    def _write_tolls(self, event_node: str, event: Event, number: int) -> None:
        """Write each version of a toll with who gives it; none is averaged or lost."""
        for order, toll in enumerate(event.tolls, 1):
            node = f"{event_node}/toll/{order}"
            self.link(event_node, TQ + "reportedToll", node)
            self.link(node, RDF_TYPE, TQ + "ReportedToll")
            for name, count in (("killed", toll.killed), ("wounded", toll.wounded)):
                if count is not None:
                    self.add(node, TQ + name, _typed(str(count), "integer"))
            if self._reporter(toll.source):
                self.link(node, TQ + "reportedBy", self._reporter(toll.source))
            self._evidence(node, (toll.evidence,), f";event-{number}-toll-{order}")

    def _write_duration(self, event_node: str, event: Event) -> None:
        """Write how long an event lasted as an interval of OWL-Time, with its beginning where the day is known."""
        assert event.duration is not None
        count, unit = event.duration
        interval = f"{event_node}/time"
        self.link(event_node, TIME + "hasTime", interval)
        self.link(interval, RDF_TYPE, TIME + "ProperInterval")
        self.link(interval, TIME + "hasDuration", interval + "/duration")
        self.link(interval + "/duration", RDF_TYPE, TIME + "Duration")
        self.add(interval + "/duration", TIME + "numericDuration", _typed(str(count), "decimal"))
        self.link(interval + "/duration", TIME + "unitType", f"{TIME}unit{unit}")
        if event.date and len(event.date) == 10:
            self.link(interval, TIME + "hasBeginning", interval + "/beginning")
            self.link(interval + "/beginning", RDF_TYPE, TIME + "Instant")
            self.add(interval + "/beginning", TIME + "inXSDDate", _typed(event.date, "date"))

    def told(self) -> tuple[Told, ...]:
        """Return what the graph says of the events that other articles may tell too."""
        found = []
        for number, event in enumerate(self.reading.events, 1):
            if event.kind in HAPPENINGS:
                values = [(role, self.iris[value]) for role, value in event.arguments if value in self.iris]
                actors = frozenset(iri for role, iri in values if role in ACTING)
                places = frozenset(iri for role, iri in values if role == "place")
                found.append(
                    Told(self._event_node(number, event), graph_iri(self.identifier), event.kind, event.date, event.name, actors, places)
                )
        return tuple(found)

    def _is_joint(self, event: Event) -> bool:
        """Tell whether forces of different chains of command take part: the nearest governments above them differ.

        Baghdad stands above the Region's government too, so the topmost bodies would not tell the army from the Peshmerga.
        """
        known = self.lexicon.entries
        commands = set()
        for key in event.values("participant"):
            iri = self.iris.get(key, "")
            if iri in known and key.startswith("Force:"):
                chain = [iri, *self.lexicon.ancestors(iri)]
                commands.add(next((body for body in chain if body in known and known[body].kind == "Government"), chain[-1]))
        return len(commands) > 1


def write_article(reading: Reading, lexicon: Lexicon) -> tuple[list[str], tuple[Told, ...]]:
    """Return the statements of the article's graph in order, each without its end, and the events that other articles may tell too."""
    writer = GraphWriter(reading, lexicon)
    return writer.triples(), writer.told()


def as_nquads(triples: list[str], identifier: str) -> bytes:
    """Return the statements of an article's graph as N-Quads; a space sorts before all that may go on, so they are in order too."""
    end = f" <{graph_iri(identifier)}> .\n"
    return (end.join(triples) + end).encode() if triples else b""


def write_graph(reading: Reading, lexicon: Lexicon) -> bytes:
    """Return the article's graph as sorted N-Quads."""
    return as_nquads(GraphWriter(reading, lexicon).triples(), reading.article.identifier)
