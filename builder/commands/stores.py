"""Which store a command works on: a folder, or a server that can only be read or loaded."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from builder.endpoints import hidden, is_remote, read_endpoints
from builder.errors import TansiqError
from builder.own import Own

if TYPE_CHECKING:
    from builder.remote import RemoteStore
    from builder.store import Store


def folder_of(store: str) -> Path:
    """Read the `--store` of a command that writes into a folder."""
    if is_remote(store):
        raise TansiqError(f"{hidden(store)}: this works on a folder: build there, then load a server with it (docs/stores.md says how)")
    return Path(store)


def opened(store: str) -> Store | RemoteStore:
    """Open a store for reading: a folder, or a server."""
    if is_remote(store):
        return server(store)
    from builder.store import Store

    return Store(Path(store), read_only=True)


def server(store: str) -> RemoteStore:
    """Open a server."""
    from builder.remote import RemoteStore

    return RemoteStore(read_endpoints(store, os.environ))


def place_kinds(own: Own) -> Callable[[str], str | None]:
    """Return what knows the kind of a place, of the lexicon with a user's own laid over it."""
    from builder.lexicon import load_lexicon

    def place_kind(iri: str) -> str | None:
        entry = load_lexicon(own).entries.get(iri)
        return entry.place_kind if entry else None

    return place_kind
