"""The article's own date, and the day that its اليوم means."""

from __future__ import annotations

import re
from datetime import timedelta

from builder.dates import at_precision, find_dates, parse_day
from builder.dates.grammar import SP, WEEKDAY, WEEKDAYS, S
from builder.folding import fold, fold_text
from builder.furniture.lines import Line, page_lines
from builder.model import Doc

# what stands before اليوم is looked at behind it: a pattern that begins with a word finds its places at the speed of C
_TODAY = re.compile(rf"اليوم(?:(?<=(?<![^\W\d_])اليوم)|(?<=(?<![^\W\d_])[وفل]اليوم)){S}[،,]?{S}\(?{S}(?P<w>{WEEKDAY})")
_YESTERDAY = re.compile(rf"^(?:يوم{SP})?امس")
_PUBLISHED = re.compile(r"نشر|اضاف|اضيف|published|posted", re.IGNORECASE)
_UPDATED = re.compile(r"تحديث|updated", re.IGNORECASE)
_ONLINE_WITHIN = 7  # days from a text to its page
_MENU = 4  # so many short lines between a date and the headline are the site's menu: the date is the visitor's


def article_date(doc: Doc) -> str | None:
    """Return the article's own ISO day: from its metadata, its date line, or a calendar day that the text calls اليوم.

    A date above the site's menu is that of the visit, not of the article; a date in the running text is that of what it tells.
    """
    if doc.article.issued:
        return doc.article.issued
    lines = page_lines(doc)
    weekday = _said_weekday(doc)
    candidates = [(_rank(line, index, lines, weekday), line) for index, line in enumerate(lines) if line.kind == "date"]
    if candidates:
        best = max(candidates, key=lambda pair: pair[0])
        if best[0] > _NEVER and best[1].date:
            return best[1].date.value
    return _day_called_today(doc)


_Rank = tuple[int, int, int, int]
_NEVER: _Rank = (-9, 0, 0, 0)


def _rank(line: Line, index: int, lines: tuple[Line, ...], weekday: int | None) -> _Rank:
    """Order the date lines of a page: labelled ones, those whose weekday fits اليوم, those nearest before the running text."""
    day = parse_day(line.date.value) if line.date else None
    if day is None:
        return _NEVER
    body = next((i for i, other in enumerate(lines) if other.kind == "body"), len(lines))
    between = lines[index + 1 : body]
    menu = sum(other.kind == "furniture" and other.words <= 4 for other in between)
    headline_follows = any(other.kind == "headline" for other in between)
    if index < body and headline_follows and menu >= _MENU and not line.labelled:
        return _NEVER
    label = 2 if _PUBLISHED.search(line.key) else 1 if _UPDATED.search(line.key) else 0
    fits = 0 if weekday is None else 1 if (day.weekday() - weekday) % 7 <= 1 else -1
    place = 2 if index < body and not headline_follows else 1 if index < body else 0
    # among equals the last before the text, the first after it
    return fits, label, place, index if index < body else -index


def _said_weekday(doc: Doc) -> int | None:
    match = _TODAY.search(fold_text(doc.text))
    return WEEKDAYS[match["w"].removeprefix("ا").removeprefix("ل")] if match else None


def _day_called_today(doc: Doc) -> str | None:
    """Return the day of اليوم السبت (22 أيار 2021), or the one after أمس الأحد 16 تشرين الثاني 2025."""
    for mention in find_dates(doc.text, None):
        if at_precision(mention.value) != "day" or mention.rule in ("date-same-day", "date-next-day"):
            continue
        phrase = fold(doc.text[mention.span.begin : mention.span.end])
        day = parse_day(mention.value)
        if _TODAY.search(phrase) or phrase.startswith("اليوم"):
            return mention.value
        if day and _YESTERDAY.match(phrase):
            return (day + timedelta(days=1)).isoformat()
    return None


def text_anchor(doc: Doc, issued: str | None) -> str | None:
    """Return the day that اليوم means in the text, which other relative phrases count from.

    It is the calendar day said beside اليوم; else the weekday said beside it, where the page is dated one or two days later
    (a text is often put online the next morning); else the article's date.
    """
    day, said = parse_day(issued), parse_day(_day_called_today(doc))
    if said and (day is None or 0 <= (day - said).days <= _ONLINE_WITHIN):
        return said.isoformat()
    weekday = _said_weekday(doc)
    if day and weekday is not None:
        late = (day.weekday() - weekday) % 7
        if late in (1, 2):
            return (day - timedelta(days=late)).isoformat()
    return issued
