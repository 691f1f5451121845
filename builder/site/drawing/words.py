"""The words of drawings in Arabic and English: their own, from `words.toml`, and the names of classes, ties and months."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from builder.errors import LexiconError
from builder.networks.colours import NAMES_AR, TIES_AR
from builder.resources import ontology_dir

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_MONTHS = "https://w3id.org/tansiq/vocab/month/"
_FILE = Path(__file__).with_name("words.toml")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def word(key: str, lang: str, *values: object) -> str:
    """Return a word or sentence in a language, with values in its gaps.

    >>> word("others", "en", 3), word("km", "ar", 50)
    ('and 3 more', '50 كم')
    """
    return _words()[key]["ar" if lang == "ar" else "en"].format(*values)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def named(kind: str, lang: str) -> str:
    """Return the name of a class or of a kind of tie.

    >>> named("JointOperation", "en"), named("JointOperation", "ar"), named("attacks", "ar")
    ('joint operation', 'عملية مشتركة', 'يهاجم')
    """
    english = _CAMEL.sub(" ", kind).lower()
    return (TIES_AR.get(kind) or NAMES_AR.get(kind, english)) if lang == "ar" else english


def period(name: str, lang: str) -> str:
    """Return a month or a year in words.

    >>> period("2021-05", "ar"), period("2021-05", "en"), period("2021", "ar")
    ('أيار 2021', 'May 2021', '2021')
    """
    year, _, month = name.partition("-")
    return f"{month_name(int(month), lang)} {year}" if month else year


def month_name(month: int, lang: str) -> str:
    """Return a month's name, in Arabic the one of Iraq."""
    return _month_names()[month, "ar" if lang == "ar" else "en"]


@cache
def _month_names() -> Mapping[tuple[int, str], str]:
    """Read the preferred names of the months from the vocabulary."""
    path = ontology_dir() / "vocab" / "months.ttl"
    numbers: dict[str, int] = {}
    names: dict[tuple[str, str], str] = {}
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if not (isinstance(subject, ox.NamedNode) and isinstance(value, ox.Literal) and subject.value.startswith(_MONTHS)):
                continue
            if predicate == _SKOS + "notation":
                numbers[subject.value] = int(value.value)
            elif predicate == _SKOS + "prefLabel":
                names[subject.value, value.language or ""] = value.value
        return {(numbers[subject], language): name for (subject, language), name in names.items()}
    except (OSError, SyntaxError, ValueError, KeyError) as error:
        raise LexiconError(f"ontology/vocab/months.ttl cannot be read ({error}): install the package again") from error
