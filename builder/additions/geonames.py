"""A country's dump of GeoNames (https://download.geonames.org/export/dump/, CC BY 4.0): its places, their Arabic names, what they lie in.

The dump `XX.txt` has a place a line, 19 fields parted by tabs; `alternateNamesV2.txt` has a name a line with its language. Both may be in
their ZIP. Fields are those of the readme.txt there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.additions.fitting import Place
from builder.errors import LexiconError

SOURCE = "https://www.geonames.org/"
_FIELDS, _ALTERNATE = 19, 10
_LONGEST = 200_000  # characters of a line
_CITY, _TOWN = 100_000, 10_000  # people
_ARABIC = re.compile("[\u0621-\u064a][\u0621-\u064a\u064b-\u0652 \\-]*")  # no letters of Kurdish or Persian
_LEVELS = ("A.ADM1", "A.ADM2", "A.ADM3")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places are taken: of these kinds (all where empty), and settlements of so many people at least."""

    country: str
    kinds: frozenset[str] = frozenset()
    population: int = 0


def read_dump(dump: Path, alternate: Path | None, wanted: Wanted, kind_of: Mapping[str, str]) -> list[Place]:
    """Return the places of a dump; `kind_of` are our kinds by feature code ("P.PPL")."""
    rows = [row for row in _rows(dump, f"{wanted.country}.txt", _FIELDS) if row[8] == wanted.country]
    if not rows:
        raise LexiconError(f"{dump}: holds no place of {wanted.country}: give the dump of that country, {wanted.country}.zip")
    codes = {row[0]: f"{row[6]}.{row[7]}" for row in rows}
    kinds = {number: kind_of[code] for number, code in codes.items() if code in kind_of}
    names = _arabic_names(alternate, kinds) if alternate else {}
    areas = {_area(row): row[0] for row in rows if codes[row[0]] in _LEVELS}
    found = []
    for row in rows:
        kind = _kind(kinds.get(row[0], ""), codes[row[0]], int(row[14] or 0))
        if not kind or (wanted.kinds and kind not in wanted.kinds) or (codes[row[0]][0] == "P" and int(row[14] or 0) < wanted.population):
            continue
        arabic = names.get(row[0]) or (() if alternate else _in_arabic(row[3].split(",")))
        own = _area(row)
        above = tuple(areas[own[:level]] for level in (3, 2, 1) if own[:level] in areas and areas[own[:level]] != row[0])
        found.append(Place(row[0], row[2] or row[1], tuple(arabic), kind, row[4], row[5], int(row[14] or 0), above, source=SOURCE))
    return found


def _area(row: list[str]) -> tuple[str, ...]:
    """Return the codes of the areas that a place lies in, the widest first."""
    codes = [row[10], row[11], row[12]]
    return tuple(codes[: next((i for i, code in enumerate(codes) if not code), 3)])


def _kind(kind: str, code: str, people: int) -> str:
    """Return the kind of a place; the dump calls most settlements PPL: the number of people tells towns from villages."""
    if code in ("P.PPL", "P.PPLA2", "P.PPLA3", "P.PPLA4"):
        return "city" if people >= _CITY else "town" if people >= _TOWN else kind
    return kind


def _arabic_names(alternate: Path, wanted: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the Arabic names of places by number, the preferred ones first; historic and colloquial ones are passed over."""
    found: dict[str, list[tuple[bool, bool, str]]] = defaultdict(list)
    for row in _rows(alternate, "alternateNamesV2.txt", _ALTERNATE):
        number, language, name, preferred, short, colloquial, historic = row[1:8]
        if language == "ar" and number in wanted and not colloquial and not historic:
            found[number].append((not preferred, not short, name))
    return {number: _in_arabic([name for _, _, name in sorted(names)]) for number, names in found.items()}


def _in_arabic(names: list[str]) -> tuple[str, ...]:
    """Return the names in Arabic letters, each once.

    >>> _in_arabic(["Amman", "عَمّان", "Omman", "عمان‎", "اڕبیل"])
    ('عَمّان', 'عمان')
    """
    clean = (" ".join(re.sub("[\u200e\u200f\u0640]", "", name).split()) for name in names)
    return tuple(dict.fromkeys(name for name in clean if _ARABIC.fullmatch(name)))


def _rows(path: Path, member: str, fewest: int) -> Iterator[list[str]]:
    """Yield the fields of each line that has enough of them."""
    some = False
    with _opened(path, member) as lines:
        for number, line in enumerate(lines, 1):
            if len(line) > _LONGEST:
                raise LexiconError(f"{path}, line {number}: is longer than {_LONGEST} characters: this is no file of GeoNames")
            row = line.rstrip("\r\n").split("\t")
            if len(row) >= fewest - 2:  # the last ones may be missing in the file of names
                some = True
                yield row + [""] * (fewest - len(row))
    if not some:
        raise LexiconError(f"{path}: is no file of GeoNames: it has no line of {fewest} fields parted by tabs")


@contextmanager
def _opened(path: Path, member: str) -> Iterator[Iterator[str]]:
    """Open a file, or the one in a ZIP, as lines of text, which no more than one at a time are held of."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open(encoding="utf-8", errors="replace", newline="\n") as text:
                yield iter(lambda: text.readline(_LONGEST + 1), "")
            return
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if info.filename.endswith(".txt") and info.filename != "readme.txt"]
            name = member if member in names else next(iter(names), "")
            if not name:
                raise LexiconError(f"{path}: holds no {member}")
            with archive.open(name) as raw, io.TextIOWrapper(raw, "utf-8", "replace", "\n") as text:
                yield iter(lambda: text.readline(_LONGEST + 1), "")
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}") from error
