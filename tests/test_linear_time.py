"""Time grows with the length of a text and no faster, for texts that are made to be slow too."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.lengths import TEXTS, main, seconds, text_of
from builder.articles import read_path
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.parts import LONGEST, dates_in, parts_of
from builder.pipeline import build_article, prepare, read_article
from builder.text import read_document
from builder.violations import conforms

SHORT, BOUND = 14_000, 2.6  # characters; times longer that twice the length may take
NOISE = 0.04  # seconds that a measurement may be off
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    prepare()
    seconds(text_of("natural", 4000))


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_length_takes_about_twice_the_time(name: str) -> None:
    for attempt in range(4):  # another process may have had the processor's caches: once is enough
        short, long = seconds(text_of(name, SHORT), 1 + attempt), seconds(text_of(name, 2 * SHORT), 1 + attempt)
        if long <= BOUND * short + NOISE:
            return
    pytest.fail(f"{short:.2f} s for {SHORT} characters, {long:.2f} s for {2 * SHORT}")


@pytest.mark.hazard("a very long article")
@pytest.mark.parametrize("name", ["natural", "natural, one line", "events", "new places", "new people of one first name", "statements"])
def test_very_long_texts_are_read_in_parts(name: str) -> None:
    for attempt in range(3):
        part, many = seconds(text_of(name, 60_000), 1 + attempt), seconds(text_of(name, 240_000))
        if many <= 4 * 1.35 * part + 0.2:
            return
    pytest.fail(f"{part:.2f} s for 60,000 characters, {many:.2f} s for 240,000")


def test_parts_are_whole_sentences_with_the_places_of_the_whole() -> None:
    text = text_of("natural", 150_000)
    doc = read_document(Article("x", text), load_lexicon().morphology)
    parts = list(parts_of(doc))
    assert len(parts) > 3 and all(len(part.tokens) <= LONGEST for part in parts)
    assert tuple(token for part in parts for token in part.tokens) == doc.tokens
    for part in parts:
        assert [i for s in part.sentences for i in range(s.first, s.last)] == list(range(len(part.tokens)))
        assert all(text[t.begin] == doc.text[t.begin] for t in part.tokens[:50])
    assert list(parts_of(parts[0])) == [parts[0]] and dates_in(parts[0], ()) == []


@pytest.mark.hazard("a sentence over 200 words")
def test_a_sentence_without_an_end_is_cut_behind_a_comma() -> None:
    doc = read_document(Article("x", "قال الوزير في بغداد، " * 100), load_lexicon().morphology)
    lengths = [s.last - s.first for s in doc.sentences]
    assert max(lengths) <= 200 and sum(lengths) == len(doc.tokens)
    assert all(doc.tokens[s.last - 1].key == "،" for s in doc.sentences)


def test_a_long_text_says_what_its_parts_say() -> None:
    """An article set before a long one is read there as it is alone; its entities are one with those of the rest."""
    (lead, *_) = [a for a in read_path(EXAMPLES) if isinstance(a, Article)]
    alone = read_article(lead)
    long = read_article(Article("x", lead.text + "\n\n" + text_of("natural", 150_000), issued=alone.issued))
    keys = [entity.key for entity in long.entities]
    assert len(keys) == len(set(keys))
    speakers = [event.values("speaker")[0] for event in long.events if event.kind == "Statement"]
    assert len(speakers) == len(set(speakers))
    assert {e.key for e in alone.entities if e.iri} <= set(keys)
    spans = [m.span for e in long.entities for m in e.mentions]
    assert max(s.end for s in spans) > 140_000
    assert conforms(list(build_article(long.article).violations))


def test_it_measures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lengths", "1000,2000", "--texts", "natural;digits"]) == 0
    assert [line.split("|")[1].strip() for line in capsys.readouterr().out.splitlines()] == ["text", "---", "natural", "digits"]
    assert main(["--lengths", "x"]) == 2
