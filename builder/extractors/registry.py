"""The explicit registry of event extractors, run over every sentence in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.chart import Chart
from builder.extractors.drafts import Draft
from builder.extractors.events import EventReader
from builder.extractors.fights import FIGHTERS
from builder.extractors.readings import GUNS
from builder.extractors.sayings import Saying
from builder.extractors.sources import nameless_source, outlet_source, speaks_without_name
from builder.extractors.speakers import opening_subject
from builder.extractors.statements import find_sayings, speech_spans
from builder.extractors.units import Line, Unit, Units
from builder.legible import unfilled
from builder.mentions import Found
from builder.merge import merge
from builder.model import DateMention, Event, Evidence
from builder.resolve import Resolver
from builder.vocabulary import BODIES

_RECALLED = 100  # what was told last, which a later sentence may go on with


def read_events(chart: Chart, found: Found, resolver: Resolver, dates: Sequence[DateMention], today: str | None) -> list[Event]:
    """Return the events and statements of a document."""
    builder = Units(chart, found, resolver, dates)
    drafts: list[Draft] = []
    sayings: list[Saying] = []
    headlines: list[Saying] = []
    anaphora: dict[str, str] = {}
    latest: str | None = None
    body_of = _bodies_of_people(found, resolver)
    enemies = {resolver.key_of[m] for m in found.mentions if m.kind == "ArmedGroup"}
    for number, sentence in enumerate(chart.doc.sentences):
        if sentence.zone == "furniture":
            continue
        units = builder.of(sentence)
        said = list(find_sayings(units, anaphora, latest))
        (headlines if sentence.zone == "headline" else sayings).extend(said)
        here = EventReader(chart, units, said, speech_spans(units), number, sentence.zone, today, body_of, latest).read(drafts[-_RECALLED:])
        latest = said[-1].speaker if said else None if speaks_without_name(units) else opening_subject(units, len(units)) or latest
        _attribute(chart, units, here)
        here = [_on_armed_group(_by_forces(_by_armed_group(d)), units) for d in here]
        for draft in here:
            _against_the_enemy(draft, units, enemies)
        drafts += here
        _remember(units, anaphora, body_of)
    for draft in drafts:
        _add_parties(draft, body_of)
    happenings = merge(drafts)
    return [h.event(chart.doc.text) for h in happenings] + _statements(_with_headlines(headlines, sayings))


def _with_headlines(headlines: Sequence[Saying], sayings: Sequence[Saying]) -> list[Saying]:
    """Add what headlines say, but for bodies that they only name in short (الجيش ينفي) and that say nothing in the text."""
    speakers = {s.speaker for s in sayings}
    return [*(h for h in headlines if not sayings or h.speaker in speakers or h.speaker.startswith(("Official:", "Post:"))), *sayings]


def _attribute(chart: Chart, units: Line, drafts: Sequence[Draft]) -> None:
    """Give the events of a sentence that no named speaker tells their outlet or their source without a name."""
    if not drafts:
        return
    nameless, outlet = nameless_source(units), outlet_source(units)
    for draft in drafts:
        if draft.reported_by is None and outlet:
            draft.reported_by = outlet[1]
        elif draft.reported_by is None and nameless and nameless[0] < draft.place:
            draft.anonymous = " ".join(unfilled(chart.doc.text[nameless[1].begin : nameless[1].end]).split())


def _bodies_of_people(found: Found, resolver: Resolver) -> dict[str, str]:
    """Return person -> the body of his first post in the article."""
    bodies: dict[str, str] = {}
    for holding in found.holdings:
        person, body = resolver.key_of.get(holding.person), resolver.body_key(holding.title)
        if person and body and body.partition(":")[0] in BODIES:
            bodies.setdefault(person, body)
    return bodies


def _by_armed_group(draft: Draft) -> Draft:
    """Turn an operation whose only actors are armed groups into an attack: سيطر التنظيم على المدينة."""
    actors = draft.values("participant")
    if draft.kind == "MilitaryOperation" and actors and all(a.startswith("ArmedGroup:") for a in actors):
        arguments = [("perpetrator" if r == "participant" else r, v) for r, v in draft.arguments]
        return replace(draft, kind="Attack", arguments=arguments, status="occurred" if draft.status == "ongoing" else draft.status)
    return draft


def _on_armed_group(draft: Draft, units: Sequence[Unit]) -> Draft:
    """Turn the killing of an armed group's men by forces into an operation: قتلت القوات خمسة من داعش."""
    draft = _killer_before(draft)
    killers, targets = draft.values("perpetrator"), draft.values("target")
    if draft.kind != "Attack" or not killers or not all(k.startswith("Force:") for k in killers):
        return draft
    label = draft.trigger.trigger.label if draft.trigger.trigger is not None else ""
    frame = draft.trigger.trigger.frame if draft.trigger.trigger is not None else ""
    shelled = any(u.bare.lstrip("بل").removeprefix("ال").startswith(GUNS) for u in units)
    storms = (
        not targets and not shelled and len(killers) == 1 and (label in ("هجوم", "هاجم", "اقتحم", "كمين") or frame == "fall")
    )  # شنت القوات هجوماً على الحويجة
    if storms or (targets and all(t.startswith("ArmedGroup:") for t in targets)):
        arguments = [("participant" if r == "perpetrator" else r, v) for r, v in draft.arguments]
        return replace(draft, kind="MilitaryOperation", arguments=arguments)
    return draft


def _against_the_enemy(draft: Draft, units: Sequence[Unit], groups: set[str]) -> None:
    """Give what forces did to fighters of a group not named there the one armed group of the article: مقتل أربعة إرهابيين بغارة."""
    if draft.kind not in ("MilitaryOperation", "AirStrike") or draft.values("target") or draft.status == "denied" or len(groups) != 1:
        return
    if groups & set(draft.actors()) or not any(a.startswith("Force:") for a in draft.actors()):
        return
    if any(u.bare.lstrip("بل").removeprefix("ال").startswith(FIGHTERS) for u in units):
        draft.add("target", next(iter(groups)))


def _killer_before(draft: Draft) -> Draft:
    """Make a force before قتل and an armed group behind it killer and killed: وكان الجهاز قد قتل … تسعة من قادة التنظيم."""
    killed = draft.values("target")
    forces, groups = [t for t in killed if t.startswith("Force:")], [t for t in killed if t.startswith("ArmedGroup:")]
    victim = draft.trigger.label == "قتل" and draft.trigger.form == "perfect"
    if not victim or not forces or not groups or draft.values("perpetrator"):
        return draft
    arguments = [("perpetrator" if v in forces and r == "target" else r, v) for r, v in draft.arguments]
    return replace(draft, arguments=arguments)


def _by_forces(draft: Draft) -> Draft:
    """Turn the arrival of forces into a deployment: وصل الفوج الأول إلى القضاء."""
    actors = draft.values("participant")
    arrives = draft.trigger.label == "وصل"
    if draft.kind == "Meeting" and arrives and actors and all(a.startswith("Force:") for a in actors) and draft.values("place"):
        return replace(draft, kind="Deployment")
    return draft


def _add_parties(draft: Draft, body_of: dict[str, str]) -> None:
    """Give an agreement without parties the bodies of those who sign it."""
    if draft.kind == "Agreement" and len(draft.values("party")) < 2:
        for signatory in draft.values("signatory"):
            if signatory in body_of:
                draft.add("party", body_of[signatory])


def _remember(units: Line, anaphora: dict[str, str], body_of: dict[str, str]) -> None:
    """Keep the bodies named so far by their head noun with the article: الخلية, القيادة; الوزارة also by its minister."""
    for unit in (units[i] for i in units.phrases):
        if unit.entity_kind == "Official" and body_of.get(unit.entity or "", "").startswith("Ministry:"):
            anaphora["الوزاره"] = body_of[unit.entity or ""]
        if unit.entity and unit.entity_kind in BODIES and unit.mention:
            words = unit.mention.name.split()
            if len(words) > 1:
                anaphora["ال" + words[0].removeprefix("ال")] = unit.entity


def _statements(sayings: Sequence[Saying]) -> list[Event]:
    """One statement a speaker, with all its evidence, its first outlet and first quotation."""
    by_speaker: dict[str, list[Saying]] = {}
    for saying in sayings:
        by_speaker.setdefault(saying.speaker, []).append(saying)
    statements = []
    for speaker, acts in by_speaker.items():
        arguments = [("speaker", speaker), *[("outlet", o) for o in dict.fromkeys(a.outlet for a in acts if a.outlet)][:1]]
        evidence: dict[object, Evidence] = {a.evidence.span: a.evidence for a in acts}
        quote = next((a.quote for a in acts if a.quote), None)
        statements.append(
            Event("Statement", "occurred", tuple(arguments), tuple(sorted(evidence.values(), key=lambda e: e.span)), quote=quote)
        )
    return statements
