"""Loading a server: it then holds what an embedded store would; nothing is sent twice, and a load that was killed goes on."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import golden
import pytest
import servers
from loads import ITEMS, item, load

from builder.endpoints import Endpoints, read_endpoints
from builder.errors import StoreError
from builder.export import export
from builder.loading import load_background, load_links, load_remote
from builder.reading import GraphSource
from builder.remote import RemoteStore
from builder.store import Store


def nquads(store: GraphSource, path: Path) -> bytes:
    export(store, "nquads", path)
    return path.read_bytes()


@pytest.fixture
def expected(tmp_path: Path) -> bytes:
    """What an embedded store of the golden articles exports."""
    with Store(golden.fill(tmp_path / "embedded")) as store:
        store.link_events(lambda place: None)
        return nquads(store, tmp_path / "expected.nq")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with servers.oxigraph(tmp_path / "server") as url:
        yield url


class Counted(RemoteStore):
    """Counts what is written."""

    puts = updates = 0

    def put_graph(self, graph: str, ntriples: bytes) -> None:
        self.puts += 1
        super().put_graph(graph, ntriples)

    def update(self, text: str) -> None:
        self.updates += 1
        super().update(text)


@pytest.mark.parametrize("protocol", ["graph store", "update"])
def test_a_loaded_server_holds_what_an_embedded_store_does(address: str, tmp_path: Path, expected: bytes, protocol: str) -> None:
    endpoints = read_endpoints(address, {})
    with Counted(endpoints if protocol == "graph store" else replace(endpoints, graphs=None)) as store:
        assert [(d.identifier, d.sent, d.reason) for d in load(store)] == [(i.identifier, True, "") for i in ITEMS]
        assert nquads(store, tmp_path / "remote.nq") == expected
        written = store.puts, store.updates
        assert [d.sent for d in load(store)] == [False] * 4
        assert (store.puts, store.updates) == written


def test_a_changed_article_replaces_its_graph_and_record(address: str, tmp_path: Path, expected: bytes) -> None:
    changed = replace(golden.OUTCOMES[0], nquads=golden.OUTCOMES[0].nquads.replace("سالم حسن".encode(), "سالم حسين".encode()))
    with RemoteStore(read_endpoints(address, {})) as store:
        load(store, [item(changed, replace(golden.ARTICLES[0], text="أخرى")), *ITEMS[1:]])
        assert nquads(store, tmp_path / "changed.nq") != expected
        assert [d.sent for d in load(store)] == [True, False, False, False]
        assert nquads(store, tmp_path / "remote.nq") == expected


def test_a_changed_lexicon_is_sent_again(address: str, tmp_path: Path, expected: bytes) -> None:
    other = golden.BACKGROUND.replace("مخمور".encode(), "مخمور القديمة".encode())
    with RemoteStore(read_endpoints(address, {})) as store:
        load(store, background=other)
        assert load_background(golden.BACKGROUND, store) and not load_background(golden.BACKGROUND, store)
        assert nquads(store, tmp_path / "remote.nq") == expected


def test_blank_nodes_of_the_ontology_are_exported_as_the_embedded_store_does(address: str, tmp_path: Path) -> None:
    graph = "<https://w3id.org/tansiq/graph/ontology>"
    background = f'_:x <http://e/p> "1" {graph} .\n<http://e/s> <http://e/p> _:x {graph} .\n'.encode()
    with Store(tmp_path / "embedded") as local, RemoteStore(read_endpoints(address, {})) as store:
        local.put_background(background)
        load_background(background, store)
        assert nquads(store, tmp_path / "remote.nq") == nquads(local, tmp_path / "local.nq")


def test_what_is_wrong_with_one_article_costs_no_other(address: str) -> None:
    bad = [
        replace(ITEMS[0], nquads=b"<http://e/s> <http://e/p> <http://e/o> <http://e/other> .\n"),
        replace(ITEMS[1], nquads=b"no RDF\n"),
    ]
    with RemoteStore(read_endpoints(address, {})) as store:
        done = load(store, [*bad, *ITEMS[2:]])
        assert [d.sent for d in done] == [False, False, True, True]
        assert "a1: its graph has blank nodes or statements of other graphs" in done[0].reason and "is not N-Quads" in done[1].reason
        assert [g.identifier for g in store.graphs()] == ["a3", "a4"]


def test_a_server_that_refuses_one_graph_is_sent_the_rest(address: str) -> None:
    class Refusing(RemoteStore):
        def put_graph(self, graph: str, ntriples: bytes) -> None:
            if graph.endswith("/a2"):
                raise StoreError("too large")
            super().put_graph(graph, ntriples)

    with Refusing(read_endpoints(address, {})) as store:
        assert [(d.sent, d.reason) for d in load(store)] == [(True, ""), (False, "a2: too large"), (True, ""), (True, "")]
    with RemoteStore(read_endpoints(address, {})) as store:
        assert [d.sent for d in load(store)] == [False, True, False, False]


def test_a_killed_load_is_completed_by_the_next(address: str, tmp_path: Path, expected: bytes) -> None:
    code = """
        import sys, time
        import golden
        from builder import loading
        from builder.endpoints import read_endpoints
        from builder.remote import RemoteStore
        from loads import ITEMS

        class Slow(RemoteStore):
            def put_graph(self, graph, ntriples):
                super().put_graph(graph, ntriples)
                if graph.endswith("/a3"):
                    print("sent", flush=True)
                    time.sleep(60)

        loading._CHUNK = 2
        store = Slow(read_endpoints(sys.argv[1], {}))
        loading.load_background(golden.BACKGROUND, store)
        list(loading.load_remote(ITEMS, store))
    """
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    command = [sys.executable, "-c", textwrap.dedent(code), address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths})
    assert isinstance(process.stdout, io.BufferedReader) and process.stdout.readline().strip() == b"sent"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with RemoteStore(read_endpoints(address, {})) as store:
        assert [g.identifier for g in store.graphs()] == ["a1", "a2"]
        assert [d.sent for d in load(store)] == [False, False, True, True]
        assert nquads(store, tmp_path / "remote.nq") == expected


def test_a_server_for_queries_alone_cannot_be_loaded() -> None:
    with RemoteStore(Endpoints("http://127.0.0.1:1/sparql")) as store:
        for loading in (lambda: list(load_remote(ITEMS, store)), lambda: load_links(store, lambda place: None)):
            with pytest.raises(StoreError, match="no address for updates is known: give query=URL,update=URL,graphs=URL"):
                loading()


def test_a_refused_password_ends_the_load() -> None:
    with servers.player() as (url, _), RemoteStore(Endpoints(f"{url}/q", f"{url}/u", f"{url}/401")) as store:
        load = load_remote(ITEMS, store)
        with pytest.raises(StoreError, match="answers 401: refuses access"):
            list(load)
