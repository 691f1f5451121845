"""What kind of tie the parts in an event make between two who have them, as networks name it."""

from __future__ import annotations

_AGAINST = {"Attack": "attacks", "AirStrike": "strikes"}
_WITH = {
    "MilitaryOperation": "joint operation",
    "JointOperation": "joint operation",
    "Meeting": "meeting",
    "Agreement": "agreement",
    "ForceFormation": "force formation",
    "Statement": "speech",
}


def tie_of(kind: str, own: str, others: str) -> str:
    """Return the kind of tie of two parts in an event of a class.

    >>> tie_of("Attack", "perpetrator", "target"), tie_of("JointOperation", "participant", "supporter"), tie_of("Deployment", "", "")
    ('attacks', 'joint operation', 'actor')
    """
    if "target" in (own, others) and own != others:
        return _AGAINST.get(kind, "fights")
    return _WITH.get(kind, "actor")
