"""The words of the interface, in Arabic and English, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("ar", "en")
_FILE = Path(__file__).with_name("words.toml")


def load_words(lang: str) -> Mapping[str, str]:
    """Return the words of a language by their names.

    >>> load_words("en")["search"], load_words("ar")["search"]
    ('Search', 'بحث')
    """
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: both[lang] for name, both in told.items()}


def month_name(month: str, lang: str, names: Mapping[str, str]) -> str:
    """Return a month (YYYY-MM) as people write it; `names` are those of the months of the year, by their numbers.

    >>> month_name("2021-08", "en", {"8": "August"})
    'August 2021'
    """
    year, _, number = month.partition("-")
    return f"{names.get(number.lstrip('0'), number)} {year}"
