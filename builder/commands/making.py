"""`tansiq build`, `load` and `retract`: what changes a store."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from builder.articles.fields import USUAL
from builder.build import Reader, bring_lexicon, build
from builder.choice import VARIABLE, chosen
from builder.commands.console import NOT_ALL_WELL, OK, Watch, complain, console
from builder.commands.own import own_lexicon
from builder.commands.stores import folder_of, place_kinds, server
from builder.endpoints import is_remote
from builder.errors import InputError, TansiqError
from builder.folder import is_store
from builder.intake import Tally, count_articles
from builder.own import Own, OwnFolders
from builder.provenance import version_record
from builder.store import Store
from builder.versions import Versions, current

if TYPE_CHECKING:
    from builder.cluster.load import LoadedArticle
    from builder.cluster.partitions import Entry


def run_build(args: argparse.Namespace) -> int:
    """Read articles into a store, or into partitions; a recogniser that is not there is said before anything is made."""
    from builder.recogniser.registry import assure_recogniser

    if args.scheduler and args.engine != "dask":
        args.parser.error("--scheduler needs --engine dask")
    if args.out is not None:
        if args.rebuild or not args.paths:
            args.parser.error("--out needs PATH, and no --rebuild")
        if not args.scheduler:  # whose machines may have what this one lacks
            assure_recogniser()
        return _build_partitions(args)
    if args.engine != "processes":
        args.parser.error("--engine dask needs --out")
    return _build_store(args)


def _take_recogniser(args: argparse.Namespace, store: Store) -> None:
    """Read with the store's recogniser unless another is asked for; a store without one takes the environment's, which workers see."""
    from builder.recogniser.registry import assure_recogniser

    if not args.recogniser and store.recogniser:  # what is asked for stands in the environment already
        os.environ[VARIABLE] = store.recogniser
    assure_recogniser()
    store.take_recogniser(str(chosen()))


def _build_store(args: argparse.Namespace) -> int:
    from builder.pipeline import background_quads, build_articles
    from builder.recogniser.registry import assure_recogniser

    started, tally, paths = time.monotonic(), Tally(), [Path(path) for path in args.paths]
    folder = folder_of(args.store)
    before = None if is_store(folder) else own_lexicon(args)  # what does not conform makes no store
    if before:
        assure_recogniser()  # nor does a recogniser that is not there
    expected = count_articles(paths)
    with Store(folder) as store, Watch("reading", expected or None) as watch:
        own, folders = before or own_lexicon(args, store)
        store.take_own(own, folders)
        _take_recogniser(args, store)
        reader = Reader(lambda articles: build_articles(articles, args.jobs, own), lambda: background_quads(own))
        for line in build(store, paths, reader, tally, rebuild=args.rebuild, fields=USUAL.named(args.field)):
            if line:
                watch.say(line)
            watch.step(tally.done, max(expected, tally.read) + tally.again)
        watch.doing("linking")
        tally.links, tally.republications = store.link_events(place_kinds(own)), store.republications
    _summary(tally, time.monotonic() - started)
    return NOT_ALL_WELL if tally.failed or tally.rejected else OK


def _build_partitions(args: argparse.Namespace) -> int:
    from builder.cluster.build import Plan
    from builder.cluster.build import build as build_partitions
    from builder.cluster.storage import Folder

    started, tally, folder = time.monotonic(), Tally(), Folder(args.out)
    own, _ = own_lexicon(args)
    with Watch("reading partitions") as watch:
        plan = Plan(args.engine, args.jobs, args.scheduler, args.partition_size)
        manifest = build_partitions(args.paths, folder, plan, _Listener(watch, tally), own, USUAL.named(args.field))
    _summary(tally, time.monotonic() - started)
    return OK if manifest.whole else NOT_ALL_WELL


class _Listener:
    """Shows how a build into partitions goes on, and counts what came of it."""

    def __init__(self, watch: Watch, tally: Tally) -> None:
        self._watch, self._tally = watch, tally

    def failed(self, failure: object) -> None:
        self._tally.failed += 1
        self._watch.say(str(failure))

    def ended(self, entry: Entry, reused: bool, planned: int | None) -> None:
        for line in entry.said if not reused else ():
            self._watch.say(line)
        for failure in entry.failed:
            self.failed(failure)
        for skipped in entry.skipped if not reused else ():
            self._watch.say(str(skipped))
        for rejected in entry.rejected:
            for violation in rejected.violations:
                self._watch.say(f"{rejected.identifier}: not stored: {violation['focus']}: {violation['message']}")
        if entry.lost:
            self._tally.failed += sum(piece.number for piece in entry.inputs)
            inputs = ", ".join(f"{p.source} from {p.first} to {p.first + p.number - 1}" for p in entry.inputs)
            self._watch.say(f"{entry.name}: not read: {entry.lost} ({inputs})")
        tally = self._tally
        tally.rejected += len(entry.rejected)
        tally.skipped += len(entry.skipped)
        tally.stored, tally.same = tally.stored + entry.articles * (not reused), tally.same + entry.articles * reused
        tally.read = tally.stored + tally.same + tally.skipped + tally.failed + tally.rejected
        for total, counts in ((tally.entities, entry.entities), (tally.events, entry.events), (tally.violations, entry.notes)):
            total.update(counts)
        tally.violations.update({"Violation": sum(len(rejected.violations) for rejected in entry.rejected)} if entry.rejected else {})
        self._watch.step(total=planned)


def _summary(tally: Tally, seconds: float) -> None:
    table = Table("", "number", title="Build", title_justify="left")
    table.columns[1].justify = "right"
    for name, number in (
        ("articles read", tally.read),
        ("  stored", tally.stored),
        ("  unchanged", tally.same),
        ("  retracted before", tally.retracted),
        ("  skipped (not in Arabic)", tally.skipped),
        ("  failed", tally.failed),
        ("  rejected", tally.rejected),
        ("stored ones read again", tally.again),
    ):
        table.add_row(name, str(number))
    for title, counts in (("entities", tally.entities), ("events", tally.events), ("violations", tally.violations)):
        table.add_section()
        table.add_row(title, str(sum(counts.values())))
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            table.add_row(f"  {name}", str(number))
    if tally.links is not None:
        table.add_section()
        table.add_row("articles that reprint others", str(tally.republications))
        table.add_row("events told by two articles", str(tally.links))
    out = console()
    out.print(table)
    out.print(f"{seconds:.1f} s, {(tally.read + tally.again) / max(seconds, 0.001):.1f} articles/s")


def run_load(args: argparse.Namespace) -> int:
    """Load what `build --out` wrote into a store or onto a server."""
    from builder.cluster.load import read_partitions
    from builder.cluster.partitions import Manifest, load_own
    from builder.cluster.storage import Folder
    from builder.cluster.work import difference

    folder, errors = Folder(args.folder), list[InputError]()
    manifest = Manifest.load(folder)
    own = load_own(manifest, folder)
    told = difference(current(own.digest), manifest.versions)
    if told:
        complain(f"{args.folder}: was read by a tansiq that {told}: `tansiq build --store` reads again what differs")
    articles = read_partitions(folder, manifest, errors.append)
    with Watch("loading", sum(entry.articles for entry in manifest.partitions)) as watch:
        load = _load_server if is_remote(args.store) else _load_folder
        read, stored, links, again = load(args.store, articles, Knowledge(manifest.versions, own), watch, errors)
    for error in errors:
        complain(str(error))
    console().print(
        f"{read} articles, {stored} stored, {read - stored} unchanged; {again} reprint others; {links} events told by two articles"
    )
    return NOT_ALL_WELL if errors else OK


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What partitions were read with: the program, and a user's own lexicon."""

    versions: Versions
    own: Own


def _load_folder(
    place: str, articles: Iterator[LoadedArticle], knowledge: Knowledge, watch: Watch, errors: list[InputError]
) -> tuple[int, int, int, int]:
    """Load a store of this machine; return how many articles were read and stored, linked events, and reprints."""
    from builder.pipeline import background_quads

    read = stored = 0
    with Store(Path(place)) as store:
        if not store.lexicon:
            store.take_own(knowledge.own, OwnFolders())
        elif store.own_digest != knowledge.own.digest:
            complain(f"{place}: is read with another own lexicon: `tansiq build --store` reads again what it touches")
        own = store.own()
        bring_lexicon(store, lambda: background_quads(own))
        for loaded in articles:
            read += 1
            stored += store.put(loaded, loaded.article, knowledge.versions, fingerprint=loaded.fingerprint, checked=True)
            watch.step(read)
        watch.doing("linking")
        return read, stored, store.link_events(place_kinds(own)), store.republications


@dataclass(frozen=True, slots=True)
class _Described:
    """An article with all that the provenance graph says of it, the versions that read it too."""

    identifier: str
    graph_iri: str
    nquads: bytes
    record: bytes


def _load_server(
    place: str, articles: Iterator[LoadedArticle], knowledge: Knowledge, watch: Watch, errors: list[InputError]
) -> tuple[int, int, int, int]:
    """Load a server, graph by graph; the same result."""
    from builder.loading import Reprinted, load_background, load_links, load_remote
    from builder.pipeline import background_quads

    versions, own = knowledge.versions, knowledge.own
    described = version_record(f"software/{versions.software}") + version_record(f"lexicon/{versions.lexicon}")
    read = stored = 0
    with server(place) as remote, Reprinted() as reprinted:
        given = (reprinted.noted(article) for article in articles)
        items = (_Described(a.identifier, a.graph_iri, a.nquads, a.record + described) for a in given)
        load_background(background_quads(own), remote)
        for loaded in load_remote(items, remote):
            read, stored = read + 1, stored + loaded.sent
            if loaded.reason:
                errors.append(InputError(loaded.identifier, f"was not loaded: {loaded.reason}"))
            watch.step(read)
        watch.doing("linking")
        return read, stored, *load_links(remote, place_kinds(own), reprinted.with_earlier(remote))


def run_retract(args: argparse.Namespace) -> int:
    """Take articles out of a store, or let them in again."""
    with Store(folder_of(args.store)) as store:
        for identifier in args.identifiers:
            if args.undo and not store.restore(identifier):
                raise TansiqError(f"{args.store}: no article {identifier!r} was retracted")
            if not args.undo and not store.retract(identifier):
                raise TansiqError(f"{args.store}: has no article {identifier!r}")
        store.link_events(place_kinds(store.own()))
    return OK
