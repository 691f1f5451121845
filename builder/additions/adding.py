"""Entries into tables: one that somebody writes, or many that are imported. A table is written whole, in order, and at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from builder.additions.drafts import draft
from builder.additions.findings import Finding, Origin
from builder.additions.known import Known
from builder.additions.tables import Row, read_table, write_table
from builder.errors import LexiconError
from builder.identifiers import BASE
from builder.replacing import replacing


def with_rows(path: Path, table: str, more: Iterable[Mapping[str, str]]) -> str:
    """Return the text of a table with more rows in it; a row of the same identifier and the same post takes the place of the old one."""
    rows = [row.cells for row in rows_of(path, table)]
    kept = {_identity(row): row for row in [*rows, *(dict(row) for row in more)]}
    return write_table(kept.values(), table)


def rows_of(path: Path, table: str) -> list[Row]:
    """Return the rows of a table, none where there is no such file; one that cannot be read is an error, for it would be lost."""
    findings: list[Finding] = []
    rows = read_table(path, str(path), table, findings) if path.exists() else []
    if findings:
        raise LexiconError(f"{findings[0]} (mend it first)")
    return rows


def _identity(row: Mapping[str, str]) -> tuple[str, ...]:
    return (row.get("id") or row.get("name_en", ""), row.get("role", ""), row.get("body", ""), row.get("from", ""), row.get("name", ""))


def with_id(cells: Mapping[str, str], table: str, known: Known, folders: Sequence[tuple[Path, str]]) -> dict[str, str]:
    """Return a row with the identifier that it gets, which stays its own whatever comes after; one that extends what ships gets that."""
    findings: list[Finding] = []
    own = Row(Origin("the new entry"), table, {column: cell for column, cell in cells.items() if cell})
    others = [row for path, of in folders if of == table for row in rows_of(path, of) if row["id"] != own["id"] or not own["id"]]
    drafts = draft([own, *others], known, findings)
    found = next((d.iri for d in drafts if own in d.rows), None)
    if found is None:
        raise LexiconError("; ".join(str(finding) for finding in findings) or f"{own.called}: is there already")
    return {**own.cells, "id": found.removeprefix(BASE)}


def write(path: Path, text: str) -> None:
    """Replace a file at once or not at all."""
    with replacing(path, LexiconError) as stream:
        stream.write(text.encode())
