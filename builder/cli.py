"""The command line: `tansiq build`, `load`, `query`, `export`, `serve`, `publish` and others. What they do stands in `commands`.

Exit status: 0 all is well, 1 some articles failed or do not conform, 2 wrong use or failure.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from builder import __version__
from builder.choice import VARIABLE
from builder.cli_lexicon import add_lexicon
from builder.errors import TansiqError
from builder.harmless import in_terminal

_STORE = "the folder of the store, or a SPARQL server: http://HOST:7878, or query=URL,update=URL,graphs=URL"
OK, FAILURE, INTERRUPTED = 0, 2, 130
ROLES = ("text", "title", "date", "source", "url", "id")  # as builder.articles.fields has them, which `tansiq --help` need not load


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; errors are one line on stderr."""
    args = _parser().parse_args(argv)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's products here are small: threads that wait for each other cost more
    if getattr(args, "recogniser", None):
        os.environ[VARIABLE] = args.recogniser  # for this command and its workers
    try:
        module, _, name = args.run.partition(".")
        status: int = getattr(import_module(f"builder.commands.{module}"), name)(args)
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

    lexicon = argparse.ArgumentParser(add_help=False)
    own = lexicon.add_argument_group("a lexicon of your own")
    own.add_argument(
        "--lexicon",
        action="append",
        default=[],
        metavar="DIR",
        help="read with the lexicon in this folder too; may be repeated; default: that of the store, else that of TANSIQ_LEXICON",
    )
    own.add_argument("--no-lexicon", action="store_true", help="read with the lexicon that ships alone")
    lexicon.add_argument(
        "--recogniser",
        metavar="NAME",
        help=f"what proposes names that no list holds: shipped, none, camel (camel-tools' own, with its model installed) or camel:FOLDER;"
        f" default: that of the store, else {VARIABLE}, else shipped",
    )

    build = commands.add_parser(
        "build", parents=[lexicon], help="read articles into a store, and again what has changed since; or into partitions"
    )
    build.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file of articles (`tansiq formats` lists the kinds), a folder or a quoted pattern of them (news/**/*.json), - for the"
        " standard input; none: what is stored; with --out also URLs",
    )
    to = build.add_mutually_exclusive_group(required=True)
    to.add_argument("--store", metavar="DIR", help="the folder of the store")
    to.add_argument("--out", metavar="DIR|URL", help="write compressed N-Quads with a manifest here, for `tansiq load`")
    build.add_argument(
        "--jobs",
        "--workers",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that read (all processors)",
    )
    build.add_argument("--rebuild", action="store_true", help="read all stored articles again")
    _add_field(build)
    many = build.add_argument_group("with --out")
    many.add_argument("--engine", choices=("processes", "dask"), default="processes", help="what runs the workers; default: processes")
    many.add_argument("--scheduler", metavar="ADDRESS", help="of a dask cluster, such as tcp://host:8786; default: one on this machine")
    many.add_argument("--partition-size", type=_positive, default=1000, metavar="N", help="articles in a partition; default: 1000")
    build.set_defaults(run="making.run_build", parser=build)

    formats = commands.add_parser("formats", help="list the kinds of files that are read, and what each is told by")
    formats.set_defaults(run="inputs.run_formats")

    doctor = commands.add_parser(
        "doctor",
        parents=[lexicon],
        help="look over articles: what they lack, what repeats, names that no list has, rules that find nothing",
    )
    doctor.add_argument("paths", nargs="+", metavar="PATH", help="files and folders of articles, as `build` takes them")
    doctor.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="processes that read (all processors)")
    _add_field(doctor)
    doctor.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    doctor.set_defaults(run="doctoring.run_doctor")

    load = commands.add_parser("load", parents=[store], help="load what build --out wrote into a store or onto a server")
    load.add_argument("folder", metavar="DIR|URL", help="the folder with the manifest")
    load.set_defaults(run="making.run_load")

    validate = commands.add_parser("validate", parents=[store], help="check every article graph of a store against the shapes")
    validate.set_defaults(run="asking.run_validate")

    query = commands.add_parser("query", help="ask a named question, or one in a file; without a name, list them")
    query.add_argument("name", nargs="?", metavar="NAME|FILE.rq")
    query.add_argument("--store", metavar="DIR|URL", help=_STORE)
    query.add_argument("--param", action="append", default=[], type=_pair, metavar="NAME=VALUE", help="set a parameter of the query")
    query.add_argument("--format", choices=("table", "csv", "json", "turtle"), help="default: table, or turtle for a graph")
    query.set_defaults(run="asking.run_query", parser=query)

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
    export.set_defaults(run="asking.run_export")

    explain = commands.add_parser(
        "explain", parents=[lexicon], help="show an article with its mentions and facts, and where each fact stands"
    )
    explain.add_argument("article", metavar="FILE|ID", help="a file of articles, or the identifier of an article of the store")
    explain.add_argument("--store", metavar="DIR|URL", help="the folder of the store that holds ID, or a SPARQL server")
    _add_field(explain)
    explain.set_defaults(run="asking.run_explain")

    serve = commands.add_parser("serve", parents=[folder], help="show a store in the browser, and to programs as linked data")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1: this machine alone)")
    serve.add_argument("--port", type=int, default=8000, help="the port to listen at (8000)")
    serve.add_argument("--base", default="", metavar="URL", help="the address that others know the site by, where it is another")
    serve.add_argument(
        "--texts",
        choices=("whole", "evidence"),
        default="whole",
        help="show articles whole, or only their sentences that hold facts (whole)",
    )
    serve.set_defaults(run="serving.run_serve")

    publish = commands.add_parser("publish", parents=[folder], help="write the site of a store as files, for any host of files")
    publish.add_argument("folder", metavar="DIR", help="where to write: an empty folder, or one that an earlier run made")
    publish.add_argument(
        "--base", required=True, metavar="IRI", help="the address that the site will have, such as https://example.org/news/"
    )
    publish.add_argument(
        "--texts",
        choices=("evidence", "whole"),
        default="evidence",
        help="show only the sentences of articles that hold facts, or articles whole: mind the rights in them (evidence)",
    )
    publish.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N", help="processes (all processors)")
    publish.add_argument("--rebuild", action="store_true", help="make every page again")
    publish.set_defaults(run="publishing.run_publish")

    add_lexicon(commands, _positive, _pair)

    retract = commands.add_parser("retract", aliases=["drop"], parents=[folder], help="take articles out of a store, and keep them out")
    retract.add_argument("identifiers", nargs="+", metavar="ID")
    retract.add_argument("--undo", action="store_true", help="let the next build take them in again")
    retract.set_defaults(run="making.run_retract")
    return parser


def _add_field(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        type=_field,
        metavar="ROLE=NAME",
        help=f"the field or column that holds {', '.join(ROLES)}; may be repeated",
    )


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


def _field(text: str) -> tuple[str, str]:
    role, name = _pair(text)
    if role not in ROLES:
        raise argparse.ArgumentTypeError(f"{role!r} is none of {', '.join(ROLES)}")
    return role, name


def _complain(message: str) -> None:
    print(f"tansiq: {in_terminal(' '.join(message.split()))}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
