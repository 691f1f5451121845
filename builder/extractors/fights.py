"""Who fights whom: who holds an attack off, answers with arms, claims a deed, kills fighters, and whom an operation hunts.

صدت الشرطة الاتحادية والحشد الشعبي هجوما · ورد الحرس الثوري بقصف القاعدة · أعلن العراق النصر · قتل الجهاز خمسة من عناصر داعش
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.drafts import VERBS
from builder.extractors.frames import Frame
from builder.extractors.sayings import Saying

FIGHTERS = ("ارهابي", "مسلح", "عنصر", "عناصر", "داعشي", "دواعش", "متطرف", "متشدد", "انتحاري")


def repelled(frame: Frame, place: int) -> None:
    """Take who held an attack off for its target: صدت الشرطة الاتحادية والحشد الشعبي هجوما شنه داعش."""
    if frame.draft.kind != "Attack" or frame.draft.values("target"):
        return
    for index in range(place - 1, max(place - 12, -1), -1):
        unit = frame.units[index]
        if unit.frame == "repel":
            for other in frame.units[index + 1 : place]:
                survives = unit.label == "نجا" and other.entity_kind in ("Official", "Post")
                held_off = other.entity_kind == "Force" or survives
                if other.kind == "phrase" and held_off and not other.attached.endswith(("ل", "ب")):
                    frame.draft.add("target", other.entity or "")
            if index and frame.units[index - 1].entity_kind == "Force" and not frame.draft.values("target"):
                frame.draft.add("target", frame.units[index - 1].entity or "")
            return
        if unit.key in (".", "؛") or index in frame.clauses.speech:
            return


def answered(frame: Frame, place: int) -> None:
    """Take who answers with arms: ورد الحرس الثوري بعد خمسة أيام بقصف القاعدة."""
    if frame.draft.kind not in ("Attack", "AirStrike") or frame.draft.has_agent or not frame.units[place].attached.endswith("ب"):
        return
    for index in range(place - 1, max(place - 12, -1), -1):
        unit = frame.units[index]
        if unit.label == "رد":
            actor = next((u for u in frame.units[index + 1 : place] if u.entity_kind in ("Force", "ArmedGroup", "Government")), None)
            if actor is not None:
                frame.fill("agent", actor)
            return
        if unit.key in (".", "؛") or frame.clauses.is_verb(index):
            return


def announced(frame: Frame, place: int, sayings: Sequence[Saying]) -> None:
    """Make a government that announces its own victory the one who won it: أعلن العراق النصر."""
    if frame.draft.kind == "Attack":
        claim = next((s for s in sayings if s.verb < place < s.verb + 9 and not s.denies and _claims(frame, s.verb)), None)
        claimant = claim.speaker if claim else _claimant_behind(frame, place)
        if claimant and claimant.startswith("ArmedGroup:"):
            frame.draft.arguments = [(r, v) for r, v in frame.draft.arguments if r != "perpetrator"]
            frame.draft.add("perpetrator", claimant)
    elif frame.draft.kind == "MilitaryOperation" and not frame.draft.values("participant"):
        said = next((s for s in sayings if s.verb < place and s.content == s.verb), None)
        own = said is not None and said.speaker.startswith("Government:")
        if said and own and not any(frame.clauses.is_verb(j) for j in range(said.verb + 1, place)):
            frame.draft.add("participant", said.speaker)


def _claimant_behind(frame: Frame, place: int) -> str | None:
    """Return who claims an attack in a clause on it: هجوم تبنته جماعة تسمي نفسها سرايا …."""
    verb = next((i for i in range(place + 1, min(place + 6, len(frame.units))) if frame.clauses.label(i) == "تبنى"), None)
    if verb is None or not frame.units[verb].bare.endswith(("ته", "تها", "اه", "اها")):
        return None
    return next((u.entity for u in frame.units[verb + 1 : verb + 8] if u.entity_kind == "ArmedGroup"), None)


def _claims(frame: Frame, verb: int) -> bool:
    """Tell of a claim of responsibility: تبنى الهجوم; أعلن مسؤوليته عن الهجوم."""
    return frame.clauses.label(verb) == "تبنى" or any("مسؤول" in u.bare for u in frame.units[verb : verb + 6])


def killed_by(frame: Frame, place: int, end: int) -> None:
    """Make a force the killer where fighters stand behind قتل: قتل الجهاز خمسة من عناصر داعش; وكانت البيشمركة قد قتلت …."""
    if frame.clauses.label(place) != "قتل" or frame.draft.trigger.form not in VERBS or frame.draft.kind != "Attack":
        return
    forces = [v for v in frame.draft.values("target") if v.startswith("Force:")]
    behind = frame.units[place + 1 : min(end, place + 14)]
    groups = [u.entity for u in behind if u.entity_kind == "ArmedGroup" and u.entity]
    fighters = any(u.bare.lstrip("بل").removeprefix("ال").startswith(FIGHTERS) for u in behind if u.kind in ("word", "trigger"))
    by_counting = place + 1 < len(frame.units) and frame.clauses.counts(place + 1)
    if not forces or not (groups or fighters) or by_counting:
        return
    frame.draft.kind = "MilitaryOperation"
    frame.draft.arguments = [("participant" if v in forces and r == "target" else r, v) for r, v in frame.draft.arguments]
    for group in groups[:1]:
        frame.draft.add("target", group)


def hunted(frame: Frame, place: int) -> None:
    """Give an operation against nobody named the one armed group that the rest of its sentence names: بحثا عن عناصر داعش."""
    if frame.draft.kind != "MilitaryOperation" or frame.draft.values("target") or frame.draft.status == "denied":
        return
    limit = next(
        (i for i in range(place + 1, len(frame.units)) if i in frame.clauses.speech or frame.units[i].key == "."), len(frame.units)
    )
    groups = {u.entity for u in frame.units[place + 1 : limit] if u.entity_kind == "ArmedGroup"}
    group = groups.pop() if len(groups) == 1 else None
    if group and group not in frame.draft.actors():
        frame.draft.add("target", group)
