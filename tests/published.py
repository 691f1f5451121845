"""A store that is small enough to publish in a test: a few examples as the program reads them, and what of the lexicon they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from builder.identifiers import GRAPHS
from builder.model import Article
from builder.pipeline import Outcome, background_quads, build_article
from builder.store import Store
from builder.vocabulary import ORG, TQ

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BASE = "https://example.org/news/"
_UP = {ORG + "subOrganizationOf", TQ + "locatedIn", TQ + "basedIn"}


@cache
def read(name: str) -> tuple[Article, Outcome]:
    """Return an example with its graph."""
    return made(Article(name, (EXAMPLES / f"{name}.txt").read_text("utf-8")))


def made(article: Article) -> tuple[Article, Outcome]:
    """Return an article with its graph."""
    return article, build_article(article)


def put(folder: Path, articles: Iterable[tuple[Article, Outcome]], background: bytes = b"") -> Path:
    """Put articles into a store, which is made where there is none."""
    with Store(folder) as store:
        if background:
            store.put_background(background)
        for article, outcome in articles:
            store.put(outcome, article)
        store.link_events(lambda iri: None)
    return folder


@cache
def background(names: Sequence[str], ontology: bool = True) -> bytes:
    """Return what the lexicon says of what some examples speak of, and the ontology, or nothing of that."""
    quads = list(ox.parse(background_quads(), format=ox.RdfFormat.N_QUADS))
    known = list(ox.parse(b"".join(read(name)[1].nquads for name in names), format=ox.RdfFormat.N_QUADS))
    wanted = {term.value for quad in known for term in quad.triple if isinstance(term, ox.NamedNode)}
    more = {""}
    while more - wanted:
        wanted |= more
        more = {quad.object.value for quad in quads if quad.predicate.value in _UP and quad.subject.value in wanted}
    lexicon = [quad for quad in quads if quad.graph_name.value == GRAPHS + "lexicon" and quad.subject.value in wanted]
    terms = [quad for quad in quads if ontology and quad.graph_name.value == GRAPHS + "ontology"]
    return ox.serialize([*lexicon, *terms], format=ox.RdfFormat.N_QUADS) or b""
