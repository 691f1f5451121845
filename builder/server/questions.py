"""What passes between the server and the processes that ask the store: questions, answers, and how both are written on a socket."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal[
    "table",  # a result: of SELECT or ASK
    "graph",  # a result: of CONSTRUCT or DESCRIBE
    "syntax",  # no SPARQL query; `line` and `column` say where
    "unacceptable",  # the client takes no form of what the query gives
    "service",  # the query would ask another server
    "refused",  # the store cannot answer such a query
    "rows",
    "size",
    "time",
    "memory",
    "crashed",  # the worker died of the query, though not for want of memory
    "busy",  # every worker is at work, and enough queries wait
    "failed",  # the store cannot be opened or read
]
LENGTHS = struct.Struct(">IQ")  # of the header and of the body


@dataclass(frozen=True, slots=True)
class Question:
    """A query and its dataset, and the forms that its result is wanted in.

    Without graphs the query's own FROM and FROM NAMED hold, and without these the union of all graphs is the default graph. `table` and
    `graph` are endings of `builder.server.results`; an empty one says that the client takes none.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    table: str = "json"
    graph: str = "ttl"


@dataclass(frozen=True, slots=True)
class Answer:
    """A result, or the reason why there is none."""

    kind: Kind
    body: bytes = b""
    message: str = ""
    line: int = 0
    column: int = 0


def write_question(question: Question) -> bytes:
    """Return a question as it stands on the socket.

    >>> read_question(write_question(Question("ASK {}", ("urn:g",)))[LENGTHS.size :])
    Question(query='ASK {}', default_graphs=('urn:g',), named_graphs=(), table='json', graph='ttl')
    """
    header = json.dumps(asdict(question)).encode()
    return LENGTHS.pack(len(header), 0) + header


def read_question(header: bytes) -> Question:
    """Read the header of a question."""
    given = json.loads(header)
    given["default_graphs"], given["named_graphs"] = tuple(given["default_graphs"]), tuple(given["named_graphs"])
    return Question(**given)


def write_answer(answer: Answer) -> tuple[bytes, bytes]:
    """Return the header and the body of an answer as they stand on the socket.

    >>> header, body = write_answer(Answer("syntax", message="no", line=1, column=2))
    >>> read_answer(header[LENGTHS.size :], body)
    Answer(kind='syntax', body=b'', message='no', line=1, column=2)
    """
    header = json.dumps({"kind": answer.kind, "message": answer.message, "line": answer.line, "column": answer.column}).encode()
    return LENGTHS.pack(len(header), len(answer.body)) + header, answer.body


def read_answer(header: bytes, body: bytes) -> Answer:
    """Read an answer from its header and body."""
    return Answer(body=body, **json.loads(header))
