"""The folders of a user's own lexicon: what files they hold, read into rows and statements, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from builder.additions.findings import Finding, Origin
from builder.additions.tables import COLUMNS, Row, read_table, table_of
from builder.errors import LexiconError

_LARGEST = 64 * 1024 * 1024  # bytes of a Turtle file


@dataclass(slots=True)
class Found:
    """What folders hold: rows of tables, statements of Turtle files, and where each subject of these stands."""

    rows: list[Row] = field(default_factory=list)
    triples: list[ox.Triple] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)


def files_in(folders: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return the tables and Turtle files of folders, with the names that messages give them; others are passed over."""
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise LexiconError(f"{folder}: is no folder of a lexicon: make one with `tansiq lexicon add place --lexicon {folder}`")
        own = [path for path in folder.iterdir() if path.suffix.lower() in (".ttl", ".csv") and not path.name.startswith(".")]
        found += [(path, str(path)) for path in sorted(own)]
    return found


def read_folders(folders: Sequence[Path], findings: list[Finding]) -> Found:
    """Read all files of folders."""
    found = Found()
    for path, shown in files_in(folders):
        if path.suffix.lower() == ".ttl":
            _read_turtle(path, shown, found, findings)
        elif (table := table_of(path)) is not None:
            found.rows += read_table(path, shown, table, findings)
        else:
            names = ", ".join(f"{name}.csv" for name in COLUMNS)
            findings.append(Finding(Origin(shown), "", f"is no table of a lexicon by its name: call it {names}, or places-anything.csv"))
    return found


def _read_turtle(path: Path, shown: str, found: Found, findings: list[Finding]) -> None:
    try:
        data = path.read_bytes()
        if len(data) > _LARGEST:
            findings.append(Finding(Origin(shown), "", f"is larger than {_LARGEST // 1024 // 1024} MB: cut it into several files"))
            return
        triples = [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)]
    except (OSError, SyntaxError, ValueError) as error:
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        findings.append(Finding(Origin(shown, line), "", f"is not valid Turtle: {error}"))
        return
    lines = data.decode("utf-8", "replace").splitlines()
    starts = {m[1]: n for n, line in reversed(list(enumerate(lines, 1))) if (m := re.match(r"\s*<?[^\s<]*?([\w-]+)>?\s", line))}
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            message = "has a node without a name (a blank node): give it an IRI"
            findings.append(Finding(Origin(shown), "", message))
            return
        if isinstance(triple.subject, ox.NamedNode):
            local = re.split("[/#:]", triple.subject.value)[-1]
            found.origins.setdefault(triple.subject.value, Origin(shown, starts.get(local, 0)))
    found.triples += triples
