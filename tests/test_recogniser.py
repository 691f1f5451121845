"""The statistical recogniser: what it sees, its file, its probabilities, and the model that ships.

Models of these tests are made in them, from sentences that were made up for them.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from builder.errors import LexiconError
from builder.lexicon import load_lexicon
from builder.model import Article, Doc
from builder.recogniser import camel
from builder.recogniser.decoder import Decoder
from builder.recogniser.features import EDGE, attributes, between, features, look_up, name_start
from builder.recogniser.model import SCALE, Model, read_model, write_model
from builder.recogniser.proposals import KINDS, TAGS, Proposal, Silent, spans
from builder.recogniser.shipped import MODEL, load_recogniser
from builder.recogniser.words import Words, read_words
from builder.resources import models_dir
from builder.text import read_document

pycrfsuite = pytest.importorskip("pycrfsuite", reason="python-crfsuite is absent: nothing can be trained here")

from benchmarks.recogniser.corpora import Example, fresh, read_corpus, shingles  # noqa: E402 - needs python-crfsuite beside it
from benchmarks.recogniser.scoring import score  # noqa: E402
from benchmarks.recogniser.train import Setting, train  # noqa: E402

WORDS = Words(
    {
        "محمد": "2 given3 2,24",
        "وليد": "5 given3 2,24",
        "ليد": "- family1 ",
        "بغداد": "4 city3 47,309",
        "عفر": "6  ",
        "تل": "6  1,2",
        "قال": "2 says 3,4",
        "القائد": "4 role 5,6",
    },
    frozenset({"تل عفر"}),
)
PEOPLE = ("محمد", "وليد", "كريم", "سعيد", "هاني")
TOWNS = ("بغداد", "كركوك", "دهوك", "سامراء")
EXAMPLES = [
    *(Example(("قال", "القائد", a, b, "امس"), ("O", "O", "B-PERS", "I-PERS", "O"), "anercorp") for a, b in product(PEOPLE, PEOPLE)),
    *(Example(("وصل", "الوفد", "الي", a, "ثم", b), ("O", "O", "O", "B-LOC", "O", "B-LOC"), "anercorp") for a, b in product(TOWNS, TOWNS)),
    Example(("لا", "جديد", "امس"), ("O", "O", "O"), "anercorp"),
]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(EXAMPLES, WORDS, Setting(rounds=30))


def document(text: str) -> Doc:
    return read_document(Article("x", text), load_lexicon().morphology)


# --- what is seen


SEEN = [
    ("محمد", {"w=محمد", "in=given3", "k0=2", "k1=24", "p2=مح", "s2=مد", "freq=2", "all=given3"}, {"shape=mark"}),
    ("ومحمد", {"w=ومحمد", "freq=-", "stem=محمد", "stem-in=given3", "cut=و", "k0=2"}, {"in=given3"}),
    ("2021", {"shape=digits", "w=#"}, {"w=2021", "p1=2"}),
    ("،", {"shape=mark", "w=،"}, {"len=1"}),
    ("bbc", {"shape=letters", "w=bbc"}, {"freq=-"}),
    (EDGE, {"edge"}, {"w="}),
]


@pytest.mark.parametrize(("key", "present", "absent"), SEEN)
def test_what_is_seen_of_a_word(key: str, present: set[str], absent: set[str]) -> None:
    names = {name for name, _ in attributes(look_up(key, WORDS), WORDS)}
    assert present <= names and not absent & names


def test_what_is_seen_of_two_words() -> None:
    left, right = look_up("تل", WORDS), look_up("عفر", WORDS)
    assert between(left, right, WORDS) == ["ww=تل|عفر", "ll=|", "place"]
    assert between(look_up("محمد", WORDS), look_up("وليد", WORDS), WORDS)[2:] == ["kk=2|2"]
    assert between(look_up(EDGE, WORDS), right, WORDS) == []


STARTS = [("محمد", 0), ("ومحمد", 1), ("لمحمد", 1), ("وليد", 0), ("وكواست", 1), ("فيجين", 0), ("بوتين", 0)]


@pytest.mark.parametrize(("key", "start"), STARTS)
def test_where_a_name_begins_in_its_token(key: str, start: int) -> None:
    assert name_start(look_up(key, WORDS), WORDS) == start


def test_neighbours_are_seen_from_where_they_stand() -> None:
    rows = [set(row) for row in features(["قال", "القائد", "محمد"], "anercorp", WORDS)]
    assert {"0:w=قال", "1:w=القائد", "2:w=محمد", "-1:edge", "bias=anercorp", "p0:ww=قال|القائد", "p-1:ww=القائد|محمد"} <= rows[0]
    assert {"-2:w=قال", "-1:p1=ا", "1:edge", "p1:ww=القائد|محمد", "p2:ww=قال|القائد"} <= rows[2]
    assert "-2:p1=ق" not in rows[2]  # two words away only the word itself is seen


def test_the_table_of_words_comes_back() -> None:
    again = read_words(WORDS.lines(), WORDS.places)
    assert list(again.lines()) == list(WORDS.lines()) and again.places == WORDS.places and len(again) == 8


# --- decoding


def by_hand(decoder: Decoder, model: Model, keys: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the probabilities of each token's tags, by going through every row of tags there is."""
    scores = decoder.scores([EDGE, EDGE, *keys, EDGE, EDGE])[2:-2] / SCALE
    steps = model.transitions / SCALE
    likely = np.zeros((len(keys), len(TAGS)))
    for row in product(range(len(TAGS)), repeat=len(keys)):
        tags = ["O", *(TAGS[tag] for tag in row)]
        if any(b[0] == "I" and a[2:] != b[2:] for a, b in pairwise(tags)):
            continue
        total = sum(scores[i, tag] for i, tag in enumerate(row)) + sum(steps[a, b] for a, b in pairwise(row))
        for index, tag in enumerate(row):
            likely[index, tag] += math.exp(total)
    return likely / likely.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("keys", [("قال", "القائد", "محمد", "وليد"), ("الي", "بغداد", "ثم"), ("محمد",)])
def test_probabilities_are_those_of_all_rows_of_tags(model: Model, keys: tuple[str, ...]) -> None:
    decoder = Decoder(model)
    expected = by_hand(decoder, model, keys)
    for first, last, kind, chance, _ in decoder.read([keys])[0]:
        if last == first + 1:
            inside = expected[last, TAGS.index(f"I-{kind}")] if last < len(keys) else 0.0
            assert expected[first, TAGS.index(f"B-{kind}")] >= chance >= expected[first, TAGS.index(f"B-{kind}")] - inside - 1e-4
    assert [TAGS[tag] for tag in expected.argmax(axis=1)] == decoder.tags([keys])[0]


def test_scores_are_the_sums_of_the_features(model: Model) -> None:
    keys = ["قال", "القائد", "تل", "عفر", "محمد"]
    scores = Decoder(model).scores([EDGE, EDGE, *keys, EDGE, EDGE])[2:-2]
    width = len(TAGS)
    for row, said in zip(features(keys, "anercorp", WORDS), scores, strict=True):
        total = np.zeros(width, dtype=np.int32)
        for feature in row:
            where, colon, name = feature.partition(":")
            if not colon:
                total += model.bias.get(feature, np.zeros(width, dtype=np.int16))
            elif where[0] == "p" and name in model.pairs:
                total += model.pair_weights[model.pairs[name]].reshape(-1, width)[int(where[1:]) + 1]
            elif where[0] != "p" and name in model.single:
                total += model.weights[model.single[name]].reshape(-1, width)[int(where) + 2]
        assert total.tolist() == said.tolist()


LEARNT = [
    (("قال", "القائد", "نزار", "فائق", "امس"), [(2, 4, "PERS")]),  # no word of the name was seen before
    (("وصل", "الوفد", "الي", "تكريت"), [(3, 4, "LOC")]),
    (("لا", "جديد"), []),
    ((), []),
]


@pytest.mark.parametrize(("keys", "expected"), LEARNT)
def test_contexts_are_learnt(model: Model, keys: tuple[str, ...], expected: list[tuple[int, int, str]]) -> None:
    found = Decoder(model).read([keys])[0]
    assert [p[:3] for p in found] == expected and all(0.5 < p.probability <= 1 for p in found)


def test_sentences_do_not_touch_each_other(model: Model) -> None:
    decoder = Decoder(model)
    rows = [row for row, _ in LEARNT]
    together = decoder.read(rows)
    assert together == [Decoder(model).read([row])[0] for row in rows]
    assert [list(reversed(decoder.read(rows[::-1])))] == [together]
    assert decoder.read([]) == []


def test_a_long_sentence_is_read_in_pieces(model: Model) -> None:
    keys = ["كلمه"] * 200 + ["قال", "القائد", "محمد", "وليد", "امس"]
    assert [p[:3] for p in Decoder(model).read([keys])[0]] == [(202, 204, "PERS")]


def test_furniture_is_not_read(model: Model) -> None:
    doc = document("قال القائد محمد وليد امس")
    assert [p[:3] for p in Decoder(model).propose(doc)] == [(2, 4, "PERS")]
    assert Decoder(model).propose(replace(doc, sentences=tuple(s._replace(zone="furniture") for s in doc.sentences))) == []
    assert Silent().propose(doc) == []


# --- the model and its file


def test_training_twice_gives_the_same_bytes(model: Model, tmp_path: Path) -> None:
    write_model(tmp_path / "a", model)
    write_model(tmp_path / "b", train(EXAMPLES, WORDS, Setting(rounds=30)))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_model_comes_back_from_its_file(model: Model, tmp_path: Path) -> None:
    write_model(tmp_path / "m", model)
    again = read_model(tmp_path / "m")
    keys = [example.keys for example in EXAMPLES]
    assert Decoder(again).read(keys) == Decoder(model).read(keys)
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
    found = load_recogniser().propose(document("وأوضح الخبير يورغن كلاينفيلد أن القافلة وصلت إلى زركويز."))
    assert ("PERS", 3) in {(p.kind, p.last) for p in found} | {(p.kind, p.first + 1) for p in found}
    assert all(0 <= p.probability <= 1 and p.kind in KINDS for p in found)


# --- corpora


def test_a_corpus_is_cut_into_our_tokens(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("قال O\n(محمد B-PERS\nوليد) I-PERS\nفي O\nتل-عفر B-LOC\n. O\n\nنعم O\n", "utf-8")
    first, second = read_corpus(tmp_path / "c", {"PERS": "PERS", "LOC": "LOC"}, "x")
    assert first.keys == ("قال", "(", "محمد", "وليد", ")", "في", "تل", "-", "عفر", ".")
    assert first.tags == ("O", "O", "B-PERS", "I-PERS", "O", "O", "B-LOC", "O", "B-LOC", "O")
    assert [first.keys[n] for n in first.words] == ["قال", "محمد", "وليد", "في", "تل", "."]
    assert second.keys == ("نعم",)


def test_tags_are_mapped_and_others_left_out(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("وزير B-OCC\nالصحة I-OCC B-ORG\nعمان B-GPE\n$#$ O\n", "utf-8")
    (only,) = read_corpus(tmp_path / "c", {"GPE": "LOC", "ORG": "ORG"}, "x")
    assert only.tags == ("O", "B-ORG", "B-LOC") and len(only.keys) == 3


def test_sentences_that_hold_the_same_text_are_known() -> None:
    one = Example(tuple("وصلت القوة الكبيرة الى المدينة ليلا بلا قتال".split()), ("O",) * 8, "x")
    other = Example(tuple("لم تصل القوة الصغيرة الى القرية البعيدة نهارا".split()), ("O",) * 8, "x")
    assert fresh([one, other], shingles(one), set()) == [other]
    assert fresh([one, other], set(), shingles(other)) == [one]


def test_names_are_counted_as_conlleval_counts_them() -> None:
    gold = [["B-PERS", "I-PERS", "O", "B-LOC"], ["B-ORG", "I-ORG", "B-MISC"]]
    said = [["B-PERS", "O", "O", "B-LOC"], ["B-ORG", "I-ORG", "B-LOC"]]
    found = score(gold, said)
    assert found["ALL"] == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert found["PERS"].f1 == 0 and found["LOC"] == pytest.approx((0.5, 1, 2 / 3)) and found["ORG"].f1 == 1
    assert spans(["I-LOC", "I-PERS"]) == [(0, 1, "LOC"), (1, 2, "PERS")]


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


def test_a_missing_model_of_camel_tools_is_said(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="camel"):
        camel.load_camel(str(tmp_path / "none"))
