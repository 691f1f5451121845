"""A network as GraphML, as two CSV tables, or as Cytoscape's JSON: the same nodes, edges and figures as in GEXF."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import IO, Any

import networkx as nx

from builder.harmless import in_spreadsheet
from builder.networks.gexf import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, seen
from builder.networks.views import Network

_NUMBERS = ("integer", "double")


def flat(network: Network) -> Network:
    """Return the network with plain values only, in order: text, whole numbers, fractions; what is not known is left out."""
    graph: Network = nx.MultiDiGraph()
    for iri in sorted(network):
        data = network.nodes[iri]
        graph.add_node(iri, label=data["label"] or iri, **_known(NODE_ATTRIBUTES, {**data, "iri": iri, **seen(data)}), **_position(data))
    for begin, end, kind, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        graph.add_edge(begin, end, key=kind, kind=kind, weight=data["weight"], **_known(EDGE_ATTRIBUTES, {**data, **seen(data)}))
    return graph


def _known(attributes: tuple[tuple[str, str], ...], data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name, _ in attributes if data.get(name) not in (None, "")}


def _position(data: Mapping[str, Any]) -> dict[str, float]:
    return {axis: data[axis] for axis in ("x", "y") if axis in data}


def write_graphml(network: Network, stream: IO[bytes]) -> None:
    """Write GraphML with typed keys."""
    nx.write_graphml_xml(flat(network), stream, named_key_ids=True, edge_id_from_attribute=None)


def write_cytoscape(network: Network, stream: IO[bytes]) -> None:
    """Write the elements that Cytoscape.js and Cytoscape take, with positions."""
    plain = flat(network)
    nodes = [
        {"data": {"id": iri, **{k: v for k, v in data.items() if k not in "xy"}}, "position": {axis: data.get(axis, 0.0) for axis in "xy"}}
        for iri, data in plain.nodes(data=True)
    ]
    edges = [
        {"data": {"id": f"e{number}", "source": begin, "target": end, **data}}
        for number, (begin, end, data) in enumerate(plain.edges(data=True))
    ]
    text = json.dumps({"data": {"name": "tansiq"}, "elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=1)
    stream.write(text.encode() + b"\n")


def write_csv(network: Network, stream: IO[bytes]) -> None:
    """Write a ZIP of nodes.csv and edges.csv with the columns that Gephi asks for: Id, Label; Source, Target, Type, Weight."""
    plain = flat(network)
    names = [name for name, _ in NODE_ATTRIBUTES]
    nodes = [["Id", "Label", *names]]
    nodes += [[iri, data["label"], *(data.get(name, "") for name in names)] for iri, data in plain.nodes(data=True)]
    names = [name for name, _ in EDGE_ATTRIBUTES]
    edges = [["Source", "Target", "Type", "Kind", "Weight", *names]]
    edges += [
        [begin, end, "Directed", data["kind"], data["weight"], *(data.get(name, "") for name in names)]
        for begin, end, data in plain.edges(data=True)
    ]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (("nodes.csv", nodes), ("edges.csv", edges)):
            archive.writestr(zipfile.ZipInfo(name), _table(rows), zipfile.ZIP_DEFLATED)


def _table(rows: list[list[Any]]) -> str:
    """Return rows as CSV; no cell of text is one that a spreadsheet would run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([[in_spreadsheet(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return "\ufeff" + text.getvalue()
