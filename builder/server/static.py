"""The style sheets, scripts and pictures of the site, read once: a request chooses among names, and no path reaches the disk."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from builder.server.headers import matches
from builder.site.assets import assets

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_WORTH_PACKING = 1000  # bytes


class Static:
    """Answers requests for the files of the site."""

    def __init__(self) -> None:
        self._files: Mapping[str, bytes] = assets()
        self._packed = {name: gzip.compress(body, mtime=0) for name, body in self._files.items() if len(body) > _WORTH_PACKING}
        self._tags = {name: sha256(body).hexdigest()[:32] for name, body in self._files.items()}

    async def answer(self, request: Request) -> Response:
        """Answer one request; larger files go packed to whoever takes them so."""
        name = request.path_params["name"]
        body = self._files.get(name)
        if body is None:
            return Response("There is no such file.\n", 404, media_type="text/plain")
        packed = self._packed.get(name) if _takes_gzip(request.headers.get("accept-encoding", "")) else None
        tag = f'"{self._tags[name]}{"-gzip" if packed else ""}"'
        headers = {"ETag": tag, "Cache-Control": "max-age=3600", "Vary": "Accept-Encoding"}
        if matches(request.headers, tag):
            return Response(status_code=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        media = _TYPES.get(name[name.rfind(".") :]) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(packed or body, headers=headers, media_type=media)


def _takes_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header takes gzip.

    >>> _takes_gzip("br, gzip;q=0.8"), _takes_gzip("gzip;q=0"), _takes_gzip("")
    (True, False, False)
    """
    for part in header.lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
