"""What is drawn: spots on a map, nodes and their ties, counts of periods.

Labels, notes and addresses may hold anything: they are escaped when they are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: degrees north and east, where it leads, how much weighs there, its class, and what its tooltip adds.

    With the IRI of a governorate it stands for all of that.
    """

    label: str
    latitude: float
    longitude: float
    href: str = ""
    weight: float = 1
    kind: str = "Location"
    note: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """Someone or something in a network; `key` (its IRI) is what ties name, and no two nodes share one."""

    key: str
    label: str
    kind: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two nodes by their keys; its weight counts what it stands for.

    Its kind is one of `builder.networks.colours.TIE_COLOURS`, the class of an event, a part in an event (participant, target, speaker …),
    or else a post.
    """

    begin: str
    end: str
    kind: str
    weight: float = 1


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a period: a month (`2021-05`), or a year (`2021`) where the month is not known."""

    period: str
    number: int
    href: str = ""
