"""A build: articles in, a store that holds what they say out. Composition only; the command line prints what happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builder.articles.fields import USUAL, Fields
from builder.errors import InputError
from builder.fingerprints import Fingerprint
from builder.impact import Impact, impact_of
from builder.intake import Intake, Tally
from builder.model import Article, Skipped, Told
from builder.store import ArticleGraph, Store
from builder.versions import sources


class Violation(Protocol):
    """What a build needs to know of a violation."""

    @property
    def severity(self) -> str: ...
    @property
    def focus(self) -> str: ...
    @property
    def message_en(self) -> str: ...
    @property
    def blocks(self) -> bool: ...


class Outcome(ArticleGraph, Protocol):
    """What became of one article: its graph, and what the gate says of it."""

    @property
    def violations(self) -> Sequence[Violation]: ...
    @property
    def entities(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def events(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def told(self) -> tuple[Told, ...] | None: ...
    @property
    def fingerprint(self) -> Fingerprint | None: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads articles: the pipeline's function over many, and the graphs of its lexicon and ontology."""

    read: Callable[[Iterable[Article]], Iterator[Outcome | InputError | Skipped]]
    background: Callable[[], bytes]


def build(
    store: Store, paths: Iterable[Path], reader: Reader, tally: Tally, *, rebuild: bool = False, fields: Fields = USUAL
) -> Iterator[str]:
    """Bring a store up to date with the articles of `paths` and with the lexicon, and yield a line for each article that fails.

    Articles that the store already holds as they are given are not read again, unless the program or what the lexicon says of them has
    changed since, or all are asked for with `rebuild`. Lines may be empty: they mark that the tally has moved. `fields` are the names of
    the fields of records.
    """
    versions = store.versions
    bring_lexicon(store, reader.background)
    if rebuild:
        store.forget_versions()
    intake = Intake(paths, store, tally, fields)
    yield from _read(store, reader, intake, intake.fresh(), tally)
    store.flush()
    if store.ledger.stale(versions, limit=1):
        changed = store.lexicon != versions.lexicon
        impact = impact_of(store.knowledge(), store.knowledge_of(reader.background())) if changed else Impact()
        yield from _read(store, reader, intake, intake.stale(versions, impact), tally)
    if store.ledger.note("sources") != sources(store.own_digest):
        bring_lexicon(store, reader.background, again=True)


def bring_lexicon(store: Store, background: Callable[[], bytes], *, again: bool = False) -> None:
    """Store the lexicon and the ontology where there are none, or in the place of those that there are.

    A build does that last of all, so that one that was stopped still knows what the articles were read with.
    """
    if again or not store.lexicon:
        store.put_background(background(), store.versions.lexicon, sources(store.own_digest))


def _read(store: Store, reader: Reader, intake: Intake, articles: Iterator[Article], tally: Tally) -> Iterator[str]:
    for outcome in reader.read(articles):
        tally.done += 1
        yield from _complaints(intake, tally)
        if isinstance(outcome, InputError):
            intake.errors.append(outcome)
        elif isinstance(outcome, Skipped):
            yield from _skip(store, outcome, intake, tally)
        else:
            yield from _keep(store, outcome, intake.under_way.pop(outcome.identifier, None), tally)
        yield ""
    yield from _complaints(intake, tally)


def _skip(store: Store, skipped: Skipped, intake: Intake, tally: Tally) -> Iterator[str]:
    """Pass over an article in another language; what the store has under its name is of an older text, or an older program, and goes."""
    intake.under_way.pop(skipped.identifier, None)
    store.retract(skipped.identifier, remember=False)
    tally.skipped += 1
    yield str(skipped)


def _complaints(intake: Intake, tally: Tally) -> Iterator[str]:
    """Yield a line for each note, and for each article that could not be read."""
    yield from map(str, intake.notes)
    intake.notes.clear()
    for error in intake.errors:
        tally.failed += 1
        yield str(error)
    intake.errors.clear()


def _keep(store: Store, outcome: Outcome, article: Article | None, tally: Tally) -> Iterator[str]:
    """Store an article's graph, unless a shape forbids it."""
    tally.violations.update(v.severity for v in outcome.violations)
    grave = [v for v in outcome.violations if v.blocks]
    if grave:
        tally.rejected += 1
        for violation in grave:
            yield f"{outcome.identifier}: not stored: {violation.focus}: {violation.message_en}"
        return
    if store.put(outcome, article, told=outcome.told, fingerprint=outcome.fingerprint, checked=True):
        tally.stored += 1
    tally.entities.update(dict(outcome.entities))
    tally.events.update(dict(outcome.events))
