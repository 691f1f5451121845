"""Comparison keys, tokens and sentences: spans of a text that is never changed."""

from __future__ import annotations

import pytest
from camel_tools.utils.charsets import AR_DIAC_CHARSET
from camel_tools.utils.dediac import dediac_ar
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.folding import fold, fold_char, fold_with_offsets
from builder.lexicon import Lexicon, load_lexicon
from builder.model import Article, Doc
from builder.text import folded_view, raw_offset, read_document, tokenize

LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةگپچڤکیەێۆ ًٌَُِّْـ٠١٢٣0123456789،؛؟.!:"«»()-/\n\t\u200c\u200f\u00a0ﻻﷲ '
ARABIC = st.text(st.sampled_from(LETTERS), max_size=120)
TEXTS = st.one_of(ARABIC, st.text(max_size=80))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def document(text: str) -> Doc:
    return read_document(Article("x", text), load_lexicon().morphology)


SAME = [
    ("أربيل", "اربيل"),
    ("إقليم", "اقليم"),
    ("آذار", "اذار"),
    ("محافظة", "محافظه"),
    ("مصطفى", "مصطفي"),
    ("البيشمرگة", "البيشمركه"),
    ("پيشمرگە", "بيشمركه"),
    ("كُرْدِسْتان", "كردستان"),
    ("لـــداعش", "لداعش"),
    ("کرکوک", "كركوك"),
    ("دیالى", "ديالي"),
    ("١٤", "14"),
    ("۱۴", "14"),
    ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
    ("ﻻ", "لا"),
    ("قره\u200cجوخ", "قره جوخ"),
    ("داعش\u200f", "داعش"),
    ("الأنبار", "الانبار"),
    ("BBC", "bbc"),
]

DIFFERENT = [
    ("كركوك", "كركوم"),
    ("دهوك", "دهون"),
    ("السليمانية", "سليمانية"),
    ("الفرقة 14", "الفرقة 16"),
    ("مسؤول", "مسول"),
    ("قائد", "قاد"),
    ("حشد", "حسد"),
    ("عمر", "عمرو"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_news_vary_is_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_folding_leaves_no_mark_that_camel_tools_takes_away() -> None:
    blocks = [*range(0x0600, 0x0700), *range(0x0750, 0x0780), *range(0x08A0, 0x0900), *range(0xFB50, 0xFF00)]
    marked = AR_DIAC_CHARSET | {chr(code) for code in blocks}
    assert {char for char in marked if dediac_ar(fold_char(char)) != fold_char(char)} == set()
    assert {fold_char(char) for char in AR_DIAC_CHARSET} == {""}


@given(TEXTS)
def test_folding_is_idempotent_and_goes_back(text: str) -> None:
    key, offsets = fold_with_offsets(text)
    assert key == fold(text)
    assert fold(key) == key
    assert len(offsets) == len(key) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(char in fold_char(text[offset]) for char, offset in zip(key, offsets, strict=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد، مساءً.", ["وصل", "الوفد", "،", "مساءً", "."]),
        ("الفرقتان 14 و16", ["الفرقتان", "14", "و", "16"]),
        ('لـ"داعش"', ["لـ", '"', "داعش", '"']),
        ("«كركوك»", ["«", "كركوك", "»"]),
        ("22/5/2021", ["22", "/", "5", "/", "2021"]),
        ("1,500 و1.5", ["1,500", "و", "1.5"]),
        ("٣٠٠ مقاتل", ["٣٠٠", "مقاتل"]),
        ("كُرْدِسْتان", ["كُرْدِسْتان"]),
        ("K24 عربية", ["K", "24", "عربية"]),
        ("", []),
        (" \n\t ", []),
        ("ـ \u200f", []),
    ],
)
def test_tokens(lexicon: Lexicon, text: str, expected: list[str]) -> None:
    assert [text[t.span.begin : t.span.end] for t in tokenize(text, lexicon.morphology)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. وغادر مساء.", ["وصل الوفد.", "وغادر مساء."]),
        ("وصل الوفد! هل غادر؟ نعم.", ["وصل الوفد!", "هل غادر؟", "نعم."]),
        ("عنوان الخبر\nنص الخبر", ["عنوان الخبر", "نص الخبر"]),
        ('قال "الوضع هادئ." وغادر.', ['قال "الوضع هادئ."', "وغادر."]),
        ("بلغت النسبة 1.5 بالمئة.", ["بلغت النسبة 1.5 بالمئة."]),
        ("وصل الوفد، ثم غادر", ["وصل الوفد، ثم غادر"]),
        ("وصل الوفد؛ وغادر.", ["وصل الوفد؛", "وغادر."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[s.span.begin : s.span.end] for s in document(text).sentences] == expected


@settings(deadline=None)
@given(TEXTS)
def test_tokens_are_spans_of_the_text(text: str) -> None:
    doc = document(text)
    assert doc.article.text == text and len(doc.text) == len(text)
    ends = 0
    for token in doc.tokens:
        assert ends <= token.span.begin < token.span.end <= len(text)
        ends = token.span.end
        assert fold(doc.text[token.span.begin : token.span.end]).strip() == token.key
        assert token.kind in ("word", "number", "punct")
        assert token.stems[0] == 0
        assert all(0 <= start < len(token.key) for start in token.stems)
        assert all(token.span.begin <= raw_offset(token, doc.text, start) <= token.span.end for start in token.stems)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_cover_the_tokens(text: str) -> None:
    doc = document(text)
    assert [i for s in doc.sentences for i in range(s.first, s.last)] == list(range(len(doc.tokens)))
    for sentence in doc.sentences:
        first, last = doc.tokens[sentence.first], doc.tokens[sentence.last - 1]
        assert (sentence.span.begin, sentence.span.end) == (first.span.begin, last.span.end)


@settings(deadline=None)
@given(TEXTS)
def test_the_matchers_view_points_back_to_tokens(text: str) -> None:
    doc = document(text)
    view = folded_view(doc)
    assert len(view.starts) == len(doc.tokens) + 1 and view.starts == sorted(view.starts) and view.starts[-1] == len(view.text)
    for token, start, end in zip(doc.tokens, view.starts, view.starts[1:], strict=False):
        assert view.text[start:end].rstrip(" |") in ("", token.key.rstrip(" |"))


@settings(deadline=None)
@given(ARABIC)
def test_matches_are_forms_of_the_lexicon(text: str) -> None:
    doc = document(text)
    known = load_lexicon()
    for match in known.matches(doc, folded_view(doc)):
        assert 0 <= match.first < match.last <= len(doc.tokens)
        assert match.start in doc.tokens[match.first].stems


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [("لـداعش", 1, 2), ("وَبغداد", 1, 2), ("ﻻحق", 2, 1), ("بغداد", 0, 0)],
)
def test_raw_offsets(lexicon: Lexicon, text: str, position: int, expected: int) -> None:
    (token,) = tokenize(text, lexicon.morphology)
    assert raw_offset(token, text, position) == expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("وصلت البيشمركة", {"بيشمركه"}),
        ("وصلت تعزيزات للبيشمركة", {"بيشمركه"}),
        ("وبالبيشمركة", {"بيشمركه"}),
        ("تبشمركوا", set()),
        ("موصليون", set()),
        ("بغدادي", set()),
    ],
)
def test_names_match_as_whole_words(lexicon: Lexicon, text: str, forms: set[str]) -> None:
    doc = document(text)
    found = {doc.tokens[m.first].key[m.start :] for m in lexicon.matches(doc, folded_view(doc)) if m.label.kind == "entity"}
    assert {form.removeprefix("لل").removeprefix("ال") for form in found} == forms
