"""The chart's indexes say where something can begin; they must agree with what the chart says of each token."""

from __future__ import annotations

import pytest

from builder.chart import Chart
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.text import read_document

TEXT = "قال وزير الدفاع العراقي إن اللواء الركن أحمد الجبوري زار محافظة كركوك وقضاء داقوق، ونائبه في وزارة «البيشمركة» بمحافظة نينوى."


@pytest.fixture(scope="module")
def chart() -> Chart:
    lexicon = load_lexicon()
    return Chart(read_document(Article("x", TEXT), lexicon.morphology), lexicon)


def test_outside_the_document_nothing_is_said(chart: Chart) -> None:
    behind = len(chart.tokens)
    for index in (-1, -9, behind, behind + 9):
        assert (chart.key(index), chart.is_word(index), chart.sets(index)) == ("", False, {})
        assert chart.at(index, "entity") == [] and chart.start_in(index, "force-heads") is None


@pytest.mark.parametrize("kind", ["entity", "role", "rank", "place-kind"])
def test_forms_are_in_the_order_of_the_text(chart: Chart, kind: str) -> None:
    forms = chart.forms(kind)
    assert forms and list(forms) == sorted(forms)
    assert forms == {i: chart.at(i, kind) for i in range(len(chart.tokens)) if chart.at(i, kind)}
    assert all(m.first == index for index, found in forms.items() for m in found)


@pytest.mark.parametrize("name", ["ministry-heads", "given-names", "demonyms"])
def test_tokens_in_a_word_set(chart: Chart, name: str) -> None:
    tokens = chart.tokens_in(frozenset({name}))
    assert tokens and tokens == [i for i in range(len(chart.tokens)) if chart.start_in(i, name) is not None]


def test_words_are_found_behind_their_particles(chart: Chart) -> None:
    found = chart.words_among({"محافظه", "قضا"})
    assert [(chart.key(index), start) for index, start in found] == [("محافظه", 0), ("وقضا", 1), ("بمحافظه", 1)]
    assert chart.words_among(set()) == []


def test_tokens_of_keys(chart: Chart) -> None:
    assert [chart.key(i) for i in chart.tokens_of({"قال", "زار", "غاب"})] == ["قال", "زار"]
    assert chart.tokens_of({"غاب"}) == []


def test_a_stretch_takes_in_the_quote_that_it_opens(chart: Chart) -> None:
    ministry = next(i for i in range(len(chart.tokens)) if chart.key(i) == "وزاره")
    span = chart.span(ministry, ministry + 3)
    assert TEXT[span.begin : span.end] == "وزارة «البيشمركة»"
    mention = chart.mention("Ministry", ministry, ministry + 3, "ministry-built")
    assert (mention.span, mention.last, mention.name) == (span, ministry + 4, "وزاره البيشمركه")
