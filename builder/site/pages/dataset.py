"""The page about the data: how much there is, where it comes from, how it may be used, and where to get it whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.prefixes import PREFIXES
from builder.site.addresses import DATASET
from builder.site.dataset import DESCRIPTION, LICENCE, OTHERS, TITLE, USED, Dump, Publication
from builder.site.figures import Figures
from builder.site.glossary import Glossary, prefixed
from builder.site.pages.cards import Desk, Link
from builder.site.pages.frame import View
from builder.site.pages.ontology import named
from builder.vocabulary import TQ


@dataclass(frozen=True, slots=True)
class Count:
    """How often a class or property is used."""

    term: Link
    code: str
    times: int


@dataclass(frozen=True, slots=True)
class File:
    """A dump as the page shows it."""

    name: str
    href: str
    media: str
    size: str
    sha256: str


def dataset_page(view: View, figures: Figures, glossary: Glossary, publication: Publication) -> str:
    """Return the page about the data as HTML."""
    desk = Desk(view, glossary)
    links = [(label, home, figures.links[space]) for _, label, space, home in OTHERS if space in figures.links]
    return view.render(
        "dataset.html",
        iri=DATASET,
        title=TITLE[view.lang],
        description=DESCRIPTION[view.lang],
        figures=figures,
        publication=publication,
        classes=_counts(desk, figures.classes),
        properties=_counts(desk, figures.properties),
        links=links,
        files=[_file(view, dump) for dump in publication.dumps],
        endpoint=view.file(publication.endpoint) if publication.endpoint else "",
        vocabularies=[(name, PREFIXES[name]) for name in USED],
        licence=Link("CC BY 4.0", LICENCE),
        examples=[Link(named(view, iri), view.href(iri)) for iri in figures.examples],
        forms=view.forms,
    )


def _counts(desk: Desk, counts: Mapping[str, int]) -> list[Count]:
    """Return counts of terms, our own before others', the most used first."""
    order = sorted(counts.items(), key=lambda of: (not of[0].startswith(TQ), -of[1], of[0]))
    return [Count(desk.link(iri), prefixed(iri), times) for iri, times in order]


def _file(view: View, dump: Dump) -> File:
    media = " + ".join(part for part in (dump.media, dump.packed) if part)
    return File(dump.path.rpartition("/")[2], view.file(dump.path), media, readable(dump.size), dump.sha256)


def readable(size: int) -> str:
    """Return a number of bytes as people read it.

    >>> readable(999), readable(1_500_000), readable(2_000_000_000)
    ('999 B', '1.5 MB', '2.0 GB')
    """
    if size < 1000:
        return f"{size} B"
    power = min((len(str(size)) - 1) // 3, 3)
    return f"{size / 1000**power:.1f} {('kB', 'MB', 'GB')[power - 1]}"
