"""Which files a path, a folder or a pattern stands for, in an order that is the same everywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from builder.articles.formats import COMPRESSIONS, ENDINGS, PERHAPS, by_name, uncompressed
from builder.errors import InputError
from builder.harmless import as_name
from builder.model import Note

STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `perhaps` where its name says little, and it counts only if its content shows articles."""

    path: Path
    perhaps: bool = False


def find(path: Path) -> Iterator[Found | InputError | Note]:
    """Yield the files that a path stands for: itself, what a folder holds at any depth, what a pattern fits (`news/**/*.jsonl`).

    Folders and patterns give files of known kinds, sorted by the parts of their paths. Links to folders are not followed in them, so no
    loop has an end to be looked for. Pipes and devices are read where they are named, and passed over in folders.
    """
    name = str(path)
    try:
        if path == STANDARD_INPUT:
            yield Found(path)
        elif path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield Found(path)
        elif has_magic(name):
            yield from _fitting(name)
        else:
            yield InputError(as_name(name), "does not exist: check the path")
    except (OSError, ValueError) as error:
        yield InputError(as_name(name), f"cannot be read ({error}): check the path and its permissions")


def nothing_found(name: str) -> InputError:
    """Return the error of a folder or an archive without articles."""
    kinds = f"{', '.join(ENDINGS)} (also with {' or '.join(COMPRESSIONS)})"
    return InputError(name, f"holds no articles: put files of these kinds in it: {kinds}")


def is_wanted(name: str) -> bool | None:
    """Tell whether a file found in a folder or an archive is one of articles by its name; None where its content must tell.

    Files that begin with `._` are no articles: some systems leave them beside every file.

    >>> is_wanted("a.txt"), is_wanted("notes.md"), is_wanted("._a.txt"), is_wanted("feed.xml.gz")
    (True, False, False, None)
    """
    if name.startswith("._"):
        return False
    if by_name(name) is not None:
        return True
    return None if uncompressed(name).lower().endswith(PERHAPS) else False


def _fitting(pattern: str) -> Iterator[Found | InputError | Note]:
    """Yield the files that a pattern fits."""
    paths = sorted(Path(name) for name in glob(pattern, recursive=True))
    files = [path for path in paths if is_wanted(path.name) is not False and path.is_file() and not _describes(path)]
    if not files:
        yield InputError(as_name(pattern), "fits no file that is read: check the pattern, and that it stands in quotation marks")
    for path in files:
        yield Found(path, is_wanted(path.name) is None)


def _walk(folder: Path) -> Iterator[Found | InputError | Note]:
    """Yield the files of a folder at any depth, without recursion: folders may be nested deeper than Python's stack."""
    waiting: list[Iterator[os.DirEntry[str]]] = [iter(())]
    inside: Path | None = folder
    while waiting or inside is not None:
        if inside is not None:
            try:
                with os.scandir(inside) as entries:
                    waiting.append(iter(sorted(entries, key=lambda entry: entry.name)))
            except OSError as error:
                yield InputError(as_name(str(inside)), f"cannot be read ({error.strerror or error}): check its permissions")
            inside = None
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif entry.is_dir(follow_symlinks=False):
            inside = Path(entry.path)
        else:
            yield from _entry(entry)


def _entry(entry: os.DirEntry[str]) -> Iterator[Found | InputError | Note]:
    path, wanted = Path(entry.path), is_wanted(entry.name)
    if entry.is_symlink() and path.is_dir():
        yield Note(as_name(entry.path), "is a link to a folder and was not followed: name it to have it read")
    elif wanted is False:
        return
    elif entry.is_file(follow_symlinks=False) or path.is_file():
        if not _describes(path):
            yield Found(path, wanted is None)
    elif wanted:
        if entry.is_symlink():
            yield InputError(as_name(entry.path), "is a link that leads to no file: take it away or mend it")
        else:
            yield Note(as_name(entry.path), "is a pipe, a device or a socket and was passed over: name it to have it read")


def _describes(path: Path) -> bool:
    """Tell whether a JSON file stands beside a text of the same name: it describes that text, and is no article of its own."""
    return path.suffix.lower() == ".json" and path.with_suffix(".txt").is_file()
