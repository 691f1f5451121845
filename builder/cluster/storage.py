"""A folder on disk or behind an fsspec URL: files appear in it whole or not at all. The only importer of fsspec."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from builder.errors import ClusterError

_BLOCK = 1 << 20
_TEMPORARY = ".tmp-"


def is_url(path: str) -> bool:
    """Tell a URL from a path.

    >>> is_url("s3://bucket/news"), is_url("news/2021.jsonl")
    (True, False)
    """
    return "://" in path


def locate(path: str) -> tuple[Any, str]:
    """Return the file system of a path or URL, and the path in it."""
    try:
        import fsspec

        if is_url(path):
            filesystem, inner = fsspec.core.url_to_fs(path)
            return filesystem, str(inner)
        return fsspec.filesystem("file"), os.path.abspath(path)
    except ImportError as error:  # of fsspec, or of what it needs for this kind of URL
        raise ClusterError(f"{path}: needs a package that is missing ({error}): pip install 'tansiq[cluster]'") from error
    except (ValueError, OSError) as error:
        raise ClusterError(f"{path}: cannot be reached ({error}): check the address") from error


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its name, its SHA-256 and its size."""

    name: str
    sha256: str
    bytes: int


class Sink:
    """Counts and digests what is written through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest, self._size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._size += len(data)
        self._file.write(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the file is flushed when it is closed, and object stores want whole blocks."""

    def written(self, name: str) -> Written:
        return Written(name, self._digest.hexdigest(), self._size)


class Folder:
    """A folder that holds the files of a build.

    >>> folder = Folder("memory://doctest")
    >>> with folder.writing("a.txt") as file: _ = file.write(b"x")
    >>> folder.read("a.txt"), folder.names()
    (b'x', ['a.txt'])
    """

    def __init__(self, path: str) -> None:
        self.path = path if is_url(path) else os.path.abspath(path)
        self._files, self._root = locate(path)
        self._root = self._root.rstrip("/")

    def __reduce__(self) -> tuple[type[Folder], tuple[str]]:
        """Travel as the address alone: connections do not."""
        return type(self), (self.path,)

    @property
    def local(self) -> Path | None:
        """The folder's path, where it is one of this machine."""
        return None if is_url(self.path) else Path(self.path)

    @property
    def private(self) -> bool:
        """Whether the process that writes here is the only one that sees it."""
        return self.path.startswith("memory://")

    def make(self) -> None:
        """Create the folder, and make sure that it can be written to."""
        probe = f"{_TEMPORARY}{secrets.token_hex(4)}"
        try:
            self._files.makedirs(self._root, exist_ok=True)
            with self.open(probe, "wb") as file:
                file.write(b"x")
            self.remove(probe)
        except Exception as error:  # every kind of storage has exceptions of its own
            raise ClusterError(f"{self.path}: cannot write here ({_reason(error)}): check the path and its permissions") from error

    def open(self, name: str, mode: str = "rb") -> IO[bytes]:
        """Open one file."""
        file: IO[bytes] = self._files.open(self._at(name), mode)
        return file

    def read(self, name: str) -> bytes:
        """Return a small file."""
        with self.open(name) as file:
            return file.read()

    def exists(self, name: str) -> bool:
        """Tell whether a file is there now."""
        self._files.invalidate_cache()
        return bool(self._files.exists(self._at(name)))

    def names(self) -> list[str]:
        """Return the names of all files, sorted."""
        self._files.invalidate_cache()
        try:
            found = self._files.ls(self._root, detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        try:
            self._files.rm_file(self._at(name))
        except FileNotFoundError:
            return

    def sha256(self, name: str) -> str | None:
        """Return the digest of a file, or None where there is none."""
        digest = hashlib.sha256()
        try:
            with self.open(name) as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
        except FileNotFoundError:
            return None
        return digest.hexdigest()

    @contextmanager
    def writing(self, name: str) -> Iterator[Sink]:
        """Write a file under a name of its own and give it the right one at the end, so that no one takes a part for the whole."""
        temporary = f"{name}{_TEMPORARY}{secrets.token_hex(4)}"
        try:
            with self.open(temporary, "wb") as file:
                yield Sink(file)
            if self.local:
                os.replace(self._at(temporary), self._at(name))
            else:
                self._files.mv(self._at(temporary), self._at(name))
        except BaseException:
            self.remove(temporary)
            raise

    def tidy(self) -> None:
        """Take away what killed processes left half written."""
        for name in self.names():
            if _TEMPORARY in name:
                self.remove(name)

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
