"""The part of the command line that is `tansiq lexicon`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_COLUMNS = {
    "place": "kind located_in stands_for lat long geonames",
    "body": "class part_of based_in",
    "person": "rank role body from until",
}
_HELP = {
    "name_ar": "the name that news writes in full",
    "name_en": "the name in English; its identifier is made of it",
    "other_names": "other spellings and names, parted by |",
    "in_context": "names that count only beside a word of their kind, parted by |",
    "kind": "village, town, city, district, governorate, mountain … (docs/lexicon.md has all)",
    "class": "force, unit, command, coalition, armed-group, ministry, government, body, coordination-centre, party, outlet",
    "located_in": "the place that it lies in: a name or an id",
    "part_of": "the body that it belongs to: a name or an id",
    "id": "its identifier, such as place/zarqa; with that of what ships, names are added to it",
    "from": "the year, month or day from which the post was held",
}
_FROM = ("name_ar", "name_en", "name_ku", "other_names", "in_context")


def add_lexicon(commands: Commands, positive: Callable[[str], int], pair: Callable[[str], tuple[str, str]]) -> None:
    """Add the command `lexicon` and what belongs to it."""
    lexicon = commands.add_parser("lexicon", help="check, extend and fill a lexicon of your own")
    parts = lexicon.add_subparsers(title="commands", required=True, metavar="COMMAND")
    own = argparse.ArgumentParser(add_help=False)
    own.add_argument("--lexicon", action="append", default=[], metavar="DIR", help="the folder of your lexicon; default: TANSIQ_LEXICON")
    told = argparse.ArgumentParser(add_help=False)
    told.add_argument("--store", metavar="DIR", help="say which articles of this store a build would read again")

    check = parts.add_parser("check", help="say what is wrong with a lexicon; exit status 1 if anything is")
    check.add_argument("folders", nargs="*", metavar="DIR", help="default: TANSIQ_LEXICON")
    check.set_defaults(run="lexicon.run_check")

    add = parts.add_parser("add", help="add a place, body or person; asks on a terminal where nothing is given")
    whats = add.add_subparsers(required=True, metavar="place|body|person", dest="what")
    for what, columns in _COLUMNS.items():
        one = whats.add_parser(what, parents=[own, told])
        for column in ("id", *_FROM, *columns.split(), "wikidata", "source", "note"):
            one.add_argument(f"--{column.replace('_', '-')}", dest=column, metavar="TEXT", help=_HELP.get(column))
        if what == "place":
            one.add_argument("--home", action="store_const", const="yes", help="this is the country whose news is read")
        one.set_defaults(run="lexicon.run_add")

    silence = parts.add_parser("silence", parents=[own, told], help="let what ships, or one name of it, be looked for no longer")
    silence.add_argument("id", metavar="ID", help="such as place/kirkuk: the address of its page")
    silence.add_argument("--name", metavar="TEXT", help="this name alone")
    silence.add_argument("--note", metavar="TEXT", help="why")
    silence.set_defaults(run="lexicon.run_silence")
    _add_suggest(parts, own, positive)
    _add_import(parts, own, positive, pair)


def _add_suggest(parts: Commands, own: argparse.ArgumentParser, positive: Callable[[str], int]) -> None:
    suggest = parts.add_parser("suggest", parents=[own], help="list the names that articles have and the lexicon lacks")
    suggest.add_argument("paths", nargs="*", metavar="PATH", help="articles to look through")
    suggest.add_argument("--store", metavar="DIR", help="look through the articles of this store")
    suggest.add_argument("--as", dest="table", choices=("places", "bodies", "people"), help="of one kind alone")
    suggest.add_argument("--min-articles", type=positive, default=2, metavar="N", help="names that so many articles have (2)")
    suggest.add_argument("--limit", type=positive, default=50, metavar="N", help="so many at most (50)")
    suggest.add_argument("--format", choices=("table", "csv", "json"), default="table", help="csv is a table to fill in and to import")
    suggest.set_defaults(run="suggesting.run_suggest", no_lexicon=False)


def _add_import(
    parts: Commands, own: argparse.ArgumentParser, positive: Callable[[str], int], pair: Callable[[str], tuple[str, str]]
) -> None:
    filling = parts.add_parser("import", help="fill a table from a dump of GeoNames or a CSV file").add_subparsers(
        required=True, metavar="geonames|csv", dest="form"
    )
    geonames = filling.add_parser("geonames", parents=[own], help="a country's dump of GeoNames (CC BY 4.0)")
    geonames.add_argument("file", type=Path, metavar="FILE", help="XX.zip or XX.txt of download.geonames.org/export/dump")
    geonames.add_argument("--country", required=True, metavar="XX", help="its code of two letters")
    geonames.add_argument("--names", type=Path, metavar="FILE", help="alternateNamesV2, .zip or .txt, which says which names are Arabic")
    geonames.add_argument("--kinds", metavar="KIND,…", help="take places of these kinds alone, such as city,town,district")
    csv = filling.add_parser("csv", parents=[own], help="a table of places, bodies or people")
    csv.add_argument("file", type=Path, metavar="FILE")
    csv.add_argument("--as", dest="table", required=True, choices=("places", "bodies", "people"))
    csv.add_argument("--column", action="append", default=[], type=pair, metavar="OURS=THEIRS", help="their name of a column of ours")
    csv.add_argument("--kind", action="append", default=[], type=pair, metavar="THEIRS=OURS", help="our word for a kind of theirs")
    csv.add_argument("--fit", action="store_true", help="sort the names of places out as for GeoNames: words, people's, shared ones")
    csv.add_argument("--credit", default="", metavar="TEXT", help="whose data these are and under which licence, for SOURCES.txt")
    for one in (geonames, csv):
        one.add_argument("--within", metavar="ID", help="what places lie in that say nothing nearer, such as place/jordan")
        one.add_argument("--min-population", type=positive, default=0, metavar="N", help="take places of so many people at least")
        one.set_defaults(run="lexicon.run_import")
