"""`tansiq validate`, `query`, `export` and `explain`: what only reads a store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from builder.commands.console import NOT_ALL_WELL, OK, Watch, cell, complain, console
from builder.commands.stores import opened
from builder.errors import InputError
from builder.harmless import in_terminal

if TYPE_CHECKING:
    from builder.violations import Violation


def run_validate(args: argparse.Namespace) -> int:
    """Check every article graph of a store against the shapes."""
    from builder.gate import Gate
    from builder.nquads import nquads

    found: list[Violation] = []
    with opened(args.store) as store:
        graphs, gate = store.graphs(), Gate.load()
        contents = store.contents([stored.iri for stored in graphs])
        with Watch("validating", len(graphs)) as watch:
            for stored, (_, quads) in zip(graphs, contents, strict=True):
                watch.step()
                found.extend(gate.check(nquads(sorted(quads, key=str)), stored.identifier))
    out = console()
    if found:
        table = Table("article", "severity", "focus node", "path", "message", title="Violations", title_justify="left")
        for v in found:
            table.add_row(*map(cell, (v.article, v.severity, v.focus, v.path, v.message_en)))
        out.print(table)
    grave = sum(v.blocks for v in found)
    out.print(f"{len(graphs)} articles, {grave} violations, {len(found) - grave} warnings and remarks")
    return NOT_ALL_WELL if grave else OK


def run_query(args: argparse.Namespace) -> int:
    """Ask a named question, or one in a file; without a name, list them."""
    from builder import query

    if args.name is None:
        _list_queries()
        return OK
    if args.store is None:
        args.parser.error("a query needs --store DIR or URL")
    asked = query.find_query(args.name)
    with opened(args.store) as store:
        answer = query.answer(store, asked, dict(args.param), args.format or "table")
    if isinstance(answer, bytes):
        # A file gets the bytes; a terminal would obey some of them.
        sys.stdout.buffer.write(in_terminal(answer.decode()).encode() if sys.stdout.isatty() else answer)
        return OK
    table = Table(*answer.columns, title=cell(asked.title or asked.name), title_justify="left")
    for column in table.columns:
        column.overflow = "fold"
    for row in answer.rows:
        table.add_row(*map(cell, row))
    out = console()
    out.print(table)
    out.print(f"{len(answer.rows)} rows")
    return OK


def _list_queries() -> None:
    from builder.query import named_queries

    table = Table("name", "question", "السؤال", "parameters", title="Named queries", title_justify="left")
    for query in named_queries():
        parameters = "\n".join(f"{p.name}={p.default or ''}: {p.meaning}" for p in query.parameters)
        table.add_row(*map(Text, (query.name, query.question, query.question_ar, parameters)))
    console().print(table)


def run_export(args: argparse.Namespace) -> int:
    """Write the graph, or a view of it, to a file."""
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
    with opened(args.store) as store:
        export(store, args.format, args.file, args.view, selection)
    return OK


def run_explain(args: argparse.Namespace) -> int:
    """Show an article with its mentions and facts."""
    from builder.explain import render, view_reading, view_stored

    out = console()
    if args.store is not None and not Path(args.article).is_file():
        with opened(args.store) as store:
            out.print(render(view_stored(store, args.article)))
        return OK
    from builder.articles import read_paths
    from builder.articles.fields import USUAL
    from builder.commands.own import own_lexicon
    from builder.language import skipped
    from builder.lexicon import load_lexicon
    from builder.pipeline import read_article

    lexicon = load_lexicon(own_lexicon(args)[0])
    status = OK
    for item in read_paths([Path(args.article)], lambda note: complain(str(note)), USUAL.named(args.field)):
        if isinstance(item, InputError):
            complain(str(item))
            status = NOT_ALL_WELL
        elif passed_over := skipped(item):
            complain(str(passed_over))
        else:
            out.print(render(view_reading(read_article(item, lexicon))))
    return status
