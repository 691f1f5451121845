"""What a word is by itself, and which words and places a sentence knows of itself."""

from __future__ import annotations

import pytest

from builder.chart import Chart
from builder.extractors.units import Units
from builder.extractors.words import Word, words_of
from builder.lexicon import Lexicon, load_lexicon
from builder.mentions import find_mentions
from builder.model import Article
from builder.resolve import Resolver
from builder.text import read_document


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def read(lexicon: Lexicon, raw: str) -> Word:
    """Return the reading of one word alone."""
    token = read_document(Article("a", raw), lexicon.morphology).tokens[0]
    return words_of(lexicon).of(token, raw[-1])


@pytest.mark.parametrize(
    ("raw", "bare", "opens"),
    [("بمشاركة", "بمشاركه", "joining"), ("ومع", "مع", "with"), ("في", "في", "in"), ("فيه", "فيه", None), ("مدينة", "مدينه", None)],
)
def test_a_cue_word_opens_a_position(lexicon: Lexicon, raw: str, bare: str, opens: str | None) -> None:
    word = read(lexicon, raw)
    assert (word.bare, word.opens) == (bare, opens)


def test_a_final_letter_that_folding_hides_tells_readings_apart(lexicon: Lexicon) -> None:
    assert read(lexicon, "استعادة").form == "noun"
    assert read(lexicon, "استعاده").form == "perfect"
    assert read(lexicon, "استعادة").feminine


@pytest.mark.parametrize(("raw", "head"), [("والقيادة", "قياده"), ("الفرقة", "فرقه"), ("الجيش", ""), ("وزارة", "")])
def test_a_definite_head_may_repeat_a_body(lexicon: Lexicon, raw: str, head: str) -> None:
    assert read(lexicon, raw).head == head


def test_words_are_read_once(lexicon: Lexicon) -> None:
    assert read(lexicon, "هجوم") is read(lexicon, "هجوم")
    assert words_of(lexicon) is words_of(lexicon)


def test_only_the_words_around_tell_some_triggers(lexicon: Lexicon) -> None:
    assert read(lexicon, "هنا").doubtful
    assert not read(lexicon, "هجوم").doubtful


def test_a_sentence_knows_its_triggers_phrases_and_words(lexicon: Lexicon) -> None:
    doc = read_document(Article("a", "وقال يحيى رسول إن القوات شنت هجوما في كركوك."), lexicon.morphology)
    chart = Chart(doc, lexicon)
    found = find_mentions(chart, [])
    line = Units(chart, found, Resolver(chart, found), []).of(doc.sentences[0])
    assert [line[i].bare for i in line.triggers] == ["قال", "شنت", "هجوما"]
    assert [line[i].bare for i in line.statements] == ["قال"]
    assert "كركوك" in [line[i].bare for i in line.phrases]
    assert line.has(frozenset({"قال", "غاب"}))
    assert line.has(frozenset({"وقال"}))
    assert not line.has(frozenset({"غاب"}))
