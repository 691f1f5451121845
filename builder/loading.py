"""Putting articles on a SPARQL server, graph by graph: what is there already is not sent, and a load that was stopped goes on.

A graph's record in the provenance graph is taken away before the graph is replaced and written after it. A load that is killed in between
leaves the graph without a record, so the next load sends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar
from urllib.parse import unquote

import pyoxigraph as ox

from builder import links, provenance
from builder.comparison import Comparison
from builder.errors import StoreError
from builder.fingerprints import Fingerprint, fingerprint_of
from builder.identifiers import ARTICLE_GRAPHS, ARTICLES, graph_iri
from builder.model import Article
from builder.nquads import canonical, has_blank_nodes, ntriples, parse
from builder.provenance import PROVENANCE
from builder.remote import RemoteStore
from builder.republications import Republication, write_republications
from builder.store import ArticleGraph
from builder.transport import Refused
from builder.vocabulary import HAPPENINGS, TQ

_CHUNK = 64  # articles that are asked for and recorded together


class Item(ArticleGraph, Protocol):
    """One article to load: its graph and all lines of the provenance graph that speak of it, both as N-Quads.

    `record` is the `article_record` of `builder.provenance` and the `version_record` of the release and of the lexicon.
    """

    @property
    def record(self) -> bytes: ...


class WithText(ArticleGraph, Protocol):
    """An article's graph with the text that it was read from."""

    @property
    def article(self) -> Article: ...
    @property
    def fingerprint(self) -> Fingerprint | None: ...


Given = TypeVar("Given", bound=WithText)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one article: it was sent, was there already, or could not be sent for a reason."""

    identifier: str
    sent: bool
    reason: str = ""


def load_remote(items: Iterable[Item], remote: RemoteStore, workers: int = 4) -> Iterator[Loaded]:
    """Put articles on the server, several at once, and yield what became of each in the order given; the failure of one costs no other.

    An error of the server that concerns all of them, such as a refused password, ends the load.
    """
    remote.require_writing()
    source = iter(items)
    with ThreadPoolExecutor(workers) as pool:
        while chunk := list(islice(source, _CHUNK)):
            yield from _load_chunk(chunk, remote, pool)


def _load_chunk(chunk: Sequence[Item], remote: RemoteStore, pool: ThreadPoolExecutor) -> Iterator[Loaded]:
    chunk = list({item.graph_iri: item for item in chunk}.values())  # of two readings of an article, the later
    recorded = remote.recorded(item.graph_iri for item in chunk)
    new = [item for item in chunk if recorded.get(item.graph_iri) != provenance.graph_hash(item.nquads)]
    forget(remote, [item.graph_iri for item in new if item.graph_iri in recorded])
    reasons = dict(zip((item.identifier for item in new), pool.map(lambda item: _send(item, remote), new), strict=True))
    _record(remote, [item.record for item in new if not reasons[item.identifier]])
    for item in chunk:
        reason = reasons.get(item.identifier)
        yield Loaded(item.identifier, reason == "", reason or "")


def _send(item: Item, remote: RemoteStore) -> str:
    """Put one graph on the server, and return why that could not be done, or nothing."""
    try:
        quads = parse(item.nquads, item.graph_iri)
        if any(q.graph_name != ox.NamedNode(item.graph_iri) for q in quads) or has_blank_nodes(quads):
            return f"{item.identifier}: its graph has blank nodes or statements of other graphs: build it again"
        remote.put_graph(item.graph_iri, ntriples(q.triple for q in quads).encode())
    except Refused as refused:
        if refused.status in (401, 403, 404, 405):  # so it will be for every other graph
            raise
        return f"{item.identifier}: {refused}"
    except StoreError as error:
        return f"{item.identifier}: {error}"
    return ""


def forget(remote: RemoteStore, graphs: Sequence[str]) -> None:
    """Take away what the provenance graph says of graphs, of the runs that made them and of their articles."""
    if not graphs:
        return
    those = f"VALUES ?g {{ {' '.join(str(ox.NamedNode(graph)) for graph in graphs)} }}"
    ways = [f"?g <{way}> ?node . ?node ?p ?o" for way in (provenance.GENERATED_BY, provenance.DERIVED_FROM)]
    deletions = [
        f"DELETE {{ GRAPH <{PROVENANCE}> {{ ?node ?p ?o }} }} WHERE {{ {those} GRAPH <{PROVENANCE}> {{ {way} }} }}" for way in ways
    ]
    deletions.append(f"DELETE {{ GRAPH <{PROVENANCE}> {{ ?g ?p ?o }} }} WHERE {{ {those} GRAPH <{PROVENANCE}> {{ ?g ?p ?o }} }}")
    remote.update(" ;\n".join(deletions))


def _record(remote: RemoteStore, records: Sequence[bytes]) -> None:
    """Add statements to the provenance graph."""
    triples = {quad.triple for record in records for quad in parse(record, "the provenance")}
    if triples:
        remote.update(f"INSERT DATA {{ GRAPH <{PROVENANCE}> {{\n{ntriples(sorted(triples, key=str))}}} }}")


def load_background(nquads: bytes, remote: RemoteStore) -> bool:
    """Load the lexicon and the ontology where they differ from what is loaded, and tell whether they did."""
    remote.require_writing()
    quads = canonical(parse(nquads, "the lexicon and the ontology"))
    changed = False
    for graph in sorted({q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}):
        own = [q for q in quads if q.graph_name == ox.NamedNode(graph)]
        digest = provenance.graph_hash("".join(sorted(f"{q} .\n" for q in own)).encode())
        changed |= _replace(remote, graph, own, digest)
    if changed or not remote.described():
        _record(remote, [provenance.dataset_description(), provenance.graph_record(links.LINKS)])
    return changed


class Reprinted(Comparison):
    """The articles of a load, and who of them reprints whom.

    A server holds no texts, so articles are compared with those of the same load.
    """

    def noted(self, item: Given) -> Given:
        """Note what an article prints, and hand it on."""
        fingerprint = item.fingerprint or fingerprint_of(item.article)
        self.enter(item.identifier, fingerprint, provenance.issued(item.identifier, item.nquads))
        return item

    def with_earlier(self, remote: RemoteStore) -> list[Republication]:
        """Return what reprints what in this load, and what earlier loads found of articles that are no part of it and still there."""
        found = self.found()
        asked = (
            f"SELECT ?copy ?original ?similarity WHERE {{ GRAPH <{links.LINKS}> {{ ?link <{TQ}copy> ?copy ; <{TQ}original> ?original ;"
            f" <{TQ}similarity> ?similarity }} GRAPH <{PROVENANCE}> {{ ?copy a ?any . ?original a ?any }} }}"
        )
        for copy, original, degree in remote.rows(asked):
            ends = [unquote(str(getattr(end, "value", "")).removeprefix(ARTICLES)) for end in (copy, original)]
            if isinstance(degree, ox.Literal) and not any(map(self.knows, ends)):
                found.append(Republication(ends[0], ends[1], round(100 * float(degree.value))))
        return sorted(set(found))


def load_links(remote: RemoteStore, place_kind: Callable[[str], str | None], reprinted: Sequence[Republication] = ()) -> tuple[int, int]:
    """Link anew what reprints what, and the events that several articles on the server tell, and return how many pairs of events there are.

    What is only reprinted tells nothing of its own. The second number is that of the articles that reprint others.
    """
    remote.require_writing()
    kinds = " ".join(f"<{TQ}{kind}>" for kind in HAPPENINGS)
    compared = ", ".join(f"<{TQ}{name}>" for name in links.COMPARED)
    events = f"VALUES ?kind {{ {kinds} }} GRAPH ?g {{ ?event a ?kind ; ?p ?o }}"
    asked = f"SELECT ?g ?event ?kind ?p ?o WHERE {{ {events} FILTER(?p IN ({compared})) }}"
    rows = ([term.value for term in row if term is not None and not isinstance(term, ox.Triple)] for row in remote.rows(asked))
    copies = {graph_iri(one.copy) for one in reprinted}
    told = links.told_rows((g, event, kind, p, o) for g, event, kind, p, o in rows if g.startswith(ARTICLE_GRAPHS) and g not in copies)
    found = links.find_links(told, links.wide_places(place_kind))
    quads = parse(links.write_links(found) + write_republications(reprinted), "the links")
    if set(quads) != set(remote.quads(links.LINKS)):
        remote.put_graph(links.LINKS, ntriples(quad.triple for quad in quads).encode())
    return len(found), len(reprinted)


def _replace(remote: RemoteStore, graph: str, quads: Iterable[ox.Quad], digest: str) -> bool:
    """Put a graph that is of no article in its place, unless it is there, and tell whether it was sent."""
    recorded = remote.recorded([graph]).get(graph)
    if recorded == digest:
        return False
    if recorded is not None:
        forget(remote, [graph])
    remote.put_graph(graph, ntriples(quad.triple for quad in quads).encode())
    _record(remote, [provenance.graph_record(graph, digest)])
    return True
