"""What several test files share: a corpus of many kinds of files, and a build of it into partitions."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, and before numpy is loaded

import hostile
import partitioned
import pytest


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return partitioned.write(tmp_path_factory.mktemp("corpus") / "in")


@pytest.fixture(scope="session")
def built(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build in this process, which the others are compared with."""
    out = tmp_path_factory.mktemp("built") / "out"
    partitioned.make(corpus, out)
    return out


@pytest.fixture(scope="session")
def reading_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples and of hostile articles, through the whole build."""
    work = tmp_path_factory.mktemp("room")
    folder, _, _ = hostile.fill(work / "store", work)
    return folder
