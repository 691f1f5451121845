"""The recognisers that users may choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from builder.choice import SHIPPED, Choice, chosen
from builder.recogniser.camel import load_camel
from builder.recogniser.proposals import Recogniser, Silent
from builder.recogniser.shipped import load_shipped

_LOADERS: Mapping[str, Callable[[str], Recogniser]] = {
    "shipped": lambda _: load_shipped(),
    "none": lambda _: Silent(),
    "camel": lambda path: load_camel(path or None),
}


def load_recogniser(choice: Choice | None = None) -> Recogniser:
    """Return a recogniser, the one that was chosen unless another is named, loaded once."""
    return _loaded(choice or chosen())


def assure_recogniser() -> None:
    """Raise LexiconError if another recogniser was chosen than the one that ships, and cannot be loaded.

    Commands that read many articles ask first: a worker that cannot load what it reads with ends, and is started again for every article.
    """
    if chosen() != SHIPPED:
        load_recogniser()


@lru_cache(maxsize=2)
def _loaded(choice: Choice) -> Recogniser:
    return _LOADERS[choice.kind](choice.path)
