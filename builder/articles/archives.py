"""ZIP and tar archives: their members as streams, one after the other. Nothing is written, so a member's name leads nowhere.

A ZIP's members come in the order of their names, a tar's as they stand. Folders, links and devices among them are passed over.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from builder.articles.finding import is_wanted
from builder.articles.limits import Allowance, Metered, TooMuch
from builder.errors import InputError
from builder.harmless import as_name

_BLOCK = 1 << 16
_LONGEST = 16 << 20  # bytes that a library may ask for at once: a ZIP's list of members, a tar's long name
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack block by block, which may be large
_ENCRYPTED = 1
_OFFICE = ("[Content_Types].xml", "mimetype")  # of Microsoft's formats, and of OpenDocument and EPUB


class Member(NamedTuple):
    """A file in an archive: its name, and a stream of what it holds, which can be read until the next member is asked for."""

    name: str
    stream: io.BufferedReader


class _Onward(io.RawIOBase):
    """A stream that the tar library can neither turn back (a damaged archive would make it go in circles) nor read at one go."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._at, self.last = file, 0, b""

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _LONGEST:
            raise tarfile.ReadError(f"asks for {size} bytes at once")
        data = self._file.read(size)
        self._at += len(data)
        self.last = data or self.last
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or offset < self._at:
            raise tarfile.ReadError("leads backwards")
        while self._at < offset and self.read(min(_BLOCK, offset - self._at)):
            pass
        return self._at


class _Bounded:
    """A file that can be read from the middle, of which the ZIP library cannot ask for a list of gigabytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.seek, self.tell, self.seekable, self._read = file.seek, file.tell, file.seekable, file.read

    def read(self, size: int = -1) -> bytes:
        if size > _LONGEST:
            raise zipfile.BadZipFile(f"its list of members is larger than {_LONGEST >> 20} MB")
        return self._read(size)


def zip_members(file: IO[bytes], name: str, allowance: Allowance) -> Iterator[Member | InputError]:
    """Yield the members of a ZIP archive, in the order of their names, and an error for each that cannot be read."""
    with zipfile.ZipFile(_Bounded(file)) as archive:
        infos = archive.infolist()
        names = {info.filename for info in infos}
        if any(sign in names for sign in _OFFICE):
            yield InputError(name, "is an office document or a book and no archive of texts: give the text in it")
            return
        for info in sorted(infos, key=lambda info: (info.filename, info.header_offset)):
            if info.is_dir() or not _wanted(info.filename, names):
                continue
            allowance.member()
            place = member_name(name, info.filename)
            if info.flag_bits & _ENCRYPTED:
                yield InputError(place, "is encrypted: unpack it with its password, and give what it holds")
            elif info.compress_type not in _METHODS:
                yield InputError(place, f"is packed in a way that is not read (method {info.compress_type}): unpack it")
            else:
                try:
                    stream = archive.open(info)
                except Exception as error:  # a damaged header has many ways to show
                    yield InputError(place, f"cannot be read ({' '.join(str(error).split())}): check the archive")
                else:
                    with stream:
                        yield Member(info.filename, io.BufferedReader(Metered(stream, allowance), _BLOCK))


def tar_names(file: IO[bytes]) -> set[str]:
    """Return the names of a tar archive's files, as far as it can be read; the stream is used up."""
    names: set[str] = set()
    try:
        names.update(info.name for info, _ in _tar(file))
    except Exception:  # the reading itself will say what is wrong
        return names
    return names


def tar_members(file: IO[bytes], name: str, allowance: Allowance, names: set[str]) -> Iterator[Member | InputError]:
    """Yield the members of a tar archive as they stand; `names` are those of all its files."""
    last = ""
    try:
        for info, archive in _tar(file):
            last = info.name
            if _wanted(info.name, names):
                allowance.member()
                stream = archive.extractfile(info)
                assert stream is not None  # of files there is one
                yield Member(info.name, io.BufferedReader(Metered(stream, allowance), _BLOCK))
    except TooMuch:
        raise
    except Exception as error:  # those of the library, and of every compression
        after = f" after {as_name(last)}" if last else ""
        reason = " ".join(str(error).split()) or type(error).__name__
        yield InputError(name, f"is damaged or cut{after} ({reason}): what stands before that was read")


def _tar(file: IO[bytes]) -> Iterator[tuple[tarfile.TarInfo, tarfile.TarFile]]:
    """Yield the files of a tar archive; where what stands after one is neither a file nor the end, it is damaged."""
    onward = _Onward(file)
    with tarfile.open(fileobj=onward, mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # the library would keep them all
            if len(archive.pax_headers) > 1000:
                raise tarfile.ReadError("has too many headers")
            if info.isreg():
                yield info, archive
        if onward.last.strip(b"\0"):
            raise tarfile.ReadError("no member and no end")


def member_name(archive: str, name: str) -> str:
    """Return what reports call a member.

    >>> member_name("news.zip", "a/b.txt")
    'news.zip!a/b.txt'
    """
    return f"{archive}!{as_name(name)}"


def base_name(name: str) -> str:
    """Return the last part of a member's name, whose parts some writers part with backslashes.

    >>> base_name("a/b.txt"), base_name("a\\\\b.txt"), base_name("../..")
    ('b.txt', 'b.txt', '..')
    """
    return PurePosixPath(name.replace("\\", "/")).name


def _wanted(name: str, names: set[str]) -> bool:
    """Tell whether a member is to be read, as a folder's files are chosen: by its name, and not if it describes the text beside it."""
    if "__MACOSX" in name.split("/") or is_wanted(base_name(name)) is False:
        return False
    return not (name.lower().endswith(".json") and f"{name[:-5]}.txt" in names)
