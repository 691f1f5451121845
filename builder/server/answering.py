"""From a question to its answer, over an open database: SPARQL 1.1 without SERVICE, within limits.

Oxigraph would follow SERVICE to any address, and takes no account of FROM where the union of all graphs is the default graph, so both
words must be found first. A reader of tokens that differs from Oxigraph's grammar in one corner can be deceived (``FILTER(1<2)SERVICE#>``
looks like an IRI in angle brackets to one that follows the specification). So Oxigraph itself is asked: the word is misspelt wherever it
stands, and where the query then is none any more, the word was a keyword of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from builder.prefixes import PREFIXES
from builder.server.limits import Limits
from builder.server.questions import Answer, Question
from builder.server.results import GRAPHS, SYNTAXES

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UPDATE = re.compile(
    r"(?:\s+|\#[^\n]*\n|(?:PREFIX\s+[^<]*|BASE\s*)<[^>]*>)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)
_CLASSES = re.compile(r"(?:, )?\[(?:_|'.+?')\]")
_SENTENCE = re.compile(r'\b(?:[A-Z][a-z]+|IRI) [A-Za-z][^,"]+')  # what Oxigraph itself says, among the marks and words that it lists
_SYNTAXES = {form.ending: form.syntax for form in GRAPHS}


def answer(db: ox.Store, question: Question, limits: Limits) -> Answer:
    """Return what the database answers; whatever goes wrong with a query is an answer too."""
    try:
        misspelt = _misspelt(question.query, "service")
        if isinstance(misspelt, SyntaxError):
            return _wrong(question.query, misspelt, service=re.search(r"\bservice\b", question.query, re.IGNORECASE) is not None)
        return _result(_ask(db, question), question, limits)
    except SyntaxError as error:
        return _wrong(question.query, error)
    except OSError as error:
        return Answer("failed", message=str(error))
    except (ValueError, RuntimeError, RecursionError) as error:
        return Answer("refused", message=str(error))


def _ask(db: ox.Store, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if question.default_graphs or question.named_graphs:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(iri) for iri in question.default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in question.named_graphs]
        return db.query(question.query, prefixes=PREFIXES, default_graph=default, named_graphs=named)
    own = _misspelt(question.query, "from") is not None
    return db.query(question.query, prefixes=PREFIXES, use_default_graph_as_union=not own)


def _misspelt(text: str, word: str) -> SyntaxError | None:
    """Return what is wrong with a query once `word` is written otherwise all through it; None where nothing is, or it has no such word.

    >>> _misspelt("SELECT * FROM <a:b> {}", "from") is None, _misspelt("SELECT ?from { ?from ?p 'from' } # from", "from") is None
    (False, True)
    """
    # One letter that makes no other word of the query: as long as before, so that places in the text stay.
    letter = next((letter for letter in "xqzjkwyv" if word[:2] + letter not in text.lower()), "x")
    other, found = re.subn(f"({word[:2]}){word[2]}({word[3:]})", rf"\g<1>{letter}\g<2>", text, flags=re.IGNORECASE | re.ASCII)
    if not found:
        return None
    try:
        ox.Store().query(other, prefixes=PREFIXES)
    except SyntaxError as error:
        return error
    return None


def _wrong(text: str, error: SyntaxError, service: bool = False) -> Answer:
    """Return an answer for what is no query, with its place."""
    found = _PLACE.match(str(error))
    line, column, reason = (int(found[1]), int(found[2]), found[3]) if found else (0, 0, str(error))
    if update := _UPDATE.match(text):
        reason = f"{update[1].upper()} is an update: this endpoint answers queries and takes no updates"
    if service:
        return Answer("service", line=line, column=column)
    return Answer("syntax", message=_readable(reason), line=line, column=column)


def _readable(reason: str) -> str:
    """Return what was expected without the classes of characters that Oxigraph lists too.

    >>> _readable("expected one of WHERE, ['A' ..= 'Z' | 'a' ..= 'z'], [_]"), _readable("expected [_]")
    ('expected one of WHERE, …', 'expected something else')
    >>> _readable("expected one of Prefix not found, ['%']")
    'Prefix not found'
    """
    bare, dropped = _CLASSES.subn("", " ".join(reason.split()))
    bare = bare.replace("one of , ", "one of ").strip()
    if sentence := _SENTENCE.search(bare):
        return sentence[0]
    if bare in ("expected", "expected one of"):
        return "expected something else"
    return f"{bare}, …" if dropped else bare


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
