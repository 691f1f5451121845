"""Folders of a user's own lexicon to what is laid over the lexicon that ships, with all that is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from builder.additions.drafts import draft
from builder.additions.findings import Finding, Origin
from builder.additions.folders import Found, files_in, read_folders
from builder.additions.known import Known
from builder.additions.lint import Names
from builder.additions.statements import HOME, Writer
from builder.folding import fold
from builder.gate import Gate
from builder.identifiers import BASE
from builder.lexicon import Lexicon, build_lexicon, load_lexicon, shipped
from builder.own import WITHDRAWN, Overlay, Own
from builder.resources import ontology_dir
from builder.versions import current, sources
from builder.violations import LEXICON_SHAPES
from builder.vocabulary import ORG, RDF_TYPE, SKOS, TQ

_LINKS = frozenset({TQ + "locatedIn", ORG + "subOrganizationOf", TQ + "standsFor", TQ + "basedIn", ORG + "member", ORG + "organization"})


@dataclass(frozen=True, slots=True)
class Compiled:
    """A user's own lexicon, what is wrong with it, its entries by IRI, and the lexicon that comes of it, to be read with if it conforms."""

    own: Own
    findings: tuple[Finding, ...]
    own_iris: frozenset[str]
    merged: Lexicon

    @property
    def conforms(self) -> bool:
        """Whether nothing grave was found."""
        return not any(finding.grave for finding in self.findings)


def digest_of(folders: Iterable[Path]) -> str:
    """Return a digest of what decides what comes of folders: their files, the program, and the lexicon that ships."""
    total = hashlib.sha256(f"{current().code}\0{sources()}\n".encode())
    for path, _ in files_in(folders):
        total.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def compile_folders(folders: Sequence[Path]) -> Compiled:
    """Read, check and pack folders; their order and that of their rows do not matter."""
    findings: list[Finding] = []
    found = read_folders(folders, findings)
    known = Known(load_lexicon())
    drafts = draft([row for row in found.rows if row.table != "silenced"], known, findings)
    writer, origins = Writer(known, drafts, findings), dict(found.origins)
    triples = set(found.triples)
    for own in drafts:
        origins[own.iri] = own.row.origin
        triples.update(writer.write(own))
    for row in found.rows:
        if row.table == "silenced":
            triples.update(writer.silence(row))
    merged = build_lexicon(ontology_dir(), Own.of(triples))
    taken = _taken(triples, merged, known.lexicon, origins)
    if taken:
        triples |= {ox.Triple(ox.NamedNode(iri), ox.NamedNode(WITHDRAWN), ox.Literal(name, language="ar")) for _, iri, name in taken}
        merged = build_lexicon(ontology_dir(), Own.of(triples))
    packed = Own.of(triples)
    broken = {finding.origin for finding in findings if finding.grave}
    more = [*Names(triples, merged, origins).findings(frozenset((form, iri) for form, iri, _ in taken))]
    more += _unknown(found, merged, origins)
    more += _shapes(packed, {iri: origin for iri, origin in origins.items() if origin not in broken})
    return Compiled(packed, tuple(sorted({*findings, *more})), frozenset(origins.keys() & merged.entries.keys()), merged)


def _taken(triples: set[ox.Triple], merged: Lexicon, before: Lexicon, origins: dict[str, Origin]) -> list[tuple[str, str, str]]:
    """Return the names that entries of the home country take from others of their kind: the form, who loses it, and the name there.

    In the news of a country a bare name, the ministry of defence, is that country's own.
    """
    homes = {t.subject.value for t in triples if t.predicate.value == HOME and isinstance(t.subject, ox.NamedNode)}
    homes |= {stands for iri in homes if (entry := merged.entries.get(iri)) and (stands := entry.stands_for)}
    if not homes:
        return []
    found = []
    for form, labels in merged.labels.items():
        known = [merged.entries[label.target] for label in labels if label.kind == "entity" and not label.contextual]
        here = [entry for entry in known if entry.iri in origins and homes & {entry.iri, *merged.ancestors(entry.iri)}]
        for other in known if here else ():
            away = other.iri in before.entries and not homes & {other.iri, *merged.ancestors(other.iri)}
            if away and any(entry.kind == other.kind for entry in here):
                found.append((form, other.iri, next((n for n in (other.label, *other.names) if fold(n) == form), form)))
    return sorted(found)


def _unknown(found: Found, merged: Lexicon, origins: dict[str, Origin]) -> Iterator[Finding]:
    """Yield the links of Turtle files that lead to nothing, and nodes there that nothing reads."""
    typed = {t.subject for t in found.triples if t.predicate.value == RDF_TYPE}
    ours = {t.subject for t in _shipped()} if found.triples else set()
    for triple in found.triples:
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode):
            continue
        origin, called = origins[subject.value], subject.value.removeprefix(BASE)
        if triple.predicate.value in _LINKS and isinstance(value, ox.NamedNode) and value.value not in merged.entries:
            yield Finding(origin, called, f"leads to {value.value}, which is nothing known: add it, or mend the IRI")
        if triple.predicate.value == SKOS + "prefLabel" and subject not in typed and subject not in ours:
            yield Finding(origin, called, "has a name and no class: write what it is, such as `a tq:Location`")


@lru_cache(maxsize=1)
def _shipped() -> tuple[ox.Triple, ...]:
    return tuple(shipped(ontology_dir()))


def _shapes(own: Own, origins: dict[str, Origin]) -> Iterator[Finding]:
    """Yield what the shapes of the lexicon find wrong with a user's own entries."""
    overlay = Overlay(own)
    text = "".join(f"{triple} .\n" for triple in (*overlay.over(_shipped()), *overlay.triples))
    for violation in Gate.load(ontology_dir() / LEXICON_SHAPES).check_quickly(text, "lexicon"):
        if violation.focus in origins:
            value = f" ({violation.value})" if violation.value else ""
            about = f"{violation.path}{value}: " if violation.path else ""
            yield Finding(origins[violation.focus], violation.focus.rpartition("/id/")[2], about + violation.message_en, violation.blocks)
