"""What becomes of proposals: a name that no list holds is taken where its context says what it is, and rules always win.

The recogniser of these tests proposes what each row says, so that the policy is tried and not a model.
"""

from __future__ import annotations

import pytest
from reading import LEAD, anchor, read

from builder.folding import fold
from builder.lexicon import load_lexicon
from builder.model import Article, Doc, Reading
from builder.pipeline import read_article
from builder.recogniser.proposals import Proposal, Recogniser, Silent
from builder.recogniser.shipped import load_shipped

Row = tuple[str, str, float]  # kind, words, probability


class Fake:
    """Proposes each of some names wherever it stands, with a particle before it or without."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows

    def propose(self, doc: Doc) -> list[Proposal]:
        keys = [token.key for token in doc.tokens]
        found = []
        for kind, words, probability in self.rows:
            wanted = fold(words).split()
            for index in range(len(keys) - len(wanted) + 1):
                start = keys[index].find(wanted[0])
                if 0 <= start <= 1 and keys[index][start:] == wanted[0] and keys[index + 1 : index + len(wanted)] == wanted[1:]:
                    found.append(Proposal(index, index + len(wanted), kind, probability, start))
        return sorted(found)


def reading(text: str, recogniser: Recogniser) -> Reading:
    return read_article(Article("x", LEAD + text, issued="2021-08-14"), load_lexicon(), recogniser)


def learned(text: str, *rows: Row) -> set[tuple[str, str]]:
    """Return (rule, words) of the mentions that came of proposals."""
    found = reading(text, Fake(*rows))
    return {(m.rule, anchor(found, *m.span)) for e in found.entities for m in e.mentions if m.rule.startswith("learned")}


TAKEN = [
    ("يوضح العقيد زغلاط أن القافلة وصلت.", ("PERS", "زغلاط", 0.9), ("learned-person-titled", "زغلاط")),
    ("يوضح الدكتور زغلاط أن القافلة وصلت.", ("PERS", "زغلاط", 0.9), ("learned-person-titled", "زغلاط")),
    ("وقال يورغ كلاينفيلد إن القافلة وصلت.", ("PERS", "يورغ كلاينفيلد", 0.9), ("learned-person-speaking", "يورغ كلاينفيلد")),
    ("وقال ويورغ كلاينفيلد إن القافلة وصلت.", ("PERS", "يورغ كلاينفيلد", 0.9), ("learned-person-speaking", "يورغ كلاينفيلد")),
    (
        "حل ضيفاً يورغ كلاينفيلد، وزير الدفاع الألماني، مساء.",
        ("PERS", "يورغ كلاينفيلد", 0.9),
        ("learned-person-before-title", "يورغ كلاينفيلد"),
    ),
    ("وصلت القافلة إلى زرنكويه مساء.", ("LOC", "زرنكويه", 0.9), ("learned-place-in", "زرنكويه")),
    ("وصلت القافلة إلى كركوك وزرنكويه مساء.", ("LOC", "زرنكويه", 0.9), ("learned-place-joined", "زرنكويه")),
    ("وصلت القافلة إلى كركوك، زرنكويه مساء.", ("LOC", "زرنكويه", 0.9), ("learned-place-joined", "زرنكويه")),
]

DROPPED = [
    ("يوضح الوزير زغلاط أن القافلة وصلت.", ("PERS", "زغلاط", 0.99)),  # minister of what was not said
    ("وصلت القافلة إلى زرنكويه مساء.", ("LOC", "زرنكويه", 0.5)),  # not sure enough
    ("قرب زرنكويه.", ("PERS", "زرنكويه", 0.99)),  # no witness of a person
    ("رأى الناس زرنكويه مساء.", ("LOC", "زرنكويه", 0.99)),  # no witness of a place
    ("وقال كلاينفيلد إن القافلة وصلت.", ("PERS", "كلاينفيلد", 0.99)),  # one word and no title: whose name is it
    ("وصل يورغ كلاينفيلد مساء.", ("PERS", "يورغ كلاينفيلد", 0.99)),  # arriving is not speaking
    ("وصلت القافلة إلى هناك.", ("LOC", "هناك", 0.99)),  # a closed-class word
    ("وصلت القافلة إلى القرية مساء.", ("LOC", "القرية", 0.99)),  # a kind of place
    ("قالت المنظمة زرنكويه إن القافلة وصلت.", ("ORG", "المنظمة زرنكويه", 0.99)),  # a body has its heads
    ("وصلت القافلة إلى كركوك مساء.", ("LOC", "كركوك", 0.99)),  # a rule has found it
    ("قال وزير الدفاع إن القافلة وصلت.", ("PERS", "الدفاع", 0.99)),  # so it has this
]


@pytest.mark.parametrize(("text", "row", "expected"), TAKEN)
def test_a_witness_makes_a_name(text: str, row: Row, expected: tuple[str, str]) -> None:
    assert learned(text, row) == {expected}


@pytest.mark.parametrize(("text", "row"), DROPPED)
def test_without_a_witness_there_is_none(text: str, row: Row) -> None:
    assert learned(text, row) == set()


def test_no_proposal_takes_anything_from_the_rules() -> None:
    texts = [text for text, *_ in (*TAKEN, *DROPPED)]
    for text in texts:
        alone = reading(text, Silent())
        said = {(e.kind, m.span) for e in alone.entities for m in e.mentions}
        everything = Fake(*((kind, word, 1.0) for word in text.split() for kind in ("PERS", "LOC", "ORG")))
        beside = {(e.kind, m.span) for e in reading(text, everything).entities for m in e.mentions if not m.rule.startswith("learned")}
        assert said <= beside


def test_who_was_found_so_holds_the_post_and_speaks() -> None:
    text = "قال يورغ كلاينفيلد، وزير الدفاع الألماني، إن القافلة وصلت."
    found = reading(text, Fake(("PERS", "يورغ كلاينفيلد", 0.95)))
    assert [(a.person, a.role) for a in found.appointments] == [("Official:يورغ كلاينفيلد", "minister")]
    assert ("speaker", "Official:يورغ كلاينفيلد") in {argument for event in found.events for argument in event.arguments}


def test_a_shipped_model_is_used_unless_another_is_given() -> None:
    text = "وقال يورغ كلاينفيلد إن القافلة وصلت."
    assert read(text).entities == reading(text, load_shipped()).entities
