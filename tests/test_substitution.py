"""Values written into a query's text do what the embedded database does when it is given them beside it."""

from __future__ import annotations

import golden
import pyoxigraph as ox
import pytest

from builder.prefixes import PREFIXES
from builder.query import bindings, named_queries
from builder.substitution import is_graph, prepared

E = "http://e/"
ONE = {ox.Variable("s"): ox.NamedNode(E + "s1")}


@pytest.fixture(scope="module")
def small() -> ox.Store:
    store = ox.Store()
    for number in range(3):
        store.add(ox.Quad(ox.NamedNode(f"{E}s{number}"), ox.NamedNode(E + "p"), ox.Literal(number), ox.NamedNode(E + "g")))
    return store


@pytest.fixture(scope="module")
def large() -> ox.Store:
    store = ox.Store()
    for nquads in (golden.BACKGROUND, *(outcome.nquads for outcome in golden.OUTCOMES)):
        store.extend(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    return store


def answers(store: ox.Store, text: str, given: dict[ox.Variable, ox.NamedNode | ox.Literal]) -> tuple[list[str], list[str]]:
    """Return what a store says to a query with values beside it, and with values in it."""

    def rows(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> list[str]:
        return [str(bool(found))] if isinstance(found, ox.QueryBoolean) else sorted(map(str, found))

    beside = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=dict(given))
    return rows(beside), rows(store.query(prepared(text, given), use_default_graph_as_union=True))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o {?s ?p ?o}",
        "SELECT $s ?o { $s ?p ?o }",
        "SELECT * {?s ?p ?o}",
        "SELECT ?s ?o {?t ?p ?o}",
        "SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(?o) > 0) ORDER BY ?s",
        "SELECT ?s ?o { {SELECT ?o {?s ?p ?o}} }",
        "SELECT ?s ?o { {SELECT ?s ?o {?s ?p ?o}} }",
        "SELECT ?s ?o { {SELECT * {?s ?p ?o}} }",
        "SELECT ?s ?n { { SELECT (COUNT(?s) AS ?n) { ?s ?p ?o } } }",
        "SELECT ?s ?o { GRAPH ?g { ?x ?p ?o } OPTIONAL { { ?y ?p ?o FILTER(?y = ?s) } } }",
        "SELECT ?s ?x ?o { ?x ?p ?o OPTIONAL { ?x ?q ?z FILTER(?x = ?s) } }",
        "SELECT ?s ?o { { ?s ?p ?o } UNION { ?x ?p ?o FILTER(?x != ?s) } }",
        "SELECT ?s ?o { ?x ?p ?o MINUS {?s ?p ?o} }",
        "SELECT ?s ?o { ?x ?p ?o MINUS {?s a ?k} }",
        "SELECT ?s ?o { ?x ?p ?o FILTER NOT EXISTS { ?x ?p ?y FILTER(?x = ?s) } }",
        "SELECT ?s ?o { VALUES ?s {<http://e/s2> <http://e/s1>} ?s ?p ?o }",
        "SELECT ?s ?o { VALUES (?s ?o) { (<http://e/s1> 1) (<http://e/s2> 2) } }",
        'SELECT ?s ?o { ?s ?p ?o FILTER(?o != "} ?s {" && "\\"{" != \'\'\'{\'\'\' && ?o != """a"{""") } # { ?s',
        "SELECT ?s ?o { ?s <http://e/p#s> | <http://e/p> ?o } # <",
        "SELECT ?s ?o { ?s ?p ?o FILTER(?o <2 && ?o> 0) }",
        "ASK {?s ?p 2}",
        "ASK {?s ?p 1}",
        "CONSTRUCT {?s ?p ?o} WHERE {?s ?p ?o}",
        "CONSTRUCT WHERE {?s ?p ?o}",
        "DESCRIBE ?s",
        "DESCRIBE ?s # of { s }",
        "DESCRIBE ?s {?s ?p ?o}",
        "PREFIX select: <http://e/> SELECT ?s ?o { ?s select:p ?o }",
    ],
)
def test_it_is_what_the_database_does(small: ox.Store, text: str) -> None:
    beside, inside = answers(small, text, ONE)
    assert beside == inside


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
@pytest.mark.parametrize("value", ["", "force:peshmerga", "ministry:iq-defence", "البيشمركة", 'a"\\} UNION { ?a ?b ?c } #\n'])
def test_named_queries(large: ox.Store, query: object, value: str) -> None:
    from builder.query import Query

    assert isinstance(query, Query)
    given = bindings(query, {p.name: value for p in query.parameters} if value else {})
    beside, inside = answers(large, query.text, given)
    assert beside == inside


def test_what_cannot_be_set_is_an_error() -> None:
    for text in ("SELECT ?o {?s ?p ?o}", "ASK {?t ?p 1}", "SELECT (STR(?s) AS ?o) {?s ?p ?x}"):
        with pytest.raises(ValueError, match=r"does not select the variable \?s"):
            prepared(text, ONE)


def test_a_prefix_is_declared_once_and_where_it_is_used() -> None:
    text = prepared("PREFIX tq: <http://e/> SELECT ?x { ?x a tq:A ; org:member <http://e/skos:x> . # rdf:x\n }", {})
    assert text.count("PREFIX") == 2 and "PREFIX org: <http://www.w3.org/ns/org#>" in text


def test_values_are_terms_and_never_text() -> None:
    text = prepared("SELECT ?s { ?x ?p ?s }", {ox.Variable("s"): ox.Literal('a" } } DROP ALL #\n', language="ar")})
    assert text == 'SELECT ?s { VALUES ?s { "a\\" } } DROP ALL #\\n"@ar } ?x ?p ?s }'


def test_the_form_is_told_by_the_first_word_outside_names_and_comments() -> None:
    assert is_graph("# select\nBASE <http://select/> PREFIX ask: <a:b> construct { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert not is_graph("select ?construct { ?construct ?p 'DESCRIBE' }")
