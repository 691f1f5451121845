"""A trigger's frame while it is being filled: which position may hold which property of the draft, and on which side a group stands.

حين قتل داعش ستة · كمين لقوة من الجيش · تعقب مسلحي داعش
"""

from __future__ import annotations

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import VERBS, Draft, eligible
from builder.extractors.units import Unit
from builder.extractors.words import words_of


class Frame:
    """The positions of one draft; whoever finds a phrase for a position gives it to `fill`."""

    def __init__(self, clauses: Clauses, draft: Draft) -> None:
        self.clauses, self.units, self.draft = clauses, clauses.units, draft
        trigger = draft.trigger.trigger
        assert trigger is not None
        self.slots = words_of(clauses.chart.lexicon).slots(trigger, draft.kind)

    def fill(self, position: str, unit: Unit) -> bool:
        """Give a phrase to the first property of a position that may hold its kind; places fall into tq:place."""
        assert unit.entity is not None
        kind = unit.entity_kind or ""
        for role in self.slots.get(position, ()):
            if eligible(self.draft.kind, role, kind):
                self.draft.add(self._side(role, position, kind), unit.entity)
                self.draft.has_agent = self.draft.has_agent or position in ("agent", "by", "between", "of")
                return True
        if kind != "Location" or (self.draft.kind == "Agreement" and position != "in"):
            return False
        trigger = self.draft.trigger
        if position == "agent" and trigger.form in VERBS and trigger.frame == "visit" and unit.first == trigger.last:
            self.draft.add("place", unit.entity)  # سيزور السليمانية
            return True
        movable = position in ("from", "between", "agent", "construct")
        if position == "in" or (
            position in self.slots and (not movable or self.draft.kind in ("Withdrawal", "MilitaryOperation", "Attack"))
        ):
            self.draft.add("place", unit.entity)
            return True
        return False

    def _side(self, role: str, position: str, kind: str) -> str:
        """Return the side of an armed group: it kills (حين قتل داعش ستة), and is no partner of an operation against it."""
        if kind == "ArmedGroup" and self.draft.kind == "Attack" and role == "target" and position == "agent":
            return "target" if self._died_in_a_raid() else "perpetrator"
        if (
            kind in ("Force", "Ministry") and self.draft.kind == "Attack" and role == "perpetrator" and position == "of"
        ):  # كمين لقوة من الجيش
            return "target"
        if kind == "ArmedGroup" and self.draft.trigger.frame == "expel":
            return "target"
        if kind in ("Force", "Ministry") and role == "target" and self.draft.trigger.frame == "arrest" and position == "construct":
            return "participant"  # توقيف الشرطة ثلاثة مطلوبين
        if (
            kind == "ArmedGroup"
            and self.draft.kind in ("MilitaryOperation", "AirStrike")
            and role == "participant"
            and (position not in ("agent", "by") or self._is_hunt())
        ):
            return "target"
        return role

    def _died_in_a_raid(self) -> bool:
        """Tell of a verb of dying with the operation or strike behind it: قياديون في تنظيم داعش قتلوا بعملية إنزال."""
        behind = self.units[self.draft.place + 1 : self.draft.place + 5]
        return any(u.evokes in ("MilitaryOperation", "AirStrike") and u.form not in VERBS for u in behind)

    def _is_hunt(self) -> bool:
        """Tell of a masdar whose construct is its quarry: تعقب مسلحي داعش, ملاحقة عناصر التنظيم."""
        trigger = self.draft.trigger
        return trigger.form not in VERBS and trigger.frame in ("operation", "arrest", "catch")
