"""Titles: what stands between a post and a name, pairs of posts, posts of the body named before, bodies said by their head alone."""

from __future__ import annotations

import pytest
from reading import held, posts

RABII, ZAIDI = "سالم كاظم الربيعي", "حازم نوري الزيدي"
AZAD, HAYWA = "آزاد نجم الدين", "هيوا كريم"

TAILS = [
    (f"وصل وزير الدفاع السابق {RABII} إلى المقر.", {(RABII, "minister", "الدفاع")}),
    (f"وصل وزير الدفاع التركي السابق {RABII} إلى المقر.", {(RABII, "minister", "الدفاع التركي")}),
    (f"وصل معاون رئيس أركان الجيش لشؤون التدريب الفريق {RABII}.", {(RABII, "deputy-chief-of-staff", "الجيش")}),
    (f"وصل معاون رئيس أركان الجيش للعمليات الفريق {RABII}.", {(RABII, "deputy-chief-of-staff", "الجيش")}),
    (f"وصلت سفيرة كندا لدى العراق، {HAYWA}، إلى المقر.", {(HAYWA, "ambassador", "كندا")}),
    (f"وصل القنصل الأمريكي في أربيل {HAYWA} إلى المقر.", {(HAYWA, "consul", None)}),
    (f"وصل قائد اللواء 14 في وزارة البيشمركة العميد {AZAD}.", {(AZAD, "commander", "اللواء 14")}),
    (f"وصل مدير عام صحة دهوك {AZAD} إلى المستشفى.", {(AZAD, "director", "صحة دهوك")}),
    (f"وصل مدير مكافحة المخدرات اللواء {RABII} إلى المقر.", {(RABII, "director", "مكافحة المخدرات")}),
    (
        f"قال عضو لجنة الأمن والدفاع عن الاتحاد الوطني الكردستاني {AZAD} إن الوضع هادئ.",
        {(AZAD, "member", "لجنة الأمن والدفاع"), (AZAD, "member", "الاتحاد الوطني الكردستاني")},
    ),
    (f"قال مراسل قناة الحرة {HAYWA} إن الطريق مغلق.", {(HAYWA, "correspondent", "قناة الحرة")}),
    (f"وصل {RABII}، وهو قائد عمليات نينوى، إلى الموقع.", {(RABII, "commander", "عمليات نينوى")}),
    (f"وصل {RABII} الذي يشغل منصب محافظ نينوى إلى الموقع.", {(RABII, "governor", "نينوى")}),
    (f"وصلت ممثلة الأمم المتحدة في العراق {HAYWA} إلى المقر.", {(HAYWA, "representative", "الأمم المتحدة")}),
    (f"وصل قائد القوات البرية الفريق الركن {RABII}.", {(RABII, "commander", "القوات البرية")}),
    (f"وصل المتحدث الرسمي باسم قيادة العمليات المشتركة اللواء {RABII}.", {(RABII, "spokesperson", "قيادة العمليات المشتركة")}),
    (f"وصل رئيس وزراء إقليم كردستان {HAYWA} إلى المقر.", {(HAYWA, "prime-minister", "إقليم كردستان")}),
    (f"وصل رئيس وزراء حكومة إقليم كردستان {HAYWA} إلى المقر.", {(HAYWA, "prime-minister", "حكومة إقليم كردستان")}),
    (f"تحدث في مؤتمر صحافي {HAYWA} عن الموسم.", set()),
    (f"غادر وزير الدفاع السابق، فيما وصل الشيخ {RABII}.", set()),
    (f"وصل الدكتور {AZAD} إلى صحة دهوك.", set()),
    (f"مكافحة المخدرات تهم اللواء {RABII}.", set()),
    (f"وصل {RABII} إلى مقر قائد عمليات نينوى.", set()),
    (f"نشرت المجلة الناطقة بالعربية مقالاً كتبه {HAYWA}.", set()),
    ("وصل حاكم الزاملي إلى المقر.", set()),
    (f"قرأ عضو في النادي اسمه {AZAD} القصيدة.", set()),
    (f"وصل رئيس بعثة الأمم المتحدة في العراق (يونامي) {HAYWA} إلى المقر.", {(HAYWA, "head", "بعثة الأمم المتحدة")}),
    (f"وصل المتحدث بلسان وزارة البيشمركة {AZAD}.", {(AZAD, "spokesperson", "وزارة البيشمركة")}),
    (f"تحدث بلسان عربي فصيح {AZAD}.", set()),
    (f"أبلغ محافظ نينوى {RABII} الصحفيين أن الطريق مفتوح.", {(RABII, "governor", "نينوى")}),
    ("قالت جوليا بارنز، المتحدثة باسم وزارة الدفاع، إن الوضع هادئ.", {("جوليا بارنز", "spokesperson", "وزارة الدفاع")}),
    ("وصل الأمين العام لحركة النجباء أكرم الكعبي.", {("أكرم الكعبي", "secretary-general", "حركة النجباء")}),
    (f"قتل {RABII}، قائد عمليات نينوى، و{ZAIDI} في الحادث.", {(RABII, "commander", "عمليات نينوى")}),
]

PAIRS = [
    (f"بحث وزيرا الدفاع والداخلية، {RABII} و{ZAIDI}، الملف.", {(RABII, "minister", "الدفاع"), (ZAIDI, "minister", "الداخلية")}),
    (
        f"بحث وزيرا الدفاع التركي {HAYWA} والعراقي {RABII} الملف.",
        {(HAYWA, "minister", "الدفاع التركي"), (RABII, "minister", None)},
    ),
    (f"بحث قائدا الفرقة 14 والفرقة 16، {RABII} و{ZAIDI}، الملف.", {(RABII, "commander", "الفرقة 14"), (ZAIDI, "commander", "الفرقة 16")}),
    (f"بحث وزير الدفاع {RABII} والشيخ {ZAIDI} الملف.", {(RABII, "minister", "الدفاع")}),
    (f"بحث وزير الدفاع {RABII} والوفد العراقي الملف.", {(RABII, "minister", "الدفاع")}),
    (
        f"التقى رئيسا أركان الجيش والبيشمركة، {RABII} و{ZAIDI}، في أربيل.",
        {(RABII, "chief-of-staff", "الجيش"), (ZAIDI, "chief-of-staff", "البيشمركة")},
    ),
]

POSSESSED = [
    (f"قالت وزارة الداخلية إن وكيلها الأقدم {RABII} تفقد المقر.", {(RABII, "undersecretary", "وزارة الداخلية")}),
    (f"وصلت الفرقة 14 إلى الوادي يتقدمها قائدها اللواء {RABII}.", {(RABII, "commander", "الفرقة 14")}),
    (f"أصدرت قيادة عمليات نينوى أمراً، وقال المتحدث باسمها العقيد {RABII} إن الوضع هادئ.", {(RABII, "spokesperson", "قيادة عمليات نينوى")}),
    (f"نعت هيئة الحشد الشعبي رئيسها {RABII}.", {(RABII, "head", "هيئة الحشد الشعبي")}),
    (f"التقى وزير الدفاع {RABII} نظيره التركي {HAYWA}.", {(RABII, "minister", "الدفاع"), (HAYWA, "minister", None)}),
    (f"وصلت الفرقة 14 ومعها مصورها {ZAIDI}.", set()),
    (f"وصل قائدها اللواء {RABII}.", set()),
    (f"وصل صديقه {RABII} إلى القرية.", set()),
    (
        f"وصل قائد الفرقة 14 اللواء {RABII} ومعاونه العميد {ZAIDI}.",
        {(RABII, "commander", "الفرقة 14"), (ZAIDI, "deputy-commander", "الفرقة 14")},
    ),
    (f"وصل محافظ نينوى {RABII} ومعاونه {ZAIDI}.", {(RABII, "governor", "نينوى"), (ZAIDI, "deputy-governor", "نينوى")}),
    (f"وصل الشيخ {RABII} ومعاونه {ZAIDI}.", set()),
    (
        f"التقى وزير الداخلية {RABII} نظيره في حكومة إقليم كردستان {HAYWA}.",
        {(RABII, "minister", "الداخلية"), (HAYWA, "minister", "حكومة إقليم كردستان")},
    ),
    (
        f"قال عضو لجنة الأمن والدفاع {RABII} إن الوضع هادئ، ووافقه زميله في اللجنة {ZAIDI}.",
        {(RABII, "member", "لجنة الأمن والدفاع"), (ZAIDI, "member", "لجنة الأمن والدفاع")},
    ),
    (f"وصل الشيخ {RABII} مع زميله في الدراسة {ZAIDI}.", set()),
    (
        f"وصل رئيس أركان وزارة البيشمركة {AZAD} وأمينها العام {HAYWA}.",
        {(AZAD, "chief-of-staff", "وزارة البيشمركة"), (HAYWA, "secretary-general", "وزارة البيشمركة")},
    ),
]

ANTECEDENTS = [
    (f"وصل وفد وزارة البيشمركة. وقال وكيل الوزارة {AZAD} إن الوضع هادئ.", {(AZAD, "undersecretary", "وزارة البيشمركة")}),
    (f"وصل وفد لجنة الأمن والدفاع. وقال رئيس اللجنة {RABII} إن الوضع هادئ.", {(RABII, "head", "لجنة الأمن والدفاع")}),
    (f"وصل وفد وزارة البيشمركة. وقال الوزير {AZAD} إن الوضع هادئ.", {(AZAD, "minister", "وزارة البيشمركة")}),
    (f"وفي دهوك، أعرب المحافظ {RABII} عن قلقه.", {(RABII, "governor", "دهوك")}),
    (f"أعرب المحافظ {RABII} عن قلقه.", {(RABII, "governor", None)}),
    (f"وقال رئيس اللجنة {RABII} إن الوضع هادئ.", {(RABII, "head", None)}),
    (f"هطل المطر في دهوك. وأعرب المحافظ {RABII} عن قلقه.", {(RABII, "governor", None)}),
    (
        f"أصدرت قيادة العمليات المشتركة أمراً. وأكد المتحدث باسم القيادة اللواء {RABII} أن الوضع هادئ.",
        {(RABII, "spokesperson", "قيادة العمليات المشتركة")},
    ),
    (f"وأكد المتحدث باسم القيادة اللواء {RABII} أن الوضع هادئ.", {(RABII, "spokesperson", None)}),
]

HANDED_ON = [
    # from one to another
    (
        f"عين المجلس اللواء {RABII} قائداً لعمليات كركوك خلفاً للعميد {ZAIDI}.",
        {(RABII, "commander", "عمليات كركوك"), (ZAIDI, "commander", "عمليات كركوك")},
    ),
    (
        f"أعفى المجلس قائد عمليات الأنبار اللواء {RABII} وكلف العميد {ZAIDI} بدلاً منه.",
        {(RABII, "commander", "عمليات الأنبار"), (ZAIDI, "commander", "عمليات الأنبار")},
    ),
    (f"وصل قائد عمليات الأنبار اللواء {RABII} بدلاً من الوفد.", {(RABII, "commander", "عمليات الأنبار")}),
    # who leads what a relative clause is about
    (f"دعت منظمة بدر التي يتزعمها {RABII} إلى الهدوء.", {(RABII, "leader", "منظمة بدر")}),
    (f"دعت منظمة بدر إلى لقاء حضره {RABII}.", set()),
    # officers of a force
    (f"قال النقيب {RABII}، من شرطة كركوك، إن الوضع هادئ.", {(RABII, "officer", "شرطة كركوك")}),
    (f"قال العقيد في الجيش العراقي {RABII} إن الوضع هادئ.", {(RABII, "officer", "الجيش العراقي")}),
    (f"وصل العقيد {RABII} من كركوك.", set()),
    # the area named before
    (f"تضررت منازل في قضاء الحويجة. وقال قائممقام القضاء {AZAD} إن الأهالي عادوا.", {(AZAD, "district-administrator", "قضاء الحويجة")}),
    # a spokesman of the body that the sentence is about
    (f"نفت وزارة الداخلية، على لسان الناطق باسمها {RABII}، النبأ.", {(RABII, "spokesperson", "وزارة الداخلية")}),
    # the head of a parliament is its speaker
    (f"عقد مجلس النواب العراقي جلسة ترأسها {RABII} رئيس المجلس.", {(RABII, "speaker", "مجلس النواب العراقي")}),
    # no posts
    (f"وصل {RABII}، رئيس النافذة الزرقاء، إلى المقر.", set()),
    (f"أصبح ذلك أمراً مألوفاً عند {RABII} وأهله.", set()),
    (f"قال نائب الرئيس العراقي {RABII} إن الوضع هادئ.", {(RABII, "vice-president", None)}),
]

POSTS: list[tuple[str, set[tuple[str, str | None]]]] = [
    ("تفقد وزيرا الدفاع والداخلية الموقع.", {("وزيرا الدفاع والداخلية", "minister")}),
    ("تفقد معاون رئيس أركان الجيش الموقع.", {("معاون رئيس أركان الجيش", "deputy-chief-of-staff")}),
    ("تفقدت سفيرة كندا الموقع.", {("سفيرة كندا", "ambassador")}),
    ("تفقد ممثل الأمم المتحدة الموقع.", {("ممثل الأمم المتحدة", "representative")}),
    ("تفقد وزراء الدفاع العرب الموقع.", set()),
    ("تفقد أعضاء لجنة الأمن والدفاع الموقع.", set()),
    ("تفقد عضو لجنة الأمن والدفاع الموقع.", set()),
    ("تفقد مراسل قناة الحرة الموقع.", set()),
    ("تفقد العميد ممثلاً عن قوات البيشمركة الموقع.", set()),
]


@pytest.mark.parametrize(("text", "expected"), TAILS)
def test_titles_with_tails(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_titles_of_two(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(("text", "expected"), POSSESSED)
def test_titles_with_a_pronoun(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(("text", "expected"), ANTECEDENTS)
def test_titles_of_what_was_named_before(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(("text", "expected"), HANDED_ON)
def test_posts_that_pass_on_and_posts_in_clauses(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(("text", "expected"), POSTS)
def test_posts_without_a_holder(text: str, expected: set[tuple[str, str | None]]) -> None:
    assert posts(text) == expected
