"""The style sheets, scripts and pictures of the site, read once: a request chooses among names, and no path reaches the disk."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from builder.server.headers import matches
from builder.site.assets import assets

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class Static:
    """Answers requests for the files of the site."""

    def __init__(self) -> None:
        self._files: Mapping[str, bytes] = assets()
        self._tags = {name: f'"{sha256(body).hexdigest()[:32]}"' for name, body in self._files.items()}

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        name = request.path_params["name"]
        body = self._files.get(name)
        if body is None:
            return Response("There is no such file.\n", 404, media_type="text/plain")
        headers = {"ETag": self._tags[name], "Cache-Control": "max-age=3600"}
        if matches(request.headers, self._tags[name]):
            return Response(status_code=304, headers=headers)
        ending = name[name.rfind(".") :]
        return Response(body, headers=headers, media_type=_TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream")
