"""What goes into a build and what comes of it: the articles on their way to the store, and the count of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.articles import read_paths
from builder.errors import InputError
from builder.model import Article


@dataclass(slots=True)
class Tally:
    """What a build has done so far."""

    read: int = 0
    stored: int = 0
    same: int = 0
    failed: int = 0
    rejected: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)
    links: int = 0


class Intake:
    """Hands the readable articles on, remembers those under way, and sets the unreadable ones aside."""

    def __init__(self, paths: Iterable[Path], tally: Tally) -> None:
        self._paths, self._tally = list(paths), tally
        self.under_way: dict[str, Article] = {}
        self.errors: list[InputError] = []
        self.given = 0
        self.done = False

    def __iter__(self) -> Iterator[Article]:
        for item in read_paths(self._paths):
            self._tally.read += 1
            if isinstance(item, InputError):
                self.errors.append(item)
            else:
                self.given += 1
                self.under_way[item.identifier] = item
                yield item
        self.done = True
