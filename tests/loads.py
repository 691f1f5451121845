"""The golden articles as a load takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import golden

from builder.loading import Loaded, load_background, load_links, load_remote
from builder.model import Article
from builder.provenance import article_record, version_record
from builder.remote import RemoteStore
from builder.versions import content_hash, current


@dataclass(frozen=True, slots=True)
class Item:
    """An article's graph with its record."""

    identifier: str
    graph_iri: str
    nquads: bytes
    record: bytes


def item(outcome: golden.Outcome, article: Article) -> Item:
    record = article_record(outcome.identifier, outcome.nquads, content_hash(article), current())
    record += version_record(f"software/{current().software}") + version_record(f"lexicon/{current().lexicon}")
    return Item(outcome.identifier, outcome.graph_iri, outcome.nquads, record)


ITEMS = [item(outcome, article) for outcome, article in zip(golden.OUTCOMES, golden.ARTICLES, strict=True)]


def load(store: RemoteStore, items: Sequence[Item] = ITEMS, background: bytes = golden.BACKGROUND) -> list[Loaded]:
    """Load everything and return what became of the articles."""
    load_background(background, store)
    done = list(load_remote(items, store))
    load_links(store, lambda place: None)
    return done
