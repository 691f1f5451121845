"""Forces, ministries and other bodies that the lexicon does not name but that are built like their kind.

الفرقة 14 · لواء مغاوير الحدود · شرطة ديالى · قيادة عمليات غرب نينوى · وزارتي الدفاع والبيشمركة · لجنة الأمن والدفاع
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.chart import Chart
from builder.lexicon import Entry
from builder.model import Mention

_TENS = frozenset("والعشرين والعشرون والثلاثين والثلاثون والاربعين والخمسين والستين والسبعين والثمانين والتسعين".split())
_NOT_A_COMPLEMENT = ("containment", "common-after-place-kind")


def _place_at(chart: Chart, index: int) -> int | None:
    """Return the index after a place of the lexicon that begins at `index` without particles."""
    ends = [m.last for m in chart.at(index, "entity") if m.start == 0 and chart.lexicon.entries[m.label.target].kind == "Location"]
    return max(ends, default=None)


def _adjectives(chart: Chart, index: int, sets: tuple[str, ...] = ("demonyms", "name-adjectives")) -> int:
    """Return the index after the adjectives that complete a name, feminine nationality included."""
    limit = chart.limit(index)
    while index < limit and (chart.member(index, *sets) or feminine_demonym(chart, index)):
        index += 1
    return index


def feminine_demonym(chart: Chart, index: int) -> bool:
    """Tell of العراقية beside العراقي."""
    key = chart.key(index)
    return key.endswith("يه") and key[:-1] in chart.lexicon.words.get("demonyms", ())


def _after_ordinal(chart: Chart, index: int) -> int | None:
    """Return the index after a unit's number: 14, السادس, الحادي والعشرين."""
    if index < chart.limit(index) and chart.tokens[index].kind == "number":
        return index + 1
    end = index
    while (
        end < chart.limit(index)
        and end < index + 2
        and (chart.member(end, "ordinals") or (end > index and chart.start_in(end, "ordinals")))
    ):
        end += 1
    return end if end > index else None


def numbered_units(chart: Chart, index: int) -> Iterator[Mention]:
    """الفرقة 14; اللواء الثاني; فرقة المشاة العشرين; الفرقتين 14 و16 (two units)."""
    start = chart.start_in(index, "unit-heads")
    if start is None or index >= chart.limit(index):
        return
    end = index + 1
    while end < chart.limit(index) and end < index + 4 and _qualifies(chart, end):
        end += 1
    qualified = end > index + 1
    head = chart.key(index)[start:]
    if head.endswith(("ين", "ان")) and chart.member(end, "ordinals") and chart.start_in(end + 1, "ordinals") == 1:
        yield from _pair_of_units(chart, index, end, start)
        return
    number = _after_ordinal(chart, end)
    if (
        not qualified
        and number is None
        and head in ("فوج", "لواء", "لوا", "كتيبه", "سريه", "فرقه")
        and chart.definite(end)
        and not chart.is_verb(end)
        and not chart.member(end, "rank-tails", "common-after-place-kind", "containment")
        and not chart.at(end, "rank")
        and not chart.at(end, "role")
    ):
        stop = _adjectives(chart, end + 1)
        number = _after_ordinal(chart, stop)
        if stop > end + 1 or number:  # فوج المهمات الخاصة; لواء الحدود الأول
            yield chart.mention("Force", index, number or stop, "force-described-unit", start=start, subtype="MilitaryUnit", confidence=0.7)
            return
    if head in ("المنطقه", "الوحده", "وحده") and number is None:
        return
    if number is None and not (qualified and not head.startswith("ال") and end - index >= 2):
        return
    stop = number or end
    more = end
    while more < chart.limit(index) and number is not None and (_qualifies(chart, stop) or chart.member(stop, "demonyms")):
        stop += 1
        more = stop
    first, name = index, None
    if head == "المنطقه" and chart.start_in(index - 1, "force-heads") is not None and chart.key(index - 1).endswith("قياده"):
        first, start, name = index - 1, chart.start_in(index - 1, "force-heads") or 0, chart.text_key(index, stop, start)
    yield chart.mention("Force", first, stop, "force-numbered-unit", start=start, name=name, subtype="MilitaryUnit", confidence=0.85)
    while number is not None and stop + 1 < chart.limit(index) and chart.key(stop) == "و" and chart.tokens[stop + 1].kind == "number":
        name = f"{head} {chart.key(stop + 1)}"
        yield chart.mention("Force", stop, stop + 2, "force-coordinated-unit", name=name, subtype="MilitaryUnit", confidence=0.8)
        stop += 2


def _qualifies(chart: Chart, index: int) -> bool:
    """Tell of a branch in a unit's name; آلي is one, إلى is none, and للشرطة names whose it is."""
    return chart.member(index, "unit-qualifiers") and not chart.is_stop(index) and not chart.key(index).startswith("لل")


def _pair_of_units(chart: Chart, index: int, ordinal: int, start: int) -> Iterator[Mention]:
    """الفرقتين الثامنة والعاشرة; اللواءين الثاني والرابع والعشرين: two units, the second named by its number alone."""
    last = ordinal + 2
    if chart.key(last) in _TENS:
        last += 1
    yield chart.mention("Force", index, ordinal + 1, "force-numbered-unit", start=start, subtype="MilitaryUnit", confidence=0.8)
    name = f"{chart.text_key(index, ordinal, start)} {chart.text_key(ordinal + 1, last, 1)}"
    yield chart.mention("Force", ordinal + 1, last, "force-coordinated-unit", start=1, name=name, subtype="MilitaryUnit", confidence=0.8)


def axes_of_a_place(chart: Chart, index: int) -> Iterator[Mention]:
    """محور غرب كركوك; محور بردي: a sector of the front, after a post or in a force."""
    start = chart.start_in(index, "unit-heads")
    if start is None or chart.key(index)[start:] != "محور":
        return
    end = index + 1
    while chart.key(end) in ("شرق", "غرب", "شمال", "جنوب"):
        end += 1
    place = _place_at(chart, end)
    if place:
        yield chart.mention("Force", index, place, "force-axis", start=start, subtype="MilitaryUnit", confidence=0.75)


def forces_of_a_place(chart: Chart, index: int) -> Iterator[Mention]:
    """شرطة ديالى; قيادة عمليات غرب نينوى; عمليات الأنبار; استخبارات كركوك."""
    start = chart.start_in(index, "force-heads")
    if start is None:
        return
    limit, end = chart.limit(index), index + 1
    while end < limit and end < index + 3 and chart.member(end, "force-heads"):
        end += 1
    while end < limit and chart.key(end) in ("شرق", "غرب", "شمال", "جنوب", "محافظه", "قضاء", "مدينه"):
        end += 1
    place = _place_at(chart, end)
    if place is None:
        return
    heads = chart.text_key(index, end, start)
    if heads.split()[0] not in ("شرطه", "قياده", "عمليات", "استخبارات", "اسايش", "طوارئ", "قوات", "مغاوير", "حشد"):
        return
    if heads in ("قياده", "عمليات", "قوات") and heads != "عمليات":
        return
    if " " in heads and chart.lexicon.entity(heads, "Force"):  # استردت قوات البيشمركة | سنجار
        return
    if heads == "عمليات" and not _is_operations_command(chart, index, start):
        return
    subtype = "Command" if "عمليات" in heads or "قياده" in heads else None
    yield chart.mention("Force", index, place, "force-of-a-place", start=start, subtype=subtype, confidence=0.85)


def _is_operations_command(chart: Chart, index: int, start: int) -> bool:
    """Tell the command from military operations in a place: قائد عمليات نينوى against عمليات في نينوى."""
    previous = chart.key(index - 1)
    if chart.tokens[index].key[:start] == "" and (
        chart.at(index - 1, "role") or previous in ("قياده", "قاطع", "ضمن", "قيادات", "باسم", "«", "اعلام")
    ):
        return True
    return any(m.last == index and chart.at(m.first, "role") for back in (2, 3) for m in chart.at(index - back, "role"))


def described_forces(chart: Chart, index: int) -> Iterator[Mention]:
    """القوات التركية; قوات الأمن الاتحادية; الجيش السوري; ميليشيات عشائرية; مقاتلين عشائريين."""
    start = chart.start_in(index, "force-heads")
    if start is None or chart.key(index)[start:] in ("قياده", "القياده", "عمليات", "قيادات", "طوارئ", "حشد"):
        return
    end = _adjectives(chart, index + 1)
    demonym = any(chart.member(i, "demonyms") or feminine_demonym(chart, i) for i in range(index + 1, end))
    if chart.key(index + 1) in ("عشائريين", "عشائريون", "العشائر"):
        yield chart.mention("Force", index, index + 2, "force-tribal-fighters", start=start, confidence=0.75)
    elif end > index + 1 and (demonym or chart.key(index)[start:] not in ("القوات", "قوات", "جيش", "مقاتلي", "مقاتلين", "فصائل", "كتائب")):
        yield chart.mention("Force", index, end, "force-with-adjective", start=start, confidence=0.8)


def ministries(chart: Chart, index: int) -> Iterator[Mention]:
    """وزارة الهجرة والمهجرين; وزارة الدفاع الإيطالية; وزارتي الدفاع والبيشمركة (two ministries)."""
    start = chart.start_in(index, "ministry-heads")
    if start is None:
        return
    head = chart.key(index)[start:]
    if head == "وزاره":
        end = index + 1
        while (
            end < chart.limit(index) and end < index + 4 and (chart.definite(end) or (end > index + 1 and _definite_after_and(chart, end)))
        ):
            if chart.is_verb(end) or chart.at(end, "rank") or chart.at(end, "role"):
                break
            end += 1
            if feminine_demonym(chart, end - 1):  # وزارة الخارجية العراقية | الغارات
                break
            named = chart.lexicon.entity(chart.text_key(index, end, start), "Ministry")
            if named and chart.definite(end) and not chart.key(end).endswith("ه"):  # وزارة البيشمركة | الشركة المسؤولية
                break
        if end > index + 1:
            yield chart.mention("Ministry", index, end, "ministry-built", start=start, confidence=0.75)
        return
    first = index + 1
    if not chart.definite(first):
        return
    yield _coordinated_ministry(chart, index, first + 1, start, chart.key(first))
    position = first + 1
    while position < chart.limit(index) and chart.is_word(position) and chart.key(position).startswith("وال"):
        adjective = feminine_demonym(chart, position + 1)
        yield _coordinated_ministry(chart, position, position + (2 if adjective else 1), 1, chart.key(position)[1:])
        position += 2 if adjective else 1


def _definite_after_and(chart: Chart, index: int) -> bool:
    """Tell of a second noun that may belong to one name (الأمن والدفاع), not of another body (والشرطة)."""
    key = chart.key(index)
    if not (chart.is_word(index) and key.startswith("وال") and len(key) > 4):
        return False
    if chart.start_in(index, "force-heads", "body-heads", "unit-heads", "government-heads") is not None:
        return False
    return not any(m.start == 1 and not m.label.contextual and m.label.target in chart.lexicon.entries for m in chart.at(index, "entity"))


def _coordinated_ministry(chart: Chart, first: int, last: int, start: int, name: str) -> Mention:
    """One ministry of a pair: known by the word after وزارتي, linked by its full name."""
    full = f"وزاره {name}" + (f" {chart.key(last - 1)}" if feminine_demonym(chart, last - 1) and last - first > 1 else "")
    entry = chart.lexicon.entity(full, "Ministry")
    return chart.mention(
        "Ministry", first, last, "ministry-in-a-pair", start=start, name=full, iri=entry.iri if entry else None, confidence=0.85
    )


def governments(chart: Chart, index: int) -> Iterator[Mention]:
    """الحكومة السورية; سلطات إقليم كردستان; حكومة الوفاق."""
    start = chart.start_in(index, "government-heads")
    if start is None:
        return
    end = _adjectives(chart, index + 1, ("demonyms",))
    place = _place_at(chart, index + 1)
    if place and not chart.key(index)[start:].startswith("ال"):
        yield chart.mention("Government", index, place, "government-of-a-place", start=start, confidence=0.85)
    elif end > index + 1:
        yield chart.mention("Government", index, end, "government-with-adjective", start=start, confidence=0.85)


def public_bodies(chart: Chart, index: int) -> Iterator[Mention]:
    """لجنة الأمن والدفاع; مجلس محافظة ميسان; دائرة صحة ديالى; المديرية العامة لمكافحة الإرهاب."""
    start = chart.start_in(index, "body-heads")
    if start is None:
        return
    limit, end = chart.limit(index), index + 1
    head = chart.key(index)[start:]
    end = _adjectives(chart, end, ("name-adjectives",))
    if not head.startswith("ال"):
        end = _construct(chart, end)
    elif end > index + 1 and chart.key(end).startswith("لل"):
        end += 1
    elif end > index + 1 and chart.key(end).startswith("ل") and chart.definite(end + 1):
        end += 2
    if end == index + 1 or end > limit:
        return
    end = _adjectives(chart, end)
    weak = head in chart.lexicon.words.get("weak-body-heads", ())
    if weak and end - index < 3 and not chart.member(end - 1, "name-adjectives", "demonyms"):
        return
    kind = "Force" if "مكافحه الارهاب" in chart.text_key(index, end) else "GovernmentBody"
    yield chart.mention(kind, index, end, "body-built", start=start, confidence=0.65 if weak else 0.75)


def _construct(chart: Chart, index: int) -> int:
    """Return the index after the construct that completes a head: صحة ديالى; الأمن والدفاع; محافظة ميسان."""
    limit = chart.limit(index)
    place = _place_at(chart, index)
    if place:
        return place
    if chart.key(index - 1).endswith(("بعثه", "ممثليه", "مفوضيه")):  # بعثة حلف شمال الأطلسي
        inner = [m for m in chart.at(index, "entity") if m.start == 0 and not m.label.contextual]
        if inner:
            return inner[0].last
    if chart.key(index - 1).endswith("مجلس") and chart.key(index) in ("المحافظه", "القضاء", "الناحيه", "القضا"):
        return index + 1
    if chart.at(index, "place-kind") and _place_at(chart, index + 1):
        return _place_at(chart, index + 1) or index
    if index + 1 < limit and chart.is_word(index) and not chart.is_stop(index) and not chart.definite(index) and not chart.is_verb(index):
        if _place_at(chart, index + 1):
            return _place_at(chart, index + 1) or index
        if chart.definite(index + 1) and len(chart.tokens[index].stems) == 1:
            index += 1
    end = index
    while (
        end < limit
        and end < index + 3
        and ((chart.definite(end) and not chart.member(end, *_NOT_A_COMPLEMENT)) or (end > index and _definite_after_and(chart, end)))
    ):
        if chart.is_verb(end) or chart.at(end, "role") or chart.at(end, "rank"):
            break
        end += 1
    return end


def parties(chart: Chart, index: int) -> Iterator[Mention]:
    """حزب الدعوة; تحالف الفتح; كتلة التغيير; حركة النجباء."""
    start = chart.start_in(index, "party-heads")
    if start is None:
        return
    head = chart.key(index)[start:]
    end = index + 1
    while (
        end < chart.limit(index)
        and end < index + 3
        and chart.definite(end)
        and not chart.is_verb(end)
        and not chart.member(end, "name-adjectives")
    ):
        end += 1
    end = _adjectives(chart, end) if end > index + 1 else end
    if end > index + 1 and not head.startswith("ال"):
        confident = head in ("حزب", "تحالف", "ائتلاف", "كتله", "تيار")
        if confident:
            yield chart.mention("PoliticalParty", index, end, "party-built", start=start, confidence=0.7)


def coordination_centres(chart: Chart, index: int) -> Iterator[Mention]:
    """مراكز التنسيق المشترك; المراكز التنسيقية; غرف عمليات مشتركة; مراكز الاتصال المشتركة."""
    start = chart.start_in(index, "centre-heads")
    if start is None:
        return
    end = index + 1
    while end < chart.limit(index) and end < index + 5 and chart.member(end, "centre-tails"):
        end += 1
    tail = chart.text_key(index + 1, end).split()
    coordinates = any("تنسيق" in word for word in tail) or "الاتصال" in tail
    joint = any(word.removeprefix("ال") in ("مشتركه", "مشترك") for word in tail)
    if coordinates or joint:
        yield chart.mention(
            "CoordinationCentre", index, end, "coordination-centre", start=start, confidence=0.85, name="مراكز التنسيق المشترك"
        )


def outlets(chart: Chart, index: int) -> Iterator[Mention]:
    """وكالة شفق نيوز; قناة العالم الإيرانية; صحيفة «الصباح»; نبأ نيوز."""
    start = chart.start_in(index, "outlet-heads")
    if start is None:
        return
    end = index + 1
    quoted = chart.skip_quotes(end) > end
    end = chart.skip_quotes(end)
    first = end
    known = [m for m in chart.at(end, "entity") if chart.lexicon.entries[m.label.target].kind == "Outlet"]
    if known:
        stop = _adjectives(chart, known[0].last)
        begin, where = (first, known[0].start) if quoted else (index, start)
        yield chart.mention("Outlet", begin, stop, "outlet-with-head", start=where, iri=known[0].label.target, confidence=0.9)
        return
    while (
        end < chart.limit(index)
        and end < first + 4
        and chart.is_word(end)
        and (chart.definite(end) or chart.member(end, "outlet-tails") or (quoted and not chart.is_stop(end)))
    ):
        end += 1
    if end < chart.limit(index) and end == first and chart.member(end + 1, "outlet-tails"):
        end += 2
    if end > first and (
        quoted or any(chart.member(i, "outlet-tails") for i in range(first, end)) or chart.text_key(first, end).startswith("الانباء")
    ):
        yield chart.mention("Outlet", index, end, "outlet-built", start=start, confidence=0.75)


def linked(chart: Chart, mention: Mention) -> Entry | None:
    """Return the lexicon's entity that bears a built name."""
    return chart.lexicon.entity(mention.name, mention.kind)


# Each rule with the word set that heads its names.
RULES: tuple[tuple[str, Callable[[Chart, int], Iterator[Mention]]], ...] = (
    ("unit-heads", numbered_units),
    ("unit-heads", axes_of_a_place),
    ("force-heads", forces_of_a_place),
    ("force-heads", described_forces),
    ("ministry-heads", ministries),
    ("government-heads", governments),
    ("body-heads", public_bodies),
    ("party-heads", parties),
    ("centre-heads", coordination_centres),
    ("outlet-heads", outlets),
)


_HEADS = frozenset(head for head, _ in RULES)


def find_bodies(chart: Chart) -> Iterator[Mention]:
    """Yield the bodies that the rules build, at every token that heads a name."""
    for index in chart.tokens_in(_HEADS):
        if chart.zone(index) != "furniture":
            heads = chart.sets(index)
            for head, rule in RULES:
                if head in heads:
                    yield from rule(chart, index)
