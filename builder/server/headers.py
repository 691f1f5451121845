"""What every answer says beside its content: that nothing foreign may run in it, that any page may read it, what else there is."""

from __future__ import annotations

from starlette.datastructures import Headers as Given
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from builder.site.policy import ALWAYS

_METHODS = "GET, HEAD, OPTIONS"


def refused(method: str) -> Response | None:
    """Return the answer to a method that does not read: what is allowed, to OPTIONS, else that it is not; None for GET and HEAD."""
    if method in ("GET", "HEAD"):
        return None
    if method == "OPTIONS":
        asked = {"Access-Control-Allow-Methods": _METHODS, "Access-Control-Allow-Headers": "Accept, If-None-Match"}
        return Response(status_code=204, headers={"Allow": _METHODS, "Access-Control-Max-Age": "86400"} | asked)
    return Response("Nothing is changed here: use GET or HEAD.\n", 405, {"Allow": _METHODS}, "text/plain")


async def failed(request: Request, error: Exception) -> Response:
    """Answer for what no part of the application could; the error itself goes to the server's log and not to the client."""
    return Response("Something went wrong; it was noted.\n", 500, dict(ALWAYS), "text/plain")


def listed(headers: Given, name: str) -> str:
    """Return a header that may be given several times as the one list that it stands for (RFC 9110, 5.3)."""
    return ", ".join(headers.getlist(name))


def matches(headers: Given, tag: str) -> bool:
    """Tell whether an If-None-Match header names an entity tag (RFC 9110, 13.1.2: compared weakly).

    >>> [matches(Given({"if-none-match": given}), '"a"') for given in ('W/"a", "b"', "*", '"c"', "")]
    [True, True, False, False]
    """
    given = listed(headers, "if-none-match")
    return given.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in given.split(",")}


class Headers:
    """Adds the headers that all answers have, errors too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, adding if scope["type"] == "http" else send)
