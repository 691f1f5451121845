"""Whether an event occurred, goes on, is planned or is denied: from tense, modality, negation and dates."""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.clauses import Clauses
from builder.extractors.drafts import VERBS, Draft
from builder.extractors.sayings import Saying

_ORDERS = frozenset("اوامر قرار توجيهات تقرر قرر امر وجه موافقه مقترح خطه".split())
_NEXT = frozenset("المقبل المقبله القادم القادمه قريب وشيك مرتقب مرتقبه".split())
_RELATED = frozenset("صله علاقه قبل بعد قبيل بعيد خلال اثنا عقب اثر منذ دور مسؤوليه تورط ضلوع وقوف ورا".split())
_NOT_SO = frozenset({"لا", "عار", "عن"})


def status_of(clauses: Clauses, draft: Draft, begin: int, sayings: Sequence[Saying], today: str | None) -> str:
    """Return "occurred", "ongoing", "planned" or "denied"; `begin` is where the trigger's light verb or the trigger itself stands."""
    if _denied(clauses, draft, begin, sayings):
        return "denied"
    if _planned(clauses, draft, begin, today):
        return "planned"
    if draft.kind in ("MilitaryOperation", "AirStrike") and _goes_on(clauses, draft, begin, today):
        return "ongoing"
    return "occurred"


def _denied(clauses: Clauses, draft: Draft, begin: int, sayings: Sequence[Saying]) -> bool:
    """Tell of نفى …, and of لا صحة له, عار عن الصحة, لا أساس له behind the event."""
    if clauses.is_asserted(begin):
        return False
    latest = next((s for s in reversed(sayings) if s.verb < begin), None)
    if latest is not None and latest.denies and not _only_related(clauses, latest.verb, begin):
        return True
    cues = clauses.words["denial-cues"]
    if not clauses.units.has(cues) or not clauses.units.has(_NOT_SO):
        return False
    near = {u.bare for u in clauses.units[max(begin - 3, 0) : begin]}
    if near & cues and near & _NOT_SO:  # لا صحة لانسحاب …
        return True
    window = clauses.units[draft.place : draft.place + 16]
    return any(u.kind == "word" and u.bare in cues for u in window) and any(u.bare in _NOT_SO for u in window)


def _only_related(clauses: Clauses, verb: int, begin: int) -> bool:
    """Tell of an event that what is denied only has to do with: نفى أن تكون للمناقلة صلة بهجوم داعش; نفى انسحاب وحدات … قبل الهجوم."""
    return any(u.bare in _RELATED for u in clauses.units[max(begin - 2, verb + 1) : begin])


def _planned(clauses: Clauses, draft: Draft, begin: int, today: str | None) -> bool:
    """Tell of the future: ستنطلق، من المقرر، قرب، المقبل, a date to come, what an agreement or order provides for."""
    units, unit = clauses.units, clauses.units[draft.place]
    if units[begin].form == "future" or unit.form == "future":
        return True
    if _begins_later(clauses, draft.place):
        return True
    if begin > 1 and units[begin - 1].bare == "ان" and units[begin - 2].bare == "علي" and units[begin].form == "imperfect":
        return True  # على أن تنسحب منها الفصائل
    before = units[max(begin - 4, 0) : begin]
    if unit.form not in VERBS and any(
        u.kind == "word" and _is_future_shape(u.bare) for u in units[max(begin - 2, 0) : begin]
    ):  # سيمد انتشاره
        return True
    if any((u.bare in clauses.words["future-cues"] and u.bare not in _NEXT) or (u.frame == "future") for u in before):
        return True
    if any(u.bare in _NEXT for u in units[draft.place + 1 : draft.place + 4]):
        return True
    if draft.date and today and draft.date.value > today[: len(draft.date.value)]:
        return True
    if _serves_a_plan(clauses, draft, begin):
        return True
    return unit.form not in VERBS and begin == draft.place and begin > 0 and _promised(clauses, draft, begin)


def _begins_later(clauses: Clauses, place: int) -> bool:
    """Tell of an event whose own verb, before any mark, is of the future: عملية مشتركة للجيش … ستنطلق."""
    units = clauses.units
    verbs = [i for i in units.triggers if place < i < place + 12 and units[i].form == "future" and clauses.is_helper(i)]
    return any(all(u.kind != "mark" for u in units[place:i]) for i in verbs)


def _is_future_shape(word: str) -> bool:
    """Tell of a verb of the future that no lexicon holds, by its shape: سيمد, not سيارة."""
    return (
        len(word) > 3
        and word.startswith("سي")
        and not word.startswith(("سيار", "سياس", "سيطر", "سيد", "سير", "سيل", "سيف", "سين", "سيما", "سياد"))
    )


def _serves_a_plan(clauses: Clauses, draft: Draft, begin: int) -> bool:
    """Tell of a meeting that a journey to come is for: سيصل إلى كركوك للقاء شيوخها."""
    unit = clauses.units[draft.place]
    purpose = unit.form == "noun" and (unit.attached.endswith("ل") or unit.key.startswith("لل"))
    if draft.kind != "Meeting" or not purpose:
        return False
    verb = next((i for i in range(begin - 1, max(begin - 14, -1), -1) if clauses.units[i].form in VERBS), None)
    if verb is None:
        return False
    ahead = any(u.bare in clauses.words["future-cues"] for u in clauses.units[max(verb - 3, 0) : verb])
    return clauses.units[verb].form == "future" or ahead


def _promised(clauses: Clauses, draft: Draft, begin: int) -> bool:
    """Tell of a masdar that an agreement or order provides for: اتفقتا … على تشكيل; أوامر بسحب."""
    unit, before = clauses.units[begin], clauses.units[begin - 1]
    if draft.kind == "Attack":
        return False
    if before.bare in ("تقرر", "قرر", "اقر", "قررت", "اقرت", "يعتزم", "تعتزم"):  # لواءين تقرر تشكيلهما
        return True
    if (before.bare != "علي" and not unit.attached.endswith(("ب", "ل"))) or (draft.kind == "Agreement" and draft.definite):
        return False
    return any((u.evokes == "Agreement") or u.bare in _ORDERS for u in clauses.units[max(begin - 14, 0) : begin])


def _goes_on(clauses: Clauses, draft: Draft, begin: int, today: str | None) -> bool:
    """Tell of an operation that was launched on the article's day, or is told in the present."""
    governing = clauses.units[begin]
    launching = governing.frame == "launch"
    of_today = draft.date is not None and today is not None and draft.date.value == today
    before = [u.bare for u in clauses.units[max(begin - 2, 0) : begin]]
    told_back = before[-1:] == ["ان"] and before[:1] != ["ان"] and before[0] in ("قبل", "دون", "بعد")  # قبل أن تستعيده
    trigger = draft.trigger.trigger
    lasts = draft.kind == "MilitaryOperation" and trigger is not None and trigger.frame == "operation"  # an arrest or a strike is over
    done = (
        trigger is not None and trigger.frame in ("capture", "arrest") and governing is clauses.units[draft.place]
    )  # القوات تستعيد الجامعة
    present = (
        governing.form == "imperfect" and not done and not told_back and not governing.attached.endswith("ل")
    )  # ليقصف, told of what was
    return (launching and (draft.date is None or of_today)) or present or (of_today and lasts)
