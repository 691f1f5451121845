"""Which lexicon of the user's own a command reads with: that of an option, that which a store was read with, or that of the environment."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from builder.commands.console import complain
from builder.errors import LexiconError
from builder.own import NOTHING, Own, OwnFolders

if TYPE_CHECKING:
    from builder.store import Store

VARIABLE = "TANSIQ_LEXICON"
_SHOWN = 50  # findings; `tansiq lexicon check` shows all


def folders_named(args: argparse.Namespace) -> list[Path]:
    """Return the folders that the command line names, or else the environment."""
    if args.lexicon:
        return [Path(name) for name in args.lexicon]
    return [Path(name) for name in os.environ.get(VARIABLE, "").split(os.pathsep) if name]


def own_lexicon(args: argparse.Namespace, store: Store | None = None) -> tuple[Own, OwnFolders]:
    """Return the lexicon to read with, checked, and where it lies; one that does not conform is an error."""
    if args.no_lexicon:
        return NOTHING, OwnFolders()
    before = store.own_folders if store else OwnFolders()
    remembered = not args.lexicon and store is not None and bool(before.paths or store.own_digest)
    folders = [Path(path) for path in before.paths] if remembered else folders_named(args)
    if remembered and store is not None and (not folders or not all(folder.is_dir() for folder in folders)):
        gone = ", ".join(str(folder) for folder in folders if not folder.is_dir())
        if gone:
            complain(f"{gone}: is not here: the lexicon is used as the store keeps it; --lexicon names another, --no-lexicon none")
        return store.own(), before
    if not folders:
        return NOTHING, OwnFolders()
    from builder.additions.compiling import compile_folders, digest_of

    paths = tuple(str(folder.resolve()) for folder in folders)
    inputs = digest_of(folders)
    if store is not None and before.inputs == inputs:
        return store.own(), OwnFolders(paths, inputs)
    compiled = compile_folders(folders)
    if not compiled.conforms:
        grave = [finding for finding in compiled.findings if finding.grave]
        for finding in grave[:_SHOWN]:
            complain(str(finding))
        names = " ".join(map(str, folders))
        told = f"{len(grave)} mistakes" if len(grave) > 1 else "one mistake"
        raise LexiconError(f"{names}: {told}, and nothing was read: mend what is wrong; `tansiq lexicon check {names}` lists it")
    return compiled.own, OwnFolders(paths, inputs)
