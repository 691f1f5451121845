"""The store: replacing graphs, doing nothing twice, surviving a kill, and saying what is wrong."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest
from rdflib import URIRef

from builder.errors import StoreError
from builder.export import export
from builder.prefixes import PREFIXES
from builder.store import PROVENANCE, Store

GRAPH = "https://w3id.org/tansiq/graph/article/x"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return golden.fill(tmp_path / "store")


def nquads(folder: Path, name: str = "out.nq") -> bytes:
    with Store(folder, read_only=True) as store:
        export(store, "nquads", folder.parent / name)
    return (folder.parent / name).read_bytes()


def replaced(outcome: golden.Outcome, old: str, new: str) -> golden.Outcome:
    return dataclasses.replace(outcome, nquads=outcome.nquads.replace(old.encode(), new.encode()))


def test_second_run_changes_nothing(folder: Path) -> None:
    before = nquads(folder)
    with Store(folder) as store:
        assert not store.put_background(golden.BACKGROUND)
        assert not any(store.put(o, a) for o, a in zip(golden.OUTCOMES, golden.ARTICLES, strict=True))
    assert nquads(folder) == before


def test_two_stores_of_one_input_are_equal_whatever_the_order(folder: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "other") as store:
        for outcome, article in reversed(list(zip(golden.OUTCOMES, golden.ARTICLES, strict=True))):
            store.put(outcome, article)
        store.put_background(golden.BACKGROUND)
    assert nquads(tmp_path / "other", "other.nq") == nquads(folder)


def test_put_replaces_the_graph_and_its_record(folder: Path) -> None:
    outcome = replaced(golden.OUTCOMES[0], "سالم حسن", "سالم حسين")
    with Store(folder) as store:
        assert store.put(outcome)
        assert "سالم حسن" not in store.ntriples(outcome.graph_iri)
        assert len(list(store.db.quads_for_pattern(ox.NamedNode(outcome.graph_iri), None, None, PROVENANCE))) == 6
        assert len(store.graphs()) == 4
        assert store.put(golden.OUTCOMES[0])
    assert nquads(folder) == nquads(golden.fill(folder.parent / "again"), "again.nq")


def test_hash_is_of_the_input_not_of_what_the_database_makes_of_it(tmp_path: Path) -> None:
    line = b'<http://e/s> <http://e/p> "0.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <https://w3id.org/tansiq/graph/article/x> .\n'
    with Store(tmp_path / "s") as store:
        outcome = golden.Outcome("x", GRAPH, line)
        assert (store.put(outcome), store.put(outcome)) == (True, False)


@pytest.mark.parametrize(
    ("nquads", "reason"),
    [
        (b"<http://e/s> <http://e/p> <http://e/o> <http://e/other> .\n", "outside the article's own graph"),
        (b"_:b <http://e/p> <http://e/o> <https://w3id.org/tansiq/graph/article/x> .\n", "blank node"),
        (b"this is not RDF\n", "is not N-Quads"),
    ],
)
def test_bad_graphs_are_refused_whole(tmp_path: Path, nquads: bytes, reason: str) -> None:
    with Store(tmp_path / "s") as store:
        with pytest.raises(StoreError, match=reason):
            store.put(golden.Outcome("x", GRAPH, nquads))
        assert store.graphs() == () and not list(store.quads(GRAPH))


def test_text_survives_every_kind_of_character(tmp_path: Path) -> None:
    text = 'a\\u0041 "q" \n\r\t\\ \u0001 \u2028 تجربة \U0001f600'
    quad = ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal(text), ox.NamedNode(GRAPH))
    with Store(tmp_path / "s") as store:
        store.put(golden.Outcome("x", GRAPH, ox.serialize([quad], format=ox.RdfFormat.N_QUADS) or b""))
        assert [q.object.value for q in store.quads(GRAPH)] == [text]


def test_drop_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        assert store.retract("a4") and not store.retract("a4")
        with pytest.raises(StoreError, match="has no article 'a4'"):
            store.graph("a4")
        with pytest.raises(StoreError, match="no text of the article 'a4'"):
            store.article("a4")
    with Store(tmp_path / "three") as store:
        store.put_background(golden.BACKGROUND)
        for outcome, article in zip(golden.OUTCOMES[:3], golden.ARTICLES[:3], strict=True):
            store.put(outcome, article)
    assert nquads(folder) == nquads(tmp_path / "three", "three.nq")


def test_background_is_loaded_again_only_where_it_differs(folder: Path) -> None:
    with Store(folder) as store:
        assert store.put_background(golden.BACKGROUND.replace("مخمور".encode(), "مخمور القديمة".encode()))
        assert "القديمة" in store.ntriples("https://w3id.org/tansiq/graph/lexicon")


def test_blank_nodes_of_the_ontology_do_not_depend_on_their_names(tmp_path: Path) -> None:
    quads = '_:{0} <http://e/p> "1" <http://e/o> .\n<http://e/s> <http://e/p> _:{0} <http://e/o> .\n'
    results = []
    for name in ("b1", "zzz"):
        with Store(tmp_path / name) as store:
            store.put_background(quads.format(name).encode())
            assert not store.put_background(quads.format("q").encode())
        results.append(nquads(tmp_path / name, f"{name}.nq"))
    assert results[0] == results[1]


def test_article_texts_are_kept_and_not_exported(folder: Path) -> None:
    with Store(folder, read_only=True) as store:
        assert store.article("a1") == golden.ARTICLES[0]
    assert golden.ARTICLES[0].text.encode() not in nquads(folder)


def test_a_folder_that_is_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"{tmp_path / 'nowhere'}: is not a tansiq store"):
        Store(tmp_path / "nowhere", read_only=True)
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(StoreError, match="not a tansiq store and not empty"):
        Store(tmp_path)
    assert not (tmp_path / "tansiq-store").exists()


def test_a_store_of_a_newer_version_is_refused(folder: Path) -> None:
    (folder / "tansiq-store").write_text("3\n")
    with pytest.raises(StoreError, match="newer version"):
        Store(folder)


def run(code: str, *arguments: Path) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parent)])
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


HOLD = """
    import sys, pathlib
    from builder.store import Store
    with Store(pathlib.Path(sys.argv[1]), read_only={}):
        print("open", flush=True)
        sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("holder_reads", "i_read", "allowed"), [(False, False, False), (False, True, False), (True, False, False), (True, True, True)]
)
def test_one_writer_or_many_readers(folder: Path, holder_reads: bool, i_read: bool, allowed: bool) -> None:
    with run(HOLD.format(holder_reads), folder) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == "open\n"
        try:
            if allowed:
                with Store(folder, read_only=i_read) as store:
                    assert len(store.graphs()) == 4
            else:
                with pytest.raises(StoreError, match="another process is using"):
                    Store(folder, read_only=i_read)
        finally:
            holder.stdin.close()


def test_a_killed_build_leaves_whole_graphs_and_the_next_completes_it(tmp_path: Path) -> None:
    code = """
        import sys, pathlib, dataclasses, golden
        from builder.store import Store
        with Store(pathlib.Path(sys.argv[1])) as store:
            for number in range(10**6):
                for outcome in golden.OUTCOMES:
                    nquads = outcome.nquads.replace("قرجوخ".encode(), f"قرجوخ {number}".encode())
                    store.put(dataclasses.replace(outcome, nquads=nquads))
                if number == 3:
                    print("going", flush=True)
    """
    folder = tmp_path / "store"
    with run(code, folder) as build:
        assert build.stdout is not None and build.stdout.readline() == "going\n"
        build.send_signal(signal.SIGKILL)
    with Store(folder) as store:
        whole = {o.identifier: o.nquads.count(b"\n") for o in golden.OUTCOMES}
        assert {g.identifier: sum(1 for _ in store.quads(g.iri)) for g in store.graphs()} == whole
    golden.fill(folder)
    assert nquads(folder) == nquads(golden.fill(tmp_path / "fresh"), "fresh.nq")


def test_rdflib_reads_the_same_database(folder: Path) -> None:
    with Store(folder, read_only=True) as store:
        dataset = store.as_rdflib()
        force = URIRef("https://w3id.org/tansiq/id/force/peshmerga")
        rows = list(dataset.query("SELECT ?s ?o WHERE { ?s org:subOrganizationOf ?o }", initNs=PREFIXES, initBindings={"s": force}))
        assert [str(row[1]) for row in rows] == ["https://w3id.org/tansiq/id/ministry/krg-peshmerga"]
        assert len(list(dataset.graphs())) >= 7
        del dataset


def test_from_chooses_the_graphs_that_a_query_is_about(folder: Path) -> None:
    with Store(folder, read_only=True) as store:
        named = {graph: sum(1 for _ in store.quads(graph)) for graph in store.named_graphs()}
        for graph, number in named.items():
            found = store.query(f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}")
            assert isinstance(found, ox.QuerySolutions)
            assert [int(row["n"].value) for row in found] == [number], graph
