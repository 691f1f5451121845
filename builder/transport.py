"""HTTP to a SPARQL server: retries while it is busy, and for everything that goes wrong one clear line."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, ProtocolError, ReadTimeoutError, SSLError, TimeoutError

from builder import __version__
from builder.endpoints import PASSWORD, TIMEOUT, TOKEN, USER, Endpoints
from builder.errors import StoreError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

_BUSY = (429, 502, 503, 504)
_PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds before each repetition
_LONGEST = 60.0  # seconds that a server may ask to wait


class Refused(StoreError):
    """The server answered, and the answer is no; `status` is that of HTTP."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Connection:
    """Connections to one server, kept open and shared by threads.

    All that is sent may be sent twice (queries, whole graphs, updates that replace), so every request is repeated where it may help.
    """

    def __init__(self, endpoints: Endpoints, *, sleep: Callable[[float], None] = time.sleep) -> None:
        headers = {"User-Agent": f"tansiq/{__version__}", "Accept-Encoding": "gzip"}
        if endpoints.authorization:
            headers["Authorization"] = endpoints.authorization
        wait = urllib3.Timeout(connect=min(10.0, endpoints.timeout), read=endpoints.timeout)
        self._pool = urllib3.PoolManager(num_pools=4, maxsize=16, headers=headers, timeout=wait)
        self._headers, self._timeout, self._sleep = headers, endpoints.timeout, sleep

    def close(self) -> None:
        """Close all connections."""
        self._pool.clear()

    def send(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        fields: Mapping[str, str] | None = None,
        *,
        streamed: bool = False,
    ) -> urllib3.BaseHTTPResponse:
        """Return the answer to a request; `fields` join the address's own parameters. An answer that is no success is an error."""
        where = url + ("&" if "?" in url else "?") + urlencode(fields) if fields else url
        for pause in (*_PAUSES, None):
            try:
                response = self._pool.request(
                    method,
                    where,
                    body=body or None,
                    headers={**self._headers, **(headers or {})},
                    retries=False,
                    redirect=False,
                    preload_content=not streamed,
                )
            except HTTPError as error:
                problem, asked = StoreError(f"{_plain(url)}: {self.reason(error)}"), 0.0
                again = isinstance(error, ProtocolError)  # the connection was reset
            else:
                if response.status < 300:
                    return response
                problem, asked = _refusal(url, response), _asked(response)
                again = response.status in _BUSY and asked <= _LONGEST
            if pause is None or not again:
                raise problem
            self._sleep(max(pause, asked))
        raise AssertionError("the last round returns or raises")

    def reason(self, error: Exception) -> str:
        """Say in words what went wrong on the way."""
        if isinstance(error, ReadTimeoutError):
            return f"did not answer within {self._timeout:g} s: ask for less, or give it longer in {TIMEOUT}"
        if isinstance(error, NewConnectionError):
            return "no server answers there: is it running, and is the address right?"
        if isinstance(error, TimeoutError):
            return "cannot be reached: is the address right?"
        if isinstance(error, SSLError):
            return f"its certificate is not trusted: {error}"
        return "the connection broke off: is this a web server, and did it stay up?"


class Body(io.RawIOBase):
    """The body of a streamed answer as a file; what goes wrong on the way is an OSError that says so."""

    def __init__(self, connection: Connection, response: urllib3.BaseHTTPResponse) -> None:
        super().__init__()
        self._connection, self._response = connection, response

    def readable(self) -> bool:
        """Return True: it can be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Read the next bytes, unpacked, into a buffer, and return their number."""
        view = memoryview(buffer)
        try:
            data = self._response.read(len(view), decode_content=True)
        except HTTPError as error:
            raise OSError(self._connection.reason(error)) from error
        view[: len(data)] = data
        return len(data)


def _asked(response: urllib3.BaseHTTPResponse) -> float:
    """Return the seconds that a busy server asks to wait."""
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else 0.0


def _plain(url: str) -> str:
    return url.partition("?")[0]


def _refusal(url: str, response: urllib3.BaseHTTPResponse) -> Refused:
    """Say in words what an answer that is no success means."""
    status = response.status
    if status in (401, 403):
        meaning = f"refuses access: give user and password in the address or in {USER} and {PASSWORD}, or a token in {TOKEN}"
    elif status in (404, 405):
        meaning = "has no such service here: is the address right?"
    elif status < 400:
        meaning = f"sends elsewhere, to {_plain(response.headers.get('Location', '?'))}: give that address"
    elif status in _BUSY:
        meaning = "is busy or not there: try again later"
    else:
        meaning = _said(response) or "says no more"
    return Refused(f"{_plain(url)}: answers {status}: {meaning}", status)


def _said(response: urllib3.BaseHTTPResponse) -> str:
    """Return the beginning of what a server says about its error, unless it is a page."""
    try:
        text = response.data[:2000].decode("utf-8", "replace")
    except (HTTPError, OSError, ValueError):
        return ""
    return "" if "<html" in text.lower() else " ".join(text.split())[:300]
