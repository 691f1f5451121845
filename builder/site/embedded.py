"""A thing's own statements as JSON-LD inside its page, for readers that look at pages alone (https://www.w3.org/TR/json-ld11/, 7)."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox

from builder.identifiers import ARTICLE_GRAPHS, BASE
from builder.store import Store

_MOST = 100  # statements
_LARGEST = 32 * 1024  # characters; the whole of it is in the document's other forms
_ARTICLE = BASE + "article/"
# Nothing in a block of data may look like its end, or like the beginning of a comment.
_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def embedded(store: Store, iri: str) -> str:
    """Return what the store says of an IRI itself as JSON-LD that may stand in a page's ``<script>``; empty where that is nothing.

    At most 100 statements, the first in order, without blank nodes.
    """
    triples = sorted((triple for triple in _own(store, iri) if not isinstance(triple.object, ox.BlankNode)), key=str)[:_MOST]
    if not triples:
        return ""
    text = (ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b"").decode()
    return in_script(text) if len(text) <= _LARGEST else ""


def in_script(json: str) -> str:
    """Return JSON as it may stand in a ``<script>`` of HTML: the same value, and no character that HTML reads.

    >>> in_script('"</script>"')
    '"\\\\u003c/script\\\\u003e"'
    """
    return json.translate(_ESCAPES)


def _own(store: Store, iri: str) -> list[ox.Triple]:
    """Return what is said of an IRI, by its own graph where it is an article or of one."""
    node = ox.NamedNode(iri)
    if iri.startswith(_ARTICLE):
        graph = ox.NamedNode(ARTICLE_GRAPHS + iri.removeprefix(_ARTICLE).partition("/")[0])
        return [quad.triple for quad in islice(store.db.quads_for_pattern(node, None, None, graph), 10 * _MOST)]
    found = store.query(f"SELECT DISTINCT ?p ?o WHERE {{ {node} ?p ?o }} LIMIT {10 * _MOST}")
    assert isinstance(found, ox.QuerySolutions)  # it is a SELECT
    return [ox.Triple(node, p, o) for p, o in found if isinstance(p, ox.NamedNode) and o is not None]
