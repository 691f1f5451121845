"""The application: linked data and the reading room over one store, read-only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from builder.server.askers import Askers
from builder.server.crawlers import Crawlers
from builder.server.desk import Busy, Desk
from builder.server.documents import Documents
from builder.server.headers import Headers, failed, refused
from builder.server.sparql import sparql_routes
from builder.server.static import Static
from builder.site.pages import sparql
from builder.site.pages.frame import View
from builder.site.pages.sparql import Shown


class Reading:
    """An endpoint that can be read and no more; every method reaches it, so that it says itself which it takes."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive, send)
        response = refused(request.method) or await self._answer(request)
        await response(scope, receive, send)


def application(desk: Desk, askers: Askers | None = None) -> Starlette:
    """Return the ASGI application, with a SPARQL endpoint where there is someone to ask. Both are closed when the application ends."""

    documents = Documents(desk)

    async def query_page(lang: str, shown: Shown) -> str:
        try:
            return await desk.make(lambda room: sparql.page(View(room, "sparql", lang), shown))
        except Busy as busy:
            raise HTTPException(503, str(busy), {"Retry-After": "2"}) from busy

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        async with askers if askers is not None else nullcontext():
            warming = asyncio.create_task(documents.warm())
            yield
            await asyncio.gather(warming, return_exceptions=True)
        desk.close()

    crawled = Reading(Crawlers(desk).answer)
    routes = [
        *(sparql_routes(askers, query_page) if askers is not None else ()),
        *(Route(path, crawled) for path in ("/robots.txt", "/sitemap.xml", "/sitemap-{number}.xml")),
        Route("/static/{name:path}", Reading(Static().answer)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Headers)], exception_handlers={Exception: failed}, lifespan=running)
    app.router.redirect_slashes = False
    app.router.default = Reading(documents.answer)  # no pattern: a route's path may hold no line break
    return app
