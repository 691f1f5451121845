"""Places that the article calls disputed: كركوك وخانقين من المناطق المتنازع عليها; مناطق متنازع عليها مثل داقوق والحويجة."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from builder.chart import Chart
from builder.model import Mention

_CUES = frozenset({"disputed-cues"})
_LISTS = frozenset("مثل وابرزها ابرزها ومنها منها بينها وبينها تشمل وتشمل هي وهي ك كما وخصوصا خاصه لاسيما".split())
_IS_ONE = frozenset("وهي هي من احدي واحده ضمن تعد تعتبر يعد وقضاء وقد".split())


def disputed_places(chart: Chart, mentions: Sequence[Mention]) -> frozenset[Mention]:
    """Return the mentions of places that a sentence calls disputed."""
    places = [m for m in mentions if m.kind == "Location"]
    found: set[Mention] = set()
    starts = [m.first for m in places]
    for index in chart.tokens_in(_CUES):
        first, last = _sentence(chart, index)
        here = places[bisect_left(starts, first) : bisect_left(starts, last)]
        found.update(_after(chart, index, [m for m in here if index < m.first]))
        found.update(_before(chart, index, [m for m in here if m.last <= index]))
    return frozenset(found)


def _sentence(chart: Chart, index: int) -> tuple[int, int]:
    return chart.begin_of_sentence(index), chart.limit(index)


def _after(chart: Chart, cue: int, places: list[Mention]) -> list[Mention]:
    """A list behind the cue, introduced by مثل or its kin, or as the object of تشمل before it."""
    if not places:
        return []
    between = [chart.key(i) for i in range(cue, places[0].first)]
    leads = chart.key(cue - 2).lstrip("و") == "تشمل" or chart.key(cue - 3).lstrip("و") == "تشمل"
    if len(between) > 8 or "بين" in between or "في" in between[2:] or not (leads or set(between) & _LISTS):
        return []
    found = [places[0]]
    for place in places[1:]:
        gap = [chart.key(i) for i in range(found[-1].last, place.first)]
        if len(gap) > 2 or "في" in gap:
            break
        found.append(place)
    return found


def _before(chart: Chart, cue: int, places: list[Mention]) -> list[Mention]:
    """A place that the cue is said of: مخمور … وهي من المناطق المتنازع عليها; كركوك ومناطق أخرى متنازع عليها."""
    if not places:
        return []
    first = places[0]
    subject = [chart.key(i) for i in range(first.last, cue)]
    last = places[-1]
    near = [chart.key(i) for i in range(last.last, cue)]
    if not near or (
        len(near) <= 3 and near[0] in ("ضمن", "احدي", "من") and near[-1].endswith("مناطق")
    ):  # كركوك المتنازع عليها; كركوك ضمن المناطق …
        return [last]
    if len(near) <= 3 and near and near[0] in ("ومناطق", "والمناطق", "و", "وبلدات") and ("اخري" in near or "الاخري" in near):
        return [last]
    if any(k in _IS_ONE for k in subject[:14]) and len(subject) <= 24 and ("من" in subject[-4:] or "احدي" in subject[-5:]):
        anchor = [m for m in places if any(chart.key(i) in ("وهي", "هي", "من", "احدي") for i in range(m.last, min(m.last + 3, cue)))] or [
            first
        ]
        holders = [
            m for m in places if m is not anchor[0] and m.last <= anchor[0].first and chart.tokens[anchor[0].first].key.startswith("ب")
        ]
        return anchor[:1] if not holders else [anchor[0]]
    return []
