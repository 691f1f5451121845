"""What one query, and all of them together, may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the SPARQL endpoint; a query that reaches one is answered with an error that says which, never with a part of its result.

    Seconds, bytes and numbers of things. `memory` is what a worker may take above what it has when the store is open.
    """

    seconds: float = 10.0  # for one query, its result written out
    rows: int = 100_000  # of a table, or different statements of a graph
    size: int = 50_000_000  # of a result as it is sent
    query: int = 100_000  # of the text of a query
    memory: int = 1_000_000_000
    workers: int = 2  # queries that are worked on at once
    waiting: int = 16  # queries that wait for a worker
    patience: float = 5.0  # seconds that a query waits for a worker
    sending: float = 120.0  # seconds that a client may take to receive a result
    held: int = 300_000_000  # of all results that clients are still receiving
