"""Which drafts tell an event: each class needs the arguments without which nothing was said."""

from __future__ import annotations

from builder.extractors.drafts import VERBS, Draft

_PLURALS = frozenset(
    "هجمات عمليات اجتماعات مباحثات محادثات مواجهات اشتباكات معارك غارات ضربات لقاءات تفجيرات اعتداات تفاهمات مفاوضات اتفاقات".split()
)


_NEED_ARMS = frozenset("استرد استرجع إنزال احتجز طرد قضى واجب ممارسة حاصر طوق أحرق قنص".split())
_ARMED_KINDS = ("Force:", "ArmedGroup:", "GovernmentBody:", "Ministry:")


def is_worth(draft: Draft) -> bool:
    """Tell an event from a mere topic: it needs the arguments without which nothing was said."""
    actors, places, targets = set(draft.actors()), draft.values("place"), draft.values("target")
    label, frame = draft.trigger.label, draft.trigger.frame
    if frame == "catch" and not any(v.startswith(("Force:", "GovernmentBody:", "ArmedGroup:")) for v in (*actors, *targets)):
        return False  # الإطاحة بالحكومة
    if draft.status == "denied" and (places or actors or targets):  # what is denied by name was told by someone
        return True
    if label in ("سحب", "فر", "فتش", "طارد", "أوقف", "رحيل") and not any(a.startswith(("Force:", "ArmedGroup:")) for a in actors):
        return False  # سحبت الفيتو
    if label == "دمر" and targets and all(t.startswith(("GovernmentBody:", "Government:")) for t in targets):
        return False  # تدمير القضاء
    if frame == "attack" and actors and all(a.startswith("Official:") for a in actors):
        return False  # هيكل يهاجم السعودية: with words
    if draft.kind == "Meeting" and actors and all(a.startswith("ArmedGroup:") for a in actors):  # وصول داعش إلى دمشق
        return False
    if label in _NEED_ARMS and not any(v.startswith(_ARMED_KINDS) for v in (*actors, *targets)):
        return False  # استرجع المتحف قطعاً; طرد الحكم لاعباً
    if frame == "control" and not any(v.startswith(("Force:", "ArmedGroup:")) for v in (*actors, *targets)):
        return False  # سيطرة الصين على البنك
    if label == "سيطر" and draft.trigger.form == "imperfect" and draft.date is None:  # المناطق التي يسيطر عليها التنظيم: how things stand
        return False
    plural = draft.trigger.key[len(draft.trigger.attached) :].removeprefix("ال") in _PLURALS
    verb = draft.trigger.form in VERBS
    match draft.kind:
        case "Meeting":
            meets = draft.trigger.trigger is not None and frame != "visit"
            return len(actors) >= (1 if places or (draft.date and meets) else 2) or (bool(places) and draft.date is not None)
        case "Agreement":
            if len(actors) >= 2 or (draft.name and (actors or places or targets)):
                return True
            return bool(actors and (places or draft.date))  # with whom was not said
        case "Deployment" | "Withdrawal":
            moved = verb and label in ("انسحب", "انتشر", "سحب", "تمركز", "أخلى", "ترك", "تراجع")
            if draft.kind == "Withdrawal" and draft.date and (actors or places):  # انسحبت البيشمركة في تشرين الأول 2017
                return True
            sends = label in ("أرسل", "دفع", "عزز", "نشر", "انتقل", "التحق", "اتخذ")
            return bool(actors) and (bool(places) or moved) and (not sends or any(a.startswith("Force:") for a in actors))
        case "ForceFormation":
            return bool(actors) and draft.of_force
        case "Attack":
            tolled = bool(draft.values("killed") or draft.values("wounded"))
            if places and (tolled or draft.date):
                return True
            told = bool(places) or len(actors) + len(targets) > 1 or draft.date is not None
            return bool(actors or targets) and told and not (plural and not draft.date)
        case "AirStrike":
            return bool(actors or targets) or (bool(places) and draft.date is not None)
    if draft.led and (places or targets) and (not plural or draft.status in ("ongoing", "planned")):
        return True
    return (
        (bool(actors) and (bool(places or targets) or draft.date is not None or len(actors) > 1))
        or bool(draft.name and (actors or places or targets))
        or (bool(places) and bool(targets or draft.date))
        or (bool(targets) and draft.date is not None)
    )
