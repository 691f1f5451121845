"""A network as GEXF 1.3, written as a stream: typed attributes, spells, colours, sizes and positions.

The writer of networkx falls short of Gephi's format: it writes today's date, takes no dates and no missing values, and puts the kind of an
edge among its attributes; it is also slow. This one takes networkx's graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import IO, Any
from xml.sax.saxutils import quoteattr

from builder.networks.colours import COLOURS, UNKNOWN
from builder.networks.spells import spells
from builder.networks.views import Network

# name, GEXF type
NODE_ATTRIBUTES = (
    ("class", "string"),
    ("iri", "anyURI"),
    ("label_ar", "string"),
    ("label_en", "string"),
    ("status", "string"),
    ("killed", "integer"),
    ("wounded", "integer"),
    ("provision", "liststring"),
    ("first_seen", "string"),
    ("last_seen", "string"),
    ("articles", "integer"),
    ("confidence", "double"),
    ("degree", "integer"),
    ("weighted_degree", "integer"),
    ("community", "integer"),
    ("betweenness", "double"),
)
EDGE_ATTRIBUTES = (("articles", "integer"), ("first_seen", "string"), ("last_seen", "string"), ("confidence", "double"))
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile(r"\s+")


def write_gexf(network: Network, stream: IO[bytes], title: str = "events") -> None:
    """Write a network, nodes and edges in order."""

    def put(line: str) -> None:
        stream.write(line.encode() + b"\n")

    days = sorted({day for _, data in network.nodes(data=True) for pair in spells(data.get("dates", ())) for day in pair})
    span = f' start="{days[0]}" end="{days[-1]}"' if days else ""
    put('<?xml version="1.0" encoding="UTF-8"?>')
    put('<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">')
    put(f"  <meta><creator>tansiq</creator><description>{title}: from Arabic security news</description></meta>")
    put(f'  <graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed"{span}>')
    for owner, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        put(f'    <attributes class="{owner}">')
        for name, kind in attributes:
            put(f'      <attribute id="{name}" title="{name}" type="{kind}"/>')
        put("    </attributes>")
    put(f'    <nodes count="{len(network)}">')
    for iri in sorted(network):
        put(_node(iri, network.nodes[iri]))
    put("    </nodes>")
    put(f'    <edges count="{network.number_of_edges()}">')
    for number, (begin, end, kind, data) in enumerate(sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])):
        put(_edge(f"e{number}", begin, end, kind, data))
    put("    </edges>")
    put("  </graph>")
    put("</gexf>")


def seen(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the first and last day that a node or edge is told of, as far as any is.

    >>> seen({"dates": ("2017-10", "2020-01-05")})
    {'first_seen': '2017-10-01', 'last_seen': '2020-01-05'}
    """
    intervals = spells(data.get("dates", ()))
    return {"first_seen": intervals[0][0], "last_seen": max(end for _, end in intervals)} if intervals else {}


def _node(iri: str, data: Mapping[str, Any]) -> str:
    values = _values(NODE_ATTRIBUTES, {**data, "iri": iri, **seen(data)})
    red, green, blue = COLOURS.get(data["class"], UNKNOWN)
    size = 6 + 3 * data.get("degree", 0) ** 0.5
    position = f'<viz:position x="{data["x"]}" y="{data["y"]}" z="0"/>' if "x" in data else ""
    look = f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{size:.2f}"/>{position}'
    return f"      <node id={quoted(iri)} label={quoted(data['label'] or iri)}>{values}{_spells(data)}{look}</node>"


def _edge(ident: str, begin: str, end: str, kind: str, data: Mapping[str, Any]) -> str:
    values = _values(EDGE_ATTRIBUTES, {**data, **seen(data)})
    ends = f"source={quoted(begin)} target={quoted(end)}"
    return (
        f'      <edge id="{ident}" {ends} kind={quoted(kind)} label={quoted(kind)} weight="{data["weight"]}">{values}{_spells(data)}</edge>'
    )


def _values(attributes: Iterable[tuple[str, str]], data: Mapping[str, Any]) -> str:
    told = ((name, data.get(name)) for name, _ in attributes)
    inside = "".join(f'<attvalue for="{name}" value={quoted(str(value))}/>' for name, value in told if value not in (None, ""))
    return f"<attvalues>{inside}</attvalues>" if inside else ""


def _spells(data: Mapping[str, Any]) -> str:
    intervals = spells(data.get("dates", ()))
    inside = "".join(f'<spell start="{begin}" end="{end}"/>' for begin, end in intervals)
    return f"<spells>{inside}</spells>" if inside else ""


def quoted(text: str) -> str:
    """Return `text` as an XML attribute on one line, without the control characters that XML cannot hold.

    >>> quoted('a\\x00 & "b"')
    '\\'a &amp; "b"\\''
    """
    return quoteattr(_BLANKS.sub(" ", _NOT_XML.sub("", text)).strip())
