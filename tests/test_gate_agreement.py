"""pyshacl and the fast engine agree on thousands of article graphs that were spoilt at random, always in the same way.

Pieces are cut out of real article graphs and mutated; many pieces, each with names of its own, are checked as one graph, because pyshacl
reads the shapes anew for every graph. What is compared is which node breaks which constraint of which shape, and how gravely.
"""

from __future__ import annotations

import logging
import random
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyshacl
import pytest
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from test_validate import SOUND, read

from builder.articles import read_paths
from builder.gate import Gate, as_triples
from builder.model import Article
from builder.pipeline import build_article
from builder.validate import as_rdflib, conforms
from builder.vocabulary import DCTERMS, NIF, ORG, OWL_SAME_AS, RDF_TYPE, SCHEMA, SKOS, SUPERCLASSES, TIME, TQ, XSD

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PIECES, BATCH = 2_400, 40
TYPE, OFFSETS = f"<{RDF_TYPE}>", (f"<{NIF}beginIndex>", f"<{NIF}endIndex>")

Triple = tuple[str, str, str]  # terms as N-Triples writes them
COMPARISONS = {f"{name}ConstraintComponent" for name in ("LessThan", "MinInclusive", "MaxInclusive", "MinExclusive")}
Found = tuple[str, str, str, str]  # focus node, shape, constraint component, severity

# what neither the examples nor the sound graph of the shapes' tests hold
RARE = f"""<id:link> {TYPE} <{TQ}HappeningLink> .
<id:link> <{TQ}links> <id:one> .
<id:link> <{TQ}links> <id:two> .
<id:link> <{TQ}linkReason> "سبب"@ar .
<id:link> <{TQ}linkReason> "reason"@en .
<id:again> {TYPE} <{TQ}RepublicationLink> .
<id:again> <{TQ}copy> <id:article> .
<id:again> <{TQ}original> <id:first> .
<id:again> <{TQ}similarity> "0.97"^^<{XSD}decimal> .
<id:toll> {TYPE} <{TQ}ReportedToll> .
<id:toll> <{TQ}killed> "3"^^<{XSD}integer> .
<id:fight> {TYPE} <{TQ}Event> .
<id:fight> <{TQ}reportedToll> <id:toll> .
<id:fight> <{TQ}killed> "3"^^<{XSD}integer> .
<id:fight> <{TQ}wounded> "4"^^<{XSD}integer> .
<id:strike> {TYPE} <{TQ}AirStrike> .
<id:strike> <{TQ}participant> <id:group> .
<id:span> {TYPE} <{TIME}Duration> .
<id:span> <{TIME}numericDuration> "2"^^<{XSD}decimal> .
<id:article> {TYPE} <{TQ}Article> .
<id:article> <{DCTERMS}identifier> "x" .
<id:article> <{DCTERMS}language> "ar" .
<id:article> <{SCHEMA}url> <https://example.org/1> .
<id:group> {TYPE} <{TQ}ArmedGroup> .
<id:group> <{SKOS}prefLabel> "جماعة"@ar .
<id:group> <{OWL_SAME_AS}> <https://example.org/2> .
<id:group> <{ORG}subOrganizationOf> <id:group-above> .
<id:place> {TYPE} <{TQ}Location> .
<id:place> <{TQ}locatedIn> <id:place-above> ."""

_LINE = re.compile(r"(\S+) (\S+) (.+) \.$")
_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]+)>)?$')
_FORMS = (
    "", " ", "0", "-1", "+7", "007", "3.0", "0.5", "-0.0", "1.000000000000001", "9" * 18, "-" + "9" * 18, "abc", "true", "1", "ar", "x y",
    "2021", "2021-05", "2021-05-22", "2021-13-40", "2021-02-30", "1899-01-01", "2021-05-22Z", "2021-5-2", "-2021", "a\\nb",
)  # fmt: skip
_DATATYPES = (
    "integer", "decimal", "double", "float", "int", "nonNegativeInteger", "string", "boolean", "anyURI",
    "date", "dateTime", "gYear", "gYearMonth",
)  # fmt: skip
_LANGUAGES = ("ar", "en", "AR", "ar-IQ", "ckb")
_CLASSES = (
    *SUPERCLASSES,
    "Event", "Statement", "MilitaryOperation", "JointOperation", "Agreement", "Meeting", "Article", "Appointment", "Nothing",
)  # fmt: skip


def triples(ntriples: str) -> list[Triple]:
    """Return the statements of N-Triples in order."""
    found = (_LINE.match(line) for line in ntriples.splitlines())
    return sorted((m[1], m[2], m[3]) for m in found if m)


def pieces(rng: random.Random, whole: list[list[Triple]]) -> Iterator[list[Triple]]:
    """Yield pieces of the graphs without end: a thing, of each class as often, with what it leads to and what refers to it."""
    said: dict[tuple[int, str], list[Triple]] = {}
    referring: dict[tuple[int, str], list[str]] = {}
    things: dict[str, list[tuple[int, str]]] = {}
    for number, graph in enumerate(whole):
        for subject, predicate, value in graph:
            said.setdefault((number, subject), []).append((subject, predicate, value))
            referring.setdefault((number, value), []).append(subject)
            if predicate == TYPE:
                things.setdefault(value if graph is not whole[-1] else f"rare {value}", []).append((number, subject))
    while True:
        number, first = rng.choice(things[rng.choice(sorted(things))])
        chosen = {first: None}
        for _ in range(2):
            for node in list(chosen):
                if len(chosen) < 8:
                    chosen |= dict.fromkeys(value for _, _, value in said[number, node] if (number, value) in said)
                    chosen |= dict.fromkeys(referring.get((number, node), ())[:2])
        yield sorted({triple for node in chosen for triple in said[number, node]})


# ----------------------------------------------------------------------------------------------------------------- ways of spoiling


def _any(rng: random.Random, piece: list[Triple]) -> int:
    """Choose a statement, those with each property as often."""
    predicate = rng.choice(sorted({p for _, p, _ in piece}))
    return rng.choice([index for index, triple in enumerate(piece) if triple[1] == predicate])


def _drop(rng: random.Random, piece: list[Triple]) -> None:
    piece.pop(_any(rng, piece))


def _silence(rng: random.Random, piece: list[Triple]) -> None:
    """Leave a thing without any value of a property."""
    subject, predicate, _ = piece[_any(rng, piece)]
    piece[:] = [triple for triple in piece if triple[:2] != (subject, predicate)]


def _double(rng: random.Random, piece: list[Triple]) -> None:
    """Give a property of a thing one value more, mostly of the kind that the property takes."""
    subject, predicate, value = piece[_any(rng, piece)]
    others = [o for _, p, o in piece if p == predicate and o != value] or [o for _, _, o in piece]
    piece.append((subject, predicate, rng.choice(others)))


def _rewrite(rng: random.Random, piece: list[Triple], change: Callable[[str, str, str], str]) -> None:
    """Put another literal in the place of one; `change` takes its text, language and datatype."""
    literals = [triple for triple in piece if triple[2].startswith('"')]
    if literals:
        index = piece.index(literals[_any(rng, literals)])
        subject, predicate, value = piece[index]
        found = _LITERAL.match(value)
        assert found, value
        piece[index] = (subject, predicate, change(found["text"], found["language"] or "", found["datatype"] or ""))


def _written(text: str, language: str, datatype: str) -> str:
    return f'"{text}"@{language}' if language else f'"{text}"^^<{datatype}>' if datatype else f'"{text}"'


def _form(rng: random.Random, piece: list[Triple]) -> None:
    _rewrite(rng, piece, lambda _, language, datatype: _written(rng.choice(_FORMS), language, datatype))


def _datatype(rng: random.Random, piece: list[Triple]) -> None:
    _rewrite(rng, piece, lambda text, *_: _written(text, "", XSD + rng.choice(_DATATYPES)))


def _form_and_datatype(rng: random.Random, piece: list[Triple]) -> None:
    _rewrite(rng, piece, lambda *_: _written(rng.choice(_FORMS), "", XSD + rng.choice(_DATATYPES)))


def _language(rng: random.Random, piece: list[Triple]) -> None:
    _rewrite(rng, piece, lambda text, *_: _written(text, rng.choice(_LANGUAGES), ""))


def _plain(rng: random.Random, piece: list[Triple]) -> None:
    _rewrite(rng, piece, lambda text, *_: _written(text, "", ""))


def _number(rng: random.Random, piece: list[Triple]) -> None:
    """Put another number in the place of one: ends before beginnings, less than nothing, more than all."""
    at = [index for index, triple in enumerate(piece) if triple[2].endswith(("#integer>", "#decimal>"))]
    if at:
        index = rng.choice(at)
        text = rng.choice(("-1", "0", "1", "2", "0.99", "1.01", "5", "100000", "9" * 18, "-" + "9" * 18))
        piece[index] = (*piece[index][:2], f'"{text}"^^<{XSD}{"decimal" if "." in text else rng.choice(("integer", "decimal"))}>')


def _swap(rng: random.Random, piece: list[Triple]) -> None:
    one, other = rng.randrange(len(piece)), rng.randrange(len(piece))
    (s1, p1, o1), (s2, p2, o2) = piece[one], piece[other]
    piece[one], piece[other] = (s1, p1, o2), (s2, p2, o1)


def _redirect(rng: random.Random, piece: list[Triple]) -> None:
    """Point a link at another thing of the piece, at itself, at nothing or at a text."""
    index = _any(rng, piece)
    subject, predicate, _ = piece[index]
    piece[index] = (subject, predicate, rng.choice((rng.choice(piece)[0], subject, subject, "<id:nothing>", '"نص"', "_:b1")))


def _foreign(rng: random.Random, piece: list[Triple]) -> None:
    """Say something with a property of another thing, or of no vocabulary."""
    piece.append((rng.choice(piece)[0], rng.choice(("<id:foreign>", rng.choice(piece)[1])), rng.choice(piece)[2]))


def _reclass(rng: random.Random, piece: list[Triple]) -> None:
    at = [index for index, triple in enumerate(piece) if triple[1] == TYPE]
    if at:
        index = rng.choice(at)
        piece[index] = (piece[index][0], TYPE, f"<{TQ}{rng.choice(_CLASSES)}>")


def _class_more(rng: random.Random, piece: list[Triple]) -> None:
    piece.append((rng.choice(piece)[0], TYPE, f"<{TQ}{rng.choice(_CLASSES)}>"))


def _nameless(rng: random.Random, piece: list[Triple]) -> None:
    """Take its name from a thing."""
    name = rng.choice(piece)[0]
    piece[:] = [("_:b0" if s == name else s, p, "_:b0" if o == name else o) for s, p, o in piece]


def _twins(rng: random.Random, piece: list[Triple]) -> None:
    """Make one thing of two."""
    one, other = rng.choice(piece)[0], rng.choice(piece)[0]
    piece[:] = sorted({(one if s == other else s, p, one if o == other else o) for s, p, o in piece})


# the more often, the more a way finds to do
WAYS = (
    _drop, _silence, _double, _double, _swap, _redirect, _redirect, _redirect, _foreign, _reclass, _reclass, _class_more, _nameless, _twins,
    _form, _form, _datatype, _form_and_datatype, _language, _plain, _number, _number,
)  # fmt: skip


def spoilt(rng: random.Random, piece: list[Triple], number: int) -> str:
    """Return a piece, mutated in one to eight places, as N-Triples whose things bear names of their own."""
    piece = list(piece)
    for _ in range(rng.randint(1, 8)):
        if piece:
            rng.choice(WAYS)(rng, piece)
    # pyshacl stops where a blank node is to be compared with a number
    kept = (t for t in piece if t[0].startswith(("<", "_:")) and not (t[1] in OFFSETS and t[2].startswith("_:")))
    text = "".join(f"{s} {p} {o} .\n" for s, p, o in kept)
    text = re.sub(r"(?m)(^| )_:b", rf"\1_:n{number}x", text)
    return text.replace("<https://w3id.org/tansiq/id/", f"<https://w3id.org/tansiq/id/{number}/").replace("<id:", f"<id:{number}/")


# ------------------------------------------------------------------------------------------------------------------- both engines


def quick(gate: Gate, ntriples: str) -> set[Found]:
    """Return what the fast engine finds."""
    results = gate.quick.validate_text(ntriples, format="ntriples").results
    return {(_plainly(r.focus_node), _name(r.source_shape or ""), r.component, r.severity) for r in results}


def reference(gate: Gate, ntriples: str) -> set[Found]:
    """Return what pyshacl finds."""
    _, report, text = pyshacl.validate(as_rdflib(ntriples.encode()), shacl_graph=gate.reference.graph, inference="none", advanced=False)
    assert isinstance(report, Graph), text
    found = set()
    for result in report.objects(None, SH.result):
        focus, shape, component, severity = (
            report.value(result, p) for p in (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity)
        )
        assert focus is not None
        found.add((_plainly(focus.n3()), _name(str(shape)), _name(str(component)), _name(str(severity))))
    return found


def _plainly(term: str) -> str:
    """Return a node as both engines can name it: blank nodes have no name, and rdflib rewrites literals."""
    return "_" if term.startswith("_:") else "a literal" if term.startswith('"') else term.strip("<>")


def _name(iri: str) -> str:
    return iri.strip("<>").rpartition("#")[2]


def named_shapes(gate: Gate) -> set[str]:
    """Return the shapes of the file that report by themselves."""
    return {_name(str(s)) for s in gate.reference.graph.subjects(SH.severity) if isinstance(s, URIRef)}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep rdflib from complaining of each literal that is spoilt."""
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    log.disabled = before


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate.load()


@pytest.fixture(scope="module")
def wholes() -> list[list[Triple]]:
    """Return the graphs that pieces are cut from: of the examples, and of what they lack."""
    articles = [a for a in read_paths([EXAMPLES]) if isinstance(a, Article)]
    graphs = [triples(as_triples(build_article(a).nquads)) for a in articles]
    return [*graphs, triples(read(SOUND).serialize(format="nt")), triples(RARE)]


def test_both_engines_find_the_same(gate: Gate, wholes: list[list[Triple]]) -> None:
    rng = random.Random(20210814)
    source = pieces(rng, wholes)
    broken: Counter[str] = Counter()
    for start in range(0, 3 * PIECES, BATCH):
        if start >= PIECES and set(broken) >= named_shapes(gate):
            break  # what is rare may need some pieces more
        batch = "".join(spoilt(rng, next(source), number) for number in range(start, start + BATCH))
        one, other = quick(gate, batch), reference(gate, batch)
        differing = {found for found in one ^ other if not _compares_no_number(found, one & other)}
        assert not differing, explained(batch, differing)
        broken.update(shape for _, shape, _, _ in one & other)
    assert set(broken) >= named_shapes(gate), named_shapes(gate) - set(broken)


def _compares_no_number(found: Found, common: set[Found]) -> bool:
    """Tell of a comparison with what is no number or no date, which both find to be of a wrong type."""
    focus, shape, component, severity = found
    compared = {shape, "EndIndex"} if shape == "BeginIndex" else {shape}
    return component in COMPARISONS and any((focus, s, "DatatypeConstraintComponent", severity) in common for s in compared)


def explained(batch: str, differing: set[Found]) -> str:
    """Return the findings that only one engine has, with what the graph says of their nodes."""
    lines = [" ".join(found) for found in sorted(differing)]
    nodes = {f"<{focus}>" for focus, *_ in differing}
    return "\n".join([*lines, *(line for line in batch.splitlines() if any(node in line for node in nodes))])


KILLED, END, TRUST = f'<{TQ}killed> "3"^^<{XSD}integer>', f'<{NIF}endIndex> "15"^^<{XSD}integer>', f'<{TQ}confidence> "0.8"^^<{XSD}decimal>'
# [what is wrong, what stands in the sound graph, what takes its place, shape]: only the fast engine finds it
ONLY_QUICK = [
    ("digits that XML Schema does not know", KILLED, f'<{TQ}killed> "٣"^^<{XSD}integer>', "EventKilled"),
    ("more digits than 18 behind the point", TRUST, f'<{TQ}confidence> "0.8{"0" * 20}1"^^<{XSD}decimal>', "FactConfidence"),
    ("an exponent, which no xsd:decimal has", TRUST, f'<{TQ}confidence> "8e-1"^^<{XSD}decimal>', "FactConfidence"),
    ("a comparison with no number", END, f'<{NIF}endIndex> "x"^^<{XSD}integer>', "BeginIndex"),
    ("a comparison with nameless things, where pyshacl stops", END, f"<{NIF}endIndex> _:x", "BeginIndex"),
    ("a comparison with NaN, where pyshacl stops", TRUST, f'<{TQ}confidence> "NaN"^^<{XSD}decimal>', "FactConfidence"),
]


@pytest.mark.parametrize(("name", "old", "new", "shape"), ONLY_QUICK, ids=[row[0] for row in ONLY_QUICK])
def test_what_only_the_fast_engine_finds_is_stopped_too(gate: Gate, name: str, old: str, new: str, shape: str) -> None:
    sound = read(SOUND).serialize(format="nt")
    assert not quick(gate, sound) | reference(gate, sound)
    wrong = sound.replace(old, new, 1)
    assert wrong != sound
    if name.endswith("pyshacl stops"):
        with pytest.raises((ReportableRuntimeError, ArithmeticError)):
            reference(gate, wrong)
    else:
        assert shape not in {found[1] for found in reference(gate, wrong)}
    assert shape in {found[1] for found in quick(gate, wrong)}
    assert not conforms(list(gate.check(_quads(wrong), "x1")))


def _quads(ntriples: str) -> bytes:
    return "".join(line.removesuffix(" .") + " <id:graph> .\n" for line in ntriples.splitlines() if line).encode()
