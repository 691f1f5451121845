"""What can go wrong on the way to a server: each is one clear line, and what may pass is tried again."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator

import golden
import pytest
import servers

from builder.endpoints import read_endpoints
from builder.errors import StoreError
from builder.remote import RemoteStore
from builder.transport import Connection

ASKED = "SELECT ?g WHERE { GRAPH ?g { ?s a <https://w3id.org/tansiq/ontology#Article> } } ORDER BY ?g"


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[str, type[servers.Player]]]:
    with servers.player(b"".join(outcome.nquads for outcome in golden.OUTCOMES)) as found:
        yield found


def remote(url: str, waits: list[float] | None = None, **environment: str) -> RemoteStore:
    endpoints = read_endpoints(f"query={url}", environment)
    return RemoteStore(endpoints, Connection(endpoints, sleep=(waits if waits is not None else []).append))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("500", "answers 500: it went wrong here"),
        ("page", "answers 500: says no more"),
        ("401", "answers 401: refuses access: give user and password"),
        ("403", "answers 403: refuses access"),
        ("404", "answers 404: has no such service here"),
        ("503", "answers 503: is busy or not there: try again later"),
        ("moved", "answers 308: sends elsewhere, to http://elsewhere.example/query: give that address"),
        ("html", "answers with text/html where application/sparql-results.json is asked for"),
        ("half", "the answer cannot be read: the connection broke off"),
        ("broken", "the answer cannot be read: "),
        ("cut", "the server cuts answers at 7 rows: raise its ResultSetMaxRows"),
    ],
)
def test_what_goes_wrong_is_one_line(played: tuple[str, type[servers.Player]], path: str, reason: str) -> None:
    with remote(f"{played[0]}/{path}?key=secret") as store, pytest.raises(StoreError, match=reason) as error:
        list(store.rows(ASKED))
    assert str(error.value).startswith(f"{played[0]}/{path}: ")
    assert "\n" not in str(error.value) and "secret" not in str(error.value)


def test_a_server_that_hangs_is_left(played: tuple[str, type[servers.Player]]) -> None:
    started = time.monotonic()
    store = remote(f"{played[0]}/hang", TANSIQ_STORE_TIMEOUT="0.2")
    with store, pytest.raises(StoreError, match=r"did not answer within 0\.2 s: ask for less, or give it longer"):
        store.graphs()
    assert time.monotonic() - started < 2


def test_a_server_that_is_down() -> None:
    with servers.player() as (url, _):
        pass
    with remote(url) as store, pytest.raises(StoreError, match="no server answers there: is it running"):
        store.graphs()


@pytest.mark.parametrize(("path", "waits"), [("busy", [2.0, 2.0]), ("reset", [0.5, 1.0])])
def test_a_busy_server_and_a_reset_are_tried_again(played: tuple[str, type[servers.Player]], path: str, waits: list[float]) -> None:
    waited: list[float] = []
    with remote(f"{played[0]}/{path}?fresh", waited) as store:
        assert len(list(store.rows(ASKED))) == 4
    assert waited == waits


def test_a_batch_that_breaks_off_in_the_midst_is_asked_for_again(played: tuple[str, type[servers.Player]]) -> None:
    waited: list[float] = []
    graphs = [outcome.graph_iri for outcome in golden.OUTCOMES]
    with remote(f"{played[0]}/once-half", waited) as store:
        assert [graph for graph, quads in store.contents(graphs) if quads] == graphs
    assert waited == [0.5]


def test_a_mistake_in_the_query_is_not_sent_again(played: tuple[str, type[servers.Player]]) -> None:
    waited: list[float] = []
    with remote(f"{played[0]}/400", waited) as store, pytest.raises(StoreError, match="answers 400"):
        list(store.rows(ASKED))
    assert waited == []


def test_answers_come_packed_and_requests_say_who_asks(played: tuple[str, type[servers.Player]]) -> None:
    url, handler = played
    with remote(url.replace("//", "//me:pass@") + "/log?key=value") as store:
        assert len(list(store.rows(ASKED))) == 4
    _, path, headers, body = handler.log[-1]
    assert path == "/log?key=value" and body == ASKED.encode()
    assert headers["Accept-Encoding"] == "gzip" and headers["User-Agent"].startswith("tansiq/")
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"me:pass").decode()
