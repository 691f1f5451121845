"""Tolls by source: each version beside the event's own, with whoever gives it, where versions differ."""

from __future__ import annotations

import pytest
from reading import entity_or_first, read

DEFENCE, PESHMERGA_MINISTRY = "وزارة الدفاع العراقية", "وزارة البيشمركة"

BY_SOURCE = [
    (
        "قالت وزارة البيشمركة إن هجوم داعش في داقوق أسفر عن مقتل ثلاثة، فيما تحدثت وزارة الدفاع العراقية عن خمسة قتلى.",
        {(PESHMERGA_MINISTRY, 3, None), (DEFENCE, 5, None)},
    ),
    (
        "قالت وزارة البيشمركة إن هجوم داعش في داقوق أسفر عن مقتل ثلاثة، فيما تحدث مصدر طبي عن خمسة قتلى.",
        {(PESHMERGA_MINISTRY, 3, None), (None, 5, None)},
    ),
    (
        "قالت وزارة البيشمركة إن هجوم داعش في داقوق أمس أسفر عن مقتل ثلاثة جنود."
        " وذكرت وزارة الدفاع العراقية أن هجوم داعش في داقوق أمس أسفر عن مقتل خمسة جنود.",
        {(PESHMERGA_MINISTRY, 3, None), (DEFENCE, 5, None)},
    ),
    (
        "قالت وزارة البيشمركة إن هجوم داعش في داقوق أمس أسفر عن مقتل ثلاثة جنود."
        " وذكرت وزارة الدفاع العراقية أن هجوم داعش في داقوق أمس أسفر عن مقتل ثلاثة جنود.",
        set(),
    ),
    ("قالت وزارة البيشمركة إن هجوم داعش في داقوق أسفر عن مقتل ثلاثة جنود وإصابة خمسة.", set()),
    ("قالت وزارة البيشمركة إن هجوم داعش في داقوق أسفر عن مقتل ثلاثة، فيما تحدثت وزارة الدفاع العراقية عن هدوء الوضع.", set()),
    (
        "ذكرت صحيفة الصباح أن هجوم داعش في داقوق أمس أسفر عن مقتل خمسة جنود."
        " وقالت وزارة البيشمركة إن هجوم داعش في داقوق أمس أسفر عن مقتل ثلاثة جنود.",
        {(PESHMERGA_MINISTRY, 3, None), ("صحيفة الصباح", 5, None)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), BY_SOURCE)
def test_tolls_by_source(text: str, expected: set[tuple[str | None, int | None, int | None]]) -> None:
    reading = read(text)
    tolls = {toll for event in reading.events for toll in event.tolls}
    assert {(toll.source and entity_or_first(reading, toll.source), toll.killed, toll.wounded) for toll in tolls} == expected
