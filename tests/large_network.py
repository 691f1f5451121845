"""Time and memory of an export of 100,000 nodes and 500,000 edges: python tests/large_network.py

The network is made up, with few nodes that have many ties, as news has. What is timed is what an export does once its view is made:
figures, positions and the file.
"""

from __future__ import annotations

import itertools
import random
import resource
import tempfile
import time

import networkx as nx

from builder.networks.gexf import write_gexf
from builder.networks.layout import place
from builder.networks.measures import measure
from builder.networks.views import Network

NODES, EDGES = 100_000, 500_000
_ID = "https://w3id.org/tansiq/id/official/"


def network(nodes: int, edges: int) -> Network:
    """Return a network of so many nodes and edges, the same each time."""
    dice = random.Random(1)
    graph: Network = nx.MultiDiGraph()
    for number in range(nodes):
        name = f"شخص {number}"
        told = {"label": name, "label_ar": name, "label_en": "", "dates": ("2020-01", "2021-05-06"), "articles": 2, "confidence": 0.9}
        graph.add_node(f"{_ID}{number}", **{"class": "Official"}, **told)
    made: set[tuple[int, int]] = set()
    while len(made) < edges:
        begin, end = int(dice.paretovariate(0.6)) % nodes, dice.randrange(nodes)
        if begin != end and (begin, end) not in made:
            made.add((begin, end))
            data = {"kind": "meeting", "weight": 1 + len(made) % 3, "articles": 1, "dates": ("2020-05-01",), "confidence": 0.9}
            graph.add_edge(f"{_ID}{begin}", f"{_ID}{end}", key="meeting", **data)
    return graph


def main() -> None:
    """Print the seconds of each step and the most memory held."""
    graph = network(NODES, EDGES)
    times = [time.perf_counter()]
    measure(graph)
    times.append(time.perf_counter())
    place(graph)
    times.append(time.perf_counter())
    with tempfile.TemporaryFile() as stream:
        write_gexf(graph, stream)
    times.append(time.perf_counter())
    figures, positions, file = (after - before for before, after in itertools.pairwise(times))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"figures {figures:.0f} s, positions {positions:.0f} s, file {file:.0f} s, in all {times[-1] - times[0]:.0f} s, {most:.2f} GiB")


if __name__ == "__main__":
    main()
