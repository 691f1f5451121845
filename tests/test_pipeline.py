"""The pipeline: workers give what one process gives, in order; an article that breaks the program costs only itself."""

from __future__ import annotations

import pickle

import pytest

from builder import pipeline
from builder.errors import InputError
from builder.model import Article

ARTICLES = [Article(f"x{n}", f"قال وزير الدفاع إن {n} من مقاتلي داعش قتلوا في كركوك.", source="news.jsonl") for n in range(5)]


def test_workers_change_nothing() -> None:
    alone, together = (list(pipeline.build_articles(ARTICLES, workers)) for workers in (1, 2))
    assert [o.nquads for o in alone if isinstance(o, pipeline.Outcome)] == [o.nquads for o in together if isinstance(o, pipeline.Outcome)]
    assert [o.identifier for o in together if isinstance(o, pipeline.Outcome)] == [a.identifier for a in ARTICLES]


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
