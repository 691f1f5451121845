"""What search engines ask for: the sitemap in its parts, and robots.txt."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from builder.server.desk import Busy, Desk
from builder.site.pages.frame import Room
from builder.site.pages.ontology import paths
from builder.site.sitemap import index, pages, part, parts, robots

_PART = re.compile(r"/sitemap-([1-9]\d{0,5})\.xml")
_DAY = {"Cache-Control": "max-age=3600"}


class Crawlers:
    """Answers requests for robots.txt, the sitemap's index and its parts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        path = request.url.path
        try:
            if path == "/robots.txt":
                return Response(await self._desk.make(lambda room: robots(room.base)), headers=_DAY, media_type="text/plain")
            match = _PART.fullmatch(path)
            body = await self._desk.make(lambda room: _sitemap(room, int(match[1]) if match else 0))
        except Busy as busy:
            return Response(f"{busy}\n", 503, {"Retry-After": "2", "Cache-Control": "no-store"}, "text/plain")
        if body is None:
            return Response("The sitemap has no such part.\n", 404, media_type="text/plain")
        return Response(body, headers=_DAY, media_type="application/xml")


def _sitemap(room: Room, number: int) -> str | None:
    """Return the index (0) or a part of the sitemap; None where it has not so many."""
    terms = paths(room.glossary)
    many = parts(room.rows, terms)
    if number > many:
        return None
    return "".join(part(room.base, pages(room.rows, terms, number))) if number else index(room.base, many)
