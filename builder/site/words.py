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
