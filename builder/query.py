"""SPARQL over a store, embedded or remote: the named questions of ``queries/`` and queries of one's own.

A named query is a file that begins with comments: ``# title:``, ``# question:`` (English), ``# question-ar:`` and, for each parameter,
``# parameters: name (default "value"): meaning``. The default graph is the union of all graphs; `GRAPH ?g` says which article.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from builder.errors import QueryError
from builder.harmless import in_spreadsheet
from builder.prefixes import PREFIXES, expand, shorten
from builder.reading import Answer, GraphSource, Term
from builder.resources import queries_dir

FORMATS = ("table", "csv", "json", "turtle")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"))
_HEADER = re.compile(r"#\s*(title|question|question-ar|parameters):\s*(.+)")
_PARAMETER = re.compile(r'(?P<name>\w+)\s*(?:\(default "(?P<default>[^"]*)"\))?\s*:\s*(?P<meaning>.+)')
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that the user may set."""

    name: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question, in SPARQL and in words."""

    name: str
    text: str
    title: str = ""
    question: str = ""
    question_ar: str = ""
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The answer as text for people: IRIs shortened, literals bare, nothing for what is not known."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def parse_query(name: str, text: str) -> Query:
    """Read the header comments of a query.

    >>> query = parse_query("q", '# title: T\\n# parameters: force (default "force:peshmerga"): which\\nSELECT * {}')
    >>> query.title, query.parameters[0].default
    ('T', 'force:peshmerga')
    """
    header: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if not (match := _HEADER.match(line)):
            continue
        key, value = match.group(1), match.group(2).strip()
        if key != "parameters":
            header[key] = value
        elif declared := _PARAMETER.fullmatch(value):
            parameters.append(Parameter(declared["name"], declared["default"], declared["meaning"]))
        else:
            raise QueryError(f'{name}: cannot read the parameter {value!r}: write `name (default "value"): meaning`')
    return Query(name, text, header.get("title", ""), header.get("question", ""), header.get("question-ar", ""), tuple(parameters))


def named_queries() -> tuple[Query, ...]:
    """Return the questions that come with the program, by name."""
    return tuple(parse_query(path.stem, path.read_text(encoding="utf-8")) for path in sorted(queries_dir().glob("*.rq")))


def find_query(name: str) -> Query:
    """Return the named query `name`, or the query in the file `name`."""
    path = Path(name)
    if path.suffix == ".rq":
        try:
            return parse_query(name, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            raise QueryError(f"{name}: cannot read the query: {reason}") from error
    known = {query.name: query for query in named_queries()}
    if name not in known:
        near = difflib.get_close_matches(name, known, 3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`tansiq query` lists them; a file of your own must end in .rq"
        raise QueryError(f"there is no query {name!r}: {hint}")
    return known[name]


def bindings(query: Query, given: Mapping[str, str]) -> dict[ox.Variable, ox.NamedNode | ox.Literal]:
    """Return the parameters as terms: an IRI or a prefixed name of it becomes an IRI, everything else a string."""
    values = {p.name: p.default for p in query.parameters}
    for name, value in given.items():
        if name not in values and (values or not re.search(rf"[?$]{re.escape(name)}\b", query.text)):
            known = ", ".join(values) or "none"
            raise QueryError(f"{query.name}: has no parameter {name!r}; its parameters: {known}")
        values[name] = value
    missing = [name for name, value in values.items() if value is None]
    if missing:
        raise QueryError(f"{query.name}: needs --param {missing[0]}=VALUE")
    return {ox.Variable(name): _term(value) for name, value in values.items() if value}


def _term(value: str) -> ox.NamedNode | ox.Literal:
    iri = expand(value)
    if iri is None:
        return ox.Literal(value)
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{value!r} is not an IRI: {error}") from error


def run(store: GraphSource, query: Query, given: Mapping[str, str] | None = None) -> Answer:
    """Ask the store; a mistake in the query is an error with its line and column."""
    substitutions: dict[ox.Variable, Term] = {**bindings(query, given or {})}
    try:
        return store.query(query.text, substitutions)
    except SyntaxError as error:
        found = _POSITION.match(str(error))
        if found is None:
            raise QueryError(f"{query.name}: is not a SPARQL query: {error}") from error
        line, column, reason = found.groups()
        raise QueryError(f"{query.name}, line {line}, column {column}: is not a SPARQL query: {reason}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"{query.name}: {error}") from error


def answer(store: GraphSource, query: Query, given: Mapping[str, str] | None = None, form: str = "table") -> Table | bytes:
    """Ask the store and return the answer as a table for people, or as bytes in the format `form`."""
    result = run(store, query, given)
    try:
        if not isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
            if form not in ("table", "turtle"):
                raise QueryError(f"{query.name}: builds a graph, which {form} cannot hold: use --format turtle")
            return _turtle(result)
        if form == "turtle":
            raise QueryError(f"{query.name}: gives a table and no graph: use --format table, csv or json, or ask with CONSTRUCT")
        if form == "table":
            return _table(result, {p.name for p in query.parameters})
        if form == "csv" and isinstance(result, ox.QueryBoolean):
            return f"{str(bool(result)).lower()}\n".encode()
        if isinstance(result, ox.QuerySolutions) and form == "csv":
            return _csv(result)
        return result.serialize(format=ox.QueryResultsFormat.JSON) or b""
    except (OSError, SyntaxError, ValueError, RuntimeError) as error:
        raise QueryError(f"{query.name}: {error}") from error


def _turtle(result: Iterable[ox.Triple]) -> bytes:
    """Return the triples once each and in order; stores give them as they come."""
    return ox.serialize(sorted(set(result), key=str), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _csv(result: ox.QuerySolutions) -> bytes:
    """Return the rows as SPARQL 1.1 has CSV, but that no cell is a formula to a spreadsheet; numbers stay as they are."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([variable.value for variable in result.variables])
    for row in result:
        writer.writerow([_plain_cell(term) for term in row])
    return text.getvalue().encode("utf-8", "replace")


def _plain_cell(term: object) -> str:
    number = isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS
    value = term.value if isinstance(term, ox.Literal | ox.NamedNode) else "" if term is None else str(term)
    return value if number else in_spreadsheet(value)


def _table(result: ox.QuerySolutions | ox.QueryBoolean, given: set[str]) -> Table:
    """Return the rows without the parameters, which a query must select for Oxigraph to set them, and which say the same in every row."""
    if isinstance(result, ox.QueryBoolean):
        return Table(("answer",), (("yes" if result else "no",),))
    columns = tuple(variable.value for variable in result.variables if variable.value not in given)
    return Table(columns, tuple(tuple(_text(row[column]) for column in columns) for row in result))


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return term.value if isinstance(term, ox.Literal) else "" if term is None else str(term)
