"""Hierarchy, containment and seats that the text states.

partOf: الفرقة 14 في الجيش العراقي · locatedIn: قرية معيزيلة ببلدة مخمور · basedIn: مراكز التنسيق … في ديالى وكركوك
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.chart import Chart
from builder.model import Evidence, Mention, Span

_DIRECTIONS = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي الشمال الجنوب الشرق الغرب وسط بوسط شمالا".split())
_WAY = _DIRECTIONS | {"،", "في", "ضمن"}
_INSIDE = frozenset("في ب ضمن داخل بداخل".split())
_HOLDS_PLACES = frozenset("مركز عاصمة عاصمه حدود اطراف نواحي".split())
_WINGS = frozenset({"الجناح", "الذراع", "جناح", "ذراع"})
_FAR = 5  # words between two mentions; nothing ties what stands farther apart
_UNIT_KINDS = frozenset({"Force", "GovernmentBody", "Ministry", "CoordinationCentre"})
_BELONGING_KINDS = _UNIT_KINDS | {"PoliticalParty", "ArmedGroup"}
_HOLDERS = _UNIT_KINDS | {"Government", "PoliticalParty", "ArmedGroup", "Location"}


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
    key = chart.key(mention.first)
    attached = key[: min(chart.start_of(mention), 3)]
    return attached + "ل" if key.startswith("لل", len(attached)) else attached


def find_relations(chart: Chart, mentions: Sequence[Mention]) -> Iterator[Tie]:
    """Yield the ties between neighbours in each sentence."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[chart.limit(mention.first)].append(mention)
    for sentence in chart.doc.sentences:
        inside = by_sentence.get(sentence.last)
        if inside is None:
            continue
        for left, right in itertools.pairwise(inside):
            if left.kind == right.kind == "Location":
                yield from _containment(chart, inside, left, right)
            elif left.kind in _BELONGING_KINDS and right.kind in _HOLDERS:
                for tie in _hierarchy(chart, left, right):
                    yield tie
                    yield from _fellow_units(chart, inside, tie)
        yield from _seats(chart, inside)
        yield from _of_the_one_before(chart, inside)
        yield from _comprised(chart, inside)
        yield from _bodies_of_the_ministry(chart, inside, mentions)
        yield from _fronted(chart, sentence.first, inside)
        yield from _sides_of_the_governorate(chart, inside, mentions)


def _is_a_part(chart: Chart, left: Mention, right: Mention) -> bool:
    """Tell الساحل الأيسر لمدينة الموصل and ناحية برطلة لقضاء الحمدانية from الرقة لواشنطن: words say what kind of place one is."""
    return bool(chart.at(left.first, "place-kind") or chart.at(right.first, "place-kind")) or chart.definite(left.first)


def _gap(chart: Chart, left: Mention, right: Mention) -> tuple[list[str], list[str]]:
    """Return the words and the marks between two mentions."""
    between = chart.tokens[left.last : right.first]
    return [t.key for t in between if t.kind == "word"], [t.key for t in between if t.kind != "word"]


def _containment(chart: Chart, inside: list[Mention], left: Mention, right: Mention) -> Iterator[Tie]:
    """Yield which of two neighbouring places lies in the other, and the places listed with it."""
    gap, marks = _gap(chart, left, right)
    if left.name == right.name or len(gap) > _FAR:
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
    elif gap and gap[-1].lstrip("ول") in _HOLDS_PLACES and len(gap) <= 2 and gap[-1].lstrip("و") != "حدود":
        rule = "place-centre-of"
    elif not gap and not marks and attached == "ل" and _is_a_part(chart, left, right):
        rule = "place-of-place"  # الساحل الأيسر لمدينة الموصل
    elif _on_a_slope(chart, right, gap):
        rule = "place-on-a-slope"
    elif _beside(chart, left, right, gap):
        rule = "place-side-of-governorate"
    elif gap[-1:] == ["ضمن"] and len(gap) <= 5 and {"المحيطه", "القريبه", "المجاوره"} & set(gap):
        rule = "place-in-place"  # جبل قره جوغ والقرى المحيطة به ضمن قضاء مخمور
    if rule is None or _is_country(chart, left) or (_is_governorate(chart, left) and not _is_governorate(chart, right) and not belongs):
        return
    yield _tie(chart, "locatedIn", left, right, rule)
    index = inside.index(left)
    while rule in ("place-in-place", "place-belongs-to") and index > 0 and _joined(chart, inside[index - 1], inside[index]):
        index -= 1
        if _is_governorate(chart, inside[index], countries=True):
            return  # والدبس في محافظة كركوك وخانقين في محافظة ديالى
        yield _tie(chart, "locatedIn", inside[index], right, rule, 0.75)


def _on_a_slope(chart: Chart, right: Mention, gap: list[str]) -> bool:
    """Tell of قرية خدرجيجة على سفح جبل قرجوخ."""
    return len(gap) == 2 and gap[0] in ("علي", "في", "عند") and gap[1].startswith("سف") and _kind(chart, right) in ("mountain", None)


def _beside(chart: Chart, left: Mention, right: Mention, gap: list[str]) -> bool:
    """Tell of a side of what holds a place: غربي محافظة كركوك, في شمال العراق; وسط الموصل; a quarter جنوب غربي بغداد."""
    words = [g.lstrip("ب") for g in gap if g not in ("في", "العاصمه", "العراقيه", "مدينه")]
    if not 1 <= len(words) <= 2 or len(gap) > 4 or not all(w in _DIRECTIONS for w in words):
        return False
    return _is_governorate(chart, right, countries=True) or words == ["وسط"] or _kind(chart, left) in ("quarter", "neighbourhood")


def _kind(chart: Chart, mention: Mention) -> str | None:
    """Return the kind of a place, as its own word or the lexicon says it."""
    entry = chart.lexicon.entries.get(mention.iri or "")
    return mention.attribute("placeKind") or (entry.place_kind if entry else None)


def _sides_of_the_governorate(chart: Chart, inside: list[Mention], mentions: Sequence[Mention]) -> Iterator[Tie]:
    """Yield قضاء الدبس، شمال غربي المحافظة: the governorate is the one last named."""
    for place in inside:
        if place.kind != "Location":
            continue
        index = place.last
        while chart.key(index).lstrip("ب") in _WAY and index < place.last + 4:
            index += 1
        if index > place.last and chart.key(index) in ("المحافظه", "بالمحافظه"):
            wide = [m for m in mentions if m.kind == "Location" and _is_governorate(chart, m)]
            holder = last_named(chart, place.first, wide, mentions)
            if holder is not None and holder.name != place.name:
                yield _tie(chart, "locatedIn", place, holder, "place-side-of-the-governorate", 0.75)


def last_named(chart: Chart, index: int, places: Sequence[Mention], mentions: Sequence[Mention]) -> Mention | None:
    """Return which of the places المحافظة at `index` is: the last one before, be it in a body's name (شرطة ديالى), but none of several."""
    among = frozenset(places)
    for mention in reversed([m for m in mentions if m.last <= index]):
        if mention in among:
            several = any(_joined(chart, *pair) for pair in itertools.pairwise(mentions) if mention in pair)
            return None if several else mention
        if mention.kind in _HOLDERS and mention.kind != "Location":
            words = {chart.key(i) for i in range(mention.first, mention.last)}
            named = [m for m in places if chart.key(m.last - 1) in words]
            if named:
                return named[0]
    return None


def _joined(chart: Chart, a: Mention, b: Mention) -> bool:
    """Tell whether two places stand side by side in a list: داقوق والحويجة."""
    between = chart.keys(a.last, b.first)
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


def _hierarchy(chart: Chart, left: Mention, right: Mention) -> Iterator[Tie]:
    """Yield of which body a body before it is a part."""
    gap, marks = _gap(chart, left, right)
    if left.name == right.name or len(gap) > _FAR:
        return
    attached = particles(chart, right).lstrip("وف")
    belongs = any(chart.start_in(i, "containment") is not None for i in range(left.last, right.first))
    if belongs and len(gap) <= 3 and right.kind != "Location" and (attached.endswith("ل") or set(gap) & {"ل", "الي", "ب", "في", "من"}):
        yield _tie(chart, "partOf", left, right, "body-belongs-to")
    elif right.kind != "Location" and (attached.endswith("ل") or gap[-1:] == ["ل"]) and len(gap) <= 4 and set(gap) & _WINGS:
        yield _tie(chart, "partOf", left, right, "body-wing-of")  # قوات الدفاع الشعبي، الجناح المسلح لحزب …
    elif left.kind not in _UNIT_KINDS or right.kind == "ArmedGroup":
        return
    elif (
        left.subtype == "MilitaryUnit"
        and right.kind == "Force"
        and (gap == ["فمن"] or (gap[:1] in (["وهو"], ["وهي"]) and gap[1:] in (["من"], ["في"])))
    ):
        yield _tie(chart, "partOf", left, right, "unit-of-body", 0.8)  # الفوج الأول، وهو من اللواء 43
    elif right.kind == "Location" or (marks and set(marks) - {'"', "“", "«"}):
        return
    elif left.kind == "Force" and not gap and attached == "ل" and right.kind == "Force":
        yield _tie(chart, "partOf", left, right, "body-of-body")
    elif gap == ["في"] or (not gap and attached == "ب"):
        whole = attached != "ب" or right.subtype == "MilitaryUnit" or chart.key(right.first).startswith("بال")  # استعانت الفرقة 14 بقوات …
        units = left.subtype == "MilitaryUnit" and right.kind == "Force" and whole
        inside = units or right.kind in (
            ("Ministry", "Government") if attached == "ب" else ("Force", "Ministry", "Government", "GovernmentBody")
        )
        if left.kind in ("Force", "Ministry", "GovernmentBody") and inside:
            yield _tie(chart, "partOf", left, right, "body-in-body", 0.8)
    elif gap == ["من"] and left.subtype == "MilitaryUnit" and right.kind == "Force":
        yield _tie(chart, "partOf", left, right, "unit-of-body", 0.8)


def _of_the_one_before(chart: Chart, inside: list[Mention]) -> Iterator[Tie]:
    """Yield what a pronoun ties: قالت الهيئة إن اللواءين 13 و25 التابعين لها; قضاء هيت وناحية كبيسة التابعة له."""
    for number, mention in enumerate(inside):
        if chart.start_in(mention.last, "containment") is None or chart.key(mention.last + 1) not in ("له", "لها"):
            continue
        if mention.kind == "Location":
            holder = inside[number - 1] if number and inside[number - 1].kind == "Location" else None
        elif mention.kind == "Force":
            holder = next((m for m in inside[:number] if m.kind in _UNIT_KINDS and m.subtype != "MilitaryUnit"), None)
        else:
            holder = None
        if holder is None:
            continue
        tie = _tie(chart, "locatedIn" if mention.kind == "Location" else "partOf", mention, holder, "belongs-to-the-one-before", 0.75)
        yield tie
        yield from _fellow_units(chart, inside, tie)


def _comprised(chart: Chart, inside: list[Mention]) -> Iterator[Tie]:
    """Yield what a force is said to comprise: القيادة تضم فصائل الحشد وقوات البيشمركة; قطعات البيشمركة من بينها قطعات زيرفاني."""
    for left, right in itertools.pairwise([m for m in inside if m.kind == "Force"]):
        if left.subtype == "MilitaryUnit":
            continue
        gap = chart.words(left.last, right.first)
        if len(gap) > 5 or not (set(gap) & {"تضم", "يضم", "بينها", "ومنها"}):
            continue
        parts, index = [right], inside.index(right) + 1
        while index < len(inside) and inside[index].kind == "Force" and inside[index].first - parts[-1].last <= 1:
            joined = chart.key(parts[-1].last).startswith("و") or particles(chart, inside[index]).startswith("و")
            if not joined:
                break
            parts.append(inside[index])
            index += 1
        for part in parts:
            yield _tie(chart, "partOf", part, left, "body-comprises", 0.7)


def _bodies_of_the_ministry(chart: Chart, inside: list[Mention], mentions: Sequence[Mention]) -> Iterator[Tie]:
    """Yield مديرية العلاقات في الوزارة: a body of the ministry last named."""
    for body in inside:
        if body.kind != "GovernmentBody" or chart.key(body.last) != "في" or chart.key(body.last + 1) != "الوزاره":
            continue
        ministries = [m for m in mentions if m.kind == "Ministry" and m.last <= body.first]
        if ministries:
            yield _tie(chart, "partOf", body, ministries[-1], "body-in-the-ministry", 0.7)


_WIDTH = {
    "quarter": 0,
    "neighbourhood": 0,
    "village": 1,
    "town": 2,
    "subdistrict": 2,
    "city": 3,
    "district": 3,
    "governorate": 5,
    "region": 6,
}


def _fronted(chart: Chart, first: int, inside: list[Mention]) -> Iterator[Tie]:
    """Yield places of a report that a wider place opens: وفي ديالى، انفجرت عبوة … في قرية المخيسة."""
    opening = first + (chart.key(first).lstrip("و") in ("اما", "ف"))
    if chart.key(opening).lstrip("وف") not in ("ي", "في") or chart.key(opening) not in ("وفي", "في", "ففي"):
        return
    front = next((m for m in inside if m.kind == "Location" and m.first == opening + 1), None)
    width = _WIDTH.get(_kind(chart, front) or "", 0) if front else 0
    if front is None or width < 3:
        return
    previous = front
    for place in inside[inside.index(front) + 1 :]:
        narrow = place.kind == "Location" and _WIDTH.get(_kind(chart, place) or "", 9) < min(width, 4)
        entered = chart.key(place.first - 1) in ("في", "داخل", "قرب") or particles(chart, place).lstrip("وف") == "ب"
        listed = previous is not front and _joined(chart, previous, place)
        if narrow and place.name != front.name and (entered or listed) and not _held(chart, inside, place):
            yield _tie(chart, "locatedIn", place, front, "place-in-fronted-place", 0.7)
            previous = place


def _held(chart: Chart, inside: list[Mention], place: Mention) -> bool:
    """Tell whether the next place holds this one, so that the wider one does so only in the end."""
    index = inside.index(place)
    following = inside[index + 1] if index + 1 < len(inside) else None
    if following is None or following.kind != "Location":
        return False
    return any(True for _ in _containment(chart, inside, place, following))


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
        between = chart.keys(body.last, first.first)
        if any(m.kind in _UNIT_KINDS for m in inside if body.last <= m.first < first.first):
            continue
        spread = any("وزع" in k for k in between)
        seated = (
            "تمركز" in chart.key(body.first - 1)
            or any("تمركز" in k or k in ("ومقره", "ومقرها", "مقرها", "مقره") for k in between)
            or chart.key(body.first - 1).lstrip("ول") in ("مقر", "معسكر")
            or (spread and body.kind == "CoordinationCentre")
            or (body.kind == "CoordinationCentre" and any("فتتح" in k or k in ("منها", "منهما") for k in between))
            or _is_headquarters(chart, body)
        )
        before = between[-1] if between else ""
        introduced = before in ("في", "بـ", "ب", "ومقره", "ومقرها") or (spread and before == "علي") or particles(chart, first).endswith("ب")
        near = body.kind == "CoordinationCentre" and len(between) <= 3
        reach = 30 if spread and "المراكز" in between else 14  # ووزعت هذه المراكز في ديالى وكركوك
        if introduced and (seated or near) and len(between) <= reach:
            yield _tie(chart, "basedIn", body, first, "body-sits-in", 0.75)
            for left, right in itertools.pairwise(places):
                if not _joined(chart, left, right):
                    break
                yield _tie(chart, "basedIn", body, right, "body-sits-in", 0.75)
    for place, body in itertools.pairwise(inside):  # قاعدة زليكان التي يتمركز فيها الجيش التركي بناحية بعشيقة
        if place.kind != "Location" or body.kind != "Force":
            continue
        between = chart.keys(place.last, body.first)
        if len(between) == 3 and "تمركز" in between[1] and between[0] == "التي":
            yield _tie(chart, "basedIn", body, place, "body-sits-in", 0.8)
            holder = next((m for m in inside if m.first == body.last and m.kind == "Location"), None)
            if holder and particles(chart, holder).endswith("ب"):
                yield _tie(chart, "locatedIn", place, holder, "place-in-place", 0.75)


def _is_headquarters(chart: Chart, body: Mention) -> bool:
    """Tell of a headquarters, which is where it is: المقر المتقدم للعمليات المشتركة في كركوك."""
    return chart.key(body.first).lstrip("ول") in ("المقر", "مقر") or " المقر " in f" {body.name} "
