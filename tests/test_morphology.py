"""Attached particles and conjugation by camel-tools over the compiled database, without any network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.errors import LexiconError
from builder.lexicon import Lexicon, load_lexicon
from builder.morphology import Morphology, Stem, _compiled_analyzer, compile_database, user_database
from builder.text import tokenize

ROOT = Path(__file__).resolve().parent.parent
STEMS = [
    Stem("بيشمركه", "word", ""),
    Stem("كركوك", "word", ""),
    Stem("ولايه", "word", ""),
    Stem("هاجم", "perfect", "attack"),
    Stem("هاجم", "imperfect", "attack"),
    Stem("هجوم", "noun", "attack"),
    Stem("عمليه", "noun", "operation"),
]


@pytest.fixture(scope="module")
def small() -> Morphology:
    return Morphology(STEMS)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


PARTICLES = [
    ("بيشمركه", [0]),
    ("البيشمركه", [0]),
    ("والبيشمركه", [1]),
    ("فالبيشمركه", [1]),
    ("بالبيشمركه", [1]),
    ("وبالبيشمركه", [2]),
    ("للبيشمركه", [0]),
    ("وللبيشمركه", [1]),
    ("كالبيشمركه", [1]),
    ("وكركوك", [1]),
    ("بكركوك", [1]),
    ("لكركوك", [1]),
    ("كركوك", [0]),
    ("ولايه", [0]),
    ("بولايه", [1]),
    # no known word is left
    ("بيان", []),
    ("وزير", []),
    ("كتاب", []),
    ("ليل", []),
    ("فجر", []),
    ("سكركوك", []),
    ("بفكركوك", []),
]

FORMS = [
    ("هاجم", {"perfect"}),
    ("هاجمت", {"perfect"}),
    ("هاجموا", {"perfect"}),
    ("فهاجمته", {"perfect"}),
    ("يهاجم", {"imperfect"}),
    ("يهاجمون", {"imperfect"}),
    ("تهاجم", {"imperfect"}),
    ("سيهاجم", {"future"}),
    ("وستهاجم", {"future"}),
    ("هجوم", {"noun"}),
    ("الهجوم", {"noun"}),
    ("بهجوم", {"noun"}),
    ("هجومين", {"noun"}),
    ("هجومهم", {"noun"}),
    ("عمليات", {"noun"}),
    ("عمليتين", {"noun"}),
    ("عمليتها", {"noun"}),
    ("للعمليات", {"noun"}),
    ("مهاجم", set()),
    ("هجومات ليليه", set()),
    ("عمل", set()),
    ("سهاجم", set()),
    ("بهاجم", set()),
    ("الهاجم", set()),
    ("عمليون", set()),
]


@pytest.mark.parametrize(("key", "expected"), PARTICLES)
def test_particles(small: Morphology, key: str, expected: list[int]) -> None:
    assert sorted({a.start for a in small.analyse(key)}) == expected


@pytest.mark.parametrize(("key", "expected"), FORMS)
def test_conjugation(small: Morphology, key: str, expected: set[str]) -> None:
    assert {a.form for a in small.analyse(key)} == expected


@pytest.mark.parametrize(("key", "lemma"), [("يهاجمون", "attack"), ("العمليات", "operation"), ("بيشمركه", "")])
def test_lemmas(small: Morphology, key: str, lemma: str) -> None:
    assert {a.lemma for a in small.analyse(key)} == {lemma}


@pytest.mark.parametrize("key", ["", "،", "14", "a-b", "هجوم!", "ه_ه", "x y"])
def test_odd_input_has_no_reading(small: Morphology, key: str) -> None:
    assert small.analyse(key) == ()


@pytest.mark.parametrize("stems", [[], [Stem("هجوم", "noun", "a lemma_with-marks")]])
def test_any_lemma_is_kept(stems: list[Stem]) -> None:
    assert [a.lemma for a in Morphology(stems).analyse("هجوم")] == [s.lemma for s in stems]


def test_the_database_has_its_sections_in_order() -> None:
    database = compile_database(STEMS)
    assert [line.strip("#") for line in database.splitlines() if line.startswith("###")] == [
        "DEFINES",
        "DEFAULTS",
        "ORDER",
        "TOKENIZATIONS",
        "STEMBACKOFF",
        "PREFIXES",
        "SUFFIXES",
        "STEMS",
        "TABLE AB",
        "TABLE BC",
        "TABLE AC",
    ]
    assert all(database.splitlines())
    assert compile_database(reversed(STEMS)) == database


@pytest.mark.parametrize(
    ("key", "starts"),
    [
        ("وبغداد", {1}),
        ("بالموصل", {1}),
        ("للموصل", {0}),
        ("وفي", {1}),
        # words that begin with a particle's letter but have none
        ("بغداد", {0}),
        ("بابل", {0}),
        ("واسط", {0}),
        ("كربلاء", {0}),
        ("بلدة", set()),
        ("فيلم", set()),
    ],
)
def test_particles_over_the_whole_lexicon(lexicon: Lexicon, key: str, starts: set[int]) -> None:
    assert {a.start for a in lexicon.morphology.analyse(key)} - {0} == starts - {0}


def test_particles_and_endings_join_any_stem_as_camel_tools_joins_them(lexicon: Lexicon) -> None:
    """camel-tools' analyser over a database of all our words reads the words of the examples as they are read from the pairs."""
    ours = lexicon.morphology
    lemmas = sorted({lemma for stems in ours._surfaces.values() for _, lemma in stems})
    number = {lemma: str(index) for index, lemma in enumerate(lemmas)}  # camel-tools cuts lemmas at "_" and "-"
    stems = [
        Stem(surface + "ه" * (category == "feminine"), category.replace("feminine", "noun"), number[lemma])
        for surface, found in ours._surfaces.items()
        for category, lemma in found
    ]
    whole = _compiled_analyzer(compile_database(stems))
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    keys = {token.key for text in texts for token in tokenize(text, ours) if token.kind == "word"}
    assert len(keys) > 1_500
    for key in sorted(keys):
        read = {
            (0 if raw["pre"] == "0" else len(raw["pre"]), lemmas[int(raw["lex"])], raw["form"], raw["det"] == "1")
            for raw in whole.analyze(key)
            if raw["pos"] == "w"
        }
        assert {(a.start, a.lemma, a.form, a.definite) for a in ours.analyse(key)} == read, key


def test_a_broken_database_of_the_users_is_named(tmp_path: Path) -> None:
    path = tmp_path / "morphology.db"
    path.write_text("###DEFINES###\nno database\n", "utf-8")
    with pytest.raises(LexiconError, match=r"morphology\.db: cannot be read"):
        Morphology(STEMS, path).stems("قلم")


OFFLINE = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from builder.lexicon import load_lexicon
from builder.model import Article
from builder.pipeline import build_article
assert load_lexicon().morphology.analyse("وبغداد")
assert build_article(Article("x", "وصل الجيش العراقي إلى بغداد.")).nquads
assert "torch" not in sys.modules
"""


def test_no_network(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "CAMELTOOLS_DATA"} | {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr


USER_DATABASE = """###DEFINES###
DEFINE pos pos:*open*
DEFINE lex lex:*open*
DEFINE diac diac:*open*
DEFINE prc2 prc2:*open*
DEFINE prc1 prc1:*open*
###DEFAULTS###
DEFAULT pos:noun lex:* diac:* prc2:0 prc1:0
DEFAULT pos:digit lex:* diac:* prc2:0 prc1:0
DEFAULT pos:punc lex:* diac:* prc2:0 prc1:0
DEFAULT pos:latin lex:* diac:* prc2:0 prc1:0
###ORDER###
ORDER pos lex diac prc2 prc1
###TOKENIZATIONS###
TOKENIZATION diac
###STEMBACKOFF###
###PREFIXES###
\tPre\tdiac: prc2:0 prc1:0
وب\tPre\tdiac:وب prc2:wa_conj prc1:bi_prep
###SUFFIXES###
\tSuf\tdiac:
###STEMS###
قلم\tN\tpos:noun lex:قلم diac:قلم prc2:0 prc1:0
###TABLE AB###
Pre N
###TABLE BC###
N Suf
###TABLE AC###
Pre Suf
"""


def test_a_users_own_database_is_asked_for_words_that_ours_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data" / "morphology_db" / "own" / "morphology.db"
    path.parent.mkdir(parents=True)
    path.write_text(USER_DATABASE, "utf-8")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert user_database() == path
    both = Morphology(STEMS, user_database())
    assert (both.stems("وبقلم"), Morphology(STEMS).stems("وبقلم")) == ((0, 2), (0,))
    assert both.stems("وكركوك") == (0, 1), "our own lexicon comes first"


def test_without_one_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert user_database() is None
