"""The recognisers that users may choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from builder.choice import Choice, chosen
from builder.recogniser.camel import load_camel
from builder.recogniser.proposals import Recogniser, Silent
from builder.recogniser.shipped import load_shipped

_LOADERS: Mapping[str, Callable[[str], Recogniser]] = {
    "shipped": lambda _: load_shipped(),
    "none": lambda _: Silent(),
    "camel": lambda path: load_camel(path or None),
}


def load_recogniser() -> Recogniser:
    """Return the recogniser that was chosen, loaded once."""
    return _loaded(chosen())


@lru_cache(maxsize=2)
def _loaded(choice: Choice) -> Recogniser:
    return _LOADERS[choice.kind](choice.path)
