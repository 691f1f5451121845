"""Tokens and sentences as spans of the untouched text."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from builder.folding import fold_char
from builder.legible import legible
from builder.model import Article, Doc, Sentence, Span, Token
from builder.morphology import Morphology

# Words are letters with their marks (tatweel and zero-width joiners inside); digits and Latin letters stand apart: و16 is و and 16,
# لـDW is لـ and DW.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_WORD = rf"[A-Za-z]+|(?:[ء-غف-ي]+|[^\W\d_A-Za-z]+|[{_MARKS}]+)+"  # Arabic letters by themselves: a range is found fastest
_NUMBER = r"\d+(?:[.,٫٬]\d+)*"
_TOKEN = re.compile(rf"({_WORD}|{_NUMBER}|[^\s\w]|_)")
_KINDS = ((re.compile(_WORD), "word"), (re.compile(_NUMBER), "number"))
QUOTES = frozenset("\"'“”„«»‹›‘’()[]{}﴾﴿`")
_SENTENCE_END = frozenset(".!?؟؛")
_MAY_END = _SENTENCE_END | QUOTES
_LONGEST = (
    200  # tokens; of 13,144 sentences of 600 real articles thirteen are longer, and rules look at all of a sentence for each word of it
)
_PAUSES = frozenset("،,:؛;–-")


def tokenize(text: str, morphology: Morphology) -> tuple[Token, ...]:
    """Cut `text` into words, numbers and marks; every word knows where it may begin after attached particles."""
    pieces = _TOKEN.split(text)  # what stands between tokens, and the tokens, in turn
    ends = list(accumulate(map(len, pieces)))
    known, tokens = morphology.forms, []
    for raw, begin, end in zip(pieces[1::2], ends[::2], ends[1::2], strict=False):
        form = known.get(raw) or morphology.form(raw, _kind(raw))
        if form[0]:  # else a lone mark or zero-width character
            tokens.append(Token(begin, end, *form))
    return tuple(tokens)


def _kind(raw: str) -> str:
    """Tell whether a token of the raw text is a word, a number or a mark."""
    return next((kind for pattern, kind in _KINDS if pattern.match(raw)), "punct")


def raw_offset(token: Token, text: str, position: int) -> int:
    """Return the raw offset of character `position` of the token's key.

    >>> raw_offset(Token(0, 4, "لداعش", "word"), "لـداعش", 1)
    2
    """
    seen = 0
    for offset in range(token.begin, token.end):
        if seen >= position and fold_char(text[offset]):
            return offset
        seen += len(fold_char(text[offset]))
    return token.end


def split_sentences(text: str, tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """Cut at line ends and at full stops, question and exclamation marks, with a space behind them or between two words.

    A line of the page (headline, date line, caption) is a sentence of its own. A longer one than any news has is cut at a comma, so that
    the time that a text takes stays in proportion to its length, whatever it holds.
    """
    bounds = {0, len(tokens)}
    for index, (_, end, key, _, _) in enumerate(tokens[:-1]):
        if key not in _MAY_END:
            continue
        if end == tokens[index + 1].begin:
            ends = key in _SENTENCE_END and _joins_words(tokens, index)
        else:
            ends = key in _SENTENCE_END or _closes_quoted_sentence(tokens, index)
        if ends:
            bounds.add(index + 1)
    position = text.find("\n")
    while position >= 0:
        bounds.add(bisect_left(tokens, position, key=_begin))
        position = text.find("\n", position + 1)
    sentences = []
    for first, last in pairwise(_with_pauses(sorted(bounds), tokens)):
        if first < last:
            sentences.append(Sentence(Span(tokens[first].begin, tokens[last - 1].end), first, last))
    return tuple(sentences)


def _with_pauses(bounds: list[int], tokens: tuple[Token, ...]) -> list[int]:
    """Return the bounds with more of them, so that no sentence has over 200 tokens: behind the last comma that leaves half as many."""
    result = bounds[:1]
    for bound in bounds[1:]:
        while bound - result[-1] > _LONGEST:
            most, least = result[-1] + _LONGEST, result[-1] + _LONGEST // 2
            result.append(next((i for i in range(most, least, -1) if tokens[i - 1].key in _PAUSES), most))
        result.append(bound)
    return result


def _begin(token: Token) -> int:
    return token.begin


def _joins_words(tokens: tuple[Token, ...], index: int) -> bool:
    """Tell of a full stop without a space behind it: قال.وأضاف; not that of initials (أ.ف.ب) or of an address."""
    return index > 0 and all(t.kind == "word" and len(t.key) > 2 and not t.key.isascii() for t in (tokens[index - 1], tokens[index + 1]))


def _closes_quoted_sentence(tokens: tuple[Token, ...], index: int) -> bool:
    """Tell of a full stop inside closing quotes: ``فاعلية".`` or ``فاعلية."``."""
    return index > 0 and tokens[index - 1].key in _SENTENCE_END and tokens[index].key != "("


def read_document(article: Article, morphology: Morphology) -> Doc:
    """Return the article's tokens and sentences."""
    text = legible(article.text)
    tokens = tokenize(text, morphology)
    return Doc(article, tokens, split_sentences(text, tokens), text)


@dataclass(frozen=True, slots=True)
class Folded:
    """The keys of a document in one string for the matcher, with where each token starts in it.

    Quotes are left out; the end of a sentence is a bar.
    """

    text: str
    starts: list[int]


def folded_view(doc: Doc) -> Folded:
    """Return the document as the matcher reads it: words parted by one space, each between spaces."""
    parts = ["" if kind == "punct" and key in QUOTES else key + " " for _, _, key, kind, _ in doc.tokens]
    for sentence in doc.sentences:
        parts[sentence.last - 1] += "| "
    return Folded(" " + "".join(parts), list(accumulate(map(len, parts), initial=1)))
