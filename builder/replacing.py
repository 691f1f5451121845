"""A file that is replaced at once or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from builder.errors import TansiqError


@contextmanager
def replacing(path: Path, failure: type[TansiqError]) -> Iterator[IO[bytes]]:
    """Give a stream to write to, and put what was written in the place of `path` once all is there; what goes wrong is a `failure`."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise failure(f"{path}: cannot write here: {error.strerror}") from error
    try:
        with open(handle, "wb") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # as any new file; mkstemp's own is for the owner alone
        os.replace(name, path)
    except OSError as error:
        raise failure(f"{path}: cannot write: {error.strerror or error}") from error
    finally:
        Path(name).unlink(missing_ok=True)
