"""Languages among Arabic news: articles in others are skipped, sentences in others are not read. The texts are made up."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.articles import read_paths
from builder.language import ARABIC, UNKNOWN, article_language, languages, name_of, sentence_languages
from builder.model import Article, Skipped
from builder.pipeline import build_articles, build_safely, read_article

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "real_news.jsonl"

PERSIAN = "وزیر دفاع عراق در شهر اربیل با فرمانده نیروهای پیشمرگه دیدار کرد. او گفت که این دیدار برای هماهنگی میان دو طرف بوده است."
SORANI = "وەزیری بەرگری عێراق لە شاری هەولێر لەگەڵ فەرماندەی هێزی پێشمەرگە کۆبووەوە. لە کۆبوونەوەکەدا باسی هەماهەنگی نێوان هەردوولا کرا."
KURMANJI = "Wezîrê berevaniyê yê Iraqê li bajarê Hewlêrê bi fermandarê hêzên pêşmerge re civiya. Di civînê de behsa hevkariyê hat kirin."
URDU = "عراق کے وزیر دفاع نے اربیل میں پیشمرگہ کے سربراہ سے ملاقات کی۔ انہوں نے کہا کہ یہ ملاقات دونوں فریقوں کے لیے اہم ہے۔"
PASHTO = "د عراق د دفاع وزیر په اربیل کې له قوماندان سره وکتل. هغه وویل چې دا لیدنه د دواړو خواوو لپاره مهمه ده."
TURKISH = "Irak Savunma Bakanı Erbil'de Peşmerge komutanı ile görüştü. Bakan, bu görüşmenin iki taraf için önemli olduğunu söyledi."
ENGLISH = "The Iraqi defence minister met the commander of the Peshmerga in Erbil on Sunday. He said that the meeting was for both sides."
FRENCH = "Le ministre de la Défense a rencontré hier le commandant des forces dans la capitale."
OTHERS = {"fa": PERSIAN, "ckb": SORANI, "kmr": KURMANJI, "ur": URDU, "ps": PASHTO, "tr": TURKISH, "en": ENGLISH, UNKNOWN: FRENCH}
NEWS = "التقى وزير الدفاع العراقي في أربيل قائد قوات البيشمركة. وقال الوزير إن اللقاء بحث التنسيق بين الجانبين."


@pytest.mark.hazard("an article in another language")
@pytest.mark.parametrize(("tag", "text"), OTHERS.items())
def test_articles_in_other_languages(tag: str, text: str) -> None:
    assert article_language(text) == article_language(f"{text}\n\n{text}") == tag
    assert build_safely(Article("a", text, source="a.txt")) == Skipped("a", "a.txt", name_of(tag))


@pytest.mark.hazard("Arabic with Persian or Kurdish letters")
@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        NEWS.replace("ي", "ی").replace("ك", "ک"),  # typed on a Persian keyboard
        NEWS.replace("البيشمركة", "الپێشمەرگە"),
        "قوات البيشمرگة في گرميان وچمچمال",
        "أربيل",
        "وزير الدفاع",
        "بيشمەرگە",
        "هەولێر - كوردستان ٢٤",
        "در",
        "قال دي ميستورا ان كردستان تريد حلا، او هكذا فهم هو.",
        "شد الجيش قبضته على دير الزور",
        "PKK",
        "تنظيم PKK و the YPG",
        "١٢٣",
        "",
        f"{ENGLISH}\n{NEWS}",  # in part Arabic: its Arabic is read
        f"{PERSIAN}\n{NEWS}",
    ],
)
def test_articles_in_arabic(text: str) -> None:
    expected = UNKNOWN if re.fullmatch("[A-Z]+", text) else ARABIC
    assert article_language(text) == expected


@pytest.mark.hazard("an Arabic headline, or one quoted sentence, in an article of another language")
@pytest.mark.parametrize("text", [PERSIAN, SORANI, URDU, ENGLISH])
def test_an_arabic_headline_or_quotation_does_not_make_an_article_arabic(text: str) -> None:
    assert article_language("لقاء في أربيل\n\n" + "\n".join([text] * 8) + "\nقال: «السلام عليكم».") != ARABIC


@pytest.mark.parametrize("tag", OTHERS)
def test_sentences_of_a_mixed_article(tag: str) -> None:
    first, second = re.findall(r"[^.]+\.", NEWS)
    other = re.findall(r"[^.۔]+[.۔]", OTHERS[tag])
    assert sentence_languages([first, *other, second]) == [ARABIC, *[tag] * len(other), ARABIC]


@pytest.mark.hazard("a short sentence without signs between two of another language")
def test_what_is_unclear_between_two_of_another_language_is_of_it() -> None:
    first, second = re.findall(r"[^.]+\.", PERSIAN)
    unclear = "حسن روحانی تهران."
    assert sentence_languages([first, unclear, second]) == ["fa", "fa", "fa"]
    assert sentence_languages([NEWS, unclear, second]) == [ARABIC, ARABIC, "fa"]
    assert sentence_languages([unclear, second]) == [ARABIC, "fa"]
    assert sentence_languages([]) == []


@pytest.mark.hazard("a sentence or paragraph in another language in an Arabic article")
@pytest.mark.parametrize("tag", OTHERS)
def test_a_mixed_article_says_what_its_arabic_part_says(tag: str) -> None:
    first, second = NEWS.split(". ")
    inserted = f"{first}.\n{OTHERS[tag]}\n{second}"
    bare, mixed = read_article(Article("a", f"{first}.\n\n{second}")), read_article(Article("a", inserted))
    assert len(bare.entities) >= 3 and len(bare.events) >= 2
    assert [(e.kind, e.label, e.iri) for e in mixed.entities] == [(e.kind, e.label, e.iri) for e in bare.entities]
    assert [(e.kind, e.status, e.arguments) for e in mixed.events] == [(e.kind, e.status, e.arguments) for e in bare.events]
    shift = len(OTHERS[tag])
    for other, entity in zip(mixed.entities, bare.entities, strict=True):
        for there, here in zip(other.mentions, entity.mentions, strict=True):
            assert there.span.begin - here.span.begin == (shift if here.span.begin > len(first) else 0)
            assert inserted[slice(*there.span)] == bare.article.text[slice(*here.span)]


def test_the_lexicon_of_languages_is_sound() -> None:
    known = languages()
    assert set(OTHERS) - {UNKNOWN} | {ARABIC} == set(known) and all(known[tag].label_ar for tag in known)
    for tag in set(known) - {ARABIC}:  # what Arabic says often is a sign of no other language
        assert known[tag].words & known[ARABIC].words == set(), tag


def test_no_annotated_or_constructed_article_is_taken_for_another_language() -> None:
    articles = [item for item in read_paths([ROOT / "examples", ROOT / "tests" / "gold"]) if isinstance(item, Article)]
    assert len(articles) > 100
    for article in articles:
        lines = [line for line in article.text.splitlines() if len(line.split()) > 6 and re.search("[ء-ي]", line)]
        assert article_language(article.text) == ARABIC
        assert set(sentence_languages(lines)) <= {ARABIC}, article.identifier


@pytest.mark.skipif(not REAL.is_file(), reason="the real articles of ../shared/data are absent: languages are not measured on them")
def test_no_real_arabic_sentence_is_taken_for_another_language() -> None:
    for record in map(json.loads, REAL.read_text("utf-8").splitlines()):
        text = f"{record['title']}\n{record['text']}"
        sentences = [s for s in re.split(r"\n|(?<=[.؟!])\s", text) if re.search("[ء-ي]", s)]
        for given_text in (text, text.replace("ي", "ی").replace("ك", "ک").replace("ج", "چ", 3)):
            assert article_language(given_text) == ARABIC
        assert set(sentence_languages(sentences)) == {ARABIC}, record["id"]


def test_workers_skip_too() -> None:
    articles = [Article(f"a{n}", NEWS if n % 2 else PERSIAN, source="a") for n in range(70)]
    found = list(build_articles(articles, 2))
    assert [isinstance(item, Skipped) for item in found] == [n % 2 == 0 for n in range(70)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from([NEWS, *OTHERS.values()])), max_size=6))
def test_any_text_has_a_language(parts: list[str]) -> None:
    assert article_language("\n".join(parts)) in {*languages(), UNKNOWN}
    found = sentence_languages(parts)
    assert len(found) == len(parts) and set(found) <= {*languages(), UNKNOWN}
