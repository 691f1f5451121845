"""The SPARQL endpoint: SPARQL 1.1 Protocol for queries, its Service Description, and the page where people write them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping

import pyoxigraph as ox
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HTTPRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from builder.server.askers import Askers
from builder.server.protocol import METHODS, Refused, Request, longest_body, read_request
from builder.server.questions import Answer, Question
from builder.server.refusals import RETRY, STATUS, explained
from builder.server.results import GRAPHS, TABLES
from builder.server.service import Graphs, description, find_graphs
from builder.server.showing import shown
from builder.site.forms import RDF_FORMS, Form, accepted
from builder.site.pages.sparql import Shown

Page = Callable[[str, Shown], Awaitable[str]]
"""Makes the page that people see: in a language ("ar", "en"), with a query and its answer."""

_PIECE = 65536  # bytes of a result that are sent at once
# Results hold what others wrote: no browser may take them for a page of this site.
_SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
_OPEN = {"Access-Control-Allow-Origin": "*", "Vary": "Accept"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}
_FORMS: Mapping[str, Form] = {form.ending: form for form in (*TABLES, *GRAPHS)}
_log = logging.getLogger(__name__)


def sparql_routes(askers: Askers, page: Page, path: str = "/sparql", endpoint: str = "") -> list[Route]:
    """Return the endpoint at `path`, and beside it its page in each language, for people whatever their Accept header says.

    `endpoint` is the public address, where that is not the one that requests come to. The application must hold the askers open
    (``async with askers``) as long as it runs.
    """
    paths = {path: False, f"{path}.html": True, f"{path}.en.html": True}
    return [Route(at, _Endpoint(askers, page, endpoint, always=always), name=at.strip("/")) for at, always in paths.items()]


def language(request: HTTPRequest) -> str:
    """Return the language of the page for a request: English where its address says so, else Arabic."""
    return "en" if request.url.path.endswith(".en.html") or request.query_params.get("lang") == "en" else "ar"


class _Endpoint:
    """The ASGI application behind the route, which so sees every method."""

    def __init__(self, askers: Askers, page: Page, endpoint: str, *, always: bool) -> None:
        self._askers, self._page, self._endpoint = askers, page, endpoint
        self._always = always  # a page
        self._graphs: Graphs | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPRequest(scope, receive)
        with contextlib.suppress(ClientDisconnect):
            response = await self._respond(request)
            await response(scope, receive, send)

    async def _respond(self, request: HTTPRequest) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)} | _OPEN | _PREFLIGHT)
        if request.method not in METHODS:
            return _plain(405, f"{request.method} is no method of this endpoint", {"Allow": ", ".join(METHODS)})
        try:
            asked = await self._read(request)
        except Refused as error:
            return _plain(error.status, str(error))
        if asked.query is None or (asked.page and not asked.query.strip()):
            return await self._about(request, asked)
        if not (asked.page or asked.table or asked.graph):
            return _unacceptable(*TABLES, *GRAPHS)
        told = await self._ask(request, asked.question)
        if asked.page:
            if told.kind == "failed":
                _log.error("%s", told.message)
            page = await self._page(language(request), shown(asked.query, told, self._askers.limits))
            return Response(page, STATUS.get(told.kind, 200), _OPEN | _retry(told), "text/html")
        if told.kind not in ("table", "graph"):
            return self._refusal(told)
        form = _FORMS[asked.question.table if told.kind == "table" else asked.question.graph]
        return _Result(told.body, form, self._askers)

    async def _read(self, request: HTTPRequest) -> Request:
        limits = self._askers.limits
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > longest_body(limits):
                raise Refused(413, f"the request is longer than the limit of {longest_body(limits):,} bytes")
        # RFC 9110, 5.2: a header that is sent twice is one list.
        accept = "text/html" if self._always else ",".join(request.headers.getlist("accept"))
        content_type = request.headers.get("content-type", "")
        return read_request(request.method, request.scope["query_string"], content_type, bytes(body), accept, limits)

    async def _about(self, request: HTTPRequest, asked: Request) -> Response:
        """Return what stands at the address itself: the page for people, the description for programs."""
        if asked.page:
            page = await self._page(language(request), Shown(asked.query or "", request.query_params.get("example", "")))
            return Response(page, 200, _OPEN, "text/html")
        form = asked.graph if request.query_params.get("format") else accepted(",".join(request.headers.getlist("accept")), RDF_FORMS)
        if form is None:
            return _unacceptable(*RDF_FORMS)
        found = self._graphs or await find_graphs(self._askers)
        if found.settled:
            self._graphs = found
        try:
            endpoint = ox.NamedNode(self._endpoint or str(request.url.replace(query="", fragment=""))).value
        except ValueError:  # a Host header that makes no IRI
            return _plain(400, "the address of the request is no IRI")
        return Response(description(endpoint, found, self._askers.limits, form), 200, _OPEN | _SAFE | {"Content-Type": form.content_type})

    async def _ask(self, request: HTTPRequest, question: Question) -> Answer:
        """Ask, and stop asking when the client goes away."""
        asking = asyncio.ensure_future(self._askers.ask(question))
        leaving = asyncio.ensure_future(_left(request))
        try:
            await asyncio.wait((asking, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise ClientDisconnect
            return asking.result()
        finally:
            asking.cancel()
            leaving.cancel()

    def _refusal(self, told: Answer) -> Response:
        if told.kind == "failed":
            _log.error("%s", told.message)  # which may name a folder
        if told.kind == "unacceptable":
            return _unacceptable(*(TABLES if told.message == "table" else GRAPHS))
        return _plain(STATUS[told.kind], explained(told, self._askers.limits), _retry(told))


class _Result(Response):
    """A result on its way, in pieces. A client that takes too long finds its connection closed, and so knows that it has not all."""

    def __init__(self, body: bytes, form: Form, askers: Askers) -> None:
        disposition = f'inline; filename="result.{form.ending}"'
        super().__init__(body, 200, _OPEN | _SAFE | {"Content-Type": form.content_type, "Content-Disposition": disposition})
        self._askers = askers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = memoryview(self.body)
        self._askers.held += len(body)
        try:
            async with asyncio.timeout(self._askers.limits.sending):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                for start in range(0, len(body) if scope["method"] != "HEAD" else 0, _PIECE):
                    await send({"type": "http.response.body", "body": bytes(body[start : start + _PIECE]), "more_body": True})
                await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            _log.warning("a client took too long to receive a result")
        finally:
            self._askers.held -= len(body)


async def _left(request: HTTPRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _retry(told: Answer) -> dict[str, str]:
    return {"Retry-After": str(RETRY)} if told.kind == "busy" else {}


def _plain(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(message + "\n", status, _OPEN | _SAFE | dict(headers or {}), "text/plain")


def _unacceptable(*forms: Form) -> Response:
    return _plain(406, f"this is to be had as {', '.join(form.media[0] for form in forms)}")
