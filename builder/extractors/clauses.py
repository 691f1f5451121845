"""Where the words that belong to a trigger begin and end, and which verb carries a masdar.

[بدأت] قوات البيشمركة ، فجر اليوم ، [عملية] عسكرية ضد داعش في جبل قرجوخ | بحسب …
"""

from __future__ import annotations

from builder.chart import Chart
from builder.extractors.drafts import EVENTS, VERBS
from builder.extractors.units import Line, Unit
from builder.extractors.words import words_of
from builder.folding import fold_words
from builder.model import Span

_FULL_STOPS = frozenset(".؛:!؟")
_NUMBERS = fold_words("واحد اثنين اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشرات آخرين آخرون")
_BEFORE_AND_AFTER = frozenset("قبيل قبل بعد عقب خلال لدي اثنا عند فور".split())
_RELATIVE = frozenset({"الذي", "التي", "الذين"})
_ASSERTING = _RELATIVE | {"بعدما", "عندما", "منذ"}


class Clauses:
    """Answers questions of place and extent over the units of one sentence."""

    def __init__(self, chart: Chart, units: Line, speech: frozenset[int]) -> None:
        self.chart, self.units, self.speech = chart, units, speech
        self.words, self.stems = chart.lexicon.words, words_of(chart.lexicon).stems

    def position(self, index: int) -> str | None:
        """Return the position that the unit at `index` opens, if it is a cue word."""
        word = self.units[index].word
        return word.opens if word is not None else None

    def label(self, index: int) -> str:
        """Return the label of the trigger at a place, or nothing."""
        return self.units[index].label

    def is_helper(self, index: int) -> bool:
        """Tell of a light verb (شن، عقد) or one of beginning (بدأ، انطلق)."""
        return self.units[index].frame in ("light", "launch")

    def is_verb(self, index: int) -> bool:
        """Tell of a finite verb that the lexicon knows."""
        return self.units[index].form in VERBS

    def carrier_verb(self, place: int) -> int | None:
        """Return the light verb, or masdar of beginning, that governs a masdar: شن … هجوماً; انطلاق عملية; الاتفاق الذي توصلت إليه."""
        if self.units[place].form in VERBS:
            return None
        for index in range(place - 1, max(place - 14, -1), -1):
            unit = self.units[index]
            if unit.kind == "trigger" and unit.trigger:
                if self.is_helper(index):
                    return index
                if unit.trigger.evokes in EVENTS or index in self.speech:
                    return None
            if unit.key in _FULL_STOPS or unit.bare in self.words["clause-breakers"]:
                return None
        return None

    def end(self, place: int) -> int:
        """Return where the clause of the trigger at `place` ends: a full stop, a clause word, the next verb, another event."""
        relative = False
        trigger = self.units[place].trigger
        for index in range(place + 1, len(self.units)):
            unit = self.units[index]
            if unit.key in _FULL_STOPS or (index in self.speech and unit.form != "noun" and not self._describes(place, index)):
                return index
            if unit.bare in self.words["clause-breakers"] and index > place + 1:
                relative = unit.bare in _RELATIVE and index - place <= 6
                if not relative:
                    return index
            if unit.form in VERBS and index > place + 1:
                if relative or self._goes_on(place, index):
                    relative = False
                    continue
                return index
            if (
                unit.kind == "trigger"
                and unit.trigger
                and trigger
                and unit.trigger.evokes in EVENTS
                and unit.trigger.evokes != trigger.evokes
                and index > place + 2
                and not self._is_aside(index)
            ):
                return index
            if unit.trigger and trigger and unit.trigger.frame == "victim" and trigger.frame != "victim" and index > place + 1:
                return index
            if unit.key.startswith("و") and self._new_clause(index):
                return index
        return len(self.units)

    def extent(self, begin: int, place: int) -> Span:
        """Return the span of an event's words: from its verb to a few units behind its trigger."""
        last = min(place + 3, len(self.units) - 1)
        while last > place and self.units[last].kind in ("mark", "quote"):
            last -= 1
        return Span(self.units[begin].begin, max(self.units[place].end, self.units[last].end))

    def _is_aside(self, index: int) -> bool:
        """Tell of a masdar of time between commas: التقى فلان، قبيل مغادرته صباح اليوم، رئيس الحكومة."""
        if index < 2 or self.units[index - 1].bare not in _BEFORE_AND_AFTER or self.units[index - 2].key not in ("،", ","):
            return False
        return any(u.key in ("،", ",") for u in self.units[index + 1 : index + 6])

    def _describes(self, place: int, index: int) -> bool:
        """Tell of a verb right behind a masdar that only says what it was called: زيارة وصفها بـ"المثمرة" أجراها فلان."""
        return index == place + 1 and self.units[place].form not in VERBS and self.units[index].bare.startswith(("وصفها", "وصفه", "صفها"))

    def _goes_on(self, place: int, index: int) -> bool:
        """Tell of a verb behind a masdar that still speaks of it: اجتماعاً … عقد …; هجوم شنه …."""
        unit = self.units[index]
        if self.is_helper(index) and self.units[place].form not in VERBS and not unit.key.startswith("و") and index - place <= 8:
            return True
        return any(unit.bare in self.words[f"cue-{name}"] for name in ("by", "joining", "against"))

    def _new_clause(self, index: int) -> bool:
        """Tell of ، و with a word that no list of names goes on with, most often a verb that no lexicon holds: ، ووزعت هذه المراكز."""
        unit = self.units[index]
        if unit.kind != "word" or len(unit.key) < 4 or index == 0 or self.units[index - 1].key not in ("،", ","):
            return False
        return not (unit.key.startswith("وال") or self.position(index) or self.carries(index) or unit.bare != unit.key)

    def carries(self, index: int) -> bool:
        """Tell of a word whose من, في or عن names the body it belongs to: قوة من الجيش, عناصر في تنظيم, ممثلين عن وزارة."""
        unit = self.units[index]
        if unit.kind not in ("word", "trigger"):
            return False
        return self.chart.start_in(unit.first, "force-carriers", "force-heads", "unit-heads", "carriers") is not None

    def holds(self, index: int) -> bool:
        """Tell of a word of belonging: التابعة ل, المرتبطة ب."""
        return self.units[index].kind == "word" and self.chart.start_in(self.units[index].first, "containment") is not None

    def counts(self, index: int) -> bool:
        """Tell of a number or a counted noun: اثنين من البيشمركة, 3 من الشرطة."""
        unit = self.units[index]
        return (
            unit.bare.isdigit()
            or unit.bare in _NUMBERS
            or (unit.kind == "word" and unit.bare.endswith(("ين", "ان")) and not unit.bare.startswith("ال"))
        )

    def opens_clause(self, index: int) -> bool:
        """Tell whether the unit at `index` begins the sentence or stands behind a mark or a full stop."""
        return index == 0 or self.units[index - 1].kind == "mark" or index - 1 in self.speech

    def relative_head(self, verb: int) -> Unit | None:
        """Return the phrase that a relative clause hangs on: كركوك التي انسحبت …."""
        if self.units[verb].form not in VERBS or verb < 2:
            return None
        if not any(u.bare in _RELATIVE for u in self.units[verb - 2 : verb]):
            return None
        return next((u for u in reversed(self.units[max(verb - 5, 0) : verb]) if u.kind == "phrase"), None)

    def is_asserted(self, begin: int) -> bool:
        """Tell of a clause whose truth a denial outside leaves alone: التي انسحبت منها, بعدما …."""
        return self.units.has(_ASSERTING) and any(u.bare in _ASSERTING for u in self.units[max(begin - 3, 0) : begin])
