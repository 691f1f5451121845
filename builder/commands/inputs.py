"""`tansiq formats`: what can be read."""

from __future__ import annotations

import argparse

from rich.table import Table
from rich.text import Text

from builder.articles.formats import COMPRESSIONS, FORMATS
from builder.commands.console import OK, console


def run_formats(args: argparse.Namespace) -> int:
    """List the formats that articles are read from."""
    table = Table("format", "name ends in", "content that shows it", "holds", title="Formats", title_justify="left")
    for format in FORMATS:
        table.add_row(*map(Text, (format.name, " ".join(format.endings), format.sign, format.holds)))
    out = console()
    out.print(table)
    out.print(f"All of them also with {' or '.join(COMPRESSIONS)}. Content counts before the name.")
    return OK
