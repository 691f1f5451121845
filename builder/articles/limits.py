"""How much a packed file may unpack to: bombs are made of little that becomes much, and an archive of news is not."""

from __future__ import annotations

import io
from typing import IO

from builder.errors import TansiqError

FREE = 256 << 20  # bytes that anything may unpack to
RATIO = 200  # and then this many times its size; texts reach 10, the same article again and again 100, deflate at its most 1,032
DEEPEST = 3  # archives inside one another: one that holds itself would never end
_BLOCK = 1 << 20  # bytes between two looks at what was unpacked
MEMBERS = 1_000_000  # of an archive, with those of the archives in it


class TooMuch(TansiqError):
    """A packed file unpacks to more than it may, and is left."""


class Allowance:
    """What the layers of one packed file may give together: `packed` grows where a stream's length is not known beforehand."""

    def __init__(self, packed: int = 0) -> None:
        self.packed, self._unpacked, self._members = packed, 0, 0

    def take(self, number: int) -> None:
        """Note bytes that were unpacked.

        >>> Allowance(1000).take(FREE + 200_001)
        Traceback (most recent call last):
        builder.articles.limits.TooMuch: unpacks to more than 200 times its size: it is a bomb, or give what it holds unpacked
        """
        self._unpacked += number
        if self._unpacked > FREE + RATIO * self.packed:
            raise TooMuch(f"unpacks to more than {RATIO} times its size: it is a bomb, or give what it holds unpacked")

    def member(self) -> None:
        """Note a member of an archive."""
        self._members += 1
        if self._members > MEMBERS:
            raise TooMuch(f"has more than {MEMBERS:,} members: give what it holds unpacked, or in parts")


class Metered(io.RawIOBase):
    """Hands on what a stream gives, in whole blocks, and notes it: as unpacked, or as packed."""

    def __init__(self, file: IO[bytes] | io.RawIOBase, allowance: Allowance, *, packed: bool = False) -> None:
        self._file, self._allowance, self._packed = file, allowance, packed
        self._damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the type of all buffers has no public name
        view, filled = memoryview(buffer)[:_BLOCK], 0
        try:
            while self._damage is None and filled < len(view) and (data := self._file.read(len(view) - filled)):
                view[filled : filled + len(data)] = data
                filled += len(data)
        except Exception as damage:  # every compression has exceptions of its own; what stands before it is given first
            self._damage = damage
        if self._damage is not None and not filled:
            raise self._damage
        if self._packed:
            self._allowance.packed += filled
        else:
            self._allowance.take(filled)
        return filled
