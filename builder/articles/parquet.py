"""Parquet: one article a row, a few rows at a time. The only importer of pyarrow."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from typing import IO, Any

from builder.articles.fields import USUAL, article_of
from builder.articles.given import Given, Item, nothing_in
from builder.errors import ClusterError

_ROWS = 64  # held at a time


def _open(file: IO[bytes]) -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise ClusterError("reading .parquet files needs pyarrow: pip install 'tansiq[cluster]'") from error
    return pyarrow.parquet.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)


def count(file: IO[bytes]) -> int:
    """Return the number of rows."""
    return int(_open(file).metadata.num_rows)


def read(file: IO[bytes], given: Given) -> Iterator[Item]:
    """Yield the article of each row, or what is wrong with it; the file must be one that can be read from the middle."""
    total = count(file)
    if not total:
        yield None, nothing_in(given.name)
    for number, record in rows(file, 1, total, given.fields.names):
        yield number, article_of(record, given.name, given.stem, number, given.fields)


def rows(file: IO[bytes], first: int, number: int, names: Container[str] = USUAL.names) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield `number` rows from `first` on, counted from 1, with the columns that articles have; days and times become text."""
    table = _open(file)
    begin, end = first - 1, first - 1 + number
    groups, before, skipped = [], 0, 0
    for group in range(table.metadata.num_row_groups):
        size = table.metadata.row_group(group).num_rows
        if before + size <= begin:
            skipped = before + size
        elif before < end:
            groups.append(group)
        before += size
    columns = [name for name in table.schema_arrow.names if name in names]
    at = skipped
    for batch in table.iter_batches(_ROWS, row_groups=groups, columns=columns, use_threads=False):
        low, high = max(begin - at, 0), min(end - at, batch.num_rows)
        if low < high:
            for index, record in enumerate(batch.slice(low, high - low).to_pylist(), at + low + 1):
                yield index, {name: _plain(value) for name, value in record.items()}
        at += batch.num_rows


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
