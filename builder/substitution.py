"""SPARQL for a server: the prefixes that a query uses and the values of its parameters, written into its text.

The embedded database sets a variable wherever it is in scope, before it looks anything up. To a server the same is said with
``VALUES ?x { term }`` at the head of every group of patterns in which that variable is used. Inside a sub-select that does not select the
variable, its name means another one, so those groups are left alone. Terms are written as N-Triples has them: none can be read as SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from builder.prefixes import PREFIXES
from builder.reading import Term

_LETTER = r"[\w\u00b7\u0300-\u1fff\u203f\u2040]"
_TOKEN = re.compile(
    rf"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    |(?P<text>\"{{3}}(?:\"{{0,2}}(?:[^"\\]|\\.))*\"{{3}}|'{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]{_LETTER}+)
    |(?P<prefix>(?:{_LETTER}(?:{_LETTER}|[.-])*)?):(?:{_LETTER}|[.:%-]|\\.)*
    |(?P<word>@?[A-Za-z][A-Za-z0-9_-]*)
    |(?P<mark>[{{}}()*])""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class _Group:
    """A group in braces: what it mentions, what stands in it, and, for that of a sub-select, what is selected.

    `selects` is None for a group that hides nothing; `wraps` marks one that holds a sub-select and nothing else; `data` marks braces that
    hold no patterns (a template, a table of values).
    """

    start: int
    end: int = 0
    data: bool = False
    wraps: bool = False
    selects: frozenset[str] | None = None
    mentions: set[str] = field(default_factory=set)
    inner: list[_Group] = field(default_factory=list)

    def uses(self, name: str) -> bool:
        """Tell whether a variable of this name in here is the one outside."""
        if self.data or (self.selects is not None and name not in self.selects):
            return False
        chosen = self.selects is not None or (name in self.mentions and not self.wraps)
        return chosen or any(group.uses(name) for group in self.inner)

    def heads(self, name: str) -> Iterator[int]:
        """Yield where the values of a variable are to be written."""
        if self.uses(name):
            if not self.wraps:
                yield self.start
            for group in self.inner:
                yield from group.heads(name)


def is_graph(text: str) -> bool:
    """Tell whether a query builds a graph.

    >>> is_graph("# SELECT\\nPREFIX a: <SELECT> CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }")
    True
    """
    return _form(text) in ("CONSTRUCT", "DESCRIBE")


def prepared(text: str, values: Mapping[ox.Variable, Term]) -> str:
    """Return a query with the known prefixes that it uses and with the values of variables; an error for one that cannot be set.

    >>> prepared("SELECT ?x ?y { ?x a ?y }", {ox.Variable("x"): ox.NamedNode("http://e/x")})
    'SELECT ?x ?y { VALUES ?x { <http://e/x> } ?x a ?y }'
    """
    top, construct = _groups(text)
    added: dict[int, str] = {}
    for variable, term in values.items():
        heads = [place for group in top for place in group.heads(variable.value)]
        if not heads and _form(text) == "DESCRIBE" and not top:
            heads, text = [len(text) + 9], f"{text}\nWHERE {{ }}"
        if not heads:
            raise ValueError(f"the query does not select the variable ?{variable.value}, which is given a value")
        for place in heads:
            added[place] = f"{added.get(place, '')} VALUES {variable} {{ {term} }}"
    if added and construct and len(top) == 1:  # the short form, CONSTRUCT WHERE { … }, has no room for values
        added[construct] = f" {{{text[top[0].start : top[0].end]}}}"
    for place in sorted(added, reverse=True):
        text = text[:place] + added[place] + text[place:]
    return _declared(text)


def _declared(text: str) -> str:
    """Return a query after the declarations of the known prefixes that it uses and does not declare; none is declared twice."""
    used: set[str] = set()
    own: set[str] = set()
    before = ""
    for token in _TOKEN.finditer(text):
        if token["prefix"] is not None:
            (own if before == "PREFIX" else used).add(token["prefix"])
        if token["comment"] is None:
            before = (token["word"] or "").upper()
    missing = sorted(name for name in used - own if name in PREFIXES)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + text


def _form(text: str) -> str:
    words = (token["word"].upper() for token in _TOKEN.finditer(text) if token["word"])
    return next((word for word in words if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "")


def _groups(text: str) -> tuple[list[_Group], int]:
    """Return the outermost groups of a query, and where the word CONSTRUCT of its short form ends (0 for every other query)."""
    reader = _Reader()
    for token in _TOKEN.finditer(text):
        if token["comment"] is None:
            reader.read(token)
    return reader.top.inner, reader.construct


class _Reader:
    """Reads the tokens of a query; `top` is the query itself."""

    def __init__(self) -> None:
        self.top = _Group(0)
        self.construct = 0
        self._open = [self.top]
        self._selected: set[str] | None = None  # while SELECT … is read
        self._values = False  # after VALUES, until its braces
        self._before = ""
        self._depth = 0

    def read(self, token: re.Match[str]) -> None:
        """Take the next token."""
        word, mark, variable = (token["word"] or "").upper(), token["mark"] or "", token["variable"]
        if mark == "{":
            self._enter(token.end())
        elif mark == "}" and len(self._open) > 1:
            self._open.pop().end = token.start()
        elif word == "SELECT":
            self._selected, self._depth = set(), 0
            self._open[-1].wraps = True
        elif word == "VALUES":
            self._values = True
        elif word == "CONSTRUCT":
            self.construct = token.end()
        elif self._selected is not None:
            self._select(mark, variable[1:] if variable else "")
        elif variable:
            self._open[-1].mentions.add(variable[1:])
        self._before = word or mark or "other"

    def _enter(self, start: int) -> None:
        template = self._before == "CONSTRUCT"
        if template:
            self.construct = 0
        every = self._selected is None or "*" in self._selected
        group = _Group(start, data=template or self._values, selects=None if every else frozenset(self._selected or ()))
        self._open[-1].inner.append(group)
        self._open.append(group)
        self._selected, self._values = None, False

    def _select(self, mark: str, variable: str) -> None:
        """Take a token of what is selected: plain variables, and names given with AS, but not what these are computed from."""
        assert self._selected is not None
        self._depth += (mark == "(") - (mark == ")")
        if mark == "*" and not self._depth:
            self._selected.add("*")
        elif variable and (not self._depth or self._before == "AS"):
            self._selected.add(variable)
