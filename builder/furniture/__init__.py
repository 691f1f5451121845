"""What a page says about its article: its date, who published it, and which of its lines are headline, text or the page's furniture."""

from __future__ import annotations

from bisect import bisect_right

from builder.folding import fold
from builder.furniture.issued import article_date, text_anchor
from builder.furniture.lines import classify, page_lines
from builder.furniture.outlets import outlet_spans
from builder.furniture.part import article_part
from builder.language import ARABIC, sentence_languages
from builder.legible import legible
from builder.model import Article, Doc, Sentence

__all__ = ["article_date", "article_part", "outlet_spans", "running_text", "text_anchor", "zones"]

_ZONE = {"headline": "headline", "body": "body", "dateline": "body"}


def zones(doc: Doc) -> tuple[Sentence, ...]:
    """Return the document's sentences with their zone: "headline", "body" (datelines too), "furniture" or "foreign"."""
    lines = page_lines(doc)
    begins = [line.span.begin for line in lines]
    result = []
    for sentence in doc.sentences:
        index = bisect_right(begins, sentence.span.begin) - 1
        inside = index >= 0 and sentence.span.begin < lines[index].span.end
        zone = _ZONE.get(lines[index].kind, "furniture") if inside else "furniture"
        result.append(sentence if sentence.zone == zone else sentence._replace(zone=zone))
    return tuple(_foreign_marked(doc.text, result))


def _foreign_marked(text: str, sentences: list[Sentence]) -> list[Sentence]:
    """Mark the sentences of headline and running text that are in another language than Arabic."""
    own = [index for index, sentence in enumerate(sentences) if sentence.zone != "furniture"]
    spans = [sentences[index].span for index in own]
    for index, tag in zip(own, sentence_languages(text[span.begin : span.end] for span in spans), strict=True):
        if tag != ARABIC:
            sentences[index] = sentences[index]._replace(zone="foreign")
    return sentences


def running_text(article: Article) -> str:
    r"""Return the folded lines of an article that are neither headline nor furniture.

    >>> running_text(Article("a", "عنوان الخبر في سطر\n2021-05-22\nقالت القوات إن ثلاثة جنود أصيبوا اليوم في هجوم قرب كركوك.\nشارك"))
    'قالت القوات ان ثلاثه جنود اصيبوا اليوم في هجوم قرب كركوك.'
    """
    lines = classify(legible(article.text), fold(article.title or "").strip())
    return "\n".join(line.key for line in lines if line.kind == "body")
