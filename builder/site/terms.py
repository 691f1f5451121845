"""The labels of classes, properties and concepts, as the store's graph of the ontology has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from builder.identifiers import GRAPHS
from builder.reading import GraphSource
from builder.vocabulary import RDFS, SKOS, TQ, VOCABULARIES


@dataclass(frozen=True, slots=True)
class Terms:
    """Labels by IRI and language."""

    labels: Mapping[tuple[str, str], str]

    def label(self, iri: str, lang: str) -> str:
        """Return the label of a term; empty where it has none."""
        return self.labels.get((iri, lang), "")

    def of_ontology(self, local: str, lang: str) -> str:
        """Return the label of a class or property, or its name where it has none.

        >>> Terms({}).of_ontology("Force", "ar")
        'Force'
        """
        return self.label(TQ + local, lang) or local

    def concept(self, scheme: str, local: str, lang: str) -> str:
        """Return the label of a concept of a vocabulary, or its name where it has none."""
        return self.label(f"{VOCABULARIES}{scheme}/{local}", lang) or local


def read_terms(store: GraphSource) -> Terms:
    """Return the labels of the store's ontology and vocabularies."""
    labels: dict[tuple[str, str], str] = {}
    for _, quads in store.contents([GRAPHS + "ontology"], (RDFS + "label", SKOS + "prefLabel")):
        for quad in sorted(quads, key=str):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal) and quad.object.language:
                labels.setdefault((quad.subject.value, quad.object.language), quad.object.value)
    return Terms(labels)
