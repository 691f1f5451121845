"""What an agreement provides: the topic phrases of the vocabulary that stand around it."""

from __future__ import annotations

from collections.abc import Sequence

from builder.chart import Chart
from builder.extractors.units import Unit


def topics_between(chart: Chart, units: Sequence[Unit], place: int) -> list[str]:
    """Return the topics named behind the trigger in its sentence."""
    found: list[str] = []
    index, last = units[place].first, units[-1].last
    while index < last:
        match = chart.longest(index, "topic")
        if match and match.label.target not in found:
            found.append(match.label.target)
        index = match.last if match else index + 1  # a topic inside a longer one is none: مراكز التنسيق المشترك
    return found
