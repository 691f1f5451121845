"""A graph on a SPARQL server reads as the embedded one does: the same rows, bytes and findings. Oxigraph's own server is the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest
import servers
from loads import load

from builder import query
from builder.endpoints import read_endpoints
from builder.errors import QueryError, StoreError
from builder.explain import view_stored
from builder.export import NETWORK_WRITERS, WRITERS, export
from builder.networks.story import read
from builder.reading import GraphSource
from builder.remote import RemoteStore
from builder.store import Store


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = golden.fill(tmp_path_factory.mktemp("embedded") / "store")
    with Store(folder) as store:
        store.link_events(lambda place: None)
        yield store


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.oxigraph(tmp_path_factory.mktemp("server")) as url:
        with RemoteStore(read_endpoints(url, {})) as store:
            load(store)
        yield url


@pytest.fixture
def remote(address: str) -> Iterator[RemoteStore]:
    with RemoteStore(read_endpoints(address, {})) as store:
        yield store


@pytest.mark.parametrize("asked", query.named_queries(), ids=lambda asked: asked.name)
@pytest.mark.parametrize("value", ["", "force:peshmerga", "وزارة البيشمركة"])
def test_named_queries_give_the_same_rows(local: Store, remote: RemoteStore, asked: query.Query, value: str) -> None:
    given = {p.name: value for p in asked.parameters} if value else {}
    for form in ("table", "json") if asked.name != "about" else ("table",):
        assert query.answer(remote, asked, given, form) == query.answer(local, asked, given, form)


@pytest.mark.parametrize("form", [*WRITERS, *NETWORK_WRITERS])
def test_exports_have_the_same_bytes(local: Store, remote: RemoteStore, tmp_path: Path, form: str) -> None:
    def written(store: GraphSource, name: str) -> bytes:
        export(store, form, tmp_path / name)
        return (tmp_path / name).read_bytes()

    assert written(remote, "remote") == written(local, "local")


def test_the_records_and_the_story_are_the_same(local: Store, remote: RemoteStore) -> None:
    assert remote.graphs() == local.graphs()
    assert remote.named_graphs() == local.named_graphs()
    assert remote.graph("a2") == local.graph("a2")
    assert read(remote) == read(local)
    with pytest.raises(StoreError, match="has no article 'nobody'"):
        remote.graph("nobody")


def test_a_view_takes_few_requests(address: str) -> None:
    with RemoteStore(read_endpoints(address, {})) as store:
        sent: list[str] = []
        send = store.connection.send

        def counted(method: str, *rest: object, **named: object) -> object:
            sent.append(method)
            return send(method, *rest, **named)  # type: ignore[arg-type]

        store.connection.send = counted  # type: ignore[method-assign, assignment]
        read(store)
    assert len(sent) <= 5  # the list of graphs, all articles, and the levels of the lexicon


def test_an_article_is_explained_by_the_sentences_that_the_graph_has(local: Store, remote: RemoteStore) -> None:
    here, there = view_stored(local, "a2"), view_stored(remote, "a2")
    assert there.facts == here.facts
    assert there.title == golden.ARTICLES[1].text.split(".")[0]
    with pytest.raises(StoreError, match="has no article"):
        view_stored(remote, "nobody")


def test_mistakes_in_a_query_have_their_place(remote: RemoteStore) -> None:
    with pytest.raises(QueryError, match=r"own, line 2, column \d+: is not a SPARQL query"):
        query.answer(remote, query.Query("own", "SELECT ?x WHERE {\n  ?x ?y }"))
    with pytest.raises(QueryError, match="own"):
        query.answer(remote, query.Query("own", "DELETE WHERE { ?s ?p ?o }"))
    with pytest.raises(QueryError, match=r"own: the query does not select the variable \?x"):
        query.answer(remote, query.Query("own", "SELECT ?y { ?x a ?y }"), {"x": "force:peshmerga"})


def test_an_empty_server_says_so(tmp_path: Path) -> None:
    with servers.oxigraph(tmp_path) as url, RemoteStore(read_endpoints(url, {})) as store:
        for ask in (lambda: store.query("ASK {}"), store.named_graphs):
            with pytest.raises(StoreError, match="holds no Tansiq graph: load one into it"):
                ask()


def test_a_default_graph_that_is_no_union_is_an_error_and_can_be_asked_for(local: Store) -> None:
    nquads = local.db.dump(format=ox.RdfFormat.N_QUADS) or b""
    with servers.player(nquads) as (url, _):
        asked = query.find_query("forces-under")
        store = RemoteStore(read_endpoints(f"query={url}/picky", {}))
        with store, pytest.raises(StoreError, match="default graph is not the union of its named graphs: set it so"):
            query.answer(store, asked)
        with RemoteStore(read_endpoints(f"query={url}/picky?default-graph-uri=urn:x:union", {})) as store:
            assert query.answer(store, asked) == query.answer(local, asked)


def test_graphs_of_others_on_the_server_are_left_alone(tmp_path: Path) -> None:
    with servers.oxigraph(tmp_path) as url, RemoteStore(read_endpoints(url, {})) as store:
        load(store)
        before = store.named_graphs()
        store.put_graph("http://e/of-another", b"<http://e/s> <http://e/p> <http://e/o> .\n")
        assert store.named_graphs() == before and len(before) == 8
