"""In which language a text is, told by its function words and letters: pure, the same everywhere, without a model.

Only Arabic is read. Of other languages as many are known as stand among Arabic news; a text in letters that none of them is
written in has the language `UNKNOWN`. In doubt a text is Arabic: names in an Arabic sentence may be spelt as their owners do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import pyoxigraph as ox

from builder.errors import LexiconError
from builder.model import Article, Skipped
from builder.resources import ontology_dir
from builder.vocabulary import SKOS, TQ

ARABIC, UNKNOWN = "ar", "und"
_FILE = "lexicon/languages.ttl"
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u0610-\u061a\u06d6-\u06ed\u200d-\u200f]")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_SCRIPT = re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdf1\ufe70-\ufefc]")
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل)\w{3}|[أإ]\w\w|\w\w+ة$")  # what hardly a word of another language looks like
_WITH_ARTICLE = re.compile(r"(?<![^\W\d_])(?:[وف]?[بك]?ال|[وف]?لل)\w{3}")
_SENTENCE = re.compile(r"[^\n.!?؟۔]+")
_ARABIC_SIGN = (("ar",), ())
_ONE_SPELLING = str.maketrans("يىئكھہە", "ییئکهه\u06d5")  # keyboards differ: the same word with the letters of another
_FEWEST, _MANY = 2, 4  # signs of a language; with so many none need be a function word
_PART = 0.2  # of the words of a text that must bear signs
_ARABIC_LEFT = 0.1  # of an article's words: with fewer in Arabic it is none


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tag (BCP 47), names in Arabic and English, letters that Arabic has not, and function words."""

    tag: str
    label_ar: str
    label_en: str
    letters: frozenset[str]
    words: frozenset[str]


@cache
def languages() -> dict[str, Language]:
    """Return the languages of the lexicon by their tags."""
    said: dict[str, dict[str, list[ox.Literal]]] = {}
    for triple in ox.parse(path=str(ontology_dir() / _FILE), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
            said.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    found = {language.tag: language for language in map(_language, said.values())}
    if ARABIC not in found:
        raise LexiconError(f"ontology/{_FILE} has no Arabic: install the package again")
    return found


def _language(said: dict[str, list[ox.Literal]]) -> Language:
    names = {literal.language: literal.value for literal in said[SKOS + "prefLabel"]}
    letters = "".join(literal.value for literal in said.get(TQ + "letters", ()))
    words = frozenset(_one_spelling(literal.value) for literal in said[SKOS + "altLabel"])
    return Language(said[TQ + "languageTag"][0].value, names["ar"], names["en"], frozenset(letters), words)


def name_of(tag: str) -> str:
    """Return the English name of a language.

    >>> name_of("fa"), name_of(UNKNOWN)
    ('Persian', 'another language')
    """
    known = languages().get(tag)
    return known.label_en if known else "another language"


def _one_spelling(word: str) -> str:
    return _MARKS.sub("", word).lower().translate(_ONE_SPELLING)


@lru_cache(maxsize=1 << 16)
def _signs(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tags of the languages that a word (marks aside) is a sign of, and of those whose function word it is.

    >>> _signs("لەگەڵ"), _signs("پارتي"), _signs("البيشمرگة")
    ((('fa', 'ckb', 'ur'), ('ckb',)), (('fa', 'ckb', 'ur', 'ps'), ()), (('ar',), ()))
    """
    key, letters = _one_spelling(word), set(word)
    spoken = tuple(tag for tag, known in languages().items() if key in known.words)
    if not spoken and _ARTICLE.match(word):
        return _ARABIC_SIGN
    return tuple(tag for tag, known in languages().items() if tag in spoken or letters & known.letters), spoken


class _Count:
    """The words of a text, how many are in Arabic letters, how many are signs of which language, and whose function words there are."""

    __slots__ = ("arabic_letters", "signs", "spoken", "words")

    def __init__(self, text: str = "") -> None:
        words = _WORD.findall(_MARKS.sub("", text))
        self.words, self.signs, self.spoken, self.arabic_letters = len(words), Counter[str](), set[str](), len(words)
        for word in words:
            found = _signs(word)
            if found is _ARABIC_SIGN:
                self.signs[ARABIC] += 1
            else:
                self.signs.update(found[0])
                self.spoken.update(found[1])
                if not _ARABIC_SCRIPT.match(word):
                    self.arabic_letters -= 1

    def add(self, other: _Count) -> None:
        """Add the words of another text."""
        self.words += other.words
        self.arabic_letters += other.arabic_letters
        self.signs.update(other.signs)
        self.spoken |= other.spoken

    def verdict(self) -> str:
        """Return the language that the words are clearly of, empty where nothing is clear.

        A language other than Arabic needs two signs, a function word or many words with its letters among them, signs on a fifth of the
        words, and more than Arabic has; it is written in the script that most of the words are in.
        """
        arabic, latin = self.signs[ARABIC], self.arabic_letters * 2 < self.words
        for tag in sorted(self.signs.keys() - {ARABIC}, key=lambda tag: (-self.signs[tag], tag)):
            count = self.signs[tag]
            if count < _FEWEST or count < _PART * self.words or count <= arabic:
                break
            if (tag in self.spoken or count >= _MANY) and latin == (tag in _in_latin_letters()):
                return tag
        if not self.arabic_letters and self.words > _FEWEST:
            return UNKNOWN
        return ARABIC if arabic else ""


@cache
def _in_latin_letters() -> frozenset[str]:
    return frozenset(tag for tag, known in languages().items() if not any(map(_ARABIC_SCRIPT.match, known.words)))


def _is_plainly_arabic(text: str) -> bool:
    """Tell of a text whose every fifth word has the Arabic article, as hardly a name in another language has; most are told by it."""
    return len(_WITH_ARTICLE.findall(text)) * 5 > len(text.split())


def sentence_languages(sentences: Iterable[str]) -> list[str]:
    """Return the language of each of the sentences of a text, in order: Arabic in doubt, unless both neighbours that are clear are not.

    >>> sentence_languages(["وصل الوزير إلى أربيل.", "او در این شهر با رئیس دیدار کرد.", "وقال إن الزيارة ناجحة."])
    ['ar', 'fa', 'ar']
    """
    found = [ARABIC if _is_plainly_arabic(sentence) else _Count(sentence).verdict() for sentence in sentences]
    before = _last_clear(found)
    after = _last_clear(found[::-1])[::-1]
    return [own or (b if b != ARABIC and a not in ("", ARABIC) and b else ARABIC) for own, b, a in zip(found, before, after, strict=True)]


def _last_clear(found: Sequence[str]) -> list[str]:
    """Return, for each verdict, the last that was clear before it."""
    result, last = [], ""
    for own in found:
        result.append(last)
        last = own or last
    return result


def article_language(text: str) -> str:
    """Return the language of an article: another than Arabic only where hardly a sentence is clearly Arabic.

    >>> article_language("The minister of defence arrived in Erbil on Sunday."), article_language("أربيل"), article_language("١٢")
    ('en', 'ar', 'ar')
    """
    if _is_plainly_arabic(text):
        return ARABIC
    parts: Counter[str] = Counter()
    whole = _Count()
    for sentence in _SENTENCE.findall(text):
        count = _Count(sentence)
        parts[count.verdict()] += count.words
        whole.add(count)
    if parts[ARABIC] > _ARABIC_LEFT * whole.words:
        return ARABIC
    foreign = {tag: words for tag, words in parts.items() if tag not in ("", ARABIC)}
    if sum(foreign.values()) * 2 > whole.words:
        return min(foreign, key=lambda tag: (-foreign[tag], tag))
    if whole.words and not whole.arabic_letters:
        return whole.verdict() or UNKNOWN
    return whole.verdict() or ARABIC


def skipped(article: Article) -> Skipped | None:
    """Return what is said of an article in another language than Arabic, which is not read; None of one that is.

    >>> skipped(Article("a", "وصل الوزير إلى أربيل."))
    >>> print(skipped(Article("b", "The minister of defence arrived in Erbil on Sunday.")))
    b: note: the article b was skipped: it is in English
    """
    language = article_language(article.text)
    return None if language == ARABIC else Skipped(article.identifier, article.source, name_of(language))
