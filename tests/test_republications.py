"""Texts that outlets reprint, and those that only look like it; links that follow every change of the store."""

from __future__ import annotations

import random
import re
import sqlite3
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rdflib import Graph
from reprints import EXTRA, FOLLOW_UP, HEADLINE, PARAGRAPHS, TEXT

from builder.copies import Copies
from builder.fingerprints import Fingerprint, fingerprint_of
from builder.identifiers import BASE
from builder.ledger import Ledger
from builder.links import LINKS
from builder.model import Article, Told
from builder.pipeline import build_article
from builder.republications import Republication, similarity
from builder.store import Store
from builder.validate import Validator


def article(text: str, identifier: str = "a", issued: str | None = None, title: str | None = None) -> Article:
    return Article(identifier, text, title, issued)


def page(body: str, headline: str = HEADLINE) -> Article:
    return article(f"{headline}\n\n{body}")


MUTATIONS: list[tuple[str, str, str]] = [
    ("the same", HEADLINE, TEXT),
    ("another headline", "الجيش يعلن نتائج عملية وادي الشاي", TEXT),
    ("cut at the end", HEADLINE, "\n\n".join(PARAGRAPHS[:3])),
    ("cut to its lead", HEADLINE, PARAGRAPHS[0]),
    ("a paragraph dropped", HEADLINE, "\n\n".join((PARAGRAPHS[0], *PARAGRAPHS[2:]))),
    ("a paragraph added", HEADLINE, f"{TEXT}\n\n{EXTRA}"),
    ("a dateline added", HEADLINE, f"كركوك (المدى برس) - {TEXT}"),
    ("outlet's lines added", HEADLINE, f"شارك\n\n22 أيار 2021\n\n{TEXT}\n\nالمصدر: المدى برس\n\nالوسوم: كركوك، داعش"),
    ("other hamzas", HEADLINE, TEXT.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")),
    ("other endings", HEADLINE, re.sub(r"ي\b", "ى", TEXT).replace("ة ", "ه ")),
    ("other digits", HEADLINE, TEXT.replace("12", "١٢")),
    ("a number in digits", HEADLINE, TEXT.replace("سبعة", "7")),
    ("other punctuation", HEADLINE, TEXT.replace("،", " -").replace(".", " .")),
    ("lines run together", HEADLINE, TEXT.replace("\n\n", " ")),
    ("a word replaced", HEADLINE, TEXT.replace("مبيناً", "موضحاً")),
]
LOOKALIKES: list[tuple[str, str]] = [
    ("a follow-up with a paragraph of background", f"{FOLLOW_UP}\n\n{PARAGRAPHS[3]}"),
    ("the toll has risen", TEXT.replace("سبعة", "تسعة")),
    ("another day's report from the same frame", TEXT.replace("12", "31").replace("سبعة", "ثلاثة").replace("الاثنين", "الخميس")),
    (
        "another place's report from the same frame",
        TEXT.replace("الحويجة", "سنجار")
        .replace("كركوك", "نينوى")
        .replace("وادي الشاي", "ناحية القيروان")
        .replace("حمرين", "بادوش")
        .replace("الجيش العراقي", "الشرطة الاتحادية")
        .replace("الهندسة", "الدفاع المدني")
        .replace("قائممقام", "مدير"),
    ),
    ("a round-up that holds the text", f"{FOLLOW_UP}\n\n{EXTRA}\n\n{FOLLOW_UP[::-1]}\n\n{EXTRA[::-1]}\n\n{TEXT}"),
]


@pytest.mark.parametrize(("headline", "body"), [row[1:] for row in MUTATIONS], ids=[row[0] for row in MUTATIONS])
def test_a_republication_is_found(headline: str, body: str) -> None:
    one, other = fingerprint_of(page(TEXT)), fingerprint_of(page(body, headline))
    assert (similarity(one, other) or 0) >= 75
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize("body", [row[1] for row in LOOKALIKES], ids=[row[0] for row in LOOKALIKES])
def test_what_only_looks_like_a_republication_is_none(body: str) -> None:
    one, other = fingerprint_of(page(TEXT)), fingerprint_of(page(body))
    assert similarity(one, other) is None
    assert similarity(other, one) is None


@pytest.mark.parametrize("text", ["", "عاجل", "عاجل: انفجار في كركوك"])
def test_a_short_text_is_only_like_the_same(text: str) -> None:
    assert similarity(fingerprint_of(article(text)), fingerprint_of(article(f" {text}\n"))) == 100
    assert similarity(fingerprint_of(article(text)), fingerprint_of(article(f"{text} جديد"))) is None


# ------------------------------------------------------------------------------------------------------------------- the index


def index() -> tuple[Ledger, Copies]:
    ledger = Ledger(Path(":memory:"))
    return ledger, Copies(ledger.db)


def entered(corpus: dict[str, tuple[Fingerprint, str]]) -> list[Republication]:
    """Return the links of a corpus that is entered at once."""
    _, copies = index()
    for name, (one, day) in corpus.items():
        copies.enter(name, one, day)
    return copies.brought_up()


def copy_of(*words: int) -> Fingerprint:
    """Return a fingerprint whose sketch is of numbered words."""
    return Fingerprint(
        repr(words).encode(),
        array("I", [n * 1_000_003 % (1 << 28) for n in sorted(words, key=lambda n: n * 1_000_003 % (1 << 28))]),
        array("H", [0] * len(words)),
    )


def test_the_earliest_is_the_original_and_the_identifier_decides_within_a_day() -> None:
    text, cut = fingerprint_of(page(TEXT)), fingerprint_of(page(PARAGRAPHS[0] + PARAGRAPHS[1]))
    corpus = {"d": (text, ""), "c": (text, "2021-05-23"), "b": (cut, "2021-05-22"), "a": (text, "2021-05-22")}
    assert entered(corpus) == [Republication("b", "a", 100), Republication("c", "a", 100), Republication("d", "a", 100)]


def test_no_chain_leads_to_what_a_text_does_not_resemble() -> None:
    """Each resembles its neighbour, and the last has nothing of the first."""
    corpus = {f"t{n}": (copy_of(*range(20 * n, 20 * n + 100)), f"2021-05-0{n + 1}") for n in range(6)}
    assert entered(corpus) == [Republication("t1", "t0", 80), Republication("t3", "t2", 80), Republication("t5", "t4", 80)]


@pytest.mark.parametrize("seed", range(12))
def test_the_links_are_those_of_the_corpus_whatever_the_changes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.copies._COMMON", 3)  # so that passages become common and rare again
    monkeypatch.setattr("builder.copies._PORTION", 2)
    rng = random.Random(seed)
    _, copies = index()
    corpus: dict[str, tuple[Fingerprint, str]] = {}
    for _ in range(60):
        name = f"a{rng.randrange(14)}"
        if name in corpus and rng.random() < 0.3:
            del corpus[name]
            copies.enter(name, None)
        else:
            begin = rng.randrange(6) * 15
            one = copy_of(*range(begin, begin + rng.choice((60, 90, 120))))
            corpus[name] = one, rng.choice(("", "2021-05-01", "2021-05-02"))
            copies.enter(name, *corpus[name])
        if rng.random() < 0.4:
            assert copies.brought_up() == entered(corpus)
    assert copies.brought_up() == entered(dict(sorted(corpus.items(), reverse=True)))
    for name in list(corpus):
        copies.enter(name, None)
    assert copies.brought_up() == []
    kept = {table: copies._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("texts", "anchors", "near", "common")}
    assert kept == {"texts": 0, "anchors": 0, "near": 0, "common": 0}


def test_a_common_passage_leads_nowhere() -> None:
    """Texts of one closing formula cost no comparison of each with all others."""
    ledger, copies = index()
    for n in range(150):
        copies.enter(f"a{n}", copy_of(*range(40), *range(1000 + 100 * n, 1100 + 100 * n)), "2021-05-01")
    assert copies.brought_up() == []
    assert ledger.db.execute("SELECT count(*) FROM common").fetchone()[0] > 0
    assert all(len(copies._holders(anchor)) > 100 for (anchor,) in ledger.db.execute("SELECT anchor FROM common"))


# ------------------------------------------------------------------------------------------------------------------- the store

Change = Callable[[Store], object]


def put(identifier: str, body: str, issued: str, headline: str = HEADLINE) -> Change:
    """Return a change that stores an article, which tells of an attack."""
    attack = Told(
        f"{BASE}event/{identifier}/1", identifier, "Attack", "2021-05-22", actors=frozenset({"urn:x"}), places=frozenset({"urn:p"})
    )

    def change(store: Store) -> None:
        given = article(f"{headline}\n\n{body}", identifier, issued)
        outcome = build_article(given)
        store.put(outcome, given, told=[attack], fingerprint=outcome.fingerprint, checked=True)

    return change


@contextmanager
def made(path: Path, *changes: Change) -> Iterator[Store]:
    """Make a store by changes, the links brought up to date after each."""
    with Store(path) as store:
        for change in changes:
            change(store)
            store.link_events(lambda place: None)
        yield store


FIRST, SECOND = put("first", TEXT, "2021-05-22"), put("second", f"{TEXT}\n\n{EXTRA}", "2021-05-23", "عنوان آخر لخبر من كركوك")
THIRD = put("third", "\n\n".join(PARAGRAPHS[:3]), "2021-05-24")
OTHER = put("other", FOLLOW_UP, "2021-05-24")
ORDERS = [
    (FIRST, SECOND, THIRD, OTHER),
    (OTHER, THIRD, SECOND, FIRST),
    (THIRD, FIRST, OTHER, lambda store: store.retract("first"), SECOND, lambda store: store.restore("first"), FIRST),
    (put("second", FOLLOW_UP, "2021-05-20"), put("third", TEXT, "2021-01-01"), FIRST, THIRD, OTHER, SECOND),
]


@pytest.mark.parametrize("order", range(1, len(ORDERS)))
def test_the_graph_is_the_same_in_whatever_order_it_came_to_be(tmp_path: Path, order: int) -> None:
    found = []
    for number in (0, order):
        with made(tmp_path / str(number), *ORDERS[number]) as store:
            assert store.republications == 2
            found.append({graph: store.ntriples(graph) for graph in store.named_graphs()})
    assert found[0] == found[1]


def test_the_links_conform_and_go_with_their_articles(tmp_path: Path) -> None:
    with made(tmp_path / "store", *ORDERS[0]) as store:
        text = store.ntriples(LINKS)
        assert text.count("republicationOf> <https://w3id.org/tansiq/id/article/first>") == 2
        assert Validator.load().validate_graph(Graph().parse(data=text, format="nt"), "links") == []
        store.retract("first")
        store.link_events(lambda place: None)
        assert store.ntriples(LINKS).count("republicationOf> <https://w3id.org/tansiq/id/article/second>") == 1
        store.retract("second")
        store.link_events(lambda place: None)
        assert "republication" not in store.ntriples(LINKS).lower()


def test_what_is_reprinted_is_no_second_telling(tmp_path: Path) -> None:
    """A report of another's own corroborates an event; a reprint does not, and stops to be one when its original goes."""
    with made(tmp_path / "store", FIRST, SECOND) as store:
        assert (store.republications, store.link_events(lambda place: None)) == (1, 0)
        OTHER(store)
        assert store.link_events(lambda place: None) == 1
        assert "event/second/" not in store.ntriples(LINKS)
        store.retract("first")
        assert (store.link_events(lambda place: None), store.republications) == (1, 0)
        assert "event/second/" in store.ntriples(LINKS)
        FIRST(store)
        assert (store.link_events(lambda place: None), store.republications) == (1, 1)
        assert "event/second/" not in store.ntriples(LINKS)


def test_a_store_from_before_is_read_and_grows_the_tables(tmp_path: Path) -> None:
    with made(tmp_path / "store", FIRST):
        pass
    with sqlite3.connect(tmp_path / "store" / "articles.sqlite") as db:
        for table in ("prints", "texts", "anchors", "common", "near", "loose", "stray", "copies"):
            db.execute(f"DROP TABLE {table}")
    with made(tmp_path / "store", FIRST, SECOND) as store:
        assert store.republications == 0  # the first was stored when nobody took its print, and is the same
