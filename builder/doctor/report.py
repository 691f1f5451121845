"""What a corpus shows as a whole: many checkups, failures and notes in, one report out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from builder.additions.candidates import Candidate, Sighting, rank
from builder.comparison import Comparison
from builder.doctor.checkup import Checkup
from builder.errors import InputError
from builder.lexicon import Lexicon
from builder.model import Note, Skipped
from builder.reliability import family_of

_SHOWN = 3  # examples of each finding
_OFTEN = 3  # articles that share a line before it is looked at: two may tell of one thing in one sentence
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r"'[^']*'")


Seen = Checkup | Skipped | InputError | Note  # what one input shows


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that several articles or inputs share, how many they are, and a few of them."""

    what: str
    number: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name that the lexicon lacks: what it probably is, in how many articles and how often, what it may be a misspelling of, where."""

    name: str
    kind: str
    articles: int
    mentions: int
    near: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a corpus shows.

    `characters` and `furniture` are counted over all articles; `dated` counts where dates come from; `lacking` are articles without one of
    what they should have, `languages` those that are skipped; `repeated` are lines of running text that stand in several articles;
    `reprinted` are articles that others reprint, and a reprint counts in none of the two; `unlisted` are names that the lexicon lacks;
    `fired` and `silent` are names of rules.
    """

    articles: int
    characters: int
    furniture: int
    earliest: str
    latest: str
    dated: tuple[tuple[str, int], ...]
    lacking: tuple[Finding, ...]
    unread: tuple[Finding, ...]
    languages: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    repeated: tuple[Finding, ...]
    reprinted: tuple[Finding, ...]
    unlisted: tuple[Unlisted, ...]
    things: tuple[tuple[str, int], ...]
    fired: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]


class Gathering:
    """Takes what was noted of each input, in any order, and makes the report of it."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._articles = self._characters = self._furniture = 0
        self._dates: list[str] = []
        self._dated: Counter[str] = Counter()
        self._things: Counter[str] = Counter()
        self._rules: Counter[str] = Counter()
        self._lacking, self._unread, self._languages, self._notes = _Groups(), _Groups(), _Groups(), _Groups()
        self._line: dict[str, str] = {}  # each line once, however many articles have it
        self._lines: dict[str, tuple[str, ...]] = {}
        self._unlisted: list[Sighting] = []

    def take(self, item: Seen) -> None:
        """Add what was noted of one article or input."""
        if isinstance(item, InputError):
            self._unread.add(_kind_of(item.reason), item.source if item.line is None else f"{item.source}, line {item.line}")
        elif isinstance(item, Skipped):
            self._languages.add(item.language, item.identifier)
        elif isinstance(item, Note):
            self._notes.add(item.text, item.source)
        else:
            self._take(item)

    def _take(self, one: Checkup) -> None:
        self._articles += 1
        self._characters += one.length
        self._furniture += one.furniture
        self._dated[one.dated or "nowhere"] += 1
        if one.date:
            self._dates.append(one.date)
        self._things.update(dict(one.things))
        self._rules.update(dict(one.rules))
        for what, has in (("date", one.date), ("title", one.title), ("outlet", one.outlet), ("address", one.address), ("facts", one.rules)):
            if not has:
                self._lacking.add(what, one.identifier)
        self._lines[one.identifier] = tuple(self._line.setdefault(line, line) for line in one.lines)
        self._unlisted += one.unlisted
        if one.prints is not None:
            self._comparison.enter(one.identifier, one.prints, one.date)

    def report(self, lexicon: Lexicon) -> Report:
        """Return the report; `lexicon` is what the articles were read with."""
        dates = sorted(self._dates)
        original = {one.copy: one.original for one in self._comparison.found()}
        reprinted, lines = _Groups(), _Groups()
        for copy, first in original.items():
            reprinted.add(first, copy)
        for identifier, here in self._lines.items():
            for line in here if identifier not in original else ():
                lines.add(line, identifier)
        return Report(
            self._articles,
            self._characters,
            self._furniture,
            dates[0] if dates else "",
            dates[-1] if dates else "",
            tuple(sorted(self._dated.items())),
            self._lacking.findings(),
            self._unread.findings(),
            self._languages.findings(),
            self._notes.findings(),
            lines.findings(_OFTEN),
            reprinted.findings(),
            tuple(_unlisted(candidate) for candidate in rank(self._unlisted, lexicon, lambda _: "", original)),
            tuple(sorted(self._things.items())),
            _ranked(self._rules),
            tuple(sorted(rules_of(lexicon) - set(self._rules))),
        )


def _unlisted(candidate: Candidate) -> Unlisted:
    examples = tuple(article for article, _ in candidate.contexts)
    return Unlisted(candidate.name, candidate.kind, candidate.articles, candidate.mentions, candidate.near, examples)


class _Groups:
    """Counts what is the same, and remembers the first few examples of each by name, so that their order does not matter."""

    def __init__(self) -> None:
        self._numbers: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def add(self, what: str, example: str) -> None:
        self._numbers[what] += 1
        examples = self._examples.setdefault(what, [])
        examples.append(example)
        if len(examples) > _SHOWN:
            examples.sort()
            examples.pop()

    def findings(self, least: int = 1) -> tuple[Finding, ...]:
        """Return what was added `least` times and more, the most frequent first."""
        return tuple(Finding(what, n, tuple(sorted(self._examples[what]))) for what, n in _ranked(self._numbers) if n >= least)


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _kind_of(reason: str) -> str:
    """Return a reason without the names and numbers of one case, so that alike failures are counted together.

    >>> _kind_of("has the identifier 'a7' of an article in b.jsonl, line 3: give each its own")
    "has the identifier '…' of an article in b.jsonl, line …: give each its own"
    """
    return _NUMBER.sub("…", _QUOTED.sub("'…'", reason))


def rules_of(lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the rules that are known: those of every trigger, and all that were ever measured, without their families."""
    measured = set(lexicon.reliability) - {family_of(rule) for rule in lexicon.reliability}
    return frozenset(measured | {f"event-{iri.rsplit('/', 1)[-1]}" for iri in lexicon.triggers})


def report_of(items: Iterable[Seen], lexicon: Lexicon) -> Report:
    """Return the report of what was noted of each input."""
    with Comparison() as comparison:
        gathering = Gathering(comparison)
        for item in items:
            gathering.take(item)
        return gathering.report(lexicon)
