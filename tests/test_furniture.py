"""What a page says about its article: date, outlet, zones. The pages are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.furniture import article_date, article_part, outlet_spans, text_anchor, zones
from builder.model import Article, Doc
from builder.morphology import Morphology
from builder.pipeline import read_article
from builder.text import read_document

MORPHOLOGY = Morphology([])
HEAD = "قوة من الجيش تلاحق مسلحين قرب بحيرة حمرين"
BODY = "أعلنت قيادة العمليات أن قوة من الجيش لاحقت عدداً من المسلحين قرب بحيرة حمرين، وأنها عثرت على مخبأ للأسلحة في المنطقة نفسها."
MENU = ("الثلاثاء 19 مارس 2024 أبوظبي", "مواقيت الصلاة", "الرياضة", "اقتصاد", "الأخبار")  # the visitor's date
MORE = "وقالت القيادة في بيان إن الملاحقة أسفرت عن ضبط أسلحة وأعتدة."


def _doc(*lines: str, issued: str | None = None) -> Doc:
    return read_document(Article("x", "\n".join(lines), issued=issued), MORPHOLOGY)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((HEAD, "14 اغسطس 2021", BODY), "2021-08-14"),
        ((HEAD, "تاريخ الإضافة الإثنين 10 آب 2020 - 4:14 ص    عدد الزيارات 58    التعليقات 0", BODY), "2020-08-10"),
        ((HEAD, "نشر في: 19 مارس, 2023: 04:41 م", BODY), "2023-03-19"),
        ((HEAD, "تاريخ النشر:06.07.2020 | 12:31 GMT |", BODY), "2020-07-06"),
        ((HEAD, "آخر تحديث: 22 سبتمبر 2022 - 1:52 م", BODY), "2022-09-22"),
        ((HEAD, "آخر تحديث: 23 سبتمبر 2022", "تاريخ النشر: 22 سبتمبر 2022", BODY), "2022-09-22"),
        ((HEAD, "2021-10-28T08:41:10+00:00", BODY), "2021-10-28"),
        ((HEAD, BODY, MORE, "19-02-2023, 21:14", "العودة للخلف"), "2023-02-19"),
        ((*MENU, HEAD, "17 سبتمبر 2019 01:47", BODY), "2019-09-17"),
        ((*MENU, HEAD, BODY), None),
        ((HEAD, BODY, "وقال في مؤتمر، اليوم السبت (22 أيار 2021)، إن الملاحقة مستمرة."), "2021-05-22"),
        ((HEAD, BODY, "وقال، أمس الجمعة 21 أيار 2021، إن الملاحقة مستمرة."), "2021-05-22"),
        ((HEAD, BODY, "وكان التنظيم هاجم القرية في 9 تشرين الأول 2020 بحسب الأهالي."), None),
        ((HEAD, "الخميس 12 آب 2021", "اليوم الأحد " + BODY, "الأحد 15 آب 2021"), "2021-08-15"),
        ((HEAD, "الخامس من آب", BODY), None),
        ((HEAD, BODY), None),
        ((), None),
    ],
)
def test_article_date(lines: tuple[str, ...], expected: str | None) -> None:
    assert article_date(_doc(*lines)) == expected


def test_metadata_comes_first() -> None:
    assert article_date(_doc(HEAD, "14 آب 2021", BODY, issued="2021-08-15")) == "2021-08-15"


@pytest.mark.parametrize(
    ("text", "issued", "expected"),
    [
        ("قال اليوم الأحد، (9 آب 2020) إن", "2020-08-10", "2020-08-09"),
        ("قال اليوم الأحد إن", "2020-08-10", "2020-08-09"),
        ("قال اليوم (الأحد) إن", "2020-08-11", "2020-08-09"),
        ("قال اليوم الأحد إن", "2020-08-09", "2020-08-09"),
        ("قال اليوم الأحد إن", "2020-08-13", "2020-08-13"),  # four days: the weekday is of something else
        ("قال فلان إن", "2020-08-10", "2020-08-10"),
        ("قال اليوم الأحد إن", None, None),
        ("قال اليوم السبت (22 أيار 2021) إن", None, "2021-05-22"),
        ("اعلن في 26 نيسان 2018 هجوم مساء اليوم الذي سبقه", "2019-02-17", "2019-02-17"),
    ],
)
def test_text_anchor(text: str, issued: str | None, expected: str | None) -> None:
    assert text_anchor(_doc(text), issued) == expected


def test_zones() -> None:
    page = {
        "مباشر": "furniture",
        HEAD: "headline",
        "14 اغسطس 2021": "furniture",
        "عدد الزيارات 58": "furniture",
        "+ الخط -": "furniture",
        "جنود قرب البحيرة (سامر علي/الأناضول)": "furniture",
        "الكاتب: AR": "furniture",
        "بغداد- ميل": "body",
        BODY: "body",
        MORE: "body",
        "المصدر: ميل": "furniture",
        "حمرين - الجيش": "furniture",
        "كلمات دلالية: الجيش حمرين": "furniture",
        "انسخ الرابط": "furniture",
        "اقرأ أيضاً": "furniture",
        "المساهمون": "furniture",
    }
    doc = _doc(*page)
    found = {doc.text[s.span.begin : s.span.end]: s.zone for s in zones(doc)}
    for line, zone in page.items():
        assert {z for text, z in found.items() if text in line or line in text} >= {zone}, line
    assert [s.span for s in zones(doc)] == [s.span for s in doc.sentences]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("التقى الوزير رئيس الأركان",), ["body"]),
        ((HEAD, "التقى الوزير رئيس الأركان"), ["headline", "body"]),
        ((HEAD, HEAD, BODY), ["headline", "headline", "body"]),
        ((BODY, MORE), ["body", "body"]),
        ((HEAD, "أربيل (كوردستان 24)- " + BODY), ["headline", "body"]),
    ],
)
def test_zones_of_short_texts(lines: tuple[str, ...], expected: list[str]) -> None:
    assert [s.zone for s in zones(_doc(*lines))] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((HEAD, BODY, "المصدر: رووداو"), ["رووداو"]),
        ((HEAD, BODY, 'المصدر: RT + "واع"'), ["RT"]),
        ((HEAD, "أربيل (كوردستان 24)- " + BODY), ["كوردستان 24"]),
        ((HEAD, "شفق نيوز/ " + BODY), ["شفق نيوز"]),
        ((HEAD, "المدى برس/ بغداد", BODY), ["المدى برس"]),
        ((HEAD, "بغداد/ المدى", BODY), ["المدى"]),
        ((HEAD, "أنقرة / الأناضول", BODY), ["الأناضول"]),
        ((HEAD, "بغداد- ميل", BODY), ["ميل"]),
        ((HEAD, "بغداد – «الحياة»", BODY), ["الحياة"]),
        ((HEAD, "بغداد اليوم- بغداد", BODY), ["بغداد اليوم"]),
        ((HEAD, "بغداد/ شبكة أخبار العراق- " + BODY), ["شبكة أخبار العراق"]),
        ((HEAD, "{امنية: الفرات نيوز} " + BODY), ["الفرات نيوز"]),
        ((HEAD, BODY, "باسنيوز"), ["باسنيوز"]),
        ((HEAD, BODY, "وفي بيان تلقت (المدى برس) نسخة منه، أكدت القيادة ذلك."), ["المدى برس"]),
        ((HEAD, BODY, 'وقال نائب لـ"العربي الجديد" إن ذلك كاف.', 'وأوضح خبير لـ"العربي الجديد" أنه غير كاف.'), ["العربي الجديد"]),
        ((HEAD, BODY, 'وقالت إنها تابعة لـ"داعش" بلا شك.'), []),
        ((HEAD, BODY, "الحشد الشعبي - الجيش"), []),
        ((HEAD, "وفي مايو/ أيار الماضي، " + BODY), []),
        ((HEAD, BODY), []),
    ],
)
def test_outlets(lines: tuple[str, ...], expected: list[str]) -> None:
    doc = _doc(*lines)
    assert [doc.text[s.begin : s.end] for s in outlet_spans(doc)] == expected


_LINES = [HEAD, BODY, MORE, "14 آب 2021", "المصدر: ", "بغداد/", "/", "", "\r", "-"]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_LINES), max_size=8).map("\n".join)))
def test_any_page(text: str) -> None:
    doc = read_document(Article("x", text), MORPHOLOGY)
    assert {s.zone for s in zones(doc)} <= {"headline", "body", "furniture"}
    assert all(text[s.begin : s.end].strip() for s in outlet_spans(doc))
    article_date(doc)
    text_anchor(doc, article_date(doc))


def test_furniture_takes_no_part_and_offsets_stay() -> None:
    related, credit = "اقرأ أيضاً: الرئيس برهم صالح يستقبل وزير الدفاع", "المصدر: وكالة رووداو"
    doc = _doc(HEAD, related, BODY, "تصوير: كامل سعيد", MORE, credit)
    marked = replace(doc, sentences=zones(doc))
    outlets = outlet_spans(marked)
    part = article_part(marked, outlets)
    assert len(part.text) == len(doc.text) and part.text.split("\n")[::2] == [HEAD, BODY, MORE]
    assert part.text.split("\n")[1::2] == [" " * len(related), " " * len("تصوير: كامل سعيد"), "        وكالة رووداو"]
    assert [s.zone for s in part.sentences] == ["headline", "body", "body", "furniture"]
    for sentence in part.sentences:
        tokens = part.tokens[sentence.first : sentence.last]
        assert tokens and all(sentence.span.covers(token.span) and token in doc.tokens for token in tokens)
    assert [t.key for t in part.tokens[part.sentences[-1].first :]] == ["وكاله", "رووداو"]
    assert article_part(doc) is doc  # nothing was marked


def test_who_stands_in_furniture_alone_is_not_in_the_graph() -> None:
    page = "\n".join((HEAD, BODY, "اقرأ أيضاً: وزير الخارجية فؤاد حسين يلتقي نظيره في أنقرة", MORE))
    bare, wrapped = (read_article(Article("x", text)) for text in (f"{HEAD}\n{BODY}\n{MORE}", page))
    assert [e.label for e in wrapped.entities] == [e.label for e in bare.entities]
    assert [e.kind for e in wrapped.events] == [e.kind for e in bare.events] and "الخارجية" not in str(wrapped.appointments)
