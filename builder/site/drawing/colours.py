"""Colours on light and dark paper: those of `builder.networks.colours`, moved where they would not stand out, and their style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from builder.networks.colours import COLOURS, TIE_COLOURS, UNKNOWN

Colour = tuple[int, int, int]
PAPER: Colour = (255, 255, 255)
DARK: Colour = (20, 23, 26)
STANDS_OUT = 3.0  # of what is no text: WCAG 2.2, 1.4.11
# What the drawings have beside classes and ties: the property, the colour on light paper and on dark.
PARTS = {
    "ink": ("fill", "#1a1a1a", "#ececec"),  # all text that has no part of its own
    "quiet": ("fill", "#595959", "#b4b4b4"),
    "halo": ("stroke", "#ffffff", "#14171a"),
    "line": ("stroke", "#8a8a8a", "#7d8288"),
    "water": ("fill", "#d6e6ef", "#16242e"),
    "abroad": ("fill", "#f1f0ec", "#202326"),
    "land": ("fill", "#fffdf7", "#2b2f33"),
    "few": ("fill", "#fbf4e2", "#37332a"),
    "some": ("fill", "#f6e8c8", "#443c28"),
    "many": ("fill", "#f0dbaa", "#544826"),
    "within": ("stroke", "#bdb8aa", "#565b61"),
    "region": ("stroke", "#8c6d1f", "#d8b75a"),
    "border": ("stroke", "#5c5648", "#a9a493"),
    "bar": ("fill", "#2f6690", "#6ea8d4"),
    "gap": ("fill", "#d9d9d9", "#3c4146"),
    "ring": ("stroke", "#c0182b", "#ff7b88"),
}
_CLASS = re.compile(r"[^\w-]+", re.ASCII)


def node_class(kind: str) -> str:
    """Return the CSS class of a class of things; one that has no colour of its own is unknown."""
    return f"k-{kind if kind in COLOURS else 'unknown'}"


def tie_class(kind: str) -> str:
    """Return the CSS class of a kind of tie, as it is told.

    >>> tie_class("joint operation"), tie_class("Meeting"), tie_class("<x>")
    ('t-joint-operation', 't-Meeting', 't-unknown')
    """
    return f"t-{_CLASS.sub('-', kind) if kind in TIE_COLOURS or kind in COLOURS else 'unknown'}"


@lru_cache(256)
def node_colours(kind: str, paper: Colour = PAPER) -> tuple[str, str]:
    """Return what fills a node and what rims it; the rim stands out from the paper even where the fill is pale."""
    fill = COLOURS.get(kind, UNKNOWN)
    return hexadecimal(fill), hexadecimal(standing_out(fill, paper))


@lru_cache(256)
def tie_colour(kind: str, paper: Colour = PAPER) -> str:
    """Return the colour of a kind of tie, as it is told."""
    return hexadecimal(standing_out(TIE_COLOURS.get(kind) or COLOURS.get(kind, UNKNOWN), paper))


def standing_out(colour: Colour, paper: Colour, ratio: float = STANDS_OUT) -> Colour:
    """Return a colour, moved towards black or white in steps of a twentieth until it stands out from the paper.

    >>> standing_out((0, 0, 0), PAPER), standing_out((158, 218, 229), PAPER)
    ((0, 0, 0), (111, 153, 160))
    """
    goal = 0 if contrast((0, 0, 0), paper) > contrast((255, 255, 255), paper) else 255
    for step in range(21):
        red, green, blue = (round(part + (goal - part) * step / 20) for part in colour)
        if contrast((red, green, blue), paper) >= ratio:
            break
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> round(contrast((0, 0, 0), (255, 255, 255)))
    21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def hexadecimal(colour: Colour) -> str:
    """Return a colour as SVG and CSS write it.

    >>> hexadecimal((31, 119, 180))
    '#1f77b4'
    """
    return "#{:02x}{:02x}{:02x}".format(*colour)


def stylesheet() -> str:
    """Return the colours of static/drawing.css.

    `light-dark()` follows the color-scheme of the page; a browser that does not know it keeps the light ones, which are attributes.
    """
    return "\n".join(_rules()) + "\n"


def _rules() -> Iterator[str]:
    _, ink, ink_dark = PARTS["ink"]
    yield f".drawing {{ fill: light-dark({ink}, {ink_dark}); }}"
    for name, (what, light, dark) in PARTS.items():
        yield f".drawing .d-{name} {{ {what}: light-dark({light}, {dark}); }}"
    for kind in (*COLOURS, "unknown"):
        (fill, rim), (fill_dark, rim_dark) = node_colours(kind), node_colours(kind, DARK)
        yield f".drawing .k-{kind} {{ fill: light-dark({fill}, {fill_dark}); stroke: light-dark({rim}, {rim_dark}); }}"
    for kind in (*TIE_COLOURS, *COLOURS, "unknown"):
        light, dark = tie_colour(kind), tie_colour(kind, DARK)
        yield f".drawing .{tie_class(kind)} {{ stroke: light-dark({light}, {dark}); }}"
        yield f".drawing .{tie_class(kind)}.d-head {{ fill: light-dark({light}, {dark}); }}"
