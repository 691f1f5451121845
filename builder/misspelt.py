"""Names with one slip: which word of a known name a word that nobody knows was meant to be (البيشمكرة, كركوط).

Words of known names are found by their length and the letters at their ends, which a slip leaves. A slip is a letter taken for one of like
shape, left out, doubled, put in, or turned round with the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

_LONG = {"turned": 7, "doubled": 7, "like": 7, "dropped": 8}  # letters of a name of one word
SHORTEST = 5  # letters of a word, its article aside, that one slip leaves recognisable
PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "وك")
_ENDINGS = ("", "ه", "ي", "ا", "ت", "ن", "ات", "ون", "ين", "ان", "ها", "هم", "يه", "يا", "تها", "وا", "نا")
# Letters that differ in dots or in little else, as eyes, keyboards and text recognition take them for each other.
_LIKE = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "كل", "وؤ", "هه", "كط", "ضظ", "ذز", "ثس", "قك", "يئ", "اع")


def slip_between(meant: str, written: str) -> str:
    """Return which slip makes one word of another: "like", "other", "dropped", "doubled", "added", "turned", or "" for none or more.

    What changes a word's first or last letter is none: particles and endings make other words of words.

    >>> slip_between("بيشمركه", "بيشمكره"), slip_between("كركوك", "كرركوك"), slip_between("نينوي", "نيتوي"), slip_between("عراق", "عراقي")
    ('turned', 'doubled', 'like', '')
    """
    first = next((i for i, (a, b) in enumerate(zip(meant, written, strict=False)) if a != b), min(len(meant), len(written)))
    longest = max(len(meant), len(written))
    if first == 0 or first >= longest - 1 or meant[-1] != written[-1]:
        return ""
    rest, other = meant[first:], written[first:]
    if len(rest) == len(other):
        if rest[:2] == other[1::-1] and rest[2:] == other[2:]:
            return "turned"
        if rest[1:] != other[1:]:
            return ""
        return "like" if any(rest[0] in family and other[0] in family for family in _LIKE) else "other"
    if rest[1:] == other:
        return "dropped"
    if rest == other[1:]:
        return "doubled" if other[0] == written[first - 1] else "added"
    return ""


def near(words: Iterable[str]) -> frozenset[str]:
    """Return what is left of words without one letter, and the words: two words that one slip parts have one of these in common."""
    return frozenset(left for word in words for left in (word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))


class Spelling:
    """The words of known names, to be found by words with one slip; `known` are words that are never taken for one."""

    def __init__(self, forms: Iterable[str], known: frozenset[str]) -> None:
        self._known = known
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted({bare(word) for form in forms for word in form.split()}):
            if len(word) >= SHORTEST and word.isalpha():
                for sign in {word[:2] + word[-1], word[0] + word[-2:]}:  # a slip leaves one of them, and the first and last letter
                    self._near[sign, len(word)].append(word)

    def meant(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return what a folded word may be meant to be, particles and article kept, each with its slip; nothing where it is known."""
        meant = self._meant(key)
        return () if not meant or self._is_word(key) else tuple(sorted(meant))

    def _meant(self, key: str) -> set[tuple[str, str]]:
        found = set()
        for particle in PARTICLES:
            rest = key[len(particle) :] if key.startswith(particle) else ""
            article = "ال" if rest.startswith("ال") else "ل" if particle.endswith("ل") and rest.startswith("ل") else ""
            word = rest[len(article) :]
            if len(word) >= SHORTEST - 1:
                for sign in (word[:2] + word[-1], word[0] + word[-2:]):
                    for length in (len(word) - 1, len(word), len(word) + 1):
                        for near in self._near.get((sign, length), ()):
                            slip = slip_between(near, word)
                            if slip:
                                found.add((particle + article + near, slip))
        return found

    def _is_word(self, key: str) -> bool:
        """Tell of a word that is known, with particles before it and endings behind."""
        for particle in PARTICLES:
            if key.startswith(particle):
                word = bare(key[len(particle) :])
                for ending in _ENDINGS:
                    stem = word[: len(word) - len(ending)] if ending else word
                    if word.endswith(ending) and (stem in self._known or stem + "ه" in self._known):
                        return True
        return False


def believed(slip: str, letters: int, words: int, *, eminent: bool) -> bool:
    """Tell whether a slip is believed in a name of so many words; `letters` are those of the word meant, its article aside.

    The other words of a longer name bear it out. A name of one word must be long, or else that of no hamlet and slipped on in a way that
    makes no other word of Arabic. All 27 links that this makes in 600 real articles were read by hand, and are right.
    """
    if words > 1:
        return True
    return letters >= _LONG.get(slip, letters + 1) or (eminent and slip == "doubled")


def bare(word: str) -> str:
    """Return a folded word without its article.

    >>> bare("البيشمركه"), bare("للجيش")
    ('بيشمركه', 'جيش')
    """
    return word[2:] if word.startswith(("ال", "لل")) and len(word) > 3 else word
