"""The letters of SVG: escaped text, numbers, links, text that runs the way its own letters run, and how wide it will be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from builder.site.drawing.colours import PARTS, node_class, node_colours

SIZE = 13.0  # of letters, in units of the drawing, which are pixels where it is shown at its own width
LINE = 18.0  # from one line of text to the next
_LONGEST = 300  # letters of a tooltip
# Control characters have no place in XML; marks that turn the direction of text, nothing to do in a name, could turn what stands beside it.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
_SPACES = re.compile(r"\s+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE = ("http:", "https:")
_NARROW, _WIDE = frozenset("ijlI.,:;'|!()[]،؛اأإآ"), frozenset("mwMW@%سشصضطظ—…")
_BREAKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def escaped(text: str) -> str:
    """Return text that can stand in an element or an attribute of XML.

    >>> escaped('a "b"\\x00 <c>')
    'a &quot;b&quot;  &lt;c&gt;'
    """
    return _UNFIT.sub(" ", text).translate(_BREAKS)


def clean(text: str, longest: int = _LONGEST) -> str:
    """Return text on one line, without control characters and marks of direction, cut where it is too long.

    >>> clean(" a\\n\\u202eb ") , clean("abcdef", 4)
    ('a b', 'abc…')
    """
    words = _SPACES.sub(" ", _UNFIT.sub(" ", text)).strip()
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def number(value: float) -> str:
    """Return a number with one decimal at most.

    >>> number(3.0), number(-0.04), number(2.25)
    ('3', '0', '2.2')
    """
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def tag(name: str, attributes: Mapping[str, str | float], *inside: str) -> str:
    """Return an element; an empty attribute is left out, and what is inside must be SVG already."""
    written = "".join(
        f' {key}="{escaped(value) if isinstance(value, str) else number(value)}"' for key, value in attributes.items() if value != ""
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def paint(*parts: str, **more: str | float) -> dict[str, str | float]:
    """Return the attributes that colour parts of a drawing, with and without the style sheet; `stroke_width` is written stroke-width.

    >>> paint("land", "border", stroke_width=2)
    {'class': 'd-land d-border', 'fill': '#fffdf7', 'stroke': '#5c5648', 'stroke-width': 2}
    >>> paint("line")
    {'class': 'd-line', 'fill': 'none', 'stroke': '#8a8a8a'}
    """
    colours = {what: light for what, light, _ in (PARTS[part] for part in parts)}
    look: dict[str, str | float] = {"class": " ".join(f"d-{part}" for part in parts), "fill": "none"}
    return look | colours | {key.replace("_", "-"): value for key, value in more.items()}


def link(href: str, name: str, *inside: str) -> str:
    """Return what is inside as an item of a list, a link where there is a safe address, with its name for those who do not see it."""
    tooltip = tag("title", {}, escaped(clean(name)))
    address = _UNFIT.sub("", href).strip()
    scheme = _SCHEME.match(address)
    if not address or (scheme and scheme.group().lower() not in _SAFE):
        return tag("g", {"role": "listitem"}, tooltip, *inside)
    return tag("g", {"role": "listitem"}, tag("a", {"href": address, "aria-label": clean(name)}, tooltip, *inside))


def items(name: str, links: Iterable[str], *, haloed: bool = False) -> str:
    """Return links as a list with a name, their text `haloed` where it lies over lines; nothing where there are none."""
    inside = "".join(links)
    return tag("g", {"role": "list", "aria-label": clean(name)} | (_halo() if haloed else {}), inside) if inside else ""


def text(
    x: float, y: float, words: str, side: str = "right", *, part: str = "", size: float = SIZE, bold: bool = False, underlined: bool = False
) -> str:
    """Return text that begins at a point and lies to the `right` or `left` of it, or has it in the `middle`; y is its base line.

    Its own letters decide which way it runs, whatever the page around it does.
    """
    words = clean(words)
    backwards = rtl(words)
    anchor = {"middle": "middle", "right": "end" if backwards else "", "left": "" if backwards else "end"}[side]
    attributes: dict[str, str | float] = {"x": x, "y": y, "text-anchor": anchor, "direction": "rtl" if backwards else ""}
    attributes |= {
        "font-size": "" if size == SIZE else size,
        "font-weight": "bold" if bold else "",
        "text-decoration": "underline" if underlined else "",
    }
    return tag("text", attributes | (paint(part) if part else {}), escaped(words))


def over_lines(*inside: str) -> str:
    """Return text with a halo, which keeps it readable over lines."""
    return tag("g", _halo(), *inside)


def _halo() -> dict[str, str | float]:
    return paint("halo", fill="", stroke_width=3, stroke_linejoin="round", paint_order="stroke")


def dot(kind: str, x: float, y: float, radius: float, opacity: str = "") -> str:
    """Return the circle that stands for something of a class."""
    fill, rim = node_colours(kind)
    look: dict[str, str | float] = {
        "cx": x,
        "cy": y,
        "r": radius,
        "class": node_class(kind),
        "fill": fill,
        "stroke": rim,
        "stroke-width": 1,
    }
    return tag("circle", look | {"fill-opacity": opacity})


def rtl(words: str) -> bool:
    """Tell whether text runs from right to left: whether its first letter does.

    >>> rtl("14 لواء"), rtl("14th brigade"), rtl("2014")
    (True, False, False)
    """
    kinds = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def width(words: str, size: float = SIZE) -> float:
    """Return about how wide text is, rather too wide: measured over DejaVu Sans, one of the widest of usual fonts."""
    return size * sum(map(_em, words))


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.31
    if letter in _WIDE:
        return 0.98
    if letter == " ":
        return 0.32
    if unicodedata.bidirectional(letter) == "AL":
        return 0.54
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.68 if letter.isupper() else 0.61


def fitted(words: str, room: float, size: float = SIZE) -> str:
    """Return text cut so that it is no wider than the room.

    >>> fitted("abc", 100), fitted("abcdefghijklmnop", 60)
    ('abc', 'abcde…')
    """
    words = clean(words)
    if width(words, size) <= room:
        return words
    end = 0
    taken = width("…", size)
    while end < len(words) and taken + _em(words[end]) * size <= room:
        taken += _em(words[end]) * size
        end += 1
    return words[:end].rstrip() + "…"


def drawing(kind: str, name: str, about: str, size: tuple[float, float], inside: Iterable[str], lang: str) -> str:
    """Return the whole element; `name` and `about` say what it shows, and one without links is an image to a screen reader.

    The identifiers within begin with `kind`, so one page holds one drawing of a kind.
    """
    wide, high = size
    shown = "".join(inside)
    root: dict[str, str | float] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"drawing drawing-{kind}",
        "lang": lang,
        "direction": "ltr",
    }
    root |= {"viewBox": f"0 0 {number(wide)} {number(high)}", "width": wide, "height": high, "font-family": "sans-serif", "font-size": SIZE}
    root |= {
        "fill": PARTS["ink"][1],
        "role": "group" if "<a " in shown else "img",
        "aria-labelledby": f"{kind}-title",
        "aria-describedby": f"{kind}-about",
    }
    told = tag("title", {"id": f"{kind}-title"}, escaped(clean(name))), tag("desc", {"id": f"{kind}-about"}, escaped(clean(about)))
    return tag("svg", root, *told, shown)
