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
from builder.commands.own import own_lexicon
from builder.doctor import Report, check_up_all, report_of
from builder.doctor.report import Finding, Seen
from builder.errors import InputError
from builder.identifiers import BASE
from builder.intake import count_articles
from builder.lexicon import load_lexicon
from builder.model import Article, Note
from builder.own import Own
from builder.recogniser.registry import assure_recogniser

_MOST = 20  # rows of a table; --format json has all


def run_doctor(args: argparse.Namespace) -> int:
    """Look over the articles of files and folders, and print what should be seen to."""
    paths, own = [Path(path) for path in args.paths], own_lexicon(args)[0]
    assure_recogniser()
    with Watch("looking over", count_articles(paths) or None) as watch:
        report = report_of(_noted(paths, own, args, watch), load_lexicon(own))
    if args.format == "json":
        json.dump(asdict(report), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _show(report, console())
    return NOT_ALL_WELL if report.unread else OK


def _noted(paths: list[Path], own: Own, args: argparse.Namespace, watch: Watch) -> Iterator[Seen]:
    """Yield what is noted of each article, and of each input that cannot be read."""
    aside: list[InputError | Note] = []

    def articles() -> Iterator[Article]:
        for item in read_paths(paths, aside.append, USUAL.named(args.field)):
            if isinstance(item, InputError):
                aside.append(item)
            else:
                yield item

    for checkup in check_up_all(articles(), args.jobs, own):
        watch.step()
        yield checkup
    yield from aside


def _show(report: Report, out: Console) -> None:
    share = report.furniture / report.characters if report.characters else 0.0
    out.print(
        f"Articles: {report.articles:,}; characters: {report.characters:,}, {share:.1%} of them furniture of pages, which is not read."
    )
    if report.earliest:
        dated = ", ".join(f"{number:,} from {_WHENCE[where]}" for where, number in report.dated if where != "nowhere")
        out.print(f"Dated {report.earliest} to {report.latest}: {dated}.")
    _table(out, "Not read", "reason", report.unread)
    _table(out, "Skipped: not in Arabic", "language", report.languages)
    _table(out, "Read otherwise than the name says", "note", report.notes)
    _table(out, "Lacking", "articles without", report.lacking)
    _table(out, "Reprinted by other articles of the corpus", "article", report.reprinted)
    _table(out, "Lines of running text that repeat: perhaps furniture that is not known yet", "line", report.repeated)
    _show_unlisted(report, out)
    fired = Table("rule", "found", title="Rules that found most", title_justify="left")
    for rule, number in report.fired[:_MOST]:
        fired.add_row(rule, f"{number:,}")
    out.print(fired)
    out.print(f"Rules that found something: {len(report.fired)}; that found nothing: {len(report.silent)} (--format json names them).")


def _show_unlisted(report: Report, out: Console) -> None:
    if not report.unlisted:
        return
    table = Table("name", "probably", "articles", "times", "perhaps", "such as", title="Names that the lexicon lacks", title_justify="left")
    for name in report.unlisted[:_MOST]:
        near = "\n".join(iri.removeprefix(BASE) for iri in name.near)
        table.add_row(*map(cell, (name.name, name.kind, f"{name.articles:,}", f"{name.mentions:,}", near, ", ".join(name.examples))))
    out.print(table)
    out.print(f"{len(report.unlisted):,} names; `tansiq lexicon suggest` shows them with their contexts and makes tables to fill in.")


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
