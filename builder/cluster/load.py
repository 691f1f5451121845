"""The articles of a finished build, out of its folder again, each with its graph; what is damaged is named and passed over."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.cluster.partitions import FINGERPRINT, Entry, Manifest, graphs_of, texts_of
from builder.cluster.storage import Folder
from builder.errors import ClusterError, InputError
from builder.fingerprints import Fingerprint, unpacked
from builder.identifiers import graph_iri
from builder.model import Article
from builder.provenance import PROVENANCE


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """One article with its graph, and with what the provenance graph says of it, both as N-Quads; partitions of old have no fingerprint."""

    identifier: str
    graph_iri: str
    nquads: bytes
    record: bytes
    article: Article
    fingerprint: Fingerprint | None


def read_partitions(folder: Folder, manifest: Manifest, damaged: Callable[[InputError], None]) -> Iterator[LoadedArticle]:
    """Yield the articles of all partitions that are there and whole, in order; `damaged` is told of the others."""
    for entry in manifest.partitions:
        wrong = _wrong(folder, entry)
        if wrong:
            damaged(wrong)
        else:
            yield from _read(folder, entry)


def _wrong(folder: Folder, entry: Entry) -> InputError | None:
    """Return why a partition cannot be loaded, if so."""
    if entry.lost:
        return InputError(entry.name, f"was not built ({entry.lost}): the build's command tries it again")
    for file in entry.files:
        found = folder.sha256(file.name)
        if found is None:
            return InputError(file.name, "is missing: the build's command makes it again")
        if found != file.sha256:
            return InputError(file.name, "is damaged (its SHA-256 is not the manifest's): the build's command makes it again")
    return None


def _read(folder: Folder, entry: Entry) -> Iterator[LoadedArticle]:
    left_out = set(entry.left_out)
    with folder.open(graphs_of(entry.name)) as graphs, folder.open(texts_of(entry.name)) as texts:
        lines = _Lines(iter(gzip.GzipFile(fileobj=graphs)))
        for text in gzip.GzipFile(fileobj=texts):
            fields = json.loads(text)
            sketch = fields.pop(FINGERPRINT, None)
            article = Article(**fields)
            iri = graph_iri(article.identifier)
            nquads, record = lines.of(iri), lines.of(PROVENANCE)
            if not nquads or not record:
                raise ClusterError(f"{entry.name}: its graphs and its articles do not fit together: build it again")
            if article.identifier not in left_out:
                fingerprint = None if sketch is None else unpacked(*map(b64decode, sketch))
                yield LoadedArticle(article.identifier, iri, nquads, record, article, fingerprint)


class _Lines:
    """Hands out the lines of one graph after another.

    >>> lines = _Lines(iter([b"<s> <p> <o> <g1> .\\n", b"<s> <p> <o> <g2> .\\n"]))
    >>> lines.of("g1"), lines.of("g1"), lines.of("g2")
    (b'<s> <p> <o> <g1> .\\n', b'', b'<s> <p> <o> <g2> .\\n')
    """

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self._held = lines, next(lines, b"")

    def of(self, graph: str) -> bytes:
        """Return the lines that follow and stand in `graph`."""
        end, found = f" <{graph}> .\n".encode(), []
        while self._held.endswith(end):
            found.append(self._held)
            self._held = next(self._lines, b"")
        return b"".join(found)
