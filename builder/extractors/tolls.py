"""The dead and the wounded: digits, words, dual and single nouns.

مقتل 15 شخصاً · 17 جريحا · أصيب جنديان آخران · قتلوا شرطياً وأصابوا اثنين
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.units import Line, Unit
from builder.folding import fold, fold_words

_DEAD_VERBS = fold_words(
    "قتل مقتل بمقتل استشهاد استشهد باستشهاد مصرع وفاة سقوط لقي قتلت قتلوا فقتلوا فقتل وقتل وقتلت بقتل قتله قتلهم استشهدوا بحياة "
    "ضحيته ضحيتها ضحيتهما أردى أردت"
)
_HURT_VERBS = fold_words("أصيب اصيب إصابة اصابة جرح وجرح أصابوا وأصابوا وإصابة واصابة وأصيب بإصابة وأصابت جرحت أصاب")
_DEAD_NOUNS = fold_words("قتيلا قتيل قتلى شهيدا شهداء شهيد قتيلين قتيلان شهيدين شهيدان")
_HURT_NOUNS = fold_words("جريحا جرحى جريح مصابا مصابين مصاب جريحين جريحان")
_DUALS = fold_words(
    "جنديان جنديين شرطيان شرطيين عنصران عنصرين مدنيان مدنيين شخصان شخصين قتيلين قتيلان ضابطان ضابطين مقاتلان "
    "مقاتلين اثنين اثنان شهيدين جريحين إرهابيين إرهابيان مسلحان مسلحين"
)
_THIRD = fold_words("ثالث رابع خامس سادس ثالثا رابعا آخر")  # استشهاد اثنين وجرح ثالث
_OF_HIM = fold_words("مقتله مقتلها استشهاده إصابته إصابتها")
_COUNTED_DEAD = fold_words("القتلى الضحايا الشهداء قتلى ضحايا شهداء")
_COUNTED_HURT = fold_words("الجرحى المصابين جرحى مصابي")
_SIGNS = _DEAD_VERBS | _HURT_VERBS | _OF_HIM | _DEAD_NOUNS | _HURT_NOUNS | _COUNTED_DEAD | _COUNTED_HURT
_COUNTED = _DEAD_NOUNS | _HURT_NOUNS | _COUNTED_DEAD | _COUNTED_HURT
_SINGLES = fold_words(
    "جندي شرطي شرطيا جنديا مدني مدنيا ضابط ضابطا شخص شخصا مقاتل عنصر مواطن طفل امرأة قتيلا راع راعي راعيا فتى فتاة سائق سائقه متعاقد "
    "طالب صحفي مزارع شيخ قيادي مسلح إرهابي عامل حارس منتسب منتسبا متطوع سيدة رجل شاب انتحاري "
    "عنصرا مدنية طفلة طفلا مقاتلا مسلحا إرهابيا عسكري عسكريا"
)
_UNITS = (
    "واحد واحدة",
    "اثنين اثنان اثنتين اثنا اثني",
    "ثلاثة ثلاث",
    "أربعة أربع",
    "خمسة خمس",
    "ستة ست",
    "سبعة سبع",
    "ثمانية ثماني",
    "تسعة تسع",
    "عشرة عشر",
)
_TENS = ("عشرين عشرون", "ثلاثين ثلاثون", "أربعين أربعون", "خمسين خمسون", "ستين ستون", "سبعين سبعون", "ثمانين ثمانون", "تسعين تسعون")
_WORDS = {word: number for number, forms in enumerate(_UNITS, 1) for word in fold_words(forms)}
_WORDS |= {word: 10 * number for number, forms in enumerate(_TENS, 2) for word in fold_words(forms)} | {fold("مئة"): 100}


def find_tolls(units: Line) -> list[tuple[int, str, int]]:
    """Return (place in the sentence, "killed" or "wounded", number) for each toll of a sentence."""
    found: list[tuple[int, str, int]] = []
    if not units.has(_SIGNS):
        return found
    for place, unit in enumerate(units):
        if unit.kind not in ("word", "trigger", "mark"):
            continue
        if unit.bare in _DEAD_VERBS or unit.key in _DEAD_VERBS:
            number = _number_behind(units, place)
            if number is not None:
                found.append((place, "killed", number))
        elif unit.bare in _HURT_VERBS or unit.key in _HURT_VERBS:
            number = _number_behind(units, place)
            if number is not None:
                found.append((place, "wounded", number))
        elif unit.bare in _OF_HIM:
            found.append((place, "wounded" if unit.bare.startswith("اصاب") else "killed", 1))
        elif unit.bare in _COUNTED and place:
            number = _number_before(units, place) if unit.bare not in _DUALS else 2
            if number is None and unit.bare in _COUNTED_DEAD | _COUNTED_HURT:
                number = _risen_to(units, place)
            if number is not None:
                found.append((place, "killed" if unit.bare in _DEAD_NOUNS | _COUNTED_DEAD else "wounded", number))
    return found


def _number_before(units: Sequence[Unit], place: int) -> int | None:
    """Return the number right before a noun: ثمانية شهداء, خمسة عشر قتيلا, خمسة وعشرون جريحا."""
    return next((n for first in (place - 2, place - 1) if first >= 0 and (n := _number(units, first, place)) is not None), None)


def _number(units: Sequence[Unit], first: int, last: int) -> int | None:
    """Return the number that the units from `first` to `last` (exclusive) spell, all of them."""
    if last - first == 2 and units[first].bare in ("احد", "احدي") and _value(units[first + 1]) == 10:
        return 11
    values = [_value(u) for u in units[first:last]]
    known = [v for v in values if v is not None]
    if not known or len(known) != len(values):
        return None
    if len(known) == 1:
        return known[0]
    teen = known[1] == 10 and known[0] < 10 and not units[first + 1].key.startswith("و")
    tens = known[1] >= 20 and known[0] < 10 and units[first + 1].key.startswith("و")
    return sum(known) if teen or tens else None


def _risen_to(units: Sequence[Unit], place: int) -> int | None:
    """Return the number that a count has come to: ارتفع عدد القتلى إلى 23; ارتفاع قتلى كمين … إلى 21."""
    for index in range(place + 1, min(place + 9, len(units) - 1)):
        if units[index].bare in ("الي", "عند", "بلغ", "بلغت"):
            return number_at(units, index + 1)
        if units[index].bare in _DEAD_NOUNS | _HURT_NOUNS | _COUNTED_HURT or units[index].key in (".", "،"):
            return None
    return None


def number_at(units: Sequence[Unit], index: int) -> int | None:
    """Return the number that begins at `index`."""
    for last in (index + 2, index + 1):
        number = _number(units, index, last) if last <= len(units) else None
        if number is not None:
            thousands = last < len(units) and units[last].bare in ("الف", "الفا", "الاف")  # 40 ألف قتيل
            return number * 1000 if thousands else number
    return None


def _value(unit: Unit) -> int | None:
    """Return the number that a unit says."""
    digits = unit.bare.lstrip("و")
    if digits.isdigit() and len(digits) < 5:
        return int(digits)
    return _WORDS.get(unit.bare)


def _number_behind(units: Sequence[Unit], place: int) -> int | None:
    """Return the number within three units behind a verb or masdar of death or injury."""
    for index, unit in enumerate(units[place + 1 : place + 4], place + 1):
        value = number_at(units, index)
        if value is not None:
            return value
        if unit.bare in _THIRD and index == place + 1:
            return 1
        if unit.bare in ("احد", "احدي", "احدهم") and index == place + 1:  # قتل أحد عناصر الحزب
            return 1
        if unit.bare in _DUALS:
            return 2
        if unit.bare in _SINGLES:
            return 1
        if unit.kind in ("date", "quote") or unit.key in ("،", ".", "("):
            return None
        if unit.kind == "trigger" and unit.bare not in _DEAD_VERBS | _HURT_VERBS:
            return None
    return None
