"""Finding the files of a build, and cutting them into pieces of a bounded number of records."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from builder.articles import compression, parquet
from builder.articles.finding import is_wanted
from builder.articles.formats import ENDINGS, uncompressed
from builder.articles.jsonl import is_blank
from builder.cluster.storage import is_url, locate
from builder.errors import ClusterError, InputError
from builder.harmless import as_identifier

# What is cut, by the end of the file's name; the longest that fits counts. Files of all other kinds are read whole, by one worker.
KINDS = (".txt", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
WHOLE = "*"
_GLOB = frozenset("*?[")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file of articles: where it is opened, what it is called in reports, and of which kind it is."""

    path: str
    name: str
    kind: str

    @property
    def stem(self) -> str:
        """The file's name without its end: what identifiers of articles without one begin with.

        >>> Source("/data/news.jsonl.gz", "news.jsonl.gz", ".jsonl.gz").stem
        'news'
        """
        name = PurePosixPath(self.path).name
        return as_identifier(PurePosixPath(uncompressed(name)).stem if self.kind == WHOLE else name[: -len(self.kind)])


@dataclass(frozen=True, slots=True)
class Piece:
    """Some records of a file: `number` of them (lines, rows, or the one text or whole file) from `first` on, counted from 1.

    `offset` is where the first one begins in a file that can be read from the middle; `sha256` is the whole file's.
    """

    source: Source
    first: int
    number: int
    sha256: str
    offset: int = 0


def find(paths: Iterable[str]) -> list[Source]:
    """Return the files that paths, folders, globs and URLs stand for, in order, each once; a path that stands for nothing is an error."""
    found: dict[str, Source] = {}
    for path in paths:
        for source in _stands_for(path):
            found.setdefault(source.path if is_url(source.path) else os.path.realpath(source.path), source)
    return list(found.values())


def _stands_for(path: str) -> list[Source]:
    files, inner = locate(path)
    try:
        if files.isfile(inner):
            kind = _kind(inner)
            if kind is None:
                raise ClusterError(f"{path}: is of a kind that is not read: give files that end in {', '.join(ENDINGS)}")
            return [Source(path if is_url(path) else inner, path, kind)]
        if files.isdir(inner):
            names = files.find(inner)
        elif _GLOB & set(path):
            names = [name for name in files.glob(inner) if files.isfile(name)]
        else:
            raise ClusterError(f"{path}: does not exist: check the path")
    except ClusterError:
        raise
    except Exception as error:  # every kind of storage has exceptions of its own
        raise ClusterError(f"{path}: cannot be read ({error}): check the path and its permissions") from error
    sources = [_source(path, inner, files, str(name)) for name in names if _kind(str(name))]
    if not sources:
        raise ClusterError(f"{path}: holds no articles: put files of these kinds in it: {', '.join(ENDINGS)}")
    return sorted(sources, key=lambda source: PurePosixPath(source.path).parts)


def _source(path: str, inner: str, files: object, name: str) -> Source:
    """Return a file that was found under `path`, called as `path` is: relative where that is."""
    kind = _kind(name) or ""
    if is_url(path):
        url = str(files.unstrip_protocol(name))  # type: ignore[attr-defined]  # fsspec is not annotated
        return Source(url, url, kind)
    if _GLOB & set(path) and not os.path.isdir(inner):
        return Source(name, name if os.path.isabs(path) else os.path.relpath(name), kind)
    return Source(name, os.path.normpath(os.path.join(path, os.path.relpath(name, inner))), kind)


def _kind(name: str) -> str | None:
    kind = next((kind for kind in sorted(KINDS, key=len, reverse=True) if name.lower().endswith(kind)), None)
    wanted = is_wanted(PurePosixPath(name).name)
    return None if wanted is False else kind or (WHOLE if wanted else None)


def cut(source: Source, size: int) -> Iterator[Piece | InputError]:
    """Yield the pieces of a file, none of more than `size` records; the file streams by once."""
    try:
        files, inner = locate(source.path)
        with files.open(inner, "rb") as file:
            if source.kind in (".txt", WHOLE):
                yield Piece(source, 1, 1, _digest(file))
            elif source.kind == ".parquet":
                rows, digest = parquet.count(file), _digest(file)
                yield from (Piece(source, first, min(size, rows - first + 1), digest) for first in range(1, rows + 1, size))
                if not rows:
                    yield _empty(source)
            else:
                yield from _cut_lines(source, size, file)
    except ClusterError:
        raise
    except Exception as error:  # every kind of storage and of compression has exceptions of its own
        yield InputError(source.name, f"cannot be read ({' '.join(str(error).split()) or type(error).__name__}): check the file")


def _cut_lines(source: Source, size: int, file: IO[bytes]) -> Iterator[Piece | InputError]:
    raw = compression.Digesting(file)
    starts, offset, number, some = [], 0, 0, False
    with compression.lines(raw, source.kind) as stream:
        for line in stream:
            if number % size == 0:
                starts.append(offset)
            number, offset = number + 1, offset + len(line)
            some = some or not is_blank(line)
    digest = raw.finish()
    if not some:
        yield _empty(source)
        return
    for block, start in enumerate(starts):
        first = block * size
        yield Piece(source, first + 1, min(size, number - first), digest, start)


def _empty(source: Source) -> InputError:
    return InputError(source.name, "is empty: put an article in it or leave it out")


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def pack(pieces: Iterable[Piece | InputError], size: int) -> Iterator[tuple[Piece, ...] | InputError]:
    """Yield the pieces of each partition: as many as stand next to each other and hold `size` records together."""
    held: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, InputError):
            yield piece
            continue
        if held and sum(p.number for p in held) + piece.number > size:
            yield tuple(held)
            held = []
        held.append(piece)
    if held:
        yield tuple(held)
