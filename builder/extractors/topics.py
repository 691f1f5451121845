"""What an agreement provides: the topic phrases of the vocabulary around it, and pairs of words that make one between them.

إخراج مسلحي حزب العمال والجماعات المرتبطة به -> expulsion-of-armed-groups
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.chart import Chart
from builder.extractors.units import Unit

_REACH = 5  # words between the word that opens a phrase and the one that closes it


def topics_between(chart: Chart, units: Sequence[Unit], place: int) -> list[str]:
    """Return the topics named behind the trigger in its sentence."""
    found: list[str] = []
    index, last = units[place].first, units[-1].last
    while index < last:
        match = chart.longest(index, "topic")
        if match and match.label.target not in found:
            found.append(match.label.target)
        index = match.last if match else index + 1  # a topic inside a longer one is none: مراكز التنسيق المشترك
    for topic in _paired(chart, units[place].last, last):
        if topic not in found:
            found.append(topic)
    return found


def _paired(chart: Chart, first: int, last: int) -> list[str]:
    """Return the topics of which one word opens a phrase and another, a few words on, closes it (words:signs-of-…, words:things-of-…)."""
    found = []
    for index in range(first, last):
        for name in chart.sets(index):
            if not name.startswith("signs-of-"):
                continue
            things = "things-of-" + name.removeprefix("signs-of-")
            if any(chart.start_in(i, things) is not None for i in range(index + 1, min(index + 1 + _REACH, last))):
                found.append(name.removeprefix("signs-of-"))
    return found
