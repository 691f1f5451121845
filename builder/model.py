"""The frozen records that pass between the stages, from an article's text to its graph.

Those that an article makes by the hundred are named tuples, which are made and compared several times faster than dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the article's raw text in Unicode code points, end exclusive.

    >>> Span(3, 8).covers(Span(4, 8)), Span(3, 8).overlaps(Span(8, 9))
    (True, False)
    """

    begin: int
    end: int

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was given; `text` is never changed.

    `title`, `issued` (ISO date), `outlet` and `url` hold what the input's own fields say, not what is read out of the text.
    """

    identifier: str
    text: str
    title: str | None = None
    issued: str | None = None
    outlet: str | None = None
    url: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What the user should know of an input that was read: nothing is wrong, but something was not said and had to be found out.

    >>> str(Note("a.txt", "was read as Windows-1256, by its words"))
    'a.txt: note: was read as Windows-1256, by its words'
    """

    source: str
    text: str

    def __str__(self) -> str:
        return f"{self.source}: note: {self.text}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An article that is not read and is no error, for it is in another language than Arabic: `language` is its name in English.

    >>> str(Skipped("a", "news.jsonl", "Persian"))
    'news.jsonl: note: the article a was skipped: it is in Persian'
    """

    identifier: str
    source: str
    language: str

    def __str__(self) -> str:
        return str(Note(self.source or self.identifier, f"the article {self.identifier} was skipped: it is in {self.language}"))


class Token(NamedTuple):
    """A word, number or punctuation mark at `begin` to `end` of the raw text; `key` is its comparison form.

    `stems` are the offsets in `key` where the word itself may begin, after attached particles (0 always among them);
    `kind` is "word", "number" or "punct".
    """

    begin: int
    end: int
    key: str
    kind: str
    stems: tuple[int, ...] = (0,)

    @property
    def span(self) -> Span:
        """Where it stands in the raw text."""
        return Span(self.begin, self.end)


class Sentence(NamedTuple):
    """A sentence or a line that stands alone: tokens `first` to `last` (exclusive) of its document.

    `zone` is "headline", "body", "furniture" (date lines, page debris, captions) or "foreign" (in another language than Arabic).
    """

    span: Span
    first: int
    last: int
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class Doc:
    """An article cut into tokens and sentences; `text` is its text as rules read it, of the same length and with the same offsets."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    text: str


class DateMention(NamedTuple):
    """A phrase that says when: `value` is ISO 8601 at the precision said ("2020-08-09", "2020-07", "2017")."""

    span: Span
    value: str
    rule: str


class Evidence(NamedTuple):
    """Where an article says something, which rule read it there, and how much the rule is trusted (0 to 1)."""

    span: Span
    rule: str
    confidence: float = 0.9


class Mention(NamedTuple):
    """A stretch of text that names something.

    `kind` is a class of the contract; `name` the comparison key of the name proper (place-kind words and quotes aside);
    `iri` the lexicon's entity where it is known; `head` the token index where it starts and `tail` the one after its last.
    """

    span: Span
    kind: str
    name: str
    first: int
    last: int
    rule: str
    iri: str | None = None
    confidence: float = 0.9
    subtype: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()

    def attribute(self, key: str) -> str | None:
        """Return the value of the attribute `key`, if any."""
        for name, value in self.attributes:
            if name == key:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that an article names, with all its mentions; `key` is unique within the article."""

    key: str
    kind: str
    label: str
    mentions: tuple[Mention, ...]
    iri: str | None = None
    subtype: str | None = None
    rank: str | None = None
    staff: bool = False
    disputed: bool = False
    place_kind: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two entities (by key): "partOf", "locatedIn" or "basedIn"."""

    kind: str
    subject: str
    object: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person in a post: `role` is a local name of the role vocabulary, `title` the words of the article."""

    person: str
    role: str
    organization: str | None
    title: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Toll:
    """How many fell by one source: the key of the speaker or outlet that says so, None where nobody is named."""

    killed: int | None
    wounded: int | None
    source: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is planned or is denied; `arguments` are (property, entity key or literal) pairs.

    `reported_by` are the keys of those in whose statements the event is told, and of the outlets that tell it; `anonymous` are the words
    for sources without a name; `tolls` are the versions of a toll where sources differ; `duration` is a number and a unit of OWL-Time.
    """

    kind: str
    status: str
    arguments: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    date: str | None = None
    date_phrase: str | None = None
    name: str | None = None
    quote: Span | None = None
    reported_by: tuple[str, ...] = ()
    anonymous: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    duration: tuple[int, str] | None = None

    def values(self, role: str) -> tuple[str, ...]:
        """Return the values of one property, in order."""
        return tuple(value for name, value in self.arguments if name == role)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read out of one article, ready to be written as a graph."""

    article: Article
    title: str
    issued: str | None
    outlet: str | None
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    events: tuple[Event, ...] = ()
    sentences: tuple[Sentence, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Told:
    """One event as one article's graph tells it: what two articles may agree on; `article` is the IRI of that graph."""

    iri: str
    article: str
    kind: str
    date: str | None = None
    name: str | None = None
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
