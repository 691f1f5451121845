"""The prefixes that exports are written with and that queries may use without declaring them."""

from __future__ import annotations

_ID = "https://w3id.org/tansiq/id/"

PREFIXES = {
    "tq": "https://w3id.org/tansiq/ontology#",
    "role": "https://w3id.org/tansiq/vocab/role/",
    "rank": "https://w3id.org/tansiq/vocab/rank/",
    "topic": "https://w3id.org/tansiq/vocab/topic/",
    "pk": "https://w3id.org/tansiq/vocab/place-kind/",
    "id": _ID,
    "force": _ID + "force/",
    "group": _ID + "armed-group/",
    "ministry": _ID + "ministry/",
    "government": _ID + "government/",
    "body": _ID + "body/",
    "partyid": _ID + "party/",
    "official": _ID + "official/",
    "place": _ID + "place/",
    "outlet": _ID + "outlet/",
    "graph": "https://w3id.org/tansiq/graph/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "org": "http://www.w3.org/ns/org#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "time": "http://www.w3.org/2006/time#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "gn": "http://www.geonames.org/ontology#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
}


def shorten(iri: str) -> str:
    """Return an IRI with the longest prefix that fits, for people to read.

    >>> shorten("https://w3id.org/tansiq/id/force/peshmerga"), shorten("https://example.org/x")
    ('force:peshmerga', 'https://example.org/x')
    """
    fitting = [(len(base), name) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def expand(text: str) -> str | None:
    """Return the IRI that `text` is or abbreviates, or None where it is neither.

    >>> expand("force:peshmerga"), expand("https://example.org/x"), expand("البيشمركة")
    ('https://w3id.org/tansiq/id/force/peshmerga', 'https://example.org/x', None)
    """
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    name, colon, local = text.partition(":")
    if not colon or " " in text:
        return None
    if name in PREFIXES:
        return PREFIXES[name] + local
    return text if local.startswith("//") or name == "urn" else None
