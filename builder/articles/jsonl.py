"""JSON Lines: one article a line, as an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO

from builder.articles.fields import USUAL, Fields, article_of
from builder.articles.given import Given, Item, nothing_in
from builder.articles.plain import decode
from builder.errors import InputError
from builder.model import Article

LONGEST = 64 << 20  # bytes of a line: no article is as long, and a file of one endless line must not fill the memory


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the article of each line, or what is wrong with the line; blank lines are passed over."""
    empty = True
    for found in read_lines(_lines(file), given.name, given.stem, fields=given.fields):
        empty = False
        yield found
    if empty:
        yield None, nothing_in(given.name)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines; of one that is too long, as much as shows that it is."""
    while line := file.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST + 1)


def read_lines(
    lines: Iterable[bytes], source: str, stem: str, first: int = 1, fields: Fields = USUAL
) -> Iterator[tuple[int, Article | InputError]]:
    """Yield the article of each of the lines, whose first has the number `first`; `stem` begins the identifiers of those without one."""
    for number, raw in enumerate(lines, first):
        if len(raw) > LONGEST:
            yield number, InputError(source, f"is longer than {LONGEST >> 20} MB: put one article on each line", number)
        elif not is_blank(raw):
            line = decode(raw.removesuffix(b"\n"), source, number)
            yield number, line if isinstance(line, InputError) else _article(line, source, stem, number, fields)


def is_blank(line: bytes) -> bool:
    """Tell whether a line holds nothing: it is counted, and is no article."""
    return not line.strip(b" \t\r\n\xef\xbb\xbf")


def _article(line: str, source: str, stem: str, number: int, fields: Fields) -> Article | InputError:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", str(error))
        return InputError(source, f"is not JSON ({reason}): put one JSON object on each line", number)
    if not isinstance(record, dict):
        return InputError(source, "is not a JSON object: put one JSON object on each line", number)
    return article_of(record, source, stem, number, fields)
