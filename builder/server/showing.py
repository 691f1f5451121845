"""From an answer to what the page shows of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from builder.prefixes import shorten
from builder.server.limits import Limits
from builder.server.questions import Answer
from builder.server.refusals import explained
from builder.site.pages.sparql import SHOWN, Cell, Shown

_LARGEST = 2_000_000  # bytes of a result that a page is made of
_LIMITS = ("rows", "size", "time", "memory", "crashed")


def shown(query: str, told: Answer, limits: Limits) -> Shown:
    """Return a query with its answer; a table is expected as JSON and a graph as Turtle.

    >>> told = Answer("table", b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:a"}},{}]}}')
    >>> shown("SELECT …", told, Limits()).rows
    ((Cell(text='urn:a', iri='urn:a', lang='', note=''),), (Cell(text='', iri='', lang='', note=''),))
    """
    if told.kind not in ("table", "graph"):
        return Shown(query, kind="limit" if told.kind in _LIMITS else told.kind, error=explained(told, limits))
    if len(told.body) > _LARGEST:
        return Shown(query, large=len(told.body))
    if told.kind == "graph":
        return Shown(query, graph=told.body.decode())
    table = json.loads(told.body)
    if "boolean" in table:
        return Shown(query, truth=table["boolean"])
    columns, found = tuple(table["head"]["vars"]), table["results"]["bindings"]
    rows = tuple(tuple(_cell(row.get(column)) for column in columns) for row in found[:SHOWN])
    return Shown(query, columns=columns, rows=rows, number=len(found))


def _cell(term: Mapping[str, Any] | None) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    match term["type"]:
        case "uri":
            return Cell(shorten(value), value)
        case "literal":
            return Cell(value, lang=term.get("xml:lang", ""), note=shorten(term["datatype"]) if "datatype" in term else "")
        case "bnode":
            return Cell(f"_:{value}")
    return Cell(json.dumps(value, ensure_ascii=False))  # a triple as a term
