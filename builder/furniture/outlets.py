"""Where a page says who published it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from builder.dates.months import gregorian
from builder.folding import fold
from builder.furniture.lines import Line, page_lines
from builder.model import Doc, Span

_NAME = r"[^\W_][^\n«»\"“”(){}‹›/|:،,.\-–—+><]{0,38}?"
_QUOTED = rf"[«\"“({{‹]\s*(?P<q>{_NAME})\s*[»\"”)}}›]"
_OPENING = '«"“({‹'  # one of them stands in all that _QUOTED finds
_SOURCE = re.compile(
    rf"^\s*(?:المصدر|المصادر|نقلاً عن|source)\s*[:：/\-]\s*[«\"“(]?\s*(?P<n>{_NAME})\s*(?:$|[»\"”)+/|،,.\-–]|\s+و)", re.IGNORECASE
)
_BRACES = re.compile(rf"^\s*[{{«(]\s*[^:{{}}\n]{{2,20}}:\s*(?P<n>{_NAME})\s*[}}»)]")
_PLACE_OUTLET = re.compile(rf"^\s*(?P<place>{_NAME})\s*\(\s*(?P<n>{_NAME})\s*\)\s*[-–—:/]")
_SLASH = re.compile(rf"^\s*[«\"“]?(?P<a>{_NAME})[»\"”]?\s*/\s*[«\"“]?(?:(?P<b>{_NAME})[»\"”]?\s*(?:$|[-–—:]))?")
_DASH = re.compile(rf"^\s*[«\"“]?(?P<a>{_NAME})[»\"”]?\s*[-–—]\s*[«\"“]?(?P<b>{_NAME})[»\"”]?\s*(?P<colon>:)?\s*$")
_CRUMB = re.compile(rf"^\s*(?P<n>{_NAME})\s*>\s")
_COPY = re.compile(
    r"(?:تلق(?:ت|ته|تها|ى|اه)|وردت?(?: إلى| الى)?|تابعت(?:ه|ها)?|اطلعت عليها?|حصلت عليها?|خصت? بها?|مراسلة?)"
    rf"\s+(?:لـ?\s?)?{_QUOTED}"
)
_SOURCES_TOLD = re.compile(rf"(?:مصدر|مصادر)(?:\s+\w+){{0,5}}\s+{_QUOTED}\s+ب?[أإا]ن")
_TOLD = re.compile(rf"(?<!\w)لـ?\s?{_QUOTED}\s*[،,]?\s*[أإا]نّ?(?!\w)")
_EDITOR = re.compile(r"تحرير|الكاتب|المحرر")
_NEAR = 8  # lines behind a name in which the editor's is looked for, where only a site's own stand between
_WORDS_ONLY = re.compile(r"[^\W_]+(?:\s+[^\W_]+)*")
# A word of these makes a name that of an outlet; of two names beside a stroke it picks one.
_OUTLET_WORD = re.compile(
    r"(?:^|\s)(?:ال)?(?:نيوز|برس|شبكه|وكاله|صحيفه|جريده|قناه|اخبار|انبا|ميديا|تايمز|بوست|تلفزيون|فضائيه|موقع|اليوم|news|press|tv)(?:\s|$)"
)
# Towns that news is sent from: what a dateline names besides the outlet, where the caller brings no gazetteer.
_TOWN_NAMES = (
    "بغداد أربيل كركوك الموصل البصرة السليمانية دهوك النجف كربلاء بابل الحلة ديالى بعقوبة نينوى الأنبار الرمادي الفلوجة تكريت سامراء "
    "العمارة ميسان الناصرية ذي_قار الديوانية السماوة الكوت واسط سنجار خانقين حلبجة مخمور العراق كردستان كوردستان طهران أنقرة إسطنبول "
    "دمشق بيروت عمان القاهرة الرياض الدوحة دبي أبوظبي الكويت واشنطن نيويورك لندن باريس موسكو بروكسل برلين جنيف"
)
_TOWNS = frozenset(fold(name.replace("_", " ")) for name in _TOWN_NAMES.split())


def outlet_spans(doc: Doc, is_place: Callable[[str], bool] | None = None) -> tuple[Span, ...]:
    """Return where the publishing outlet's name stands, the surest place first.

    Sure are a source line and a dateline; less so a name alone on the last line, and one that the text says it was told or sent by.
    `is_place` tells of a folded name that it is a place's, so that of بغداد/ المدى the second is taken.
    """
    place = is_place or (lambda name: name in _TOWNS)
    lines = page_lines(doc)
    found: dict[str, Span] = {}
    for span in (*_source_lines(doc, lines), *_datelines(doc, lines, place), *_crumbs(doc, lines), *_lone_lines(doc, lines), *_cues(doc)):
        key = fold(doc.text[span.begin : span.end])
        if span.begin < span.end and not place(key):
            found.setdefault(key, span)
    return tuple(found.values())


def _group(match: re.Match[str], name: str, base: int = 0) -> Span:
    return Span(base + match.start(name), base + match.end(name))


def _raw(doc: Doc, line: Line) -> str:
    return doc.text[line.span.begin : line.span.end]


def _source_lines(doc: Doc, lines: tuple[Line, ...]) -> Iterator[Span]:
    for line in lines:
        if match := _SOURCE.match(_raw(doc, line)):
            yield _group(match, "n", line.span.begin)


def _datelines(doc: Doc, lines: tuple[Line, ...], place: Callable[[str], bool]) -> Iterator[Span]:
    """Read what stands before the news: أربيل (كوردستان 24)-, شفق نيوز/, {امنية: الفرات نيوز}, بغداد – «الحياة»."""
    body = next((i for i, line in enumerate(lines) if line.kind == "body"), None)
    if body is None:
        return
    for line in (lines[body], *(line for line in lines[:body] if line.kind == "dateline")):
        text, base = _raw(doc, line), line.span.begin
        match = _BRACES.match(text) or _PLACE_OUTLET.match(text)
        if match and match["n"]:
            if "place" not in match.groupdict() or place(fold(match["place"])):
                yield _group(match, "n", base)
            continue
        match = _SLASH.match(text)
        if not match or len(match["a"].split()) > 4 or _ends_in_date(match["a"]):
            match = _DASH.match(text)
            if not match or (match["colon"] and place(fold(match["a"]))):
                continue
        yield from _choose(match, base, place)


def _ends_in_date(side: str) -> bool:
    """Tell of مايو/ أيار and 16/ 10: a stroke that parts no dateline."""
    last = fold(side).split()[-1]
    return last.isdigit() or any(name.split()[-1] == last for name in gregorian().number)


def _choose(match: re.Match[str], base: int, place: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the side of a stroke that is the outlet: not the town; the one with an outlet's word; else the first."""
    sides = [name for name in ("a", "b") if match[name]]
    keys = {name: fold(match[name]).strip() for name in sides}
    named = [name for name in sides if _OUTLET_WORD.search(keys[name])]
    rest = [name for name in sides if not place(keys[name])]
    for name in (named or rest)[:1]:
        yield _group(match, name, base)


def _crumbs(doc: Doc, lines: tuple[Line, ...]) -> Iterator[Span]:
    """Read the head of a breadcrumb: جريدة المدى > أخبار > …"""
    for line in lines:
        if line.kind == "furniture" and (match := _CRUMB.match(_raw(doc, line))) and _OUTLET_WORD.search(fold(match["n"])):
            yield _group(match, "n", line.span.begin)


def _lone_lines(doc: Doc, lines: tuple[Line, ...]) -> Iterator[Span]:
    """Read a name alone on the line after the text's last, or before the editor's line; what is a site's own stands between unseen."""
    own = [index for index, line in enumerate(lines) if not line.known]
    before_last = lines[own[-2]].kind if len(own) > 1 else ""
    for index, line in enumerate(lines):
        if line.kind != "furniture" or line.words > 3 or line.known or not _WORDS_ONLY.fullmatch(line.text):
            continue
        ends = index == len(lines) - 1 and index > 0 and lines[index - 1].kind == "body"
        ends = ends or (index == own[-1] and before_last == "body" and _OUTLET_WORD.search(line.key) is not None)
        before_editor = any(
            _EDITOR.match(other.key) for other in takewhile(lambda other: other.known, lines[index + 1 : index + 1 + _NEAR])
        )
        if ends or before_editor:
            begin = doc.text.index(line.text, line.span.begin)
            yield Span(begin, begin + len(line.text))


def _cues(doc: Doc) -> Iterator[Span]:
    """Read whom the text says it was sent to or told: تلقت (المدى برس) نسخة منه, قال لـ"العربي الجديد"."""
    if not any(mark in doc.text for mark in _OPENING):
        return
    for pattern in (_COPY, _SOURCES_TOLD, _TOLD):
        for match in pattern.finditer(doc.text):
            yield _group(match, "q")
