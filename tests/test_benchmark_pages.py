"""The benchmark of pages asks for the same pages each time, and its figures are those of a server that answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rooms

from benchmarks.pages import addresses, main
from builder.site.catalogue import open_catalogue
from builder.site.rows import Rows
from builder.store import Store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rooms.fill(tmp_path_factory.mktemp("pages") / "store")


def test_a_sample_depends_on_its_seed_alone(folder: Path) -> None:
    with Store(folder, read_only=True) as store:
        catalogue = open_catalogue(store)
        first, again, other = (addresses(Rows(catalogue), 5, seed) for seed in (1, 1, 2))
        catalogue.close()
    assert first == again != other
    assert {"article", "event", "official", "force", "place", "search"} <= set(first) and max(map(len, first.values())) < 30


def test_it_measures_a_server_that_it_starts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--store", str(folder), "--number", "2"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")][1:]
    assert rows[-1].startswith("| all |") and len(rows) > 8
    assert all(re.fullmatch(r"\| [\w ,]+ \| \d+ \|( [\d.]+ \|){6}", row) for row in rows[1:]), rows
