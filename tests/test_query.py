"""The named queries on the golden graph, and what is said of wrong queries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest
from rdflib import RDFS, Graph, URIRef

from builder import query
from builder.errors import QueryError
from builder.resources import ontology_dir
from builder.store import Store
from builder.vocabulary import TQ

OPERATION = "https://w3id.org/tansiq/id/event/a1/2-operation"
SENTENCE_1 = "قال المتحدث باسم قيادة العمليات المشتركة اللواء سالم حسن إن الجيش العراقي والبيشمركة نفذا عملية ضد داعش في قرجوخ."
DENIAL = "نفى سالم حسن انسحاب الجيش العراقي من مخمور."
AGENCY = "وكالة الأنباء العراقية"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = golden.fill(tmp_path_factory.mktemp("golden") / "store")
    with Store(folder) as filled:
        filled.link_events(lambda place: None)
    with Store(folder, read_only=True) as opened:
        yield opened


# name, parameters, the rows expected (whole rows, without the columns that only repeat a parameter)
ANSWERS: list[tuple[str, dict[str, str], list[tuple[str, ...]]]] = [
    ("spokespersons", {}, [("قيادة العمليات المشتركة", "سالم حسن", "spokesperson", "1")]),
    (
        "statements",
        {},
        [
            ("سالم حسن", "", "الجيش العراقي والبيشمركة نفذا عملية ضد داعش في قرجوخ", "", SENTENCE_1, "a1"),
            ("سالم حسن", "", "", "", DENIAL, "a2"),
        ],
    ),
    ("statements", {"who": "علي كريم"}, []),
    ("statements", {"who": "official:ali-karim"}, []),
    (
        "joint-operations",
        {},
        [
            ("2021-05", "قرجوخ", "البيشمركة، الجيش العراقي", "داعش", "Occurred", "id:event/a1/2-operation"),
            ("2021-07", "قرجوخ", "البيشمركة، الجيش العراقي", "", "Ongoing", "id:event/a4/1-operation"),
        ],
    ),
    ("meetings", {}, [("2021-06", "وزارة البيشمركة", "علي كريم", "كركوك", "Occurred", "a3")]),
    (
        "posts-held",
        {},
        [
            ("سالم حسن", "متحدث", "قيادة العمليات المشتركة", "2021-05-22", "2021-05-22", "1"),
            ("علي كريم", "وزير", "وزارة الدفاع العراقية", "2021-06-10", "2021-07-01", "2"),
        ],
    ),
    (
        "agreements",
        {},
        [("2021-06", "", "وزارة البيشمركة، وزارة الدفاع العراقية", "قوة مشتركة، مراكز التنسيق", "Occurred", "id:event/a3/2-agreement")],
    ),
    (
        "told-differently",
        {},
        [
            ("the same day, actor and place", "Attack", "a1", AGENCY, "2021-05-22", "Occurred", "4", "", "", "id:event/a1/3-attack"),
            ("the same day, actor and place", "Attack", "a2", "شفق نيوز", "2021-05-22", "Occurred", "3", "2", "", "id:event/a2/1-attack"),
        ],
    ),
    (
        "attacks",
        {},
        [
            ("2021-05-22", "قرجوخ", "داعش", "", "4", "", AGENCY, "a1", "id:event/a1/3-attack"),
            ("2021-05-22", "قرجوخ", "داعش", "البيشمركة", "3", "2", "", "a2", "id:event/a2/1-attack"),
        ],
    ),
    (
        "conflicting-tolls",
        {},
        [("2021-05-22", "قرجوخ", "Attack", "3", "2", "", "a2"), ("2021-05-22", "قرجوخ", "Attack", "4", "", AGENCY, "a1")],
    ),
    (
        "tolls-by-source",
        {},
        [
            ("a2", "Attack", "2021-05-22", "قرجوخ", "3", "2", "شفق نيوز", "id:event/a2/1-attack"),
            ("a2", "Attack", "2021-05-22", "قرجوخ", "5", "", "سالم حسن", "id:event/a2/1-attack"),
        ],
    ),
    (
        "forces-under",
        {},
        [("اللواء 14 بيشمركة", "البيشمركة", "force:peshmerga-brigade-14"), ("البيشمركة", "وزارة البيشمركة", "force:peshmerga")],
    ),
    ("forces-under", {"command": "force:peshmerga"}, [("اللواء 14 بيشمركة", "البيشمركة", "force:peshmerga-brigade-14")]),
    (
        "forces-under",
        {"command": "وزارة شؤون البيشمركة"},
        [("اللواء 14 بيشمركة", "البيشمركة", "force:peshmerga-brigade-14"), ("البيشمركة", "وزارة البيشمركة", "force:peshmerga")],
    ),
    (
        "disputed-areas",
        {},
        [
            ("قرجوخ", "2021-05-22", "Attack", "Occurred", "a1"),
            ("قرجوخ", "2021-05-22", "Attack", "Occurred", "a2"),
            ("قرجوخ", "2021-05-22", "JointOperation", "Occurred", "a1"),
            ("قرجوخ", "2021-05-22", "MilitaryOperation", "Occurred", "a1"),
            ("قرجوخ", "2021-07-01", "JointOperation", "Ongoing", "a4"),
            ("قرجوخ", "2021-07-01", "MilitaryOperation", "Ongoing", "a4"),
            ("مخمور", "", "Withdrawal", "Denied", "a2"),
        ],
    ),
    ("coordination-centres", {}, [("مركز التنسيق المشترك", "كركوك", "", "1")]),
    ("evidence", {"thing": OPERATION}, [("a1", "90", "95", "عملية", SENTENCE_1, "operation-noun", "0.9")]),
    ("forces-together", {}, [("الجيش العراقي", "البيشمركة", "2")]),
    (
        "events-by-month",
        {},
        [
            ("2021-05", "Attack", "2"),
            ("2021-05", "JointOperation", "1"),
            ("2021-05", "MilitaryOperation", "1"),
            ("2021-06", "Agreement", "1"),
            ("2021-06", "Meeting", "1"),
            ("2021-07", "JointOperation", "1"),
            ("2021-07", "MilitaryOperation", "1"),
        ],
    ),
    ("denied", {}, [("", "Withdrawal", "الجيش العراقي", "مخمور", "سالم حسن", DENIAL, "a2")]),
    ("planned", {}, [("", "Deployment", "اللواء 14 بيشمركة", "كركوك", "ومن المقرر أن ينتشر اللواء 14 بيشمركة في كركوك.", "a3")]),
    ("fought-over", {}, [("قرجوخ", "4", "7", "2", "place:qara-chogh")]),
    (
        "officials-of",
        {},
        [
            ("قيادة العمليات المشتركة", "سالم حسن", "متحدث", "المتحدث باسم", "لواء", "a1"),
            ("وزارة الدفاع العراقية", "علي كريم", "وزير", "وزير الدفاع", "", "a3"),
            ("وزارة الدفاع العراقية", "علي كريم", "وزير", "وزير الدفاع", "", "a4"),
        ],
    ),
    (
        "movements",
        {},
        [
            ("", "Deployment", "اللواء 14 بيشمركة", "كركوك", "Planned", "a3"),
            ("", "Withdrawal", "الجيش العراقي", "مخمور", "Denied", "a2"),
        ],
    ),
]


@pytest.mark.parametrize(("name", "parameters", "rows"), ANSWERS, ids=[f"{a[0]}{''.join(a[1].values())}" for a in ANSWERS])
def test_answer(store: Store, name: str, parameters: dict[str, str], rows: list[tuple[str, ...]]) -> None:
    table = query.answer(store, query.find_query(name), parameters)
    assert isinstance(table, query.Table)
    assert list(table.rows) == rows


def column(store: Store, name: str, *columns: str, **parameters: str) -> list[tuple[str, ...]]:
    table = query.answer(store, query.find_query(name), parameters)
    assert isinstance(table, query.Table)
    return [tuple(row[table.columns.index(c)] for c in columns) for row in table.rows]


def test_unlinked_names_what_has_no_external_link(store: Store) -> None:
    found = column(store, "unlinked", "entity", "mentions")
    assert ("official:salim-hasan", "2") in found and ("body:kirkuk-coordination-centre", "1") in found
    assert all(entity != "force:iraqi-army" for entity, _ in found)


def test_provenance_names_article_outlet_and_software(store: Store) -> None:
    (row,) = column(store, "provenance", "id", "issued", "outletName", "software", thing=OPERATION)
    assert row == ("a1", "2021-05-22", AGENCY, "tansiq 0.1.0")


def test_overview_and_articles_count(store: Store) -> None:
    assert ("Attack", "هجوم", "2") in column(store, "overview", "class", "arabic", "number")
    assert column(store, "articles", "id", "things") == [("a1", "11"), ("a2", "9"), ("a3", "10"), ("a4", "7")]


def test_about_is_a_graph_in_order(store: Store) -> None:
    turtle = query.answer(store, query.find_query("about"), {"thing": "force:peshmerga-brigade-14"}, "turtle")
    assert isinstance(turtle, bytes)
    triples = list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    assert len(triples) == len(set(triples)) == 5
    assert turtle == query.answer(store, query.find_query("about"), {"thing": "force:peshmerga-brigade-14"})


def test_every_named_query_is_tested_and_described() -> None:
    queries = query.named_queries()
    assert len(queries) >= 16
    assert {q.name for q in queries} == {a[0] for a in ANSWERS} | {
        "unlinked",
        "provenance",
        "overview",
        "articles",
        "about",
        "republications",
    }
    for named in queries:
        assert named.title and named.question.endswith("?") and named.question_ar.endswith("؟"), named.name
        assert "ORDER BY" in named.text or "CONSTRUCT" in named.text, named.name


@pytest.mark.parametrize("name", ["events-by-month", "disputed-areas"])
def test_queries_that_list_the_classes_of_events_list_them_all(name: str) -> None:
    ontology = Graph().parse(ontology_dir() / "tansiq.ttl")
    events = set(ontology.transitive_subjects(RDFS.subClassOf, URIRef(TQ + "Event"))) - {URIRef(TQ + "Event")}
    listed = re.search(r"VALUES \?class \{([^}]*)\}", query.find_query(name).text)
    assert listed and set(listed.group(1).split()) == {f"tq:{str(event).removeprefix(TQ)}" for event in events}


def test_csv_and_json(store: Store) -> None:
    asked = query.find_query("meetings")
    csv = query.answer(store, asked, form="csv")
    assert csv == "date,oneName,otherName,placeName,status,id\r\n2021-06,وزارة البيشمركة,علي كريم,كركوك,Occurred,a3\r\n".encode()
    answer = query.answer(store, asked, form="json")
    assert isinstance(answer, bytes)
    assert json.loads(answer)["results"]["bindings"][0]["date"]["datatype"].endswith("gYearMonth")


def test_a_parameter_is_a_term_and_never_text(store: Store) -> None:
    evil = '"} UNION { ?a ?b ?c } #'
    assert column(store, "forces-under", "unit", command=evil) == []


def test_a_query_of_ones_own(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text("SELECT ?x WHERE { ?x a tq:JointOperation ; tq:place ?place } ORDER BY ?x", encoding="utf-8")
    assert len(column(store, str(path), "x")) == 2
    path.write_text("ASK { ?x a tq:Meeting }", encoding="utf-8")
    assert column(store, str(path), "answer") == [("yes",)]


@pytest.mark.parametrize(
    ("name", "text", "parameters", "form", "reason"),
    [
        ("agreement", None, {}, "table", "did you mean agreements"),
        ("nothing-like-it", None, {}, "table", "`tansiq query` lists them"),
        ("gone.rq", None, {}, "table", "cannot read the query"),
        ("bad.rq", "SELECT ?x WHERE {\n  ?x ?y }", {}, "table", "line 2, column .*: is not a SPARQL query"),
        ("bad.rq", "DELETE WHERE { ?s ?p ?o }", {}, "table", "is not a SPARQL query"),
        ("bad.rq", "# parameters: a b c\nSELECT * {}", {}, "table", "cannot read the parameter"),
        ("bad.rq", "# parameters: x: which\nSELECT ?x { ?x a ?y }", {}, "table", "needs --param x=VALUE"),
        ("meetings", None, {"who": "x"}, "table", "has no parameter 'who'"),
        ("forces-under", None, {"top": "x"}, "table", "its parameters: command"),
        ("forces-under", None, {"command": "<not an iri>"}, "table", "is not an IRI"),
        ("meetings", None, {}, "turtle", "gives a table and no graph"),
        ("about", None, {}, "csv", "use --format turtle"),
    ],
)
def test_wrong_use_is_explained(
    store: Store, tmp_path: Path, name: str, text: str | None, parameters: dict[str, str], form: str, reason: str
) -> None:
    if name.endswith(".rq"):
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
        name = str(tmp_path / name)
    with pytest.raises(QueryError, match=reason):
        query.answer(store, query.find_query(name), parameters, form)
