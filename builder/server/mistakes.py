"""What is wrong with a text that is no SPARQL query, and where.

Oxigraph tells the farthest place that its grammar looked at. Trying a keyword it looks as far as that is long, which may be beyond the
mistake and into what follows. So the text is asked about once more with wide gaps between its words: the place then falls to the word that
is wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

import pyoxigraph as ox

from builder.prefixes import PREFIXES

_GAP = " " * 20  # wider than any keyword
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE = re.compile(r'\b(?:[A-Z][a-z]+|IRI) [A-Za-z][^,"]+')  # what Oxigraph itself says, among the marks and words that it lists
_PIECE = re.compile(
    r"""(?P<between>\#[^\n]*|\s+)
    |(?P<mark>\{(?!\|)|(?<!\|)\}|[();])
    |<[^<>"{}|^`\x00-\x20]*>
    |\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'
    |[^\s{}();"'<\#]+
    |.""",
    re.VERBOSE | re.DOTALL,
)
# Nothing is tried twice (++, *+), so that a hostile text costs no more than its length.
_UPDATE = re.compile(
    r"(?:\s++|\#[^\n]*+\n|(?:PREFIX|BASE)[^<]*+<[^>]*+>)*+(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where: line and column count from 1, in characters; `word` stands there, nothing where the text ends."""

    line: int
    column: int
    word: str
    reason: str


def mistake(text: str, original: str = "") -> Mistake:
    r"""Return what is wrong with a text that is no query and has no SERVICE.

    `original` is the same text with another spelling of some words, which is the one that its writer knows.

    >>> mistake("SELECT *\nWERE { ?s ?p ?o }")
    Mistake(line=2, column=1, word='WERE', reason='WERE is not expected here')
    >>> mistake("ASK { ?s ?p ").reason, mistake("CLEAR ALL").reason, mistake("ASK { ?s a no:Such }").reason
    ('the query ends too early', 'CLEAR is an update, and this endpoint takes none', 'Prefix not found: no:Such')
    """
    wide, words = _widened(text)
    found = _PLACE.match(_complaint(wide))
    told = found[3] if found else ""
    at = _offset(wide, int(found[1]), int(found[2])) if found else 0
    _, start, word = words[bisect_right(words, at, key=lambda word: word[0]) - 1]
    word = (original or text)[start : start + len(word)]
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    if update := _UPDATE.match(text):
        return Mistake(line, column, word, f"{update[1].upper()} is an update, and this endpoint takes none")
    if sentence := _SENTENCE.search(" ".join(told.split())):
        return Mistake(line, column, word, f"{sentence[0].strip()}: {word}".removesuffix(": "))
    return Mistake(line, column, word, f"{word} is not expected here" if word else "the query ends too early")


def _widened(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a text with wide gaps, and its words: where each stands there, where in the text, and its beginning.

    >>> _widened("ASK{}")[1]
    [(0, 0, 'ASK'), (23, 3, '{'), (44, 4, '}'), (65, 5, '')]
    """
    wide, length = [], 0
    words: list[tuple[int, int, str]] = [(0, 0, "")]
    apart = True  # whether a word begins here, rather than go on
    for piece in _PIECE.finditer(text):
        parts = [piece[0]]
        if piece["between"] or piece["mark"]:
            parts.append(_GAP)
        if piece["mark"]:
            parts.insert(0, _GAP if not apart else "")
        if not piece["between"]:
            if apart or piece["mark"]:
                words.append((length + len(parts[0] if piece["mark"] else ""), piece.start(), ""))
            begin, start, word = words[-1]
            words[-1] = begin, start, (word + piece[0])[:40]
        apart = len(parts) > 1
        wide += parts
        length += sum(map(len, parts))
    words.append((length + (0 if apart else len(_GAP)), len(text), ""))
    return "".join(wide) + ("" if apart else _GAP), words[1:]


def _complaint(text: str) -> str:
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        return str(error)
    return ""


def _offset(text: str, line: int, column: int) -> int:
    """Return a place as a number of characters before it."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1
