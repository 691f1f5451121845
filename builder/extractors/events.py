"""Events of a sentence: each trigger with its frame becomes a draft; a mere topic is left out.

شنّ تنظيم داعش هجوماً على نقطة للشرطة في داقوق، مساء أمس -> Attack(perpetrator=داعش, target=الشرطة, place=داقوق, date=…)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from builder.chart import Chart
from builder.dates.arithmetic import parse_day, shift
from builder.extractors.arguments import fill_behind, fill_between
from builder.extractors.attendance import attendance, purpose, roll_call
from builder.extractors.clauses import Clauses
from builder.extractors.drafts import EVENTS, VERBS, Draft, eligible
from builder.extractors.durations import duration_behind
from builder.extractors.fights import answered, repelled
from builder.extractors.frames import Frame, slots_of
from builder.extractors.names_of_events import event_name
from builder.extractors.places_of_events import hosted, place_before, relative, resumed
from builder.extractors.pronouns import owned_move, pronoun_agent, quarry, speaker_acts
from builder.extractors.sayings import Saying
from builder.extractors.status import status_of
from builder.extractors.subjects import dual_subject, inherited_subject, part_of_the_subject, subject_before, subject_behind_aside
from builder.extractors.tolls import find_tolls
from builder.extractors.topics import topics_between
from builder.extractors.triggers import Triggers
from builder.extractors.units import Unit
from builder.extractors.worth import is_worth
from builder.model import DateMention, Evidence, Span, Toll

_TRIGGER = "https://w3id.org/tansiq/lexicon/trigger/"
_SIDES = frozenset("الجانبان الجانبين الطرفان الطرفين البلدان البلدين طرفين جانبين".split())
_ARMED = (
    "قوه",
    "قوات",
    "تعزيز",
    "لواين",
    "لواي",
    "الويه",
    "فوج",
    "كتيب",
    "ميليش",
    "مليش",
    "جنود",
    "مقاتل",
    "دوريات",
    "وحد",
    "لجنه امن",
    "الاف",
    "مئات",
)
_FINAL = frozenset("ارتفع ارتفعت ارتفاع النهائيه محدثه الاخيره استقرت لترتفع وارتفعت يرتفع".split())
FIGHTERS = ("ارهابي", "مسلح", "عنصر", "عناصر", "داعشي", "دواعش", "متطرف", "متشدد", "انتحاري")
_COURSE = frozenset("ختام نهايه اعقاب عقب خلال اثر".split())
_HOURS = frozenset("فجرا صباحا ظهرا عصرا مسا ليلا".split())
_WINGS = ("جوي", "طيران", "طائر", "مقاتلات", "مروحي", "الجو")
_DRONE = "مسير"
GUNS = ("مدفعي", "هاون", "صاروخ", "صواريخ", "راجم", "قذائف", "قذيف")
_IMPLIED = {"Meeting": "participant", "Agreement": "party", "ForceFormation": "participant"}


class EventReader:
    """Reads the events of one sentence; `body_of` maps a person to the body that he speaks for, `today` is the article's date.

    `latest` is the last speaker of the sentences before.
    """

    def __init__(
        self,
        chart: Chart,
        units: Sequence[Unit],
        sayings: Sequence[Saying],
        speech: dict[int, int],
        number: int,
        zone: str,
        today: str | None,
        body_of: dict[str, str],
        latest: str | None = None,
    ) -> None:
        self.chart, self.units, self.sayings, self.speech = chart, list(units), sayings, speech
        self.number, self.zone, self.today, self.body_of, self.latest = number, zone, today, body_of, latest
        self.clauses = Clauses(chart, self.units, frozenset(speech))
        self.triggers = Triggers(self.clauses, self.units, speech)
        self._others: list[tuple[int, str, int]] = []  # tolls that the sentence gives by other sources

    def read(self, earlier: Sequence[Draft] = ()) -> list[Draft]:
        """Return the drafts of the sentence; `earlier` are those of the article so far."""
        if self.zone == "furniture":
            return []
        read = list(self._drafts(earlier))
        _share(self.units, read)
        judged = [kept for draft in _without_victims(read) if (kept := self._judged(draft)) is not None]
        self._give_other_tolls(judged)
        for draft in judged:
            draft.date = draft.date or self._only_date_before(draft)
        final = any(u.bare in _FINAL for u in self.units)
        for draft in judged:
            draft.final = final
        return judged or list(self._later_tolls(earlier, final))

    def _give_other_tolls(self, drafts: Sequence[Draft]) -> None:
        """Keep what other sources of the sentence say of the toll beside the event's own."""
        home = next((d for d in drafts if d.values("killed") or d.values("wounded")), None)
        for at, role, number in self._others if home else ():
            source = next((s.speaker for s in reversed(self.sayings) if s.verb < at), None)
            turn = next((i for i in range(at, max(at - 12, -1), -1) if i in self.speech), at)
            named = source if any(s.verb == turn for s in self.sayings) else None
            evidence = Evidence(self._extent(at, at), "event-toll-of-another", 0.6)
            toll = Toll(number if role == "killed" else None, number if role == "wounded" else None, named, evidence)
            assert home is not None
            home.tolls.append(toll)

    def _later_tolls(self, earlier: Sequence[Draft], final: bool) -> Iterator[Draft]:
        """Yield the toll of a sentence that tells no event itself, as an addition to the last one told: وارتفعت الحصيلة إلى 13 قتيلا."""
        found = find_tolls(self.units)
        if not found:
            return
        of_enemies = any(
            u.bare.removeprefix("ال").startswith(FIGHTERS) or u.entity_kind == "ArmedGroup" for u in self.units[found[0][0] :][:6]
        )
        kinds = ("MilitaryOperation", "AirStrike") if of_enemies else ("Attack",)
        home = next((d for d in reversed(earlier) if d.kind in kinds and self.number - d.sentence <= 2 and d.status != "denied"), None)
        if home is None:
            return
        at = found[0][0]
        toll = Draft(home.kind, self.number, at, self.units[at], Evidence(self._extent(at, at), "event-later-toll", 0.6), home.status)
        toll.zone, toll.weak, toll.definite, toll.final = self.zone, True, True, final
        for _, role, number in found:
            if not toll.values(role):
                toll.add(role, str(number))
        yield toll

    def _judged(self, draft: Draft) -> Draft | None:
        """Return a draft that tells an event; a repeated mention, or a toll, that may add to one but never make one; else nothing."""
        if self.triggers.is_process(draft):
            return None
        if is_worth(draft):
            return draft
        told = _is_toll(draft) and bool(draft.values("target") or draft.values("killed") or draft.values("wounded"))
        pact = draft.kind == "Agreement" and bool(draft.topics or draft.values("place") or draft.date) and draft.status == "occurred"
        if told or (pact and self.zone == "body") or (draft.definite and (draft.arguments or draft.topics) and self.zone == "body"):
            draft.weak = draft.definite = True
            return draft
        return None

    def _drafts(self, earlier: Sequence[Draft]) -> Iterator[Draft]:
        tolls = self._tolls()
        for place, unit in enumerate(self.units):
            meant = self._meant(place)
            if meant:
                form = "noun" if self.triggers.label(place) == "تعرض" else unit.form
                self.units[place] = unit = replace(unit, form=form, trigger=self.chart.lexicon.triggers.get(_TRIGGER + meant, unit.trigger))
            if (
                unit.trigger is None
                or unit.trigger.evokes not in EVENTS
                or place in self.speech
                or self.triggers.only_serves(place)
                or self.triggers.is_negated(place)
            ):
                continue
            draft = self.draft(place)
            self._add_implied(draft, earlier)
            if draft.kind == "Agreement" and len(draft.values("signatory")) > 1:
                for body in (self.body_of[s] for s in draft.values("signatory") if s in self.body_of):
                    draft.add("party", body)
            for role, number in tolls.get(place, ()):
                draft.add(role, str(number))
            if is_worth(draft):
                earlier = [*earlier, draft]
            yield from self._split(draft)

    def draft(self, place: int) -> Draft:
        """Read one trigger."""
        unit, clauses = self.units[place], self.clauses
        assert unit.trigger is not None
        carrier = clauses.carrier_verb(place)
        begin, kind = place if carrier is None else carrier, self._kind(unit)
        rule = f"event-{unit.trigger.iri.rsplit('/', 1)[-1]}"
        draft = Draft(kind, self.number, place, unit, Evidence(self._extent(begin, place), rule, 0.7), zone=self.zone)
        draft.definite = unit.form not in VERBS and unit.key[len(unit.attached) :].startswith(("ال", "لل"))
        numbered = kind == "Meeting" and draft.definite and self.chart.start_in(unit.last, "ordinals") is not None  # الاجتماع السادس
        draft.led = carrier is not None or unit.form in VERBS or numbered
        verb = place if carrier is None else carrier
        end = clauses.end(place)
        frame = Frame(clauses, draft, slots_of(unit, kind))
        if self.units[verb].form in VERBS:
            subject_before(frame, verb)
            subject_behind_aside(frame, verb)
            part_of_the_subject(frame, verb)
            dual_subject(frame, verb)
        relative(frame, verb)
        if not self.triggers.is_told_of(place) and not self.triggers.is_spoken_of(place):
            fill_behind(frame, place, end)
        suffers = (
            carrier is not None and self.triggers.label(carrier) == "تلقى" and kind in ("Attack", "AirStrike")
        )  # الضربة التي تلقتها طهران
        if carrier is not None and not suffers:
            fill_between(frame, carrier, place)
        if carrier is not None and self.triggers.label(carrier) in ("استضاف", "احتضن", "شهد"):
            hosted(frame, carrier)
        if not _is_toll(draft):
            inherited_subject(frame, verb)
        attendance(frame, carrier, place)
        roll_call(frame, place)
        repelled(frame, place)
        answered(frame, place)
        owned_move(frame, place)
        resumed(frame, verb)
        pronoun_agent(frame, place, self.latest)
        self._announced(draft, place)
        speaker_acts(frame, begin, self.sayings, self.body_of)
        purpose(frame, place)
        quarry(frame, place)
        setting_out = self.triggers.force_that_sets_out(place)
        if setting_out is not None and not draft.actors():
            draft.add("participant", setting_out.entity or "")
        place_before(frame, begin)
        first = 0 if unit.key.endswith("هما") else max(place - 5, 0)  # لواءين مشتركين … على تشكيلهما
        draft.of_force = any(self._speaks_of_force(i) for i in range(first, min(place + 8, len(self.units))) if i != place)
        draft.topics = topics_between(self.chart, self.units, place) if kind == "Agreement" else []
        draft.name = event_name(self.chart, self.units, place)
        draft.duration = duration_behind(self.units, place)
        draft.date = self._date(begin, place, end)
        draft.status = status_of(clauses, draft, begin, self.sayings, self.today)
        draft.date = self._coming(draft)
        if draft.date and any(u.date is draft.date and self.units[i - 1].bare == "احداث" for i, u in enumerate(self.units) if i > begin):
            draft.date = replace(draft.date, value=draft.date.value[:7])  # بعد أحداث 16 أكتوبر: some day of them
        draft.past = any(
            u.bare in ("السابق", "سابقا") and self.units[i - 1].bare != "النظام" for i, u in enumerate(self.units) if begin - 2 < i < end
        )
        self._killed_by(draft, place, end)
        self._hunted(draft, place)
        draft.reported_by = next((s.speaker for s in reversed(self.sayings) if s.verb < place), None)
        return draft

    def _speaks_of_force(self, index: int) -> bool:
        """Tell of a unit that is an armed body or a noun for one: تشكيل لواءين, أرسل تعزيزات."""
        unit = self.units[index]
        if unit.kind == "phrase":
            return unit.entity_kind == "Force"
        return unit.kind in ("word", "trigger") and (
            self.chart.start_in(unit.first, "force-heads", "unit-heads", "force-carriers") is not None
            or unit.bare.removeprefix("ب").startswith(_ARMED)
            or unit.key.startswith(_ARMED)
        )

    def _kind(self, unit: Unit) -> str:
        """Return the class that a trigger evokes here: shelling from the air is an air strike."""
        assert unit.trigger is not None
        if unit.trigger.label == "ضرب":
            return "AirStrike" if self._has_wings(unit) else "Attack"
        if unit.trigger.label in ("قصف هاون", "قصف", "دك", "حيد", "دمر", "استهدف"):
            if self._has_wings(unit):
                return "AirStrike"
            by_others = (*GUNS, _DRONE)  # a drone that no air force flies
            if unit.trigger.evokes == "AirStrike" and any(u.bare.lstrip("بل").removeprefix("ال").startswith(by_others) for u in self.units):
                return "Attack"
        if unit.trigger.label == "تعرض":  # تتعرض مواقعه لقصف من الطيران
            struck = next((u for u in self.units if unit.last <= u.first < unit.last + 8 and u.trigger and u.attached.endswith("ل")), None)
            return self._kind(struck) if struck and struck.trigger and struck.trigger.evokes in ("AirStrike", "Attack") else "Attack"
        following = next((u for u in self.units if u.first >= unit.last), None)
        if unit.trigger.label == "عملية" and following is not None and following.bare.removeprefix("ال").startswith(("ارهابي", "انتحاري")):
            return "Attack"
        return unit.trigger.evokes

    def _has_wings(self, trigger: Unit) -> bool:
        """Tell of an aircraft or an air arm in the sentence; a drone (طائرة مسيّرة) is anybody's, unless an army is named as its user."""
        following = [*self.units[1:], None]
        army = any(u.first == trigger.last and u.entity_kind in ("Force", "Government") for u in self.units)
        if army and any(u.bare.removeprefix("ال").startswith(_DRONE) for u in self.units):
            return True
        return any(
            _flies(u) and not (u.kind == "word" and after is not None and after.bare.removeprefix("ال").startswith(_DRONE))
            for u, after in zip(self.units, following, strict=True)
        )

    def _extent(self, begin: int, place: int) -> Span:
        last = min(place + 3, len(self.units) - 1)
        while last > place and self.units[last].kind in ("mark", "quote"):
            last -= 1
        return Span(self.units[begin].span.begin, max(self.units[place].span.end, self.units[last].span.end))

    def _meant(self, place: int) -> str | None:
        """Return the trigger that a word of launching stands for by what is launched, else nothing."""
        unit = self.units[place]
        if unit.trigger is not None and unit.trigger.label == "تعرض" and self._is_raid(place):
            return "attack-attack-2"
        if unit.trigger is not None and unit.trigger.label == "استضاف" and unit.form in VERBS and self._hosts_people(place):
            return "receive-meeting"
        if unit.trigger is None or unit.trigger.label not in ("أطلق", "ألقى"):
            return None if not self._launches_by_name(place) else "operation-operation"
        if place and self.units[place - 1].bare.removeprefix("ال") in ("وقف", "لوقف", "بوقف"):  # وقف إطلاق النار
            return "truce-agreement"
        if self.triggers.is_fire(place):
            return "open-fire-fire"
        return "operation-operation" if self._launches_by_name(place) else None  # أطلقت تركيا "المخلب ـ القفل"

    def _is_raid(self, place: int) -> bool:
        """Tell of تعرض as an attack of its own, as Iraqi statements call it: صد تعرض لداعش; التعرض الذي طال النقطة."""
        repelled = any(u.trigger is not None and u.trigger.frame == "repel" for u in self.units[max(place - 4, 0) : place])
        after = self.units[place + 1 : place + 2] if self.units[place].form == "noun" else ()
        return repelled or any(u.bare in ("الذي", "التي") or u.entity_kind == "ArmedGroup" for u in after)

    def _hosts_people(self, place: int) -> bool:
        """Tell of a body that hears a person, not one that hosts a meeting: ستستضيف اللجنة وزير الدفاع."""
        near = self.units[place + 1 : place + 10]
        return any(u.entity_kind in ("Official", "Post") and not u.attached.endswith(("ل", "ب")) for u in near) and not any(
            u.trigger is not None and u.trigger.evokes in EVENTS for u in near
        )

    def _launches_by_name(self, place: int) -> bool:
        """Tell of a verb of launching whose object is a short quoted name."""
        unit = self.units[place]
        if unit.trigger is None or unit.trigger.label not in ("أطلق", "انطلق", "شن") or unit.form not in VERBS:
            return False
        following = self.units[place + 1 : place + 4]
        if any(u.trigger is not None and u.trigger.evokes in EVENTS for u in self.units[place + 1 : place + 8]):
            return False
        opening = next((i for i, u in enumerate(following, place + 1) if u.kind == "quote"), None)
        closing = (
            next((i for i in range(opening + 1, min(opening + 7, len(self.units))) if self.units[i].kind == "quote"), None)
            if opening
            else None
        )
        return opening is not None and closing is not None and closing - opening > 1

    def _announced(self, draft: Draft, place: int) -> None:
        """Make a government that announces its own victory the one who won it: أعلن العراق النصر."""
        said = next((s for s in self.sayings if s.verb < place and s.content == s.verb), None)
        claim = next((s for s in self.sayings if s.verb < place < s.verb + 9 and not s.denies and self._claims(s.verb)), None)
        claimant = claim.speaker if claim else self._claimant_behind(place)
        if draft.kind == "Attack" and claimant and claimant.startswith("ArmedGroup:"):
            draft.arguments = [(r, v) for r, v in draft.arguments if r != "perpetrator"]
            draft.add("perpetrator", claimant)
        if (
            said
            and draft.kind == "MilitaryOperation"
            and not draft.values("participant")
            and said.speaker.startswith("Government:")
            and not any(self.clauses.is_verb(j) for j in range(said.verb + 1, place))
        ):
            draft.add("participant", said.speaker)

    def _claimant_behind(self, place: int) -> str | None:
        """Return who claims an attack in a clause on it: هجوم تبنته جماعة تسمي نفسها سرايا …."""
        verb = next((i for i in range(place + 1, min(place + 6, len(self.units))) if self.triggers.label(i) == "تبنى"), None)
        if verb is None or not self.units[verb].bare.endswith(("ته", "تها", "اه", "اها")):
            return None
        return next((u.entity for u in self.units[verb + 1 : verb + 8] if u.entity_kind == "ArmedGroup"), None)

    def _claims(self, verb: int) -> bool:
        """Tell of a claim of responsibility: تبنى الهجوم; أعلن مسؤوليته عن الهجوم."""
        trigger = self.units[verb].trigger
        return (trigger is not None and trigger.label == "تبنى") or any("مسؤول" in u.bare for u in self.units[verb : verb + 6])

    def _add_implied(self, draft: Draft, earlier: Sequence[Draft]) -> None:
        """Give an event without actors those whom it means: the two sides last spoken of (اتفق الجانبان; سيعقد اجتماع)."""
        self._add_promised(draft, earlier)
        role = _IMPLIED.get(draft.kind)
        if role is None or draft.values(role):
            return
        window = self.units[max(draft.place - 6, 0) : self.clauses.end(draft.place)]
        delegation = next(
            (d for d in reversed(earlier) if d.trigger.trigger is not None and d.trigger.trigger.label in ("وفد", "وصل") and d.actors()),
            None,
        )
        if draft.kind == "Meeting" and delegation and any(u.bare == "الوفد" for u in window):
            for value in delegation.actors():
                draft.add(role, value)
            return
        sides = any(u.bare.lstrip("لب") in _SIDES for u in window) or draft.trigger.key.endswith("هما")  # … بتوقيعهما مذكرة
        joint = draft.kind == "ForceFormation" and any(
            u.bare.removeprefix("ال").startswith("مشترك") for u in self.units[max(draft.place - 4, 0) : draft.place + 5]
        )
        led = draft.led and (draft.definite or (draft.status == "planned" and draft.kind == "Meeting"))
        if not (sides or joint or led):
            return
        before = [u for u in self.units[: draft.place] if u.kind == "phrase" and u.entity_kind in ("Force", "Ministry", "Government")]
        pairs = [(a, b) for a, b in pairwise(before) if b.attached == "و" and b.first - a.last <= 1]
        recent = [d for d in earlier[-4:] if len(d.actors()) >= 2]
        source = [u.entity or "" for u in pairs[-1]] if pairs else recent[-1].actors() if recent else []
        for actor in source:
            if actor and (role != "party" or not actor.startswith(("Official:", "Post:"))):
                draft.add(role, actor)
        if source:
            draft.evidence = replace(draft.evidence, confidence=0.5, rule=draft.evidence.rule + "-implied")

    def _add_promised(self, draft: Draft, earlier: Sequence[Draft]) -> None:
        """Give what two parties agree to do those who are to do it: اتفقت الوزارتان على تشكيل لواءين."""
        if (
            draft.kind not in ("ForceFormation", "MilitaryOperation", "Deployment", "Withdrawal")
            or draft.actors()
            or draft.status != "planned"
        ):
            return
        pact = next((d for d in reversed(earlier) if d.kind == "Agreement" and d.sentence == self.number and d.place < draft.place), None)
        if pact and (self.units[draft.place - 1].bare == "علي" or draft.trigger.attached.endswith(("ب", "ل"))):
            for party in pact.values("party"):
                if eligible(draft.kind, "participant", party.partition(":")[0]):
                    draft.add("participant", party)
            draft.evidence = replace(draft.evidence, confidence=0.5, rule=draft.evidence.rule + "-promised")

    def _split(self, draft: Draft) -> Iterator[Draft]:
        """Make two events of a dual that is dated twice: ضربتين …، إحداهما في … والثانية في …."""
        dates = [u.date for u in self.units[draft.place :] if u.date]
        if (
            draft.trigger.bare.endswith(("ين", "ان"))
            and len(dates) == 2
            and any(u.bare in ("احداهما", "احدهما", "الاولي") for u in self.units[draft.place :])
        ):
            yield replace(draft, date=dates[0], apart=True)
            yield replace(draft, date=dates[1], apart=True)
        else:
            yield draft

    def _date(self, begin: int, place: int, end: int) -> DateMention | None:
        """Return the date nearest to the trigger in its clause, unless it is the verb of saying's or tells since when."""
        dates = [
            (i, u.date) for i, u in enumerate(self.units) if u.date and (i == 0 or self.units[i - 1].bare not in ("منذ", "حتي", "لغايه"))
        ]
        inside = [(i, d) for i, d in dates if begin < i < end and not self._is_of_speech(i, begin)]
        if inside:
            return min(inside, key=lambda pair: abs(pair[0] - place))[1]
        before = [
            (i, d) for i, d in dates if i < begin and begin - i <= 6 and not any(self.clauses.is_verb(j) for j in range(i + 1, begin))
        ]
        found = next((d for i, d in reversed(before) if not self._is_of_speech(i, begin)), None)
        if found is None and begin == place:  # وفي مايو الماضي، أعلنت الوزارة التوصل إلى …
            said = next((verb for verb, content in self.speech.items() if verb < begin and content == verb), None)
            lead = next(((i, d) for i, d in dates if said is not None and i < min(said, 4)), None)
            found = lead[1] if lead and not any(self.clauses.is_verb(j) for j in range((said or 0) + 1, begin)) else None
        if found is None and any(u.bare in _HOURS for u in self.units[begin:end]):  # أعلنت، اليوم، أن … شنه فجراً
            found = next((d for i, d in dates if self._is_of_speech(i, begin)), None)
        if found is None and self.units[begin].form in VERBS:  # انتشر منذ مطلع أيلول: when it began
            found = next((u.date for i, u in enumerate(self.units) if u.date and begin < i < end and self.units[i - 1].bare == "منذ"), None)
        return found

    def _killed_by(self, draft: Draft, place: int, end: int) -> None:
        """Make a force the killer where fighters stand behind قتل: قتل الجهاز خمسة من عناصر داعش; وكانت البيشمركة قد قتلت …."""
        if self.triggers.label(place) != "قتل" or draft.trigger.form not in VERBS or draft.kind != "Attack":
            return
        forces = [v for v in draft.values("target") if v.startswith("Force:")]
        behind = self.units[place + 1 : min(end, place + 14)]
        groups = [u.entity for u in behind if u.entity_kind == "ArmedGroup" and u.entity]
        fighters = any(u.bare.lstrip("بل").removeprefix("ال").startswith(FIGHTERS) for u in behind if u.kind in ("word", "trigger"))
        by_counting = any(self.clauses.counts(i) for i in range(place + 1, place + 2) if i < len(self.units))
        if not forces or not (groups or fighters) or by_counting:
            return
        draft.kind = "MilitaryOperation"
        draft.arguments = [("participant" if v in forces and r == "target" else r, v) for r, v in draft.arguments]
        for group in groups[:1]:
            draft.add("target", group)

    def _only_date_before(self, draft: Draft) -> DateMention | None:
        """Return the one date of the sentence where it stands before an event that has none; operations may be older than the news."""
        told = draft.status in ("occurred", "ongoing") and not draft.weak and draft.kind != "MilitaryOperation"
        dates = [
            (i, u.date) for i, u in enumerate(self.units) if u.date and (i == 0 or self.units[i - 1].bare not in ("منذ", "حتي", "لغايه"))
        ]
        return dates[0][1] if told and len(dates) == 1 and dates[0][0] < draft.place else None

    def _hunted(self, draft: Draft, place: int) -> None:
        """Give an operation against nobody named the one armed group that the rest of its sentence names: بحثا عن عناصر داعش."""
        if draft.kind != "MilitaryOperation" or draft.values("target") or draft.status == "denied":
            return
        limit = next((i for i in range(place + 1, len(self.units)) if i in self.speech or self.units[i].key == "."), len(self.units))
        groups = {u.entity for u in self.units[place + 1 : limit] if u.entity_kind == "ArmedGroup"}
        group = groups.pop() if len(groups) == 1 else None
        if group and group not in draft.actors():
            draft.add("target", group)

    def _coming(self, draft: Draft) -> DateMention | None:
        """Return the date of a planned event: a weekday alone is the next one then."""
        date, today = draft.date, parse_day(self.today)
        if date is None or today is None or draft.status != "planned" or date.rule != "date-weekday" or date.value >= today.isoformat():
            return date
        day = parse_day(date.value)
        coming = shift(day, 7) if day else None
        return replace(date, value=coming.isoformat()) if coming and coming > today else date

    def _is_of_speech(self, index: int, begin: int) -> bool:
        """Tell whether a date stands between a verb of saying and what is said: كشف فلان، اليوم الأحد، عن …."""
        return any(verb < index <= content and verb < begin for verb, content in self.speech.items())

    def _may_kill_enemies(self, place: int) -> bool:
        """Tell of a strike, or of deaths alone; an attack that a group made is not what its own men died of."""
        trigger = self.units[place].trigger
        return trigger is not None and (trigger.evokes in ("AirStrike", "MilitaryOperation") or trigger.frame == "victim")

    def _is_operation(self, place: int) -> bool:
        trigger = self.units[place].trigger
        return trigger is not None and trigger.evokes == "MilitaryOperation"

    def _by_another(self, at: int) -> bool:
        """Tell of a toll behind a turn to another source: فيما تحدثت مصادر محلية عن ...."""
        turn = next((i for i in range(at - 1, max(at - 12, -1), -1) if self.units[i].bare in ("فيما", "بينما", "حين", "لكن", "وقت")), None)
        return turn is not None and any(i in self.speech for i in range(turn, at))

    def _tolls(self) -> dict[int, list[tuple[str, int]]]:
        """Return the tolls of the sentence by the trigger of the attack or air strike nearest to each; one toll of a kind for each."""
        places = [
            i
            for i, u in enumerate(self.units)
            if u.trigger is not None
            and u.trigger.evokes in ("Attack", "AirStrike", "MilitaryOperation")
            and i not in self.speech
            and not self.triggers.only_serves(i)
        ]
        nearest: dict[int, list[tuple[str, int]]] = {}
        said: set[str] = set()
        self._others.clear()
        for at, role, number in find_tolls(self.units):
            if role in said and self._by_another(at):  # …، فيما تحدث مصدر طبي عن أربعة قتلى
                self._others.append((at, role, number))
                continue
            said.add(role)
            enemy = any(u.bare.removeprefix("ال").startswith(FIGHTERS) for u in self.units[max(at - 2, 0) : at + 4])
            fitting = [i for i in places if (self._may_kill_enemies(i) if enemy else not self._is_operation(i))]
            if fitting:
                mine = nearest.setdefault(min(fitting, key=lambda i: (abs(i - at), i)), [])
                if all(known != role for known, _ in mine):
                    mine.append((role, number))
        return nearest


def _share(units: Sequence[Unit], drafts: Sequence[Draft]) -> None:
    """Give an agreement and the meeting that it came out of each other's sides, place and date: اتفقت الوزارتان … في ختام اجتماع …."""
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


def _flies(unit: Unit) -> bool:
    """Tell of an aircraft or an air arm."""
    words = unit.mention.name.split() if unit.mention is not None else [unit.bare]
    return any(w.lstrip("بل").removeprefix("ال").startswith(_WINGS) for w in words)


def _without_victims(drafts: list[Draft]) -> list[Draft]:
    """Give what was done whom it killed (قتل خمسة من داعش بغارة; قتل ثلاثة من البيشمركة … في هجوم); the dead are no event then."""
    kept = []
    for draft in drafts:
        acts = [d for d in drafts if d.kind in ("AirStrike", "MilitaryOperation", "Attack") and not _is_toll(d)]
        act = max((d for d in acts if d.place < draft.place), key=lambda d: d.place, default=min(acts, key=lambda d: d.place, default=None))
        if act is None or not _is_toll(draft) or draft.actors():
            kept.append(draft)
            continue
        for role, value in draft.arguments:
            of_group = value.startswith("ArmedGroup:")
            fits = role in ("killed", "wounded") or (role == "target" and of_group == (act.kind != "Attack") and value not in act.actors())
            if fits and not act.values(role):
                act.add(role, value)
    return kept


def _is_toll(draft: Draft) -> bool:
    """Tell of a draft whose trigger only says that people died or were hurt."""
    return draft.trigger.trigger is not None and draft.trigger.trigger.frame == "victim"
