"""Events: which words tell of one, who takes part, where, when, whether it happened, how many fell, and what is one event."""

from __future__ import annotations

import pytest
from reading import Happened, events, happened, read

DEFENCE, PESHMERGA_MINISTRY = "وزارة الدفاع العراقية", "وزارة البيشمركة"
RABII, ZAIDI = "سالم كاظم الربيعي", "حازم نوري الزيدي"

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

CONSTRUCTIONS = [
    # repelled
    (
        "صدت الشرطة الاتحادية هجوماً شنه داعش في داقوق أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"الشرطة الاتحادية"}, place={"داقوق"}, date="2021-08-13")],
    ),
    (
        "صدت الشرطة الاتحادية والحشد الشعبي هجوماً لداعش على قرية كلاوبيان أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"الشرطة الاتحادية", "الحشد الشعبي"}, place={"قرية كلاوبيان"}, date="2021-08-13")],
    ),
    (
        "قوات البيشمركة تصدت لهجوم شنه داعش في داقوق أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"قوات البيشمركة"}, place={"داقوق"}, date="2021-08-13")],
    ),
    ("صد الحارس هجوم الفريق الضيف في ملعب البصرة.", []),
    # suffered
    (
        "تعرضت مواقع داعش لقصف من طيران التحالف الدولي في حمرين أمس.",
        [happened("AirStrike", participant={"طيران التحالف الدولي"}, target={"داعش"}, place={"حمرين"}, date="2021-08-13")],
    ),
    ("تعرضت قرية كلاوبيان لقصف مدفعي أمس.", [happened("Attack", place={"قرية كلاوبيان"}, date="2021-08-13")]),
    ("تلقى المنتخب ضربة موجعة في مباراة البصرة.", []),
    # air or guns
    (
        "قصفت القوات التركية بطائرات مسيرة مواقع حزب العمال الكردستاني في دهوك أمس.",
        [happened("AirStrike", participant={"القوات التركية"}, target={"حزب العمال الكردستاني"}, place={"دهوك"}, date="2021-08-13")],
    ),
    (
        "قصفت القوات التركية بالمدفعية قرية كلاوبيان أمس.",
        [happened("Attack", perpetrator={"القوات التركية"}, place={"قرية كلاوبيان"}, date="2021-08-13")],
    ),
    ("حلقت طائرات مسيرة فوق دهوك أمس.", []),
    # hunts and their quarry
    (
        "نفذ الجيش العراقي عملية في الحويجة أمس بحثاً عن عناصر داعش.",
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, target={"داعش"}, place={"الحويجة"}, date="2021-08-13")],
    ),
    (
        "بدأ الجيش العراقي أمس ملاحقة عناصر داعش في الحويجة.",
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, target={"داعش"}, place={"الحويجة"}, date="2021-08-13")],
    ),
    ("بحث المزارع عن أغنامه في الحويجة أمس.", []),
    # inherited place, subject and date
    (
        "وفي داقوق، هاجم داعش نقطة للجيش العراقي أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"للجيش العراقي"}, place={"داقوق"}, date="2021-08-13")],
    ),
    (
        "وصل وزير الدفاع إلى أربيل أمس حيث استقبله رئيس إقليم كردستان.",
        [happened("Meeting", participant={"رئيس إقليم كردستان", "وزير الدفاع"}, place={"أربيل"}, date="2021-08-13")],
    ),
    (
        "زار الوفد كركوك التي انسحبت منها قوات البيشمركة عام 2017.",
        [happened("Withdrawal", participant={"قوات البيشمركة"}, place={"كركوك"}, date="2017")],
    ),
    ("وفي داقوق، هطل المطر على نقطة للجيش العراقي أمس.", []),
    # attendance
    (
        f"عقد وزير الدفاع ووزير البيشمركة اجتماعاً في بغداد أمس. وحضر الاجتماع العميد {RABII} والعقيد {ZAIDI}.",
        [happened("Meeting", participant={"وزير الدفاع", "وزير البيشمركة", RABII, ZAIDI}, place={"بغداد"}, date="2021-08-13")],
    ),
    (
        f"استقبل رئيس إقليم كردستان وزير الدفاع أمس. وحضر الاستقبال العميد {RABII}.",
        [happened("Meeting", participant={"رئيس إقليم كردستان", "وزير الدفاع", RABII}, date="2021-08-13")],
    ),
    (f"حضر العميد {RABII} حفلاً موسيقياً في بغداد أمس.", []),
    # what two share
    (
        "اتفقت وزارة الدفاع العراقية ووزارة البيشمركة في ختام اجتماع عقد في أربيل أمس على تبادل المعلومات الاستخبارية.",
        [
            happened(
                "Agreement", party={DEFENCE, PESHMERGA_MINISTRY}, place={"أربيل"}, provision={"intelligence-sharing"}, date="2021-08-13"
            ),
            happened("Meeting", participant={DEFENCE, PESHMERGA_MINISTRY}, place={"أربيل"}, date="2021-08-13"),
        ],
    ),
    # claims, victories, names of operations
    (
        "تبنى داعش الهجوم على قوات البيشمركة في داقوق أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"قوات البيشمركة"}, place={"داقوق"}, date="2021-08-13")],
    ),
    ("تبنى البرلمان مشروع قانون في بغداد أمس.", []),
    ("أعلن العراق النصر على داعش عام 2017.", [happened("MilitaryOperation", participant={"العراق"}, target={"داعش"}, date="2017")]),
    (
        'أطلقت القوات التركية "المخلب الذهبي" في دهوك أمس.',
        [happened("MilitaryOperation", participant={"القوات التركية"}, place={"دهوك"}, name="المخلب الذهبي", date="2021-08-13")],
    ),
    (
        "أطلق الجيش العراقي عملية النسر الحديدي في الحويجة أمس.",
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, place={"الحويجة"}, name="النسر الحديدي", date="2021-08-13")],
    ),
    # two of a dual
    (
        "نفذ طيران التحالف الدولي ضربتين في حمرين، إحداهما في 3 آب 2021 والثانية في 5 آب 2021.",
        [
            happened("AirStrike", participant={"طيران التحالف الدولي"}, place={"حمرين"}, date="2021-08-03"),
            happened("AirStrike", participant={"طيران التحالف الدولي"}, place={"حمرين"}, date="2021-08-05"),
        ],
    ),
    # with words, of governments, of courts and the press: no events
    ("لم يهاجم داعش نقطة للجيش العراقي في داقوق أمس.", []),
    (f"هاجم النائب {RABII} الموازنة في جلسة أمس.", []),
    ("سعى المحتجون إلى الإطاحة بالحكومة العراقية.", []),
    ("تقدم وزير الدفاع بطلب إلى مجلس النواب أمس.", []),
    (
        "تقدم الجيش العراقي نحو الحويجة أمس.",
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, place={"الحويجة"}, date="2021-08-13")],
    ),
    ("ناقش الاجتماع أوضاع البصرة.", []),
    ("وصلت مروحيات هجومية إلى البصرة.", []),
    # by the speaker, behind an aside, on the way, with support, named later on
    (
        "دخلت قوات البيشمركة إلى مخمور عام 2014 وانسحبت منها عام 2017.",
        [
            happened("Deployment", participant={"قوات البيشمركة"}, place={"مخمور"}, date="2014"),
            happened("Withdrawal", participant={"قوات البيشمركة"}, place={"مخمور"}, date="2017"),
        ],
    ),
    (
        "انتشرت قوات البيشمركة في مخمور عام 2014 وانسحبت منها عام 2017.",
        [
            happened("Deployment", participant={"قوات البيشمركة"}, place={"مخمور"}, date="2014"),
            happened("Withdrawal", participant={"قوات البيشمركة"}, place={"مخمور"}, date="2017"),
        ],
    ),
    (
        "تعرض الجيش العراقي لكمين نصبه داعش في داقوق أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"الجيش العراقي"}, place={"داقوق"}, date="2021-08-13")],
    ),
    (
        "أكدت وزارة البيشمركة أنها عقدت اجتماعاً مع وزارة الدفاع العراقية في أربيل أمس.",
        [happened("Meeting", participant={PESHMERGA_MINISTRY, DEFENCE}, place={"أربيل"}, date="2021-08-13")],
    ),
    (
        "أفادت الشرطة الاتحادية بأن مفارزها ألقت القبض على عناصر من داعش في كركوك أمس.",
        [happened("MilitaryOperation", participant={"الشرطة الاتحادية"}, target={"داعش"}, place={"كركوك"}, date="2021-08-13")],
    ),
    (
        "نفذت الشرطة الاتحادية عملية في الحويجة أمس بإسناد من طيران التحالف الدولي.",
        [
            happened(
                "MilitaryOperation",
                participant={"الشرطة الاتحادية"},
                supporter={"طيران التحالف الدولي"},
                place={"الحويجة"},
                date="2021-08-13",
            )
        ],
    ),
    (
        "رئيس إقليم كردستان، الذي حضر المنتدى، التقى وزير الدفاع في أربيل أمس.",
        [happened("Meeting", participant={"رئيس إقليم كردستان", "وزير الدفاع"}, place={"أربيل"}, date="2021-08-13")],
    ),
    (
        "سيتوجه وزير الدفاع إلى أربيل للقاء رئيس إقليم كردستان.",
        [happened("Meeting", "planned", participant={"وزير الدفاع", "رئيس إقليم كردستان"}, place={"أربيل"})],
    ),
    (
        "بحث وزير الدفاع، خلال استقباله وزير البيشمركة في بغداد أمس، الملف.",
        [happened("Meeting", participant={"وزير الدفاع", "وزير البيشمركة"}, place={"بغداد"}, date="2021-08-13")],
    ),
    (
        'أطلق الجيش العراقي في الحويجة أمس عملية عسكرية أطلق عليها اسم "الفجر".',
        [happened("MilitaryOperation", participant={"الجيش العراقي"}, place={"الحويجة"}, name="الفجر", date="2021-08-13")],
    ),
    (
        "أفادت وزارة الدفاع العراقية بأن مسلحين هاجموا نقطة للجيش العراقي في داقوق أمس.",
        [happened("Attack", target={"للجيش العراقي"}, place={"داقوق"}, date="2021-08-13")],
    ),
    (
        "وقعت بغداد وأربيل اتفاقية سنجار عام 2020.",
        [happened("Agreement", party={"بغداد", "أربيل"}, name="اتفاقية سنجار", date="2020")],
    ),
    (
        f"ظهر المطلوب {ZAIDI} في كركوك ثم ألقي القبض عليه أمس.",
        [happened("MilitaryOperation", target={ZAIDI}, place={"كركوك"}, date="2021-08-13")],
    ),
    (f"ألقى {ZAIDI} محاضرة في كركوك أمس.", []),
    ("عقد وزير الدفاع مؤتمراً صحافياً عن البطولة.", []),
    ("افتتح وزير الدفاع في أربيل معرضاً للقاء القراء بالكتاب.", []),
    ("زار المتحف في البصرة وفد طلابي أمس.", []),
    (
        "اتفق الجانبان أمس على تبادل المعلومات.",
        [],
    ),
    (
        "عقدت وزارة الدفاع العراقية ووزارة البيشمركة اجتماعاً في بغداد أمس. واتفق الجانبان على تبادل المعلومات الاستخبارية.",
        [
            happened("Meeting", participant={DEFENCE, PESHMERGA_MINISTRY}, place={"بغداد"}, date="2021-08-13"),
            happened("Agreement", party={DEFENCE, PESHMERGA_MINISTRY}, provision={"intelligence-sharing"}),
        ],
    ),
    # figures of speech, processes, what is not told as having happened
    ("احتلت روسيا المرتبة الثانية في العراق عام 2015.", []),
    ("أعادت واشنطن فرض العقوبات على طهران أمس.", []),
    ("تعرضت السوق في البصرة لركود أمس.", []),
    ("سحبت واشنطن الفيتو أمس.", []),
    ("غيرت إيران والكويت عملية التصدير في العراق عام 2015.", []),
    ("أجرت صحيفة الصباح حواراً مع وزير الدفاع في بغداد أمس.", []),
    ("عقد وزير الدفاع مؤتمراً صحفياً في بغداد أمس.", []),
    ("عرضت الحكومة مكافأة لمن يساعد في القبض على قادة داعش في الموصل.", []),
    (
        "أعلن داعش مسؤوليته عن هجوم على قوات البيشمركة في داقوق أمس.",
        [happened("Attack", perpetrator={"داعش"}, target={"قوات البيشمركة"}, place={"داقوق"}, date="2021-08-13")],
    ),
    # a blast has a victim, and no doer but one that is named so
    (
        "انفجرت عبوة ناسفة أمس في دورية للجيش العراقي في داقوق.",
        [happened("Attack", target={"للجيش العراقي"}, place={"داقوق"}, date="2021-08-13")],
    ),
]

FORMATIONS = [
    (
        "اتفقت وزارة الدفاع العراقية ووزارة البيشمركة أمس على تشكيل لواءين مشتركين.",
        [happened("ForceFormation", "planned", participant={DEFENCE, PESHMERGA_MINISTRY}, date="2021-08-13")],
    ),
    (
        "اتفقت وزارة الدفاع العراقية ووزارة البيشمركة على تشكيل لواءين مشتركين.",
        [happened("ForceFormation", "planned", participant={DEFENCE, PESHMERGA_MINISTRY})],
    ),
    ("اتفقت وزارة الدفاع العراقية ووزارة البيشمركة على تشكيل لجنة طبية.", []),
    ("شكلت وزارة البيشمركة لجنة طبية في مخمور.", []),
    ("شكل الثلج خطراً على الجيش العراقي في مخمور.", []),
    (
        "ستشكل وزارة البيشمركة لواءً مشتركاً مع وزارة الدفاع العراقية.",
        [happened("ForceFormation", "planned", participant={PESHMERGA_MINISTRY, DEFENCE})],
    ),
    ("شكلت وزارة البيشمركة قوة جديدة عام 2020.", [happened("ForceFormation", participant={PESHMERGA_MINISTRY}, date="2020")]),
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
    ("اتفقت بغداد وأربيل على أن تنسحب قوات البيشمركة من كركوك.", ["planned"]),
    ("صدرت أوامر بسحب الجيش العراقي من كركوك.", ["planned"]),
    ("سينسحب الجيش العراقي من كركوك الشهر المقبل.", ["planned"]),
    ("انسحاب الجيش العراقي من كركوك المقرر يوم الاثنين المقبل مهم.", ["planned"]),
    ("الأنباء عن انسحاب الجيش العراقي من كركوك عارية عن الصحة.", ["denied"]),
    ("لا أساس لخبر انسحاب الجيش العراقي من كركوك.", ["denied"]),
    ("نفى وزير الدفاع أن يكون الجيش العراقي قد انسحب من كركوك.", ["denied"]),
    ("نفى وزير الدفاع وقوع خلاف قبل انسحاب الجيش العراقي من كركوك.", ["occurred"]),
    ("لن ينسحب الجيش العراقي من كركوك.", []),
    ("نفى وزير الدفاع وجود خلاف في كركوك التي انسحبت منها قوات البيشمركة.", ["occurred"]),
    ("يعتزم الجيش العراقي سحب قطعاته من كركوك.", ["planned"]),
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
    ("هاجم داعش نقطة للجيش العراقي في داقوق أمس. وارتفعت الحصيلة إلى 13 قتيلاً.", 13, None),
    ("هاجم داعش نقطة للجيش العراقي في داقوق أمس. وأسفر ذلك عن مقتل ثلاثة جنود وإصابة جندي.", 3, 1),
    ("قتل أربعة جنود في هجوم شنه داعش في داقوق. وارتفع عدد القتلى إلى ستة.", 6, None),
    ("خلف هجوم داعش في داقوق خمسة عشر قتيلاً وخمسة وعشرين جريحاً.", 15, 25),
    ("أدى هجوم داعش في داقوق إلى استشهاد اثنين وجرح ثالث.", 2, 1),
    ("أدى هجوم داعش في داقوق إلى مقتل أحد عناصر الشرطة.", 1, None),
    ("أدى هجوم داعش في داقوق إلى مقتل جنديين اثنين.", 2, None),
    ("أدى هجوم داعش في داقوق إلى مقتل مئة شخص.", 100, None),
    ("لقي جنديان مصرعهما في هجوم شنه داعش في داقوق.", 2, None),
    ("هاجم داعش داقوق أمس. وارتفعت الأسعار إلى 13 ديناراً.", None, None),
    ("هاجم داعش داقوق بعد يومين من مطر غزير.", None, None),
    ("هاجم داعش داقوق أمس. وهطل المطر. وأشرقت الشمس. وفي حادث سير مات 3 أشخاص.", None, None),
    ("هاجم داعش داقوق أمس وأحرق 20 منزلاً.", None, None),
    (f"هاجم داعش سيارة العميد {RABII} في داقوق أمس، ما أدى إلى مقتله.", 1, None),
    ("ارتفاع قتلى هجوم داعش في داقوق إلى 21.", 21, None),
    ("أدى هجوم داعش في داقوق إلى سقوط 9 شهداء.", 9, None),
    ("أدى هجوم داعش في داقوق إلى إصابة أربعة من الشرطة.", None, 4),
]


@pytest.mark.parametrize(("text", "expected"), [*OPERATIONS, *STRIKES, *ATTACKS, *MEETINGS, *MOVES, *CONSTRUCTIONS])
def test_events(text: str, expected: list[Happened]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(("text", "expected"), AGREEMENTS)
def test_agreements(text: str, expected: list[Happened]) -> None:
    assert events(text, "Agreement") == expected


@pytest.mark.parametrize(("text", "expected"), FORMATIONS)
def test_formations(text: str, expected: list[Happened]) -> None:
    assert events(text, "ForceFormation") == expected


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
        # what is told of before, names of operations, one person with two others
        ("هاجم داعش نقطة للجيش العراقي في داقوق أمس. وكان داعش هاجم في السابق نقطة للجيش العراقي في داقوق.", ["Attack", "Attack"]),
        ("هاجم داعش نقطة للجيش العراقي في داقوق أمس. وكان داعش قد هاجم داقوق عام 2019.", ["Attack", "Attack"]),
        ("سينسحب الجيش العراقي من كركوك. وكان الجيش العراقي انسحب من كركوك عام 2014.", ["Withdrawal", "Withdrawal"]),
        ('أطلق الجيش العراقي عملية "الفجر" في الحويجة أمس. وتهدف عملية "الفجر" إلى ملاحقة داعش.', ["MilitaryOperation"]),
        ('أطلق الجيش العراقي عملية "الفجر" في الحويجة أمس. وأطلق الجيش العراقي عملية "الغسق" في الحويجة أمس.', ["MilitaryOperation"] * 2),
        ("التقى وزير الدفاع وزير البيشمركة أمس. والتقى وزير الدفاع محافظ كركوك أمس.", ["Meeting", "Meeting"]),
        ("التقى وزير الدفاع وزير البيشمركة في أربيل أمس. وبحث الجانبان خلال اللقاء الرواتب.", ["Meeting"]),
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


@pytest.mark.parametrize(
    ("text", "expected"), [*OPERATIONS, *STRIKES, *ATTACKS, *MEETINGS, *AGREEMENTS, *MOVES, *CONSTRUCTIONS, *FORMATIONS]
)
def test_every_event_has_evidence(text: str, expected: list[Happened]) -> None:
    reading = read(text)
    assert all(event.evidence for event in reading.events)
    for evidence in (e for event in reading.events for e in event.evidence):
        assert len(reading.article.text) >= evidence.span.end > evidence.span.begin >= 0
        assert evidence.rule
