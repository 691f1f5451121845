"""What no shape can say of a user's own lexicon: names that would be found everywhere or mean two things, and circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from builder.additions.findings import Finding, Origin
from builder.folding import fold
from builder.identifiers import BASE
from builder.lexicon import Entry, Lexicon, is_body_in_body
from builder.particles import STOP
from builder.vocabulary import SKOS, TQ

_SAFE = frozenset({SKOS + "prefLabel", SKOS + "altLabel"})
_CONTEXTUAL = TQ + "contextualLabel"
_SHORTEST = 3


class Names:
    """The names that a user's own entries bear, with what they mean in the lexicon that comes of it."""

    def __init__(self, triples: Iterable[ox.Triple], merged: Lexicon, origins: Mapping[str, Origin]) -> None:
        self.merged, self.origins = merged, origins
        self.safe: dict[str, set[str]] = defaultdict(set)  # IRI -> Arabic names as they stand
        self.contextual: dict[str, set[str]] = defaultdict(set)
        self._triggers = {fold(trigger.label) for trigger in merged.triggers.values()}
        for triple in triples:
            value = triple.object
            if isinstance(triple.subject, ox.NamedNode) and isinstance(value, ox.Literal) and value.language == "ar":
                if triple.predicate.value in _SAFE:
                    self.safe[triple.subject.value].add(value.value)
                elif triple.predicate.value == _CONTEXTUAL:
                    self.contextual[triple.subject.value].add(value.value)

    def findings(self, taken: frozenset[tuple[str, str]]) -> Iterator[Finding]:
        """Yield what is wrong with names; `taken` are the (form, IRI) pairs that the home country's entries take from others."""
        for iri in sorted(self.safe):
            entry = self.merged.entries.get(iri)
            for name in sorted(self.safe[iri]) if entry else ():
                assert entry is not None
                form = fold(name)
                message, grave = self._harm(entry, form)
                if message:
                    yield self._found(iri, f"the name {name} {message}", grave)
                yield from self._shared(entry, name, form, taken)
                if is_body_in_body(name, entry.kind, entry.subtype):
                    yield self._found(
                        iri, f"the name {name} says two bodies and is looked for in no text: write the first alone", grave=False
                    )
        yield from self._circles()

    def _harm(self, entry: Entry, form: str) -> tuple[str, bool]:
        """Return what harm a safe name would do, empty where none, and whether it is grave."""
        advice = "move it to in_context, where it counts only beside a word of its kind"
        if not form or len(form) < _SHORTEST - 1 or (len(form) < _SHORTEST and not form.isascii()):
            return f"is too short to be told from other words: {advice}", True
        if form in STOP or form in self._triggers:
            return f"is a word of every text: {advice}", True
        if form in self.merged.words.get("common-words", ()):
            return f"is a common word: {advice}", True
        if entry.kind == "Location" and form in self.merged.words.get("given-names", ()):
            return f"is a personal name: {advice}, unless the place is better known than those who bear it", False
        return "", False

    def _shared(self, entry: Entry, name: str, form: str, taken: frozenset[tuple[str, str]]) -> Iterator[Finding]:
        """Yield the entities that bear the same name without context."""
        for label in self.merged.labels.get(form, ()):
            other = self.merged.entries.get(label.target)
            if label.kind in ("role", "rank", "place-kind"):
                yield self._found(entry.iri, f"the name {name} is the word for a {label.kind}: write it with the name proper")
            if other is None or other.iri == entry.iri or label.contextual or (form, other.iri) in taken:
                continue
            what = f"the name {name} is also that of {other.label_en or other.label} ({other.iri.removeprefix(BASE)})"
            if other.kind != entry.kind:
                yield self._found(entry.iri, f"{what}, a {other.kind}: texts that have it may mean either", grave=False)
            elif not self._one_above_the_other(entry.iri, other.iri) and (other.iri not in self.safe or entry.iri < other.iri):
                advice = (
                    f"to add to that one, write its id ({other.iri.removeprefix(BASE)}) in the column id; else move the name to in_context"
                )
                yield self._found(
                    entry.iri, f"{what}, and one of the two would always win: {advice}, or take it from that one in silenced.csv"
                )

    def _one_above_the_other(self, iri: str, other: str) -> bool:
        """Tell of a district and its town, which may have one name."""
        return iri in self.merged.ancestors(other) or other in self.merged.ancestors(iri)

    def _circles(self) -> Iterator[Finding]:
        for iri in sorted(self.origins):
            if iri in self.merged.entries and iri in self.merged.ancestors(iri):
                yield self._found(iri, "belongs to itself, by way of what it belongs to: mend located_in or part_of of one of them")

    def _found(self, iri: str, message: str, grave: bool = True) -> Finding:
        entry = self.merged.entries.get(iri)
        called = (entry.label_en or entry.label) if entry else iri.removeprefix(BASE)
        return Finding(self.origins.get(iri, Origin("")), called, message, grave)
