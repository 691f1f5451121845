"""Kinds of noise that Arabic news comes with, put into clean text on purpose: each is a function of a text and a seed.

A noiser says which stretches of the clean text become what; the noisy text knows of each of its characters the place that it came
from, so that what is read in it can be laid beside what is read in the clean text.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Edit = tuple[int, int, str]  # a stretch of the clean text and what stands there instead
Edits = Callable[[str, random.Random], Iterable[Edit]]

_WORD = re.compile("[ء-غف-ي]+")
_DIGITS = "0123456789"
_JOINING = frozenset("بتثجحخسشصضطظعغفقكلمنهيئ")  # letters that join the next one
_DOTS = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "كل", "وؤ", "هة")  # letters that differ in dots or little else


@dataclass(frozen=True, slots=True)
class Noisy:
    """A text with noise in it; `origins` has, for each of its characters and for its end, the offset in the clean text."""

    text: str
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of noise: its name, what it does in words, how it is made."""

    name: str
    what: str
    edits: Edits


def apply(text: str, edits: Iterable[Edit]) -> Noisy:
    """Return the text with stretches replaced; of edits that overlap, the first counts.

    >>> apply("في 14 آب", [(2, 3, ""), (5, 6, "")])
    Noisy(text='في14آب', origins=(0, 1, 3, 4, 6, 7, 8))
    """
    parts: list[str] = []
    origins: list[int] = []
    done = 0
    for begin, end, new in sorted(edits):
        if begin < done:
            continue
        parts += [text[done:begin], new]
        origins.extend(range(done, begin))
        origins.extend(min(begin + offset, max(end - 1, begin)) for offset in range(len(new)))
        done = end
    parts.append(text[done:])
    origins.extend(range(done, len(text) + 1))
    return Noisy("".join(parts), tuple(origins))


def noisy(kind: Kind, text: str, seed: int = 1) -> Noisy:
    """Return a text with one kind of noise: the same for the same text and seed."""
    return apply(text, kind.edits(text, random.Random(f"{kind.name} {seed} {len(text)}")))


def _characters(table: dict[str, str], share: float = 1.0) -> Edits:
    """Return the noise that writes some characters otherwise, each `share` of the time."""

    def edits(text: str, chance: random.Random) -> Iterator[Edit]:
        for index, char in enumerate(text):
            if char in table and chance.random() < share:
                yield index, index + 1, table[char]

    return edits


def _patterns(share: float, *rules: tuple[str, str]) -> Edits:
    """Return the noise that replaces what patterns match, each `share` of the time."""

    def edits(text: str, chance: random.Random) -> Iterator[Edit]:
        for pattern, new in rules:
            for match in re.finditer(pattern, text):
                if chance.random() < share:
                    yield match.start(), match.end(), match.expand(new)

    return edits


def _one_of(pattern: str, choices: str, share: float) -> Edits:
    """Return the noise that puts one of some characters at the places that a pattern matches."""

    def edits(text: str, chance: random.Random) -> Iterator[Edit]:
        for match in re.finditer(pattern, text):
            if chance.random() < share:
                yield match.start(), match.end(), chance.choice(choices)

    return edits


def _shapes() -> dict[tuple[str, str], str]:
    """(letters, "initial", "medial", "final" or "isolated") -> the code point of that shape."""
    found = {}
    for code in (*range(0xFE80, 0xFEFD), 0xFDF2, 0xFDFA):
        shape, *letters = unicodedata.decomposition(chr(code)).split()
        found["".join(chr(int(letter, 16)) for letter in letters), shape.strip("<>")] = chr(code)
    return found


def _presentation(text: str, chance: random.Random) -> Iterator[Edit]:
    """Write every word in the shapes of its letters, as pages made from old typesetting do, with ligatures."""
    shapes = _shapes()
    for match in _WORD.finditer(text):
        word, begin = match.group(), match.start()
        if word == "الله":
            yield begin, match.end(), "ﷲ"
            continue
        index, joined = 0, False
        while index < len(word):
            letters = word[index : index + 2] if word[index] == "ل" and word[index + 1 : index + 2] in tuple("اأإآ") else word[index]
            joins = letters in _JOINING and index + len(letters) < len(word) and word[index + len(letters)] != "ء"
            names = {(True, True): "medial", (True, False): "final", (False, True): "initial", (False, False): "isolated"}
            shape = shapes.get((letters, names[joined, joins]))
            if shape:
                yield begin + index, begin + index + len(letters), shape
            joined = joins
            index += len(letters)


def _elongated(text: str, chance: random.Random) -> Iterator[Edit]:
    """Write a letter inside or at the end of some words three to five times, as posts do."""
    for match in _WORD.finditer(text):
        if len(match.group()) > 3 and chance.random() < 0.2:
            at = match.start() + chance.randrange(2, len(match.group()))
            yield at, at + 1, text[at] * chance.randint(3, 5)


def _tatweel(text: str, chance: random.Random) -> Iterator[Edit]:
    """Stretch some words after a letter that joins."""
    for index, char in enumerate(text[:-1]):
        if char in _JOINING and text[index + 1] in _JOINING and chance.random() < 0.15:
            yield index + 1, index + 1, "ـ" * chance.randint(1, 4)


def _conjunction(text: str, chance: random.Random) -> Iterator[Edit]:
    """Part the conjunction و from words that stand in the text without it, or have the article."""
    words = set(_WORD.findall(text))
    for match in _WORD.finditer(text):
        rest = match.group()[1:]
        if match.group()[0] == "و" and len(rest) > 2 and (rest in words or rest.startswith("ال")):
            yield match.start() + 1, match.start() + 1, " "


def _article(text: str, chance: random.Random) -> Iterator[Edit]:
    """Part the article from some words."""
    for match in re.finditer("(?<![ء-ي])و?ال(?=[ء-ي]{3})(?!ل[هي])", text):
        if chance.random() < 0.1:
            yield match.end(), match.end(), " "


def _invisible(text: str, chance: random.Random) -> Iterator[Edit]:
    """Put zero-width and bidirectional marks into and around some words."""
    for match in _WORD.finditer(text):
        if chance.random() < 0.3:
            at = chance.choice((match.start(), match.end(), match.start() + len(match.group()) // 2))
            yield at, at, chance.choice("\u200b\u200d\u200e\u200f\u061c\u2060\ufeff\u202a\u202b\u202c\u2067\u2069\u00ad")


def _misspelt(text: str, chance: random.Random) -> Iterator[Edit]:
    """Make one slip in one word of eight that have five letters or more."""
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) > 4 and chance.random() < 0.125:
            yield match.start(), match.end(), slip(word, chance)


def slip(word: str, chance: random.Random) -> str:
    """Return a word with one slip behind its article: a letter of other dots, dropped, doubled, or two letters turned round.

    >>> [slip("كركوك", random.Random(n)) for n in range(4)]
    ['كرككو', 'كزكوك', 'لركوك', 'ككوك']
    """
    first = 2 if word.startswith("ال") and len(word) > 4 else 0
    while True:
        at, how = chance.randrange(first, len(word)), chance.randrange(4)
        if how == 0:
            family = next((family for family in _DOTS if word[at] in family), None)
            new = chance.choice(family.replace(word[at], "")) if family else word[at - 1]
            changed = word[:at] + new + word[at + 1 :]
        elif how == 1:
            changed = word[:at] + word[at + 1 :]
        elif how == 2:
            changed = word[:at] + word[at] + word[at:]
        else:
            changed = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        if changed != word:
            return changed


def _stray(text: str, chance: random.Random) -> Iterator[Edit]:
    """Put bits of a wrongly decoded text where they are most often seen: at the start, before spaces, for quotes."""
    yield 0, 0, "ï»¿"
    for index, char in enumerate(text):
        if char in '"“”«»':
            yield index, index + 1, "â€œ" if char in "“«" or text[index - 1 : index].isspace() else "â€\x9d"
        elif char == " " and chance.random() < 0.03:
            yield index, index, "Â"


_PERSIAN = {"ك": "ک", "ي": "ی", "ى": "ی", "ه": "ہ"}
_ENTITIES = {'"': "&quot;", "“": "&ldquo;", "”": "&rdquo;", "«": "&laquo;", "»": "&raquo;", "'": "&#39;", "&": "&amp;", "-": "&ndash;"}
_LATIN = {"،": ",", "؟": "?", "؛": ";"}
_DECOMPOSED = {char: unicodedata.normalize("NFD", char) for char in "أإآؤئ"}
_BARE = {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"}

KINDS = (
    Kind("presentation-forms", "letters in their printed shapes, with ligatures: ﺍﻟﻌﺮﺍﻕ, ﻻ, ﷲ", _presentation),
    Kind("decomposed-hamza", "hamza and madda as marks of their own: ا + ◌ٔ", _characters(_DECOMPOSED)),
    Kind("vowel-marks", "vowel marks on every third letter", _patterns(0.33, ("(?<=[بتثجحخدذرزسشصضطظعغفقكلمن])(?=[ء-ي])", "َ"))),
    Kind("plain-letters", "ا for أ إ آ, ه for ة, ي for ى", _characters(_BARE)),
    Kind("persian-letters", "letters of Persian and Urdu keyboards: ک ی ہ", _characters(_PERSIAN, 0.7)),
    Kind("arabic-digits", "digits as ٣", _characters({d: chr(0x660 + int(d)) for d in _DIGITS})),
    Kind("persian-digits", "digits as ۳", _characters({d: chr(0x6F0 + int(d)) for d in _DIGITS})),
    Kind("tatweel", "stretched words: بغـــداد", _tatweel),
    Kind("elongated", "letters written three to five times in one word of five: العراااق", _elongated),
    Kind("invisible-marks", "zero-width and bidirectional marks in and around words", _invisible),
    Kind("exotic-spaces", "no-break and other spaces", _one_of(" ", "\u00a0\u202f\u2009\u3000\u2003", 0.5)),
    Kind("doubled-spaces", "two or three spaces for one, and before marks: قال :", _patterns(0.4, (" ", "   "), ("(?=[،.:؛؟])", " "))),
    Kind("no-space-behind-marks", "no space behind marks: قال.وأضاف", _patterns(0.5, (r"(?<=[^\W\d_][.،:؛؟])[ ](?=[^\W\d_])", ""))),
    Kind(
        "glued-numbers",
        "no space beside numbers: في14آب, 2021وقال",
        _patterns(0.7, (r"(?<=[ء-ي]) (?=\d)", ""), (r"(?<=\d) (?=[ء-ي])", "")),
    ),
    Kind("glued-quotes", "no space beside quotes and brackets", _patterns(0.7, (r" (?=[\"«“(])", ""), (r"(?<=[\"»”)]) ", ""))),
    Kind("parted-conjunction", "و with a space behind it: و قال", _conjunction),
    Kind("parted-article", "the article with a space behind it in one word of ten: ال بيشمركة", _article),
    Kind("latin-marks", "Latin commas and question marks", _characters(_LATIN)),
    Kind("mixed-quotes", "quotes of any kind for each other", _one_of('["“”«»]', '"“”„«»', 0.8)),
    Kind("html-entities", "entities left in the text: &quot; &nbsp;", lambda t, c: [*_characters(_ENTITIES)(t, c), *_spaces(t, c)]),
    Kind("stray-encoding", "bits of a wrong encoding: Â, â€œ, ï»¿", _stray),
    Kind("misspelt", "one slip in one word of eight that have five letters: البيمشركة, كركوط", _misspelt),
)


def _spaces(text: str, chance: random.Random) -> Iterator[Edit]:
    """Write some spaces as entities."""
    yield from _patterns(0.1, (" ", "&nbsp;"))(text, chance)
