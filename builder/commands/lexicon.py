"""`tansiq lexicon`: checking, extending and filling a lexicon of the user's own."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from builder.additions.adding import with_id, with_rows, write
from builder.additions.compiling import Compiled, compile_folders
from builder.additions.drafts import CLASSES
from builder.additions.fitting import Fitted, fit
from builder.additions.folders import files_in
from builder.additions.geonames import SOURCE, Wanted, read_dump
from builder.additions.importing import Reading, as_places, as_rows, read_other
from builder.additions.known import Known, read_kinds
from builder.additions.tables import COLUMNS, table_of
from builder.commands.console import NOT_ALL_WELL, OK, cell, complain, console
from builder.commands.own import folders_named
from builder.commands.stores import folder_of
from builder.errors import LexiconError
from builder.identifiers import BASE
from builder.impact import impact_of
from builder.lexicon import load_lexicon
from builder.own import Own
from builder.pipeline import background_quads
from builder.resources import ontology_dir
from builder.store import Store
from builder.vocabulary import KINDS

TABLE_OF = {"place": "places", "body": "bodies", "person": "people"}
_ASKED = {
    "place": ("name_ar", "name_en", "kind", "located_in", "other_names"),
    "body": ("name_ar", "name_en", "class", "part_of", "other_names"),
    "person": ("name_ar", "name_en", "role", "body", "other_names"),
}
_SHOWN = 20  # articles that a change touches


def _folder(args: argparse.Namespace) -> Path:
    folders = folders_named(args)
    if len(folders) != 1:
        raise LexiconError("say which folder the lexicon is in: --lexicon DIR")
    return folders[0]


def run_check(args: argparse.Namespace) -> int:
    """Check a lexicon, and say what it holds."""
    args.lexicon = args.folders
    folders = folders_named(args)
    if not folders:
        raise LexiconError("say which folder to check: `tansiq lexicon check DIR`")
    made = compile_folders(folders)
    for finding in made.findings:
        console().print(cell(str(finding)), soft_wrap=True)
    grave = sum(finding.grave for finding in made.findings)
    kinds = Counter(entry.kind for iri in made.own_iris if (entry := made.merged.entries.get(iri)))
    held = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind]) or "nothing new"
    console().print(f"entries: {len(made.own_iris)} ({held}); mistakes: {grave}; remarks: {len(made.findings) - grave}")
    return _status(made)


def run_add(args: argparse.Namespace) -> int:
    """Add one entry to a table, if the lexicon conforms with it."""
    folder, table = _folder(args), TABLE_OF[args.what]
    cells = {column: getattr(args, column) for column in COLUMNS[table] if getattr(args, column, None)}
    if not cells:
        if not sys.stdin.isatty():
            raise LexiconError(f"say what to add: --name-ar, --name-en and so on; `tansiq lexicon add {args.what} --help` lists them")
        cells = _ask(args.what)
    folder.mkdir(parents=True, exist_ok=True)
    known = Known(load_lexicon())
    tables = [(path, table_of(path) or "") for path, _ in files_in([folder])]
    cells = with_id(cells, table, known, tables)
    path = folder / f"{table}.csv"
    made = _tried(folder, path, with_rows(path, table, [cells]))
    if not made.conforms:
        for finding in made.findings:
            if finding.grave:
                complain(str(finding))
        raise LexiconError(f"{path}: nothing was added: mend what is wrong")
    for finding in made.findings:
        if finding.entry in (cells.get("name_en"), cells["id"]):
            complain(str(finding))
    console().print(f"{path}: added {cells['id']}")
    if args.store:
        _tell_impact(args.store, made.own)
    return OK


def _tried(folder: Path, path: Path, text: str) -> Compiled:
    """Write a table, and return what comes of the lexicon with it; where that does not conform, the table is left as it was."""
    folder.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else None
    write(path, text)
    made = compile_folders([folder])
    if not made.conforms and before is not None:
        write(path, before)
    elif not made.conforms:
        path.unlink()
    return made


def _ask(what: str) -> dict[str, str]:
    """Ask for each cell on the terminal; an empty answer leaves it empty."""
    hints = {"class": ", ".join(CLASSES), "other_names": "parted by |", "kind": "village, town, city, district, governorate …"}
    out = console()
    return {
        column: answer
        for column in _ASKED[what]
        if (answer := out.input(f"{column.replace('_', ' ')}{f' ({hints[column]})' if column in hints else ''}: ").strip())
    }


def _tell_impact(place: str, own: Own) -> None:
    """Say which articles of a store a build would read again."""
    with Store(folder_of(place), read_only=True) as store:
        impact = impact_of(store.knowledge(), store.knowledge_of(background_quads(own)))
        about = store.articles_about(impact.things)
        ledger = store.ledger
        touched = []
        for entry in ledger.entries():
            article = ledger.article(entry.identifier)
            if entry.identifier in about or (article is not None and impact.touches_text(article.text)):
                touched.append(entry.identifier)
    shown = ": " + ", ".join(touched[:_SHOWN]) + (" …" if len(touched) > _SHOWN else "") if touched else ""
    console().print(cell(f"the next build reads {len(touched)} articles of {place} again{shown}"), soft_wrap=True)


def run_silence(args: argparse.Namespace) -> int:
    """Let what ships, or one name of it, be looked for no longer."""
    folder = _folder(args)
    cells = {"id": args.id, **({"name": args.name} if args.name else {}), **({"note": args.note} if args.note else {})}
    path = folder / "silenced.csv"
    made = _write_checked(folder, path, with_rows(path, "silenced", [cells]), 1)
    if made.conforms and args.store:
        _tell_impact(args.store, made.own)
    return _status(made)


def run_import(args: argparse.Namespace) -> int:
    """Fill a table from somebody else's file."""
    return {"geonames": _import_geonames, "csv": _import_csv}[args.form](args)


def _import_geonames(args: argparse.Namespace) -> int:
    folder, known, kinds = _folder(args), Known(load_lexicon()), read_kinds(ontology_dir())
    country = args.country.upper()
    chosen = frozenset(filter(None, (args.kinds or "").split(",")))
    unknown = sorted(chosen - known.concepts["place-kind"])
    if unknown:
        raise LexiconError(f"--kinds: {', '.join(unknown)}: choose of {', '.join(sorted(known.concepts['place-kind']))}")
    places = read_dump(args.file, args.names, Wanted(country, chosen, args.min_population), kinds.codes)
    above = args.within or next((kinds.numbers[p.number] for p in places if p.kind == "country" and p.number in kinds.numbers), "")
    countries = [i for p in places if p.kind == "country" for name in (p.english, *p.arabic) for i in known.named(name, ("Location",))]
    above = above or next((iri.removeprefix(BASE) for iri in countries if known.entries[iri].place_kind == "country"), "")
    if not above:
        raise LexiconError(f"{args.file}: which country of the lexicon is {country}? Say it with --within, such as --within place/jordan")
    places = [place for place in places if place.kind != "country"]
    fitted = fit(places, known, kinds.nouns, above, kinds.numbers)
    credit = f"{country}: GeoNames ({SOURCE}), licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
    return _write_places(folder, f"places-geonames-{country.lower()}", fitted, credit)


def _import_csv(args: argparse.Namespace) -> int:
    folder, known = _folder(args), Known(load_lexicon())
    rows = read_other(args.file, args.table, Reading(dict(args.column), dict(args.kind)))
    name = f"{args.table}-{args.file.stem.lower().replace(' ', '-')}"
    if args.table == "places" and args.fit:
        if not args.within:
            raise LexiconError("--fit needs --within, the country that the places lie in, such as --within place/jordan")
        kinds = read_kinds(ontology_dir())
        places = as_places(rows, known)
        chosen = [place for place in places if place.kind and place.kind != "country" and place.population >= args.min_population]
        return _write_places(folder, name, fit(chosen, known, kinds.nouns, args.within, kinds.numbers), f"{args.file.name}: {args.credit}")
    made = as_rows(rows, args.table)
    if args.within:
        made = [{"located_in": args.within, **row} for row in made]
    return _status(_write_checked(folder, folder / f"{name}.csv", with_rows(folder / f"{name}.csv", args.table, made), len(made)))


def _write_places(folder: Path, name: str, fitted: Fitted, credit: str) -> int:
    path = folder / f"{name}.csv"
    made = _write_checked(folder, path, with_rows(path, "places", fitted.rows), len(fitted.rows))
    if made.conforms:
        lines = sorted(f"{place.english}\t{place.number}\t{reason}\n" for place, reason in fitted.left_out)
        write(folder / f"{name}.left-out.txt", "".join(lines))
        sources = folder / "SOURCES.txt"
        known = set(sources.read_text("utf-8").splitlines()) if sources.exists() else set()
        write(sources, "".join(f"{line}\n" for line in sorted(known | {credit})))
        left = f"{len(fitted.left_out)} are left out: {path.stem}.left-out.txt says why"
        console().print(f"{fitted.known} are in the lexicon already; {left}")
    return _status(made)


def _status(made: Compiled) -> int:
    return OK if made.conforms else NOT_ALL_WELL


def _write_checked(folder: Path, path: Path, text: str, number: int) -> Compiled:
    """Write a table where the lexicon conforms with it; else say what is wrong, and leave everything as it was."""
    made = _tried(folder, path, text)
    grave = [finding for finding in made.findings if finding.grave]
    if grave:
        rejected = path.with_suffix(".refused.txt")
        write(rejected, text)
        for finding in grave:
            complain(str(finding))
        complain(f"{path}: {len(grave)} mistakes, and nothing was imported: mend the file; what would have been written is in {rejected}")
    else:
        console().print(f"{path}: {number} entries; {len(made.findings)} remarks")
    return made
