"""What looks like a date and is none: offices, names of papers and streets, counts."""

from __future__ import annotations

import re

from builder.dates.grammar import END, SP, YEAR, S

_BEFORE = 40  # how far back a guard looks
_PREPOSITIONS = "في|خلال|منذ|حتي|لغايه|بحلول|طوال|طيله|بين|قبل|بعد|شهر|شهري|غضون"
# Names of months that are words, people or makes besides: these need a preposition that no person follows.
_WEAK = frozenset({"مارس", "اب", "ماي", "اوت", "جوان", "نيسان", "تموز", "شباط", "مايو"})
_THINGS = (
    "جسر|شارع|ساحه|ميدان|ثوره|حي|قوي|تيار|فريق|حركه|اتفاق|اتفاقيه|انقلاب|حراك|حكومه|مستشفي|كتائب|مدرسه|شهدا|نادي|منطقه|انتفاضه|ذكري|احداث|هجمات"
    "|هجوم|حرب|قاعه|ملعب|جامعه|بيان|لوا|فوج|مجمع|معسكر|مطار"
)
_TITLE_HOLDERS = "قائد|امين|مدير|مفتش|مدعي|نائب|ادعا|سكرتير|راي|امن|قطاع|مال|حق|وضع|شان|مشرف|مراقب|مرشد|منسق|مجلس|مقر|صالح|مؤتمر"
_PRAYERS = "صلاه|خطبه|خطيب|امام|خطب|عبد|مسجد|جامع|سوق|حزب|ال|ابو|شارع|مدينه|حي|عيد|ابن|بن|قداس|بين|كلا|كلي|احد|هذين|يومي"
_PAPERS = "صحيفه|جريده|قناه|موقع|وكاله|مجله|روسيا|المصري|اخبار|الاردن|ليبيا|مصر|فلسطين|القدس"
_OPEN, _CLOSE = "\"'“«‹{[(<", "\"'”»›}])>"


class Guards:
    """The guards of one text."""

    def __init__(self, folded: str, text: str, offsets: list[int]) -> None:
        self._folded, self._text, self._offsets = folded, text, offsets

    def _before(self, at: int) -> str:
        return self._folded[max(0, at - _BEFORE) : at]

    def month_may_stand_alone(self, at: int, name: str) -> bool:
        """Tell whether a month without year is a month: a preposition before it, and for آب its آ or a second name."""
        if not _preposition_before.search(self._before(at)):
            return False
        word = re.split(r"[^\w]", name, maxsplit=1)[0]
        if word == "اب":
            return len(name) > 2 or self._text[self._offsets[at]] == "آ"
        return word not in _WEAK or len(name) > len(word) or bool(_strong_before.search(self._before(at)))

    def names_a_thing(self, at: int) -> bool:
        """Tell of جسر 14 تموز, أحداث 11 سبتمبر: days without year that name something."""
        return bool(_thing_before.search(self._before(at)))

    def is_planned(self, at: int) -> bool:
        """Tell of a word shortly before that looks ahead: من المقرر أن يعقد في 20 آب."""
        return bool(_ahead_before.search(self._before(at)))

    def is_office(self, at: int) -> bool:
        """Tell of القائد العام and its like."""
        return bool(_office_before.search(self._before(at)))

    def is_no_weekday(self, at: int) -> bool:
        """Tell of صلاة الجمعة, عبد الأحد, بين الاثنين."""
        return bool(_prayer_before.search(self._before(at)))

    def year_may_stand_alone(self, at: int, end: int) -> bool:
        """Tell whether four digits are a year: منذ 2014, عامي 2006 و2008, but no count and no model."""
        before, after = self._before(at), self._folded[end : end + 2]
        if _second_year_before.search(before):
            return True
        if not _year_before.search(before):
            return False
        # a noun after في 2000 is what is counted; a verb or a mark is not
        return not after[:1].isspace() or not _counted_after.match(self._folded, end)

    def is_no_day(self, at: int, end: int, step: int) -> bool:
        """Tell of اليوم and غدا that mean no day: اليوم الأول, بغداد اليوم, تيار الغد, and غدا the verb."""
        before, after = self._before(at), self._folded[end : end + 20]
        if step == 0:
            other = _ordinal_after.match(after) or _paper_before.search(before) or _that_before.search(before)
            return bool(other) or self._is_title(before, after)
        if step == 1 and self._folded[at:end] == "غدا":
            raw = self._text[self._offsets[at] : self._offsets[end]]
            return not ("\u064b" in raw or not after.strip() or after.lstrip()[0] in '.،,:؛!?؟)"»' or _future_before.search(before))
        return False

    def _is_title(self, before: str, after: str) -> bool:
        """Tell of a paper's name in quotes, or at a line's start before its stroke: «اليوم», بغداد اليوم-."""
        quoted = bool(re.search(rf"[{re.escape(_OPEN)}]{S}(?:[^\W\d_]+{SP})?$", before)) and after[:1] != "" and after[0] in _CLOSE
        city = re.search(rf"(?:^|[\n\r{re.escape(_OPEN)}]){S}ل?(?:بغداد|العراق|كردستان|كوردستان){SP}$", before)
        return quoted or bool(city and re.match(rf"{S}[-–/{re.escape(_CLOSE)}]", after))

    def continues_number(self, at: int) -> bool:
        """Tell of digits that stand inside a longer number or time."""
        before = self._folded[max(0, at - 2) : at]
        return before[-1:].isdigit() or (before[:1].isdigit() and before[-1:] in tuple(".:/-,٫٬"))


def _word_before(words: str, article: str = "(?:ال)?") -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:[وفبلك]|لل)?{article}(?:{words})\W{{1,3}}$")


_preposition_before = re.compile(rf"(?<![^\W\d_])(?:[وف])?(?:{_PREPOSITIONS}|من|الي|و){SP}$")
_strong_before = re.compile(rf"(?<![^\W\d_])(?:[وف])?(?:في|خلال|منذ|بحلول|شهر|حتي){SP}$")
_thing_before = _word_before(_THINGS)
_office_before = _word_before(_TITLE_HOLDERS)
_prayer_before = _word_before(_PRAYERS)
_paper_before = _word_before(_PAPERS, "")
_that_before = re.compile(rf"(?:ذلك|كل|قوت|عدد){SP}$")
_year_before = re.compile(
    rf"(?<![^\W\d_])(?:[وفل])?(?:منذ|في|حتي|لغايه|بين|من|الي|خلال|بعد|قبل|مطلع|نهايه|بدايه|اواخر|اوائل|منتصف|ربيع|صيف|خريف|شتا){SP}$|^{S}\(?$"
)
_second_year_before = re.compile(
    rf"(?:عامي|سنتي|اعوام|بين|عام|منذ|من|سنه|في|\(){SP}?(?:(?:ال)?عام{SP})?(?:{YEAR}{S}[،,و]{S})*{YEAR}{S}(?:و|الي|حتي|-|–|/){S}$"
)
_counted_after = re.compile(
    rf"{SP}(?:شخص|مقاتل|عنصر|قريه|كيلو|كم|متر|دولار|دونم|عسكري|جندي|اسره|عائله|منزل|مدني|طن|دينار|مليون|مليار|الف|موقع|بيت|قتيل|نقطه"
    "|مسلح|ساعه|يوم|ضابط|شرطي|طالب|مواطن|منتسب|نازح|حاله|لاجئ|سنه)"
)
_ordinal_after = re.compile(
    rf"{SP}ال(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي|عشرين|عالمي|وطني|دولي|واحد|اخير|ذي|موعود|منشود){END}"
)
_ahead_before = re.compile(
    r"(?<![^\W\d_])(?:و|ف)?(?:ال(?:مقرر|مزمع|مرتقب|منتظر|متوقع)ه?|سوف|س[يت](?:عقد|بدا|نطلق|جري|زور|تم|كون|صل|جتمع|بحث|ستانف|شهد|نتهي|نظم|وقع))"
    r"(?![^\W\d_])[^.؛!؟\n]*$"
)
_future_before = re.compile(rf"(?:(?<![^\W\d_])(?:[ستين][^\W\d_]+|س[يت][^\W\d_]+(?:{SP}[^\W\d_]+){{1,4}})|من|المقرر|المزمع|حتي){SP}$")
