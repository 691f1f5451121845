"""The files that pages need beside themselves: style sheets, scripts, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_FOLDER = Path(__file__).with_name("static")


def assets() -> Mapping[str, bytes]:
    """Return the files by their names below `static/`.

    >>> "room.css" in assets()
    True
    """
    return {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in sorted(_FOLDER.rglob("*")) if path.is_file()}
