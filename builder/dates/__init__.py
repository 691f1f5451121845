"""Arabic phrases that say when, absolute and relative, as ISO values at the precision said.

Phrases are read over folded text, word by word: a table says which words may begin one, so most words cost one look-up.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from builder.dates.arithmetic import at_precision, parse_day, xsd_type
from builder.dates.calendar_reader import Found
from builder.dates.grammar import starts
from builder.dates.guards import Guards
from builder.dates.reader import Reader
from builder.folding import fold_with_offsets
from builder.model import DateMention, Span

__all__ = ["at_precision", "find_dates", "parse_day", "xsd_type"]

_WORD = re.compile(r"(\d+|(?:[ء-غف-ي]+|[^\W\d_]+)+)")  # Arabic letters by themselves: a range is found fastest
_NUMBER = ((0, "number"),)


@lru_cache(maxsize=16)
def find_dates(text: str, anchor: str | None) -> tuple[DateMention, ...]:
    """Return every phrase that says when, in order and without overlap, resolved against `anchor`, the article's ISO day.

    Without an anchor only phrases that need none are found. Spans leave out attached particles and a preposition before.

    >>> [(text, d.value, d.rule) for text in ["وليل الجمعة - السبت"] for d in find_dates(text, "2021-08-14")]
    [('وليل الجمعة - السبت', '2021-08-13', 'date-weekday')]
    >>> [d.value for d in find_dates("اليوم السبت (22 أيار 2021)، قبل يومين، منذ بداية الشهر الجاري", None)]
    ['2021-05-22']
    """
    page = _page(text)
    reader = Reader(page.folded, page.guards, parse_day(anchor))
    mentions: list[DateMention] = []
    done = 0  # folded offset up to which the text is read
    for begin, choices in page.beginnings:
        if begin < done:
            continue
        found = _longest(reader, begin, choices)
        if found is None:
            continue
        done = found.end
        reader.last = found.value
        span = _raw_span(found, text, page.offsets)
        if not mentions or mentions[-1].span.end <= span.begin:
            mentions.append(DateMention(span, found.value, found.rule))
    return tuple(mentions)


@dataclass(frozen=True, slots=True)
class _Page:
    """A text as dates are read in it, whatever the article's day: folded, with the words that a phrase may begin with."""

    folded: str
    offsets: list[int]
    guards: Guards
    beginnings: tuple[tuple[int, tuple[tuple[int, str], ...]], ...]


@lru_cache(maxsize=16)
def _page(text: str) -> _Page:
    folded, offsets = fold_with_offsets(text)
    table = starts()
    pieces = _WORD.split(folded)  # what stands between words, and the words, in turn
    beginnings = []
    for key, begin in zip(pieces[1::2], islice(accumulate(map(len, pieces)), 0, None, 2), strict=False):
        choices = _NUMBER if key.isdigit() else table.get(key)
        if choices:
            beginnings.append((begin, choices))
    return _Page(folded, offsets, Guards(folded, text, offsets), tuple(beginnings))


def _longest(reader: Reader, begin: int, choices: tuple[tuple[int, str], ...]) -> Found | None:
    best: Found | None = None
    for offset, kind in choices:
        found = reader.read(begin + offset, kind)
        if found and (best is None or found.end > best.end):
            best = found
    return best


def _raw_span(found: Found, text: str, offsets: list[int]) -> Span:
    """Return the raw span: with letters and marks that fold to nothing (ء), without invisible ones at the end."""
    begin = offsets[found.begin]
    end = max(offsets[found.end], offsets[found.end - 1] + 1)
    while end - 1 > offsets[found.end - 1] and not (text[end - 1].isalnum() or unicodedata.combining(text[end - 1])):
        end -= 1
    return Span(begin, end)
