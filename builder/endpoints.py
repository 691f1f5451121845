"""The addresses of a SPARQL 1.1 server, as `--store` gives them.

One address is enough for a server whose others follow from it; `query=URL,update=URL,graphs=URL` names each. User and password stand
in the address or in the environment, and appear in no message.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from builder.errors import StoreError

USER, PASSWORD, TOKEN, TIMEOUT = "TANSIQ_STORE_USER", "TANSIQ_STORE_PASSWORD", "TANSIQ_STORE_TOKEN", "TANSIQ_STORE_TIMEOUT"
_NAMED = re.compile(r"(?:^|,)(query|update|graphs)=")
_SYNTAX = "write an address such as http://host:7878, or query=URL,update=URL,graphs=URL"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server answers queries, takes updates and keeps graphs (Graph Store Protocol); the last two where known.

    `authorization` is the header of that name; it is left out of the text of an instance.
    """

    query: str
    update: str | None = None
    graphs: str | None = None
    authorization: str | None = field(default=None, repr=False)
    timeout: float = 120.0


def is_remote(store: str) -> bool:
    """Tell whether what `--store` was given names a server rather than a folder.

    >>> is_remote("http://localhost:7878"), is_remote("build/store")
    (True, False)
    """
    return re.match(r"https?://|(query|update|graphs)=https?://", store) is not None


def read_endpoints(store: str, environment: Mapping[str, str]) -> Endpoints:
    """Read what `--store` was given; user, password, token and timeout come from the environment where the address has none.

    >>> read_endpoints("http://localhost:3030/news", {})
    Endpoints(query='http://localhost:3030/news/query', update='http://localhost:3030/news/update', \
graphs='http://localhost:3030/news/data', timeout=120.0)
    """
    names = _NAMED.split(store)
    given = dict(zip(names[1::2], names[2::2], strict=True)) if len(names) > 1 else {"query": store}
    if (names[0] and len(names) > 1) or len(given) * 2 + 1 < len(names) or "query" not in given:
        raise StoreError(f"{hidden(store)}: is no address of a store: {_SYNTAX}")
    parts = {name: _split(url) for name, url in given.items()}
    header = next((found for found in map(_basic, parts.values()) if found), None) or _from_environment(environment)
    urls = {name: urlunsplit(_bare(part)) for name, part in parts.items()}
    if len(names) == 1:
        urls = _derived(_bare(parts["query"]))
    return Endpoints(urls["query"], urls.get("update"), urls.get("graphs"), header, _timeout(environment))


def hidden(text: str) -> str:
    """Return a text without the users and passwords of its addresses.

    >>> hidden("https://me:secret@host/query")
    'https://host/query'
    """
    return re.sub(r"(https?://)\S*@", r"\1", text)  # to the last @, for a password may have a / that should be %2F


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number
        known = False
    if not known or re.search(r"\s", url):
        raise StoreError(f"{hidden(url)}: is no address of a store: {_SYNTAX}")
    return parts


def _bare(parts: SplitResult) -> SplitResult:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")


def _basic(parts: SplitResult) -> str | None:
    """Return the header for the user and password of an address."""
    if parts.username is None:
        return None
    return _header(unquote(parts.username), unquote(parts.password or ""))


def _header(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _from_environment(environment: Mapping[str, str]) -> str | None:
    if environment.get(TOKEN):
        return f"Bearer {environment[TOKEN]}"
    return _header(environment[USER], environment.get(PASSWORD, "")) if environment.get(USER) else None


def _timeout(environment: Mapping[str, str]) -> float:
    text = environment.get(TIMEOUT) or "120"
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 1e6:
        raise StoreError(f"{TIMEOUT}={text}: is no number of seconds: give one above 0")
    return seconds


def _derived(parts: SplitResult) -> dict[str, str]:
    """Return the addresses that follow from one, as Oxigraph, Fuseki and GraphDB lay them out; else it is for queries alone."""
    path = parts.path.rstrip("/")
    steps = path.split("/")[1:]

    def at(path: str) -> str:
        return urlunsplit(parts._replace(path=path))

    if path in ("", "/query"):  # Oxigraph
        return {"query": at("/query"), "update": at("/update"), "graphs": at("/store")}
    if steps[-2:-1] == ["repositories"]:  # GraphDB and RDF4J
        return {"query": at(path), "update": at(f"{path}/statements"), "graphs": at(f"{path}/rdf-graphs/service")}
    base = re.fullmatch(r"(/[^/]+)/(?:query|sparql)", path) or re.fullmatch(r"(/(?!sparql$)[^/]+)", path)
    if base:  # Fuseki
        return {
            "query": at(path if len(steps) > 1 else f"{path}/query"),
            "update": at(f"{base[1]}/update"),
            "graphs": at(f"{base[1]}/data"),
        }
    return {"query": at(parts.path)}
