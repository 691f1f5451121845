"""Which triggers tell an event, and which only serve another word: purposes, figures of speech, what is asked for or may be.

مركز العمليات · بهدف ملاحقة داعش · احتلت المرتبة الثانية · مكافأة لمن يساعد في القبض عليه
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import VERBS, Draft
from builder.extractors.units import Unit
from builder.particles import STOP

_OTHERWISE = frozenset(
    "صحفي صحافي جراحيه سياسيه انتخابيه قيصريه قضائيه قبض القا توقيف احتجاج".split()
)  # مؤتمر صحفي is no meeting, مذكرة قبض no agreement
_OTHERWISE_STEMS = frozenset(word.removesuffix("ا") for word in _OTHERWISE)
_SERVES = frozenset("مذكره مذكرات مجال مركز غرفه قياده قاعده مراكز خطر ملف بهدف بغيه دون مراكز مناطق منطقه تحت خارج".split())
_HARMS = (
    "اطلاق",
    "نار",
    "نيران",
    "كمين",
    "قصف",
    "هجوم",
    "هجم",
    "اعتدا",
    "ضرب",
    "انفجار",
    "تفجير",
    "عبو",
    "استهداف",
    "صواريخ",
    "صاروخ",
    "قذائف",
    "غار",
    "خطف",
)
_OF_ARMS = (
    "عسكر",
    "امن",
    "مشترك",
    "نوعي",
    "دهم",
    "تفتيش",
    "تطهير",
    "تحرير",
    "استباق",
    "ملاحق",
    "انزال",
    "اقتحام",
    "واسع",
    "تعرض",
    "استخبار",
)
_NO_FORCES = ("ضربه", "خطر", "تهديد", "تحدي", "جزء", "جزا", "عبئا", "نقله", "خطوه")
_POSTS = ("نقط", "نقاط", "حاجز", "حواجز", "سيطر", "مفرز", "نقاطا")
_HOMES = ("منزل", "منازل", "بيت", "بيوت", "محال", "مدرس", "مسجد", "كنيس")


class Triggers:
    """Judges the triggers of one sentence."""

    def __init__(self, clauses: Clauses, units: Sequence[Unit], speech: Mapping[int, int]) -> None:
        self.clauses, self.units, self.speech = clauses, units, speech

    def only_serves(self, place: int) -> bool:
        """Tell of a trigger that only serves another: بهدف ملاحقة; مركز العمليات; العملية التي تستهدف …; مؤتمر صحفي."""
        unit, before = self.units[place], self.units[place - 1] if place else None
        assert unit.trigger is not None
        if unit.trigger.label == "تقدم" and not self._advances(place):
            return True
        if unit.trigger.label == "هجوم" and unit.bare.endswith(("ميه", "مي")):  # مروحيات هجومية
            return True
        if not self._keeps_company(place):
            return True
        following = self.units[place + 1].bare if place + 1 < len(self.units) else ""
        if (unit.trigger.label == "بحث" and following == "عن") or unit.bare == "وصولا":  # بحثا عن منفذي الهجوم; وصولا إلى الحدود
            return True
        if unit.trigger.label == "تراجع" and self._is_a_things(place):  # تراجعت هجمات داعش
            return True
        if unit.trigger.label == "فر" and before is not None and before.bare == "كر":  # كر وفر
            return True
        if unit.trigger.label == "جلسة" and not self._is_convened(place):  # a session that someone held
            return True
        if unit.trigger.label == "فتش" and before is not None and before.bare.startswith(_POSTS):  # عند نقطة تفتيش
            return True
        if (
            unit.trigger.label in ("فتش", "واجب", "ممارسة") and unit.form == "noun" and self.clauses.carrier_verb(place) is None
        ):  # نقطة تفتيش
            return True
        if unit.trigger.label == "عملية" and self._names_an_attack(place + 1):  # عملية التفجير: the attack is the event
            return True
        if unit.trigger.frame == "fall" and not self.falls(place):
            return True
        if (
            unit.trigger.label == "زرع"
            and any(  # انفجار عبوة زرعت على الطريق
                u.trigger is not None and u.trigger.evokes == "Attack" for u in self.units[max(place - 4, 0) : place]
            )
        ):
            return True
        if self._is_figure_of_speech(place) or self._is_unasserted(place):
            return True
        if before is None:
            return False
        if unit.form == "imperfect" and unit.trigger.label == "تمركز" and before.bare in ("التي", "الذي"):  # القاعدة التي يتمركز فيها الجيش
            return True
        if unit.form in VERBS:
            words = self.clauses.words
            cues = words["cue-against"] | words["cue-joining"] | words["cue-by"]
            told = any(u.bare in ("فيه", "فيها", "خلاله", "خلالها") for u in self.units[place + 1 : place + 3])
            relative = before.bare in ("التي", "الذي") and place > 1
            head = self.units[place - 2] if relative else before
            if relative and head.kind == "word":  # حملة التوقيفات التي استهدفت …
                head = next((u for u in reversed(self.units[max(place - 5, 0) : place - 1]) if u.kind == "trigger"), head)
            serves = head.kind == "trigger" or head.bare in ("مشتركه", "عسكريه", "امنيه", "واسعه", "كبري")
            return (unit.bare in cues or unit.trigger.label == "استهدف") and serves and not told
        if unit.trigger.label == "خرج" and unit.form in VERBS and (self._sets_out(place) or not self._leaves_from(place)):
            return True
        if unit.trigger.label == "هاتف" and unit.bare == "هاتف" and before.kind == "word":  # باع المتجر هاتف الوزير
            return True
        if unit.trigger.evokes == "MilitaryOperation" and unit.attached.endswith("ل") and unit.form == "noun":
            return self.force_that_sets_out(place) is None
        if place + 1 < len(self.units) and self.units[place + 1].bare.removeprefix("ال").removesuffix("ا") in _OTHERWISE_STEMS:
            return True
        if before.bare == "من" and unit.trigger.frame == "control":  # لانتزاعها من سيطرة التنظيم, not بعد ساعات من سيطرته عليها
            return not any(u.bare in ("عليها", "عليه", "علي", "عليهما") for u in self.units[place + 1 : place + 5])
        return before.kind == "word" and before.bare in _SERVES

    def _keeps_company(self, place: int) -> bool:
        """Tell whether the words that the lexicon wants behind a trigger stand there, and those that it excludes do not."""
        trigger, words = self.units[place].trigger, self.clauses.words
        assert trigger is not None
        if (
            self.units[place].form in VERBS
            and self.units[place].key.endswith(("ه", "ها"))
            and place
            and self.units[place - 1].kind != "word"
        ):
            return True  # what it left was named before: … الذي يغادره; إذ تتركه القوات
        behind = [u.bare.lstrip("بل").removeprefix("ال") for u in self.units[place + 1 : place + 6]]
        near = [*behind, *(u.bare.removeprefix("ال") for u in self.units[max(place - 3, 0) : place])]  # عبوة زرعها التنظيم
        has = [any(word.startswith(tuple(words[name])) for word in near) for name in trigger.requires]
        lacks = not any(word.startswith(tuple(words[name])) for name in trigger.excludes for word in behind)
        return (not has or any(has)) and lacks

    def _is_a_things(self, place: int) -> bool:
        """Tell of a verb or masdar whose subject is a thing, no body: تراجعت هجمات …, تراجع الأسعار."""
        following = self.units[place + 1] if place + 1 < len(self.units) else None
        return following is not None and following.kind in ("word", "trigger") and not self.clauses.carries(place + 1)

    def _sets_out(self, place: int) -> bool:
        """Tell of a force that goes out for an operation, which is what is told: خرجت قوة من اللواء لمداهمة مضافة."""
        near = range(place + 1, min(place + 14, len(self.units)))
        return any(self.force_that_sets_out(i) is not None for i in near if self.units[i].trigger is not None)

    def _leaves_from(self, place: int) -> bool:
        """Tell of going out of somewhere: خرجت القوات من كركوك, not خرجت قوة للاحتفال."""
        return any(u.bare in ("من", "منها", "منه") for u in self.units[place + 1 : place + 12]) or (
            place > 1 and self.units[place - 1].bare in ("التي", "الذي")
        )

    def force_that_sets_out(self, place: int) -> Unit | None:
        """Return the force that goes out for the operation which a masdar behind ل names."""
        unit = self.units[place]
        if unit.trigger is None or unit.trigger.evokes != "MilitaryOperation" or not unit.attached.endswith("ل"):
            return None
        verb = next(
            (
                i
                for i in range(place - 1, max(place - 16, -1), -1)
                if self.clauses.label(i) in ("خرج", "توجه") and self.units[i].form in VERBS
            ),
            None,
        )
        if verb is None:
            return None
        force = next((u for u in self.units[verb + 1 : place] if u.entity_kind == "Force"), None)
        return force or (self.units[verb - 1] if verb and self.units[verb - 1].entity_kind == "Force" else None)

    def _is_convened(self, place: int) -> bool:
        """Tell of a session that was held: عقد المجلس جلسة; جلسة عقدها المجلس; جلسته المنعقدة."""
        near = self.units[place + 1 : place + 4]
        held = any(u.bare.startswith(("عقد", "المنعقد", "ترأس", "تراس")) for u in near)
        return held or self.clauses.carrier_verb(place) is not None

    def falls(self, place: int) -> bool:
        """Tell of the fall of fire on a place, or of a place into hands: سقطت قذائف على …; سقوط الموصل بيد …; not of سقوط قتلى."""
        near = self.units[place + 1 : place + 8]
        return (
            self.is_fire(place)
            or (bool(near) and near[0].entity_kind == "Location")
            or (self.units[place - 1].entity_kind == "Location" if place else False)
            or any(u.bare in self.clauses.words["cue-by"] or u.bare in ("بيد", "بايدي", "قبضه", "ايدي") for u in near)
        )

    def is_fire(self, place: int) -> bool:
        """Tell of a word of launching or falling with shots, shells or rockets: أطلقوا النار, إطلاق صواريخ, سقطت ثلاثة صواريخ."""
        window = (*self.units[max(place - 4, 0) : place], *self.units[place + 1 : place + 5])
        return any(
            u.kind in ("word", "trigger") and u.bare.lstrip("بل").removeprefix("ال").startswith(tuple(self.clauses.words["fire"]))
            for u in window
        )

    def _is_figure_of_speech(self, place: int) -> bool:
        """Tell of احتلت المرتبة الثانية, استعادت حصتها, إعادة فرض العقوبات: what no force does; of تغير that is no raid."""
        unit, near = self.units[place], [u.bare for u in self.units[place + 1 : place + 5]]
        assert unit.trigger is not None
        if unit.trigger.frame == "suffered" and unit.trigger.label != "هوجم" and not self._is_harmed(place):  # تعرضت السوق لركود
            return True
        if unit.trigger.label == "قابل" and unit.form == "noun" and not (unit.attached.endswith("ل") or unit.key.startswith("لل")):
            return True  # في مقابلة متلفزة, not لمقابلة الرئيس
        if unit.trigger.label == "حاور":  # نص الحوار الذي أجرته «الشرق الأوسط» مع الوزير: an interview
            return any(u.entity_kind == "Outlet" for u in (*self.units[max(place - 3, 0) : place], *self.units[place + 1 : place + 6]))
        if unit.trigger.label == "أغار" and unit.form == "imperfect":
            return "علي" not in near
        if unit.trigger.label == "دمر":  # تدمير 13 منزلا: what a shelling did
            return any(word.startswith(_HOMES) for word in near[:3])
        if unit.trigger.label == "فرض":
            return not set(near) & self.clauses.words["imposed-control"]
        if unit.trigger.frame == "formation":  # يشكل ضربة للتنظيم
            return unit.form == "imperfect" and any(w.startswith(_NO_FORCES) for w in near[:2])
        if unit.trigger.evokes not in ("MilitaryOperation", "Attack") or unit.trigger.frame not in (
            "control",
            "capture",
            "attack",
            "operation",
        ):
            return False
        return bool(set(near[:2]) & self.clauses.words["figurative-objects"])

    def _is_harmed(self, place: int) -> bool:
        """Tell of what comes under an attack, a fire or a blast by what it comes under: تعرضت لقصف, لإطلاق نار, لكمين."""
        before = self.units[max(place - 3, 0) : place]
        if any(u.trigger is not None and u.trigger.evokes in ("Attack", "AirStrike") for u in before):  # الهجوم الذي تعرض له المطار
            return True
        near = range(place + 1, min(place + 24, len(self.units)))
        harms = [
            self.units[i]
            for i in near
            if self.units[i].attached.endswith("ل") or self.units[i].key.startswith("ل") or self.units[i - 1].bare == "الي"
        ]
        return any(
            (u.trigger is not None and u.trigger.evokes in ("Attack", "AirStrike")) or u.bare.lstrip("ل").startswith(_HARMS) for u in harms
        )

    def is_process(self, draft: Draft) -> bool:
        """Tell of عملية that no force carries out and no word of arms goes with: العملية السياسية, عمليات التحميل."""
        if self.clauses.label(draft.place) != "عملية" or draft.led or draft.name:
            return False
        if any(v.startswith(("Force:", "ArmedGroup:")) for v in (*draft.actors(), *draft.values("target"))):
            return False
        near = (*self.units[max(draft.place - 2, 0) : draft.place], *self.units[draft.place + 1 : draft.place + 4])
        return not any(u.trigger is not None or u.bare.removeprefix("ال").startswith(_OF_ARMS) for u in near)

    def _is_unasserted(self, place: int) -> bool:
        """Tell of what may be, or is asked for: القدرة على …, مكافأة لمن يساعد في القبض عليه, في حال تعرضت."""
        unit = self.units[place]
        assert unit.trigger is not None
        if unit.trigger.evokes not in ("MilitaryOperation", "Attack", "AirStrike"):
            return False
        before = self.units[max(place - 4, 0) : place]
        if unit.form == "noun" and any(u.kind == "word" and u.bare in self.clauses.words["unasserted-heads"] for u in before):
            return True
        clause = [u.bare for u in self.units[max(place - 6, 0) : place]]
        return any(a == "في" and b == "حال" for a, b in pairwise(clause)) or bool({"اذا", "لو"} & set(clause[-3:]))

    def _advances(self, place: int) -> bool:
        """Tell an advance on a place from تقدم بطلب and its kin."""
        near = self.units[place + 1 : place + 9]
        cue = next((i for i, u in enumerate(near) if u.bare in ("نحو", "باتجاه", "صوب", "داخل")), None)
        return cue is not None and any(u.entity_kind == "Location" for u in near[cue + 1 : cue + 4])

    def _names_an_attack(self, index: int) -> bool:
        """Tell of a masdar of attack: التفجير, اغتيال."""
        following = self.units[index] if index < len(self.units) else None
        return (
            following is not None and following.trigger is not None and following.trigger.evokes == "Attack" and following.form not in VERBS
        )

    def is_negated(self, place: int) -> bool:
        """Tell of an event that the writer says did not happen: لم ينسحب الجيش."""
        before = self.units[place - 1].bare if place else ""
        return self.units[place].form in VERBS and before in ("لم", "لن", "لا", "لما")

    def is_told_of(self, place: int) -> bool:
        """Tell of a meeting that is the subject of a verb of content: ناقش الاجتماع …, استعرض اللقاء …; what follows is its topic."""
        unit = self.units[place]
        if unit.trigger is None or unit.trigger.evokes != "Meeting" or not unit.key.startswith("ال") or place == 0:
            return False
        before = self.units[place - 1]
        return (
            before.kind in ("word", "trigger")
            and before.bare not in STOP
            and self.clauses.opens_clause(place - 1)
            and self.clauses.position(place - 1) is None
        )

    def is_spoken_of(self, place: int) -> bool:
        """Tell of a definite masdar that is the object of a verb of saying: أدان الهجوم كل من …; what follows is who said it."""
        return (
            place > 0
            and place - 1 in self.speech
            and self.units[place - 1].form in VERBS
            and self.units[place].form not in VERBS
            and self.units[place].key.startswith("ال")
        )
