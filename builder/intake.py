"""What goes into a build and what comes of it: the articles on their way to the store, and the count of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.articles import files_of, read_paths
from builder.articles.fields import USUAL, Fields
from builder.errors import InputError
from builder.impact import Impact
from builder.model import Article, Note
from builder.store import Store
from builder.versions import Versions, content_hash


@dataclass(slots=True)
class Tally:
    """What a build has done so far."""

    read: int = 0
    stored: int = 0
    same: int = 0
    again: int = 0
    retracted: int = 0
    skipped: int = 0
    failed: int = 0
    rejected: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)
    links: int | None = None  # known once the events of a store are linked
    republications: int = 0  # known then too
    done: int = 0


def count_articles(paths: Iterable[Path]) -> int:
    """Return about how many articles the files of `paths` hold, by their lines; nothing is parsed.

    >>> count_articles([Path("nowhere.txt")])
    0
    """
    return sum(_count_lines(file) if file.suffix.lower() == ".jsonl" else 1 for path in paths for file in files_of(path))


def _count_lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


class Intake:
    """Hands on the articles that must be read, and sets aside those that cannot be, and what is to be said of the others.

    First those of the input that are new or have changed; then, of what is stored, what another program or lexicon read, unless the
    change of the lexicon cannot touch it.
    """

    def __init__(self, paths: Iterable[Path], store: Store, tally: Tally, fields: Fields = USUAL) -> None:
        self._paths, self._store, self._tally, self._fields = list(paths), store, tally, fields
        self.under_way: dict[str, Article] = {}
        self.errors: list[InputError] = []
        self.notes: list[Note] = []

    def fresh(self) -> Iterator[Article]:
        """Yield the articles of the input that the store does not hold, or holds otherwise."""
        ledger, found = self._store.ledger, list[Note]()
        for item in read_paths(self._paths, found.append, self._fields):
            notes = found.copy()
            found.clear()
            self._tally.read += 1
            if isinstance(item, InputError):
                self._tally.done += 1
                self.errors.append(item)
                self.notes += notes
                continue
            content, known = content_hash(item), ledger.entry(item.identifier)
            if known is not None and known.content == content and known.has_text:
                self._tally.same += 1
                self._tally.done += 1
            elif known is None and ledger.retracted(item.identifier) == content:
                self._tally.retracted += 1
                self._tally.done += 1
            else:
                self.notes += notes
                yield self._hand_on(item)

    def stale(self, versions: Versions, impact: Impact) -> Iterator[Article]:
        """Yield the stored articles that must be read again; note of the others that they would be read the same."""
        ledger, last = self._store.ledger, ""
        touched = self._store.articles_about(impact.things)
        while entries := ledger.stale(versions, last):
            for entry in entries:
                last = entry.identifier
                article = ledger.article(entry.identifier)
                if article is None:
                    continue
                known = entry.versions == Versions(versions.software, versions.code, self._store.lexicon)
                if known and entry.identifier not in touched and not impact.touches_text(article.text):
                    self._store.restamp(entry, versions.lexicon)
                else:
                    self._tally.again += 1
                    yield self._hand_on(article)

    def _hand_on(self, article: Article) -> Article:
        self.under_way[article.identifier] = article
        return article
