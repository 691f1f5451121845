"""Stores for the tests of the reading room: the golden graph, articles of odd names, and a thing that very many articles name."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import golden

from builder.identifiers import article_iri, graph_iri
from builder.model import Article
from builder.store import Store

# Identifiers that mean something elsewhere: to paths, forms, escapes, markup, SPARQL.
ODD = (
    "news.ttl",
    "news",
    "news.en",
    "seed 0/a",
    "../../etc/passwd",
    ".hidden",
    "~p2",
    "50%",
    "%2F",
    "خبر عاجل",
    '"quoted"\'s',
    "<script>alert(1)</script>",
    "a?b#c",
    "{{ 7 * 7 }}",
    "x" * 300,
    "é\u202eb",
)
MANY = 120  # articles that name the Peshmerga, each with one event


def small(identifier: str, day: str = "2022-01-01", title: str = "البيشمركة في مخمور", events: int = 1) -> tuple[golden.Outcome, Article]:
    """Return a short article that names the Peshmerga, and its graph: an event each with a mention of its own."""
    iri, graph = article_iri(identifier), graph_iri(identifier)
    text = f"{title}\n\nانتشرت البيشمركة في مخمور.\n"
    own = f"{text}{crc32(identifier.encode())}\n"  # else it reprinted all others
    at = text.rindex("البيشمركة")
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    quoted = golden._quoted
    lines = [
        f"<{iri}> a tq:Article ; dcterms:identifier {quoted(identifier)} ; dcterms:title {quoted(title)}@ar ;"
        f' dcterms:issued "{day}"^^xsd:date .',
        'force:peshmerga a tq:Force ; skos:prefLabel "البيشمركة"@ar . place:makhmur a tq:Location ; skos:prefLabel "مخمور"@ar .',
        f'<{iri}/official/حسن> a tq:Official ; skos:prefLabel "حسن"@ar .',
        _mention(iri, nif, at, "البيشمركة", "force:peshmerga"),
        _mention(iri, nif, text.index("مخمور"), "مخمور", "place:makhmur"),
    ]
    for number in range(1, events + 1):
        event = f"<{iri}/event/{number}-deployment>"
        lines.append(
            f"{event} a tq:Event, tq:Deployment ; tq:status tq:Occurred ; tq:participant force:peshmerga, <{iri}/official/حسن> ;"
            f' tq:place place:makhmur ; tq:date "{day}"^^xsd:date ; tq:confidence 0.8 .'
        )
        lines.append(_mention(iri, nif, text.index("انتشرت"), "انتشرت"[: 6 - number + 1] or "ا", event))
    nquads = golden.to_nquads(f"{golden._PREFIXES} <{graph}> {{ {' '.join(lines)} }}")
    return golden.Outcome(identifier, graph, nquads), Article(identifier, own, title, day)


def _mention(iri: str, nif: str, begin: int, words: str, thing: str) -> str:
    node = f"<{iri}#char={begin},{begin + len(words)}>"
    return (
        f"{node} a <{nif}OffsetBasedString> ; <{nif}beginIndex> {begin} ; <{nif}endIndex> {begin + len(words)} ;"
        f" <{nif}anchorOf> {golden._quoted(words)} ;"
        f' tq:rule "made-up" ; tq:confidence 0.5 ; <http://www.w3.org/2005/11/its/rdf#taIdentRef> {thing} .'
    )


def fill(folder: Path) -> Path:
    """Make a store of all of it, with an article that was retracted, and return its folder."""
    golden.fill(folder)
    with Store(folder) as store:
        for outcome, article in (
            *map(small, ODD),
            *(small(f"many-{number}", f"2022-{number % 12 + 1:02d}-{number % 28 + 1:02d}") for number in range(MANY)),
            small("taken-back"),
        ):
            store.put(outcome, article)
        store.retract("taken-back")
    return folder
