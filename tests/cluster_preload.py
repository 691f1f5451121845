"""What workers of the tests load first: files in a folder tell them to die over an article, or to be of another version.

`once-ID` kills the worker that reads the article ID, and is gone; `always-ID` stays; `version` makes a worker another program.
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

from builder import pipeline
from builder.choice import Choice
from builder.cluster import build, work
from builder.errors import InputError
from builder.model import Article
from builder.own import NOTHING, Own
from builder.versions import Versions, current


def dask_setup(worker: object) -> None:
    """Put the deadly reader and the changing version in place; dask calls this when a worker begins."""
    control, whole = Path(os.environ["TANSIQ_TEST_CONTROL"]), pipeline.build_safely

    def deadly(article: Article, own: Own = NOTHING, recogniser: Choice | None = None) -> pipeline.Outcome | InputError:
        once, always = control / f"once-{article.identifier}", control / f"always-{article.identifier}"
        died = control / f"died-{article.identifier}-{os.getpid()}"
        if once.exists():
            once.rename(died)
        elif always.exists():
            died.touch()
        else:
            return whole(article, own, recogniser)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("is dead")

    def version(own: str = "", recogniser: Choice | None = None) -> Versions:
        same = current(own, recogniser)
        return replace(same, lexicon="other") if (control / "version").exists() else same

    pipeline.build_safely = deadly
    for module in (build, work):
        module.current = version  # type: ignore[assignment]
