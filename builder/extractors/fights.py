"""Who fights whom, where an earlier verb names the sides: who holds an attack off, who answers with arms.

صدت الشرطة الاتحادية والحشد الشعبي هجوما · ورد الحرس الثوري بقصف القاعدة
"""

from __future__ import annotations

from builder.extractors.frames import Frame


def repelled(frame: Frame, place: int) -> None:
    """Take who held an attack off for its target: صدت الشرطة الاتحادية والحشد الشعبي هجوما شنه داعش."""
    if frame.draft.kind != "Attack" or frame.draft.values("target"):
        return
    for index in range(place - 1, max(place - 12, -1), -1):
        unit = frame.units[index]
        if unit.trigger is not None and unit.trigger.frame == "repel":
            for other in frame.units[index + 1 : place]:
                survives = unit.trigger.label == "نجا" and other.entity_kind in ("Official", "Post")
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
        if unit.trigger is not None and unit.trigger.label == "رد":
            actor = next((u for u in frame.units[index + 1 : place] if u.entity_kind in ("Force", "ArmedGroup", "Government")), None)
            if actor is not None:
                frame.fill("agent", actor)
            return
        if unit.key in (".", "؛") or frame.clauses.is_verb(index):
            return
