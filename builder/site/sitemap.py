"""What search engines are told: the addresses of all pages (https://www.sitemaps.org/protocol.html) and which to leave alone (RFC 9309).

Every page stands in Arabic and in English, and each of the two says where the other is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from builder.identifiers import article_iri
from builder.site.addresses import encoded, path_of
from builder.site.rows import Rows
from builder.vocabulary import SUPERCLASSES

PART = 5000  # paths of one file, of two addresses each: below the protocol's 50,000, and below its 50 MB even where all names are long
FIXED = ("index", "articles", "events", "dataset", *(f"class/{name}" for name in SUPERCLASSES))
ASKED = ("search", "sparql")  # what is made anew for each question is not for search engines
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its path without a form, and the day of the newest article that it tells of (empty where not known)."""

    path: str
    day: str = ""


def pages(rows: Rows, others: Sequence[str], number: int) -> list[Page]:
    """Return the pages of one part of the sitemap, counted from 1.

    The fixed ones come first, then those of `others` (paths: of terms, of lists), of articles, of events and of things.
    The order depends on nothing but what the store holds.
    """
    alone = [Page(path) for path in dict.fromkeys((*FIXED, *others))]
    first = PART * (number - 1)
    found = alone[first : first + PART]
    first = max(0, first - len(alone))
    for count, query, iri_of in _SOURCES:
        if len(found) == PART:
            break
        told = rows.ask(f"{query} LIMIT ? OFFSET ?", (PART - len(found), first))
        found += [Page(path, day or "") for name, day in told if (path := path_of(iri_of(name)))]
        first = max(0, first - rows.number(count))
    return found


def parts(rows: Rows, others: Sequence[str]) -> int:
    """Return how many parts the sitemap has."""
    total = len({*FIXED, *others}) + sum(rows.number(count) for count, _, _ in _SOURCES)
    return max(1, -(-total // PART))


_SOURCES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    # how many there are; each with the day of the newest article that tells of it; what its IRI is
    ("SELECT count(*) FROM article", "SELECT identifier, issued FROM article ORDER BY id", article_iri),
    (
        "SELECT count(*) FROM event JOIN article ON article.id = event.article",
        "SELECT event.iri, article.issued FROM event JOIN article ON article.id = event.article ORDER BY event.id",
        str,
    ),
    (
        "SELECT count(*) FROM thing",
        "SELECT iri, (SELECT max(issued) FROM mention WHERE mention.thing = thing.id) FROM thing ORDER BY id",
        str,
    ),
)


def part(base: str, listed: Sequence[Page]) -> Iterator[str]:
    """Yield a part of the sitemap as XML, piece by piece; `base` is the address of the site."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SPACES} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for page in listed:
        both = {"ar": escape(address(base, page.path + ".html")), "en": escape(address(base, page.path + ".en.html"))}
        links = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{to}"/>' for lang, to in both.items())
        day = f"<lastmod>{page.day}</lastmod>" if _DAY.fullmatch(page.day) else ""
        yield "".join(f"<url><loc>{to}</loc>{day}{links}</url>\n" for to in both.values())
    yield "</urlset>\n"


def index(base: str, number: int) -> str:
    """Return the sitemap's index, which names its parts."""
    named = "".join(f"<sitemap><loc>{escape(address(base, part_name(n)))}</loc></sitemap>\n" for n in range(1, number + 1))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_SPACES}>\n{named}</sitemapindex>\n'


def part_name(number: int) -> str:
    """Return the path of a part.

    >>> part_name(1)
    'sitemap-1.xml'
    """
    return f"sitemap-{number}.xml"


def robots(base: str) -> str:
    """Return robots.txt; it counts only where it stands at the root of a host, whatever the path of the site there.

    >>> print(robots("https://example.org/news/"), end="")
    User-agent: *
    Disallow: /news/search
    Disallow: /news/sparql
    Sitemap: https://example.org/news/sitemap.xml
    """
    below = urlsplit(address(base, "")).path
    barred = "".join(f"Disallow: {below}{path}\n" for path in ASKED)
    return f"User-agent: *\n{barred}Sitemap: {address(base, 'sitemap.xml')}\n"


def address(base: str, path: str) -> str:
    """Return the address of a path, as a request has it.

    >>> address("https://example.org", "doc/force/الجيش.html")
    'https://example.org/doc/force/%D8%A7%D9%84%D8%AC%D9%8A%D8%B4.html'
    """
    return f"{base.rstrip('/')}/{encoded(path)}"
