"""What `--store` may be given: the addresses that follow from one, and secrets that stay secret."""

from __future__ import annotations

import base64

import pytest

from builder.endpoints import PASSWORD, TIMEOUT, TOKEN, USER, is_remote, read_endpoints
from builder.errors import StoreError


@pytest.mark.parametrize(
    ("given", "query", "update", "graphs"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("https://h/query", "https://h/query", "https://h/update", "https://h/store"),
        ("http://h:3030/news", "http://h:3030/news/query", "http://h:3030/news/update", "http://h:3030/news/data"),
        ("http://h:3030/news/sparql", "http://h:3030/news/sparql", "http://h:3030/news/update", "http://h:3030/news/data"),
        (
            "http://h:7200/repositories/news",
            "http://h:7200/repositories/news",
            "http://h:7200/repositories/news/statements",
            "http://h:7200/repositories/news/rdf-graphs/service",
        ),
        ("http://h:8890/sparql", "http://h:8890/sparql", None, None),
        ("https://h/api/one/two?default-graph-uri=a:b", "https://h/api/one/two?default-graph-uri=a:b", None, None),
        ("query=http://h/q", "http://h/q", None, None),
        ("query=http://h/q?a=1,2,update=http://h/u,graphs=http://h/g", "http://h/q?a=1,2", "http://h/u", "http://h/g"),
        ("graphs=http://h/,query=http://h/", "http://h/", None, "http://h/"),
    ],
)
def test_addresses(given: str, query: str, update: str | None, graphs: str | None) -> None:
    found = read_endpoints(given, {})
    assert is_remote(given)
    assert (found.query, found.update, found.graphs) == (query, update, graphs)


@pytest.mark.parametrize(
    "given",
    [
        "http://",
        "http://h:port/",
        "update=http://h/",
        "query=http://a/,query=http://b/",
        "http://h/a b",
        "query=folder",
        "xquery=http://h/",
    ],
)
def test_what_is_no_address_is_an_error(given: str) -> None:
    with pytest.raises(StoreError, match="is no address of a store: write an address such as"):
        read_endpoints(given, {})


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_user_and_password_come_from_the_address_or_the_environment_and_are_not_shown() -> None:
    environment = {USER: "سالم", PASSWORD: "s3cret"}
    found = read_endpoints("http://me:p%40ss@h:7878", environment)
    assert found.authorization == basic("me", "p@ss")
    assert "p@ss" not in repr(found) and "me" not in found.query
    assert read_endpoints("http://h", environment).authorization == basic("سالم", "s3cret")
    assert read_endpoints("http://h", environment | {TOKEN: "t"}).authorization == "Bearer t"
    assert read_endpoints("http://h", {}).authorization is None
    for wrong in ("http://me:s3cret@h:port", "http://me:x/s3cret@h", "query=http://me:s3cret@h:port,update=http://you:s3cret@h"):
        with pytest.raises(StoreError) as error:
            read_endpoints(wrong, {})
        assert "s3cret" not in str(error.value)


def test_the_timeout() -> None:
    assert read_endpoints("http://h", {TIMEOUT: "7.5"}).timeout == 7.5
    with pytest.raises(StoreError, match="is no number of seconds"):
        read_endpoints("http://h", {TIMEOUT: "soon"})


@pytest.mark.parametrize("folder", ["build/store", "httpstore", "/query", "./query=x", "C:\\store"])
def test_folders_are_folders(folder: str) -> None:
    assert not is_remote(folder)
