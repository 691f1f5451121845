"""The names of months, read once from the vocabulary, as regular expressions over folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from builder.errors import LexiconError
from builder.folding import fold
from builder.resources import ontology_dir

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMES = {"month": "https://w3id.org/tansiq/vocab/month", "hijri": "https://w3id.org/tansiq/vocab/hijri-month"}
_NAMES = ("prefLabel", "altLabel", "hiddenLabel")  # English ones too: Oct 24, 2017 stands on some pages
_GAP = r"[^\S\r\n]"  # white space within a line


@dataclass(frozen=True, slots=True)
class Months:
    """The months of one calendar: `number` of each folded name, and `pattern` for a name or two names of one month side by side."""

    number: dict[str, int]
    pattern: str

    def of(self, phrase: str) -> int:
        """Return the number of the month that a match of `pattern` begins with.

        >>> gregorian().of("تشرين الاول/اكتوبر"), gregorian().of("يونيو (حزيران)")
        (10, 6)
        """
        words = re.findall(r"[^\W\d_]+", phrase)
        return self.number.get(" ".join(words[:2])) or self.number[words[0]]


@cache
def gregorian() -> Months:
    """Return the months of the Gregorian calendar: Levantine, Egyptian, Gulf and Maghrebi names."""
    return _months("month")


@cache
def hijri() -> Months:
    """Return the months of the Islamic calendar."""
    return _months("hijri")


def _months(calendar: str) -> Months:
    number = _read_names()[calendar]
    if set(number.values()) != set(range(1, 13)):
        raise LexiconError("ontology/vocab/months.ttl does not name all twelve months of each calendar: install the package again")
    by_month = []
    for month in range(1, 13):
        names = sorted((name for name, n in number.items() if n == month), key=len, reverse=True)
        one = "(?:" + "|".join(rf"{_GAP}+".join(map(re.escape, name.split())) for name in names) + r")(?![^\W\d_])"
        second = rf"(?:{_GAP}*[/\\\-–]{_GAP}*{one}|{_GAP}*\({_GAP}*{one}{_GAP}*\)|{_GAP}+{one})?"
        by_month.append(one + second)
    return Months(number, "(?:" + "|".join(by_month) + ")")


@cache
def _read_names() -> dict[str, dict[str, int]]:
    """Read folded name -> number for each calendar out of the SKOS file."""
    path = ontology_dir() / "vocab" / "months.ttl"
    numbers: dict[str, int] = {}
    names: list[tuple[str, str]] = []
    calendars: dict[str, str] = {}
    try:
        with path.open("rb") as stream:
            for triple in ox.parse(stream, format=ox.RdfFormat.TURTLE):
                subject, predicate, value = str(triple.subject), triple.predicate.value.removeprefix(_SKOS), triple.object
                if predicate == "notation" and isinstance(value, ox.Literal):
                    numbers[subject] = int(value.value)
                elif predicate == "inScheme" and isinstance(value, ox.NamedNode):
                    calendars[subject] = value.value
                elif predicate in _NAMES and isinstance(value, ox.Literal) and value.language in ("ar", "en"):
                    names.append((subject, fold(value.value)))
    except (OSError, SyntaxError, ValueError) as error:
        raise LexiconError(f"ontology/vocab/months.ttl cannot be read ({error}): install the package again") from error
    return {
        calendar: {name: numbers[s] for s, name in names if calendars.get(s) == scheme and s in numbers}
        for calendar, scheme in _SCHEMES.items()
    }
