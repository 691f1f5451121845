"""The benchmark: its corpora are the same everywhere and say what they are, and its command runs and measures."""

from __future__ import annotations

import json
import re
import statistics
import tomllib
from pathlib import Path

import pytest

from benchmarks import corpus
from benchmarks.__main__ import main
from benchmarks.measure import extrapolate, growth
from benchmarks.processes import descendants
from benchmarks.report import BEGIN, END
from builder.articles import read_path
from builder.folding import fold
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.pipeline import build_article

SAMPLE = [corpus.article(number) for number in range(400)]


def body(record: dict[str, object]) -> str:
    return f"{record['title']}\n\n{record['text']}"


def test_a_corpus_is_the_same_whatever_its_size(tmp_path: Path) -> None:
    small, large, other = tmp_path / "small.jsonl", tmp_path / "large.jsonl", tmp_path / "other.jsonl"
    corpus.write(small, 5, seed=3)
    corpus.write(large, 12, seed=3)
    corpus.write(other, 5, seed=4)
    assert large.read_bytes().startswith(small.read_bytes()) and len(large.read_bytes().splitlines()) == 12
    assert other.read_bytes() != small.read_bytes()


def test_every_article_says_that_it_is_none(tmp_path: Path) -> None:
    assert all(record["synthetic"] is True and str(record["id"]).startswith("synthetic-") for record in SAMPLE)
    assert all(str(record["text"]).splitlines()[-1].startswith("تنويه: هذا نص مركّب آلياً") for record in SAMPLE)
    corpus.write(tmp_path / "news.jsonl", 3)
    read = list(read_path(tmp_path / "news.jsonl"))
    assert [a.text for a in read if isinstance(a, Article)] == [body(record) for record in SAMPLE[:3]]


def test_lengths_are_those_of_news() -> None:
    lengths = [len(body(record)) for record in SAMPLE]
    assert 2_300 <= statistics.mean(lengths) <= 2_700
    assert min(lengths) < 1_200 and max(lengths) > 4_500


def test_articles_are_unlike_each_other() -> None:
    paragraphs = [p for record in SAMPLE for p in str(record["text"]).split("\n\n")[:-1]]
    assert len(set(paragraphs)) > 0.85 * len(paragraphs)


def test_nothing_of_the_templates_is_left_over() -> None:
    assert [found for record in SAMPLE for found in re.findall(r".{9}[\[\]{}|_ـ].{9}", body(record))] == []


def test_titles_of_invented_people_are_known() -> None:
    """Ranks and roles of the templates are words of the lexicon, so that an article gives appointments and ranks."""
    labels, people = load_lexicon().labels, tomllib.loads(corpus.TEMPLATES.read_text("utf-8"))["people"]
    ranks = {rank for kind in ("officer", "general", "kofficer") for rank in people[kind]["before"]}
    unknown = {r for r in ranks if not any(label.kind == "rank" for word in (r, r.split()[0]) for label in labels.get(fold(word), ()))}
    assert unknown == set()


def test_articles_give_facts() -> None:
    outcomes = [build_article(Article(str(record["id"]), body(record), issued=str(record["date"]))) for record in SAMPLE[:12]]
    events = {kind for outcome in outcomes for kind, _ in outcome.events}
    assert {"Statement", "MilitaryOperation", "Meeting"} <= events
    assert all(sum(n for _, n in outcome.events) > 0 for outcome in outcomes)
    assert [violation for outcome in outcomes for violation in outcome.violations if violation.blocks] == []


def test_growth_and_calculation() -> None:
    def size(articles: int, seconds: float) -> dict[str, object]:
        return {"articles": articles, "build": {"processor_seconds": seconds}, "store_bytes": 5, "corpus_bytes": 4, "article_quads": 3}

    assert growth([size(10, 1.0)]) is None
    assert growth([size(10, 1.0), size(100, 10.0)]) == pytest.approx(1.0)
    steep = extrapolate([size(100, 36.0), size(1000, 720.0)], targets=(10_000,))[0]
    assert steep["processor_hours"] == pytest.approx(2.0) and steep["cores_for_a_day"] == 1
    assert steep["processor_hours_with_growth"] == pytest.approx(4.0)


def test_a_page_without_a_place_for_results_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n", encoding="utf-8")
    assert main(["--articles", "1000000000", "--markdown", str(page)]) == 2
    assert "page.md: has no place for results" in capsys.readouterr().err and page.read_text(encoding="utf-8") == "# Page\n"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], str]:
    """Run the command on 20 articles; what it wrote as JSON and as Markdown."""
    folder = tmp_path_factory.mktemp("benchmark")
    page, raw = folder / "page.md", folder / "raw.json"
    page.write_text(f"# Page\n\n{BEGIN}\nold\n{END}\n\nThe end.\n", encoding="utf-8")
    arguments = ["--articles", "20", "--jobs", "1", "--folder", str(folder / "work"), "--markdown", str(page), "--json", str(raw)]
    assert main(arguments) == 0
    return json.loads(raw.read_text(encoding="utf-8")), page.read_text(encoding="utf-8")


def test_the_command_measures(measured: tuple[dict[str, object], str]) -> None:
    results, _ = measured
    assert {"command", "date", "version", "seed", "jobs", "machine", "start_up", "sizes", "growth", "extrapolated"} == set(results)
    (size,) = results["sizes"]  # type: ignore[misc]
    assert size["articles"] == 20 and size["build"]["seconds"] > 0 and size["again"]["seconds"] > 0
    assert size["quads"] > size["article_quads"] > 20 * 300
    assert size["store_bytes"] > 0 and size["floor"]["load"]["seconds"] > 0
    assert len(size["opening_seconds"]) == 5
    asked = {question["name"]: question for question in size["questions"]}
    assert asked["articles"]["rows"] == 20 and 0 < asked["articles"]["median"] <= asked["articles"]["worst"]
    assert [name for name, question in asked.items() if question["error"]] == []


def test_the_page_gets_its_tables(measured: tuple[dict[str, object], str]) -> None:
    _, page = measured
    assert page.startswith(f"# Page\n\n{BEGIN}\n") and page.endswith(f"{END}\n\nThe end.\n") and "\nold\n" not in page
    assert "| `attacks` " in page and "By calculation, not measured" in page and "python -m benchmarks --articles 20" in page


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system has no /proc")
def test_memory_is_measured_where_the_system_tells(measured: tuple[dict[str, object], str]) -> None:
    results, _ = measured
    build = results["sizes"][0]["build"]  # type: ignore[index]
    assert 50 * 2**20 < build["main_peak"] <= build["sum_peak"] and build["pss_peak"] > 0
    assert descendants(1)[0] == 1
