"""What the SHACL shapes demand of the graph of an article, as records: of which class or property, along which path, and what.

Only what `ontology/shapes.ttl` uses of SHACL is read (https://www.w3.org/TR/shacl/); a test fails where a shape demands anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from builder.site.glossary import Said, Term, by_subject, members, shipped
from builder.vocabulary import SH

_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_LISTS = ("in", "languageIn")
_VALUES = (
    "minCount",
    "maxCount",
    "datatype",
    "nodeKind",
    "class",
    "minInclusive",
    "maxInclusive",
    "minExclusive",
    "maxExclusive",
    "minLength",
    "maxLength",
    "pattern",
    "lessThan",
    "disjoint",
    "uniqueLang",
    "qualifiedMinCount",
)
_PATHS = ("path", "inversePath", "alternativePath")
READ = frozenset((*_TARGETS, *_LISTS, *_VALUES, *_PATHS, "severity", "message", "or", "property", "qualifiedValueShape"))


@dataclass(frozen=True, slots=True)
class Step:
    """One property of a path; `backwards` where it is followed from its value to what has it."""

    iri: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing demanded, by SHACL's name for it without the prefix ("minCount"), and its values: IRIs, numbers or words."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """What one shape demands.

    `targets` are pairs of the kind of target and its IRI; `path` is empty where the thing itself is meant; `joined` says how its
    steps are joined: "sequence" (one after the other) or "either". `rules` must all hold; of `options`, where there are any, one group
    must. `message` is by language.
    """

    shape: str
    severity: str
    targets: tuple[tuple[str, str], ...]
    path: tuple[Step, ...]
    joined: str
    rules: tuple[Rule, ...]
    options: tuple[tuple[Rule, ...], ...]
    message: Mapping[str, str]

    def on(self, kind: str, iri: str) -> bool:
        """Tell whether the shape is about the instances of a class ("targetClass"), or what has or is the value of a property."""
        return (kind, iri) in self.targets

    @property
    def local(self) -> str:
        """The shape's name."""
        return self.shape.rpartition("#")[2]


def read_demands() -> list[Demand]:
    """Return what the shapes of articles' graphs demand, in order of the shapes' names."""
    said = by_subject(shipped("shapes.ttl"))
    return [demand for iri in sorted(said) if not iri.startswith("_:") and (demand := _demand(said, iri)) is not None]


def _demand(said: Said, iri: str) -> Demand | None:
    of = said[iri]
    targets = tuple((kind, value) for kind in _TARGETS for value in _texts(of.get(SH + kind, ())))
    if not targets:
        return None
    joined, path = _path(said, of)
    return Demand(
        iri,
        next(iter(_texts(of.get(SH + "severity", ()))), SH + "Violation").removeprefix(SH),
        targets,
        path,
        joined,
        tuple(_rules(said, of)),
        tuple(tuple(_alternative(said, option)) for head in of.get(SH + "or", ()) for option in members(said, head)),
        {v.language or "": v.value for v in of.get(SH + "message", ()) if isinstance(v, ox.Literal)},
    )


def _path(said: Said, of: Mapping[str, Iterable[Term]]) -> tuple[str, tuple[Step, ...]]:
    """Return how the steps of a path are joined, and the steps."""
    for term in of.get(SH + "path", ()):
        inner = said.get(str(term), {})
        for head in inner.get(SH + "alternativePath", ()):
            return "either", tuple(_step(said, member) for member in members(said, head))
        steps = tuple(_step(said, member) for member in members(said, term))
        return "sequence", steps or (_step(said, term),)
    return "sequence", ()


def _step(said: Said, term: Term) -> Step:
    for inner in said.get(str(term), {}).get(SH + "inversePath", ()):
        return Step(_text(inner), True)
    return Step(_text(term))


def _rules(said: Said, of: Mapping[str, Iterable[Term]]) -> Iterator[Rule]:
    for name in _VALUES:
        for value in _texts(of.get(SH + name, ())):
            yield Rule(name, (value,))
    for name in _LISTS:
        for head in of.get(SH + name, ()):
            yield Rule(name, tuple(_text(member) for member in members(said, head)))
    for inner in of.get(SH + "qualifiedValueShape", ()):
        yield from _rules(said, said.get(_text(inner), {}))


def _alternative(said: Said, term: Term) -> Iterator[Rule]:
    """Yield what one option of sh:or demands: of the value itself, or that a property is there."""
    of = said.get(str(term), {})
    yield from _rules(said, of)
    for inner in of.get(SH + "property", ()):
        yield Rule("property", tuple(step.iri for step in _path(said, said.get(str(inner), {}))[1]))


def _text(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _texts(terms: Iterable[Term]) -> list[str]:
    return [_text(term) for term in terms]
