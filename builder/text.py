"""Tokens and sentences as spans of the untouched text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, chain, count, pairwise, repeat

from builder.folding import fold_char
from builder.model import Article, Doc, Sentence, Span, Token
from builder.morphology import Morphology

# Words are letters with their marks (tatweel and zero-width joiners inside); digits and Latin letters stand apart: و16 is و and 16,
# لـDW is لـ and DW.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u2060-\u2069\ufeff"
_TOKEN = re.compile(rf"(?P<word>[A-Za-z]+|(?:[^\W\d_A-Za-z]|[{_MARKS}])+)|(?P<number>\d+(?:[.,٫٬]\d+)*)|(?P<punct>[^\s\w]|_)")
QUOTES = frozenset("\"'“”„«»‹›‘’()[]{}﴾﴿`")
_SENTENCE_END = frozenset(".!?؟؛")


def tokenize(text: str, morphology: Morphology) -> tuple[Token, ...]:
    """Cut `text` into words, numbers and marks; every word knows where it may begin after attached particles."""
    tokens = []
    for match in _TOKEN.finditer(text):
        key, kind, stems = morphology.form(match.group(), match.lastgroup)
        if key:  # else a lone mark or zero-width character
            tokens.append(Token(Span(*match.span()), key, kind, stems))
    return tuple(tokens)


def raw_offset(token: Token, text: str, position: int) -> int:
    """Return the raw offset of character `position` of the token's key.

    >>> raw_offset(Token(Span(0, 4), "لداعش", "word"), "لـداعش", 1)
    2
    """
    seen = 0
    for offset in range(token.span.begin, token.span.end):
        if seen >= position and fold_char(text[offset]):
            return offset
        seen += len(fold_char(text[offset]))
    return token.span.end


def split_sentences(text: str, tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """Cut at line ends and at full stops, question and exclamation marks that a space or a line end follows.

    A line of the page (headline, date line, caption) is a sentence of its own; the first that has three words is the headline.
    """
    bounds = [0]
    for index, (left, right) in enumerate(pairwise(tokens)):
        gap = text[left.span.end : right.span.begin]
        if gap and ("\n" in gap or left.key in _SENTENCE_END or (left.key in QUOTES and _closes_quoted_sentence(tokens, index))):
            bounds.append(index + 1)
    bounds.append(len(tokens))
    sentences = []
    for first, last in pairwise(bounds):
        if first < last:
            sentences.append(Sentence(Span(tokens[first].span.begin, tokens[last - 1].span.end), first, last))
    return tuple(sentences)


def _closes_quoted_sentence(tokens: tuple[Token, ...], index: int) -> bool:
    """Tell of a full stop inside closing quotes: ``فاعلية".`` or ``فاعلية."``."""
    return index > 0 and tokens[index - 1].key in _SENTENCE_END and tokens[index].key != "("


def read_document(article: Article, morphology: Morphology) -> Doc:
    """Return the article's tokens and sentences."""
    tokens = tokenize(article.text, morphology)
    return Doc(article, tokens, split_sentences(article.text, tokens))


@dataclass(frozen=True, slots=True)
class Folded:
    """The keys of a document in one string for the matcher, with the token of each character and where each token starts.

    Quotes are left out; the end of a sentence is a bar.
    """

    text: str
    token_of: tuple[int, ...]
    start_of: tuple[int, ...]


def folded_view(doc: Doc) -> Folded:
    """Return the document as the matcher reads it: words parted by one space, each between spaces."""
    parts = ["" if token.kind == "punct" and token.key in QUOTES else token.key + " " for token in doc.tokens]
    for sentence in doc.sentences:
        parts[sentence.last - 1] += "| "
    lengths = list(map(len, parts))
    token_of = chain((0,), chain.from_iterable(map(repeat, count(), lengths)))
    return Folded(" " + "".join(parts), tuple(token_of), tuple(accumulate(lengths, initial=1)))
