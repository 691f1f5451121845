"""The annotated text that the recogniser learns from: corpora of others with their tags mapped to ours, and the project's own articles.

Every corpus is cut into our own tokens, so that training sees what a build sees.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from builder.folding import fold
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.text import read_document, tokenize

# Articles of the shared dev set that nobody reads, and that nothing is learnt from.
UNREAD = ("a08", "b06", "b08", "c08", "d08", "e06", "e08", "f08", "g08")

# ANERcorp and Wojood's sample name what we want under these tags; all others (OCC, NORP, DATE, FAC …) are outside.
ANERCORP = {"PERS": "PERS", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}
WOJOOD = {"PERS": "PERS", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG"}
# NewsFANE annotates the text of ANERcorp again, finer: a class is mapped to the tag that most of its letters have in ANERcorp, or left out.
_FANE_PEOPLE = "Politician Athlete Other_PER Artist Religious_PER Scientist Businessperson Police Lawyer Engineer"
_FANE_PLACES = "Nation Population-Center GPE-Cluster State-or-Province Water-Body Continent County-or-District Land-Region-Natural"
_FANE_BODIES = "Non-Governmental Sports Commercial Educational Medical-Science Entertainment"
NEWSFANE = {
    **dict.fromkeys(_FANE_PEOPLE.split(), "PERS"),
    **dict.fromkeys(_FANE_PLACES.split(), "LOC"),
    **dict.fromkeys(_FANE_BODIES.split(), "ORG"),
}
# Classes of the contract; a post and a nameless body are no names.
OWN = {
    "Official": "PERS",
    "Location": "LOC",
    **dict.fromkeys(("Force", "ArmedGroup", "Ministry", "GovernmentBody", "CoordinationCentre", "PoliticalParty", "Outlet"), "ORG"),
}
_SHINGLE = 25  # letters: two sentences that share as many hold the same text


class Example(NamedTuple):
    """A sentence: its tokens' keys and tags, and the corpus that it is from; `words` are the corpus's own tokens, by our first of each."""

    keys: tuple[str, ...]
    tags: tuple[str, ...]
    corpus: str
    words: tuple[int, ...] = ()


@lru_cache(maxsize=200_000)
def _cut(word: str) -> tuple[tuple[str, bool], ...]:
    """Return our tokens of a corpus's token, each with whether it is a word or a number."""
    tokens = tokenize(word, load_lexicon().morphology)
    return tuple((token.key, token.kind != "punct") for token in tokens) or ((word, False),)


def _rows(path: Path) -> Iterator[list[tuple[str, list[str]]]]:
    """Yield the sentences of a file with a token and its tags a line."""
    rows: list[tuple[str, list[str]]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        word, *tags = line.split() or [""]
        if word:
            rows.append((word, tags))
        elif rows:
            yield rows
            rows = []


def read_corpus(path: Path, mapping: dict[str, str], corpus: str) -> list[Example]:
    """Read a corpus; of nested names the outermost that has a tag of ours counts, which is the first that the file gives."""
    return [_example(rows, mapping, corpus) for rows in _rows(path)]


def _example(rows: list[tuple[str, list[str]]], mapping: dict[str, str], corpus: str) -> Example:
    keys: list[str] = []
    tags: list[str] = []
    words: list[int] = []
    for word, given in rows:
        if word == "$#$":  # Wojood's sign for the end of a line
            continue
        tag = next((f"{t[0]}-{mapping[t[2:]]}" for t in given if t[2:] in mapping), "O")
        pieces = _cut(word)
        named = next((n for n, (_, is_word) in enumerate(pieces) if is_word), 0)
        words.append(len(keys) + named)
        for number, (key, is_word) in enumerate(pieces):
            keys.append(key)
            inside = tag[0] == "I" or number > named
            outside = tag == "O" or (not is_word and (tag[0] == "B" or number == len(pieces) - 1))
            tags.append("O" if outside else f"{'I' if inside else 'B'}-{tag[2:]}")
    return Example(tuple(keys), _repaired(tags), corpus, tuple(words))


def _repaired(tags: list[str]) -> tuple[str, ...]:
    """Let every name begin with B: what follows a mark that was put outside begins one."""
    before, fixed = "O", []
    for tag in tags:
        fixed.append(f"B{tag[1:]}" if tag[0] == "I" and before[2:] != tag[2:] else tag)
        before = tag
    return tuple(fixed)


def shingles(example: Example) -> set[str]:
    """Return what tells that two sentences hold the same text, however it is cut."""
    letters = re.sub(r"\W", "", "".join(example.keys))
    return {letters[i : i + _SHINGLE] for i in range(len(letters) - _SHINGLE + 1)}


def fresh(examples: Iterable[Example], known: set[str], barred: set[str]) -> list[Example]:
    """Return the sentences of which less than a third stands in `known`, and nothing at all in `barred`."""
    found = ((example, shingles(example)) for example in examples)
    return [e for e, letters in found if letters and not letters & barred and 3 * len(letters & known) < len(letters)]


def read_own(folders: Iterable[Path], reads: Callable[[str], bool] = lambda name: name not in UNREAD) -> dict[str, list[Example]]:
    """Return the sentences of the project's annotated articles, by article."""
    found = {}
    for path in (p for folder in folders for p in sorted(folder.glob("*.json"))):
        if reads(path.stem):
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
            found[path.stem] = _own(text, json.loads(path.read_text("utf-8")))
    return found


def _own(text: str, gold: dict[str, Any]) -> list[Example]:
    """Mark every place where an annotated name stands, the longest name first."""
    doc = read_document(Article("", text), load_lexicon().morphology)
    tags = ["O"] * len(doc.tokens)
    keys = [token.key for token in doc.tokens]
    names = {name: _kind(entity, name) for entity in gold["entities"] for name in entity["names"]}
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for name, kind in sorted(names.items(), key=lambda item: (-len(item[0]), item[0])):
        words = [token.key for token in tokenize(name, load_lexicon().morphology)]
        if kind and words:
            by_first.setdefault(words[0], []).append((words, kind))
    for index, token in enumerate(doc.tokens):
        for start in token.stems:
            for words, kind in by_first.get(token.key[start:], ()):
                last = index + len(words)
                if keys[index + 1 : last] == words[1:] and all(tag == "O" for tag in tags[index:last]):
                    tags[index:last] = [f"B-{kind}", *[f"I-{kind}"] * (len(words) - 1)]
    return [Example(tuple(keys[s.first : s.last]), tuple(tags[s.first : s.last]), "own") for s in doc.sentences]


def _kind(entity: dict[str, Any], name: str) -> str:
    """Return the tag of a name; a place that acts is a place still, as the corpora have it."""
    if entity["type"] == "Government":
        return "LOC" if load_lexicon().entity(fold(name), "Location") else "ORG"
    return OWN.get(entity["type"], "")
