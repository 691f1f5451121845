"""From a question to its answer, over an open database: SPARQL 1.1 without SERVICE, within limits.

Oxigraph would follow SERVICE to any address, so it must be found first (`builder.keywords`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from builder.keywords import is_query, misspelt, names_no_graphs
from builder.prefixes import PREFIXES
from builder.server.limits import Limits
from builder.server.mistakes import mistake
from builder.server.questions import Answer, Kind, Question
from builder.server.results import GRAPHS, SYNTAXES

_SYNTAXES = {form.ending: form.syntax for form in GRAPHS}


def answer(db: ox.Store, question: Question, limits: Limits) -> Answer:
    """Return what the database answers; whatever goes wrong with a query is an answer too."""
    try:
        if not is_query(without := misspelt(question.query, "service")):
            return _wrong(without, question.query)
        return _result(_ask(db, question), question, limits)
    except SyntaxError:
        return _wrong(question.query, question.query)
    except OSError as error:
        return Answer("failed", message=str(error))
    except (ValueError, RuntimeError, RecursionError) as error:
        return Answer("refused", message=str(error))


def _ask(db: ox.Store, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if question.default_graphs or question.named_graphs:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(iri) for iri in question.default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in question.named_graphs]
        return db.query(question.query, prefixes=PREFIXES, default_graph=default, named_graphs=named)
    return db.query(question.query, prefixes=PREFIXES, use_default_graph_as_union=names_no_graphs(question.query))


def _wrong(text: str, original: str) -> Answer:
    """Return an answer for what is no query, with its place."""
    found = mistake(text, original)
    kind: Kind = "service" if found.word.upper().startswith("SERVICE") else "syntax"
    return Answer(kind, message=found.reason, line=found.line, column=found.column)


def _result(result: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], question: Question, limits: Limits) -> Answer:
    """Write a result in the form that is wanted; one above a limit is an answer that says so."""
    table = isinstance(result, ox.QuerySolutions | ox.QueryBoolean)
    form = question.table if table else question.graph
    if not form:
        return Answer("unacceptable", message="table" if table else "graph")
    page = _Page(limits.size)
    try:
        if isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
            result.serialize(page, format=SYNTAXES[form])
        else:
            statements = set()  # Oxigraph gives some more than once
            for statement in result:
                statements.add(statement)
                if len(statements) > limits.rows:
                    return Answer("rows")
            ox.serialize(sorted(statements, key=str), page, format=_SYNTAXES[form], prefixes=PREFIXES if form != "nt" else None)
    except OSError:
        if page.full:
            return Answer("size")
        raise
    body = page.getvalue()
    if isinstance(result, ox.QuerySolutions) and len(body) > limits.rows and rows(body, form) > limits.rows:
        return Answer("rows")
    return Answer("table" if table else "graph", body)


class _Page(io.BytesIO):
    """A file in memory that takes no more than `size` bytes; `full` says that it was offered more."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size, self.full = size, False

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > self._size:
            self.full = True
            raise OSError("the result is too large")
        return super().write(data)


def rows(table: bytes, form: str) -> int:
    """Count the rows of a table that Oxigraph wrote.

    >>> rows(b'{"bindings":[{"a":{"value":"},{"}},{}]}}', "json")
    2
    >>> rows(b'{"bindings":[{"a":{"value":"},{\\\\""}},{"a":{"value":""}}]}}', "json")
    2
    >>> rows(b'a,b\\r\\n"x\\r\\ny",1\\r\\n', "csv"), rows(b"?a\\n1\\n2\\n", "tsv"), rows(b"<results><result/></results>", "xml")
    (1, 2, 1)
    """
    if form == "tsv":  # a line break in a value is written \n
        return table.count(b"\n") - 1
    if form == "xml":
        return table.count(b"<result>") + table.count(b"<result/>")
    if form == "csv":  # a line break in a value stands in quotes
        return re.sub(rb'"[^"]*"', b"", table).count(b"\n") - 1
    # No string holds `},{"`, for its quotes are written \"; but one may look like a row without values.
    if b"{}" not in table:
        return table.count(b'},{"') + (0 if table.endswith(b"[]}}") else 1)
    bare = re.sub(rb'"[^"\\]*(?:\\.[^"\\]*)*"', b"", table)  # {:{:[,]},:{:[{:{:,:}},{}]}}
    return 0 if bare.endswith(b"[]}}") else bare.count(b"},{") + 1
