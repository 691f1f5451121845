"""A SPARQL endpoint over the golden store, in this process or in one of its own, for the tests of the protocol and of its limits."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import golden
import uvicorn
from starlette.applications import Starlette

from builder.server.askers import Askers
from builder.server.limits import Limits
from builder.server.sparql import Page, sparql_routes
from builder.site.pages.sparql import Shown
from builder.store import Store


def filled(folder: Path) -> Path:
    """Make the golden store."""
    with Store(golden.fill(folder)) as store:
        store.link_events(lambda place: None)
    return folder


async def plain(lang: str, shown: Shown) -> str:
    """Make a page that says what it was given."""
    return f"<h1>page</h1>{lang} {shown}"


def application(folder: Path, limits: Limits, page: Page = plain) -> Starlette:
    """Return an application that has the endpoint and nothing else."""
    askers = Askers(folder, limits)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with askers:
            yield

    app = Starlette(routes=sparql_routes(askers, page), lifespan=lifespan)
    app.state.askers = askers
    return app


@contextlib.contextmanager
def served(app: Starlette) -> Iterator[str]:
    """Serve an application on a free port from a thread, and yield the address of its endpoint."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server ended at once"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/sparql"
    finally:
        server.should_exit = True
        thread.join()
