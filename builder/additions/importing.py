"""A table of somebody else's into rows of ours: its columns by the names that people give them, and names of places made fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.additions.fitting import Place
from builder.additions.known import Known
from builder.additions.tables import ARABIC, COLUMNS, cells_of
from builder.articles.encoding import Undecoded, decode_text
from builder.errors import LexiconError
from builder.harmless import from_spreadsheet

# What others call the columns of ours; the first that is there counts.
_ALIASES = {
    "name_ar": ("name_ar", "arabic", "ar", "label_ar", "arabic_name"),
    "name_en": ("name_en", "english", "en", "label_en", "english_name", "name", "asciiname"),
    "other_names": ("other_names", "alt_ar", "altlabel_ar", "aliases_ar"),
    "kind": ("kind", "type", "place_type"),
    "class": ("class", "type"),
    "lat": ("lat", "latitude"),
    "long": ("long", "lon", "lng", "longitude"),
    "geonames": ("geonames", "geonames_id", "geonameid"),
    "wikidata": ("wikidata", "wikidata_id", "qid"),
    "population": ("population", "pop"),
    "admin1": ("admin1", "governorate", "province", "adm1"),
    "admin2": ("admin2", "district", "adm2"),
    "number": ("id", "wof_id", "geonames_id"),
}
_NAMES = (
    "id",
    "name_ku",
    "in_context",
    "located_in",
    "part_of",
    "based_in",
    "stands_for",
    "rank",
    "role",
    "body",
    "from",
    "until",
    "source",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table of somebody else's is read: its own names of columns, words for kinds, and what everything lies in."""

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


def read_other(path: Path, table: str, reading: Reading) -> list[dict[str, str]]:
    """Return the rows of a table with our names of columns, and `admin1`, `admin2`, `population`, `number` besides; others are left."""
    try:
        found = decode_text(path.read_bytes())
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error.strerror}") from error
    if isinstance(found, Undecoded):
        raise LexiconError(f"{path}: {found.reason}")
    rows = cells_of(found.text)
    header = [ARABIC.get(name.strip(), name.strip().lower().replace(" ", "_")) for name in next(rows, [])]
    wanted: dict[str, tuple[str, ...]] = {name: (name,) for name in _NAMES}
    wanted |= _ALIASES | {column: (name.lower(),) for column, name in reading.columns.items()}
    where = {column: next((header.index(name) for name in names if name in header), None) for column, names in wanted.items()}
    if where["name_ar"] is None and where["id"] is None:
        raise LexiconError(f"{path}: has no column of Arabic names, only {', '.join(header)}: say which it is, --column name_ar=NAME")
    made = []
    for cells in rows:
        row = {
            column: from_spreadsheet(cells[at].strip())
            for column, at in where.items()
            if at is not None and at < len(cells) and cells[at].strip()
        }
        if "kind" in row:
            row["kind"] = reading.kinds.get(row["kind"], row["kind"])
        if row:
            made.append(row)
    return made


def as_places(rows: list[dict[str, str]], known: Known) -> list[Place]:
    """Return the rows of a gazetteer as places; those of a kind that is none are given none, and are found wrong later."""
    places = []
    for count, row in enumerate(rows, 1):
        parts = (part.strip() for column in ("name_ar", "other_names") for part in row.get(column, "").split("|"))
        names = dict.fromkeys(part for part in parts if re.search("[\u0621-\u064a]", part))
        above = tuple(row[column] for column in ("located_in", "admin2", "admin1") if row.get(column))
        places.append(
            Place(
                row.get("geonames") or row.get("number") or str(count),
                row.get("name_en", ""),
                tuple(names),
                known.word("place-kind", row.get("kind", "")) or "",
                row.get("lat", ""),
                row.get("long", ""),
                int(row["population"]) if row.get("population", "").isdigit() else 0,
                above,
                row.get("wikidata", ""),
                source=row.get("source", "") if row.get("source", "").startswith("http") else "",
            )
        )
    return places


def as_rows(rows: list[dict[str, str]], table: str) -> list[dict[str, str]]:
    """Return rows with the columns of a table alone."""
    return [{column: cell for column, cell in row.items() if column in COLUMNS[table]} for row in rows]
