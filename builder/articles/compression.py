"""What plain, gzip and Zstandard files hold, streamed. The only importer of zstandard."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from contextlib import AbstractContextManager, nullcontext
from typing import IO

from builder.articles.limits import Allowance, Metered
from builder.errors import ClusterError

_BLOCK = 1 << 20
_PIECE = 1 << 16
_GZIP, _GZIP_SIGN = 31, b"\x1f\x8b\x08"
_ENOUGH = 4096  # packed bytes of a member that show how it begins


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


class Unzipped(io.RawIOBase):
    """What the members of a gzip file hold, one after the other.

    Unlike the standard library's, it can go on after a damage: archives of crawls pack every record by itself.
    """

    def __init__(self, file: IO[bytes], allowance: Allowance) -> None:
        self._file, self._allowance = file, allowance
        self._held = b""
        self._member = zlib.decompressobj(_GZIP)
        self._damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # as above
        if self._damage is None and len(buffer):
            try:
                data = self._next(min(len(buffer), _BLOCK))
            except (zlib.error, EOFError, OSError) as damage:
                self._damage = damage
            else:
                self._allowance.take(len(data))
                buffer[: len(data)] = data
                return len(data)
        if self._damage is not None:
            raise self._damage
        return 0

    def _next(self, most: int) -> bytes:
        """Return some of what the file holds, nothing at its end."""
        while True:
            if self._member.eof:
                while not self._held.lstrip(b"\0"):  # some writers fill up with zeros
                    self._held = self._file.read(_PIECE)
                    if not self._held:
                        return b""
                self._held, self._member = self._held.lstrip(b"\0"), zlib.decompressobj(_GZIP)
            data = self._member.decompress(self._held, most)
            self._held = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if data:
                return data
            if not self._member.eof and not self._held:
                self._held = self._file.read(_PIECE)
                if not self._held:
                    raise EOFError("Compressed file ended before the end-of-stream marker was reached")

    def go_on(self, beginning: bytes) -> bool:
        """After a damage, find the next member that begins with `beginning`; tell whether there is one."""
        at = 1
        while self._damage is not None:
            at = self._held.find(_GZIP_SIGN, at)
            if at < 0:  # keep what may be half a sign
                block = self._file.read(_PIECE)
                if not block:
                    return False
                self._held, at = self._held[-len(_GZIP_SIGN) :] + block, 0
                continue
            self._held = self._held[at:] if len(self._held) - at >= _ENOUGH else self._held[at:] + self._file.read(_PIECE)
            at = 1
            try:
                if zlib.decompressobj(_GZIP).decompress(self._held[:_ENOUGH], len(beginning)) == beginning:
                    self._damage, self._member = None, zlib.decompressobj(_GZIP)
            except zlib.error:
                continue
        return True

    def close(self) -> None:
        """Do nothing: the file belongs to the caller, and whoever buffers this may be gone before it is read on."""


def unpacked(file: io.BufferedReader, allowance: Allowance) -> AbstractContextManager[io.BufferedReader]:
    """Return a stream of what a file holds, unpacked where its first bytes show that it is compressed, whatever its name says.

    >>> with unpacked(io.BufferedReader(io.BytesIO(gzip.compress(b"text"))), Allowance()) as stream: stream.read()
    b'text'
    """
    head = file.peek(4)
    if head.startswith(b"\x1f\x8b"):
        return io.BufferedReader(Unzipped(file, allowance), _BLOCK)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return io.BufferedReader(Metered(_zstandard(file), allowance), _BLOCK)
    return nullcontext(file)
