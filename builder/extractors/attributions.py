"""What is laid to a speaker without a finite verb of saying of his own: by a preposition, a paper, a relay, a colon, a masdar.

بحسب رسول · وجاء في بيان للوزارة · نقلت وكالة … عن فلان قوله · الخفاجي: لا تهاون · بعد إعلان خلية الإعلام الأمني
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.extractors.sayings import Saying, content_begin, extent, is_long_quote, quote_behind
from builder.extractors.speakers import nearest_actor, topic
from builder.extractors.units import FINITE, Line, Unit
from builder.folding import fold, fold_words
from builder.model import Evidence
from builder.particles import THAT
from builder.vocabulary import ACTORS

_REPORTS = fold_words(
    "آخر أحدث الأخيرة الاخيرة حصيلة الحصيلة لحصيلة إحصائية احصائية لإحصائية لاحصائية بيان لبيان البيان تقرير لتقرير إحصاءات أرقام التي الذي"
)
_OPINIONS = frozenset("راي قول تعبير نظر تقدير لسان روايه حد وصف اعتقاد".split())
OPINIONS = frozenset(particles + word for word in _OPINIONS for particles in ("", "ب", "و", "وب"))  # برأي, وفي رأي
_ISSUING = fold_words("أصدره أصدرته أصدرها نشره نشرته نشرتها نشرها صادر صدر عن أعلنته أعلنه ما حينها رسمية رسمي نهائية أولية")


def according(units: Sequence[Unit], place: int) -> Saying | None:
    """Read بحسب فلان, وفقاً للقيادة."""
    index = place + 1
    if index < len(units) and units[index].bare in {fold("بيان"), "ل", "عن", "الي", fold("ما"), fold("مصدر")} | THAT:
        index += 1
    while (
        index < min(place + 7, len(units))
        and units[index].kind in ("word", "trigger")
        and units[index].bare in _REPORTS | _ISSUING | _OPINIONS
    ):
        index += 1  # بحسب آخر حصيلة لوزارة الصحة; وفقا لبيان أصدره فلان
    if index >= len(units):
        return None
    unit = units[index]
    if unit.kind != "phrase" or unit.entity_kind not in ACTORS or unit.entity is None:
        return None
    if units[place].bare.endswith("بالنسبه") and unit.entity_kind != "Official":
        return None
    return Saying(unit.entity, None, place, len(units), Evidence(extent(units, place, 3), "statement-according-to", 0.75))


def of_opinion(units: Sequence[Unit], place: int) -> bool:
    """Tell of في رأي, برأي, على حد قول, وفق رواية and their kin."""
    unit, before = units[place], units[place - 1].bare if place else ""
    bare = unit.bare.lstrip("و")
    word = bare.removeprefix("ب")
    return word in _OPINIONS and (bare != word or before in ("في", "علي", "حد", "وفق", "بحسب", "حسب")) and unit.form not in FINITE


def stated(units: Sequence[Unit], place: int, anaphora: dict[str, str]) -> Saying | None:
    """Read whose a statement is: وجاء في بيان للوزارة; في بيان صادر عن وزارة الخارجية."""
    index = place + 1
    while index < min(place + 4, len(units)) and units[index].bare in _ISSUING:
        index += 1
    if index >= len(units):
        return None
    unit = units[index]
    if unit.kind in ("word", "trigger") and unit.key.startswith("لل") and "ا" + unit.key[1:] in anaphora:
        return Saying(anaphora["ا" + unit.key[1:]], None, place, place, Evidence(extent(units, place), "statement-paper", 0.75))
    if unit.kind != "phrase" or unit.entity is None or unit.entity_kind not in ACTORS:
        return None
    if not (unit.attached.endswith("ل") or units[index - 1].bare == "عن" or units[index - 1].bare in _ISSUING):
        return None
    return Saying(unit.entity, None, place, place, Evidence(extent(units, place), "statement-paper", 0.75))


def relayed(units: Sequence[Unit], place: int) -> Saying | None:
    """Read نقلت وكالة كذا عن فلان قوله."""
    about = next((i for i in range(place + 1, min(place + 14, len(units))) if units[i].bare == "عن"), None)
    if about is None:
        return None
    speaker = next((u for u in units[about + 1 : about + 4] if u.kind == "phrase" and u.entity_kind in ACTORS), None)
    if speaker is None and units[place + 1].entity_kind == "Official":  # ينقل مدير المكتب عن نازحين أنهم …
        speaker = units[place + 1]
    outlet = next((u.entity for u in units[place + 1 : about] if u.kind == "phrase" and u.entity_kind == "Outlet"), None)
    if speaker is None or speaker.entity is None:
        return None
    return Saying(
        speaker.entity,
        outlet,
        place,
        content_begin(units, about + 1),
        Evidence(extent(units, place), "statement-relayed", 0.9),
        False,
        quote_behind(units, place),
    )


def headed(units: Line) -> Saying | None:
    """Read a line that a name and a colon head: الخفاجي: لا تهاون; - بارزاني: أكملنا اختيار مقاتلينا."""
    if ":" not in units.spellings:
        return None
    place = next((i for i, u in enumerate(units) if u.kind not in ("mark", "quote")), len(units))
    if place + 2 >= len(units) or units[place].kind != "phrase" or units[place + 1].key != ":":
        return None
    speaker = units[place]
    if speaker.entity is None or speaker.entity_kind not in ("Official", "Post", "Ministry") or speaker.attached:
        return None
    return Saying(speaker.entity, None, place, place + 1, Evidence(extent(units, place), "statement-colon", 0.7))


def quoted(units: Line) -> Saying | None:
    """Read a quotation behind a colon that no verb of saying introduces: أما رئيس الأركان فيربط ما يحدث بالانسحاب: "تركنا وراءنا خطاً …"."""
    if ":" not in units.spellings:
        return None
    colon = next(
        (i for i, u in enumerate(units[:-1]) if u.key == ":" and units[i + 1].kind == "quote" and is_long_quote(units, i + 1)), None
    )
    if colon is None or (units.statements and units.statements[0] < colon):
        return None
    speaker = topic(units, colon)
    if speaker is None:
        return None
    return Saying(speaker, None, colon, colon, Evidence(extent(units, colon), "statement-quoted", 0.7), quote=quote_behind(units, colon))


def announcement(units: Sequence[Unit], place: int) -> Saying | None:
    """Read a masdar of saying with its speaker: بعد إعلان خلية الإعلام الأمني."""
    following = units[place + 1] if place + 1 < len(units) else None
    if (
        following is None
        or following.kind != "phrase"
        or following.attached
        or following.entity_kind not in ACTORS
        or following.entity is None
    ):
        return None
    return Saying(following.entity, None, place, place, Evidence(extent(units, place), "statement-masdar", 0.7))


def led_to_say(units: Sequence[Unit], place: int) -> Saying | None:
    """Read حرص المتحدث على القول إن, ذهب الخبير إلى القول."""
    if units[place].key != "القول" or place == 0 or units[place - 1].bare not in ("علي", "الي"):
        return None
    speaker = nearest_actor(units, place)
    content = content_begin(units, place)
    return Saying(speaker, None, place, content, Evidence(extent(units, place), "statement-verb-speaker", 0.8)) if speaker else None


def fellow_speakers(units: Sequence[Unit], saying: Saying) -> Iterator[Saying]:
    """Yield those who speak with the speaker: توعدت رئاسة الأركان وقيادة العمليات."""
    first = next((i for i in range(saying.verb + 1, min(saying.verb + 8, len(units))) if units[i].entity == saying.speaker), None)
    while first is not None and first + 1 < len(units):
        first += 2 if units[first + 1].key in ("،", ",") and first + 2 < len(units) else 1
        if units[first].kind != "phrase" or units[first].attached != "و":
            return
        fellow = units[first]
        if fellow.entity and fellow.entity_kind in ACTORS:
            yield replace(saying, speaker=fellow.entity)
