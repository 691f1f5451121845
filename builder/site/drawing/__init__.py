"""Drawings of what a store holds, as SVG: a map, a neighbourhood, who works with whom, events by month.

Each function returns one `<svg>` element that stands in a page or alone: the same input gives the same bytes, all text is escaped, parts
that are links are links for keyboards and screen readers too, and it looks right without the style sheet (`static/drawing.css`), which adds
dark colours and focus.
"""
