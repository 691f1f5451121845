"""Who acts: the subject before a verb, behind an aside, of the clause before, or what أما sets first.

وزارة البيشمركة قد عقدت · الوزير فلان، الذي حضر المنتدى، أجرى · تقدمت القوات … وسيطرت · أما اللواء 21 فسينتشر
"""

from __future__ import annotations

from builder.extractors.drafts import VERBS
from builder.extractors.frames import Frame
from builder.particles import THAT
from builder.vocabulary import ACTORS


def subject_before(frame: Frame, verb: int) -> None:
    """Fill the agent from right before a verb: القوات العراقية تنفذ; وزارة البيشمركة قد عقدت."""
    if not frame.draft.has_agent and (frame.units[verb].attached == "ف" or _is_intended(frame, verb)):
        _topic(frame, verb)
    if frame.draft.has_agent or (frame.units[verb].key.startswith(("و", "ف")) and frame.units[verb].attached):
        return
    skip = verb
    for index in range(verb - 1, max(verb - 9, -1), -1):
        unit = frame.units[index]
        if unit.key == ")":  # وزارة الدفاع الأميركية (البنتاغون) قد وقعتا
            skip = next((i for i in range(index - 1, max(index - 5, -1), -1) if frame.units[i].key == "("), index)
        if index >= skip and skip != verb:
            continue
        if index < verb - 4 - (4 if skip != verb else 0):
            return
        if unit.kind == "phrase":
            governed = index > 0 and frame.clauses.position(index - 1) is not None
            if governed and index > 1 and frame.units[index - 2].kind == "phrase" and frame.clauses.position(index - 1) in ("from", "in"):
                continue  # اللواء الثاني من الفرقة الأولى وصل: the unit, not what it belongs to
            if governed and frame.clauses.position(index - 1) == "from" and index > 1 and frame.clauses.carries(index - 2):
                governed = False  # قوة من جهاز مكافحة الإرهاب نفذت
            if governed and unit.attached == "" and frame.units[index - 1].bare == "سبق":
                governed = False
            if unit.entity_kind == "Location" and _is_attacked(frame) and not governed:  # مطار أربيل هوجم
                frame.draft.add("place", unit.entity or "")
            if unit.entity_kind in ACTORS and not unit.attached.lstrip("وف") and not governed:
                frame.fill("agent", unit)
                while frame.units[index].attached == "و" and index and frame.units[index - 1].kind == "phrase":
                    index -= 1
                    frame.fill("agent", frame.units[index])
            return
        if unit.key in ("وقد", "وكان", "وكانت"):  # a new clause begins: its subject comes behind
            return
        if unit.bare not in ("قد", "كانت", "كان", "،", "التي", "الذي", "ان", "من", "في") and unit.kind != "quote":
            return


def _is_intended(frame: Frame, verb: int) -> bool:
    """Tell of a verb behind أن and a verb of intent: أما الوزارة فتعتزم، وفق المحافظ، أن تشكل فوجاً."""
    return frame.units[verb - 1].bare == "ان" and any(u.frame == "future" for u in frame.units[max(verb - 12, 0) : verb])


def _is_attacked(frame: Frame) -> bool:
    return frame.draft.trigger.frame == "suffered"


def dual_subject(frame: Frame, verb: int) -> None:
    """Give a dual verb the last two that the sentence joined: وصل فلان وفلان، حيث عقدا اجتماعاً."""
    unit = frame.units[verb]
    if frame.draft.has_agent or unit.form != "perfect" or not unit.bare.endswith("ا") or unit.trigger is None:
        return
    if unit.trigger.label.endswith(("ا", "ى")) or (verb + 1 < len(frame.units) and frame.units[verb + 1].kind == "phrase"):
        return
    for index in range(verb - 1, 0, -1):
        second, first = frame.units[index], frame.units[index - 1]
        if second.kind == first.kind == "phrase" and second.attached == "و" and {first.entity_kind, second.entity_kind} <= ACTORS:
            frame.fill("agent", first)
            frame.fill("agent", second)
            return


def _topic(frame: Frame, verb: int) -> None:
    """Fill the agent from what أما sets before its clause: أما اللواء 21 فسينتشر …."""
    turn = next((i for i in range(verb - 1, -1, -1) if frame.units[i].bare == "اما"), None)
    if turn is None:
        return
    index = turn + 1
    while index < verb and frame.units[index].kind == "phrase" and frame.units[index].entity_kind in ACTORS:
        if index > turn + 1 and frame.units[index].attached != "و":
            return
        frame.fill("agent", frame.units[index])
        index += 1


def part_of_the_subject(frame: Frame, verb: int) -> None:
    """Give a plural verb those of whom its subject is a part: وأن مسلحين منها هاجموا …."""
    if frame.draft.has_agent or not frame.units[verb].bare.endswith("وا"):
        return
    if not any(u.bare in ("منها", "منه", "منهم") for u in frame.units[max(verb - 2, 0) : verb]):
        return
    bodies = [u for u in frame.units[:verb] if u.kind == "phrase" and u.entity_kind in ("Force", "ArmedGroup")]
    if bodies:
        frame.fill("agent", bodies[0])


def subject_behind_aside(frame: Frame, verb: int) -> None:
    """Fill the agent from before a relative clause between commas: الوزير فلان، الذي حضر المنتدى، أجرى …."""
    if frame.draft.has_agent or verb < 4 or frame.units[verb - 1].key not in ("،", ","):
        return
    for index in range(verb - 2, max(verb - 20, 0), -1):
        if frame.units[index].key in (".", "؛") or index in frame.clauses.speech:
            return
        aside = frame.units[index].key in ("،", ",") and frame.units[index + 1].bare in ("الذي", "التي", "وهو", "وهي", "برفقه", "يرافقه")
        if aside:
            subject = frame.units[index - 1]
            if subject.kind == "phrase" and subject.entity_kind in ACTORS and not subject.attached.lstrip("وف"):
                frame.fill("agent", subject)
            return


def inherited_subject(frame: Frame, verb: int) -> None:
    """Give a verb that goes on the subject of the clause before: تقدمت القوات … وسيطرت على …."""
    unit = frame.units[verb]
    goes_on = unit.form == "perfect" and unit.attached in ("و", "ف")
    turn = frame.units[verb - 1].bare if verb else ""
    of_old = (
        _is_intended(frame, verb)
        or turn in ("حين", "عندما", "بعدما", "حيث")
        or (turn == "ان" and verb > 1 and frame.units[verb - 2].bare in ("قبل", "بعد"))
    )
    if frame.draft.has_agent or (frame.draft.actors() and not of_old) or not (goes_on or of_old):
        return
    for index in range(verb - 1, -1, -1):
        before = frame.units[index]
        if before.key in (".", "؛"):
            return
        if before.kind == "phrase" and before.entity_kind in ACTORS and not before.attached.lstrip("وف") and is_subject(frame, index):
            frame.fill("agent", before)
            return


def is_subject(frame: Frame, index: int) -> bool:
    """Tell of a phrase right behind a finite verb or أن, or one that opens the sentence."""
    if index == 0:
        return True
    before = frame.units[index - 1]
    return (before.kind == "trigger" and before.form in VERBS and index - 1 not in frame.clauses.speech) or before.bare in THAT
