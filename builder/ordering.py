"""Sorting more lines than memory should hold: sorted runs go to a temporary file each, and the runs are merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

_RUN = 500_000  # lines; about 200 MB of N-Quads


def ordered(lines: Iterable[bytes], run: int = _RUN) -> Iterator[bytes]:
    """Yield lines in order of their bytes, holding at most `run` of them.

    >>> list(ordered([b"c\\n", b"a\\n", b"b\\n"], run=2))
    [b'a\\n', b'b\\n', b'c\\n']
    """
    with ExitStack() as stack:
        runs: list[IO[bytes]] = []
        held: list[bytes] = []
        for line in lines:
            held.append(line)
            if len(held) == run:
                runs.append(stack.enter_context(tempfile.TemporaryFile()))
                _write(runs[-1], sorted(held))
                held.clear()
        held.sort()
        yield from heapq.merge(*runs, held) if runs else held


def _write(stream: IO[bytes], lines: list[bytes]) -> None:
    stream.writelines(lines)
    stream.seek(0)
