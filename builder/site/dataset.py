"""What the whole graph is, as VoID (https://www.w3.org/TR/void/) and DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) say it.

Every node has an IRI, below that of the data set (`dataset#class-Force`), so that descriptions can be put together and compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from builder.identifiers import BASE
from builder.prefixes import PREFIXES
from builder.site.addresses import DATASET, ONTOLOGY
from builder.site.documents import SHAPES
from builder.site.figures import Box, Figures
from builder.site.glossary import prefixed
from builder.vocabulary import DCTERMS, OWL_SAME_AS, RDF_TYPE, SKOS, XSD

TITLE = {"ar": "رسم تنسيق البياني", "en": "Tansiq graph"}  # as the store's own graph of provenance has it
DESCRIPTION = {
    "ar": "ما ترويه الأخبار العربية عن القوات الاتحادية العراقية والبيشمركة، ومع كل واقعة موضعها في النص ومن قالها.",
    "en": "What Arabic news tells of Iraq's federal forces and the Peshmerga; every fact with its place in the text and who says so.",
}
KEYWORDS = {"ar": ("العراق", "البيشمركة", "الأمن", "أخبار"), "en": ("Iraq", "Peshmerga", "security", "news")}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Other data sets that links lead to: a name, the beginning of their IRIs, and where they are at home.
OTHERS = (
    ("wikidata", "Wikidata", "http://www.wikidata.org/entity/", "https://www.wikidata.org/"),
    ("geonames", "GeoNames", "https://sws.geonames.org/", "https://www.geonames.org/"),
)
SPACES = tuple(space for _, _, space, _ in OTHERS)
# The vocabularies whose terms the statements are made of.
USED = ("tq", "org", "nif", "itsrdf", "time", "prov", "dcterms", "skos", "schema", "geo", "owl", "rdfs", "rdf", "void", "dcat")
_VOID, _DCAT, _FOAF = PREFIXES["void"], PREFIXES["dcat"], PREFIXES["foaf"]
_SPDX, _GEOSPARQL = "http://spdx.org/rdf/terms#", "http://www.opengis.net/ont/geosparql#"
_FORMATS = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML")  # of http://www.w3.org/ns/formats/
_MEDIA = "https://www.iana.org/assignments/media-types/"
_PROTOCOL = "http://www.w3.org/TR/sparql11-protocol/"
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with the whole graph: its path on the site, media type, that of its compression (empty where it has none), bytes, SHA-256."""

    path: str
    media: str
    size: int
    sha256: str
    packed: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """How a graph is published: the site's address, the path of its SPARQL endpoint where it has one, who publishes it (a name),
    when it changed last (YYYY-MM-DD), how many documents it has, and its dumps."""

    base: str
    endpoint: str = ""
    publisher: str = ""
    modified: str = ""
    documents: int | None = None
    dumps: tuple[Dump, ...] = ()


class _Notes:
    """Statements as they are gathered."""

    def __init__(self) -> None:
        self.triples: set[ox.Triple] = set()

    def say(self, subject: str, predicate: str, *objects: ox.NamedNode | ox.Literal) -> None:
        self.triples |= {ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), one) for one in objects}

    def link(self, subject: str, predicate: str, *iris: str) -> None:
        self.say(subject, predicate, *(ox.NamedNode(iri) for iri in iris))

    def text(self, subject: str, predicate: str, by_language: Mapping[str, str]) -> None:
        self.say(subject, predicate, *(ox.Literal(text, language=lang) for lang, text in by_language.items()))

    def number(self, subject: str, predicate: str, value: int | None, datatype: str = "integer") -> None:
        if value is not None:
            self.say(subject, predicate, typed(str(value), datatype))


def _at(base: str, path: str) -> str:
    """Return the address of a path of the site."""
    return f"{base.rstrip('/')}/{path}"


def typed(value: str, datatype: str) -> ox.Literal:
    """Return a literal of one of XSD's datatypes.

    >>> str(typed("2", "integer"))
    '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))


def describe(figures: Figures, publication: Publication) -> list[ox.Triple]:
    """Return the description of the data set, sorted."""
    notes = _Notes()
    _general(notes, publication)
    _counts(notes, figures, publication)
    _partitions(notes, figures)
    _linksets(notes, figures)
    _coverage(notes, figures)
    _access(notes, publication)
    for dump in publication.dumps:
        _distribution(notes, publication, dump)
    return sorted(notes.triples, key=str)


def _general(notes: _Notes, publication: Publication) -> None:
    notes.link(DATASET, RDF_TYPE, _VOID + "Dataset", _DCAT + "Dataset")
    notes.text(DATASET, DCTERMS + "title", TITLE)
    notes.text(DATASET, DCTERMS + "description", DESCRIPTION)
    for lang, words in KEYWORDS.items():
        notes.say(DATASET, _DCAT + "keyword", *(ox.Literal(word, language=lang) for word in words))
    notes.link(DATASET, DCTERMS + "license", LICENCE)
    notes.link(DATASET, DCTERMS + "language", _LANGUAGES + "ar", _LANGUAGES + "en")
    notes.link(DATASET, DCTERMS + "conformsTo", ONTOLOGY, SHAPES)
    notes.link(DATASET, _VOID + "vocabulary", *(PREFIXES[name] for name in USED))
    if publication.publisher:
        notes.link(DATASET, DCTERMS + "publisher", DATASET + "#publisher")
        notes.link(DATASET + "#publisher", RDF_TYPE, _FOAF + "Agent")
        notes.say(DATASET + "#publisher", _FOAF + "name", ox.Literal(publication.publisher))
    if publication.modified:
        notes.say(DATASET, DCTERMS + "modified", typed(publication.modified, "date"))


def _counts(notes: _Notes, figures: Figures, publication: Publication) -> None:
    notes.say(DATASET, _VOID + "uriSpace", ox.Literal(BASE))
    notes.say(DATASET, _VOID + "uriRegexPattern", ox.Literal("^" + re.escape(BASE)))
    notes.number(DATASET, _VOID + "entities", figures.articles + figures.events + figures.things)  # mentions, say, are none
    notes.number(DATASET, _VOID + "triples", figures.statements)
    notes.number(DATASET, _VOID + "distinctSubjects", figures.subjects)
    notes.number(DATASET, _VOID + "distinctObjects", figures.objects)
    notes.number(DATASET, _VOID + "documents", publication.documents)
    if figures.classes:
        notes.number(DATASET, _VOID + "classes", len(figures.classes))
    if figures.properties:
        notes.number(DATASET, _VOID + "properties", len(figures.properties))
    notes.link(DATASET, _VOID + "exampleResource", *figures.examples)


def _partitions(notes: _Notes, figures: Figures) -> None:
    for name, counts, whole, of, number in (
        ("class", figures.classes, "classPartition", "class", "entities"),
        ("property", figures.properties, "propertyPartition", "property", "triples"),
    ):
        for iri, times in counts.items():
            part = part_of(name, iri)
            notes.link(DATASET, _VOID + whole, part)
            notes.link(part, RDF_TYPE, _VOID + "Dataset")
            notes.link(part, _VOID + of, iri)
            notes.number(part, _VOID + number, times)


def part_of(name: str, iri: str) -> str:
    """Return the IRI of the part of the data set with a class or property.

    >>> part_of("class", "https://w3id.org/tansiq/ontology#Force"), part_of("property", "http://www.w3.org/ns/org#role")
    ('https://w3id.org/tansiq/dataset#class-tq-Force', 'https://w3id.org/tansiq/dataset#property-org-role')
    """
    return f"{DATASET}#{name}-{quote(prefixed(iri).replace(':', '-', 1), safe='')}"


def _linksets(notes: _Notes, figures: Figures) -> None:
    for name, label, space, home in OTHERS:
        if space not in figures.links:
            continue
        links, other = f"{DATASET}#links-{name}", f"{DATASET}#{name}"
        notes.link(DATASET, _VOID + "subset", links)
        notes.link(links, RDF_TYPE, _VOID + "Linkset")
        notes.link(links, _VOID + "target", DATASET, other)
        notes.link(links, _VOID + "subjectsTarget", DATASET)
        notes.link(links, _VOID + "objectsTarget", other)
        notes.link(links, _VOID + "linkPredicate", OWL_SAME_AS)
        notes.number(links, _VOID + "triples", figures.links[space])
        notes.link(other, RDF_TYPE, _VOID + "Dataset")
        notes.say(other, DCTERMS + "title", ox.Literal(label))
        notes.say(other, _VOID + "uriSpace", ox.Literal(space))
        notes.link(other, _FOAF + "homepage", home)


def _coverage(notes: _Notes, figures: Figures) -> None:
    if figures.first:
        period = DATASET + "#period"
        notes.link(DATASET, DCTERMS + "temporal", period)
        notes.link(period, RDF_TYPE, DCTERMS + "PeriodOfTime")
        notes.say(period, _DCAT + "startDate", typed(figures.first, "date"))
        notes.say(period, _DCAT + "endDate", typed(figures.last, "date"))
    if figures.box:
        area = DATASET + "#area"
        notes.link(DATASET, DCTERMS + "spatial", area)
        notes.link(area, RDF_TYPE, DCTERMS + "Location")
        notes.text(area, SKOS + "prefLabel", {"ar": "أماكن الأحداث", "en": "Where the events took place"})
        notes.say(area, _DCAT + "bbox", ox.Literal(polygon(figures.box), datatype=ox.NamedNode(_GEOSPARQL + "wktLiteral")))


def polygon(box: Box) -> str:
    """Return a box as well-known text, longitude before latitude, anticlockwise.

    >>> polygon(Box(30.0, 40.5, 37.0, 48.0))
    'POLYGON((40.5 30.0,48.0 30.0,48.0 37.0,40.5 37.0,40.5 30.0))'
    """
    corners = ((box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north), (box.west, box.south))
    return f"POLYGON(({','.join(f'{east} {north}' for east, north in corners)}))"


def _access(notes: _Notes, publication: Publication) -> None:
    base = publication.base
    notes.link(DATASET, _DCAT + "landingPage", _at(base, "dataset.html"))
    notes.link(DATASET, _FOAF + "homepage", _at(base, "dataset.html"))
    notes.link(DATASET, _VOID + "feature", *(f"http://www.w3.org/ns/formats/{name}" for name in _FORMATS))
    document = _at(base, ".well-known/void")
    notes.link(document, RDF_TYPE, _VOID + "DatasetDescription")
    notes.link(document, _FOAF + "primaryTopic", DATASET)
    notes.text(document, DCTERMS + "title", {"ar": "وصف رسم تنسيق البياني", "en": "Description of the Tansiq graph"})
    if publication.endpoint:
        endpoint, service = _at(base, publication.endpoint), DATASET + "#sparql"
        notes.link(DATASET, _VOID + "sparqlEndpoint", endpoint)
        notes.link(service, RDF_TYPE, _DCAT + "DataService")
        notes.text(service, DCTERMS + "title", {"ar": "استعلامات SPARQL", "en": "SPARQL queries"})
        notes.link(service, _DCAT + "endpointURL", endpoint)
        notes.link(service, _DCAT + "endpointDescription", endpoint)
        notes.link(service, _DCAT + "servesDataset", DATASET)
        notes.link(service, DCTERMS + "conformsTo", _PROTOCOL)
        notes.link(service, DCTERMS + "license", LICENCE)


def _distribution(notes: _Notes, publication: Publication, dump: Dump) -> None:
    name = quote(dump.path.rpartition("/")[2], safe="")
    node, checksum, address = f"{DATASET}#file-{name}", f"{DATASET}#checksum-{name}", _at(publication.base, quote(dump.path))
    notes.link(DATASET, _DCAT + "distribution", node)
    notes.link(DATASET, _VOID + "dataDump", address)
    notes.link(node, RDF_TYPE, _DCAT + "Distribution")
    notes.say(node, DCTERMS + "title", ox.Literal(dump.path.rpartition("/")[2]))
    notes.link(node, _DCAT + "accessURL", _at(publication.base, "dataset.html"))
    notes.link(node, _DCAT + "downloadURL", address)
    notes.link(node, _DCAT + "mediaType", _MEDIA + dump.media)
    if dump.packed:
        notes.link(node, _DCAT + "compressFormat", _MEDIA + dump.packed)
    notes.number(node, _DCAT + "byteSize", dump.size, "nonNegativeInteger")
    notes.link(node, DCTERMS + "license", LICENCE)
    notes.link(node, DCTERMS + "conformsTo", ONTOLOGY)
    notes.link(node, _SPDX + "checksum", checksum)
    notes.link(checksum, RDF_TYPE, _SPDX + "Checksum")
    notes.link(checksum, _SPDX + "algorithm", _SPDX + "checksumAlgorithm_sha256")
    notes.say(checksum, _SPDX + "checksumValue", typed(dump.sha256, "hexBinary"))
