"""How far a rule can be trusted: its measured precision, shrunk towards that of its family.

The figures lie in `ontology/lexicon/reliability.ttl`, written by `tests/reliability.py` from annotated articles. A rule that fired seldom
says little about itself, so its family speaks for it: (right + k * family) / (trials + k), the posterior mean of a beta-binomial model.
"""

from __future__ import annotations

from collections.abc import Mapping

_WEIGHT = 8  # k: the trials that the family's precision counts for
_SUFFIXES = ("-implied", "-promised", "-later-toll")


def family_of(rule: str) -> str:
    """Return the family of a rule.

    >>> family_of("event-meet-meeting-implied"), family_of("event-meet-meeting"), family_of("statement-colon"), family_of("post")
    ('event-implied', 'event', 'statement', 'post')
    """
    head = rule.split("-", 1)[0]
    return next((head + suffix for suffix in _SUFFIXES if rule.endswith(suffix)), head)


def shrunk(right: int, trials: int, family: float) -> float:
    """Return a rule's precision, shrunk towards its family's.

    >>> shrunk(0, 0, 0.8), round(shrunk(40, 40, 0.8), 2), shrunk(0, 8, 0.8)
    (0.8, 0.97, 0.4)
    """
    return (right + _WEIGHT * family) / (trials + _WEIGHT)


def confidence_of(rule: str, measured: Mapping[str, float], prior: float) -> float:
    """Return the measured precision of a rule, that of its family where it was never tried, else the prior.

    >>> confidence_of("statement-new", {"statement": 0.8}, 0.6), confidence_of("other", {}, 0.6)
    (0.8, 0.6)
    """
    return measured.get(rule, measured.get(family_of(rule), prior))
