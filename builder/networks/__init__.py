"""Networks of the graph for Gephi and its kin: facts -> a selection of them -> a view -> measures and positions -> a file.

`drawn` does the whole way for one view; the writers of `builder.export` take what it returns.
"""

from __future__ import annotations

from builder.networks.layout import place
from builder.networks.measures import measure
from builder.networks.selection import Selection, select
from builder.networks.story import read
from builder.networks.views import VIEWS, Network
from builder.reading import GraphSource


def drawn(store: GraphSource, view: str, selection: Selection) -> Network:
    """Return a view of what is selected from the store, measured and laid out; the same store gives the same network."""
    network = VIEWS[view](select(read(store), selection))
    network = selection.trimmed(network)
    network.graph["view"] = view
    measure(network)
    place(network)
    return network
