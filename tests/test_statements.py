"""Who said something, and through which outlet."""

from __future__ import annotations

import pytest
from reading import anchor, read, speakers

RABII = "سالم كاظم الربيعي"

SAID = [
    (f"قال اللواء {RABII} إن الوضع هادئ.", {(RABII, None)}),
    (f"أكد اللواء {RABII} أن الوضع هادئ.", {(RABII, None)}),
    (f"وأضاف اللواء {RABII}: الوضع هادئ.", {(RABII, None)}),
    (f"اللواء {RABII} يؤكد أن الوضع هادئ.", {(RABII, None)}),
    (f"وأوضح اللواء {RABII}، اليوم السبت، أن الوضع هادئ.", {(RABII, None)}),
    (f"كشف المتحدث باسم وزارة الدفاع اللواء {RABII} عن خطة جديدة.", {(RABII, None)}),
    (f"وصل اللواء {RABII}. وقال الربيعي إن الوضع هادئ.", {(RABII, None)}),
    (f"بحسب اللواء {RABII} فإن الوضع هادئ.", {(RABII, None)}),
    (f"نفى اللواء {RABII} وقوع خسائر.", {(RABII, None)}),
    (f"قال اللواء {RABII} لوكالة شفق نيوز إن الوضع هادئ.", {(RABII, "وكالة شفق نيوز")}),
    (f"نقلت وكالة شفق نيوز عن اللواء {RABII} قوله إن الوضع هادئ.", {(RABII, "وكالة شفق نيوز")}),
    (f"قال اللواء {RABII} في تصريح لقناة الحرة إن الوضع هادئ.", {(RABII, "قناة الحرة")}),
    ("أعلنت وزارة الدفاع العراقية أن الوضع هادئ.", {("وزارة الدفاع العراقية", None)}),
    ("قالت خلية الإعلام الأمني في بيان إن الوضع هادئ.", {("خلية الإعلام الأمني", None)}),
    ("ذكر بيان لوزارة البيشمركة أن الوضع هادئ.", {("وزارة البيشمركة", None)}),
    ("ذكر بيان صادر عن وزارة البيشمركة أن الوضع هادئ.", {("وزارة البيشمركة", None)}),
    ("أكد وزير الدفاع أن الوضع هادئ.", {("وزير الدفاع", None)}),
    (f"قال اللواء {RABII} إن الوضع هادئ، مضيفاً أن الطرق مفتوحة.", {(RABII, None)}),
    (f"قال اللواء {RABII} إن الوضع هادئ. وأكد العميد حازم نوري الزيدي أن الطرق مفتوحة.", {(RABII, None), ("حازم نوري الزيدي", None)}),
    ("رفضت وزارة البيشمركة هذه الاتهامات، وفقاً لبيان لها.", {("وزارة البيشمركة", None)}),
]

NOT_SAID = [
    ("قال مصدر أمني إن الجيش العراقي وصل.", set()),
    ("قال شهود عيان إن قوات البيشمركة وصلت.", set()),
    (f"وصل اللواء {RABII} إلى الموقع.", set()),
    (f"قال مزارع للواء {RABII} إن الماء قليل.", set()),
    ("وصل الجيش العراقي إلى الموقع.", set()),
    ("يقال إن الوضع هادئ.", set()),
    ("أكد خبير أن قوات البيشمركة قوية.", set()),
    ("قال المزارع إن اللواء أمر بالانسحاب.", set()),
    (f"قال سائق إن اللواء {RABII} وصل.", set()),
    ("طالب أهالي القرية وزارة الدفاع بالتعويض.", set()),
    ("أضاف الطباخ الملح.", set()),
]


@pytest.mark.parametrize(("text", "expected"), [*SAID, *NOT_SAID])
def test_speakers(text: str, expected: set[tuple[str, str | None]]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('قال وزير الدفاع: "إن الوضع في المدينة هادئ هذا المساء".', "إن الوضع في المدينة هادئ هذا المساء"),
        ('قال وزير الدفاع إن "الوضع في المدينة هادئ هذا المساء".', "الوضع في المدينة هادئ هذا المساء"),
        ("قال وزير الدفاع «إن الوضع في المدينة هادئ هذا المساء».", "إن الوضع في المدينة هادئ هذا المساء"),
        ("قال وزير الدفاع إن الوضع هادئ.", None),
        ('قال وزير الدفاع إن تنظيم "داعش" ضعيف.', None),
    ],
)
def test_quotations(text: str, expected: str | None) -> None:
    reading = read(text)
    (statement,) = (e for e in reading.events if e.kind == "Statement")
    assert (statement.quote and anchor(reading, statement.quote.begin, statement.quote.end)) == expected


def test_one_statement_a_speaker() -> None:
    reading = read("قال وزير الدفاع إن الوضع هادئ. وأضاف وزير الدفاع أن الطرق مفتوحة.")
    (statement,) = (e for e in reading.events if e.kind == "Statement")
    assert len(statement.evidence) == 2
