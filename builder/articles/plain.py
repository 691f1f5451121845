"""Plain text: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from builder.articles.encoding import UTF8, Decoded, Undecoded, decode_text
from builder.articles.given import Given, Item, nothing_in
from builder.errors import InputError
from builder.model import Article, Note

LARGEST = 64 << 20  # bytes: such a file is held whole
_BOM = b"\xef\xbb\xbf"


def decode(data: bytes, source: str, line: int | None = None) -> str | InputError:
    """Return UTF-8 text with every character kept, or the error.

    Line ends stay as they are, so offsets count the characters of the file; a byte-order mark at its start is none of the text's
    and is left out.
    """
    start = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        return InputError(source, f"is not UTF-8 (byte {start + error.start}): save it as UTF-8", line)


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the file's article, after a note where it is not UTF-8; its identifier is the file's name without the end."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield None, InputError(given.name, f"is larger than {LARGEST >> 20} MB, and is no article: give each article a file")
    elif not data.removeprefix(_BOM).strip():
        yield None, nothing_in(given.name)
    else:
        yield from ((None, item) for item in articles_in(data, given.name, given.stem))


def articles_in(data: bytes, source: str, stem: str) -> Iterator[Article | InputError | Note]:
    """Yield the article of a file's bytes, after a note where they are not UTF-8, or why they are none.

    >>> [str(item) for item in articles_in(b"%PDF-1.7", "a.txt", "a")]
    ['a.txt: is a PDF document and no text: give the text in it']
    """
    found = decode_text(data)
    if isinstance(found, Undecoded):
        yield InputError(source, found.reason)
        return
    if found.encoding != UTF8:
        yield encoding_note(found, source)
    yield Article(stem, found.text, source=source)


def encoding_note(found: Decoded, source: str) -> Note:
    """Return the note of a file that is not UTF-8: as what it was read, and what showed it."""
    return Note(source, f"was read as {found.encoding}, by its {'words' if found.guessed else 'byte-order mark'}")
