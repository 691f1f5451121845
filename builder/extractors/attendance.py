"""Who is at a meeting: those whom a sentence lists, whom a delegation is made up of, and whoever travels to meet.

وحضر الاجتماع عن الجانب التركي فلان · وضم الوفد فلاناً وفلاناً · يتوجه فلان إلى واشنطن للقاء …
"""

from __future__ import annotations

from builder.extractors.drafts import VERBS
from builder.extractors.frames import Frame
from builder.extractors.positions import AIMS


def attendance(frame: Frame, carrier: int | None, place: int) -> None:
    """Take everyone whom a sentence lists as present: وحضر الاجتماع عن الجانب التركي فلان، وعن الجانب العراقي فلان وفلان."""
    helper = frame.units[carrier].trigger if carrier is not None else None
    if helper is None or helper.label not in ("حضر", "شارك") or frame.draft.kind != "Meeting" or not frame.draft.definite:
        return
    frame.draft.attended = True
    for index in range(place + 1, len(frame.units)):
        unit = frame.units[index]
        if unit.key in (".", "؛") or index in frame.clauses.speech or unit.bare in ("فيما", "بينما", "الذي", "التي", "لبحث"):
            return
        if unit.kind == "phrase" and unit.entity_kind in ("Official", "Post") and unit.attached.lstrip("وف") == "":
            frame.draft.add("participant", unit.entity or "")


def roll_call(frame: Frame, place: int) -> None:
    """Take everyone whom a sentence on a meeting's sides names: وضم الوفد فلاناً وفلاناً، فيما مثّل الجانب الاتحادي فلان."""
    if frame.draft.kind != "Meeting" or not _calls_the_roll(frame, place):
        return
    key = frame.units[place].key[len(frame.units[place].attached) :]
    if key.startswith("ال") or key in ("وفده", "وفدها", "وفد"):  # ترأس اجتماعاً حضره فلان is a meeting of its own
        frame.draft.attended = frame.draft.definite = True
    for index, unit in enumerate(frame.units):
        if index > place and (index in frame.clauses.speech or frame.units[index].bare in AIMS):
            return
        if unit.kind == "phrase" and unit.entity_kind in ("Official", "Post") and unit.attached.lstrip("وف") == "":
            frame.draft.add("participant", unit.entity or "")


def _calls_the_roll(frame: Frame, place: int) -> bool:
    """Tell of a verb of making up or leading, beside a delegation, a side or a meeting as its subject or object."""
    words, last = frame.clauses.words, len(frame.units)
    verbs = [i for i in range(last) if frame.units[i].bare in words["roll-call-verbs"]]
    return any(frame.units[j].bare in words["roll-call-nouns"] for i in verbs for j in range(max(i - 4, 0), min(i + 5, last)))


def purpose(frame: Frame, place: int) -> None:
    """Give a meeting of purpose its traveller and place: يتوجه فلان إلى واشنطن للقاء …."""
    unit = frame.units[place]
    if frame.draft.kind != "Meeting" or unit.form in VERBS or not (unit.attached.endswith("ل") or unit.key.startswith("لل")):
        return
    for index in range(place - 1, max(place - 12, -1), -1):
        before = frame.units[index]
        if before.kind == "phrase" and before.entity_kind == "Location" and index and frame.units[index - 1].bare == "الي":
            frame.draft.add("place", before.entity or "")
        elif before.kind == "phrase" and before.entity_kind in ("Official", "Post") and not before.attached:
            frame.draft.add("participant", before.entity or "")
            return
        elif before.key in (".", "؛"):
            return
