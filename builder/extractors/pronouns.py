"""Whom a pronoun means: the person whose masdar it is, who speaks of his own, whose quarry is caught.

بحث بارزاني، خلال استقباله … · أكد التحالف استمرار عملياته · ألقي القبض عليه
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.drafts import VERBS, eligible
from builder.extractors.frames import Frame
from builder.extractors.sayings import Saying
from builder.extractors.units import Unit
from builder.vocabulary import ACTORS, BODIES

_WHOLES = frozenset({"Force:https://w3id.org/tansiq/id/force/iraqi-armed-forces"})  # whoever speaks for all did not do it
_OWN = ("رجال", "مفارز", "قوات", "قطعات", "مقاتل", "طائرات", "عناصر", "دوريات", "وحدات", "تشكيلات", "طيران", "مدفعي", "مسلحي")
_PRONOUNS = frozenset("انها انه انهم بانها بانه".split())


def pronoun_agent(frame: Frame, place: int, latest: str | None = None) -> None:
    """Give a masdar or verb with a pronoun its person: بحث بارزاني، خلال استقباله …; حيث استقبله …; and والتقى … the subject before."""
    unit = frame.units[place]
    if frame.draft.kind != "Meeting":
        return
    if unit.form in VERBS and (
        unit.key.endswith(("ه", "ها", "هم", "هما")) or (unit.attached.startswith("و") and len(frame.draft.actors()) < 2)
    ):
        first = next(
            (
                u
                for i, u in enumerate(frame.units[:place])
                if u.kind == "phrase"
                and u.entity_kind in ("Official", "Post")
                and not u.attached.lstrip("وف")
                and (i == 0 or frame.clauses.position(i - 1) is None)
            ),
            None,
        )
        if first:
            frame.draft.add("participant", first.entity or "")
        elif latest is not None and latest.startswith("Official:") and not unit.key.endswith("وا"):  # كما استقبله رئيس الإقليم
            frame.draft.add("participant", latest)
    if unit.form == "noun" and (has_pronoun(unit) or _had_by_the_subject(frame, place)):
        person = next(
            (
                u
                for u in reversed(frame.units[:place])
                if u.kind == "phrase" and u.entity_kind in ("Official", "Post") and not u.attached.endswith("ب")
            ),
            None,
        )
        if person:
            frame.fill("agent", person)
        elif latest is not None and latest.startswith("Official:"):  # جاء ذلك في كلمة له أثناء تفقده …
            frame.draft.add("participant", latest)


def _had_by_the_subject(frame: Frame, place: int) -> bool:
    """Tell of زيارة أجراها أمس إلى …: no subject stands behind the relative verb."""
    following = frame.units[place + 1 : place + 3]
    if not following or following[0].bare not in frame.clauses.words["cue-by"] or not following[0].bare.endswith(("ها", "ه")):
        return False
    return len(following) == 1 or following[1].kind != "phrase"


def owned_move(frame: Frame, place: int) -> None:
    """Give a move whose masdar has a pronoun the body last named: اللواء الأول سيمد انتشاره; أخلى القاعدة، وتبعها خروجه من …."""
    kinds = {"Attack": ("ArmedGroup",), "Deployment": ("Force", "ArmedGroup"), "Withdrawal": ("Force", "ArmedGroup")}
    if frame.draft.kind not in kinds or frame.draft.has_agent or not has_pronoun(frame.units[place]):
        return
    for index in range(place - 1, -1, -1):
        unit = frame.units[index]
        if unit.key in (".", "؛"):
            return
        if unit.kind == "phrase" and unit.entity_kind in kinds[frame.draft.kind]:
            frame.fill("agent", unit)
            return


def quarry(frame: Frame, place: int) -> None:
    """Take whom a pronoun behind an arrest means, the person last named: المتهم ويدعى فلان … ألقي القبض عليه."""
    if frame.draft.trigger.frame not in ("arrest", "catch") or frame.draft.values("target"):
        return
    if any(u.bare in ("عليه", "عليها", "به") for u in frame.units[place + 1 : place + 3]):
        person = next((u for u in reversed(frame.units[:place]) if u.kind == "phrase" and u.entity_kind == "Official"), None)
        if person and frame.units[place - 1].entity != person.entity:
            frame.draft.add("target", person.entity or "")


def speaker_acts(frame: Frame, begin: int, sayings: Sequence[Saying], body_of: dict[str, str]) -> None:
    """Make the speaker the agent of أنها عقدت …, and his body that of عمليات مشتركة مع …."""
    said = next((s for s in reversed(sayings) if s.verb < begin), None)
    if said is None or frame.draft.has_agent:
        return
    near, own = frame.units[max(begin - 2, 0) : begin], frame.units[frame.draft.place]
    owned = own.form not in VERBS and own.bare.endswith(("ياته", "ياتها", "اته", "اتها", "ومه", "ومها"))
    # أكد التحالف استمرار عملياته
    pronoun = any(u.bare in _PRONOUNS for u in near) or (owned and not _another_acts(frame, said, begin))
    theirs = any(
        u.kind == "word" and u.bare.startswith(_OWN) and u.bare.endswith(("ها", "ه", "هم"))
        for u in (*near, *frame.units[begin + 1 : begin + 2])  # انسحاب قواته
    )
    if theirs and not _another_acts(frame, said, begin):  # أفادت الوكالة بأن مفارزها ألقت القبض
        actor = said.speaker if said.speaker.partition(":")[0] in BODIES else body_of.get(said.speaker)
        role = next((r for r in frame.slots.get("agent", ()) if actor and eligible(frame.draft.kind, r, actor.partition(":")[0])), None)
        if role and actor:
            frame.draft.add(role, actor)
            frame.draft.has_agent = True
        return
    force = body_of.get(said.speaker, "")
    if frame.draft.kind == "MilitaryOperation" and not frame.draft.actors() and force.startswith("Force:") and force not in _WHOLES:
        frame.draft.add("participant", body_of[said.speaker])
        return
    joint = bool(frame.draft.actors()) and any(u.bare in frame.clauses.words["cue-with"] for u in frame.units[begin : begin + 7])
    actor = body_of.get(said.speaker, said.speaker) if joint and not pronoun else said.speaker
    role = next((r for r in frame.slots.get("agent", ()) if eligible(frame.draft.kind, r, actor.partition(":")[0])), None)
    if role and (pronoun or joint):
        frame.draft.add(role, actor)
        frame.draft.has_agent = True


def _another_acts(frame: Frame, said: Saying, begin: int) -> bool:
    """Tell whether another than the speaker is named between the verb of saying and the event."""
    between = (frame.units[i] for i in frame.units.phrases if said.verb < i < begin)
    return any(u.entity_kind in ACTORS and u.entity != said.speaker for u in between)


def has_pronoun(unit: Unit) -> bool:
    """Tell of a masdar with an attached pronoun: استقباله، لقائهما."""
    return (
        unit.form == "noun"
        and not unit.feminine
        and unit.key.endswith(("ه", "ها", "هم", "هما"))
        and unit.trigger is not None
        and not unit.trigger.label.endswith(("ه", "ة"))
    )
