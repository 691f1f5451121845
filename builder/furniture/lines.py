"""The lines of a page, and what each of them is: headline, date line, running text or the page's furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.dates import at_precision, find_dates
from builder.folding import fold, fold_text, fold_with_offsets
from builder.furniture.cues import credit, gives_itself_away, is_heading, tail_of
from builder.model import DateMention, Doc, Span

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"[.؟!…][\"'”»)\]}\s]*$")
_LONG = 20  # words: no headline is as long
_SENTENCE, _COMMENTED = 8, 30  # words of a line, and of all such lines above the heading of the comments: an article stands there
_DATELINE_WORDS = 3
_TITLE = 4  # words of a headline that stands there again
_FULL_STOP = re.compile(r"(?<!\.)[.؟!][\"'”»)\]}\s]*$")  # three of them cut a title short
_LIST = 8  # titles that may stand behind a heading of related links
_PATH = re.compile(
    r"[^\W_]\s+[>›»|/•]\s+[^\W_][^>›»|/•.]*\s[>›»|•]\s+[^\W_]|[^\W\d_] > [^\W\d_]"
)  # الرئيسية » سياسة » …, سياسة | اقتصاد | رياضة
_HASHTAGS = re.compile(r"\s*(?:#[^\s#]+[\s،,|]*)+")
_LABEL = re.compile(r"نشر|النشر|اضاف|اضيف|تحديث|حرر|تاريخ|published|updated|posted|gmt|utc", re.IGNORECASE)
_DATELINE = re.compile(r"^[^\W\d_][^/\n–\-.،]{1,30}(?:\s*/\s*|\s*[-–—]\s*)[^/\n.،]{2,40}[/:)\-–\s]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: `kind` is headline, date, body, dateline or furniture; `known` tells furniture by its own words."""

    span: Span
    text: str
    key: str
    words: int
    kind: str = ""
    date: DateMention | None = None
    labelled: bool = False
    known: bool = False


def page_lines(doc: Doc) -> tuple[Line, ...]:
    """Return the lines of a document that hold words, each with its kind."""
    return classify(doc.text, fold(doc.article.title or "").strip())


@lru_cache(maxsize=8)
def classify(text: str, title: str = "") -> tuple[Line, ...]:
    """Return the lines that hold words, each with its kind.

    The running text starts at the first line that is long or ends like a sentence; what stands before it and is neither date,
    furniture nor a few words is the headline; a few words after the last such line are furniture (tags, source, menus). So is what a
    site's own words give away wherever it stands (`known`), with the titles behind a heading of links and all behind one of comments.
    """
    lines = _after_headings([_first_look(line, text[line.span.begin : line.span.end]) for line in _split(text)])
    first, last = _body_bounds(lines)
    repeated = _repeated(lines[:first])
    headline = _headline(lines, first, title)
    said = title if title and lines else lines[headline].key if headline >= 0 else ""
    result, told = [], False
    for index, line in enumerate(lines):
        kind = line.kind
        if title and line.key == title and index <= first and (len(lines) > 1):
            kind = "headline"
        elif not kind:
            kind = _place(line, index, first, last, headline, repeated)
        if kind in ("headline", "body") and line.key == said and line.words >= _TITLE:
            if told and index > first:
                kind, line = "furniture", replace(line, known=True)
            told = True
        result.append(replace(line, kind=kind))
    return tuple(result)


def _after_headings(lines: list[Line]) -> list[Line]:
    """Mark the titles behind a heading of related links, and all that stands behind the heading of the comments."""
    sizes = [line.words if _is_sentence(line, _LONG, _SENTENCE) else 0 for line in lines]
    listed, before, titled, total = 0, 0, False, sum(sizes)
    for index, line in enumerate(lines):
        if line.known and before >= max(_COMMENTED, total - before) and is_heading(line.key, "end"):
            return [
                *lines[: index + 1],
                *(replace(rest, kind="furniture", known=True) for rest in lines[index + 1 :] if rest.kind != "date"),
            ]
        titled = titled or (not line.kind and line.words >= _TITLE)
        if line.known and titled and is_heading(line.key, "list"):  # above the headline it is a menu's
            listed = _LIST
        elif listed and not before and not line.kind and _DATELINE.match(line.key):
            listed = 0
        elif listed and not line.kind and line.words < _LONG and not _FULL_STOP.search(line.text):
            lines[index] = replace(line, kind="furniture", known=True)
            listed -= 1
        elif line.kind != "furniture":
            listed = 0
        before += sizes[index]
    return lines


def _place(line: Line, index: int, first: int, last: int, headline: int, repeated: set[str]) -> str:
    """Return the kind of a line that no word of its own gives away, by where it stands."""
    if index < first:
        if index == headline or line.key in repeated or (index > headline >= 0 and line.words >= 5):
            return "headline"
        return "dateline" if _DATELINE.match(line.key) and index > headline else "furniture"
    return "body" if index <= last else "furniture"


def _split(text: str) -> list[Line]:
    """Return the lines of the text, each with the calendar day in it that may be the article's.

    What a site has put behind the last sentence of a line (سمات العراق داعش) is a line of its own.
    """
    days = [d for d in find_dates(text, None) if at_precision(d.value) == "day"]
    begins = [day.span.begin for day in days]
    lines: list[Line] = []
    begin = 0
    for raw, key in zip(text.split("\n"), fold_text(text).split("\n"), strict=True):
        cut = tail_of(key)
        parts = [(raw, key)]
        if cut > 0:
            at = fold_with_offsets(raw)[1][cut]
            parts = [(raw[:at], key[:cut]), (raw[at:], key[cut:])]
        for part, folded in parts:
            span = Span(begin, begin + len(part))
            begin += len(part)
            bare = part.strip()
            words = len(_WORD.findall(bare))
            if words:
                first = bisect_left(begins, span.begin)
                here = days[first] if first < len(days) and span.covers(days[first].span) else None
                lines.append(Line(span, bare, folded.strip(), words, "", here, known=folded is parts[-1][1] and len(parts) > 1))
        begin += 1
    return lines


def _first_look(line: Line, raw: str) -> Line:
    """Return the line with its kind where its own words tell: a date line, furniture, a caption."""
    if line.known:
        return replace(line, kind="furniture")
    if line.date and _is_date_line(line, raw):
        return replace(line, kind="date", labelled=bool(_LABEL.search(line.key)))
    ends = bool(_SENTENCE_ENDS.search(line.text))
    if gives_itself_away(line.key, line.words, ends) or _is_made_of_marks(line, ends):
        return replace(line, kind="furniture", known=True)
    sent_from = line.words <= _DATELINE_WORDS and _DATELINE.match(line.key) and "ارشيف" not in line.key  # أنقرة / الأناضول
    if line.words <= 30 and not ends and not sent_from and credit().search(line.key):
        return replace(line, kind="furniture")
    if (line.text.startswith(("•", "·", "◄", "►")) and line.words < _LONG) or not re.search("[\u0620-\u06ff\ufb50-\ufefc]", line.text):
        return replace(line, kind="furniture")
    return line


def _is_made_of_marks(line: Line, ends: bool) -> bool:
    """Tell of a path or menu (الرئيسية > سياسة) and of a row of hashtags."""
    if ends or line.words >= _LONG:
        return False
    return bool(_PATH.search(line.text)) or line.text.startswith("#") or _HASHTAGS.fullmatch(line.text) is not None


def _is_date_line(line: Line, raw: str) -> bool:
    """Tell whether a line says little more than a date: a label, a time, counters."""
    if line.date is None:
        return False
    before = len(_WORD.findall(raw[: line.date.span.begin - line.span.begin]))
    after = len(_WORD.findall(raw[line.date.span.end - line.span.begin :]))
    labelled = bool(_LABEL.search(line.key))
    phrase = fold(raw[line.date.span.begin - line.span.begin : line.date.span.end - line.span.begin])
    if (_SENTENCE_ENDS.search(line.text) and (line.words > 10 or not labelled)) or "امس" in phrase.split():
        return False
    return before <= (6 if labelled else 4) and after <= (14 if labelled else 6)


def _is_sentence(line: Line, most: int, least: int) -> bool:
    return not line.kind and (line.words >= most or (line.words >= least and bool(_SENTENCE_ENDS.search(line.text))))


def _body_bounds(lines: list[Line]) -> tuple[int, int]:
    """Return the first and last line of the running text, by looser and looser signs."""
    for most, least in ((_LONG, 8), (_LONG, 3)):
        found = [i for i, line in enumerate(lines) if _is_sentence(line, most, least)]
        if found:
            return found[0], max(i for i in range(found[0], len(lines)) if _is_sentence(lines[i], _LONG, 3))
    plain = [i for i, line in enumerate(lines) if not line.kind]
    if not plain:
        return len(lines), len(lines)
    return (plain[0], plain[0]) if len(plain) == 1 else (plain[1], plain[-1])


def _repeated(lines: list[Line]) -> set[str]:
    """Return the keys of lines of four words and more that stand twice before the running text: the headline and its copy."""
    keys = Counter(line.key for line in lines if not line.kind and line.words >= 4)
    return {key for key, times in keys.items() if times > 1}


def _headline(lines: list[Line], first: int, title: str) -> int:
    """Return the index of the headline, or -1: the title given, the line that is repeated, else the first of enough words."""
    before = [i for i in range(min(first, len(lines))) if not lines[i].kind]
    repeated = _repeated(lines[:first])
    choices = (
        [i for i in before if title and lines[i].key == title],
        [i for i in before if lines[i].key in repeated],
        [i for i in before if lines[i].words >= 5],
        [i for i in before if lines[i].words >= 3 and not _DATELINE.match(lines[i].key)],
    )
    return next((found[0] for found in choices if found), -1)
