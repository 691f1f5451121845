"""Where things stand on the web: the path of the document about an IRI, and the IRI that a path is about.

Paths are made of letters, digits and a few marks, so that they are the same as a request, as the name of a file and in a redirect rule.
What else an IRI holds is written as ``~`` and two hexadecimal digits. A letter outside ASCII and its percent-encoded form are one, as they
are in a request (RFC 3987, 3.1).
"""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import pairwise
from urllib.parse import quote, unquote, unquote_to_bytes

from builder.identifiers import BASE

ROOT = BASE.removesuffix("id/")
ONTOLOGY, DATASET = ROOT + "ontology", ROOT + "dataset"
_SAFE = "/.,=;~-"  # of a path that this module makes; letters outside ASCII are encoded
_OTHER_SPACES = frozenset({"vocab", "lexicon", "graph"})  # beside id/
_RESERVED = _OTHER_SPACES | {"id", "ontology"}
_LONGEST = 200  # bytes of a file's name, below the 255 of most file systems, with room for ".en.html" and for an editor's own ending
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNSAFE = re.compile(r"[^\w.,=;-]", re.ASCII)
_PLAIN = re.compile(r"[\w,=;-]{1,50}")  # stands as it is; letters have four bytes at most
_ESCAPED = re.compile(r"~([0-9A-F]{2})")
_FORM = re.compile(r"\.(html|ttl|jsonld|nt|rdf|en)$", re.IGNORECASE)  # the endings of `forms`, and the one of a language
_DIGEST = re.compile(r"~~[0-9a-f]{16}$")


def path_of(iri: str) -> str | None:
    """Return the path of the document about an IRI, below the root of the site and without a form; None for IRIs of others.

    A mention is described where its article is.

    >>> path_of("https://w3id.org/tansiq/id/force/peshmerga"), path_of("https://w3id.org/tansiq/ontology#Outlet")
    ('doc/force/peshmerga', 'doc/ontology/Outlet')
    >>> path_of("https://w3id.org/tansiq/ontology#outlet")
    'doc/ontology/property/outlet'
    >>> path_of("https://w3id.org/tansiq/id/article/a%2F%D9%85#char=0,4"), path_of("https://www.wikidata.org/entity/Q796")
    ('doc/article/a~2Fم#char=0,4', None)
    >>> path_of("https://w3id.org/tansiq/lexicon/rule/x"), path_of("https://w3id.org/tansiq/id/lexicon/61701f143cea")
    ('doc/lexicon/rule/x', 'doc/id/lexicon/61701f143cea')
    """
    if not iri.startswith(ROOT):
        return None
    whole, mark, fragment = iri.removeprefix(ROOT).partition("#")
    if whole == "ontology":
        # Properties apart: outlet and Outlet would be one file where letters' case does not count.
        kind = "" if fragment[:1].isupper() else "property/"
        return f"doc/ontology/{kind}{_segment(fragment)}" if fragment else "ontology"
    if not whole.partition("/")[2]:
        return _segment(whole) + mark + fragment  # the dataset
    local = whole.removeprefix("id/")
    if local != whole and local.partition("/")[0] in _RESERVED:
        local = whole  # id/lexicon/x is not lexicon/x
    return "doc/" + "/".join(map(_segment, local.split("/"))) + mark + fragment


def _segment(text: str) -> str:
    """Return one step of a path, which stays in its folder whatever it holds, and never ends as a form of another does.

    >>> _segment("news%201.txt"), _segment("..%2f"), _segment("~"), _segment("داعش"), _segment("news.ttl")
    ('news~201.txt', '~2E.~2F', '~7E', 'داعش', 'news~2Ettl')
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _ENCODED.sub(_decoded, text)
    safe = "".join(c if ord(c) > 127 else _ESCAPES.get(c, c) for c in text)
    if safe.startswith("."):
        safe = "~2E" + safe[1:]
    if ending := _FORM.search(safe):
        safe = f"{safe[: ending.start()]}~2E{ending[1]}"
    raw = safe.encode()
    if len(raw) > _LONGEST:
        safe = raw[: _LONGEST // 2].decode(errors="ignore") + "~~" + sha256(raw).hexdigest()[:16]
    return safe or "~"


def _decoded(match: re.Match[str]) -> str:
    """Decode what stands for letters outside ASCII or for plain letters and digits, and leave the rest encoded, as ~ does it."""
    octets = unquote_to_bytes(match.group())
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        return "".join(f"\0{octet:02X}" for octet in octets)
    return "".join(c if c.isalnum() or c in "-_." else "".join(f"\0{octet:02X}" for octet in c.encode()) for c in text)


_ESCAPES = {chr(code): f"~{code:02X}" for code in range(1, 128) if _UNSAFE.match(chr(code))} | {"\0": "~"}


def iri_of(path: str) -> str | None:
    """Return the IRI that a document's path (without a form) is about; None where a digest stands for a name that was too long.

    >>> iri_of("doc/article/a~2Fم/force/الجيش")
    'https://w3id.org/tansiq/id/article/a%2F%D9%85/force/الجيش'
    >>> iri_of("doc/ontology/Force"), iri_of("doc/vocab/role/minister"), iri_of("dataset")
    ('https://w3id.org/tansiq/ontology#Force', 'https://w3id.org/tansiq/vocab/role/minister', 'https://w3id.org/tansiq/dataset')
    """
    head, _, local = path.partition("/")
    if head != "doc":
        return ROOT + _percent(path)
    steps = local.split("/")
    if any(_DIGEST.search(step) for step in steps):
        return None
    if steps[0] == "ontology":
        return f"{ONTOLOGY}#{_percent('/'.join(steps[1:]).removeprefix('property/'))}"
    space = "" if steps[0] in _OTHER_SPACES or steps[0] == "id" else "id/"
    return ROOT + space + "/".join(_step(before, step) for before, step in pairwise(["", *steps]))


def encoded(path: str) -> str:
    """Return a path as a request has it.

    >>> encoded("doc/force/الجيش.html")
    'doc/force/%D8%A7%D9%84%D8%AC%D9%8A%D8%B4.html'
    """
    return quote(path, safe=_SAFE)


def beginning(step: str) -> str:
    """Return a name as far as a step of a path tells it: all of it, or its beginning where a digest stands for the rest.

    >>> beginning("a~20b"), beginning("a~20~D9~~0123456789abcdef")
    ('a b', 'a ')
    """
    told = _DIGEST.sub("", step)
    if told != step:
        told = re.sub("~[0-9A-F]?$", "", told)
    return unquote(_percent(told)).partition("\ufffd")[0]


def _step(before: str, step: str) -> str:
    """Return one step of an IRI; an article's identifier, also in its run, is wholly encoded, as `identifiers.article_iri` does it.

    >>> _step("article", "م~2Fa"), _step("force", "الجيش")
    ('%D9%85%2Fa', 'الجيش')
    """
    return quote(unquote(_percent(step)), safe="") if before in ("article", "run") else _percent(step)


def _percent(step: str) -> str:
    """Return a step with percent signs for what ~ stands for; a dot is one however it is written.

    >>> _percent("a~20b"), _percent("~2Eet~2Een")
    ('a%20b', '.et.en')
    """
    return _ESCAPED.sub(r"%\1", step.replace("~2E", "."))
