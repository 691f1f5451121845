"""Where an event takes place, if its clause names the place before its verb or through a pronoun.

وفي كركوك، هاجم … · كركوك التي انسحبت منها قوات … · استضافت أربيل اجتماعاً
"""

from __future__ import annotations

from builder.extractors.drafts import VERBS
from builder.extractors.frames import Frame
from builder.extractors.subjects import is_subject
from builder.vocabulary import ACTORS

_BACK = frozenset("منها منه فيها فيه اليها اليه عليها عليه بها".split())


def place_before(frame: Frame, begin: int) -> None:
    """Take a place that the clause sets before its verb: وفي كركوك، هاجم …; توجه إلى أربيل حيث استقبله …."""
    if frame.draft.values("place") or frame.draft.kind == "Agreement":
        return
    if begin > 1 and frame.units[begin - 1].bare == "حيث":
        where = next((u for u in reversed(frame.units[max(begin - 8, 0) : begin - 1]) if u.kind == "phrase"), None)
        if where is not None and where.entity_kind == "Location":
            frame.draft.add("place", where.entity or "")
            return
    for index in range(begin - 1, max(begin - 6, -1), -1):
        unit = frame.units[index]
        if unit.kind == "phrase" and unit.entity_kind == "Location":
            cue = index - 1 if frame.clauses.position(index - 1) == "in" else index
            if (cue != index or unit.attached.endswith("ب")) and frame.clauses.opens_clause(cue):
                frame.draft.add("place", unit.entity or "")
            return
        if frame.clauses.is_verb(index):
            return


def relative(frame: Frame, verb: int) -> None:
    """Take what a relative clause hangs on: كركوك التي انسحبت منها قوات …; القوات التي هاجمت …."""
    head = frame.clauses.relative_head(verb)
    if head is None:
        return
    if head.entity_kind == "Location":
        if any(u.bare in _BACK for u in frame.units[verb + 1 : verb + 4]) or frame.units[verb].key.endswith(("ها", "ه")):
            frame.draft.add("place", head.entity or "")
    elif not frame.draft.has_agent and head.entity_kind in ACTORS:
        frame.fill("agent", head)


def resumed(frame: Frame, verb: int) -> None:
    """Take the place that منها or فيها resumes, the sentence's first, and for a move without a mover the force last named."""
    draft = frame.draft
    moves = draft.kind in ("Withdrawal", "Deployment")
    if not draft.values("place") and draft.kind != "Agreement" and any(u.bare in _BACK for u in frame.units[verb + 1 : verb + 6]):
        named = [u for u in frame.units[:verb] if u.kind == "phrase" and u.entity_kind == "Location"]
        if named:
            draft.add("place", (named[0] if moves else named[-1]).entity or "")
    if not moves or frame.units[verb].form not in VERBS or draft.trigger.label in ("انتقل", "فر", "توجه"):
        return  # one man may go by himself
    if not draft.has_agent and draft.values("place"):
        forces = [(i, u) for i, u in enumerate(frame.units[:verb]) if u.kind == "phrase" and u.entity_kind == "Force"]
        subjects = [u for i, u in forces if is_subject(frame, i)]
        actor = subjects[-1] if subjects else forces[-1][1] if forces else None
        if actor:
            frame.fill("agent", actor)


def hosted(frame: Frame, carrier: int) -> None:
    """Take the place that hosts a meeting, right behind or before the verb: استضافت أربيل اجتماعاً; أربيل تحتضن …."""
    for index in (carrier + 1, carrier - 1):
        unit = frame.units[index] if 0 <= index < len(frame.units) else None
        if unit is not None and unit.entity_kind == "Location" and not unit.attached.lstrip("وف") and not frame.draft.values("place"):
            frame.draft.add("place", unit.entity or "")
