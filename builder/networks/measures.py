"""Figures for each node: how many ties, how heavy, which community, how much lies on the ways between others."""

from __future__ import annotations

import networkx as nx

from builder.networks.views import Network

_SEED = 1
_LOUVAIN_LIMIT = 20_000  # nodes; beyond it label propagation, which is linear
_VISITS = 6_000_000  # edge visits that betweenness may cost
_FEWEST_SOURCES = 30  # fewer sampled sources would be guesswork


def measure(network: Network) -> None:
    """Give every node `degree`, `weighted_degree`, `community` (0 is the largest) and, where it can be had, `betweenness` (0 to 1).

    Communities are Louvain's (Blondel et al. 2008) over weights, beyond 20,000 nodes those of label propagation; betweenness is Brandes',
    over a fixed sample of sources in large networks, and left out where that would be too small.
    """
    for node, degree in network.degree():
        network.nodes[node]["degree"] = degree
    for node, degree in network.degree(weight="weight"):
        network.nodes[node]["weighted_degree"] = degree
    plain = simple(network)
    for number, members in enumerate(communities(plain)):
        for node in members:
            network.nodes[node]["community"] = number
    sources = min(len(plain), _VISITS // max(len(plain) + plain.number_of_edges(), 1))
    if sources >= min(_FEWEST_SOURCES, len(plain)):
        sampled = None if sources >= len(plain) else sources
        for node, value in nx.betweenness_centrality(plain, k=sampled, seed=_SEED).items():
            network.nodes[node]["betweenness"] = round(value, 6)


def simple(network: Network) -> nx.Graph[str]:
    """Return the network without directions and parallels, weights added up, nodes in order."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(network))
    for begin, end, data in sorted(network.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["kind"])):
        known = plain.get_edge_data(begin, end)
        plain.add_edge(begin, end, weight=data["weight"] + (known["weight"] if known else 0))
    return plain


def communities(plain: nx.Graph[str]) -> list[set[str]]:
    """Return communities, the largest first, those of a size by their first member."""
    if len(plain) > _LOUVAIN_LIMIT:
        found = list(nx.community.fast_label_propagation_communities(plain, weight="weight", seed=_SEED))
    else:
        found = list(nx.community.louvain_communities(plain, seed=_SEED)) if plain else []
    return sorted((set(members) for members in found), key=lambda members: (-len(members), min(members)))
