"""What the provenance graph says: which article, outlet and software version a graph comes from. PROV-O, without times.

Times are left out on purpose: the same input gives the same bytes, whenever and wherever it is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import pyoxigraph as ox

from builder import __version__

_DCTERMS, _PROV, _RDF = "http://purl.org/dc/terms/", "http://www.w3.org/ns/prov#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SCHEMA, _RDFS, _TQ, _ID = (
    "https://schema.org/",
    "http://www.w3.org/2000/01/rdf-schema#",
    "https://w3id.org/tansiq/ontology#",
    "https://w3id.org/tansiq/id/",
)
_TYPE = ox.NamedNode(_RDF + "type")
IDENTIFIER = ox.NamedNode(_DCTERMS + "identifier")
SHA256 = ox.NamedNode(_SCHEMA + "sha256")
GENERATED_BY = ox.NamedNode(_PROV + "wasGeneratedBy")
DERIVED_FROM = ox.NamedNode(_PROV + "wasDerivedFrom")


def _prov(name: str) -> ox.NamedNode:
    return ox.NamedNode(_PROV + name)


def _software() -> list[ox.Triple]:
    """Return the description of the program."""
    node = ox.NamedNode(f"{_ID}software/tansiq/{quote(__version__)}")
    return [
        ox.Triple(node, _TYPE, _prov("SoftwareAgent")),
        ox.Triple(node, ox.NamedNode(_RDFS + "label"), ox.Literal(f"tansiq {__version__}")),
        ox.Triple(node, ox.NamedNode(_SCHEMA + "softwareVersion"), ox.Literal(__version__)),
    ]


def article_record(identifier: str, graph: ox.NamedNode, digest: str, quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Return what is said of an article's graph: its hash, its article with the outlet, and the run that made it."""
    statements = list(quads)
    article = next((q.subject for q in statements if q.predicate == _TYPE and q.object == ox.NamedNode(_TQ + "Article")), None)
    run = ox.NamedNode(f"{_ID}run/{quote(identifier, safe='')}/{digest[:12]}")
    software = _software()
    record = [
        ox.Triple(graph, _TYPE, _prov("Entity")),
        ox.Triple(graph, _TYPE, _prov("Bundle")),
        ox.Triple(graph, IDENTIFIER, ox.Literal(identifier)),
        ox.Triple(graph, SHA256, ox.Literal(digest)),
        ox.Triple(graph, GENERATED_BY, run),
        ox.Triple(run, _TYPE, _prov("Activity")),
        ox.Triple(run, _prov("wasAssociatedWith"), software[0].subject),
        *software,
    ]
    if isinstance(article, ox.NamedNode):
        record += [ox.Triple(graph, DERIVED_FROM, article), ox.Triple(run, _prov("used"), article)]
        record.append(ox.Triple(article, _TYPE, _prov("Entity")))
        publishers = {q.object for q in statements if q.subject == article and q.predicate == ox.NamedNode(_DCTERMS + "publisher")}
        record += [ox.Triple(article, _prov("wasAttributedTo"), p) for p in sorted(publishers, key=str)]
    return record


def background_record(graph: ox.NamedNode, digest: str) -> list[ox.Triple]:
    """Return what is said of the lexicon's or the ontology's graph."""
    return [ox.Triple(graph, _TYPE, _prov("Entity")), ox.Triple(graph, SHA256, ox.Literal(digest))]


def dataset_description() -> list[ox.Triple]:
    """Return the VoID and DCAT description of the whole graph."""
    node = ox.NamedNode("https://w3id.org/tansiq/dataset")
    title, licence = ox.NamedNode(_DCTERMS + "title"), ox.NamedNode(_DCTERMS + "license")
    return [
        ox.Triple(node, _TYPE, ox.NamedNode("http://rdfs.org/ns/void#Dataset")),
        ox.Triple(node, _TYPE, ox.NamedNode("http://www.w3.org/ns/dcat#Dataset")),
        ox.Triple(node, title, ox.Literal("رسم تنسيق البياني", language="ar")),
        ox.Triple(node, title, ox.Literal("Tansiq graph", language="en")),
        ox.Triple(node, licence, ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")),
        ox.Triple(node, ox.NamedNode("http://rdfs.org/ns/void#vocabulary"), ox.NamedNode(_TQ)),
        ox.Triple(node, ox.NamedNode("http://rdfs.org/ns/void#uriSpace"), ox.Literal(_ID)),
    ]
