"""N-Quads and N-Triples as the stores read and write them."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from builder.errors import StoreError


def parse(nquads: bytes, what: str) -> list[ox.Quad]:
    """Return the statements of N-Quads; `what` names them in the error."""
    try:
        return list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{what}: is not N-Quads: {error}") from error


def has_blank_nodes(quads: Iterable[ox.Quad]) -> bool:
    """Tell whether a statement has a blank node as its subject or object."""
    return any(isinstance(term, ox.BlankNode) for q in quads for term in (q.subject, q.object))


def canonical(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Give blank nodes names that depend on nothing but the statements, so that two builds export the same bytes."""
    if not has_blank_nodes(quads):
        return quads
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def ntriples(triples: Iterable[ox.Triple]) -> str:
    """Return triples as N-Triples, in the order given.

    >>> ntriples([ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("x"))])
    '<a:s> <a:p> "x" .\\n'
    """
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None  # no output was given, so it is returned
    return text.decode()


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Return statements as N-Quads, in the order given."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
