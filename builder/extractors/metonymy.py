"""A place that acts is its government: اتفقت بغداد وأربيل; التعاون بين العراق وإيران; بقيادة واشنطن."""

from __future__ import annotations

from collections.abc import Sequence

from builder.chart import Chart, retitle
from builder.model import Mention
from builder.text import QUOTES

_PASSES_OVER = frozenset("زار يزور تشهد شهدت شهدته شهدتها غادر وصل دخل".split())
_SUBJECT_BEFORE = frozenset("كان كانت ان بان فيما بينما".split())
_PRONOUNS = frozenset("اليه اليها منه منها فيه فيها عليه عليها به بها له لها عنه عنها".split())  # الاتفاق الذي توصلت إليه بغداد


def as_governments(chart: Chart, mentions: Sequence[Mention], sending: frozenset[int] = frozenset()) -> list[Mention]:
    """Return the mentions with each place that acts turned into the government that the lexicon says it stands for.

    `sending` are the tokens of the places that send an envoy: سفيرة الولايات المتحدة.
    """
    acting: set[int] = {m.first for m in mentions if m.first in sending}
    by_first = {m.first: m for m in mentions}
    for mention in mentions:
        if _government(chart, mention) and _acts(chart, mention):
            acting.add(mention.first)
            acting.update(_coordinated(chart, mention, by_first))
    return [_turned(chart, m) if m.first in acting and _government(chart, m) else m for m in mentions]


def _government(chart: Chart, mention: Mention) -> str | None:
    entry = chart.lexicon.entries.get(mention.iri or "")
    if mention.kind != "Location" or entry is None or mention.attribute("placeKind"):
        return None
    return entry.stands_for


def _turned(chart: Chart, mention: Mention) -> Mention:
    iri = _government(chart, mention)
    return retitle(mention, kind="Government", iri=iri, rule="place-that-acts", confidence=0.8, subtype=None)


def _attached(mention: Mention, chart: Chart) -> str:
    """Return the particles attached in front of a mention."""
    return chart.key(mention.first)[: chart.start_of(mention)]


def _acts(chart: Chart, mention: Mention) -> bool:
    """Tell whether a place stands where only an actor can."""
    before, particles = mention.first - 1, _attached(mention, chart)
    if particles.endswith(("ب", "ك")) or chart.zone(mention.first) == "furniture":
        return False
    if chart.key(before) == "و":
        before -= 1
    if chart.key(before) in _PRONOUNS:
        before -= 1
    if particles == "" and _is_finite_verb(chart, before) and not _takes_places(chart, before):
        return True
    if particles == "" and (_addressed(chart, before) or _in_relative(chart, before)):
        return True
    if particles == "و" and _feminine_verb(chart, mention.last) and not _joins_a_place(chart, mention):  # ...وبغداد تستدعي السفير
        return True
    if chart.key(before).lstrip("و") in _SUBJECT_BEFORE and particles == "" and _verb_follows(chart, mention.last):
        return True
    if chart.key(before) == "بين" or chart.key(before) == "وبين":
        return _between(chart, before, mention)
    if chart.member(before, "acting-contexts") and particles == "" and _is_capital_or_country(chart, mention):
        return chart.start_in(before - 1, "boundary-contexts") is None
    return (
        particles == ""
        and _leads_sentence(chart, mention)
        and (
            (chart.is_verb(mention.last) and any(a.form in ("imperfect", "future", "perfect") for a in chart.analyses(mention.last)))
            or _feminine_verb(chart, mention.last)
            or _pair_leads(chart, mention)
        )
    )


def _addressed(chart: Chart, index: int) -> bool:
    """Tell of a participle of saying that has the place for its object: مطالبا بغداد بتجنيد …; متهما أنقرة."""
    return any(
        a.form == "word" and a.lemma in chart.lexicon.triggers and chart.lexicon.triggers[a.lemma].evokes == "Statement"
        for a in chart.analyses(index)
    ) and not chart.is_stop(index)


def _in_relative(chart: Chart, index: int) -> bool:
    """Tell of a verb with an object pronoun in a relative clause, whose subject comes next: المهلة التي حددتها طهران."""
    return (
        chart.is_word(index)
        and chart.key(index).endswith(("تها", "ته", "تهم", "تهما"))
        and chart.key(index - 1) in ("التي", "الذي", "ما", "مما", "كما", "اللذين", "اللتين")
        and not chart.key(index).startswith(("احتضن", "استضاف", "شهد"))
    )


def _feminine_verb(chart: Chart, index: int) -> bool:
    """Tell of a present verb that a city or country has for subject: تستدعي، تدرس، تتفقان; no masdar (تشكيل)."""
    key = chart.key(index)
    return (
        chart.is_word(index)
        and key.startswith(("ت", "ست"))
        and len(key) > 3
        and not chart.is_stop(index)
        and not (len(key) == 5 and key[3] == "ي")
        and not key.endswith(("ه", "ات"))
        and not chart.sets(index)
        and not chart.at(index, "entity")
    ) or any(a.form in ("imperfect", "future") and key.startswith(("ت", "ست")) for a in chart.analyses(index))


def _joins_a_place(chart: Chart, mention: Mention) -> bool:
    """Tell of a place that و joins to one right before: في بغداد وأربيل تتواصل ...."""
    return any(chart.lexicon.entries[m.label.target].kind == "Location" for m in chart.at(mention.first - 1, "entity"))


def _pair_leads(chart: Chart, mention: Mention) -> bool:
    """Tell of two that lead a headline with what they do, or a colon: بغداد وأربيل تتفقان على …; بغداد وطهران: …."""
    joined = [m for m in chart.at(mention.last, "entity") if m.start == 1 and chart.lexicon.entries[m.label.target].kind == "Location"]
    if not joined or not chart.key(mention.last).startswith("و"):
        return False
    behind = joined[0].last
    return chart.key(behind) == ":" or _feminine_verb(chart, behind) or chart.is_verb(behind)


def _verb_follows(chart: Chart, index: int) -> bool:
    """Tell whether a verb follows a place, and places joined to it: وكانت بغداد وطهران قد أبرمتا; أن طهران لم تعد."""
    for position in range(index, min(index + 6, chart.limit(index - 1))):
        if chart.key(position) in ("قد", "لم", "لن", "سوف", "كانت", "كانتا", "كان") or chart.is_verb(position):
            return True
        if chart.tokens[position].kind == "punct" and chart.key(position) in QUOTES:
            continue
        if chart.start_in(position, "demonyms") is None and not any(m.start for m in chart.at(position, "entity")):
            return False
    return False


def _is_finite_verb(chart: Chart, index: int) -> bool:
    return any(a.form in ("perfect", "imperfect", "future") for a in chart.analyses(index)) and not chart.is_stop(index)


def _takes_places(chart: Chart, index: int) -> bool:
    """Tell of verbs whose object is a place: دخلت، غادر، استعادت، حررت."""
    return (
        any(
            chart.lexicon.triggers[a.lemma].evokes in ("MilitaryOperation", "Deployment", "Withdrawal", "Attack")
            for a in chart.analyses(index)
            if a.lemma in chart.lexicon.triggers
        )
        and chart.key(index)[:1] not in ("ا",)
        and not chart.key(index).startswith(("تدفع", "دفع", "ترسل", "تعزز"))
    ) or _passes_over(chart, index)


def _passes_over(chart: Chart, index: int) -> bool:
    return chart.key(index) in _PASSES_OVER or chart.key(index).startswith(("احتضن", "استضاف"))


def _between(chart: Chart, index: int, mention: Mention) -> bool:
    """Tell of بين before actors: not where borders, roads and areas lie between places."""
    window = [chart.key(i) for i in range(max(index - 4, 0), index)]
    geographic = chart.lexicon.words.get("boundary-contexts", frozenset())
    if any(word.lstrip("وبلف") in geographic or word in geographic for word in window) and "متنازع" not in " ".join(window):
        return False
    return _is_capital_or_country(chart, mention)


def _is_capital_or_country(chart: Chart, mention: Mention) -> bool:
    entry = chart.lexicon.entries.get(mention.iri or "")
    return bool(entry and (entry.stands_for or entry.place_kind in ("capital", "country")))


def _leads_sentence(chart: Chart, mention: Mention) -> bool:
    return (
        mention.first == 0
        or chart.limit(mention.first - 1) == mention.first
        or chart.key(mention.first - 1) in ("فيما", "بينما", "ان", "،", ":", "لكن")
    )


def _coordinated(chart: Chart, mention: Mention, by_first: dict[int, Mention]) -> list[int]:
    """Return the places joined to an acting one by و: بغداد وأربيل."""
    found, index = [], mention.last
    while index < chart.limit(mention.first):
        if chart.key(index) in ("و", "وبين", "»", '"'):
            index += 1
        following = by_first.get(index)
        if (
            following is None
            or following.kind != "Location"
            or not (_attached(following, chart) == "و" or chart.key(index - 1) in ("و", "وبين"))
        ):
            break
        found.append(index)
        index = following.last
    return found
