"""The form of a build's folder: what a partition says of itself, and the manifest of them all."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from builder.cluster.storage import Folder, Written
from builder.errors import ClusterError
from builder.model import Skipped
from builder.own import NOTHING, Own
from builder.versions import Versions

FORMAT = 1
MANIFEST = "manifest.json"
FINGERPRINT = "fingerprint"  # of a text: beside the fields of its article
OWN = "own-lexicon.nt.z"  # N-Triples, compressed with zlib
_OURS = re.compile(r"part-(\d{5,})(\.nq\.gz|\.articles\.jsonl\.gz|\.json)")


def name_of(number: int) -> str:
    """Return the name of a partition.

    >>> name_of(7)
    'part-00007'
    """
    return f"part-{number:05}"


def graphs_of(name: str) -> str:
    """Return the name of the file with a partition's graphs."""
    return f"{name}.nq.gz"


def texts_of(name: str) -> str:
    """Return the name of the file with a partition's articles."""
    return f"{name}.articles.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Range:
    """Which records of which input a partition holds, the SHA-256 of that input, and which of its fields are not as usual."""

    source: str
    first: int
    number: int
    sha256: str
    fields: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """An article that was read: where it stood, and how much was found in it."""

    identifier: str
    source: str
    line: int | None
    statements: int
    entities: dict[str, int]
    events: dict[str, int]
    notes: dict[str, int]  # findings of the gate that block nothing, by severity
    content: str = ""  # hash of what was given


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be read; `identifier` is empty where none is known."""

    source: str
    line: int | None
    identifier: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source if self.line is None else f'{self.source}, line {self.line}'}: {self.reason}"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An article that is in another language than Arabic, and where it stood."""

    source: str
    line: int | None
    identifier: str
    language: str

    def __str__(self) -> str:
        return str(Skipped(self.identifier, self.source, self.language))


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article whose graph breaks a shape, and how."""

    source: str
    line: int | None
    identifier: str
    violations: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Partition:
    """What one partition says of itself; it is written beside the files, last, and is the sign that they are whole."""

    name: str
    versions: Versions
    inputs: tuple[Range, ...]
    files: tuple[Written, ...] = ()
    articles: tuple[Kept, ...] = ()
    failed: tuple[Failed, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    lost: str = ""  # why there are no files
    said: tuple[str, ...] = ()  # what the user should know of inputs that were read
    skipped: tuple[PassedOver, ...] = ()

    def identifiers(self) -> dict[str, tuple[str, int | None, str]]:
        """Return where each article stood that took an identifier, be it kept or not, and the hash of what was given of one that was."""
        own: tuple[Kept | Failed | Rejected | PassedOver, ...] = (*self.articles, *self.failed, *self.rejected, *self.skipped)
        return {i.identifier: (i.source, i.line, i.content if isinstance(i, Kept) else "") for i in own if i.identifier}


@dataclass(frozen=True, slots=True)
class Entry:
    """A partition in the manifest: as it says of itself, without the articles that an earlier one has (`left_out`)."""

    name: str
    inputs: tuple[Range, ...]
    files: tuple[Written, ...]
    articles: int
    statements: int
    entities: dict[str, int]
    events: dict[str, int]
    notes: dict[str, int]
    failed: tuple[Failed, ...]
    rejected: tuple[Rejected, ...]
    left_out: tuple[str, ...]
    lost: str
    said: tuple[str, ...] = ()
    skipped: tuple[PassedOver, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything in the partition was read and kept."""
        return not (self.failed or self.rejected or self.lost)


def entry_of(partition: Partition, duplicates: tuple[Failed, ...] = (), again: Mapping[str, str] = MappingProxyType({})) -> Entry:
    """Return what the manifest says of a partition.

    `duplicates` are those of its articles whose identifiers earlier partitions have for other articles, `again` what is said of those
    that earlier partitions have too.
    """
    twice = {double.identifier for double in duplicates} | again.keys()
    kept = [article for article in partition.articles if article.identifier not in twice]
    return Entry(
        partition.name,
        partition.inputs,
        partition.files,
        len(kept),
        sum(article.statements for article in kept),
        _sum(article.entities for article in kept),
        _sum(article.events for article in kept),
        _sum(article.notes for article in kept),
        (*(item for item in partition.failed if item.identifier not in twice), *duplicates),
        tuple(item for item in partition.rejected if item.identifier not in twice),
        tuple(sorted(twice & {article.identifier for article in partition.articles})),
        partition.lost,
        (*partition.said, *again.values()),
        tuple(item for item in partition.skipped if item.identifier not in twice),
    )


@dataclass(slots=True)
class Manifest:
    """What a whole build says of itself; `failed` are inputs that gave no partition, `own` is the digest of a user's own lexicon."""

    versions: Versions
    partition_size: int
    partitions: list[Entry] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    own: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything that was given was read and kept."""
        return not self.failed and all(entry.whole for entry in self.partitions)

    def to_json(self) -> bytes:
        """Return the manifest as it is written: one line a partition."""
        head = {"format": FORMAT, **asdict(self.versions), "partition_size": self.partition_size}
        head |= {"own": self.own} if self.own else {}
        head["failed"] = [asdict(item) for item in self.failed]
        lines = ",\n".join(json.dumps(asdict(entry), ensure_ascii=False) for entry in self.partitions)
        return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "partitions": [\n{lines}\n]}}\n'.encode()

    @classmethod
    def load(cls, folder: Folder) -> Manifest:
        """Read the manifest of a folder."""
        try:
            found = json.loads(folder.read(MANIFEST))
            if found["format"] != FORMAT:
                raise ClusterError(f"{folder.path}: has the format {found['format']}, and this program reads {FORMAT}: build it again")
            versions = Versions(found["software"], found["code"], found["lexicon"])
            entries = [_read_entry(item) for item in found["partitions"]]
            return cls(versions, found["partition_size"], entries, [Failed(**item) for item in found["failed"]], found.get("own", ""))
        except FileNotFoundError as error:
            raise ClusterError(f"{folder.path}: has no {MANIFEST}: the build did not end; the same command completes it") from error
        except (ValueError, KeyError, TypeError) as error:
            raise ClusterError(f"{folder.path}/{MANIFEST}: is damaged ({error!r}): build it again") from error
        except OSError as error:
            raise ClusterError(f"{folder.path}/{MANIFEST}: cannot be read ({error}): check the address and its permissions") from error

    def save(self, folder: Folder) -> None:
        """Write the manifest, and take away what an earlier, longer build left."""
        for name in folder.names():
            ours = _OURS.fullmatch(name)
            if ours and int(ours[1]) >= len(self.partitions):
                folder.remove(name)
        folder.tidy()
        with folder.writing(MANIFEST) as file:
            file.write(self.to_json())


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))


def _read_entry(item: dict[str, Any]) -> Entry:
    parts = {"inputs": _ranges(item), "files": _files(item), "failed": _failures(item), "rejected": _rejections(item)}
    later = {"said": tuple(item.get("said", ())), "skipped": _passed_over(item)}
    return Entry(**{**item, **parts, **later, "left_out": tuple(item["left_out"])})


def _ranges(item: dict[str, Any]) -> tuple[Range, ...]:
    return tuple(Range(**part) for part in item["inputs"])


def _files(item: dict[str, Any]) -> tuple[Written, ...]:
    return tuple(Written(**part) for part in item["files"])


def _failures(item: dict[str, Any]) -> tuple[Failed, ...]:
    return tuple(Failed(**part) for part in item["failed"])


def _passed_over(item: dict[str, Any]) -> tuple[PassedOver, ...]:
    return tuple(PassedOver(**part) for part in item.get("skipped", ()))


def _rejections(item: dict[str, Any]) -> tuple[Rejected, ...]:
    return tuple(Rejected(**{**part, "violations": tuple(part["violations"])}) for part in item["rejected"])


def save_own(own: Own, folder: Folder) -> None:
    """Write a user's own lexicon beside the partitions that were read with it; without one, take an earlier one away."""
    if own.digest:
        with folder.writing(OWN) as file:
            file.write(own.data)
    else:
        folder.remove(OWN)


def load_own(manifest: Manifest, folder: Folder) -> Own:
    """Return the user's own lexicon that the partitions were read with."""
    if not manifest.own:
        return NOTHING
    try:
        own = Own.of(Own(manifest.own, folder.read(OWN)).triples())
    except (OSError, ValueError, SyntaxError, zlib.error) as error:
        raise ClusterError(f"{folder.path}/{OWN}: cannot be read ({error}): build it again") from error
    if own.digest != manifest.own:
        raise ClusterError(f"{folder.path}/{OWN}: is not the lexicon that the manifest names: build it again")
    return own


def save(partition: Partition, folder: Folder) -> None:
    """Write what a partition says of itself."""
    with folder.writing(f"{partition.name}.json") as file:
        file.write(json.dumps(asdict(partition), ensure_ascii=False).encode() + b"\n")


def finished(name: str, folder: Folder, versions: Versions, inputs: tuple[Range, ...]) -> Partition | None:
    """Return a partition that an earlier run made of the same input with the same versions, if its files are whole."""
    try:
        found = json.loads(folder.read(f"{name}.json"))
        articles = tuple(Kept(**article) for article in found["articles"])
        partition = Partition(
            found["name"], Versions(**found["versions"]), _ranges(found), _files(found), articles, _failures(found), _rejections(found)
        )
        partition = replace(partition, said=tuple(found.get("said", ())), skipped=_passed_over(found))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    same = (partition.name, partition.versions, partition.inputs) == (name, versions, inputs)
    return partition if same and all(folder.sha256(file.name) == file.sha256 for file in partition.files) else None
