"""Which position of a frame a phrase stands in: what a cue word opens, what an attached particle says, where a list goes on.

بالتنسيق مع … · بإسناد من الطيران · قوة من الجيش · لقوة من الجيش
"""

from __future__ import annotations

from builder.extractors.drafts import VERBS
from builder.extractors.frames import Frame
from builder.vocabulary import ACTORS

_SIDES = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب".split())
_SIDES_OF_ATTACK = ("محور", "محاور")
AIMS = frozenset("بهدف لبحث لمناقشه لغرض بغيه".split())
_LIST_MARKS = frozenset("، , و / او فضلا اضافه الي وكذلك كذلك ـ -".split())


def behind_cue(frame: Frame, index: int, opened: str, position: str | None) -> str | None:
    """Return the position behind a cue word; قوة من الجيش and بإسناد من الطيران open none of their own."""
    unit, before = frame.units[index], frame.units[index - 1]
    if opened == "to" and index + 1 < len(frame.units) and frame.units[index + 1].bare == "جانب":
        return position
    if (unit.bare == "عن" and before.bare in ("فضلا", "عوضا")) or unit.bare == "جانب":
        return position
    if opened == "from" and any(u.bare.startswith(_SIDES_OF_ATTACK) for u in frame.units[index + 1 : index + 3] if u.kind == "word"):
        return position  # هاجموا من محورين مواقع الفوج
    if opened == "from" and frame.clauses.counts(index - 1) and position == "agent" and "construct" in frame.slots:
        return "construct"  # قتل خمسة من داعش: part of the group, not its doing
    if opened in ("from", "in", "none") and (frame.clauses.carries(index - 1) or frame.clauses.counts(index - 1)):
        return position
    if opened == "from" and any(frame.clauses.position(i) in ("support", "joining", "with", "against") for i in (index - 1, index - 2)):
        return position  # بإسناد من; بإسناد جوي من
    if opened == "by" and unit.bare in ("ايدي", "يد") and before.bare == "من":  # لاستعادتها من أيدي داعش
        return "from"
    talks = frame.draft.trigger.frame == "discuss"
    if opened == "with" and talks and before.kind == "word":  # بحث ملف الحدود مع سوريا
        return None
    towards = frame.units[index + 1].bare if index + 1 < len(frame.units) else ""
    if frame.draft.values("place") and (unit.bare in _SIDES or (opened == "to" and towards in _SIDES)):
        return "none"  # في داقوق جنوب كركوك; بمحيط داقوق إلى الجنوب من كركوك: where the place lies, no place of its own
    if opened == "in" and frame.draft.kind == "Agreement" and before.kind == "word" and not before.bare.startswith(("مشترك", "امني")):
        return position  # لتطبيع الأوضاع في سنجار: where it is to work, not where it was made
    if opened == "in" and not place_follows(frame, index):
        return position
    if opened == "in" and talks and before.kind == "word" and before.bare.startswith("ال"):  # بحث مستجدات الوضع في سوريا
        return None
    return opened


def place_follows(frame: Frame, index: int) -> bool:
    """Tell whether the next phrase behind a preposition of place is a place; a body in a body opens no position."""
    following = next((u for u in frame.units[index + 1 : index + 8] if u.kind == "phrase" or u.key in (".", "؛")), None)
    return following is None or following.entity_kind == "Location"


def position_of(frame: Frame, index: int, place: int, position: str | None) -> str | None:
    """Return the position of a phrase by its particles and what stands before it."""
    unit, before = frame.units[index], frame.units[index - 1]
    attached = unit.attached.lstrip("وف")
    if attached.endswith("ب"):
        return "in" if unit.entity_kind == "Location" else "with"
    if attached.endswith("ل"):
        if frame.clauses.holds(index - 1) and index > 1 and frame.units[index - 2].kind == "phrase":
            return None  # خلية الاستهداف التابعة لقيادة العمليات
        if unit.entity_kind == "Location" and frame.clauses.holds(index - 1):  # الميليشيات التابعة لإيران: whose it is, not where
            return None
        owned = (
            index - 1 > place and before.kind == "word" and not before.key.startswith("ال") and frame.clauses.position(index - 1) is None
        )
        if "of" in frame.slots and unit.entity_kind in ("ArmedGroup", "Force") and not owned:
            return "of"
        return position if owned or (unit.entity_kind != "Location" and "to" not in frame.slots) else "to"
    if position == "in" and unit.entity_kind != "Location":
        late = not frame.draft.has_agent and not attached and frame.units[place].form in VERBS and unit.entity_kind in ACTORS
        if late and before.kind in ("phrase", "date") and "agent" in frame.slots:  # استقبله أمس في أربيل رئيس الإقليم
            return "agent"
        received = frame.draft.kind == "Meeting" and frame.draft.has_agent and before.key in ("،", ",") and index - place < 14
        return "object" if received and unit.entity_kind in ("Official", "Post") and not attached else None
    return position


def lists_on(frame: Frame, last: int, index: int) -> bool:
    """Tell whether what stands between two phrases only lists on: commas, و, carriers (وقوات من …), a title."""
    if frame.units[index].attached.startswith(("و", "ف")):
        return not any(u.kind == "phrase" for u in frame.units[last + 1 : index])
    between = [u for u in frame.units[last + 1 : index] if u.kind not in ("date", "quote")]
    if not between:
        return False
    lists = between[0].key in _LIST_MARKS or between[0].key.startswith("و")
    return lists and len(between) <= 4 and all(u.kind != "trigger" or u.form == "noun" for u in between)
