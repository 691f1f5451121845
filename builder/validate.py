"""The SHACL gate: one article's graph in, what is wrong with it out. The only importer of pyshacl.

The shapes use SHACL core only and every graph is checked alone, without inference, ontology or the other
graphs; what a shape needs to know of a vocabulary stands in its own `sh:in` list. The shapes are parsed
once for each `Validator`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pyshacl import validate as _shacl
from rdflib import Dataset, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import BNode, Literal, Node

from builder.errors import LexiconError
from builder.resources import ontology_dir

ARTICLE_SHAPES = "shapes.ttl"
LEXICON_SHAPES = "lexicon-shapes.ttl"

_SEVERITIES = ("Violation", "Warning", "Info")
_PATH_FORMS = (
    (SH.inversePath, "^{}"),
    (SH.oneOrMorePath, "{}+"),
    (SH.zeroOrMorePath, "{}*"),
    (SH.zeroOrOnePath, "{}?"),
)


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


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a report says about a shape, read once: its path and messages."""

    path: str
    message_ar: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Validator:
    """A shapes graph that was read once and checks any number of graphs.

    >>> Validator.load().validate_graph(Graph(), "empty")
    []
    """

    graph: Graph
    shapes: dict[Node, _Shape] = field(repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Validator:
        """Read the shapes of `path`, by default the article shapes; raise `LexiconError` where that fails."""
        source = path or ontology_dir() / ARTICLE_SHAPES
        graph = Graph(store="SimpleMemory")  # no book-keeping of contexts: pyshacl reads each shape again for each graph
        try:
            graph.parse(source, format="turtle")
        except (OSError, SyntaxError, ValueError) as error:
            raise LexiconError(f"{source}: the shapes cannot be read: {error}") from error
        shapes = {
            shape: _Shape(
                _path(graph, graph.value(shape, SH.path)),
                _message(graph, shape, "ar"),
                _message(graph, shape, "en"),
            )
            for shape in {*graph.subjects(SH.severity), *graph.subjects(SH.message), *graph.subjects(SH.path)}
        }
        graph.remove((None, SH.message, None))  # read above; pyshacl walks all triples of a shape each time
        return cls(graph, shapes)

    def validate_graph(self, graph: Graph, article: str) -> list[Violation]:
        """Return what is wrong with the graph of one article, in a fixed order.

        A `Dataset` is refused: pyshacl would check all its graphs together and leave it changed.
        """
        if isinstance(graph, Dataset):
            raise TypeError("validate_graph takes the plain graph of one article, not a Dataset")
        _, report, text = _shacl(
            graph,
            shacl_graph=self.graph,
            inference="none",
            meta_shacl=False,
            advanced=False,
            inplace=False,
            do_owl_imports=False,
        )
        if not isinstance(report, Graph):
            raise LexiconError(f"the shapes cannot be applied: {text}")
        found = {self._violation(report, result, article) for result in report.objects(None, SH.result)}
        return sorted(found)

    def note(self, article: str, focus: str, shape: str, severity: str) -> Violation:
        """Return a result that another engine found, in the words of the shape."""
        known = self.shapes.get(URIRef(shape), _Shape("", "", ""))
        return Violation(
            article=article,
            gravity=_SEVERITIES.index(severity),
            focus=focus,
            shape=shape,
            path=known.path,
            value="",
            severity=severity,
            message_ar=known.message_ar,
            message_en=known.message_en,
        )

    def _violation(self, report: Graph, result: Node, article: str) -> Violation:
        """Read one result of pyshacl's report."""
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        source = report.value(result, SH.sourceShape)
        shape = self.shapes.get(source, _Shape("", "", "")) if source is not None else _Shape("", "", "")
        fallback = str(report.value(result, SH.resultMessage) or "")
        return Violation(
            article=article,
            gravity=_SEVERITIES.index(severity) if severity in _SEVERITIES else 0,
            focus=str(report.value(result, SH.focusNode)),
            shape=str(source) if isinstance(source, URIRef) else "",
            path=shape.path,
            value=str(report.value(result, SH.value) or ""),
            severity=severity,
            message_ar=shape.message_ar or fallback,
            message_en=shape.message_en or fallback,
        )


def conforms(violations: list[Violation]) -> bool:
    """Tell whether nothing of severity "Violation" was found."""
    return not any(violation.blocks for violation in violations)


def _message(graph: Graph, shape: Node, language: str) -> str:
    """Return a shape's message in one language, empty where it has none."""
    return next(
        (str(text) for text in graph.objects(shape, SH.message) if isinstance(text, Literal) and text.language == language),
        "",
    )


def _path(graph: Graph, path: Node | None) -> str:
    """Write a property path as people read it: `tq:date`, `^itsrdf:taIdentRef`, `tq:killed|tq:wounded`."""
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return graph.namespace_manager.normalizeUri(path)
    assert isinstance(path, BNode)
    for predicate, form in _PATH_FORMS:
        inner = graph.value(path, predicate)
        if inner is not None:
            return form.format(_path(graph, inner))
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return "|".join(_path(graph, step) for step in Collection(graph, alternatives))
    return "/".join(_path(graph, step) for step in Collection(graph, path))
