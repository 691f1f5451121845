"""A map without tiles: spots over the outlines of Iraq's governorates, all of Iraq or the surroundings of one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from builder.site.drawing.frame import Frame, around, covered, whole
from builder.site.drawing.ground import area_names, bar_box, ground, inset, inset_box, scale_bar, told
from builder.site.drawing.outlines import Outlines, outlines
from builder.site.drawing.placing import Box, beside, rows
from builder.site.drawing.placing import around as circle_box
from builder.site.drawing.shapes import Spot
from builder.site.drawing.svg import LINE, SIZE, dot, drawing, fitted, items, link, paint, rtl, tag, text, width
from builder.site.drawing.words import word

MOST, _LISTED, _OUTSIDE = 150, 40, 200.0  # spots shown, those of them outside that are listed, and how wide the name of such a one may be
_CLOSE_HIGH = 0.75  # of its width: how high a close-up is
_REACH = (0.3, 1.4)  # degrees of latitude that a close-up reaches up and down, at least and at most
_AREA_REACH = 2.0  # and at most where it is of a governorate; of a larger one the whole of Iraq is shown
_NEAREST = 6  # other spots that it should hold
_RADIUS, _MANY = (4.0, 18.0), 60  # of the lightest and the heaviest spot; more spots than this are smaller
_RING = 4.0  # pixels from the rim of the focus to its ring
_LABELLED, _WORDS = 80, 150.0  # how many spots may have a name to be seen, and how wide it may be


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A spot as it is drawn: its middle and radius."""

    spot: Spot
    x: float
    y: float
    radius: float


def draw_map(
    spots: Sequence[Spot],
    *,
    lang: str,
    title: str,
    focus: Spot | None = None,
    governorates: Mapping[str, str] | None = None,
    wide: float = 640,
    more: str = "",
) -> str:
    """Return a map of spots: of all of Iraq, or around the focus where outlines reach it, with a small map that says where that is.

    The area of a circle tells its spot's weight; the heaviest have their names beside them as long as there is room, the others in a
    tooltip. A spot that is a governorate is no circle: its whole area is tinted. `governorates` holds addresses of the other ones by IRI.
    Spots outside are listed below. The heaviest 150 spots are shown, of those outside 40; how many more there are is said, and `more` is
    the address where they are.
    """
    known = outlines()
    areas = {area.iri for area in known.governorates}
    ordered = _ordered(spots, focus)
    wholes = {spot.iri: spot for spot in reversed(ordered) if spot.iri in areas}
    points = [spot for spot in ordered if spot.iri not in areas]
    frame, close = _frame(known, points, focus, wide)
    inside: list[Spot] = []
    outside: list[Spot] = []
    for spot in points[:MOST]:
        (inside if frame.holds(spot.longitude, spot.latitude, 1.0) else outside).append(spot)
    drawn = _sized(inside, frame)
    taken = [circle_box(d.x, d.y, d.radius) for d in drawn] + [bar_box(frame), *([inset_box(frame)] if close else [])]
    names, taken = _names(drawn, frame, taken, focus)
    parts = [
        *ground(known, frame, governorates or {}, wholes, focus, lang),
        area_names(known, frame, taken, wholes, lang),
        _circles(drawn, names, focus, lang),
        scale_bar(frame, lang),
        inset(known, inset_box(frame), frame) if close else "",
        tag("rect", paint("line", width=frame.wide, height=frame.high)),
    ]
    below, high = _listed(outside[:_LISTED], len(outside[_LISTED:]) + len(points[MOST:]), more, frame, lang)
    inner = tag("svg", {"width": frame.wide, "height": frame.high, "viewBox": f"0 0 {frame.wide:.1f} {frame.high:.1f}"}, *parts)
    about = word("map_about", lang, len(inside) + len(wholes), len(outside))
    return drawing("map", title, about, (frame.wide, high), [inner, below], lang)


def _ordered(spots: Sequence[Spot], focus: Spot | None) -> list[Spot]:
    """Return each spot once, the focus first, then the heaviest."""
    every = {*spots, *([focus] if focus else [])}
    return sorted(every, key=lambda s: (s != focus, -s.weight, s.label, s.href, s.latitude, s.longitude, s.kind, s.note, s.iri))


def _frame(known: Outlines, spots: Sequence[Spot], focus: Spot | None, wide: float) -> tuple[Frame, bool]:
    """Return the frame and whether it is a close-up: around a governorate, or around a place as far as the spots nearest to it lie."""
    if focus is None or not covered(focus.longitude, focus.latitude):
        return whole(wide), False
    longitude, latitude = focus.longitude, focus.latitude
    area = next((area for area in known.governorates if area.iri == focus.iri), None)
    if area:
        corners = [corner for ring in area.rings for arc in ring for corner in known.arcs[arc if arc >= 0 else ~arc]]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        longitude, latitude = (min(across) + max(across)) / 2, (min(up) + max(up)) / 2
        reach = max(max(up) - min(up), (max(across) - min(across)) * _CLOSE_HIGH) / 2 * 1.15
        if reach > _AREA_REACH:
            return whole(wide), False
    else:
        away = sorted(hypot(s.longitude - longitude, s.latitude - latitude) for s in spots if s != focus)[:_NEAREST]
        reach = min(max(away[-1] * 1.15 if away else 0.7, _REACH[0]), _REACH[1])
    return around(longitude, latitude, reach, wide, wide * _CLOSE_HIGH), True


def _sized(spots: Sequence[Spot], frame: Frame) -> list[_Drawn]:
    most = max((spot.weight for spot in spots), default=1)
    least, largest = _RADIUS[0], _RADIUS[1] * (0.75 if len(spots) > _MANY else 1)
    found = []
    for spot in spots:
        x, y = frame.xy(spot.longitude, spot.latitude)
        found.append(_Drawn(spot, x, y, max(least, largest * sqrt(max(spot.weight, 0) / most) if most > 1 else least + 1.5)))
    return found


def _names(drawn: Sequence[_Drawn], frame: Frame, taken: list[Box], focus: Spot | None) -> tuple[dict[Spot, str], list[Box]]:
    """Return the names that find room, the focus first, then the heaviest, and all that is taken then."""
    room = Box(2, 2, frame.wide - 2, frame.high - 2)
    names: dict[Spot, str] = {}
    for one in drawn[:_LABELLED]:
        shown = fitted(one.spot.label, _WORDS)
        radius = one.radius + (_RING if one.spot == focus else 0)
        others = [box for box in taken if box != circle_box(one.x, one.y, one.radius)]
        put = beside(one.x, one.y, radius, shown, room, others, backwards=rtl(shown))
        if put:
            names[one.spot] = text(put.x, put.y, shown, put.side, bold=one.spot == focus)
            taken = [*taken, put.box]
    return names, taken


def _circles(drawn: Sequence[_Drawn], names: Mapping[Spot, str], focus: Spot | None, lang: str) -> str:
    """Return the spots as a list, the light ones on top of the heavy ones."""
    found = []
    for one in drawn:
        spot = one.spot
        circle = dot(spot.kind, one.x, one.y, one.radius, "0.75")
        ring = tag("circle", paint("ring", cx=one.x, cy=one.y, r=one.radius + _RING, stroke_width=2)) if spot == focus else ""
        found.append(link(spot.href, told(spot, lang), circle, ring, names.get(spot, "")))
    return items(word("places", lang), found, haloed=True)


def _listed(outside: Sequence[Spot], others: int, more: str, frame: Frame, lang: str) -> tuple[str, float]:
    """Return the links of spots that lie outside in rows below the map, with how many others there are; and how high all is then."""
    if not outside and not others:
        return "", frame.high
    backwards = lang == "ar"
    side, top = "left" if backwards else "right", frame.high + LINE
    heading, rest = word("outside", lang) if outside else "", word("others", lang, others) if others else ""
    names = [fitted(spot.label, _OUTSIDE) for spot in outside]
    places = rows([width(words) + 14 for words in (heading, *names, rest)], frame.wide - 8, backwards=backwards)
    spots = [(x + 4, y + top) for x, y in places]
    links = [
        link(spot.href, told(spot, lang), text(*at, name, side, underlined=bool(spot.href)))
        for spot, name, at in zip(outside, names, spots[1:], strict=False)
    ]
    if rest:
        links.append(link(more, rest, text(*spots[-1], rest, side, part="" if more else "quiet", underlined=bool(more))))
    begin = text(*spots[0], heading, side, part="quiet") if heading else ""
    return begin + items(heading or rest, links), spots[-1 if rest else -2][1] + SIZE
