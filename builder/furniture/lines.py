"""The lines of a page, and what each of them is: headline, date line, running text or the page's furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.dates import at_precision, find_dates
from builder.folding import fold, fold_text
from builder.model import DateMention, Doc, Span

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"[.؟!…][\"'”»)\]}\s]*$")
_LONG = 20  # words: no headline is as long
_FURNITURE = re.compile(  # how lines begin that pages put around any article
    r"^\W*(?:"
    r"ال?خط|حجم الخط|عدد (?:الزيارات|القراءات|المشاهدات|المشاهدين|التعليقات|الزوار|اليوم)|(?:ال)?(?:تعليقات|زيارات|مشاهدات|قراءات)\b"
    r"|انسخ|نسخ الرابط|شارك|مشاركه|طباعه|طبع\b|ارسل|ارسال|للاشتراك|اشترك|اضغط|تعليق|اترك|العوده (?:لل|الي)|مباشر\W*$"
    r"|اقرا(?:/ي|وا)? (?:ايضا|المزيد|كذلك)|اقرا(?:/ي)?\W*$|تابعوا|تابعونا|تابعنا|تابع (?:اخر|اخبار|كل|قناه)|المختصر المفيد"
    r"|(?:ال)?كلمات (?:ال)?(?:دلاليه|مفتاحيه)|(?:ال)?وسوم|(?:ال)?علامات\W*:|تاج|tags?\b"
    r"|(?:ال)?مواضيع|اخبار ذات|ذات صله|(?:ال)?اقسام|القسم\b|الصفحه الرئيسيه|الرئيسيه|التصنيف|ابرز الاخبار|مواقيت|(?:ال)?اكثر قراءه"
    r"|المساهمون|الكاتب\W*(?:$|:)|المحرر\W*(?:$|:)|تحرير\W*(?:$|:)|المصدر\W*(?:$|:)|بقلم|كتب\W*:|مراسلو?ن?\W*:"
    r"|تصوير|الصوره|صوره\W|ارشيف|مصدر الصوره|حقوق النشر|جميع الحقوق|stories|top|live|menu|home|share|copy|print)",
    re.IGNORECASE,
)
_FURNITURE_INSIDE = re.compile(r"اضغط هنا|عدد الزيارات|عدد القراءات|انسخ الرابط|للاشتراك|[^\W\d_] > [^\W\d_]|جميع الحقوق")
_CREDIT = re.compile(
    r"\([^()\n]{2,40}/[^()\n]{2,30}\)\s*$|\((?:ا\s?ف\s?ب|اف ب|رويترز|الاناضول|ارشيف|فرانس برس|ا\s?ب|getty|afp|reuters|ap)\)\s*$"
    r"|(?:/|[-–])\s*(?:stringer|reuters|afp|getty|archive|ارشيف|ارشيفيه|رويترز|فرانس برس|getty images)\W*$|^\W*(?:صوره|ارشيفيه)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"نشر|النشر|اضاف|اضيف|تحديث|حرر|تاريخ|published|updated|posted|gmt|utc", re.IGNORECASE)
_DATELINE = re.compile(r"^[^\W\d_][^/\n–\-.،]{1,30}(?:\s*/\s*|\s*[-–—]\s*)[^/\n.،]{2,40}[/:)\-–\s]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: `kind` is headline, date, body, dateline or furniture."""

    span: Span
    text: str
    key: str
    words: int
    kind: str = ""
    date: DateMention | None = None
    labelled: bool = False


def page_lines(doc: Doc) -> tuple[Line, ...]:
    """Return the lines of a document that hold words, each with its kind."""
    return classify(doc.text, fold(doc.article.title or "").strip())


@lru_cache(maxsize=8)
def classify(text: str, title: str = "") -> tuple[Line, ...]:
    """Return the lines that hold words, each with its kind.

    The running text starts at the first line that is long or ends like a sentence; what stands before it and is neither date,
    furniture nor a few words is the headline; a few words after the last such line are furniture (tags, source, menus).
    """
    lines = [_first_look(line, text[line.span.begin : line.span.end]) for line in _split(text)]
    first, last = _body_bounds(lines)
    repeated = _repeated(lines[:first])
    headline = _headline(lines, first, title)
    result = []
    for index, line in enumerate(lines):
        kind = line.kind
        if title and line.key == title and index <= first and (len(lines) > 1):
            kind = "headline"
        elif not kind:
            kind = _place(line, index, first, last, headline, repeated)
        result.append(replace(line, kind=kind))
    return tuple(result)


def _place(line: Line, index: int, first: int, last: int, headline: int, repeated: set[str]) -> str:
    """Return the kind of a line that no word of its own gives away, by where it stands."""
    if index < first:
        if index == headline or line.key in repeated or (index > headline >= 0 and line.words >= 5):
            return "headline"
        return "dateline" if _DATELINE.match(line.key) and index > headline else "furniture"
    return "body" if index <= last else "furniture"


def _split(text: str) -> list[Line]:
    """Return the lines of the text, each with the calendar day in it that may be the article's."""
    days = [d for d in find_dates(text, None) if at_precision(d.value) == "day"]
    begins = [day.span.begin for day in days]
    lines, begin = [], 0
    for raw, key in zip(text.split("\n"), fold_text(text).split("\n"), strict=True):
        bare = raw.strip()
        span = Span(begin, begin + len(raw))
        begin += len(raw) + 1
        words = len(_WORD.findall(bare))
        if words:
            first = bisect_left(begins, span.begin)
            here = days[first] if first < len(days) and span.covers(days[first].span) else None
            lines.append(Line(span, bare, key.strip(), words, "", here))
    return lines


def _first_look(line: Line, raw: str) -> Line:
    """Return the line with its kind where its own words tell: a date line, furniture, a caption."""
    if line.date and _is_date_line(line, raw):
        return replace(line, kind="date", labelled=bool(_LABEL.search(line.key)))
    ends = bool(_SENTENCE_ENDS.search(line.text))
    if line.words < _LONG and _is_furniture(line, ends):
        return replace(line, kind="furniture")
    if line.words <= 30 and not ends and _CREDIT.search(line.key):
        return replace(line, kind="furniture")
    if (line.text.startswith(("•", "·", "◄", "►", "#")) and line.words < _LONG) or not re.search("[\u0620-\u06ff\ufb50-\ufefc]", line.text):
        return replace(line, kind="furniture")
    return line


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


def is_furniture_text(key: str) -> bool:
    """Tell whether a folded line is of the words that pages put around any article."""
    return bool(_FURNITURE.match(key))


def _is_furniture(line: Line, ends: bool) -> bool:
    return bool(_FURNITURE_INSIDE.search(line.key)) or (is_furniture_text(line.key) and not (ends and line.words > 8))


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
