"""Events of a sentence: each trigger with its frame becomes a draft; a mere topic is left out.

شنّ تنظيم داعش هجوماً على نقطة للشرطة في داقوق، مساء أمس -> Attack(perpetrator=داعش, target=الشرطة, place=داقوق, date=…)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.chart import Chart
from builder.extractors.arguments import fill_behind, fill_between
from builder.extractors.attendance import attendance, purpose, roll_call
from builder.extractors.clauses import Clauses
from builder.extractors.drafts import EVENTS, VERBS, Draft
from builder.extractors.durations import duration_behind
from builder.extractors.event_dates import coming_date, date_of, month_of_events, only_date_before, split_by_date
from builder.extractors.event_tolls import EventTolls, is_toll, without_victims
from builder.extractors.fights import announced, answered, hunted, killed_by, repelled
from builder.extractors.frames import Frame
from builder.extractors.implied import add_implied, share
from builder.extractors.names_of_events import event_name
from builder.extractors.places_of_events import hosted, place_before, relative, resumed
from builder.extractors.pronouns import owned_move, pronoun_agent, quarry, speaker_acts
from builder.extractors.readings import Readings
from builder.extractors.sayings import Saying
from builder.extractors.senses import Senses
from builder.extractors.status import status_of
from builder.extractors.subjects import dual_subject, inherited_subject, part_of_the_subject, subject_before, subject_behind_aside
from builder.extractors.topics import topics_between
from builder.extractors.triggers import Triggers
from builder.extractors.units import Line
from builder.extractors.worth import is_worth
from builder.model import Evidence

_TRIGGER = "https://w3id.org/tansiq/lexicon/trigger/"
_FINAL = frozenset("ارتفع ارتفعت ارتفاع النهائيه محدثه الاخيره استقرت لترتفع وارتفعت يرتفع".split())
_FORMER = frozenset({"السابق", "سابقا"})


class EventReader:
    """Reads the events of one sentence; `body_of` maps a person to the body that he speaks for, `today` is the article's date.

    `latest` is the last speaker of the sentences before.
    """

    def __init__(
        self,
        chart: Chart,
        units: Line,
        sayings: Sequence[Saying],
        speech: dict[int, int],
        number: int,
        zone: str,
        today: str | None,
        body_of: dict[str, str],
        latest: str | None = None,
    ) -> None:
        self.chart, self.units, self.sayings, self.speech = chart, units, sayings, speech
        self.number, self.zone, self.today, self.body_of, self.latest = number, zone, today, body_of, latest
        self.clauses = Clauses(chart, self.units, frozenset(speech))
        senses = Senses(self.clauses)
        self.triggers, self.readings = Triggers(self.clauses, senses, speech), Readings(self.clauses, senses)
        self.tolls = EventTolls(self.clauses, self.triggers, sayings, speech)

    def read(self, earlier: Sequence[Draft] = ()) -> list[Draft]:
        """Return the drafts of the sentence; `earlier` are those of the article so far."""
        if self.zone == "furniture":
            return []
        read = list(self._drafts(earlier))
        share(self.units, read)
        judged = [kept for draft in without_victims(read) if (kept := self._judged(draft)) is not None]
        self.tolls.give_those_of_others(judged)
        for draft in judged:
            draft.date = draft.date or only_date_before(self.units, draft)
        final = self.units.has(_FINAL)
        for draft in judged:
            draft.final = final
        return judged or list(self.tolls.later(earlier, self.number, self.zone, final))

    def _drafts(self, earlier: Sequence[Draft]) -> Iterator[Draft]:
        tolls = self.tolls.by_trigger()
        before: Draft | None = None
        for place in self.units.triggers:
            unit = self.units[place]
            meant = self.readings.meant(place)
            if meant:
                form = "noun" if self.clauses.label(place) == "تعرض" else unit.form
                self.units[place] = unit = unit._replace(form=form, trigger=self.chart.lexicon.triggers.get(_TRIGGER + meant, unit.trigger))
            if (
                unit.trigger is None
                or unit.trigger.evokes not in EVENTS
                or place in self.speech
                or self.triggers.only_serves(place)
                or self.triggers.is_negated(place)
            ):
                continue
            if before is not None and is_worth(before):
                earlier = [*earlier, before]
            before = draft = self.draft(place)
            add_implied(self.clauses, draft, earlier)
            if draft.kind == "Agreement" and len(draft.values("signatory")) > 1:
                for body in (self.body_of[s] for s in draft.values("signatory") if s in self.body_of):
                    draft.add("party", body)
            for role, number in tolls.get(place, ()):
                draft.add(role, str(number))
            yield from split_by_date(self.units, draft)

    def _judged(self, draft: Draft) -> Draft | None:
        """Return a draft that tells an event; a repeated mention, or a toll, that may add to one but never make one; else nothing."""
        if self.triggers.is_process(draft):
            return None
        if is_worth(draft):
            return draft
        told = is_toll(draft) and bool(draft.values("target") or draft.values("killed") or draft.values("wounded"))
        pact = draft.kind == "Agreement" and bool(draft.topics or draft.values("place") or draft.date) and draft.status == "occurred"
        if told or (pact and self.zone == "body") or (draft.definite and (draft.arguments or draft.topics) and self.zone == "body"):
            draft.weak = draft.definite = True
            return draft
        return None

    def draft(self, place: int) -> Draft:
        """Read one trigger."""
        unit, clauses = self.units[place], self.clauses
        assert unit.trigger is not None
        carrier = clauses.carrier_verb(place)
        begin, end, kind = place if carrier is None else carrier, clauses.end(place), self.readings.kind(unit)
        rule = f"event-{unit.trigger.iri.rsplit('/', 1)[-1]}"
        draft = Draft(kind, self.number, place, unit, Evidence(clauses.extent(begin, place), rule, 0.7), zone=self.zone)
        draft.definite = unit.form not in VERBS and unit.key[len(unit.attached) :].startswith(("ال", "لل"))
        numbered = kind == "Meeting" and draft.definite and self.chart.start_in(unit.last, "ordinals") is not None  # الاجتماع السادس
        draft.led = carrier is not None or unit.form in VERBS or numbered
        frame = Frame(clauses, draft)
        self._fill_from_the_clause(frame, carrier, place, end)
        self._fill_from_around(frame, carrier, place)
        self._describe(draft, begin, place, end)
        killed_by(frame, place, end)
        hunted(frame, place)
        draft.reported_by = next((s.speaker for s in reversed(self.sayings) if s.verb < place), None)
        return draft

    def _fill_from_the_clause(self, frame: Frame, carrier: int | None, place: int, end: int) -> None:
        """Fill a frame from the subject, from what stands behind the trigger, and from between it and its light verb."""
        verb = place if carrier is None else carrier
        if self.units[verb].form in VERBS:
            subject_before(frame, verb)
            subject_behind_aside(frame, verb)
            part_of_the_subject(frame, verb)
            dual_subject(frame, verb)
        relative(frame, verb)
        if not self.triggers.is_told_of(place) and not self.triggers.is_spoken_of(place):
            fill_behind(frame, place, end)
        if carrier is None:
            return
        suffers = self.clauses.label(carrier) == "تلقى" and frame.draft.kind in ("Attack", "AirStrike")  # الضربة التي تلقتها طهران
        if not suffers:
            fill_between(frame, carrier, place)
        if self.clauses.label(carrier) in ("استضاف", "احتضن", "شهد"):
            hosted(frame, carrier)

    def _fill_from_around(self, frame: Frame, carrier: int | None, place: int) -> None:
        """Fill what a frame still lacks from earlier clauses, pronouns, the speaker and places set before the verb."""
        verb = place if carrier is None else carrier
        if not is_toll(frame.draft):
            inherited_subject(frame, verb)
        attendance(frame, carrier, place)
        roll_call(frame, place)
        repelled(frame, place)
        answered(frame, place)
        owned_move(frame, place)
        resumed(frame, verb)
        pronoun_agent(frame, place, self.latest)
        announced(frame, place, self.sayings)
        speaker_acts(frame, verb, self.sayings, self.body_of)
        purpose(frame, place)
        quarry(frame, place)
        setting_out = self.triggers.force_that_sets_out(place)
        if setting_out is not None and not frame.draft.actors():
            frame.draft.add("participant", setting_out.entity or "")
        place_before(frame, verb)

    def _describe(self, draft: Draft, begin: int, place: int, end: int) -> None:
        """Say of a draft what it is about, its name, how long, when and whether it happened."""
        unit = self.units[place]
        if draft.kind == "ForceFormation":
            first = 0 if unit.key.endswith("هما") else max(place - 5, 0)  # لواءين مشتركين … على تشكيلهما
            near = range(first, min(place + 8, len(self.units)))
            draft.of_force = any(self.readings.speaks_of_force(i) for i in near if i != place)
        draft.topics = topics_between(self.chart, self.units, place) if draft.kind == "Agreement" else []
        draft.name = event_name(self.chart, self.units, place)
        draft.duration = duration_behind(self.units, place)
        draft.date = date_of(self.clauses, self.speech, begin, place, end)
        draft.status = status_of(self.clauses, draft, begin, self.sayings, self.today)
        draft.date = coming_date(draft, self.today)
        draft.date = month_of_events(self.units, draft, begin)
        draft.past = self.units.has(_FORMER) and any(
            self.units[i].bare in _FORMER and self.units[i - 1].bare != "النظام" for i in range(max(begin - 1, 0), end)
        )
