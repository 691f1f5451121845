"""Reading articles from files: one module a format, one registry; what cannot be read comes as an `InputError` among the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from builder.articles import jsonl, plain
from builder.articles.seen import Seen
from builder.errors import InputError
from builder.model import Article, Note

__all__ = ["READERS", "check_article", "files_of", "place_of", "read_path", "read_paths", "same_identifier"]

Reader = Callable[[Path], Iterator[tuple[int | None, Article | InputError | Note]]]  # with the line of each
Tell = Callable[[Note], None]

# What is read, by the end of the file's name.
READERS: dict[str, Reader] = {".txt": plain.read, ".jsonl": jsonl.read}

_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08b4\ufb50-\ufdf1\ufe70-\ufefc]")


def read_path(path: Path) -> Iterator[Article | InputError]:
    """Yield the articles of one file, or of every file of a known kind in a folder, and an error for each that cannot be read."""
    return read_paths([path])


def _unheard(note: Note) -> None:
    """Do nothing: who asks for articles alone hears no notes."""


def read_paths(paths: Iterable[Path], tell: Tell = _unheard) -> Iterator[Article | InputError]:
    """Yield the articles of files and folders in order; folders are walked in sorted order.

    Files of other kinds are passed over in folders and are errors where they are named; a file is read once however often it
    is named. The second article of one identifier is an error. What the user should know of an input that was read, such as an
    encoding that had to be found out, is told to `tell`, before the article comes.
    """
    seen = Seen()
    files: set[Path] = set()
    for path in paths:
        for found in _files(Path(path)):
            if isinstance(found, InputError):
                yield found
            elif (real := found.resolve()) not in files:
                files.add(real)
                for line, item in READERS[found.suffix.lower()](found):
                    if isinstance(item, Note):
                        tell(item)
                    else:
                        yield item if isinstance(item, InputError) else check_article(item, line, seen)


def files_of(path: Path) -> list[Path]:
    """Return the readable files that a path stands for."""
    return [found for found in _files(path) if isinstance(found, Path)]


def _files(path: Path) -> Iterator[Path | InputError]:
    """Yield the readable files that `path` stands for."""
    kinds = ", ".join(READERS)
    try:
        if path.is_dir():
            files = [f for f in sorted(path.rglob("*")) if f.suffix.lower() in READERS and f.is_file()]
            yield from files
            if not files:
                yield InputError(str(path), f"holds no articles: put files of these kinds in it: {kinds}")
        elif not path.exists():
            yield InputError(str(path), "does not exist: check the path")
        elif path.suffix.lower() not in READERS:
            yield InputError(str(path), f"is of a kind that is not read: give files that end in {kinds}")
        else:
            yield path
    except (OSError, ValueError) as error:
        yield InputError(str(path), f"cannot be read ({error}): check the path and its permissions")


def check_article(article: Article, line: int | None, seen: Seen) -> Article | InputError:
    """Return the article, or why it cannot go into a graph of its own; `seen` remembers where each identifier stood."""
    if not _ARABIC_LETTER.search(article.text):
        return InputError(article.source, "has no Arabic letter: give articles in Arabic", line)
    before = seen.get(article.identifier)
    if before is not None:
        return same_identifier(article.identifier, article.source, line, before)
    seen[article.identifier] = place_of(article.source, line)
    return article


def place_of(source: str, line: int | None) -> str:
    """Return where an article stood, as errors say it."""
    return source if line is None else f"{source}, line {line}"


def same_identifier(identifier: str, source: str, line: int | None, before: str) -> InputError:
    """Return the error of the second article of one identifier; `before` is where the first one stood."""
    return InputError(source, f"has the identifier {identifier!r} of an article in {before}: give each its own", line)
