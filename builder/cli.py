"""The command line: `tansiq build`, `validate`, `query`, `export`, `explain` and `retract`. The only module that prints.

Exit status: 0 all is well, 1 some articles failed or do not conform, 2 wrong use or failure.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from builder import __version__
from builder.endpoints import hidden, is_remote, read_endpoints
from builder.errors import InputError, TansiqError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from builder.intake import Tally
    from builder.remote import RemoteStore
    from builder.store import Store
    from builder.violations import Violation

_STORE = "the folder of the store, or a SPARQL server: http://HOST:7878, or query=URL,update=URL,graphs=URL"
OK, NOT_ALL_WELL, FAILURE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; errors are one line on stderr."""
    args = _parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except TansiqError as error:
        _complain(str(error))
        return FAILURE
    except BrokenPipeError:  # `tansiq query … | head`: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        _complain("stopped; what was stored stays, and the same command goes on from there")
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tansiq", description="A knowledge graph from Arabic security news of Iraq.")
    parser.add_argument("--version", action="version", version=f"tansiq {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    store = argparse.ArgumentParser(add_help=False)
    store.add_argument("--store", required=True, metavar="DIR|URL", help=_STORE)
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument("--store", required=True, metavar="DIR", help="the folder of the store")

    build = commands.add_parser("build", parents=[folder], help="read articles into a store, and again what has changed since")
    build.add_argument(
        "paths",
        type=Path,
        nargs="*",
        metavar="PATH",
        help="a .txt or .jsonl file, or a folder of them; none: look only at what is stored",
    )
    build.add_argument(
        "--jobs",
        "--workers",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that read (all processors)",
    )
    build.add_argument("--rebuild", action="store_true", help="read all stored articles again")
    build.set_defaults(run=_build)

    validate = commands.add_parser("validate", parents=[store], help="check every article graph of a store against the shapes")
    validate.set_defaults(run=_validate)

    query = commands.add_parser("query", help="ask a named question, or one in a file; without a name, list them")
    query.add_argument("name", nargs="?", metavar="NAME|FILE.rq")
    query.add_argument("--store", metavar="DIR|URL", help=_STORE)
    query.add_argument("--param", action="append", default=[], type=_pair, metavar="NAME=VALUE", help="set a parameter of the query")
    query.add_argument("--format", choices=("table", "csv", "json", "turtle"), help="default: table, or turtle for a graph")
    query.set_defaults(run=_query, parser=query)

    export = commands.add_parser("export", parents=[store], help="write the graph to a file")
    whole, networks = ("nquads", "trig", "turtle", "jsonld"), ("gexf", "graphml", "csv", "cytoscape-json", "png", "svg")
    export.add_argument(
        "format", choices=(*whole, *networks), metavar="FORMAT", help=f"the graph: {', '.join(whole)}; a view: {', '.join(networks)}"
    )
    export.add_argument("file", type=Path, metavar="FILE", help="csv is a ZIP of two tables")
    view = export.add_argument_group("a view as a network")
    view.add_argument("--view", choices=("events", "actors", "posts", "statements", "places"), default="events", help="default: events")
    view.add_argument(
        "--class", dest="classes", action="append", default=[], metavar="CLASS", help="keep nodes of this class; may be repeated"
    )
    view.add_argument("--since", default="", type=_date, metavar="DATE", help="keep what is told of this day, month or year on")
    view.add_argument("--until", default="", type=_date, metavar="DATE", help="keep what is told up to this day, month or year")
    view.add_argument(
        "--place", action="append", default=[], metavar="PLACE", help="keep events in this place or in what lies in it: a name or an IRI"
    )
    view.add_argument("--outlet", action="append", default=[], metavar="OUTLET", help="keep what this outlet published or relays")
    view.add_argument(
        "--status", action="append", default=[], choices=("Occurred", "Ongoing", "Planned", "Denied"), help="keep events of this status"
    )
    view.add_argument("--min-weight", type=_positive, default=1, metavar="N", help="keep edges that this many events make")
    view.add_argument("--min-confidence", type=float, default=0.0, metavar="P", help="keep facts of this confidence (0 to 1)")
    export.set_defaults(run=_export)

    explain = commands.add_parser("explain", help="show an article with its mentions and facts, and where each fact stands")
    explain.add_argument("article", metavar="FILE|ID", help="a file of articles, or the identifier of an article of the store")
    explain.add_argument("--store", metavar="DIR|URL", help="the folder of the store that holds ID, or a SPARQL server")
    explain.set_defaults(run=_explain)

    retract = commands.add_parser("retract", aliases=["drop"], parents=[folder], help="take articles out of a store, and keep them out")
    retract.add_argument("identifiers", nargs="+", metavar="ID")
    retract.add_argument("--undo", action="store_true", help="let the next build take them in again")
    retract.set_defaults(run=_retract)
    return parser


def _folder(store: str) -> Path:
    """Read the `--store` of a command that writes."""
    if is_remote(store):
        raise TansiqError(f"{hidden(store)}: this works on a folder: build there, then load a server with it (docs/stores.md says how)")
    return Path(store)


def _opened(store: str) -> Store | RemoteStore:
    """Open a store for reading: a folder, or a server."""
    if not is_remote(store):
        from builder.store import Store

        return Store(Path(store), read_only=True)
    from builder.remote import RemoteStore

    return RemoteStore(read_endpoints(store, os.environ))


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _date(text: str) -> str:
    if text and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a day, month or year: 2021-08-14, 2021-08 or 2021")
    return text


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _complain(message: str) -> None:
    print(f"tansiq: {' '.join(message.split())}", file=sys.stderr)


def _console() -> Console:
    """Return the console; a file or a pipe gets long lines rather than cut ones."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


def _build(args: argparse.Namespace) -> int:
    from rich.text import Text

    from builder.build import Reader, build
    from builder.intake import Tally, count_articles
    from builder.pipeline import background_quads, build_articles
    from builder.store import Store

    started, tally = time.monotonic(), Tally()
    reader = Reader(lambda articles: build_articles(articles, args.jobs), background_quads)
    with Store(_folder(args.store)) as store, _progress() as progress:
        task = progress.add_task("reading", total=count_articles(args.paths) or None, rate="")
        for line in build(store, args.paths, reader, tally, rebuild=args.rebuild):
            if line:
                progress.console.print(Text(line), soft_wrap=True)
            total = max(progress.tasks[0].total or 0, tally.read + tally.again)
            progress.update(task, completed=tally.done, total=total, rate=f"{tally.done / (time.monotonic() - started):.1f}/s")
        progress.update(task, description="linking")
        tally.links = store.link_events(_place_kind)
    _summary(tally, time.monotonic() - started)
    return NOT_ALL_WELL if tally.failed or tally.rejected else OK


def _place_kind(iri: str) -> str | None:
    from builder.lexicon import load_lexicon

    entry = load_lexicon().entries.get(iri)
    return entry.place_kind if entry else None


def _progress() -> Progress:
    """Return a bar with the number done, the rate and the time that remains."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # else it leaves an empty line in a log
    )


def _summary(tally: Tally, seconds: float) -> None:
    from rich.table import Table

    console = _console()
    table = Table("", "number", title="Build", title_justify="left")
    table.columns[1].justify = "right"
    for name, number in (
        ("articles read", tally.read),
        ("  stored", tally.stored),
        ("  unchanged", tally.same),
        ("  retracted before", tally.retracted),
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
    table.add_section()
    table.add_row("events told by two articles", str(tally.links))
    console.print(table)
    console.print(f"{seconds:.1f} s, {(tally.read + tally.again) / max(seconds, 0.001):.1f} articles/s")


def _validate(args: argparse.Namespace) -> int:
    from rich.table import Table
    from rich.text import Text

    from builder.gate import Gate
    from builder.nquads import nquads

    found: list[Violation] = []
    with _opened(args.store) as store, _progress() as progress:
        graphs, gate = store.graphs(), Gate.load()
        contents = store.contents([stored.iri for stored in graphs])
        task = progress.add_task("validating", total=len(graphs), rate="")
        for stored, (_, quads) in zip(graphs, contents, strict=True):
            progress.advance(task)
            found.extend(gate.check(nquads(sorted(quads, key=str)), stored.identifier))
    console = _console()
    if found:
        table = Table("article", "severity", "focus node", "path", "message", title="Violations", title_justify="left")
        for v in found:
            table.add_row(*(Text(part) for part in (v.article, v.severity, v.focus, v.path, v.message_en)))
        console.print(table)
    grave = sum(v.blocks for v in found)
    console.print(f"{len(graphs)} articles, {grave} violations, {len(found) - grave} warnings and remarks")
    return NOT_ALL_WELL if grave else OK


def _query(args: argparse.Namespace) -> int:
    from rich.table import Table
    from rich.text import Text

    from builder import query

    if args.name is None:
        _list_queries()
        return OK
    if args.store is None:
        args.parser.error("a query needs --store DIR or URL")
    asked = query.find_query(args.name)
    with _opened(args.store) as store:
        answer = query.answer(store, asked, dict(args.param), args.format or "table")
    if isinstance(answer, bytes):
        sys.stdout.buffer.write(answer)
        return OK
    table = Table(*answer.columns, title=Text(asked.title or asked.name), title_justify="left")
    for column in table.columns:
        column.overflow = "fold"
    for row in answer.rows:
        table.add_row(*map(Text, row))
    console = _console()
    console.print(table)
    console.print(f"{len(answer.rows)} rows")
    return OK


def _list_queries() -> None:
    from rich.table import Table
    from rich.text import Text

    from builder.query import named_queries

    table = Table("name", "question", "السؤال", "parameters", title="Named queries", title_justify="left")
    for query in named_queries():
        parameters = "\n".join(f"{p.name}={p.default or ''}: {p.meaning}" for p in query.parameters)
        table.add_row(*map(Text, (query.name, query.question, query.question_ar, parameters)))
    _console().print(table)


def _export(args: argparse.Namespace) -> int:
    from builder.export import export
    from builder.networks.selection import Selection

    selection = Selection(
        tuple(args.classes),
        args.since,
        args.until,
        tuple(args.place),
        tuple(args.outlet),
        tuple(args.status),
        args.min_confidence,
        args.min_weight,
    )
    with _opened(args.store) as store:
        export(store, args.format, args.file, args.view, selection)
    return OK


def _explain(args: argparse.Namespace) -> int:
    from builder.explain import render, view_reading, view_stored

    console = _console()
    if args.store is not None and not Path(args.article).is_file():
        with _opened(args.store) as store:
            console.print(render(view_stored(store, args.article)))
        return OK
    from builder.articles import read_paths
    from builder.pipeline import read_article

    status = OK
    for item in read_paths([Path(args.article)]):
        if isinstance(item, InputError):
            _complain(str(item))
            status = NOT_ALL_WELL
        else:
            console.print(render(view_reading(read_article(item))))
    return status


def _retract(args: argparse.Namespace) -> int:
    from builder.store import Store

    with Store(_folder(args.store)) as store:
        for identifier in args.identifiers:
            if args.undo and not store.restore(identifier):
                raise TansiqError(f"{args.store}: no article {identifier!r} was retracted")
            if not args.undo and not store.retract(identifier):
                raise TansiqError(f"{args.store}: has no article {identifier!r}")
        store.link_events(_place_kind)
    return OK


if __name__ == "__main__":
    sys.exit(main())
