"""The application: linked data and the reading room over one store, read-only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from builder.server.desk import Desk
from builder.server.documents import Documents
from builder.server.headers import Headers
from builder.server.static import Static

_ANY = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


def application(desk: Desk, others: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the ASGI application; `others` are routes beside the documents. The desk is closed when the application ends."""

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    routes = [*others, Route("/static/{name:path}", Static().answer), Route("/{path:path}", Documents(desk).answer, methods=_ANY)]
    return Starlette(routes=routes, middleware=[Middleware(Headers)], lifespan=running)
