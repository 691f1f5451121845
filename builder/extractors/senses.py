"""Whether a trigger word is used in the sense that tells of an event: an advance on a place, a fall of fire, a session that was held.

تقدم نحو المدينة, not تقدم بطلب · سقطت قذائف على …, not سقوط قتلى · احتلت المرتبة الثانية · نقطة تفتيش
"""

from __future__ import annotations

from itertools import pairwise

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import VERBS

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
_NO_FORCES = ("ضربه", "خطر", "تهديد", "تحدي", "جزء", "جزا", "عبئا", "نقله", "خطوه")
_POSTS = ("نقط", "نقاط", "حاجز", "حواجز", "سيطر", "مفرز", "نقاطا")
_HOMES = ("منزل", "منازل", "بيت", "بيوت", "محال", "مدرس", "مسجد", "كنيس")


class Senses:
    """Judges the words of one sentence that are triggers in one of their senses only."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses, self.units = clauses, clauses.units

    def is_another(self, place: int) -> bool:
        """Tell of a trigger word whose sense here is no event."""
        unit, before = self.units[place], self.units[place - 1] if place else None
        assert unit.trigger is not None
        label, following = unit.trigger.label, self.units[place + 1].bare if place + 1 < len(self.units) else ""
        if label == "تقدم" and not self._advances(place):
            return True
        if label == "هجوم" and unit.bare.endswith(("ميه", "مي")):  # مروحيات هجومية
            return True
        if (label == "بحث" and following == "عن") or unit.bare == "وصولا":  # بحثا عن منفذي الهجوم; وصولا إلى الحدود
            return True
        if label == "تراجع" and self._is_a_things(place):  # تراجعت هجمات داعش
            return True
        if label == "فر" and before is not None and before.bare == "كر":  # كر وفر
            return True
        if label == "جلسة" and not self._is_convened(place):  # a session that someone held
            return True
        if label == "فتش" and before is not None and before.bare.startswith(_POSTS):  # عند نقطة تفتيش
            return True
        if label in ("فتش", "واجب", "ممارسة") and unit.form == "noun" and self.clauses.carrier_verb(place) is None:  # نقطة تفتيش
            return True
        if label == "عملية" and self._names_an_attack(place + 1):  # عملية التفجير: the attack is the event
            return True
        if label == "خرج" and unit.form in VERBS and not self._leaves(place):
            return True
        if unit.trigger.frame == "fall" and not self._falls(place):
            return True
        if label == "زرع" and self._attack_before(place):  # انفجار عبوة زرعت على الطريق
            return True
        return self._is_figure_of_speech(place)

    def _advances(self, place: int) -> bool:
        """Tell an advance on a place from تقدم بطلب and its kin."""
        near = self.units[place + 1 : place + 9]
        cue = next((i for i, u in enumerate(near) if u.bare in ("نحو", "باتجاه", "صوب", "داخل")), None)
        return cue is not None and any(u.entity_kind == "Location" for u in near[cue + 1 : cue + 4])

    def _leaves(self, place: int) -> bool:
        """Tell of going out of somewhere: خرجت القوات من كركوك, not خرجت قوة من اللواء للاحتفال."""
        if place and self.units[place - 1].bare in ("التي", "الذي"):
            return True
        near = self.units[place + 1 : place + 12]
        sources = (u for word, u in pairwise(near) if word.bare == "من")
        return any(u.bare in ("منها", "منه") for u in near) or any(u.entity_kind != "Force" for u in sources)

    def _is_a_things(self, place: int) -> bool:
        """Tell of a verb or masdar whose subject is a thing, no body: تراجعت هجمات …, تراجع الأسعار."""
        following = self.units[place + 1] if place + 1 < len(self.units) else None
        return following is not None and following.kind in ("word", "trigger") and not self.clauses.carries(place + 1)

    def _is_convened(self, place: int) -> bool:
        """Tell of a session that was held: عقد المجلس جلسة; جلسة عقدها المجلس; جلسته المنعقدة."""
        near = self.units[place + 1 : place + 4]
        held = any(u.bare.startswith(("عقد", "المنعقد", "ترأس", "تراس")) for u in near)
        return held or self.clauses.carrier_verb(place) is not None

    def _names_an_attack(self, index: int) -> bool:
        """Tell of a masdar of attack: التفجير, اغتيال."""
        following = self.units[index] if index < len(self.units) else None
        return following is not None and following.evokes == "Attack" and following.form not in VERBS

    def _falls(self, place: int) -> bool:
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
            u.kind in ("word", "trigger") and u.bare.lstrip("بل").removeprefix("ال").startswith(self.clauses.stems("fire")) for u in window
        )

    def _attack_before(self, place: int) -> bool:
        """Tell of an attack that stands right before."""
        return any(u.evokes == "Attack" for u in self.units[max(place - 4, 0) : place])

    def _is_figure_of_speech(self, place: int) -> bool:
        """Tell of احتلت المرتبة الثانية, استعادت حصتها, إعادة فرض العقوبات: what no force does; of تغير that is no raid."""
        unit, near = self.units[place], self.units[place + 1 : place + 5]
        label, frame = unit.label, unit.frame
        if frame == "suffered" and label != "هوجم" and not self._is_harmed(place):  # تعرضت السوق لركود
            return True
        if label == "قابل" and unit.form == "noun" and not (unit.attached.endswith("ل") or unit.key.startswith("لل")):
            return True  # في مقابلة متلفزة, not لمقابلة الرئيس
        if label == "حاور":  # نص الحوار الذي أجرته «الشرق الأوسط» مع الوزير: an interview
            return any(u.entity_kind == "Outlet" for u in (*self.units[max(place - 3, 0) : place], *self.units[place + 1 : place + 6]))
        if label == "أغار" and unit.form == "imperfect":
            return all(u.bare != "علي" for u in near)
        if label == "دمر":  # تدمير 13 منزلا: what a shelling did
            return any(u.bare.startswith(_HOMES) for u in near[:3])
        if label == "فرض":
            return all(u.bare not in self.clauses.words["imposed-control"] for u in near)
        if frame == "formation":  # يشكل ضربة للتنظيم
            return unit.form == "imperfect" and any(u.bare.startswith(_NO_FORCES) for u in near[:2])
        if frame not in ("control", "capture", "attack", "operation") or unit.evokes not in ("MilitaryOperation", "Attack"):
            return False
        return any(u.bare in self.clauses.words["figurative-objects"] for u in near[:2])

    def _is_harmed(self, place: int) -> bool:
        """Tell of what comes under an attack, a fire or a blast by what it comes under: تعرضت لقصف, لإطلاق نار, لكمين."""
        before = self.units[max(place - 3, 0) : place]
        if any(u.evokes in ("Attack", "AirStrike") for u in before):  # الهجوم الذي تعرض له المطار
            return True
        near = range(place + 1, min(place + 24, len(self.units)))
        harms = [
            self.units[i]
            for i in near
            if self.units[i].attached.endswith("ل") or self.units[i].key.startswith("ل") or self.units[i - 1].bare == "الي"
        ]
        return any((u.evokes in ("Attack", "AirStrike")) or u.bare.lstrip("ل").startswith(_HARMS) for u in harms)
