"""The command line: exit statuses, one-line errors, and that README names every command."""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import golden
import loads
import pytest
import servers

from builder import cli
from builder.endpoints import read_endpoints
from builder.errors import InputError
from builder.model import Article, Event, Evidence, Reading, Span
from builder.own import Own
from builder.remote import RemoteStore
from builder.store import Store

COMMANDS = ("build", "formats", "load", "validate", "query", "export", "explain", "retract")


@dataclass(frozen=True)
class Found:
    """A violation as the pipeline reports it."""

    severity: str = "Violation"
    focus: str = "https://example.org/node"
    message_en: str = "is wrong"

    @property
    def blocks(self) -> bool:
        return self.severity == "Violation"


def outcome_of(article: Article) -> golden.Outcome | InputError:
    """Stand in for the pipeline: the text says what becomes of an article."""
    if "فشل" in article.text:
        return InputError(article.source, "cannot be read out")
    graph = f"https://w3id.org/tansiq/graph/article/{article.identifier}"
    node = f"<https://w3id.org/tansiq/id/article/{article.identifier}>"
    facts = f"a <https://w3id.org/tansiq/ontology#Article> ; <http://e/text> {json.dumps(article.text)}"
    nquads = golden.to_nquads(f"<{graph}> {{ {node} {facts} . }}")
    violations = {"مخالف": (Found(),), "تحذير": (Found("Warning"),)}.get(article.text.strip(), ())
    return golden.Outcome(article.identifier, graph, nquads, violations, (("Force", 2),), (("Meeting", 1),))


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a pipeline in place that needs no extractors."""
    module = types.ModuleType("builder.pipeline")

    def build_articles(articles: Iterable[Article], workers: int, own: Own) -> Iterator[golden.Outcome | InputError]:
        return map(outcome_of, articles)

    def read_article(article: Article, lexicon: object) -> Reading:
        event = Event("Meeting", "occurred", (("participant", "علي"),), (Evidence(Span(0, 3), "met-with"),))
        return Reading(article, "عنوان", None, None, events=(event,))

    module.__dict__.update(build_articles=build_articles, read_article=read_article, background_quads=lambda own: golden.BACKGROUND)
    monkeypatch.setitem(sys.modules, "builder.pipeline", module)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("one", "اجتمع الوزير"), ("two", "زار القائد")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return golden.fill(tmp_path_factory.mktemp("golden") / "store")


def tansiq(*arguments: object) -> int:
    return cli.main([str(a) for a in arguments])


@pytest.mark.usefixtures("pipeline")
class TestBuild:
    def test_reads_stores_and_sums_up(self, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert tansiq("build", articles, "--store", tmp_path / "s", "--jobs", 1) == 0
        out = capsys.readouterr().out
        for part in ("articles read", "stored", "failed", "rejected", "entities", "Force", "events", "Meeting", "violations", "articles/s"):
            assert part in out

    def test_a_second_run_changes_nothing(self, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        exports = []
        for number in range(2):
            assert tansiq("build", articles, "--store", tmp_path / "s") == 0
            assert tansiq("export", "nquads", tmp_path / f"{number}.nq", "--store", tmp_path / "s") == 0
            exports.append((tmp_path / f"{number}.nq").read_bytes())
        assert exports[0] == exports[1]

    def test_goes_on_past_what_cannot_be_read(self, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (articles / "bad.txt").write_bytes(b"\xff\xfe\x00")
        (articles / "worse.txt").write_text("فشل", encoding="utf-8")
        assert tansiq("build", articles, "--store", tmp_path / "s") == 1
        captured = capsys.readouterr()
        assert "bad.txt" in captured.err and "worse.txt: cannot be read out" in captured.err and "Traceback" not in captured.err
        with Store(tmp_path / "s", read_only=True) as opened:
            assert [g.identifier for g in opened.graphs()] == ["one", "two"]

    def test_keeps_a_wrong_graph_out_and_says_why(self, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (articles / "wrong.txt").write_text("مخالف", encoding="utf-8")
        (articles / "warned.txt").write_text("تحذير", encoding="utf-8")
        assert tansiq("build", articles, "--store", tmp_path / "s") == 1
        assert "wrong: not stored: https://example.org/node: is wrong" in capsys.readouterr().err
        with Store(tmp_path / "s", read_only=True) as opened:
            assert [g.identifier for g in opened.graphs()] == ["one", "two", "warned"]

    def test_explains_a_file(self, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert tansiq("explain", articles / "one.txt") == 0
        out = capsys.readouterr().out
        assert "اجتمع الوزير" in out and "met-with" in out and "participant: علي" in out

    def test_explains_a_bad_file(self, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (articles / "bad.txt").write_bytes(b"\xff\xfe\x00")
        assert tansiq("explain", articles / "bad.txt") == 1
        assert "bad.txt" in capsys.readouterr().err


def test_queries_are_listed_without_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    assert tansiq("query") == 0
    assert "joint-operations" in capsys.readouterr().out


@pytest.mark.parametrize(("form", "part"), [("table", "Who met whom"), ("csv", "date,oneName"), ("json", '"bindings"')])
def test_query(store: Path, capsysbinary: pytest.CaptureFixture[bytes], form: str, part: str) -> None:
    assert tansiq("query", "meetings", "--store", store, "--format", form) == 0
    assert part in capsysbinary.readouterr().out.decode()


def test_explain_from_the_store(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tansiq("explain", "a2", "--store", store) == 0
    out = capsys.readouterr().out
    assert "withdrawal-noun" in out and "نفى سالم حسن انسحاب الجيش العراقي من مخمور." in out
    assert "participant: الجيش العراقي" in out and "status: tq:Denied" in out


def test_validate_reports_and_exits_with_1(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The golden graph is terse (no labels in the article graphs), so the shapes find fault with it."""
    assert tansiq("validate", "--store", store) == 1
    assert "4 articles" in capsys.readouterr().out


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.oxigraph(tmp_path_factory.mktemp("server")) as url:
        with RemoteStore(read_endpoints(url, {})) as opened:
            loads.load(opened)
        yield url


@pytest.mark.parametrize("arguments", [("query", "meetings"), ("query", "overview", "--format", "csv"), ("validate",)])
def test_a_server_is_read_as_a_folder_is(store: Path, server: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    said = []
    for place in (store, server):
        said.append((tansiq(*arguments, "--store", place), capsys.readouterr().out))
    assert said[0] == said[1]


def test_a_server_explains_and_exports(store: Path, server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tansiq("explain", "a2", "--store", server) == 0
    assert "participant: الجيش العراقي" in capsys.readouterr().out
    for name, place in (("local", store), ("remote", server)):
        assert tansiq("export", "gexf", tmp_path / name, "--store", place, "--view", "actors") == 0
    assert (tmp_path / "local").read_bytes() == (tmp_path / "remote").read_bytes()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("500", "answers 500: it went wrong here"),
        ("401", "answers 401: refuses access"),
        ("html", "answers with text/html where"),
        ("broken", "the answer cannot be read"),
        ("hang", "did not answer within 0.3 s"),
    ],
)
@pytest.mark.parametrize("command", [("query", "meetings"), ("validate",), ("explain", "a1"), ("export", "nquads", "{tmp}/x.nq")])
def test_a_server_in_trouble_is_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], path: str, reason: str
) -> None:
    monkeypatch.setenv("TANSIQ_STORE_TIMEOUT", "0.3")
    with servers.player() as (url, _):
        assert tansiq(*(part.format(tmp=tmp_path) for part in command), "--store", f"query={url}/{path}") == 2
    err = capsys.readouterr().err
    assert reason in err and err.count("\n") == 1 and err.startswith(f"tansiq: {url}/{path}: ")
    assert list(tmp_path.iterdir()) == []


def test_retract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = golden.fill(tmp_path / "s")
    assert tansiq("retract", "a1", "--store", folder) == 0
    assert tansiq("retract", "a1", "--store", folder) == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("query", "meetings", "--store", "{tmp}/nowhere"), "is not a tansiq store"),
        (("export", "nquads", "{tmp}/no/where.nq", "--store", "{store}"), "cannot write here"),
        (("query", "meeting", "--store", "{store}"), "did you mean meetings"),
        (("explain", "nobody", "--store", "{store}"), "has no article 'nobody'"),
        (("validate", "--store", "{tmp}"), "is not a tansiq store"),
        (
            ("build", "{tmp}", "--store", "http://me:secret@127.0.0.1:1"),
            "http://127.0.0.1:1: this works on a folder: build there, then load",
        ),
        (("drop", "a1", "--store", "query=http://127.0.0.1:1/q"), "this works on a folder"),
        (("query", "meetings", "--store", "http://me:secret@127.0.0.1:1"), "http://127.0.0.1:1/query: no server answers there"),
        (("export", "nquads", "{tmp}/x.nq", "--store", "http://me:secret@h:port"), "http://h:port: is no address of a store"),
        (("build", "{tmp}/nothing", "--out", "{tmp}/out"), "does not exist"),
        (("load", "{tmp}/nothing", "--store", "{tmp}/new"), "has no manifest.json"),
    ],
)
def test_failure_is_one_line_and_2(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reason: str
) -> None:
    assert tansiq(*(a.format(tmp=tmp_path, store=store) for a in arguments)) == 2
    err = capsys.readouterr().err
    assert reason in err and err.count("\n") == 1 and err.startswith("tansiq: ") and "secret" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("build",),
        ("build", "x"),
        ("build", "x", "--store", "s", "--jobs", "0"),
        ("build", "x", "--store", "s", "--workers", "0"),
        ("build", "x", "--store", "s", "--out", "o"),
        ("build", "x", "--store", "s", "--engine", "dask"),
        ("build", "x", "--out", "o", "--scheduler", "tcp://127.0.0.1:1"),
        ("load", "x"),
        ("export", "pdf", "f", "--store", "s"),
        ("query", "meetings"),
        ("query", "meetings", "--store", "s", "--param", "x"),
    ],
)
def test_wrong_use_is_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        tansiq(*arguments)
    assert stop.value.code == 2 and "usage: tansiq" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        tansiq("--version")
    assert stop.value.code == 0 and capsys.readouterr().out.startswith("tansiq 0.")


def test_every_command_stands_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        tansiq("--help")
    out = capsys.readouterr().out
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"\n    {command} " in out and f"tansiq {command}" in readme, command
    assert out.count("\n    ") >= len(COMMANDS)
    for form in ("nquads", "trig", "turtle", "jsonld", "gexf"):
        assert form in readme


def test_what_a_build_stored_validates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The database rewrites some literals: what it gives back must satisfy the same shapes as what went in."""
    articles = sorted((Path(__file__).parent.parent / "examples").glob("*.txt"))[:3]
    assert tansiq("build", *articles, "--store", tmp_path / "s", "--jobs", "1") == 0
    capsys.readouterr()
    assert tansiq("validate", "--store", tmp_path / "s") == 0
    assert "3 articles, 0 violations" in capsys.readouterr().out
