"""Documents as linked data has them: an IRI leads with 303 to its document, which comes in the form that the request likes best."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from urllib.parse import quote, unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response

from builder.errors import TansiqError
from builder.server.desk import Busy, Desk, Kept
from builder.server.headers import listed, matches
from builder.site.addresses import ROOT, encoded, path_of
from builder.site.dataset import LICENCE
from builder.site.description import in_form
from builder.site.forms import FORMS, HTML, RDF_FORMS, Form, accepted, named, split
from builder.site.pages.frame import Room
from builder.site.site import description, error_page, exists, numbered, page, retracted
from builder.site.words import LANGUAGES

_LOG = logging.getLogger("tansiq.server")
_SPACES = ("id/", "vocab/", "lexicon/", "graph/", "ontology/")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_CACHED = "max-age=60, must-revalidate"
_OF_SEARCH = ("q", "class", "since", "until", "place", "outlet", "page")
_OF_QUERIES = "%=&;,/?:@!$'()*+-._~"  # what stands as it is in the query of an address


class Documents:
    """Answers requests for documents."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer(self, request: Request) -> Response:
        """Answer one request; whatever goes wrong in it is logged, and the client learns only that something did."""
        path = requested(request.scope)
        try:
            if path is None:
                return await self._error(request, "index", 400)
            return await self._answer(request, path)
        except Busy as busy:
            return Response(f"{busy}\n", 503, {"Retry-After": "2", "Cache-Control": "no-store"}, "text/plain")
        except Exception as error:
            level = logging.WARNING if isinstance(error, TansiqError) else logging.ERROR
            _LOG.log(level, "%s %s: %s", request.method, path, error, exc_info=not isinstance(error, TansiqError))
            return Response("Something went wrong; it was noted.\n", 500, media_type="text/plain")

    async def _answer(self, request: Request, path: str) -> Response:
        if path.startswith(_SPACES):
            return await self._redirect(request, path)
        stem, lang, form = split(path or "index")
        if path == ".well-known/void":
            stem, form = "dataset", accepted(request.headers.get("accept", ""), (*RDF_FORMS, HTML))
        elif form is None:
            form = _negotiated(request)
        if form is None:
            return await self._error(request, stem, 406)
        asked = {name: value for name, value in request.query_params.items() if name in _OF_SEARCH} if stem == "search" else {}
        number = request.query_params.get("page", "")
        if not asked and number.isdecimal() and int(number[:9]) > 1 and "~p" not in stem:
            stem = f"{stem}~p{int(number[:9])}"
        return await self._document(request, stem, lang, form, asked)

    async def _redirect(self, request: Request, path: str) -> Response:
        """Answer a request for a thing with where its document is."""
        iri = ROOT + (path if not path.startswith("ontology/") else "ontology#" + path.removeprefix("ontology/"))
        target = path_of(iri) or ""
        if await self._desk.make(lambda room: exists(room, target)):
            query = quote(request.scope["query_string"], safe=_OF_QUERIES)
            location = _up(request) + encoded(target) + (f"?{query}" if query else "")
            return Response(status_code=303, headers={"Location": location, "Vary": "Accept", "Cache-Control": _CACHED})
        gone = await self._desk.make(lambda room: retracted(room.store, target))
        return await self._error(request, target or "index", 410 if gone else 404)

    async def warm(self) -> None:
        """Make the overview in both languages before anybody asks: it counts the whole store, which takes a second or two."""
        for lang in LANGUAGES:
            made = await self._desk.make(partial(_made, stem="index", lang=lang, form=HTML, asked={}))
            if made is not None:
                self._desk.keep(("index", lang, HTML.ending, ()), made)

    async def _document(self, request: Request, stem: str, lang: str, form: Form, asked: Mapping[str, str]) -> Response:
        key = (stem, lang, form.ending, tuple(sorted(asked.items())))
        made = self._desk.kept(key)
        if made is None:
            made = await self._desk.make(lambda room: _made(room, stem, lang, form, asked))
            if made is None:
                gone = await self._desk.make(lambda room: retracted(room.store, stem))
                return await self._error(request, stem, 410 if gone else 404, form)
            self._desk.keep(key, made)
        tag = f'"{sha256(made.body).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Vary": "Accept", "Cache-Control": _CACHED, "Link": _links(request, stem, form, made.pages)}
        ending = ".en.html" if form is HTML and lang == "en" else f".{form.ending}"
        if not asked:
            headers["Content-Location"] = _up(request) + encoded(stem + ending)
        if form is HTML:
            headers["Content-Language"] = lang
        if matches(request.headers, tag):
            return Response(status_code=304, headers=headers)
        return Response(made.body, headers=headers, media_type=form.content_type)

    async def _error(self, request: Request, stem: str, status: int, form: Form | None = None) -> Response:
        """Answer with what is wrong: a page for people, a line for machines."""
        wanted = form or _negotiated(request)
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if wanted is HTML or wanted is None:
            lang = "en" if request.scope["path"].endswith(".en.html") else "ar"
            body = await self._desk.make(lambda room: error_page(room, stem if status != 400 else "index", lang, status))
            return Response(body, status, headers | {"Content-Language": lang}, HTML.content_type)
        return Response(f"{status}: {_REASONS[status]}\n", status, headers, "text/plain")


_REASONS = {400: "the address cannot be read", 404: "the data hold nothing at this address", 410: "this article was retracted"}


def requested(scope: Mapping[str, object]) -> str | None:
    """Return the path of a request, decoded once; None where it is no UTF-8 or holds control characters.

    >>> requested({"raw_path": b"/doc/article/a%7E2Fb"}), requested({"raw_path": b"/%FF"}), requested({"raw_path": b"/id/a%2Fb"})
    ('doc/article/a~2Fb', None, 'id/a%2Fb')
    """
    raw = scope.get("raw_path") or str(scope.get("path", "")).encode()
    assert isinstance(raw, bytes)  # as ASGI has it
    path = raw.partition(b"?")[0].removeprefix(b"/")
    try:
        # The path of a thing keeps its percent signs, which are part of its IRI; that of a document has none.
        text = path.decode("ascii") if path.startswith(tuple(space.encode() for space in _SPACES)) else unquote_to_bytes(path).decode()
        if _CONTROL.search(unquote_to_bytes(path).decode()):
            return None
    except UnicodeDecodeError:
        return None
    return text


def _made(room: Room, stem: str, lang: str, form: Form, asked: Mapping[str, str]) -> Kept | None:
    """Return a document in a form; None where there is none."""
    if form is HTML:
        html = page(room, stem, lang, asked)
        return None if html is None else Kept(html.encode("utf-8", "replace"))
    said = description(room, stem)
    if said is None:
        return None
    return Kept(in_form(said, room.base + encoded(stem), form), said.pages)


def _negotiated(request: Request) -> Form | None:
    """Return the form that a request asks for: with `?format=`, else with its Accept header."""
    name = request.query_params.get("format")
    if name is not None:
        return named(name)
    return accepted(listed(request.headers, "accept"))


def _links(request: Request, stem: str, form: Form, pages: int) -> str:
    """Return the Link header (RFC 8288): the other forms, what describes the data, the licence, the pages before and after."""
    up, (whole, number) = _up(request), numbered(stem)
    found = [f'<{LICENCE}>; rel="license"', f'<{up}ontology>; rel="describedby"']
    if stem.startswith("doc/") or stem in ("ontology", "dataset", "shapes"):
        address = up + encoded(stem)
        found += [f'<{address}.{other.ending}>; rel="alternate"; type="{other.media[0]}"' for other in FORMS if other is not form]
        if form in RDF_FORMS:
            found.append(f'<{address}.html>; rel="describedby"; type="text/html"')
    if number > 1:
        found.append(f'<{up}{encoded(whole if number == 2 else f"{whole}~p{number - 1}")}>; rel="prev"')
    if number < pages:
        found.append(f'<{up}{encoded(f"{whole}~p{number + 1}")}>; rel="next"')
    return ", ".join(found)


def _up(request: Request) -> str:
    """Return the root of the site as an address on this server."""
    return str(request.scope.get("root_path", "")) + "/"
