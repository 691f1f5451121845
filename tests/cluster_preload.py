"""What workers of the tests load first: files in a folder tell them to die over an article, or to be of another version.

`once-ID` kills the worker that reads the article ID, and is gone; `always-ID` stays; `version` makes a worker another program.
"""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

from builder import pipeline
from builder.cluster import build, work
from builder.errors import InputError
from builder.model import Article
from builder.versions import current

CONTROL = Path(os.environ["TANSIQ_TEST_CONTROL"])
whole = getattr(pipeline.build_safely, "whole", pipeline.build_safely)  # a worker may load this twice


def deadly(article: Article) -> pipeline.Outcome | InputError:
    once, always = CONTROL / f"once-{article.identifier}", CONTROL / f"always-{article.identifier}"
    if once.exists():
        once.rename(CONTROL / f"died-{article.identifier}-{os.getpid()}")
        os.kill(os.getpid(), signal.SIGKILL)
    if always.exists():
        (CONTROL / f"died-{article.identifier}-{os.getpid()}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(article)


def version() -> object:
    return replace(current(), lexicon="other") if (CONTROL / "version").exists() else current()


deadly.whole = whole  # type: ignore[attr-defined]
pipeline.build_safely = deadly
for module in (build, work):
    module.current = version  # type: ignore[assignment]
