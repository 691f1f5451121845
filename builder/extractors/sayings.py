"""One act of saying: whose it is, where what is said begins, and what it quotes.

وقال الخفاجي إن … · أعلن تحرير المدينة · نفى …: "لم ننسحب …"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.extractors.units import Unit
from builder.folding import fold_words
from builder.model import Evidence, Span
from builder.particles import THAT

CONTENT = THAT | fold_words("عن ب: :")
_TURNS = fold_words("إلا لكن غير بينما")
_CLOSERS = {"«": "»", "“": "”", "‹": "›"}


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying: the speaker's key, the outlet's, and where it stands (`verb` is the unit's place in the sentence)."""

    speaker: str
    outlet: str | None
    verb: int
    content: int
    evidence: Evidence
    denies: bool = False
    quote: Span | None = None


def content_begin(units: Sequence[Unit], place: int) -> int:
    """Return where what is said begins: behind أن, عن, a colon or an opening quote."""
    for index in range(place + 1, len(units)):
        unit = units[index]
        if unit.bare in _TURNS:
            return place
        if unit.bare == "عن" and units[index - 1].bare in ("صادر", "صدر", "الصادر", "صادره", "نقلا", "الجانب"):
            continue
        if unit.bare in CONTENT or unit.key == ":" or (unit.kind == "quote" and index > place + 1 and is_long_quote(units, index)):
            return index
        if unit.kind == "trigger" and unit.form in ("perfect", "imperfect", "future") and index > place + 1 and unit.evokes == "Statement":
            return index
    trigger = units[place].trigger
    if trigger and trigger.frame == "denial":
        return next((i for i in range(place + 1, len(units)) if units[i].trigger), len(units))
    return place  # no marker: what is said is the verb's object (أعلن تحرير المدينة), and nothing lies between


def is_long_quote(units: Sequence[Unit], index: int) -> bool:
    """Tell a quotation from a quoted name: at least five units before the closing quote."""
    close = next((i for i in range(index + 1, len(units)) if units[i].kind == "quote"), len(units))
    return close - index > 4


def quote_behind(units: Sequence[Unit], place: int) -> Span | None:
    """Return the first quotation behind the verb, without its marks."""
    for index in [i for i, u in enumerate(units[place + 1 :], place + 1) if u.kind == "quote"]:
        if is_long_quote(units, index):
            close = _closing(units, index)
            if close and close > index + 1:
                return Span(units[index + 1].begin, max(units[close - 1].end, units[index + 1].end))
    return None


def _closing(units: Sequence[Unit], opening: int) -> int | None:
    """Return where a quotation ends: its closing mark, or of straight marks, which may stand inside too, the first that a stop follows."""
    closer = _CLOSERS.get(units[opening].key)
    marks = [i for i in range(opening + 1, len(units)) if units[i].key == (closer or units[opening].key)]
    if closer:
        nested = [sum(units[j].key == units[opening].key for j in range(opening + 1, i)) for i in marks]
        return next((mark for order, mark in enumerate(marks) if order >= nested[order]), None)
    stops = (i for i in marks if i + 1 >= len(units) or units[i + 1].kind == "mark" or units[i + 1].key in ("،", ",", ".", "؛"))
    return next(stops, marks[-1] if marks else None)


def extent(units: Sequence[Unit], place: int, width: int = 2) -> Span:
    last = min(place + width, len(units) - 1)
    return Span(units[place].begin, max(units[place].end, units[last].end))
