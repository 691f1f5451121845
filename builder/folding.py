"""Comparison keys for Arabic: what news spell in many ways folds to one form, with a way back to the raw offsets.

The table is made by camel-tools' own normalisers and a `CharMapper`, one code point at a time, so that every folded character knows
the raw character that it came from (the normalisers themselves change lengths and return no offsets). Marks are told by Unicode's
combining classes: camel-tools' `dediac_ar` takes away fewer, and importing it takes half a second (it walks all of Unicode).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

# Letters of Persian and Kurdish keyboards that Arabic names are typed with, and marks that carry no sound.
_LETTERS = {
    "ک": "ك",
    "ڪ": "ك",
    "گ": "ك",
    "ی": "ي",
    "ې": "ي",
    "ێ": "ي",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۀ": "ه",
    "ڤ": "ف",
    "چ": "ج",
    "پ": "ب",
    "ژ": "ز",
    "ڕ": "ر",
    "ڵ": "ل",
    "ۆ": "و",
    "ۇ": "و",
    "ۋ": "و",
    "ٸ": "ئ",
    "\u200c": " ",
    "\u00a0": " ",
    "ء": "",
}
_MAPPER = CharMapper(_LETTERS, None)


@cache
def fold_char(char: str) -> str:
    """Return the folded form of one code point: empty for marks, more than one letter for ligatures.

    >>> fold_char("أ"), fold_char("ة"), fold_char("ﻻ"), fold_char("ـ"), fold_char("٣"), fold_char("گ")
    ('ا', 'ه', 'لا', '', '3', 'ك')
    """
    if "\u0660" <= char <= "\u0669" or "\u06f0" <= char <= "\u06f9":
        return str(unicodedata.digit(char))
    folded = _MAPPER.map_string(normalize_unicode(char))
    folded = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(folded)))
    return "".join(c for c in folded if c != "ـ" and not unicodedata.combining(c) and unicodedata.category(c) != "Cf").lower()


class _Table(dict[int, str]):
    """The folding of each code point, filled as characters turn up; `str.translate` reads it at the speed of C.

    `uneven` finds the characters among them that fold to nothing, or to several.
    """

    def __init__(self) -> None:
        self._uneven = ""
        self.uneven = re.compile(r"(?!)")

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self[code] = fold_char(char)
        if len(folded) != 1:
            self._uneven += char
            self.uneven = re.compile(f"[{re.escape(self._uneven)}]")
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Return the comparison key of `text`.

    >>> fold("إقليم كُردستان") == fold("اقليم کردستان")
    True
    """
    return text.translate(_TABLE)


@lru_cache(maxsize=4)
def fold_text(text: str) -> str:
    """Return the comparison key of a whole article, kept for those who ask next."""
    return fold(text)


def fold_words(words: str) -> frozenset[str]:
    """Return the comparison keys of words that spaces part.

    >>> fold_words("إلى على") == {"الي", "علي"}
    True
    """
    return frozenset(map(fold, words.split()))


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return the comparison keys of many texts of one line each, made in one pass.

    >>> fold_all(["إلى", "أربيل"]), fold_all([])
    (['الي', 'اربيل'], [])
    """
    joined = fold("\n".join(texts))
    return joined.split("\n") if joined else []


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the key of `text` and, for each of its characters and for its end, the raw offset.

    >>> fold_with_offsets("لـ«ﻻ»")
    ('ل«لا»', [0, 2, 3, 3, 4, 5])
    """
    folded = fold_text(text)
    offsets: list[int] = []
    begin = 0
    for match in _TABLE.uneven.finditer(text):
        offsets.extend(range(begin, match.start()))
        offsets.extend([match.start()] * len(_TABLE[ord(match.group())]))
        begin = match.end()
    offsets.extend(range(begin, len(text) + 1))
    return folded, offsets
