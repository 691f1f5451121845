"""The dead and the wounded: digits, words, dual and single nouns.

مقتل 15 شخصاً · 17 جريحا · أصيب جنديان آخران · قتلوا شرطياً وأصابوا اثنين
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.units import Unit
from builder.folding import fold, fold_words

_DEAD_VERBS = fold_words(
    "قتل مقتل بمقتل استشهاد استشهد باستشهاد مصرع وفاة سقوط لقي قتلت قتلوا فقتلوا فقتل وقتل وقتلت بقتل قتله قتلهم استشهدوا بحياة"
)
_HURT_VERBS = fold_words("أصيب اصيب إصابة اصابة جرح وجرح أصابوا وأصابوا وإصابة واصابة وأصيب بإصابة وأصابت جرحت أصاب")
_DEAD_NOUNS = fold_words("قتيلا قتيل قتلى شهيدا شهداء شهيد قتيلين قتيلان شهيدين شهيدان")
_HURT_NOUNS = fold_words("جريحا جرحى جريح مصابا مصابين مصاب جريحين جريحان")
_DUALS = fold_words(
    "جنديان جنديين شرطيان شرطيين عنصران عنصرين مدنيان مدنيين شخصان شخصين قتيلين قتيلان ضابطان ضابطين مقاتلان "
    "مقاتلين اثنين اثنان شهيدين جريحين إرهابيين إرهابيان مسلحان مسلحين"
)
_SINGLES = fold_words("جندي شرطي شرطيا جنديا مدني مدنيا ضابط ضابطا شخص شخصا مقاتل عنصر مواطن طفل امرأة قتيلا")
_WORDS = {
    fold(w): n
    for w, n in {
        "واحد": 1,
        "اثنين": 2,
        "اثنان": 2,
        "ثلاثة": 3,
        "ثلاث": 3,
        "أربعة": 4,
        "أربع": 4,
        "خمسة": 5,
        "خمس": 5,
        "ستة": 6,
        "ست": 6,
        "سبعة": 7,
        "سبع": 7,
        "ثمانية": 8,
        "ثماني": 8,
        "تسعة": 9,
        "تسع": 9,
        "عشرة": 10,
        "عشر": 10,
    }.items()
}


def find_tolls(units: Sequence[Unit]) -> list[tuple[int, str, int]]:
    """Return (place in the sentence, "killed" or "wounded", number) for each toll of a sentence."""
    found: list[tuple[int, str, int]] = []
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
        elif unit.bare in _DEAD_NOUNS | _HURT_NOUNS and place:
            number = _value(units[place - 1]) if unit.bare not in _DUALS else 2
            if number is not None:
                found.append((place, "killed" if unit.bare in _DEAD_NOUNS else "wounded", number))
    return found


def _value(unit: Unit) -> int | None:
    """Return the number that a unit says."""
    digits = unit.bare.lstrip("و")
    if digits.isdigit() and len(digits) < 5:
        return int(digits)
    return _WORDS.get(unit.bare)


def _number_behind(units: Sequence[Unit], place: int) -> int | None:
    """Return the number within three units behind a verb or masdar of death or injury."""
    for unit in units[place + 1 : place + 4]:
        value = _value(unit)
        if value is not None:
            return value
        if unit.bare in _DUALS:
            return 2
        if unit.bare in _SINGLES:
            return 1
        if unit.kind in ("date", "quote") or unit.key in ("،", ".", "("):
            return None
        if unit.kind == "trigger" and unit.bare not in _DEAD_VERBS | _HURT_VERBS:
            return None
    return None
