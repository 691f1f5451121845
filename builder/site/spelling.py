"""What a search looks for: the words of a name as they compare in Arabic, and their consonants, which Latin spellings share.

Latin spellings of Arabic names differ in their vowels (Khafaji, al-Khafaji, Khafajy) and in what they make of letters that English lacks,
so both scripts are brought to the consonants that they agree on. It is a key to search with, not a transliteration to read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from builder.folding import fold

_WORD = re.compile(r"[^\W_]+")
_ARTICLE = "ال"
_LATIN_ARTICLES = ("al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "ul")
_LATIN_ARTICLE = re.compile(rf"\b(?:{'|'.join(_LATIN_ARTICLES)})[-\u2019' ](?=\w)")
# Consonants that both scripts agree on; و and ي count at the beginning only, where they are no vowels.
_ARABIC = {
    "b": "ب",
    "t": "تطث",
    "j": "ج",
    "h": "حه",
    "x": "خ",
    "d": "دض",
    "z": "ذزظ",
    "r": "ر",
    "s": "سص",
    "c": "ش",
    "g": "غ",
    "f": "ف",
    "k": "قك",
    "l": "ل",
    "m": "م",
    "n": "ن",
    "w": "و",
    "y": "ي",
}
_OF_ARABIC = {ord(letter): consonant for consonant, letters in _ARABIC.items() for letter in letters}
_PAIRS = {"kh": "x", "sh": "c", "ch": "c", "gh": "g", "th": "t", "dh": "z", "ph": "f"}
_PAIR = re.compile(f"({'|'.join(_PAIRS)})")
_LATIN = {"g": "k", "q": "k", "c": "k", "v": "f", "p": "b"}
_OF_LATIN = str.maketrans(_LATIN)
_TURKISH = {"ş": "sh", "ç": "ch", "ğ": "gh"}
_OF_TURKISH = str.maketrans(_TURKISH)
_VOWELS = re.compile(r"[^bcdfghjklmnrstxzwy]")
_REPEATED = re.compile(r"(.)\1+")


def tables() -> Mapping[str, object]:
    """Return what another language needs to do the same: the articles, and what letters stand for."""
    arabic = {letter: consonant for consonant, letters in _ARABIC.items() for letter in letters}
    latin = {"articles": _LATIN_ARTICLES, "turkish": _TURKISH, "pairs": _PAIRS, "letters": _LATIN}
    return {"article": _ARTICLE, "arabic": arabic, "latin": latin}


def words(text: str) -> list[str]:
    """Return the words of a name or a question as they compare, without the article.

    >>> words("قوات البيشمركة"), words("Peshmerga (KRG)")
    (['قوات', 'بيشمركه'], ['peshmerga', 'krg'])
    """
    return [_bare(word) for word in _WORD.findall(fold(text))]


def consonants(text: str) -> list[str]:
    """Return the consonants of each word that has two or more, the same for an Arabic name and its Latin spellings.

    >>> consonants("تحسين الخفاجي"), consonants("Tahseen al-Khafaji"), consonants("Tahsin Khafajy")
    (['thsn', 'xfj'], ['thsn', 'xfj'], ['thsn', 'xfj'])
    >>> consonants("البيشمرگة"), consonants("Pêşmerge"), consonants("peshmerga"), consonants("يارالله"), consonants("Yarallah")
    (['bcmrk'], ['bcmrk'], ['bcmrk'], ['yrl'], ['yrl'])
    """
    text = _LATIN_ARTICLE.sub("", text.lower().translate(_OF_TURKISH))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found = (_skeleton(_bare(word)) for word in _WORD.findall(fold(plain)))
    return [skeleton for skeleton in found if len(skeleton) > 1]


def _bare(word: str) -> str:
    return word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 1 else word


def _skeleton(word: str) -> str:
    if word.isascii():
        parts = _PAIR.split(word)  # what a pair of letters stands for is no letter that the table knows: "kh" is no k
        word = "".join(_PAIRS.get(part) or part.translate(_OF_LATIN) for part in parts)
    else:
        word = word.translate(_OF_ARABIC)
    word = _VOWELS.sub("", word)
    kept = word[:1] + re.sub("[wy]", "", word[1:])
    return _REPEATED.sub(r"\1", kept.removesuffix("h") if len(kept) > 2 else kept)
