"""The index to search in without a server: the browser's folding is Python's, names are found in both scripts, pieces stay small."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from builder.publish import search
from builder.site import spelling
from builder.site.assets import assets

SCRIPT = Path(search.__file__).resolve().parent.parent / "site/static/search.js"
_NODE = """
const { folder, asked } = require(process.argv[1]);
const { tables, texts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const folding = folder(tables);
console.log(JSON.stringify(texts.map((text) => [folding.words(text), folding.consonants(text), asked(folding, text)])));
"""
NAMES = (
    "قوات البيشمركة",
    "البيشمرگة",
    "تحسين الخفاجي",
    "Tahseen al-Khafaji",
    "Pêşmerge",
    "ash-Sharqiya TV's el Gharbia",
    "Ḥaydar al-ʿAbādī",
    "Yarallah",
    "ﻻ إله ﷲ",
    "الـــعراق",
    "ÇAĞRI Ş",
    "İstanbul ΣΑΣ ß ǅ",
    "كركوك ٢٠٢١ ۱۴",
    "ال اله الف",
    "x\u200cy\u00a0z\u202e",
    "",
    "<b>&\"'",
)


def asked(text: str) -> list[list[str]]:
    """Return what a search asks for, as the server does it: for each word the keys of which one must be there."""
    heard = {word: spelling.consonants(word) if word.isascii() else [] for word in spelling.words(text)}
    return [[word, *(f"~{one}" for one in heard[word])] for word in spelling.words(text)]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_a_browser_folds_as_python_does() -> None:
    draw = random.Random(6)
    blocks = [
        *range(0x20, 0x250),
        *range(0x300, 0x370),
        *range(0x600, 0x700),
        *range(0x750, 0x780),
        *range(0xFB50, 0xFE00),
        *range(0xFE70, 0xFEFD),
    ]
    texts = [*NAMES, *("".join(map(chr, draw.choices(blocks, k=12))) for _ in range(3000))]
    given = json.dumps({"tables": search.tables(), "texts": texts})
    found = json.loads(subprocess.run(["node", "-e", _NODE, str(SCRIPT)], input=given.encode(), capture_output=True, check=True).stdout)
    wrong = [(t, f) for t, f in zip(texts, found, strict=True) if f != [spelling.words(t), spelling.consonants(t), asked(t)]]
    assert wrong == []


def find(files: dict[str, bytes], text: str) -> list[str]:
    """Return the paths that a search finds, by the pieces that the script would load."""
    index = json.loads(files["search/index.json"])
    left: set[int] | None = None
    for keys in asked(text):
        here: set[int] = set()
        for key in keys:
            for shard in (one for one in index["shards"] if key.startswith(one) or one.startswith(key)):
                held = json.loads(files[search.shard_name(shard)])
                here |= {number for one, numbers in held.items() if one.startswith(key) for number in numbers}
        left = here if left is None else left & here
    each = index["each"]
    return [json.loads(files[f"search/names-{number // each}.json"])[number % each][0] for number in sorted(left or ())]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The index of two examples, of which one names تحسين الخفاجي."""
    import published

    from builder.publish.run import publish
    from builder.store import Store

    folder = tmp_path_factory.mktemp("search")
    names = ("d02",)
    store = published.put(folder / "store", map(published.read, names), published.background(names, ontology=False))
    with Store(store, read_only=True) as opened:
        publish(opened, folder / "news", published.BASE)
    return {f"search/{path.name}": path.read_bytes() for path in (folder / "news/search").iterdir()}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("peshmerga", "doc/force/peshmerga"),
        ("بشمركة", "doc/force/peshmerga"),
        ("البيشمركه", "doc/force/peshmerga"),
        ("pesh", "doc/force/peshmerga"),
        ("Khafaji", "official/tahsin-al-khafaji"),
        ("tahsin khafaji", "official/tahsin-al-khafaji"),
        ("الخفاجي", "official/tahsin-al-khafaji"),
        ("زيارة الوفد الامني", "doc/article/d02"),
    ],
)
def test_names_are_found_however_they_are_typed(files: dict[str, bytes], text: str, path: str) -> None:
    assert any(path in found for found in find(files, text)), find(files, text)


@pytest.mark.parametrize("text", ["؟", "zzzz", "peshmerga zzzz"])
def test_what_is_not_there_is_not_found(files: dict[str, bytes], text: str) -> None:
    assert find(files, text) == []


def test_a_piece_that_would_be_too_large_is_divided() -> None:
    keys = sorted((f"{first}{second}{number}", [number] * 60) for first in "كق" for second in "اب" for number in range(700))
    pieces = dict(search._shards(keys, 1))
    assert {len(beginning) for beginning in pieces} >= {2}
    assert all(len(search._json(held)) <= search.LARGEST for held in pieces.values())
    assert sorted(key for held in pieces.values() for key in held) == [key for key, _ in keys]
    assert all(key.startswith(beginning) for beginning, held in pieces.items() for key in held)


def test_entries_stand_in_the_order_of_how_many_name_them(files: dict[str, bytes]) -> None:
    entries = [entry for entry in json.loads(files["search/names-0.json"]) if entry[1] != "Article"]
    assert len(entries) > 20 and all(one[4] >= other[4] for one, other in pairwise(entries))


def test_the_script_is_among_the_assets() -> None:
    assert assets()["search.js"] == SCRIPT.read_bytes()
