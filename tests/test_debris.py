"""Page debris takes no part wherever it stands, and what only begins like debris stays in. The lines are made up."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from debris import ABOVE, BELOW, INSIDE, crowd
from facts import difference, rows

from builder.articles import read_paths
from builder.folding import fold
from builder.furniture.cues import READINGS, cues
from builder.furniture.lines import classify
from builder.model import Article
from builder.pipeline import read_article

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "real_news.jsonl"
EVERY = 20  # of the real articles one in so many is crowded
EXAMPLES = [item for item in read_paths([ROOT / "examples"]) if isinstance(item, Article)]
HEAD = "قوة من الجيش تلاحق مسلحين قرب بحيرة حمرين"
BODY = "أعلنت قيادة العمليات أن قوة من الجيش لاحقت عدداً من المسلحين قرب بحيرة حمرين، وأنها عثرت على مخبأ للأسلحة في المنطقة نفسها."
MORE = "وقالت القيادة في بيان إن الملاحقة أسفرت عن ضبط أسلحة وأعتدة."


def kinds(*lines: str) -> list[str]:
    return [line.kind for line in classify("\n".join(lines))]


@pytest.mark.hazard(
    "share bars, sizes of letters, counters, menus, paths (الرئيسية > سياسة), buttons",
    "tags and hashtags; سمات … or اقرأ أيضاً: … behind the last sentence of a paragraph",
    "notices of cookies, letters, channels and applications, copyright",
)
@pytest.mark.parametrize("line", [line for block in (*ABOVE, *INSIDE, *BELOW) for line in block[:1]])
def test_debris_is_none_of_the_article_wherever_it_stands(line: str) -> None:
    assert kinds(HEAD, line, BODY, MORE) == ["headline", "furniture", "body", "body"]
    assert kinds(HEAD, BODY, line, MORE) == ["headline", "body", "furniture", "body"]
    assert kinds(HEAD, BODY, MORE, line) == ["headline", "body", "body", "furniture"]
    assert kinds(line, HEAD, BODY) == ["furniture", "headline", "body"]


@pytest.mark.hazard(
    "a sentence or headline that only begins like debris (شارك الجيش في العملية, تعليق الرحلات, خطف مدنيين)",
)
@pytest.mark.parametrize(
    "line",
    [
        "شارك الجيش العراقي في العملية إلى جانب البيشمركة",
        "شارك 300 جندي في تمرين مشترك.",
        "مشاركة البيشمركة في معركة الموصل",
        "خطف ثلاثة مدنيين في كركوك",
        "خط الصد الأول يشهد هدوءاً حذراً",
        "أرسلت بغداد تعزيزات إلى سنجار",
        "إرسال تعزيزات عسكرية إلى كركوك",
        "تعليق الرحلات بين بغداد وأربيل",
        "تحرير قضاء الحويجة من داعش",
        "العودة إلى الحياة الطبيعية في الموصل",
        "اترك السلاح شرط الحكومة",
        "زيارة وزير الدفاع إلى أربيل",
        "قراءة في خطاب رئيس الوزراء",
        "عدد اليومين الماضيين من القتلى يتجاوز العشرين",
        "كتب على الجدران شعارات ضد التنظيم",
        "كتبت الصحيفة أن القوات انسحبت",
        "ترجمة عراقي يعمل مع القوات الأميركية تنقذ حياته",
        "مراسل حربي يقتل في الموصل",
        "سمات المرحلة المقبلة في العراق",
        "المصدر قال إن القوة عادت",
        "مصادر أمنية: مقتل 3 من داعش",
        "اشترك في العملية طيران الجيش",
        "حفظ الأمن مسؤولية الجميع في نينوى",
        "صورة جوية تكشف مخبأ للتنظيم",
        "القسم الأكبر من القوات غادر المدينة",
        "أخبار متضاربة عن مصير القائد",
        "إعلان حالة الطوارئ في ديالى",
        "قبل يومين انفجرت عبوة ناسفة",
        "عاجل: انفجار في بغداد",
    ],
)
def test_what_only_begins_like_debris_stays(line: str) -> None:
    assert kinds(line, BODY, MORE)[0] == "headline"
    assert kinds(HEAD, BODY, line, MORE)[2] == "body"


@pytest.mark.hazard(
    "اقرأ أيضاً, أخبار ذات صلة with a title beside it, or with titles below",
    "comments behind اترك تعليقاً or التعليقات (2)",
    "credits and captions of pictures, authors, editors, the headline once more behind the text",
)
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (HEAD, BODY, "أخبار ذات صلة", "وزير يصل إلى البصرة", "من يحكم المدينة؟", MORE),
            "hbffbb",
        ),  # a title with a mark of its own ends the list
        ((HEAD, BODY, "أخبار ذات صلة", "وزير يصل إلى البصرة", "جلسة مؤجلة...", MORE), "hbfffb"),
        ((HEAD, BODY, "اقرأ أيضاً: وزير يصل إلى البصرة", "نص الفقرة التالية بلا نقطة", MORE), "hbfbb"),
        (("أبرز الأخبار", HEAD, BODY), "fhb"),  # above the headline a heading is a menu's
        ((HEAD, "أخبار ذات صلة", "وزير يصل إلى البصرة", "بغداد/ المدى", BODY), "hffdb"),
        ((HEAD, BODY, MORE, HEAD), "hbbf"),
        ((HEAD, HEAD, BODY, HEAD, MORE), "hhbfb"),
        ((HEAD, BODY, MORE * 4, "التعليقات (2)", "علي: أحسنت القيادة في بغداد.", "زيد: قتل داعش كثيرين في الموصل."), "hbbfff"),
        ((HEAD, "التعليقات 0", BODY, MORE), "hfbb"),  # a counter above the text is no heading
        ((HEAD, BODY, f"{MORE} سمات العراق داعش حمرين"), "hbbf"),
        ((HEAD, BODY, f"{MORE} اقرأ أيضاً: وزير يصل إلى البصرة", MORE), "hbbfb"),
        (
            (HEAD, BODY, "وقال: سمات المرحلة واضحة. علامات النصر ظهرت في كل مكان من المدينة، والقوات تتقدم نحو مركزها من جهاتها الأربع."),
            "hbb",
        ),
        ((HEAD, BODY, "#العراق #داعش", "سياسة | اقتصاد | رياضة", "الرئيسية » أخبار » العراق"), "hbfff"),
        ((HEAD, BODY, "استخدم المهاجمون ملفات تعريف الارتباط لسرقة حسابات الوزارة، بحسب ما أعلن الخبراء."), "hbf"),  # the price of it
    ],
)
def test_lines_in_company(lines: tuple[str, ...], expected: str) -> None:
    names = {"h": "headline", "b": "body", "f": "furniture", "d": "dateline"}
    assert kinds(*lines) == [names[letter] for letter in expected]


def test_every_word_of_the_lexicon_is_read() -> None:
    """Each word, alone in a line behind the text, is known; words of one reading are not lost under those of another."""
    for reading in READINGS:
        assert cues()[reading]
    for word in {word for reading in ("whole", "begins", "surely", "label", "notice") for word in cues()[reading]}:
        (_, _, line) = classify(f"{HEAD}\n{BODY}\n{word}\n")
        assert line.kind == "furniture" and (line.known or not re.search("[ء-ي]", word)), word


def said_alike(article: Article, seed: int) -> tuple[int, list[str]]:
    """Return how much a bare article says, and in what a crowded one differs; where it does not, every place has moved as it must."""
    crowded = crowd(article.text, seed)
    bare = read_article(article)
    other = read_article(Article(article.identifier, crowded.text, article.title, article.issued, article.outlet))
    said = Counter(rows(bare))
    differing = difference(said, Counter(rows(other)))
    if not differing:
        for mine, its in zip(bare.entities, other.entities, strict=True):
            assert [(m.span.begin + crowded.shift(m.span.begin), m.rule) for m in mine.mentions] == [
                (m.span.begin, m.rule) for m in its.mentions
            ]
        for one, same in zip(bare.events, other.events, strict=True):
            assert [e.span.begin + crowded.shift(e.span.begin) for e in one.evidence] == [e.span.begin for e in same.evidence]
    return sum(said.values()), differing


@pytest.mark.parametrize("article", EXAMPLES, ids=lambda article: article.identifier[:20])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_example_says_the_same_among_debris(article: Article, seed: int) -> None:
    assert said_alike(article, seed)[1] == []


@pytest.mark.skipif(not REAL.is_file(), reason="the real articles of ../shared/data are absent: debris is not measured on them")
def test_real_articles_say_the_same_among_debris() -> None:
    total, differing = 0, list[str]()
    for number, record in enumerate(list(map(json.loads, REAL.read_text("utf-8").splitlines()))[::EVERY]):
        said, rest = said_alike(Article("a", f"{record['title']}\n\n{record['text']}", record["title"], record["date"]), number)
        total += said
        differing += rest
    assert total > 2000 and len(differing) <= total / 200, differing


@pytest.mark.skipif(not REAL.is_file(), reason="the real articles of ../shared/data are absent: lines are not counted in them")
def test_few_lines_of_real_articles_are_debris_and_no_headline_is() -> None:
    count: Counter[str] = Counter()
    for record in map(json.loads, REAL.read_text("utf-8").splitlines()):
        for title in ("", fold(record["title"]).strip()):
            lines = classify(f"{record['title']}\n\n{record['text']}", title)
            assert lines[0].kind == "headline" if title else (not lines[0].known or lines[0].words < 3), record["id"]
        count.update(line.kind for line in lines)
        long = [line.text for line in lines if line.kind == "furniture" and line.words > 20]
        assert long == [], record["id"]  # paragraphs of the running text all stay
    assert count["furniture"] < 0.03 * sum(count.values())


@pytest.mark.parametrize(
    "unit", ["اقرأ أيضاً\n", "شارك فيسبوك ", "سمات. سمات ", f"{HEAD}\n", "أخبار ذات صلة: ", "التعليقات\nعلي\n", "| ", "> ا "]
)
def test_time_is_in_proportion_to_length(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        begun = time.process_time()
        classify(text, "")
        return time.process_time() - begun

    seconds(10)
    small = max(seconds(4000), 0.02)
    assert seconds(16000) < 12 * small
