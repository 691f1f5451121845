"""Reading articles from files: one module a format, one registry; what cannot be read comes as an `InputError` among the articles."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from builder.articles import compression
from builder.articles.fields import USUAL, Fields
from builder.articles.formats import COMPRESSIONS, ENDINGS, HEAD, by_name, choose, uncompressed
from builder.articles.given import Given, Item
from builder.articles.seen import Seen
from builder.errors import InputError, TansiqError
from builder.model import Article, Note

__all__ = ["check_article", "files_of", "place_of", "read_path", "read_paths", "same_identifier"]

Tell = Callable[[Note], None]

_LETTER = re.compile(r"[^\W\d_]")


def read_path(path: Path) -> Iterator[Article | InputError]:
    """Yield the articles of one file, or of every file of a known kind in a folder, and an error for each that cannot be read."""
    return read_paths([path])


def _unheard(note: Note) -> None:
    """Do nothing: who asks for articles alone hears no notes."""


def read_paths(paths: Iterable[Path], tell: Tell = _unheard, fields: Fields = USUAL) -> Iterator[Article | InputError]:
    """Yield the articles of files and folders in order; folders are walked in sorted order.

    Files of other kinds are passed over in folders and are errors where they are named; a file is read once however often it
    is named. The second article of one identifier is an error. What the user should know of an input that was read, such as an
    encoding that had to be found out, is told to `tell`, before the article comes. `fields` are the names of the fields of records.
    """
    seen = Seen()
    files: set[Path] = set()
    for path in paths:
        for found in _files(Path(path)):
            if isinstance(found, InputError):
                yield found
            elif (real := found.resolve()) not in files:
                files.add(real)
                for line, item in _read_file(found, fields):
                    if isinstance(item, Note):
                        tell(item)
                    else:
                        yield item if isinstance(item, InputError) else check_article(item, line, seen)


def files_of(path: Path) -> list[Path]:
    """Return the readable files that a path stands for."""
    return [found for found in _files(path) if isinstance(found, Path)]


def _files(path: Path) -> Iterator[Path | InputError]:
    """Yield the readable files that `path` stands for."""
    kinds = f"{', '.join(ENDINGS)} (also with {' or '.join(COMPRESSIONS)})"
    try:
        if path.is_dir():
            files = [f for f in sorted(path.rglob("*")) if by_name(f.name) is not None and f.is_file() and not _beside_a_text(f)]
            yield from files
            if not files:
                yield InputError(str(path), f"holds no articles: put files of these kinds in it: {kinds}")
        elif not path.exists():
            yield InputError(str(path), "does not exist: check the path")
        else:
            yield path
    except (OSError, ValueError) as error:
        yield InputError(str(path), f"cannot be read ({error}): check the path and its permissions")


def _beside_a_text(path: Path) -> bool:
    """Tell whether a JSON file stands beside a text of the same name: it describes that text, and is no article of its own."""
    return path.suffix.lower() == ".json" and path.with_suffix(".txt").is_file()


def _read_file(path: Path, fields: Fields) -> Iterator[Item]:
    """Yield what a file holds; whatever is wrong with it, the next file is read."""
    name = str(path)
    try:
        with path.open("rb") as file, compression.unpacked(file) as stream:
            yield from _read_stream(stream, Given(name, Path(uncompressed(path.name)).stem, fields))
    except TansiqError as error:
        yield None, InputError(name, str(error))
    except OSError as error:
        yield (
            None,
            InputError(name, f"cannot be read ({error.strerror or error}): check {'its permissions' if error.strerror else 'the file'}"),
        )
    except Exception as error:  # every compression and every library of a format has exceptions of its own
        yield None, InputError(name, f"cannot be read ({' '.join(str(error).split()) or type(error).__name__}): check the file")


def _read_stream(stream: io.BufferedReader, given: Given) -> Iterator[Item]:
    """Yield what a stream of unpacked bytes holds, read as what it is."""
    format, named = choose(given.name, stream.peek(HEAD)[:HEAD]), by_name(given.name)
    if format is None:
        kinds = ", ".join(ENDINGS)
        yield (
            None,
            InputError(
                given.name, f"is of a kind that is not read: give files that end in {kinds}, or that `tansiq formats` tells by content"
            ),
        )
        return
    if format is not named:
        yield None, Note(given.name, f"was read as {format.name}, by its content")
    yield from format.read(stream, given)


def check_article(article: Article, line: int | None, seen: Seen) -> Article | InputError:
    """Return the article, or why it cannot go into a graph of its own; `seen` remembers where each identifier stood."""
    if not _LETTER.search(article.text):  # one in letters of another language is skipped when it is read
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
