"""CSV and TSV: a row of names, and then one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO

from builder.articles.encoding import CODECS, UTF8, Undecoded, decode_text
from builder.articles.fields import Fields, article_of
from builder.articles.given import Given, Item, nothing_in
from builder.articles.plain import encoding_note
from builder.errors import InputError
from builder.harmless import as_name

LONGEST = 16 << 20  # characters of a field: a quotation mark that is never closed must not swallow the file
_HEAD = 1 << 20  # bytes that the encoding is told from
_DELIMITERS = ",;\t|"


def begins(head: bytes, fields: Fields) -> bool:
    """Tell the first bytes of a table by its first row: two names or more, one of which is a usual one of a text.

    >>> begins(b"id;text\\n7;", Fields()), begins(b"text\\n", Fields()), begins(b"The text, as sent", Fields())
    (True, False, False)
    """
    first = head.decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0]
    rows = [[name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])] for delimiter in _DELIMITERS]
    return any(len(row) > 1 and set(row) & set(fields.text) for row in rows)


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the article of each row after the first, or what is wrong with it; rows are counted from 1 and may span lines.

    The encoding is told from the first megabyte, the delimiter from the first row. Rows without a value are passed over.
    """
    stream = io.BufferedReader(file, 2 * _HEAD)  # type: ignore[type-var]  # all that is read here is raw enough
    head = _whole_lines(stream.peek(_HEAD))
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        yield None, nothing_in(given.name)
        return
    found = decode_text(head)
    if isinstance(found, Undecoded):
        yield None, InputError(given.name, found.reason)
        return
    if found.encoding != UTF8:
        yield None, encoding_note(found, given.name)
    before = csv.field_size_limit(LONGEST)  # the module's default is less than a long article, and readers have none of their own
    text = io.TextIOWrapper(stream, CODECS[found.encoding], newline="")
    try:
        yield from _rows(text, _delimiter(found.text, given.fields), given)
    except UnicodeDecodeError as error:
        yield None, InputError(given.name, f"is not {found.encoding} throughout ({error.reason}): the rest was left out; save it as UTF-8")
    finally:
        csv.field_size_limit(before)


def _whole_lines(head: bytes) -> bytes:
    """Return the beginning of a file up to its last line end, so that no character is cut; short files whole."""
    if len(head) < _HEAD:
        return head
    end = max(head.rfind(b"\n"), 2)
    return head[: end - end % 2 if b"\0" in head else end]


def _delimiter(text: str, fields: Fields) -> str:
    """Return what parts the names of the first row: what makes most known names of it, and then most names."""
    first = text.lstrip("\ufeff").partition("\n")[0]

    def worth(delimiter: str) -> tuple[int, int]:
        names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
        return len(set(names) & set(fields.names)), len(names)

    return max(_DELIMITERS, key=worth)


def _rows(text: io.TextIOWrapper, delimiter: str, given: Given) -> Iterator[Item]:
    rows = csv.reader(text, delimiter=delimiter)
    names = [name.strip().removeprefix("\ufeff") for name in next(rows, [])]
    if not set(names) & set(given.fields.text):
        columns = as_name(", ".join(" ".join(name.split()) for name in names)[:200])  # a name in quotes may have several lines
        yield None, InputError(given.name, f"has no column of texts (it has {columns}): name it with --field text=COLUMN")
        return
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield None, InputError(f"{given.name}, record {number}", f"is not a row ({error}): check the quotation marks")
            continue
        if any(value.strip() for value in row):
            record = dict(zip(names, row, strict=False))
            yield None, article_of(record, given.name, given.stem, number, given.fields, line=False)
    if number == 1:
        yield None, nothing_in(given.name)
