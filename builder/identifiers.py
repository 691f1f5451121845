"""IRIs: stable, readable, and the same for the same input."""

from __future__ import annotations

import re
from urllib.parse import quote

BASE = "https://w3id.org/tansiq/id/"
GRAPHS = "https://w3id.org/tansiq/graph/"
ARTICLE_GRAPHS = GRAPHS + "article/"
ARTICLES = BASE + "article/"
_NOT_WORD = re.compile(r"[^\w]+")


def article_iri(identifier: str) -> str:
    """Return an article's IRI.

    >>> article_iri("seed 0/a")
    'https://w3id.org/tansiq/id/article/seed%200%2Fa'
    """
    return f"{ARTICLES}{quote(identifier, safe='')}"


def graph_iri(identifier: str) -> str:
    """Return the IRI of an article's named graph."""
    return f"{ARTICLE_GRAPHS}{quote(identifier, safe='')}"


def slug(text: str) -> str:
    """Return a name as it stands in an IRI: letters and digits of any script, joined by hyphens.

    >>> slug('تنظيم "داعش"'), slug("Official:عبد الله")
    ('تنظيم-داعش', 'official-عبد-الله')
    """
    return _NOT_WORD.sub("-", text.lower()).strip("-_") or "x"


def minted(identifier: str, kind: str, name: str) -> str:
    """Return the IRI of something that only this article names."""
    return f"{article_iri(identifier)}/{slug(kind)}/{slug(name)}"
