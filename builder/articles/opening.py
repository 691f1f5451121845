"""What a file holds, read as what it is: unpacked, told by its content and then by its name; archives member by member."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import IO

from builder.articles import compression, delimited
from builder.articles.archives import Member, base_name, member_name, tar_members, tar_names, zip_members
from builder.articles.fields import Fields
from builder.articles.finding import STANDARD_INPUT, Found, is_wanted, nothing_found
from builder.articles.formats import CSV, ENDINGS, FEED, HEAD, PARQUET, TEXT, ZIP, Format, by_name, choose, uncompressed
from builder.articles.given import Given, Item
from builder.articles.limits import DEEPEST, Allowance, Metered, TooMuch
from builder.errors import InputError, TansiqError
from builder.harmless import as_identifier, as_name
from builder.model import Note

_BLOCK = 1 << 16


def read_file(found: Found, fields: Fields) -> Iterator[Item]:
    """Yield what a file holds; whatever is wrong with it, the next file can be read."""
    standard = found.path == STANDARD_INPUT
    given = Given("standard input", "stdin", fields) if standard else given_of(found.path, fields)
    try:
        with open(0, "rb", closefd=False) if standard else found.path.open("rb") as file:
            status = os.fstat(file.fileno())
            if S_ISREG(status.st_mode):
                yield from read_stream(file, given, Allowance(status.st_size), perhaps=found.perhaps, nameless=standard)
            else:
                allowance = Allowance()
                metered: io.RawIOBase = Metered(file, allowance, packed=True)
                stream: io.BufferedReader = io.BufferedReader(metered, _BLOCK)
                yield from read_stream(stream, given, allowance, nameless=True)
    except Exception as error:  # every compression and every library of a format has exceptions of its own
        yield None, unreadable(given.name, error)


def given_of(path: Path, fields: Fields) -> Given:
    """Return what a reader is told of a file.

    >>> given_of(Path("in/news.jsonl.gz"), Fields()).stem
    'news'
    """
    return Given(as_name(str(path)), as_identifier(Path(uncompressed(path.name)).stem), fields)


def unreadable(name: str, error: Exception) -> InputError:
    """Return the error of a file, whatever was raised in reading it."""
    if isinstance(error, TansiqError):
        return InputError(name, str(error))
    if isinstance(error, OSError) and error.strerror:
        return InputError(name, f"cannot be read ({error.strerror}): check its permissions")
    return InputError(name, f"cannot be read ({as_name(' '.join(str(error).split())) or type(error).__name__}): check the file")


def read_stream(
    file: io.BufferedReader, given: Given, allowance: Allowance, *, perhaps: bool = False, nameless: bool = False, depth: int = 0
) -> Iterator[Item]:
    """Yield what a file or a member of an archive holds, once it is unpacked.

    With `perhaps` only a feed counts; what is `nameless` is told by its content alone, and is a text where that shows nothing.
    `depth` counts the archives around it.
    """
    with compression.unpacked(file, allowance) as stream:
        head = stream.peek(HEAD)[:HEAD]
        named, format = by_name(given.name), choose(given.name, head)
        if perhaps and format is not FEED:
            return
        if format is None and nameless:
            format = CSV if delimited.begins(head, given.fields) else TEXT
        if format is None:
            kinds = ", ".join(ENDINGS)
            reason = f"is of a kind that is not read: give files that end in {kinds}, or that `tansiq formats` tells by content"
            yield None, InputError(given.name, reason)
            return
        if format is not named and not perhaps and not nameless:
            yield None, Note(given.name, f"was read as {format.name}, by its content")
        if format.read is None:
            yield from _members(format, file, stream, given, allowance, depth)
        else:
            yield from format.read(_whole(stream) if format is PARQUET else stream, given)


def _members(
    format: Format, file: io.BufferedReader, stream: io.BufferedReader, given: Given, allowance: Allowance, depth: int
) -> Iterator[Item]:
    """Yield what the members of an archive hold, chosen as a folder's files are; an error in one leaves the others."""
    if depth == DEEPEST:
        yield None, InputError(given.name, f"is an archive inside {DEEPEST} others: unpack them, and give what it holds")
        return
    some = False
    for member in zip_members(_whole(stream), given.name, allowance) if format is ZIP else _of_tar(file, stream, given, allowance):
        if isinstance(member, InputError):
            some = True
            yield None, member
            continue
        base = base_name(member.name)
        inner = Given(member_name(given.name, member.name), as_identifier(Path(uncompressed(base)).stem), given.fields)
        try:
            for item in read_stream(member.stream, inner, allowance, perhaps=is_wanted(base) is None, depth=depth + 1):
                some = True
                yield item
        except TooMuch:
            raise
        except Exception as error:  # as above
            some = True
            yield None, unreadable(inner.name, error)
    if not some:
        yield None, nothing_found(given.name)


def _of_tar(file: io.BufferedReader, stream: io.BufferedReader, given: Given, allowance: Allowance) -> Iterator[Member | InputError]:
    """Yield the members of a tar archive; it is passed over once before, as only its end tells all their names."""
    if file.seekable():
        file.seek(0)
        with compression.unpacked(file, Allowance(allowance.packed)) as first:
            names = tar_names(first)
        file.seek(0)
        with compression.unpacked(file, allowance) as again:
            yield from tar_members(again, given.name, allowance, names)
    else:
        whole = _whole(stream)
        names = tar_names(whole)
        whole.seek(0)
        yield from tar_members(whole, given.name, allowance, names)


def _whole(stream: io.BufferedReader) -> IO[bytes]:
    """Return a stream that can be read from the middle: itself, or a copy in a file without a name, which is gone when it is closed."""
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as its reader
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy
