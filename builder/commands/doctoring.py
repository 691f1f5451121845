"""`tansiq doctor`: what a corpus is like, before or after it is built."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from builder.articles import read_paths
from builder.articles.fields import USUAL
from builder.commands.console import NOT_ALL_WELL, OK, Watch, cell, console
from builder.doctor import Report, check_up_all, report_of
from builder.doctor.report import Finding, Seen
from builder.errors import InputError
from builder.intake import count_articles
from builder.lexicon import load_lexicon
from builder.model import Article, Note

_MOST = 20  # rows of a table; --format json has all


def run_doctor(args: argparse.Namespace) -> int:
    """Look over the articles of files and folders, and print what should be seen to."""
    paths = [Path(path) for path in args.paths]
    with Watch("looking over", count_articles(paths) or None) as watch:
        report = report_of(_noted(paths, args, watch), load_lexicon())
    if args.format == "json":
        json.dump(asdict(report), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _show(report, console())
    return NOT_ALL_WELL if report.unread else OK


def _noted(paths: list[Path], args: argparse.Namespace, watch: Watch) -> Iterator[Seen]:
    """Yield what is noted of each article, and of each input that cannot be read."""
    aside: list[InputError | Note] = []

    def articles() -> Iterator[Article]:
        for item in read_paths(paths, aside.append, USUAL.named(args.field)):
            if isinstance(item, InputError):
                aside.append(item)
            else:
                yield item

    for checkup in check_up_all(articles(), args.jobs):
        watch.step()
        yield checkup
    yield from aside


def _show(report: Report, out: Console) -> None:
    share = report.furniture / report.characters if report.characters else 0.0
    out.print(f"{report.articles:,} articles, {report.characters:,} characters, {share:.1%} of them furniture of pages, which is not read.")
    if report.earliest:
        dated = ", ".join(f"{number:,} from {_WHENCE[where]}" for where, number in report.dated if where != "nowhere")
        out.print(f"Dated {report.earliest} to {report.latest}: {dated}.")
    _table(out, "Not read", "reason", report.unread)
    _table(out, "Skipped: not in Arabic", "language", report.languages)
    _table(out, "Read otherwise than the name says", "note", report.notes)
    _table(out, "Lacking", "articles without", report.lacking)
    _table(out, "Lines of running text that repeat: furniture that is not known yet, or texts printed twice", "line", report.repeated)
    fired = Table("rule", "found", title="Rules that found most", title_justify="left")
    for rule, number in report.fired[:_MOST]:
        fired.add_row(rule, f"{number:,}")
    out.print(fired)
    out.print(f"{len(report.fired)} rules found something; {len(report.silent)} that are known found nothing (--format json names them).")


_WHENCE = {"field": "fields of the input", "text": "the text or its page"}


def _table(out: Console, title: str, what: str, findings: tuple[Finding, ...]) -> None:
    if not findings:
        return
    table = Table(what, "number", "such as", title=title, title_justify="left")
    for finding in findings[:_MOST]:
        table.add_row(cell(finding.what), f"{finding.number:,}", cell(", ".join(finding.examples)))
    out.print(table)
    if len(findings) > _MOST:
        out.print(f"and {len(findings) - _MOST:,} more kinds (--format json)")
