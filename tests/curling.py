"""A server on a free port of this machine, and a client that sends exactly the bytes that a test writes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from builder.server.app import application
from builder.server.askers import Askers
from builder.server.desk import Desk

BASE = "https://w3id.org/tansiq/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers by their names in small letters, the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, target: str | bytes, method: str = "GET", **headers: str) -> Answer:
        """Return the answer to one request; `if_none_match="…"` is the header If-None-Match."""
        raw = target if isinstance(target, bytes) else target.encode()
        named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()).encode()
        request = b"%s %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n%s\r\n" % (method.encode(), raw, named)
        head, _, body = self.send(request).partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        found = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        return Answer(int(first.split()[1]), found, _whole(body) if found.get("transfer-encoding") == "chunked" else body)

    def send(self, raw: bytes, seconds: float = 20) -> bytes:
        """Return all that comes back to some bytes until the server closes, or says nothing for so long."""
        answered = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as stream, suppress(ConnectionError, TimeoutError):
            stream.sendall(raw)
            while piece := stream.recv(65536):
                answered += piece
        return answered

    def follow(self, target: str, **headers: str) -> Answer:
        """Return the answer where a 303 leads to, or the first one where there is none."""
        answer = self.ask(target, **headers)
        return self.ask(answer.headers["location"], **headers) if answer.status == 303 else answer


def _whole(chunks: bytes) -> bytes:
    body = b""
    while chunks:
        size, _, rest = chunks.partition(b"\r\n")
        body, chunks = body + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
    return body


@contextmanager
def serving(folder: Path, *, texts: bool = True, base: str = BASE, queries: bool = False) -> Iterator[Server]:
    """Serve a store as `tansiq serve` does, in a thread; with the processes that answer queries where they are wanted."""
    desk = Desk(folder, base, texts=texts, endpoint="sparql")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = application(desk, Askers(folder) if queries else None)
        config = uvicorn.Config(app, log_level="critical", access_log=False, server_header=False, lifespan="on")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.005)
            yield Server(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()
