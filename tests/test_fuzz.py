"""Whatever the text or file: no crash, right offsets, a graph that conforms; articles or clear errors from every reader."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks import fuzz
from benchmarks.fuzz import NAMES, article, readers
from benchmarks.mutations import MUTATIONS, main, mutated, run
from builder.articles import read_paths
from builder.model import Article
from builder.pipeline import build_article

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [a.text for a in read_paths([ROOT / "examples", ROOT / "tests" / "gold" / "dev"]) if isinstance(a, Article)]
REAL = ROOT.parent / "shared" / "data" / "real_news.jsonl"

SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.sampled_from(
    "قال أعلن وزير الدفاع البيشمركة الجيش العراقي داعش في كركوك أربيل 14 آب 2021 مقتل خمسة وإصابة عملية اجتماع مع اتفاق على اللواء الركن "
    'فلان الخفاجي المتحدث باسم أن إن الذي التي ، . : « » " ( ) / - | \n \n\n و ال لل بـ نفى لا لم سوف اليوم أمس السبت وكالة رويترز حزب '
    "قضاء مخمور محافظة قرية الفرقة والمحور &quot; &nbsp; \u200b \u202e \u0654 ـ ﷲ ﻻ \ufffd".split(" ")
)
ODD = st.text(max_size=200)


@SLOW
@given(
    st.one_of(
        ODD,
        st.lists(WORDS, max_size=60).map(" ".join),
        st.lists(WORDS, max_size=40).map("".join),
        st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=40).map(" ".join),
    )
)
@example("1" * 5000)
@example("ا" + "\u0301" * 3000)
@example("٣" * 400 + "/١/" + "٢" * 400)
@example("عام 0000 و 14 آب 0000 و 30/2/2021 و 99/99/9999")
def test_any_text(text: str) -> None:
    article("ا " + text)


@SLOW
@given(st.integers(0, 10**6))
def test_damaged_articles(number: int) -> None:
    article(mutated(TEXTS, number, 1))


@pytest.mark.skipif(not REAL.is_file(), reason="the real articles of ../shared/data are absent")
def test_damaged_real_articles() -> None:
    texts = [a.text for a in read_paths([REAL]) if isinstance(a, Article)]
    for number in range(60):
        article(mutated(texts, number, 2))


def test_damage_is_the_same_for_the_same_seed() -> None:
    assert [mutated(TEXTS, n, 5) for n in range(20)] == [mutated(TEXTS, n, 5) for n in range(20)]
    assert len({mutated(TEXTS, n, 5) for n in range(40)} - set(TEXTS)) == 40 and len(MUTATIONS) == 7


@SLOW
@given(
    st.sampled_from(range(len(NAMES))),
    st.one_of(st.binary(max_size=400), st.sampled_from(fuzz._SEEDS), st.text(max_size=200).map(str.encode)),
)
def test_any_bytes_under_any_name(name: int, data: bytes) -> None:
    readers(bytes([name]) + data)


@SLOW
@given(
    st.sampled_from(range(len(NAMES))),
    st.sampled_from(fuzz._SEEDS),
    st.sampled_from(fuzz._SEEDS),
    st.integers(0, 10**6),
    st.sampled_from(sorted(MUTATIONS)),
)
def test_damaged_files(name: int, data: bytes, other: bytes, seed: int, how: str) -> None:
    readers(bytes([name]) + MUTATIONS[how](data, random.Random(seed), other))


@pytest.mark.hazard("damaged bytes, pieces cut out, repeated or spliced, lines shuffled, control characters, any Unicode")
def test_damaged_articles_through_the_whole_build(tmp_path: Path) -> None:
    result = run(TEXTS, 150, 7, 2, tmp_path)
    assert result.crashed == result.rejected == result.wrong == ()
    assert result.stored + sum(result.refused.values()) == 150 and result.stored > 120 and result.mentions > 1000
    assert result.seconds < 150


def test_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(ROOT / "examples"), "--number", "5", "--jobs", "1"]) == 0
    assert re.match(r"5 damaged articles \(seed 1\)", capsys.readouterr().out)
    assert fuzz.at_random(fuzz.readers, 0.5, 1) > 0 and fuzz.at_random(fuzz.pipeline, 0.5, 1) > 0


def test_a_wrong_graph_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    real = build_article

    def shifted(given: Article) -> object:
        return real(Article(given.identifier, " " + given.text))

    monkeypatch.setattr(fuzz, "build_article", shifted)
    with pytest.raises(AssertionError):
        article(TEXTS[0])
