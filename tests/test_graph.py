"""Article graphs: a golden one, the same bytes every time, evidence at its offsets, and no crash whatever the text.

The golden graph leaves out how a fact was found (rule, confidence, evidence). Run this file as a program to write it anew, then read
the difference.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef
from rdflib.compare import graph_diff, isomorphic, to_isomorphic
from test_events import AGREEMENTS, ATTACKS, MEETINGS, MOVES, OPERATIONS, STRIKES
from test_officials import HELD
from test_statements import SAID

from builder.model import Article
from builder.pipeline import build_article, read_article
from builder.validate import as_rdflib
from builder.vocabulary import DCTERMS, ITSRDF, NIF, TQ

FOLDER = Path(__file__).parent / "golden"
TEXT, GOLDEN = FOLDER / "small.txt", FOLDER / "small.ttl"
SMALL = Article("small", TEXT.read_text("utf-8"), url="https://example.org/news/1")
TABLES: dict[str, Sequence[object]] = {
    "operations": OPERATIONS,
    "strikes": STRIKES,
    "attacks": ATTACKS,
    "meetings": MEETINGS,
    "agreements": AGREEMENTS,
    "moves": MOVES,
    "held": HELD,
    "said": SAID,
}
HOW = {URIRef(TQ + name) for name in ("rule", "confidence", "evidence")}
Mention = tuple[int, int, str]


def told(graph: Graph) -> Graph:
    """Return what a graph tells of the world and where it names it, without how it was found."""
    events = set(graph.subjects(URIRef(TQ + "status"), None)) | set(graph.subjects(RDF.type, URIRef(TQ + "Appointment")))
    hidden = {m for m, _, thing in graph.triples((None, URIRef(ITSRDF + "taIdentRef"), None)) if thing in events}
    kept = Graph()
    kept.bind("tq", TQ)
    kept.bind("nif", NIF)
    kept.bind("itsrdf", ITSRDF)
    for subject, predicate, value in graph:
        if predicate not in HOW and subject not in hidden:
            kept.add((subject, predicate, value))
    return kept


def mentions(graph: Graph) -> list[Mention]:
    """Return begin, end and words of every stretch of text in a graph."""
    found = []
    for node in graph.subjects(RDF.type, URIRef(NIF + "OffsetBasedString")):
        begin, end, words = (graph.value(node, URIRef(NIF + name)) for name in ("beginIndex", "endIndex", "anchorOf"))
        assert begin is not None and end is not None and words is not None, node
        found.append((int(str(begin)), int(str(end)), str(words)))
    return found


def test_golden_graph() -> None:
    golden, got = Graph().parse(GOLDEN), told(as_rdflib(build_article(SMALL).nquads))
    _, missing, extra = graph_diff(to_isomorphic(golden), to_isomorphic(got))
    assert isomorphic(golden, got), f"missing:\n{missing.serialize(format='nt')}\nextra:\n{extra.serialize(format='nt')}"


def test_golden_graph_is_what_a_reader_would_write() -> None:
    """The graph on disk is checked against the text, so that writing it anew cannot hide a mistake."""
    rows: Iterable[Iterable[object]] = (
        Graph()
        .parse(GOLDEN)
        .query(  # type: ignore[assignment]  # a SELECT gives rows
            """PREFIX tq: <https://w3id.org/tansiq/ontology#> PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?kind ?status ?date (COUNT(DISTINCT ?actor) AS ?actors) ?killed WHERE {
          ?event a tq:Event, ?kind ; tq:status ?status . FILTER (?kind != tq:Event)
          OPTIONAL { ?event tq:date ?date } OPTIONAL { ?event tq:killed ?killed }
          OPTIONAL { ?event tq:participant|tq:perpetrator|tq:party|tq:target|tq:speaker ?actor }
        } GROUP BY ?event ?kind ?status ?date ?killed"""
        )
    )
    found = sorted([str(cell).rpartition("#")[2] if cell is not None else "" for cell in row] for row in rows)
    assert found == [
        ["Agreement", "Occurred", "2021-08-12", "2", ""],
        ["Attack", "Occurred", "2021-08-13", "2", "2"],
        ["Statement", "Occurred", "", "1", ""],
    ]


@pytest.mark.parametrize(
    ("forces", "joint"),
    [
        ("قوات البيشمركة والجيش العراقي", True),  # Erbil's and Baghdad's, though Baghdad stands above both
        ("الجيش العراقي وطيران التحالف الدولي", True),
        ("الجيش العراقي والشرطة الاتحادية والحشد الشعبي", False),
        ("قوات البيشمركة والأسايش", False),
    ],
)
def test_an_operation_is_joint_when_forces_of_two_commands_take_part(forces: str, joint: bool) -> None:
    nquads = build_article(Article("x", f"نفذت {forces} عملية عسكرية ضد داعش في جبل قرجوخ.")).nquads.decode()
    assert f"<{TQ}MilitaryOperation>" in nquads
    assert (f"<{TQ}JointOperation>" in nquads) == joint


def test_the_same_text_gives_the_same_bytes() -> None:
    assert build_article(SMALL).nquads == build_article(SMALL).nquads


HASH = """
import hashlib, sys
from pathlib import Path
from builder.model import Article
from builder.pipeline import build_article
text = Path(sys.argv[1]).read_text("utf-8")
digest = hashlib.sha256(build_article(Article("small", text, url="https://example.org/news/1")).nquads)
print(digest.hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_same_bytes_under_any_hash_seed(seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(FOLDER.parent.parent)}
    done = subprocess.run([sys.executable, "-c", HASH, str(TEXT)], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == hashlib.sha256(build_article(SMALL).nquads).hexdigest()


def test_lines_are_sorted_and_in_one_graph() -> None:
    lines = build_article(SMALL).nquads.decode().splitlines()
    assert lines == sorted(set(lines))
    assert {line.rpartition(" <")[2] for line in lines} == {"https://w3id.org/tansiq/graph/article/small> ."}


def test_the_article() -> None:
    graph = as_rdflib(build_article(SMALL).nquads)
    article = URIRef("https://w3id.org/tansiq/id/article/small")
    assert str(graph.value(article, URIRef(DCTERMS + "identifier"))) == "small"
    assert str(graph.value(article, URIRef(DCTERMS + "issued"))) == "2021-08-14"
    assert str(graph.value(article, URIRef("https://schema.org/url"))) == "https://example.org/news/1"


@pytest.mark.parametrize(
    "url", ["", "example.org", "javascript:alert(1)", "https://example.org/a b", "https://example.org/<x>", 'https://example.org/"']
)
def test_what_is_no_address_is_left_out(url: str) -> None:
    graph = as_rdflib(build_article(Article("x", "وصل الجيش العراقي.", url=url)).nquads)
    assert list(graph.objects(None, URIRef("https://schema.org/url"))) == []


@pytest.mark.parametrize("identifier", ["a b", "خبر ١", "a/b#c?d", "<x>", 'a"b\\c', "a\nb"])
def test_any_identifier_makes_valid_quads(identifier: str) -> None:
    graph = as_rdflib(build_article(Article(identifier, "قال وزير الدفاع إن الوضع هادئ.")).nquads)
    assert [str(value) for value in graph.objects(None, URIRef(DCTERMS + "identifier"))] == [identifier]


def plain(rows: Sequence[object]) -> list[str]:
    """Return the texts of a table, whose rows may be marked."""
    return [str(row[0]) if isinstance(row, tuple) else str(getattr(row, "values", ("",))[0]) for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_every_graph_passes_the_gate(table: str) -> None:
    text = "\n".join(["خبر طويل من عدة أخبار", *plain(TABLES[table])])
    outcome = build_article(Article(table, text, issued="2021-08-14"))
    assert [v for v in outcome.violations if v.blocks] == []
    assert all(text[begin:end] == words for begin, end, words in mentions(as_rdflib(outcome.nquads)))


FRAGMENTS = (
    "قال",
    "أعلنت",
    "نفت",
    "هاجم",
    "قتل",
    "أصيب",
    "اتفقت",
    "ستعقد",
    "انسحبت",
    "نقلت",
    "بحسب",
    "وأضاف",
    "أطلق",
    "عملية",
    "اجتماعاً",
    "اتفاقاً",
    "هجوماً",
    "اللواء",
    "الفريق أول الركن",
    "وزير",
    "الدفاع",
    "والبيشمركة",
    "وزارتي",
    "رئيس أركان",
    "المتحدث باسم",
    "قائد عمليات",
    "محافظ",
    "سالم كاظم الربيعي",
    "عبد",
    "أبو",
    "الجيش العراقي",
    "للبيشمركة",
    "تنظيم",
    '"داعش"',
    "الفرقة 14",
    "و16",
    "كركوك",
    "وأربيل",
    "بغداد",
    "قضاء",
    "قرى",
    "محافظتي",
    "نينوى",
    "بين",
    "على",
    "في",
    "ب",
    "و",
    "ل",
    "لل",
    "ضد",
    "إن",
    "أن",
    "الذي",
    "التي",
    "لا",
    "لم",
    "اليوم السبت",
    "أمس",
    "14 آب 2021",
    "عام 2017",
    "3",
    "٥ جرحى",
    "جنديان",
    "مراكز التنسيق المشترك",
    "المناطق المتنازع عليها",
    "وكالة شفق نيوز",
    "لقناة",
    "،",
    ".",
    ":",
    "\n",
    "«",
    "»",
    "(",
    ")",
    '"',
    "-",
    "لـ",
    "\u200f",
    "ـ",
    "ﻻ",
    "\u200c",
    "%",
    "BBC",
    "😀",
    "\\",
    "\x07",
    "\r\n",
    "\u2028",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=45), st.sampled_from(["", " "]))
def test_any_order_of_words_is_read(words: list[str], gap: str) -> None:
    text = gap.join(words) if gap else "".join(w + (" " if i % 7 else "") for i, w in enumerate(words))
    outcome = build_article(Article("x", text, issued="2021-08-14"))
    graph = as_rdflib(outcome.nquads)
    assert all(begin < end and text[begin:end] == anchor for begin, end, anchor in mentions(graph))
    assert [v for v in outcome.violations if v.blocks] == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    reading = read_article(Article("x", text))
    assert reading.article.text == text
    assert all(0 <= m.span.begin < m.span.end <= len(text) for e in reading.entities for m in e.mentions)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=45))
def test_what_a_reading_refers_to_is_there(words: list[str]) -> None:
    reading = read_article(Article("x", " ".join(words), issued="2021-08-14"))
    keys = [e.key for e in reading.entities]
    assert len(keys) == len(set(keys))
    assert {a.person for a in reading.appointments} <= set(keys)
    assert {k for r in reading.relations for k in (r.subject, r.object)} <= set(keys)
    assert {v for e in reading.events for role, v in e.arguments if role not in ("killed", "wounded", "provision")} <= set(keys)


if __name__ == "__main__":
    GOLDEN.write_text(told(as_rdflib(build_article(SMALL).nquads)).serialize(format="turtle"), "utf-8")
