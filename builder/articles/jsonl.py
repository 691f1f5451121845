"""JSON Lines: one article a line, as an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from builder.articles.plain import decode, read_bytes
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


def read(path: Path) -> Iterator[tuple[int | None, Article | InputError]]:
    """Yield the article of each line, or what is wrong with the line; blank lines are passed over."""
    data = read_bytes(path)
    if isinstance(data, InputError):
        yield None, data
        return
    for number, raw in enumerate(data.split(b"\n"), 1):
        if raw.strip(b" \t\r\n\xef\xbb\xbf"):
            line = decode(raw, str(path), number)
            yield number, line if isinstance(line, InputError) else _article(line, path, number)


def _article(line: str, path: Path, number: int) -> Article | InputError:
    """Return the article of one line.

    Its text is the title, an empty line and the text, unless the text begins with the title: that is what offsets count.
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", str(error))
        return InputError(str(path), f"is not JSON ({reason}): put one JSON object on each line", number)
    if not isinstance(record, dict):
        return InputError(str(path), "is not a JSON object: put one JSON object on each line", number)
    body = _field(record, _TEXT)
    if body is None:
        return InputError(str(path), 'has no text: give the article in a field named "text"', number)
    title = _field(record, _TITLE)
    text = body if title is None or body.lstrip().startswith(title.strip()) else f"{title}\n\n{body}"
    if _has_lone_surrogate(line):
        return InputError(str(path), "holds half a character (a lone surrogate): write the text as UTF-8 again", number)
    issued = parse_day(_field(record, _ISSUED))
    identifier = _field(record, _IDENTIFIER) or f"{path.stem}-{number}"
    return Article(
        identifier, text, title, issued.isoformat() if issued else None, _field(record, _OUTLET), _field(record, _URL), str(path)
    )


def _field(record: dict[str, object], names: tuple[str, ...]) -> str | None:
    """Return the first of the fields that holds a text or, as identifiers may, a whole number."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def _has_lone_surrogate(line: str) -> bool:
    """Tell of half a character, which JSON can write (\\ud83d alone) and UTF-8 cannot."""
    if "\\ud" not in line.lower():
        return False
    try:
        json.dumps(json.loads(line), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
