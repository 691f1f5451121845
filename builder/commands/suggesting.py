"""`tansiq lexicon suggest`: the names that articles have and the lexicon lacks, for its editor."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from builder.additions.candidates import Candidate, Sighting, rank
from builder.additions.drafts import CLASSES
from builder.additions.sightings import copies_in, in_reading, in_store
from builder.articles import read_paths
from builder.commands.console import NOT_ALL_WELL, OK, Watch, cell, complain, console
from builder.commands.own import own_lexicon
from builder.commands.stores import folder_of
from builder.errors import InputError, LexiconError
from builder.harmless import in_spreadsheet
from builder.identifiers import BASE
from builder.language import skipped
from builder.lexicon import load_lexicon
from builder.pipeline import read_article
from builder.store import Store

_CLASS = {name: word for word, (name, _) in CLASSES.items()}


def run_suggest(args: argparse.Namespace) -> int:
    """List candidates."""
    if args.format == "csv" and not args.table:
        raise LexiconError("a table to edit holds places, bodies or people: say which, --as places")
    found, status = _from_store(args) if args.store else _from_paths(args)
    wanted = [c for c in found if c.articles >= args.min_articles and (not args.table or _table(c) == args.table)][: args.limit]
    if args.format == "json":
        sys.stdout.write(json.dumps([_shown(c) for c in wanted], ensure_ascii=False, indent=1) + "\n")
    elif args.format == "csv":
        sys.stdout.write(as_csv(wanted, args.table))
    else:
        _print(wanted, len(found))
    return status


def _from_store(args: argparse.Namespace) -> tuple[list[Candidate], int]:
    with Store(folder_of(args.store), read_only=True) as store:
        texts: Callable[[str], str] = lambda identifier: store.article(identifier).text  # noqa: E731
        return rank(in_store(store), load_lexicon(store.own()), texts, copies_in(store)), OK


def _from_paths(args: argparse.Namespace) -> tuple[list[Candidate], int]:
    if not args.paths:
        raise LexiconError("say what to look through: PATH or --store DIR")
    lexicon, status, texts, sightings = load_lexicon(own_lexicon(args)[0]), OK, dict[str, str](), list[Sighting]()
    with Watch("reading") as watch:
        for item in read_paths([Path(path) for path in args.paths], lambda note: None):
            if isinstance(item, InputError):
                complain(str(item))
                status = NOT_ALL_WELL
                continue
            if skipped(item):
                continue
            sightings += in_reading(read_article(item, lexicon))
            texts[item.identifier] = item.text
            watch.step()
    return rank(sightings, lexicon, texts.__getitem__), status


def _table(candidate: Candidate) -> str:
    return {"Location": "places", "Official": "people"}.get(candidate.kind, "bodies")


def _shown(candidate: Candidate) -> dict[str, object]:
    return {**asdict(candidate), "parent": _local(candidate.parent), "near": [_local(iri) for iri in candidate.near]}


def _local(iri: str) -> str:
    return iri.removeprefix(BASE)


def as_csv(candidates: list[Candidate], table: str) -> str:
    """Return candidates as a table with an empty column for English names: filled in, it is what `lexicon import csv` takes."""
    columns = {
        "places": ["kind", "located_in"],
        "bodies": ["class", "part_of"],
        "people": ["role", "body"],
    }[table]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name_ar", "name_en", "other_names", *columns, "articles", "mentions", "perhaps", "context"])
    for c in candidates:
        what = {"kind": c.place_kind, "class": _CLASS.get(c.kind, ""), "role": c.role}.get(columns[0], "")
        row = (c.name, "", "|".join(c.spellings[1:]), what, _local(c.parent), c.articles, c.mentions, "|".join(map(_local, c.near)))
        writer.writerow([in_spreadsheet(str(value)) for value in (*row, c.contexts[0][1] if c.contexts else "")])
    return out.getvalue()


def _print(candidates: list[Candidate], found: int) -> None:
    table = Table(
        "name", "probably", "belongs to", "articles", "perhaps", "where", title="Names that the lexicon lacks", title_justify="left"
    )
    for c in candidates:
        what = " ".join(filter(None, (_CLASS.get(c.kind, c.kind.lower()), c.place_kind, c.role)))
        where = "\n".join(f"{article}: {context}" for article, context in c.contexts[:1])
        table.add_row(*map(cell, (c.name, what, _local(c.parent), str(c.articles), "\n".join(map(_local, c.near)), where)))
    out = console()
    out.print(table)
    out.print(f"{len(candidates)} of {found} names; `--format csv --as places` makes a table to fill in and to import")
