"""A build into a folder of partitions: inputs are cut, an engine reads them, and the manifest tells what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from builder.articles import place_of, same_identifier
from builder.articles.fields import USUAL, Fields
from builder.articles.seen import Met, Seen
from builder.choice import SHIPPED, Choice, chosen
from builder.cluster.engine import Lost, run_here, run_processes
from builder.cluster.inputs import Piece, Source, cut, find, pack
from builder.cluster.over_dask import run_dask
from builder.cluster.partitions import MANIFEST, Entry, Failed, Manifest, Partition, entry_of, save_own
from builder.cluster.storage import Folder, locate
from builder.cluster.work import Done, Task, build_partition, difference
from builder.errors import ClusterError, InputError, LexiconError
from builder.model import Note
from builder.own import NOTHING, Own
from builder.recogniser.registry import load_recogniser
from builder.versions import Versions, current

PARTITION_SIZE = 1000
_TOKEN = "build-under-way"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a build is done; `scheduler` is the address of a dask cluster, None for one of this machine's processes."""

    engine: str = "processes"
    workers: int = 1
    scheduler: str | None = None
    partition_size: int = PARTITION_SIZE


class Listener(Protocol):
    """Who is told how a build goes on."""

    def failed(self, failure: Failed) -> None:
        """An input cannot be read as a whole."""

    def ended(self, entry: Entry, reused: bool, planned: int | None) -> None:
        """A partition ended, in order; an earlier run had made it, or not; `planned` are all partitions, once they are counted."""


class _Ledger:
    """Enters partitions in order, whatever order they end in, and finds the identifiers that two of them have."""

    def __init__(self, manifest: Manifest, listener: Listener) -> None:
        self.manifest, self.listener = manifest, listener
        self.planned: int | None = None
        self._waiting: dict[int, Done] = {}
        self._seen = Seen()

    def take(self, number: int, done: Done) -> None:
        """Enter a partition, and those that waited for it."""
        self._waiting[number] = done
        while (ready := self._waiting.pop(len(self.manifest.partitions), None)) is not None:
            entry = entry_of(ready.partition, *self._duplicates(ready.partition))
            self.manifest.partitions.append(entry)
            self.listener.ended(entry, ready.reused, self.planned)

    def _duplicates(self, partition: Partition) -> tuple[tuple[Failed, ...], dict[str, str]]:
        """Return the articles whose identifiers others in earlier partitions have, and what is said of those that are there too."""
        failed: list[Failed] = []
        again: dict[str, str] = {}
        for identifier, (source, line, content) in partition.identifiers().items():
            before = self._seen.get(identifier)
            if before is None:
                self._seen[identifier] = Met(place_of(source, line), content)
            elif isinstance(said := same_identifier(identifier, (source, line), before, content), Note):
                again[identifier] = str(said)
            else:
                failed.append(Failed(source, line, identifier, said.reason))
        return tuple(failed), again


def build(paths: Iterable[str], folder: Folder, plan: Plan, listener: Listener, own: Own = NOTHING, fields: Fields = USUAL) -> Manifest:
    """Read articles into a folder of partitions, and return its manifest, which is written last.

    `own` is what users add to the lexicon, `fields` are the names of the fields of records.

    A build that is stopped leaves no manifest; the same build goes on from what is there.
    """
    if folder.private and (plan.engine, plan.workers) != ("processes", 1):
        raise ClusterError(f"{folder.path}: is seen by one process alone: take --engine processes --workers 1, or another folder")
    sources, versions, token, recogniser = find(paths), current(own.digest), secrets.token_hex(8), chosen()
    folder.make()
    ledger = _Ledger(Manifest(versions, plan.partition_size, own=own.digest), listener)
    try:
        with folder.writing(_TOKEN) as file:
            file.write(token.encode())
        fit = partial(unfit, folder, token, versions, sources[0], own.digest, recogniser)
        make = partial(Task, folder=folder, versions=versions, own=own, fields=fields, recogniser=recogniser)
        tasks = _tasks(sources, make, plan.partition_size, ledger, folder)
        with closing(_run(tasks, plan, fit)) as results:
            for task, result in results:
                if isinstance(result, Lost):
                    result = Done(Partition(task.name, versions, task.inputs, lost=result.reason))
                ledger.take(task.number, result)
    finally:
        folder.remove(_TOKEN)
    save_own(own, folder)
    ledger.manifest.save(folder)
    return ledger.manifest


def _run(tasks: Iterator[Task], plan: Plan, fit: partial[str]) -> Generator[tuple[Task, Done | Lost], None, None]:
    if plan.engine == "dask":
        return run_dask(build_partition, tasks, plan.scheduler, plan.workers, fit)
    return run_here(build_partition, tasks) if plan.workers == 1 else run_processes(build_partition, tasks, plan.workers)


def _tasks(
    sources: list[Source], make: Callable[[int, tuple[Piece, ...]], Task], size: int, ledger: _Ledger, folder: Folder
) -> Iterator[Task]:
    """Yield the tasks, and remember how many there were; what is asked for first takes the old manifest away, which holds no more."""
    folder.remove(MANIFEST)
    number = 0
    for found in pack((piece for source in sources for piece in cut(source, size)), size):
        if isinstance(found, InputError):
            failure = Failed(found.source, found.line, "", found.reason)
            ledger.manifest.failed.append(failure)
            ledger.listener.failed(failure)
        else:
            yield make(number, found)
            number += 1
    ledger.planned = number


def unfit(folder: Folder, token: str, versions: Versions, source: Source, own: str = "", recogniser: Choice = SHIPPED) -> str:
    """Return why this process cannot do the work of a build, empty where it can."""
    told = difference(versions, current(own, recogniser))
    if told:
        return f"{told}: install the same tansiq on all machines"
    try:
        load_recogniser(recogniser)
    except LexiconError as error:
        return f"cannot load the recogniser {recogniser} ({error})"
    try:
        same = folder.read(_TOKEN).decode() == token
    except Exception:  # every kind of storage has exceptions of its own
        same = False
    if not same:
        return f"does not see the folder {folder.path}: give one that all machines share, or a URL"
    try:
        files, inner = locate(source.path)
        with files.open(inner, "rb") as file:
            file.read(1)
    except Exception as error:
        return f"cannot read {source.name} ({error}): put the input where all machines see it, or give a URL"
    return ""
