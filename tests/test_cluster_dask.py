"""A build on a dask cluster of several processes that talk over TCP: the same bytes, though workers are killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from partitioned import Listener, files, make

from builder.choice import VARIABLE
from builder.cluster.over_dask import run_dask
from builder.cluster.partitions import MANIFEST, Manifest
from builder.cluster.storage import Folder
from builder.errors import ClusterError
from builder.versions import current

pytest.importorskip("distributed", reason="needs the extra: pip install 'tansiq[cluster]'")
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Cluster:
    """A scheduler and two workers, each in a process of its own that is begun anew when it dies."""

    address: str
    control: Path
    scheduler: subprocess.Popen[bytes]

    def say(self, name: str) -> None:
        """Tell the workers something."""
        (self.control / name).touch()

    def dead(self, identifier: str) -> int:
        """Return how many workers died over an article."""
        return len(list(self.control.glob(f"died-{identifier}-*")))

    def clear(self) -> None:
        for path in self.control.iterdir():
            path.unlink()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("dask")
    control, found = folder / "control", folder / "scheduler.json"
    control.mkdir()
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "TANSIQ_TEST_CONTROL": str(control)}
    paths = os.pathsep.join([str(HERE.parent), str(HERE), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, **settings, "PYTHONPATH": paths}
    with (folder / "log").open("wb") as log:

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(found)]
            return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)

        processes = [start("scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")]
        try:
            worker = (
                "worker",
                "--host",
                "127.0.0.1",
                "--nthreads",
                "1",
                "--no-dashboard",
                "--death-timeout",
                "5",
                "--preload",
                str(HERE / "cluster_preload.py"),
            )
            processes += [start(*worker) for _ in range(2)]
            yield Cluster(_address(found), control, processes[0])
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in processes:
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:  # a worker's guardian may wait for a scheduler that is dead
                    process.kill()
                    process.wait()


def _address(found: Path) -> str:
    import json

    for _ in range(600):
        try:
            return str(json.loads(found.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError("the scheduler did not begin")


@pytest.fixture
def cluster(running: Cluster) -> Iterator[Cluster]:
    running.clear()
    yield running
    running.clear()


def test_a_killed_worker_changes_nothing(cluster: Cluster, corpus: Path, built: Path, tmp_path: Path) -> None:
    cluster.say("once-x-8")
    manifest = make(corpus, tmp_path / "out", engine="dask", scheduler=cluster.address)
    assert cluster.dead("x-8") == 1
    assert files(tmp_path / "out") == files(built) and not any(entry.lost for entry in manifest.partitions)


def test_a_partition_that_kills_again_is_lost_alone(cluster: Cluster, corpus: Path, built: Path, tmp_path: Path) -> None:
    cluster.say("always-x-8")
    manifest = make(corpus, tmp_path / "out", engine="dask", scheduler=cluster.address)
    assert cluster.dead("x-8") == 2
    assert {entry.name: "killed every worker" in entry.lost for entry in manifest.partitions if entry.lost} == {"part-00001": True}
    assert not manifest.whole and manifest.partitions[1].inputs[0].first == 6
    found, expected = files(tmp_path / "out"), files(built)
    assert expected.keys() - found.keys() == {"part-00001.nq.gz", "part-00001.articles.jsonl.gz", "part-00001.json"}
    assert {name for name in found if found[name] != expected[name]} == {MANIFEST}
    cluster.clear()  # what killed is mended, and the same command completes the build
    listener = Listener()
    make(corpus, tmp_path / "out", listener, engine="dask", scheduler=cluster.address)
    assert files(tmp_path / "out") == expected and len(listener.reused) == len(manifest.partitions) - 1


def test_workers_of_another_version_are_refused(cluster: Cluster, corpus: Path, tmp_path: Path) -> None:
    cluster.say("version")
    with pytest.raises(ClusterError, match=r"the worker tcp://\S+ has another state of the lexicon: install the same tansiq"):
        make(corpus, tmp_path / "out", engine="dask", scheduler=cluster.address)
    assert files(tmp_path / "out") == {}


def test_workers_that_do_not_see_the_folder_are_refused(cluster: Cluster, corpus: Path, tmp_path: Path) -> None:
    def unfit() -> str:
        return "does not see the folder"

    with pytest.raises(ClusterError, match="does not see the folder"):
        list(run_dask(str, [1], cluster.address, 1, unfit))


def test_workers_read_with_the_recogniser_that_the_command_names(
    cluster: Cluster, corpus: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "none")  # of this process: the workers have begun without it
    manifest = make(corpus, tmp_path / "out", engine="dask", scheduler=cluster.address)
    assert not any(entry.lost for entry in manifest.partitions)
    assert manifest.versions == current() != Manifest.load(Folder(str(built))).versions
    here = make(corpus, tmp_path / "here")
    assert here.versions == manifest.versions and files(tmp_path / "here") == files(tmp_path / "out")


def test_a_worker_without_the_recogniser_says_so(cluster: Cluster, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"camel:{tmp_path / 'none'}")
    with pytest.raises(ClusterError, match=r"the worker tcp://\S+ cannot load the recogniser camel:\S+/none \("):
        make(corpus, tmp_path / "out", engine="dask", scheduler=cluster.address)
    assert files(tmp_path / "out") == {}


def test_nobody_answers(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.cluster.over_dask._CONNECT", 1)
    with pytest.raises(ClusterError, match="no scheduler answers"):
        make(corpus, tmp_path / "out", engine="dask", scheduler="tcp://127.0.0.1:1")


def test_without_a_scheduler_there_is_a_cluster_of_ones_own(tmp_path: Path) -> None:
    assert dict(run_dask(abs, [-1, 2], None, 1, str)) == {-1: 1, 2: 2}


def test_a_scheduler_that_dies_leaves_a_build_that_goes_on(cluster: Cluster, corpus: Path, built: Path, tmp_path: Path) -> None:
    """The last test: there is no cluster after it."""

    class Kills(Listener):
        def ended(self, *told: object) -> None:
            super().ended(*told)  # type: ignore[arg-type]
            cluster.scheduler.kill()

    with pytest.raises(ClusterError, match="the scheduler is gone"):
        make(corpus, tmp_path / "out", Kills(), engine="dask", scheduler=cluster.address)
    assert MANIFEST not in files(tmp_path / "out")
    listener = Listener()
    make(corpus, tmp_path / "out", listener)
    assert listener.reused and files(tmp_path / "out") == files(built)
