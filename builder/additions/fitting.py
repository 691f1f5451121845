"""Places from a gazetteer, fitted to what is known: names to look for, names that count only beside a word of their kind, and the rest.

Gazetteers hold thousands of villages named after people, after things, or like each other. A name that no other place has and that is no
ordinary word stands by itself; a personal name or a word becomes a name in context, and the place goes by its name with its kind
(قرية النصر); of places that share a name, one that has most of the people keeps it, and the others are left out where their kind does not
tell them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from builder.additions.drafts import slug
from builder.additions.known import Known
from builder.folding import fold
from builder.identifiers import BASE
from builder.particles import STOP

ADMINISTRATIVE = ("country", "governorate", "province", "district", "subdistrict")
_TIMES, _PEOPLE = 10, 5000  # a place that so many times more people live in, and so many at least, is the one that a bare name means
_WORDS = ("common-words", "given-names", "family-names", "common-after-place-kind")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a gazetteer: `number` is its own there (GeoNames'), `above` the numbers or names of what it lies in, the nearest first."""

    number: str
    english: str
    arabic: tuple[str, ...]
    kind: str
    lat: str = ""
    long: str = ""
    population: int = 0
    above: tuple[str, ...] = ()
    wikidata: str = ""
    others: tuple[str, ...] = ()
    source: str = ""


@dataclass(slots=True)
class Fitted:
    """Rows for a table of places; what was left out and why; and how many the lexicon holds already."""

    rows: list[dict[str, str]] = field(default_factory=list)
    left_out: list[tuple[Place, str]] = field(default_factory=list)
    known: int = 0


def fit(places: Iterable[Place], known: Known, nouns: Mapping[str, str], country: str, shipped: Mapping[str, str]) -> Fitted:
    """Fit places in; `nouns` are the Arabic words of kinds, `country` the id that tops them, `shipped` the ids of numbers that ship."""
    fitted = Fitted()
    fresh = []
    for place in sorted(places, key=lambda p: (p.number, p.english)):
        if place.number in shipped or (place.kind == "country" and known.same("Location", "", place.english)):
            fitted.known += 1
        elif not place.arabic:
            fitted.left_out.append((place, "has no Arabic name"))
        elif not slug(place.english):
            fitted.left_out.append((place, "has no English name"))
        else:
            fresh.append(_with_kind(place, nouns))
    bearers = _bearers(fresh, nouns)
    kept = []
    for place in fresh:
        row, reason = _row(place, bearers, known, nouns)
        if row is None:
            fitted.left_out.append((place, reason))
        else:
            kept.append((place, row))
    ids = _ids([place for place, _ in kept], known)
    above = {**shipped, **ids}
    for place, row in kept:
        row |= {"id": ids[place.number], "located_in": _above(place, above, known, country)}
        fitted.rows.append({column: cell for column, cell in row.items() if cell})
    return fitted


def _with_kind(place: Place, nouns: Mapping[str, str]) -> Place:
    """Write the kind before the names of what is administered: the bare name is the town's."""
    noun = nouns.get(place.kind, "")
    if place.kind not in ADMINISTRATIVE[1:]:
        return place
    full = tuple(dict.fromkeys(name if fold(name).startswith(fold(noun) + " ") else f"{noun} {name}" for name in place.arabic))
    return replace(place, arabic=full)


def _bearers(places: Iterable[Place], nouns: Mapping[str, str]) -> dict[str, list[Place]]:
    """Return, by folded name, the places that bear it, bare or with the word of their kind."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for name in dict.fromkeys(fold(n) for bare in place.arabic for n in (bare, _full(bare, place.kind, nouns))):
            found[name].append(place)
    return found


def _full(name: str, kind: str, nouns: Mapping[str, str]) -> str:
    noun = nouns.get(kind, "")
    return name if not noun or fold(name).startswith(fold(noun) + " ") else f"{noun} {name}"


def _row(place: Place, bearers: Mapping[str, list[Place]], known: Known, nouns: Mapping[str, str]) -> tuple[dict[str, str] | None, str]:
    """Return the names of a place as cells, or why it is left out."""
    mine = [name for name in place.arabic if _is_alone(place, name, bearers, known)]
    full = [n for name in place.arabic if (n := _full(name, place.kind, nouns)) != name and _is_alone(place, n, bearers, known)]
    safe = [name for name in mine if not _is_a_word(name, known)]
    if not safe and not full:
        return None, f"shares its name with another place: {place.arabic[0]}"
    bare = [name for name in mine if name not in safe]
    names = [*safe, *(name for name in full if name not in safe)] if safe else full
    cells = {
        "name_ar": names[0],
        "name_en": place.english,
        "other_names": "|".join(safe[1:] if safe else full[1:]),
        "in_context": "|".join(bare),
        "kind": place.kind,
        "lat": place.lat,
        "long": place.long,
        "geonames": place.number if place.number.isdigit() else "",
        "wikidata": place.wikidata,
        "source": place.source,
    }
    return cells, ""


def _is_alone(place: Place, name: str, bearers: Mapping[str, list[Place]], known: Known) -> bool:
    """Tell whether a name means this place and no other, of these or of those that ship."""
    form = fold(name)
    if any(label.kind == "entity" for label in known.lexicon.labels.get(form, ())):
        return False
    others = [other.population for other in bearers[form] if other.number != place.number]
    return not others or (place.population >= _PEOPLE and place.population >= _TIMES * max(others))


def _is_a_word(name: str, known: Known) -> bool:
    """Tell of a name that is a word, or a person's name, or a family's."""
    form = fold(name)
    words, labels = known.lexicon.words, known.lexicon.labels.get(form, ())
    if any(label.kind != "entity" for label in labels):  # the word for a kind of place, a post, a rank
        return True
    return len(form) < _SHORTEST or form in STOP or any(form in words.get(of, ()) for of in _WORDS) or form in known.verbs


def _ids(places: Iterable[Place], known: Known) -> dict[str, str]:
    """Return the id of each place: its English name, with its number where another place has that name."""
    named: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        named[slug(place.english)].append(place)
    ids: dict[str, str] = {}
    for name, group in named.items():
        alone = len(group) == 1 and f"{BASE}place/{name}" not in known.entries
        ids |= {place.number: f"place/{name}" if alone else f"place/{name}-{slug(place.number)}" for place in group}
    return ids


def _above(place: Place, ids: Mapping[str, str], known: Known, country: str) -> str:
    """Return the id of the nearest of what a place lies in that is there."""
    for above in place.above:
        if above in ids and ids[above] != ids.get(place.number):
            return ids[above]
        named = [iri for iri in known.named(above, ("Location",)) if known.entries[iri].place_kind in ADMINISTRATIVE[1:]]
        named = named or [iri for iri in known.named(f"{above} Governorate", ("Location",))]
        if len(named) == 1:
            return named[0].removeprefix(BASE)
    return country
