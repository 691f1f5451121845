"""Places: a place-kind word with a name, in lists too, known or not; the holder that the text gives; disputed status.

قرية معيزيلة ببلدة مخمور · قرى حفتة غار ودارا وعلي التابعة لقضاء داقوق · منطقة طريفاوي الواقعة …
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.chart import Chart
from builder.folding import fold_words
from builder.model import Mention

_PLURAL = frozenset({"governorate", "district", "subdistrict", "village", "town", "city", "neighbourhood", "area", "oilfield"})
_LOOSE = frozenset(
    {
        "area",
        "city",
        "road",
        "region",
        "facility",
        "base",
        "camp",
        "airport",
        "oilfield",
        "bridge",
        "valley",
        "dam",
        "country",
        "province",
        "capital",
    }
)
_NO_NAME = frozenset({"region", "country", "province", "capital"})
SITES = frozenset({"camp", "airport", "dam", "mountain", "bridge", "base", "prison"})
_SINGULAR = {"governorate": "محافظه", "district": "قضا", "subdistrict": "ناحيه", "village": "قريه", "town": "بلده", "city": "مدينه"}
_ELSEWHERE = frozenset({"كذلك", "غيرها", "ذلك", "منها", "بين"})
_PARTS = frozenset("تل جبل نهر وادي عين خان كهف شيخ".split())
_PLURAL_FORMS = fold_words(
    "قضاءي قضاءا قري قريتي قريتا محافظات محافظتي محافظتا اقضيه قضائي نواحي ناحيتي ناحيتا مدن مدينتي مدينتا بلدات "
    "بلدتي بلدتا احياء مناطق منطقتي منطقتا حقول حقلي حقلا"
)


def _known_place(chart: Chart, index: int, kind: str, form: str) -> tuple[int, str, int] | None:
    """Return (end, IRI, start) of a lexicon place at a token, short forms included since a cue stands before.

    Of places with one name, the one of the kind that the cue says: محافظة كركوك is not the city.
    """
    found = [m for m in chart.at(index, "entity") if chart.lexicon.entries[m.label.target].kind == "Location"]
    if not found:
        return None
    match = found[0]
    name = chart.text_key(index, match.last, match.start)
    named = chart.lexicon.entity(f"{form} {name}", "Location") or chart.lexicon.entity(f"{_SINGULAR.get(kind, form)} {name}", "Location")
    of_kind = next(
        (m.label.target for m in found if m.last == match.last and chart.lexicon.entries[m.label.target].place_kind == kind), None
    )
    if named is None and of_kind is None and kind in SITES:  # مخيم مخمور lies in no way where مخمور does
        return None
    return match.last, named.iri if named else of_kind or match.label.target, match.start


def _site_end(chart: Chart, index: int, kind: str) -> int | None:
    """Return the end of a known place's name that names a camp, an airport, a mountain beside it: مخيم مخمور."""
    if kind not in SITES:
        return None
    found = [m for m in chart.at(index, "entity") if chart.lexicon.entries[m.label.target].kind == "Location" and m.start == 0]
    return found[0].last if found else None


def _unknown_name(chart: Chart, index: int, kind: str) -> int | None:
    """Return the index after a place name that no list holds."""
    limit, end = chart.limit(index), index
    if kind in _NO_NAME:
        return None
    while end < limit and end < index + 3 and _can_name(chart, end, first=end == index, kind=kind):
        end += 1
        if end == index + 1 and end + 1 < limit and kind in ("village", "town", "subdistrict") and _second_part(chart, end):
            return end + 1
        if (
            end < limit
            and chart.key(end - 1) not in ("ابو", "تل", "ام", "عين", "بني", "ابي", "شيخ", "نهر", "خان", "حفته", "جبل", "وادي", "كهف")
            and not _extends(chart, end)
        ):
            break
    return end if end > index else None


def _can_name(chart: Chart, index: int, *, first: bool, kind: str) -> bool:
    if (
        not chart.is_word(index)
        or chart.is_stop(index)
        or chart.is_verb(index)
        or (len(chart.key(index)) < 3 and chart.key(index) not in _PARTS)
    ):
        return False
    if first and chart.key(index).startswith("و") and (1 in chart.tokens[index].stems or chart.at(index + 1, "place-kind")):
        return False  # قرى وبساتين منطقة الوقف
    if (
        first
        and chart.member(index, "common-words")
        and not _named_by_a_word(chart, index, kind)
        and chart.key(index) not in _PARTS
        and not chart.member(index, "given-names", "family-names")
    ):
        return False
    if chart.member(index, "common-after-place-kind", "containment", "disputed-cues", "demonyms", "name-adjectives"):
        return False
    if first and chart.at(index, "place-kind") and not (chart.key(index) in _PARTS and kind in ("village", "area", "town")):
        return False
    key = chart.key(index)
    if first and kind in _LOOSE:
        return key.startswith("ال") or (not key.endswith(("ه", "ين", "ات")) and _stands_alone(chart, index))
    return first or key.startswith("ال") or chart.member(index, "given-names", "family-names") or not any(chart.tokens[index].stems[1:])


def _named_by_a_word(chart: Chart, index: int, kind: str) -> bool:
    """Tell of a place whose name is a common word, by what stands around it: في حي النداء بمدينة كركوك."""
    before = chart.key(index - 2)
    entered = before in ("في", "من", "علي", "قرب", "الي") or chart.key(index - 1).startswith("ب")
    closed = _stands_alone(chart, index) or any(m.start == 1 for m in chart.at(index + 1, "place-kind"))
    return kind in ("neighbourhood", "village", "town", "subdistrict") and chart.definite(index) and entered and closed


def _second_part(chart: Chart, index: int) -> bool:
    """Tell of the second word of a name that no list holds, by what closes it: قرية قايا | باشي | بناحية آلتون كوبري."""
    following = index + 1
    closed = not chart.is_word(following) or chart.start_in(following, "containment") is not None
    held = any(m.start == 1 for m in chart.at(following, "place-kind")) or chart.key(following) in ("في", "ضمن")
    return (
        chart.is_word(index)
        and not chart.is_stop(index)
        and not chart.is_verb(index)
        and not chart.definite(index)
        and not chart.member(index, "common-words", "containment", "demonyms", "given-names")
        and not any(chart.tokens[index].stems[1:])
        and not chart.key(index).startswith("و")
        and not chart.at(index, "place-kind")
        and (closed or held)
    )


def _stands_alone(chart: Chart, index: int) -> bool:
    """Tell whether after the word comes what comes after a name: a mark, a preposition, التابعة."""
    following = index + 1
    return (
        following >= chart.limit(index)
        or not chart.is_word(following)
        or chart.is_stop(following)
        or chart.start_in(following, "containment") is not None
    )


def _extends(chart: Chart, index: int) -> bool:
    """Tell whether a second word belongs to an unknown name: نهر الامام, تل أحمد, البو حمد."""
    return (
        chart.definite(index)
        and chart.start_in(index, "containment") is None
        and not chart.key(index - 1).startswith("ال")
        and chart.is_word(index)
    )


def _cue(chart: Chart, index: int) -> tuple[str, int, int, str] | None:
    """Return (kind, end, start, form) of a place-kind word at a token."""
    match = chart.longest(index, "place-kind")
    return (match.label.target, match.last, match.start, match.label.form) if match else None


def cued_places(chart: Chart, index: int) -> Iterator[Mention]:
    """A place-kind word with one name: قضاء مخمور, قرية كلوزي."""
    cue = _cue(chart, index)
    if cue is None:
        return
    kind, end, start, form = cue
    name = chart.skip_quotes(end)
    if name >= chart.limit(index) or (kind == "capital" and chart.at(name, "place-kind")):  # الرمادي عاصمة محافظة الأنبار
        return
    known = _known_place(chart, name, kind, form)
    site = _site_end(chart, name, kind) if known is None else None
    if site and not chart.key(end - 1).startswith("ال"):
        full = chart.text_key(index, site, start)
        yield chart.mention(
            "Location", index, site, "place-built", start=start, name=full, attributes=(("placeKind", kind),), confidence=0.75
        )
        return
    attributes = (("placeKind", kind),)
    first, begin = (
        (name, 0) if form in _PLURAL_FORMS or chart.key(end - 1).startswith("ال") else (index, start)
    )  # محافظات نينوى وديالى: the plural is no part of a name
    if known and known[2] == 0:
        yield chart.mention(
            "Location",
            first,
            known[0],
            "place-with-kind",
            start=begin,
            name=chart.text_key(name, known[0]),
            iri=known[1],
            attributes=attributes,
            confidence=0.95,
        )
        last = known[0]
    else:
        if chart.key(end - 1).startswith("ال") and kind != "base":
            return
        stop = _unknown_name(chart, name, kind)
        if stop is None:
            return
        confidence = 0.65 if kind in _LOOSE else 0.8
        yield chart.mention(
            "Location",
            first,
            stop,
            "place-built",
            start=begin,
            name=chart.text_key(name, stop),
            attributes=attributes,
            confidence=confidence,
        )
        last = stop
    if form in _PLURAL_FORMS:
        yield from _listed(chart, last, kind)


def _listed(chart: Chart, index: int, kind: str) -> Iterator[Mention]:
    """The further names of a list after a plural: … ودارا وعلي ومنصور."""
    limit = chart.limit(index)
    while index < limit:
        if chart.key(index) in ("،", ","):
            index += 1
        key, start = chart.key(index), 1
        if key == "و":
            index, start = index + 1, 0
        elif not key.startswith("و"):
            return
        index = chart.skip_quotes(index)
        places = [m for m in chart.at(index, "entity") if m.start == start and chart.lexicon.entries[m.label.target].kind == "Location"]
        if places:
            yield chart.mention(
                "Location",
                index,
                places[0].last,
                "place-in-list",
                start=start,
                iri=places[0].label.target,
                attributes=(("placeKind", kind),),
            )
            index = places[0].last
            continue
        if (
            not chart.is_word(index)
            or len(key) < 4
            or (chart.is_stop(index) and start not in chart.tokens[index].stems)
            or chart.is_verb(index)
            or chart.start_in(index, "common-after-place-kind", "containment") is not None
            or key[start:] in _ELSEWHERE
        ):
            return
        if chart.at(index + 1, "place-kind"):  # قرى وبساتين منطقة الوقف
            return
        stop = index + 1
        if chart.definite(stop) and chart.start_in(stop, "containment") is None:
            stop += 1
        yield chart.mention("Location", index, stop, "place-in-list", start=start, attributes=(("placeKind", kind),), confidence=0.65)
        index = stop


def find_places(chart: Chart) -> Iterator[Mention]:
    """Yield the places that a place-kind word introduces."""
    for index in chart.forms("place-kind"):
        if chart.is_word(index) and chart.zone(index) != "furniture":
            yield from cued_places(chart, index)


def repeated_places(chart: Chart, built: list[Mention]) -> Iterator[Mention]:
    """Yield the later mentions of unknown places by their bare names: قرية كلاوبيان … سكان كلاوبيان."""
    names = {m.name: m for m in built if m.rule == "place-built" and m.iri is None and len(m.name) > 3}
    openings = {name.split()[0] for name in names}
    taken = {i for m in built for i in range(m.first, m.last)}
    for index, start in chart.words_among(openings):
        if index in taken or chart.zone(index) == "furniture":
            continue
        for width in (2, 1):
            last = min(index + width, chart.limit(index))
            key = chart.text_key(index, last, start)
            if key in names and key not in chart.lexicon.words["common-words"]:
                yield chart.mention("Location", index, last, "place-repeated", start=start, name=key, confidence=0.7)
                break
