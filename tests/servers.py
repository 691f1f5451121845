"""Servers for the tests of remote stores: Oxigraph's own, and one that plays what can go wrong."""

from __future__ import annotations

import gzip
import shutil
import socket
import subprocess
import sysconfig
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest


def program() -> str:
    """Return the path of the program `oxigraph`; a test is skipped without it."""
    found = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if found is None:
        pytest.skip("the package oxigraph, which has a SPARQL server to test with, is not installed")
    return found


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run an empty Oxigraph server over a folder and yield its address."""
    path = program()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen([path, "serve", "--location", folder, "--bind", address], stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://{address}/query?query=ASK%7B%7D", server)
        yield f"http://{address}"
    finally:
        server.kill()
        server.wait()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "the Oxigraph server ended at once"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("the Oxigraph server does not answer")


class Player(BaseHTTPRequestHandler):
    """Answers as its path says: `/500` with an error, `/html` with a page, `/busy` twice with 503 and then as it should, and so on.

    `log` holds the requests as (method, path, headers, body).
    """

    protocol_version = "HTTP/1.1"
    log: list[tuple[str, str, dict[str, str], bytes]]
    store: ox.Store

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.log.append((self.command, self.path, dict(self.headers), body))
        kind = urlsplit(self.path).path.strip("/")
        times = sum(path == self.path for _, path, _, _ in self.log)
        if kind.isdecimal():
            self.reply(int(kind), b"it went wrong\nhere")
        elif kind == "page":
            self.reply(500, b"<html>a page</html>", "text/html")
        elif kind == "html":
            self.reply(200, b"<html>hello</html>", "text/html")
        elif kind == "moved":
            self.reply(308, b"", Location="http://elsewhere.example/query?x")
        elif kind == "hang":
            time.sleep(3)
        elif kind in ("reset", "half", "once-half"):
            if kind == "half" or (kind == "once-half" and times < 2):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 999\r\n\r\n{")
            if kind == "half" or times < (3 if kind == "reset" else 2):
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                self.ask(body)
        elif kind == "broken":
            self.reply(200, b'{"head": {"vars": ["g"', "application/sparql-results+json")
        elif kind == "cut":
            self.reply(
                200, b'{"head":{"vars":[]},"results":{"bindings":[]}}', "application/sparql-results+json", **{"X-SPARQL-MaxRows": "7"}
            )
        elif kind == "busy" and times < 3:
            self.reply(503, b"", **{"Retry-After": "2"})
        else:
            self.ask(body)

    do_PUT = do_GET = do_POST

    def ask(self, query: bytes) -> None:
        """Answer a query; `/picky` has a default graph only where it is told which, with ?default-graph-uri."""
        path = urlsplit(self.path)
        union = path.path != "/picky" or parse_qs(path.query).get("default-graph-uri") == ["urn:x:union"]
        found = self.store.query(query.decode(), use_default_graph_as_union=union)
        if isinstance(found, ox.QueryTriples):
            self.reply(200, found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"", "application/n-triples")
        else:
            self.reply(200, found.serialize(format=ox.QueryResultsFormat.JSON) or b"", "application/sparql-results+json")

    def reply(self, status: int, body: bytes, kind: str = "text/plain", **headers: str) -> None:
        if "gzip" in self.headers.get("Accept-Encoding", "") and status == 200:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Stage(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up: they are meant to."""


@contextmanager
def player(quads: bytes = b"") -> Iterator[tuple[str, type[Player]]]:
    """Run a server that plays, over a graph, and yield its address and its handler, which keeps the log."""
    store = ox.Store()
    store.extend(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    handler = type("Handler", (Player,), {"log": [], "store": store})
    server = _Stage(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        server.server_close()
