"""What plain, gzip and Zstandard files hold, streamed. The only importer of zstandard."""

from __future__ import annotations

import gzip
import hashlib
import io
from contextlib import AbstractContextManager, nullcontext
from typing import IO

from builder.errors import ClusterError

_BLOCK = 1 << 20


class Digesting(io.RawIOBase):
    """Hands a file's bytes on, and digests them on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest = file, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the type of all buffers has no public name
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._digest.update(data)
        return len(data)

    def finish(self) -> str:
        """Read what the reader left, and return the digest of the whole file."""
        while self.read(_BLOCK):
            pass
        return self._digest.hexdigest()

    def close(self) -> None:
        """Do nothing: the file belongs to the caller, who will ask for the digest."""


def lines(file: IO[bytes] | Digesting, kind: str) -> AbstractContextManager[IO[bytes]]:
    """Return a stream of the lines of a file that ends in `kind`.

    >>> with lines(io.BytesIO(gzip.compress(b"a\\nb")), ".jsonl.gz") as stream: list(stream)
    [b'a\\n', b'b']
    """
    if kind.endswith(".gz"):
        return gzip.GzipFile(fileobj=file, mode="rb")  # type: ignore[return-value]  # it reads bytes, and is not declared so
    if kind.endswith(".zst"):
        return io.BufferedReader(_zstandard(file), _BLOCK)
    return io.BufferedReader(file, _BLOCK)  # type: ignore[type-var]  # files of fsspec are raw enough


def _zstandard(file: IO[bytes] | Digesting) -> io.RawIOBase:
    try:
        import zstandard
    except ImportError as error:
        raise ClusterError("reading .zst files needs zstandard: pip install 'tansiq[cluster]'") from error
    stream: io.RawIOBase = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True, closefd=False)  # type: ignore[arg-type, assignment]
    return stream


def unpacked(file: io.BufferedReader) -> AbstractContextManager[io.BufferedReader]:
    """Return a stream of what a file holds, unpacked where its first bytes show that it is compressed, whatever its name says.

    >>> with unpacked(io.BufferedReader(io.BytesIO(gzip.compress(b"text")))) as stream: stream.read()
    b'text'
    """
    head = file.peek(4)
    if head.startswith(b"\x1f\x8b"):
        return io.BufferedReader(gzip.GzipFile(fileobj=file, mode="rb"), _BLOCK)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return io.BufferedReader(_zstandard(file), _BLOCK)
    return nullcontext(file)
