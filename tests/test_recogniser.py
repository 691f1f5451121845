"""The recogniser that ships: what it sees of words, its network, its file, and how its models are made and measured.

The network of most of these tests is made by hand, so that what it must say can be told by looking at it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.recogniser.corpora import Example, certain, read_corpus, read_written
from benchmarks.recogniser.labels import label, labelled
from benchmarks.recogniser.scoring import score
from benchmarks.recogniser.text import read_text
from builder.choice import VARIABLE, chosen
from builder.cli import main
from builder.errors import InputError, LexiconError
from builder.lexicon import load_lexicon
from builder.model import Article, Doc
from builder.recogniser import camel
from builder.recogniser.decoder import Decoder
from builder.recogniser.features import EDGE, LATIN, MARK, NUMBER, PARTICLES, Seen, list_names, name_start, pieces, see
from builder.recogniser.model import SCALE, Model, read_model, write_model
from builder.recogniser.network import LEVELS, WIDEST, Network, Product, Reader
from builder.recogniser.proposals import KINDS, TAGS, Proposal, Silent, spans
from builder.recogniser.registry import load_recogniser
from builder.recogniser.shipped import MODEL, load_shipped
from builder.recogniser.words import Words, read_words
from builder.resources import models_dir
from builder.store import Store
from builder.text import read_document
from builder.versions import current
from builder.workers import CHUNK

WORDS = Words({"محمد": "2 given3", "وليد": "5 given3", "ليد": "- family1", "بغداد": "4 city3", "قال": "2 says"})
ROWS = {key: row for row, key in enumerate((EDGE, NUMBER, LATIN, MARK, "قال", "في", "محمد", "امس", "."))}
LISTS = {"given3": 0, "says": 1, "cut:given3": 2, "cut": 3, "frequency=-": 4, "frequency=2": 5}
WIDTH, UNIT = 6, 100
SAYS, NAME, IN, SAID, INSIDE, SECOND = range(WIDTH)  # what each activation means


def product(*weights: dict[tuple[int, int], int], width: int = WIDTH, out: int = WIDTH, added: dict[int, float] | None = None) -> Product:
    """Return a linear map of the weights that are given; one step is a hundredth, and weights are given in units."""
    matrices = np.zeros((len(weights), width, out), dtype=np.int8)
    for matrix, cells in zip(matrices, weights, strict=True):
        for (given, to), value in cells.items():
            matrix[given, to] = 100 * value
    base = np.zeros(out, dtype=np.float32)
    for column, value in (added or {}).items():
        base[column] = value
    return Product(matrices if len(matrices) > 1 else matrices[0], np.full(out, 0.01, dtype=np.float32), base)


def by_hand() -> Network:
    """A word behind قال is said of someone, one behind في is inside; a word that no table holds is a name, and so is محمد."""
    table = np.zeros((len(ROWS), WIDTH), dtype=np.uint8)
    table[ROWS["قال"], SAYS] = table[ROWS["في"], IN] = table[ROWS["محمد"], NAME] = UNIT
    tag = {name: number for number, name in enumerate(TAGS)}
    of_tags = {(NAME, tag["B-PERS"]): 1, (SAID, tag["B-PERS"]): 1, (NAME, tag["B-LOC"]): 1, (INSIDE, tag["B-LOC"]): 1}
    of_tags |= {(NAME, tag["I-PERS"]): 1, (SECOND, tag["I-PERS"]): 1}
    scores = product(of_tags, out=len(TAGS), added={tag["O"]: 1.5 * SCALE})
    return Network(
        table,
        np.zeros((len(PARTICLES) + 1, WIDTH), dtype=np.int16),
        np.zeros((64, 2), dtype=np.int8),
        np.zeros((len(LISTS), WIDTH), dtype=np.int16),
        product({}, width=2, added={NAME: UNIT}),
        (product({(SAYS, SAID): 1, (IN, INSIDE): 1}, {}, {}), product({(SAID, SECOND): 1}, {}, {})),
        product({}, {(SAID, SAID): 1}),
        replace(scores, scale=np.full(len(TAGS), 0.01 * SCALE / UNIT, dtype=np.float32)),
    )


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(WORDS, ROWS, LISTS, by_hand())


def document(text: str) -> Doc:
    return read_document(Article("x", text), load_lexicon().morphology)


# --- what is seen

SEEN = [
    ("محمد", Seen(6)),
    ("ومحمد", Seen(6, PARTICLES.index("و") + 1)),
    ("2021", Seen(1)),
    ("bbc", Seen(2)),
    ("،", Seen(3)),
    (".", Seen(8)),
    (EDGE, Seen(0)),
    ("وليد", Seen(-1, 0, pieces("وليد", 64), (4,))),  # the table of lists of this test does not tell more of it
    ("لامس", Seen(7, PARTICLES.index("ل") + 1)),
]


@pytest.mark.parametrize(("key", "expected"), SEEN)
def test_what_is_seen_of_a_word(key: str, expected: Seen) -> None:
    seen = see(key, ROWS, LISTS, WORDS, 64)
    assert seen._replace(lists=()) == expected._replace(lists=())
    assert set(expected.lists) - {4} <= set(seen.lists)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("محمد", ["given3", "frequency=2"]),
        ("ومحمد", ["frequency=-", "cut:given3", "cut"]),
        ("بالقرب", ["frequency=-"]),
    ],
)
def test_lists_of_a_word(key: str, expected: list[str]) -> None:
    assert list_names(key, WORDS) == expected


STARTS = [("محمد", 0), ("ومحمد", 1), ("لمحمد", 1), ("وليد", 0), ("وكواست", 1), ("فيجين", 0), ("بوتين", 0)]


@pytest.mark.parametrize(("key", "start"), STARTS)
def test_where_a_name_begins_in_its_token(key: str, start: int) -> None:
    assert name_start(key, WORDS) == start


def test_the_table_of_words_comes_back() -> None:
    again = read_words(WORDS.lines())
    assert list(again.lines()) == list(WORDS.lines()) and len(again) == 5 and again.lists() == ["city3", "family1", "given3", "says"]


# --- the network and what is made of its scores

READ = [
    ("قال محمد", [(1, 2, "PERS")]),
    ("قال نزار فائق امس", [(1, 3, "PERS")]),  # no word of the name was seen before
    ("في زركويز .", [(1, 2, "LOC")]),
    ("محمد امس", []),
    ("قال محمد . ثم محمد امس", [(1, 2, "PERS"), (4, 5, "PERS")]),  # the same word elsewhere tells what it is
    ("قال", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_names_are_read_from_what_stands_around_them(model: Model, text: str, expected: list[tuple[int, int, str]]) -> None:
    known = replace(model, rows={**ROWS, "ثم": 3})
    found = Decoder(known).read([text.split()])[0]
    assert [p[:3] for p in found] == expected and all(0.05 < p.probability < 1 for p in found)


def test_a_probability_is_that_of_the_whole_name(model: Model) -> None:
    (found,) = Decoder(model).read([["قال", "نزار", "فائق", "امس"]])[0]
    scores = Decoder(model).scores([EDGE, "قال", "نزار", "فائق", "امس", EDGE])[1:-1] / SCALE
    likely = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    begin, inside = TAGS.index("B-PERS"), TAGS.index("I-PERS")
    assert found.probability == pytest.approx(likely[1, begin] * likely[2, inside] * (1 - likely[3, inside]), abs=1e-4)


def test_no_name_begins_with_a_further_word(model: Model) -> None:
    """Behind a name of one place an I of another kind scores highest: the best row without it is taken."""
    tags = replace(
        model.network.tags, added=model.network.tags.added + np.eye(len(TAGS), dtype=np.float32)[TAGS.index("I-ORG")] * 5 * SCALE
    )
    decoder = Decoder(replace(model, network=replace(model.network, tags=tags)))
    assert decoder.tags([["قال", "محمد", "امس"]]) == [["B-ORG", "I-ORG", "I-ORG"]]


def reference(network: Network, words: NDArray[np.int16], same: Sequence[int]) -> NDArray[np.int64]:
    """Return the scores as they are defined, token by token, each product of a row and a matrix in whole numbers."""

    def times(row: NDArray[np.float32], matrix: NDArray[np.int8]) -> NDArray[np.float32]:
        return (row.astype(np.int64) @ matrix.astype(np.int64)).astype(np.float32)

    def on_top(state: NDArray[np.float32], new: NDArray[np.float32], of: Product) -> NDArray[np.float32]:
        return np.minimum(state + np.maximum(np.rint(new * of.scale + of.added), 0), LEVELS).astype(np.float32)

    state = words.astype(np.float32)
    for number, convolution in enumerate(network.convolutions):
        new = np.zeros_like(state)
        for at in range(len(state)):
            for step in (0, -1, 1):
                there = at + step * convolution.reach
                if 0 <= there < len(state) and (step == 0 or len(state) > convolution.reach):
                    new[at] += times(state[there], convolution.weights[step + 1])
        state = on_top(state, new, convolution)
        if number + 1 == network.mixed_after:
            highest = np.array([state[[n for n, other in enumerate(same) if other == word]].max(axis=0) for word in same])
            here, other = network.elsewhere.weights
            new = np.array([times(row, here) + times(best, other) for row, best in zip(state, highest, strict=True)])
            state = on_top(state, new, network.elsewhere)
    tags = network.tags
    return np.rint(np.array([times(row, tags.weights) for row in state]) * tags.scale + tags.added).astype(np.int64)


@pytest.mark.parametrize("length", [1, 2, 3, 40])
def test_the_network_is_what_it_is_defined_as(length: int) -> None:
    chance = np.random.default_rng(length)
    width = 128

    def any_product(*shape: int, reach: int = 1) -> Product:
        weights = chance.integers(-127, 128, shape, dtype=np.int8)
        return Product(
            weights, chance.random(shape[-1]).astype(np.float32) / 4000, chance.normal(0, 50, shape[-1]).astype(np.float32), reach
        )

    network = replace(
        by_hand(),
        convolutions=(any_product(3, width, width), any_product(3, width, width), any_product(3, width, width, reach=2)),
        elsewhere=any_product(2, width, width),
        tags=any_product(width, len(TAGS)),
    )
    words, same = chance.integers(0, LEVELS + 1, (length, width), dtype=np.int16), chance.integers(0, 5, length)
    words = words[np.unique(same, return_inverse=True)[1] % length]
    same = np.unique(same, return_inverse=True)[1]
    assert width <= WIDEST
    assert Reader(network).scores(words, same).tolist() == reference(network, words, same.tolist()).tolist()


def test_sentences_do_not_touch_each_other_but_by_their_words(model: Model) -> None:
    decoder = Decoder(model)
    apart = [["قال", "نزار"], ["في", "زركويز"], ["لا", "امس"]]
    assert decoder.read(apart) == [Decoder(model).read([row])[0] for row in apart]
    assert decoder.read(apart[::-1])[::-1] == decoder.read(apart)
    assert decoder.read([]) == []


def test_a_long_sentence_is_read_in_pieces(model: Model) -> None:
    keys = ["امس"] * 200 + ["قال", "محمد", "وليد", "امس"]
    assert [p[:3] for p in Decoder(model).read([keys])[0]] == [(201, 203, "PERS")]
    many = [["قال", "محمد", "امس"]] * 600
    assert {tuple(p[:3] for p in row) for row in Decoder(model).read(many)} == {((1, 2, "PERS"),)}


def test_furniture_is_not_read(model: Model) -> None:
    doc = document("قال محمد نزار أمس")
    assert [p[:3] for p in Decoder(model).propose(doc)] == [(1, 3, "PERS")]
    assert Decoder(model).propose(replace(doc, sentences=tuple(s._replace(zone="furniture") for s in doc.sentences))) == []
    assert Silent().propose(doc) == []


# --- the model's file


def test_a_model_comes_back_from_its_file(model: Model, tmp_path: Path) -> None:
    write_model(tmp_path / "m", model)
    again = read_model(tmp_path / "m")
    rows = [text.split() for text, _ in READ]
    assert Decoder(again).read(rows) == Decoder(model).read(rows)
    write_model(tmp_path / "n", again)
    assert (tmp_path / "m").read_bytes() == (tmp_path / "n").read_bytes()


@pytest.mark.parametrize("content", [b"", b"nothing", b"\x1f\x8b\x08\x00 cut"])
def test_a_damaged_model_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(content)
    with pytest.raises(LexiconError, match="cannot be read"):
        read_model(tmp_path / "m")


def test_a_model_of_other_tags_is_refused(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_model(tmp_path / "m", model)
    monkeypatch.setattr("builder.recogniser.model._VERSION", 99)
    with pytest.raises(LexiconError, match="another version"):
        read_model(tmp_path / "m")


def test_what_ships_is_small_and_knows_names() -> None:
    assert (models_dir() / MODEL).stat().st_size < 8_000_000
    found = load_shipped().propose(document("وأوضح الخبير يورغن كلاينفيلد أن القافلة وصلت إلى زركويز."))
    assert [(p.first, p.last, p.kind) for p in found] == [(2, 4, "PERS"), (8, 9, "LOC")]
    assert all(0.5 <= p.probability <= 1 for p in found)


# --- corpora


def test_a_corpus_is_cut_into_our_tokens(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("قال O\n(محمد B-PERS\nوليد) I-PERS\nفي O\nتل-عفر B-LOC\n. O\n\nنعم O\n", "utf-8")
    first, second = read_corpus(tmp_path / "c", {"PERS": "PERS", "LOC": "LOC"})
    assert first.keys == ("قال", "(", "محمد", "وليد", ")", "في", "تل", "-", "عفر", ".")
    assert first.tags == ("O", "O", "B-PERS", "I-PERS", "O", "O", "B-LOC", "O", "B-LOC", "O")
    assert [first.keys[n] for n in first.words] == ["قال", "محمد", "وليد", "في", "تل", "."]
    assert second.keys == ("نعم",)


def test_tags_are_mapped_and_others_left_out(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("وزير B-OCC\nالصحة I-OCC B-ORG\nعمان B-GPE\n", "utf-8")
    (only,) = read_corpus(tmp_path / "c", {"GPE": "LOC", "ORG": "ORG"})
    assert only.tags == ("O", "B-ORG", "B-LOC") and len(only.keys) == 3


def test_names_are_counted_as_conlleval_counts_them() -> None:
    gold = [["B-PERS", "I-PERS", "O", "B-LOC"], ["B-ORG", "I-ORG", "B-MISC"]]
    said = [["B-PERS", "O", "O", "B-LOC"], ["B-ORG", "I-ORG", "B-LOC"]]
    found = score(gold, said)
    assert found["ALL"] == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert found["PERS"].f1 == 0 and found["LOC"] == pytest.approx((0.5, 1, 2 / 3)) and found["ORG"].f1 == 1
    assert spans(["I-LOC", "I-PERS"]) == [(0, 1, "LOC"), (1, 2, "PERS")]


def test_a_corpus_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("قال O\n(محمد B-PERS\nالوزير B-OCC\n\nنعم O\n", "utf-8")
    first, second = read_written(tmp_path / "c", {"PERS": "PERS"})
    assert first == (("قال", "(محمد", "الوزير"), ("O", "B-PERS", "O")) and second.words == ("نعم",)


# --- text and its labels

LINE = "وصل الوفد إلى مدينة بعيدة أمس، وعقد فيها لقاءات كثيرة مع الأهالي هناك."


def test_text_is_cut_into_sentences(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(f"عنوان قصير\n{LINE} {LINE}\n{LINE} {LINE}\n<doc>{LINE}\n", "utf-8")
    (tmp_path / "a.txt").write_text("An English line that is long enough to be one of prose, but says nothing here.\n", "utf-8")
    ((first, second),) = read_text(tmp_path)  # the second line came before
    assert first == second and first[0] == ("وصل", "وصل") and first[2] == ("الي", "إلى") and first[-1].word == "."


class Sure:
    """A teacher to whom every word is a place."""

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
        row = np.eye(len(TAGS), dtype=np.float32)[TAGS.index("B-LOC")]
        return [np.tile(row, (len(sentence), 1)) for sentence in sentences]


def test_labels_belong_to_their_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{LINE}\n", "utf-8")
    label(tmp_path, Sure(), tmp_path / "build" / "labels.npy")
    articles = list(read_text(tmp_path))
    ((told,),) = labelled(articles, tmp_path / "build" / "labels.npy")
    assert told.keys[:2] == ("وصل", "الوفد") and told.wanted[:, TAGS.index("B-LOC")].tolist() == [1.0] * len(told.keys)
    with pytest.raises(InputError, match="labelled again"):
        list(labelled(articles * 2, tmp_path / "build" / "labels.npy"))


# --- training

PEOPLE, TOWNS = ("محمد", "وليد", "كريم", "سعيد"), ("بغداد", "كركوك", "دهوك", "سامراء")
TAUGHT = [
    *(Example(("قال", "القائد", a, b, "امس"), ("O", "O", "B-PERS", "I-PERS", "O")) for a in PEOPLE for b in PEOPLE),
    *(Example(("وصل", "الوفد", "الي", a, "ثم", b), ("O", "O", "O", "B-LOC", "O", "B-LOC")) for a in TOWNS for b in TOWNS),
    Example(("لا", "جديد", "امس"), ("O", "O", "O")),
]


def taught() -> Model:
    torch = pytest.importorskip("torch", reason="PyTorch is absent: nothing can be trained here")
    from collections import Counter

    from benchmarks.recogniser.network import Setting, Vocabulary, learn, windows
    from benchmarks.recogniser.rounding import whole

    assert torch
    setting = Setting(width=32, rounds=40, batch=2, spelt=0.3, words=9, least=2)
    vocabulary = Vocabulary(Counter(key for example in TAUGHT for key in example.keys), WORDS, setting)
    material = list(windows([[certain(example) for example in TAUGHT]], 40))
    return Model(WORDS, vocabulary.rows, vocabulary.lists, whole(learn(vocabulary, material, setting), vocabulary, material))


def test_contexts_are_learnt_the_same_twice(tmp_path: Path) -> None:
    one = taught()
    write_model(tmp_path / "a", one)
    write_model(tmp_path / "b", taught())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    decoder = Decoder(read_model(tmp_path / "a"))
    assert len(one.rows) == 4 + 9  # most of the names are not among them: they are read by their spelling
    for keys, expected in [
        (("قال", "القائد", "نزار", "فائق", "امس"), [(2, 4, "PERS")]),
        (("وصل", "الوفد", "الي", "تكريت"), [(3, 4, "LOC")]),
        (("لا", "جديد", "امس"), []),
    ]:
        assert [p[:3] for p in decoder.read([keys])[0]] == expected


# --- which recogniser reads


@pytest.mark.parametrize("said", ["neural", "none:folder", "camel2:x"])
def test_a_recogniser_that_does_not_exist_is_said(said: str) -> None:
    with pytest.raises(LexiconError, match="choose shipped, none, camel"):
        chosen({VARIABLE: said})


def test_what_was_chosen_reads_and_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = current()
    monkeypatch.setenv(VARIABLE, "none")
    assert isinstance(load_recogniser(), Silent) and current() != usual
    monkeypatch.setenv(VARIABLE, "shipped")
    assert load_recogniser() is load_shipped() and current() == usual
    monkeypatch.setenv(VARIABLE, "camel:nowhere")
    with pytest.raises(LexiconError, match="camel_data"):
        load_recogniser()


def test_a_store_is_read_again_with_another_recogniser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")  # put back behind the test
    (tmp_path / "a.txt").write_text("قال يورغن كلاينفيلد إن القافلة وصلت إلى أربيل.", "utf-8")
    build = ["build", str(tmp_path / "a.txt"), "--store", str(tmp_path / "store"), "--jobs", "1"]
    explain = ["explain", str(tmp_path / "a.txt")]
    assert main([*build, "--recogniser", "shipped"]) == 0 and main([*explain, "--recogniser", "shipped"]) == 0
    assert "speaker: يورغن كلاينفيلد" in capsys.readouterr().out
    assert main([*build, "--recogniser", "none"]) == 0 and main([*explain, "--recogniser", "none"]) == 0
    assert "speaker: يورغن كلاينفيلد" not in capsys.readouterr().out
    monkeypatch.setenv(VARIABLE, "shipped")
    assert main([*build, "--jobs", "1"]) == 0  # as the store was read last
    with Store(tmp_path / "store") as store:
        assert store.recogniser == "none" and not bool(store.query("ASK { ?p ?x ?l FILTER(STR(?l) = 'يورغن كلاينفيلد') }"))
    assert main([*explain, "--recogniser", "other"]) == 2
    assert "there is no recogniser" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["build", "--store", "made"], ["build", "--out", "made"], ["doctor"]], ids=["store", "out", "doctor"])
def test_a_recogniser_that_is_not_there_is_said_before_anything_is_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")  # put back behind the test
    monkeypatch.chdir(tmp_path)
    for number in range(CHUNK + 1):  # so many that processes would be started, each of which would end at once
        (tmp_path / f"a{number}.txt").write_text("قال يورغن كلاينفيلد إن القافلة وصلت إلى أربيل.", "utf-8")
    assert main([*command, *map(str, tmp_path.glob("*.txt")), "--jobs", "2", "--recogniser", "camel:nowhere"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and "camel" in said[0] and not (tmp_path / "made").exists()


# --- camel-tools' recogniser


class Told:
    """A tagger that says what it was told to."""

    def __init__(self, *rows: list[str]) -> None:
        self.rows, self.asked = list(rows), list[list[str]]()

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        self.asked += sentences
        return self.rows


def test_another_tagger_proposes_from_words_as_they_are_written() -> None:
    doc = document("وصل إلى أربيل.\nقالت فاطمة.")
    tagger = Told(["O", "O", "B-LOC", "O"], ["O", "B-MISC", "O"])
    assert camel.CamelRecogniser(tagger).propose(doc) == [Proposal(2, 3, "LOC", camel.PRECISION)]
    assert tagger.asked == [["وصل", "إلى", "أربيل", "."], ["قالت", "فاطمة", "."]]


def test_rows_of_another_length_tell_nothing() -> None:
    assert camel.CamelRecogniser(Told(["B-LOC"])).propose(document("وصل إلى أربيل")) == []
    assert camel.CamelRecogniser(Told()).propose(document("")) == []


def test_a_tiny_model_of_camel_tools_is_read(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is absent: camel-tools' recogniser cannot run")
    transformers = pytest.importorskip("transformers", reason="transformers is absent: camel-tools' recogniser cannot run")
    torch.manual_seed(0)
    (tmp_path / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "وصل", "الى"]) + "\n", "utf-8")
    labels = dict(enumerate(["B-LOC", "B-ORG", "B-PERS", "I-LOC", "I-ORG", "I-PERS", "O"]))
    config = transformers.BertConfig(
        vocab_size=7, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8, id2label=labels, num_labels=7
    )
    transformers.BertForTokenClassification(config).save_pretrained(tmp_path)
    transformers.BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    doc = document("وصل إلى أربيل.")
    found = camel.load_camel(str(tmp_path)).propose(doc)
    assert found == camel.load_camel(str(tmp_path)).propose(doc)
    assert all(0 <= p.first < p.last <= len(doc.tokens) and p.kind in KINDS for p in found)


def test_camel_tools_is_asked_before_anything_else_of_it_was_loaded(tmp_path: Path) -> None:
    """On import camel-tools downloads its catalogue where it finds none, and there may be no network: articles are read all the same."""
    (tmp_path / "a.txt").write_text("قال المتحدث إن القافلة وصلت إلى أربيل.", "utf-8")
    code = (
        "from builder.errors import LexiconError\nfrom builder.recogniser.camel import load_camel\nfrom builder.cli import main\n"
        f"try:\n    load_camel({str(tmp_path)!r})\nexcept LexiconError as error:\n    assert 'ownload' not in str(error), error\n"
        f"raise SystemExit(main(['explain', {str(tmp_path / 'a.txt')!r}]))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "CAMELTOOLS_DATA": str(tmp_path)}
    )
    assert asked.returncode == 0, asked.stderr


def test_a_missing_model_of_camel_tools_is_said(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="camel"):
        camel.load_camel(str(tmp_path / "none"))
