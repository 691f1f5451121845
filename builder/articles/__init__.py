"""Reading articles from files: one module a format, one registry; what cannot be read comes as an `InputError` among the articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from builder.articles.fields import USUAL, Fields
from builder.articles.finding import STANDARD_INPUT, Found, find, nothing_found
from builder.articles.opening import read_file
from builder.articles.seen import Met, Seen
from builder.errors import InputError
from builder.harmless import as_name
from builder.model import Article, Note
from builder.versions import content_hash

__all__ = ["check_article", "files_of", "place_of", "read_path", "read_paths", "same_identifier"]

Tell = Callable[[Note], None]

_LETTER = re.compile(r"[^\W\d_]")


def read_path(path: Path) -> Iterator[Article | InputError]:
    """Yield the articles of one file, or of every file of a known kind in a folder, and an error for each that cannot be read."""
    return read_paths([path])


def _unheard(note: Note) -> None:
    """Do nothing: who asks for articles alone hears no notes."""


def read_paths(paths: Iterable[Path], tell: Tell = _unheard, fields: Fields = USUAL) -> Iterator[Article | InputError]:
    """Yield the articles of files, folders, patterns and (`-`) the standard input, in order; folders are walked in sorted order.

    Files of other kinds are passed over in folders and are errors where they are named; a file is read once however often it
    is named, and an article too; another article of the same identifier is an error. What the user should know of an input that
    was read, such as an encoding that had to be found out, is told to `tell`, before the article comes. `fields` are the names of
    the fields of records.
    """
    seen, files = Seen(), set[Path]()
    for path in map(Path, paths):
        some = False
        for found in find(path):
            if isinstance(found, Note):
                tell(found)
            elif isinstance(found, InputError):
                some = True
                yield found
            elif (real := _real(found.path)) in files:
                some = True
            else:
                files.add(real)
                for line, item in read_file(found, fields):
                    some = True
                    checked = check_article(item, line, seen) if isinstance(item, Article) else item
                    if isinstance(checked, Note):
                        tell(checked)
                    else:
                        yield checked
        if not some and path.is_dir():
            yield nothing_found(as_name(str(path)))


def _real(path: Path) -> Path:
    return path if path == STANDARD_INPUT else path.resolve()


def files_of(path: Path) -> list[Path]:
    """Return the files that a path stands for and that can be read twice."""
    return [found.path for found in find(path) if isinstance(found, Found) and found.path.is_file()]


def check_article(article: Article, line: int | None, seen: Seen) -> Article | InputError | Note:
    """Return the article, why it cannot go into a graph of its own, or a note where it is given twice; `seen` remembers all."""
    if not _LETTER.search(article.text):  # one in letters of another language is skipped when it is read
        return InputError(article.source, "has no Arabic letter: give articles in Arabic", line)
    before, content = seen.get(article.identifier), content_hash(article)
    if before is not None:
        return same_identifier(article.identifier, (article.source, line), before, content)
    seen[article.identifier] = Met(place_of(article.source, line), content)
    return article


def place_of(source: str, line: int | None) -> str:
    """Return where an article stood, as errors say it."""
    return source if line is None else f"{source}, line {line}"


def same_identifier(identifier: str, place: tuple[str, int | None], before: Met, content: str) -> InputError | Note:
    """Return what is said of the second article of one identifier: a note where it is the first one again, else an error.

    >>> print(same_identifier("a1", ("b.jsonl", 7), Met("a.jsonl, line 3", "1"), "1"))
    b.jsonl, line 7: note: the article a1 stood in a.jsonl, line 3 already: it is read once
    """
    if content and content == before.content:
        return Note(place_of(*place), f"the article {identifier} stood in {before.place} already: it is read once")
    source, line = place
    return InputError(source, f"has the identifier {identifier!r} of an article in {before.place}: give each its own", line)
