"""Which event the dead and wounded of a sentence belong to, what other sources count, and tolls that a later sentence adds.

قتل خمسة من داعش بغارة · …، فيما تحدث مصدر طبي عن أربعة قتلى · وارتفعت الحصيلة إلى 13 قتيلا
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import Draft
from builder.extractors.fights import FIGHTERS
from builder.extractors.sayings import Saying
from builder.extractors.tolls import find_tolls
from builder.extractors.triggers import Triggers
from builder.model import Evidence, Toll


class EventTolls:
    """Gives the tolls of one sentence to its events."""

    def __init__(self, clauses: Clauses, triggers: Triggers, sayings: Sequence[Saying], speech: Mapping[int, int]) -> None:
        self.clauses, self.units, self.triggers, self.sayings, self.speech = clauses, clauses.units, triggers, sayings, speech
        self._found = find_tolls(self.units)
        self._others: list[tuple[int, str, int]] = []  # tolls that the sentence gives by other sources

    def by_trigger(self) -> dict[int, list[tuple[str, int]]]:
        """Return the tolls of the sentence by the trigger of the attack or air strike nearest to each; one toll of a kind for each."""
        nearest: dict[int, list[tuple[str, int]]] = {}
        said: set[str] = set()
        self._others.clear()
        places = self._deadly() if self._found else []
        for at, role, number in self._found:
            if role in said and self._by_another(at):  # …، فيما تحدث مصدر طبي عن أربعة قتلى
                self._others.append((at, role, number))
                continue
            said.add(role)
            enemy = any(u.bare.removeprefix("ال").startswith(FIGHTERS) for u in self.units[max(at - 2, 0) : at + 4])
            fitting = [i for i in places if (self._may_kill_enemies(i) if enemy else not self._is_operation(i))]
            if fitting:
                mine = nearest.setdefault(min(fitting, key=lambda i: (abs(i - at), i)), [])
                if all(known != role for known, _ in mine):
                    mine.append((role, number))
        return nearest

    def _deadly(self) -> list[int]:
        """Return where the triggers of attacks, air strikes and operations stand that tell an event."""
        found = [i for i in self.units.triggers if self.units[i].evokes in ("Attack", "AirStrike", "MilitaryOperation")]
        return [i for i in found if i not in self.speech and not self.triggers.only_serves(i)]

    def _may_kill_enemies(self, place: int) -> bool:
        """Tell of a strike, or of deaths alone; an attack that a group made is not what its own men died of."""
        return self.units[place].evokes in ("AirStrike", "MilitaryOperation") or self.units[place].frame == "victim"

    def _is_operation(self, place: int) -> bool:
        return self.units[place].evokes == "MilitaryOperation"

    def _by_another(self, at: int) -> bool:
        """Tell of a toll behind a turn to another source: فيما تحدثت مصادر محلية عن ...."""
        turn = next((i for i in range(at - 1, max(at - 12, -1), -1) if self.units[i].bare in ("فيما", "بينما", "حين", "لكن", "وقت")), None)
        return turn is not None and any(i in self.speech for i in range(turn, at))

    def give_those_of_others(self, drafts: Sequence[Draft]) -> None:
        """Keep what other sources of the sentence say of the toll beside the event's own."""
        home = next((d for d in drafts if d.values("killed") or d.values("wounded")), None)
        for at, role, number in self._others if home else ():
            source = next((s.speaker for s in reversed(self.sayings) if s.verb < at), None)
            turn = next((i for i in range(at, max(at - 12, -1), -1) if i in self.speech), at)
            named = source if any(s.verb == turn for s in self.sayings) else None
            evidence = Evidence(self.clauses.extent(at, at), "event-toll-of-another", 0.6)
            toll = Toll(number if role == "killed" else None, number if role == "wounded" else None, named, evidence)
            assert home is not None
            home.tolls.append(toll)

    def later(self, earlier: Sequence[Draft], number: int, zone: str, final: bool) -> Iterator[Draft]:
        """Yield the toll of a sentence that tells no event itself, as an addition to the last one told: وارتفعت الحصيلة إلى 13 قتيلا."""
        found = self._found
        if not found:
            return
        of_enemies = any(
            u.bare.removeprefix("ال").startswith(FIGHTERS) or u.entity_kind == "ArmedGroup" for u in self.units[found[0][0] :][:6]
        )
        kinds = ("MilitaryOperation", "AirStrike") if of_enemies else ("Attack",)
        recent = takewhile(lambda d: number - d.sentence <= 2, reversed(earlier))  # in the order of the text
        home = next((d for d in recent if d.kind in kinds and d.status != "denied"), None)
        if home is None:
            return
        at = found[0][0]
        toll = Draft(home.kind, number, at, self.units[at], Evidence(self.clauses.extent(at, at), "event-later-toll", 0.6), home.status)
        toll.zone, toll.weak, toll.definite, toll.final = zone, True, True, final
        for _, role, count in found:
            if not toll.values(role):
                toll.add(role, str(count))
        yield toll


def without_victims(drafts: list[Draft]) -> list[Draft]:
    """Give what was done whom it killed (قتل خمسة من داعش بغارة; قتل ثلاثة من البيشمركة … في هجوم); the dead are no event then."""
    kept = []
    acts = [d for d in drafts if d.kind in ("AirStrike", "MilitaryOperation", "Attack") and not is_toll(d)]
    for draft in drafts:
        if not is_toll(draft) or draft.actors():
            kept.append(draft)
            continue
        act = max((d for d in acts if d.place < draft.place), key=lambda d: d.place, default=min(acts, key=lambda d: d.place, default=None))
        if act is None:
            kept.append(draft)
            continue
        for role, value in draft.arguments:
            of_group = value.startswith("ArmedGroup:")
            fits = role in ("killed", "wounded") or (role == "target" and of_group == (act.kind != "Attack") and value not in act.actors())
            if fits and not act.values(role):
                act.add(role, value)
    return kept


def is_toll(draft: Draft) -> bool:
    """Tell of a draft whose trigger only says that people died or were hurt."""
    return draft.trigger.frame == "victim"
