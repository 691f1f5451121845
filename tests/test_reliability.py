"""Confidence means something: of facts given 0.9, about nine in ten are right."""

from __future__ import annotations

import pytest
import reliability

from builder.lexicon import load_lexicon
from builder.reliability import confidence_of

needs_the_judge = pytest.mark.skipif(
    not reliability.JUDGE.is_file(), reason="the judge ../shared/eval/score.py is absent: confidence is not measured here"
)


@pytest.mark.parametrize(
    ("rule", "like"),
    [
        ("title-before-name", "title-before-name"),  # measured
        ("title-that-is-new", "title"),  # its family
        ("event-that-is-new-implied", "event-implied"),
    ],
)
def test_a_rule_or_its_family_is_measured(rule: str, like: str) -> None:
    figures = load_lexicon().reliability
    assert confidence_of(rule, figures, 0.1) == figures[like] > 0.3


def test_an_unknown_family_keeps_its_author_s_figure() -> None:
    assert confidence_of("hunch", load_lexicon().reliability, 0.1) == 0.1


def test_what_only_an_implied_argument_holds_up_is_trusted_less() -> None:
    figures = load_lexicon().reliability
    assert figures["event-implied"] < figures["event"]


@needs_the_judge
def test_the_table_in_the_docs_is_what_is_measured_and_tells_the_truth() -> None:
    lexicon = load_lexicon()
    learnt = reliability.facts(reliability.learning_set(), lexicon)
    counts = reliability.measured(learnt)
    confidence = reliability.figures(counts, reliability.facts(reliability.unread(), lexicon))
    rows = reliability.table(reliability.facts(reliability.held_out(), lexicon), confidence)
    assert reliability.FIGURES.read_text("utf-8") == reliability.turtle(counts, confidence), "run: python tests/reliability.py"
    assert reliability.TABLE.read_text("utf-8") == reliability.page(rows, len(learnt)), "run: python tests/reliability.py"
    off = [row for row in rows if row[2] >= 40 and abs(row[3] - row[4]) > 0.1]
    assert off == []
