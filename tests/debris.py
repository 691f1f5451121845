"""Puts what sites put around and between the lines of articles into a text, and tells where everything has moved. The lines are made up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

# Between the headline and the text.
ABOVE = (
    ("الرئيسية > أخبار > سياسة",),
    ("شارك", "فيسبوك تويتر واتساب تلغرام", "انسخ الرابط"),
    ("+ الخط -", "حجم الخط"),
    ("قراءة 3 دقائق", "158 مشاهدة", "0 تعليق"),
    ("نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا، وباستمرارك في التصفح فإنك توافق على ذلك.", "أوافق"),
    ("تصوير: كامل سعيد", "صورة أرشيفية"),
    ("عدد الزيارات: 1,204", "طباعة", "أرسل لصديق"),
    ("سياسة | اقتصاد | رياضة | منوعات",),
    ("بقلم: سعيد كامل", "تحرير: كامل سعيد"),
)
# Between two paragraphs.
INSIDE = (
    ("اقرأ أيضاً: وزير النقل يفتتح جسراً جديداً في ميسان",),
    ("اقرأ أيضاً", "القبض على مطلوبين اثنين في واسط", "الرئيس الفرنسي يصل إلى بيروت"),
    ("إعلان",),
    ("شاهد أيضاً: هل يزور وزير الخارجية التركي مدينة البصرة؟",),
    ("اشترك في قناتنا على تلغرام لتصلك آخر الأخبار أولاً بأول.",),
    ("جنود أمام مقر القيادة في الموصل (رويترز)",),
    ("أخبار ذات صلة", "مقتل ثلاثة من داعش بغارة جوية في صلاح الدين", "البرلمان اللبناني يؤجل جلسته..."),
    ("تابعونا على فيسبوك",),
    ("شارك هذا الموضوع", "واتساب", "تويتر"),
)
# Behind the text.
BELOW = (
    ("كلمات مفتاحية: العراق، الجيش، الموصل", "#الموصل #الجيش_العراقي #عاجل"),
    ("الوسوم", "البيشمركة", "أربيل"),
    ("مواضيع متعلقة", "وزير النقل يفتتح جسراً جديداً في ميسان", "القبض على مطلوبين اثنين في واسط"),
    ("شارك الخبر", "انسخ الرابط", "طباعة"),
    ("الأكثر قراءة", "انفجار عبوة ناسفة في بابل", "تحالف القوى يلتقي السفير الإيراني في بغداد"),
    ("اترك تعليقاً", "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها.", "خبر مهم، شكراً لوزير الدفاع في لبنان."),
    ("جميع الحقوق محفوظة © 2021",),
    ("سجل في النشرة البريدية", "حمل تطبيقنا على هاتفك"),
    ("السابق", "التالي", "العودة إلى الأعلى"),
)


@dataclass(frozen=True, slots=True)
class Crowded:
    """A text with debris in it: `moved` are the offsets in the bare text from which everything stands so many characters further on."""

    text: str
    moved: tuple[tuple[int, int], ...]

    def shift(self, offset: int) -> int:
        """Return how far a character of the bare text has moved."""
        return max((by for begin, by in self.moved if begin <= offset), default=0)


def crowd(text: str, seed: int) -> Crowded:
    """Put blocks of debris behind the first line, between others and behind the last, chosen by the seed; the text's own lines stay."""
    chance = random.Random(seed)
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line.strip()]
    first, last = full[0], full[-1]
    result, moved, begin, by = list[str](), list[tuple[int, int]](), 0, 0
    for number, line in enumerate(lines):
        moved.append((begin, by))
        result.append(line)
        begin += len(line) + 1
        blocks: Sequence[tuple[str, ...]] = ()
        if number == last:
            blocks = chance.sample(BELOW, 3)
        elif number == first:
            blocks = chance.sample(ABOVE, 2)
        elif number in full and chance.random() < 0.5:
            blocks = [chance.choice(INSIDE)]
        for block in blocks:
            result += block
            by += sum(len(part) + 1 for part in block)
    return Crowded("\n".join(result), tuple(moved))
