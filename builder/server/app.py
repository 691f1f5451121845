"""The application: linked data and the reading room over one store, read-only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from builder.server.desk import Desk
from builder.server.documents import Documents
from builder.server.headers import Headers, refused
from builder.server.static import Static


class Reading:
    """An endpoint that can be read and no more; every method reaches it, so that it says itself which it takes."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive, send)
        response = refused(request.method) or await self._answer(request)
        await response(scope, receive, send)


def application(desk: Desk, others: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the ASGI application; `others` are routes beside the documents. The desk is closed when the application ends."""

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    routes = [*others, Route("/static/{name:path}", Reading(Static().answer))]
    app = Starlette(routes=routes, middleware=[Middleware(Headers)], lifespan=running)
    app.router.redirect_slashes = False
    app.router.default = Reading(Documents(desk).answer)  # no pattern: a route's path may hold no line break
    return app
