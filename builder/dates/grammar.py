"""The patterns of phrases that say when, over folded text, and the words that such a phrase begins with.

The words here are closed classes (weekdays, times of day, pronouns); the names of months come from the vocabulary.
"""

from __future__ import annotations

import re
from functools import cache

from builder.dates.months import gregorian, hijri

S = r"[^\S\r\n]*"  # white space within a line, or none
SP = r"[^\S\r\n]+"
BESIDE = rf"(?:{SP}|(?=\d)|(?<=\d))"  # white space, which may be left out beside a number: 14آب, عام2014
END = r"(?![^\W\d_])"  # the end of a word

WEEKDAYS = {"اثنين": 0, "ثلاثا": 1, "اربعا": 2, "خميس": 3, "جمعه": 4, "سبت": 5, "احد": 6}
WEEKDAY = rf"ا?ل(?:{'|'.join(WEEKDAYS)}){END}"
_PAST = "ماضي|منصرم|فائت|فايت|سالف|سابق"
_NOW = "جاري|حالي|راهن"
_NEXT = "مقبل|قادم|اتي"
DIRECTION = {word: step for words, step in ((_PAST, -1), (_NOW, 0), (_NEXT, 1)) for word in words.split("|")}
_MODS = rf"ال(?:{_PAST}|{_NOW}|{_NEXT})ه?{END}"
MOD = rf"(?P<mod>{_MODS})"
_SAME = rf"(?:نفس|ذات|عين)(?:ه|ها){END}"

_UNITS = ("اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")


def _ordinals() -> dict[str, int]:
    """Return the spelled days of a month, الأول to الحادي والثلاثون, with their numbers."""
    days = {f"ال{word}": n for n, word in enumerate(_UNITS, 1)} | {"العاشر": 10, "الحادي عشر": 11}
    days |= {f"ال{word} عشر": 10 + n for n, word in enumerate(_UNITS[1:], 2)}
    for tens, value in (("عشرين", 20), ("عشرون", 20), ("ثلاثين", 30), ("ثلاثون", 30)):
        days[f"ال{tens}"] = value
        units = (("حادي", 1), ("واحد", 1), *((w, n) for n, w in enumerate(_UNITS[1:], 2)))
        days |= {f"ال{word} وال{tens}": value + n for word, n in units if value + n <= 31}
    return days


ORDINALS = _ordinals()
_ORDINAL = "|".join(name.replace(" ", SP) for name in sorted(ORDINALS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d(?!\d)"
_DIGIT_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_YEAR_WORD = rf"(?:(?:ا?ل)?(?:عام|سنه){BESIDE})"
# What may follow a month: its year, or how it lies to the article's.
_TAIL = (
    rf"(?:{S}[،,/\-.]?{S}\(?{S}(?:(?:من{SP}|ل)?{_YEAR_WORD})?(?P<y>{YEAR})"
    rf"|{SP}(?:من{SP})?(?P<this>هذا{SP}ا?لعام|هذه{SP}السنه|ا?ل(?:عام|سنه){SP}(?P<ymod>{_MODS})){END}"
    rf"|(?P<same>{SP}(?:من{SP})?(?:(?:نفس|ذات|ذلك|تلك){SP}(?:ال)?(?:عام|سنه)|ال(?:عام|سنه){SP}{_SAME}))"
    rf"|(?P<after>{SP}(?:من{SP})?ا?ل(?:عام|سنه){SP}ا?لتاليه?{END})"
    rf"|{SP}(?:من{SP})?(?:الشهر{SP})?{MOD})?"
)


class Patterns:
    """The compiled patterns; `patterns()` makes them once."""

    def __init__(self) -> None:
        month, islamic = gregorian().pattern, hijri().pattern
        day = rf"(?:(?P<d>{_DIGIT_DAY})(?:{S}[/\-.،]{S}|{BESIDE})(?:من{SP})?|(?P<o>{_ORDINAL}){SP}من{SP})"
        self.full = re.compile(rf"{day}(?:شهر{SP})?(?P<m>{month}){_TAIL}")
        self.month_first = re.compile(rf"(?P<m>{month}){BESIDE}(?P<d>{_DIGIT_DAY}){S}[,،]{S}(?P<y>{YEAR})")
        self.year_first = re.compile(rf"(?P<y>{YEAR}){S}[،,/\-]?{S}(?:{WEEKDAY}{S})?(?P<d>{_DIGIT_DAY}){S}[/\-]?{S}(?P<m>{month})")
        self.day_of_month = re.compile(
            rf"(?:(?P<d>{_DIGIT_DAY}){BESIDE}|(?P<o>{_ORDINAL}){SP})(?:من{SP})?"
            rf"(?:(?:هذا{SP})?الشهر{SP}(?:{MOD}|(?P<same>{_SAME}))|(?P<same2>(?:نفس|ذات){SP}الشهر)|(?P<this>هذا{SP}الشهر)"
            rf"|(?(d)ال(?:{_NOW}){END}|(?!)))"
        )
        zone = r"(?:t\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"
        self.iso = re.compile(rf"(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d|[-/.]\d){zone}")
        self.numeric = re.compile(rf"(?P<a>\d\d?){S}(?P<s>[-/.]){S}(?P<b>\d\d?){S}(?P=s){S}(?P<y>(?:19|20)\d\d)(?!\d|[-/.]\d)")
        self.hijri = re.compile(
            rf"(?P<d>{_DIGIT_DAY}){S}(?:[/\-.،]{S})?(?:من{SP})?(?:شهر{SP})?(?P<m>{islamic})"
            rf"(?:{S}[،,/\-.]?{S}(?:{_YEAR_WORD})?(?P<y>1[345]\d\d)(?!\d)(?:{S}(?:هـ|ه|هجريه?){END})?)?"
        )
        self.month = re.compile(rf"(?P<word>شهر{SP})?(?P<m>{month}){_TAIL}")
        self.month_relative = re.compile(
            rf"ا?لشهر{SP}(?:{MOD}|(?P<same>{_SAME}))|(?P<same2>(?:نفس|ذات){SP}الشهر{END})|(?P<this>هذا{SP}الشهر{END})(?:{SP}{_NOW})?"
        )
        self.year = re.compile(rf"(?:{_YEAR_WORD}|عامي{BESIDE}|سنتي{BESIDE})(?P<y>{YEAR})(?:{S}م{END})?")
        self.year_relative = re.compile(
            rf"ا?ل(?:عام|سنه){SP}(?:{MOD}|(?P<same>{_SAME}))|(?P<same2>(?:نفس|ذات){SP}(?:العام|السنه){END})"
            rf"|(?P<this>(?:هذا{SP}العام|هذه{SP}السنه){END})|(?P<after>ا?ل(?:عام|سنه){SP}التاليه?{END})"
        )
        self.season = re.compile(rf"(?:صيف|شتا|ربيع|خريف){SP}(?:{_YEAR_WORD})?(?P<y>{YEAR})")
        self.season_relative = re.compile(rf"(?:صيف|شتا|ربيع|خريف){SP}(?=(?:ال|هذا{SP})عام|السنه)")
        self.period = re.compile(
            r"(?:مطلع|بدايه|بدايات|نهايه|منتصف|اواسط|اواخر|اخر|اوائل|مستهل|ختام)"
            rf"(?:{SP}(?=[^\W\d_]|\d)|(?=\d))"
        )
        self.bare_year = re.compile(YEAR)
        part = r"(?:فجر|صباح|صبيحه|ضحي|ظهر|ظهيره|عصر|مسا|مغرب|عشيه|ليل|ليله|نهار|منتصف ليله?|منتصف نهار)"
        self.part = re.compile(rf"(?:(?:بعد|قبل){SP})?{part}{SP}")
        self.today = re.compile(rf"(?:يوم{SP}|هذا{SP})?ا?ليوم{END}(?:{SP}هذا{END})?")
        self.last_night = re.compile(rf"الليله{SP}(?:الماضيه|الفائته|الفايته|المنصرمه){END}")
        self.end_of = re.compile(rf"(?:نهايه|ختام|مطلع|بدايه|منتصف){SP}(?P<of>العام|السنه|الشهر){END}(?!{SP}(?:\d|نفس|ذات))")
        self.years_ago = re.compile(
            rf"قبل{SP}(?>(?:(?P<year>عام|سنه)|(?P<years2>عامين|سنتين)|(?P<months2>شهرين)"
            rf"|(?P<n>\d\d?|ثلاثه|اربعه|خمسه|سته|سبعه|ثمانيه|تسعه|عشره|ثلاث|اربع|خمس|ست|سبع|ثماني|تسع|عشر){SP}"
            rf"(?:(?P<years>اعوام|سنوات|عاما)|(?P<months>اشهر|شهور))){END})(?!{SP}(?:من|علي)(?:{SP}|$))"
        )
        self.day_before = re.compile(rf"(?:يوم{SP})?(?:اول{SP}(?:من{SP})?(?:امس|البارحه)|قبل{SP}امس|امس{SP}ال?اول){END}")
        self.yesterday = re.compile(rf"(?:يوم{SP})?(?:(?:ال)?امس|البارحه){END}")
        self.day_after = re.compile(rf"بعد{SP}(?:يوم{SP})?(?:ال)?غدا?{END}")
        self.tomorrow = re.compile(rf"(?:يوم{SP}(?:ال)?غدا?|غدا|غد(?={SP}\(?ال(?:{'|'.join(WEEKDAYS)}))){END}")
        self.weekday = re.compile(rf"(?:يوم{SP}(?:امس{SP})?)?\(?(?P<w>{WEEKDAY})\)?")
        self.a_weekday = re.compile(WEEKDAY)
        self.joined_weekday = re.compile(rf"{S}[،,]?{S}(?:(?P<open>\(){S})?(?P<w>{WEEKDAY})(?(open){S}\))")
        self.night_to = re.compile(rf"{S}(?:[-–—/]{S}|(?:علي|الي){SP})?{WEEKDAY}")
        self.weekday_mod = re.compile(rf"{SP}(?:من{SP}الاسبوع{SP})?{MOD}")
        self.week_mod = re.compile(rf"{SP}(?:من{SP})?(?:هذا{SP})?الاسبوع")
        self.same_day = re.compile(rf"(?:في{SP})?(?:اليوم{SP}{_SAME}|(?:نفس|ذات){SP}اليوم{END})")
        self.next_to_day = re.compile(
            rf"اليوم{SP}(?:(?P<before>الذي{SP}(?:سبقه|سبق|قبله)|السابق)"
            rf"|(?P<after>التالي|الذي{SP}(?:تلاه|يليه|بعده))){END}"
        )
        self.to_absolute = re.compile(rf"{S}[،,\-–]?{S}(?:الموافقه?{SP}|المصادف{SP}|بتاريخ{SP})?(?:ل(?=\d))?\(?{S}")
        self.hijri_to = re.compile(rf"{S}(?:الموافق{SP}ل?|[/\-–(]){S}")
        self.close = re.compile(rf"{S}\)")
        self.yom = re.compile(rf"يوم(?:{SP}(?=\(?\d|ال)|(?=\d))")
        self.ago = re.compile(
            rf"قبل{SP}(?>(?:(?P<one>يوم(?:{SP}واحد)?)|(?P<two>يومين)"
            rf"|(?P<n>\d\d?|ثلاثه|اربعه|خمسه|سته|سبعه|ثمانيه|تسعه|عشره){SP}(?:ايام|يوما)){END})"
            rf"(?!{SP}(?:من|فقط{SP}من)(?:{SP}|$))"
        )
        self.days_after = re.compile(
            rf"بعد{SP}(?>(?:(?P<one>يوم(?:{SP}واحد)?)|(?P<two>يومين)"
            rf"|(?P<n>\d\d?|ثلاثه|اربعه|خمسه|سته|سبعه|ثمانيه|تسعه|عشره){SP}(?:ايام|يوما)){END})(?={SP}(?:من|علي){SP})"
        )
        self.told_of = re.compile(rf"(?:ذلك|هذا){SP}$")


NUMBERS = {"ثلاثه": 3, "اربعه": 4, "خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10}


@cache
def patterns() -> Patterns:
    """Return the compiled patterns."""
    return Patterns()


@cache
def starts() -> dict[str, tuple[tuple[int, str], ...]]:
    """Return each folded word, attached particles and all, that a phrase may begin with: offset of the phrase and kind.

    >>> starts()["وليل"], starts()["بالامس"], "لامس" in starts()
    (((1, 'day'),), ((1, 'day'),), False)
    """
    every, few = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "وك"), ("", "و", "ف")
    articles = {"لشهر", "لعام", "لسنه", "ليوم", *(f"ل{w}" for w in WEEKDAYS)}
    kinds: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
        ("month", tuple({name.split()[0] for name in gregorian().number} | {"شهر", "الشهر", "لشهر"}), every),
        ("ordinal", tuple({name.split()[0] for name in ORDINALS}), every),
        ("year", ("عام", "العام", "لعام", "السنه", "لسنه", "سنه", "عامي", "سنتي"), every),
        ("season", ("صيف", "شتا", "ربيع", "خريف"), every),
        ("period", ("مطلع", "بدايه", "بدايات", "نهايه", "منتصف", "اواسط", "اواخر", "اخر", "اوائل", "مستهل", "ختام"), every),
        ("same", ("نفس", "ذات", "هذا", "هذه"), every),
        ("day", ("اليوم", "ليوم", "يوم", "الامس", "البارحه", *(f"ال{w}" for w in WEEKDAYS), *(f"ل{w}" for w in WEEKDAYS)), every),
        ("day", ("فجر", "صباح", "صبيحه", "ضحي", "ظهر", "ظهيره", "عصر", "مسا", "مغرب", "عشيه", "ليل", "ليله", "نهار", "منتصف"), every),
        ("day", ("امس", "اول", "قبل", "بعد", "غدا", "غد", "الليله"), few),
    ]
    table: dict[str, set[tuple[int, str]]] = {}
    for kind, words, prefixes in kinds:
        for prefix in prefixes:
            for word in words:
                # لسبت is what is left of للسبت after its first letter; by itself it is no word
                if prefix.endswith("ل") or word not in articles:
                    table.setdefault(prefix + word, set()).add((len(prefix), kind))
    return {word: tuple(sorted(found)) for word, found in table.items()}
