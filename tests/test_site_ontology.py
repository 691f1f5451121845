"""The ontology's pages and documents: every term in both languages, every link led somewhere, every statement handed out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import golden
import pyoxigraph as ox
import pytest
from lxml import etree, html
from rdflib import Graph
from rdflib.compare import isomorphic

from builder.identifiers import GRAPHS
from builder.pipeline import background_quads
from builder.resources import ontology_dir
from builder.site import demands, documents, site
from builder.site.addresses import path_of
from builder.site.catalogue import Catalogue
from builder.site.dataset import Publication
from builder.site.forms import HTML, split
from builder.site.glossary import ALIGNMENTS, Glossary, ontology_triples, read_glossary, shipped
from builder.site.pages import ontology
from builder.site.pages.frame import Room, View, open_room
from builder.site.rows import Rows
from builder.site.usage import usage
from builder.store import Store
from builder.vocabulary import RDFS, SH, SKOS, TQ, VOCABULARIES

ONTOLOGY = "https://w3id.org/tansiq/ontology"
DEMANDS = demands.read_demands()
LANGUAGES = ("ar", "en")
# Statements of a hostile store's ontology: texts, names and links that would run or break out if they were not escaped.
HOSTILE = f"""
<{TQ}Bad%22%3E%3Cscript%3E> a <http://www.w3.org/2002/07/owl#Class> ;
    <{RDFS}label> "<script>alert(1)</script>"@ar, "\\"><img src=x onerror=alert(1)>"@en ;
    <{SKOS}definition> "</p><script>alert(2)</script>"@ar ;
    <{RDFS}subClassOf> <{TQ}Bad%22%3E%3Cscript%3E>, <javascript:alert(3)>, <https://example.org/'onclick=alert(4)'> .
<{ONTOLOGY}> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://purl.org/dc/terms/title> "<b onclick=alert(5)>"@ar .
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A store with the golden articles and the whole ontology."""
    folder = golden.fill(tmp_path_factory.mktemp("golden") / "store")
    with Store(folder) as store:
        lexicon = [line for line in golden.BACKGROUND.splitlines(keepends=True) if b"/graph/lexicon> ." in line]
        whole = [line for line in background_quads().splitlines(keepends=True) if line.endswith(b"/ontology> .\n")]
        store.put_background(b"".join(lexicon + whole))
    with Store(folder, read_only=True) as store:
        catalogue = Catalogue(folder / "catalogue.sqlite")
        catalogue.update(store)
        yield open_room(store, Rows(catalogue), Publication("https://example.org/"))
        catalogue.close()


@pytest.fixture(scope="module")
def glossary(room: Room) -> Glossary:
    return read_glossary(room.store)


@pytest.fixture(scope="module")
def pages(room: Room, glossary: Glossary) -> dict[tuple[str, str], html.HtmlElement]:
    """Every page of the ontology by its path and language."""
    found = {}
    for iri in glossary.entries:
        for lang in LANGUAGES:
            path = path_of(iri)
            assert path is not None
            text = ontology.page_of(View(room, path, lang), glossary, DEMANDS, iri)
            assert text is not None
            found[path, lang] = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", recover=False))
    return found


def text_of(page: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", page.text_content())


def terms(triples: list[ox.Triple], *kinds: str) -> list[str]:
    owl = "http://www.w3.org/2002/07/owl#"
    wanted = {ox.NamedNode(owl + kind) for kind in kinds}
    return sorted({t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode) and t.object in wanted})


SHIPPED = shipped("tansiq.ttl", "vocab/*.ttl")
OURS = [
    iri for iri in terms(SHIPPED, "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology") if iri.startswith(TQ)
]
SAID = {(t.subject.value, t.predicate.value, str(t.object)) for t in SHIPPED if isinstance(t.subject, ox.NamedNode)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_stands_on_the_page_of_all_and_has_its_own(pages: dict[tuple[str, str], html.HtmlElement], lang: str) -> None:
    assert len(OURS) > 80
    whole = pages["ontology", lang]
    for iri in OURS:
        own = pages[path_of(iri), lang]
        [section] = whole.xpath("//section[@id=$name]", name=iri.removeprefix(TQ))
        told = [
            t.object.value for t in SHIPPED if t.subject == ox.NamedNode(iri) and t.predicate.value in (RDFS + "label", SKOS + "definition")
        ]
        assert len(told) == 4, iri
        for text in told:
            assert re.sub(r"\s+", " ", text) in text_of(section), (iri, text)
            assert re.sub(r"\s+", " ", text) in text_of(own), (iri, text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_alignment_is_a_link(pages: dict[tuple[str, str], html.HtmlElement], lang: str) -> None:
    links = [(s, o[1:-1]) for s, p, o in SAID if p in ALIGNMENTS and s.startswith(TQ) and o.startswith("<") and not o[1:].startswith(TQ)]
    assert len(links) > 20
    for subject, to in links:
        local = subject.removeprefix(TQ)
        assert pages[path_of(TQ + local), lang].xpath("//a[@href=$to]", to=to), (local, to)
        assert pages["ontology", lang].xpath("//section[@id=$local]//a[@href=$to]", local=local, to=to), (local, to)


def test_every_concept_stands_in_its_vocabulary_and_has_a_page(pages: dict[tuple[str, str], html.HtmlElement], glossary: Glossary) -> None:
    listed = [(scheme, concept) for scheme in glossary.of("scheme") for concept in glossary.concepts(scheme.iri)]
    assert {concept.iri for _, concept in listed} >= {s for s, p, o in SAID if p == SKOS + "inScheme"}
    for scheme, concept in listed:
        for lang in LANGUAGES:
            table = pages[path_of(scheme.iri) or "", lang]
            [row] = table.xpath("//tr[@id=$local]", local=concept.local)
            own = text_of(pages[path_of(concept.iri) or "", lang])
            for label in (concept.label("ar"), concept.label("en")):
                assert label in text_of(row) and label in own, (concept.iri, label)
            assert all(name in own for name in concept.texts(SKOS + "altLabel", "ar"))


def test_ranks_and_months_stand_in_their_own_order(glossary: Glossary) -> None:
    ranks = [concept.local for concept in glossary.concepts(VOCABULARIES + "rank")]
    months = [concept.local for concept in glossary.concepts(VOCABULARIES + "month")]
    assert (ranks[0], ranks[-1]) == ("field-marshal", "non-commissioned")
    assert (months[0], months[-1]) == ("january", "december")


def test_every_link_leads_somewhere(room: Room, pages: dict[tuple[str, str], html.HtmlElement]) -> None:
    files = {path + (".html" if lang == "ar" else ".en.html"): shown for (path, lang), shown in pages.items()}
    followed: set[tuple[str, str]] = set()
    for name, shown in files.items():
        ids = shown.xpath("//@id")
        assert len(ids) == len(set(ids)), f"{name} has an id twice"
        for href in shown.xpath("//main//a/@href"):
            if not href.startswith(("https://", "http://")):
                to, _, fragment = href.partition("#")
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), to))[1:] if to else name
                followed.add((unquote(target), unquote(fragment)))
    wrong = [(target, fragment) for target, fragment in sorted(followed) if not leads(room, files, target, fragment)]
    assert wrong == []
    assert len(followed) > 500


def leads(room: Room, files: dict[str, html.HtmlElement], target: str, fragment: str) -> bool:
    """Tell whether an address has a page or a description, with the anchor where it names one."""
    path, lang, form = split(target)
    if form is not HTML:
        return form is not None and site.description(room, path) is not None
    text = site.page(room, path, lang) if target not in files else None
    shown = files.get(target) if text is None else html.document_fromstring(text)
    return shown is not None and (not fragment or bool(shown.xpath("//*[@id=$id]", id=fragment)))


def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(pages: dict[tuple[str, str], html.HtmlElement]) -> None:
    for page in pages.values():
        assert not page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]")
        assert not page.xpath(
            "//*[self::script or self::img or self::iframe]/@src[contains(., '//')] | //link[@rel='stylesheet' and contains(@href, '//')]"
        )
        assert page.xpath("string(/html/@lang)") in LANGUAGES
        assert len(page.xpath("//h1")) == 1


def test_the_whole_page_is_light(room: Room, glossary: Glossary) -> None:
    for lang in LANGUAGES:
        assert len(ontology.ontology_page(View(room, "ontology", lang), glossary, DEMANDS).encode()) < 300_000


@pytest.mark.parametrize(
    ("local", "arabic", "english"),
    [
        ("ArticleTitle", "قيمة واحدة لا غير نوعها rdf:langString غير فارغة", "exactly one value of datatype rdf:langString not empty"),
        ("JointParticipants", "قيمتان على الأقل", "at least two values"),
        ("ArticleUrl", "قيمة واحدة على الأكثر هي معرّف IRI", "at most one value each an IRI"),
        (
            "EventStatusValue",
            "قيمة واحدة لا غير من هذه: وقع، جارٍ، مخطط له، منفي",
            "exactly one value one of: occurred, ongoing, planned, denied",
        ),
        ("MentionConfidence", "لا تقل عن 0 لا تزيد على 1", "0 or more 1 or less"),
        ("BeginIndex", "أصغر من قيمة nif:endIndex", "less than the value of nif:endIndex"),
        ("LocationShape", "ليس هو نفسه من قيم يقع في", "not itself a value of its located in"),
        ("EventDate", "نوعها xsd:date أو نوعها xsd:gYearMonth أو نوعها xsd:gYear", "of datatype xsd:date or of datatype xsd:gYearMonth"),
        ("TollNumber", "له عدد القتلى أو له عدد الجرحى", "has killed or has wounded"),
        ("ArabicPrefLabel", "منها قيمة واحدة على الأقل بلغة ar", "at least one value of them in the language ar"),
    ],
)
def test_what_shapes_demand_is_said_in_words(room: Room, glossary: Glossary, local: str, arabic: str, english: str) -> None:
    for lang, words in (("ar", arabic), ("en", english)):
        desk = ontology.Desk(View(room, "ontology", lang), glossary)
        [line] = ontology.lines(desk, [demand for demand in DEMANDS if demand.local == local])
        comma = desk.view.words["data_comma"] + " "
        said = " ".join(phrase.before + comma.join(link.text for link in phrase.links) + phrase.after for phrase in line.phrases)
        assert words in said


def test_no_shape_demands_what_is_not_read() -> None:
    used = {t.predicate.value.removeprefix(SH) for t in shipped("shapes.ttl") if t.predicate.value.startswith(SH)}
    assert used <= demands.READ
    targeted = {t.subject.value for t in shipped("shapes.ttl") if t.predicate.value.startswith(SH + "target")}
    assert {demand.shape for demand in DEMANDS} == targeted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_shape_stands_on_the_page_of_all(pages: dict[tuple[str, str], html.HtmlElement], lang: str) -> None:
    text = text_of(pages["ontology", lang])
    assert [demand.local for demand in DEMANDS if demand.message[lang] not in text] == []


@pytest.mark.parametrize(
    ("iri", "times"),
    [
        ("Article", 4),
        ("Force", 4),
        ("MilitaryUnit", 1),
        ("MilitaryOperation", 2),
        ("Frame", 0),
    ],
)
def test_how_often_a_term_is_used(room: Room, glossary: Glossary, iri: str, times: int) -> None:
    found = usage(room.store, room.rows, glossary.entries[TQ + iri])
    assert found.times == times
    assert bool(found.examples) == bool(times)


@pytest.mark.parametrize("local", ["participant", "status", "confidence", "Occurred", "Event"])
def test_the_use_of_a_term_is_what_a_query_counts(room: Room, glossary: Glossary, local: str) -> None:
    entry = glossary.entries[TQ + local]
    pattern = f"?s tq:{local} ?o" if entry.kind == "property" else f"?s ?p tq:{local}"
    query = f"SELECT ?s {{ GRAPH ?g {{ {pattern} }} FILTER(?g != <{GRAPHS}ontology>) }}"
    assert usage(room.store, room.rows, entry).times == len(list(room.store.query(query))) > 0


def test_counting_stops_where_a_page_cannot_wait(room: Room, glossary: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = glossary.entries[TQ + "confidence"]
    whole = usage(room.store, room.rows, entry)
    monkeypatch.setattr("builder.site.usage.MOST", whole.times)
    assert usage(room.store, room.rows, entry) == whole
    monkeypatch.setattr("builder.site.usage.MOST", whole.times - 1)
    limited = usage(room.store, room.rows, entry)
    assert (limited.times, limited.more) == (whole.times - 1, True)
    text = ontology.term_page(View(room, "doc/ontology/property/confidence", "en"), glossary, DEMANDS, entry)
    assert f"more than {whole.times - 1}" in text


def test_examples_of_a_class_of_events_are_of_different_articles(room: Room, glossary: Glossary) -> None:
    found = usage(room.store, room.rows, glossary.entries[TQ + "Event"])
    articles = [room.rows.number("SELECT article FROM event WHERE iri = ?", (iri,)) for iri in found.examples]
    assert len(articles) == len(set(articles)) == 4 < found.times


@pytest.mark.parametrize(
    ("local", "path"), [("Force", "class/Force"), ("Official", "class/Official"), ("Event", "events"), ("Article", "articles")]
)
def test_a_class_leads_to_the_list_of_all(room: Room, glossary: Glossary, local: str, path: str) -> None:
    text = ontology.term_page(View(room, path_of(TQ + local) or "", "en"), glossary, DEMANDS, glossary.entries[TQ + local])
    assert html.document_fromstring(text).xpath("//main//a[@href=$to]", to=f"../../{path}.en.html")
    assert site.page(room, path, "en") is not None


# ---------------------------------------------------------------------------------------------------------------- documents


def as_rdflib(triples: list[ox.Triple], form: ox.RdfFormat, name: str) -> Graph:
    return Graph().parse(data=ox.serialize(triples, format=form) or b"", format=name)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (ox.RdfFormat.TURTLE, "turtle"),
        (ox.RdfFormat.N_TRIPLES, "nt"),
        (ox.RdfFormat.RDF_XML, "xml"),
        (ox.RdfFormat.JSON_LD, "json-ld"),
    ],
)
def test_the_documents_together_say_what_the_store_says(room: Room, glossary: Glossary, form: ox.RdfFormat, name: str) -> None:
    parts = [documents.ontology_document(room.store)]
    parts += [documents.vocabulary_document(room.store, scheme.iri) for scheme in glossary.of("scheme")]
    assert all(parts)
    together = Graph()
    for number, part in enumerate(parts):
        for triple in as_rdflib(part, form, name).skolemize(authority=f"https://example.org/{number}/"):
            together.add(triple)
    whole = Graph().parse(data=room.store.ntriples(GRAPHS + "ontology"), format="nt")
    assert isomorphic(together.de_skolemize(), whole)


def test_documents_are_sorted_and_name_blank_nodes_by_what_they_say(room: Room) -> None:
    document = documents.ontology_document(room.store)
    assert [str(t) for t in document] == sorted(str(t) for t in document)
    again = [ox.Quad(t.subject, t.predicate, t.object) for t in document]
    dataset = ox.Dataset(again)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert sorted(str(q.triple) for q in dataset) == [str(t) for t in document]
    assert not documents.vocabulary_document(room.store, VOCABULARIES + "no-such")


def test_the_shapes_are_the_file() -> None:
    own = as_rdflib(documents.shapes_document(), ox.RdfFormat.N_TRIPLES, "nt")
    assert isomorphic(own, Graph().parse(str(ontology_dir() / "shapes.ttl")))


# ---------------------------------------------------------------------------------------------------------------- other stores


def other_room(folder: Path, turtle: str) -> tuple[Store, Room]:
    with Store(folder) as store:
        quads = [
            ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(GRAPHS + "ontology"))
            for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        ]
        store.put_background(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    store = Store(folder, read_only=True)
    return store, open_room(store, Rows(Catalogue(Path(":memory:"))), Publication("https://example.org/"))


def test_a_store_without_an_ontology_shows_the_programs_own(tmp_path: Path) -> None:
    store, _ = other_room(tmp_path / "store", "<https://example.org/a> <https://example.org/b> <https://example.org/c> .")
    with store:
        assert {str(t) for t in ontology_triples(store)} == {str(t) for t in SHIPPED}


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    store, room = other_room(tmp_path / "store", HOSTILE)
    with store:
        glossary = read_glossary(store)
        for iri in glossary.entries:
            for lang in LANGUAGES:
                path = path_of(iri) or ""
                text = ontology.page_of(View(room, path, lang), glossary, DEMANDS, iri) or ""
                page = html.document_fromstring(text)
                assert not page.xpath("//script[not(@src)] | //img | //b | //@*[starts-with(name(), 'on')]")
                assert not [href for href in page.xpath("//@href") if href.strip().lower().startswith("javascript:")]
                etree.tostring(page)
        text = ontology.page_of(View(room, "ontology", "ar"), glossary, DEMANDS, ONTOLOGY) or ""
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
