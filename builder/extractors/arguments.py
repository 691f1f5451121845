"""The walk that fills a frame's positions from the units behind, between and before a trigger and its verb.

A position is opened by a cue word (words:cue-in, words:cue-with, …) or an attached particle and stays open for a list; a bare phrase right
behind a verb is its agent, behind a masdar what the frame's `construct` says, else its agent.
"""

from __future__ import annotations

from builder.extractors.drafts import VERBS
from builder.extractors.frames import Frame
from builder.extractors.positions import AIMS, behind_cue, lists_on, place_follows, position_of
from builder.extractors.pronouns import has_pronoun
from builder.extractors.units import disagrees

_TIMES = frozenset("بعد قبيل عقب خلال قبل بعيد اثر".split())
_ADVERBS = frozenset("ايضا مجددا سابقا لاحقا موخرا صباحا فجرا معا تباعا مسا ظهرا ليلا يوميا عسكريا رسميا".split())
_MOMENTS = frozenset("وقت غضون حينه اليوم الليله مستهل موعد".split())
_THERE = frozenset("فيه فيها به بها خلاله خلالها".split())
_REMARKS = frozenset("بحسب حسب وفق وفقا وفقما حسبما".split())
_SILENT = frozenset({"date", "quote", "mark"})
_COMPANY = frozenset({"joining", "with", "support"})


def fill_behind(frame: Frame, place: int, end: int) -> None:
    """Fill from the units behind the trigger."""
    unit = frame.units[place]
    verb = unit.form in VERBS
    first = "construct" if not verb and "construct" in frame.slots else "agent"
    if verb and unit.bare.endswith("وا"):  # the subject of a plural verb stands before it
        first = "object"
    if verb and place + 1 < end and _is_accusative(frame, place + 1):  # واستهدف مقرا لقوات التحالف
        first = "object"
    if verb and _has_a_subject(frame, place, end):
        first = "object"
    if verb and place + 1 < end and disagrees(unit, frame.units[place + 1]):
        first = "object"
    following = frame.units[place + 1] if place + 1 < end else None
    strikes = not verb and frame.draft.kind in ("Attack", "AirStrike")
    if strikes and following is not None and following.kind == "word" and following.bare.startswith(frame.clauses.stems("struck-things")):
        first = "object"  # قصف مقر للاتحاد; استهداف نقطة للجيش
    if frame.draft.has_agent or (not verb and has_pronoun(unit)):  # who does it was named before: قد التقى …; استقباله
        first = "object"
    _Walk(frame, place, end, first, verb).read()


def fill_between(frame: Frame, verb: int, place: int) -> None:
    """Fill from between a light verb and the masdar that it carries."""
    _Walk(frame, verb, place, "agent", True).read()


def _has_a_subject(frame: Frame, place: int, end: int) -> bool:
    """Tell of a strike whose subject is no actor: استهدف تفجيران نقطة للجيش; الطائرات التي تستهدف عناصر التنظيم."""
    unit = frame.units[place]
    if unit.trigger is None or place + 1 >= end:
        return False
    following = frame.units[place + 1]
    if unit.trigger.evokes in ("Attack", "AirStrike") and following.kind == "word":  # قصفت طائرة مسيرة مقراً; رشق مسلحون نقطة
        nameless = unit.trigger.frame != "blast" and following.bare.startswith(frame.clauses.stems("nameless-attackers"))
        if nameless and not _is_of_a_body(frame, place, end):
            return True
    if unit.trigger.label != "استهدف" or has_pronoun(unit):
        return False
    return (following.kind == "trigger" and following.form == "noun") or (place > 1 and frame.units[place - 1].bare in ("التي", "الذي"))


def _is_of_a_body(frame: Frame, place: int, end: int) -> bool:
    """Tell of attackers whose body is named: مسلحون من داعش; مسيرة تابعة لسلاح الجو."""
    near = frame.units[place + 2 : place + 5]
    whose = any(u.bare == "من" or u.entity_kind == "ArmedGroup" for u in near)
    return whose or any(frame.clauses.holds(i) for i in range(place + 2, min(place + 5, end)))


def _is_accusative(frame: Frame, index: int) -> bool:
    """Tell of a noun that shows by its tanwin that it is an object: مقراً."""
    unit = frame.units[index]
    return (
        frame.draft.kind in ("Attack", "AirStrike")
        and unit.kind == "word"
        and unit.bare.endswith("ا")
        and unit.bare not in _ADVERBS
        and len(unit.bare) > 3
    )


class _Walk:
    """One reading of the units from `place` (exclusive) to `end`.

    `position` is what the next phrase fills, `last` where the last one stood, `resume` where to read on behind what says nothing,
    `holder` the body that another body stands in, `topical` that the rest says what the event is about; `verb` says that a verb leads.
    """

    def __init__(self, frame: Frame, place: int, end: int, position: str | None, verb: bool) -> None:
        self.frame, self.clauses, self.units, self.draft = frame, frame.clauses, frame.units, frame.draft
        self.place, self.end, self.position, self.verb = place, end, position, verb
        self.filled: set[str] = set()
        self.last, self.topical, self.resume = place, False, 0
        self.holder: int | None = None

    def read(self) -> None:
        """Fill the frame, unit by unit."""
        for index in range(self.place + 1, self.end):
            unit = self.units[index]
            if unit.key == "(":
                self._skip_brackets(index)
            if unit.kind in _SILENT or index < self.resume:
                continue
            if unit.bare in _REMARKS:
                self.resume = self._behind_remark(index)
                continue
            if unit.kind == "phrase":
                self._take(index)
                continue
            opened = self._cue(index)
            if opened == "in" and not place_follows(self.frame, index) and not self._is_blast():  # انفجرت عبوة في دورية للجيش
                self.holder = next((i for i in range(index + 1, min(index + 6, self.end)) if self.units[i].kind == "phrase"), None)
            if opened and self._is_moment(index, opened):
                self.resume = index + 2
            elif opened:
                self._open(index, opened)
            elif self.clauses.is_verb(index) and (self.clauses.is_helper(index) or self._acts_there(index)):
                self.position, self.verb = "agent", True
            elif self.position == "agent" and "agent" in self.filled and self.verb and not unit.key.startswith("و"):
                self.position = "object"

    def _skip_brackets(self, index: int) -> None:
        """Read on behind a long aside in brackets: (المحظور في روسيا)."""
        close = next((i for i in range(index + 1, self.end) if self.units[i].key == ")"), index)
        if close - index > 3:
            self.resume = max(self.resume, close + 1)

    def _behind_remark(self, index: int) -> int:
        """Return where a remark (، وفق ما أكدته الخلية،) ends: at the next comma, else at the end of the clause."""
        return next((i for i in range(index + 1, min(index + 12, self.end)) if self.units[i].key in ("،", ",")), self.end)

    def _cue(self, index: int) -> str | None:
        """Return the position that a unit is the cue word of; a verb that has its own subject opens none but of joining in."""
        opened = self.clauses.position(index)
        joins = opened == "joining"  # عملية … يشارك فيها الجيش
        return opened if opened is None or joins or not (self.clauses.is_verb(index) and self._acts_there(index)) else None

    def _is_moment(self, index: int, opened: str) -> bool:
        """Tell of a cue word that only says when: استقبل قبيل الاجتماع فلانا; يلتقي في وقت لاحق الرئيس."""
        following = self.units[index + 1] if index + 1 < self.end else None
        if following is None:
            return False
        timed = opened == "none" and self.units[index].bare in _TIMES and following.kind in ("word", "trigger")
        return timed or (opened == "in" and following.bare in _MOMENTS)

    def _open(self, index: int, opened: str) -> None:
        """Take the position that a cue word opens."""
        self.topical = self.topical or (self.draft.kind == "Meeting" and self.units[index].bare in AIMS)
        self.position = behind_cue(self.frame, index, opened, self.position)
        if self.position in _COMPANY:  # برفقة … ، بحضور …: each names others
            self.filled.discard(self.position)
        self.topical = self.topical or (opened == "on" and self.draft.kind == "Agreement")

    def _take(self, index: int) -> None:
        """Give a phrase to the position that it stands in, or, if that is filled and no list goes on, to the next one."""
        unit = self.units[index]
        if self._stands_inside(index):
            self.last = index
            return
        if self.topical:  # what an agreement is about, and who is to do it, is not who made it
            return
        where = position_of(self.frame, index, self.place, self.position)
        if where in self.filled and index - self.last > 1 and not lists_on(self.frame, self.last, index):
            if where != "agent" or not self.verb:
                self.position = None
                return
            where = self.position = "object"
        if where == "agent" and where in self.filled and self.verb and not lists_on(self.frame, self.last, index):
            where = self.position = "object"
        before = self.units[self.last]
        if before.kind == "phrase" and unit.entity_kind == "Location" == before.entity_kind and lists_on(self.frame, self.last, index):
            where = "in"
        if where and self.frame.fill(where, unit):
            self.filled.add(where)
            self.last = index

    def _stands_inside(self, index: int) -> bool:
        """Tell of a body in a body: الفرقة الثامنة في الجيش, الفرقة الثامنة بالجيش العراقي."""
        unit, before = self.units[index], self.units[index - 1]
        if index == self.holder and not self.clauses.carries(index - 2):
            return True
        inside = unit.attached.endswith("ب") and unit.entity_kind in ("Force", "Ministry")
        return inside and before.kind == "phrase" and before.entity_kind == "Force"

    def _is_blast(self) -> bool:
        return self.draft.trigger.frame == "blast"

    def _acts_there(self, index: int) -> bool:
        """Tell of a verb whose subject did what the masdar before says: هجوم استهدف فيه مسلحو داعش نقطة; الهجوم الذي باغت به …."""
        return any(u.bare in _THERE for u in self.units[index + 1 : index + 3])
