"""A sentence as the event rules read it: noun phrases (a person with his title is one), dates, triggers, words and marks in order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from builder.chart import Chart
from builder.extractors.relations import last_named, particles
from builder.lexicon import Trigger
from builder.mentions import Found
from builder.model import DateMention, Mention, Sentence, Span, Token
from builder.morphology import Analysis
from builder.particles import STOP, THAT
from builder.resolve import Resolver
from builder.text import QUOTES

_HOMOGRAPHS = {"هنا": ("هنات", "أ"), "عبر": ("عبرت", "\N{ARABIC SHADDA}")}  # word -> a form of the verb spelt alike, the mark that tells it
FINITE = frozenset({"perfect", "imperfect", "future"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One element of a sentence.

    `kind` is "phrase" (with `entity`, its key, and `attached`, the particles before it), "date", "trigger", "word", "quote" or "mark";
    `key` is the folded word, `bare` the word without an attached و or ف; `feminine` tells that a trigger is spelt with a final ة.
    """

    kind: str
    first: int
    last: int
    span: Span
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


@dataclass(frozen=True, slots=True)
class _Phrase:
    first: int
    last: int
    mention: Mention
    key: str
    attached: str


def _phrases(chart: Chart, found: Found, resolver: Resolver) -> dict[int, _Phrase]:
    """Return the noun phrases by first token: titles with their holders, posts, and all other mentions outside them."""
    phrases: list[_Phrase] = []
    for holding in found.holdings:
        key = resolver.key_of.get(holding.person)
        if key:
            lead = holding.person.attribute("lead")
            first = min(holding.title.first, int(lead) if lead else holding.person.first)
            last = max(holding.title.last, *(h.title.last for h in found.holdings if h.person is holding.person), holding.person.last)
            phrases.append(
                _Phrase(
                    first,
                    last,
                    holding.person,
                    key,
                    _title_particles(chart, holding.title.first, holding.title.start)
                    if first == holding.title.first
                    else particles(chart, holding.person),
                )
            )
    for post, _ in found.posts:
        phrases.append(_Phrase(post.first, post.last, post, resolver.key_of[post], particles(chart, post)))
    for mention in found.mentions:
        lead = mention.attribute("lead")
        first = int(lead) if lead else mention.first  # a rank before the name carries the و of a list
        attached = _conjunction(chart, first) if lead else particles(chart, mention)
        phrases.append(_Phrase(first, mention.last, mention, resolver.key_of[mention], attached))
    kept: dict[int, _Phrase] = {}
    taken: set[int] = set()
    for phrase in sorted(phrases, key=lambda p: (p.first - p.last, p.first, p.key)):
        cells = set(range(phrase.first, phrase.last))
        if not cells & taken:
            taken |= cells
            kept[phrase.first] = phrase
    return kept


def _conjunction(chart: Chart, index: int) -> str:
    """Return the particles attached to a rank or honorific: والفريق, للواء."""
    match = chart.longest(index, "rank")
    return chart.tokens[index].key[: match.start] if match else ""


def _title_particles(chart: Chart, first: int, start: int) -> str:
    key = chart.tokens[first].key
    return key[:start] + ("ل" if key[start : start + 2] == "لل" else "")


class Units:
    """Builds the units of every sentence of a document."""

    def __init__(self, chart: Chart, found: Found, resolver: Resolver, dates: Sequence[DateMention]) -> None:
        self.chart = chart
        self._phrases = _phrases(chart, found, resolver)
        self._headed: dict[str, list[_Phrase]] = defaultdict(list)  # bodies by the noun that heads their names
        bodies = [_Phrase(m.first, m.last, m, resolver.key_of[m], "") for m in found.mentions]  # those inside titles too
        for phrase in sorted({(p.first, p.key): p for p in (*self._phrases.values(), *bodies)}.values(), key=lambda p: (p.first, p.key)):
            if phrase.mention.kind in ("Force", "GovernmentBody", "Ministry") and " " in phrase.mention.name:
                self._headed[phrase.mention.name.split()[0].removeprefix("ال")].append(phrase)
        self._begins = [t.span.begin for t in chart.tokens]
        self._cues = frozenset().union(*(members for name, members in chart.lexicon.words.items() if name.startswith("cue-")))
        self._date_of: dict[int, DateMention] = {}
        for date in dates:  # by the token that it begins inside of: بتاريخ …, والسبت
            position = bisect_right(self._begins, date.span.begin) - 1
            if position >= 0:
                self._date_of[position] = date

    def of(self, sentence: Sentence) -> list[Unit]:
        """Return the units of a sentence."""
        units, index = [], sentence.first
        while index < sentence.last:
            unit = self._unit(index, sentence.last)
            units.append(unit)
            index = max(unit.last, index + 1)
        return units

    def _unit(self, index: int, limit: int) -> Unit:
        chart, token = self.chart, self.chart.tokens[index]
        date = self._date_of.get(index)
        if date:
            last = index + 1
            while last < limit and chart.tokens[last].span.end <= date.span.end:
                last += 1
            return Unit("date", index, last, date.span, token.key, token.key, date=date)
        phrase = self._phrases.get(index)
        if phrase:
            last = min(phrase.last, limit)
            span = Span(phrase.mention.span.begin, phrase.mention.span.end)
            return Unit(
                "phrase",
                index,
                last,
                span,
                token.key,
                token.key[len(phrase.attached) :],
                phrase.attached,
                phrase.key,
                phrase.key.partition(":")[0],
                phrase.mention,
            )
        anaphor = self._anaphor(index)
        if anaphor:
            return Unit(
                "phrase",
                index,
                index + 1,
                token.span,
                token.key,
                token.key,
                token.key[: self._anaphor_start(token)],
                anaphor,
                anaphor.partition(":")[0],
            )
        if token.kind == "punct":
            return Unit(
                "quote" if token.key in QUOTES and token.key not in "()[]" else "mark", index, index + 1, token.span, token.key, token.key
            )
        bare = self._without_conjunction(token)
        analysis = self._trigger_reading(index)
        if analysis:
            trigger = chart.lexicon.triggers[analysis.lemma]
            return Unit(
                "trigger",
                index,
                index + 1,
                token.span,
                token.key,
                bare,
                token.key[: analysis.start],
                trigger=trigger,
                form=analysis.form,
                feminine=self._feminine(index),
            )
        return Unit("word", index, index + 1, token.span, token.key, bare)

    def _anaphor_start(self, token: Token) -> int:
        """Return where the noun begins after its particles; للX counts as ل."""
        at = token.key.find("ال") if "ال" in token.key[:4] else token.key.find("لل") + 1
        return max(at, 0)

    def _anaphor(self, index: int) -> str | None:
        """Return the entity that a bare definite noun repeats: التنظيم, المسلحون -> the armed group; البلدة -> the place of that kind."""
        chart, token = self.chart, self.chart.tokens[index]
        if token.kind != "word" or not ("ال" in token.key[:4] or "لل" in token.key[:3]):
            return None
        if chart.start_in(index, "group-anaphors") is not None and not chart.definite(index + 1):
            groups = [p for p in self._phrases.values() if p.first < index and p.mention.kind == "ArmedGroup"]
            return max(groups, key=lambda p: p.first).key if groups else None
        body = self._body_anaphor(index)
        if body:
            return body
        match = chart.longest(index, "place-kind")
        if chart.key(index + 1) == "علي":  # القضاء على داعش is no district
            return None
        if (
            match is None
            or match.size != 1
            or ("ال" not in token.key[:4] and not token.key.lstrip("وف").startswith("لل"))
            or match.label.target in ("area", "region", "country")
        ):
            return None
        phrases = sorted(set(self._phrases.values()), key=lambda p: p.first)
        places = [p.mention for p in phrases if p.mention.kind == "Location" and self._is_kind(p.mention, match.label.target)]
        meant = last_named(chart, index, places, [p.mention for p in phrases])
        return next((p.key for p in phrases if p.mention is meant), None) if meant else None

    def _body_anaphor(self, index: int) -> str | None:
        """Return the body last named with this head: الوزارة, القيادة, الفرقة."""
        chart, key = self.chart, self.chart.key(index)
        noun = key[1:] if key.startswith(("وال", "فال")) else key
        if (
            not noun.startswith(("ال", "لل"))
            or chart.start_in(index, "body-heads", "force-heads", "ministry-heads", "unit-heads") is None
            or chart.definite(index + 1)
        ):
            return None
        head = noun[2:]
        if head in ("قوات", "جيش", "شرطه", "منطقه", "مجلس"):
            return None
        named = [p for p in self._headed.get(head, ()) if p.first < index]
        return max(named, key=lambda p: p.first).key if named else None

    def _is_kind(self, mention: Mention, kind: str) -> bool:
        """Tell whether a place may be called by a kind: by its own word, or by the lexicon."""
        entry = self.chart.lexicon.entries.get(mention.iri or "")
        stated = mention.attribute("placeKind")
        towns = ("city", "town", "district", "subdistrict", "capital")
        return kind in (stated, entry.place_kind if entry else None) or (
            stated is None and entry is not None and kind in ("city", "town") and entry.place_kind in towns
        )

    def _without_conjunction(self, token: Token) -> str:
        """Return a word without an attached و or ف: where the analyser sees one, or a cue or closed-class word is left."""
        rest = token.key[1:]
        if token.key in STOP:  # فيه is no ف and يه
            return token.key
        if len(token.key) > 2 and token.key[0] in "وف" and (1 in token.stems or rest in STOP or rest in self._cues):
            return rest
        return token.key

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

    def _trigger_reading(self, index: int) -> Analysis | None:
        """Return the reading of a word as a trigger: verbs before nouns, whole forms before stems."""
        if self.chart.key(index) in ("بين", "وبين") and self._makes_clear(index):
            return self.chart.lexicon.trigger_reading("بينت")
        verb = _HOMOGRAPHS.get(self.chart.key(index).removeprefix("و"))
        if verb and self._is_said(index, verb[1]):
            return self.chart.lexicon.trigger_reading(verb[0])
        if not self.chart.is_word(index):
            return None
        reading = self.chart.lexicon.trigger_reading(self.chart.key(index), noun=self._feminine(index))
        label = self.chart.lexicon.triggers[reading.lemma].label if reading else ""
        raw = self.chart.doc.text[self.chart.tokens[index].span.end - 1]
        if (label == "حمل" and not self._blames(index)) or (raw == "أ" and reading and not label.endswith(("أ", "ا"))):  # سيطرأ
            return None
        return reading

    def _feminine(self, index: int) -> bool:
        """Tell of a word spelt with a final ة, which folding makes one with a pronoun's ه."""
        return self.chart.doc.text[self.chart.tokens[index].span.end - 1] == "ة"

    def _blames(self, index: int) -> bool:
        """Tell حمّله المسؤولية from حمل السلاح and حملت اسم."""
        limit = min(self.chart.limit(index), index + 18)
        return any("مسؤول" in self.chart.key(i) for i in range(index + 1, limit))
