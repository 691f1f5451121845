"""A store that is killed, and one whose disk is full: nothing that was stored is lost or half there, and the next build completes it."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import golden
import pyoxigraph as ox
import pytest

from builder.errors import StoreError
from builder.links import LINKS
from builder.store import Store

KILLS, COPIES = 50, 6

# Stores, changes and retracts articles for ever, in small batches, and says what is certain; always from where the store is.
WRITER = """
    import dataclasses, itertools, pathlib, sys
    import golden
    from builder import store as module
    module._BATCH = 60_000
    print("open", flush=True)
    with module.Store(pathlib.Path(sys.argv[1])) as store:
        store.put_background(golden.BACKGROUND)
        for number in itertools.count(int(sys.argv[2])):
            for copy in range(6):
                for outcome, article in zip(golden.OUTCOMES, golden.ARTICLES):
                    store.put(*golden.copy_of(outcome, article, copy, number))
            store.sync()
            print("stored", number, flush=True)
            store.retract(f"a1-{number % 6}")
            store.link_events(lambda place: None)
            print("linked", number, flush=True)
"""


def writer(folder: Path, number: int) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parent)])
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(folder), str(number)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def lines_of(number: int) -> dict[str, int]:
    """Return how many statements each article's graph has."""
    return {f"{o.identifier}-{copy}": o.nquads.count(b"\n") for o in golden.OUTCOMES for copy in range(COPIES)}


def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    folder, choose, stored, number = tmp_path / "store", random.Random(5), -1, 0
    for kill in range(KILLS):
        with writer(folder, number) as process:
            assert process.stdout is not None and process.stderr is not None
            if kill % 10:  # else it is killed while it starts
                assert process.stdout.readline() == "open\n"
            time.sleep(choose.uniform(0.0, 1.2))
            process.send_signal(signal.SIGKILL)
            said = process.stdout.read().splitlines()
            assert "Traceback" not in process.stderr.read()
        stored = max([stored, *(int(line.split()[1]) for line in said if line.startswith("stored"))])
        number = stored + 1
        if (folder / "tansiq-store").exists():
            check(folder, stored, read_only=bool(kill % 2))
    assert stored >= 0
    finish(folder, tmp_path / "fresh", number)


def check(folder: Path, stored: int, *, read_only: bool) -> None:
    """Check that every article is whole, none older than what was said to be stored, and that nothing stands beside them."""
    with Store(folder, read_only=read_only) as store:
        if stored < 0 and not store.graphs():
            return
        expected = lines_of(stored)
        found = {g.identifier: sum(1 for _ in store.quads(g.iri)) for g in store.graphs()}
        assert all(found[identifier] == expected[identifier] for identifier in found)
        assert stored < 0 or len(expected) - len(found) <= 3  # a retracted one may not have come back yet
        graphs = {g.iri for g in store.graphs()}
        for name in store.db.named_graphs():
            assert not isinstance(name, ox.NamedNode) or "/article/" not in name.value or name.value in graphs
        for entry in store.ledger.entries():
            version = int(entry.content and store.article(entry.identifier).text.rsplit(" ", 1)[1])
            assert version >= stored


def finish(folder: Path, fresh: Path, number: int) -> None:
    """Complete the store, make another from nothing, and compare all that they hold."""
    for place in (folder, fresh):
        with Store(place) as store:
            store.put_background(golden.BACKGROUND)
            for copy in range(COPIES):
                for outcome, article in zip(golden.OUTCOMES, golden.ARTICLES, strict=True):
                    store.put(*golden.copy_of(outcome, article, copy, number))
            store.link_events(lambda place: None)
    contents = []
    for place in (folder, fresh):
        with Store(place, read_only=True) as store:
            contents.append(sorted(map(str, store.db)))
            assert any(LINKS in line for line in contents[-1])
    assert contents[0] == contents[1]


def fill_until_it_fails(folder: Path) -> str:
    """Store articles until there is no room, and return the error."""
    with pytest.raises(StoreError) as caught, Store(folder) as store:
        for copy in range(3000):
            for outcome, article in zip(golden.OUTCOMES, golden.ARTICLES, strict=True):
                store.put(*golden.copy_of(outcome, article, copy, 0))
            if copy % 40 == 39:
                store.sync()
    return str(caught.value)


def test_a_full_disk_is_a_clear_error_and_an_intact_store(tmp_path: Path) -> None:
    """A disk of 24 MB is mounted where that is allowed; there the store is filled, room is made, and it is completed."""
    disk, program = tmp_path / "disk", "import sys; sys.path[:0] = sys.argv[2:]; import test_crash; test_crash.on_a_small_disk(sys.argv[1])"
    disk.mkdir()
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no unshare: a small disk cannot be mounted here")
    command = f'mount -t tmpfs -o size=24m none "{disk}" && exec "$@"'
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    run = [unshare, "-rm", "sh", "-c", command, "sh", sys.executable, "-c", program, str(disk), *paths]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    if done.returncode and "mount" in done.stderr + done.stdout and "Traceback" not in done.stderr:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    assert "intact" in done.stdout


def on_a_small_disk(name: str) -> None:
    """Fill a disk, look at the store, make room, and complete it; runs in a process of its own."""
    disk = Path(name)
    ballast = disk / "ballast"
    ballast.write_bytes(b"\0" * 8_000_000)
    message = fill_until_it_fails(disk / "store")
    assert str(disk / "store") in message and "Traceback" not in message, message
    ballast.unlink()
    expected = {o.identifier: o.nquads.count(b"\n") for o in golden.OUTCOMES}
    with Store(disk / "store") as store:
        graphs = store.graphs()
        assert graphs
        for graph in graphs:
            assert sum(1 for _ in store.quads(graph.iri)) == expected[graph.identifier.partition("-")[0]]
        store.put(golden.OUTCOMES[0], golden.ARTICLES[0])
        assert len(store.graphs()) == len(graphs) + 1
    print("intact", message)


def test_a_file_that_may_not_grow_is_a_clear_error(tmp_path: Path) -> None:
    """The same without a disk of its own: the process may write files of 2 MB only."""
    golden.fill(tmp_path / "store")
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
            message = fill_until_it_fails(tmp_path / "store")
            os._exit(0 if str(tmp_path / "store") in message else 3)
        except BaseException:  # the child must not run the rest of the tests
            os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with Store(tmp_path / "store") as store:
        expected = {o.identifier: o.nquads.count(b"\n") for o in golden.OUTCOMES}
        for graph in store.graphs():
            assert sum(1 for _ in store.quads(graph.iri)) == expected[graph.identifier.partition("-")[0]]
