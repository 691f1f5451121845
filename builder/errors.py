"""The exceptions of Tansiq: every one says what is wrong, where, and what to do."""

from __future__ import annotations


class TansiqError(Exception):
    """Base of all errors that Tansiq raises on purpose; the command line prints its message and exits with 2."""


class InputError(TansiqError):
    """One article or file cannot be read; the rest of a build goes on.

    >>> str(InputError("news.jsonl", "is not JSON: put one JSON object on each line", line=3))
    'news.jsonl, line 3: is not JSON: put one JSON object on each line'
    """

    def __init__(self, source: str, reason: str, line: int | None = None) -> None:
        self.source, self.reason, self.line = source, reason, line
        where = source if line is None else f"{source}, line {line}"
        super().__init__(f"{where}: {reason}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, int | None]]:
        """Let the error travel from a worker process, which would else rebuild it from its message alone."""
        return type(self), (self.source, self.reason, self.line)


class LexiconError(TansiqError):
    """A file of the ontology or lexicon is missing or malformed."""


class StoreError(TansiqError):
    """The store cannot be opened, read or written."""


class QueryError(TansiqError):
    """A query does not exist, is not valid SPARQL, or lacks a parameter."""


class ExportError(TansiqError):
    """An export cannot be written."""


class ClusterError(TansiqError):
    """A build over many processes or machines cannot start or go on: no scheduler, no workers, another version, no place to write."""


class ServeError(TansiqError):
    """The server cannot listen where it is asked to."""


class PublishError(TansiqError):
    """A site cannot be published: the folder, the address, or what stands in the way."""
