"""An index of names that a page can search in without a server: pieces of JSON, of which a search loads a few.

``search/index.json`` says which pieces there are, and how names are folded. ``search/words-….json`` lead from the words and consonants
of names to the numbers of entries, a piece for each beginning; ``search/names-….json`` hold the entries, those first that most articles
name. The keys are those of `builder.site.spelling`; ``static/search.js`` folds what is typed in the same way, with the tables that are
given here.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from builder.folding import fold_char
from builder.identifiers import article_iri
from builder.site import spelling
from builder.site.addresses import path_of
from builder.site.pages.frame import Room
from builder.site.rows import Rows
from builder.vocabulary import SUPERCLASSES

LARGEST = 300_000  # bytes of a piece
_ENTRIES = 100  # of one piece
_NUMBERS = 30_000  # of one key, the first of them: a word that more names have tells little
_NAME = 200  # characters of a name that are shown
Entry = tuple[str, str, str, str, int | str]  # path, class, Arabic, English, how many articles name it or when it was published


def search_files(room: Room) -> Iterator[tuple[str, bytes]]:
    """Yield the pieces of the index."""
    entries, keys = _gathered(room.rows)
    for number, first in enumerate(range(0, len(entries), _ENTRIES)):
        yield f"search/names-{number}.json", _json(entries[first : first + _ENTRIES])
    shards = dict(_shards(sorted(keys.items()), 1))
    for beginning, held in shards.items():
        yield shard_name(beginning), _json(held)
    classes = {kind: [room.terms.of_ontology(kind, lang) for lang in ("ar", "en")] for kind in ("Article", *SUPERCLASSES)}
    yield "search/index.json", _json({"each": _ENTRIES, "shards": sorted(shards), "classes": classes, **tables()})


def shard_name(beginning: str) -> str:
    """Return the file of the keys that begin so.

    >>> shard_name("خ"), shard_name("~x")
    ('search/words-62e.json', 'search/words-7e-78.json')
    """
    return f"search/words-{'-'.join(f'{ord(c):x}' for c in beginning)}.json"


def _gathered(rows: Rows) -> tuple[list[Entry], dict[str, list[int]]]:
    """Return the entries in order, and for each key the numbers of those whose names have it; consonants are told by a ~ before them."""
    entries: list[Entry] = []
    keys: dict[str, list[int]] = {}

    def enter(entry: Entry, found: Iterable[str]) -> None:
        for key in dict.fromkeys(found):
            numbers = keys.setdefault(key, [])
            if len(numbers) < _NUMBERS:
                numbers.append(len(entries))
        entries.append(entry)

    things = "SELECT iri, kind, ar, en, articles, words, consonants FROM thing JOIN name ON name.rowid = thing.id"
    for iri, kind, ar, en, articles, words, heard in rows.ask(f"{things} ORDER BY articles DESC, id"):
        path = path_of(iri)
        if path is not None:
            enter((path, kind, ar[:_NAME], en[:_NAME], articles), (*words.split(), *(f"~{one}" for one in heard.split())))
    for identifier, title, issued in rows.ask("SELECT identifier, title, issued FROM article ORDER BY issued DESC, id"):
        path = path_of(article_iri(identifier))
        if path is not None:
            enter((path, "Article", (title or identifier)[:_NAME], "", issued), spelling.words(title))
    return entries, keys


def _shards(keys: list[tuple[str, list[int]]], length: int) -> Iterator[tuple[str, Mapping[str, list[int]]]]:
    """Yield the keys by their beginnings, of which each is as long as its piece would else be too large."""
    for beginning, group in groupby(keys, lambda pair: pair[0][: length + pair[0].startswith("~")]):
        held = list(group)
        if len(_json(dict(held))) <= LARGEST or len(held) == 1:
            yield beginning, dict(held)
            continue
        whole = [pair for pair in held if pair[0] == beginning]
        if whole:
            yield beginning, dict(whole)
        yield from _shards([pair for pair in held if pair[0] != beginning], length + 1)


@cache
def tables() -> Mapping[str, object]:
    """Return how a browser folds as Python does: where NFKC and lower case do not do it, and which letters are which consonants.

    Of the alphabets and the forms that letters are presented in; what lies beyond them is folded by NFKC and lower case alone.
    """
    gone, other = [], {}
    for code in (*range(0x3000), *range(0xFB00, 0x10000)):
        char = chr(code)
        folded = fold_char(char)
        if folded != unicodedata.normalize("NFKC", char).lower():
            if folded:
                other[char] = folded
            else:
                gone.append(char)
    return {"gone": "".join(gone), "fold": other, **spelling.tables()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
