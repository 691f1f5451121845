"""JSON: one article as an object, or several as an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from builder.articles.encoding import UTF8, Undecoded, decode_text
from builder.articles.fields import article_of
from builder.articles.given import Given, Item, nothing_in
from builder.articles.plain import encoding_note
from builder.errors import InputError

LARGEST = 256 << 20  # bytes: such a file is held whole


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the articles of the file's object or array, or what is wrong; records are counted from 1."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield None, InputError(given.name, f"is larger than {LARGEST >> 20} MB: write it as JSON Lines, which are read line by line")
        return
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        yield None, nothing_in(given.name)
        return
    found = decode_text(data)
    if isinstance(found, Undecoded):
        yield None, InputError(given.name, found.reason)
        return
    if found.encoding != UTF8:
        yield None, encoding_note(found, given.name)
    try:
        content = json.loads(found.text)
    except (ValueError, RecursionError) as error:
        yield None, InputError(given.name, f"is not JSON ({error}): write an object, or an array of objects")
        return
    yield from _records(content, given)


def _records(content: object, given: Given) -> Iterator[Item]:
    records = content if isinstance(content, list) else [content]
    if not records:
        yield None, nothing_in(given.name)
    for number, record in enumerate(records, 1):
        if isinstance(record, dict):
            yield None, article_of(record, given.name, given.stem, number, given.fields, line=False)
        else:
            yield None, InputError(f"{given.name}, record {number}", "is not a JSON object: write an object, or an array of objects")
