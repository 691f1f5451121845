"""An article's text cut where mentions and facts begin and end, so that each piece knows what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text: `token` names what it belongs to (not for a sentence), `kind` is a mention's class, `anchor` its fragment."""

    span: Span
    token: str
    kind: str
    href: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text that no mark begins or ends in: the innermost mention that it belongs to, and the tokens of all marks over it."""

    text: str
    kind: str = ""
    href: str = ""
    tokens: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that is shown: a line, or a sentence where only those that hold facts are shown."""

    begin: int
    text: str


def lines(text: str) -> list[Passage]:
    """Return the lines of a text that hold something.

    >>> lines("a\\n\\n b")
    [Passage(begin=0, text='a'), Passage(begin=3, text=' b')]
    """
    found, begin = [], 0
    for line in text.splitlines(keepends=True):
        shown = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        if shown.strip():
            found.append(Passage(begin, shown))
        begin += len(line)
    return found


def quoted(sentences: Iterable[tuple[Span, str]]) -> list[Passage]:
    """Return the sentences that the graph quotes, each once and none inside another.

    >>> quoted([(Span(0, 2), "ab"), (Span(0, 5), "ab cd"), (Span(9, 10), "x")])
    [Passage(begin=0, text='ab cd'), Passage(begin=9, text='x')]
    """
    found: list[Passage] = []
    end = -1
    for span, text in sorted(sentences, key=lambda s: (s[0].begin, -s[0].end)):
        if span.begin >= end:
            found.append(Passage(span.begin, text))
            end = span.end
    return found


def cut_all(passages: Iterable[Passage], marks: Sequence[Mark]) -> list[tuple[Piece, ...]]:
    """Return the pieces of all passages; what can be led to is where it begins to be shown, and nowhere again.

    >>> mark = Mark(Span(0, 5), "f1", "", "", "x")
    >>> [[piece.anchors for piece in pieces] for pieces in cut_all([Passage(0, "ab"), Passage(3, "cd")], [mark])]
    [[('x',)], [()]]
    """
    seen: set[str] = set()
    found = []
    for passage in passages:
        pieces = []
        for piece in cut(passage, marks):
            pieces.append(replace(piece, anchors=tuple(anchor for anchor in piece.anchors if anchor not in seen)))
            seen.update(piece.anchors)
        found.append(tuple(pieces))
    return found


def cut(passage: Passage, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Return the pieces of a passage; `marks` may be nested or cross.

    >>> pieces = cut(Passage(0, "زار بغداد"), [Mark(Span(0, 9), "f1", "", "", "x"), Mark(Span(4, 9), "t1", "Location", "#", "y")])
    >>> [(piece.text, piece.kind, piece.tokens, piece.anchors) for piece in pieces]
    [('زار ', '', ('f1',), ('x',)), ('بغداد', 'Location', ('f1', 't1'), ('y',))]
    """
    begin, end = passage.begin, passage.begin + len(passage.text)
    over = [mark for mark in marks if mark.span.begin < end and begin < mark.span.end]
    edges = sorted({begin, end, *(edge for mark in over for edge in mark.span if begin < edge < end)})
    pieces = []
    for first, last in pairwise(edges):
        here = [mark for mark in over if mark.span.begin <= first and last <= mark.span.end]
        inner = min((mark for mark in here if mark.kind), key=lambda mark: mark.span.end - mark.span.begin, default=None)
        anchors = dict.fromkeys(mark.anchor for mark in over if mark.anchor and max(mark.span.begin, begin) == first)
        tokens = dict.fromkeys(mark.token for mark in here if mark.token)
        text = passage.text[first - begin : last - begin]
        pieces.append(Piece(text, inner.kind if inner else "", inner.href if inner else "", tuple(tokens), tuple(anchors)))
    return tuple(pieces)


def tokens_of(names: Iterable[str], letter: str) -> Mapping[str, str]:
    """Return a short token for each name, in order.

    >>> tokens_of(["a", "b"], "t")
    {'a': 't1', 'b': 't2'}
    """
    return {name: f"{letter}{number}" for number, name in enumerate(names, 1)}
