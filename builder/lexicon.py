"""What is known beforehand, read from the RDF in ontology/: entities, titles, cue words, names and triggers, with one matcher for all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from ahocorasick_rs import AhoCorasick, MatchKind

from builder.errors import LexiconError
from builder.folding import fold, fold_all
from builder.misspelt import SHORTEST, Spelling, bare, believed
from builder.model import Doc, Token
from builder.morphology import REMEMBERED, Analysis, Morphology, Stem, user_database
from builder.own import NOTHING, WITHDRAWN, Overlay, Own
from builder.particles import CLOSED_CLASS, STOP
from builder.resources import ontology_dir
from builder.text import Folded
from builder.vocabulary import ORG, OWL_DEPRECATED, PLACE_KIND, RANK, RDF_TYPE, ROLE, SKOS, TOPIC, TQ, kind_of


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity of the lexicon."""

    iri: str
    kind: str
    subtype: str | None
    label: str
    label_en: str
    names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    located_in: tuple[str, ...] = ()
    stands_for: str | None = None
    place_kind: str | None = None
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument of a frame is looked for: after `cue` ("subject", "object" or a particle), as `property`."""

    cue: str
    property: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that evokes an event: its class, its frame's slots, and the word sets whose words it must, or must not, have behind it."""

    iri: str
    label: str
    evokes: str
    slots: tuple[Slot, ...]
    frame: str = ""
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """What a matched form stands for: an entity (`target` is its IRI), a "role", a "rank", a "place-kind" or a "topic"."""

    kind: str
    target: str
    contextual: bool = False
    form: str = ""


class Match(NamedTuple):
    """A form of the lexicon found in a document: tokens `first` to `last` (exclusive), begun at `start` in the first token's key."""

    first: int
    last: int
    start: int
    label: Label

    @property
    def size(self) -> int:
        """Number of tokens."""
        return self.last - self.first


_WIDEST = 7  # words of a name to either side of one with a slip
_EMINENT = frozenset({"country", "capital", "governorate", "city"})
_FINITE = frozenset({"perfect", "imperfect", "future"})
_FORM_ORDER = {"perfect": 0, "future": 1, "imperfect": 2, "word": 3, "noun": 4}


class Lexicon:
    """Entities, word sets and triggers, with the automaton that finds their forms in one pass over folded text."""

    def __init__(
        self,
        entries: dict[str, Entry],
        labels: dict[str, list[Label]],
        words: dict[str, frozenset[str]],
        triggers: dict[str, Trigger],
        trigger_stems: Iterable[Stem],
        reliability: dict[str, float] | None = None,
    ) -> None:
        self.entries, self.words, self.triggers, self.reliability = entries, words, triggers, reliability or {}
        members: dict[str, list[str]] = defaultdict(list)
        for name in sorted(words):
            for form in words[name]:
                members[form].append(name)
        self.sets_of = {form: tuple(names) for form, names in members.items()}
        self._sets: dict[str, dict[str, int]] = {}
        self._readings: dict[tuple[str, bool], Analysis | None] = {}
        self._slips: dict[str, tuple[tuple[str, str], ...]] = {}
        self.labels = {form: tuple(found) for form, found in labels.items()}
        named = {word for form in [*labels, *self.sets_of] for word in form.split()}
        known = sorted(word for word in {*map(_bare, named), *map(fold, CLOSED_CLASS)} if word.isalpha())
        self.morphology = Morphology([*(Stem(word, "word", "") for word in known), *trigger_stems], user_database())
        self._forms: list[str] = []
        self._labels: list[tuple[Label, ...]] = []
        for form, found in sorted(self.labels.items()):
            self._add(form, found)
            if form.startswith("ال"):  # after the preposition ل the article loses its alef
                self._add("لل" + form[2:], found)
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.Standard)

    def _add(self, form: str, labels: tuple[Label, ...]) -> None:
        self._forms.append(form)
        self._labels.append(labels)

    def matches(self, doc: Doc, folded: Folded) -> Iterator[Match]:
        """Yield every form of the lexicon that stands in the document as words of its own, attached particles aside."""
        text, starts, tokens = folded.text, folded.starts, doc.tokens
        for index, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if text[end] != " ":
                continue
            first = bisect_right(starts, begin) - 1
            start = begin - starts[first]
            if start not in tokens[first].stems:
                continue
            last = bisect_left(starts, end, first)
            for label in self._labels[index]:
                yield Match(first, last, start, label)

    @cached_property
    def spelling(self) -> Spelling:
        """What finds the words of known names with a slip in them; made when a text first has a word that nobody knows."""
        names = (form for form, labels in self.labels.items() if any(label.kind == "entity" and not label.contextual for label in labels))
        words = {bare(word) for form in [*self.labels, *self.sets_of] for word in form.split()}
        return Spelling(names, frozenset(words | set(map(fold, CLOSED_CLASS))))

    def slips(self, doc: Doc, folded: Folded) -> Iterator[tuple[int, Match]]:
        """Yield the names that have one slip in one word, each with that token; none where it may be of two names of different entities."""
        words = {token.key for token in doc.tokens if token.kind == "word" and len(token.key) >= SHORTEST - 1}
        doubtful = {key for key in words if self._slips_of(key)}
        for index, token in enumerate(doc.tokens) if doubtful else ():
            if token.key in doubtful and token.kind == "word":
                found = [m for meant, slip in self._slips_of(token.key) for m in self._meant(doc, folded, index, meant, slip)]
                widest = max((m.size for m in found), default=0)
                longest = [m for m in found if m.size == widest]
                if len({m.label.target for m in longest}) == 1 or len({(m.first, m.label.form) for m in longest}) == 1:
                    yield from ((index, match) for match in longest)

    def _slips_of(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return what a word that nobody knows may be meant to be, each with its slip; read once for each word."""
        found = self._slips.get(key)
        if found is None:
            if len(self._slips) > REMEMBERED:
                self._slips.clear()
            found = self._slips[key] = () if self.morphology.analyse(key) else self.spelling.meant(key)
        return found

    def _meant(self, doc: Doc, folded: Folded, index: int, meant: str, slip: str) -> Iterator[Match]:
        """Yield the names that would stand over a token if its key were `meant`."""
        starts, tokens = folded.starts, doc.tokens
        low, here = starts[max(index - _WIDEST, 0)], starts[index]
        behind = here + len(tokens[index].key)
        text = f" {folded.text[low:here]}{meant}{folded.text[behind : starts[min(index + _WIDEST, len(tokens))]]} "
        at, grown = here - low + 1, len(meant) - len(tokens[index].key)
        for number, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if text[end] != " " or end <= at or begin >= at + len(meant):
                continue
            if begin < at:
                first = bisect_right(starts, begin + low - 1) - 1
                start, stems = begin + low - 1 - starts[first], tokens[first].stems
            else:
                first, start, stems = index, begin - at, self.morphology.stems(meant)
            last = index + 1 if end <= at + len(meant) else bisect_left(starts, end + low - 1 - grown, first)
            if start in stems:
                for label in self._labels[number]:
                    entry = self.entries.get(label.target)
                    if entry is not None and not label.contextual:
                        eminent = entry.kind != "Location" or entry.place_kind in _EMINENT
                        if believed(slip, len(bare(meant[start if first == index else 0 :])), last - first, eminent=eminent):
                            yield Match(first, last, start, label)

    def sets_of_token(self, token: Token) -> dict[str, int]:
        """Return the word sets that a token is a member of, each with where the member begins; read once for each distinct word."""
        if token.kind != "word":
            return {}
        found = self._sets.get(token.key)
        if found is None:
            if len(self._sets) > REMEMBERED:
                self._sets.clear()
            found = self._sets[token.key] = {}
            for start in token.stems:
                rest = token.key[start:]
                for form in (rest, "ال" + rest[2:]) if rest.startswith("لل") else (rest,):
                    for name in self.sets_of.get(form, ()):
                        found.setdefault(name, start)
        return found

    def trigger_reading(self, key: str, *, noun: bool = False) -> Analysis | None:
        """Return the reading of a folded word as a trigger: verbs before nouns, whole forms before stems; read once for each word.

        With `noun` its spelling ends in ة, so that no verb with a pronoun can be meant: استعادة is not استعاده.
        """
        known = self._readings
        if (key, noun) in known:
            return known[key, noun]
        found = [a for a in self.morphology.analyse(key) if a.lemma in self.triggers] if key not in STOP else []
        found = [a for a in found if a.form not in _FINITE] if noun else found
        if len(known) > REMEMBERED:
            known.clear()
        known[key, noun] = min(found, key=lambda a: (a.definite, _FORM_ORDER.get(a.form, 9), a.start, a.lemma), default=None)
        return known[key, noun]

    def entity(self, form: str, kind: str | None = None) -> Entry | None:
        """Return the entity that bears the folded name `form`, if one does without context."""
        for label in self.labels.get(form, ()):
            entry = self.entries.get(label.target)
            if entry and not label.contextual and kind in (None, entry.kind):
                return entry
        return None

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Return the bodies or places above an entity, nearest first."""
        seen: list[str] = []
        queue = [iri]
        while queue:
            entry = self.entries.get(queue.pop(0))
            for parent in (entry.parents + entry.located_in) if entry else ():
                if parent not in seen:
                    seen.append(parent)
                    queue.append(parent)
        return tuple(seen)


def _bare(word: str) -> str:
    """Drop the article, which the analyser adds back.

    >>> _bare("البيشمركه"), _bare("الله")
    ('بيشمركه', 'له')
    """
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def definite_variants(form: str) -> tuple[str, ...]:
    """Return a title's forms with the article on no word, on each word, on the last one and on the first one.

    >>> definite_variants("متحدث رسمي")
    ('متحدث رسمي', 'المتحدث الرسمي', 'متحدث الرسمي', 'المتحدث رسمي')
    """
    words = form.split()
    definite = [w if w.startswith("ال") else "ال" + w for w in words]
    last, first = [*words[:-1], definite[-1]], [definite[0], *words[1:]]
    return tuple(dict.fromkeys((form, " ".join(definite), " ".join(last), " ".join(first))))


class _Source:
    """The RDF of ontology/ with a user's own laid over it, read once: node -> property -> values with their language.

    The language is None for an IRI and empty for a literal without one; what hangs on blank nodes is of no use here.
    """

    def __init__(self, folder: Path, own: Own) -> None:
        self._facts: dict[str, dict[str, set[tuple[str, str | None]]]] = {}
        overlay = Overlay(own)
        for triple in chain(overlay.over(shipped(folder)), overlay.triples):
            self._keep(triple.subject, triple.predicate.value, triple.object)
        self.typed = self._typed()

    def silenced(self, node: str) -> bool:
        """Tell whether a node is not to be read by, though others may lead to it."""
        return self.first(node, OWL_DEPRECATED) == "true"

    def _keep(self, subject: object, predicate: str, value: object) -> None:
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            language = None if isinstance(value, ox.NamedNode) else value.language or ""
            self._facts.setdefault(subject.value, {}).setdefault(predicate, set()).add((value.value, language))

    def _typed(self) -> dict[str, set[str]]:
        """Node -> its classes of our own ontology, in order of the nodes."""
        types = {
            node: {value.removeprefix(TQ) for value, _ in facts.get(RDF_TYPE, ()) if value.startswith(TQ)}
            for node, facts in self._facts.items()
        }
        return {node: types[node] for node in sorted(types) if types[node]}

    def objects(self, subject: str, predicate: str) -> list[str]:
        return sorted(value for value, _ in self._facts.get(subject, {}).get(predicate, ()))

    def first(self, subject: str, predicate: str) -> str | None:
        return next(iter(self.objects(subject, predicate)), None)

    def literals(self, subject: str, *predicates: str, language: str = "ar") -> list[str]:
        """Return the literals in one language, or in none, of each property in turn."""
        facts, found = self._facts.get(subject, {}), []
        for predicate in predicates:
            if predicate in facts:
                found += sorted(value for value, spoken in facts[predicate] if spoken in ("", language))
        return found

    def labelled(self, prefix: str) -> list[str]:
        """Return the nodes below an IRI that bear a name, in order."""
        return sorted(node for node, facts in self._facts.items() if node.startswith(prefix) and SKOS + "prefLabel" in facts)


def shipped(folder: Path) -> Iterator[ox.Triple]:
    """Yield the statements of the lexicon and vocabularies under `folder`, file by file."""
    for path in sorted([*folder.glob("lexicon/*.ttl"), *folder.glob("vocab/*.ttl")]):
        try:
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                yield quad.triple
        except (SyntaxError, ValueError) as error:
            raise LexiconError(f"{path.name}: is not valid Turtle: {error}") from error


def _entry(source: _Source, node: str, types: set[str]) -> Entry | None:
    kinds = kind_of(types - {"DisputedTerritory"})
    if kinds is None:
        return None
    labels = source.literals(node, SKOS + "prefLabel") or [node]
    english = source.literals(node, SKOS + "prefLabel", language="en") or [""]
    place_kind = source.first(node, TQ + "placeKind")
    return Entry(
        node,
        kinds[0],
        kinds[1],
        labels[0],
        english[0],
        tuple(source.literals(node, SKOS + "altLabel")),
        tuple(source.objects(node, ORG + "subOrganizationOf")),
        tuple(source.objects(node, TQ + "locatedIn")),
        source.first(node, TQ + "standsFor"),
        place_kind.removeprefix(PLACE_KIND) if place_kind else None,
        "DisputedTerritory" in types,
    )


def _vocabulary_labels(source: _Source, labels: dict[str, list[Label]]) -> None:
    """Add the forms of roles, ranks, place kinds and topics."""
    for kind, prefix, predicates in (
        ("role", ROLE, ("prefLabel", "altLabel")),
        ("rank", RANK, ("prefLabel", "altLabel")),
        ("place-kind", PLACE_KIND, ("prefLabel", "altLabel")),
        ("topic", TOPIC, ("prefLabel", "altLabel", "hiddenLabel")),
    ):
        for node in source.labelled(prefix):
            for form in source.literals(node, *(SKOS + p for p in predicates)):
                label = Label(kind, node[len(prefix) :], form=fold(form))
                for variant in definite_variants(label.form):
                    if label not in labels[variant]:
                        labels[variant].append(label)


def _words(source: _Source) -> dict[str, frozenset[str]]:
    """Word sets: a set's members by the local name of its IRI."""
    sets = {}
    for node, types in source.typed.items():
        if "WordSet" in types and not source.silenced(node):
            sets[node.rsplit("/", 1)[-1]] = frozenset(fold_all(source.literals(node, SKOS + "altLabel", SKOS + "hiddenLabel")))
    return sets


_STEM_PROPERTIES = {"perfectStem": "perfect", "imperfectStem": "imperfect", "nounStem": "noun", "wordForm": "word", "verbForm": "fixed"}


def _triggers(source: _Source) -> tuple[dict[str, Trigger], list[Stem]]:
    triggers, stems = {}, []
    for node, types in source.typed.items():
        if "Trigger" not in types or source.silenced(node):
            continue
        frames = source.objects(node, TQ + "frame")
        slots = [text.partition("=") for owner in [node, *frames] for text in source.literals(owner, TQ + "slot")]
        evokes = [iri for owner in [node, *frames] for iri in source.objects(owner, TQ + "evokes")]
        if not evokes:
            raise LexiconError(f"{node}: a trigger evokes no class: give it tq:evokes or a tq:frame")
        label = next(iter(source.literals(node, SKOS + "prefLabel")), node)
        triggers[node] = Trigger(
            node,
            label,
            evokes[0].removeprefix(TQ),
            tuple(Slot(c.strip(), p.strip()) for c, _, p in slots),
            frames[0].rsplit("/", 1)[-1] if frames else "",
            *(tuple(sorted(iri.rsplit("/", 1)[-1] for iri in source.objects(node, TQ + name))) for name in ("requires", "excludes")),
        )
        for name, category in _STEM_PROPERTIES.items():
            stems += [Stem(fold(text), category, node) for text in source.literals(node, TQ + name)]
    return triggers, stems


def build_lexicon(folder: Path, own: Own = NOTHING) -> Lexicon:
    """Read the lexicon and vocabularies under `folder`, and what users add to them."""
    source = _Source(folder, own)
    labels: dict[str, list[Label]] = defaultdict(list)
    entries = {}
    for node, types in source.typed.items():
        entry = _entry(source, node, types)
        if entry is None or not source.literals(node, SKOS + "prefLabel"):
            continue
        entries[entry.iri] = entry
        _entity_labels(source, entry, labels)
    _vocabulary_labels(source, labels)
    triggers, stems = _triggers(source)
    return Lexicon(entries, labels, _words(source), triggers, stems, _reliability(source))


def _entity_labels(source: _Source, entry: Entry, labels: dict[str, list[Label]]) -> None:
    """Add the forms of an entity, unless it is silenced."""
    if source.silenced(entry.iri):
        return
    withdrawn = set(fold_all(source.literals(entry.iri, WITHDRAWN)))
    for predicate, contextual in ((SKOS + "prefLabel", False), (SKOS + "altLabel", False), (TQ + "contextualLabel", True)):
        for form in source.literals(entry.iri, predicate):
            if is_body_in_body(form, entry.kind, entry.subtype):
                continue  # the text's own words tie the two
            key = fold(form)
            if (contextual or key not in withdrawn) and all(known.target != entry.iri for known in labels[key]):
                labels[key].append(Label("entity", entry.iri, contextual, key))
    for form in source.literals(entry.iri, SKOS + "altLabel", language="en"):
        if len(form) > 2 and form.isascii() and form.isupper() and form.isalpha():  # initials as Arabic news print them: تنظيم PKK
            labels[fold(form)].append(Label("entity", entry.iri, False, fold(form)))


def is_body_in_body(form: str, kind: str, subtype: str | None = None) -> bool:
    """Tell of a name that says two bodies, one in the other, which is looked for in no text: لجنة الأمن والدفاع في مجلس النواب."""
    return (" في " in form or (" لقوات " in form and subtype is not None)) and kind not in ("Location", "Outlet", "ArmedGroup")


def _reliability(source: _Source) -> dict[str, float]:
    """Return the measured precision of each rule and family, by its name."""
    rules = [node for node, types in source.typed.items() if "Rule" in types]
    return {source.objects(node, TQ + "rule")[0]: float(source.objects(node, TQ + "confidence")[0]) for node in rules}


def load_lexicon(own: Own = NOTHING) -> Lexicon:
    """Return the lexicon that ships with the program, with what users add to it, read once."""
    return _loaded(own)


@lru_cache(maxsize=2)
def _loaded(own: Own) -> Lexicon:
    return build_lexicon(ontology_dir(), own)
