"""What the provenance graph says: which article, outlet, software and lexicon a graph comes from. PROV-O, without times.

Times are left out on purpose: the same input gives the same bytes, whenever and wherever it is built. Everything is written as
sorted N-Quads of the provenance graph.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from urllib.parse import quote

from builder.identifiers import BASE, GRAPHS, article_iri, graph_iri
from builder.versions import Versions
from builder.vocabulary import DCTERMS, RDF_TYPE, SCHEMA, TQ

PROVENANCE = GRAPHS + "provenance"
PROV = "http://www.w3.org/ns/prov#"
IDENTIFIER, SHA256 = DCTERMS + "identifier", SCHEMA + "sha256"
GENERATED_BY, DERIVED_FROM, USED = PROV + "wasGeneratedBy", PROV + "wasDerivedFrom", PROV + "used"
_RDFS, _VOID, _DCAT = "http://www.w3.org/2000/01/rdf-schema#", "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
_PUBLISHER = f"<{DCTERMS}publisher> <"


def _write(statements: Iterable[tuple[str, str, str]]) -> bytes:
    return "".join(sorted({f"<{s}> <{p}> {o} <{PROVENANCE}> .\n" for s, p, o in statements})).encode()


def _text(value: str) -> str:
    """Return a plain literal as N-Triples has it."""
    escaped = json.dumps(value, ensure_ascii=False)  # the same escapes; json writes control characters as \\u, which N-Triples reads too
    return escaped.replace("\x7f", "\\u007F")


def graph_hash(nquads: bytes) -> str:
    """Return the SHA-256 of a graph's N-Quads as written, before any database rewrites their literals."""
    return hashlib.sha256(nquads).hexdigest()


def software_node(software: str) -> str:
    """Return the IRI of a release of the program."""
    return f"{BASE}software/tansiq/{quote(software)}"


def lexicon_node(lexicon: str) -> str:
    """Return the IRI of one state of the lexicon."""
    return f"{BASE}lexicon/{lexicon[:12]}"


def run_node(identifier: str, digest: str) -> str:
    """Return the IRI of the reading of one article."""
    return f"{BASE}run/{quote(identifier, safe='')}/{digest[:12]}"


def article_record(identifier: str, nquads: bytes, content: str, versions: Versions, digest: str = "") -> bytes:
    """Return what is said of an article's graph: its hash, its article with the outlet and its hash, and the run that made it.

    `content` is the `content_hash` of the article, empty where it is not known; `digest` the graph's hash, where it is known.
    """
    digest, graph, article = digest or graph_hash(nquads), graph_iri(identifier), article_iri(identifier)
    run = run_node(identifier, digest)
    record = [
        (graph, RDF_TYPE, f"<{PROV}Entity>"),
        (graph, RDF_TYPE, f"<{PROV}Bundle>"),
        (graph, IDENTIFIER, _text(identifier)),
        (graph, SHA256, f'"{digest}"'),
        (graph, GENERATED_BY, f"<{run}>"),
        (graph, DERIVED_FROM, f"<{article}>"),
        (run, RDF_TYPE, f"<{PROV}Activity>"),
        (run, PROV + "wasAssociatedWith", f"<{software_node(versions.software)}>"),
        (run, USED, f"<{article}>"),
        (run, USED, f"<{lexicon_node(versions.lexicon)}>"),
        (article, RDF_TYPE, f"<{PROV}Entity>"),
    ]
    if content:
        record.append((article, SHA256, f'"{content}"'))
    publisher = f"\n<{article}> {_PUBLISHER}".encode()
    at = nquads.find(publisher)
    if at >= 0:
        begin = at + len(publisher)
        record.append((article, PROV + "wasAttributedTo", f"<{nquads[begin : nquads.index(b'>', begin)].decode()}>"))
    return _write(record)


def issued(identifier: str, nquads: bytes) -> str:
    """Return the day that an article's graph says it was issued, empty where it says none."""
    said = f'\n<{article_iri(identifier)}> <{DCTERMS}issued> "'.encode()
    at = nquads.find(said)
    return nquads[at + len(said) : nquads.index(b'"', at + len(said))].decode() if at >= 0 else ""


def lexicon_used(identifier: str, digest: str, lexicon: str) -> bytes:
    """Return the one statement of an article's record that says which state of the lexicon read it."""
    return _write([(run_node(identifier, digest), USED, f"<{lexicon_node(lexicon)}>")])


def version_record(name: str) -> bytes:
    """Return the description of a release ("software/0.1") or of a state of the lexicon ("lexicon/…")."""
    kind, _, version = name.partition("/")
    if kind == "lexicon":
        node = lexicon_node(version)
        return _write([(node, RDF_TYPE, f"<{PROV}Entity>"), (node, SHA256, f'"{version}"')])
    node = software_node(version)
    return _write(
        [
            (node, RDF_TYPE, f"<{PROV}SoftwareAgent>"),
            (node, _RDFS + "label", _text(f"tansiq {version}")),
            (node, SCHEMA + "softwareVersion", _text(version)),
        ]
    )


def graph_record(graph: str, digest: str = "") -> bytes:
    """Return what is said of a graph that no article made: the lexicon, the ontology, the links."""
    return _write([(graph, RDF_TYPE, f"<{PROV}Entity>"), *([(graph, SHA256, f'"{digest}"')] if digest else [])])


def dataset_description() -> bytes:
    """Return the VoID and DCAT description of the whole graph."""
    node = "https://w3id.org/tansiq/dataset"
    return _write(
        [
            (node, RDF_TYPE, f"<{_VOID}Dataset>"),
            (node, RDF_TYPE, f"<{_DCAT}Dataset>"),
            (node, DCTERMS + "title", '"رسم تنسيق البياني"@ar'),
            (node, DCTERMS + "title", '"Tansiq graph"@en'),
            (node, DCTERMS + "license", "<https://creativecommons.org/licenses/by/4.0/>"),
            (node, _VOID + "vocabulary", f"<{TQ}>"),
            (node, _VOID + "uriSpace", _text(BASE)),
        ]
    )
