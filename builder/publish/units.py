"""What is published, in units: an article with all that only it names, a thing that many name, a list; and the state that each shows.

The state of a unit is a digest of all that its pages and documents are made of, as far as the catalogue and the ledger tell it. A unit
whose state is what it was at the last publishing is not made again. Where it is not known what a page depends on (terms of the
vocabularies, lists), the state is that of the whole store.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox

from builder.identifiers import ARTICLE_GRAPHS, BASE, GRAPHS, graph_iri
from builder.provenance import PROVENANCE
from builder.publish.surroundings import Surroundings
from builder.site.addresses import ROOT, iri_of, path_of
from builder.site.catalogue import LEXICON, LINKS
from builder.site.lookup import around
from builder.site.rows import Rows
from builder.store import Store
from builder.vocabulary import SUPERCLASSES

ARTICLE, THING, OTHER, LIST = "article", "thing", "other", "list"
_BACKGROUND = (LEXICON, GRAPHS + "ontology", LINKS, PROVENANCE)
_OF_ARTICLES = (BASE + "article/", ARTICLE_GRAPHS, BASE + "run/")
# Of things: what is no one article's own, because the lexicon knows it or its name says so.
_SHARED = "(article IS NULL OR article NOT IN (SELECT id FROM article))"
WHOLE = ("dataset", "ontology", "shapes")
LISTS = ("articles", "events", *(f"class/{kind}" for kind in SUPERCLASSES), "search", "index")


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is made as one: `about` is an article's identifier, the path of a document, or that of a list."""

    kind: str
    about: str
    state: str

    @property
    def key(self) -> str:
        """What the manifest knows it by."""
        return f"{self.kind}:{self.about}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What units depend on beside the store's articles: all of them on one thing, and those that tell of the whole store on another too."""

    all: str
    whole: str = ""


def units(store: Store, rows: Rows, ground: Ground) -> Iterator[Unit]:
    """Yield all that is to be published, the lists last."""
    beside = Surroundings(rows)
    whole = sha256(f"{ground}".encode())
    for unit in (*_articles(store, rows, ground.all, beside), *_things(rows, ground.all, beside)):
        whole.update(f"{unit.key} {unit.state}\n".encode())
        yield unit
    whole.update(repr(rows.ask("SELECT first, second, ar, en FROM alike ORDER BY first, second")).encode())
    state = whole.hexdigest()
    things = {path_of(iri) for (iri,) in rows.ask("SELECT iri FROM thing")}
    known = _digest(ground.all, LEXICON)
    yield from (Unit(OTHER, path, known if _of_lexicon_alone(store, path) else state) for path in sorted(_others(store) - things))
    yield from (Unit(LIST, stem, state) for stem in LISTS)


def _of_lexicon_alone(store: Store, path: str) -> bool:
    """Tell whether only the lexicon speaks of what stands at a path: its rules, triggers and words, which no article changes."""
    iri = iri_of(path) or ""
    if not iri.startswith(ROOT + "lexicon/"):
        return False
    node = ox.NamedNode(iri)
    told = (quad for subject, object_ in ((node, None), (None, node)) for quad in store.db.quads_for_pattern(subject, None, object_))
    return all(isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == LEXICON for quad in told)


def _articles(store: Store, rows: Rows, ground: str, beside: Surroundings) -> Iterator[Unit]:
    for entry in store.ledger.entries():
        number = rows.number("SELECT id FROM article WHERE identifier = ?", (entry.identifier,))
        before, after = around(rows, entry.identifier)
        local = [row[0] for row in rows.ask("SELECT id FROM thing WHERE article = ? ORDER BY id", (number,))]
        told = (
            entry,
            [(story.iri, story.title) if story else None for story in (before, after)],
            _alike(rows, number),
            [beside.of(thing) for thing in local],
        )
        yield Unit(ARTICLE, entry.identifier, _digest(ground, told))


def _alike(rows: Rows, article: int) -> list[tuple[object, ...]]:
    """Return which events of other articles are told as ones of this one, and in which state those articles are."""
    found: list[tuple[object, ...]] = []
    for one, other in (("first", "second"), ("second", "first")):
        found += rows.ask(
            f"SELECT own.iri, alike.{other}, alike.ar, alike.en, article.identifier, article.digest FROM event AS own"
            f" JOIN alike ON alike.{one} = own.iri JOIN event ON event.iri = alike.{other} JOIN article ON article.id = event.article"
            " WHERE own.article = ? ORDER BY own.iri, 2",
            (article,),
        )
    return found


def _things(rows: Rows, ground: str, beside: Surroundings) -> Iterator[Unit]:
    """Yield what the lexicon knows: its pages show the articles that name it, and what stands above and below it."""
    naming = (
        "SELECT article.identifier, article.digest FROM mention JOIN article ON article.id = mention.article"
        " WHERE mention.thing = ? ORDER BY article.identifier"
    )
    for number, iri, kind, ar, en in rows.ask(f"SELECT id, iri, kind, ar, en FROM thing WHERE {_SHARED} ORDER BY iri"):
        path = path_of(iri)
        if path is not None and "#" not in path:
            yield Unit(THING, path, _digest(ground, (kind, ar, en, rows.ask(naming, (number,)), beside.of(number))))


def _others(store: Store) -> set[str]:
    """Return the paths of what the lexicon, the ontology, the links and the provenance speak of beside articles."""
    found: set[str] = set()
    for graph in _BACKGROUND:
        for quad in store.quads(graph):
            for term in (quad.subject, quad.object):
                if isinstance(term, ox.NamedNode) and term.value.startswith(ROOT) and not term.value.startswith(_OF_ARTICLES):
                    path = path_of(term.value)
                    if path is not None and "#" not in path:
                        found.add(path)
    return found | {path for graph in _BACKGROUND if (path := path_of(graph)) is not None} | set(WHOLE)


def paths_of_article(store: Store, rows: Rows, identifier: str) -> list[str]:
    """Return the paths of an article, of all that only it names, and of the graph and the run that it comes from.

    Its own are those whose IRIs lie below its own, and those that no other unit has: other programs may name events as they like.
    """
    graph = graph_iri(identifier)
    local = graph.removeprefix(ARTICLE_GRAPHS)
    own = (f"{BASE}article/{local}/", f"{BASE}run/{local}/")
    nodes = {BASE + "article/" + local, graph}
    for quad in (*store.quads(graph), *store.quads(PROVENANCE, graph)):
        nodes |= {term.value for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)}
    kept = (node for node in nodes if node.startswith(own) or not (node.startswith(_OF_ARTICLES) or _shared(store, rows, node)))
    return sorted({path for node in (*kept, BASE + "article/" + local, graph) if (path := path_of(node)) is not None and "#" not in path})


def _shared(store: Store, rows: Rows, iri: str) -> bool:
    """Tell whether something is a unit of its own: the lexicon knows it, or what is known beside articles speaks of it."""
    if rows.ask(f"SELECT 1 FROM thing WHERE iri = ? AND {_SHARED}", (iri,)):
        return True
    node = ox.NamedNode(iri)
    return any(
        next(iter(store.db.quads_for_pattern(subject, None, object_, ox.NamedNode(graph))), None) is not None
        for graph in _BACKGROUND
        for subject, object_ in ((node, None), (None, node))
    )


def _digest(ground: str, told: object) -> str:
    return sha256(f"{ground}\n{told!r}".encode("utf-8", "surrogatepass")).hexdigest()
