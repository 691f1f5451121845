"""How an entity is shown: the article's own words, freed of what only the sentence needed."""

from __future__ import annotations

from builder.folding import fold
from builder.legible import unfilled
from builder.model import Mention

# Of a unit, by the first letters of its noun in any number.
UNIT_SINGULARS = {"لوا": "لواء", "الو": "لواء", "فوج": "فوج", "افو": "فوج", "فرق": "فرقة", "كتي": "كتيبة", "سري": "سرية"}
_ONE = frozenset(map(fold, UNIT_SINGULARS.values()))


def label(text: str, mention: Mention) -> str:
    """Return a mention's words, set back from an attached للـ; of two units in one phrase (الفرقتين 14 و16) each has its singular.

    >>> from builder.model import Span
    >>> label("وصلت للمحطة أمس", Mention(Span(5, 11), "Location", "المحطه", 1, 2, "place"))
    'المحطة'
    """
    words = unfilled(text[mention.span.begin : mention.span.end]).split()
    shown = " ".join(words)
    if shown.startswith("لل") and mention.kind != "Official":
        return "ال" + shown[2:]
    if mention.subtype != "MilitaryUnit" or len(mention.name.split()) < 2:
        return shown
    head = mention.name.split()[0].removeprefix("ال")
    if head[:3] not in UNIT_SINGULARS:
        return shown
    singular = "ال" + UNIT_SINGULARS[head[:3]]
    if mention.rule == "force-coordinated-unit":  # و16
        return f"{singular} {shown.removeprefix('و').lstrip()}"
    several = head.endswith(("ين", "ان", "ويه", "واج")) or (words[1:] != [] and words[1][0].isdigit())
    return " ".join([singular, *words[1:]]) if several and head not in _ONE and fold(words[0]).removeprefix("ال") == head else shown
