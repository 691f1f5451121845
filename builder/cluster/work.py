"""What a worker does: read the articles of one partition, and write their graphs. It may be done again, and then changes nothing."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import lru_cache
from threading import Lock

from builder import pipeline
from builder.articles.fields import USUAL, Fields
from builder.choice import SHIPPED, Choice
from builder.cluster.inputs import Piece
from builder.cluster.partitions import (
    FINGERPRINT,
    Failed,
    Kept,
    Partition,
    PassedOver,
    Range,
    Rejected,
    finished,
    graphs_of,
    name_of,
    save,
    texts_of,
)
from builder.cluster.reading import read
from builder.cluster.storage import Folder, Sink
from builder.errors import ClusterError, InputError
from builder.fingerprints import Fingerprint, fingerprint_of
from builder.model import Article, Note, Skipped
from builder.own import NOTHING, Own
from builder.provenance import article_record
from builder.versions import Versions, content_hash, current

_LEVEL = 1  # of compression: graphs repeat themselves so much that more effort saves little


@dataclass(frozen=True, slots=True)
class Task:
    """One partition to make: its number, the pieces it holds, where it goes, and what it must be read with."""

    number: int
    pieces: tuple[Piece, ...]
    folder: Folder
    versions: Versions
    own: Own = NOTHING
    fields: Fields = USUAL
    recogniser: Choice = SHIPPED

    @property
    def name(self) -> str:
        """The partition's name."""
        return name_of(self.number)

    @property
    def inputs(self) -> tuple[Range, ...]:
        """The pieces as the manifest tells of them."""
        return tuple(Range(piece.source.name, piece.first, piece.number, piece.sha256, self.fields.written) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Done:
    """A partition, and whether an earlier run had made it."""

    partition: Partition
    reused: bool = False


def build_partition(task: Task) -> Done:
    """Make one partition, unless its files are there and whole."""
    told = difference(task.versions, current(task.own.digest, task.recogniser))
    if told:
        raise ClusterError(f"a worker {told}: install the same tansiq on all machines")
    found = finished(task.name, task.folder, task.versions, task.inputs)
    if found:
        return Done(found, reused=True)
    with _one_at_a_time():
        _prepare(task.own, task.recogniser)
        partition = _build(task)
    save(partition, task.folder)
    return Done(partition)


def difference(ours: Versions, theirs: Versions) -> str:
    """Return how another program differs, empty where it does not.

    >>> difference(Versions("1", "a", "b"), Versions("1", "a", "c"))
    'has another state of the lexicon'
    """
    if ours.software != theirs.software:
        return f"has tansiq {theirs.software} and not {ours.software}"
    if ours.code != theirs.code:
        return f"has another state of the code of tansiq {ours.software}"
    return "has another state of the lexicon" if ours.lexicon != theirs.lexicon else ""


def _build(task: Task) -> Partition:
    articles: list[Kept] = []
    failed: list[Failed] = []
    rejected: list[Rejected] = []
    said: list[str] = []
    skipped: list[PassedOver] = []
    with ExitStack() as stack:
        names = (graphs_of(task.name), texts_of(task.name))
        sinks = [stack.enter_context(task.folder.writing(name)) for name in names]
        graphs, texts = (stack.enter_context(compressed(sink)) for sink in sinks)
        for line, item in read(task.pieces, task.fields):
            if isinstance(item, Note):
                said.append(str(item))
                continue
            outcome = item if isinstance(item, InputError) else pipeline.build_safely(item, task.own, task.recogniser)
            if isinstance(outcome, InputError):
                identifier = "" if isinstance(item, InputError) else item.identifier
                failed.append(Failed(outcome.source, line, identifier, outcome.reason))
            elif isinstance(outcome, Skipped):
                skipped.append(PassedOver(outcome.source, line, outcome.identifier, outcome.language))
            elif isinstance(item, Article):
                grave = [v for v in outcome.violations if v.blocks]
                if grave:
                    found = tuple({"focus": v.focus, "path": v.path, "message": v.message_en} for v in grave)
                    rejected.append(Rejected(item.source, line, item.identifier, found))
                else:
                    content = content_hash(item)
                    graphs.write(outcome.nquads + article_record(item.identifier, outcome.nquads, content, task.versions))
                    texts.write(_line(item, outcome.fingerprint))
                    articles.append(_kept(item, line, outcome, content))
    files = tuple(sink.written(name) for sink, name in zip(sinks, names, strict=True))
    told = (tuple(articles), tuple(failed), tuple(rejected))
    return Partition(task.name, task.versions, task.inputs, files, *told, said=tuple(said), skipped=tuple(skipped))


def _line(article: Article, fingerprint: Fingerprint | None) -> bytes:
    """Return an article as the file of texts holds it: a line of JSON, its fingerprint with it, so that a load need not take it again."""
    fingerprint = fingerprint or fingerprint_of(article)
    sketch = [b64encode(part).decode() for part in (fingerprint.text, fingerprint.packed())]
    return json.dumps({**asdict(article), FINGERPRINT: sketch}, ensure_ascii=False).encode() + b"\n"


def _kept(article: Article, line: int | None, outcome: pipeline.Outcome, content: str) -> Kept:
    notes = dict(sorted(Counter(v.severity for v in outcome.violations).items()))
    statements = outcome.nquads.count(b"\n")
    return Kept(article.identifier, article.source, line, statements, dict(outcome.entities), dict(outcome.events), notes, content)


def compressed(sink: Sink) -> gzip.GzipFile:
    """Return a gzip stream that holds neither a time nor a name, so that its bytes depend on what is written alone."""
    return gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=sink, mtime=0)


@lru_cache(maxsize=1)
def _prepare(own: Own, recogniser: Choice) -> None:
    pipeline.prepare(own, recogniser)


@lru_cache(maxsize=1)
def _one_at_a_time() -> Lock:
    """Return the lock of the articles' reader, for workers that were started with several threads."""
    return Lock()
