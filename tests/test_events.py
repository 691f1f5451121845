"""Events: which words tell of one, who takes part, where, when, whether it happened, how many fell, and what is one event."""

from __future__ import annotations

import pytest
from reading import Happened, events, happened, read

DEFENCE, PESHMERGA_MINISTRY = "وزارة الدفاع العراقية", "وزارة البيشمركة"

OPERATIONS = [
    (
        "نفذ الجيش العراقي عملية أمنية ضد داعش في الحويجة أمس.",
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, target={"داعش"}, place={"الحويجة"}, date="2021-08-13")],
    ),
    (
        "نفذت قوات البيشمركة والجيش العراقي عملية مشتركة في قره تبه أمس.",
        [happened("MilitaryOperation", participant={"قوات البيشمركة", "الجيش العراقي"}, place={"قره تبه"}, date="2021-08-13")],
    ),
    (
        "أطلق الجيش العراقي عملية عسكرية في الحويجة اليوم السبت.",
        [happened("MilitaryOperation", "ongoing", participant={"الجيش العراقي"}, place={"الحويجة"}, date="2021-08-14")],
    ),
    (
        "سيطلق الجيش العراقي عملية عسكرية في الحويجة.",
        [happened("MilitaryOperation", "planned", participant={"الجيش العراقي"}, place={"الحويجة"})],
    ),
    (
        "اعتقلت الشرطة الاتحادية عناصر من داعش في كركوك أمس.",
        [happened("MilitaryOperation", participant={"الشرطة الاتحادية"}, target={"داعش"}, place={"كركوك"}, date="2021-08-13")],
    ),
    ("حرر الجيش العراقي الموصل عام 2017.", [happened("MilitaryOperation", participant={"الجيش العراقي"}, place={"الموصل"}, date="2017")]),
    (
        "نفذ الجيش العراقي عملية في الحويجة بدعم من التحالف الدولي أمس.",
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, supporter={"التحالف الدولي"}, place={"الحويجة"}, date="2021-08-13")],
    ),
    (
        'أطلق الجيش العراقي عملية "الوعد الصادق" في الحويجة أمس.',
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, place={"الحويجة"}, name="الوعد الصادق", date="2021-08-13")],
    ),
    ("أجريت عملية جراحية في مستشفى كركوك.", []),
    ("عمليات البيع في أسواق كركوك نشطة.", []),
    ("العملية التعليمية في كركوك تتعثر.", []),
    ("تحدث وزير الدفاع عن العمليات العسكرية.", []),
]

STRIKES = [
    (
        "قصفت طائرات التحالف الدولي مواقع داعش في حمرين أمس.",
        [happened("AirStrike", participant={"طائرات التحالف الدولي"}, target={"داعش"}, place={"حمرين"}, date="2021-08-13")],
    ),
    (
        "نفذ طيران التحالف الدولي ضربة جوية ضد داعش في حمرين أمس.",
        [happened("AirStrike", participant={"طيران التحالف الدولي"}, target={"داعش"}, place={"حمرين"}, date="2021-08-13")],
    ),
    (
        "قتل خمسة من عناصر داعش بغارة جوية للتحالف الدولي في حمرين.",
        [happened("AirStrike", participant={"للتحالف الدولي"}, target={"داعش"}, place={"حمرين"}, killed=5)],
    ),
    ("الضربات الجوية مكلفة.", []),
    ("ضربة شمس أصابت العمال في حمرين.", []),
    ("طائرات مدنية هبطت في مطار أربيل الدولي.", []),
]

ATTACKS = [
    (
        "إن مسلحين من داعش تسللوا أمس وهاجموا من محورين مواقع شرطة الحويجة.",
        [happened("Attack", target={"شرطة الحويجة"}, date="2021-08-13")],
    ),
    (
        "هاجم شرطة الحويجة مسلحون من داعش أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"شرطة الحويجة"}, date="2021-08-13")],
    ),
    (
        "نفذ تنظيم داعش عملية إرهابية في الحويجة أمس.",
        [happened("Attack", perpetrator={"تنظيم داعش"}, place={"الحويجة"}, date="2021-08-13")],
    ),
    (
        "هاجم تنظيم داعش نقطة للجيش العراقي في داقوق أمس.",
        [happened("Attack", perpetrator={"تنظيم داعش"}, target={"للجيش العراقي"}, place={"داقوق"}, date="2021-08-13")],
    ),
    (
        "شن داعش هجوماً على قوات البيشمركة في كولجو أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"قوات البيشمركة"}, place={"كولجو"}, date="2021-08-13")],
    ),
    (
        "تنظيم داعش هاجم قوات البيشمركة في داقوق أمس.",
        [happened("Attack", perpetrator={"تنظيم داعش"}, target={"قوات البيشمركة"}, place={"داقوق"}, date="2021-08-13")],
    ),
    (
        "قال وزير الدفاع إن تنظيم داعش هاجم قوات البيشمركة في داقوق أمس.",
        [happened("Attack", perpetrator={"تنظيم داعش"}, target={"قوات البيشمركة"}, place={"داقوق"}, date="2021-08-13")],
    ),
    (
        "تعرضت قوات البيشمركة لهجوم من داعش في داقوق.",
        [happened("Attack", perpetrator={"داعش"}, target={"قوات البيشمركة"}, place={"داقوق"})],
    ),
    (
        "قتل ثلاثة من البيشمركة وأصيب اثنان في هجوم لداعش على داقوق.",
        [happened("Attack", perpetrator={"داعش"}, target={"البيشمركة"}, place={"داقوق"}, killed=3, wounded=2)],
    ),
    (
        "أسفر هجوم داعش في داقوق عن مقتل 4 جنود وإصابة 7 آخرين.",
        [happened("Attack", perpetrator={"داعش"}, place={"داقوق"}, killed=4, wounded=7)],
    ),
    ("استهدف داعش قرية كلاوبيان بعبوة ناسفة.", [happened("Attack", perpetrator={"داعش"}, place={"قرية كلاوبيان"})]),
    ("هجوم المنتخب ضعيف في مباراة البصرة.", []),
    ("تراجعت هجمات داعش.", []),
    ("تصدت النقابة لهجوم الصحيفة.", []),
    ("حذر الخبير من خطر داعش.", []),
]

MEETINGS = [
    (
        "التقى وزير الدفاع وزير البيشمركة في أربيل أمس.",
        [happened("Meeting", participant={"وزير الدفاع", "وزير البيشمركة"}, place={"أربيل"}, date="2021-08-13")],
    ),
    (
        "استقبل رئيس إقليم كردستان وزير الدفاع أمس.",
        [happened("Meeting", participant={"رئيس إقليم كردستان", "وزير الدفاع"}, date="2021-08-13")],
    ),
    ("زار وزير الدفاع أربيل أمس.", [happened("Meeting", participant={"وزير الدفاع"}, place={"أربيل"}, date="2021-08-13")]),
    (
        "عقدت وزارة الدفاع العراقية ووزارة البيشمركة اجتماعاً في بغداد أمس.",
        [happened("Meeting", participant={DEFENCE, PESHMERGA_MINISTRY}, place={"بغداد"}, date="2021-08-13")],
    ),
    (
        "ستعقد وزارة الدفاع العراقية ووزارة البيشمركة اجتماعاً في بغداد غداً.",
        [happened("Meeting", "planned", participant={DEFENCE, PESHMERGA_MINISTRY}, place={"بغداد"}, date="2021-08-15")],
    ),
    (
        "عقد اجتماع بين وزارة الدفاع العراقية ووزارة البيشمركة في بغداد.",
        [happened("Meeting", participant={DEFENCE, PESHMERGA_MINISTRY}, place={"بغداد"})],
    ),
    ("الاجتماع طويل.", []),
    ("يلتقي النهران قرب القرية.", []),
    ("وزير الدفاع يؤكد أهمية الاجتماعات.", []),
    ("زيارة المتحف مجانية في بغداد.", []),
]

AGREEMENTS = [
    (
        "اتفقت وزارة الدفاع العراقية ووزارة البيشمركة أمس على تشكيل قوة مشتركة.",
        [happened("Agreement", party={DEFENCE, PESHMERGA_MINISTRY}, provision={"joint-force"}, date="2021-08-13")],
    ),
    (
        "اتفقت بغداد وأربيل على فتح مراكز التنسيق المشترك.",
        [happened("Agreement", party={"بغداد", "أربيل"}, provision={"coordination-centres"})],
    ),
    (
        "وقعت وزارة الدفاع العراقية ووزارة البيشمركة اتفاقاً على تبادل المعلومات الاستخبارية.",
        [happened("Agreement", party={DEFENCE, PESHMERGA_MINISTRY}, provision={"intelligence-sharing"})],
    ),
    (
        "نص الاتفاق بين بغداد وأربيل على إخراج الجماعات المسلحة.",
        [happened("Agreement", party={"بغداد", "أربيل"}, provision={"expulsion-of-armed-groups"})],
    ),
    ("لم تتفق بغداد وأربيل على الرواتب.", []),
    ("اتفق الخبراء على أن الصيف حار.", []),
    ("اتفاق البائع والمشتري ملزم.", []),
    ("بموجب الاتفاق تفتح الطرق.", []),
]

MOVES = [
    (
        "انسحبت قوات البيشمركة من كركوك في تشرين الأول 2017.",
        [happened("Withdrawal", participant={"قوات البيشمركة"}, place={"كركوك"}, date="2017-10")],
    ),
    ("انتشرت قوات البيشمركة في مخمور أمس.", [happened("Deployment", participant={"قوات البيشمركة"}, place={"مخمور"}, date="2021-08-13")]),
    ("ستنتشر قوات البيشمركة في مخمور.", [happened("Deployment", "planned", participant={"قوات البيشمركة"}, place={"مخمور"})]),
    ("انسحب الموظف من الاجتماع.", []),
    ("انتشر المرض في مخمور.", []),
    ("انسحاب المنتخب من بطولة البصرة مفاجئ.", []),
]

STATUS = [
    ("نفت وزارة الدفاع العراقية انسحاب الجيش العراقي من كركوك.", ["denied"]),
    ("لا صحة لانسحاب الجيش العراقي من كركوك.", ["denied"]),
    ("من المقرر أن ينسحب الجيش العراقي من كركوك.", ["planned"]),
    ("سينسحب الجيش العراقي من كركوك.", ["planned"]),
    ("سوف ينسحب الجيش العراقي من كركوك.", ["planned"]),
    ("انسحب الجيش العراقي من كركوك.", ["occurred"]),
    ("انسحب الجيش العراقي من كركوك الأسبوع الماضي.", ["occurred"]),
    ("لم ينسحب الجيش العراقي من كركوك.", []),
]

TOLLS = [
    ("قتل جنديان في هجوم شنه داعش في داقوق.", 2, None),
    ("قتل جندي وأصيب ثلاثة آخرون في هجوم شنه داعش في داقوق.", 1, 3),
    ("أدى هجوم داعش في داقوق إلى استشهاد 11 مقاتلاً وجرح 20.", 11, 20),
    ("خلف هجوم داعش في داقوق ٦ قتلى و٩ جرحى.", 6, 9),
    ("هاجم داعش داقوق دون وقوع خسائر.", None, None),
    ("هاجم داعش داقوق بخمسة صواريخ.", None, None),
    ("هاجم 30 مسلحاً من داعش داقوق.", None, None),
    ("هاجم داعش داقوق في 12 آب 2021.", None, None),
]


@pytest.mark.parametrize(("text", "expected"), [*OPERATIONS, *STRIKES, *ATTACKS, *MEETINGS, *MOVES])
def test_events(text: str, expected: list[Happened]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(("text", "expected"), AGREEMENTS)
def test_agreements(text: str, expected: list[Happened]) -> None:
    assert events(text, "Agreement") == expected


@pytest.mark.parametrize(("text", "expected"), STATUS)
def test_status(text: str, expected: list[str]) -> None:
    assert [told["status"] for told in events(text, "Withdrawal")] == expected


@pytest.mark.parametrize(("text", "killed", "wounded"), TOLLS)
def test_tolls(text: str, killed: int | None, wounded: int | None) -> None:
    (attack,) = events(text, "Attack")
    assert (attack.get("killed"), attack.get("wounded")) == (killed, wounded)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # one happening told twice
        ("هاجم داعش نقطة للجيش العراقي في داقوق أمس. وقتل في الهجوم جنديان.", ["Attack"]),
        ("انسحبت قوات البيشمركة من كركوك أمس. وجاء الانسحاب بأمر عسكري.", ["Withdrawal"]),
        ("نفذ الجيش العراقي عملية في الحويجة أمس. وشاركت قوات البيشمركة في العملية.", ["MilitaryOperation"]),
        # two happenings
        ("هاجم داعش داقوق يوم 10 آب 2021. وهاجم داعش داقوق يوم 12 آب 2021.", ["Attack", "Attack"]),
        ("هاجم داعش داقوق أمس. وهاجم داعش خانقين أمس.", ["Attack", "Attack"]),
        ("انتشرت قوات البيشمركة في مخمور أمس. وستنتشر قوات البيشمركة في مخمور غداً.", ["Deployment", "Deployment"]),
        ("هاجم داعش داقوق أمس. ونفذ الجيش العراقي عملية في الحويجة أمس.", ["Attack", "MilitaryOperation"]),
    ],
)
def test_merging(text: str, kinds: list[str]) -> None:
    assert [told["kind"] for told in events(text)] == kinds


@pytest.mark.parametrize(
    ("text", "issued", "expected"),
    [
        ("انسحب الجيش العراقي من كركوك أمس.", "2021-08-14", "2021-08-13"),
        ("انسحب الجيش العراقي من كركوك يوم الخميس الماضي.", "2021-08-14", "2021-08-12"),
        ("انسحب الجيش العراقي من كركوك في 16 تشرين الأول 2017.", "2021-08-14", "2017-10-16"),
        ("انسحب الجيش العراقي من كركوك عام 2017.", None, "2017"),
        ("انسحب الجيش العراقي من كركوك أمس.", None, None),
        ("انسحب الجيش العراقي من كركوك.", "2021-08-14", None),
        ("انسحب الجيش العراقي من كركوك. وفي 10 آب 2021 هطل المطر.", "2021-08-14", None),
    ],
)
def test_dates(text: str, issued: str | None, expected: str | None) -> None:
    (withdrawal,) = events(text, "Withdrawal", issued=issued)
    assert withdrawal.get("date") == expected


@pytest.mark.parametrize(("text", "expected"), [*OPERATIONS, *STRIKES, *ATTACKS, *MEETINGS, *AGREEMENTS, *MOVES])
def test_every_event_has_evidence(text: str, expected: list[Happened]) -> None:
    reading = read(text)
    assert all(event.evidence for event in reading.events)
    for evidence in (e for event in reading.events for e in event.evidence):
        assert len(reading.article.text) >= evidence.span.end > evidence.span.begin >= 0
        assert evidence.rule
