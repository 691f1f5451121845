"""The page to search on where no server answers: a script searches an index of names, and without one there are the lists."""

from __future__ import annotations

from builder.site.pages.frame import View
from builder.site.whole import counts
from builder.vocabulary import SUPERCLASSES


def finding_page(view: View) -> str:
    """Return the page."""
    known = counts(view.room.rows)
    return view.render("finding.html", kinds=[(kind, known[kind]) for kind in SUPERCLASSES if kind in known])
