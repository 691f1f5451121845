"""The body that a title belongs to: named behind it, one word for a ministry, an adjective for a nation, or said by its head alone.

رئيس | حكومة الإقليم · وزير | الدفاع التركي · السفير | التركي · المتحدث باسم | القيادة · قائممقام | القضاء
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.chart import Chart
from builder.extractors.bodies import feminine_demonym
from builder.lexicon import Entry, Match
from builder.model import Mention

OF_A_PLACE = frozenset(
    {
        "governor",
        "deputy-governor",
        "mayor",
        "district-administrator",
        "subdistrict-director",
        "president",
        "vice-president",
        "ambassador",
        "consul",
        "representative",
        "envoy",
        "member",
        "prime-minister",
        "deputy-prime-minister",
    }
)
_OFFICES = frozenset({"director", "deputy-director", "head", "deputy-head", "spokesperson"})
POSSESSORS = frozenset({"Ministry", "Force", "GovernmentBody", "PoliticalParty", "ArmedGroup", "Government"})


class TitleBodies:
    """Finds the bodies of titles over a chart whose bodies and places are already settled."""

    def __init__(self, chart: Chart, names: Sequence[Mention], titled: Sequence[Mention] = ()) -> None:
        """Read over settled `names`; `titled` are the ministries that titles have named so far (the list grows while reading)."""
        self.chart, self.names, self.titled = chart, names, titled
        self.starting = {m.first: m for m in names}

    def body_at(self, index: int, kinds: tuple[str, ...] = ()) -> Mention | None:
        """Return the settled mention that begins at a token."""
        index = self.chart.skip_quotes(index)
        mention = self.starting.get(index) or self._contextual(index)
        return mention if mention and (not kinds or mention.kind in kinds) else None

    def is_person(self, index: int) -> bool:
        """Tell of a person whom the lexicon knows by a name that begins like a post: حاكم الزاملي."""
        known = self.starting.get(index)
        return known is not None and known.kind == "Official" and known.last > index + 1

    def _contextual(self, index: int) -> Mention | None:
        """Return the body whose short form stands in a title, which is context enough: قائد القوات البرية."""
        chart = self.chart
        for match in chart.at(index, "entity"):
            entry = chart.lexicon.entries[match.label.target]
            if match.label.contextual and entry.kind in ("Force", "GovernmentBody", "PoliticalParty", "ArmedGroup"):
                return chart.mention(
                    entry.kind,
                    match.first,
                    match.last,
                    "lexicon-in-title",
                    start=match.start,
                    iri=entry.iri,
                    subtype=entry.subtype,
                    confidence=0.85,
                )
        return None

    def body_of(self, match: Match, position: int, role: str) -> Mention | None:
        """Return the body that completes a title; its name may begin inside the head: رئيس | حكومة الإقليم."""
        inside = [self.body_at(i) for i in range(match.first + 1, match.last)]
        for body in (*inside, self.body_at(position), self._office_of_a_place(position) if role in _OFFICES else None):
            if body is None or body.last < match.last or body.kind in ("Official", "Post"):
                continue
            if role == "prime-minister" and body.kind not in ("Government", "Location"):
                continue
            region = role == "prime-minister" and self._is_region(body)
            if body.kind == "Location" and (role not in OF_A_PLACE or (role in ("member", "prime-minister") and not region)):
                continue
            if body.kind != "Outlet" or role in ("correspondent", "director", "head", "deputy-head"):
                return body
        return None

    def _is_region(self, body: Mention) -> bool:
        """Tell of a region with a government of its own: رئيس وزراء إقليم كردستان."""
        entry = self.chart.lexicon.entries.get(body.iri or "")
        return entry is not None and entry.place_kind == "region"

    def _office_of_a_place(self, index: int) -> Mention | None:
        """Return a body that a common noun and a place make: مدير عام | صحة دهوك."""
        chart = self.chart
        place = self.body_at(index + 1, ("Location", "Ministry"))
        if (
            place is None
            or not chart.is_word(index)
            or chart.definite(index)
            or chart.is_stop(index)
            or chart.tokens[place.first].begin != place.span.begin
        ):
            return None
        kind = "Force" if chart.key(index) in ("شرطه", "عمليات", "استخبارات") else "GovernmentBody"
        return chart.mention(kind, index, place.last, "body-in-title", confidence=0.7)

    def ministry(self, index: int) -> Mention | None:
        """Read the ministry of وزير الدفاع التركي or وزير شؤون البيشمركة, whose name may be one word."""
        chart = self.chart
        body = self.body_at(index, ("Ministry",))
        if body and chart.start_in(index, "ministry-heads") is not None:
            return body
        end, limit = index, chart.limit(index)
        if chart.key(end) in ("شؤون", "شئون"):
            end += 1
        if end >= limit or not (chart.definite(end) or chart.key(end).startswith("لل") or end > index):
            return None
        end += 1
        while (
            end < limit and chart.key(end).startswith("وال") and chart.lexicon.entity("وزاره " + chart.text_key(index, end + 1), "Ministry")
        ):
            end += 1
        name = chart.text_key(index, end)
        if name.startswith("لل"):  # وزيرا للدفاع
            name = "ال" + name[2:]
        entry = chart.lexicon.entity("وزاره " + name, "Ministry")
        if chart.member(end, "demonyms") or feminine_demonym(chart, end):
            feminine = chart.key(end) if chart.key(end).endswith("ه") else chart.key(end) + "ه"
            foreign = chart.lexicon.entity(f"وزاره {name} {feminine}", "Ministry")
            name = f"{name} {feminine}"
            nation = self._of_nation("الحكومه", end, "Government")  # whose own ministries need no adjective: وزير الدفاع العراقي
            entry = foreign or (entry if entry and nation and nation.iri in chart.lexicon.ancestors(entry.iri) else None)
            end += 1
        elif entry is None and not self._known_portfolio(name.split()[-1]):
            return None
        return chart.mention(
            "Ministry", index, end, "ministry-in-title", name=f"وزاره {name}", iri=entry.iri if entry else None, confidence=0.85
        )

    def _known_portfolio(self, key: str) -> bool:
        """Tell whether some ministry bears the word: الهجرة in وزارة الهجرة والمهجرين."""
        return any(
            label.target in self.chart.lexicon.entries and self.chart.lexicon.entries[label.target].kind == "Ministry"
            for label in self.chart.lexicon.labels.get(key, ())
        )

    def government(self, index: int) -> str | None:
        """Return the key of the government that an adjective of nationality near a post means: السفير التركي."""
        entry = next((e for i in (index, index + 1) if (e := self._of_nation("الحكومه", i, "Government"))), None)
        return f"Government:{entry.iri}" if entry else None

    def _of_nation(self, noun: str, index: int, kind: str) -> Entry | None:
        """Return the lexicon's body that a noun and the adjective of nationality at a token name: الحكومة + التركي."""
        if not (self.chart.start_in(index, "demonyms") is not None or feminine_demonym(self.chart, index)):
            return None
        key = self.chart.key(index)[self.chart.start_in(index, "demonyms") or 0 :]
        return self.chart.lexicon.entity(f"{noun} {key if key.endswith('ه') else key + 'ه'}", kind)

    def ministry_of_nation(self, ministry: Mention | None, index: int) -> str | None:
        """Return the key of the like ministry of the nation at a token: وزير الدفاع … ونظيره التركي."""
        words = ministry.name.split() if ministry and ministry.kind == "Ministry" else []
        portfolio = next((w for w in words if w not in ("وزاره", "شؤون", "شوون")), None)
        entry = self._of_nation(f"وزاره {portfolio}", index, "Ministry") if portfolio else None
        return f"Ministry:{entry.iri}" if entry else None

    def governed_place(self, index: int) -> Mention | None:
        """Return the place that a bare governor governs, the last one named in the sentence: وفي دهوك، أعرب المحافظ …."""
        first = self.chart.begin_of_sentence(index)
        places = [m for m in self.names if m.kind == "Location" and first <= m.first < index]
        large = [m for m in places if dict(m.attributes).get("placeKind") in (None, "governorate", "city")]
        found = large or places
        return found[-1] if found else None

    def area(self, index: int) -> Mention | None:
        """Return the place that a bare kind repeats: قائممقام القضاء after قضاء رواندوز, the one last named of that kind."""
        kind = self.chart.key(index)[2:]
        places = [m for m in self.names if m.kind == "Location" and m.last <= index]
        worded = next((m for m in reversed(places) if self.chart.key(m.first).endswith(kind)), None)
        known = {"قضا": "district", "ناحيه": "subdistrict", "محافظه": "governorate"}.get(kind)
        entries = self.chart.lexicon.entries
        return worded or next((m for m in reversed(places) if m.iri in entries and entries[m.iri].place_kind == known), None)

    def antecedent(self, index: int) -> Mention | None:
        """Return the body that a bare head repeats: المتحدث باسم القيادة after قيادة العمليات المشتركة was named."""
        full = self.chart.key(index)
        key = full[2:]
        ranked = bool(self.chart.at(index + 1, "rank"))
        heads = ("body-heads", "force-heads", "ministry-heads", "government-heads", *(("unit-heads",) if ranked else ()))
        if not full.startswith(("ال", "لل")) or not any(key in self.chart.lexicon.words[s] for s in heads):
            return None
        if self.body_at(index) or (self.chart.definite(index + 1) and not ranked):
            return None
        earlier = [m for m in (*self.names, *self.titled) if m.last <= index and _is_headed(m, key)]
        return max(earlier, key=lambda m: m.first, default=None)

    def role_over(self, body: Mention) -> str | None:
        """Return what the head of a body is called: رئيس المجلس of مجلس النواب is its speaker."""
        words = ["رئيس", *body.name.split()]
        labels = (label for end in range(len(words), 2, -1) for label in self.chart.lexicon.labels.get(" ".join(words[:end]), ()))
        return next((label.target for label in labels if label.kind == "role"), None)

    def latest_ministry(self, index: int) -> Mention | None:
        """Return the ministry last named before a token, whose minister is الوزير."""
        ministries = [m for m in (*self.names, *self.titled) if m.kind == "Ministry" and m.last <= index]
        return max(ministries, key=lambda m: m.first, default=None)

    def of_pronoun(self, index: int) -> Mention | None:
        """Return the body that a pronoun means: the one that its sentence is about, else the one last named."""
        chart = self.chart
        first = chart.begin_of_sentence(index)
        bodies = [m for m in self.names if m.last <= index and m.kind in POSSESSORS]
        here = [m for m in bodies if m.first >= first]
        told = next((m for i in range(first, index) if chart.definite(i) and (m := self.antecedent(i))), None)  # مقر الفرقة … قائدها
        return next(iter(here), None) or told or (bodies[-1] if bodies else None)


def _is_headed(mention: Mention, key: str) -> bool:
    """Tell whether a fuller name is headed by a noun: قيادة عمليات بغداد by عمليات, too."""
    words = [w.removeprefix("ال") for w in mention.name.split()]
    return len(words) > 1 and (words[0] == key or (key == "عمليات" and words[:2] == ["قياده", key]))
