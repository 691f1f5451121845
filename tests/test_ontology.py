"""The ontology, vocabularies, shapes and lexicon: complete by the contract, labelled in both languages, free of clashes.

The lexicon is checked in plain Python, which names the record at fault, and as a whole by SHACL (some 3 s for 32,000 triples).
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from builder.folding import fold
from builder.resources import ontology_dir
from builder.validate import LEXICON_SHAPES, Validator

ONTOLOGY = ontology_dir()
TQ = Namespace("https://w3id.org/tansiq/ontology#")
VOCAB = "https://w3id.org/tansiq/vocab/"

ENTITIES = [
    "Force",
    "MilitaryUnit",
    "Command",
    "Coalition",
    "ArmedGroup",
    "Ministry",
    "GovernmentBody",
    "Government",
    "CoordinationCentre",
    "PoliticalParty",
    "Official",
    "Post",
    "Location",
    "DisputedTerritory",
    "Outlet",
]
EVENTS = [
    "MilitaryOperation",
    "JointOperation",
    "AirStrike",
    "Attack",
    "Meeting",
    "Agreement",
    "ForceFormation",
    "Deployment",
    "Withdrawal",
    "Statement",
]
CONTRACT_CLASSES = ["Article", *ENTITIES, "Appointment", "Event", *EVENTS, "Trigger", "Frame", "WordSet", "EventStatus"]
CONTRACT_PROPERTIES = [
    "locatedIn",
    "placeKind",
    "basedIn",
    "title",
    "rank",
    "staffQualified",
    "date",
    "place",
    "status",
    "reportedBy",
    "participant",
    "target",
    "supporter",
    "eventName",
    "killed",
    "wounded",
    "perpetrator",
    "party",
    "provision",
    "signatory",
    "formedForce",
    "speaker",
    "outlet",
    "quote",
    "actor",
    "confidence",
    "evidence",
    "rule",
    "datePhrase",
    "sentence",
    "contextualLabel",
    "withdrawnLabel",
    "home",
    "standsFor",
    "evokes",
    "triggerForm",
    "rankOrder",
    "frame",
    "slot",
    "impliesStatus",
    "perfectStem",
    "imperfectStem",
    "nounStem",
    "wordForm",
    "requires",
    "excludes",
]
STATUSES = ["Occurred", "Ongoing", "Planned", "Denied"]
ACTORS = ["participant", "supporter", "perpetrator", "target", "party", "signatory", "speaker", "outlet", "formedForce"]

# [file, namespace under VOCAB, the contract's list]
VOCABULARIES = [
    ("roles", "role", """
        minister deputy-minister prime-minister deputy-prime-minister president vice-president speaker governor deputy-governor
        district-administrator subdistrict-director mayor spokesperson deputy-spokesperson commander deputy-commander chief-of-staff
        deputy-chief-of-staff secretary-general undersecretary adviser head deputy-head director deputy-director inspector officer
        member representative ambassador consul envoy leader expert correspondent"""),
    ("ranks", "rank", """
        field-marshal general lieutenant-general major-general brigadier-general colonel lieutenant-colonel major captain
        first-lieutenant lieutenant non-commissioned"""),
    ("topics", "topic", """
        joint-force coordination-centres intelligence-sharing joint-operations checkpoints security-gap border-control withdrawal
        return-of-displaced local-administration expulsion-of-armed-groups training armament salaries-and-budget foreign-troops
        counter-terrorism defence-cooperation information-exchange reconstruction local-security-force"""),
    ("place-kinds", "place-kind", """
        governorate district subdistrict city town village mountain river lake dam valley desert road bridge region country province
        capital airport base border-crossing oilfield neighbourhood facility camp island area"""),
    ("plover", "plover", """
        AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE
        ASSAULT"""),
]  # fmt: skip

TURTLE_FILES = sorted(path.relative_to(ONTOLOGY).as_posix() for path in ONTOLOGY.rglob("*.ttl"))
LEXICON_FILES = [name for name in TURTLE_FILES if name.startswith("lexicon/")]


def read(*names: str) -> Graph:
    """Parse files of the ontology folder into one graph."""
    graph = Graph()
    for name in names:
        graph.parse(ONTOLOGY / name, format="turtle")
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Return the ontology with the statuses."""
    return read("tansiq.ttl", "vocab/statuses.ttl")


@pytest.fixture(scope="module")
def lexicon() -> Graph:
    """Return all lexicon files as one graph."""
    return read(*LEXICON_FILES)


def languages(graph: Graph, subject: Node, *predicates: URIRef) -> set[str | None]:
    """Return the languages of a subject's texts."""
    return {text.language for predicate in predicates for text in graph.objects(subject, predicate) if isinstance(text, Literal)}


def articleless(form: str) -> str:
    """Return the key under which the matcher meets a form: folded, each word without the article."""
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in fold(form).split())


@pytest.mark.parametrize("name", TURTLE_FILES)
def test_turtle_parses(name: str) -> None:
    """Every Turtle file parses, is not empty, and all its literals are well-typed."""
    graph = read(name)
    assert len(graph) > 0
    assert [text for text in graph.objects() if isinstance(text, Literal) and text.ill_typed] == []


@pytest.mark.parametrize("term", [*CONTRACT_CLASSES, *CONTRACT_PROPERTIES, *STATUSES])
def test_contract_terms_are_defined(ontology: Graph, term: str) -> None:
    """Every term of the contract has a type, labels and definitions in Arabic and English, and says what defines it."""
    kinds = set(ontology.objects(TQ[term], RDF.type))
    if term in CONTRACT_CLASSES:
        assert OWL.Class in kinds
    elif term in CONTRACT_PROPERTIES:
        assert kinds & {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    else:
        assert {TQ.EventStatus, SKOS.Concept} <= kinds
    assert (TQ[term], RDFS.isDefinedBy, URIRef(str(TQ)[:-1])) in ontology


def test_all_terms_are_bilingual(ontology: Graph) -> None:
    """Whatever the ontology defines is labelled and defined exactly once in each language."""
    for term in {s for s in ontology.subjects() if str(s).startswith(str(TQ))}:
        for predicates in ((RDFS.label, SKOS.prefLabel), (SKOS.definition,)):
            texts = [text for predicate in predicates for text in ontology.objects(term, predicate)]
            assert sorted(str(text.language) for text in texts if isinstance(text, Literal)) == [
                "ar",
                "en",
            ], term


def test_no_term_is_used_undefined(ontology: Graph) -> None:
    """Shapes, vocabularies and context use only terms that the ontology defines."""
    defined = {s for s in ontology.subjects(RDF.type) if str(s).startswith(str(TQ))}
    others = read(*(name for name in TURTLE_FILES if not name.startswith("lexicon/")))
    used = {node for triple in others for node in triple if isinstance(node, URIRef) and str(node).startswith(str(TQ))}
    assert used - defined == set()
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    targets = {value if isinstance(value, str) else value.get("@id", "") for key, value in context.items() if key != "@version"}
    named = {TQ[target.removeprefix("tq:")] for target in targets if target.startswith("tq:")}
    assert named - defined == set()
    assert {TQ[term] for term in CONTRACT_CLASSES} <= named


@pytest.mark.parametrize("name", ACTORS)
def test_actor_properties(ontology: Graph, name: str) -> None:
    """All actor properties are sub-properties of tq:actor, which is one of sem:hasActor."""
    sem = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    assert (TQ[name], RDFS.subPropertyOf, TQ.actor) in ontology
    assert (TQ.actor, RDFS.subPropertyOf, sem.hasActor) in ontology
    assert (TQ.place, RDFS.subPropertyOf, sem.hasPlace) in ontology


# [class, its superclass by the contract]
SUPERCLASSES = [
    ("Article", "https://schema.org/NewsArticle"),
    ("Article", "http://www.w3.org/ns/prov#Entity"),
    ("Force", "http://www.w3.org/ns/org#Organization"),
    ("MilitaryUnit", str(TQ.Force)),
    ("Command", str(TQ.Force)),
    ("Coalition", str(TQ.Force)),
    ("ArmedGroup", "http://www.w3.org/ns/org#Organization"),
    ("GovernmentBody", "http://www.w3.org/ns/org#FormalOrganization"),
    ("Ministry", str(TQ.GovernmentBody)),
    ("Government", str(TQ.GovernmentBody)),
    ("CoordinationCentre", str(TQ.GovernmentBody)),
    ("PoliticalParty", "http://www.w3.org/ns/org#Organization"),
    ("Official", "http://xmlns.com/foaf/0.1/Person"),
    ("Post", "http://www.w3.org/ns/org#Post"),
    ("Location", "http://www.opengis.net/ont/geosparql#Feature"),
    ("Location", "http://www.geonames.org/ontology#Feature"),
    ("Outlet", "http://www.w3.org/ns/org#Organization"),
    ("Appointment", "http://www.w3.org/ns/org#Membership"),
    ("Event", "http://semanticweb.cs.vu.nl/2009/11/sem/Event"),
    ("JointOperation", str(TQ.MilitaryOperation)),
    *((event, str(TQ.Event)) for event in EVENTS if event != "JointOperation"),
]


@pytest.mark.parametrize(("name", "parent"), SUPERCLASSES)
def test_superclasses(ontology: Graph, name: str, parent: str) -> None:
    """The hierarchy is the contract's."""
    assert (TQ[name], RDFS.subClassOf, URIRef(parent)) in ontology


@pytest.mark.parametrize(("name", "space", "listed"), VOCABULARIES)
def test_vocabularies_are_the_contracts(name: str, space: str, listed: str) -> None:
    """Each scheme holds exactly the listed concepts, labelled and defined in both languages."""
    graph = read(f"vocab/{name}.ttl")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert {str(concept) for concept in concepts} == {f"{VOCAB}{space}/{local}" for local in listed.split()}
    for concept in concepts:
        assert (concept, SKOS.inScheme, URIRef(VOCAB + space)) in graph
        assert sorted(str(text.language) for text in graph.objects(concept, SKOS.prefLabel) if isinstance(text, Literal)) == [
            "ar",
            "en",
        ]
        assert languages(graph, concept, SKOS.definition) == {"ar", "en"}
        preferred = set(graph.objects(concept, SKOS.prefLabel))
        assert preferred & {*graph.objects(concept, SKOS.altLabel), *graph.objects(concept, SKOS.hiddenLabel)} == set()


@pytest.mark.parametrize("name", ["roles", "ranks", "place-kinds"])
def test_forms_belong_to_one_concept(name: str) -> None:
    """No form of a head, rank or cue noun stands twice in its scheme, however it is spelt, and none has the article."""
    graph = read(f"vocab/{name}.ttl")
    owners: dict[str, set[Node]] = defaultdict(set)
    listed: dict[str, list[str]] = defaultdict(list)
    for concept, form in graph.subject_objects(SKOS.altLabel):
        assert isinstance(form, Literal) and form.language == "ar"
        assert " " in str(form) or not str(form).startswith("ال"), form  # fixed phrases alone keep it: القائم بالأعمال
        owners[articleless(str(form))].add(concept)
        listed[articleless(str(form))].append(str(form))
    for concept, form in graph.subject_objects(SKOS.prefLabel):
        if isinstance(form, Literal) and form.language == "ar":
            owners[articleless(str(form))].add(concept)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}
    assert {key: forms for key, forms in listed.items() if len(forms) > 1} == {}


def test_topic_phrases_belong_to_one_topic() -> None:
    """Each topic has at least six phrases, and no phrase signals two topics."""
    graph = read("vocab/topics.ttl")
    owners: dict[str, set[Node]] = defaultdict(set)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        phrases = [fold(str(text)) for text in graph.objects(concept, SKOS.hiddenLabel)]
        assert len(phrases) >= 6 and len(set(phrases)) == len(phrases), concept
        for phrase in phrases:
            owners[articleless(phrase)].add(concept)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


# [file, concept, a form that must be among its Arabic labels]
FORMS = [
    ("roles", "role/spokesperson", "متحدث رسمي"), ("roles", "role/chief-of-staff", "رئيسي أركان"), ("roles", "role/member", "نائب"),
    ("roles", "role/minister", "وزيرا"), ("roles", "role/head", "رئيس"), ("roles", "role/commander", "آمر"),
    ("roles", "role/deputy-chief-of-staff", "معاون رئيس أركان"), ("roles", "role/prime-minister", "رئيس مجلس وزراء"),
    ("roles", "role/leader", "قيادي"), ("ranks", "rank/general", "فريق أول"), ("ranks", "rank/major-general", "لواء"),
    ("ranks", "rank/lieutenant-general", "فريق"), ("ranks", "rank/brigadier-general", "بريغادير جنرال"),
    ("ranks", "rank/non-commissioned", "نائب ضابط"), ("place-kinds", "place-kind/village", "قرية"),
    ("place-kinds", "place-kind/governorate", "محافظتي"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "concept", "form"), FORMS)
def test_common_forms_are_listed(name: str, concept: str, form: str) -> None:
    """The commonest forms of the news are found among a concept's labels."""
    graph = read(f"vocab/{name}.ttl")
    labels = {
        *graph.objects(URIRef(VOCAB + concept), SKOS.prefLabel),
        *graph.objects(URIRef(VOCAB + concept), SKOS.altLabel),
    }
    assert Literal(form, lang="ar") in labels


def test_ranks_are_ordered() -> None:
    """The order of ranks is a strict one, lowest first, as the contract lists them from the top."""
    graph = read("vocab/ranks.ttl")
    contract = VOCABULARIES[1][2].split()
    orders = [int(str(graph.value(URIRef(f"{VOCAB}rank/{name}"), TQ.rankOrder))) for name in contract]
    assert orders == list(range(len(contract), 0, -1))


@pytest.mark.parametrize("name", [*ENTITIES, *EVENTS, "Event", "Article", "Appointment"])
def test_every_class_has_a_shape(name: str) -> None:
    """Each class that an article graph may use is the target of a shape."""
    shapes = read("shapes.ttl")
    assert set(shapes.subjects(SH.targetClass, TQ[name]))


@pytest.mark.parametrize("name", ["shapes.ttl", "lexicon-shapes.ttl"])
def test_shapes_speak_both_languages(name: str) -> None:
    """Shapes are named, are SHACL core, and whatever can fail has a severity and messages in both languages."""
    shapes = read(name)
    assert set(shapes.objects(None, SH.sparql)) == set()
    named = {*shapes.subjects(RDF.type, SH.PropertyShape), *shapes.subjects(RDF.type, SH.NodeShape)}
    for shape in named:
        assert isinstance(shape, URIRef)
    for shape in {
        *shapes.subjects(SH.targetClass),
        *shapes.subjects(SH.targetSubjectsOf),
        *shapes.subjects(SH.targetObjectsOf),
    }:
        assert languages(shapes, shape, SH.message) == {"ar", "en"}, shape
        assert shapes.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}, shape


@pytest.mark.parametrize(("name", "space", "path"), [("roles", "role", "role"), ("ranks", "rank", "rank"), ("topics", "topic", "topic"),
                                                   ("place-kinds", "place-kind", "place-kind")])  # fmt: skip
def test_shapes_list_the_whole_vocabulary(name: str, space: str, path: str) -> None:
    """The lists in the shapes and the concepts of the vocabulary are the same."""
    concepts = {str(concept) for concept in read(f"vocab/{name}.ttl").subjects(RDF.type, SKOS.Concept)}
    in_shapes = {str(node) for node in read("shapes.ttl").objects() if str(node).startswith(f"{VOCAB}{path}/")}
    assert in_shapes == concepts and space


def test_licence_and_version(ontology: Graph) -> None:
    """The ontology states its version, licence and prefix."""
    node = URIRef(str(TQ)[:-1])
    assert (node, OWL.versionInfo, Literal("0.1.0")) in ontology
    assert (node, DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")) in ontology
    assert "Attribution 4.0" in (ONTOLOGY / "LICENSE").read_text(encoding="utf-8")


# ---------------------------------------------------------------------------------------------------------------- lexicon

LEXICON_CLASSES = {TQ[name] for name in ENTITIES if name != "Post"}
needs_lexicon = pytest.mark.skipif(not LEXICON_FILES, reason="no lexicon files yet")


@needs_lexicon
def test_lexicon_entities_are_labelled(lexicon: Graph) -> None:
    """Every entity of the lexicon has exactly one Arabic and one English preferred label, and no bare alternative."""
    for kind in LEXICON_CLASSES:
        for entity in lexicon.subjects(RDF.type, kind):
            labels = [str(text.language) for text in lexicon.objects(entity, SKOS.prefLabel) if isinstance(text, Literal)]
            assert labels.count("ar") == labels.count("en") == 1 and len(labels) == len(set(labels)), entity
            assert None not in languages(lexicon, entity, SKOS.altLabel, TQ.contextualLabel), entity


@needs_lexicon
def test_lexicon_points_to_what_exists(lexicon: Graph) -> None:
    """Containment, hierarchy and seats point to entities of the lexicon; containment has no loops."""
    org = Namespace("http://www.w3.org/ns/org#")
    typed = set(lexicon.subjects(RDF.type))
    for predicate in (TQ.locatedIn, TQ.basedIn, TQ.standsFor, org.subOrganizationOf):
        dangling = {(str(s), str(o)) for s, o in lexicon.subject_objects(predicate) if o not in typed}
        assert dangling == set(), predicate
    for predicate in (TQ.locatedIn, org.subOrganizationOf):
        for start in set(lexicon.subjects(predicate)):
            above, frontier = set[Node](), {start}
            while frontier:
                frontier = {parent for node in frontier for parent in lexicon.objects(node, predicate)} - above
                above |= frontier
            assert start not in above, start


@needs_lexicon
def test_lexicon_uses_defined_terms(lexicon: Graph, ontology: Graph) -> None:
    """The lexicon uses only terms that the ontology and vocabularies define."""
    vocabularies = read(*(f"vocab/{name}.ttl" for name, _, _ in VOCABULARIES))
    defined = {*ontology.subjects(RDF.type), *vocabularies.subjects(RDF.type), *lexicon.subjects(RDF.type)}
    used = {node for triple in lexicon for node in triple if isinstance(node, URIRef) and str(node).startswith((str(TQ), VOCAB))}
    assert {str(node) for node in used - defined if not str(node).rstrip("/").endswith("/vocab")} == set()


@needs_lexicon
def test_lexicon_conforms_to_its_shapes(lexicon: Graph) -> None:
    """The lexicon has no violation of its shapes."""
    found = Validator.load(ONTOLOGY / LEXICON_SHAPES).validate_graph(lexicon, "lexicon")
    assert [(v.focus, v.shape.rpartition("#")[2], v.value) for v in found if v.blocks] == []


def test_the_folder_is_complete() -> None:
    """The files that the program and its users look for are there."""
    for name in (
        "tansiq.ttl",
        "shapes.ttl",
        "lexicon-shapes.ttl",
        "context.jsonld",
        "LICENSE",
        "vocab/statuses.ttl",
    ):
        assert Path(ONTOLOGY / name).is_file()
