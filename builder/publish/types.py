"""Media types of the files of a site that are no documents, with the endings of their names."""

from __future__ import annotations

OTHERS = (
    ("text/css", "css"),
    ("text/javascript", "js"),
    ("image/svg+xml", "svg"),
    ("font/woff2", "woff2"),
    ("application/json", "json"),
    ("application/xml", "xml"),
    ("text/plain", "txt sha256"),
    ("application/gzip", "gz"),
)
