"""Forty small articles in files of every kind that a large build reads; what they tell is invented."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from builder.cluster.build import Plan, build
from builder.cluster.partitions import Entry, Failed, Manifest
from builder.cluster.storage import Folder

PLACES = ("كركوك", "الموصل", "مخمور", "سنجار", "طوزخورماتو")
SIZE = 5  # articles in a partition
LAST = "x-39"


def text(number: int) -> str:
    """Return one article."""
    place = PLACES[number % len(PLACES)]
    return f"اجتمع وزير الدفاع العراقي مع رئيس أركان وزارة البيشمركة في {place}. وقتل {number + 2} من عناصر داعش في {place} يوم 14 آب 2021."


def record(number: int) -> dict[str, object]:
    """Return the record of one article; every third has no identifier of its own."""
    fields = {"title": f"اجتماع {number}", "text": text(number), "date": f"2021-08-{number % 28 + 1:02}", "source": "وكالة", "ignored": [1]}
    return fields if number % 3 == 0 and number != 39 else {"id": f"x-{number}", **fields}


def lines(first: int, last: int) -> bytes:
    """Return the records of some articles as JSON Lines."""
    return b"".join(json.dumps(record(number), ensure_ascii=False).encode() + b"\n" for number in range(first, last))


def write(folder: Path, *, plain: bool = False) -> Path:
    """Write the corpus, in files of every kind or, `plain`, of those that a build into a store reads."""
    folder.mkdir(parents=True)
    # A blank line, no letter, no JSON, and the identifier x-1 again.
    bad = b'\n{"text": "2021"}\nno json\n{"id": "x-1", "text": "\xd8\xae\xd8\xa8\xd8\xb1"}\n'
    (folder / "a.jsonl").write_bytes(lines(0, 14) + bad)
    (folder / "e.txt").write_text(text(38), encoding="utf-8")
    if plain:
        for name, first, last in (("b", 14, 22), ("c", 22, 30), ("d", 30, 38), ("f", 39, 40)):
            (folder / f"{name}.jsonl").write_bytes(lines(first, last))
        return folder
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    zstandard = pytest.importorskip("zstandard")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines(14, 22)))
    compress = zstandard.ZstdCompressor().compress
    (folder / "c.jsonl.zst").write_bytes(compress(lines(22, 25)) + compress(lines(25, 30)))  # of two frames
    parquet.write_table(
        pyarrow.Table.from_pylist([{"id": None, **record(n)} for n in range(30, 38)]), folder / "d.parquet", row_group_size=3
    )
    (folder / "f.jsonl").write_bytes(lines(39, 40))
    return folder


class Listener:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.failures: list[Failed] = []
        self.entries: list[Entry] = []
        self.reused: list[str] = []
        self.planned: int | None = None

    def failed(self, failure: Failed) -> None:
        self.failures.append(failure)

    def ended(self, entry: Entry, reused: bool, planned: int | None) -> None:
        self.entries.append(entry)
        self.planned = planned
        if reused:
            self.reused.append(entry.name)


def make(corpus: Path, out: Path | str, listener: Listener | None = None, **plan: object) -> Manifest:
    """Build the corpus into a folder, in this process unless told otherwise."""
    return build([str(corpus)], Folder(str(out)), Plan(**{"partition_size": SIZE, **plan}), listener or Listener())  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, bytes]:
    """Return the contents of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
