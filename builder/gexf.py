"""The network of actors and events as GEXF 1.3, for Gephi and its kin.

Nodes are the entities and events of the articles, edges the properties that tie them. The writer is our own: the one of networkx writes
today's date, so no two files would be equal, and lets control characters through.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import networkx as nx
import pyoxigraph as ox

from builder.prefixes import PREFIXES, shorten
from builder.store import Store

if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

# Red, green and blue by class, the most telling class first: a node of several takes the first.
COLOURS = {
    "Official": (31, 119, 180),
    "Post": (107, 174, 214),
    "ArmedGroup": (140, 20, 20),
    "Coalition": (0, 109, 44),
    "Command": (65, 171, 93),
    "MilitaryUnit": (116, 196, 118),
    "Force": (35, 139, 69),
    "CoordinationCentre": (158, 154, 200),
    "Ministry": (84, 39, 143),
    "Government": (63, 0, 125),
    "GovernmentBody": (117, 107, 177),
    "PoliticalParty": (231, 186, 82),
    "Outlet": (150, 150, 150),
    "DisputedTerritory": (201, 148, 60),
    "Location": (166, 118, 29),
    "Statement": (189, 189, 189),
    "Agreement": (23, 190, 207),
    "Meeting": (158, 218, 229),
    "JointOperation": (214, 39, 40),
    "MilitaryOperation": (255, 127, 14),
    "AirStrike": (255, 152, 150),
    "Attack": (231, 76, 60),
    "ForceFormation": (188, 189, 34),
    "Deployment": (152, 223, 138),
    "Withdrawal": (247, 182, 210),
    "Event": (199, 199, 199),
}
_UNKNOWN = (127, 127, 127)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TQ, _ORG = PREFIXES["tq"], PREFIXES["org"]
_TYPE, _LABEL = ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["skos"] + "prefLabel")
_REFERS = ox.NamedNode(PREFIXES["itsrdf"] + "taIdentRef")
# Properties that say what a thing is like and tie it to no other.
_TRAITS = frozenset(_TQ + name for name in ("status", "provision", "rank", "placeKind", "evidence", "sentence")) | {_ORG + "role"}


def network(store: Store) -> Network:
    """Return the actors and events of the articles with the ties between them; nodes carry `label`, `kind` and `date`."""
    quads = [quad for stored in store.graphs() for quad in store.quads(stored.iri)]
    named = {quad.object for quad in quads if quad.predicate == _REFERS}
    kinds: dict[str, str] = {}
    labels: dict[str, str] = {}
    facts: dict[str, dict[str, set[str]]] = {}
    for quad in quads:
        if quad.subject not in named or not isinstance(quad.subject, ox.NamedNode) or isinstance(quad.object, ox.Triple):
            continue
        subject, value = quad.subject.value, quad.object.value
        if quad.predicate == _TYPE and value.startswith(_TQ):
            kinds[subject] = min(kinds.get(subject, "Event"), value.removeprefix(_TQ), key=_preference)
        elif quad.predicate == _LABEL and isinstance(quad.object, ox.Literal) and quad.object.language == "ar":
            labels[subject] = min(labels.get(subject, value), value)
        elif quad.predicate.value.startswith((_TQ, _ORG)) and quad.predicate.value not in _TRAITS:
            facts.setdefault(subject, {}).setdefault(quad.predicate.value, set()).add(value)
    graph: Network = nx.MultiDiGraph()
    for iri in sorted(kinds):
        own = facts.get(iri, {})
        dates, places = sorted(own.get(_TQ + "date", ())), sorted(own.get(_TQ + "place", ()))
        names = [labels.get(iri, ""), *sorted(own.get(_TQ + "eventName", ())), *sorted(own.get(_TQ + "title", ()))]
        spare = " ".join([kinds[iri], *dates[:1], *(labels.get(place, "") for place in places[:1])]).strip()  # what, when and where
        graph.add_node(iri, label=next(filter(None, names), spare), kind=kinds[iri], date="/".join(dates))
    for iri in graph:
        for name, values in facts.get(iri, {}).items():
            for value in values & graph.nodes:
                graph.add_edge(iri, value, key=name, kind=shorten(name))
    return graph


def _preference(kind: str) -> int:
    """Order classes so that the most telling comes first: Command before Force, JointOperation before MilitaryOperation."""
    order = list(COLOURS)
    return order.index(kind) if kind in COLOURS else len(order)


def write_gexf(graph: Network, stream: IO[bytes]) -> None:
    """Write a network as GEXF 1.3, nodes and edges in order; size grows with degree, colour tells the class."""

    def put(line: str) -> None:
        stream.write(line.encode() + b"\n")

    put('<?xml version="1.0" encoding="UTF-8"?>')
    put('<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">')
    put("  <meta><creator>tansiq</creator><description>Actors and events of Arabic security news</description></meta>")
    put('  <graph mode="static" defaultedgetype="directed">')
    put('    <attributes class="node">')
    for key in ("class", "iri", "date"):
        put(f'      <attribute id="{key}" title="{key}" type="string"/>')
    put("    </attributes>")
    put("    <nodes>")
    for iri in sorted(graph):
        put(_node(iri, graph.nodes[iri], graph.degree(iri)))
    put("    </nodes>")
    put("    <edges>")
    for number, (begin, end, kind) in enumerate(sorted((b, e, d["kind"]) for b, e, d in graph.edges(data=True))):
        put(f'      <edge id="{number}" source={_quote(begin)} target={_quote(end)} label={_quote(kind)}/>')
    put("    </edges>")
    put("  </graph>")
    put("</gexf>")


def _node(iri: str, data: dict[str, str], degree: int) -> str:
    values = {"class": data["kind"], "iri": iri, "date": data["date"]}
    label, (red, green, blue) = data["label"] or iri, COLOURS.get(data["kind"], _UNKNOWN)
    attributes = "".join(f'<attvalue for="{key}" value={_quote(value)}/>' for key, value in values.items() if value)
    return (
        f"      <node id={_quote(iri)} label={_quote(label)}><attvalues>{attributes}</attvalues>"
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{4 + degree**0.5 * 2:.2f}"/></node>'
    )


def _quote(text: str) -> str:
    """Return `text` as an XML attribute, without the control characters that XML cannot hold.

    >>> _quote('a\\x00 & "b"')
    '\\'a &amp; "b"\\''
    """
    return quoteattr(_NOT_XML.sub("", text))
