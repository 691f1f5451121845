"""Which articles a change of the lexicon can touch, so that a build reads those again and no others.

An article is touched where its text holds a name or word that the change gives or takes, or where its graph speaks of something that
changed, or of what belongs to it. In doubt it is touched: reading it once too often costs some milliseconds, once too seldom an error.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from builder.folding import fold
from builder.misspelt import PARTICLES, SHORTEST, near
from builder.vocabulary import ORG, OWL_DEPRECATED, PLACE_KIND, RANK, RDF_TYPE, ROLE, SKOS, TOPIC, TQ, VOCABULARIES

_NAMES = frozenset({SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", TQ + "contextualLabel", TQ + "withdrawnLabel"})
_STEMS = frozenset(TQ + name for name in ("perfectStem", "imperfectStem", "nounStem", "wordForm", "verbForm"))
_FORMS = _NAMES | _STEMS
_SHAPING = frozenset(
    [
        RDF_TYPE,
        ORG + "subOrganizationOf",
        OWL_DEPRECATED,
        *(TQ + name for name in ("placeKind", "standsFor", "locatedIn", "slot", "frame", "evokes", "requires", "excludes")),
    ]
)
_DECISIVE = _FORMS | _SHAPING | {TQ + "rule", TQ + "confidence"}
# Vocabularies whose labels are forms; of the others (months, statuses) a change touches everything.
_LABELLED = (ROLE, RANK, PLACE_KIND, TOPIC)
# Nouns that a text may have in a plural of other letters: الفوجان, الأفواج, الألوية.
_BROKEN_PLURALS = frozenset("فوج لوا كتيب سري فصيل محور قاطع مقر".split())
_LETTERS = re.compile(r"[^\W\d_]+")
_MANY = 3000  # forms; beyond this all articles are read again

Statements = Mapping[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of the lexicon touches: all articles, or those that speak of `things` or hold all words of one of the `forms`."""

    everything: bool = False
    things: frozenset[str] = frozenset()
    forms: tuple[tuple[str, ...], ...] = ()

    def touches_text(self, text: str) -> bool:
        """Tell whether an article's text holds a form that the change gives or takes."""
        if self.everything:
            return True
        folded = fold(text)
        if any(all(word in folded for word in form) for form in self.forms):
            return True
        slips = _slips_in(folded, self.forms)
        return bool(slips) and any(all(word in folded or word in slips for word in form) for form in self.forms)


def _slips_in(folded: str, forms: tuple[tuple[str, ...], ...]) -> set[str]:
    """Return the words of forms that a word of the text may be with one slip in it."""
    signs = _signs(forms)
    found: set[str] = set()
    for word in set(folded.split()) if signs else ():
        if len(word) >= SHORTEST - 1:
            for sign in near(_cuts(word)):
                found.update(signs.get(sign, ()))
    return found


@lru_cache(maxsize=4)
def _signs(forms: tuple[tuple[str, ...], ...]) -> dict[str, tuple[str, ...]]:
    """Return the words of forms by what they have in common with those that a slip makes of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted({word for form in forms for word in form if len(word) >= SHORTEST - 1}):
        for sign in near([word]):
            found[sign].append(word)
    return {sign: tuple(words) for sign, words in found.items()}


def _cuts(word: str) -> set[str]:
    """Return what a word of a text may be without its particles, article and final ه, and without marks around it."""
    found = set()
    for letters in _LETTERS.findall(word):
        for particle in PARTICLES:
            if letters.startswith(particle):
                rest = letters[len(particle) :]
                found |= {_bare(rest), rest, _bare("ا" + rest)}
    return {cut for cut in found if len(cut) >= SHORTEST - 2}


def statements_of(quads: Iterable[ox.Quad]) -> Statements:
    """Return, by subject, what of the lexicon and vocabularies decides how articles are read: predicates and values."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quad in quads:
        predicate, subject, value = quad.predicate.value, quad.subject, quad.object
        if predicate not in _DECISIVE or not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
            continue
        if not subject.value.startswith(TQ):  # classes and properties are the ontology's, and read nothing
            found[subject.value].add((predicate, value.value))
    return {subject: frozenset(told) for subject, told in found.items()}


def impact_of(old: Statements, new: Statements) -> Impact:
    """Return what the change from one state of the lexicon to another touches.

    >>> old = {"x": frozenset({(SKOS + "altLabel", "الحويجة")})}
    >>> impact = impact_of(old, old | {"x": frozenset({(SKOS + "altLabel", "الحويجة"), (SKOS + "altLabel", "قضاء الحويجة")})})
    >>> impact.touches_text("في قضاء الحويجة"), impact.touches_text("في الحويجة")
    (True, False)
    """
    none: frozenset[tuple[str, str]] = frozenset()
    changed = {subject: old.get(subject, none) ^ new.get(subject, none) for subject in {*old, *new}}
    changed = {subject: difference for subject, difference in changed.items() if difference}
    if any(_is_general(subject, old, new) for subject in changed):
        return Impact(everything=True)
    reshaped = [subject for subject, difference in changed.items() if any(predicate in _SHAPING for predicate, _ in difference)]
    things = changed.keys() | _with_dependants(reshaped, old, new)
    forms: set[str] = set()
    for subject in things:
        told = old.get(subject, none) | new.get(subject, none)
        difference = changed.get(subject, none)
        named_only = all(predicate in _FORMS for predicate, _ in difference) and subject in changed and not _is_trigger(told)
        forms.update(value for predicate, value in (difference if named_only else told) if predicate in _FORMS)
    needles = {_needles(form) for form in forms} | {(word,) for word in _words(old) ^ _words(new)}
    needles.discard(())
    if len(needles) > _MANY:
        return Impact(everything=True)
    return Impact(things=frozenset(things), forms=tuple(sorted(needles)))


def _is_general(subject: str, old: Statements, new: Statements) -> bool:
    """Tell of a change that any article may feel: how far a rule is trusted, the names of months."""
    told = old.get(subject, frozenset()) | new.get(subject, frozenset())
    return (RDF_TYPE, TQ + "Rule") in told or (subject.startswith(VOCABULARIES) and not subject.startswith(_LABELLED))


def _is_trigger(told: frozenset[tuple[str, str]]) -> bool:
    return (RDF_TYPE, TQ + "Trigger") in told


def _with_dependants(changed: Iterable[str], old: Statements, new: Statements) -> set[str]:
    """Return what changed its place or kind and all that leads to it: places in a place, units of a body, triggers of a frame."""
    leading: dict[str, set[str]] = defaultdict(set)
    for statements in (old, new):
        for subject, told in statements.items():
            for predicate, value in told:
                if predicate in _SHAPING and predicate not in (RDF_TYPE, OWL_DEPRECATED):
                    leading[value].add(subject)
    found: set[str] = set()
    queue = list(changed)
    while queue:
        subject = queue.pop()
        if subject not in found:
            found.add(subject)
            queue += leading.get(subject, ())
    return found


def _words(statements: Statements) -> set[str]:
    """Return every word of every form: what the analyser knows as stems, which decides where particles are cut off."""
    return {_bare(word) for told in statements.values() for predicate, value in told if predicate in _FORMS for word in fold(value).split()}


def _bare(word: str) -> str:
    """Return what of a word a text keeps in all its forms: without the article and the ending that others take the place of."""
    return word.removeprefix("ال").removesuffix("ه") or word


def _needles(form: str) -> tuple[str, ...]:
    """Return the parts of a form's words that a text must hold."""
    words = [_bare(word) for word in fold(form).split()]
    return tuple(sorted({word for word in words if word not in _BROKEN_PLURALS or len(words) == 1}))
