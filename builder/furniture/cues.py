"""The words that sites put around any article, read once from the lexicon, and the lines that they give away."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pyoxigraph as ox

from builder.errors import LexiconError
from builder.folding import fold
from builder.resources import ontology_dir
from builder.vocabulary import SKOS, TQ

READINGS = ("whole", "begins", "surely", "label", "inside", "notice", "list", "end", "tail", "credit", "stroke")
_FILE = "lexicon/pages.ttl"
_WORD = re.compile(r"[^\W\d_]+")
_LONG, _NOTICE, _SAID = 20, 40, 8  # words: a long line, the longest notice, and from how many on a line with a full stop is a sentence
_WHOLE = 16  # words of a line that may be all buttons
_FULL_STOP = re.compile(r"(?<!\.)[.؟!][\"'”»)\]}\s]*$")
_TAIL = 20  # words that may stand behind a cue at the end of a line


@cache
def cues() -> dict[str, tuple[str, ...]]:
    """Return the folded words of each reading, the longest first."""
    readings: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for triple in ox.parse(path=str(ontology_dir() / _FILE), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
            if triple.predicate.value == TQ + "cueReading":
                readings[triple.object.value].add(triple.subject.value)
            elif triple.predicate.value == SKOS + "altLabel":
                words[triple.subject.value].add(" ".join(fold(triple.object.value).split()))
    found = {reading: {word for node in nodes for word in words[node]} for reading, nodes in readings.items()}
    if set(found) != set(READINGS):
        raise LexiconError(f"ontology/{_FILE} must have words of each reading ({', '.join(READINGS)}), and of no other")
    return {reading: tuple(sorted(found[reading], key=lambda word: (-len(word), word))) for reading in READINGS}


def _any(reading: str) -> str:
    """Return a pattern for any of the words of a reading, as words of their own."""
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in cues()[reading]) + r")(?![^\W_])"


@cache
def _pattern(reading: str) -> re.Pattern[str]:
    words = _any(reading)
    if reading == "label":
        return re.compile(rf"^\W*{words}\s*(?:$|[:：|/\-–—(\[«\"#]|\W+$)")
    if reading in ("inside", "notice"):
        return re.compile(rf"(?<![^\W_]){words}")
    if reading == "end":
        return re.compile(rf"^[\W\d]*{words}[\W\d]*$")
    if reading == "tail":
        return re.compile(rf"(?<=[.!؟…»\"”)])\s+{words}")
    return re.compile(rf"^[\W\d]*{words}")


@cache
def credit() -> re.Pattern[str]:
    """Return the pattern of a picture's credit at the end of a folded line, or of its caption's beginning."""
    names, archives = ("|".join(r"\s*".join(map(re.escape, name.split())) for name in cues()[reading]) for reading in ("credit", "stroke"))
    in_brackets = rf"\([^()\n]{{2,40}}/[^()\n]{{2,30}}\)\s*$|\((?:{names})\)\s*$"
    return re.compile(rf"{in_brackets}|(?:/|[-–])\s*(?:{archives})\W*$|^\W*صوره\W+(?:{names})")


@cache
def _buttons() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_WORD.findall(word)) for word in cues()["whole"])


def _is_all_buttons(words: list[str]) -> bool:
    """Tell whether words can be cut into buttons, the longest first."""
    at, longest = 0, max(map(len, _buttons()))
    while at < len(words):
        size = next((n for n in range(min(longest, len(words) - at), 0, -1) if tuple(words[at : at + n]) in _buttons()), 0)
        if not size:
            return False
        at += size
    return bool(words)


def gives_itself_away(key: str, words: int, ends: bool) -> bool:
    """Tell whether a folded line of so many words, which ends like a sentence or not, is of the kind that any article has around it.

    >>> [gives_itself_away(fold(line), len(line.split()), False) for line in ("+ الخط -", "شارك فيسبوك تويتر", "شارك الجيش في العملية")]
    [True, True, False]
    """
    if words < _NOTICE and (_pattern("surely").match(key) or _pattern("notice").search(key)):
        return True
    if words >= _LONG:
        return False
    if words <= _WHOLE and _is_all_buttons(_WORD.findall(key)):
        return True
    if _pattern("label").match(key):
        return True
    return not (ends and words > _SAID) and bool(_pattern("begins").match(key) or _pattern("inside").search(key))


def is_heading(key: str, reading: str) -> bool:
    """Tell whether a folded line is a heading ("list" or "end") with next to nothing behind it.

    >>> is_heading(fold("أخبار ذات صلة:"), "list"), is_heading(fold("اقرأ أيضاً: الجيش يعثر على مخبأ في ديالى"), "list")
    (True, False)
    """
    match = _pattern(reading).match(key)
    return match is not None and len(_WORD.findall(key[match.end() :])) <= 1


def tail_of(key: str) -> int:
    """Return where in a folded line the words of a site begin behind the end of a sentence, -1 where none do.

    >>> key = fold("وعاد الهدوء. سمات العراق داعش"); key[tail_of(key):]
    'سمات العراق داعش'
    """
    match = _pattern("tail").search(key)
    if match is None or len(_WORD.findall(key[match.end() :])) > _TAIL or _FULL_STOP.search(key, match.end()):
        return -1
    return match.end() - len(match.group().lstrip())
