"""Entities of the lexicon, found by their names; short forms count only where the article or a cue vouches for them."""

from __future__ import annotations

from collections.abc import Iterator

from builder.chart import Chart
from builder.lexicon import Match
from builder.model import Mention
from builder.particles import IN, PREPOSITIONS

_CUES = {"Location": ("place-kind",), "Official": ("rank",)}
_WORD_CUES = {
    "Outlet": ("outlet-heads",),
    "ArmedGroup": ("group-heads",),
    "Official": ("honorifics",),
    "PoliticalParty": ("party-heads",),
    "Force": ("force-heads", "force-carriers"),
}
_QUOTE_KEYS = frozenset('"“«‹({‘/')


def named_in_full(chart: Chart) -> frozenset[str]:
    """Return the IRIs that the article names by a form that needs no context."""
    matches = (match for found in chart.forms("entity").values() for match in found)
    return frozenset(m.label.target for m in matches if not m.label.contextual or _in_title(chart, m))


def _in_title(chart: Chart, match: Match) -> bool:
    """Tell of a body's short form right behind a post: نائب قائد العمليات المشتركة."""
    if chart.lexicon.entries[match.label.target].kind not in ("Force", "GovernmentBody"):
        return False
    return any(m.last == match.first for back in (1, 2, 3) for m in chart.at(match.first - back, "role"))


def _cued(chart: Chart, match: Match, kind: str) -> bool:
    """Tell whether a cue of its kind stands right before a short form: قضاء القائم, وكالة واع, «الصباح»."""
    before = match.first - 1
    while kind == "Outlet" and chart.key(before) in _QUOTE_KEYS:
        if chart.key(match.last) in '"”»›)}’/-':
            return True
        before -= 1
    if kind == "Location" and match.size == 1 and chart.member(match.first, "common-after-place-kind"):
        cues = {m.label.target for back in (0, 1) for m in chart.at(before - back, "place-kind") if m.last == before + 1}
        return chart.lexicon.entries[match.label.target].place_kind in cues  # ناحية السنية, but not المناطق السنية
    if kind == "Location" and _is_demonym(chart, match):
        return chart.key(match.first)[: match.start] in ("ب", "ل") if match.start else chart.key(before) in IN | PREPOSITIONS
    for label in _CUES.get(kind, ()):
        if any(m.last == before + 1 for back in (0, 1) for m in chart.at(before - back, label)):
            return True
    return any(chart.start_in(before, name) is not None for name in _WORD_CUES.get(kind, ()))


def _is_demonym(chart: Chart, match: Match) -> bool:
    """Tell of a country's name that is its adjective too: في سورية, قوات سورية."""
    return match.size == 1 and f"ال{chart.key(match.first)[match.start : -1]}" in chart.lexicon.words["demonyms"]


def find_known(chart: Chart) -> Iterator[Mention]:
    """Yield a mention for each form of the lexicon's entities; of several entities with one form, the one named in full elsewhere."""
    full, entries = named_in_full(chart), chart.lexicon.entries
    for index, matches in chart.forms("entity").items():
        if chart.zone(index) == "furniture":  # menus, tags, credits: not what the article says
            continue
        seen: set[tuple[int, int]] = set()
        for match in _by_rank(chart, matches, full) if len(matches) > 1 else matches:
            entry = entries[match.label.target]
            if (match.last, match.start) in seen:
                continue
            if match.label.contextual and match.label.target not in full and not _cued(chart, match, entry.kind):
                continue
            if entry.kind == "Location" and (_is_title_or_name(chart, match) or _is_adjective(chart, match)):
                continue
            seen.add((match.last, match.start))
            last = _without_seat(chart, match)
            rule = "lexicon-short-form" if match.label.contextual else "lexicon-name"
            confidence = 0.75 if match.label.contextual else 0.95
            yield chart.mention(
                entry.kind, match.first, last, rule, start=match.start, iri=entry.iri, confidence=confidence, subtype=entry.subtype
            )


def _by_rank(chart: Chart, matches: list[Match], full: frozenset[str]) -> list[Match]:
    """Return the forms that begin at one token, the most likely first."""
    return sorted(
        matches,
        key=lambda m: (-m.size, not _quoted_outlet(chart, m), m.start, m.label.target not in full, m.label.contextual, m.label.target),
    )


def _without_seat(chart: Chart, match: Match) -> int:
    """Return where a body's name ends before what it is in: المقر المتقدم | في كركوك; وزارة البيشمركة | بحكومة الإقليم."""
    if match.size == 1:
        return match.last
    entry = chart.lexicon.entries[match.label.target]
    if entry.kind not in ("Force", "Ministry") and not chart.key(match.first)[match.start :].removeprefix("ال").startswith("لجنه"):
        return match.last
    for index in range(match.first + 1, match.last):
        key = chart.key(index)
        inside = chart.key(index + 1) if key == "في" else key[1:] if key.startswith("ب") and 1 in chart.tokens[index].stems else ""
        if inside.startswith(("حكوم", "برلمان", "البرلمان", "مجلس", "اقليم")) or (key == "في" and index == match.last - 2):
            return index
    return match.last


def _quoted_outlet(chart: Chart, match: Match) -> bool:
    """Tell of a paper that bears the name of a place, in quotes: لـ«الشرق الأوسط»."""
    return (
        match.label.contextual
        and chart.lexicon.entries[match.label.target].kind == "Outlet"
        and chart.key(match.first - 1) in _QUOTE_KEYS
        and chart.key(match.last) in '"”»›)}’'
    )


def _is_adjective(chart: Chart, match: Match) -> bool:
    """Tell of tanwin, which no place's name bears in the news: رتلاً تركيًا."""
    span = chart.span(match.first, match.last, match.start)
    return "\N{ARABIC FATHATAN}" in chart.text[span.begin : span.end]


def _is_title_or_name(chart: Chart, match: Match) -> bool:
    """Tell of a place's name inside a person's: صلاح الدين حسن; علي الغربي after a given name. شمال is one, and most often a side."""
    before = match.first - 1
    return (
        match.size == 1
        and match.start == 0
        and chart.member(before, "given-names")
        and chart.key(before) not in IN
        and not chart.is_stop(before)
        and not chart.is_verb(before)
        and not chart.at(before, "place-kind")
        and not any(chart.lexicon.entries[m.label.target].kind == "Location" for m in chart.at(before, "entity"))
    )
