"""The page where people write SPARQL: an editor, the named questions as examples, and the answer as a table or as Turtle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from builder.prefixes import PREFIXES, shorten
from builder.query import Query, bindings, named_queries
from builder.site.addresses import ROOT
from builder.site.pages.frame import View
from builder.substitution import prepared
from builder.vocabulary import TQ

SHOWN = 1000  # rows of a table that are shown; whoever asks for a file gets all
TABLES, GRAPHS = ("csv", "tsv", "json", "xml"), ("ttl", "nt", "rdf", "jsonld")
_FIRST = "SELECT DISTINCT ?name {\n  force:peshmerga skos:prefLabel ?name\n}"
_PLAIN = re.compile(r"[a-z]+:[\w-]+", re.ASCII)  # a prefixed name that needs no escapes


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table. `iri` is empty for a literal; `note` is the datatype of one, as a prefixed name."""

    text: str
    iri: str = ""
    lang: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A query and its answer, as the page shows them: a table, a graph, a yes or no, or why there is none of these.

    `number` counts all rows, of which `rows` may be the first; `large` is the size in bytes of a result that is too large for a page.
    `kind` is that of the error (a word `query_…` of the interface tells it), `error` the reason in English.
    """

    query: str = ""
    example: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] | None = None
    number: int = 0
    graph: str | None = None
    truth: bool | None = None
    large: int = 0
    kind: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A named question in words, and its query with the parameters filled in."""

    name: str
    question: str
    text: str


def page(view: View, shown: Shown) -> str:
    """Return the page in the language of the view."""
    known = {example.name: example for example in examples(view.lang)}
    query = shown.query or (known[shown.example].text if shown.example in known else _FIRST)
    return view.render("sparql.html", shown=shown, query=query, examples=known.values(), data=_data(view), tables=TABLES, graphs=GRAPHS)


def _data(view: View) -> Mapping[str, object]:
    """Return what `query.js` needs to know."""
    terms = sorted({iri for iri, _ in view.room.terms.labels if iri.startswith(TQ)})
    return {
        "endpoint": view.file("sparql"),
        "root": ROOT,
        "prefixes": PREFIXES,
        "classes": [iri for iri in terms if iri.removeprefix(TQ)[:1].isupper()],
        "properties": [iri for iri in terms if iri.removeprefix(TQ)[:1].islower()],
        "examples": {example.name: example.text for example in examples(view.lang)},
        "shown": SHOWN,
        "words": {name.removeprefix("query_"): word for name, word in view.words.items() if name.startswith("query_")},
    }


@cache
def examples(lang: str) -> tuple[Example, ...]:
    """Return the named questions as people would write them.

    >>> next(example for example in examples("en") if example.name == "about").text.splitlines()[0]
    '# What do all articles and the lexicon say of a thing?'
    """
    asked = ((query, query.question_ar if lang == "ar" else query.question) for query in named_queries())
    return tuple(Example(query.name, question, f"# {question}\n{_written(query)}") for query, question in asked)


def _written(query: Query) -> str:
    """Return the text of a query with the values of its parameters in it, and without the lines that describe it."""
    values = bindings(query, {})
    text = prepared("\n".join(line for line in query.text.splitlines() if not line.startswith("#")).strip() + "\n", values)
    for term in values.values():
        if _PLAIN.fullmatch(short := shorten(term.value)):
            text = text.replace(str(term), short)
    return text
