"""Which articles reprint others: two texts are compared by their fingerprints, and what reprints what follows from who was first.

A cut text, one with another headline and one that a paragraph was added to are republications; a later report that repeats a paragraph of
background is none, nor one of a template with other numbers and names, nor a round-up that holds the text among others. The figures that
the thresholds rest on are in docs/duplicates.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.fingerprints import LEAD, NUMBER, Fingerprint
from builder.identifiers import BASE, article_iri
from builder.links import LINKS
from builder.vocabulary import RDF_TYPE, TQ

_CONTAINED = 0.75  # of the shorter text's words must stand in the longer one
_FEWEST = 20  # words that must be known of both to compare them
_SHARE = 0.5  # of the longer text's words; or, for one that was cut further:
_LEAD_SHARE = 0.6  # of the longer text's lead
_OTHERWISE = 0.05  # of the places that both have may go on with another word
_NUMBERS = 0.125  # of the numbers at such places may differ
_XSD_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


@dataclass(frozen=True, slots=True, order=True)
class Republication:
    """An article that reprints another, both by identifier; `similarity` is the part of the shorter text, in hundredths."""

    copy: str
    original: str
    similarity: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the articles that print it, each as the day that it was issued (late where unknown) and its identifier, in order."""

    key: int
    printed: tuple[tuple[str, str], ...]


def similarity(one: Fingerprint, other: Fingerprint) -> int | None:
    """Return which part of the shorter text stands in the longer, in hundredths, where one reprints the other; else None.

    >>> from array import array
    >>> similarity(Fingerprint(b"a", array("I"), array("H")), Fingerprint(b"a", array("I"), array("H")))
    100
    """
    if one.text == other.text:
        return 100
    reach = min(one.reach, other.reach)
    first, second = _known(one, reach), _known(other, reach)
    smaller, larger = sorted((first, second), key=len)
    if len(smaller) < _FEWEST:
        return None
    same = first & second
    part = len(same) / len(smaller)
    if part < _CONTAINED:
        return None
    if len(same) < _SHARE * len(larger) and not _has_lead(same, one if larger is first else other, reach):
        return None
    return None if _filled_otherwise(first, second, same) else round(100 * part)


def _known(fingerprint: Fingerprint, reach: int) -> set[int]:
    """Return the words of a sketch with what stands before them, as far as both sketches reach."""
    pairs = zip(fingerprint.contexts, fingerprint.values, strict=True)
    return {context << 16 | value & ~LEAD for context, value in pairs if context <= reach}


def _has_lead(same: set[int], longer: Fingerprint, reach: int) -> bool:
    """Tell whether two texts share the longer one's beginning: it was cut, and holds no other news before."""
    pairs = zip(longer.contexts, longer.values, strict=True)
    lead = {context << 16 | value & ~LEAD for context, value in pairs if value & LEAD and context <= reach}
    return bool(lead) and len(lead & same) >= _LEAD_SHARE * len(lead)


def _filled_otherwise(first: set[int], second: set[int], same: set[int]) -> bool:
    """Tell whether two texts go on with other words or numbers at too many of the places that both have."""
    places = {gram >> 16 for gram in same}
    ours, theirs = ({gram >> 16: gram for gram in known - same} for known in (first, second))
    differing = (ours.keys() & theirs.keys()) - places
    numbers = sum(1 for place in differing if ours[place] & theirs[place] & NUMBER)
    agreed = sum(1 for gram in same if gram & NUMBER)
    return len(differing) > _OTHERWISE * (len(same) + len(differing)) or numbers > _NUMBERS * agreed


def clusters(texts: Iterable[Text], near: Mapping[tuple[int, int], int]) -> list[Republication]:
    """Return what reprints what among texts, of which those that reprint each other are given with their similarity.

    The texts are taken in the order in which they were first printed. Each reprints the most similar of the originals before it, so that
    no chain leads from a text to one that it does not resemble; one that resembles none is an original.

    >>> a, b, c = Text(1, (("2021-05-01", "x"),)), Text(2, (("2021-05-02", "y"),)), Text(3, (("2021-05-03", "z"),))
    >>> clusters([c, b, a], {(1, 2): 90, (2, 3): 90})
    [Republication(copy='y', original='x', similarity=90)]
    """
    found: list[Republication] = []
    originals: list[Text] = []
    for text in sorted(texts, key=lambda text: text.printed[0]):
        chosen, degree = text, 100
        for original in originals:
            here = near.get((min(original.key, text.key), max(original.key, text.key)), 0)
            if here > (0 if chosen is text else degree):
                chosen, degree = original, here
        if chosen is text:
            originals.append(text)
        first = chosen.printed[0][1]
        found += [Republication(identifier, first, degree) for _, identifier in text.printed if identifier != first]
    return sorted(found)


def write_republications(found: Iterable[Republication]) -> bytes:
    """Return the republications as sorted N-Quads of the graph of links."""
    lines: set[str] = set()
    for one in found:
        copy, original = article_iri(one.copy), article_iri(one.original)
        node = f"{BASE}link/{hashlib.sha256(f'{copy} {original}'.encode()).hexdigest()[:16]}"
        number = f"{one.similarity / 100:.2f}".rstrip("0").rstrip(".")
        said = (
            (copy, f"{TQ}republicationOf> <{original}>"),
            (node, f"{RDF_TYPE}> <{TQ}RepublicationLink>"),
            (node, f"{TQ}copy> <{copy}>"),
            (node, f"{TQ}original> <{original}>"),
            (node, f'{TQ}similarity> "{number}"^^<{_XSD_DECIMAL}>'),
        )
        lines.update(f"<{subject}> <{rest} <{LINKS}> .\n" for subject, rest in said)
    return "".join(sorted(lines)).encode()
