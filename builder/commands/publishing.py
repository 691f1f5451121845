"""`tansiq publish`: the site of a store as static files."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from builder.commands.console import OK, Watch, console
from builder.commands.stores import folder_of
from builder.publish.run import checked_base, publish
from builder.store import Store


def run_publish(args: argparse.Namespace) -> int:
    """Publish a store into a folder, and say what was done."""
    base = checked_base(args.base)
    began = time.monotonic()
    with Store(folder_of(args.store), read_only=True) as store, Watch("publishing") as watch:
        done = publish(store, Path(args.folder), base, texts=args.texts == "whole", jobs=args.jobs, again=args.rebuild, step=watch.step)
    took = time.monotonic() - began
    console().print(
        f"{done.files:,} files for {base} in {args.folder}: {done.written:,} written, {done.files - done.written:,} as they were,"
        f" {done.removed:,} taken away, in {took:,.1f} s"
    )
    return OK
