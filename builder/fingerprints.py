"""What is kept of an article to tell whether another one reprints it: its text's hash, and a sketch of its running text.

The sketch holds, for each word of the running text (neither headline nor date line nor furniture of the page), a hash of the
three words before it and of the word itself. A text that is cut, or that a paragraph was added to, keeps nearly all of these; where two
texts go on differently after the same three words, they were filled in differently, as reports from one template are. Of long texts the
words whose hashes are smallest are kept: a sample that is the same for the same passage wherever it stands (a bottom sketch: Broder 1997).
"""

from __future__ import annotations

import re
import sys
from array import array
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

from builder.dates.grammar import WEEKDAYS
from builder.folding import fold_text, fold_words
from builder.furniture import running_text
from builder.model import Article

NUMBER, LEAD = 0x8000, 0x4000  # marks in a value
KEPT = 400  # words of a sketch: all of a text of so many words, a sample of a longer one
LEAST = 25  # words of a running text that has a sketch: fewer are too often alike
_LEAD_WORDS = 40  # that a report begins with
_IN_NUMBER = re.compile(r"(?<=\d)[.,٫٬](?=\d)")  # 1,000 is 1000
_PRIMES = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)  # of xxHash: they spread what they multiply
_ONES = "واحد اثن ثلاث اربع خمس ست سبع ثمان تسع عشر"
_DIGITS = {one + end: str(n) for n, one in enumerate(_ONES.split(), 1) for end in ("", "ه", "ي", "ان", "ين")}
_NUMERAL = fold_words(
    "عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتان مئتين ألف آلاف"
) | {f"ال{day}" for day in WEEKDAYS}


class _Bare(dict[int, str]):
    """What of a folded character is compared: letters and digits, but not what bears a hamza (مسؤول is مسئول); else a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = self[code] = "" if char in "ؤئ" else char if char.isalnum() else " "
        return bare


_BARE = _Bare()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of an article's running text, and the sketch of it; a text of few words has only a hash, of all that it holds.

    `contexts` are 32-bit hashes of three words, in order; `values` beside them hold 14 bits of the word that follows, and its marks.
    """

    text: bytes
    contexts: array[int]
    values: array[int]

    @property
    def reach(self) -> int:
        """The greatest hash that is known to be in the text if it is there: beyond it nothing was kept."""
        return self.contexts[-1] if len(self.contexts) == KEPT else 0xFFFFFFFF

    def packed(self) -> bytes:
        """Return the sketch as it is stored: six bytes for each word."""
        return _little(self.contexts) + _little(self.values)


def unpacked(text: bytes, sketch: bytes) -> Fingerprint:
    """Return a fingerprint from what is stored.

    >>> one = fingerprint_of(Article("a", "قالت القوات إن ثلاثة جنود أصيبوا اليوم في هجوم قرب كركوك." + " ثم عادت" * 20))
    >>> unpacked(one.text, one.packed()) == one, len(one.contexts)
    (True, 13)
    """
    contexts, values = array("I"), array("H")
    middle = len(sketch) // 6 * 4
    contexts.frombytes(sketch[:middle])
    values.frombytes(sketch[middle:])
    if sys.byteorder == "big":
        contexts.byteswap()
        values.byteswap()
    return Fingerprint(text, contexts, values)


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def fingerprint_of(article: Article) -> Fingerprint:
    """Return the fingerprint of an article; headline, date, outlet and address have no part in the sketch.

    >>> text = "أعلن الجيش اليوم مقتل {} من داعش في كركوك." + " وما زالت العملية جارية" * 8
    >>> one, other = (fingerprint_of(Article("a", text.format(number))) for number in ("٣", "ثلاثة"))
    >>> one == other
    True
    """
    words = _words(running_text(article))
    if len(words) < LEAST:
        return Fingerprint(_digest(fold_text(article.text).split()), array("I"), array("H"))
    grams = _grams(words)
    lead = set(grams[:_LEAD_WORDS])
    kept = [gram | LEAD if gram in lead else gram for gram in sorted(set(grams))[:KEPT]]
    return Fingerprint(_digest(words), array("I", [gram >> 16 for gram in kept]), array("H", [gram & 0xFFFF for gram in kept]))


def _digest(words: list[str]) -> bytes:
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _words(folded: str) -> list[str]:
    """Return words and numbers as two spellings of one text have them alike."""
    return [_DIGITS.get(word, word) for word in _IN_NUMBER.sub("", folded).translate(_BARE).split()]


def _grams(words: list[str]) -> list[int]:
    """Return for each three words and the one that follows 32 bits of the three and 16 for the one, as one number."""
    hashes = {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    values = {word: (number & 0x3FFF) | (NUMBER if word[-1].isdigit() or word in _NUMERAL else 0) for word, number in hashes.items()}
    coded = [hashes[word] for word in words]
    a, b, c = _PRIMES
    before = zip(coded, coded[1:], coded[2:], [values[word] for word in words[3:]], strict=False)
    return [((one * a + two * b + three * c) & 0xFFFFFFFF) << 16 | value for one, two, three, value in before]
