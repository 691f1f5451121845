"""Plain text: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.errors import InputError
from builder.model import Article

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


def read_bytes(path: Path) -> bytes | InputError:
    """Return the file's bytes, or the error; an empty file is one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return unreadable(path, error)
    return data if data.removeprefix(_BOM).strip() else nothing_in(path)


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error of a file that the system does not hand over."""
    return InputError(str(path), f"cannot be read ({error.strerror or error}): check its permissions")


def nothing_in(path: Path) -> InputError:
    """Return the error of an empty file."""
    return InputError(str(path), "is empty: put an article in it or leave it out")


def read(path: Path) -> Iterator[tuple[int | None, Article | InputError]]:
    """Yield the file's article; its identifier is the file's name without the end."""
    data = read_bytes(path)
    text = data if isinstance(data, InputError) else decode(data, str(path))
    yield None, text if isinstance(text, InputError) else Article(path.stem, text, source=str(path))
