"""The gate of a build: a fast SHACL engine lets sound graphs through, and pyshacl, the reference, reports on what is stopped.

pyshacl takes 30 ms for an article's graph and 15 more for rdflib to hold it; the engine of the package `shacl` takes 2. Tests prove
that both agree on every shape: on sound graphs, on each of the ways of spoiling one that the tests know, and on thousands spoilt at random.

They differ where values are compared that cannot be, and there the fast engine is right by the SHACL specification: what cannot be compared
is not less (4.5.3) and not within bounds (4.3). pyshacl passes over it where something is of a wrong type, and stops at a blank node or at
NaN. It also takes what Python takes for a number, "٣" or "8e-1"; the fast engine takes no xsd:decimal of more than 18 digits, which XML
Schema lets it. All of that is stopped here. What the fast engine cannot bear is a year of 20 digits: it panics; dates are made with four.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import shacl

from builder.errors import InputError
from builder.resources import ontology_dir
from builder.violations import ARTICLE_SHAPES, Violation, Wordings, conforms

if TYPE_CHECKING:
    from builder.validate import Validator


@dataclass(frozen=True, slots=True)
class Gate:
    """Shapes that were compiled once, with their words."""

    source: Path
    quick: shacl.Shapes
    wordings: Wordings

    @classmethod
    def load(cls, path: Path | None = None) -> Gate:
        """Read the shapes of `path`, by default those of article graphs."""
        source = path or ontology_dir() / ARTICLE_SHAPES
        wordings = Wordings.load(source)
        return cls(source, shacl.Shapes.from_file(str(source)), wordings)

    @property
    def reference(self) -> Validator:
        """The engine that reports on what is stopped, loaded when first something is."""
        return _reference(self.source)

    def check(self, nquads: bytes, article: str, triples: str | None = None) -> tuple[Violation, ...]:
        """Return what is wrong with the graph of one article; `triples` are its N-Triples, where they are at hand.

        pyshacl has the word wherever something blocks it, unless it does not see it; notes that block nothing (warnings, hints) are taken
        from the fast engine as they are.
        """
        quick = self.check_quickly(as_triples(nquads) if triples is None else triples, article)
        if conforms(quick):
            return tuple(quick)
        try:
            found = self.reference.validate_nquads(nquads, article)
        except InputError:
            found = []
        return tuple(quick if conforms(found) else found)

    def check_quickly(self, triples: str, name: str) -> list[Violation]:
        """Return what the fast engine alone finds wrong with a graph, given as N-Triples."""
        results = self.quick.validate_text(triples, format="ntriples").results
        words = self.wordings.violation
        return sorted(words(name, r.focus_node.strip("<>"), (r.source_shape or "").strip("<>"), r.severity) for r in results)


def as_triples(nquads: bytes) -> str:
    """Return the N-Triples of one article's N-Quads, whose lines all end in the same graph.

    >>> as_triples(b'<a:s> <a:p> "x" <a:g> .\\n')
    '<a:s> <a:p> "x" .\\n'
    """
    graph = nquads[nquads.rfind(b" <") :]  # with the end of its line, which no literal holds: N-Quads escape it
    return nquads.replace(graph, b" .\n").decode() if graph else ""


@cache
def _reference(source: Path) -> Validator:
    from builder.validate import Validator

    return Validator.load(source)
