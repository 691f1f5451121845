"""The part of a page that is read: the document without furniture and other languages, at the offsets of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.model import Doc, Sentence, Span, Token

_LEFT_OUT = frozenset({"furniture", "foreign"})


def article_part(doc: Doc, kept: Sequence[Span] = ()) -> Doc:
    """Return the document as if furniture and sentences in other languages did not stand there: no token of them, blanks in the text.

    Every offset is that of the whole text. Of what is left out only what lies inside one of `kept` stays (the publisher's name).
    """
    if not any(sentence.zone in _LEFT_OUT for sentence in doc.sentences):
        return doc
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    text = list(doc.text)
    for sentence in doc.sentences:
        here = doc.tokens[sentence.first : sentence.last]
        if sentence.zone in _LEFT_OUT:
            spans = [span for span in kept if span.overlaps(sentence.span)]
            here = tuple(token for token in here if any(span.covers(token.span) for span in spans))
            _blank(text, sentence.span, spans)
        if here:
            zone = "furniture" if sentence.zone == "foreign" else sentence.zone
            sentences.append(sentence._replace(first=len(tokens), last=len(tokens) + len(here), zone=zone))
            tokens.extend(here)
    return replace(doc, tokens=tuple(tokens), sentences=tuple(sentences), text="".join(text))


def _blank(text: list[str], gone: Span, spared: Sequence[Span]) -> None:
    """Put a blank in the place of each character of a stretch, but for line ends and what is spared."""
    for index in range(*gone):
        if text[index] != "\n" and not any(span.begin <= index < span.end for span in spared):
            text[index] = " "
