"""What is wrong with a graph: the record that both engines' findings come in, and the words of the shapes for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from builder.errors import LexiconError
from builder.prefixes import shorten
from builder.vocabulary import RDF_FIRST, RDF_REST, SH

ARTICLE_SHAPES = "shapes.ttl"
LEXICON_SHAPES = "lexicon-shapes.ttl"

_SEVERITIES = ("Violation", "Warning", "Info")
_PATH_FORMS = (("inversePath", "^{}"), ("oneOrMorePath", "{}+"), ("zeroOrMorePath", "{}*"), ("zeroOrOnePath", "{}?"))


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One result of the gate: which node of which article breaks which shape.

    `severity` is "Violation", "Warning" or "Info"; `path` is the property in SPARQL's path syntax, empty
    where the node itself is at fault; `value` is the offending value, empty where one is lacking. Violations
    sort by article, gravity and node.
    """

    article: str
    gravity: int = field(repr=False)
    focus: str
    shape: str
    path: str
    value: str
    severity: str
    message_ar: str
    message_en: str

    @property
    def blocks(self) -> bool:
        """Tell whether the graph must be kept out of the store: warnings and notes do not block."""
        return self.severity == "Violation"


def conforms(violations: list[Violation]) -> bool:
    """Tell whether nothing of severity "Violation" was found."""
    return not any(violation.blocks for violation in violations)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a report says about a shape: its path and messages."""

    path: str = ""
    message_ar: str = ""
    message_en: str = ""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of all shapes of a file that have a name, read once."""

    by_shape: Mapping[str, Wording]

    @classmethod
    def load(cls, path: Path) -> Wordings:
        """Read the shapes of `path`; raise `LexiconError` where that fails."""
        facts: dict[object, dict[str, list[object]]] = {}
        try:
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                facts.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
        except (OSError, SyntaxError, ValueError) as error:
            raise LexiconError(f"{path}: the shapes cannot be read: {error}") from error
        return cls({node.value: _wording(facts, said) for node, said in facts.items() if isinstance(node, ox.NamedNode)})

    def violation(self, article: str, focus: str, shape: str, severity: str, value: str = "", fallback: str = "") -> Violation:
        """Return a result in the words of its shape, or with the engine's own message where the shape has none."""
        said = self.by_shape.get(shape, Wording())
        return Violation(
            article=article,
            gravity=_SEVERITIES.index(severity) if severity in _SEVERITIES else 0,
            focus=focus,
            shape=shape,
            path=said.path,
            value=value,
            severity=severity,
            message_ar=said.message_ar or fallback,
            message_en=said.message_en or fallback,
        )


_Facts = Mapping[object, Mapping[str, list[object]]]


def _wording(facts: _Facts, said: Mapping[str, list[object]]) -> Wording:
    messages = [m for m in said.get(SH + "message", ()) if isinstance(m, ox.Literal)]
    arabic, english = (next((m.value for m in messages if m.language == language), "") for language in ("ar", "en"))
    return Wording(_path(facts, next(iter(said.get(SH + "path", ())), None)), arabic, english)


def _path(facts: _Facts, path: object) -> str:
    """Write a property path as people read it: `tq:date`, `^itsrdf:taIdentRef`, `tq:killed|tq:wounded`."""
    if isinstance(path, ox.NamedNode):
        return shorten(path.value)
    said = facts.get(path, {})
    for name, form in _PATH_FORMS:
        if SH + name in said:
            return form.format(_path(facts, said[SH + name][0]))
    if SH + "alternativePath" in said:
        return "|".join(_path(facts, step) for step in _members(facts, said[SH + "alternativePath"][0]))
    return "/".join(_path(facts, step) for step in _members(facts, path))


def _members(facts: _Facts, head: object) -> Iterable[object]:
    """Yield the members of an RDF list."""
    while RDF_FIRST in facts.get(head, {}):
        yield facts[head][RDF_FIRST][0]
        head = facts[head][RDF_REST][0]
