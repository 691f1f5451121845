"""Unannotated text that the encoder labels: a folder of plain files, an article each, cut into sentences of our own tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from builder.lexicon import load_lexicon
from builder.text import tokenize

_LETTERS = re.compile(r"[\u0621-\u064a]")
_FOREIGN = re.compile(
    r"\([^\u0621-\u064a]*\)"
)  # what an encyclopaedia adds in other scripts: (بالإنجليزية: …) leaves its mark, (1943) none
_ENDS = frozenset(".!؟?؛")
_LINE = 60  # characters: shorter lines are headings
_SHORTEST, _LONGEST = 5, 80  # tokens of a sentence
_LEAST = 8  # tokens of a line
_AN_ARTICLE = 1600  # tokens: the whole of long articles, twice the text in all, taught no more


class Token(NamedTuple):
    """A token as it is compared and as it is written."""

    key: str
    word: str


def read_text(folder: Path) -> Iterator[list[list[Token]]]:
    """Yield the sentences of each article's first lines, in the order of the files' names; a line that came before is passed over."""
    met: set[str] = set()
    for path in sorted(folder.rglob("*.txt")):
        sentences: list[list[Token]] = []
        length = 0
        for line in map(str.strip, path.read_text("utf-8", errors="replace").split("\n")):
            if length > _AN_ARTICLE:
                break
            if line not in met and is_prose(line):
                met.add(line)
                tokens = _tokens(_FOREIGN.sub("", line))
                if len(tokens) >= _LEAST:
                    sentences += cut(tokens)
                    length += len(tokens)
        if sentences:
            yield sentences


def is_prose(line: str) -> bool:
    """Tell of a line of Arabic sentences.

    >>> is_prose("العراق"), is_prose("<doc>" * 20), is_prose("وصل الوفد إلى بغداد وعقد فيها لقاءات مع عدد من المسؤولين في الحكومة")
    (False, False, True)
    """
    return len(line) >= _LINE and not line.startswith("<") and len(_LETTERS.findall(line)) >= 0.6 * len(line)


def _tokens(line: str) -> list[Token]:
    return [Token(token.key, line[token.begin : token.end]) for token in tokenize(line, load_lexicon().morphology)]


def cut(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the sentences of a line.

    >>> [len(sentence) for sentence in cut([Token("نعم", "نعم")] * 6 + [Token(".", ".")] + [Token("لا", "لا")] * 3)]
    [7, 3]
    """
    begun = 0
    for index, token in enumerate(tokens, 1):
        if (token.word in _ENDS and index - begun > _SHORTEST) or index - begun == _LONGEST:
            yield tokens[begun:index]
            begun = index
    if begun < len(tokens):
        yield tokens[begun:]
