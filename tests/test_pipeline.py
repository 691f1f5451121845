"""The pipeline: workers give what one process gives, in order; an article that breaks the program costs only itself."""

from __future__ import annotations

import os
import pickle
import signal

import pytest

from builder import pipeline
from builder.errors import InputError
from builder.model import Article
from builder.workers import Workers

ARTICLES = [Article(f"x{n}", f"قال وزير الدفاع إن {n} من مقاتلي داعش قتلوا في كركوك.", source="news.jsonl") for n in range(40)]


def test_workers_change_nothing() -> None:
    alone, together = (list(pipeline.build_articles(ARTICLES, workers)) for workers in (1, 2))
    assert [o.nquads for o in alone if isinstance(o, pipeline.Outcome)] == [o.nquads for o in together if isinstance(o, pipeline.Outcome)]
    assert [o.identifier for o in together if isinstance(o, pipeline.Outcome)] == [a.identifier for a in ARTICLES]


def square(numbers: list[int]) -> list[int]:
    """Stand in for reading: 33 kills its process, 7 the first that tries it."""
    if 33 in numbers or (7 in numbers and len(numbers) > 1):
        os.kill(os.getpid(), signal.SIGKILL)
    return [n * n for n in numbers]


def minus(number: int) -> int:
    return -number


def nothing() -> None:
    """Nothing to prepare."""


def test_a_process_that_dies_costs_what_killed_it() -> None:
    made = list(Workers(2, square, minus, nothing).map(range(100)))
    assert made == [n * n if n != 33 else -33 for n in range(100)]


def test_a_defect_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    read = pipeline.read_article

    def break_on_one(article: Article, *rest: object) -> object:
        if article.identifier == "x2":
            raise ZeroDivisionError("made up")
        return read(article)

    monkeypatch.setattr(pipeline, "read_article", break_on_one)
    outcomes = list(pipeline.build_articles(ARTICLES, 1))
    failed = [o for o in outcomes if isinstance(o, InputError)]
    assert [str(f) for f in failed] == ["news.jsonl: the article x2 cannot be read (ZeroDivisionError: made up): report it"]
    assert len(outcomes) == len(ARTICLES)


@pytest.mark.parametrize("line", [None, 7])
def test_errors_travel_between_processes(line: int | None) -> None:
    error = InputError("news.jsonl", "is not JSON", line)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
