"""Rows to entries with identifiers: which are new, which extend one that ships, and under what name each goes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.additions.findings import Finding
from builder.additions.known import Known, iri_of
from builder.additions.tables import Row
from builder.folding import fold
from builder.identifiers import BASE
from builder.vocabulary import kind_of

# What the column `class` may say: the class of the ontology, and the folder of its identifiers.
CLASSES = {
    "force": ("Force", "force"),
    "unit": ("MilitaryUnit", "force"),
    "command": ("Command", "force"),
    "coalition": ("Coalition", "force"),
    "armed-group": ("ArmedGroup", "armed-group"),
    "ministry": ("Ministry", "ministry"),
    "government": ("Government", "government"),
    "body": ("GovernmentBody", "body"),
    "coordination-centre": ("CoordinationCentre", "body"),
    "party": ("PoliticalParty", "party"),
    "outlet": ("Outlet", "outlet"),
}
_FOLDERS = {"places": ("Location", "place"), "people": ("Official", "official")}


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry of a user's own: its IRI, its class (None where one that ships keeps its own), and its rows, the first with its names."""

    iri: str
    name: str | None
    rows: tuple[Row, ...]
    extends: bool

    @property
    def row(self) -> Row:
        """The row that names it."""
        return self.rows[0]


def slug(name: str) -> str:
    """Return an English name as it stands in an identifier.

    >>> slug("Az-Zarqā’ Governorate"), slug("Ma‘ān"), slug("Bread & Salt")
    ('az-zarqa-governorate', 'maan', 'bread-and-salt')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("&", " and ").lower()) if c.isascii() and c != "'")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def draft(rows: Sequence[Row], known: Known, findings: list[Finding]) -> list[Draft]:
    """Return the entries that rows make; rows of one person are one entry. What the rows' order is does not matter."""
    wanted: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        where = _class(row, known, findings)
        if where is not None:
            names = (row["id"],) if row["id"] else (row["name_en"], fold(row["name_ar"]))
            identity = " ".join(names) if row.table == "people" else f"{names} {row.origin}"
            wanted[where[0] or "", where[1], identity].append(row)
    fresh: dict[str, list[tuple[str, tuple[Row, ...]]]] = defaultdict(list)
    drafts: list[Draft] = []
    for (name, folder, _), own in wanted.items():
        row = own[0]
        shipped = known.entries.get(iri_of(row["id"]) or "") if row["id"] else None
        if not row["id"]:
            kind = kind_of({name})
            shipped = known.same(kind[0] if kind else "", row["name_ar"], row["name_en"])
        if shipped is not None:
            drafts.append(Draft(shipped.iri, name or None, tuple(own), True))
        elif row["id"]:
            drafts.append(Draft(iri_of(row["id"]) or "", name, tuple(own), False))
        else:
            fresh[f"{folder}/{slug(row['name_en'])}"].append((name, tuple(own)))
    taken = {d.iri for d in drafts}
    for local, group in sorted(fresh.items()):
        drafts += _mint(local, group, taken, known, findings)
    return sorted(_unique(drafts, findings), key=lambda d: d.iri)


def _class(row: Row, known: Known, findings: list[Finding]) -> tuple[str | None, str] | None:
    """Return the class of a row's entry and the folder of its identifier; a wrong row is found so, and has none."""
    iri = iri_of(row["id"]) if row["id"] else None
    shipped = known.entries.get(iri or "")
    if row["id"] and (iri is None or not re.fullmatch(re.escape(BASE) + r"[a-z-]+/[a-z0-9]+(-[a-z0-9]+)*", iri)):
        findings.append(Finding(row.origin, row.called, f"has the id {row['id']}: write one such as place/zarqa, or none"))
        return None
    if shipped is None:
        missing = [column for column in ("name_ar", "name_en") if not row[column]]
        if missing:
            findings.append(Finding(row.origin, row.called, f"has no {' and no '.join(missing)}: write {'them' if missing[1:] else 'it'}"))
            return None
        if not row["id"] and not slug(row["name_en"]):
            findings.append(Finding(row.origin, row.called, "has a name_en without Latin letters: its identifier is made of them"))
            return None
    if row.table in _FOLDERS:
        expected: tuple[str | None, str] = _FOLDERS[row.table]
    elif row["class"] in CLASSES:
        expected = CLASSES[row["class"]]
    elif shipped is not None and not row["class"]:
        expected = (None, iri.split("/")[-2] if iri else "")
    else:
        findings.append(Finding(row.origin, row.called, f"has the class {row['class'] or '(none)'}: write one of {', '.join(CLASSES)}"))
        return None
    if iri is not None and shipped is None and iri.split("/")[-2] != expected[1]:
        findings.append(Finding(row.origin, row.called, f"has an id of another kind: write {expected[1]}/{iri.split('/')[-1]}"))
        return None
    if shipped is not None and row.table in _FOLDERS and expected[0] != shipped.kind:
        findings.append(Finding(row.origin, row.called, f"has the id of something else, a {shipped.kind}: give the id of a {expected[1]}"))
        return None
    return expected


def _mint(local: str, group: list[tuple[str, tuple[Row, ...]]], taken: set[str], known: Known, findings: list[Finding]) -> Iterable[Draft]:
    """Give entries whose English names make one identifier theirs: what they belong to, then a number elsewhere, tells them apart."""
    free = {BASE + local}.isdisjoint(known.entries.keys() | taken) and len(group) == 1
    endings = [_endings(rows[0]) for _, rows in group]
    for number, (name, rows) in enumerate(group):
        alone = [own for place, own in enumerate(endings[number]) if own and [others[place] for others in endings].count(own) == 1]
        tries = [local] if free else [f"{local}-{ending}" for ending in alone]
        iri = next((BASE + attempt for attempt in tries if BASE + attempt not in known.entries and BASE + attempt not in taken), None)
        if iri is not None:
            taken.add(iri)
            yield Draft(iri, name, rows, False)
        else:
            message = f"would have the identifier {local} of another entry: write one of its own in the column id, such as {local}-2"
            findings.append(Finding(rows[0].origin, rows[0].called, message))


def _endings(row: Row) -> tuple[str, str, str]:
    """Return what may tell an entry from others of its name, in order of preference."""
    above = row["located_in"] or row["part_of"] or row["body"]
    above = slug(above.rpartition("/")[2]) if above.isascii() else ""
    number = slug(row["geonames"] or row["wikidata"])
    return above, f"{above}-{number}" if above and number else "", number


def _unique(drafts: list[Draft], findings: list[Finding]) -> Iterable[Draft]:
    """Yield the entries; a second one of an identifier, or one that is another's by name, is found wrong."""
    seen: dict[str, Row] = {}
    for found in sorted(drafts, key=lambda d: d.row.origin):
        before = seen.setdefault(found.iri, found.row)
        if before is not found.row:
            message = f"is the same entry as {before.origin} ({found.iri.removeprefix(BASE)}): make one row of them"
            findings.append(Finding(found.row.origin, found.row.called, message))
        else:
            yield found
