"""Tables of a user's own lexicon: CSV files whose columns have English or Arabic names, read into rows."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.additions.findings import Finding, Origin
from builder.articles.encoding import Undecoded, decode_text
from builder.errors import InputError

if TYPE_CHECKING:
    from _csv import Reader as Cells

_NAMES = ("id", "name_ar", "name_en", "name_ku", "other_names", "in_context")
_LAST = ("wikidata", "source", "note")
COLUMNS = {
    "places": (*_NAMES, "kind", "located_in", "stands_for", "home", "lat", "long", "geonames", *_LAST),
    "bodies": (*_NAMES, "class", "part_of", "based_in", *_LAST),
    "people": (*_NAMES, "rank", "role", "body", "from", "until", *_LAST),
    "silenced": ("id", "name", "note"),
}
ARABIC = {
    "المعرف": "id",
    "الاسم": "name_ar",
    "الاسم بالعربية": "name_ar",
    "الاسم بالإنكليزية": "name_en",
    "الاسم بالإنجليزية": "name_en",
    "الاسم بالكردية": "name_ku",
    "أسماء أخرى": "other_names",
    "أسماء سياقية": "in_context",
    "النوع": "kind",
    "الصنف": "class",
    "يقع في": "located_in",
    "يتبع": "part_of",
    "المقر": "based_in",
    "يكنى به عن": "stands_for",
    "البلد": "home",
    "خط العرض": "lat",
    "خط الطول": "long",
    "الرتبة": "rank",
    "المنصب": "role",
    "الجهة": "body",
    "من": "from",
    "إلى": "until",
    "المصدر": "source",
    "ملاحظة": "note",
    "الاسم المسكوت عنه": "name",
}
_MOST = 64 * 1024 * 1024  # bytes of a table
_SHOWN = frozenset("\N{ZERO WIDTH NON-JOINER}")  # Kurdish and Persian names hold it


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, spaces trimmed, empty ones left out."""

    origin: Origin
    table: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def several(self, column: str) -> tuple[str, ...]:
        """Return the names in a cell, which | or a semicolon parts.

        >>> Row(Origin("x"), "places", {"other_names": "أ | ب؛ج"}).several("other_names")
        ('أ', 'ب', 'ج')
        """
        text = self[column].replace("؛", "|").replace(";", "|")
        return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))

    @property
    def called(self) -> str:
        """How messages name the row."""
        return self["name_en"] or self["name_ar"] or self["id"]


def table_of(path: Path) -> str | None:
    """Return which table a file is, by its name: places.csv and places-north.csv are places."""
    name = path.stem.partition("-")[0].lower()
    return name if name in COLUMNS else None


def read_table(path: Path, shown: str, table: str, findings: list[Finding]) -> list[Row]:
    """Read a table; what cannot be read is found wrong, row by row. `shown` is how messages name the file."""
    try:
        data = path.read_bytes()
        if len(data) > _MOST:
            raise InputError(shown, f"is larger than {_MOST // 1024 // 1024} MB: cut it into several tables")
    except (OSError, InputError) as error:
        reason = error.reason if isinstance(error, InputError) else f"cannot be read: {error.strerror}"
        findings.append(Finding(Origin(shown), "", reason))
        return []
    found = decode_text(data)
    if isinstance(found, Undecoded):
        findings.append(Finding(Origin(shown), "", found.reason))
        return []
    return _rows(found.text, shown, table, findings)


def cells_of(text: str) -> Cells:
    """Return the rows of a table as a spreadsheet saves it, parted by what its first line has most of: commas, semicolons or tabs.

    >>> list(cells_of("a;b\\n1;2,5"))
    [['a', 'b'], ['1', '2,5']]
    """
    first = text.splitlines()[0] if text.strip() else ""
    return csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))


def _rows(text: str, shown: str, table: str, findings: list[Finding]) -> list[Row]:
    reader = cells_of(text)
    rows: list[Row] = []
    try:
        header = [_column(name) for name in next(reader, [])]
        unknown = [name for name in header if name and name not in COLUMNS[table]]
        if unknown or not any(header):
            what = f"has columns that {table} do not: {', '.join(unknown)}" if unknown else "has no columns"
            findings.append(Finding(Origin(shown, 1), "", f"{what}: those of {table} are {', '.join(COLUMNS[table])}"))
            return []
        for cells in reader:
            row = Row(Origin(shown, reader.line_num), table, {n: c.strip() for n, c in zip(header, cells, strict=False) if n and c.strip()})
            if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                findings.append(Finding(row.origin, row.called, "has more cells than there are columns: put names with commas in quotes"))
            elif row.cells and _sound(row, findings):
                rows.append(row)
    except csv.Error as error:
        findings.append(Finding(Origin(shown, reader.line_num), "", f"is not CSV: {error}: save it as CSV again"))
    return rows


def _column(name: str) -> str:
    name = " ".join(name.split())
    return ARABIC.get(name, name.lower().replace(" ", "_"))


def _sound(row: Row, findings: list[Finding]) -> bool:
    """Tell whether a row's cells hold only what can be seen; marks of direction and controls in names match nothing."""
    for column, cell in row.cells.items():
        hidden = next((c for c in cell if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in _SHOWN), None)
        if hidden is not None:
            findings.append(Finding(row.origin, row.called, f"{column} holds a hidden character, U+{ord(hidden):04X}: type it again"))
            return False
    return True


def write_table(rows: Iterable[Mapping[str, str]], table: str) -> str:
    """Return a table as text, in order of identifiers and names, with those columns that hold something.

    >>> write_table([{"name_ar": "ب", "name_en": "B"}, {"name_ar": "أ", "name_en": "A"}], "places").splitlines()
    ['name_ar,name_en', 'أ,A', 'ب,B']
    """
    ordered = sorted(rows, key=lambda row: [row.get(column, "") for column in ("id", "name_en", "name_ar", "from", "role", "name")])
    used = [column for column in COLUMNS[table] if any(row.get(column) for row in ordered)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([row.get(column, "") for column in used] for row in ordered)
    return out.getvalue()
