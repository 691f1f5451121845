"""The articles of a piece of a file, streamed."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO

from builder.articles import check_article, compression, parquet
from builder.articles.fields import USUAL, Fields, article_of
from builder.articles.given import Given
from builder.articles.jsonl import read_lines
from builder.articles.limits import Allowance
from builder.articles.opening import read_stream, unreadable
from builder.articles.plain import articles_in
from builder.articles.seen import Seen
from builder.cluster.inputs import WHOLE, Piece
from builder.cluster.storage import locate
from builder.errors import ClusterError, InputError
from builder.model import Article, Note

Item = tuple[int | None, Article | InputError | Note]  # with the line or row, where the file has several


def read(pieces: Iterable[Piece], fields: Fields = USUAL) -> Iterator[Item]:
    """Yield the articles of pieces in order; the second article of one identifier, and what cannot be read, is an error in its place."""
    seen = Seen()
    for piece in pieces:
        for line, item in _read(piece, fields):
            yield line, check_article(item, line, seen) if isinstance(item, Article) else item


def _read(piece: Piece, fields: Fields) -> Iterator[Item]:
    try:
        files, inner = locate(piece.source.path)
        with files.open(inner, "rb") as file:
            yield from _items(piece, file, fields)
    except ClusterError:
        raise
    except Exception as error:  # every kind of storage and of compression has exceptions of its own
        reason = " ".join(str(error).split()) or type(error).__name__
        raise OSError(f"{piece.source.name}: cannot be read ({reason})") from error


def _items(piece: Piece, file: IO[bytes], fields: Fields) -> Iterator[Item]:
    source = piece.source
    if source.kind == ".txt":
        yield from ((None, item) for item in _text(piece, file.read()))
    elif source.kind == WHOLE:
        yield from _whole(piece, file, fields)
    elif source.kind == ".parquet":
        for number, record in parquet.rows(file, piece.first, piece.number):
            yield number, article_of(record, source.name, source.stem, number, fields)
    else:
        skipped = piece.first - 1
        if source.kind == ".jsonl":  # alone can be read from the middle
            file.seek(piece.offset)
            skipped = 0
        with compression.lines(file, source.kind) as stream:
            yield from read_lines(_lines(stream, skipped, piece.number), source.name, source.stem, piece.first, fields)


def _whole(piece: Piece, file: IO[bytes], fields: Fields) -> Iterator[Item]:
    """Yield what a file of any other kind holds; what is wrong with it is one of the items."""
    name, allowance = piece.source.name, Allowance(file.seek(0, os.SEEK_END))
    file.seek(0)
    stream: io.BufferedReader = io.BufferedReader(file, 1 << 16)  # type: ignore[arg-type]  # files of fsspec are raw enough
    try:
        yield from read_stream(stream, Given(name, piece.source.stem, fields), allowance)
    except Exception as error:  # as above
        yield None, unreadable(name, error)


def _lines(stream: IO[bytes], skipped: int, number: int) -> Iterator[bytes]:
    """Yield `number` lines after those skipped, without their ends."""
    count = 0
    for line in islice(stream, skipped, skipped + number):
        count += 1
        yield line.removesuffix(b"\n")
    if count < number:
        raise EOFError("it has fewer lines than when the build began")


def _text(piece: Piece, data: bytes) -> Iterator[Article | InputError | Note]:
    source = piece.source
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        return iter([InputError(source.name, "is empty: put an article in it or leave it out")])
    return articles_in(data, source.name, source.stem)
