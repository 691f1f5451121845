"""A published site: every link leads somewhere, every document says what the store says, and no more of the texts is out than may be."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote

import golden
import links
import published
import pyoxigraph as ox
import pytest
import rooms
from lxml import etree, html
from rdflib import Graph

from builder.cli import main
from builder.errors import PublishError
from builder.identifiers import article_iri, graph_iri
from builder.model import Article
from builder.publish.run import checked_base, publish
from builder.site.addresses import path_of
from builder.site.embedded import embedded
from builder.store import Store

NAMES = ("d02", "d06", "a02")
BASE = published.BASE


def out(store: Path, folder: Path, **settings: bool | int) -> Path:
    """Publish a store into a folder."""
    with Store(store, read_only=True) as opened:
        publish(opened, folder, BASE, **settings)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three examples as the program reads them, with the whole ontology."""
    return published.put(tmp_path_factory.mktemp("store") / "store", map(published.read, NAMES), published.background(NAMES))


@pytest.fixture(scope="module")
def site(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return out(store, tmp_path_factory.mktemp("site") / "news")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of articles with odd and hostile names, and what is published of it."""
    folder = tmp_path_factory.mktemp("odd")
    golden.fill(folder / "store")
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    with Store(folder / "store") as filled:
        for outcome, article in (*map(rooms.small, rooms.ODD), rooms.small("bad", title=bad), *(rooms.small(f"m{n}") for n in range(60))):
            filled.put(outcome, article)
    out(folder / "store", folder / "news")
    return folder


def pages(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    assert list(links.broken(site, BASE)) == []


def test_links_of_odd_names_lead_somewhere_too(odd: Path) -> None:
    # This store is made by hand: it has a small piece of the ontology only, and its graphs quote no sentences to point into.
    wrong = [line for line in links.broken(odd / "news", BASE) if not re.search(r"doc/(ontology|vocab)/|has no #char=", line)]
    assert wrong == []


def test_pages_point_relatively_and_say_absolutely_where_they_are(site: Path) -> None:
    for path, page in pages(site):
        if path.name.startswith("404"):
            continue
        hrefs = [address for element, _, address, _ in page.iterlinks() if element.get("rel") != "canonical"]
        assert not [address for address in hrefs if address.startswith((BASE, "/"))], path
        assert page.xpath("string(//link[@rel='canonical']/@href)") == BASE + quote(path.relative_to(site).as_posix(), safe="/~,=;")


@pytest.mark.parametrize("path", ["doc/force/peshmerga", "doc/article/d02", "doc/article/d02/event/2-agreement", "dataset", "ontology"])
def test_everything_has_both_languages_and_all_syntaxes(site: Path, path: str) -> None:
    graphs = [
        Graph().parse(site / f"{path}.{ending}", format=form)
        for ending, form in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml"))
    ]
    assert len({len(graph) for graph in graphs}) == 1 and len(graphs[0]) > 4
    assert (site / f"{path}.html").is_file() and (site / f"{path}.en.html").is_file()


def test_every_iri_of_the_store_has_its_files(store: Path, site: Path) -> None:
    with Store(store, read_only=True) as opened:
        terms = {term.value for quad in opened.db for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    release = re.compile(r"doc/ontology/[\d.]+")  # of the ontology, which stands at no address of its own
    wanted = {path for term in terms if (path := path_of(term)) is not None and "#" not in path and not release.fullmatch(path)}
    assert len(wanted) > 200
    assert [path for path in sorted(wanted) for form in ("html", "en.html", "ttl", "rdf") if not (site / f"{path}.{form}").is_file()] == []


def test_a_timeline_goes_on_from_page_to_page(odd: Path) -> None:
    first, second, third = (odd / "news/doc/force" / f"peshmerga{number}.html" for number in ("", "~p2", "~p3"))
    assert first.is_file() and second.is_file() and not third.exists()
    assert second.with_suffix(".ttl").is_file() and 'href="peshmerga~p2.html"' in first.read_text("utf-8")


@pytest.mark.parametrize("identifier", [identifier for identifier in rooms.ODD if len(identifier) < 100])
def test_an_odd_identifier_has_files_within_the_folder(odd: Path, identifier: str) -> None:
    path = path_of(article_iri(identifier))
    assert path is not None
    file = odd / "news" / f"{path}.nt"
    assert file.resolve().is_relative_to((odd / "news").resolve())
    assert article_iri(identifier) in {str(s) for s in Graph().parse(file, format="nt").subjects()}


def test_hostile_words_run_nowhere(odd: Path) -> None:
    for path, page in pages(odd / "news"):
        assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]"), path
        assert not page.xpath("//@onerror | //@style | //*[starts-with(@href, 'javascript:')]"), path


def test_pages_carry_the_things_own_statements(odd: Path) -> None:
    page = html.document_fromstring((odd / "news/doc/article/bad.en.html").read_bytes())
    (data,) = page.xpath("//script[@type='application/ld+json']/text()")
    found = Graph().parse(data=data, format="json-ld")
    assert {str(subject) for subject in found.subjects()} == {article_iri("bad")}
    with Store(odd / "store", read_only=True) as opened:
        said = {quad.triple for quad in opened.quads(graph_iri("bad"), article_iri("bad"))}
        assert len(found) == len(said) and "</script" not in embedded(opened, article_iri("bad"))


def unquoted(store: Path, article: Article) -> list[str]:
    """Return stretches of a text, 60 characters each, of which nothing stands in a sentence that the graph quotes, or in a title."""
    text = " ".join(article.text.split())
    free = [True] * len(text)
    with Store(store, read_only=True) as opened:
        for quad in opened.quads(graph_iri(article.identifier)):
            words = " ".join(quad.object.value.split()) if isinstance(quad.object, ox.Literal) else ""
            at = text.find(words) if len(words) > 20 else -1
            while at >= 0:
                free[at : at + len(words)] = [False] * len(words)
                at = text.find(words, at + 1)
    return [text[begin : begin + 60] for begin in range(0, len(text) - 60, 10) if all(free[begin : begin + 60])]


def everything(site: Path) -> str:
    """Return all that any file of a site says, as text, for pages without their tags."""
    said = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = content.decode("utf-8", "replace")
        if path.suffix == ".html":
            said.append(" ".join(html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8")).text_content().split()))
        said.append(" ".join(text.replace("\\n", " ").split()))
    return "\n".join(said)


def test_with_evidence_alone_no_more_of_a_text_is_out_than_sentences_that_hold_facts(tmp_path: Path) -> None:
    filler = " ".join(f"ولم يكن في ذلك اليوم رقم {n} شيء يستحق الذكر في سوق الخضار القديم" for n in range(12))
    article = Article("z1", f"{published.read('d02')[0].text}\n\n{filler}.\n")
    store = published.put(tmp_path / "store", [published.made(article)], published.background(("d02",), ontology=False))
    hidden = unquoted(store, article)
    assert len(hidden) > 20
    shown = everything(out(store, tmp_path / "evidence"))
    assert [stretch for stretch in hidden if stretch in shown] == []
    whole = everything(out(store, tmp_path / "whole", texts=True))
    assert sum(stretch in whole for stretch in hidden) > 20


def test_the_dump_is_the_export_and_its_checksum_holds(store: Path, site: Path, tmp_path: Path) -> None:
    (dump,) = site.glob("dumps/*.nq.gz")
    assert main(["export", "nquads", str(tmp_path / "graph.nq"), "--store", str(store)]) == 0
    plain = gzip.decompress(dump.read_bytes())
    assert plain == (tmp_path / "graph.nq").read_bytes()
    digest, name = dump.with_name(dump.name + ".sha256").read_text().split()
    assert (digest, name) == (sha256(dump.read_bytes()).hexdigest(), dump.name)
    assert dump.name.endswith(f"-{sha256(plain).hexdigest()[:12]}.nq.gz") and dump.read_bytes()[4:8] == bytes(4)  # no time of packing
    (listed,) = json.loads((site / "dumps/dumps.json").read_text())["dumps"]
    assert (listed["path"], listed["size"]) == (f"dumps/{dump.name}", dump.stat().st_size)
    assert f'href="dumps/{dump.name}"' in (site / "dataset.html").read_text("utf-8")
    assert (site / ".well-known/void").read_bytes() == (site / ".well-known/void.ttl").read_bytes()
    assert BASE + f"dumps/{dump.name}" in (site / ".well-known/void").read_text("utf-8")


def test_a_sitemap_names_pages_that_are_there(site: Path) -> None:
    parts = etree.fromstring((site / "sitemap.xml").read_bytes()).xpath("//*[local-name()='loc']/text()")
    listed = [
        page
        for part in parts
        for page in etree.fromstring((site / part.removeprefix(BASE)).read_bytes()).xpath("//*[local-name()='loc']/text()")
    ]
    assert len(listed) > 400
    assert [page for page in listed if not (site / unquote(page.removeprefix(BASE))).is_file()] == []


def test_the_manifest_has_the_digest_of_every_file(site: Path) -> None:
    told = json.loads((site / "publish.json").read_text("utf-8"))
    files = {path: digest for _, own in told["units"].values() for path, digest in own.items()}
    there = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    assert set(files) == set(there) - {"publish.json"}
    assert {path: sha256(there[path].read_bytes()).hexdigest() for path in files} == files


@pytest.mark.parametrize(
    "base", ["example.org", "ftp://example.org/", "https://", "https://example.org/?q", "https://a b/", 'https://x/"/', "//x/"]
)
def test_an_address_that_is_none_is_refused(base: str) -> None:
    with pytest.raises(PublishError, match="is no address"):
        checked_base(base)


def test_a_folder_of_somebody_else_is_left_alone(store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["publish", str(tmp_path), "--store", str(store), "--base", BASE, "--jobs", "1"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("args", "said"), [(["--base", "nowhere"], "is no address"), (["--base", BASE], "is not a tansiq store")])
def test_what_is_wrong_is_said_in_a_line(args: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(tmp_path / "news"), "--store", str(tmp_path / "none"), *args]) == 2
    assert said in capsys.readouterr().err and not (tmp_path / "news").exists()
