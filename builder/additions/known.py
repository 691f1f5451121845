"""What a user's own entries may speak of: the entities that ship, by identifier and by name, and the words of the vocabularies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from builder.folding import fold
from builder.identifiers import BASE
from builder.lexicon import Entry, Lexicon
from builder.prefixes import expand
from builder.vocabulary import OWL_SAME_AS, PLACE_KIND, SKOS


def iri_of(text: str) -> str | None:
    """Return the IRI that a cell names by an identifier, in any of the ways people write one.

    >>> iri_of("place/zarqa") == iri_of("place:zarqa") == iri_of("https://w3id.org/tansiq/id/place/zarqa"), iri_of("الزرقاء")
    (True, None)
    """
    if not text.isascii() or " " in text:
        return None
    found = expand(text)
    if found:
        return found
    return BASE + text if text.count("/") == 1 else None


@dataclass(frozen=True, slots=True)
class Kinds:
    """What ships of kinds of places: the Arabic word of each, the kinds of GeoNames' codes; and the ids of places by their number there."""

    nouns: dict[str, str]
    codes: dict[str, str]
    numbers: dict[str, str]


def read_kinds(folder: Path) -> Kinds:
    """Read the vocabulary of place kinds and the gazetteer under the ontology's folder."""
    kinds = Kinds({}, {}, {})
    for path in (folder / "vocab" / "place-kinds.ttl", folder / "lexicon" / "places.ttl"):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object
            if predicate == SKOS + "prefLabel" and isinstance(value, ox.Literal) and value.language == "ar":
                if subject.startswith(PLACE_KIND):
                    kinds.nouns[subject.removeprefix(PLACE_KIND)] = value.value.split()[0]
            elif predicate == SKOS + "narrowMatch" and isinstance(value, ox.NamedNode):
                kinds.codes[value.value.rpartition("#")[2]] = subject.removeprefix(PLACE_KIND)
            elif predicate == OWL_SAME_AS and isinstance(value, ox.NamedNode) and "geonames.org/" in value.value:
                kinds.numbers[value.value.rstrip("/").rpartition("/")[2]] = subject.removeprefix(BASE)
    return kinds


class Known:
    """An index of the lexicon that ships."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon, self.entries = lexicon, lexicon.entries
        self._english: dict[str, list[str]] = defaultdict(list)
        for iri, entry in self.entries.items():
            self._english[entry.label_en.casefold()].append(iri)
        self.verbs = frozenset(fold(trigger.label) for trigger in lexicon.triggers.values())
        self.concepts: dict[str, set[str]] = defaultdict(set)
        for label in (label for labels in lexicon.labels.values() for label in labels):
            if label.kind != "entity":
                self.concepts[label.kind].add(label.target)

    def named(self, name: str, kinds: Iterable[str]) -> list[str]:
        """Return the entities that bear a name, Arabic or English, of some kinds; a name that needs context does not count."""
        found = [label.target for label in self.lexicon.labels.get(fold(name), ()) if label.kind == "entity" and not label.contextual]
        wanted = frozenset(kinds)
        iris = dict.fromkeys([*found, *self._english.get(name.casefold(), ())])
        return [iri for iri in iris if iri in self.entries and self.entries[iri].kind in wanted]

    def same(self, kind: str, arabic: str, english: str) -> Entry | None:
        """Return the entity of a kind that has this English name, and this Arabic one where it is given."""
        for iri in self._english.get(english.casefold(), ()):
            entry = self.entries[iri]
            if entry.kind == kind and (not arabic or fold(arabic) in {fold(name) for name in (entry.label, *entry.names)}):
                return entry
        return None

    def word(self, kind: str, text: str) -> str | None:
        """Return the concept of a vocabulary ("role", "rank", "place-kind") that a cell names, by its own name or an Arabic word."""
        found = next((label.target for label in self.lexicon.labels.get(fold(text), ()) if label.kind == kind), None)
        own = text.strip().lower().replace(" ", "-")
        return found or (own if own in self.concepts[kind] else None)
