"""Which mentions are one entity within an article."""

from __future__ import annotations

import pytest
from reading import entity, forms, read

ONE = [
    ("وصل تنظيم داعش. وهرب داعش.", "ArmedGroup", [{"تنظيم داعش", "داعش"}]),
    ("وصلت قوات البيشمركة. وعادت البيشمركة. وجاء دعم للبيشمركة.", "Force", [{"قوات البيشمركة", "البيشمركة", "للبيشمركة"}]),
    ("هطل المطر في محافظة كركوك. وكركوك باردة.", "Location", [{"محافظة كركوك", "كركوك"}]),
    ("هطل المطر في إقليم كردستان. وهدأ الجو في اقليم كوردستان.", "Location", [{"إقليم كردستان", "اقليم كوردستان"}]),
    ("أصدرت وزارة البيشمركة أمراً. ونفت وزارة شؤون البيشمركة الأمر.", "Ministry", [{"وزارة البيشمركة", "وزارة شؤون البيشمركة"}]),
    ("وصلت الفرقة 14 مساء. وعبرت الفرقة ١٤ الوادي.", "Force", [{"الفرقة 14", "الفرقة ١٤"}]),
    ("هطل المطر في قرية كلاوبيان. وسكان كلاوبيان سعداء.", "Location", [{"قرية كلاوبيان", "كلاوبيان"}]),
    ("وصل العميد هيوا كريم أحمد. وعاد هيوا كريم.", "Official", [{"هيوا كريم أحمد", "هيوا كريم"}]),
    ("زار وزير الدفاع الأمريكي آشتون كارتر أربيل. وغادر وزير الدفاع كارتر ليلاً.", "Ministry", [{"الدفاع الأمريكي", "الدفاع"}]),
]

TWO = [
    ("وصل الجيش العراقي. ووصل الجيش السوري.", "Force", [{"الجيش العراقي"}, {"الجيش السوري"}]),
    ("وصلت الفرقة 14 مساء. وعبرت الفرقة 16 الوادي.", "Force", [{"الفرقة 14"}, {"الفرقة 16"}]),
    ("وصلت الفرقة 14 مساء. وعبر اللواء 14 الوادي.", "Force", [{"الفرقة 14"}, {"اللواء 14"}]),
    ("قامت شرطة ديالى بالتفتيش، ثم شرطة كركوك.", "Force", [{"شرطة ديالى"}, {"شرطة كركوك"}]),
    ("أصدرت وزارة الدفاع العراقية أمراً. ونفته وزارة الدفاع التركية.", "Ministry", [{"وزارة الدفاع العراقية"}, {"وزارة الدفاع التركية"}]),
    ("وصل العميد هيوا كريم أحمد والعقيد هيوا رشيد أحمد.", "Official", [{"هيوا كريم أحمد"}, {"هيوا رشيد أحمد"}]),
    ("قررت حكومة إقليم كردستان التأجيل، ورفضت الحكومة الاتحادية.", "Government", [{"حكومة إقليم كردستان"}, {"الحكومة الاتحادية"}]),
]

LABELS = [
    ("التقت قيادات الفرقتين 14 و16 في مخمور.", ["الفرقة 14", "الفرقة 16"]),
    ("وصلت الألوية 13 و27 أمس.", ["اللواء 13", "اللواء 27"]),
    ("وصل لواءا 16 و20.", ["اللواء 16", "اللواء 20"]),
    ("وصل اللواءان الثاني والرابع والعشرون.", ["اللواء الثاني", "اللواء الرابع والعشرون"]),
    ("وصل الفوج الأول واللواء 14.", ["الفوج الأول", "اللواء 14"]),
    ("حضر فوجي المشاة 3 و4 إلى السيطرة.", ["فوجي المشاة 3", "الفوج 4"]),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_each_of_several_units_has_a_name_of_its_own(text: str, expected: list[str]) -> None:
    assert [e.label for e in read(text).entities if e.kind == "Force"] == expected


@pytest.mark.parametrize(("text", "kind", "expected"), [*ONE, *TWO])
def test_coreference(text: str, kind: str, expected: list[set[str]]) -> None:
    assert forms(read(text), kind) == set(map(frozenset, expected))


@pytest.mark.parametrize("text", [row[0] for row in [*ONE, *TWO]])
def test_keys_and_spans(text: str) -> None:
    reading = read(text)
    keys = [e.key for e in reading.entities]
    assert len(keys) == len(set(keys))
    assert all(e.mentions and list(e.mentions) == sorted(e.mentions, key=lambda m: m.span) for e in reading.entities)
    iris = [e.iri for e in reading.entities if e.iri]
    assert len(iris) == len(set(iris))


def test_the_post_of_a_named_holder_is_the_holder() -> None:
    reading = read("وصل وزير الدفاع سالم كاظم الربيعي. ثم غادر وزير الدفاع مسرعاً.")
    assert not [e for e in reading.entities if e.kind == "Post"]
    assert frozenset({"سالم كاظم الربيعي", "وزير الدفاع"}) in forms(reading, "Official")


def test_a_rank_that_is_said_once_holds() -> None:
    assert entity(read("وصل اللواء سالم كاظم الربيعي. ثم غادر الربيعي مسرعاً."), "الربيعي").rank == "major-general"


def test_a_short_form_needs_the_full_name() -> None:
    assert forms(read("غادر الربيعي مسرعاً."), "Official") == set()
    assert forms(read("انتهى فصل الربيع في الموصل."), "Official") == set()


def test_nobody_holds_a_post_in_a_person() -> None:
    """A person's name that holds a body's is no seat: of damaged texts one had a district administrator of a man."""
    reading = read("رئيس مفصلا والبيشمركة\n\nمجلس أبديا القائممقامية مشتركح استعداده")
    assert len(reading.appointments) == 2
    assert not any((a.organization or "").startswith("Official:") for a in reading.appointments)
