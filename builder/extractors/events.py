"""Events: a trigger, its frame, and a walk over its clause that fills the frame's positions.

The walk reads units from the trigger to the end of its clause. A position is opened by a cue word (words:cue-in, words:cue-with, …) or an
attached particle and stays open for a list; a bare phrase right behind the trigger is its agent (verb) or completes it (masdar).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from builder.chart import Chart
from builder.extractors.statements import Saying
from builder.extractors.tolls import find_tolls
from builder.extractors.units import Unit
from builder.model import DateMention, Evidence, Span
from builder.vocabulary import ACTORS, BODIES

_POSITIONS = ("between", "joining", "support", "against", "by", "with", "from", "to", "on", "in", "none")
_EVENTS = frozenset({"MilitaryOperation", "AirStrike", "Attack", "Meeting", "Agreement", "ForceFormation", "Deployment", "Withdrawal"})
_VERBS = frozenset({"perfect", "imperfect", "future"})
_PLURALS = frozenset("هجمات عمليات اجتماعات مباحثات محادثات مواجهات اشتباكات معارك غارات ضربات لقاءات تفجيرات اعتداءات تفاهمات مفاوضات اتفاقات".split())
_ELIGIBLE = {
    "participant": ACTORS, "party": BODIES, "perpetrator": BODIES | {"Official"}, "target": ACTORS | {"Outlet"}, "supporter": BODIES,
    "place": frozenset({"Location"}), "signatory": frozenset({"Official"}), "speaker": ACTORS,
}
_BACK = frozenset("منها منه فيها فيه اليها اليه عليها عليه بها".split())
_SIDES = frozenset("الجانبان الجانبين الطرفان الطرفين البلدان البلدين طرفين جانبين".split())


@dataclass(slots=True)
class Draft:
    """An event being read: where its trigger stands, what fills which property, and when."""

    kind: str
    sentence: int
    place: int
    trigger: Unit
    evidence: Evidence
    status: str = "occurred"
    arguments: list[tuple[str, str]] = field(default_factory=list)
    date: DateMention | None = None
    name: str | None = None
    definite: bool = False
    zone: str = "body"
    topics: list[str] = field(default_factory=list)
    reported_by: str | None = None
    apart: bool = False
    led: bool = False
    weak: bool = False
    has_agent: bool = False

    def add(self, role: str, value: str) -> None:
        """Add an argument once."""
        if (role, value) not in self.arguments:
            self.arguments.append((role, value))

    def values(self, role: str) -> list[str]:
        """Return the values of one property."""
        return [v for r, v in self.arguments if r == role]


def _actors(draft: Draft) -> list[str]:
    """Return who acts in an event."""
    return [v for r, v in draft.arguments if r in ("participant", "party", "perpetrator")]


class EventReader:
    """Reads the events of one sentence."""

    def __init__(self, chart: Chart, units: Sequence[Unit], sayings: Sequence[Saying], number: int, zone: str, today: str | None,
                 body_of: dict[str, str]) -> None:
        self.body_of = body_of  # person -> the body that he speaks for or leads
        self.chart, self.units, self.sayings, self.number, self.zone, self.today = chart, units, sayings, number, zone, today
        self.words = chart.lexicon.words
        self.speech = {s.verb for s in sayings}

    def read(self, earlier: Sequence[Draft] = ()) -> Iterator[Draft]:
        """Yield the drafts of the sentence; `earlier` are those of the article so far."""
        tolls = find_tolls(self.units)
        for place, unit in enumerate(self.units):
            if not (unit.kind == "trigger" and unit.trigger and unit.trigger.evokes in _EVENTS) or place in self.speech:
                continue
            if self._is_modifier(place, unit):
                continue
            draft = self._draft(place, unit)
            if draft:
                self._add_implicit(draft, earlier)
            if draft and not self._is_worth(draft) and draft.definite and draft.arguments and self.zone == "body":
                draft.weak = True  # a repeated mention: it may add to an event, never make one
                yield draft
            elif draft and self._is_worth(draft):
                earlier = [*earlier, draft]
                self._add_tolls(draft, tolls)
                yield from self._split(draft)

    def _add_implicit(self, draft: Draft, earlier: Sequence[Draft]) -> None:
        """Give an event without actors those whom it means: the two sides last spoken of (اتفق الجانبان; سيعقد اجتماع)."""
        role = {"Meeting": "participant", "Agreement": "party", "ForceFormation": "participant"}.get(draft.kind)
        if role is None or draft.values(role):
            return
        end = self._clause_end(draft.place)
        window = self.units[max(draft.place - 6, 0):end]
        sides = any(u.bare.lstrip("لب") in _SIDES for u in window)
        joint = draft.kind == "ForceFormation" and any(u.bare.removeprefix("ال") in ("مشترك", "مشتركه", "مشتركين", "مشتركتين") for u in self.units[max(draft.place - 4, 0):draft.place + 5])
        if not (sides or joint or (draft.led and draft.definite) or (draft.led and draft.status == "planned" and draft.kind == "Meeting")):
            return
        before = [u for u in self.units[:draft.place] if u.kind == "phrase" and u.entity_kind in ("Force", "Ministry", "Government")]
        pairs = [(a, b) for a, b in pairwise(before) if b.attached == "و" and b.first - a.last <= 1]
        if pairs:
            source = [pairs[-1][0].entity, pairs[-1][1].entity]
        else:
            recent = [d for d in earlier[-4:] if len(_actors(d)) >= 2]
            source = list(_actors(recent[-1])) if recent else []
        for value in source:
            if value and (role != "party" or not value.startswith(("Official:", "Post:"))):
                draft.add(role, value)
                draft.evidence = replace(draft.evidence, confidence=0.5, rule=draft.evidence.rule + "-implicit") if not draft.evidence.rule.endswith("-implicit") else draft.evidence

    def _split(self, draft: Draft) -> Iterator[Draft]:
        """Make two events of a dual that is dated twice: ضربتين …، إحداهما في … والثانية في …."""
        dates = [u.date for u in self.units[draft.place:] if u.date]
        if draft.trigger.bare.endswith(("ين", "ان")) and len(dates) == 2 and any(u.bare in ("احداهما", "احدهما", "الاولي") for u in self.units[draft.place:]):
            yield replace(draft, date=dates[0], apart=True)
            yield replace(draft, date=dates[1], apart=True)
        else:
            yield draft

    def _is_modifier(self, place: int, unit: Unit) -> bool:
        """Tell of a masdar that only serves another trigger: بهدف ملاحقة; التنسيق في العمليات."""
        assert unit.trigger is not None
        before = self.units[place - 1] if place else None
        if before is None:
            return False
        if unit.form in _VERBS:  # العملية التي تستهدف …: the verb only says against whom
            cues = self.words["cue-against"] | self.words["cue-joining"] | self.words["cue-by"]
            return unit.bare in cues and (before.bare in ("التي", "الذي") or before.bare in ("مشتركه", "عسكريه", "امنيه", "عمليه") or before.kind == "trigger")
        if unit.trigger.evokes == "MilitaryOperation" and unit.attached.endswith("ل") and unit.form == "noun":
            return True
        if place + 1 < len(self.units) and self.units[place + 1].bare.removeprefix("ال") in ("صحفي", "صحافي"):
            return True
        return before.kind == "word" and before.bare in ("مجال", "مركز", "غرفه", "قياده", "قاعده", "مراكز", "خطر", "ملف", "بهدف", "بغيه", "دون")

    def _draft(self, place: int, unit: Unit) -> Draft | None:
        assert unit.trigger is not None
        light = self._light_verb(place)
        kind = self._kind_here(unit)
        begin = light if light is not None else place
        draft = Draft(kind, self.number, place, unit, Evidence(self._extent(begin, place), f"event-{unit.trigger.iri.rsplit('/', 1)[-1]}", 0.7))
        draft.zone, draft.led = self.zone, light is not None or unit.form in _VERBS
        draft.definite = unit.key[len(unit.attached):].startswith(("ال", "لل")) and unit.form not in _VERBS
        slots = {s.cue: [t.property for t in unit.trigger.slots if t.cue == s.cue] for s in unit.trigger.slots}
        if kind == "AirStrike":
            slots = {c: ["participant" if r == "perpetrator" else r for r in roles] for c, roles in slots.items()}
        end = self._clause_end(place)
        self._walk(draft, slots, place, end)
        announced = self._announced_by(place)
        if announced is not None and not draft.values("participant"):
            draft.add("participant", announced)
        if light is not None:
            self._subject(draft, slots, light, place)
        elif unit.form in _VERBS:
            self._subject_before(draft, slots, place)
        self._relative(draft, slots, place if light is None else light)
        self._speaker_acts(draft, slots, begin, place)
        self._purpose(draft, slots, place)
        self._surroundings(draft, slots, begin, place)
        draft.name = self._name(place)
        draft.date = self._date(begin, place, end)
        draft.status = self._status(draft, begin, place, end, light)
        draft.reported_by = next((s.speaker for s in reversed(self.sayings) if s.verb < place), None)
        return draft

    def _kind_here(self, unit: Unit) -> str:
        """Return the class that a trigger evokes here: shelling from the air is an air strike."""
        assert unit.trigger is not None
        if unit.trigger.label in ("قصف هاون", "قصف") and any(u.bare.removeprefix("ال").startswith(("جوي", "طيران", "طائر", "مقاتلات")) or (
                u.mention is not None and "طيران" in u.mention.name) for u in self.units):
            return "AirStrike"
        return unit.trigger.evokes

    def _announced_by(self, place: int) -> str | None:
        """Return the government that announces its own victory or operation as the verb's object: أعلن العراق النصر."""
        said = next((s for s in self.sayings if s.verb < place and s.content == s.verb), None)
        if said and self.units[place].trigger and self.units[place].trigger.evokes == "MilitaryOperation" and said.speaker.startswith("Government:"):  # type: ignore[union-attr]
            return said.speaker if not any(self._is_verb(j) for j in range(said.verb + 1, place)) else None
        return None

    def _extent(self, begin: int, place: int) -> Span:
        last = min(place + 3, len(self.units) - 1)
        while last > place and self.units[last].kind in ("mark", "quote"):
            last -= 1
        return Span(self.units[begin].span.begin, max(self.units[place].span.end, self.units[last].span.end))

    def _light_verb(self, place: int) -> int | None:
        """Return the place of a light or launching verb or masdar that governs a noun trigger: شن … هجوماً; انطلاق عملية."""
        if self.units[place].form in _VERBS:
            return None
        for index in range(place - 1, max(place - 12, -1), -1):
            unit = self.units[index]
            if unit.kind == "trigger" and unit.trigger:
                if unit.trigger.frame in ("light", "launch"):
                    return index
                if unit.trigger.evokes in _EVENTS or unit.trigger.evokes == "Statement":
                    return None
            if unit.kind == "mark" and unit.key in (".", "؛", ":") or unit.bare in self.words["clause-breakers"]:
                return None
        return None

    def _clause_end(self, place: int) -> int:
        """Return where the trigger's clause ends: at a full stop, a word that opens a clause, or the next verb."""
        relative = False
        for index in range(place + 1, len(self.units)):
            unit = self.units[index]
            if unit.key in (".", "؛", ":", "!", "؟") and index > place + 1:
                return index
            if index in self.speech and unit.form != "noun":
                return index
            if unit.bare in self.words["clause-breakers"] and index > place + 1:
                relative = unit.bare in ("الذي", "التي", "الذين") and index - place <= 3
                if not relative:
                    return index
            if unit.kind == "trigger" and unit.form in _VERBS and unit.trigger and index > place + 1:
                helper = unit.trigger.frame in ("light", "launch") and self.units[place].form not in _VERBS and not unit.key.startswith("و")
                if relative or (helper and index - place <= 8) or unit.bare in self.words["cue-by"] or unit.bare in self.words["cue-joining"] or unit.bare in self.words["cue-against"]:
                    relative = False
                    continue
                return index
            if unit.kind == "trigger" and unit.trigger and unit.trigger.evokes in _EVENTS and unit.trigger.evokes != self._kind(place) and index > place + 2:
                return index
        return len(self.units)

    def _kind(self, place: int) -> str:
        trigger = self.units[place].trigger
        return trigger.evokes if trigger else ""

    def _position(self, unit: Unit) -> str | None:
        """Return the position that a cue word opens."""
        if unit.kind not in ("word", "trigger"):
            return None
        for name in _POSITIONS:
            members = self.words[f"cue-{name}"]
            if unit.key in members or unit.bare in members:
                return name
        return None

    def _walk(self, draft: Draft, slots: dict[str, list[str]], place: int, end: int) -> None:
        """Fill the frame from the units behind the trigger.

        `position` is what the next phrase fills; `last` is where the last phrase stood. A list goes on only through و or a comma; a word that is
        neither cue nor carrier closes a filled position, or turns a verb's agent into its object.
        """
        verb = self.units[place].form in _VERBS
        position: str | None = "object" if not verb and self._kind_of_frame(slots) == "capture" else "agent"
        if verb and self.units[place].bare.endswith("وا"):  # the subject of a plural verb stands before it
            position = "object"
        filled: set[str] = set()
        last, outer = place, None
        for index in range(place + 1, end):
            unit = self.units[index]
            if unit.kind == "date" or unit.kind == "quote":
                continue
            opened = self._position(unit)
            if opened:
                if unit.bare == "عن" and self.units[index - 1].bare in ("فضلا", "عوضا") or unit.bare in ("جانب",):
                    continue
                if not (opened in ("from", "in", "none") and self._carries(index - 1)):
                    outer = position if opened == "in" else None
                    position = opened
                continue
            if unit.kind == "trigger" and unit.trigger and unit.trigger.frame in ("light", "launch") and index > place + 1:
                position = "agent" if unit.form in _VERBS else position
                continue
            if unit.kind != "phrase":
                if unit.kind in ("word", "trigger") and position == "agent" and "agent" in filled and verb and not unit.key.startswith("و"):
                    position = "object"
                continue
            attached = unit.attached.lstrip("وف")
            where = self._attached_position(unit) or position
            if attached.endswith("ل") and self._owns(index, place):
                where = position
            if where == "in" and unit.entity_kind != "Location":  # a body in a body: وزارة الدفاع في الحكومة العراقية، ووزارة …
                where = position = outer
                if not unit.attached.startswith("و"):
                    last = index
                    continue
            if where in filled and index - last > 1 and not self._continues(last, index):
                if where == "agent" and verb:
                    where = position = "object"
                else:
                    position = None
                    continue
            if where == "agent" and where in filled and verb and not unit.attached.startswith("و") and not self._continues(last, index):
                where = position = "object"
            if where and self._fill(draft, slots, where, unit):
                filled.add(where)
                last = index
                if self._attached_position(unit) and where == self._attached_position(unit):
                    position = where

    def _carries(self, index: int) -> bool:
        """Tell of a word whose من or في names the body it belongs to: قوة من الجيش, عناصر في تنظيم."""
        unit = self.units[index]
        return unit.kind in ("word", "trigger") and (self.chart.start_in(unit.first, "force-carriers", "force-heads", "unit-heads") is not None
                                                      or unit.bare in ("قوه", "عدد", "ممثلين", "ممثلون", "عددا", "فصائل", "مجموعه", "كل", "ممثل", "وفد", "وفود", "مسؤولين", "قاده", "ممثلي"))

    def _owns(self, index: int, place: int) -> bool:
        """Tell of a ل that says whose something is: نقطة لمقاتلين, مقر للشرطة."""
        before = self.units[index - 1]
        return index - 1 > place and before.kind == "word" and not before.key.startswith("ال") and self._position(before) is None

    def _continues(self, last: int, index: int) -> bool:
        """Tell whether what stands between two phrases only lists on: commas, و, carriers (وقوات من …)."""
        if self.units[index].attached.startswith(("و", "ف")):
            return True
        between = [u for u in self.units[last + 1:index] if u.kind not in ("date", "quote")]
        if not between:
            return False
        lists = between[0].key in ("،", ",", "و", "/", "او", "فضلا", "اضافه", "الي", "وكذلك", "كذلك") or between[0].key.startswith("و")
        return lists and len(between) <= 4 and all(u.kind != "trigger" or u.form == "noun" for u in between)

    @staticmethod
    def _kind_of_frame(slots: dict[str, list[str]]) -> str:
        return "capture" if slots.get("object", [None])[0] == "place" and slots.get("on", [None])[0] == "place" else ""

    @staticmethod
    def _attached_position(unit: Unit) -> str | None:
        """Return the position that an attached particle opens: ب in, ل to."""
        attached = unit.attached.lstrip("وف")
        if attached.endswith("ب"):
            return "in"
        if attached.endswith("ل"):
            return "to"
        return None

    def _fill(self, draft: Draft, slots: dict[str, list[str]], position: str, unit: Unit) -> bool:
        """Give a phrase to the first property of a position that may hold its kind; places fall into tq:place."""
        assert unit.entity is not None
        kind = unit.entity_kind or ""
        for role in slots.get(position, ()):
            if kind in _ELIGIBLE[role]:
                draft.add(role, unit.entity)
                draft.has_agent = draft.has_agent or position in ("agent", "by", "between")
                return True
        if kind == "Location" and position in ("in", "on", "to", "from", "object", "against", "agent", "between") and position in (*slots, "in") \
                and draft.kind not in ("Agreement",):
            if position in ("from", "between", "agent") and draft.kind not in ("Withdrawal", "MilitaryOperation", "Attack"):
                return False
            draft.add("place", unit.entity)
            return True
        if kind == "Location" and position == "in":
            draft.add("place", unit.entity)
            return True
        return False

    def _subject(self, draft: Draft, slots: dict[str, list[str]], light: int, place: int) -> None:
        """Fill the agent from between a light verb and the noun, or from before the verb."""
        found = False
        position: str | None = "agent"
        for index in range(light + 1, place):
            unit = self.units[index]
            opened = self._position(unit)
            if opened:
                position = opened
            elif unit.kind == "phrase":
                where = self._attached_position(unit) or position
                found = bool(where and self._fill(draft, slots, where, unit)) or found
        if not found and self.units[light].form in _VERBS:
            self._subject_before(draft, slots, light)

    def _subject_before(self, draft: Draft, slots: dict[str, list[str]], place: int) -> None:
        """Fill the agent from right before a verb: القوات العراقية تنفذ."""
        if draft.has_agent:
            return
        index = place - 1
        while index >= 0 and place - index <= 4:
            unit = self.units[index]
            if unit.kind == "phrase":
                if unit.entity_kind in ACTORS and not unit.attached.lstrip("وف") and not (index and self._position(self.units[index - 1])):
                    self._fill(draft, slots, "agent", unit)
                    if unit.attached == "و" and index and self.units[index - 1].kind == "phrase":
                        self._fill(draft, slots, "agent", self.units[index - 1])
                return
            if unit.bare in ("قد", "كانت", "كان", "،", "التي", "الذي", "ان") or unit.kind == "quote":
                index -= 1
                continue
            return

    def _relative(self, draft: Draft, slots: dict[str, list[str]], verb: int) -> None:
        """Take what a relative clause hangs on: كركوك التي انسحبت منها قوات …; القوات التي هاجمت …."""
        if self.units[verb].form not in _VERBS or verb < 2 or self.units[verb - 1].bare not in ("التي", "الذي", "الذين") and self.units[verb - 2].bare not in ("التي", "الذي"):
            return
        head = next((u for u in reversed(self.units[max(verb - 5, 0):verb]) if u.kind == "phrase"), None)
        if head is None:
            return
        if head.entity_kind == "Location":
            if any(u.bare in _BACK for u in self.units[verb + 1:verb + 4]) or self.units[verb].key.endswith(("ها", "ه")):
                draft.add("place", head.entity or "")
                if not draft.has_agent:
                    actor = next((u for u in reversed(self.units[:verb]) if u.kind == "phrase" and u.entity_kind in BODIES), None)
                    if actor and draft.kind in ("Withdrawal", "Deployment"):
                        self._fill(draft, slots, "agent", actor)
        elif not draft.has_agent and head.entity_kind in ACTORS:
            self._fill(draft, slots, "agent", head)

    def _purpose(self, draft: Draft, slots: dict[str, list[str]], place: int) -> None:
        """Give a meeting of purpose its traveller and place: يتوجه فلان إلى واشنطن للقاء …."""
        unit = self.units[place]
        if draft.kind != "Meeting" or not unit.attached.endswith("ل") and not unit.key.startswith("لل") or unit.form in _VERBS:
            return
        for index in range(place - 1, max(place - 12, -1), -1):
            before = self.units[index]
            if before.kind == "phrase" and before.entity_kind == "Location" and index and self.units[index - 1].bare == "الي":
                draft.add("place", before.entity or "")
            elif before.kind == "phrase" and before.entity_kind in ("Official", "Post") and not before.attached:
                draft.add("participant", before.entity or "")
                return
            elif before.kind == "mark" and before.key in (".", "؛"):
                return

    def _speaker_acts(self, draft: Draft, slots: dict[str, list[str]], begin: int, place: int) -> None:
        """Make the speaker the agent of أنها عقدت …, and his body that of عمليات مشتركة مع …."""
        said = next((s for s in reversed(self.sayings) if s.verb < begin), None)
        if said is None or draft.has_agent:
            return
        pronoun = self.units[begin - 1].bare in ("انها", "انه", "انهم", "بانها", "بانه") or (begin > 1 and self.units[begin - 2].bare in ("انها", "انه") and self.units[begin - 1].bare == "قد")
        joint = bool(draft.values("participant") or draft.values("party")) and any(u.bare in self.words["cue-with"] for u in self.units[place:place + 5])
        body = self.body_of.get(said.speaker, said.speaker)
        actor = body if joint and not pronoun else said.speaker
        if (pronoun or joint) and any(actor.partition(":")[0] in _ELIGIBLE[role] for role in slots.get("agent", ())):
            role = next(role for role in slots["agent"] if actor.partition(":")[0] in _ELIGIBLE[role])
            draft.add(role, actor)
            draft.has_agent = True

    def _surroundings(self, draft: Draft, slots: dict[str, list[str]], begin: int, place: int) -> None:
        """Take a place that the clause sets before its verb: وفي كركوك، هاجم …."""
        if draft.values("place"):
            return
        start = max((i + 1 for i in range(begin) if self.units[i].key in (".", "؛") or i in self.speech), default=0)
        position = None
        for index in range(start, begin):
            unit = self.units[index]
            opened = self._position(unit)
            if opened:
                position = opened
            elif unit.kind == "phrase" and unit.entity_kind == "Location" and (self._attached_position(unit) or position) == "in" and begin - index <= 5:
                draft.add("place", unit.entity or "")

    def _name(self, place: int) -> str | None:
        """Return the name of an operation or agreement: عملية "المخلب ـ القفل"; عملية الإرادة الصلبة; اتفاقية سنجار."""
        unit = self.units[place]
        head = unit.key[len(unit.attached):]
        if head not in ("عمليه", "العمليه", "اتفاقيه", "حمله", "معركه", "حوار", "الحوار"):
            return None
        following = self.units[place + 1:place + 6]
        if following and following[0].kind == "quote":
            close = next((i for i, u in enumerate(following[1:], 1) if u.kind == "quote"), None)
            if close and 1 < close <= 5:
                return self._text(following[1], following[close - 1])
        words = []
        for after in following[:2]:
            definite = after.kind in ("word", "trigger") and after.key.startswith("ال") and len(after.key) > 4
            if not definite or self.chart.member(after.first, "demonyms", "name-adjectives") or after.bare in self.words["clause-breakers"]:
                break
            words.append(after)
        if head in ("عمليه", "حمله") and len(words) == 2:
            return self._text(words[0], words[-1])
        if head == "الحوار" and words:
            return self._text(unit, words[0])
        if head == "اتفاقيه" and following and following[0].kind == "phrase" and following[0].entity_kind == "Location":
            return self._text(unit, following[0])
        return None

    def _text(self, first: Unit, last: Unit) -> str:
        return " ".join(self.chart.doc.text[first.span.begin:last.span.end].split())

    def _date(self, begin: int, place: int, end: int) -> DateMention | None:
        """Return the date nearest to the trigger in its clause that no other verb stands closer to."""
        dates = [(i, u.date) for i, u in enumerate(self.units) if u.date]
        inside = [(i, d) for i, d in dates if begin < i < end and not self._other_between(place, i)]
        if inside:
            return min(inside, key=lambda pair: abs(pair[0] - place))[1]
        before = [(i, d) for i, d in dates if i < begin and begin - i <= 6 and not any(self._is_verb(j) for j in range(i + 1, begin)) and not self._taken(i)]
        return before[-1][1] if before else None

    def _taken(self, index: int) -> bool:
        """Tell whether a date stands between a verb of saying and what is said: كشف فلان، اليوم الأحد، عن …."""
        return any(s.verb < index <= s.content for s in self.sayings)

    def _other_between(self, place: int, index: int) -> bool:
        """Tell whether another event's trigger stands between this one and a date."""
        low, high = min(place, index), max(place, index)
        return any(self._is_verb(j) for j in range(low + 1, high)) and self._taken(index)

    def _is_verb(self, index: int) -> bool:
        unit = self.units[index]
        return unit.kind == "trigger" and unit.form in _VERBS

    def _status(self, draft: Draft, begin: int, place: int, end: int, light: int | None) -> str:
        unit = self.units[place]
        asserted = any(u.bare in ("التي", "الذي", "بعدما", "عندما", "منذ") for u in self.units[max(begin - 3, 0):begin])
        governing = self.units[light] if light is not None else unit
        assert unit.trigger is not None
        if not asserted and any(s.denies and s.verb < begin for s in self.sayings) or any(u.bare in self.words["denial-cues"] for u in self.units[place:place + 14] if u.kind == "word") \
                and any(u.bare in ("لا", "عار", "عن") for u in self.units[place:place + 16]):
            return "denied"
        window = self.units[max(begin - 4, 0):begin]
        future = any(u.bare in self.words["future-cues"] or (u.trigger and u.trigger.frame == "future") for u in window)
        later = any(u.bare in ("المقبل", "المقبله", "القادم", "القادمه") for u in self.units[place + 1:place + 4])
        if governing.form == "future" or unit.form == "future" or future or later:
            return "planned"
        if draft.date and self.today and draft.date.value[:10] > self.today[:len(draft.date.value)]:
            return "planned"
        if unit.form not in _VERBS and light is None and begin and self._promised(begin):
            return "planned"
        if draft.kind in ("MilitaryOperation", "AirStrike"):
            launching = governing.trigger is not None and governing.trigger.frame == "launch"
            fresh = draft.date is None or (self.today is not None and draft.date.value == self.today)
            if (launching and fresh) or governing.form == "imperfect" or (draft.date and self.today and draft.date.value == self.today):
                return "ongoing"
        return "occurred"

    def _promised(self, begin: int) -> bool:
        """Tell of a masdar that an agreement or order provides for: الاتفاق على تشكيل; أوامر بسحب."""
        before = self.units[begin - 1]
        unit = self.units[begin]
        if before.bare == "علي" or unit.attached.endswith(("ب", "ل")):
            return any(u.trigger and u.trigger.evokes == "Agreement" or u.bare in ("اوامر", "قرار", "توجيهات", "تقرر", "قرر") for u in self.units[max(begin - 14, 0):begin])
        return False

    def _is_worth(self, draft: Draft) -> bool:
        """Tell an event from a mere topic: it needs the arguments without which nothing was said."""
        actors = {v for r, v in draft.arguments if r in ("participant", "perpetrator", "party")}
        places, targets = draft.values("place"), draft.values("target")
        unit = draft.trigger
        bare = unit.key[len(unit.attached):].removeprefix("ال")
        plural = bare in _PLURALS
        if self.zone == "furniture":
            return False
        if draft.kind == "Meeting":
            return len(actors) >= (1 if places or draft.date or unit.form in _VERBS else 2)
        if draft.kind == "Agreement":
            return len(actors) >= 2 or bool(draft.name)
        if draft.kind in ("Deployment", "Withdrawal"):
            return bool(actors) and (bool(places) or unit.form in _VERBS)
        if draft.kind == "ForceFormation":
            return bool(actors)
        if draft.kind == "Attack":
            return bool(actors or targets) and (bool(places) or len(actors) + len(targets) > 1 or draft.date is not None) and not (plural and not draft.date)
        if draft.kind == "AirStrike":
            return bool(actors or targets)
        if draft.led and not plural and (places or targets):
            return True
        return (bool(actors) and (bool(places or targets) or draft.date is not None or len(actors) > 1)) or bool(draft.name) or (bool(places) and bool(targets or draft.date))

    def _add_tolls(self, draft: Draft, tolls: list[tuple[int, str, int]]) -> None:
        """Give the tolls of the sentence to the attacks, air strikes and operations nearest to them."""
        if draft.kind not in ("Attack", "AirStrike"):
            return
        for _, role, number in sorted(tolls, key=lambda toll: abs(toll[0] - draft.place)):
            if not draft.values(role):
                draft.add(role, str(number))
