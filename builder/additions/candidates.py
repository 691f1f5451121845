"""Names that articles have and the lexicon lacks, ranked for its editor: what they probably are, where they stand, and what is near.

A candidate is what the reader took for a person, a body or a place of its own accord: by a title, a head noun or a kind of place before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from builder.folding import fold
from builder.lexicon import Lexicon
from builder.misspelt import near
from builder.model import Span

_AROUND = 40  # characters of a context, on each side
_CONTEXTS = 3
_SHORTEST = 5  # letters of a name that may be a misspelling of another
_SURE = frozenset({"Official", "Location", "Ministry", "ArmedGroup", "PoliticalParty", "CoordinationCentre", "Outlet"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """One name that one article has and the lexicon lacks: as written, what it was taken for, what it belongs to (an IRI), and where."""

    article: str
    kind: str
    subtype: str
    label: str
    spans: tuple[Span, ...]
    parent: str = ""
    role: str = ""
    place_kind: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name to add: in how many articles (a report and its copies are one) and how often, with what it probably is."""

    name: str
    kind: str
    articles: int
    mentions: int
    spellings: tuple[str, ...]
    parent: str
    role: str
    place_kind: str
    near: tuple[str, ...]
    contexts: tuple[tuple[str, str], ...]


def rank(
    sightings: Iterable[Sighting], lexicon: Lexicon, text_of: Callable[[str], str], copies: Mapping[str, str] | None = None
) -> list[Candidate]:
    """Return the candidates, those of most articles first; `copies` leads from an article to the one that it repeats."""
    groups: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        form = fold(sighting.label)
        if len(form) > 1:
            groups[sighting.subtype or sighting.kind, form].append(sighting)
    nearness = _Nearness(lexicon)
    found = [_candidate(kind, form, group, nearness, text_of, copies or {}) for (kind, form), group in groups.items()]
    return sorted(found, key=lambda c: (-c.articles, c.kind not in _SURE, -c.mentions, c.kind, c.name))


def _candidate(
    kind: str, form: str, group: list[Sighting], nearness: _Nearness, text_of: Callable[[str], str], copies: Mapping[str, str]
) -> Candidate:
    group = sorted(group, key=lambda s: (s.article, s.spans))
    spellings = Counter(sighting.label for sighting in group)
    names = sorted(spellings, key=lambda name: (-spellings[name], name))
    sources: dict[str, Sighting] = {}
    for sighting in group:
        sources.setdefault(_first(sighting.article, copies), sighting)
    return Candidate(
        names[0],
        kind,
        len(sources),
        sum(len(sighting.spans) for sighting in group),
        tuple(names),
        _commonest(sighting.parent for sighting in group),
        _commonest(sighting.role for sighting in group),
        _commonest(sighting.place_kind for sighting in group),
        nearness.of(form, group[0].kind),
        tuple((s.article, _context(text_of(s.article), s.spans[0])) for s in list(sources.values())[:_CONTEXTS]),
    )


def _first(article: str, copies: Mapping[str, str]) -> str:
    """Return the article that one repeats, in the end."""
    seen = set()
    while article in copies and article not in seen:
        seen.add(article)
        article = copies[article]
    return article


def _commonest(values: Iterable[str]) -> str:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _context(text: str, span: Span) -> str:
    """Return the words around a name, which is put in brackets.

    >>> _context("انتشرت قوات الدرك في الرمثا أمس", Span(21, 27))
    'انتشرت قوات الدرك في [الرمثا] أمس'
    """
    begin, end = max(0, span.begin - _AROUND), span.end + _AROUND
    before = text[begin : span.begin].partition(" ")[2] if begin else text[: span.begin]
    after = text[span.end : end].rpartition(" ")[0] if end < len(text) else text[span.end :]
    return " ".join(f"{before}[{text[span.begin : span.end]}]{after}".split())


class _Nearness:
    """Finds the entities whose names differ in one letter: with at most one letter taken from each they are one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._entries = lexicon.entries
        self._near: dict[tuple[str, str], set[str]] = defaultdict(set)
        for form, labels in lexicon.labels.items():
            for label in labels:
                entry = lexicon.entries.get(label.target)
                if entry is not None and not label.contextual and len(form) >= _SHORTEST:
                    for less in near([form]):
                        self._near[entry.kind, less].add(entry.iri)

    def of(self, form: str, kind: str) -> tuple[str, ...]:
        """Return the entities of a kind that a name may be a misspelling of."""
        if len(form) < _SHORTEST:
            return ()
        return tuple(sorted({iri for less in near([form]) for iri in self._near.get((kind, less), ())}))[:3]
