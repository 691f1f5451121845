"""The SPARQL endpoint under queries that ask for too much: time, memory, result, many at once; over HTTP, with a server of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import endpoint
import psutil
import pytest

from builder.server.limits import Limits

LIMITS = Limits(seconds=1.0, rows=50_000, size=2_000_000, memory=300_000_000, workers=2, waiting=4, patience=0.5)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LOOKUP = "SELECT * { force:peshmerga ?p ?o }"
_DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
BOMBS = [
    f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789" AS ?x0) {_DOUBLED} }}',
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a (!<urn:x>|^!<urn:x>)* ?b . ?c (!<urn:x>|^!<urn:x>)* ?d . ?e ?f ?g } ORDER BY ?a",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return endpoint.filled(tmp_path_factory.mktemp("golden") / "store")


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with endpoint.served(endpoint.application(folder, LIMITS)) as url:
        yield url


def ask(url: str, query: str, timeout: float = 20) -> tuple[int, str, dict[str, str]]:
    """Return the status, the text and the headers of the answer."""
    try:
        with urllib.request.urlopen(f"{url}?{urlencode({'query': query})}", timeout=timeout) as told:
            return told.status, told.read().decode(), dict(told.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers)


def patient(url: str, query: str) -> tuple[int, str]:
    """Ask, and again while workers are being replaced."""
    for _ in range(100):
        status, text, _ = ask(url, query)
        if status != 503 or "other queries" not in text:
            return status, text
        time.sleep(0.1)
    raise AssertionError("no worker came back")


def test_a_query_that_would_take_minutes_is_stopped_near_the_limit(url: str) -> None:
    patient(url, LOOKUP)
    begin = time.monotonic()
    status, text, _ = ask(url, ENDLESS)
    assert (status, "longer than 1 seconds" in text) == (503, True), text
    assert LIMITS.seconds <= time.monotonic() - begin < LIMITS.seconds + 1
    assert patient(url, LOOKUP)[0] == 200


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_its_own_process_only(url: str, bomb: str) -> None:
    status, text = patient(url, bomb)
    assert status in (422, 503) and "the limit here" in text, text
    assert patient(url, LOOKUP)[0] == 200


def test_memory_is_what_stops_growing_text(folder: Path) -> None:
    with endpoint.served(endpoint.application(folder, Limits(seconds=30, memory=100_000_000, workers=1))) as url:
        assert "100 MB of memory" in ask(url, BOMBS[0], timeout=40)[1]
        assert ask(url, LOOKUP)[0] == 200


def test_a_result_that_is_too_large_is_refused_and_not_cut(url: str) -> None:
    many = "SELECT ?x { VALUES ?a { " + "1 " * 300 + "} VALUES ?b { " + "1 " * 300 + "} BIND(%s AS ?x) }"
    status, text = patient(url, many % "?none")
    assert (status, "50,000 rows" in text) == (422, True), text
    status, text = patient(url, many % '"a text that is long enough to make a large result of many rows"')
    assert (status, "2 MB" in text) == (422, True), text


@pytest.mark.parametrize(
    "query", ["SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}", "SELECT (" + "(" * 30_000 + "1" + ")" * 30_000 + " AS ?x) {}"]
)
def test_a_query_nested_too_deeply_is_an_answer(url: str, query: str) -> None:
    request = urllib.request.Request(url, query.encode(), {"Content-Type": "application/sparql-query"})
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(request, timeout=20).close()
    assert error.value.code in (400, 503) and "nested" in error.value.read().decode()
    error.value.close()
    assert patient(url, LOOKUP)[0] == 200


def test_a_flood_is_turned_away_and_leaves_no_trace(url: str) -> None:
    patient(url, LOOKUP)
    with ThreadPoolExecutor(50) as pool:
        told = list(pool.map(lambda _: ask(url, ENDLESS), range(50)))
    assert {status for status, _, _ in told} == {503}
    turned_away = [headers for _, text, headers in told if "other queries" in text]
    assert len(turned_away) >= 50 - LIMITS.workers - LIMITS.waiting
    assert all(int(headers["retry-after"]) > 0 for headers in turned_away)
    assert patient(url, LOOKUP)[0] == 200
    assert [ask(url, LOOKUP)[0] for _ in range(20)] == [200] * 20


def test_a_query_stops_when_its_client_leaves(folder: Path) -> None:
    with endpoint.served(endpoint.application(folder, Limits(seconds=60, workers=1, patience=10))) as url:
        assert ask(url, LOOKUP)[0] == 200
        parts = urlsplit(url)
        with closing(http.client.HTTPConnection(parts.hostname or "", parts.port)) as connection:
            connection.request("GET", f"/sparql?{urlencode({'query': ENDLESS})}")
            time.sleep(0.3)
        begin = time.monotonic()
        assert ask(url, LOOKUP)[0] == 200 and time.monotonic() - begin < 5


def test_one_who_receives_too_slowly_is_cut_off(folder: Path) -> None:
    limits = Limits(workers=1, sending=0.5)
    app = endpoint.application(folder, limits)
    with endpoint.served(app) as url:
        parts = urlsplit(url)
        many = "{ " + "1 " * 300 + "}"
        query = f'SELECT ?x {{ VALUES ?a {many} VALUES ?b {many} BIND("{"x" * 200}" AS ?x) }}'
        with socket.socket() as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.connect((parts.hostname, parts.port))
            slow.sendall(f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert slow.recv(12) == b"HTTP/1.1 200"
            held = app.state.askers.held
            deadline = time.monotonic() + 10
            while app.state.askers.held and time.monotonic() < deadline:
                time.sleep(0.05)
            assert held > 10_000_000 and app.state.askers.held == 0
        assert ask(url, LOOKUP)[0] == 200


def test_a_lookup_is_quick(url: str) -> None:
    """End to end; measured, it is about 2 ms. The limit leaves room for a machine that does other things."""
    patient(url, LOOKUP)
    took = []
    for _ in range(30):
        begin = time.perf_counter()
        assert ask(url, LOOKUP)[0] == 200
        took.append(time.perf_counter() - begin)
    assert statistics.median(took) < 0.02


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])  # the second waits for the query, which may take three seconds
def test_no_worker_outlives_the_server(folder: Path, how: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "serve.py"
    script.write_text(
        "import sys, uvicorn\n"
        "from pathlib import Path\n"
        "import endpoint\n"
        "from builder.server.limits import Limits\n"
        "if __name__ == '__main__':\n"
        "    uvicorn.run(endpoint.application(Path(sys.argv[1]), Limits(seconds=3)), port=int(sys.argv[2]), log_level='critical')\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    here = Path(__file__).resolve().parent
    environment = os.environ | {"PYTHONPATH": f"{here.parent}{os.pathsep}{here}"}
    server = subprocess.Popen([sys.executable, script, folder, str(port)], env=environment)
    try:
        url = f"http://127.0.0.1:{port}/sparql"
        for _ in range(200):
            try:
                assert ask(url, "ASK {}")[0] == 200
                break
            except OSError:
                time.sleep(0.05)
        with ThreadPoolExecutor(1) as pool:
            lost = pool.submit(ask, url, ENDLESS)
            time.sleep(0.3)
            workers = psutil.Process(server.pid).children(recursive=True)
            assert len(workers) >= 2
            server.send_signal(how)
            _, alive = psutil.wait_procs(workers, timeout=10)
            assert [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
            if how == signal.SIGTERM:
                assert lost.result()[0] == 503
            else:
                with pytest.raises((OSError, http.client.HTTPException)):
                    lost.result()
    finally:
        server.kill()
        server.wait()


def test_a_worker_that_died_unasked_is_replaced(folder: Path) -> None:
    with endpoint.served(endpoint.application(folder, Limits(workers=1))) as url:
        assert ask(url, LOOKUP)[0] == 200
        workers = [p for p in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]
        newest = max(workers, key=lambda p: p.create_time())
        newest.kill()
        os.waitid(os.P_PID, newest.pid, os.WEXITED | os.WNOWAIT)  # every thread of it; the server itself is to find it dead
        assert ask(url, LOOKUP)[0] == 200


def test_a_store_that_cannot_be_opened_is_said_without_its_path(tmp_path: Path) -> None:
    with endpoint.served(endpoint.application(tmp_path / "none", Limits(workers=1))) as url:
        status, text, _ = ask(url, LOOKUP)
        assert (status, text) == (503, "the store cannot be read now\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no seccomp")
def test_a_worker_can_open_no_connection(tmp_path: Path) -> None:
    """Even where a query got past the check of SERVICE."""
    code = (
        "import socket, pyoxigraph as ox\n"
        "from builder.server.confinement import refuse_connections\n"
        "listener = socket.create_server(('127.0.0.1', 0))\n"
        "query = 'SELECT * { SERVICE <http://127.0.0.1:%d/> { ?s ?p ?o } }' % listener.getsockname()[1]\n"
        "assert refuse_connections()\n"
        "try: list(ox.Store().query(query))\n"
        "except OSError as error: print(error)\n"
        "listener.settimeout(0.2)\n"
        "try: listener.accept(); print('heard')\n"
        "except TimeoutError: print('silent')\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parent.parent, timeout=30)
    assert ("Permission denied" in told.stdout, told.stdout.splitlines()[-1]) == (True, "silent"), told.stdout + told.stderr
