"""The whole graph as a file for download, named by its release and by what it holds; what was published before stays.

``dumps/tansiq-RELEASE-DIGEST.nq.gz`` are sorted N-Quads; the digest is the beginning of the SHA-256 of the N-Quads.
``dumps/dumps.json`` lists the files, the newest first. No text of an article stands in a graph as a whole, so the dump is the same
whatever texts are published.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, cast

from builder import __version__
from builder.errors import PublishError
from builder.export import WRITERS
from builder.publish.shelf import UNDERWAY, Made, Shelf, write_unit
from builder.site.catalogue import LINKS
from builder.site.dataset import Dump
from builder.store import Store

DUMPS = "site:dumps"
_LIST = "dumps/dumps.json"
_NAME = re.compile(r"dumps/[\w.+-]+\.nq\.gz", re.ASCII)
_LEVEL = 6  # of compression: what more would save is little


@dataclass(frozen=True, slots=True)
class Dumped:
    """The dumps as they stand: what the manifest has of them, those that are shown (the newest first), and how many files are new."""

    made: Made
    shown: tuple[Dump, ...]
    written: int


class _Counted:
    """Passes bytes on, and keeps their SHA-256 and how many they are."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        self._stream = stream
        self.digest, self.size = sha256(), 0

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        self.size += len(content)
        return self._stream.write(content)

    def writelines(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        self._stream.flush()


def dump(store: Store, shelf: Shelf, *, again: bool = False) -> Dumped:
    """Write the store's graph unless its dump is there already, and return all that are; memory is that of an export."""
    state, known = _state(store), _listed(shelf.folder)
    stands = None if again else shelf.stands(DUMPS, state)
    if stands is not None:
        return Dumped(stands, known, 0)
    draft = shelf.folder / UNDERWAY / "dump.new"
    try:
        fresh = _drafted(store, draft)
        written = _move(shelf, draft, fresh)
    except OSError as error:
        raise PublishError(f"{shelf.folder}/dumps: cannot write the dump: {error.strerror or error}") from error
    listed = (fresh, *(one for one in known if one.path != fresh.path and (shelf.folder / one.path).is_file()))
    name = fresh.path.rpartition("/")[2]
    texts = [(f"{fresh.path}.sha256", f"{fresh.sha256}  {name}\n".encode()), (_LIST, _written(listed))]
    digests, more = write_unit(shelf.folder, DUMPS, shelf.ours(DUMPS), texts)
    for one in listed:
        digests[one.path] = one.sha256
        beside = shelf.folder / f"{one.path}.sha256"
        if beside.is_file():
            digests[f"{one.path}.sha256"] = sha256(beside.read_bytes()).hexdigest()
    return Dumped(Made(state, digests), listed, written + more)


def _state(store: Store) -> str:
    """Return a digest of what a dump holds, without making one."""
    total = sha256(f"{__version__}\n{store.ledger.note('background')}\n{store.ledger.note('described')}\n".encode())
    for entry in store.ledger.entries():
        total.update(f"{entry!r}\n".encode("utf-8", "surrogatepass"))
    for quad in store.quads(LINKS):
        total.update(str(quad).encode())
    return total.hexdigest()


def _drafted(store: Store, draft: Path) -> Dump:
    """Write the dump into a draft, compressed so that the same N-Quads give the same bytes, and return what it is."""
    with draft.open("wb") as stream:
        packed = _Counted(stream)
        with gzip.GzipFile("", "wb", _LEVEL, cast(IO[bytes], packed), mtime=0) as pressed:
            plain = _Counted(pressed)
            WRITERS["nquads"](store, cast(IO[bytes], plain))
    path = f"dumps/tansiq-{__version__}-{plain.digest.hexdigest()[:12]}.nq.gz"
    return Dump(path, "application/n-quads", packed.size, packed.digest.hexdigest(), "application/gzip")


def _move(shelf: Shelf, draft: Path, fresh: Dump) -> bool:
    """Put a dump in its place, and tell whether it is new there."""
    target = shelf.folder / fresh.path
    if target.exists():
        if fresh.path not in shelf.ours(DUMPS):
            raise PublishError(f"{target}: was not written by `tansiq publish`, and a dump belongs there: move it away")
        with target.open("rb") as stream:
            same = file_digest(stream, "sha256").hexdigest() == fresh.sha256
        if same:
            draft.unlink()
            return False
    shelf.note(DUMPS, [fresh.path])
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(target)
    return True


def _listed(folder: Path) -> tuple[Dump, ...]:
    """Return the dumps that an earlier run listed; none where there was no such run, or where its list cannot be read."""
    try:
        told = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        found = [Dump(**one) for one in told["dumps"]]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(one for one in found if _NAME.fullmatch(one.path))


def _written(dumps: tuple[Dump, ...]) -> bytes:
    return (json.dumps({"dumps": [asdict(one) for one in dumps]}, indent=1) + "\n").encode()
