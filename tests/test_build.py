"""A build reads what is new or changed, and comes to the same store in whatever order articles came, changed and went."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import golden
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import build as building
from builder.articles import read_paths
from builder.build import Reader, build
from builder.errors import InputError
from builder.intake import Tally
from builder.model import Article, Skipped
from builder.pipeline import Outcome, background_quads, build_article, build_safely
from builder.store import Store
from builder.versions import Versions, current

EXAMPLES = Path(__file__).parents[1] / "examples"
SHORT = sorted((a for a in read_paths([EXAMPLES]) if isinstance(a, Article)), key=lambda a: len(a.text))[:5]
# One report twice, and one event in other words, so that links between articles and between events come and go; and a text of which
# nothing is left but the first sentence.
# One text becomes Persian, and is Arabic again: it is not in the store while it is not Arabic.
PERSIAN = "وزیر دفاع در این شهر با فرمانده نیروها دیدار کرد و گفت که این دیدار برای هر دو طرف مهم است."
TEXTS = {a.identifier: (a.text, a.text.partition(".")[0] + ".") for a in SHORT} | {"copy": (SHORT[0].text, SHORT[1].text)}
TOLD = "التقى وزير الدفاع نجاح الشمري في بغداد يوم 3 آب 2020 وزير البيشمركة شورش إسماعيل لبحث التعاون."
RETOLD = "بحث وزير الدفاع نجاح الشمري مع وزير البيشمركة شورش إسماعيل خلال اجتماع في بغداد في 3 آب 2020 التعاون العسكري."
TEXTS |= {"turning": (SHORT[0].text, PERSIAN), "told": (TOLD, SHORT[1].text), "told-too": (RETOLD, TOLD)}


@cache
def outcome_of(identifier: str, text: str) -> Outcome | Skipped:
    outcome = build_safely(Article(identifier, text))
    assert not isinstance(outcome, InputError)
    return outcome


def read(articles: Iterable[Article]) -> Iterator[Outcome | InputError | Skipped]:
    return (outcome_of(article.identifier, article.text) for article in articles)


READER = Reader(read, cache(background_quads))
SMALL = Reader(read, lambda: golden.BACKGROUND)  # the whole lexicon takes a second to store


def bring_up_to_date(store: Path, corpus: dict[str, int], *, rebuild: bool = False, reader: Reader = SMALL) -> Tally:
    """Build a corpus, given as the version of each article."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, Store(store) as opened:
        for name, version in corpus.items():
            (Path(folder) / f"{name}.txt").write_text(TEXTS[name][version], encoding="utf-8")
        said = [line for line in build(opened, [Path(folder)] if corpus else [], reader, tally, rebuild=rebuild) if line]
        skipped = [name for name, version in corpus.items() if TEXTS[name][version] == PERSIAN]
        assert [line.partition(": ")[2] for line in said] == [f"note: the article {name} was skipped: it is in Persian" for name in skipped]
        assert tally.skipped == len(skipped) and (tally.failed, tally.rejected) == (0, 0)
        tally.links, tally.republications = opened.link_events(lambda place: None), opened.republications
    return tally


def content(store: Path) -> list[str]:
    with Store(store, read_only=True) as opened:
        return sorted(map(str, opened.db))


@cache
def content_from_nothing(corpus: frozenset[tuple[str, int]]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        bring_up_to_date(Path(folder) / "store", dict(corpus))
        return content(Path(folder) / "store")


STEPS = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from(sorted(TEXTS)), st.integers(0, 1), min_size=1, max_size=3),  # articles that come or change
        st.sampled_from(sorted(TEXTS)),  # one that is retracted
        st.just(True),  # everything is read again
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_any_order_of_adding_changing_and_retracting_gives_what_a_build_from_nothing_gives(
    steps: list[dict[str, int] | str | bool],
) -> None:
    corpus: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        for step in steps:
            if isinstance(step, dict):
                with Store(store) as opened:
                    for name in step:
                        opened.restore(name)
                bring_up_to_date(store, step)
                corpus |= step
            elif isinstance(step, str):
                with Store(store) as opened:
                    stored = step in corpus and TEXTS[step][corpus[step]] != PERSIAN
                    assert opened.retract(step) == stored
                    corpus.pop(step, None)
                    opened.link_events(lambda place: None)
            else:
                bring_up_to_date(store, {}, rebuild=True)
        if corpus:
            assert content(store) == content_from_nothing(frozenset(corpus.items()))


def test_only_what_is_new_or_changed_is_read(tmp_path: Path) -> None:
    names = sorted(TEXTS)
    assert bring_up_to_date(tmp_path / "s", dict.fromkeys(names[:3], 0)).stored == 3
    again = bring_up_to_date(tmp_path / "s", dict.fromkeys(names[:3], 0))
    assert (again.read, again.stored, again.same) == (3, 0, 3)
    more = bring_up_to_date(tmp_path / "s", {**dict.fromkeys(names[1:4], 0), names[0]: 1})
    assert (more.stored, more.same, more.again) == (2, 2, 0)
    everything = bring_up_to_date(tmp_path / "s", {}, rebuild=True)
    assert (everything.read, everything.again, everything.stored) == (0, 4, 0)


def test_what_was_retracted_stays_out_until_it_changes_or_is_let_in(tmp_path: Path) -> None:
    name = sorted(TEXTS)[0]
    bring_up_to_date(tmp_path / "s", {name: 0})
    with Store(tmp_path / "s") as store:
        assert store.retract(name)
    assert bring_up_to_date(tmp_path / "s", {name: 0}).retracted == 1
    assert bring_up_to_date(tmp_path / "s", {name: 1}).stored == 1
    with Store(tmp_path / "s") as store:
        assert store.retract(name) and store.restore(name) and not store.restore(name)
    assert bring_up_to_date(tmp_path / "s", {name: 1}).stored == 1


@pytest.mark.parametrize("changed", ["software", "code"])
def test_another_program_reads_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    names = sorted(TEXTS)[:2]
    with monkeypatch.context() as before:
        before.setattr("builder.store.current", lambda: replace(current(), **{changed: "0.0"}))
        bring_up_to_date(tmp_path / "s", dict.fromkeys(names, 0))
    assert bring_up_to_date(tmp_path / "s", {names[0]: 0}).again == 2
    assert bring_up_to_date(tmp_path / "s", {names[0]: 0}).again == 0
    assert content(tmp_path / "s") == content_from_nothing(frozenset(dict.fromkeys(names, 0).items()))


def test_a_change_of_the_lexicon_reads_again_what_it_touches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One body gets another English name: the articles that speak of it are read again, the others are not, and all say so."""
    names = sorted(TEXTS)
    bring_up_to_date(tmp_path / "s", dict.fromkeys(names, 0), reader=READER)
    before, after = (f'"{label}"@en'.encode() for label in ("Peshmerga", "Peshmerga forces"))
    assert before in READER.background()
    other = Reader(read_otherwise(before, after), lambda: READER.background().replace(before, after))
    versions = replace(current(), lexicon="f" * 64)
    monkeypatch.setattr(building, "sources", lambda own: "other")
    monkeypatch.setattr("builder.store.current", lambda: versions)
    tally = bring_up_to_date(tmp_path / "s", {}, reader=other)
    told = sum(before in getattr(outcome_of(name, TEXTS[name][0]), "nquads", b"") for name in names)
    assert 0 < told <= tally.again < len(names)
    bring_up_to_date(tmp_path / "t", dict.fromkeys(names, 0), reader=other)
    assert content(tmp_path / "s") == content(tmp_path / "t")


def read_otherwise(before: bytes, after: bytes) -> object:
    """Return a reader whose lexicon has another label."""

    def read_with(articles: Iterable[Article]) -> Iterator[Outcome | InputError | Skipped]:
        for outcome in read(articles):
            assert isinstance(outcome, Outcome)
            lines = outcome.nquads.replace(before, after).splitlines(keepends=True)
            yield replace(outcome, nquads=b"".join(sorted(lines)))

    return read_with


def test_a_build_stopped_in_the_middle_of_a_change_of_the_lexicon_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = sorted(TEXTS)
    bring_up_to_date(tmp_path / "s", dict.fromkeys(names, 0))
    shutil.copytree(tmp_path / "s", tmp_path / "t")
    versions = Versions(current().software, "other code", current().lexicon)
    monkeypatch.setattr("builder.store.current", lambda: versions)

    def stops(articles: Iterable[Article]) -> Iterator[Outcome | InputError | Skipped]:
        for number, outcome in enumerate(read(articles)):
            if number == 3:
                raise KeyboardInterrupt
            yield outcome

    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(tmp_path / "s", {}, reader=Reader(stops, READER.background))
    assert bring_up_to_date(tmp_path / "s", {}).again == len(names) - 3
    bring_up_to_date(tmp_path / "t", {})
    assert content(tmp_path / "s") == content(tmp_path / "t")


def test_an_article_that_is_not_arabic_any_more_leaves_the_store_and_its_links(tmp_path: Path) -> None:
    """Not as a retracted one does: as soon as it is Arabic again, it is back."""
    names = sorted(TEXTS)
    first = bring_up_to_date(tmp_path / "s", dict.fromkeys(names, 0))
    changed = bring_up_to_date(tmp_path / "s", {"turning": 1})
    assert (
        (changed.read, changed.skipped, changed.stored) == (1, 1, 0) and first.links and first.republications > changed.republications > 0
    )
    assert content(tmp_path / "s") == content_from_nothing(frozenset((name, int(name == "turning")) for name in names))
    assert bring_up_to_date(tmp_path / "s", {"turning": 1}).skipped == 1
    assert bring_up_to_date(tmp_path / "s", {"turning": 0}).stored == 1
    assert content(tmp_path / "s") == content_from_nothing(frozenset((name, 0) for name in names))


def test_what_an_older_program_took_for_arabic_goes_when_it_is_read_again(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, Store(tmp_path / "s") as store:
        (Path(folder) / "a.txt").write_text(PERSIAN, encoding="utf-8")
        taken = Reader(lambda articles: map(build_article, articles), SMALL.background)
        assert [line for line in build(store, [Path(folder)], taken, Tally()) if line] == [] and len(store.graphs()) == 1
        tally = Tally()
        reader = Reader(lambda articles: map(build_safely, articles), SMALL.background)
        said = [line for line in build(store, [], reader, tally, rebuild=True) if line]
        assert (len(said), tally.again, tally.skipped, store.graphs()) == (1, 1, 1, ())
