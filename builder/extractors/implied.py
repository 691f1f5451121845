"""Who takes part in an event that names nobody: the two sides last spoken of, those who agreed on it, those of its agreement or meeting.

اتفق الجانبان · سيعقد اجتماع · اتفقت الوزارتان على تشكيل لواءين · اتفقت الوزارتان … في ختام اجتماع …
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import Draft, eligible
from builder.extractors.units import Unit

_SIDES = frozenset("الجانبان الجانبين الطرفان الطرفين البلدان البلدين طرفين جانبين".split())
_COURSE = frozenset("ختام نهايه اعقاب عقب خلال اثر".split())
_IMPLIED = {"Meeting": "participant", "Agreement": "party", "ForceFormation": "participant"}


def add_implied(clauses: Clauses, draft: Draft, earlier: Sequence[Draft]) -> None:
    """Give an event without actors those whom it means: the two sides last spoken of (اتفق الجانبان; سيعقد اجتماع)."""
    _add_promised(clauses, draft, earlier)
    role = _IMPLIED.get(draft.kind)
    if role is None or draft.values(role):
        return
    window = clauses.units[max(draft.place - 6, 0) : clauses.end(draft.place)]
    if draft.kind == "Meeting" and any(u.bare == "الوفد" for u in window):
        delegation = next((d for d in reversed(earlier) if d.trigger.label in ("وفد", "وصل") and d.actors()), None)
        if delegation is not None:
            for value in delegation.actors():
                draft.add(role, value)
            return
    sides = any(u.bare.lstrip("لب") in _SIDES for u in window) or draft.trigger.key.endswith("هما")  # … بتوقيعهما مذكرة
    joint = draft.kind == "ForceFormation" and any(
        u.bare.removeprefix("ال").startswith("مشترك") for u in clauses.units[max(draft.place - 4, 0) : draft.place + 5]
    )
    led = draft.led and (draft.definite or (draft.status == "planned" and draft.kind == "Meeting"))
    if not (sides or joint or led):
        return
    before = [u for u in clauses.units[: draft.place] if u.kind == "phrase" and u.entity_kind in ("Force", "Ministry", "Government")]
    pairs = [(a, b) for a, b in pairwise(before) if b.attached == "و" and b.first - a.last <= 1]
    recent = [d for d in earlier[-4:] if len(d.actors()) >= 2]
    source = [u.entity or "" for u in pairs[-1]] if pairs else recent[-1].actors() if recent else []
    for actor in source:
        if actor and (role != "party" or not actor.startswith(("Official:", "Post:"))):
            draft.add(role, actor)
    if source:
        draft.evidence = draft.evidence._replace(confidence=0.5, rule=draft.evidence.rule + "-implied")


def _add_promised(clauses: Clauses, draft: Draft, earlier: Sequence[Draft]) -> None:
    """Give what two parties agree to do those who are to do it: اتفقت الوزارتان على تشكيل لواءين."""
    if draft.kind not in ("ForceFormation", "MilitaryOperation", "Deployment", "Withdrawal") or draft.actors() or draft.status != "planned":
        return
    pact = next((d for d in reversed(earlier) if d.kind == "Agreement" and d.sentence == draft.sentence and d.place < draft.place), None)
    if pact and (clauses.units[draft.place - 1].bare == "علي" or draft.trigger.attached.endswith(("ب", "ل"))):
        for party in pact.values("party"):
            if eligible(draft.kind, "participant", party.partition(":")[0]):
                draft.add("participant", party)
        draft.evidence = draft.evidence._replace(confidence=0.5, rule=draft.evidence.rule + "-promised")


def share(units: Sequence[Unit], drafts: Sequence[Draft]) -> None:
    """Give an agreement and the meeting that it came out of each other's sides, place and date: اتفقت الوزارتان … في ختام اجتماع …."""
    if len(drafts) < 2:
        return
    pact = next((d for d in drafts if d.kind == "Agreement" and d.status == "occurred"), None)
    meeting = next((d for d in drafts if d.kind == "Meeting" and d.place and units[d.place - 1].bare in _COURSE), None)
    if pact is None or meeting is None:
        return
    if not meeting.actors():
        for party in pact.values("party"):
            meeting.add("participant", party)
    for one, other in ((pact, meeting), (meeting, pact)):
        if not one.values("place"):
            for place in other.values("place"):
                one.add("place", place)
        one.date = one.date or other.date
