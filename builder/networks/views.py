"""Five views of the story, each a network: nodes carry `class`, `label`, dates and articles, edges `kind`, `weight` and dates.

Edges between the same two of different kinds are kept apart. The weight of an edge counts distinct events, `articles` the articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from builder.networks.colours import NAMES_AR
from builder.networks.story import Happening, Story

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

_AGENTS = ("participant", "perpetrator", "party", "signatory", "supporter")
_BODIES = frozenset({"Force", "Command", "MilitaryUnit", "Coalition", "ArmedGroup", "Ministry", "Government", "GovernmentBody", "Official"})
_TOGETHER = {  # which events tie those who take part in them to each other
    "JointOperation": "joint operation",
    "MilitaryOperation": "joint operation",
    "AirStrike": "joint operation",
    "Meeting": "meeting",
    "Agreement": "agreement",
    "ForceFormation": "force formation",
}
_TARGETED = {"Attack": "attacks", "MilitaryOperation": "fights", "JointOperation": "fights", "AirStrike": "strikes"}


class _Ties:
    """Edges while they are gathered: by ends and kind, the events and articles that make them, with their dates and confidence."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.events: dict[tuple[str, str, str], dict[str, tuple[str, str, float]]] = defaultdict(dict)

    def add(self, begin: str, end: str, kind: str, event: str, article: str, date: str, confidence: float) -> None:
        """Tie two things by what an event of an article says."""
        if begin != end:
            self.events[begin, end, kind][event] = (article, date, confidence)

    def network(self, lone: Iterable[str] = ()) -> Network:
        """Return the network of all ties with the things at their ends."""
        graph: Network = nx.MultiDiGraph()
        ends = {end for begin, other, _ in self.events for end in (begin, other)}
        for iri in sorted(ends | set(lone)):
            graph.add_node(iri, **_node(self.story, iri))
        for (begin, end, kind), told in sorted(self.events.items()):
            dates = tuple(sorted({date for _, date, _ in told.values() if date}))
            articles = {article for article, _, _ in told.values()}
            confidence = max(value for _, _, value in told.values())
            graph.add_edge(begin, end, key=kind, kind=kind, weight=len(told), articles=len(articles), dates=dates, confidence=confidence)
            for node in (begin, end):  # it is there while its ties are: Gephi hides an edge whose end is not
                graph.nodes[node]["dates"] = tuple(sorted({*graph.nodes[node]["dates"], *dates}))
        return graph


def _node(story: Story, iri: str) -> dict[str, object]:
    thing = story.things.get(iri)
    if thing is None:
        name = iri.rstrip("/").rsplit("/", 1)[-1]
        return {"class": "Event", "label": name, "label_ar": "", "label_en": name, "dates": (), "articles": 0, "confidence": 0.0}
    seen = tuple(sorted({day for article in thing.articles if (day := story.issued.get(article, ""))}))
    return {
        "class": thing.kind,
        "label": thing.label_ar or thing.label_en or iri,
        "label_ar": thing.label_ar,
        "label_en": thing.label_en,
        "dates": seen,
        "articles": len(thing.articles),
        "confidence": thing.confidence,
    }


def events(story: Story) -> Network:
    """Everything: each event a node, tied to who and what has a part in it by the part."""
    ties = _Ties(story)
    for happening in story.happenings:
        for role, value in happening.roles:
            ties.add(happening.iri, value, role, happening.iri, happening.article, happening.date, happening.confidence)
        for source in happening.reported_by:
            ties.add(happening.iri, source, "reportedBy", happening.iri, happening.article, happening.date, happening.confidence)
    for part, kind, whole in story.holders:
        if part in story.things and whole in story.things:
            ties.add(part, whole, kind, kind, "", "", story.things[part].confidence)
    graph = ties.network(h.iri for h in story.happenings)
    for happening in story.happenings:
        graph.nodes[happening.iri].update(_event_node(story, happening))
    return graph


def _event_node(story: Story, happening: Happening) -> dict[str, object]:
    """Return what is shown of an event: its name, else its class, day and place."""
    places = [story.things[place].label_ar for place in happening.having("place") if place in story.things]
    spare = " ".join(filter(None, [NAMES_AR.get(happening.kind, happening.kind), *places[:1], happening.date]))
    return {
        "class": happening.kind,
        "label": happening.name or spare,
        "label_ar": happening.name or spare,
        "label_en": " ".join(filter(None, [happening.kind, happening.date])),
        "status": happening.status,
        "killed": happening.killed,
        "wounded": happening.wounded,
        "provision": "|".join(happening.provisions),
        "dates": (happening.date,) if happening.date else (),
        "articles": 1,
        "confidence": happening.confidence,
    }


def actors(story: Story) -> Network:
    """Who acts with whom (operations, meetings, agreements), against whom (from attacker to target), and who speaks of whom."""
    ties = _Ties(story)
    for happening in story.happenings:
        if happening.status == "Denied":
            continue
        agents = [iri for iri in happening.having(*_AGENTS) if _is_actor(story, iri)]
        targets = [iri for iri in happening.having("target") if _is_actor(story, iri)]
        told = (happening.iri, happening.article, happening.date, happening.confidence)
        if happening.kind in _TOGETHER:
            for one, other in combinations(sorted(agents), 2):
                ties.add(one, other, _TOGETHER[happening.kind], *told)
        if happening.kind in _TARGETED:
            for agent in agents:
                for target in targets:
                    ties.add(agent, target, _TARGETED[happening.kind], *told)
    for speaker, spoken_of, happening in _mentions_in_speech(story):
        ties.add(speaker, spoken_of, "speaks of", happening.iri, happening.article, happening.date, happening.confidence)
    return ties.network()


def posts(story: Story) -> Network:
    """Who served where, under whom: from the person to the body, by the post; and from each body to that which it belongs to."""
    ties = _Ties(story)
    for tenure in story.tenures:
        if tenure.organization:
            day = story.issued.get(tenure.article, "")
            ties.add(
                tenure.person, tenure.organization, tenure.role, f"{tenure.article} {tenure.title}", tenure.article, day, tenure.confidence
            )
    _hold(ties, "subOrganizationOf", "belongs to", {tenure.organization for tenure in story.tenures})
    return ties.network()


def _hold(ties: _Ties, holding: str, kind: str, parts: set[str]) -> None:
    """Tie parts to what holds them, and that to what holds it, be it said by an article or known beforehand."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for part, tie, whole in (*ties.story.holders, *ties.story.known):
        if tie == holding:
            wholes[part].add(whole)
    waiting, seen = sorted(parts), set(parts)
    while waiting:
        part = waiting.pop()
        for whole in sorted(wholes[part]):
            ties.add(part, whole, kind, holding, "", "", 1.0)
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)


def statements(story: Story) -> Network:
    """Who speaks of whom: from the speaker to the actors of the events that his words report, and to the outlet that he spoke through."""
    ties = _Ties(story)
    for speaker, spoken_of, happening in _mentions_in_speech(story):
        ties.add(speaker, spoken_of, "speaks of", happening.iri, happening.article, happening.date, happening.confidence)
    for happening in story.happenings:
        if happening.kind == "Statement":
            for speaker in happening.having("speaker"):
                for outlet in happening.having("outlet"):
                    day = story.issued.get(happening.article, "")
                    ties.add(speaker, outlet, "speaks through", happening.iri, happening.article, day, happening.confidence)
    return ties.network()


def places(story: Story) -> Network:
    """Who acted where: from the actor to the place, by the class of event; and from each place to that which it lies in."""
    ties = _Ties(story)
    for happening in story.happenings:
        if happening.status != "Denied":
            for actor in happening.having(*_AGENTS, "target"):
                for place in happening.having("place"):
                    ties.add(actor, place, happening.kind, happening.iri, happening.article, happening.date, happening.confidence)
    _hold(ties, "locatedIn", "lies in", {place for happening in story.happenings for place in happening.having("place")})
    return ties.network()


def _is_actor(story: Story, iri: str) -> bool:
    thing = story.things.get(iri)
    return thing is not None and thing.kind in _BODIES


def _mentions_in_speech(story: Story) -> Iterator[tuple[str, str, Happening]]:
    """Yield who speaks of whom: the speaker, the actor, and the event reported."""
    speakers = {h.iri: h.having("speaker") for h in story.happenings if h.kind == "Statement"}
    for happening in story.happenings:
        for statement in happening.reported_by:
            for speaker in speakers.get(statement, ()):
                for actor in happening.having(*_AGENTS, "target"):
                    if actor != speaker and _is_actor(story, actor):
                        yield speaker, actor, happening


VIEWS: dict[str, Callable[[Story], Network]] = {
    "events": events,
    "actors": actors,
    "posts": posts,
    "statements": statements,
    "places": places,
}
