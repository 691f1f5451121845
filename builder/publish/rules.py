"""What a host needs to know: redirects, forms, types and headers for Apache, nginx and w3id.org, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from builder.publish.apache import site_rules, w3id_rules
from builder.publish.making import address
from builder.publish.nginx import server
from builder.site.addresses import encoded
from builder.site.pages.frame import Room, View
from builder.site.words import LANGUAGES


class Anywhere(View):
    """A page that is shown at any path: it points from the root of its host."""

    __slots__ = ()

    def file(self, path: str) -> str:
        """Return the address of a file of the site."""
        return urlsplit(self.room.base).path + encoded(path)


def rules(room: Room) -> Iterator[tuple[str, bytes]]:
    """Yield the files."""
    parts = urlsplit(room.base)
    yield ".htaccess", site_rules(parts.path).encode()
    yield "nginx.conf", server(parts.hostname or "", parts.path).encode()
    yield "w3id/.htaccess", w3id_rules(room.base).encode()
    yield ".nojekyll", b""  # GitHub Pages: names that begin with a dot are files like others
    for lang in LANGUAGES:
        page = Anywhere(room, "404", lang).render("error.html", status=404)
        yield address("404", lang), page.encode("utf-8", "replace")
