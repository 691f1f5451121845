"""The folder of a published site: what was written there, and how files get there so that a kill leaves a site that works.

``publish.json`` says what stands there: each unit with its state and the SHA-256 of each of its files. It is written last. Before a file
is written, its unit and path are noted in ``.underway/journal``, so that what a killed run left is known for ours. Files are made under
``.underway`` and moved to their places whole. What is neither in the manifest nor in the journal is somebody else's, and is left alone.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from builder.errors import PublishError
from builder.folder import lock

MANIFEST, UNDERWAY = "publish.json", ".underway"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A unit as it was published: its state, and the SHA-256 of each of its files by their paths."""

    state: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a publishing left: the settings that it was made with, and its units by their keys."""

    settings: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Made] = field(default_factory=dict)


class Shelf:
    """A folder that is being published to, alone: a second run is refused while the first lasts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / UNDERWAY / "journal"
        try:
            self._claim()
        except OSError as error:
            raise PublishError(f"{folder}: cannot write here: {error.strerror or error}") from error
        self.before = read_manifest(folder)
        self.unsure = _read_journal(self.journal)

    def _claim(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise PublishError(f"{self.folder}: is a file: give a folder")
        ours = any((self.folder / name).exists() for name in (MANIFEST, f"{UNDERWAY}/journal"))
        if not ours and self.folder.is_dir() and any(self.folder.iterdir()):
            raise PublishError(f"{self.folder}: holds files that `tansiq publish` did not write: give an empty folder, or one that it made")
        self.journal.parent.mkdir(parents=True, exist_ok=True)
        # A file of its own: a process that closes a locked file anywhere lets go of the lock, and the journal is opened again and again.
        self._lock: IO[str] = self.journal.with_name("lock").open("w", encoding="utf-8")
        try:
            lock(self._lock, shared=False)
        except OSError as error:
            self._lock.close()
            raise PublishError(f"{self.folder}: another `tansiq publish` writes here: wait until it ends") from error
        with self.journal.open("a", encoding="utf-8") as journal:
            if journal.tell():
                journal.write("\n")  # a killed run may have left half a line

    def ours(self, key: str) -> set[str]:
        """Return the paths that earlier runs wrote for a unit."""
        made = self.before.units.get(key)
        return {*(made.files if made else ()), *self.unsure.get(key, ())}

    def stands(self, key: str, state: str) -> Made | None:
        """Return a unit as it stands where it need not be made again."""
        made = self.before.units.get(key)
        if made is None or made.state != state or key in self.unsure:
            return None
        return made if all((self.folder / path).is_file() for path in made.files) else None

    def note(self, key: str, paths: Iterable[str]) -> None:
        """Note in the journal what will be written for a unit, so that a run after a kill knows it for ours."""
        _note(self.folder, key, paths)

    def close(self) -> None:
        """Let go of the folder."""
        self._lock.close()

    def finish(self, manifest: Manifest) -> int:
        """Take away what earlier runs wrote and this one did not, write the manifest, and return how many files went."""
        kept = {path for made in manifest.units.values() for path in made.files}
        earlier = {path for made in self.before.units.values() for path in made.files} | {p for ps in self.unsure.values() for p in ps}
        gone = sum(_remove(self.folder, path) for path in sorted(earlier - kept))
        place(self.folder, MANIFEST, _written(manifest))
        self.close()
        shutil.rmtree(self.folder / UNDERWAY, ignore_errors=True)
        return gone


def write_unit(folder: Path, key: str, ours: set[str], made: Iterable[tuple[str, bytes]]) -> tuple[dict[str, str], int]:
    """Write the files of a unit that differ from what stands there; return the SHA-256 of each by its path, and how many were written.

    Raises PublishError where a file stands in the way that is not `ours`.
    """
    listed = list(made)
    changed = [(path, content) for path, content in listed if not _same(folder / path, content)]
    for path, _ in changed:
        if path not in ours and os.path.lexists(folder / path) and path not in _earlier(folder):
            raise PublishError(f"{folder / path}: was not written by `tansiq publish`, and a page belongs there: move it away")
    if changed:
        _note(folder, key, (path for path, _ in changed))
    for path, content in changed:
        place(folder, path, content)
    return {path: sha256(content).hexdigest() for path, content in listed}, len(changed)


def _earlier(folder: Path) -> set[str]:
    """Return all that earlier runs wrote for any unit: what something is part of may change, as when an event loses its last link."""
    written: list[Iterable[str]] = [made.files for made in read_manifest(folder).units.values()]
    return {path for paths in (*written, *_read_journal(folder / UNDERWAY / "journal").values()) for path in paths}


def _note(folder: Path, key: str, paths: Iterable[str]) -> None:
    line = json.dumps([key, [*paths]]) + "\n"
    journal = os.open(folder / UNDERWAY / "journal", os.O_WRONLY | os.O_APPEND)
    try:
        os.write(journal, line.encode())  # at once, so that no other process's line can stand in it
    finally:
        os.close(journal)


def place(folder: Path, path: str, content: bytes) -> None:
    """Put a file in its place, whole or not at all."""
    target, draft = folder / path, folder / UNDERWAY / f"{os.getpid()}.new"
    try:
        draft.write_bytes(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(target)
    except OSError as error:
        raise PublishError(f"{target}: cannot write: {error.strerror or error}") from error


def read_manifest(folder: Path) -> Manifest:
    """Return what the last publishing left; an empty manifest where there was none."""
    path = folder / MANIFEST
    if not path.exists():
        return Manifest()
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != _FORMAT:
            raise PublishError(f"{path}: is of another version of tansiq: publish into an empty folder")
        units = {key: Made(state, _inside(files)) for key, (state, files) in told["units"].items()}
        return Manifest(told["settings"], units)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise PublishError(f"{path}: cannot be read as the manifest of a published site: publish into an empty folder") from error


def _written(manifest: Manifest) -> bytes:
    """Return a manifest as JSON, a unit a line."""
    units = ",\n".join(
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps([made.state, dict(sorted(made.files.items()))], ensure_ascii=False)}"
        for key, made in sorted(manifest.units.items())
    )
    settings = json.dumps(dict(sorted(manifest.settings.items())), ensure_ascii=False)
    return f'{{"format": {_FORMAT},\n"settings": {settings},\n"units": {{\n{units}\n}}}}\n'.encode()


def _read_journal(path: Path) -> dict[str, set[str]]:
    """Return what a killed run may have written, by unit; a line that it could not end tells of nothing written."""
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            key, paths = json.loads(line)
        except ValueError:
            continue
        found.setdefault(key, set()).update(_inside(dict.fromkeys(paths)))
    return found


def _inside(files: dict[str, Any]) -> dict[str, Any]:
    """Return files by their paths, without any that would lie outside the folder: what takes them away trusts no manifest.

    >>> _inside({"a/b.html": 1, "../b": 2, "/b": 3})
    {'a/b.html': 1}
    """
    return {path: told for path, told in files.items() if not path.startswith("/") and ".." not in path.split("/")}


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _remove(folder: Path, path: str) -> bool:
    """Take away a file, and the folders that are empty without it."""
    target = folder / path
    try:
        target.unlink()
    except OSError:
        return False
    for parent in target.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break
    return True
