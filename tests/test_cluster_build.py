"""A build into partitions: the same bytes however it is done, what is wrong named, what is there not done again, and loaded whole."""

from __future__ import annotations

import gzip
import json
import shutil
from base64 import b64decode
from pathlib import Path

import partitioned
import pytest
from deadly import double
from partitioned import Listener, files, make

from builder import pipeline
from builder.articles import read_paths
from builder.cluster import build as building
from builder.cluster.engine import Lost, run_here, run_processes
from builder.cluster.load import read_partitions
from builder.cluster.partitions import MANIFEST, Failed, Manifest
from builder.cluster.storage import Folder
from builder.errors import ClusterError, InputError
from builder.fingerprints import fingerprint_of, unpacked
from builder.model import Article, Skipped
from builder.own import Own
from builder.provenance import article_record
from builder.validate import Violation
from builder.versions import Versions, content_hash, current

pytest.importorskip("fsspec", reason="needs the extra: pip install 'tansiq[cluster]'")


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "copy")


def test_what_comes_out(corpus: Path, built: Path) -> None:
    manifest = Manifest.load(Folder(str(built)))
    names = [entry.name for entry in manifest.partitions]
    assert names == [f"part-{number:05}" for number in range(len(names))] and len(names) > 8
    suffixes = (".articles.jsonl.gz", ".json", ".nq.gz")
    assert sorted(path.name for path in built.iterdir()) == [MANIFEST, *(name + suffix for name in names for suffix in suffixes)]
    assert sum(entry.articles for entry in manifest.partitions) == 40 and not manifest.failed
    assert all(sum(piece.number for piece in entry.inputs) <= partitioned.SIZE for entry in manifest.partitions)
    first = manifest.partitions[0]
    assert (first.inputs[0].source, first.inputs[0].first, first.inputs[0].number) == (str(corpus / "a.jsonl"), 1, 5)
    assert first.articles == 5 and first.statements > 50 and first.events["Meeting"] == 5 and first.entities["Location"] >= 5
    failed = [item for entry in manifest.partitions for item in entry.failed]
    assert [(f.line, f.identifier) for f in failed] == [(16, ""), (17, ""), (18, "x-1")]
    assert "has the identifier 'x-1' of an article in" in failed[2].reason and "line 2" in failed[2].reason
    assert (manifest.versions, manifest.partition_size) == (current(), partitioned.SIZE)


def test_graphs_and_records_of_a_partition(corpus: Path, built: Path) -> None:
    (article, *_) = [item for item in read_paths([corpus / "a.jsonl"]) if isinstance(item, Article)]
    nquads = pipeline.build_article(article).nquads
    data = (built / "part-00000.nq.gz").read_bytes()
    assert gzip.decompress(data).startswith(nquads + article_record(article.identifier, nquads, content_hash(article), current()))
    assert data[4:8] == bytes(4) and not data[3]  # neither a time nor a name
    text = json.loads(gzip.decompress((built / "part-00000.articles.jsonl.gz").read_bytes()).split(b"\n")[0])
    assert unpacked(*map(b64decode, text.pop("fingerprint"))) == fingerprint_of(article)
    assert Article(**text) == article


def test_processes_give_the_same_bytes(corpus: Path, built: Path, tmp_path: Path) -> None:
    listener = Listener()
    make(corpus, tmp_path / "out", listener, workers=2)
    assert files(tmp_path / "out") == files(built)
    assert [entry.name for entry in listener.entries] == sorted(entry.name for entry in listener.entries)
    assert listener.planned == len(listener.entries)


def test_a_url_out_gives_the_same_bytes(corpus: Path, built: Path) -> None:
    make(corpus, "memory://test-out")
    folder = Folder("memory://test-out")
    assert {name: folder.read(name) for name in folder.names()} == files(built)
    with pytest.raises(ClusterError, match="one process alone"):
        make(corpus, "memory://test-out", workers=2)


def test_only_what_is_absent_or_damaged_is_done_again(corpus: Path, built: Path, copy: Path) -> None:
    (copy / "part-00001.nq.gz").unlink()
    (copy / "part-00002.json").write_bytes(b"{")
    damaged = copy / "part-00004.articles.jsonl.gz"
    damaged.write_bytes(damaged.read_bytes()[:-9])
    (copy / "part-00003.nq.gz.tmp-0123").write_bytes(b"half")
    (copy / "part-00099.nq.gz").write_bytes(b"of a longer build")
    (copy / "mine.txt").write_bytes(b"of the user")
    listener = Listener()
    make(corpus, copy, listener)
    assert sorted({entry.name for entry in listener.entries} - set(listener.reused)) == ["part-00001", "part-00002", "part-00004"]
    (copy / "mine.txt").unlink()
    assert files(copy) == files(built)


def test_another_input_or_version_is_done_again(corpus: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = shutil.copytree(corpus, tmp_path / "in")
    (other / "f.jsonl").write_bytes(partitioned.lines(1, 2))
    listener = Listener()
    monkeypatch.chdir(tmp_path)
    make(Path("in"), copy, listener)  # every input has another name now
    assert not listener.reused
    again = Listener()
    changed = Versions("9", "code", "lexicon")
    for module in ("builder.cluster.build", "builder.cluster.work"):
        monkeypatch.setattr(f"{module}.current", lambda own="": changed)
    make(Path("in"), copy, again)
    assert not again.reused and Manifest.load(Folder(str(copy))).versions == changed


def test_an_interrupted_build_goes_on(corpus: Path, built: Path, tmp_path: Path) -> None:
    class Stops(Listener):
        def ended(self, *told: object) -> None:
            super().ended(*told)  # type: ignore[arg-type]
            if len(self.entries) == 3:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(corpus, tmp_path / "out", Stops(), workers=2)
    left = sorted(files(tmp_path / "out"))
    assert MANIFEST not in left and not [name for name in left if name.startswith(building._TOKEN)]
    with pytest.raises(ClusterError, match="the same command completes it"):
        Manifest.load(Folder(str(tmp_path / "out")))
    listener = Listener()
    make(corpus, tmp_path / "out", listener)
    assert len(listener.reused) >= 3 and files(tmp_path / "out") == files(built)


def test_an_identifier_of_two_partitions_belongs_to_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(partitioned.lines(0, 5))
    other = json.dumps({**json.loads(partitioned.lines(1, 2)), "text": partitioned.text(9)}).encode() + b"\n"
    (folder / "b.jsonl").write_bytes(other + partitioned.lines(7, 8))
    manifest = make(folder, tmp_path / "out")
    _, second = manifest.partitions
    assert second.left_out == ("x-1",) and second.articles == 1 and not second.whole
    assert [str(failed) for failed in second.failed] == [
        f"{folder / 'b.jsonl'}, line 1: has the identifier 'x-1' of an article in {folder / 'a.jsonl'}, line 2: give each its own"
    ]
    loaded = [item.article for item in read_partitions(Folder(str(tmp_path / "out")), manifest, _refuse)]
    assert [a.identifier for a in loaded] == ["a-1", "x-1", "x-2", "a-4", "x-4", "x-7"] and loaded[1].source.endswith("a.jsonl")


def test_an_article_of_two_partitions_is_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(partitioned.lines(0, 5))
    (folder / "b.jsonl").write_bytes(partitioned.lines(1, 2) + partitioned.lines(7, 8))
    _, second = make(folder, tmp_path / "out").partitions
    assert second.left_out == ("x-1",) and second.articles == 1 and second.whole
    first = f"the article x-1 stood in {folder / 'a.jsonl'}, line 2 already: it is read once"
    assert second.said == (f"{folder / 'b.jsonl'}, line 1: note: {first}",)
    assert make(folder, tmp_path / "out").partitions[1] == second, "and again, from what is there"


def _refuse(error: InputError) -> None:
    raise AssertionError(error)


def test_what_fails_or_is_rejected_is_named_and_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_bytes(partitioned.lines(0, 5))
    (tmp_path / "b.jsonl").write_bytes(b"\n")
    whole = pipeline.build_safely

    def breaks(article: Article, own: Own, _: object) -> pipeline.Outcome | InputError | Skipped:
        if article.identifier == "x-1":
            return InputError(article.source, "made up")
        outcome = whole(article)
        if article.identifier == "x-4":
            found = Violation("x-4", 0, "n", "", "p", "", "Violation", "عربي", "is wrong")
            return pipeline.Outcome("x-4", outcome.graph_iri, outcome.nquads, (found,), (), (), ())  # type: ignore[union-attr]
        return outcome

    monkeypatch.setattr(pipeline, "build_safely", breaks)
    listener = Listener()
    manifest = build_of(tmp_path, listener)
    (entry,) = manifest.partitions
    assert entry.articles == 3 and not manifest.whole
    assert entry.failed == (Failed(str(tmp_path / "a.jsonl"), 2, "x-1", "made up"),)
    assert [(r.identifier, r.line, r.violations[0]["message"]) for r in entry.rejected] == [("x-4", 5, "is wrong")]
    assert [str(f) for f in listener.failures] == [f"{tmp_path / 'b.jsonl'}: is empty: put an article in it or leave it out"]
    assert Manifest.load(Folder(str(tmp_path / "out"))) == manifest


def build_of(folder: Path, listener: Listener) -> Manifest:
    return building.build([str(p) for p in sorted(folder.glob("*.jsonl"))], Folder(str(folder / "out")), building.Plan(), listener)


def test_a_place_that_cannot_be_written_is_one_line(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ClusterError, match="cannot write here"):
        make(corpus, tmp_path / "file" / "out")


# ---------------------------------------------------------------------------------------------------------------------- loading


def test_damaged_and_missing_partitions_are_named_and_the_rest_is_loaded(copy: Path) -> None:
    data = bytearray((copy / "part-00001.nq.gz").read_bytes())
    data[30] ^= 1
    (copy / "part-00001.nq.gz").write_bytes(data)
    (copy / "part-00003.articles.jsonl.gz").unlink()
    folder, errors = Folder(str(copy)), list[InputError]()
    manifest = Manifest.load(folder)
    loaded = list(read_partitions(folder, manifest, errors.append))
    assert ["part-00001.nq.gz: is damaged" in str(errors[0]), "part-00003.articles.jsonl.gz: is missing" in str(errors[1])] == [True, True]
    assert len(loaded) == 40 - manifest.partitions[1].articles - manifest.partitions[3].articles and len(errors) == 2


@pytest.mark.parametrize(
    ("data", "reason"), [(b"{", "is damaged"), (b'{"format": 99}', "has the format 99"), (None, "has no manifest.json")]
)
def test_a_wrong_manifest_is_one_line(tmp_path: Path, data: bytes | None, reason: str) -> None:
    if data is not None:
        (tmp_path / MANIFEST).write_bytes(data)
    with pytest.raises(ClusterError, match=reason):
        Manifest.load(Folder(str(tmp_path)))


# ---------------------------------------------------------------------------------------------------------------------- engines


def test_a_task_that_kills_its_process_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    found = dict(run_processes(double, range(10), 2))
    good = {number: number * 2 for number in (0, 1, 2, 4, 6, 8, 9)}
    assert {number: result for number, result in found.items() if not isinstance(result, Lost)} == good
    assert {n: str(r) for n, r in found.items() if isinstance(r, Lost)}.keys() == {3, 5, 7}
    assert "killed the process" in found[3].reason and "OSError: made up" in found[5].reason  # type: ignore[union-attr]


def test_an_error_of_ours_stops_the_engine() -> None:
    def refuse(number: int) -> int:
        raise ClusterError("another version")

    with pytest.raises(ClusterError, match="another version"):
        list(run_here(refuse, [1]))


def test_an_encoding_that_was_found_out_is_said(tmp_path: Path) -> None:
    text = "قال وزير الدفاع في بغداد إن القوات العراقية انتشرت على الحدود."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1256"))
    make(tmp_path / "a.txt", tmp_path / "out")
    make(tmp_path / "a.txt", tmp_path / "out")  # what an earlier run made keeps it
    (entry,) = Manifest.load(Folder(str(tmp_path / "out"))).partitions
    assert entry.articles == 1 and entry.said == (f"{tmp_path / 'a.txt'}: note: was read as Windows-1256, by its words",)
