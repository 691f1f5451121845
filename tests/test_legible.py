"""Noise is set right, character for character: what pages garble reads as what was meant, and offsets stay those of the raw text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading import events, names, places, read

from benchmarks.noise import KINDS, Kind, apply, noisy
from benchmarks.robustness import facts, laid_back, measure, table
from builder.legible import legible, unfilled
from builder.model import Article
from builder.pipeline import build_article, read_article

CLEAN = (
    "بغداد/ شفق نيوز\n\nالبيشمركة تعلن عملية مشتركة مع الجيش العراقي في مخمور\n\n"
    'أعلنت وزارة البيشمركة، اليوم السبت 14 آب 2021، انطلاق عملية عسكرية مشتركة ضد تنظيم "داعش" في قضاء مخمور. '
    "وقال المتحدث باسم قيادة العمليات المشتركة، اللواء تحسين الخفاجي، إن القوات الأمنية قتلت 5 من عناصر داعش وأصابت 3 آخرين في كركوك. "
    "وأضاف الخفاجي أن القوات والبيشمركة مستمرة وأن الاجتماع مع وزير الداخلية عثمان الغانمي عقد في أربيل.\n"
)


def shown(text: str) -> str:
    return " ".join(unfilled(legible(text)).split())


@pytest.mark.hazard(
    "noise in the text: printed shapes of letters, entities, stray bytes, stretched letters, missing spaces, invisible marks"
)
@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("قال &quot;نعم&quot; ثم غادر", 'قال " نعم " ثم غادر'),
        ("14&nbsp;آب&nbsp;2021", "14 آب 2021"),
        ("الدفاع&#39;", "الدفاع '"),
        ("&laquo;داعش&raquo;", "« داعش »"),
        ("AT&T و R&D; &#1593; &bogus;", "AT&T و R&D; &#1593; &bogus;"),
        ("â€œداعشâ€\x9d", "“ داعش ”"),
        ("ï»¿بغدادÂ اليوم", "بغداد اليوم"),
        ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
        ("ا\u0654علن مسو\u0654ول", "أعلن مسؤول"),
        ("العراااق مقتللللل", "العراق مقتل"),
        ("الللجنة اللللله", "اللجنة الله"),
        ("تتتبع وووزير", "تتتبع وووزير"),
        ("بغ\u200bداد \u202bأربيل\u202c", "بغداد أربيل"),
        ("ال بيشمركة و الجيش", "البيشمركة والجيش"),
        ("و 16 آخرون", "و 16 آخرون"),
        ("محلل مرر", "محلل مرر"),
    ],
)
def test_what_is_garbled_reads_as_what_was_meant(raw: str, meant: str) -> None:
    assert shown(raw) == meant


def test_a_clean_text_is_left_alone() -> None:
    assert legible(CLEAN) is CLEAN


@given(st.one_of(st.text(max_size=60), st.text(st.sampled_from("اأوي\u0654\u0655&;#39quot لال\u200b\u202eÂâ€œï»¿ ﻻﺍتت"), max_size=60)))
@example("و" * 9 + " ال ال ال")
@example("&#x200B;&shy;&zwnj;&#55296;&#x110000;")
def test_every_character_keeps_its_place(text: str) -> None:
    seen = legible(text)
    assert len(seen) == len(text)
    assert [i for i, c in enumerate(seen) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]  # no line is joined or cut


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_noise_knows_where_it_came_from(kind: Kind) -> None:
    clean = CLEAN + CLEAN.replace("داعش", "«داعش»") * 2
    made, again, other = noisy(kind, clean), noisy(kind, clean), noisy(kind, clean, 2)
    assert made == again and made.text != clean
    assert len(made.origins) == len(made.text) + 1 and made.origins[-1] == len(clean) and list(made.origins) == sorted(made.origins)
    assert other.origins[-1] == len(clean)
    kept = sum(made.text[i] == clean[o] for i, o in enumerate(made.origins[:-1]))
    assert kept > len(made.text) // 5


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_offsets_are_those_of_the_raw_text(kind: Kind) -> None:
    text = noisy(kind, CLEAN, 3).text
    outcome = build_article(Article("x", text))
    assert not outcome.violations
    for entity in read_article(Article("x", text)).entities:
        for mention in entity.mentions:
            begin, end = mention.span
            assert 0 <= begin < end <= len(text) and not text[begin].isspace() and not text[end - 1].isspace()
            assert "&" not in text[begin:end].rpartition(";")[2]  # no half of an entity


# What a reading keeps of its facts under each kind of noise on the sample above; the page's table is of many articles.
LEAST = {"plain-letters": 0.9, "vowel-marks": 0.85, "elongated": 0.9, "invisible-marks": 0.9, "parted-article": 0.9, "misspelt": 0.3}


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_noise_costs_little(kind: Kind) -> None:
    (_, row) = measure([Article("x", CLEAN)], [kind], 1)
    assert row.kept >= LEAST.get(kind.name, 0.95) and row.right >= LEAST.get(kind.name, 0.95), row


def test_the_measure_sees_what_is_lost() -> None:
    blind = Kind("blind", "the second half is gone", lambda text, chance: [(len(text) // 2, len(text), "")])
    (clean, row) = measure([Article("x", CLEAN)], [blind], 1)
    assert clean.kept == clean.right == 1.0 and row.kept < 0.7
    article = Article("x", CLEAN)
    reading = read_article(article)
    assert facts(laid_back(reading, article, range(len(CLEAN) + 1))) == facts(reading)
    assert table([clean, row]).count("\n") == 3


def test_edits_that_overlap() -> None:
    assert apply("abcd", [(1, 3, "x"), (2, 4, "y")]).text == "axd"
    assert noisy(KINDS[0], "", 1).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "انطلقت في14آب2021عملية عسكرية ضد داعش في كركوك.",
        "قتل خمسة من داعش في كركوك ضمن عملية عسكرية في14/8/2021وقال.",
        "انطلقت 14&nbsp;آب&nbsp;2021 عملية عسكرية ضد داعش في كركوك.",
        "انطلقت ١٤ آب ۲۰۲۱ عملية عسكرية ضد داعش في كركوك.",
    ],
)
def test_days_are_read_in_noise(text: str) -> None:
    assert [event["date"] for event in events(text, "MilitaryOperation")] == ["2021-08-14"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد إلى بغداد.وأضاف الوزير أنه غادر.", 2),
        ("نقلت أ.ف.ب الخبر.", 1),
        ("بلغت النسبة 1.5 بالمئة.", 1),
        ("راجع موقع news.example.iq اليوم.", 1),
        ("ما العمل؟قال الوزير نعم.", 2),
    ],
)
def test_full_stops_without_a_space(text: str, expected: int) -> None:
    assert len(read(text).sentences) == expected + 1


def test_names_beside_noise() -> None:
    assert ("ArmedGroup", "د\u200dاعش") in names("قتلت القوات عناصر د\u200dاعش في كركوك.", "ArmedGroup")
    assert "كركوك" in places("بغداد،كركوك،أربيل شهدت هجمات.")
