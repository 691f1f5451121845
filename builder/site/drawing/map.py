"""A map without tiles: spots over the outlines of Iraq's governorates, all of Iraq or the surroundings of one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from builder.site.drawing.colours import node_class, node_colours
from builder.site.drawing.frame import KM, Frame, around, covered, lines, outline, projected, whole
from builder.site.drawing.outlines import Area, Outlines, Point, outlines
from builder.site.drawing.placing import Box, beside, rows, words_box
from builder.site.drawing.placing import around as circle_box
from builder.site.drawing.shapes import Spot
from builder.site.drawing.svg import LINE, SIZE, drawing, escaped, fitted, items, link, over_lines, paint, rtl, tag, text, width
from builder.site.drawing.words import named, word

_CLOSE_HIGH = 0.75  # of its width: how high a close-up is
_REACH = (0.3, 1.4)  # degrees of latitude that a close-up reaches up and down, at least and at most
_NEAREST = 6  # other spots that it should hold
_RADIUS = (4.0, 18.0)  # of the lightest and the heaviest spot
_RING = 4.0  # pixels from the rim of the focus to its ring
_LABELLED, _WORDS = 80, 150.0  # how many spots may have a name to be seen, and how wide it may be
_LISTED = 40  # spots outside the map that are listed
_INSET, _BARS = 92.0, (5, 10, 20, 25, 50, 100, 200)  # the width of the small map; kilometres a scale bar may have
_AREAS, _COUNTRIES = 11.0, 12.0  # sizes of letters


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
) -> str:
    """Return a map of spots: of all of Iraq, or around the focus where outlines reach it, with a small map that says where that is.

    `governorates` holds addresses by IRI: those governorates are links. The area of a circle tells its spot's weight; the heaviest have
    their names beside them as long as there is room, the others in a tooltip. Spots outside are listed below, at most forty by weight.
    """
    known = outlines()
    frame = _frame(spots, focus, wide)
    close = frame.high != whole(wide).high
    ordered = sorted(
        {*spots, *([focus] if focus else [])}, key=lambda s: (-s.weight, s.label, s.href, s.latitude, s.longitude, s.kind, s.note)
    )
    inside: list[Spot] = []
    outside: list[Spot] = []
    for spot in ordered:
        (inside if frame.holds(spot.longitude, spot.latitude, 1.0) else outside).append(spot)
    drawn = _sized(inside, frame)
    corner = _inset_box(frame) if close else None
    taken = [circle_box(d.x, d.y, d.radius) for d in drawn] + ([corner] if corner else []) + [_bar_box(frame)]
    names, taken = _names(drawn, frame, taken, focus)
    ground = _ground(known, frame, governorates or {}, lang)
    parts = [*ground, _area_names(known, frame, taken, lang), _circles(drawn, names, focus, lang), _scale(frame, lang)]
    if corner and focus:
        parts.append(_inset(known, corner, frame))
    parts.append(tag("rect", paint("line", width=frame.wide, height=frame.high)))
    below, high = _listed(outside, frame, lang)
    inner = tag("svg", {"width": frame.wide, "height": frame.high, "viewBox": f"0 0 {frame.wide:.1f} {frame.high:.1f}"}, *parts)
    about = word("map_about", lang, len(inside), len(outside))
    return drawing("map", title, about, (frame.wide, high), [inner, below], lang)


def _frame(spots: Sequence[Spot], focus: Spot | None, wide: float) -> Frame:
    """Return all of Iraq, or around the focus as far as the spots nearest to it lie."""
    if focus is None or not covered(focus.longitude, focus.latitude):
        return whole(wide)
    away = sorted(hypot(s.longitude - focus.longitude, s.latitude - focus.latitude) for s in spots if s != focus)[:_NEAREST]
    reach = min(max(away[-1] * 1.15 if away else 0.7, _REACH[0]), _REACH[1])
    return around(focus.longitude, focus.latitude, reach, wide, wide * _CLOSE_HIGH)


def _sized(spots: Sequence[Spot], frame: Frame) -> list[_Drawn]:
    most = max((spot.weight for spot in spots), default=1)
    least, largest = _RADIUS
    if len(spots) > 60:
        largest *= 0.75
    found = []
    for spot in spots:
        x, y = frame.xy(spot.longitude, spot.latitude)
        found.append(_Drawn(spot, x, y, max(least, largest * sqrt(max(spot.weight, 0) / most) if most > 1 else least + 1.5)))
    return found


def _ground(known: Outlines, frame: Frame, addresses: Mapping[str, str], lang: str) -> list[str]:
    """Return what lies below the spots: water, land, lakes and lines."""
    arcs = projected(known, frame)
    abroad = "".join(outline(area.rings, arcs, frame) for area in known.neighbours)
    land = []
    for area in known.governorates:
        shape = outline(area.rings, arcs, frame)
        if shape:
            governorate = tag("path", paint("land", "within", d=shape, stroke_width=0.8))
            land.append(link(addresses.get(area.iri, ""), area.ar if lang == "ar" else area.en, governorate))
    lakes = "".join(outline(lake, arcs, frame) for lake in known.lakes)
    return [
        tag("rect", paint("water", width=frame.wide, height=frame.high)),
        tag("path", paint("abroad", "within", d=abroad, stroke_width=0.8)),
        items(word("governorates", lang), land),
        tag("path", paint("water", d=lakes)) if lakes else "",
        _line("region", lines(known.region, arcs, frame), 1.8, "7 3 1.5 3", word("region", lang)),
        _line("border", lines(known.border, arcs, frame), 1.6),
    ]


def _line(part: str, path: str, thick: float, dash: str = "", name: str = "") -> str:
    look = paint(part, d=path, stroke_width=thick, stroke_dasharray=dash, stroke_linejoin="round")
    return tag("path", look, *([tag("title", {}, escaped(name))] if name else [])) if path else ""


def _names(drawn: Sequence[_Drawn], frame: Frame, taken: list[Box], focus: Spot | None) -> tuple[dict[Spot, str], list[Box]]:
    """Return the names that find room, the focus first, then the heaviest, and all that is taken then."""
    room = Box(2, 2, frame.wide - 2, frame.high - 2)
    names: dict[Spot, str] = {}
    for one in sorted(drawn[:_LABELLED], key=lambda d: d.spot != focus):
        shown = fitted(one.spot.label, _WORDS)
        radius = one.radius + (_RING if one.spot == focus else 0)
        others = [box for box in taken if box != circle_box(one.x, one.y, one.radius)]
        put = beside(one.x, one.y, radius, shown, room, others, backwards=rtl(shown))
        if put:
            names[one.spot] = text(put.x, put.y, shown, put.side, bold=one.spot == focus)
            taken = [*taken, put.box]
    return names, taken


def _area_names(known: Outlines, frame: Frame, taken: Sequence[Box], lang: str) -> str:
    """Return the names of countries and governorates that lie on nothing else."""
    found, boxes = [], list(taken)
    everywhere = [(area, _COUNTRIES) for area in known.neighbours] + [(area, _AREAS) for area in known.governorates]
    for area, size in everywhere:
        spot = _name_spot(area, frame)
        if spot is None:
            continue
        words = area.name(lang)
        box = words_box(spot[0], spot[1] + size * 0.3, width(words, size), "middle", size)
        if box.inside(Box(0, 0, frame.wide, frame.high)) and not any(box.meets(other) for other in boxes):
            boxes.append(box)
            found.append(text(spot[0], spot[1] + size * 0.3, words, "middle", part="quiet", size=size))
    return tag("g", {"aria-hidden": "true"}, *found) if found else ""


def _name_spot(area: Area, frame: Frame) -> Point | None:
    return frame.xy(*area.at) if area.at else None


def _circles(drawn: Sequence[_Drawn], names: Mapping[Spot, str], focus: Spot | None, lang: str) -> str:
    """Return the spots as a list, the light ones on top of the heavy ones."""
    found = []
    for one in drawn:
        spot = one.spot
        fill, rim = node_colours(spot.kind)
        look: dict[str, str | float] = {
            "cx": one.x,
            "cy": one.y,
            "r": one.radius,
            "class": node_class(spot.kind),
            "fill": fill,
            "stroke": rim,
        }
        circle = tag("circle", look | {"fill-opacity": "0.75"})
        ring = tag("circle", paint("ring", cx=one.x, cy=one.y, r=one.radius + _RING, stroke_width=2)) if spot == focus else ""
        found.append(link(spot.href, _told(spot, lang), circle, ring, over_lines(names[spot]) if spot in names else ""))
    return items(word("places", lang), found)


def _told(spot: Spot, lang: str) -> str:
    kind = "" if spot.kind == "Location" else named(spot.kind, lang)
    return " · ".join(part for part in (spot.label, kind, spot.note) if part)


def _bar_box(frame: Frame) -> Box:
    return Box(frame.wide - 130, frame.high - 30, frame.wide, frame.high)


def _scale(frame: Frame, lang: str) -> str:
    """Return a bar as long as a round number of kilometres, at most 110 pixels."""
    pixels = frame.up / KM
    length = max((km for km in _BARS if km * pixels <= 110), default=_BARS[0])
    right, down = frame.wide - 12, frame.high - 10
    bar = f"M{right - length * pixels:.1f} {down - 4}v4h{length * pixels:.1f}v-4"
    words = text(right - length * pixels / 2, down - 6, word("km", lang, length), "middle", part="quiet", size=_AREAS)
    return tag("g", {"aria-hidden": "true"}, tag("path", paint("border", d=bar, stroke_width=1.5)), over_lines(words))


def _inset_box(frame: Frame) -> Box:
    small = whole(_INSET)
    return Box(8, frame.high - small.high - 8, 8 + small.wide, frame.high - 8)


def _inset(known: Outlines, box: Box, frame: Frame) -> str:
    """Return a small map of Iraq with the frame of the close-up in it."""
    small = whole(_INSET)
    arcs = projected(known, small)
    left, top = small.xy(frame.west, frame.north)
    size = frame.wide / frame.across * small.across, frame.high / frame.up * small.up
    seen = tag("rect", paint("ring", x=left, y=top, width=size[0], height=size[1], stroke_width=1.5))
    shape = outline([ring for area in known.governorates for ring in area.rings], arcs, small)
    return tag(
        "g",
        {"transform": f"translate({box.left:.1f} {box.top:.1f})", "aria-hidden": "true"},
        tag("rect", paint("abroad", "line", width=small.wide, height=small.high, rx=3)),
        tag("path", paint("land", d=shape)),
        _line("border", lines(known.border, arcs, small), 1),
        seen,
    )


def _listed(outside: Sequence[Spot], frame: Frame, lang: str) -> tuple[str, float]:
    """Return the links of spots that lie outside, in rows below the map, and how high the drawing is with them."""
    if not outside:
        return "", frame.high
    backwards = lang == "ar"
    heading = word("outside", lang)
    shown = [(spot, fitted(spot.label, 200)) for spot in outside[:_LISTED]]
    rest = [word("others", lang, len(outside) - _LISTED)] if len(outside) > _LISTED else []
    widths = [width(words) + 14 for words in (heading, *(label for _, label in shown), *rest)]
    places = rows(widths, frame.wide - 8, backwards=backwards)
    side, shift, top = ("left", 4.0, frame.high + LINE) if backwards else ("right", 4.0, frame.high + LINE)
    spots = [(x + shift, y + top) for x, y in places]
    links = [
        link(spot.href, _told(spot, lang), text(x, y, label, side, underlined=bool(spot.href)))
        for (spot, label), (x, y) in zip(shown, spots[1:], strict=False)
    ]
    plain = [text(*spots[0], heading, side, part="quiet"), *(text(*spots[-1], words, side, part="quiet") for words in rest)]
    return "".join([*plain, items(heading, links)]), top + places[-1][1] + SIZE
