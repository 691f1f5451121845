"""Hierarchy, containment and seats that the text states.

partOf: الفرقة 14 في الجيش العراقي · locatedIn: قرية معيزيلة ببلدة مخمور · basedIn: مراكز التنسيق … في ديالى وكركوك
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.chart import Chart
from builder.model import Evidence, Mention, Span

_DIRECTIONS = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب وسط بوسط شمالا".split())
_INSIDE = frozenset("في ب ضمن داخل بداخل".split())
_HOLDS_PLACES = frozenset("مركز عاصمة عاصمه حدود اطراف نواحي".split())
_WINGS = frozenset({"الجناح", "الذراع", "جناح", "ذراع"})
_UNIT_KINDS = frozenset({"Force", "GovernmentBody", "Ministry", "CoordinationCentre"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two mentions."""

    kind: str
    subject: Mention
    object: Mention
    evidence: Evidence


def _tie(chart: Chart, kind: str, a: Mention, b: Mention, rule: str, confidence: float = 0.85) -> Tie:
    return Tie(kind, a, b, Evidence(Span(min(a.span.begin, b.span.begin), max(a.span.end, b.span.end)), rule, confidence))


def particles(chart: Chart, mention: Mention) -> str:
    """Return the particles attached in front of a mention: "ب", "وب", "ل"; للشرطة counts as ل."""
    token = chart.tokens[mention.first]
    width = 0
    while width < len(token.key) and width < 3 and mention.span.begin > token.span.begin + width:
        width += 1
    attached = token.key[:width]
    return attached + "ل" if token.key[width : width + 2] == "لل" else attached


def find_relations(chart: Chart, mentions: Sequence[Mention]) -> Iterator[Tie]:
    """Yield the ties between neighbours in each sentence."""
    for sentence in chart.doc.sentences:
        inside = [m for m in mentions if sentence.first <= m.first < sentence.last]
        for left, right in itertools.pairwise(inside):
            gap = [chart.key(i) for i in range(left.last, right.first) if chart.tokens[i].kind == "word"]
            marks = [chart.key(i) for i in range(left.last, right.first) if chart.tokens[i].kind != "word"]
            yield from _containment(chart, inside, left, right, gap, marks)
            for tie in _hierarchy(chart, left, right, gap, marks):
                yield tie
                yield from _fellow_units(chart, inside, tie)
        yield from _seats(chart, inside)
        yield from _sides_of_the_governorate(chart, inside, mentions)


def _containment(chart: Chart, inside: list[Mention], left: Mention, right: Mention, gap: list[str], marks: list[str]) -> Iterator[Tie]:
    if left.kind != "Location" or right.kind != "Location" or left.name == right.name:
        return
    attached = particles(chart, right).lstrip("وف")
    belongs = any(chart.start_in(i, "containment") is not None for i in range(left.last, right.first))
    rule = None
    if belongs and len(gap) <= 3 and (attached.endswith(("ل", "ب")) or set(gap) & {"في", "ضمن", "ل", "الي"}) and "من" not in gap:
        rule = "place-belongs-to"
    elif (
        (not marks and attached == "ب" and len(gap) == 0)
        or (len(gap) == 1 and gap[0] in _INSIDE and set(marks) <= {"،"})
        or (gap and gap[0] == "ضمن" and len(gap) <= 3)
    ):
        rule = "place-in-place"
    elif gap and gap[-1].lstrip("ول") in _HOLDS_PLACES and len(gap) <= 2 and gap[-1] != "حدود":
        rule = "place-centre-of"
    elif 1 <= len(gap) <= 2 and all(g.lstrip("ب") in _DIRECTIONS for g in gap) and _is_governorate(chart, right, countries=True):
        rule = "place-side-of-governorate"
    if rule is None or _is_country(chart, left) or (_is_governorate(chart, left) and not _is_governorate(chart, right) and not belongs):
        return
    yield _tie(chart, "locatedIn", left, right, rule)
    index = inside.index(left)
    while rule in ("place-in-place", "place-belongs-to") and index > 0 and _joined(chart, inside[index - 1], inside[index]):
        index -= 1
        yield _tie(chart, "locatedIn", inside[index], right, rule, 0.75)


def _sides_of_the_governorate(chart: Chart, inside: list[Mention], mentions: Sequence[Mention]) -> Iterator[Tie]:
    """Yield قضاء الدبس، شمال غربي المحافظة: the governorate is the one last named."""
    for place in inside:
        if place.kind != "Location":
            continue
        index = place.last
        while chart.key(index).lstrip("ب") in _DIRECTIONS | {"،", "في", "ضمن"} and index < place.last + 4:
            index += 1
        if index > place.last and chart.key(index) in ("المحافظه", "بالمحافظه"):
            holders = [m for m in mentions if m.kind == "Location" and m.last <= place.first and _is_governorate(chart, m)]
            if holders and holders[-1].name != place.name:
                yield _tie(chart, "locatedIn", place, holders[-1], "place-side-of-the-governorate", 0.75)


def _joined(chart: Chart, a: Mention, b: Mention) -> bool:
    """Tell whether two places stand side by side in a list: داقوق والحويجة."""
    between = [chart.key(i) for i in range(a.last, b.first)]
    return a.kind == b.kind == "Location" and ((between in ([], ["،"]) and particles(chart, b) == "و") or between == ["و"])


def _is_country(chart: Chart, mention: Mention) -> bool:
    """Tell of a country, which lies in no other place: سفارة ليبيا في القاهرة."""
    entry = chart.lexicon.entries.get(mention.iri or "")
    return entry is not None and entry.place_kind == "country"


def _is_governorate(chart: Chart, mention: Mention, *, countries: bool = False) -> bool:
    """Tell of a place so wide that a side of it lies inside: غربي محافظة كركوك; with `countries`, شمالي العراق too."""
    entry = chart.lexicon.entries.get(mention.iri or "")
    kinds = ("governorate", "country", "region") if countries else ("governorate",)
    return mention.attribute("placeKind") == "governorate" or bool(entry and entry.place_kind in kinds)


def _hierarchy(chart: Chart, left: Mention, right: Mention, gap: list[str], marks: list[str]) -> Iterator[Tie]:
    if (
        left.kind not in _UNIT_KINDS
        or right.kind not in _UNIT_KINDS | {"Government", "PoliticalParty", "Location"}
        or left.name == right.name
    ):
        return
    attached = particles(chart, right).lstrip("وف")
    belongs = any(chart.start_in(i, "containment") is not None for i in range(left.last, right.first))
    if belongs and len(gap) <= 3 and right.kind != "Location" and (attached.endswith("ل") or set(gap) & {"ل", "الي", "ب", "في", "من"}):
        yield _tie(chart, "partOf", left, right, "body-belongs-to")
    elif right.kind != "Location" and attached.endswith("ل") and len(gap) <= 2 and set(gap) & _WINGS:
        yield _tie(chart, "partOf", left, right, "body-wing-of")  # قوات الدفاع الشعبي، الجناح المسلح لحزب …
    elif right.kind == "Location" or (marks and set(marks) - {'"', "“", "«"}):
        return
    elif left.kind == "Force" and not gap and attached == "ل" and right.kind == "Force":
        yield _tie(chart, "partOf", left, right, "body-of-body")
    elif gap == ["في"] or (not gap and attached == "ب"):
        units = left.subtype == "MilitaryUnit" and right.kind == "Force" and (attached != "ب" or right.subtype == "MilitaryUnit")
        inside = units or right.kind in (
            ("Ministry", "Government") if attached == "ب" else ("Force", "Ministry", "Government", "GovernmentBody")
        )
        if left.kind in ("Force", "Ministry", "GovernmentBody") and inside:
            yield _tie(chart, "partOf", left, right, "body-in-body", 0.8)
    elif gap == ["من"] and left.subtype == "MilitaryUnit" and right.kind == "Force":
        yield _tie(chart, "partOf", left, right, "unit-of-body", 0.8)


def _fellow_units(chart: Chart, inside: list[Mention], tie: Tie) -> Iterator[Tie]:
    """Yield the tie for the units joined to its subject: اللواءين 126 و102 في البيشمركة."""
    index = inside.index(tie.subject)
    while (
        index
        and inside[index - 1].subtype == "MilitaryUnit"
        and inside[index - 1].last == inside[index].first
        and particles(chart, inside[index]) in ("و", "")
    ):
        index -= 1
        yield _tie(chart, tie.kind, inside[index], tie.object, tie.evidence.rule, 0.75)


def _seats(chart: Chart, inside: list[Mention]) -> Iterator[Tie]:
    """Coordination centres and forces said to sit in places: ووزعت هذه المراكز في ديالى وكركوك; تتمركز في."""
    for body in inside:
        if body.kind not in ("CoordinationCentre", "Force"):
            continue
        places = [m for m in inside if m.kind == "Location" and m.first >= body.last]
        if not places:
            continue
        first = places[0]
        between = [chart.key(i) for i in range(body.last, first.first)]
        seated = (
            chart.key(body.first - 1).lstrip("وتي").startswith("تمركز")
            or chart.key(body.first - 1).lstrip("وت").startswith("مركز")
            or any("متمركز" in k or k.lstrip("وتي").startswith(("تمركز", "مركز", "مقر", "وزع", "توزع")) for k in between)
            or chart.key(body.first - 1).lstrip("ول") in ("مقر", "معسكر")
        )
        introduced = (between[-1:] and between[-1] in ("في", "بـ", "ب")) or particles(chart, first).endswith("ب")
        near = body.kind == "CoordinationCentre" and len(between) <= 3
        if introduced and (seated or near) and len(between) <= 14:
            yield _tie(chart, "basedIn", body, first, "body-sits-in", 0.75)
            for left, right in itertools.pairwise(places):
                if not _joined(chart, left, right):
                    break
                yield _tie(chart, "basedIn", body, right, "body-sits-in", 0.75)
