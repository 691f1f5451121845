"""The walk that fills a frame's positions from the units behind, between and before a trigger and its verb.

A position is opened by a cue word (words:cue-in, words:cue-with, …) or an attached particle and stays open for a list; a bare phrase right
behind a verb is its agent, behind a masdar what the frame's `construct` says, else its agent.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import VERBS, Draft, eligible
from builder.extractors.statements import Saying
from builder.extractors.units import Unit, disagrees
from builder.particles import THAT
from builder.vocabulary import ACTORS, BODIES

Slots = dict[str, list[str]]
_BACK = frozenset("منها منه فيها فيه اليها اليه عليها عليه بها".split())
_TIMES = frozenset("بعد قبيل عقب خلال قبل بعيد اثر".split())
_ADVERBS = frozenset("ايضا مجددا سابقا لاحقا موخرا صباحا فجرا معا تباعا مسا ظهرا ليلا يوميا عسكريا رسميا".split())
_MOMENTS = frozenset("وقت غضون حينه اليوم الليله مستهل موعد".split())
_AIMS = frozenset("بهدف لبحث لمناقشه لغرض بغيه".split())
_WHOLES = frozenset({"Force:https://w3id.org/tansiq/id/force/iraqi-armed-forces"})  # whoever speaks for all did not do it
_OWN = ("رجال", "مفارز", "قوات", "قطعات", "مقاتل", "طائرات", "عناصر", "دوريات", "وحدات", "تشكيلات", "طيران", "مدفعي", "مسلحي")
_THERE = frozenset("فيه فيها به بها خلاله خلالها".split())
_SIDES = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب".split())
_SIDES_OF_ATTACK = ("محور", "محاور")
_REMARKS = frozenset("بحسب حسب وفق وفقا وفقما حسبما".split())
_LIST_MARKS = frozenset("، , و / او فضلا اضافه الي وكذلك كذلك ـ -".split())
_COMPANY = frozenset({"joining", "with", "support"})
_PRONOUNS = frozenset("انها انه انهم بانها بانه".split())


def slots_of(unit: Unit, kind: str) -> Slots:
    """Return the positions of a trigger's frame with the properties that each may fill."""
    assert unit.trigger is not None
    slots: Slots = {}
    for slot in unit.trigger.slots:
        role = {("AirStrike", "perpetrator"): "participant", ("Attack", "participant"): "perpetrator"}.get(
            (kind, slot.property), slot.property
        )
        slots.setdefault(slot.cue, []).append(role)
    return slots


class Arguments:
    """Fills one draft."""

    def __init__(self, clauses: Clauses, draft: Draft, slots: Slots) -> None:
        self.clauses, self.units, self.draft, self.slots = clauses, clauses.units, draft, slots

    def behind(self, place: int, end: int) -> None:
        """Fill from the units behind the trigger."""
        unit = self.units[place]
        verb = unit.form in VERBS
        first = "construct" if not verb and "construct" in self.slots else "agent"
        if verb and unit.bare.endswith("وا"):  # the subject of a plural verb stands before it
            first = "object"
        if verb and place + 1 < end and self._is_accusative(place + 1):  # واستهدف مقرا لقوات التحالف
            first = "object"
        if verb and self._has_a_subject(place, end):
            first = "object"
        if verb and place + 1 < end and disagrees(unit, self.units[place + 1]):
            first = "object"
        following = self.units[place + 1] if place + 1 < end else None
        struck = (
            following is not None and following.kind == "word" and following.bare.startswith(tuple(self.clauses.words["struck-things"]))
        )
        if not verb and struck and self.draft.kind in ("Attack", "AirStrike"):  # قصف مقر للاتحاد; استهداف نقطة للجيش
            first = "object"
        if self.draft.has_agent or (not verb and _has_pronoun(unit)):  # who does it was named before: قد التقى …; استقباله
            first = "object"
        self._walk(place, end, first, verb)

    def _has_a_subject(self, place: int, end: int) -> bool:
        """Tell of a strike whose subject is no actor: استهدف تفجيران نقطة للجيش; الطائرات التي تستهدف عناصر التنظيم."""
        unit = self.units[place]
        if unit.trigger is None or place + 1 >= end:
            return False
        following = self.units[place + 1]
        if unit.trigger.evokes in ("Attack", "AirStrike") and following.kind == "word":  # قصفت طائرة مسيرة مقراً; رشق مسلحون نقطة
            near = self.units[place + 2 : place + 5]
            whose = any(u.bare == "من" or u.entity_kind == "ArmedGroup" for u in near) or any(
                self.clauses.holds(i) for i in range(place + 2, min(place + 5, end))
            )  # مسلحون من داعش; مسيرة تابعة لسلاح الجو
            nameless = following.bare.startswith(tuple(self.clauses.words["nameless-attackers"])) and unit.trigger.frame != "blast"
            if nameless and not whose:
                return True
        if unit.trigger.label != "استهدف" or _has_pronoun(unit):
            return False
        return (following.kind == "trigger" and following.form == "noun") or (place > 1 and self.units[place - 1].bare in ("التي", "الذي"))

    def _is_accusative(self, index: int) -> bool:
        """Tell of a noun that shows by its tanwin that it is an object: مقراً."""
        unit = self.units[index]
        return (
            self.draft.kind in ("Attack", "AirStrike")
            and unit.kind == "word"
            and unit.bare.endswith("ا")
            and unit.bare not in _ADVERBS
            and len(unit.bare) > 3
        )

    def between(self, verb: int, place: int) -> None:
        """Fill from between a light verb and the masdar that it carries."""
        self._walk(verb, place, "agent", True)

    def _walk(self, place: int, end: int, position: str | None, verb: bool) -> None:
        """Read units from `place` (exclusive) to `end`: `position` is what the next phrase fills, `last` where the last one stood."""
        filled: set[str] = set()
        last, topical, resume = place, False, 0
        holder: int | None = None
        for index in range(place + 1, end):
            unit = self.units[index]
            if unit.key == "(":
                close = next((i for i in range(index + 1, end) if self.units[i].key == ")"), index)
                resume = max(resume, close + 1) if close - index > 3 else resume  # (المحظور في روسيا)
            if unit.kind in ("date", "quote", "mark") or index < resume:
                continue
            if unit.bare in _REMARKS:
                resume = self._behind_remark(index, end)
                continue
            joins = self.clauses.position(index) == "joining"  # عملية … يشارك فيها الجيش
            opened = self.clauses.position(index) if joins or not (self.clauses.is_verb(index) and self._acts_there(index)) else None
            if opened == "in" and not self._place_follows(index) and not self._is_blast():  # انفجرت عبوة في دورية للجيش
                holder = next((i for i in range(index + 1, min(index + 6, end)) if self.units[i].kind == "phrase"), None)
            if opened == "none" and unit.bare in _TIMES and index + 1 < end and self.units[index + 1].kind in ("word", "trigger"):
                resume = index + 2  # استقبل قبيل الاجتماع فلانا
                continue
            if opened == "in" and index + 1 < end and self.units[index + 1].bare in _MOMENTS:  # يلتقي في وقت لاحق الرئيس
                resume = index + 2
                continue
            if opened:
                topical = topical or (self.draft.kind == "Meeting" and unit.bare in _AIMS)
                position = self._opened(index, opened, position)
                if position in _COMPANY:  # برفقة … ، بحضور …: each names others
                    filled.discard(position)
                topical = topical or (opened == "on" and self.draft.kind == "Agreement")
                continue
            if not joins and self.clauses.is_verb(index) and index > place and (self.clauses.is_helper(index) or self._acts_there(index)):
                position, verb = "agent", True
                continue
            if unit.kind != "phrase":
                if position == "agent" and "agent" in filled and verb and not unit.key.startswith("و"):
                    position = "object"
                continue
            if index == holder and not self.clauses.carries(index - 2):  # a body in a body: الفرقة الثامنة في الجيش
                last = index
                continue
            inside = unit.attached.endswith("ب") and unit.entity_kind in ("Force", "Ministry")
            if inside and self.units[index - 1].kind == "phrase" and self.units[index - 1].entity_kind == "Force":
                last = index  # الفرقة الثامنة بالجيش العراقي
                continue
            if topical:  # what an agreement is about, and who is to do it, is not who made it
                continue
            where = self._where(index, place, position)
            if where in filled and index - last > 1 and not self._lists_on(last, index):
                if where != "agent" or not verb:
                    position = None
                    continue
                where = position = "object"
            if where == "agent" and where in filled and verb and not self._lists_on(last, index):
                where = position = "object"
            if (
                self.units[last].kind == "phrase"
                and unit.entity_kind == "Location" == self.units[last].entity_kind
                and self._lists_on(last, index)
            ):
                where = "in"
            if where and self.fill(where, unit):
                filled.add(where)
                last = index

    def _is_blast(self) -> bool:
        trigger = self.draft.trigger.trigger
        return trigger is not None and trigger.frame == "blast"

    def _acts_there(self, index: int) -> bool:
        """Tell of a verb whose subject did what the masdar before says: هجوم استهدف فيه مسلحو داعش نقطة; الهجوم الذي باغت به …."""
        return any(u.bare in _THERE for u in self.units[index + 1 : index + 3])

    def _behind_remark(self, index: int, end: int) -> int:
        """Return where a remark (، وفق ما أكدته الخلية،) ends: at the next comma, else at the end of the clause."""
        return next((i for i in range(index + 1, min(index + 12, end)) if self.units[i].key in ("،", ",")), end)

    def _opened(self, index: int, opened: str, position: str | None) -> str | None:
        """Return the position behind a cue word; قوة من الجيش and بإسناد من الطيران open none of their own."""
        unit, before = self.units[index], self.units[index - 1]
        if opened == "to" and index + 1 < len(self.units) and self.units[index + 1].bare == "جانب":
            return position
        if (unit.bare == "عن" and before.bare in ("فضلا", "عوضا")) or unit.bare == "جانب":
            return position
        if opened == "from" and any(u.bare.startswith(_SIDES_OF_ATTACK) for u in self.units[index + 1 : index + 3] if u.kind == "word"):
            return position  # هاجموا من محورين مواقع الفوج
        if opened == "from" and self.clauses.counts(index - 1) and position == "agent" and "construct" in self.slots:
            return "construct"  # قتل خمسة من داعش: part of the group, not its doing
        if opened in ("from", "in", "none") and (self.clauses.carries(index - 1) or self.clauses.counts(index - 1)):
            return position
        if opened == "from" and any(self.clauses.position(i) in ("support", "joining", "with", "against") for i in (index - 1, index - 2)):
            return position  # بإسناد من; بإسناد جوي من
        if opened == "by" and unit.bare in ("ايدي", "يد") and before.bare == "من":  # لاستعادتها من أيدي داعش
            return "from"
        trigger = self.draft.trigger.trigger
        if opened == "with" and trigger is not None and trigger.frame == "discuss" and before.kind == "word":  # بحث ملف الحدود مع سوريا
            return None
        towards = self.units[index + 1].bare if index + 1 < len(self.units) else ""
        if self.draft.values("place") and (unit.bare in _SIDES or (opened == "to" and towards in _SIDES)):
            return "none"  # في داقوق جنوب كركوك; بمحيط داقوق إلى الجنوب من كركوك: where the place lies, no place of its own
        if opened == "in" and self.draft.kind == "Agreement" and before.kind == "word" and not before.bare.startswith(("مشترك", "امني")):
            return position  # لتطبيع الأوضاع في سنجار: where it is to work, not where it was made
        if opened == "in" and not self._place_follows(index):
            return position
        talks = trigger is not None and trigger.frame == "discuss"
        if opened == "in" and talks and before.kind == "word" and before.bare.startswith("ال"):  # بحث مستجدات الوضع في سوريا
            return None
        return opened

    def _place_follows(self, index: int) -> bool:
        """Tell whether the next phrase behind a preposition of place is a place; a body in a body opens no position."""
        following = next((u for u in self.units[index + 1 : index + 8] if u.kind == "phrase" or u.key in (".", "؛")), None)
        return following is None or following.entity_kind == "Location"

    def _where(self, index: int, place: int, position: str | None) -> str | None:
        """Return the position of a phrase by its particles and what stands before it."""
        unit, before = self.units[index], self.units[index - 1]
        attached = unit.attached.lstrip("وف")
        if attached.endswith("ب"):
            return "in" if unit.entity_kind == "Location" else "with"
        if attached.endswith("ل"):
            if self.clauses.holds(index - 1) and index > 1 and self.units[index - 2].kind == "phrase":
                return None  # خلية الاستهداف التابعة لقيادة العمليات
            if unit.entity_kind == "Location" and self.clauses.holds(index - 1):  # الميليشيات التابعة لإيران: whose it is, not where
                return None
            owned = (
                index - 1 > place and before.kind == "word" and not before.key.startswith("ال") and self.clauses.position(index - 1) is None
            )
            if "of" in self.slots and unit.entity_kind in ("ArmedGroup", "Force") and not owned:
                return "of"
            return position if owned or (unit.entity_kind != "Location" and "to" not in self.slots) else "to"
        if position == "in" and unit.entity_kind != "Location":
            late = not self.draft.has_agent and not attached and self.units[place].form in VERBS and unit.entity_kind in ACTORS
            if late and before.kind in ("phrase", "date") and "agent" in self.slots:  # استقبله أمس في أربيل رئيس الإقليم
                return "agent"
            received = self.draft.kind == "Meeting" and self.draft.has_agent and before.key in ("،", ",") and index - place < 14
            return "object" if received and unit.entity_kind in ("Official", "Post") and not attached else None
        return position

    def _lists_on(self, last: int, index: int) -> bool:
        """Tell whether what stands between two phrases only lists on: commas, و, carriers (وقوات من …), a title."""
        if self.units[index].attached.startswith(("و", "ف")):
            return not any(u.kind == "phrase" for u in self.units[last + 1 : index])
        between = [u for u in self.units[last + 1 : index] if u.kind not in ("date", "quote")]
        if not between:
            return False
        lists = between[0].key in _LIST_MARKS or between[0].key.startswith("و")
        return lists and len(between) <= 4 and all(u.kind != "trigger" or u.form == "noun" for u in between)

    def fill(self, position: str, unit: Unit) -> bool:
        """Give a phrase to the first property of a position that may hold its kind; places fall into tq:place."""
        assert unit.entity is not None
        kind = unit.entity_kind or ""
        for role in self.slots.get(position, ()):
            if eligible(self.draft.kind, role, kind):
                self.draft.add(self._side(role, position, kind), unit.entity)
                self.draft.has_agent = self.draft.has_agent or position in ("agent", "by", "between", "of")
                return True
        if kind != "Location" or (self.draft.kind == "Agreement" and position != "in"):
            return False
        trigger = self.draft.trigger.trigger
        verb = self.draft.trigger if self.draft.trigger.form in VERBS else None
        if position == "agent" and verb and trigger is not None and trigger.frame == "visit" and unit.first == verb.last:
            self.draft.add("place", unit.entity)  # سيزور السليمانية
            return True
        movable = position in ("from", "between", "agent", "construct")
        if position == "in" or (
            position in self.slots and (not movable or self.draft.kind in ("Withdrawal", "MilitaryOperation", "Attack"))
        ):
            self.draft.add("place", unit.entity)
            return True
        return False

    def _side(self, role: str, position: str, kind: str) -> str:
        """Return the side of an armed group: it kills (حين قتل داعش ستة), and is no partner of an operation against it."""
        if kind == "ArmedGroup" and self.draft.kind == "Attack" and role == "target" and position == "agent":
            return "target" if self._died_in_a_raid() else "perpetrator"
        if (
            kind in ("Force", "Ministry") and self.draft.kind == "Attack" and role == "perpetrator" and position == "of"
        ):  # كمين لقوة من الجيش
            return "target"
        trigger = self.draft.trigger.trigger
        if kind == "ArmedGroup" and trigger is not None and trigger.frame == "expel":
            return "target"
        if (
            kind in ("Force", "Ministry")
            and role == "target"
            and trigger is not None
            and trigger.frame == "arrest"
            and position == "construct"
        ):
            return "participant"  # توقيف الشرطة ثلاثة مطلوبين
        if (
            kind == "ArmedGroup"
            and self.draft.kind in ("MilitaryOperation", "AirStrike")
            and role == "participant"
            and (position not in ("agent", "by") or self._is_hunt())
        ):
            return "target"
        return role

    def _died_in_a_raid(self) -> bool:
        """Tell of a verb of dying with the operation or strike behind it: قياديون في تنظيم داعش قتلوا بعملية إنزال."""
        behind = self.units[self.draft.place + 1 : self.draft.place + 5]
        return any(u.trigger is not None and u.trigger.evokes in ("MilitaryOperation", "AirStrike") and u.form not in VERBS for u in behind)

    def _is_hunt(self) -> bool:
        """Tell of a masdar whose construct is its quarry: تعقب مسلحي داعش, ملاحقة عناصر التنظيم."""
        trigger = self.draft.trigger
        return trigger.form not in VERBS and trigger.trigger is not None and trigger.trigger.frame in ("operation", "arrest", "catch")

    def subject_before(self, verb: int) -> None:
        """Fill the agent from right before a verb: القوات العراقية تنفذ; وزارة البيشمركة قد عقدت."""
        if not self.draft.has_agent and (self.units[verb].attached == "ف" or self._is_intended(verb)):
            self._topic(verb)
        if self.draft.has_agent or (self.units[verb].key.startswith(("و", "ف")) and self.units[verb].attached):
            return
        skip = verb
        for index in range(verb - 1, max(verb - 9, -1), -1):
            unit = self.units[index]
            if unit.key == ")":  # وزارة الدفاع الأميركية (البنتاغون) قد وقعتا
                skip = next((i for i in range(index - 1, max(index - 5, -1), -1) if self.units[i].key == "("), index)
            if index >= skip and skip != verb:
                continue
            if index < verb - 4 - (4 if skip != verb else 0):
                return
            if unit.kind == "phrase":
                governed = index > 0 and self.clauses.position(index - 1) is not None
                if governed and index > 1 and self.units[index - 2].kind == "phrase" and self.clauses.position(index - 1) in ("from", "in"):
                    continue  # اللواء الثاني من الفرقة الأولى وصل: the unit, not what it belongs to
                if governed and self.clauses.position(index - 1) == "from" and index > 1 and self.clauses.carries(index - 2):
                    governed = False  # قوة من جهاز مكافحة الإرهاب نفذت
                if governed and unit.attached == "" and self.units[index - 1].bare == "سبق":
                    governed = False
                if unit.entity_kind == "Location" and self._is_attacked() and not governed:  # مطار أربيل هوجم
                    self.draft.add("place", unit.entity or "")
                if unit.entity_kind in ACTORS and not unit.attached.lstrip("وف") and not governed:
                    self.fill("agent", unit)
                    while self.units[index].attached == "و" and index and self.units[index - 1].kind == "phrase":
                        index -= 1
                        self.fill("agent", self.units[index])
                return
            if unit.key in ("وقد", "وكان", "وكانت"):  # a new clause begins: its subject comes behind
                return
            if unit.bare not in ("قد", "كانت", "كان", "،", "التي", "الذي", "ان", "من", "في") and unit.kind != "quote":
                return

    def _is_intended(self, verb: int) -> bool:
        """Tell of a verb behind أن and a verb of intent: أما الوزارة فتعتزم، وفق المحافظ، أن تشكل فوجاً."""
        near = self.units[max(verb - 12, 0) : verb]
        return self.units[verb - 1].bare == "ان" and any(u.trigger is not None and u.trigger.frame == "future" for u in near)

    def _is_attacked(self) -> bool:
        trigger = self.draft.trigger.trigger
        return trigger is not None and trigger.frame == "suffered"

    def dual_subject(self, verb: int) -> None:
        """Give a dual verb the last two that the sentence joined: وصل فلان وفلان، حيث عقدا اجتماعاً."""
        unit = self.units[verb]
        if self.draft.has_agent or unit.form != "perfect" or not unit.bare.endswith("ا") or unit.trigger is None:
            return
        if unit.trigger.label.endswith(("ا", "ى")) or (verb + 1 < len(self.units) and self.units[verb + 1].kind == "phrase"):
            return
        for index in range(verb - 1, 0, -1):
            second, first = self.units[index], self.units[index - 1]
            if second.kind == first.kind == "phrase" and second.attached == "و" and {first.entity_kind, second.entity_kind} <= ACTORS:
                self.fill("agent", first)
                self.fill("agent", second)
                return

    def _topic(self, verb: int) -> None:
        """Fill the agent from what أما sets before its clause: أما اللواء 21 فسينتشر …."""
        turn = next((i for i in range(verb - 1, -1, -1) if self.units[i].bare == "اما"), None)
        if turn is None:
            return
        index = turn + 1
        while index < verb and self.units[index].kind == "phrase" and self.units[index].entity_kind in ACTORS:
            if index > turn + 1 and self.units[index].attached != "و":
                return
            self.fill("agent", self.units[index])
            index += 1

    def part_of_the_subject(self, verb: int) -> None:
        """Give a plural verb those of whom its subject is a part: وأن مسلحين منها هاجموا …."""
        near = {u.bare for u in self.units[max(verb - 2, 0) : verb]}
        if self.draft.has_agent or not self.units[verb].bare.endswith("وا") or not near & {"منها", "منه", "منهم"}:
            return
        bodies = [u for u in self.units[:verb] if u.kind == "phrase" and u.entity_kind in ("Force", "ArmedGroup")]
        if bodies:
            self.fill("agent", bodies[0])

    def subject_behind_aside(self, verb: int) -> None:
        """Fill the agent from before a relative clause between commas: الوزير فلان، الذي حضر المنتدى، أجرى …."""
        if self.draft.has_agent or verb < 4 or self.units[verb - 1].key not in ("،", ","):
            return
        for index in range(verb - 2, max(verb - 20, 0), -1):
            if self.units[index].key in (".", "؛") or index in self.clauses.speech:
                return
            aside = self.units[index].key in ("،", ",") and self.units[index + 1].bare in ("الذي", "التي", "وهو", "وهي", "برفقه", "يرافقه")
            if aside:
                subject = self.units[index - 1]
                if subject.kind == "phrase" and subject.entity_kind in ACTORS and not subject.attached.lstrip("وف"):
                    self.fill("agent", subject)
                return

    def inherited(self, verb: int) -> None:
        """Give a verb that goes on the subject of the clause before: تقدمت القوات … وسيطرت على …."""
        unit = self.units[verb]
        goes_on = unit.form == "perfect" and unit.attached in ("و", "ف")
        turn = self.units[verb - 1].bare if verb else ""
        of_old = (
            self._is_intended(verb)
            or turn in ("حين", "عندما", "بعدما", "حيث")
            or (turn == "ان" and verb > 1 and self.units[verb - 2].bare in ("قبل", "بعد"))
        )
        if self.draft.has_agent or (self.draft.actors() and not of_old) or not (goes_on or of_old):
            return
        for index in range(verb - 1, -1, -1):
            before = self.units[index]
            if before.key in (".", "؛"):
                return
            if before.kind == "phrase" and before.entity_kind in ACTORS and not before.attached.lstrip("وف") and self._is_subject(index):
                self.fill("agent", before)
                return

    def _is_subject(self, index: int) -> bool:
        """Tell of a phrase right behind a finite verb or أن, or one that opens the sentence."""
        if index == 0:
            return True
        before = self.units[index - 1]
        return (before.kind == "trigger" and before.form in VERBS and index - 1 not in self.clauses.speech) or before.bare in THAT

    def repelled(self, place: int) -> None:
        """Take who held an attack off for its target: صدت الشرطة الاتحادية والحشد الشعبي هجوما شنه داعش."""
        if self.draft.kind != "Attack" or self.draft.values("target"):
            return
        for index in range(place - 1, max(place - 12, -1), -1):
            unit = self.units[index]
            if unit.trigger is not None and unit.trigger.frame == "repel":
                for other in self.units[index + 1 : place]:
                    survives = unit.trigger.label == "نجا" and other.entity_kind in ("Official", "Post")
                    held_off = other.entity_kind == "Force" or survives
                    if other.kind == "phrase" and held_off and not other.attached.endswith(("ل", "ب")):
                        self.draft.add("target", other.entity or "")
                if index and self.units[index - 1].entity_kind == "Force" and not self.draft.values("target"):
                    self.draft.add("target", self.units[index - 1].entity or "")
                return
            if unit.key in (".", "؛") or index in self.clauses.speech:
                return

    def owned_move(self, place: int) -> None:
        """Give a move whose masdar has a pronoun the body last named: اللواء الأول سيمد انتشاره; أخلى القاعدة، وتبعها خروجه من …."""
        kinds = {"Attack": ("ArmedGroup",), "Deployment": ("Force", "ArmedGroup"), "Withdrawal": ("Force", "ArmedGroup")}
        if self.draft.kind not in kinds or self.draft.has_agent or not _has_pronoun(self.units[place]):
            return
        for index in range(place - 1, -1, -1):
            unit = self.units[index]
            if unit.key in (".", "؛"):
                return
            if unit.kind == "phrase" and unit.entity_kind in kinds[self.draft.kind]:
                self.fill("agent", unit)
                return

    def hosted(self, carrier: int) -> None:
        """Take the place that hosts a meeting, right behind or before the verb: استضافت أربيل اجتماعاً; أربيل تحتضن …."""
        for index in (carrier + 1, carrier - 1):
            unit = self.units[index] if 0 <= index < len(self.units) else None
            if unit is not None and unit.entity_kind == "Location" and not unit.attached.lstrip("وف") and not self.draft.values("place"):
                self.draft.add("place", unit.entity or "")

    def answered(self, place: int) -> None:
        """Take who answers with arms: ورد الحرس الثوري بعد خمسة أيام بقصف القاعدة."""
        if self.draft.kind not in ("Attack", "AirStrike") or self.draft.has_agent or not self.units[place].attached.endswith("ب"):
            return
        for index in range(place - 1, max(place - 12, -1), -1):
            unit = self.units[index]
            if unit.trigger is not None and unit.trigger.label == "رد":
                actor = next((u for u in self.units[index + 1 : place] if u.entity_kind in ("Force", "ArmedGroup", "Government")), None)
                if actor is not None:
                    self.fill("agent", actor)
                return
            if unit.key in (".", "؛") or self.clauses.is_verb(index):
                return

    def attendance(self, carrier: int | None, place: int) -> None:
        """Take everyone whom a sentence lists as present: وحضر الاجتماع عن الجانب التركي فلان، وعن الجانب العراقي فلان وفلان."""
        helper = self.units[carrier].trigger if carrier is not None else None
        if helper is None or helper.label not in ("حضر", "شارك") or self.draft.kind != "Meeting" or not self.draft.definite:
            return
        self.draft.attended = True
        for index in range(place + 1, len(self.units)):
            unit = self.units[index]
            if unit.key in (".", "؛") or index in self.clauses.speech or unit.bare in ("فيما", "بينما", "الذي", "التي", "لبحث"):
                return
            if unit.kind == "phrase" and unit.entity_kind in ("Official", "Post") and unit.attached.lstrip("وف") == "":
                self.draft.add("participant", unit.entity or "")

    def roll_call(self, place: int) -> None:
        """Take everyone whom a sentence on a meeting's sides names: وضم الوفد فلاناً وفلاناً، فيما مثّل الجانب الاتحادي فلان."""
        if self.draft.kind != "Meeting" or not self._calls_the_roll(place):
            return
        key = self.units[place].key[len(self.units[place].attached) :]
        if key.startswith("ال") or key in ("وفده", "وفدها", "وفد"):  # ترأس اجتماعاً حضره فلان is a meeting of its own
            self.draft.attended = self.draft.definite = True
        for index, unit in enumerate(self.units):
            if index > place and (index in self.clauses.speech or self.units[index].bare in _AIMS):
                return
            if unit.kind == "phrase" and unit.entity_kind in ("Official", "Post") and unit.attached.lstrip("وف") == "":
                self.draft.add("participant", unit.entity or "")

    def _calls_the_roll(self, place: int) -> bool:
        """Tell of a verb of making up or leading, beside a delegation, a side or a meeting as its subject or object."""
        words, last = self.clauses.words, len(self.units)
        verbs = [i for i in range(last) if self.units[i].bare in words["roll-call-verbs"]]
        return any(self.units[j].bare in words["roll-call-nouns"] for i in verbs for j in range(max(i - 4, 0), min(i + 5, last)))

    def relative(self, verb: int) -> None:
        """Take what a relative clause hangs on: كركوك التي انسحبت منها قوات …; القوات التي هاجمت …."""
        head = self.clauses.relative_head(verb)
        if head is None:
            return
        if head.entity_kind == "Location":
            if any(u.bare in _BACK for u in self.units[verb + 1 : verb + 4]) or self.units[verb].key.endswith(("ها", "ه")):
                self.draft.add("place", head.entity or "")
        elif not self.draft.has_agent and head.entity_kind in ACTORS:
            self.fill("agent", head)

    def resumed(self, verb: int) -> None:
        """Take the place that منها or فيها resumes, the sentence's first, and for a move without a mover the force last named."""
        draft = self.draft
        moves = draft.kind in ("Withdrawal", "Deployment")
        if not draft.values("place") and draft.kind != "Agreement" and any(u.bare in _BACK for u in self.units[verb + 1 : verb + 6]):
            named = [u for u in self.units[:verb] if u.kind == "phrase" and u.entity_kind == "Location"]
            if named:
                draft.add("place", (named[0] if moves else named[-1]).entity or "")
        trigger = draft.trigger.trigger
        if not moves or self.units[verb].form not in VERBS or (trigger is not None and trigger.label in ("انتقل", "فر", "توجه")):
            return  # one man may go by himself
        if not draft.has_agent and draft.values("place"):
            forces = [(i, u) for i, u in enumerate(self.units[:verb]) if u.kind == "phrase" and u.entity_kind == "Force"]
            subjects = [u for i, u in forces if self._is_subject(i)]
            actor = subjects[-1] if subjects else forces[-1][1] if forces else None
            if actor:
                self.fill("agent", actor)

    def pronoun_agent(self, place: int, latest: str | None = None) -> None:
        """Give a masdar or verb with a pronoun its person: بحث بارزاني، خلال استقباله …; حيث استقبله …; and والتقى … the subject before."""
        unit = self.units[place]
        if self.draft.kind != "Meeting":
            return
        if unit.form in VERBS and (
            unit.key.endswith(("ه", "ها", "هم", "هما")) or (unit.attached.startswith("و") and len(self.draft.actors()) < 2)
        ):
            first = next(
                (
                    u
                    for i, u in enumerate(self.units[:place])
                    if u.kind == "phrase"
                    and u.entity_kind in ("Official", "Post")
                    and not u.attached.lstrip("وف")
                    and (i == 0 or self.clauses.position(i - 1) is None)
                ),
                None,
            )
            if first:
                self.draft.add("participant", first.entity or "")
            elif latest is not None and latest.startswith("Official:") and not unit.key.endswith("وا"):  # كما استقبله رئيس الإقليم
                self.draft.add("participant", latest)
        if unit.form == "noun" and (_has_pronoun(unit) or self._had_by_the_subject(place)):
            person = next(
                (
                    u
                    for u in reversed(self.units[:place])
                    if u.kind == "phrase" and u.entity_kind in ("Official", "Post") and not u.attached.endswith("ب")
                ),
                None,
            )
            if person:
                self.fill("agent", person)
            elif latest is not None and latest.startswith("Official:"):  # جاء ذلك في كلمة له أثناء تفقده …
                self.draft.add("participant", latest)

    def _had_by_the_subject(self, place: int) -> bool:
        """Tell of زيارة أجراها أمس إلى …: no subject stands behind the relative verb."""
        following = self.units[place + 1 : place + 3]
        if not following or following[0].bare not in self.clauses.words["cue-by"] or not following[0].bare.endswith(("ها", "ه")):
            return False
        return len(following) == 1 or following[1].kind != "phrase"

    def purpose(self, place: int) -> None:
        """Give a meeting of purpose its traveller and place: يتوجه فلان إلى واشنطن للقاء …."""
        unit = self.units[place]
        if self.draft.kind != "Meeting" or unit.form in VERBS or not (unit.attached.endswith("ل") or unit.key.startswith("لل")):
            return
        for index in range(place - 1, max(place - 12, -1), -1):
            before = self.units[index]
            if before.kind == "phrase" and before.entity_kind == "Location" and index and self.units[index - 1].bare == "الي":
                self.draft.add("place", before.entity or "")
            elif before.kind == "phrase" and before.entity_kind in ("Official", "Post") and not before.attached:
                self.draft.add("participant", before.entity or "")
                return
            elif before.key in (".", "؛"):
                return

    def quarry(self, place: int) -> None:
        """Take whom a pronoun behind an arrest means, the person last named: المتهم ويدعى فلان … ألقي القبض عليه."""
        trigger = self.draft.trigger.trigger
        if trigger is None or trigger.frame not in ("arrest", "catch") or self.draft.values("target"):
            return
        if any(u.bare in ("عليه", "عليها", "به") for u in self.units[place + 1 : place + 3]):
            person = next((u for u in reversed(self.units[:place]) if u.kind == "phrase" and u.entity_kind == "Official"), None)
            if person and self.units[place - 1].entity != person.entity:
                self.draft.add("target", person.entity or "")

    def speaker_acts(self, begin: int, sayings: Sequence[Saying], body_of: dict[str, str]) -> None:
        """Make the speaker the agent of أنها عقدت …, and his body that of عمليات مشتركة مع …."""
        said = next((s for s in reversed(sayings) if s.verb < begin), None)
        if said is None or self.draft.has_agent:
            return
        near = [u.bare for u in self.units[max(begin - 2, 0) : begin]]
        pronoun = bool(set(near) & _PRONOUNS)
        own = self.units[self.draft.place]
        between = any(
            u.kind == "phrase" and u.entity_kind in ACTORS and u.entity != said.speaker for u in self.units[said.verb + 1 : begin]
        )
        owned = own.form not in VERBS and own.bare.endswith(("ياته", "ياتها", "اته", "اتها", "ومه", "ومها"))
        pronoun = pronoun or (owned and not between)  # أكد التحالف استمرار عملياته
        theirs = any(
            u.kind == "word" and u.bare.endswith(("ها", "ه", "هم")) and u.bare.startswith(_OWN)
            for u in (*self.units[max(begin - 2, 0) : begin], *self.units[begin + 1 : begin + 2])  # انسحاب قواته
        )
        if theirs and not between:  # أفادت الوكالة بأن مفارزها ألقت القبض
            actor = said.speaker if said.speaker.partition(":")[0] in BODIES else body_of.get(said.speaker)
            role = next((r for r in self.slots.get("agent", ()) if actor and eligible(self.draft.kind, r, actor.partition(":")[0])), None)
            if role and actor:
                self.draft.add(role, actor)
                self.draft.has_agent = True
            return
        force = body_of.get(said.speaker, "")
        if self.draft.kind == "MilitaryOperation" and not self.draft.actors() and force.startswith("Force:") and force not in _WHOLES:
            self.draft.add("participant", body_of[said.speaker])
            return
        joint = bool(self.draft.actors()) and any(u.bare in self.clauses.words["cue-with"] for u in self.units[begin : begin + 7])
        actor = body_of.get(said.speaker, said.speaker) if joint and not pronoun else said.speaker
        role = next((r for r in self.slots.get("agent", ()) if eligible(self.draft.kind, r, actor.partition(":")[0])), None)
        if role and (pronoun or joint):
            self.draft.add(role, actor)
            self.draft.has_agent = True

    def place_before(self, begin: int) -> None:
        """Take a place that the clause sets before its verb: وفي كركوك، هاجم …; توجه إلى أربيل حيث استقبله …."""
        if self.draft.values("place") or self.draft.kind == "Agreement":
            return
        if begin > 1 and self.units[begin - 1].bare == "حيث":
            where = next((u for u in reversed(self.units[max(begin - 8, 0) : begin - 1]) if u.kind == "phrase"), None)
            if where is not None and where.entity_kind == "Location":
                self.draft.add("place", where.entity or "")
                return
        for index in range(begin - 1, max(begin - 6, -1), -1):
            unit = self.units[index]
            if unit.kind == "phrase" and unit.entity_kind == "Location":
                cue = index - 1 if self.clauses.position(index - 1) == "in" else index
                if (cue != index or unit.attached.endswith("ب")) and self.clauses.opens_clause(cue):
                    self.draft.add("place", unit.entity or "")
                return
            if self.clauses.is_verb(index):
                return


def _has_pronoun(unit: Unit) -> bool:
    """Tell of a masdar with an attached pronoun: استقباله، لقائهما."""
    return (
        unit.form == "noun"
        and not unit.feminine
        and unit.key.endswith(("ه", "ها", "هم", "هما"))
        and unit.trigger is not None
        and not unit.trigger.label.endswith(("ه", "ة"))
    )
