"""The SHACL gate: a sound article graph passes, and each way of spoiling it is caught by the shape meant for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Dataset, Graph

from builder.errors import LexiconError
from builder.resources import ontology_dir
from builder.validate import LEXICON_SHAPES, Validator, Violation, conforms

SHAPES = "https://w3id.org/tansiq/shapes#"

PREFIXES = """
@prefix tq: <https://w3id.org/tansiq/ontology#> .
@prefix role: <https://w3id.org/tansiq/vocab/role/> .
@prefix rank: <https://w3id.org/tansiq/vocab/rank/> .
@prefix topic: <https://w3id.org/tansiq/vocab/topic/> .
@prefix pk: <https://w3id.org/tansiq/vocab/place-kind/> .
@prefix id: <https://w3id.org/tansiq/id/> .
@prefix a: <https://w3id.org/tansiq/id/article/x1#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

HEAD = """
<https://w3id.org/tansiq/id/article/x1> a tq:Article, schema:NewsArticle ;
    dcterms:identifier "x1" ; dcterms:title "خبر للتجربة"@ar ; dcterms:language "ar" ;
    dcterms:issued "2021-05-22"^^xsd:date ; dcterms:publisher <https://w3id.org/tansiq/id/outlet/test> .
<https://w3id.org/tansiq/id/outlet/test> a tq:Outlet ; skos:prefLabel "وكالة"@ar .
a:text a nif:Context ; tq:textLength "900"^^xsd:integer ;
    nif:sourceUrl <https://w3id.org/tansiq/id/article/x1> .
a:s1 a nif:OffsetBasedString, nif:Sentence ; nif:beginIndex "0"^^xsd:integer ;
    nif:endIndex "300"^^xsd:integer ; nif:referenceContext a:text .
"""

THINGS = """
<id:army> a tq:Force ; skos:prefLabel "الجيش العراقي"@ar ; org:subOrganizationOf <id:ministry> ; tq:basedIn <id:kirkuk> .
<id:peshmerga> a tq:Force ; skos:prefLabel "البيشمركة"@ar, "Peshmerga"@en .
<id:isis> a tq:ArmedGroup ; skos:prefLabel "داعش"@ar .
<id:unit> a tq:MilitaryUnit, tq:Force ; skos:prefLabel "اللواء 14"@ar ; skos:altLabel "اللواء الرابع عشر"@ar .
<id:ministry> a tq:Ministry, tq:GovernmentBody ; skos:prefLabel "وزارة الدفاع"@ar .
<id:party> a tq:PoliticalParty ; skos:prefLabel "الحزب"@ar .
<id:channel> a tq:Outlet ; skos:prefLabel "القناة"@ar .
<id:kirkuk> a tq:Location ; skos:prefLabel "كركوك"@ar ; tq:placeKind pk:city ; tq:locatedIn <id:iraq> .
<id:iraq> a tq:Location ; skos:prefLabel "العراق"@ar ; tq:placeKind pk:country .
<id:khafaji> a tq:Official ; skos:prefLabel "تحسين الخفاجي"@ar ; tq:rank rank:major-general ; tq:staffQualified true .
<id:post> a tq:Post ; skos:prefLabel "وزير الدفاع"@ar ; org:role role:minister ; org:postIn <id:ministry> .
<id:appointment> a tq:Appointment ; org:member <id:khafaji> ; org:role role:spokesperson ; org:organization <id:army> ;
    tq:title "المتحدث"@ar ; tq:evidence a:m-khafaji .
<id:operation> a tq:JointOperation, tq:MilitaryOperation, tq:Event ; tq:status tq:Occurred ; tq:date "2021-05-21"^^xsd:date ;
    tq:datePhrase "أمس"@ar ; tq:place <id:kirkuk> ; tq:participant <id:army>, <id:peshmerga> ; tq:target <id:isis> ;
    tq:supporter <id:unit> ; tq:eventName "سيف الحق"@ar ; tq:killed 3 ; tq:wounded 0 ; tq:reportedBy <id:statement> ;
    tq:evidence a:m-operation .
<id:strike> a tq:AirStrike, tq:Event ; tq:status tq:Occurred ; tq:date "2021-05"^^xsd:gYearMonth ; tq:participant <id:army> ;
    tq:evidence a:m-strike .
<id:attack> a tq:Attack, tq:Event ; tq:status tq:Denied ; tq:date "2017"^^xsd:gYear ; tq:perpetrator <id:isis> ;
    tq:target <id:peshmerga> ; tq:evidence a:m-attack .
<id:meeting> a tq:Meeting, tq:Event ; tq:status tq:Ongoing ; tq:participant <id:khafaji>, <id:post> ; tq:evidence a:m-meeting .
<id:agreement> a tq:Agreement, tq:Event ; tq:status tq:Planned ; tq:party <id:army>, <id:party> ; tq:signatory <id:khafaji> ;
    tq:provision topic:joint-force ; tq:evidence a:m-agreement .
<id:formation> a tq:ForceFormation, tq:Event ; tq:status tq:Planned ; tq:participant <id:ministry> ; tq:formedForce <id:unit> ;
    tq:evidence a:m-formation .
<id:deployment> a tq:Deployment, tq:Event ; tq:status tq:Occurred ; tq:participant <id:army> ; tq:evidence a:m-deployment .
<id:withdrawal> a tq:Withdrawal, tq:Event ; tq:status tq:Occurred ; tq:participant <id:army> ; tq:evidence a:m-withdrawal .
<id:statement> a tq:Statement, tq:Event ; tq:status tq:Occurred ; tq:speaker <id:khafaji> ; tq:outlet <id:channel> ;
    tq:quote "قلنا"@ar ; tq:evidence a:m-statement ; tq:rule "said" ; tq:confidence 0.8 .
"""

MENTIONED = [
    "army",
    "peshmerga",
    "isis",
    "unit",
    "ministry",
    "party",
    "channel",
    "kirkuk",
    "iraq",
    "khafaji",
    "post",
    "operation",
    "strike",
    "attack",
    "meeting",
    "agreement",
    "formation",
    "deployment",
    "withdrawal",
    "statement",
]


def mention(name: str, begin: int) -> str:
    """Write one sound mention of the thing `name`."""
    return (
        f'a:m-{name} a nif:OffsetBasedString ; nif:beginIndex "{begin}"^^xsd:integer ; '
        f'nif:endIndex "{begin + 5}"^^xsd:integer ; nif:anchorOf "لفظه{name}" ; nif:referenceContext a:text ; '
        f'itsrdf:taIdentRef <id:{name}> ; tq:confidence 0.9 ; tq:rule "lexicon" ; tq:sentence a:s1 .\n'
    )


SOUND = HEAD + THINGS + "".join(mention(name, 10 * index) for index, name in enumerate(MENTIONED))


def read(body: str) -> Graph:
    """Parse Turtle, whose `<id:…>` are absolute IRIs already."""
    return Graph().parse(data=PREFIXES + body, format="turtle")


@pytest.fixture(scope="module")
def validator() -> Validator:
    """Read the article shapes once."""
    return Validator.load()


def test_a_sound_article_passes(validator: Validator) -> None:
    """The article that uses every class and property has nothing to complain of, not even a note."""
    assert validator.validate_graph(read(SOUND), "x1") == []


# [shape, severity, text of the sound graph, what takes its place]
MUTATIONS = [
    # article
    ("ArticleIdentifier", "Violation", 'dcterms:identifier "x1" ; ', ""),
    ("ArticleIdentifier", "Violation", 'dcterms:identifier "x1"', 'dcterms:identifier ""'),
    ("ArticleIdentifier", "Violation", 'dcterms:identifier "x1"', 'dcterms:identifier "x1", "x2"'),
    ("ArticleTitle", "Violation", 'dcterms:title "خبر للتجربة"@ar ; ', ""),
    ("ArticleTitle", "Violation", '"خبر للتجربة"@ar', '"خبر للتجربة"'),
    ("ArticleLanguage", "Violation", ' dcterms:language "ar" ;', ""),
    ("ArticleLanguage", "Violation", 'dcterms:language "ar"', 'dcterms:language "العربية"'),
    ("ArticleIssued", "Violation", '"2021-05-22"^^xsd:date', '"22/5/2021"'),
    ("ArticleIssued", "Violation", '"2021-05-22"^^xsd:date', '"2021-05-22"^^xsd:date, "2021-05-23"^^xsd:date'),
    ("ArticleIssued", "Violation", '"2021-05-22"^^xsd:date', '"1821-05-22"^^xsd:date'),
    ("ArticlePublisher", "Violation", "outlet/test> .\n<", 'outlet/test>, <id:channel> .\n<'),
    ("ArticlePublisher", "Violation", "dcterms:publisher <https://w3id.org/tansiq/id/outlet/test>", "dcterms:publisher <id:army>"),
    ("ArticleUrl", "Violation", 'dcterms:language "ar" ;', 'dcterms:language "ar" ; schema:url "example.org" ;'),
    # text
    ("TextLength", "Violation", ' ; tq:textLength "900"^^xsd:integer', ""),
    ("ContextSource", "Violation", "nif:sourceUrl <https://w3id.org/tansiq/id/article/x1>", "nif:sourceUrl <id:other>"),
    ("BeginIndex", "Violation", 'nif:beginIndex "10"^^xsd:integer', 'nif:beginIndex "15"^^xsd:integer'),
    ("BeginIndex", "Violation", 'nif:beginIndex "10"^^xsd:integer', 'nif:beginIndex "-1"^^xsd:integer'),
    ("BeginIndex", "Violation", 'nif:beginIndex "10"^^xsd:integer ;', ""),
    ("EndIndex", "Violation", 'nif:endIndex "15"^^xsd:integer ;', ""),
    ("ReferenceContext", "Violation", "nif:referenceContext a:text ; itsrdf:taIdentRef <id:army>", "itsrdf:taIdentRef <id:army>"),
    ("ReferenceContext", "Violation", "nif:referenceContext a:text ; itsrdf:taIdentRef <id:army>",
     "nif:referenceContext a:s1 ; itsrdf:taIdentRef <id:army>"),
    ("MentionShape", "Violation", "a:m-party a nif:OffsetBasedString ;", "a:m-party"),
    ("MentionAnchor", "Violation", ' nif:anchorOf "لفظهarmy" ;', ""),
    ("MentionAnchor", "Violation", '"لفظهarmy"', '""'),
    ("MentionReference", "Violation", "itsrdf:taIdentRef <id:army>", 'itsrdf:taIdentRef <id:army>, "الجيش"'),
    ("MentionReferred", "Violation", "itsrdf:taIdentRef <id:army>", "itsrdf:taIdentRef <id:army> . a:m2 a nif:OffsetBasedString ;"
     ' nif:beginIndex "1"^^xsd:integer ; nif:endIndex "2"^^xsd:integer ; nif:anchorOf "س" ;'
     " nif:referenceContext a:text ; itsrdf:taIdentRef <id:nothing>"),
    ("MentionConfidence", "Violation", 'id:army> ; tq:confidence 0.9', "id:army> ; tq:confidence 1.1"),
    ("MentionConfidence", "Violation", 'id:army> ; tq:confidence 0.9', "id:army> ; tq:confidence 0.9, 0.8"),
    ("MentionConfidence", "Violation", 'id:army> ; tq:confidence 0.9', "id:army> ; tq:confidence 9.0e-1"),
    ("MentionRule", "Violation", 'id:army> ; tq:confidence 0.9 ; tq:rule "lexicon"', "id:army> ; tq:confidence 0.9"),
    ("MentionSentence", "Violation", "tq:sentence a:s1 .\na:m-peshmerga", "tq:sentence a:text .\na:m-peshmerga"),
    # entities
    ("EntityShape", "Violation", "<id:isis> a tq:ArmedGroup", "[] a tq:ArmedGroup ; skos:prefLabel \"س\"@ar . <id:isis> a tq:ArmedGroup"),
    ("ActorKind", "Violation", '<id:isis> a tq:ArmedGroup ; skos:prefLabel "داعش"@ar .', ""),
    ("PrefLabel", "Violation", '<id:isis> a tq:ArmedGroup ; skos:prefLabel "داعش"@ar', "<id:isis> a tq:ArmedGroup"),
    ("PrefLabel", "Violation", '"داعش"@ar', '"داعش"@ar, "التنظيم"@ar'),
    ("PrefLabel", "Violation", '"Peshmerga"@en', '"Peshmerga"'),
    ("ArabicPrefLabel", "Violation", '"البيشمركة"@ar, ', ""),
    ("AltLabel", "Violation", '"اللواء الرابع عشر"@ar', '"اللواء الرابع عشر"'),
    ("SameAs", "Violation", "<id:isis> a tq:ArmedGroup ;", '<id:isis> a tq:ArmedGroup ; owl:sameAs "Q2429253" ;'),
    ("EntityMention", "Violation", "itsrdf:taIdentRef <id:party>", "itsrdf:taIdentRef <id:army>"),
    ("EntityMention", "Violation", "itsrdf:taIdentRef <id:meeting>", "itsrdf:taIdentRef <id:army>"),
    ("OutletMention", "Violation", "itsrdf:taIdentRef <id:channel>", "itsrdf:taIdentRef <id:army>"),
    ("ForcePartShape", "Violation", "a tq:MilitaryUnit, tq:Force", "a tq:MilitaryUnit"),
    ("GovernmentPartShape", "Violation", "a tq:Ministry, tq:GovernmentBody", "a tq:Ministry"),
    ("OfficialRank", "Violation", "rank:major-general", "rank:major-general, rank:colonel"),
    ("OfficialRank", "Violation", "rank:major-general", "rank:admiral"),
    ("OfficialStaff", "Violation", "tq:staffQualified true", 'tq:staffQualified "ركن"'),
    ("RoleOfPost", "Violation", "org:role role:minister", "org:role role:king"),
    ("RoleOfPost", "Violation", " org:role role:minister ;", ""),
    ("PostOrganization", "Violation", "org:postIn <id:ministry>", "org:postIn <id:ministry>, <id:army>"),
    ("SeatKind", "Violation", "org:postIn <id:ministry>", "org:postIn <id:khafaji>"),
    ("LocationKind", "Violation", "pk:city", "pk:planet"),
    ("LocationWithin", "Violation", "tq:locatedIn <id:iraq>", "tq:locatedIn <id:army>"),
    ("LocationShape", "Violation", "tq:locatedIn <id:iraq>", "tq:locatedIn <id:kirkuk>"),
    ("DisputedShape", "Violation", "<id:isis> a tq:ArmedGroup", "<id:isis> a tq:ArmedGroup, tq:DisputedTerritory"),
    ("OrganizationKind", "Violation", "org:subOrganizationOf <id:ministry>", "org:subOrganizationOf <id:iraq>"),
    ("PartShape", "Violation", "org:subOrganizationOf <id:ministry>", "org:subOrganizationOf <id:army>"),
    ("BasedInPlace", "Violation", "tq:basedIn <id:kirkuk>", "tq:basedIn <id:isis>"),
    ("OrganizationKind", "Violation", "tq:locatedIn <id:iraq>", "tq:basedIn <id:iraq>"),
    # appointments
    ("AppointmentMember", "Violation", "org:member <id:khafaji> ;", ""),
    ("AppointmentMember", "Violation", "org:member <id:khafaji>", "org:member <id:post>"),
    ("AppointmentRole", "Violation", "role:spokesperson", "<id:spokesman>"),
    ("AppointmentRole", "Violation", "role:spokesperson", "role:spokesperson, role:officer"),
    ("AppointmentOrganization", "Violation", "org:organization <id:army>", "org:organization <id:army>, <id:ministry>"),
    ("SeatKind", "Violation", "org:organization <id:army>", "org:organization <id:khafaji>"),
    ("AppointmentTitle", "Violation", '"المتحدث"@ar', '"المتحدث"'),
    ("Evidence", "Violation", " ; tq:evidence a:m-khafaji", ""),
    # events
    ("EventShape", "Violation", "<id:strike> a tq:AirStrike", "[] a tq:Meeting, tq:Event . <id:strike> a tq:AirStrike"),
    ("ReporterKind", "Violation", "tq:reportedBy <id:statement>", "tq:reportedBy <id:meeting>"),
    ("EventTypedShape", "Violation", "a tq:AirStrike, tq:Event", "a tq:AirStrike"),
    ("EventKind", "Violation", "a tq:AirStrike, tq:Event", "a tq:Event"),
    ("EventStatusValue", "Violation", "tq:status tq:Denied ; ", ""),
    ("EventStatusValue", "Violation", "tq:status tq:Denied", "tq:status tq:Rumoured"),
    ("EventStatusValue", "Violation", "tq:status tq:Denied", "tq:status tq:Denied, tq:Occurred"),
    ("EventDate", "Violation", '"2021-05-21"^^xsd:date', '"2021-05-21"'),
    ("EventDate", "Violation", '"2021-05-21"^^xsd:date', '"2021-05-41"^^xsd:date'),
    ("EventDate", "Violation", '"2017"^^xsd:gYear', '"1217"^^xsd:gYear'),
    ("EventDate", "Violation", '"2017"^^xsd:gYear', '"2017"^^xsd:gYear, "2018"^^xsd:gYear'),
    ("EventDatePhrase", "Violation", '"أمس"@ar', '"أمس"'),
    ("EventPlace", "Violation", "tq:place <id:kirkuk>", "tq:place <id:ministry>"),
    ("EventName", "Violation", '"سيف الحق"@ar', '"سيف الحق"'),
    ("EventKilled", "Violation", "tq:killed 3", "tq:killed -3"),
    ("EventKilled", "Violation", "tq:killed 3", 'tq:killed "ثلاثة"'),
    ("EventWounded", "Violation", "tq:wounded 0", "tq:wounded 0.5"),
    ("EventOneWounded", "Warning", "tq:wounded 0", "tq:wounded 0, 4"),
    ("EventOneKilled", "Warning", "tq:killed 3", "tq:killed 3, 4"),
    ("ReporterKind", "Violation", "tq:reportedBy <id:statement>", "tq:reportedBy <id:kirkuk>"),
    ("ActorKind", "Violation", "tq:participant <id:army>, <id:peshmerga>", "tq:participant <id:army>, <id:kirkuk>"),
    ("ActorKind", "Violation", "tq:participant <id:army>, <id:peshmerga>", 'tq:participant <id:army>, "البيشمركة"'),
    ("ActorKind", "Violation", "tq:target <id:isis>", "tq:target <id:iraq>"),
    ("Evidence", "Violation", "tq:evidence a:m-strike", "tq:evidence <id:army>"),
    ("FactRule", "Violation", 'tq:rule "said"', 'tq:rule ""'),
    ("FactConfidence", "Violation", "tq:confidence 0.8", "tq:confidence -0.1"),
    ("ActorKind", "Violation", "tq:supporter <id:unit>", "tq:supporter <id:kirkuk>"),
    ("OperationParticipant", "Info", "tq:participant <id:army>, <id:peshmerga> ; ", ""),
    ("JointOperationShape", "Violation", "a tq:JointOperation, tq:MilitaryOperation, tq:Event", "a tq:JointOperation, tq:Event"),
    ("JointParticipants", "Info", "tq:participant <id:army>, <id:peshmerga>", "tq:participant <id:army>"),
    ("AirStrikeSides", "Info", '^^xsd:gYearMonth ; tq:participant <id:army>', "^^xsd:gYearMonth"),
    ("ActorKind", "Violation", "tq:perpetrator <id:isis>", "tq:perpetrator <id:iraq>"),
    ("MeetingParticipants", "Info", "tq:participant <id:khafaji>, <id:post>", "tq:participant <id:khafaji>"),
    ("ActorKind", "Violation", "tq:party <id:army>, <id:party>", "tq:party <id:army>, <id:iraq>"),
    ("AgreementParties", "Warning", "tq:party <id:army>, <id:party>", "tq:party <id:army>"),
    ("AgreementProvision", "Violation", "topic:joint-force", "topic:football"),
    ("AgreementSignatory", "Violation", "tq:signatory <id:khafaji>", "tq:signatory <id:post>"),
    ("FormedForce", "Violation", "tq:formedForce <id:unit>", "tq:formedForce <id:isis>"),
    ("MovingParticipant", "Info", "tq:Occurred ; tq:participant <id:army> ; tq:evidence a:m-deployment",
     "tq:Occurred ; tq:evidence a:m-deployment"),
    ("StatementSpeaker", "Violation", "tq:speaker <id:khafaji> ;", ""),
    ("StatementSpeaker", "Violation", "tq:speaker <id:khafaji>", "tq:speaker <id:khafaji>, <id:post>"),
    ("ActorKind", "Violation", "tq:speaker <id:khafaji>", "tq:speaker <id:kirkuk>"),
    ("StatementOutlet", "Violation", "tq:outlet <id:channel>", "tq:outlet <id:army>"),
    ("StatementQuote", "Violation", '"قلنا"@ar', '"قلنا"'),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "severity", "old", "new"), MUTATIONS)
def test_a_spoilt_article_is_caught(validator: Validator, shape: str, severity: str, old: str, new: str) -> None:
    """Each mutation breaks the shape named, at the severity named, with messages in both languages."""
    assert SOUND.count(old) >= 1
    found = validator.validate_graph(read(SOUND.replace(old, new, 1)), "x1")
    hits = [violation for violation in found if violation.shape == SHAPES + shape]
    assert hits, [(violation.shape, violation.value) for violation in found]
    assert {violation.severity for violation in hits} == {severity}
    assert all(violation.message_ar and violation.message_en and violation.article == "x1" for violation in hits)
    assert conforms(found) == all(violation.severity != "Violation" for violation in found)


# [what changes, what takes its place]: sound graphs that the shapes must leave alone
ALLOWED = [
    ('; tq:date "2021-05-21"^^xsd:date', ""),
    (" ; tq:place <id:kirkuk>", ""),
    ("dcterms:publisher <https://w3id.org/tansiq/id/outlet/test> .", "schema:url <https://example.org/1> ."),
    (" ; dcterms:issued", " ; dcterms:modified"),
    ("tq:killed 3 ; ", ""),
    (" ; org:organization <id:army>", ""),
    ("itsrdf:taIdentRef <id:party>", "itsrdf:taIdentRef <id:party>, <id:army>"),
    (
        'a tq:Location ; skos:prefLabel "كركوك"@ar',
        'a tq:Location, tq:DisputedTerritory ; skos:prefLabel "كركوك"@ar',
    ),
    ("tq:speaker <id:khafaji>", "tq:speaker <id:ministry>"),
    ("tq:target <id:isis>", "tq:target <id:isis>, <id:khafaji>"),
    ('"Peshmerga"@en', '"Peshmerga"@en, "پێشمەرگە"@ckb'),
    ("pk:city", "pk:city, pk:capital"),
    ("tq:participant <id:khafaji>, <id:post>", "tq:participant <id:khafaji>, <id:ministry>"),
    ('"2017"^^xsd:gYear', '"2017-02"^^xsd:gYearMonth'),
    ('tq:rule "said" ; tq:confidence 0.8', 'tq:rule "said", "quoted"'),
    ("tq:reportedBy <id:statement>", "tq:reportedBy <id:channel>"),
]


@pytest.mark.parametrize(("old", "new"), ALLOWED)
def test_a_sound_variant_passes(validator: Validator, old: str, new: str) -> None:
    """What the contract leaves open is no violation."""
    body = SOUND.replace(old, new, 1)
    if "publisher" in old:
        body = body.replace('<https://w3id.org/tansiq/id/outlet/test> a tq:Outlet ; skos:prefLabel "وكالة"@ar .', "")
    assert [v for v in validator.validate_graph(read(body), "x1") if v.blocks] == []


def test_the_order_is_fixed(validator: Validator) -> None:
    """The same graph gives the same list, gravest first."""
    body = SOUND.replace("tq:killed 3", "tq:killed -3").replace("tq:party <id:army>, <id:party>", "tq:party <id:army>")
    first, second = (validator.validate_graph(read(body), "x1") for _ in range(2))
    assert first == second
    assert [violation.severity for violation in first] == ["Violation", "Warning"]
    assert first[0].path == "tq:killed" and first[0].value == "-3" and first[0].focus == "id:operation"


def test_the_graph_is_left_as_it_was(validator: Validator) -> None:
    """Neither the data nor the shapes change by being used."""
    graph = read(SOUND)
    before, shapes = set(graph), set(validator.graph)
    validator.validate_graph(graph, "x1")
    assert set(graph) == before
    validator.validate_graph(graph, "x1")
    assert {t for t in set(validator.graph) - shapes if "shapes#" in str(t[0])} == set()


def test_a_dataset_is_refused(validator: Validator) -> None:
    """pyshacl would look across graphs, so only plain graphs are taken."""
    with pytest.raises(TypeError, match="not a Dataset"):
        validator.validate_graph(Dataset(), "x1")


@pytest.mark.parametrize("content", [None, "not turtle {"])
def test_shapes_that_cannot_be_read(tmp_path: Path, content: str | None) -> None:
    """A missing or broken shapes file is a `LexiconError` that names it."""
    path = tmp_path / "shapes.ttl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"shapes\.ttl"):
        Validator.load(path)


# [shape, record]; an empty shape means that the record is sound
LEXICON_ROWS = [
    ("", ""),
    ("LexiconEnglishLabel", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar .'),
    ("LexiconArabicLabel", '<{id}force/a> a tq:Force ; skos:prefLabel "A"@en .'),
    ("LexiconPrefLabel", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar, "قوى"@ar, "A"@en .'),
    ("LexiconEntityShape", '<{id}force/A_b> a tq:Force ; skos:prefLabel "قوة"@ar, "A"@en .'),
    ("LexiconAltLabel", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar, "A"@en ; skos:altLabel "قوى" .'),
    ("LexiconContextualLabel", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar, "A"@en ; tq:contextualLabel "A"@en .'),
    ("LexiconSameAs", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar, "A"@en ; dcterms:source <x:y> ; owl:sameAs <x:Q1> .'),
    ("LexiconSource", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar, "A"@en ;'
     " owl:sameAs <http://www.wikidata.org/entity/Q1> ."),
    ("LexiconPlaceKind", '<{id}place/a> a tq:Location ; skos:prefLabel "م"@ar, "A"@en ; tq:locatedIn <{id}place/iraq> .'),
    ("LexiconLocationShape", '<{id}place/a> a tq:Location ; skos:prefLabel "م"@ar, "A"@en ; tq:placeKind pk:city .'),
    ("LexiconLatitude", '<{id}place/a> a tq:Location ; skos:prefLabel "م"@ar, "A"@en ; tq:placeKind pk:city ; wgs:lat 99.5 ;'
     " tq:locatedIn <{id}place/iraq> ."),
    ("LexiconPartOf", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar, "A"@en ; org:subOrganizationOf <{id}place/iraq> .'),
    ("LexiconBasedIn", '<{id}force/a> a tq:Force ; skos:prefLabel "قوة"@ar, "A"@en ; tq:basedIn <{id}force/a> .'),
    ("LexiconStandsFor", '<{id}place/a> a tq:Location ; skos:prefLabel "م"@ar, "A"@en ; tq:placeKind pk:city ;'
     " tq:locatedIn <{id}place/iraq> ; tq:standsFor <{id}place/iraq> ."),
    ("TriggerForm", "<{id}trigger/a> a tq:Trigger ; tq:evokes tq:Meeting ."),
    ("TriggerEvokes", '<{id}trigger/a> a tq:Trigger ; tq:evokes tq:Party ; tq:triggerForm "حفل"@ar .'),
    ("", '<{id}trigger/a> a tq:Trigger ; tq:evokes tq:Meeting ; tq:triggerForm "اجتمع"@ar .'),
    ("", '<{id}trigger/a> a tq:Trigger ; tq:frame <{id}frame/a> ; tq:nounStem "اجتماع"@ar . <{id}frame/a> a tq:Frame ;'
     " tq:evokes tq:Meeting ."),
    ("TriggerEvokes", '<{id}trigger/a> a tq:Trigger ; tq:frame <{id}frame/a> ; tq:nounStem "اجتماع"@ar . <{id}frame/a> a tq:Frame .'),
    ("TriggerFrame", '<{id}trigger/a> a tq:Trigger ; tq:evokes tq:Meeting ; tq:frame <{id}frame/a> ; tq:nounStem "اجتماع"@ar .'),
    ("TriggerStatus", '<{id}trigger/a> a tq:Trigger ; tq:evokes tq:Meeting ; tq:impliesStatus tq:Sure ; tq:nounStem "اجتماع"@ar .'),
    ("WordSetWords", '<{id}words/a> a tq:WordSet ; skos:prefLabel "ألفاظ"@ar, "words"@en .'),
    ("PageCueReading", '<{id}p/a> a tq:PageCue ; skos:prefLabel "ل"@ar, "A"@en ; tq:cueReading "maybe" ; skos:altLabel "شارك"@ar .'),
    ("PageCueWords", '<{id}p/a> a tq:PageCue ; skos:prefLabel "ل"@ar, "A"@en ; tq:cueReading "whole" ; skos:altLabel "شارك" .'),
    ("LexiconEnglishLabel", '<{id}p/a> a tq:PageCue ; skos:prefLabel "ل"@ar ; tq:cueReading "whole" ; skos:altLabel "شارك"@ar .'),
    ("", '<{id}p/a> a tq:PageCue ; skos:prefLabel "ل"@ar, "A"@en ; tq:cueReading "whole", "list" ; skos:altLabel "شارك"@ar .'),
    ("LanguageWords", '<{id}l/a> a tq:Language ; skos:prefLabel "ل"@ar, "A"@en ; tq:languageTag "aa" ; skos:altLabel "a"@aa, "b"@aa .'),
    ("LanguageTag", '<{id}l/a> a tq:Language ; skos:prefLabel "ل"@ar, "A"@en ; tq:languageTag "AA" ; skos:altLabel "a","b","c","d","e" .'),
    ("", '<{id}l/a> a tq:Language ; skos:prefLabel "ل"@ar, "A"@en ; tq:languageTag "aa" ; skos:altLabel "a", "b", "c", "d", "e" .'),
    ("", '<{id}place/asia> a tq:Location ; skos:prefLabel "آسيا"@ar, "Asia"@en ; tq:placeKind pk:region .'),
    ("", '<{id}place/a> a tq:Location ; skos:prefLabel "م"@ar, "A"@en ; tq:placeKind pk:village ; tq:locatedIn <{id}place/iraq> .'),
    ("TriggerCompany", '<{id}trigger/a> a tq:Trigger ; tq:evokes tq:Meeting ; tq:nounStem "اجتماع"@ar ; tq:requires <{id}place/iraq> .'),
    ("", '<{id}trigger/a> a tq:Trigger ; tq:evokes tq:Meeting ; tq:nounStem "اجتماع"@ar ; tq:excludes <{id}words/a> .'
     ' <{id}words/a> a tq:WordSet ; skos:prefLabel "ألفاظ"@ar, "words"@en ; skos:altLabel "قهوة"@ar .'),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "record"), LEXICON_ROWS)
def test_lexicon_records(shape: str, record: str) -> None:
    """The lexicon's shapes catch what they are meant to, and nothing in sound records."""
    base = "https://w3id.org/tansiq/id/"
    country = '<{id}place/iraq> a tq:Location ; skos:prefLabel "العراق"@ar, "Iraq"@en ; tq:placeKind pk:country .\n'
    found: list[Violation] = Validator.load(ontology_dir() / LEXICON_SHAPES).validate_graph(
        read((country + record).replace("{id}", base)), "lexicon"
    )
    shapes = {violation.shape.removeprefix(SHAPES) for violation in found}
    assert shape in shapes if shape else shapes == set()
