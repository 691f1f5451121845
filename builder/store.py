"""The store: an Oxigraph database on disk with one named graph per article, and the texts that the graphs were read from.

A store is a folder: ``graph/`` is the database, ``articles.sqlite`` keeps the texts for `tansiq explain` (they are never exported) and
``tansiq-store`` marks the folder and is its lock. Several processes may read a store at once; one alone may write.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

import pyoxigraph as ox

from builder import links, provenance
from builder.errors import StoreError
from builder.identifiers import ARTICLE_GRAPHS, GRAPHS
from builder.model import Article
from builder.texts import Texts

if TYPE_CHECKING:
    from rdflib import Dataset

PROVENANCE = ox.NamedNode(GRAPHS + "provenance")
_MARKER, _FORMAT = "tansiq-store", "1\n"


class ArticleGraph(Protocol):
    """What `Store.put` takes: one article's identifier, the name of its graph, and the graph as N-Quads."""

    @property
    def identifier(self) -> str: ...

    @property
    def graph_iri(self) -> str: ...

    @property
    def nquads(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """One article graph of the store, with the SHA-256 of the N-Quads that it was loaded from."""

    identifier: str
    iri: str
    sha256: str


class Store:
    """An open store; a context manager.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store") as store:
    ...     store.graphs()
    ()
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder, self._written = folder, False
        self._lock = _claim(folder, read_only)
        path = str(folder / "graph")
        try:
            # A store that was made and never filled has no database yet: let the reader make it.
            self.db = ox.Store.read_only(path) if read_only and os.path.isdir(path) else ox.Store(path)
            self.texts = Texts(folder / "articles.sqlite")
        except (OSError, ValueError) as error:
            self._lock.close()
            reason = "another process is using it: wait until it ends" if "LOCK" in str(error) else str(error).splitlines()[0]
            raise StoreError(f"{folder}: cannot open the store: {reason}") from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and of the lock."""
        if hasattr(self, "db"):
            if self._written:  # else every later opening reads the whole write-ahead log again: ten seconds after 600 articles
                self.db.flush()
            del self.db
        self.texts.close()
        self._lock.close()

    # ------------------------------------------------------------------------------------------------------------------ writing

    def put(self, outcome: ArticleGraph, article: Article | None = None) -> bool:
        """Store an article's graph in the place of the one it had, and tell whether anything changed.

        The graph and the record of its hash change in one transaction, so a build that is killed leaves the old graph or the new one.
        The hash is that of the N-Quads as given, because the database rewrites literals ("0.50" becomes "0.5").
        """
        if article is not None:
            self.texts.put(article)
        digest = hashlib.sha256(outcome.nquads).hexdigest()
        graph = ox.NamedNode(outcome.graph_iri)
        recorded = self._recorded(graph)
        if recorded == digest:
            return False
        self._written = True
        quads = _parse(outcome.nquads, outcome.graph_iri)
        if any(q.graph_name != graph for q in quads):
            raise StoreError(f"{outcome.identifier}: a statement stands outside the article's own graph {outcome.graph_iri}")
        if any(isinstance(term, ox.BlankNode) for q in quads for term in (q.subject, q.object)):
            raise StoreError(f"{outcome.identifier}: the article's graph has a blank node: give it an IRI")
        record = provenance.article_record(outcome.identifier, graph, digest, quads)
        if recorded is None and next(self.db.quads_for_pattern(None, None, None, graph), None) is None:
            # A graph that is new is added in one transaction, at a fraction of the cost of a SPARQL update.
            self.db.extend([*quads, *(ox.Quad(t.subject, t.predicate, t.object, PROVENANCE) for t in record)])
        else:
            self._replace(graph, [q.triple for q in quads], record)
        return True

    def drop(self, identifier: str) -> bool:
        """Take an article out of the store, its text too, and tell whether it was there."""
        stored = next((g for g in self.graphs() if g.identifier == identifier), None)
        self.texts.drop(identifier)
        if stored is not None:
            self._replace(ox.NamedNode(stored.iri), [], [])
        return stored is not None

    def put_background(self, nquads: bytes) -> bool:
        """Load the lexicon and the ontology where they differ from what is loaded, and tell whether they did.

        A kill in between leaves the graphs away and their record too, so that the next build loads them.
        """
        quads = _canonical(_parse(nquads, "the lexicon and the ontology"))
        changed = False
        for graph in sorted({q.graph_name for q in quads}, key=str):
            if not isinstance(graph, ox.NamedNode) or graph == PROVENANCE:
                raise StoreError(f"{graph}: the lexicon and the ontology must stand in named graphs of their own")
            own = [q for q in quads if q.graph_name == graph]
            digest = hashlib.sha256("\n".join(sorted(map(str, own))).encode()).hexdigest()
            if self._recorded(graph) != digest:
                self._written = True
                self._replace(graph, [], [])
                record = [ox.Quad(t.subject, t.predicate, t.object, PROVENANCE) for t in provenance.background_record(graph, digest)]
                self.db.extend(own + record)
                changed = True
        self.db.extend([ox.Quad(t.subject, t.predicate, t.object, PROVENANCE) for t in provenance.dataset_description()])
        return changed

    def link_events(self, place_kind: Callable[[str], str | None]) -> int:
        """Link anew the events that several articles tell, and return how many pairs there are; `place_kind` knows the lexicon's places."""
        events = links.told_events(lambda s, p, o: self.db.quads_for_pattern(s, p, o, None))
        found = links.find_links((e for e in events if e.article.startswith(ARTICLE_GRAPHS)), links.wide_places(place_kind))
        nquads, graph = links.write_links(found), ox.NamedNode(links.LINKS)
        digest = hashlib.sha256(nquads).hexdigest()
        if self._recorded(graph) != digest:
            self._written = True
            self._replace(graph, [q.triple for q in _parse(nquads, "the links")], provenance.background_record(graph, digest))
        return len(found)

    def _replace(self, graph: ox.NamedNode, triples: list[ox.Triple], record: list[ox.Triple]) -> None:
        """Put `triples` in the place of a graph and `record` in the place of what the provenance graph says of it, all or nothing."""
        described = self._nodes_of_record(graph)
        update = [f"DROP SILENT GRAPH {graph}"]
        update += [f"DELETE WHERE {{ GRAPH {PROVENANCE} {{ {node} ?p ?o }} }}" for node in described]
        for name, content in ((graph, triples), (PROVENANCE, record)):
            if content:
                update.append(f"INSERT DATA {{ GRAPH {name} {{\n{_ntriples(content)}}} }}")
        try:
            self.db.update(" ;\n".join(update))
        except (OSError, SyntaxError, RuntimeError) as error:
            raise StoreError(f"{self.folder}: cannot write {graph.value}: {error}") from error

    def _nodes_of_record(self, graph: ox.NamedNode) -> list[str]:
        """Return the graph's node and those of the activity that made it and of its article, as SPARQL."""
        found = [graph]
        for predicate in (provenance.GENERATED_BY, provenance.DERIVED_FROM):
            for quad in self.db.quads_for_pattern(graph, predicate, None, PROVENANCE):
                if isinstance(quad.object, ox.NamedNode):
                    found.append(quad.object)
        return [str(node) for node in found]

    # ------------------------------------------------------------------------------------------------------------------ reading

    def graphs(self) -> tuple[StoredGraph, ...]:
        """Return the article graphs in order of their identifiers."""
        found = []
        for quad in self.db.quads_for_pattern(None, provenance.IDENTIFIER, None, PROVENANCE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                found.append(StoredGraph(quad.object.value, quad.subject.value, self._recorded(quad.subject) or ""))
        return tuple(sorted(found, key=lambda g: g.identifier))

    def graph(self, identifier: str) -> StoredGraph:
        """Return the article graph of an identifier; an error if there is none."""
        for stored in self.graphs():
            if stored.identifier == identifier:
                return stored
        raise StoreError(f"{self.folder}: has no article {identifier!r}: `tansiq query articles` lists those that it has")

    def quads(self, graph: str, subject: str | None = None, predicate: str | None = None) -> Iterator[ox.Quad]:
        """Yield the statements of one named graph, or those of a subject or predicate in it, in the database's own order."""
        of, told = (ox.NamedNode(term) if term else None for term in (subject, predicate))
        return self.db.quads_for_pattern(of, told, None, ox.NamedNode(graph))

    def ntriples(self, graph: str) -> str:
        """Return one named graph as sorted N-Triples."""
        return _ntriples(sorted((quad.triple for quad in self.quads(graph)), key=str))

    def article(self, identifier: str) -> Article:
        """Return the text that an article's graph was read from."""
        found = self.texts.get(identifier)
        if found is None:
            raise StoreError(f"{self.folder}: has no text of the article {identifier!r}: build it again")
        return found

    def as_rdflib(self) -> Dataset:
        """Return the store as an rdflib Dataset over the same database, for as long as this store is open."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.db), default_union=True)

    def _recorded(self, graph: ox.NamedNode) -> str | None:
        """Return the hash that a graph was stored with."""
        for quad in self.db.quads_for_pattern(graph, provenance.SHA256, None, PROVENANCE):
            if isinstance(quad.object, ox.Literal):
                return quad.object.value
        return None


def _claim(folder: Path, read_only: bool) -> IO[str]:
    """Return the locked marker of a store folder; a writer makes the folder where there is none."""
    marker = folder / _MARKER
    if not marker.exists():
        if read_only:
            raise StoreError(f"{folder}: is not a tansiq store: make one with `tansiq build PATH --store {folder}`")
        _make(folder, marker)
    try:
        stream = marker.open("r" if read_only else "r+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder}: cannot open the store: {error.strerror}") from error
    if stream.read() not in ("", _FORMAT):  # empty: killed while it was made
        stream.close()
        raise StoreError(f"{folder}: was made by a newer version of tansiq: update tansiq or build a new store")
    try:
        _lock(stream, read_only)
    except OSError as error:
        stream.close()
        raise StoreError(f"{folder}: another process is using the store: wait until it ends") from error
    return stream


def _make(folder: Path, marker: Path) -> None:
    """Make an empty store folder; a folder that holds something else is left alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder}: is not a tansiq store and not empty: give another folder")
        marker.write_text(_FORMAT, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder}: cannot make a store here: {error.strerror}") from error


def _lock(stream: IO[str], shared: bool) -> None:
    """Lock the marker for as long as it is open; the lock is not handed down to worker processes, so none outlives its owner."""
    try:
        import fcntl
    except ImportError:  # not on Windows, where the database's own lock must do
        return
    fcntl.lockf(stream, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def _parse(nquads: bytes, what: str) -> list[ox.Quad]:
    try:
        return list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{what}: is not N-Quads: {error}") from error


def _canonical(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Give blank nodes names that depend on nothing but the statements, so that two builds export the same bytes."""
    if not any(isinstance(term, ox.BlankNode) for q in quads for term in (q.subject, q.object)):
        return quads
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _ntriples(triples: list[ox.Triple]) -> str:
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None  # no output was given, so it is returned
    return text.decode()
