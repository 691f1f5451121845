"""Which triggers tell an event, and which only serve another word: purposes, what is asked for or may be, what goes on with an event.

مركز العمليات · بهدف ملاحقة داعش · العملية التي تستهدف … · مكافأة لمن يساعد في القبض عليه
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import VERBS, Draft
from builder.extractors.senses import Senses
from builder.extractors.units import Unit
from builder.particles import STOP

_OTHERWISE = frozenset(
    "صحفي صحافي جراحيه سياسيه انتخابيه قيصريه قضائيه قبض القا توقيف احتجاج".split()
)  # مؤتمر صحفي is no meeting, مذكرة قبض no agreement
_OTHERWISE_STEMS = frozenset(word.removesuffix("ا") for word in _OTHERWISE)
_SERVES = frozenset("مذكره مذكرات مجال مركز غرفه قياده قاعده مراكز خطر ملف بهدف بغيه دون مراكز مناطق منطقه تحت خارج".split())
_GOING_ON = ("cue-against", "cue-joining", "cue-by")
_CONDITIONS = frozenset({"حال", "اذا", "لو"})
_OF_ARMS = (
    "عسكر",
    "امن",
    "مشترك",
    "نوعي",
    "دهم",
    "تفتيش",
    "تطهير",
    "تحرير",
    "استباق",
    "ملاحق",
    "انزال",
    "اقتحام",
    "واسع",
    "تعرض",
    "استخبار",
)


class Triggers:
    """Judges the triggers of one sentence."""

    def __init__(self, clauses: Clauses, senses: Senses, speech: Mapping[int, int]) -> None:
        self.clauses, self.units, self.senses, self.speech = clauses, clauses.units, senses, speech

    def only_serves(self, place: int) -> bool:
        """Tell of a trigger that only serves another: بهدف ملاحقة; مركز العمليات; العملية التي تستهدف …; مؤتمر صحفي."""
        unit, before = self.units[place], self.units[place - 1] if place else None
        assert unit.trigger is not None
        if self.senses.is_another(place) or not self._keeps_company(place) or self._is_unasserted(place):
            return True
        if before is None:
            return False
        if unit.form == "imperfect" and unit.trigger.label == "تمركز" and before.bare in ("التي", "الذي"):  # القاعدة التي يتمركز فيها الجيش
            return True
        return self._verb_serves(place) if unit.form in VERBS else self._noun_serves(place)

    def _verb_serves(self, place: int) -> bool:
        """Tell of a verb that goes on with the event before it: العملية التي تستهدف …; هجوم شنه …."""
        unit, before, words = self.units[place], self.units[place - 1], self.clauses.words
        if self.clauses.label(place) != "استهدف" and not any(unit.bare in words[cues] for cues in _GOING_ON):
            return False
        relative = before.bare in ("التي", "الذي") and place > 1
        head = self.units[place - 2] if relative else before
        if relative and head.kind == "word":  # حملة التوقيفات التي استهدفت …
            head = next((u for u in reversed(self.units[max(place - 5, 0) : place - 1]) if u.kind == "trigger"), head)
        serves = head.kind == "trigger" or head.bare in ("مشتركه", "عسكريه", "امنيه", "واسعه", "كبري")
        return serves and not any(u.bare in ("فيه", "فيها", "خلاله", "خلالها") for u in self.units[place + 1 : place + 3])

    def _noun_serves(self, place: int) -> bool:
        """Tell of a masdar that completes the noun before it, or that the word behind it makes something else of."""
        unit, before = self.units[place], self.units[place - 1]
        assert unit.trigger is not None
        if unit.trigger.label == "هاتف" and unit.bare == "هاتف" and before.kind == "word":  # باع المتجر هاتف الوزير
            return True
        if unit.trigger.evokes == "MilitaryOperation" and unit.attached.endswith("ل") and unit.form == "noun":
            return self.force_that_sets_out(place) is None
        if place + 1 < len(self.units) and self.units[place + 1].bare.removeprefix("ال").removesuffix("ا") in _OTHERWISE_STEMS:
            return True
        if before.bare == "من" and unit.trigger.frame == "control":  # لانتزاعها من سيطرة التنظيم, not بعد ساعات من سيطرته عليها
            return not any(u.bare in ("عليها", "عليه", "علي", "عليهما") for u in self.units[place + 1 : place + 5])
        return before.kind == "word" and before.bare in _SERVES

    def _keeps_company(self, place: int) -> bool:
        """Tell whether the words that the lexicon wants behind a trigger stand there, and those that it excludes do not."""
        trigger, stems = self.units[place].trigger, self.clauses.stems
        assert trigger is not None
        if not (trigger.requires or trigger.excludes):
            return True
        if (
            self.units[place].form in VERBS
            and self.units[place].key.endswith(("ه", "ها"))
            and place
            and self.units[place - 1].kind != "word"
        ):
            return True  # what it left was named before: … الذي يغادره; إذ تتركه القوات
        behind = [u.bare.lstrip("بل").removeprefix("ال") for u in self.units[place + 1 : place + 6]]
        near = [*behind, *(u.bare.removeprefix("ال") for u in self.units[max(place - 3, 0) : place])]  # عبوة زرعها التنظيم
        has = [any(word.startswith(stems(name)) for word in near) for name in trigger.requires]
        lacks = not any(word.startswith(stems(name)) for name in trigger.excludes for word in behind)
        return (not has or any(has)) and lacks

    def _is_unasserted(self, place: int) -> bool:
        """Tell of what may be, or is asked for: القدرة على …, مكافأة لمن يساعد في القبض عليه, في حال تعرضت."""
        unit = self.units[place]
        assert unit.trigger is not None
        if unit.trigger.evokes not in ("MilitaryOperation", "Attack", "AirStrike"):
            return False
        heads = self.clauses.words["unasserted-heads"]
        before = self.units[max(place - 4, 0) : place] if unit.form == "noun" and self.units.has(heads) else ()
        if any(u.kind == "word" and u.bare in heads for u in before):
            return True
        if not self.units.has(_CONDITIONS):
            return False
        clause = [u.bare for u in self.units[max(place - 6, 0) : place]]
        return any(a == "في" and b == "حال" for a, b in pairwise(clause)) or bool({"اذا", "لو"} & set(clause[-3:]))

    def force_that_sets_out(self, place: int) -> Unit | None:
        """Return the force that goes out for the operation which a masdar behind ل names."""
        unit = self.units[place]
        if unit.trigger is None or unit.trigger.evokes != "MilitaryOperation" or not unit.attached.endswith("ل"):
            return None
        verb = next(
            (
                i
                for i in range(place - 1, max(place - 16, -1), -1)
                if self.clauses.label(i) in ("خرج", "توجه") and self.units[i].form in VERBS
            ),
            None,
        )
        if verb is None:
            return None
        force = next((u for u in self.units[verb + 1 : place] if u.entity_kind == "Force"), None)
        return force or (self.units[verb - 1] if verb and self.units[verb - 1].entity_kind == "Force" else None)

    def is_process(self, draft: Draft) -> bool:
        """Tell of عملية that no force carries out and no word of arms goes with: العملية السياسية, عمليات التحميل."""
        if self.clauses.label(draft.place) != "عملية" or draft.led or draft.name:
            return False
        if any(v.startswith(("Force:", "ArmedGroup:")) for v in (*draft.actors(), *draft.values("target"))):
            return False
        near = (*self.units[max(draft.place - 2, 0) : draft.place], *self.units[draft.place + 1 : draft.place + 4])
        return not any(u.trigger is not None or u.bare.removeprefix("ال").startswith(_OF_ARMS) for u in near)

    def is_negated(self, place: int) -> bool:
        """Tell of an event that the writer says did not happen: لم ينسحب الجيش."""
        before = self.units[place - 1].bare if place else ""
        return self.units[place].form in VERBS and before in ("لم", "لن", "لا", "لما")

    def is_told_of(self, place: int) -> bool:
        """Tell of a meeting that is the subject of a verb of content: ناقش الاجتماع …, استعرض اللقاء …; what follows is its topic."""
        unit = self.units[place]
        if unit.trigger is None or unit.trigger.evokes != "Meeting" or not unit.key.startswith("ال") or place == 0:
            return False
        before = self.units[place - 1]
        return (
            before.kind in ("word", "trigger")
            and before.bare not in STOP
            and self.clauses.opens_clause(place - 1)
            and self.clauses.position(place - 1) is None
        )

    def is_spoken_of(self, place: int) -> bool:
        """Tell of a definite masdar that is the object of a verb of saying: أدان الهجوم كل من …; what follows is who said it."""
        return (
            place > 0
            and place - 1 in self.speech
            and self.units[place - 1].form in VERBS
            and self.units[place].form not in VERBS
            and self.units[place].key.startswith("ال")
        )
