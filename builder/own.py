"""What users add to the lexicon: their own statements, packed for the store and for workers, and laid over those that ship.

Names add up; what can be said once (a kind, a place that something lies in, a preferred label) replaces what ships. An entry with
`owl:deprecated true` is silenced: it stays where others lead to it, and no text is searched for its names. `tq:withdrawnLabel`
silences one name.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from builder.folding import fold
from builder.vocabulary import GEO, ORG, RDF_TYPE, SKOS, TQ

WITHDRAWN = TQ + "withdrawnLabel"
_PREFERRED, _OTHER = SKOS + "prefLabel", SKOS + "altLabel"
NAMES = frozenset({_OTHER, SKOS + "hiddenLabel", TQ + "contextualLabel"})
_LARGEST = 1024 * 1024 * 1024  # bytes of statements: thirty times those of 15,000 places
ONCE = frozenset(
    [ORG + "subOrganizationOf", GEO + "lat", GEO + "long", *(TQ + n for n in ("placeKind", "standsFor", "locatedIn", "basedIn", "rank"))]
)


@dataclass(frozen=True, slots=True)
class Own:
    """A user's own lexicon as sorted N-Triples, compressed; `digest` is their SHA-256, and empty where there is none.

    >>> triple = ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o"))
    >>> Own.of([triple]).triples() == [triple], Own.of([]) == NOTHING
    (True, True)
    """

    digest: str = ""
    data: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Own:
        """Pack statements; their order does not matter."""
        text = "".join(sorted({f"{triple} .\n" for triple in triples})).encode()
        return cls(hashlib.sha256(text).hexdigest(), zlib.compress(text, 6)) if text else NOTHING

    def triples(self) -> list[ox.Triple]:
        """Return the statements, in order."""
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(self.data, _LARGEST) if self.data else b""
        if unpacker.unconsumed_tail:
            raise ValueError(f"a lexicon of more than {_LARGEST // 1024 // 1024} MB")
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]


NOTHING = Own()


@dataclass(frozen=True, slots=True)
class OwnFolders:
    """Where a user's own lexicon lies, and a digest of the files there and of what they were laid over.

    >>> OwnFolders.parsed(OwnFolders(("/a", "/b"), "d").written())
    OwnFolders(paths=('/a', '/b'), inputs='d')
    """

    paths: tuple[str, ...] = ()
    inputs: str = ""

    def written(self) -> str:
        """Return it as a store keeps it."""
        return json.dumps([self.inputs, *self.paths], ensure_ascii=False)

    @classmethod
    def parsed(cls, text: str) -> OwnFolders:
        """Return what `written` gave; nothing for an empty text."""
        inputs, *paths = json.loads(text) if text else [""]
        return cls(tuple(paths), inputs)


class Overlay:
    """A user's own lexicon on its way over the one that ships: which statements of that still count, and what comes to them."""

    def __init__(self, own: Own) -> None:
        self.triples = own.triples()
        self._withdrawn: dict[str, set[str]] = defaultdict(set)
        self._said: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
        for triple in self.triples:
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object
            if predicate == WITHDRAWN and isinstance(value, ox.Literal):
                self._withdrawn[subject].add(fold(value.value))
            elif predicate == _PREFERRED and isinstance(value, ox.Literal):
                self._said[subject].add((predicate, value.language))
            elif predicate in ONCE or (predicate == RDF_TYPE and isinstance(value, ox.NamedNode) and value.value.startswith(TQ)):
                self._said[subject].add((predicate, None))

    def over(self, ours: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """Yield what still counts of the statements that ship; a preferred label that is replaced goes on as another one."""
        if not self.triples:
            yield from ours
            return
        changed = self._withdrawn.keys() | self._said.keys()
        for triple in ours:
            subject = getattr(triple.subject, "value", "")
            if subject not in changed:
                yield triple
                continue
            predicate, value = triple.predicate.value, triple.object
            said, withdrawn = self._said.get(subject, ()), self._withdrawn.get(subject, ())
            if isinstance(value, ox.Literal) and predicate == _PREFERRED and (predicate, value.language) in said:
                if fold(value.value) not in withdrawn:
                    yield ox.Triple(triple.subject, ox.NamedNode(_OTHER), value)
                continue
            gone = isinstance(value, ox.Literal) and predicate in NAMES and withdrawn and fold(value.value) in withdrawn
            once = predicate in ONCE or (isinstance(value, ox.NamedNode) and value.value.startswith(TQ))
            if not gone and not (once and (predicate, None) in said):
                yield triple
