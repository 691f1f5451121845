"""The gate: the fast engine and pyshacl find the same, on sound graphs and on every spoilt one that the tests of the shapes know."""

from __future__ import annotations

import pytest
from test_validate import ALLOWED, MUTATIONS, SOUND, read

from builder.gate import Gate, as_triples
from builder.graph import as_nquads, write_article
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.pipeline import build_article, read_article
from builder.validate import Validator, as_rdflib


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate.load()


def _both(gate: Gate, body: str) -> tuple[set[str], set[str]]:
    """Return the nodes that each engine finds fault with."""
    graph = read(body)
    quick = gate.quick.validate_text(graph.serialize(format="nt"), format="ntriples").results
    reference: Validator = gate.reference
    return {_plain(str(r.focus_node)) for r in quick}, {_plain(v.focus) for v in reference.validate_graph(graph, "x")}


def _plain(term: str) -> str:
    """Return a focus node as text without the marks that one of the engines puts around it; blank nodes have no name that both know."""
    if term.startswith("_:") or (term.startswith("n") and ":" not in term):
        return "_"
    return term.strip("<>").partition("^^")[0].strip('"')


@pytest.mark.parametrize(("shape", "severity", "old", "new"), MUTATIONS)
def test_both_engines_agree_on_what_is_spoilt(gate: Gate, shape: str, severity: str, old: str, new: str) -> None:
    quick, reference = _both(gate, SOUND.replace(old, new, 1))
    assert quick == reference
    assert quick


@pytest.mark.parametrize(("old", "new"), [("", ""), *ALLOWED])
def test_both_engines_agree_on_what_is_sound(gate: Gate, old: str, new: str) -> None:
    quick, reference = _both(gate, SOUND.replace(old, new, 1) if old else SOUND)
    assert quick == reference


def test_notes_are_the_same_from_both(gate: Gate) -> None:
    outcome = build_article(Article("x", "انطلقت عملية عسكرية ضد داعش في كركوك."))
    reference = gate.reference.validate_graph(as_rdflib(outcome.nquads), "x")
    assert reference
    assert [(v.focus, v.shape, v.path, v.severity, v.message_ar) for v in outcome.violations] == [
        (v.focus, v.shape, v.path, v.severity, v.message_ar) for v in reference
    ]


def test_a_spoilt_graph_is_reported_by_the_reference(gate: Gate) -> None:
    outcome = build_article(Article("x", "قال وزير الدفاع إن الوضع هادئ في كركوك."))
    assert not any(v.blocks for v in outcome.violations)
    spoilt = b"".join(line for line in outcome.nquads.splitlines(keepends=True) if b"beginIndex" not in line)
    found = gate.check(spoilt, "x")
    assert {v.shape.rpartition("#")[2] for v in found if v.blocks} == {"BeginIndex"}
    assert len(as_rdflib(spoilt)) == len(as_triples(spoilt).splitlines())


def test_the_triples_handed_over_are_those_of_the_graph(gate: Gate) -> None:
    lexicon = load_lexicon()
    article = Article("x", "بدأت قوات البيشمركة عملية عسكرية ضد داعش في كركوك.\nقال وزير الدفاع «إن الوضع\tهادئ».")
    triples = write_article(read_article(article, lexicon), lexicon)[0]
    nquads = as_nquads(triples, "x")
    assert as_triples(nquads) == " .\n".join([*triples, ""])
    assert nquads.splitlines() == sorted(set(nquads.splitlines()))
    assert as_nquads([], "x") == b""
