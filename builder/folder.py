"""The folder of a store: its marker, its lock, its database.

``graph/`` is the database, ``articles.sqlite`` the ledger with the texts for `tansiq explain` (no export holds them), and ``tansiq-store``
marks the folder and is its lock. Several processes may read a store at once; one alone may write.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from builder.errors import StoreError

_MARKER, _FORMAT = "tansiq-store", "2\n"


def is_store(folder: Path) -> bool:
    """Tell whether a folder is a store already."""
    return (folder / _MARKER).exists()


def open_database(folder: Path, read_only: bool) -> ox.Store:
    path = folder / "graph"
    try:
        # A store that was made and never filled has no database yet: let the reader make it.
        return ox.Store.read_only(str(path)) if read_only and path.is_dir() else ox.Store(str(path))
    except (OSError, ValueError) as error:
        reason = "another process is using it: wait until it ends" if "LOCK" in str(error) else str(error).splitlines()[0]
        raise StoreError(f"{folder}: cannot open the store: {reason}") from error


def claim(folder: Path, read_only: bool) -> IO[str]:
    """Return the locked marker of a store folder; a writer makes the folder where there is none."""
    marker = folder / _MARKER
    if not marker.exists():
        if read_only:
            raise StoreError(f"{folder}: is not a tansiq store: make one with `tansiq build PATH --store {folder}`")
        _make(folder, marker)
    try:
        # A reader may have to complete what a killed writer left, and then needs the lock of a writer.
        stream = marker.open("r+" if not read_only or os.access(marker, os.W_OK) else "r", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder}: cannot open the store: {error.strerror}") from error
    if (found := stream.read()) not in ("", _FORMAT):  # empty: killed while it was made
        stream.close()
        which, what = ("an older", "build a new store") if found < _FORMAT else ("a newer", "update tansiq or build a new store")
        raise StoreError(f"{folder}: was made by {which} version of tansiq: {what}")
    try:
        lock(stream, read_only)
    except OSError as error:
        stream.close()
        raise StoreError(f"{folder}: another process is using the store: wait until it ends") from error
    return stream


def _make(folder: Path, marker: Path) -> None:
    """Make an empty store folder; a folder that holds something else is left alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder}: is not a tansiq store and not empty: give another folder")
        marker.write_text(_FORMAT, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder}: cannot make a store here: {error.strerror}") from error


def lock(stream: IO[str], shared: bool) -> None:
    """Lock the marker for as long as it is open; the lock is not handed down to worker processes, so none outlives its owner."""
    try:
        import fcntl
    except ImportError:  # not on Windows, where the database's own lock must do
        return
    fcntl.lockf(stream, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
