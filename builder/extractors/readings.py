"""What a trigger word means in its sentence: another trigger by what it launches or hosts, another class of event by who carries it out.

أطلقوا النار · أطلقت تركيا "المخلب ـ القفل" · صد تعرض لداعش · قصف من الطيران · تشكيل لواءين
"""

from __future__ import annotations

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import EVENTS, VERBS
from builder.extractors.senses import Senses
from builder.extractors.units import Unit

_ARMED = (
    "قوه",
    "قوات",
    "تعزيز",
    "لواين",
    "لواي",
    "الويه",
    "فوج",
    "كتيب",
    "ميليش",
    "مليش",
    "جنود",
    "مقاتل",
    "دوريات",
    "وحد",
    "لجنه امن",
    "الاف",
    "مئات",
)
_WINGS = ("جوي", "طيران", "طائر", "مقاتلات", "مروحي", "الجو")
_DRONE = "مسير"
GUNS = ("مدفعي", "هاون", "صاروخ", "صواريخ", "راجم", "قذائف", "قذيف")


class Readings:
    """Reads the trigger words of one sentence."""

    def __init__(self, clauses: Clauses, senses: Senses) -> None:
        self.chart, self.clauses, self.units, self.senses = clauses.chart, clauses, clauses.units, senses

    def meant(self, place: int) -> str | None:
        """Return the trigger that a word of launching stands for by what is launched, else nothing."""
        unit = self.units[place]
        if unit.label == "تعرض" and self._is_raid(place):
            return "attack-attack-2"
        if unit.label == "استضاف" and unit.form in VERBS and self._hosts_people(place):
            return "receive-meeting"
        if unit.trigger is None or unit.trigger.label not in ("أطلق", "ألقى"):
            return None if not self._launches_by_name(place) else "operation-operation"
        if place and self.units[place - 1].bare.removeprefix("ال") in ("وقف", "لوقف", "بوقف"):  # وقف إطلاق النار
            return "truce-agreement"
        if self.senses.is_fire(place):
            return "open-fire-fire"
        return "operation-operation" if self._launches_by_name(place) else None  # أطلقت تركيا "المخلب ـ القفل"

    def _is_raid(self, place: int) -> bool:
        """Tell of تعرض as an attack of its own, as Iraqi statements call it: صد تعرض لداعش; التعرض الذي طال النقطة."""
        repelled = any(u.frame == "repel" for u in self.units[max(place - 4, 0) : place])
        after = self.units[place + 1 : place + 2] if self.units[place].form == "noun" else ()
        return repelled or any(u.bare in ("الذي", "التي") or u.entity_kind == "ArmedGroup" for u in after)

    def _hosts_people(self, place: int) -> bool:
        """Tell of a body that hears a person, not one that hosts a meeting: ستستضيف اللجنة وزير الدفاع."""
        near = self.units[place + 1 : place + 10]
        return any(u.entity_kind in ("Official", "Post") and not u.attached.endswith(("ل", "ب")) for u in near) and not any(
            u.evokes in EVENTS for u in near
        )

    def _launches_by_name(self, place: int) -> bool:
        """Tell of a verb of launching whose object is a short quoted name."""
        unit = self.units[place]
        if unit.trigger is None or unit.trigger.label not in ("أطلق", "انطلق", "شن") or unit.form not in VERBS:
            return False
        following = self.units[place + 1 : place + 4]
        if any(u.evokes in EVENTS for u in self.units[place + 1 : place + 8]):
            return False
        opening = next((i for i, u in enumerate(following, place + 1) if u.kind == "quote"), None)
        closing = (
            next((i for i in range(opening + 1, min(opening + 7, len(self.units))) if self.units[i].kind == "quote"), None)
            if opening
            else None
        )
        return opening is not None and closing is not None and closing - opening > 1

    def kind(self, unit: Unit) -> str:
        """Return the class that a trigger evokes here: shelling from the air is an air strike."""
        assert unit.trigger is not None
        if unit.trigger.label == "ضرب":
            return "AirStrike" if self._has_wings(unit) else "Attack"
        if unit.trigger.label in ("قصف هاون", "قصف", "دك", "حيد", "دمر", "استهدف"):
            if self._has_wings(unit):
                return "AirStrike"
            by_others = (*GUNS, _DRONE)  # a drone that no air force flies
            if unit.trigger.evokes == "AirStrike" and any(u.bare.lstrip("بل").removeprefix("ال").startswith(by_others) for u in self.units):
                return "Attack"
        if unit.trigger.label == "تعرض":  # تتعرض مواقعه لقصف من الطيران
            struck = next((u for u in self.units if unit.last <= u.first < unit.last + 8 and u.trigger and u.attached.endswith("ل")), None)
            return self.kind(struck) if struck and struck.evokes in ("AirStrike", "Attack") else "Attack"
        if unit.trigger.label == "عملية":
            following = next((u for u in self.units if u.first >= unit.last), None)
            if following is not None and following.bare.removeprefix("ال").startswith(("ارهابي", "انتحاري")):
                return "Attack"
        return unit.trigger.evokes

    def _has_wings(self, trigger: Unit) -> bool:
        """Tell of an aircraft or an air arm in the sentence; a drone (طائرة مسيّرة) is anybody's, unless an army is named as its user."""
        following = [*self.units[1:], None]
        army = any(u.first == trigger.last and u.entity_kind in ("Force", "Government") for u in self.units)
        if army and any(u.bare.removeprefix("ال").startswith(_DRONE) for u in self.units):
            return True
        return any(
            _flies(u) and not (u.kind == "word" and after is not None and after.bare.removeprefix("ال").startswith(_DRONE))
            for u, after in zip(self.units, following, strict=True)
        )

    def speaks_of_force(self, index: int) -> bool:
        """Tell of a unit that is an armed body or a noun for one: تشكيل لواءين, أرسل تعزيزات."""
        unit = self.units[index]
        if unit.kind == "phrase":
            return unit.entity_kind == "Force"
        return unit.kind in ("word", "trigger") and (
            self.chart.start_in(unit.first, "force-heads", "unit-heads", "force-carriers") is not None
            or unit.bare.removeprefix("ب").startswith(_ARMED)
            or unit.key.startswith(_ARMED)
        )


def _flies(unit: Unit) -> bool:
    """Tell of an aircraft or an air arm."""
    words = unit.mention.name.split() if unit.mention is not None else [unit.bare]
    return any(w.lstrip("بل").removeprefix("ال").startswith(_WINGS) for w in words)
