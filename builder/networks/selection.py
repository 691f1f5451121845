"""What of the story is drawn: classes, a span of time, places, outlets, statuses, a least confidence and a least weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from builder.errors import ExportError
from builder.networks.spells import within
from builder.networks.story import Happening, Story
from builder.networks.views import Network


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; an empty field keeps all.

    `classes` are classes of actors and events, `places` and `outlets` IRIs or names as the graph writes them (a place counts for what lies
    in it), `since` and `until` dates of any precision, `statuses` of Occurred, Ongoing, Planned and Denied.
    """

    classes: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    places: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    least_confidence: float = 0.0
    least_weight: int = 1

    def trimmed(self, network: Network) -> Network:
        """Return the network without edges under the least weight, without nodes of other classes, and without what is then alone."""
        kept = network.copy()
        kept.remove_edges_from(
            [(a, b, key) for a, b, key, data in network.edges(keys=True, data=True) if data["weight"] < self.least_weight]
        )
        if self.classes:
            kept.remove_nodes_from([node for node, data in network.nodes(data=True) if data["class"] not in self.classes])
        if self.classes or self.least_weight > 1:
            kept.remove_nodes_from([node for node in list(kept) if not kept.degree(node)])
        return kept


ALL = Selection()


def select(story: Story, selection: Selection) -> Story:
    """Return the story with the events, posts and things that are selected."""
    places, outlets = _meant(story, selection.places, "place"), _meant(story, selection.outlets, "outlet")
    inside = _inside(story, places)

    def told(happening: Happening) -> bool:
        return (
            happening.confidence >= selection.least_confidence
            and (not selection.statuses or happening.status in selection.statuses)
            and (not outlets or story.publisher.get(happening.article, "") in outlets or bool(outlets & set(happening.having("outlet"))))
            and (not places or bool(inside & set(happening.having("place"))))
            and within(happening.date or story.issued.get(happening.article, ""), selection.since, selection.until)
        )

    happenings = tuple(happening for happening in story.happenings if told(happening))
    tenures = tuple(
        tenure
        for tenure in story.tenures
        if tenure.confidence >= selection.least_confidence
        and (not outlets or story.publisher.get(tenure.article, "") in outlets)
        and within(story.issued.get(tenure.article, ""), selection.since, selection.until)
    )
    return replace(story, happenings=happenings, tenures=tenures)


def _meant(story: Story, names: Iterable[str], what: str) -> set[str]:
    """Return the entities that names mean: an IRI, or a label in Arabic or English; a name that means nothing is an error."""
    found: set[str] = set()
    for name in names:
        meant = {iri for iri, thing in story.things.items() if name in (iri, thing.label_ar, thing.label_en)}
        if not meant:
            raise ExportError(f"the store knows no {what} {name!r}: give a name as the graph writes it, or an IRI")
        found |= meant
    return found


def _inside(story: Story, places: set[str]) -> set[str]:
    """Return places with all that lies in them."""
    found, before = set(places), set[str]()
    while found != before:
        before = set(found)
        found |= {part for part, tie, whole in (*story.holders, *story.known) if tie == "locatedIn" and whole in before}
    return found
