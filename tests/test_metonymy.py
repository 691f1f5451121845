"""A place that acts is its government; a place where something happens stays a place."""

from __future__ import annotations

import pytest
from reading import names

GOVERNMENTS = [
    ("اتفقت بغداد وأربيل على الحل.", {"بغداد", "أربيل"}),
    ("أعلنت أنقرة موقفها.", {"أنقرة"}),
    ("رفضت طهران المقترح.", {"طهران"}),
    ("طالب العراق بالتعويض.", {"العراق"}),
    ("الاتفاق بين بغداد وأربيل قديم.", {"بغداد", "أربيل"}),
    ("الخلافات بين بغداد وأربيل قديمة.", {"بغداد", "أربيل"}),
    ("بغداد ترفض المقترح.", {"بغداد"}),
    ("المفاوضات مع أنقرة طويلة.", {"أنقرة"}),
    ("سترد واشنطن على المقترح.", {"واشنطن"}),
]

PLACES = [
    ("هطل المطر في بغداد.", {"بغداد"}),
    ("وصل الوفد إلى بغداد.", {"بغداد"}),
    ("الطريق بين بغداد وأربيل مقطوع.", {"بغداد", "أربيل"}),
    ("الحدود بين العراق وسوريا مغلقة.", {"العراق", "سوريا"}),
    ("زار الوفد أنقرة أمس.", {"أنقرة"}),
    ("غادر الوفد طهران.", {"طهران"}),
    ("دخلت القوات بغداد.", {"بغداد"}),
    ("شهدت بغداد مطراً غزيراً.", {"بغداد"}),
    ("عقد اللقاء في العاصمة بغداد.", {"العاصمة بغداد"}),
    ("أحياء بغداد القديمة جميلة.", {"بغداد"}),
]


@pytest.mark.parametrize(("text", "expected"), GOVERNMENTS)
def test_places_that_act(text: str, expected: set[str]) -> None:
    assert names(text, "Government", "Location") == {("Government", name) for name in expected}


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places_that_do_not_act(text: str, expected: set[str]) -> None:
    assert names(text, "Government", "Location") == {("Location", name) for name in expected}


def test_one_word_may_be_both() -> None:
    assert names("رفضت بغداد المقترح. وهطل المطر في بغداد.", "Government", "Location") == {("Government", "بغداد"), ("Location", "بغداد")}
