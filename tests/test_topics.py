"""Topics of agreements: phrases of the vocabulary, pairs of words that make one, and what only looks like one."""

from __future__ import annotations

import pytest
from reading import read

TOPICS = [
    ("اتفقت بغداد وأربيل على تشكيل قوة مشتركة.", [{"joint-force"}]),
    ("اتفقت بغداد وأربيل على تنفيذ عمليات عسكرية مشتركة.", [{"joint-operations"}]),
    ("اتفقت بغداد وأربيل على سد الفراغ الأمني.", [{"security-gap"}]),
    ("اتفقت بغداد وأنقرة على ضبط الحدود.", [{"border-control"}]),
    ("اتفقت بغداد وأربيل على عودة النازحين.", [{"return-of-displaced"}]),
    ("اتفقت بغداد وأربيل على تدريب البيشمركة.", [{"training"}]),
    ("اتفقت بغداد وأربيل على إعادة إعمار المنطقة.", [{"reconstruction"}]),
    ("اتفقت بغداد وأربيل على رواتب البيشمركة.", [{"salaries-and-budget"}]),
    ("اتفقت بغداد وأربيل على مكافحة الإرهاب.", [{"counter-terrorism"}]),
    # pairs of words
    ("اتفقت بغداد وأربيل على إبعاد مقاتلي الفصائل عن القرى.", [{"expulsion-of-armed-groups"}]),
    ("اتفقت بغداد وأربيل على إنشاء غرفة تنسيق.", [{"coordination-centres"}]),
    ("اتفقت بغداد وأربيل على تجنيد مقاتلين من أبناء القضاء.", [{"local-security-force"}]),
    ("اتفقت بغداد وأنقرة على شراء ثلاث مروحيات.", [{"armament"}]),
    ("اتفقت بغداد وأربيل على إعادة جميع الأهالي.", [{"return-of-displaced"}]),
    ("اتفقت بغداد وأربيل على تسمية محافظ.", [{"local-administration"}]),
    ("اتفقت بغداد وطهران على مسك الشريط الفاصل.", [{"border-control"}]),
    # two of them
    ("اتفقت بغداد وأربيل على تدريب البيشمركة وعودة النازحين.", [{"training", "return-of-displaced"}]),
    # a topic inside a longer one is none; words too far from each other, or alone
    ("اتفقت بغداد وأربيل على تبادل المعلومات الاستخبارية.", [{"intelligence-sharing"}]),
    ("اتفقت بغداد وأربيل على تنظيم معرض للكتاب.", [set()]),
    ("اتفقت بغداد وأربيل على إخراج مسرحية جديدة.", [set()]),
    ("اتفقت بغداد وأربيل على عودة الموسم الرياضي.", [set()]),
    ("اتفقت بغداد وأربيل على تسليم الكتب المدرسية.", [set()]),
    ("اتفقت بغداد وأربيل على فتح المكتبة الوطنية أمام القراء والباحثين وعلى التنسيق.", [set()]),
    ("اتفقت بغداد وأربيل على تنظيم معرض للكتاب. وقال الخبير إن عودة النازحين بطيئة.", [set()]),
    ("اتفقت بغداد وأربيل على نصب نقاط تفتيش مشتركة.", [{"checkpoints"}]),
    ("اتفقت بغداد وأربيل على انسحاب الجيش من القرى.", [{"withdrawal"}]),
    ("اتفقت بغداد وأنقرة على التعاون العسكري.", [{"defence-cooperation"}]),
]


@pytest.mark.parametrize(("text", "expected"), TOPICS)
def test_topics(text: str, expected: list[set[str]]) -> None:
    assert [set(event.values("provision")) for event in read(text).events if event.kind == "Agreement"] == expected
