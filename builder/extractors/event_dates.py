"""When an event was: which date of its sentence is its own, and not the speech's, the background's or another event's.

كشف فلان، اليوم الأحد، عن … · وفي مايو الماضي، أعلنت … · ضربتين …، إحداهما في … والثانية في …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder.dates.arithmetic import parse_day, shift
from builder.extractors.clauses import Clauses
from builder.extractors.drafts import VERBS, Draft
from builder.extractors.units import Line
from builder.model import DateMention

_BOUNDS = frozenset({"منذ", "حتي", "لغايه"})
_HOURS = frozenset("فجرا صباحا ظهرا عصرا مسا ليلا".split())


def date_of(clauses: Clauses, speech: Mapping[int, int], begin: int, place: int, end: int) -> DateMention | None:
    """Return the date nearest to the trigger in its clause, unless it is the verb of saying's or tells since when."""
    units = clauses.units
    if not units.dates:
        return None
    dates = _dates(units)
    inside = [(i, d) for i, d in dates if begin < i < end and not _is_of_speech(speech, i, begin)]
    if inside:
        return min(inside, key=lambda pair: abs(pair[0] - place))[1]
    before = [(i, d) for i, d in dates if i < begin and begin - i <= 6 and not any(clauses.is_verb(j) for j in range(i + 1, begin))]
    found = next((d for i, d in reversed(before) if not _is_of_speech(speech, i, begin)), None)
    if found is None and begin == place:  # وفي مايو الماضي، أعلنت الوزارة التوصل إلى …
        said = next((verb for verb, content in speech.items() if verb < begin and content == verb), None)
        lead = next(((i, d) for i, d in dates if said is not None and i < min(said, 4)), None)
        found = lead[1] if lead and not any(clauses.is_verb(j) for j in range((said or 0) + 1, begin)) else None
    if found is None and any(u.bare in _HOURS for u in units[begin:end]):  # أعلنت، اليوم، أن … شنه فجراً
        found = next((d for i, d in dates if _is_of_speech(speech, i, begin)), None)
    if found is None and units[begin].form in VERBS:  # انتشر منذ مطلع أيلول: when it began
        found = next((u.date for i, u in enumerate(units) if u.date and begin < i < end and units[i - 1].bare == "منذ"), None)
    return found


def only_date_before(units: Line, draft: Draft) -> DateMention | None:
    """Return the one date of the sentence where it stands before an event that has none; operations may be older than the news."""
    told = draft.status in ("occurred", "ongoing") and not draft.weak and draft.kind != "MilitaryOperation"
    dates = _dates(units)
    return dates[0][1] if told and len(dates) == 1 and dates[0][0] < draft.place else None


def _dates(units: Line) -> list[tuple[int, DateMention]]:
    """Return the dates of a sentence with their places, but those that say since or until when."""
    dated = [(i, units[i].date) for i in units.dates if i == 0 or units[i - 1].bare not in _BOUNDS]
    return [(i, date) for i, date in dated if date]


def _is_of_speech(speech: Mapping[int, int], index: int, begin: int) -> bool:
    """Tell whether a date stands between a verb of saying and what is said: كشف فلان، اليوم الأحد، عن …."""
    return any(verb < index <= content and verb < begin for verb, content in speech.items())


def coming_date(draft: Draft, today: str | None) -> DateMention | None:
    """Return the date of a planned event: a weekday alone is the next one then."""
    date = draft.date
    if date is None or draft.status != "planned" or date.rule != "date-weekday":
        return date
    issued = parse_day(today)
    if issued is None or date.value >= issued.isoformat():
        return date
    day = parse_day(date.value)
    coming = shift(day, 7) if day else None
    return date._replace(value=coming.isoformat()) if coming and coming > issued else date


def month_of_events(units: Line, draft: Draft, begin: int) -> DateMention | None:
    """Return the date of a draft without its day where it stands for days of unrest: بعد أحداث 16 أكتوبر is some day of them."""
    date = draft.date
    if date and any(units[i].date is date and units[i - 1].bare == "احداث" for i in units.dates if i > begin):
        return date._replace(value=date.value[:7])
    return date


def split_by_date(units: Line, draft: Draft) -> Iterator[Draft]:
    """Make two events of a dual that is dated twice: ضربتين …، إحداهما في … والثانية في …."""
    dates = [units[i].date for i in units.dates if i >= draft.place]
    if (
        len(dates) == 2
        and draft.trigger.bare.endswith(("ين", "ان"))
        and any(u.bare in ("احداهما", "احدهما", "الاولي") for u in units[draft.place :])
    ):
        yield replace(draft, date=dates[0], apart=True)
        yield replace(draft, date=dates[1], apart=True)
    else:
        yield draft
