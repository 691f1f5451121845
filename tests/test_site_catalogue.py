"""The catalogue: brought up to date it is the one made from nothing, row for row, and it can always be made again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import golden
import pytest
import rooms

from builder.site import catalogue as module
from builder.site.catalogue import Catalogue, open_catalogue
from builder.store import Store

Rows = dict[str, list[tuple[object, ...]]]
_TABLES = ("article", "thing", "mention", "event", "part", "post", "tie", "alike", "reprint")


def rows(catalogue: Catalogue) -> Rows:
    """Return all that a catalogue holds, in an order of its own."""
    found: Rows = {table: sorted(catalogue.db.execute(f"SELECT * FROM {table}"), key=repr) for table in _TABLES}
    for index, columns in (("name", "words, consonants"), ("headline", "words")):
        found[index] = sorted(catalogue.db.execute(f"SELECT rowid, {columns} FROM {index}"), key=repr)
        assert not catalogue.db.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')").fetchall()
    return found


def from_nothing(store: Store) -> Rows:
    catalogue = Catalogue(Path(":memory:"))
    catalogue.update(store)
    found = rows(catalogue)
    catalogue.close()
    return found


OTHER_LEXICON = golden.BACKGROUND.replace(b"Peshmerga", b"Peshmergas")
ARTICLES = {
    **{outcome.identifier: (outcome, article) for outcome, article in zip(golden.OUTCOMES, golden.ARTICLES, strict=True)},
    **{name: rooms.small(name) for name in ("news.ttl", "x" * 300, "خبر")},
}
CHANGED = {name: rooms.small(name, "2023-02-02", "عنوان آخر", events=2) for name in ARTICLES}


@pytest.mark.parametrize(
    "steps",
    [
        "put:a1 update put:a2 put:a3",
        "put:a1 put:a2 update retract:a1",
        "put:a1 put:a2 update retract:a1 retract:a2 update put:a2",
        "put:a1 update change:a1 update put:a1 put:خبر",
        "put:a3 update change:a3 lexicon update put:a3",
        "put:news.ttl put:a2 lexicon lexicon update retract:news.ttl lexicon",
        f"put:{'x' * 300} put:a4 update retract:{'x' * 300} change:a4",
        "update put:a1 put:a2 put:a3 put:a4 update retract:a2 change:a3",
    ],
)
def test_brought_up_to_date_it_is_the_one_made_from_nothing(tmp_path: Path, steps: str) -> None:
    folder = tmp_path / "store"
    with Store(folder) as store:
        store.put_background(golden.BACKGROUND)
        catalogue = Catalogue(folder / "catalogue.sqlite")
        for step in steps.split():
            action, _, name = step.partition(":")
            if action == "update":
                catalogue.update(store)
            elif action == "lexicon":
                store.put_background(OTHER_LEXICON if store.ledger.note("lexicon") != "other" else golden.BACKGROUND, "other")
            elif action == "retract":
                store.retract(name)
            else:
                store.put(*(ARTICLES if action == "put" else CHANGED)[name])
        store.link_events(lambda place: None)
        catalogue.update(store)
        assert rows(catalogue) == from_nothing(store)
        assert catalogue.update(store) == 0
        catalogue.close()


def test_it_holds_what_the_graphs_say(tmp_path: Path) -> None:
    with Store(golden.fill(tmp_path / "store"), read_only=True) as store:
        held = from_nothing(store)
    assert [row[1] for row in held["article"]] and {str(row[1]) for row in held["article"]} == {"a1", "a2", "a3", "a4"}
    things = {str(row[1]).rpartition("/id/")[2]: row for row in held["thing"]}
    assert things["force/peshmerga"][2:7] == ("Force", "البيشمركة", "Peshmerga", None, 3)
    assert things["place/makhmur"][2] == "DisputedTerritory" and things["official/salim-hasan"][6] == 2
    kinds = sorted(str(row[3]) for row in held["event"])
    assert kinds == [
        "Agreement",
        "Attack",
        "Attack",
        "Deployment",
        "JointOperation",
        "JointOperation",
        "Meeting",
        "Statement",
        "Statement",
        "Withdrawal",
    ]
    assert len(held["post"]) == 3 and len(held["tie"]) >= 6


def test_it_is_made_beside_the_store_and_kept(tmp_path: Path) -> None:
    folder = golden.fill(tmp_path / "store")
    with Store(folder, read_only=True) as store:
        open_catalogue(store).close()
        made = (folder / "catalogue.sqlite").read_bytes()
        told: list[tuple[int, int]] = []
        open_catalogue(store, lambda done, total: told.append((done, total))).close()
    assert told == [] and (folder / "catalogue.sqlite").read_bytes() == made


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    folder = golden.fill(tmp_path / "store")
    (folder / "catalogue.sqlite").write_bytes(content)
    with Store(folder, read_only=True) as store:
        catalogue = open_catalogue(store)
        assert rows(catalogue) == from_nothing(store) and catalogue.path == folder / "catalogue.sqlite"
        catalogue.close()


def test_one_that_others_hold_is_left_alone(tmp_path: Path) -> None:
    folder = golden.fill(tmp_path / "store")
    holder = sqlite3.connect(folder / "catalogue.sqlite")
    holder.execute("BEGIN EXCLUSIVE")
    with Store(folder, read_only=True) as store:
        catalogue = open_catalogue(store)
        assert catalogue.path != folder / "catalogue.sqlite" and rows(catalogue) == from_nothing(store)
        catalogue.close()
    holder.close()


def test_one_of_another_version_is_made_again(tmp_path: Path) -> None:
    folder = golden.fill(tmp_path / "store")
    db = sqlite3.connect(folder / "catalogue.sqlite")
    db.executescript("CREATE TABLE article (id, what); CREATE VIRTUAL TABLE name USING fts5 (other); PRAGMA user_version = 999;")
    db.close()
    with Store(folder, read_only=True) as store:
        catalogue = open_catalogue(store)
        assert rows(catalogue) == from_nothing(store)
        catalogue.close()


def test_where_the_folder_cannot_be_written_it_is_made_elsewhere(tmp_path: Path) -> None:
    folder = golden.fill(tmp_path / "store")
    (folder / "catalogue.sqlite").mkdir()  # no file can be opened there, whoever asks
    with Store(folder, read_only=True) as store:
        catalogue = open_catalogue(store)
        assert rows(catalogue) == from_nothing(store) and catalogue.path.parent != folder
        catalogue.close()
    assert not catalogue.path.exists()


def test_when_it_is_stopped_what_was_done_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = golden.fill(tmp_path / "store")
    monkeypatch.setattr(module, "_TOGETHER", 1)

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with Store(folder, read_only=True) as store:
        catalogue = Catalogue(folder / "catalogue.sqlite")
        with pytest.raises(KeyboardInterrupt):
            catalogue.update(store, stop)
        catalogue.close()
        catalogue = Catalogue(folder / "catalogue.sqlite")
        assert catalogue.update(store) == 2
        assert rows(catalogue) == from_nothing(store)
        catalogue.close()


def test_a_place_without_a_position_is_no_place_on_a_map(tmp_path: Path) -> None:
    lexicon = golden.BACKGROUND + golden.to_nquads(
        "@prefix g: <http://www.w3.org/2003/01/geo/wgs84_pos#> . <https://w3id.org/tansiq/graph/lexicon> {"
        '  <https://w3id.org/tansiq/id/place/kirkuk> g:lat "35.5"; g:long "44.4" . <https://w3id.org/tansiq/id/place/makhmur> g:lat "3" . }'
    )
    with Store(tmp_path / "store") as store:
        store.put_background(lexicon)
        store.put(replace(golden.OUTCOMES[0]), golden.ARTICLES[0])
        store.sync()
        held = {str(row[1]).rpartition("/")[2]: row[7:9] for row in from_nothing(store)["thing"]}
    assert held["kirkuk"] == (35.5, 44.4) and held["makhmur"] == (None, None)


def test_after_a_change_of_the_lexicon_every_article_is_in_it_again(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    with Store(golden.fill(tmp_path / "store")) as store:
        catalogue.update(store)
        more = '<https://w3id.org/tansiq/id/place/kirkuk> <http://www.w3.org/2004/02/skos/core#altLabel> "كركوك الكبرى"@ar '
        store.put_background(golden.BACKGROUND + f"{more}<https://w3id.org/tansiq/graph/lexicon> .\n".encode())
        catalogue.update(store)
        assert rows(catalogue) == from_nothing(store)
        assert len(rows(catalogue)["article"]) == len(golden.ARTICLES)
    catalogue.close()
