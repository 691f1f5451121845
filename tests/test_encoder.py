"""The encoder that labels, tried on a tiny one that the tests write in the form of the package that carries the real one."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.recogniser import e5
from benchmarks.recogniser.e5 import Base, cut, read_base
from benchmarks.recogniser.encoder import Encoder, load_encoder, packed, read_trained, write_trained
from builder.errors import LexiconError
from builder.recogniser.proposals import TAGS

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁بغداد", "▁بغ", "داد", "▁", "ا", "د"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -1.0, -1.0, -4.0, -2.0, -2.0]
WIDTH, INNER, HEADS, RANK = 32, 64, 2, 4


def in_blocks(values: NDArray[np.float32]) -> bytes:
    """Return numbers in blocks of 32, four bits each."""
    found = b""
    for block in values.reshape(-1, 32):
        step = np.float16(np.abs(block).max() / 7 or 1)
        whole = np.clip(np.rint(block / np.float32(step)) + 8, 0, 15).astype(np.uint8)
        found += struct.pack("<e", step) + bytes(int(low) | int(high) << 4 for low, high in zip(whole[:16], whole[16:], strict=True))
    return found


def write_base(path: Path, *, silent: bool = False) -> Base:
    """Write a tiny encoder; a silent one adds nothing in its layer."""
    chance = np.random.default_rng(0)
    shapes: dict[str, tuple[int, ...]] = {"emb.word": (len(PIECES), WIDTH), "emb.pos": (300, WIDTH), "emb.type": (2, WIDTH)}
    shapes |= {"emb.ln.w": (WIDTH,), "emb.ln.b": (WIDTH,)}
    for name, (out, given) in {
        **dict.fromkeys(("q", "k", "v", "ao"), (WIDTH, WIDTH)),
        "fi": (INNER, WIDTH),
        "fo": (WIDTH, INNER),
    }.items():
        shapes |= {f"l0.{name}.w": (out, given), f"l0.{name}.b": (out,)}
    shapes |= {f"l0.{name}.{part}": (WIDTH,) for name in ("aln", "oln") for part in "wb"}
    blob = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, blob)]).astype("<u4")
    raw = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, 1, HEADS, INNER, len(PIECES), 300, 2, 1e-12, 32)
    raw += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1])) + ends.tobytes() + np.array(SCORES, "<f4").tobytes() + b"".join(blob)
    letters = struct.pack("<IBI", ord("أ"), 1, ord("ا"))
    raw += struct.pack("<iI", 1, len(letters)) + letters
    data, entries = b"", []
    for name, shape in shapes.items():
        values = chance.normal(0, 0.3, shape).astype(np.float32)
        quiet = silent and name.startswith("l0") and "ln" not in name
        values = np.ones(shape, np.float32) if name.endswith("ln.w") else values * 0 if quiet or name.endswith("ln.b") else values
        narrow = len(shape) == 2 and (name.endswith(".w") or name == "emb.word")
        packed_values = in_blocks(values) if narrow else values.tobytes()
        entries.append((name, int(narrow), values.size, len(data), len(packed_values)))
        data += packed_values
    head = len(raw) + 4 + sum(2 + len(name) + 21 for name, *_ in entries)
    raw += struct.pack("<i", len(entries))
    for name, kind, count, offset, size in entries:
        raw += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, head + offset, size)
    path.write_bytes(raw + data)
    return read_base(path)


def trained(*, silent: bool = False) -> dict[str, NDArray[np.float32]]:
    """Return a trained part for the tiny encoder."""
    chance = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {f"{n}.{p}": (WIDTH,) for n in ("n", "layers.0.n1", "layers.0.n2") for p in ("weight", "bias")}
    for name, (out, given) in {**dict.fromkeys(("q", "k", "v", "ao"), (WIDTH, WIDTH)), "fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}.items():
        shapes |= {f"layers.0.{name}.A": (RANK, given), f"layers.0.{name}.B": (out, RANK), f"layers.0.{name}.b": (out,)}
    shapes |= {"head.weight": (len(TAGS), WIDTH), "head.bias": (len(TAGS),)}
    found = {name: chance.normal(0, 0.2, shape).astype(np.float32) for name, shape in shapes.items()}
    for name in found:
        if name.startswith(("n.", "layers.0.n")):
            found[name] = np.full(WIDTH, float(name.endswith("weight")), np.float32)
        elif silent and name.startswith("layers"):
            found[name] = found[name] * 0
    return found


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return write_base(tmp_path_factory.mktemp("base") / "tiny.bin")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("بغداد", ["▁بغ", "داد"]),  # two pieces of -1 are likelier than one of -3
        ("أد", ["▁", "ا", "د"]),  # أ is set right
        ("ك", ["▁", "<unk>"]),
    ],
)
def test_a_word_is_cut_the_likeliest_way(base: Base, word: str, expected: list[str]) -> None:
    assert [PIECES[number] for number in cut(word, base)] == expected


def test_numbers_of_four_bits_come_back_nearly(base: Base) -> None:
    whole = base.matrix("emb.word", len(PIECES), WIDTH)
    chance = np.random.default_rng(0).normal(0, 0.3, (len(PIECES), WIDTH))
    assert np.abs(whole - chance).max() < 0.1 and np.abs(whole).max() > 0.3
    assert np.array_equal(base.rows(np.array([5, 2])), whole[[5, 2]])


@pytest.mark.parametrize("most", [3, 4, 7, 100])
def test_windows_hold_every_word_once(most: int) -> None:
    sentences = [[[7], [8, 9]], [[4]], [[5, 6], [5, 6], [4, 4, 4, 4]], []]
    windows = list(packed(sentences, most))
    assert sorted((number, place) for window in windows for number, place, _ in window.words) == [
        (0, 0),
        (0, 1),
        (1, 0),
        (2, 0),
        (2, 1),
        (2, 2),
    ]
    assert all(window.pieces[0] == 0 and window.pieces[-1] == 2 and len(window.pieces) <= most + 2 for window in windows)
    assert all(window.pieces[piece] == sentences[number][place][0] for window in windows for number, place, piece in window.words)


def test_a_layer_that_adds_nothing_leaves_the_words_own_vectors(tmp_path: Path) -> None:
    base, part = write_base(tmp_path / "silent.bin", silent=True), trained(silent=True)
    for name in ("n1", "n2"):
        part[f"layers.0.{name}.weight"] = np.ones(WIDTH, np.float32)
    found = Encoder(base, part).probabilities([["بغداد"]])[0]
    places = base.matrix("emb.pos", 300, WIDTH) + base.matrix("emb.type", 2, WIDTH)[0]
    vector = base.rows(np.array([5]))[0] + places[1]
    normal = (vector - vector.mean()) / vector.std()
    scores = part["head.weight"] @ normal + part["head.bias"]
    assert found[0] == pytest.approx(np.exp(scores) / np.exp(scores).sum(), abs=1e-4)


def test_numpy_says_what_pytorch_says(base: Base) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is absent: nothing to compare with")
    from benchmarks.recogniser.tuning import Learner, Setting

    learner = Learner(base, Setting(rank=RANK)).eval()
    part = trained()
    learner.load_state_dict({name: torch.from_numpy(value) for name, value in part.items()})
    (window,) = packed([[cut("بغداد", base), cut("أد", base)], [cut("ك", base)]])
    with torch.no_grad():
        likely = torch.softmax(learner(torch.tensor([window.pieces]))[0], -1).numpy()
    ours = np.concatenate(Encoder(base, part).probabilities([["بغداد", "أد"], ["ك"]]))
    assert ours == pytest.approx(likely[[piece for _, _, piece in window.words]], abs=2e-3)  # the frozen part is in half precision there


def test_fine_tuning_learns_and_says_the_same_twice(base: Base) -> None:
    pytest.importorskip("torch", reason="PyTorch is absent: nothing can be trained here")
    from benchmarks.recogniser.corpora import Written
    from benchmarks.recogniser.tuning import Setting, fine_tune

    sentences = [Written(("بغداد", "ك"), ("B-LOC", "O")), Written(("ك", "ك"), ("O", "O")), Written(("أد", "بغداد"), ("O", "B-LOC"))] * 4
    setting = Setting(rounds=12, rank=RANK, rate=1e-2, threads=1)
    one, two = fine_tune(base, sentences, setting), fine_tune(base, sentences, setting)
    assert all(np.array_equal(one[name], two[name]) for name in one)
    (likely,) = Encoder(base, one).probabilities([["ك", "بغداد"]])
    assert [TAGS[tag] for tag in likely.argmax(axis=1)] == ["O", "B-LOC"]


def test_the_trained_part_comes_back(tmp_path: Path) -> None:
    write_trained(tmp_path / "a", trained())
    write_trained(tmp_path / "b", trained())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    again = read_trained(tmp_path / "a")
    assert all(again[name] == pytest.approx(value, abs=1e-3) for name, value in trained().items())


def test_what_is_missing_or_damaged_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_bytes(b"nothing")
    with pytest.raises(LexiconError, match="trained again"):
        read_trained(tmp_path / "x")
    with pytest.raises(LexiconError, match="no encoder"):
        read_base(tmp_path / "x")
    monkeypatch.setattr(e5.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(LexiconError, match=r"tansiq\[training\]"):
        load_encoder(tmp_path / "x")
