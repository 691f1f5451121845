"""The store: an Oxigraph database on disk with one named graph per article, and the texts that the graphs were read from."""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

import pyoxigraph as ox

from builder import links, provenance
from builder.batch import Applier
from builder.copies import Copies
from builder.errors import StoreError
from builder.fingerprints import Fingerprint, fingerprint_of
from builder.folder import claim, lock, open_database
from builder.happenings import Change, Happenings
from builder.identifiers import ARTICLE_GRAPHS, GRAPHS, graph_iri
from builder.impact import Statements, statements_of
from builder.keywords import names_no_graphs
from builder.ledger import Entry, Ledger
from builder.links import told_events
from builder.model import Article, Told
from builder.nquads import canonical as _canonical
from builder.nquads import has_blank_nodes
from builder.nquads import ntriples as _ntriples
from builder.nquads import parse as _parse
from builder.own import Own, OwnFolders
from builder.prefixes import PREFIXES
from builder.reading import Answer, StoredGraph, Term
from builder.republications import write_republications
from builder.versions import Versions, content_hash, current

if TYPE_CHECKING:
    from rdflib import Dataset

PROVENANCE = ox.NamedNode(provenance.PROVENANCE)
_BACKGROUND = (GRAPHS + "lexicon", GRAPHS + "ontology")
_BATCH = 220_000_000  # bytes of N-Quads that are loaded together: about the million statements that the database sorts at once
_STAMPS = 5000  # changes of a record alone that are made together
_SECONDS = 60.0  # after which a slow build stores what it has


class ArticleGraph(Protocol):
    """What `Store.put` takes: one article's identifier, the name of its graph, and the graph as N-Quads."""

    @property
    def identifier(self) -> str: ...

    @property
    def graph_iri(self) -> str: ...

    @property
    def nquads(self) -> bytes: ...


class Store:
    """An open store; a context manager.

    What `put`, `retract` and the others change is gathered and reaches the database batch by batch, at the latest with `flush` or `close`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store") as store:
    ...     store.graphs()
    ()
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder, self._read_only = folder, read_only
        self._lock = claim(folder, read_only)
        try:
            self.ledger = Ledger(folder / "articles.sqlite")
            if read_only and self.ledger.pending():
                self._recover()
            self.db = open_database(folder, read_only)
        except BaseException:
            self._lock.close()
            raise
        self._own: str | None = None
        self._happenings, self._copies = Happenings(self.ledger.db), Copies(self.ledger.db)
        self._applier = Applier(folder, self.db, self.ledger)
        self._batch = self._applier.new_batch()
        self._since = time.monotonic()
        if not read_only:
            try:
                self._applier.recover()
            except StoreError:
                self.close()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Store what was gathered, let go of the database and of the lock."""
        with ExitStack() as leaving:
            leaving.callback(self._lock.close)
            leaving.callback(self.ledger.close)
            if hasattr(self, "db"):
                leaving.callback(self._let_go)
                leaving.callback(self._applier.close)
                if not self._read_only and not self._applier.failed:
                    self.flush()
                    self._describe_versions()

    def _let_go(self) -> None:
        """Let go of the database, which is closed when nobody knows it any more."""
        del self._applier, self.db

    def _recover(self) -> None:
        """Complete, for a reader, what a killed writer left; for that moment the store is the reader's alone."""
        try:
            lock(self._lock, shared=False)
        except OSError as error:
            raise StoreError(f"{self.folder}: a build was killed and others read the store: open it again when they have ended") from error
        db = open_database(self.folder, read_only=False)
        applier = Applier(self.folder, db, self.ledger)
        applier.recover()
        applier.close()
        del applier, db
        lock(self._lock, shared=True)

    # ------------------------------------------------------------------------------------------------------------------ writing

    def put(
        self,
        outcome: ArticleGraph,
        article: Article | None = None,
        versions: Versions | None = None,
        *,
        told: Sequence[Told] | None = None,
        fingerprint: Fingerprint | None = None,
        checked: bool = False,
    ) -> bool:
        """Store an article's graph in the place of the one it had, and tell whether it differs.

        The hash is that of the N-Quads as given, because the database rewrites literals ("0.50" becomes "0.5"). `checked` says that
        the graph is known to be sound N-Quads of its own graph, as the gate's are; `told` are its events, where they
        are known, and so is its `fingerprint`.
        """
        if not checked:
            _check(outcome)
        identifier, versions = outcome.identifier, versions or self.versions
        if identifier in self._batch.identifiers:
            self.flush()
        known = self.ledger.entry(identifier)
        if article is None and known is not None:
            article = self.ledger.article(identifier)
        content = content_hash(article) if article else ""
        entry = Entry(identifier, provenance.graph_hash(outcome.nquads), content, versions, article is not None)
        if known == entry:
            return False
        changed = known is None or known.digest != entry.digest
        batch = self._batch
        if known is not None:
            (batch.graphs if changed else batch.records).append(outcome.graph_iri)
        if changed:
            batch.add(outcome.nquads)
            events = tuple(told_events(outcome.nquads, outcome.graph_iri)) if told is None else told
            batch.entering.append(lambda: self._happenings.enter(identifier, events, new=known is None))
        batch.add(provenance.article_record(identifier, outcome.nquads, content, versions, entry.digest))
        batch.entering.append(lambda: self.ledger.put(entry, article))
        if fingerprint is None and article is not None:
            fingerprint = fingerprint_of(article)
        issued = provenance.issued(identifier, outcome.nquads)
        batch.entering.append(lambda: self._copies.enter(identifier, fingerprint, issued))
        batch.identifiers.add(identifier)
        if batch.size > _BATCH or time.monotonic() - self._since > _SECONDS:
            self.flush()
        return changed

    def retract(self, identifier: str, *, remember: bool = True) -> bool:
        """Take an article out of the store with everything that only it says, and tell whether it was there.

        Where that is to be remembered, the same text stays out of later builds.
        """
        if self.ledger.entry(identifier) is None and identifier not in self._batch.identifiers:
            return False
        self.flush()
        self._batch.graphs.append(graph_iri(identifier))
        self._batch.entering += [lambda: self._happenings.enter(identifier, ()), lambda: self.ledger.retract(identifier, remember=remember)]
        self._batch.entering.append(lambda: self._copies.enter(identifier, None))
        self.flush()
        return True

    def restore(self, identifier: str) -> bool:
        """Forget that an article was retracted, and tell whether it was."""
        with self.ledger.transaction():
            return self.ledger.restore(identifier)

    def flush(self) -> None:
        """Store what was gathered; it outlives a kill from here on."""
        batch, self._batch, self._since = self._batch, self._applier.new_batch(), time.monotonic()
        if batch:
            self._applier.apply(batch)

    def sync(self) -> None:
        """Store what was gathered, and return when it can be read."""
        if not self._read_only:
            self.flush()
            self._applier.wait()

    def put_background(self, nquads: bytes, lexicon: str = "", sources: str = "") -> bool:
        """Put the graphs of the lexicon and the ontology in the place of those that the store has, and tell whether they differ.

        `lexicon` is the state of the lexicon that they hold, `sources` a digest of what they were made of.
        """
        quads = _canonical(_parse(nquads, "the lexicon and the ontology"))
        graphs = sorted({q.graph_name for q in quads}, key=str)
        texts = {graph: "".join(sorted(f"{q} .\n" for q in quads if q.graph_name == graph)).encode() for graph in graphs}
        digest = provenance.graph_hash(b"".join(texts.values()))
        self.flush()
        for note in (("background", digest), ("lexicon", lexicon), ("sources", sources)):
            self._batch.entering.append(partial(self.ledger.set_note, *note))
        if self.ledger.note("background") == digest:
            self.flush()
            return False
        for graph, own in texts.items():
            if not isinstance(graph, ox.NamedNode) or graph == PROVENANCE:
                raise StoreError(f"{graph}: the lexicon and the ontology must stand in named graphs of their own")
            self._batch.graphs.append(graph.value)
            self._batch.add(own + provenance.graph_record(graph.value, provenance.graph_hash(own)))
        self._batch.blank = True
        self._batch.add(provenance.dataset_description() + provenance.graph_record(links.LINKS))
        self.flush()
        return True

    @property
    def lexicon(self) -> str:
        """The state of the lexicon that the store holds, empty where it holds none."""
        return self.ledger.note("lexicon")

    @property
    def versions(self) -> Versions:
        """The versions of this program, with the user's own lexicon that the store is read with."""
        return current(self.own_digest) if self.own_digest else current()

    @property
    def own_digest(self) -> str:
        """The digest of the user's own lexicon that the store is read with, empty where there is none."""
        if self._own is None:
            self._own = self.ledger.note("own")
        return self._own

    @property
    def recogniser(self) -> str:
        """The recogniser that the articles were last read with, as `builder.choice` writes it; empty where none was."""
        return self.ledger.note("recogniser")

    def take_recogniser(self, name: str) -> None:
        """Remember the recogniser that the articles are read with from now on."""
        if name != self.recogniser:
            with self.ledger.transaction():
                self.ledger.set_note("recogniser", name)

    @property
    def own_folders(self) -> OwnFolders:
        """The folders of that lexicon, as they were when it was read last."""
        return OwnFolders.parsed(self.ledger.note("own-folders"))

    def own(self) -> Own:
        """Return the user's own lexicon that the store is read with."""
        return Own(self.own_digest, b64decode(self.ledger.note("own-data")))

    def take_own(self, own: Own, folders: OwnFolders) -> None:
        """Keep a user's own lexicon, with which the store is read from here on."""
        if (own.digest, folders) != (self.own_digest, self.own_folders):
            with self.ledger.transaction():
                self.ledger.set_note("own", own.digest)
                self.ledger.set_note("own-data", b64encode(own.data).decode())
                self.ledger.set_note("own-folders", folders.written())
        self._own = own.digest

    def forget_versions(self) -> None:
        """Take every article for one that must be read again."""
        with self.ledger.transaction():
            self.ledger.forget_versions()

    def restamp(self, entry: Entry, lexicon: str) -> None:
        """Note that an article would be read the same with another state of the lexicon."""
        before, after = (provenance.lexicon_used(entry.identifier, entry.digest, name) for name in (entry.versions.lexicon, lexicon))
        self._batch.removed.append(before)
        self._batch.add(after)
        versions = replace(entry.versions, lexicon=lexicon)
        self._batch.entering.append(lambda: self.ledger.restamp(entry.identifier, versions))
        if len(self._batch.entering) > _STAMPS:
            self.flush()

    def _describe_versions(self) -> None:
        """Let the provenance graph describe the releases and states of the lexicon that the articles were read with, and no others."""
        used, described = self.ledger.versions_used(), self.ledger.note("described").split()
        if used != described:
            self._batch.removed += [provenance.version_record(name) for name in described if name not in used]
            for name in used:
                self._batch.add(provenance.version_record(name))
            self._batch.entering.append(lambda: self.ledger.set_note("described", " ".join(used)))
            self.flush()

    def link_events(self, place_kind: Callable[[str], str | None]) -> int:
        """Bring the links between events that several articles tell up to date, and return how many there are.

        Before that, those between articles and what reprints them, for what is only reprinted is no telling of its own. `place_kind` knows
        the lexicon's places. Only what was stored, changed or retracted since the last time is looked at, unless the lexicon has changed.
        """
        self.sync()
        is_wide, ledger = links.wide_places(place_kind), self.ledger
        self._link_republications()
        with ledger.transaction():
            if ledger.note("keys") != self.versions.lexicon:
                self._happenings.enter_all_again()
                ledger.set_note("keys", self.versions.lexicon)
        more = True
        while more:
            with ledger.transaction():
                more = self._happenings.index(is_wide)
        while change := self._happenings.next_change(is_wide):
            self._change_links(change)
        self._applier.wait()
        return self._happenings.count()

    @property
    def republications(self) -> int:
        """The number of articles that reprint others, as of the last linking."""
        return self._copies.count()

    def _link_republications(self) -> None:
        for work in (self._copies.index, self._copies.match):
            more = True
            while more:
                with self.ledger.transaction():
                    more = work()
        while change := self._copies.next_change():
            if change.lost:
                self._batch.removed.append(write_republications(change.lost))
            if change.gained:
                self._batch.add(write_republications(change.gained))
            self._batch.entering.append(partial(self._copies.settle, change))
            self.flush()
        self._applier.wait()

    def _change_links(self, change: Change) -> None:
        batch = self._batch
        if change.lost:
            batch.removed.append(links.write_links(change.lost))
        if change.gained:
            batch.add(links.write_links(link for link, _, _ in change.gained))
        batch.entering.append(lambda: self._happenings.settle(change))
        self.flush()

    # ------------------------------------------------------------------------------------------------------------------ reading

    def graphs(self) -> tuple[StoredGraph, ...]:
        """Return the article graphs in order of their identifiers."""
        self.sync()
        return tuple(StoredGraph(e.identifier, graph_iri(e.identifier), e.digest) for e in self.ledger.entries())

    def graph(self, identifier: str) -> StoredGraph:
        """Return the article graph of an identifier; an error if there is none."""
        self.sync()
        entry = self.ledger.entry(identifier)
        if entry is None:
            raise StoreError(f"{self.folder}: has no article {identifier!r}: `tansiq query articles` lists those that it has")
        return StoredGraph(identifier, graph_iri(identifier), entry.digest)

    def quads(self, graph: str, subject: str | None = None, predicate: str | None = None) -> Iterator[ox.Quad]:
        """Yield the statements of one named graph, or those of a subject or predicate in it, in the database's own order."""
        self.sync()
        of, told = (ox.NamedNode(term) if term else None for term in (subject, predicate))
        return self.db.quads_for_pattern(of, told, None, ox.NamedNode(graph))

    @property
    def name(self) -> str:
        """Return the folder, as errors say it."""
        return str(self.folder)

    def named_graphs(self) -> list[str]:
        """Return the IRIs of all graphs in order."""
        self.sync()
        return sorted(g.value for g in self.db.named_graphs() if isinstance(g, ox.NamedNode))

    def contents(self, graphs: Sequence[str], predicates: Sequence[str] = ()) -> Iterator[tuple[str, list[ox.Quad]]]:
        """Yield each of the graphs with its statements, or those of some predicates."""
        for graph in graphs:
            yield graph, [quad for told in predicates or (None,) for quad in self.quads(graph, predicate=told)]

    def about(self, graph: str, subjects: Iterable[str]) -> Iterator[ox.Quad]:
        """Yield what one graph says of some subjects."""
        for subject in subjects:
            yield from self.quads(graph, subject)

    def query(self, text: str, substitutions: Mapping[ox.Variable, Term] | None = None) -> Answer:
        """Ask in SPARQL over the union of all graphs, or over those that the query names with FROM."""
        self.sync()
        values, union = dict(substitutions or {}), names_no_graphs(text)
        return self.db.query(text, prefixes=PREFIXES, use_default_graph_as_union=union, substitutions=values)

    def ntriples(self, graph: str) -> str:
        """Return one named graph as sorted N-Triples."""
        return _ntriples(sorted((quad.triple for quad in self.quads(graph)), key=str))

    def articles_about(self, things: Iterable[str]) -> set[str]:
        """Return the identifiers of the articles whose graphs speak of one of `things`."""
        graphs: set[str] = set()
        for thing in things:
            found = self.db.quads_for_pattern(None, None, ox.NamedNode(thing))
            graphs.update(q.graph_name.value for q in found if isinstance(q.graph_name, ox.NamedNode))
        return {unquote(graph.removeprefix(ARTICLE_GRAPHS)) for graph in graphs if graph.startswith(ARTICLE_GRAPHS)}

    def knowledge(self) -> Statements:
        """Return what the store's lexicon and vocabularies say that decides how articles are read."""
        return statements_of(quad for graph in _BACKGROUND for quad in self.quads(graph))

    @staticmethod
    def knowledge_of(background: bytes) -> Statements:
        """Return the same of another lexicon, given as N-Quads, as the store would hold it."""
        other = ox.Store()
        other.bulk_load(background, format=ox.RdfFormat.N_QUADS)
        return statements_of(other)

    def article(self, identifier: str) -> Article:
        """Return the text that an article's graph was read from."""
        self.sync()
        found = self.ledger.article(identifier)
        if found is None:
            raise StoreError(f"{self.folder}: has no text of the article {identifier!r}: build it again")
        return found

    def as_rdflib(self) -> Dataset:
        """Return the store as an rdflib Dataset over the same database, for as long as this store is open."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.db), default_union=True)


def _check(outcome: ArticleGraph) -> None:
    """Raise an error unless a graph is N-Quads of the article's own graph, without blank nodes."""
    graph = ox.NamedNode(outcome.graph_iri)
    if outcome.graph_iri != graph_iri(outcome.identifier):
        raise StoreError(f"{outcome.identifier}: its graph is {graph_iri(outcome.identifier)}, not {outcome.graph_iri}")
    quads = _parse(outcome.nquads, outcome.graph_iri)
    if any(quad.graph_name != graph for quad in quads):
        raise StoreError(f"{outcome.identifier}: a statement stands outside the article's own graph {outcome.graph_iri}")
    if has_blank_nodes(quads):
        raise StoreError(f"{outcome.identifier}: the article's graph has a blank node: give it an IRI")
