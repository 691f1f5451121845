"""Two posts told in one: the bodies that they are of, and the second post of a nation.

رئيسا أركان الجيش والبيشمركة · وزيرا الدفاع والداخلية · وزيرا الدفاع التركي فلان والعراقي فلان
"""

from __future__ import annotations

from builder.extractors.title_bodies import TitleBodies
from builder.extractors.titles import OF_A_MINISTRY, Title
from builder.model import Mention

_PAIRS = frozenset("رئيسا رئيسي قائدا قائدي وزيرا وزيري مديرا مديري محافظا محافظي امرا امري سفيرا سفيري متحدثا ممثلا ممثلي".split())


def bodies_of_pair(bodies: TitleBodies, title: Title) -> list[Mention]:
    """Return the bodies of رئيسا أركان الجيش والبيشمركة, وزيرا الدفاع والداخلية, in order; none where the post is of one person."""
    chart = bodies.chart
    if title.body is None or chart.key(title.first)[title.start :].removeprefix("ال") not in _PAIRS:
        return []
    pair, index = [title.body], title.last
    while index < chart.limit(index) and chart.key(index).startswith("و"):
        body = bodies.starting.get(index)
        if title.role in OF_A_MINISTRY and (body is None or body.kind != "Ministry"):
            name = f"وزاره {chart.key(index)[1:]}"
            entry = chart.lexicon.entity(name, "Ministry")
            body = chart.mention("Ministry", index, index + 1, "ministry-in-title", start=1, name=name, iri=entry.iri) if entry else None
        if body is None or body.kind in ("Official", "Location", "Post"):
            break
        pair.append(body)
        index = body.last
    return pair


def fellow(bodies: TitleBodies, title: Title, index: int) -> Title | None:
    """Read the second post of وزيرا الدفاع التركي يشار غولر والعراقي ثابت العباسي: the same of another nation."""
    if bodies.chart.start_in(index, "demonyms") != 1 or bodies.chart.key(title.first)[title.start :].removeprefix("ال") not in _PAIRS:
        return None
    implied = bodies.ministry_of_nation(title.body, index)
    return Title(index, index + 1, 1, title.role, None, implied=implied)
