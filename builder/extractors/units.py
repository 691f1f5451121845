"""A sentence as the event rules read it: noun phrases (a person with his title is one), dates, triggers, words and marks in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from builder.chart import Chart
from builder.extractors.phrases import Phrase, outermost, phrases_of
from builder.extractors.relations import last_named
from builder.extractors.words import HOMOGRAPHS, Word, words_of
from builder.lexicon import Trigger
from builder.mentions import Found
from builder.model import DateMention, Mention, Sentence, Span, Token
from builder.morphology import Analysis
from builder.particles import THAT
from builder.resolve import Resolver
from builder.text import QUOTES

_LOOKED_AT = 200  # phrases before a noun that may be what it repeats
FINITE = frozenset({"perfect", "imperfect", "future"})


class Unit(NamedTuple):
    """One element of a sentence; a tuple, for there is one for nearly every token and a dataclass takes five times as long to make.

    `kind` is "phrase" (with `entity`, its key, and `attached`, the particles before it), "date", "trigger", "word", "quote" or "mark";
    `key` is the folded word, `bare` the word without an attached و or ف; `feminine` tells that a trigger is spelt with a final ة;
    `word` is what a trigger or word is by itself.
    """

    kind: str
    first: int
    last: int
    begin: int
    end: int
    key: str
    bare: str
    attached: str = ""
    entity: str | None = None
    entity_kind: str | None = None
    mention: Mention | None = None
    date: DateMention | None = None
    trigger: Trigger | None = None
    form: str = ""
    feminine: bool = False
    word: Word | None = None

    @property
    def span(self) -> Span:
        """Where it stands in the raw text."""
        return Span(self.begin, self.end)

    @property
    def evokes(self) -> str:
        """The class that a trigger evokes, "" of any other unit."""
        return self.trigger.evokes if self.trigger is not None else ""

    @property
    def frame(self) -> str:
        """The name of a trigger's frame, "" of any other unit."""
        return self.trigger.frame if self.trigger is not None else ""

    @property
    def label(self) -> str:
        """The label of a trigger, "" of any other unit."""
        return self.trigger.label if self.trigger is not None else ""


def disagrees(verb: Unit, noun: Unit) -> bool:
    """Tell of a masculine verb right before a feminine body, which is its object then: دعا الحكومة إلى …, زار وزارة الدفاع."""
    if verb.form != "perfect" or noun.mention is None or noun.entity_kind in (None, "Official", "Post", "Location", "Outlet"):
        return False
    return noun.mention.name.split()[0].endswith("ه") and not noun.attached and not verb.bare.endswith(("ت", "تا", "تها", "ته", "تهم"))


class Line(list[Unit]):
    """The units of a sentence in order, with where its triggers, phrases and dates stand and how its words are spelt.

    `statements` are those of its triggers that tell of speech; `spellings` are all keys, with their conjunctions and without.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        super().__init__(units)
        kinds = [unit.kind for unit in self]
        self.triggers = [i for i, kind in enumerate(kinds) if kind == "trigger"]
        self.statements = [i for i in self.triggers if self[i].evokes == "Statement"]
        self.phrases = [i for i, kind in enumerate(kinds) if kind == "phrase"]
        self.dates = [i for i, kind in enumerate(kinds) if kind == "date"] if "date" in kinds else []
        self.spellings = {unit.key for unit in self}
        self.spellings.update([unit.bare for unit in self])

    def has(self, words: frozenset[str]) -> bool:
        """Tell whether one of the words stands in the sentence."""
        return not words.isdisjoint(self.spellings)


class Units:
    """Builds the units of every sentence of a document."""

    def __init__(self, chart: Chart, found: Found, resolver: Resolver, dates: Sequence[DateMention]) -> None:
        self.chart, self._tokens, self._text, self._words = chart, chart.tokens, chart.doc.text, words_of(chart.lexicon)
        phrases = phrases_of(chart, found, resolver)
        self._phrases = outermost(phrases)
        self._ordered = sorted(self._phrases.values(), key=lambda p: p.first)
        self._groups = [p for p in self._ordered if p.mention.kind == "ArmedGroup"]
        self._places: dict[str, list[Mention]] = {}  # those that a place-kind word may call, by the kind
        self._headed: dict[str, list[Phrase]] = defaultdict(list)  # bodies by the noun that heads their names
        for phrase in phrases:  # those inside titles too
            if _has_head(phrase.mention):
                self._headed[phrase.mention.name.split()[0].removeprefix("ال")].append(phrase)
        for headed in self._headed.values():
            headed.sort(key=_first)
        self._date_of: dict[int, DateMention] = {}
        for date in dates:  # by the token that it begins inside of: بتاريخ …, والسبت
            position = bisect_right(chart.tokens, date.span.begin, key=lambda t: t.begin) - 1
            if position >= 0:
                self._date_of[position] = date
        self._starts = self._date_of.keys() | self._phrases.keys()

    def of(self, sentence: Sentence) -> Line:
        """Return the units of a sentence."""
        units: list[Unit] = []
        index, limit = sentence.first, sentence.last
        while index < limit:
            unit = self._named(index, limit) if index in self._starts else self._word(index)
            units.append(unit)
            index = unit.last
        return Line(units)

    def _named(self, index: int, limit: int) -> Unit:
        """Return the date or else the noun phrase that begins at a token."""
        token, date = self.chart.tokens[index], self._date_of.get(index)
        if date:
            last = index + 1
            while last < limit and self.chart.tokens[last].end <= date.span.end:
                last += 1
            return Unit("date", index, last, *date.span, token.key, token.key, date=date)
        phrase = self._phrases[index]
        return Unit(
            "phrase",
            index,
            min(phrase.last, limit),
            *phrase.mention.span,
            token.key,
            token.key[len(phrase.attached) :],
            phrase.attached,
            phrase.key,
            phrase.key.partition(":")[0],
            phrase.mention,
        )

    def _word(self, index: int) -> Unit:
        """Return the mark, the noun that repeats an entity, the trigger or the other word at a token."""
        token = self._tokens[index]
        if token.kind == "punct":
            kind = "quote" if token.key in QUOTES and token.key not in "()[]" else "mark"
            return Unit(kind, index, index + 1, token.begin, token.end, token.key, token.key)
        word = self._words.of(token, self._text[token.end - 1])
        anaphor = self._anaphor(index, word) if word.definite else None
        if anaphor:
            attached = token.key[: _anaphor_start(token)]
            return Unit(
                "phrase", index, index + 1, token.begin, token.end, token.key, token.key, attached, anaphor, anaphor.partition(":")[0]
            )
        if word.doubtful:
            word = self._read_here(index, word)
        return Unit(
            "word" if word.trigger is None else "trigger",
            index,
            index + 1,
            token.begin,
            token.end,
            token.key,
            word.bare,
            word.attached,
            None,
            None,
            None,
            None,
            word.trigger,
            word.form,
            word.feminine,
            word,
        )

    def _anaphor(self, index: int, word: Word) -> str | None:
        """Return the entity that a bare definite noun repeats: التنظيم, المسلحون -> the armed group; البلدة -> the place of that kind."""
        chart = self.chart
        if word.repeats_group and not chart.definite(index + 1):
            latest = bisect_left(self._groups, index, key=_first) - 1
            return self._groups[latest].key if latest >= 0 else None
        if word.head and word.head in self._headed and not chart.definite(index + 1):
            named = self._headed[word.head]
            before = bisect_left(named, index, key=_first)
            if before:
                return named[bisect_left(named, named[before - 1].first, key=_first)].key
        match = chart.longest(index, "place-kind")
        key = chart.tokens[index].key
        if (
            match is None
            or match.size != 1
            or chart.key(index + 1) == "علي"  # القضاء على داعش is no district
            or ("ال" not in key[:4] and not key.lstrip("وف").startswith("لل"))
            or match.label.target in ("area", "region", "country")
        ):
            return None
        places = self._places_of(match.label.target)
        before = bisect_left(self._ordered, index, key=_first)
        nearest = self._ordered[max(before - _LOOKED_AT, 0) : before]
        meant = last_named(chart, index, places, [p.mention for p in nearest]) if places else None
        return self._phrases[meant.first].key if meant is not None and meant.first in self._phrases else None

    def _places_of(self, kind: str) -> list[Mention]:
        """Return the places of the article that may be called by a kind."""
        if kind not in self._places:
            places = (p.mention for p in self._ordered if p.mention.kind == "Location")
            self._places[kind] = [place for place in places if self._is_kind(place, kind)]
        return self._places[kind]

    def _is_kind(self, mention: Mention, kind: str) -> bool:
        """Tell whether a place may be called by a kind: by its own word, or by the lexicon."""
        entry = self.chart.lexicon.entries.get(mention.iri or "")
        stated = mention.attribute("placeKind")
        towns = ("city", "town", "district", "subdistrict", "capital")
        return kind in (stated, entry.place_kind if entry else None) or (
            stated is None and entry is not None and kind in ("city", "town") and entry.place_kind in towns
        )

    def _read_here(self, index: int, word: Word) -> Word:
        """Return what a word is whose reading as a trigger the words around decide."""
        token = self.chart.tokens[index]
        text, lexicon = self.chart.doc.text, self.chart.lexicon
        verb = HOMOGRAPHS.get(token.key.removeprefix("و"))
        reading: Analysis | None
        if token.key in ("بين", "وبين") and self._makes_clear(index):
            reading = lexicon.trigger_reading("بينت")
        elif verb and self._is_said(index, verb[1]):
            reading = lexicon.trigger_reading(verb[0])
        elif word.trigger is not None and word.trigger.label == "حمل" and not self._blames(index):
            reading = None
        else:
            return word
        return self._words.read_as(token, text[token.end - 1], reading)

    def _makes_clear(self, index: int) -> bool:
        """Tell the verb بيّن from the preposition بين: by its shadda, or by من جانبه before a post and أن behind it."""
        span = self.chart.tokens[index].span
        if "\N{ARABIC SHADDA}" in self.chart.doc.text[span.begin : span.end]:
            return True
        phrase = self._phrases.get(index + 1)
        if phrase is None or not phrase.key.startswith(("Official:", "Post:")):
            return False
        opens = index == 0 or self.chart.limit(index - 1) <= index  # وبين المتحدث باسم القيادة … ان
        said = any(self.chart.key(i) in THAT for i in range(phrase.last, min(phrase.last + 8, self.chart.limit(index))))
        return (opens and said) or self.chart.key(index - 1) in ("جانبه", "جانبها", "جهته", "جهتها", "بدوره", "بدورها")

    def _is_said(self, index: int, mark: str) -> bool:
        """Tell هنّأ from هنا and عبّر from عبر: by its mark in the text, with a person behind it."""
        span, phrase = self.chart.tokens[index].span, self._phrases.get(index + 1)
        person = phrase is not None and phrase.key.startswith(("Official:", "Post:")) and not phrase.attached
        about = person and phrase is not None and self.chart.key(phrase.last) == "عن"
        return person and (mark in self.chart.doc.text[span.begin : span.end] or about)

    def _blames(self, index: int) -> bool:
        """Tell حمّله المسؤولية from حمل السلاح and حملت اسم."""
        limit = min(self.chart.limit(index), index + 18)
        return any("مسؤول" in self.chart.key(i) for i in range(index + 1, limit))


def _first(phrase: Phrase) -> int:
    return phrase.first


def _has_head(mention: Mention) -> bool:
    """Tell of a body that its head alone may repeat later: وزارة الدفاع … الوزارة."""
    return mention.kind in ("Force", "GovernmentBody", "Ministry") and " " in mention.name


def _anaphor_start(token: Token) -> int:
    """Return where the noun begins after its particles; للX counts as ل."""
    at = token.key.find("ال") if "ال" in token.key[:4] else token.key.find("لل") + 1
    return max(at, 0)
