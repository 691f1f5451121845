"""What the shapes demand, in words: a line of a table for each shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.site.demands import Demand, Rule, Step
from builder.site.pages.cards import Desk, Link
from builder.vocabulary import SH

_NAMED = {"datatype", "class", "in", "lessThan", "disjoint"}  # rules whose values are terms
_COUNTED = ("minCount", "maxCount")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words around terms or figures: `before`, the links, `after`."""

    before: str
    links: tuple[Link, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A shape in words: what it is about, along which properties, what it demands, how strictly, and its own message."""

    shape: str
    about: tuple[Phrase, ...]
    path: tuple[Phrase, ...]
    joined: str
    phrases: tuple[Phrase, ...]
    severity: str
    strictness: str
    message: str


def lines(desk: Desk, demands: Iterable[Demand]) -> list[Line]:
    """Return the lines of demands, in the order given."""
    return [_line(desk, demand) for demand in demands]


def _line(desk: Desk, demand: Demand) -> Line:
    words, lang = desk.view.words, desk.view.lang
    return Line(
        demand.local,
        tuple(_around(words[f"shape_{kind}"], (desk.link(iri),)) for kind, iri in demand.targets),
        tuple(_step(desk, step) for step in demand.path),
        demand.joined,
        (*_phrases(desk, demand.rules), *_options(desk, demand.options)),
        words[f"shape_{demand.severity}"],
        demand.severity.lower(),
        demand.message.get(lang) or next(iter(demand.message.values()), ""),
    )


def _step(desk: Desk, step: Step) -> Phrase:
    return _around(desk.view.words["shape_backwards"], (desk.link(step.iri),)) if step.backwards else Phrase("", (desk.link(step.iri),))


def _around(template: str, links: tuple[Link, ...]) -> Phrase:
    before, _, after = template.partition("{}")
    return Phrase(before, links, after)


def _phrases(desk: Desk, rules: Sequence[Rule]) -> Iterator[Phrase]:
    counts = {rule.name: int(rule.values[0]) for rule in rules if rule.name in _COUNTED}
    if counts:
        yield Phrase(how_many(desk.view.words, counts.get("minCount"), counts.get("maxCount")))
    for rule in rules:
        if rule.name not in _COUNTED:
            yield _phrase(desk, rule)


def _phrase(desk: Desk, rule: Rule) -> Phrase:
    words, first = desk.view.words, rule.values[0]
    if rule.name == "property":
        return _around(words["shape_has_property"], tuple(map(desk.link, rule.values)))
    if rule.name == "nodeKind":
        return Phrase(words["shape_nodeKind"].format(words[f"shape_kind_{first.removeprefix(SH)}"]))
    if rule.name == "minLength" and first == "1":
        return Phrase(words["shape_not_empty"])
    if rule.name == "uniqueLang":
        return Phrase(words["shape_uniqueLang"])
    if rule.name == "qualifiedMinCount":
        return Phrase(words["shape_qualifiedMinCount"].format(values(words, int(first))))
    shown = tuple(map(desk.link, rule.values)) if rule.name in _NAMED else tuple(Link(value, code=True) for value in rule.values)
    return _around(words[f"shape_{rule.name}"], shown)


def _options(desk: Desk, options: Sequence[Sequence[Rule]]) -> Iterator[Phrase]:
    """Yield the options of which one must hold, with "or" between them."""
    for number, option in enumerate(options):
        if number:
            yield Phrase(desk.view.words["term_or"])
        yield from _phrases(desk, option)


def how_many(words: Mapping[str, str], least: int | None, most: int | None) -> str:
    """Return how many values there may be.

    >>> from builder.site.words import load_words
    >>> how_many(load_words("en"), 1, 1), how_many(load_words("ar"), 2, None), how_many(load_words("ar"), None, 3)
    ('exactly one value', 'قيمتان على الأقل', '3 قيم على الأكثر')
    """
    if least is not None and least == most:
        return words["shape_exactly"].format(values(words, least))
    bounds = (("shape_least", least), ("shape_most", most))
    return (words["data_comma"] + " ").join(words[name].format(values(words, bound)) for name, bound in bounds if bound is not None)


def values(words: Mapping[str, str], number: int) -> str:
    """Return a number of values as the language counts them: Arabic has a word for two, and another noun from eleven.

    >>> from builder.site.words import load_words
    >>> [values(load_words("ar"), n) for n in (1, 2, 3, 11)]
    ['قيمة واحدة', 'قيمتان', '3 قيم', '11 قيمة']
    """
    name = {1: "one", 2: "two"}.get(number, "few" if number < 11 else "many")
    return words[f"shape_{name}"].format(number)
