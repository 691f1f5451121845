"""The catalogue: an index beside the store by which pages are quick, of who is named where, what happened when and who took part.

It holds nothing that the graphs do not say, and is brought up to date with them article by article. Losing it costs the time of making it
again.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from builder.errors import StoreError
from builder.identifiers import GRAPHS
from builder.site import spelling
from builder.site.record import ROLES, TIES, Happening, Named, Record, read_record
from builder.store import Store
from builder.vocabulary import DCTERMS, GEO, ORG, RDF_TYPE, SCHEMA, SKOS, SUPERCLASSES, TQ

_VERSION = "4"  # another one makes the catalogue anew
_TABLES = """
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    id INTEGER PRIMARY KEY, identifier TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, title TEXT NOT NULL, issued TEXT NOT NULL,
    outlet INTEGER, url TEXT NOT NULL);
CREATE INDEX article_issued ON article (issued DESC, id);
CREATE INDEX article_outlet ON article (outlet, issued DESC);
CREATE TABLE thing (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, ar TEXT NOT NULL, en TEXT NOT NULL, article INTEGER,
    articles INTEGER NOT NULL DEFAULT 0, lat REAL, long REAL);
CREATE INDEX thing_article ON thing (article) WHERE article IS NOT NULL;
CREATE INDEX thing_kind ON thing (kind, articles DESC, id);
CREATE TABLE mention (thing INTEGER, article INTEGER, issued TEXT, times INTEGER, PRIMARY KEY (thing, issued, article)) WITHOUT ROWID;
CREATE INDEX mention_article ON mention (article);
CREATE TABLE event (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
    date TEXT NOT NULL, name TEXT NOT NULL, quote TEXT NOT NULL, killed INTEGER, wounded INTEGER);
CREATE INDEX event_article ON event (article);
CREATE INDEX event_kind ON event (kind, date DESC, id);
CREATE INDEX event_date ON event (date DESC, id);
CREATE TABLE part (thing INTEGER, date TEXT, event INTEGER, role TEXT, PRIMARY KEY (thing, date, event, role)) WITHOUT ROWID;
CREATE INDEX part_event ON part (event);
CREATE TABLE post (person INTEGER, body INTEGER, role TEXT, title TEXT, issued TEXT, article INTEGER);
CREATE INDEX post_person ON post (person, issued);
CREATE INDEX post_body ON post (body, issued);
CREATE INDEX post_article ON post (article);
CREATE TABLE tie (subject INTEGER, kind TEXT, object INTEGER, article INTEGER);
CREATE INDEX tie_subject ON tie (subject, kind);
CREATE INDEX tie_object ON tie (object, kind);
CREATE INDEX tie_article ON tie (article);
CREATE TABLE alike (first TEXT, second TEXT, ar TEXT, en TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE INDEX alike_second ON alike (second);
CREATE TABLE reprint (article INTEGER PRIMARY KEY, original INTEGER NOT NULL, similarity REAL NOT NULL);
CREATE INDEX reprint_original ON reprint (original);
CREATE VIRTUAL TABLE name USING fts5 (words, consonants, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
CREATE VIRTUAL TABLE headline USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3');
"""
_READ = (  # all that the catalogue needs of an article's graph: reading a statement costs more than what is done with it
    SKOS + "prefLabel",
    *(DCTERMS + name for name in ("title", "issued", "publisher")),
    SCHEMA + "url",
    *(ORG + name for name in ("member", "role", "organization", "postIn")),
    *(TQ + name for name in ("title", "status", "date", "eventName", "quote", "killed", "wounded")),
    *(TQ + role for role in ROLES),
    *TIES,
)
# A reprint counts with its original: what both name, one article names.
_COUNTED = (
    "SELECT count(DISTINCT coalesce(reprint.original, mention.article)) FROM mention"
    " LEFT JOIN reprint ON reprint.article = mention.article WHERE mention.thing = thing.id"
)
_TOGETHER = 500  # articles of one transaction
_NOBODYS = 0  # stands for the article of what several may name and the lexicon does not know
LEXICON, LINKS = GRAPHS + "lexicon", GRAPHS + "links"


class Catalogue:
    """An open catalogue. `db` is read by `builder.site.lookup` alone.

    >>> catalogue = Catalogue(Path(":memory:"))
    >>> catalogue.note("lexicon")
    ''
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.db = sqlite3.connect(path, isolation_level=None)
            self.db.executescript("PRAGMA synchronous = NORMAL; PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = -65536;")
            if self.db.execute("PRAGMA user_version").fetchone()[0] != int(_VERSION):
                self._make()
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot open the catalogue: {error}: remove the file, it is made again") from error

    def _make(self) -> None:
        names = self.db.execute("SELECT type, name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
        virtual = {name for _, name in names} & {"name", "headline"}  # these take their own tables with them
        for name in [*sorted(virtual), *sorted(name for _, name in names if name.partition("_")[0] not in virtual)]:
            self.db.execute(f"DROP TABLE IF EXISTS {name}")
        self.db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT")

    def note(self, name: str) -> str:
        """Return what was noted under a name, empty where nothing was."""
        row = self.db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    # ---- bringing it up to date

    def update(self, store: Store, step: Callable[[int, int], None] = lambda done, total: None) -> int:
        """Bring the catalogue up to what the store holds, and return how many articles it read for that.

        `step` is told how many of how many are done. What was done stays when it is stopped.
        """
        stored = {graph.identifier: graph for graph in store.graphs()}
        background = store.ledger.note("background")
        if self.note("lexicon") != background:
            with self._transaction():
                self._put_lexicon(store)
                self._set_note("lexicon", background)
        known = dict(self.db.execute("SELECT identifier, digest FROM article"))
        gone = [name for name in known if name not in stored]
        fresh = [graph for name, graph in stored.items() if known.get(name) != graph.sha256]
        for first in range(0, len(gone), _TOGETHER):
            with self._transaction():
                for name in gone[first : first + _TOGETHER]:
                    self._remove(name)
        for first in range(0, len(fresh), _TOGETHER):
            with self._transaction():
                for graph in fresh[first : first + _TOGETHER]:
                    self._remove(graph.identifier)
                    self._put(read_record(graph.identifier, _said(store, graph.iri)), graph.sha256, _mentions(store, graph.iri))
            step(min(first + _TOGETHER, len(fresh)), len(fresh))
        if gone or fresh or not self.note("counted"):
            with self._transaction():
                self._put_links(store)
                self._forget()
                self.db.execute(f"UPDATE thing SET articles = ({_COUNTED})")
                self._set_note("counted", "yes")
            self.db.execute("PRAGMA optimize")
        return len(fresh) + len(gone)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
        except BaseException as error:
            self.db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"{self.path}: cannot write the catalogue: {error}") from error
            raise
        self.db.execute("COMMIT")

    def _set_note(self, name: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def _remove(self, identifier: str) -> None:
        """Take out an article with all that only it names."""
        row = self.db.execute("SELECT id FROM article WHERE identifier = ?", (identifier,)).fetchone()
        if row is None:
            return
        self.db.execute("DELETE FROM part WHERE event IN (SELECT id FROM event WHERE article = ?)", row)
        self.db.execute("DELETE FROM name WHERE rowid IN (SELECT id FROM thing WHERE article = ?)", row)
        self.db.execute("DELETE FROM headline WHERE rowid = ?", row)
        for table in ("thing", "mention", "event", "post", "tie"):
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", row)
        self.db.execute("DELETE FROM article WHERE id = ?", row)

    def _put(self, record: Record, digest: str, mentions: Mapping[str, int]) -> None:
        article = _number(record.iri)
        values = (article, record.identifier, digest, record.title, record.issued, record.url)
        self.db.execute("INSERT INTO article (id, identifier, digest, title, issued, url) VALUES (?, ?, ?, ?, ?, ?)", values)
        ids = {named.iri: self._thing(named, article, record.iri) for named in record.named}
        self.db.execute("UPDATE article SET outlet = ? WHERE id = ?", (ids.get(record.outlet), article))
        self.db.execute("INSERT INTO headline (rowid, words) VALUES (?, ?)", (article, " ".join(spelling.words(record.title))))
        self._many("mention", ((thing, article, record.issued, mentions.get(iri, 0)) for iri, thing in ids.items()))
        posts = ((ids.get(post.person), ids.get(post.body), post.role, post.title, record.issued, article) for post in record.posts)
        self._many("post", posts)
        ties = ((ids.get(tie.subject), tie.kind, ids.get(tie.object), article) for tie in record.ties)
        self._many("tie", (tie for tie in ties if None not in tie))
        for event in record.events:
            self._event(event, article, ids, record.issued)

    def _many(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        listed = list(rows)
        if listed:
            self.db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(listed[0]))})", listed)

    def _thing(self, named: Named, article: int, whole: str) -> int:
        """Return the number of something that an article names; what only the article knows is entered with it."""
        row = self.db.execute("SELECT id FROM thing WHERE iri = ?", (named.iri,)).fetchone()
        if row is not None:
            return int(row[0])
        own = article if named.iri.startswith(whole + "/") else _NOBODYS
        return self._enter(named.iri, named.kind, (named.label,), (named.label_en,) if named.label_en else (), own)

    def _enter(self, iri: str, kind: str, arabic: tuple[str, ...], english: tuple[str, ...], article: int | None = None) -> int:
        """Enter something under its names, the first of each language the one to show."""
        number = _number(iri)
        shown = (number, iri, kind, arabic[0] if arabic else "", english[0] if english else "", article)
        self.db.execute("INSERT INTO thing (id, iri, kind, ar, en, article) VALUES (?, ?, ?, ?, ?, ?)", shown)
        names = (*arabic, *english)
        folded, heard = (dict.fromkeys(" ".join(brought(name)) for name in names) for brought in (spelling.words, spelling.consonants))
        self.db.execute("INSERT INTO name (rowid, words, consonants) VALUES (?, ?, ?)", (number, "\n".join(folded), "\n".join(heard)))
        return number

    def _forget(self) -> None:
        """Take out what neither the lexicon knows nor any article names any more."""
        gone = f"SELECT id FROM thing WHERE article = {_NOBODYS} AND id NOT IN (SELECT thing FROM mention)"
        self.db.execute(f"DELETE FROM name WHERE rowid IN ({gone})")
        self.db.execute(f"DELETE FROM thing WHERE id IN ({gone})")

    def _event(self, event: Happening, article: int, ids: dict[str, int], issued: str) -> None:
        number = _number(event.iri)
        values = (number, event.iri, article, event.kind, event.status, event.date, event.name, event.quote, event.killed, event.wounded)
        self._many("event", [values])
        # What has no date of its own stands in a timeline where its article does.
        self._many("part", ((ids[thing], event.date or issued, number, role) for role, thing in event.parts if thing in ids))

    def _put_links(self, store: Store) -> None:
        self.db.execute("DELETE FROM alike")
        ends: dict[str, list[str]] = {}
        reasons: dict[tuple[str, str], str] = {}
        for quad in store.quads(LINKS):
            link = getattr(quad.subject, "value", "")
            if quad.predicate.value == TQ + "links" and isinstance(quad.object, ox.NamedNode):
                ends.setdefault(link, []).append(quad.object.value)
            elif quad.predicate.value == TQ + "linkReason" and isinstance(quad.object, ox.Literal):
                reasons[link, quad.object.language or ""] = quad.object.value
        told = ((*sorted(events), reasons.get((link, "ar"), ""), reasons.get((link, "en"), "")) for link, events in ends.items())
        self._many("alike", (row for row in told if len(row) == 4))
        self.db.execute("DELETE FROM reprint")
        linked: dict[str, dict[str, str]] = {}
        for name in ("copy", "original", "similarity"):
            for quad in store.quads(LINKS, predicate=TQ + name):
                linked.setdefault(getattr(quad.subject, "value", ""), {})[name] = getattr(quad.object, "value", "")
        whole = (of for _, of in sorted(linked.items()) if len(of) == 3)
        self._many("reprint", ((_number(of["copy"]), _number(of["original"]), float(of["similarity"])) for of in whole))

    def _put_lexicon(self, store: Store) -> None:
        """Put what the lexicon knows in the place of what an earlier one knew; then every article is read again."""
        for table in ("article", "thing", "mention", "event", "part", "post", "tie", "name", "headline"):
            self.db.execute(f"DELETE FROM {table}")
        said: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for told in (RDF_TYPE, SKOS + "prefLabel", SKOS + "altLabel", GEO + "lat", GEO + "long", *TIES):
            for quad in store.quads(LEXICON, predicate=told):
                values = said.setdefault(getattr(quad.subject, "value", ""), {}).setdefault(told, [])
                values.append((getattr(quad.object, "value", ""), getattr(quad.object, "language", None) or ""))
        ids: dict[str, int] = {}
        for iri, of in sorted(said.items()):
            kinds = {value.removeprefix(TQ) for value, _ in of.get(RDF_TYPE, ())}
            kind = next((name for name in SUPERCLASSES if name in kinds), "")
            if "DisputedTerritory" in kinds:
                kind = "DisputedTerritory"
            if kind:
                arabic, english = (_names(of, language) for language in ("ar", "en"))
                ids[iri] = self._enter(iri, kind, arabic, english)
                if GEO + "lat" in of and GEO + "long" in of:
                    place = (float(of[GEO + "lat"][0][0]), float(of[GEO + "long"][0][0]), ids[iri])
                    self.db.execute("UPDATE thing SET lat = ?, long = ? WHERE id = ?", place)
        for iri, of in sorted(said.items()):
            for predicate, kind in TIES.items():
                pairs = ((ids.get(iri), ids.get(value)) for value, _ in sorted(of.get(predicate, ())))
                self._many("tie", ((subject, kind, object_, None) for subject, object_ in pairs if subject and object_))


# Asked in SPARQL, which passes over the many strings of an article without reading their names.
_TYPES = "SELECT ?s ?type { GRAPH <%s> { ?s a ?type FILTER(?type NOT IN (nif:OffsetBasedString, nif:Sentence)) } }"
_MENTIONS = "SELECT ?thing (COUNT(*) AS ?times) { GRAPH <%s> { ?mention itsrdf:taIdentRef ?thing } } GROUP BY ?thing"


def _said(store: Store, graph: str) -> Iterator[ox.Quad]:
    """Yield what the catalogue needs of an article's graph."""
    for predicate in _READ:
        yield from store.quads(graph, predicate=predicate)
    found = store.query(_TYPES % graph)
    assert isinstance(found, ox.QuerySolutions)  # it is a SELECT
    for subject, kind in found:
        assert isinstance(subject, ox.NamedNode | ox.BlankNode) and isinstance(kind, ox.NamedNode)  # as RDF has it
        yield ox.Quad(subject, ox.NamedNode(RDF_TYPE), kind, ox.NamedNode(graph))


def _mentions(store: Store, graph: str) -> dict[str, int]:
    """Return how often an article names each thing, by IRI."""
    found = store.query(_MENTIONS % graph)
    assert isinstance(found, ox.QuerySolutions)  # it is a SELECT
    return {thing.value: int(times.value) for thing, times in found if isinstance(thing, ox.NamedNode) and isinstance(times, ox.Literal)}


def _number(iri: str) -> int:
    """Return the number of a row, which depends on its IRI alone: lists are in the same order however the catalogue came to be.

    >>> _number("https://w3id.org/tansiq/id/force/peshmerga")
    1265533562491203666
    """
    return int.from_bytes(sha256(iri.encode()).digest()[:8]) >> 1


def _names(of: dict[str, list[tuple[str, str]]], language: str) -> tuple[str, ...]:
    """Return the names in a language, the preferred one first."""
    told = (
        sorted(value for value, of_language in of.get(SKOS + name, ()) if of_language == language) for name in ("prefLabel", "altLabel")
    )
    return tuple(dict.fromkeys(name for names in told for name in names))


def open_catalogue(store: Store, step: Callable[[int, int], None] = lambda done, total: None) -> Catalogue:
    """Open the catalogue of a store, up to date; where the store's folder cannot be written, it is made in a temporary file.

    A file that is no database, or a broken one, is made again.
    """
    path = store.folder / "catalogue.sqlite"
    try:
        catalogue = _updated(path, store, step)
    except StoreError as error:
        # What SQLite cannot do now (locked, read-only, full) is an operational error; what it cannot read is not.
        if isinstance(error.__cause__, sqlite3.DatabaseError) and not isinstance(error.__cause__, sqlite3.OperationalError):
            with suppress(OSError):
                path.unlink()
                return _updated(path, store, step)
        handle = tempfile.NamedTemporaryFile(prefix="tansiq-catalogue-", suffix=".sqlite")  # noqa: SIM115 gone with the process
        catalogue = _updated(Path(handle.name), store, step)
    return catalogue


def _updated(path: Path, store: Store, step: Callable[[int, int], None]) -> Catalogue:
    catalogue = Catalogue(path)
    try:
        catalogue.update(store, step)
    except BaseException as error:
        catalogue.close()
        if isinstance(error, sqlite3.Error):
            raise StoreError(f"{path}: cannot read the catalogue: {error}: remove the file, it is made again") from error
        raise
    return catalogue
