"""Attached particles and inflection, read by camel-tools' ALMOR analyser over a database of our own.

camel-tools' own databases are a user's download; ours needs none. The words are those that the lexicon names and the stems of the triggers,
so a particle is only split off where a word that we know is left (بيان is not ب + يان).

What particles and endings make of a stem is the same for every stem of a category, so the analyser reads each pair of them once, on a
specimen, and not every word anew. A test holds the readings equal to those of the analyser over a database of all our words.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from builder.errors import LexiconError
from builder.folding import fold

_T = TypeVar("_T")
_EMPTY_CATALOGUE = {"version": "1.6.0", "packages": {}, "components": {}}
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_PRONOUNS = ("ه", "ها", "هم", "هما", "نا", "هن")


@dataclass(frozen=True, slots=True)
class Stem:
    """A stem of the lexicon: `surface` folded, `category` one of word, noun, perfect, imperfect, fixed; `lemma` names the entry."""

    surface: str
    category: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a token: `start` is where the word, article and all, begins in the key after its particles.

    `form` is "word", "noun", "perfect", "imperfect" or "future"; `definite` tells of an article.
    """

    start: int
    lemma: str
    form: str
    definite: bool = False


def _suffix_table() -> dict[str, tuple[str, ...]]:
    """Category -> endings: case, dual, plural, person and pronouns."""
    possessed = tuple("ت" + p for p in _PRONOUNS)
    return {
        "SufNone": ("",),
        "SufNoun": ("", "ات", "ين", "ان", "ي", "ا", "يه", *_PRONOUNS),
        "SufFem": ("ه", "ات", "تين", "تان", "تي", "تا", *possessed, *("ات" + p for p in _PRONOUNS)),
        "SufPerf": ("", "ت", "ا", "تا", "وا", *_PRONOUNS, *possessed, "وه", "وها", "وهم"),
        "SufImpf": ("", "ون", "وا", "ان", "ا", "ن", *_PRONOUNS),
    }


def _prefix_table() -> dict[str, list[tuple[str, str]]]:
    """Category -> (surface, features): proclitics of words, perfect verbs and imperfect verbs."""
    words = []
    for conj in _CONJUNCTIONS:
        for prep in _PREPOSITIONS:
            words.append((conj + prep, f"pre:{conj + prep or '0'} det:0"))
            # للX stands for ل + الX: no letter of the article is left to begin at, so the word begins at its first ل
            article, before = ("لل", conj) if prep == "ل" else (prep + "ال", conj + prep)
            words.append((conj + article, f"pre:{before or '0'} det:1"))
    perfect = [(c, f"pre:{c or '0'} det:0") for c in _CONJUNCTIONS]
    imperfect = [
        (conj + particle + person, f"pre:{conj or '0'} det:0" + (" form:future" if particle == "س" else ""))
        for conj in _CONJUNCTIONS
        for particle in ("", "س", "ل")
        for person in "يتنا"
    ]
    return {"PreWord": words, "PrePerf": perfect, "PreImpf": imperfect}


_COMPATIBLE = {  # stem category -> (prefix category, suffix category)
    "word": ("PreWord", "SufNone"),
    "noun": ("PreWord", "SufNoun"),
    "feminine": ("PreWord", "SufFem"),
    "perfect": ("PrePerf", "SufPerf"),
    "fixed": ("PrePerf", "SufNone"),  # a verb of which only the listed forms count
    "imperfect": ("PreImpf", "SufImpf"),
}


_BEFORE = frozenset(surface for rows in _prefix_table().values() for surface, _ in rows)
_BEHIND = frozenset(surface for rows in _suffix_table().values() for surface in rows)
_LONGEST_PREFIX, _LONGEST_SUFFIX = max(map(len, _BEFORE)), max(map(len, _BEHIND))
REMEMBERED = 200_000  # distinct words that are kept: a bound on memory; news repeats itself long before
_ARABIC = re.compile("[ء-غف-ي]+")  # what the analyser takes for Arabic, of what is left in a key

_SPECIMEN = "ظظظ"  # a stem that no particle or ending resembles, of every category
_SPECIMENS = tuple(Stem(_SPECIMEN + ("ه" if c == "feminine" else ""), c.replace("feminine", "noun"), c) for c in _COMPATIBLE)


def _inflected(stem: Stem) -> tuple[str, str]:
    """Return the surface and category under which the database holds a stem: a feminine noun without its ه."""
    if stem.category == "noun" and stem.surface.endswith("ه") and len(stem.surface) > 3:
        return stem.surface[:-1], "feminine"
    return stem.surface, stem.category


def compile_database(stems: Iterable[Stem]) -> str:
    """Write stems as an ALMOR database, the format of camel-tools' `MorphologyDB`.

    Sections and their order are mandatory; a line without a value, a space in a value or an unknown category raises in camel-tools.
    """
    head = [
        "###DEFINES###",
        "DEFINE pos pos:*open*",
        "DEFINE lex lex:*open*",
        "DEFINE diac diac:*open*",
        "DEFINE pre pre:*open*",
        "DEFINE det det:0 det:1",
        "DEFINE form form:*open*",
        "###DEFAULTS###",
        *(f"DEFAULT pos:{p} lex:* diac:* pre:0 det:0 form:other" for p in ("w", "digit", "punc", "latin")),
        "###ORDER###",
        "ORDER pos lex diac pre det form",
        "###TOKENIZATIONS###",
        "TOKENIZATION diac",
        "###STEMBACKOFF###",
        "###PREFIXES###",
    ]
    body = [f"{s}\t{category}\tdiac:{s} {features}" for category, rows in _prefix_table().items() for s, features in rows]
    body.append("###SUFFIXES###")
    body += [f"{s}\t{category}\tdiac:{s}" for category, rows in _suffix_table().items() for s in dict.fromkeys(rows)]
    body.append("###STEMS###")
    lines = set()
    for stem in stems:
        (surface, category), form = _inflected(stem), stem.category.replace("fixed", "perfect")
        lines.add(f"{surface}\t{category}\tpos:w lex:{stem.lemma} diac:{surface} pre:0 det:0 form:{form}")
    body += sorted(lines)
    tables = ["###TABLE AB###", *(f"{pre} {stem}" for stem, (pre, _) in _COMPATIBLE.items())]
    tables += ["###TABLE BC###", *(f"{stem} {suf}" for stem, (_, suf) in _COMPATIBLE.items())]
    tables += ["###TABLE AC###", *(f"{pre} {suf}" for pre, suf in dict.fromkeys(_COMPATIBLE.values()))]
    return "\n".join([*head, *body, *tables]) + "\n"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What a pair of particles and ending says of a stem of `category`: where the word starts, its form, whether it has an article."""

    category: str
    start: int
    form: str
    definite: bool


class _Affixes:
    """The patterns of each pair of particles and ending, read by camel-tools when a word first shows the pair."""

    def __init__(self) -> None:
        self._analyzer: Any = None
        self._patterns: dict[tuple[str, str], tuple[_Pattern, ...]] = {}

    def patterns(self, before: str, behind: str) -> tuple[_Pattern, ...]:
        """Return what the pair may say; nothing where no category takes both."""
        found = self._patterns.get((before, behind))
        if found is None:
            if self._analyzer is None:
                self._analyzer = _compiled_analyzer(compile_database(_SPECIMENS))
            readings = {_pattern(raw) for raw in self._analyzer.analyze(before + _SPECIMEN + behind)}
            found = self._patterns[before, behind] = tuple(readings)
        return found


def _pattern(raw: Mapping[str, str]) -> _Pattern:
    """Read one of camel-tools' analyses of the specimen; its lemma is the category."""
    return _Pattern(raw["lex"], 0 if raw["pre"] == "0" else len(raw["pre"]), raw["form"], raw["det"] == "1")


class Morphology:
    """Reads tokens; each distinct key is read once.

    `more` is a morphology database of the user's own, asked for words that ours does not know. camel-tools is loaded at the first word
    that may be one of ours: it takes most of a second, and a program that reads no article has no use for it.

    >>> m = Morphology([Stem("بيشمركه", "word", "بيشمركه"), Stem("علن", "imperfect", "اعلن")])
    >>> [(a.start, a.lemma, a.definite) for a in m.analyse("وللبيشمركه")]
    [(1, 'بيشمركه', True)]
    >>> [(a.start, a.form) for a in m.analyse("وستعلن")]
    [(1, 'future')]
    >>> m.analyse("بيان")
    ()
    """

    def __init__(self, stems: Iterable[Stem], more: Path | None = None) -> None:
        self._surfaces: dict[str, list[tuple[str, str]]] = {}  # a stem's category and lemma by its surface
        for stem in stems:
            surface, category = _inflected(stem)
            self._surfaces.setdefault(surface, []).append((category, stem.lemma))
        self._affixes = _Affixes()
        self._user_path = more
        self._user_analyzer: Any = None
        self._cache: dict[str, tuple[Analysis, ...]] = {}
        self.forms: dict[str, tuple[str, str, tuple[int, ...]]] = {}  # by the raw token

    def analyse(self, key: str) -> tuple[Analysis, ...]:
        """Return the readings of a folded word, shortest particles first; none where the word is not known."""
        found = self._cache.get(key)
        return self._remember(self._cache, key, self._analyse(key)) if found is None else found

    def stems(self, key: str) -> tuple[int, ...]:
        """Return the offsets in a folded word where the word itself may begin, 0 always among them."""
        own = {a.start for a in self.analyse(key)}
        return tuple(sorted({0, *(own or self._starts_by_user_database(key))}))

    def form(self, raw: str, kind: str) -> tuple[str, str, tuple[int, ...]]:
        """Return the key of a token of the raw text, its kind, and where a word, after attached particles, may begin; `forms` keeps it."""
        key = fold(raw).strip()
        return self._remember(self.forms, raw, (key, kind, self.stems(key) if key and kind == "word" else (0,)))

    @staticmethod
    def _remember(known: dict[str, _T], key: str, value: _T) -> _T:
        if len(known) > REMEMBERED:
            known.clear()
        known[key] = value
        return value

    def _starts_by_user_database(self, key: str) -> set[int]:
        """Return where a word that our lexicon does not know may begin, by the user's own database, if there is one."""
        if self._user_path is None:
            return set()
        if self._user_analyzer is None:
            self._user_analyzer = _analyzer(self._user_path)
        readings = self._user_analyzer.analyze(key)
        return {sum(raw.get(slot, "0") not in ("0", "na", "-", "") for slot in ("prc3", "prc2", "prc1")) for raw in readings}

    def _analyse(self, key: str) -> tuple[Analysis, ...]:
        """Try every cut into particles, a stem of ours and an ending."""
        if not _ARABIC.fullmatch(key):
            return ()
        readings = set()
        for begin in range(min(_LONGEST_PREFIX, len(key) - 1) + 1):
            if key[:begin] not in _BEFORE:
                continue
            for end in range(max(begin + 1, len(key) - _LONGEST_SUFFIX), len(key) + 1):
                stems = self._surfaces.get(key[begin:end])
                if stems and key[end:] in _BEHIND:
                    for pattern in self._affixes.patterns(key[:begin], key[end:]):
                        for category, lemma in stems:
                            if category == pattern.category:
                                readings.add(Analysis(pattern.start, lemma, pattern.form, pattern.definite))
        return tuple(sorted(readings, key=lambda a: (a.start, a.lemma, a.form, a.definite)))


def user_database() -> Path | None:
    """Return the morphology database that the user has installed with `camel_data`, if there is one; of several, the first by name."""
    return next(iter(sorted(_data_folder().glob("data/morphology_db/*/morphology.db"))), None)


def _data_folder() -> Path:
    """Return the folder where camel-tools keeps the user's data."""
    return Path(os.environ.get("CAMELTOOLS_DATA") or Path.home() / ".camel_tools").expanduser()


def _compiled_analyzer(database: str) -> Any:
    """Return camel-tools' analyser over the text of a database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tansiq.db")
        path.write_text(database, "utf-8")
        return _analyzer(path)


@contextmanager
def camel_catalogue() -> Iterator[None]:
    """Let camel-tools be imported: it downloads its catalogue then, unless it finds one; a user without one is shown an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("CAMELTOOLS_DATA")
        if not (_data_folder() / "catalogue.json").exists():
            Path(folder, "catalogue.json").write_text(json.dumps(_EMPTY_CATALOGUE), "utf-8")
            os.environ["CAMELTOOLS_DATA"] = folder
        try:
            yield
        finally:
            os.environ.pop("CAMELTOOLS_DATA", None)
            if before is not None:
                os.environ["CAMELTOOLS_DATA"] = before


def _analyzer(database: Path) -> Any:
    """Return camel-tools' analyser over a database."""
    with camel_catalogue():
        from camel_tools.morphology.analyzer import Analyzer
        from camel_tools.morphology.database import MorphologyDB
        from camel_tools.morphology.errors import MorphologyError
    try:
        return Analyzer(MorphologyDB(str(database), "a"))
    except (OSError, ValueError, MorphologyError) as error:
        raise LexiconError(f"{database}: cannot be read as a morphology database of camel-tools ({error}): install it again") from error
