"""The text as rules read it: what pages garble is set right, character for character, so that every offset stays that of the raw text.

Entities (``&quot;``), bits of a wrong encoding (``â€œ``), letters in their printed shapes, hamzas as marks of their own, stretched letters
(العراااق), marks that nobody sees, and an article parted from its noun (ال بيشمركة) become what they stand for; what is left over of their
length is filled with spaces, or within a word with `FILLER`, which folds to nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

FILLER = "\u200b"
_LETTER = "ء-غف-يٱ-ۓ"
_HIDDEN = "\u00ad\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # zero-width and bidirectional marks
# Letters in one of their printed shapes; ligatures are several letters, and the folding reads them.
_SHAPES = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFBEA), *range(0xFBFC, 0xFC00), *range(0xFE80, 0xFEF5))
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
# UTF-8 quotes, dashes, dots and spaces that were read as Windows-1252 or Latin-1.
_STRAY = {
    "â€œ": "“",
    "â€\x9d": "”",
    "â€™": "’",
    "â€˜": "‘",
    "â€“": "–",
    "â€”": "—",
    "â€¦": "…",
    "Â«": "«",
    "Â»": "»",
    "ï»¿": " ",
}
_FAULTY = re.compile(
    rf"&[#\w]|[âÂï\ufb50-\ufdff\ufe80-\ufefc\u0653-\u0655{_HIDDEN}]|([{_LETTER}])\1\1|(?<![{_LETTER}])(?:[وفب]?ال|و) [{_LETTER}]"
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,9}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_STRAY_BIT = re.compile("|".join(sorted(map(re.escape, _STRAY), key=len, reverse=True)) + r"|Â(?=[\s\u00a0]|$)")
_LONG = re.compile(rf"([{_LETTER}])\1{{2,}}")
_AT_START = re.compile(rf"(?<![{_LETTER}])[وفبكل]?(?:ال)?\Z")
_PARTED = re.compile(rf"(?<![{_LETTER}])(?:[وفب]?ال (?=[{_LETTER}]{{4}})(?!ال)|و (?=[{_LETTER}]{{2}}))")
_MARKED = re.compile("[اويى][\u0653-\u0655]")
_OUTSIDE = re.compile(rf"(?:(?<![\w{_HIDDEN}])[{_HIDDEN}]+(?=[^\W\d_]))|(?:(?<=[^\W\d_])[{_HIDDEN}]+(?![\w{_HIDDEN}]))")


@lru_cache(maxsize=4)
def legible(text: str) -> str:
    """Return a text of the same length in which noise is set right.

    >>> legible("قال &quot;نعم&quot;")
    'قال "     نعم     "'
    >>> legible("العراااق").replace(FILLER, ""), legible("ﺍﻟﻌﺮﺍﻕ"), len(legible("ال بيشمركة"))
    ('العراق', 'العراق', 10)
    """
    if not _FAULTY.search(text):
        return text
    text = _ENTITY.sub(_entity, text)
    text = _STRAY_BIT.sub(_stray, text)
    text = text.translate(_SHAPES)
    text = _MARKED.sub(_composed, text)
    text = _OUTSIDE.sub(lambda m: " " * len(m.group()), text)
    text = _LONG.sub(_shortened, text)
    return _PARTED.sub(_joined, text)


def unfilled(text: str) -> str:
    """Return words of a legible text without what fills them: as they are shown."""
    return text.replace(FILLER, "")


def _padded(char: str, match: re.Match[str]) -> str:
    """Return a character with spaces to the length of what it stands for: behind it where it opens something, else before it."""
    size, text, end = len(match.group()), match.string, match.end()
    opens = text[end : end + 1].isalnum() and not text[match.start() - 1 : match.start()].isalnum()
    return char.ljust(size) if opens else char.rjust(size)


def _entity(match: re.Match[str]) -> str:
    """Return the character of an entity; one that stands for none, or for a letter or digit, is left as it is."""
    char = html.unescape(match.group())
    if len(char) != 1 or char.isalnum() or unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn"):
        return match.group()
    return " " * len(match.group()) if char.isspace() or unicodedata.category(char) == "Cf" else _padded(char, match)


def _stray(match: re.Match[str]) -> str:
    return _padded(_STRAY.get(match.group(), " "), match)


def _composed(match: re.Match[str]) -> str:
    letters = match.group().replace("ى", "ي")
    char = unicodedata.normalize("NFC", letters)
    return char + FILLER if len(char) == 1 else match.group()


def _joined(match: re.Match[str]) -> str:
    """Return a particle that a space parts from its word joined to it: the particle stands right before the word's first letter."""
    return FILLER + match.group()[:-1]


def _shortened(match: re.Match[str]) -> str:
    """Return a stretched letter once; ل behind the article's alef twice, for then it is a noun's own: الللجنة."""
    letter, size = match[1], len(match.group())
    before = match.string[max(match.start() - 4, 0) : match.start()]
    if (
        letter in "لتو" and size == 3 and _AT_START.search(before) and not before.endswith("ا")
    ):  # تتتبع, ووو at the start of a word are spelt so
        return match.group()
    kept = 2 if letter == "ل" and before.endswith("ا") and _AT_START.search(before[:-1]) else 1
    return letter * kept + FILLER * (size - kept)
