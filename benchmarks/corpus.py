"""Corpora of any size for measuring: articles put together from `templates.toml` and the names of the lexicon.

Article k of seed s is the same whatever the size of the corpus, and each says of itself that it is no news. The same templates and
the same lexicon give the same bytes.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.lexicon import Entry, Lexicon, load_lexicon

TEMPLATES = Path(__file__).with_name("templates.toml")
# Lengths are drawn from a lognormal distribution between these bounds, so that there are a few long articles and many short ones.
_MEAN, _SPREAD, _SHORTEST, _LONGEST = 7.74, 0.42, 700, 8_000
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_JOINED = (("لـالل", "لل"), ("لـال", "لل"), ("لـ", "ل"), ("بـ", "ب"))  # a particle and the article behind it: للواء, للفريق
_HEADS = ("قضاء", "ناحية", "قرية", "منطقة", "مدينة", "حي", "بلدة")
_PLACES = {"village": "قرية ", "district": "قضاء ", "subdistrict": "ناحية ", "neighbourhood": "", "city": ""}


@dataclass(frozen=True, slots=True)
class Material:
    """What articles are made of: the templates, and the places and bodies that the lexicon has for them."""

    templates: Mapping[str, Any]
    named: Mapping[str, tuple[str, ...]]
    places: Mapping[str, Mapping[str, tuple[str, ...]]]
    people: Mapping[str, str]


@lru_cache(maxsize=1)
def load_material() -> Material:
    """Read the templates and look up in the lexicon every name that they ask for."""
    templates = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
    lexicon = load_lexicon()
    entries: dict[str, list[Entry]] = {}
    for entry in sorted(lexicon.entries.values(), key=lambda e: e.iri):
        entries.setdefault(entry.iri.rsplit("/", 1)[-1], []).append(entry)
    named = {}
    for slot, wanted in templates["lexicon"].items():
        kinds = {"governorate": "Location", "kgovernorate": "Location", "outlet": "Outlet"}
        named[slot] = tuple(_label(entries, name, kinds.get(slot)) for name in wanted.split())
    holders = {h.split()[0] for _, *held in templates["offices"].values() for h in held}
    people = {name: _label(entries, name, "Official") for name in sorted(holders)}
    return Material(templates, named, _places(lexicon), people)


def _label(entries: Mapping[str, Sequence[Entry]], name: str, kind: str | None) -> str:
    """Return the Arabic name of what the templates call by the last part of its IRI."""
    found = [e.label for e in entries.get(name, ()) if kind is None or e.kind == kind]
    if not found:
        raise ValueError(f"{TEMPLATES.name}: the lexicon has no {name!r}: write the last part of an IRI of ontology/lexicon")
    return found[0]


def _places(lexicon: Lexicon) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the places of each governorate by kind, with the word for it before the name; mountains, valleys and deserts are terrain."""
    found: dict[str, dict[str, list[str]]] = {}
    for entry in sorted(lexicon.entries.values(), key=lambda e: e.iri):
        kind = "terrain" if entry.place_kind in ("mountain", "valley", "desert") else entry.place_kind
        above = [a for a in lexicon.ancestors(entry.iri) if a.endswith("-governorate") and a in lexicon.entries]
        if above and kind in (*_PLACES, "terrain"):
            head = "" if entry.label.split()[0] in _HEADS else _PLACES.get(kind or "", "")
            found.setdefault(lexicon.entries[above[0]].label, {}).setdefault(kind or "", []).append(head + entry.label)
    return {governorate: {kind: tuple(names) for kind, names in kinds.items()} for governorate, kinds in found.items()}


class Story:
    """One happening: what its slots hold, bound when first asked for."""

    def __init__(self, material: Material, chance: random.Random, day: date, months: str) -> None:
        self._material, self._chance, self._day, self._months = material, chance, day, months
        self._bound: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def fill(self, template: str) -> str:
        """Return a template with its choices made and its slots filled."""
        while match := _CHOICE.search(template):
            template = template[: match.start()] + self._chance.choice(match[1].split("|")) + template[match.end() :]
        text = _SLOT.sub(lambda match: self._slot(match[1]), template)
        for written, joined in _JOINED:
            text = text.replace(written, joined)
        return re.sub(r" (?=[،.])", "", " ".join(text.split()))

    def _slot(self, name: str) -> str:
        head, _, noun = name.partition(" ")
        if _RANGE.fullmatch(head) or head in self._material.templates["numbers"]:
            return self._counted(self._number(head), noun)
        if name in ("today", "yesterday", "past"):
            return self._when(name)
        if name.endswith(".family") and name not in self._bound:
            name = name.removesuffix(".family")  # who is not known yet comes with rank and name
        if name not in self._bound:
            self._bind(name)
        return self._bound[name]

    def _number(self, head: str) -> int:
        if match := _RANGE.fullmatch(head):
            return self._chance.randint(int(match[1]), int(match[2]))
        if head not in self._numbers:
            self._numbers[head] = self._chance.randint(*self._material.templates["numbers"][head])
        return self._numbers[head]

    def _counted(self, number: int, noun: str) -> str:
        if not noun:
            return str(number)
        two, few, many, hundreds = self._material.templates["nouns"][noun]
        if number == 2:
            return str(two)
        last = number % 100
        return f"{number} {few if 3 <= last <= 10 else many if last > 10 else hundreds}"

    def _when(self, name: str) -> str:
        weekdays = self._material.templates["dates"]["weekday"]
        weekday = weekdays[self._day.weekday()]
        if name == "yesterday":
            return f"{self._chance.choice(('أمس', 'يوم أمس'))} {weekdays[self._day.weekday() - 1]}"
        if name == "past":
            return self.dated(self._day - timedelta(days=self._chance.randint(20, 900)))
        day = self.dated(self._day)
        return self._chance.choice((weekday, f"اليوم {weekday}", f"اليوم {weekday}", f"اليوم {weekday} ({day})", f"{weekday} {day}"))

    def dated(self, day: date) -> str:
        """Return a day with its month as the article's outlet writes months: Levantine, Egyptian or both."""
        dates = self._material.templates["dates"]
        names = [dates[calendar][day.month - 1] for calendar in self._months.split()]
        return f"{day.day} {'/'.join(names)} {day.year}"

    def _bind(self, name: str) -> None:
        """Give a slot what it stands for; {force2} is never what {force} is."""
        owner = name.partition(".")[0]
        pool = owner.rstrip("23456789")
        if pool in self._material.templates["people"]:
            self._bind_person(owner, pool)
            return
        taken = {value for other, value in self._bound.items() if other.rstrip("23456789") == pool}
        names = self._names(pool)
        self._bound[name] = self._chance.choice([n for n in names if n not in taken] or list(names))

    def _bind_person(self, owner: str, pool: str) -> None:
        people = self._material.templates["people"]
        kind = people.get(people[pool].get("like"), {}) | people[pool]
        given, family = (self._chance.choice(kind[part].split()).replace("_", " ") for part in ("given", "family"))
        middle = self._chance.choice(kind["given"].split()).replace("_", " ")
        name = f"{given} {middle} {family}" if middle != given and self._chance.random() < 0.4 else f"{given} {family}"
        self._bound[owner] = f"{self._chance.choice(kind['before'])} {name}"
        self._bound[f"{owner}.name"], self._bound[f"{owner}.family"] = name, family

    def _names(self, pool: str) -> Sequence[str]:
        """Return what a slot may hold; places and local bodies are those of the story's governorate."""
        material, templates = self._material, self._material.templates
        if pool in templates["offices"]:
            return (self._holder(*templates["offices"][pool]),)
        if pool in material.named:
            return material.named[pool]
        if pool in templates["pools"]:
            return tuple(templates["pools"][pool])
        governorate = self._slot("kgovernorate" if pool.startswith("k") else "governorate")
        area = governorate.partition(" ")[2]
        local = {
            "gov": area,
            "governor": f"محافظ {area}",
            "opscommand": f"قيادة عمليات {area}",
            "opscommander": f"قائد عمليات {area}",
            "police": f"قيادة شرطة {area}",
            "policechief": f"قائد شرطة {area}",
        }
        if pool in local:
            return (local[pool],)
        kinds = material.places[governorate]
        return kinds.get(pool.removeprefix("k")) or kinds["village"]

    def _holder(self, title: str, *holders: str) -> str:
        """Return the title with who held it on the story's day."""
        name = next(name for name, until in map(str.split, holders) if self._day.isoformat() < until)
        return f"{title} {self._material.people[name]}"


def article(number: int, seed: int = 1) -> dict[str, object]:
    """Return article `number` of a seed as a record of JSONL."""
    material = load_material()
    templates, chance = material.templates, random.Random(f"{seed}/{number}")
    first, last = templates["first_day"], templates["last_day"]
    day = first + timedelta(days=chance.randrange((last - first).days))
    months = chance.choice(("levantine", "egyptian", "levantine egyptian"))
    wanted = min(max(chance.lognormvariate(_MEAN, _SPREAD), _SHORTEST), _LONGEST)
    title, paragraphs = _paragraphs(material, chance, day, months, wanted)
    page = Story(material, chance, day, months)
    outlet = page.fill("{outlet}")
    head = chance.choice(templates["page"]["dateline"])
    head = head.format(day=page.dated(day), iso=day.isoformat(), town=chance.choice(templates["page"]["town"]), outlet=outlet)
    return {
        "id": f"synthetic-{seed}-{number:08d}",
        "synthetic": True,
        "title": title,
        "date": day.isoformat(),
        "outlet": outlet,
        "text": "\n\n".join([head + paragraphs[0], *paragraphs[1:], templates["notice"]]),
    }


def _paragraphs(material: Material, chance: random.Random, day: date, months: str, wanted: float) -> tuple[str, list[str]]:
    """Return a headline and paragraphs of about `wanted` characters: a story, remarks on it, other stories, what went before."""
    templates = material.templates
    shared = templates["shared"]
    stories = chance.choices(templates["story"], [s["weight"] for s in templates["story"]], k=8)
    rest = {kind: chance.sample(shared[kind], len(shared[kind])) for kind in ("comment", "background")}
    title, found, size = "", list[str](), len(templates["notice"]) + 40
    for position, kind in enumerate(stories):
        story = Story(material, chance, day, months)
        title = title or story.fill(chance.choice(kind["headline"]))
        lead = ("" if position == 0 else chance.choice(shared["link"])) + chance.choice(kind["lead"])
        details = chance.sample(kind["detail"], min(len(kind["detail"]), chance.randint(2, 4) if position == 0 else chance.randint(0, 2)))
        others = [rest[name].pop() for name in ("comment", "background", "background") if rest[name]]
        for template in (lead, *details, *others):
            paragraph = story.fill(template)
            if found and size + len(paragraph) / 2 > wanted:
                return title, found
            found.append(paragraph)
            size += len(paragraph) + 2
    return title, found


def articles(size: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """Yield the first `size` articles of a seed."""
    return (article(number, seed) for number in range(size))


def write(path: Path, size: int, seed: int = 1) -> int:
    """Write a corpus as JSONL, one article at a time, and return how many characters its texts have, titles included."""
    characters = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for record in articles(size, seed):
            characters += len(str(record["title"])) + len(str(record["text"])) + 2
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return characters
