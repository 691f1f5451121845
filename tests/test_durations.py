"""How long an event lasted, and numbers of time that say something else."""

from __future__ import annotations

import pytest
from reading import LEAD, TODAY, read

from builder.model import Article
from builder.pipeline import build_article

LASTED = [
    ("نفذ الجيش العراقي عملية في الحويجة استمرت ثلاثة أيام.", [(3, "Day")]),
    ("نفذ الجيش العراقي عملية في الحويجة استمرت 12 ساعة.", [(12, "Hour")]),
    ("عقدت وزارة الدفاع العراقية ووزارة البيشمركة اجتماعاً في بغداد أمس دام نحو ساعتين.", [(2, "Hour")]),
    ("هاجم داعش نقطة للجيش العراقي في داقوق أمس في اشتباك استمر ساعة.", [(1, "Hour")]),
    ("انتشرت قوات البيشمركة في مخمور لمدة أسبوع.", [(1, "Week")]),
    ("انتشرت قوات البيشمركة في مخمور لمدة ستة أشهر.", [(6, "Month")]),
    ("انتشرت قوات البيشمركة في مخمور لمدة عامين.", [(2, "Year")]),
    ("نفذ الجيش العراقي عملية في الحويجة استغرقت أربعين دقيقة.", [(40, "Minute")]),
    ("نفذ الجيش العراقي عملية في الحويجة استمرت أكثر من أسبوعين.", [(2, "Week")]),
    ("نفذ الجيش العراقي عملية في الحويجة قبل ثلاثة أيام.", [None]),
    ("نفذ الجيش العراقي عملية في الحويجة استمرت رغم المطر.", [None]),
    ("نفذ الجيش العراقي عملية في الحويجة أمس. واستمر المطر ثلاثة أيام.", [None]),
    ("نفذ الجيش العراقي عملية في الحويجة شارك فيها ثلاثة ألوية.", [None]),
    ("نفذ الجيش العراقي عملية في الحويجة استمرت في ثلاثة محاور.", [None]),
    ("هاجم داعش نقطة للجيش العراقي في داقوق أمس وقتل جندياً عمره عشرون عاماً.", [None]),
    ("عقدت وزارة الدفاع العراقية ووزارة البيشمركة اجتماعاً في بغداد أمس استمر زهاء ثلاث ساعات.", [(3, "Hour")]),
    ("انتشرت قوات البيشمركة في مخمور طوال شهر.", [(1, "Month")]),
    ("نفذ الجيش العراقي عملية في الحويجة دامت عشرين يوماً.", [(20, "Day")]),
]


@pytest.mark.parametrize(("text", "expected"), LASTED)
def test_durations(text: str, expected: list[tuple[int, str] | None]) -> None:
    assert [event.duration for event in read(text).events if event.kind != "Statement"] == expected


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("نفذ الجيش العراقي عملية في الحويجة استمرت ثلاثة أيام.", 3, "Day"),
        ("نفذ الجيش العراقي عملية في الحويجة استمرت 12 ساعة.", 12, "Hour"),
    ],
)
def test_durations_in_the_graph(text: str, number: int, unit: str) -> None:
    nquads = build_article(Article("x", LEAD + text, issued=TODAY)).nquads.decode()
    assert f'numericDuration> "{number}"' in nquads
    assert f"#unit{unit}>" in nquads
