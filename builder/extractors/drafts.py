"""An event while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from builder.extractors.units import FINITE, Unit
from builder.model import DateMention, Evidence, Toll
from builder.vocabulary import ACTORS, BODIES

EVENTS = frozenset({"MilitaryOperation", "AirStrike", "Attack", "Meeting", "Agreement", "ForceFormation", "Deployment", "Withdrawal"})
VERBS = FINITE
ACTOR_ROLES = ("participant", "perpetrator", "party")
ELIGIBLE = {
    "participant": ACTORS,
    "party": BODIES,
    "perpetrator": BODIES | {"Official"},
    "target": ACTORS | {"Outlet"},
    "supporter": BODIES,
    "place": frozenset({"Location"}),
    "signatory": frozenset({"Official"}),
    "speaker": ACTORS,
}


def eligible(kind: str, role: str, entity_kind: str) -> bool:
    """Tell whether an entity of a kind may fill a property of an event class; only bodies move."""
    if role == "participant" and kind in ("Deployment", "Withdrawal"):
        return entity_kind in BODIES
    if kind == "ForceFormation" and entity_kind == "CoordinationCentre":  # what is set up, not who does it
        return False
    return entity_kind in ELIGIBLE[role]


@dataclass(slots=True)
class Draft:
    """What a trigger tells: its class, where it stands, what fills which property, and when.

    `led` tells of a finite verb (its own or a light one), `definite` of a masdar with the article, `weak` that it may add to an event but
    not make one, `apart` that it is one of two that a dual spoke of, `final` that its toll is said to be the last,
    `past` that it is told of as one of before (في السابق), `attended` that its sentence lists who was at it.
    """

    kind: str
    sentence: int
    place: int
    trigger: Unit
    evidence: Evidence
    status: str = "occurred"
    arguments: list[tuple[str, str]] = field(default_factory=list)
    date: DateMention | None = None
    name: str | None = None
    zone: str = "body"
    topics: list[str] = field(default_factory=list)
    reported_by: str | None = None
    anonymous: str | None = None
    tolls: list[Toll] = field(default_factory=list)
    duration: tuple[int, str] | None = None
    definite: bool = False
    led: bool = False
    weak: bool = False
    apart: bool = False
    final: bool = False
    past: bool = False
    attended: bool = False
    has_agent: bool = False
    of_force: bool = False

    def add(self, role: str, value: str) -> None:
        """Add an argument once."""
        if (role, value) not in self.arguments:
            self.arguments.append((role, value))

    def values(self, role: str) -> list[str]:
        """Return the values of one property."""
        return [v for r, v in self.arguments if r == role]

    def versions(self) -> list[Toll]:
        """Return the tolls that the draft tells, its own first."""
        own = [next((int(v) for v in self.values(role)), None) for role in ("killed", "wounded")]
        return [Toll(own[0], own[1], self.reported_by, self.evidence), *self.tolls] if any(n is not None for n in own) else list(self.tolls)

    def actors(self) -> list[str]:
        """Return who acts."""
        return [v for r, v in self.arguments if r in ACTOR_ROLES]
