"""What is wrong with a user's own lexicon: the record, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A file and a line of it; 0 where none is known."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong with one entry, why, and what to do; one that is not `grave` is a remark and stops nothing.

    >>> str(Finding(Origin("places.csv", 3), "Zarqa", "has no kind: write one"))
    'places.csv, line 3: Zarqa: has no kind: write one'
    """

    origin: Origin
    entry: str
    message: str
    grave: bool = True

    def __str__(self) -> str:
        return f"{self.origin}: {'' if self.grave else 'remark: '}{self.entry + ': ' if self.entry else ''}{self.message}"
