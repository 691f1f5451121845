"""Entries to RDF: the same terms that ontology/lexicon is written in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from builder.additions.drafts import Draft
from builder.additions.findings import Finding
from builder.additions.known import Known, iri_of
from builder.additions.tables import Row
from builder.dates import xsd_type
from builder.folding import fold
from builder.identifiers import BASE
from builder.own import WITHDRAWN
from builder.vocabulary import (
    BODIES,
    DCTERMS,
    GEO,
    ORG,
    OWL_DEPRECATED,
    OWL_SAME_AS,
    PLACE_KIND,
    RANK,
    RDF_TYPE,
    ROLE,
    SCHEMA,
    SKOS,
    TQ,
    XSD,
)
from builder.vocabulary import kind_of as kind_of_class

HOME = TQ + "home"
_GEONAMES, _WIDATA = "https://www.geonames.org/", "https://www.wikidata.org/"
_PLACE = ("Location",)
_BODY = (*sorted(BODIES), "Outlet")
# column -> property, and the kinds of what it may name
_LINKS = {
    "located_in": (TQ + "locatedIn", _PLACE),
    "stands_for": (TQ + "standsFor", ("Government",)),
    "part_of": (ORG + "subOrganizationOf", _BODY),
    "based_in": (TQ + "basedIn", _PLACE),
}
_WORDS = {"kind": (TQ + "placeKind", "place-kind", PLACE_KIND), "rank": (TQ + "rank", "rank", RANK)}
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_TRUE = frozenset({"yes", "true", "1", "x", "نعم"})


class Writer:
    """Writes entries as statements; what a cell says wrongly is found so, and the entry left out."""

    def __init__(self, known: Known, drafts: Iterable[Draft], findings: list[Finding]) -> None:
        self.known, self.findings = known, findings
        self._named: dict[str, list[str]] = defaultdict(list)
        self._kinds: dict[str, str] = {}
        for draft in drafts:
            kinds = kind_of_class({draft.name or ""})
            if kinds:
                self._kinds.setdefault(draft.iri, kinds[0])
            row = draft.row
            for name in (fold(row["name_ar"]), row["name_en"].casefold(), *map(fold, row.several("other_names"))):
                if name and draft.iri not in self._named[name]:
                    self._named[name].append(draft.iri)

    def write(self, draft: Draft) -> list[ox.Triple]:
        """Return what an entry says; nothing where a cell is wrong."""
        before = len(self.findings)
        triples = [ox.Triple(ox.NamedNode(draft.iri), ox.NamedNode(p), o) for p, o in self._statements(draft)]
        triples += [triple for row in draft.rows for triple in self._post(draft, row)]
        return triples if len(self.findings) == before else []

    def silence(self, row: Row) -> list[ox.Triple]:
        """Return what a row of the table of the silenced says: an entry is not looked for, or not under one name."""
        iri = iri_of(row["id"])
        entry = self.known.entries.get(iri or "")
        if entry is None or iri is None:
            self._wrong(row, f"the id {row['id'] or '(none)'} is of no entry that ships: see the address of its page, such as place/kirkuk")
            return []
        if not row["name"]:
            return [ox.Triple(ox.NamedNode(iri), ox.NamedNode(OWL_DEPRECATED), _typed("true", "boolean"))]
        labels = self.known.lexicon.labels.get(fold(row["name"]), ())
        if all(label.target != iri for label in labels):
            self._wrong(row, f"{entry.label} has no name {row['name']}: it has {', '.join((entry.label, *entry.names[:4]))}")
            return []
        return [ox.Triple(ox.NamedNode(iri), ox.NamedNode(WITHDRAWN), ox.Literal(row["name"], language="ar"))]

    def _statements(self, draft: Draft) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        row = draft.row
        if draft.name and (not draft.extends or row["class"]):
            yield RDF_TYPE, ox.NamedNode(TQ + draft.name)
        yield from self._names(row)
        for column, (predicate, kind, base) in _WORDS.items():
            word = self.known.word(kind, row[column]) if row[column] else None
            if word:
                yield predicate, ox.NamedNode(base + word)
            elif row[column] or (column == "kind" and row.table == "places" and not draft.extends):
                self._wrong(row, f"has the {column} {row[column] or '(none)'}: write one of {', '.join(sorted(self.known.concepts[kind]))}")
        for column, (predicate, kinds) in _LINKS.items():
            if row[column] and (found := self._find(draft, row, column, kinds)):
                yield predicate, ox.NamedNode(found)
        if row["home"].lower() in _TRUE:
            yield HOME, _typed("true", "boolean")
        for column in ("lat", "long"):
            if row[column]:
                if re.fullmatch(r"-?\d{1,3}(\.\d{1,10})?", row[column]):
                    yield GEO + column, _typed(row[column], "decimal")
                else:
                    self._wrong(row, f"has the {column} {row[column]}: write degrees such as 32.07")
        yield from self._elsewhere(row)

    def _names(self, row: Row) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        for column, language in (("name_ar", "ar"), ("name_en", "en"), ("name_ku", "ckb")):
            if row[column]:
                yield SKOS + "prefLabel", ox.Literal(row[column], language=language)
        if row["name_ar"] and not re.search("[\u0621-\u064a]", row["name_ar"]):
            self._wrong(row, f"has a name_ar without Arabic letters: {row['name_ar']}")
        for name in row.several("other_names"):
            yield SKOS + "altLabel", ox.Literal(name, language="en" if name.isascii() else "ar")
        for name in row.several("in_context"):
            yield TQ + "contextualLabel", ox.Literal(name, language="ar")

    def _elsewhere(self, row: Row) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        sources = [row["source"]] if row["source"] else []
        for column, form, address, source in (
            ("wikidata", r"Q[1-9]\d*", "http://www.wikidata.org/entity/{}", _WIDATA),
            ("geonames", r"[1-9]\d*", "https://sws.geonames.org/{}/", _GEONAMES),
        ):
            if not row[column]:
                continue
            if re.fullmatch(form, row[column]):
                yield OWL_SAME_AS, ox.NamedNode(address.format(row[column]))
                sources = sources or [source]
            else:
                self._wrong(row, f"has the {column} {row[column]}: write {'Q and a number' if column == 'wikidata' else 'a number'}")
        for source in sources:
            is_address = re.fullmatch(r'https?://[^\s<>"{}|\\^`]+', source)
            yield DCTERMS + "source", ox.NamedNode(source) if is_address else ox.Literal(source, language="en")

    def _post(self, draft: Draft, row: Row) -> Iterator[ox.Triple]:
        """Yield the post that a person held by one row."""
        if not row["role"]:
            if row["body"] or row["from"] or row["until"]:
                self._wrong(row, "has a body or years without a role: write what the person was, such as minister")
            return
        role = self.known.word("role", row["role"])
        if role is None:
            self._wrong(row, f"has the role {row['role']}: write one of {', '.join(sorted(self.known.concepts['role']))}")
            return
        node = f"{BASE}post-held/{draft.iri.rpartition('/')[2]}-{role}" + (f"-{row['from']}" if _DATE.fullmatch(row["from"]) else "")
        said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            (RDF_TYPE, ox.NamedNode(TQ + "Appointment")),
            (ORG + "member", ox.NamedNode(draft.iri)),
            (ORG + "role", ox.NamedNode(ROLE + role)),
        ]
        if row["body"] and (body := self._find(draft, row, "body", (*_BODY, "Location"))):
            said.append((ORG + "organization", ox.NamedNode(body)))
        for column, predicate in (("from", "startDate"), ("until", "endDate")):
            if _DATE.fullmatch(row[column]):
                said.append((SCHEMA + predicate, _typed(row[column], xsd_type(row[column]))))
            elif row[column]:
                self._wrong(row, f"has in {column} {row[column]}: write a year, a month or a day, such as 2021 or 2021-08-14")
        yield from (ox.Triple(ox.NamedNode(node), ox.NamedNode(predicate), value) for predicate, value in said)

    def _find(self, draft: Draft, row: Row, column: str, kinds: Sequence[str]) -> str | None:
        """Return the entity that a cell names: by its identifier, else by a name of the user's own, else by one that ships."""
        text = row[column]
        iri = iri_of(text)
        if iri is not None and (iri in self._kinds or iri in self.known.entries):
            return iri
        own = [
            i for name in {fold(text), text.casefold()} for i in self._named.get(name, ()) if self._kinds.get(i) in kinds and i != draft.iri
        ]
        found = sorted(set(own)) or sorted(i for i in self.known.named(text, kinds) if i != draft.iri)
        if not found and "Government" in kinds:  # of a country, its government
            places = [self.known.entries[i].stands_for for i in self.known.named(text, _PLACE)]
            found = sorted({place for place in places if place})
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(i.removeprefix(BASE) for i in found[:6])
            self._wrong(row, f"{column} {text} may be {ids}: write the one that is meant")
        else:
            self._wrong(row, f"{column} {text} is nothing known: add a row for it, or write the id of what ships, such as place/jordan")
        return None

    def _wrong(self, row: Row, message: str) -> None:
        self.findings.append(Finding(row.origin, row.called, message))


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + datatype))
