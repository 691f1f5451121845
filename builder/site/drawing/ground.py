"""What lies below the spots of a map: water, land, lakes, borders and their names; a scale bar, and a small map of where a close-up is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from builder.site.drawing.frame import KM, Frame, lines, outline, projected, whole
from builder.site.drawing.outlines import Outlines
from builder.site.drawing.placing import Box, words_box
from builder.site.drawing.shapes import Spot
from builder.site.drawing.svg import escaped, items, link, over_lines, paint, tag, text, width
from builder.site.drawing.words import named, word

_INSET, _BARS = 92.0, (5, 10, 20, 25, 50, 100, 200)  # the width of the small map; kilometres a scale bar may have
_AREAS, _COUNTRIES = 11.0, 12.0  # sizes of letters
_TINTS = ("few", "some", "many")  # of the heaviest: less than a ninth, than four ninths, more


def ground(
    known: Outlines, frame: Frame, addresses: Mapping[str, str], wholes: Mapping[str, Spot], focus: Spot | None, lang: str
) -> list[str]:
    """Return the parts from the water up; governorates for which a spot stands are tinted by its weight and lead where it does."""
    arcs = projected(known, frame)
    most = max((spot.weight for spot in wholes.values()), default=1) or 1
    land, rings = [], []
    for area in known.governorates:
        shape = outline(area.rings, arcs, frame)
        if not shape:
            continue
        spot = wholes.get(area.iri)
        tint = _TINTS[min(int(sqrt(max(spot.weight, 0) / most) * 3), 2)] if spot else "land"
        name = told(spot, lang) if spot else area.ar if lang == "ar" else area.en
        address = spot.href if spot and spot.href else addresses.get(area.iri, "")
        land.append(link(address, name, tag("path", paint(tint, "within", d=shape, stroke_width=0.8))))
        if spot and spot == focus:
            rings.append(line("ring", shape, 2.5))
    lakes = "".join(outline(lake, arcs, frame) for lake in known.lakes)
    return [
        tag("rect", paint("water", width=frame.wide, height=frame.high)),
        tag("path", paint("abroad", "within", d="".join(outline(area.rings, arcs, frame) for area in known.neighbours), stroke_width=0.8)),
        items(word("governorates", lang), land),
        tag("path", paint("water", d=lakes)) if lakes else "",
        line("region", lines(known.region, arcs, frame), 1.8, "7 3 1.5 3", word("region", lang)),
        line("border", lines(known.border, arcs, frame), 1.6),
        *rings,
    ]


def line(part: str, path: str, thick: float, dash: str = "", name: str = "") -> str:
    """Return a line of a part's colour, with a tooltip where it has a name; nothing without a path."""
    look = paint(part, d=path, stroke_width=thick, stroke_dasharray=dash, stroke_linejoin="round")
    return tag("path", look, *([tag("title", {}, escaped(name))] if name else [])) if path else ""


def told(spot: Spot, lang: str) -> str:
    """Return what a tooltip says of a spot: its name, its class where that says something, and its note."""
    kind = "" if spot.kind == "Location" else named(spot.kind, lang)
    return " · ".join(part for part in (spot.label, kind, spot.note) if part)


def area_names(known: Outlines, frame: Frame, taken: Sequence[Box], wholes: Mapping[str, Spot], lang: str) -> str:
    """Return the names of countries and governorates that lie on nothing else, those first for which a spot stands."""
    found, boxes = [], list(taken)
    every = [(area, _AREAS + 1, "") for area in known.governorates if area.iri in wholes]
    every += [(area, _COUNTRIES, "quiet") for area in known.neighbours]
    every += [(area, _AREAS, "quiet") for area in known.governorates if area.iri not in wholes]
    for area, size, part in every:
        if area.at is None:
            continue
        x, y = frame.xy(*area.at)
        words = area.name(lang)
        box = words_box(x, y + size * 0.3, width(words, size), "middle", size)
        if box.inside(Box(0, 0, frame.wide, frame.high)) and not any(box.meets(other) for other in boxes):
            boxes.append(box)
            found.append(text(x, y + size * 0.3, words, "middle", part=part, size=size))
    return tag("g", {"aria-hidden": "true"}, *found) if found else ""


def bar_box(frame: Frame) -> Box:
    """Return the corner that the scale bar takes."""
    return Box(frame.wide - 130, frame.high - 30, frame.wide, frame.high)


def scale_bar(frame: Frame, lang: str) -> str:
    """Return a bar as long as a round number of kilometres, at most 110 pixels."""
    pixels = frame.up / KM
    length = max((km for km in _BARS if km * pixels <= 110), default=_BARS[0])
    right, down = frame.wide - 12, frame.high - 10
    bar = f"M{right - length * pixels:.1f} {down - 4:.1f}v4h{length * pixels:.1f}v-4"
    words = text(right - length * pixels / 2, down - 6, word("km", lang, length), "middle", part="quiet", size=_AREAS)
    return tag("g", {"aria-hidden": "true"}, tag("path", paint("border", d=bar, stroke_width=1.5)), over_lines(words))


def inset_box(frame: Frame) -> Box:
    """Return the corner that the small map takes."""
    small = whole(_INSET)
    return Box(8, frame.high - small.high - 8, 8 + small.wide, frame.high - 8)


def inset(known: Outlines, box: Box, frame: Frame) -> str:
    """Return a small map of Iraq with the frame of the close-up in it."""
    small = whole(_INSET)
    arcs = projected(known, small)
    left, top = small.xy(frame.west, frame.north)
    wide, high = frame.wide / frame.across * small.across, frame.high / frame.up * small.up
    shape = outline([ring for area in known.governorates for ring in area.rings], arcs, small)
    return tag(
        "g",
        {"transform": f"translate({box.left:.1f} {box.top:.1f})", "aria-hidden": "true"},
        tag("rect", paint("abroad", "line", width=small.wide, height=small.high, rx=3)),
        tag("path", paint("land", d=shape)),
        line("border", lines(known.border, arcs, small), 1),
        tag("rect", paint("ring", x=left, y=top, width=wide, height=high, stroke_width=1.5)),
    )
