"""Which recogniser proposes names that no list holds: the environment tells the choice to the workers of this machine, a task to others."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from builder.errors import LexiconError

VARIABLE = "TANSIQ_RECOGNISER"
KINDS = ("shipped", "none", "camel")


class Choice(NamedTuple):
    """The kind of recogniser, and where its model lies if that is not the usual place."""

    kind: str = KINDS[0]
    path: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.path}" if self.path else self.kind


SHIPPED = Choice()


def chosen(environment: Mapping[str, str] = os.environ) -> Choice:
    """Return what the environment says: shipped (the default), none, camel, or camel:FOLDER.

    >>> chosen({}), chosen({"TANSIQ_RECOGNISER": "camel:/models/mine/"})
    (Choice(kind='shipped', path=''), Choice(kind='camel', path='/models/mine'))
    """
    kind, _, path = environment.get(VARIABLE, "").partition(":")
    if (kind or SHIPPED.kind) not in KINDS or (path and kind != "camel"):
        raise LexiconError(f"there is no recogniser {environment[VARIABLE]!r}: choose shipped, none, camel or camel:FOLDER")
    return Choice(kind or SHIPPED.kind, os.path.abspath(path) if path else "")
