"""Names with one slip are linked to what was meant, less surely, by a rule of their own; two known names never to each other."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read

from benchmarks.noise import slip
from builder.folding import fold
from builder.lexicon import load_lexicon
from builder.misspelt import SHORTEST, Spelling, bare, believed, near, slip_between

RULE = "known-name-misspelt"


def linked(text: str) -> set[tuple[str, str]]:
    """Return (words, local name of the entity) of every mention that the rule made."""
    reading = read(text)
    found = {(m, e.iri) for e in reading.entities for m in e.mentions if m.rule == RULE}
    assert all(m.confidence <= 0.6 for m, _ in found)
    return {(reading.article.text[m.span.begin : m.span.end], (iri or "").rsplit("/", 1)[-1]) for m, iri in found}


@pytest.mark.hazard("a known name with one slip in it (البيشمكرة, ولاية كليفورنيا)")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصلت قوات البيشمكرة إلى مخمور.", {("قوات البيشمكرة", "peshmerga")}),
        ("وصلت تعزيزات للبيشمكرة.", {("للبيشمكرة", "peshmerga")}),
        ("زار الوفد ولاية كليفورنيا.", {("ولاية كليفورنيا", "california")}),
        ("زار الوفد طاجكستان.", {("طاجكستان", "tajikistan")}),
        ("انفجار في كرركوك.", {("كرركوك", "kirkuk")}),
        ("قال المرشد علي خامئني ذلك.", {("علي خامئني", "ali-khamenei")}),
        # words of Arabic, known names, names of hamlets and short names are left alone
        ("وصلت البيشمركة إلى كركوك.", set()),
        ("دفع 1116 دينارا.", set()),
        ("بمشركة كافة الدول.", set()),
        ("استخدام البراميل المتفجرة وتوزيع الادوار.", set()),
        ("العائلات الهاربة من العمليات.", set()),
        ("في دهوكا.", set()),
    ],
)
def test_names_with_a_slip(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(words, iri.removesuffix("-governorate")) for words, iri in linked(text)} == expected


@pytest.mark.parametrize(
    ("meant", "written", "expected"),
    [
        ("بيشمركه", "بيشمكره", "turned"),
        ("كركوك", "كرركوك", "doubled"),
        ("نينوي", "نيتوي", "like"),
        ("طاجيكستان", "طاجكستان", "dropped"),
        ("يونسكو", "يونيسكو", "added"),
        ("بلوشستان", "بلوجستان", "other"),
        ("كردي", "كرديه", ""),
        ("عراق", "عراقي", ""),
        ("كركوك", "مركوك", ""),
        ("كركوك", "كركوك", ""),
        ("كركوك", "كرككو", ""),
        ("سليمانيه", "سلمانيي", ""),
        ("", "ا", ""),
    ],
)
def test_slips(meant: str, written: str, expected: str) -> None:
    assert slip_between(meant, written) == expected


def test_known_names_are_never_changed() -> None:
    """Every word of every form of the lexicon is a word of its own, with particles before it."""
    lexicon = load_lexicon()
    for form in lexicon.labels:
        for word in form.split():
            for particle in ("", "و", "ب"):
                assert lexicon.spelling.meant(particle + word) == (), word


@settings(deadline=None)
@given(st.text("ابتثجحدرسشعفقكلمنهوي", min_size=1, max_size=9), st.integers(0, 10**6))
def test_what_one_slip_parts_has_a_sign_in_common(word: str, seed: int) -> None:
    if len(set(word)) > 1:
        assert near([word]) & near([slip(word, random.Random(seed))])


def test_two_meanings_are_none() -> None:
    spelling = Spelling(["مدينه سامراء".replace("ء", ""), "حي سامرات"], frozenset())
    assert bare("السامرا") == "سامرا" and SHORTEST == 5
    assert {word for word, _ in spelling.meant("سمارا")} == {"سامرا"}
    assert believed("other", 5, 2, eminent=False) and not believed("other", 9, 1, eminent=True)
    (entity, *_) = [label for label in load_lexicon().labels["بغداد"] if label.kind == "entity"]
    assert entity.target.endswith(("baghdad", "baghdad-governorate"))


def test_most_slips_in_long_names_are_found() -> None:
    """Names of two words and more with one slip that changes no first or last letter; the page says how many of real gold are."""
    lexicon, chance = load_lexicon(), random.Random(1)
    names = sorted(f for f, ls in lexicon.labels.items() if len(f.split()) == 2 and ls[0].kind == "entity" and not ls[0].contextual)
    tried = found = 0
    for name in chance.sample(names, 300):
        second = name.split()[1]
        written = slip(second, chance)
        if len(bare(second)) >= SHORTEST and slip_between(bare(second), bare(fold(written))):
            tried += 1
            found += any(meant == second for meant, _ in lexicon.spelling.meant(written))
    assert tried > 100 and found / tried > 0.85
