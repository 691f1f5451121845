"""JSON Lines: one article a line, as an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from builder.articles.plain import decode, nothing_in, unreadable
from builder.dates.arithmetic import parse_day
from builder.errors import InputError
from builder.model import Article

# Names that crawlers and data sets give to the same field, in the order of preference.
_TEXT = ("text", "content", "body", "article")
_TITLE = ("title", "headline")
_ISSUED = ("date", "issued", "published", "date_published", "datePublished", "pub_date", "date_extracted")
_OUTLET = ("outlet", "publisher", "source")
_URL = ("url", "link")
_IDENTIFIER = ("id", "identifier")
FIELDS = (*_TEXT, *_TITLE, *_ISSUED, *_OUTLET, *_URL, *_IDENTIFIER)


def read(path: Path) -> Iterator[tuple[int | None, Article | InputError]]:
    """Yield the article of each line, or what is wrong with the line; blank lines are passed over."""
    empty = True
    try:
        with path.open("rb") as stream:
            for found in read_lines(stream, str(path), path.stem):
                empty = False
                yield found
    except OSError as error:
        yield None, unreadable(path, error)
    else:
        if empty:
            yield None, nothing_in(path)


def read_lines(lines: Iterable[bytes], source: str, stem: str, first: int = 1) -> Iterator[tuple[int, Article | InputError]]:
    """Yield the article of each of the lines, whose first has the number `first`; `stem` begins the identifiers of those without one."""
    for number, raw in enumerate(lines, first):
        if not is_blank(raw):
            line = decode(raw.removesuffix(b"\n"), source, number)
            yield number, line if isinstance(line, InputError) else _article(line, source, stem, number)


def is_blank(line: bytes) -> bool:
    """Tell whether a line holds nothing: it is counted, and is no article."""
    return not line.strip(b" \t\r\n\xef\xbb\xbf")


def _article(line: str, source: str, stem: str, number: int) -> Article | InputError:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", str(error))
        return InputError(source, f"is not JSON ({reason}): put one JSON object on each line", number)
    if not isinstance(record, dict):
        return InputError(source, "is not a JSON object: put one JSON object on each line", number)
    return article_of(record, source, stem, number)


def article_of(record: Mapping[str, object], source: str, stem: str, number: int) -> Article | InputError:
    """Return the article of one record, whatever kind of file it stood in, or what is wrong with it.

    Its text is the title, an empty line and the text, unless the text begins with the title: that is what offsets count.

    >>> article_of({"content": "نص", "published": "2020-01-02"}, "news.jsonl", "news", 7)
    Article(identifier='news-7', text='نص', title=None, issued='2020-01-02', outlet=None, url=None, source='news.jsonl')
    """
    body = _field(record, _TEXT)
    if body is None:
        return InputError(source, 'has no text: give the article in a field named "text"', number)
    title, outlet, url = _field(record, _TITLE), _field(record, _OUTLET), _field(record, _URL)
    identifier = _field(record, _IDENTIFIER) or f"{stem}-{number}"
    text = body if title is None or body.lstrip().startswith(title.strip()) else f"{title}\n\n{body}"
    if _has_lone_surrogate(identifier, text, title, outlet, url):
        return InputError(source, "holds half a character (a lone surrogate): write the text as UTF-8 again", number)
    issued = parse_day(_field(record, _ISSUED))
    return Article(identifier, text, title, issued.isoformat() if issued else None, outlet, url, source)


def _field(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """Return the first of the fields that holds a text or, as identifiers may, a whole number."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def _has_lone_surrogate(*values: str | None) -> bool:
    """Tell of half a character, which JSON can write (\\ud83d alone) and UTF-8 cannot."""
    try:
        for value in values:
            (value or "").encode()
    except UnicodeEncodeError:
        return True
    return False
