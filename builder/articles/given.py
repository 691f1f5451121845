"""What a reader is given beside the bytes, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from builder.articles.fields import USUAL, Fields
from builder.errors import InputError
from builder.model import Article, Note


@dataclass(frozen=True, slots=True)
class Given:
    """One file as reports call it, what the identifiers of its articles begin with, and which fields its records have."""

    name: str
    stem: str
    fields: Fields = USUAL


Item = tuple[int | None, Article | InputError | Note]  # with the line, where it stood in one
Reader = Callable[[IO[bytes], Given], Iterator[Item]]


def nothing_in(name: str) -> InputError:
    """Return the error of an empty file."""
    return InputError(name, "is empty: put an article in it or leave it out")
