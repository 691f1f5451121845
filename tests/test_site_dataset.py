"""The description of the data: true counts, well formed by VoID and DCAT, the same in every form, and a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest
from lxml import html
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from builder.identifiers import BASE as ID
from builder.identifiers import GRAPHS
from builder.prefixes import PREFIXES
from builder.site.catalogue import Catalogue
from builder.site.dataset import DATASET, SPACES, USED, Dump, Publication, describe
from builder.site.figures import Figures, read_figures
from builder.site.glossary import read_glossary
from builder.site.pages.dataset import dataset_page
from builder.site.pages.frame import Room, View, open_room
from builder.site.rows import Rows
from builder.store import Store
from builder.vocabulary import GEO, TQ, XSD

VOID, DCAT, DCTERMS = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOAF, SPDX, SKOS = "http://xmlns.com/foaf/0.1/", "http://spdx.org/rdf/terms#", "http://www.w3.org/2004/02/skos/core#"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
DATASETS = (VOID + "Dataset", DCAT + "Dataset", VOID + "Linkset")
DUMP = Dump("dump/tansiq.nq.gz", "application/n-quads", 1_234_567, "ab" * 32, "application/gzip")
COORDINATES = "".join(
    f'<{ID}place/{name}> <{GEO}{axis}> "{degrees}"^^<{XSD}decimal> <{GRAPHS}lexicon> .\n'
    for name, place in (("qara-chogh", {"lat": 35.7, "long": 43.6}), ("kirkuk", {"lat": 35.5, "long": 44.4}))
    for axis, degrees in place.items()
).encode()
SERVED = Publication("https://example.org/x/", "sparql", "A <b>newsroom</b>", "2026-01-02", 77, (DUMP,))

# What VoID, DCAT 3, FOAF and SPDX say of their properties: the classes that a subject may be of, and what a value is: a datatype,
# "text" (with a language or plain), "iri", or the class that the description must give it where it stands in it.
RULES: dict[str, tuple[tuple[str, ...], str]] = {
    **{VOID + name: (DATASETS, XSD + "integer") for name in ("triples", "entities", "classes", "properties", "documents")},
    **{VOID + name: (DATASETS, XSD + "integer") for name in ("distinctSubjects", "distinctObjects")},
    **{VOID + name: (DATASETS, VOID + "Dataset") for name in ("classPartition", "propertyPartition")},
    VOID + "subset": (DATASETS, VOID + "Linkset"),
    **{VOID + name: ((VOID + "Linkset",), VOID + "Dataset") for name in ("target", "subjectsTarget", "objectsTarget")},
    VOID + "linkPredicate": ((VOID + "Linkset",), "iri"),
    **{VOID + name: (DATASETS, "iri") for name in ("class", "property", "vocabulary", "feature", "exampleResource", "dataDump")},
    VOID + "sparqlEndpoint": (DATASETS, "iri"),
    **{VOID + name: (DATASETS, "text") for name in ("uriSpace", "uriRegexPattern")},
    DCAT + "keyword": ((DCAT + "Dataset",), "text"),
    DCAT + "landingPage": ((DCAT + "Dataset",), "iri"),
    DCAT + "distribution": ((DCAT + "Dataset",), DCAT + "Distribution"),
    **{DCAT + name: ((DCAT + "Distribution",), "iri") for name in ("accessURL", "downloadURL", "mediaType", "compressFormat")},
    DCAT + "byteSize": ((DCAT + "Distribution",), XSD + "nonNegativeInteger"),
    DCAT + "servesDataset": ((DCAT + "DataService",), DCAT + "Dataset"),
    **{DCAT + name: ((DCAT + "DataService",), "iri") for name in ("endpointURL", "endpointDescription")},
    **{DCAT + name: ((DCTERMS + "PeriodOfTime",), XSD + "date") for name in ("startDate", "endDate")},
    DCAT + "bbox": ((DCTERMS + "Location",), WKT),
    DCTERMS + "temporal": ((DCAT + "Dataset",), DCTERMS + "PeriodOfTime"),
    DCTERMS + "spatial": ((DCAT + "Dataset",), DCTERMS + "Location"),
    DCTERMS + "publisher": ((DCAT + "Dataset",), FOAF + "Agent"),
    DCTERMS + "modified": ((DCAT + "Dataset",), XSD + "date"),
    **{DCTERMS + name: ((), "iri") for name in ("license", "conformsTo", "language")},
    **{DCTERMS + name: ((), "text") for name in ("title", "description")},
    SKOS + "prefLabel": ((), "text"),
    FOAF + "name": ((FOAF + "Agent",), "text"),
    FOAF + "homepage": ((), "iri"),
    FOAF + "primaryTopic": ((VOID + "DatasetDescription",), VOID + "Dataset"),
    SPDX + "checksum": ((DCAT + "Distribution",), SPDX + "Checksum"),
    SPDX + "algorithm": ((SPDX + "Checksum",), "iri"),
    SPDX + "checksumValue": ((SPDX + "Checksum",), XSD + "hexBinary"),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = golden.fill(tmp_path_factory.mktemp("golden") / "store")
    with Store(folder) as store:
        store.put_background(golden.BACKGROUND + COORDINATES)
    with Store(folder, read_only=True) as store:
        catalogue = Catalogue(folder / "catalogue.sqlite")
        catalogue.update(store)
        yield open_room(store, Rows(catalogue), Publication("https://example.org/x/"))
        catalogue.close()


@pytest.fixture(scope="module")
def figures(room: Room) -> Figures:
    return read_figures(room.store, room.rows, SPACES, whole=True)


@pytest.fixture(scope="module")
def described(figures: Figures) -> Graph:
    return graph_of(describe(figures, SERVED))


def graph_of(triples: list[ox.Triple], form: ox.RdfFormat = ox.RdfFormat.N_TRIPLES, name: str = "nt") -> Graph:
    return Graph().parse(data=ox.serialize(triples, format=form) or b"", format=name)


def value(graph: Graph, subject: str, predicate: str) -> Node:
    [found] = graph.objects(URIRef(subject), URIRef(predicate))
    return found


def test_every_statement_is_what_its_vocabulary_allows(described: Graph) -> None:
    wrong = []
    for subject, predicate, found in described:
        if predicate == RDF.type:
            continue
        domain, of = RULES[str(predicate)]
        types = {str(kind) for kind in described.objects(subject, RDF.type)}
        if domain and not types & set(domain):
            wrong.append((subject, predicate, "is of no class that has it"))
        if of == "iri" or (of not in ("text", WKT) and not of.startswith(XSD)):
            fits = isinstance(found, URIRef) and (of == "iri" or (found, RDF.type, URIRef(of)) in described)
        else:
            fits = isinstance(found, Literal) and (found.datatype is None if of == "text" else str(found.datatype) == of)
            fits = fits and not (isinstance(found, Literal) and found.ill_typed)
        if not fits:
            wrong.append((subject, predicate, found))
    assert wrong == []
    assert {str(p) for p in described.predicates()} - {str(RDF.type)} == set(RULES), "a rule is for nothing"


def test_nodes_have_iris_and_every_one_that_is_pointed_to_is_described(described: Graph) -> None:
    assert not [node for triple in described for node in triple if isinstance(node, BNode)]
    own = {o for o in described.objects() if str(o).startswith(DATASET)}
    assert own <= set(described.subjects())
    assert {s for s in described.subjects() if str(s).startswith(DATASET + "#")} <= own | {URIRef(DATASET + "#sparql")}


@pytest.mark.parametrize(
    ("predicate", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
    ],
)
def test_counts_are_what_a_query_counts(room: Room, described: Graph, predicate: str, query: str) -> None:
    [row] = room.store.query(query)
    assert int(str(value(described, DATASET, VOID + predicate))) == int(row["n"].value) > 0


def test_every_class_and_property_has_its_part_with_its_count(room: Room, described: Graph) -> None:
    parts = {}
    for kind, number in (("class", "entities"), ("property", "triples")):
        for part in described.objects(URIRef(DATASET), URIRef(f"{VOID}{kind}Partition")):
            parts[str(value(described, str(part), VOID + kind))] = int(str(value(described, str(part), VOID + number)))
    asked = {}
    for query in (
        "SELECT ?of (COUNT(DISTINCT ?s) AS ?n) { ?s a ?of } GROUP BY ?of",
        "SELECT ?of (COUNT(*) AS ?n) { GRAPH ?g { ?s ?of ?o } } GROUP BY ?of",
    ):
        asked |= {row["of"].value: int(row["n"].value) for row in room.store.query(query)}
    assert parts == asked
    assert parts[TQ + "Article"] == 4


def test_links_to_other_data_are_counted(described: Graph) -> None:
    assert int(str(value(described, DATASET + "#links-wikidata", VOID + "triples"))) == 1
    assert not list(described.objects(URIRef(DATASET + "#links-geonames")))


def test_coverage_is_that_of_the_articles(room: Room, described: Graph) -> None:
    [row] = room.store.query("SELECT (MIN(?d) AS ?a) (MAX(?d) AS ?b) { ?s a tq:Article ; dcterms:issued ?d }")
    assert str(value(described, DATASET + "#period", DCAT + "startDate")) == row["a"].value
    assert str(value(described, DATASET + "#period", DCAT + "endDate")) == row["b"].value


def test_the_area_is_that_of_the_places_of_events(described: Graph) -> None:
    assert str(value(described, DATASET + "#area", DCAT + "bbox")) == "POLYGON((43.6 35.5,44.4 35.5,44.4 35.7,43.6 35.7,43.6 35.5))"


def test_a_dump_says_where_how_large_and_with_which_checksum(described: Graph) -> None:
    node = DATASET + "#file-tansiq.nq.gz"
    assert str(value(described, node, DCAT + "downloadURL")) == "https://example.org/x/dump/tansiq.nq.gz"
    assert str(value(described, node, DCAT + "byteSize")) == "1234567"
    assert str(value(described, node, DCAT + "mediaType")).endswith("/application/n-quads")
    assert str(value(described, str(value(described, node, SPDX + "checksum")), SPDX + "checksumValue")).lower() == "ab" * 32


def test_what_is_not_there_is_not_described(figures: Figures) -> None:
    bare = graph_of(describe(Figures(0, 0, 0), Publication("https://example.org")))
    for name in ("distribution", "endpointURL", "startDate", "bbox"):
        assert not list(bare.subject_objects(URIRef(DCAT + name)))
    for name in ("sparqlEndpoint", "dataDump", "triples", "classPartition", "subset"):
        assert not list(bare.subject_objects(URIRef(VOID + name)))
    assert (URIRef("https://example.org/.well-known/void"), URIRef(FOAF + "primaryTopic"), URIRef(DATASET)) in bare


def test_counting_not_all_leaves_out_only_what_needs_it(room: Room, figures: Figures) -> None:
    quick = read_figures(room.store, room.rows, SPACES)
    assert replace(figures, statements=None, subjects=None, objects=None, properties={}) == quick


def test_the_vocabularies_named_are_those_used(room: Room) -> None:
    answer = room.store.query("SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } }")
    spaces = tuple(PREFIXES[name] for name in USED)
    assert [row["t"].value for row in answer if not row["t"].value.startswith(spaces)] == []


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (ox.RdfFormat.TURTLE, "turtle"),
        (ox.RdfFormat.RDF_XML, "xml"),
        (ox.RdfFormat.JSON_LD, "json-ld"),
    ],
)
def test_all_forms_say_the_same(figures: Figures, described: Graph, form: ox.RdfFormat, name: str) -> None:
    assert isomorphic(graph_of(describe(figures, SERVED), form, name), described)


def test_the_same_figures_give_the_same_statements_in_order(figures: Figures) -> None:
    once, again = describe(figures, SERVED), describe(figures, SERVED)
    assert [str(t) for t in once] == [str(t) for t in again] == sorted(str(t) for t in once)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_tells_people_the_same(room: Room, figures: Figures, lang: str) -> None:
    text = dataset_page(View(room, "dataset", lang), figures, read_glossary(room.store), SERVED)
    page = html.document_fromstring(text, parser=html.HTMLParser(recover=False))
    shown = page.text_content()
    for told in (
        "https://w3id.org/tansiq/dataset",
        f"{figures.statements:,}",
        "2021-05-22",
        "ab" * 32,
        "A <b>newsroom</b>",
        "1.2 MB",
        "Wikidata",
    ):
        assert told in shown
    assert not page.xpath("//script[not(@src or @type='application/ld+json')] | //style | //@style | //b")
    assert page.xpath("//a[@href='dump/tansiq.nq.gz']") and page.xpath("//a[@href='sparql']")
    assert len(page.xpath("//h1")) == 1 and len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))
    assert {time.get("dir") for time in page.xpath("//time")} == {"ltr"}, "behind Arabic letters the parts of a date change places"
    assert "\u2066" in page.xpath("string(//ul[@class='examples'])")
    rows = page.xpath("//table[@class='counts']//tr")
    assert len(rows) == len(figures.classes) + len(figures.properties) + 2


def test_an_empty_store_has_a_page(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        room = open_room(store, Rows(Catalogue(Path(":memory:"))), Publication("https://example.org/"))
        figures = read_figures(store, room.rows, SPACES, whole=True)
        assert figures.statements == 0
        assert "Tansiq" in dataset_page(View(room, "dataset", "en"), figures, read_glossary(store), Publication(room.base))
