"""Who reprints whom among articles that are in no store."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from builder.copies import Copies
from builder.fingerprints import Fingerprint
from builder.ledger import Ledger
from builder.republications import Republication


class Comparison:
    """The prints of some articles, in a ledger of their own that is gone in the end; a context manager.

    >>> from builder.fingerprints import fingerprint_of
    >>> from builder.model import Article
    >>> with Comparison() as comparison:
    ...     for name in "ab":
    ...         comparison.enter(name, fingerprint_of(Article(name, "خبر واحد")))
    ...     comparison.found()
    [Republication(copy='b', original='a', similarity=100)]
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="tansiq-")
        self._ledger = Ledger(Path(self._folder.name) / "articles.sqlite")
        self._copies = Copies(self._ledger.db)
        self._ledger.db.execute("PRAGMA synchronous = OFF")
        self._ledger.db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ledger.close()
        self._folder.cleanup()

    def enter(self, article: str, fingerprint: Fingerprint, issued: str = "") -> None:
        """Note what an article prints, and the ISO day it was issued."""
        self._copies.enter(article, fingerprint, issued)

    def knows(self, article: str) -> bool:
        """Tell whether an article was entered."""
        return self._copies.knows(article)

    def found(self) -> list[Republication]:
        """Return who reprints whom, in order."""
        return self._copies.brought_up()
