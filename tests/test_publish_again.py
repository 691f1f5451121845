"""Publishing again: what changed is written, what is gone is taken away, the rest stands; and a kill costs nothing but time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import golden
import published
import pytest
import rooms

from builder.errors import PublishError
from builder.publish import run, shelf
from builder.publish.run import Tally, publish
from builder.store import Store

# What tells of former dumps, which a folder that is published to for the first time has none of.
HISTORY = ("dumps/", "dataset.", "publish.json", ".well-known/")


def site(store: Path, folder: Path, **settings: bool | int) -> Tally:
    with Store(store, read_only=True) as opened:
        return publish(opened, folder, published.BASE, **settings)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in sorted(folder.rglob("*")) if path.is_file()}


def without_history(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if not path.startswith(HISTORY)}


def link(store: Store) -> None:
    store.link_events(lambda iri: None)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = golden.fill(tmp_path / "store")
    with Store(folder) as opened:
        for number in range(3):
            opened.put(*rooms.small(f"s{number}", f"2021-05-2{number}"))
        link(opened)
    return folder


def adds(store: Store) -> None:
    store.put(*rooms.small("new", "2021-05-21", title="البيشمركة وداعش"))


def adds_many(store: Store) -> None:
    for number in range(60):  # so that timelines grow by a page
        store.put(*rooms.small(f"many{number}"))


def changes(store: Store) -> None:
    store.put(*rooms.small("s1", "2020-01-01", title="عنوان آخر", events=2))


def takes_back(store: Store) -> None:
    store.retract("a2")


def takes_all_back(store: Store) -> None:
    for graph in store.graphs():
        store.retract(graph.identifier)


def learns(store: Store) -> None:
    more = '<https://w3id.org/tansiq/id/place/kirkuk> <http://www.w3.org/2004/02/skos/core#altLabel> "كركوك الكبرى"@ar '
    store.put_background(golden.BACKGROUND + f"{more}<https://w3id.org/tansiq/graph/lexicon> .\n".encode())


def does_all(store: Store) -> None:
    for change in (adds, changes, takes_back):
        change(store)


@pytest.mark.parametrize("change", [adds, adds_many, changes, takes_back, takes_all_back, learns, does_all])
def test_publishing_again_gives_what_publishing_from_nothing_gives(store: Path, tmp_path: Path, change: Callable[[Store], None]) -> None:
    site(store, tmp_path / "again")
    before = contents(tmp_path / "again")
    with Store(store) as opened:
        change(opened)
        link(opened)
    site(store, tmp_path / "again")
    site(store, tmp_path / "anew")
    again, anew = contents(tmp_path / "again"), contents(tmp_path / "anew")
    assert without_history(again) == without_history(anew)
    assert without_history(again) != without_history(before)
    assert {path for path in before if path.startswith("dumps/")} < {path for path in again if path.startswith("dumps/")}


def test_real_articles_come_and_go_in_any_order(tmp_path: Path) -> None:
    names = ("d02", "d06", "a02")
    background = published.background(names, ontology=False)
    store = published.put(tmp_path / "store", [published.read("d02")], background)
    site(store, tmp_path / "again")
    published.put(store, [published.read("d06"), published.read("a02")])  # d06 tells of an agreement that d02 tells of
    tally = site(store, tmp_path / "again", jobs=2)
    assert tally.made < tally.units
    with Store(store) as opened:
        opened.retract("a02")
        link(opened)
    site(store, tmp_path / "again")
    other = published.put(tmp_path / "other", [published.read("d06"), published.read("d02")], background)
    site(other, tmp_path / "anew")
    assert without_history(contents(tmp_path / "again")) == without_history(contents(tmp_path / "anew"))


def test_an_unchanged_store_leaves_every_file_as_it_is(store: Path, tmp_path: Path) -> None:
    first = site(store, tmp_path / "news")
    before = times(tmp_path / "news")
    second = site(store, tmp_path / "news")
    assert (second.files, second.written, second.removed, second.made) == (first.files, 0, 0, 0)
    after = times(tmp_path / "news")
    assert {path for path in after if after[path] != before.get(path)} == {"publish.json"}


def test_an_article_that_changes_rewrites_what_shows_it_and_no_more(store: Path, tmp_path: Path) -> None:
    site(store, tmp_path / "news")
    before = times(tmp_path / "news")
    with Store(store) as opened:
        changes(opened)
    tally = site(store, tmp_path / "news")
    after = times(tmp_path / "news")
    written = {path for path in after if after[path] != before.get(path)}
    assert "doc/article/s1.html" in written and "doc/force/peshmerga.html" in written and "index.html" in written
    assert not {path for path in written if path.startswith(("doc/article/a3", "doc/ministry/iq-defence", "static/"))}
    assert 0 < tally.made < tally.units and len(written) < len(after) / 2


def test_everything_is_made_again_where_that_is_asked_for_or_the_settings_are_others(store: Path, tmp_path: Path) -> None:
    first = site(store, tmp_path / "news")
    again = site(store, tmp_path / "news", again=True)
    assert (again.made, again.written) == (first.made, 0)
    other = site(store, tmp_path / "news", texts=True)
    assert other.made == first.made and 0 < other.written < first.written


def test_processes_write_what_one_writes(store: Path, tmp_path: Path) -> None:
    assert site(store, tmp_path / "one", jobs=1) == site(store, tmp_path / "two", jobs=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_file_that_is_not_ours_is_neither_touched_nor_taken_away(store: Path, tmp_path: Path) -> None:
    news = tmp_path / "news"
    site(store, news)
    (news / "CNAME").write_text("news.example.org")
    (news / "doc/article/mine.txt").write_text("mine")
    with Store(store) as opened:
        takes_all_back(opened)
    assert site(store, news).removed > 50
    assert (news / "CNAME").read_text() == "news.example.org" and (news / "doc/article/mine.txt").read_text() == "mine"
    assert not (news / "doc/article/a1.html").exists() and not (news / "doc/article/s1").exists()
    (news / "doc/article/s0.html").write_text("mine")
    with Store(store) as opened:
        opened.restore("s0")
        opened.put(*rooms.small("s0"))
    with pytest.raises(PublishError, match=r"s0\.html: was not written by"):
        site(store, news)
    assert (news / "doc/article/s0.html").read_text() == "mine"


def test_a_manifest_cannot_make_it_remove_what_lies_outside(store: Path, tmp_path: Path) -> None:
    news, precious = tmp_path / "news", tmp_path / "precious.txt"
    site(store, news)
    precious.write_text("precious")
    told = json.loads((news / "publish.json").read_text("utf-8"))
    told["units"]["article:gone"] = ["x", {"../precious.txt": "0", str(precious): "0"}]
    (news / "publish.json").write_text(json.dumps(told))
    site(store, news)
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"format": 1}', '{"format": 99, "settings": {}, "units": {}}'])
def test_a_manifest_that_cannot_be_read_is_an_error(store: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/publish.json").write_text(content)
    with pytest.raises(PublishError, match=r"publish\.json"):
        site(store, tmp_path / "news")


def test_two_cannot_publish_into_one_folder(store: Path, tmp_path: Path) -> None:
    site(store, tmp_path / "news")
    code = f"""from pathlib import Path
from builder.publish.shelf import Shelf
shelf = Shelf(Path({str(tmp_path / "news")!r}))
print(1, flush=True)
input()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"1\n"
        with pytest.raises(PublishError, match="another `tansiq publish`"):
            site(store, tmp_path / "news")
        other.communicate(b"\n")


class Killed(BaseException):
    """Stands for a kill at some moment."""


@pytest.mark.parametrize("moment", [1, 7, 40, 90])
def test_a_killed_run_is_completed_by_the_next(store: Path, tmp_path: Path, moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    news = tmp_path / "news"
    site(store, news)
    old = contents(news)
    with Store(store) as opened:
        does_all(opened)
        link(opened)
    left = moment
    place = shelf.place

    def dying(folder: Path, path: str, content: bytes) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            (folder / shelf.UNDERWAY / "1.new").write_bytes(content[: len(content) // 2])
            raise Killed
        place(folder, path, content)

    monkeypatch.setattr(shelf, "place", dying)
    with pytest.raises(Killed):
        site(store, news)
    monkeypatch.setattr(shelf, "place", place)
    half = contents(news)
    assert set(old) - set(half) == set()  # every page that others lead to still stands, and whole
    with Store(store) as opened:  # meanwhile the store goes back to what it was
        opened.restore("a2")
        for outcome, article in zip(golden.OUTCOMES, golden.ARTICLES, strict=True):
            opened.put(outcome, article)
        opened.put(*rooms.small("s1", "2021-05-21"))
        opened.retract("new")
        link(opened)
    site(store, news)
    site(store, tmp_path / "anew")
    assert without_history(contents(news)) == without_history(contents(tmp_path / "anew"))


def test_a_real_kill_leaves_a_folder_that_the_next_run_takes_for_its_own(store: Path, tmp_path: Path) -> None:
    news = tmp_path / "news"
    code = (
        "from pathlib import Path; from builder.store import Store; from builder.publish.run import publish\n"
        f"with Store(Path({str(store)!r}), read_only=True) as store: publish(store, Path({str(news)!r}), {published.BASE!r})"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        while not any(news.glob("doc/article/*.html")) and process.poll() is None:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    assert not (news / "publish.json").exists()
    site(store, news)
    site(store, tmp_path / "anew")
    assert contents(news) == contents(tmp_path / "anew")


def test_what_a_page_is_made_of_is_part_of_its_state(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = site(store, tmp_path / "news")
    monkeypatch.setattr(run, "__version__", "99")
    assert site(store, tmp_path / "news").made == first.made
