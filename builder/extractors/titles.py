"""Titles: a post as the text words it, with the body that it belongs to, and the person behind it.

المتحدث باسم القائد العام للقوات المسلحة · معاون رئيس أركان الجيش لشؤون العمليات · وزير الدفاع التركي
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.chart import Chart
from builder.extractors.bodies import feminine_demonym
from builder.extractors.names import joined_name_end, name_end
from builder.folding import fold_words
from builder.lexicon import Entry, Match
from builder.model import Mention

_OF_A_PLACE = frozenset(
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
ENVOYS = frozenset({"ambassador", "consul", "envoy", "representative"})
_OF_A_MINISTRY = frozenset({"minister", "deputy-minister", "undersecretary"})
_OF_A_POST = frozenset(
    {
        "spokesperson",
        "deputy-spokesperson",
        "adviser",
        "representative",
        "envoy",
        "undersecretary",
        "director",
        "deputy-head",
        "deputy-commander",
        "deputy-chief-of-staff",
        "deputy-minister",
        "secretary-general",
        "officer",
    }
)
_OFFICES = frozenset({"director", "deputy-director", "head", "deputy-head", "spokesperson"})
_PAIRS = frozenset("رئيسا رئيسي قائدا قائدي وزيرا وزيري مديرا مديري محافظا محافظي امرا امري سفيرا سفيري متحدثا ممثلا ممثلي".split())
_POSSESSORS = frozenset({"Ministry", "Force", "GovernmentBody", "PoliticalParty", "ArmedGroup", "Government"})
_TAILED_POSTS = frozenset({"adviser", "envoy", "ambassador", "consul", "expert", "representative", "spokesperson", "head", "director"})
_NEED_A_BODY = frozenset({"امر", "امره", "خبيرا", "عضوا", "مسؤول", "المسؤول", "امين"})
POSSESSIVES = {"نائبه": "deputy", "معاونه": "deputy", "نظيره": "peer", "نظيرها": "peer", "زميله": "fellow", "زميلها": "fellow"}
_LEADING = {
    "يقودها": "leader",
    "يقوده": "leader",
    "يتزعمها": "leader",
    "يتزعمه": "leader",
    "يراسها": "head",
    "يراسه": "head",
    "يتراسها": "head",
    "يتراسه": "head",
}
_AREAS = fold_words("القضاء الناحية المحافظة المدينة البلدة")
_DEPUTIES = {
    "commander": "deputy-commander",
    "minister": "deputy-minister",
    "chief-of-staff": "deputy-chief-of-staff",
    "governor": "deputy-governor",
    "spokesperson": "deputy-spokesperson",
    "director": "deputy-director",
    "prime-minister": "deputy-prime-minister",
    "president": "vice-president",
}


@dataclass(frozen=True, slots=True)
class Title:
    """A post as the text words it: tokens `first` to `last`, a role, and the body it belongs to (a mention), if one is named.

    `implied` is the key of the entity that an adjective of nationality means (السفير التركي, نظيره الروسي): the body, where the article
    names it.
    """

    first: int
    last: int
    start: int
    role: str
    body: Mention | None
    ministry: Mention | None = None
    inner: Title | None = None
    implied: str | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in a post."""

    person: Mention
    title: Title
    rule: str


class Reader:
    """Reads titles, ranks and names over a chart whose bodies and places are already settled."""

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

    def title(self, index: int, depth: int = 0) -> Title | None:
        """Read a title at a token: head, adjectives, the body behind باسم, ل, في or in construct.

        Of several heads (رئيس, رئيس أركان, رئيس أركان الجيش) the longest that still leaves a body wins.
        """
        matches = self.chart.at(index, "role")
        titles = [t for t in (self._title(m, depth) for m in matches) if t]
        longest = max((t.last for t in titles), default=0)
        with_body = [t for t in titles if t.body and t.role == titles[0].role]
        return next((t for t in with_body if t.last >= longest), next(iter(with_body), None)) or next(iter(titles), None)

    def _title(self, match: Match, depth: int) -> Title | None:
        chart, role, index = self.chart, match.label.target, match.first
        if role == "correspondent" and chart.key(index - 1).removeprefix("ال") in ("مؤتمر", "بيان", "تصريح", "لقاء", "حوار"):
            return None  # مؤتمر صحافي is no journalist
        if role == "minister" and chart.key(index - 1).endswith("مجلس"):  # مجلس الوزراء السعودي: أوامر …
            return None
        if role == "correspondent" and chart.key(index).endswith(("يين", "يون")):
            return None  # قال للصحفيين
        form = chart.key(index)[match.start :]
        if role == "commander" and form.startswith("امر") and chart.doc.text[chart.tokens[index].span.begin + match.start] == "أ":
            return None  # أمراً مشاعاً, أمراء الأرمن, أمرين: no آمر
        if role == "deputy-head" and form == "نائب" and chart.key(index + 1) == "الرئيس" and self._names_a_person(index + 2):
            role = "vice-president"
        if chart.key(index).startswith(("لل", "ولل")) and form.startswith("ل"):
            form = "ا" + form if form.startswith("لل") is False else "ال" + form[2:]
        if role == "spokesperson" and chart.key(match.last).startswith("بال") and not chart.member(match.last, "title-tails"):
            return None  # المجلة الناطقة بالعربية
        if role == "head" and form == "الرئيس" and match.size == 1:
            role = "president"
        position = self._skip_tails(match.last)
        if chart.key(position) in ("باسمها", "باسمه", "باسمهم"):
            return self._of_antecedent(index, position + 1, match.start, role)
        abroad = role in ("ambassador", "consul") and chart.key(position) in ("في", "لدي")
        if chart.key(position) in ("باسم", "بلسان", "عن", "في", "لدي", "من") and (
            chart.key(position) in ("باسم", "بلسان") or self.body_at(position + 1) or chart.at(position + 1, "role")
        ):
            position += 1
        if role in _OF_A_MINISTRY:
            found = self._ministry(position)
            if found:
                return Title(
                    index, self._second_body(found.last), match.start, role, found, found if found.rule == "ministry-in-title" else None
                )
        if depth < 2 and role in _OF_A_POST and chart.at(position, "role"):
            inner = self.title(position, depth + 1)
            if inner and inner.body:
                post = chart.mention(
                    "Post", inner.first, inner.last, "post-in-title", start=inner.start, confidence=0.8, attributes=(("role", inner.role),)
                )
                return Title(index, inner.last, match.start, role, post, inner.ministry, inner)
            if inner and chart.key(inner.first)[inner.start :] == "القائد" and inner.last - inner.first == 2:
                post = chart.mention(
                    "Post", inner.first, inner.last, "post-in-title", start=inner.start, confidence=0.7, attributes=(("role", inner.role),)
                )
                return Title(index, inner.last, match.start, role, post, None, inner)
            if inner:
                return Title(index, inner.last, match.start, role, None)
        inside = self._antecedent(match.last - 1) if match.size > 1 and position == match.last else None
        if inside:  # رئيس المجلس
            return Title(index, position, match.start, self._role_over(inside) or role, inside)
        antecedent = self._antecedent(position)
        body = self._body_of(match, position, role) if antecedent is None else None
        if body and abroad:  # القنصل الأمريكي في أربيل: where he serves, not whom
            return Title(index, self._second_body(body.last), match.start, role, None, implied=self._government(match.last))
        if body:
            role = "head" if role == "president" and body.kind == "PoliticalParty" else role  # الرئيس المشارك لحزب …
            return Title(index, self._second_body(body.last), match.start, role, body)
        if antecedent:
            role = self._role_over(antecedent) or role if role == "head" else role
            return Title(index, self._skip_tails(position + 1), match.start, role, antecedent)
        if role == "minister" and match.size == 1 and form == "الوزير":
            ministries = [m for m in (*self.names, *self.titled) if m.kind == "Ministry" and m.last <= index]
            if ministries and self._name_follows(match.last):
                latest = max(ministries, key=lambda m: m.first)
                return Title(index, self._skip_tails(match.last), match.start, role, latest)
        place = self._governed_place(index) if role == "governor" and match.size == 1 and form == "المحافظ" else None
        if place:
            return Title(index, self._skip_tails(match.last), match.start, role, place)
        if role in _OF_A_PLACE and chart.key(position) in _AREAS:
            return Title(index, position + 1, match.start, role, self._area(position))
        if form in _NEED_A_BODY and not chart.member(position, "unit-heads"):
            return None
        implied = self._government(match.last) if role in ENVOYS else None
        return Title(index, self._filler(self._skip_tails(match.last)), match.start, role, None, implied=implied)

    def _names_a_person(self, index: int) -> bool:
        """Tell of what may follow نائب الرئيس of a state: its nation or a name."""
        return self.chart.member(index, "demonyms", "given-names", "honorifics") or self.is_person(index)

    def _body_of(self, match: Match, position: int, role: str) -> Mention | None:
        """Return the body that completes a title; its name may begin inside the head: رئيس | حكومة الإقليم."""
        inside = [self.body_at(i) for i in range(match.first + 1, match.last)]
        for body in (*inside, self.body_at(position), self._office_of_a_place(position) if role in _OFFICES else None):
            if body is None or body.last < match.last or body.kind in ("Official", "Post"):
                continue
            if role == "prime-minister" and body.kind not in ("Government", "Location"):
                continue
            region = role == "prime-minister" and self._is_region(body)
            if body.kind == "Location" and (role not in _OF_A_PLACE or (role in ("member", "prime-minister") and not region)):
                continue
            if body.kind != "Outlet" or role in ("correspondent", "director", "head", "deputy-head"):
                return body
        return None

    def _government(self, index: int) -> str | None:
        """Return the key of the government that an adjective of nationality near a post means: السفير التركي."""
        entry = next((e for i in (index, index + 1) if (e := self._of_nation("الحكومه", i, "Government"))), None)
        return f"Government:{entry.iri}" if entry else None

    def _of_nation(self, noun: str, index: int, kind: str) -> Entry | None:
        """Return the lexicon's body that a noun and the adjective of nationality at a token name: الحكومة + التركي."""
        if not (self.chart.start_in(index, "demonyms") is not None or feminine_demonym(self.chart, index)):
            return None
        key = self.chart.key(index)[self.chart.start_in(index, "demonyms") or 0 :]
        return self.chart.lexicon.entity(f"{noun} {key if key.endswith('ه') else key + 'ه'}", kind)

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
            or chart.tokens[place.first].span.begin != place.span.begin
        ):
            return None
        kind = "Force" if chart.key(index) in ("شرطه", "عمليات", "استخبارات") else "GovernmentBody"
        return chart.mention(kind, index, place.last, "body-in-title", confidence=0.7)

    def _governed_place(self, index: int) -> Mention | None:
        """Return the place that a bare governor governs, the last one named in the sentence: وفي دهوك، أعرب المحافظ …."""
        first = max((s.first for s in self.chart.doc.sentences if s.first <= index), default=0)
        places = [m for m in self.names if m.kind == "Location" and first <= m.first < index]
        large = [m for m in places if dict(m.attributes).get("placeKind") in (None, "governorate", "city")]
        found = large or places
        return found[-1] if found else None

    def _area(self, index: int) -> Mention | None:
        """Return the place that a bare kind repeats: قائممقام القضاء after قضاء رواندوز, the one last named of that kind."""
        kind = self.chart.key(index)[2:]
        places = [m for m in self.names if m.kind == "Location" and m.last <= index]
        worded = next((m for m in reversed(places) if self.chart.key(m.first).endswith(kind)), None)
        known = {"قضا": "district", "ناحيه": "subdistrict", "محافظه": "governorate"}.get(kind)
        entries = self.chart.lexicon.entries
        return worded or next((m for m in reversed(places) if m.iri in entries and entries[m.iri].place_kind == known), None)

    def _antecedent(self, index: int) -> Mention | None:
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

    def _role_over(self, body: Mention) -> str | None:
        """Return what the head of a body is called: رئيس المجلس of مجلس النواب is its speaker."""
        words = ["رئيس", *body.name.split()]
        labels = (label for end in range(len(words), 2, -1) for label in self.chart.lexicon.labels.get(" ".join(words[:end]), ()))
        return next((label.target for label in labels if label.kind == "role"), None)

    def _filler(self, index: int) -> int:
        """Skip في حينها and its kin."""
        return index + 2 if self.chart.key(index) == "في" and self.chart.key(index + 1) in ("حينها", "حينه", "وقتها", "ذلك") else index

    def _skip_tails(self, index: int) -> int:
        """Skip adjectives of a post (السابق، الرسمي) and of nationality."""
        chart = self.chart
        while index < chart.limit(index) and (chart.member(index, "title-tails", "demonyms") or feminine_demonym(chart, index)):
            index += 1
        return index

    def _second_body(self, index: int) -> int:
        """Return the index after a second body in the title: قائد اللواء 14 في وزارة البيشمركة."""
        chart = self.chart
        index = self._skip_tails(chart.skip_quotes(index) if chart.key(index) in '»”"' else index)
        inside = chart.key(index) == "في"
        second = self.body_at(index + 1) if inside else self.body_at(index)
        attached = (
            second is not None
            and chart.tokens[second.first].key.startswith("ب")
            and second.span.begin > chart.tokens[second.first].span.begin
        )
        if (
            attached is False and second and second.kind == "Force" and chart.key(second.first).startswith("لل")
        ):  # المقر المتقدم للعمليات المشتركة
            return self._represents(self._skip_tails(second.last))
        if second and second.kind == "Location" and not self._name_follows(second.last):
            second = None
        if second and second.kind in ("Force", "Ministry", "GovernmentBody", "Government", "Location") and (inside or attached):
            last = second.last
            while (
                self.starting.get(last) and self.starting[last].kind == second.kind and chart.key(last).startswith("و")
            ):  # في العراق وسوريا
                last = self.starting[last].last
            return self._represents(self._skip_tails(last))
        if inside and self._antecedent(index + 1):
            return index + 2
        if second is None and chart.key(index).startswith("لل") and not chart.at(index, "entity"):  # معاون رئيس أركان الجيش للعمليات
            index += 1
            while (
                chart.member(index, "demonyms", "name-adjectives")
                or (chart.definite(index) and chart.key(index).endswith("يه"))
                or chart.key(index).startswith("وال")
            ):
                index += 1
            return self._filler(index)
        return self._filler(self._represents(index))

    def _name_follows(self, index: int) -> bool:
        """Tell whether a rank or a name comes next, so that what stands before it belongs to the title."""
        chart = self.chart
        while self.starting.get(index) and chart.key(index).startswith("و"):
            index = self.starting[index].last
        if chart.key(index) in ("،", ","):
            index += 1
        return (
            bool(chart.at(index, "rank"))
            or chart.member(index, "given-names", "name-particles", "honorifics")
            or self.body_at(index, ("Official",)) is not None
        )

    def _represents(self, index: int) -> int:
        """Skip عن with a party or place: عضو اللجنة عن الاتحاد الوطني."""
        represented = self.body_at(index + 1, ("PoliticalParty", "Location")) if self.chart.key(index) == "عن" else None
        return represented.last if represented else index

    def _ministry(self, index: int) -> Mention | None:
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
            entry = foreign or (entry if chart.key(end) in ("العراقي", "الاتحادي") else None)
            end += 1
        elif entry is None and not self._known_portfolio(name.split()[-1]):
            return None
        return chart.mention(
            "Ministry", index, end, "ministry-in-title", name=f"وزاره {name}", iri=entry.iri if entry else None, confidence=0.85
        )

    def officer_in(self, index: int) -> Title | None:
        """Read a rank with the force it is held in, before the name: العقيد في الجيش العراقي فلان, اللواء المتقاعد في البيشمركة فلان."""
        rank, _, last = self.rank(index)
        last = self._skip_tails(last)
        last += self.chart.key(last) == "المتقاعد"
        body = self.body_at(last + 1, ("Force", "Ministry", "GovernmentBody")) if rank and self.chart.key(last) in ("في", "من") else None
        return Title(index, body.last, 0, "officer", body) if body else None

    def leads(self, person: Mention) -> Title | None:
        """Read who leads a body from a relative clause: منظمة بدر التي يقودها هادي العامري, القائمة التي يتزعمها فلان."""
        chart, verb = self.chart, person.first - 1
        role = _LEADING.get(chart.key(verb))
        if role is None or chart.key(verb - 1) not in ("التي", "الذي", "الذين"):
            return None
        behind = verb - 2 if chart.tokens[verb - 2].kind == "word" else verb - 3
        body = next((m for m in self.names if m.first <= behind < m.last and m.kind in _POSSESSORS), None)
        if body is None or body.kind == "Government":
            return None
        return Title(verb, person.last, 0, "commander" if body.kind == "Force" and role == "leader" else role, body)

    def _known_portfolio(self, key: str) -> bool:
        """Tell whether some ministry bears the word: الهجرة in وزارة الهجرة والمهجرين."""
        return any(
            label.target in self.chart.lexicon.entries and self.chart.lexicon.entries[label.target].kind == "Ministry"
            for label in self.chart.lexicon.labels.get(key, ())
        )

    def deputy_or_peer(self, index: int, holdings: Sequence[Holding]) -> Title | None:
        """Read نائبه العميد فلان and نظيره التركي فلان: the post follows from the one held by the person before."""
        key = self.chart.key(index).lstrip("و")
        if not key.endswith(("ه", "ها", "هم")):
            return None
        if key not in POSSESSIVES:
            return self._possessed(index, next((h.title.body for h in holdings[-1:] if h.person.last == index), None))
        if not holdings:
            return None
        deputy = POSSESSIVES[key] == "deputy"
        sentence = max((s.first for s in self.chart.doc.sentences if s.first <= index), default=0)
        subject = next((h.title for h in holdings if h.title.first >= sentence), None)  # وزير الدفاع، برفقة رئيس الأركان، … نظيره
        latest = holdings[-1].title if deputy else self._like(subject or holdings[0].title, index, holdings)
        role = _DEPUTIES.get(latest.role, "deputy-head") if deputy else latest.role
        start = len(self.chart.key(index)) - len(key)
        own = self.body_at(index + 2) if self.chart.key(index + 1) in ("في", "لدي") else None
        if own is None and self.chart.key(index + 1) == "في":
            own = self._antecedent(index + 2)  # زميله في اللجنة
            if own:
                return Title(index, index + 3, start, role, own)
        if own:  # نظيره في حكومة الإقليم
            return Title(index, own.last, start, role, own)
        implied = None if POSSESSIVES[key] != "peer" else self._ministry_of_nation(latest.body, index + 1)
        return Title(index, self._skip_tails(index + 1), start, role, None if POSSESSIVES[key] == "peer" else latest.body, implied=implied)

    def _like(self, title: Title, index: int, holdings: Sequence[Holding]) -> Title:
        """Return whose peer نظيره is: a minister's behind a head of government (رئيس الوزراء فلان ونظيره فلان) where the text has one."""
        behind = holdings[-1].person.last == index and title.role in ("prime-minister", "president")
        return next((h.title for h in holdings if behind and h.title.role == "minister"), title)

    def _ministry_of_nation(self, ministry: Mention | None, index: int) -> str | None:
        """Return the key of the like ministry of the nation at a token: وزير الدفاع … ونظيره التركي."""
        words = ministry.name.split() if ministry and ministry.kind == "Ministry" else []
        portfolio = next((w for w in words if w not in ("وزاره", "شؤون", "شوون")), None)
        entry = self._of_nation(f"وزاره {portfolio}", index, "Ministry") if portfolio else None
        return f"Ministry:{entry.iri}" if entry else None

    def fellow(self, title: Title, index: int) -> Title | None:
        """Read the second post of وزيرا الدفاع التركي يشار غولر والعراقي ثابت العباسي: the same of another nation."""
        if self.chart.start_in(index, "demonyms") != 1 or self.chart.key(title.first)[title.start :].removeprefix("ال") not in _PAIRS:
            return None
        implied = self._ministry_of_nation(title.body, index)
        return Title(index, index + 1, 1, title.role, None, implied=implied)

    def bodies_of_pair(self, title: Title) -> list[Mention]:
        """Return the bodies of رئيسا أركان الجيش والبيشمركة, وزيرا الدفاع والداخلية, in order; none where the post is of one person."""
        chart = self.chart
        if title.body is None or chart.key(title.first)[title.start :].removeprefix("ال") not in _PAIRS:
            return []
        bodies, index = [title.body], title.last
        while index < chart_limit(chart, index) and chart.key(index).startswith("و"):
            body = self.starting.get(index)
            if title.role in _OF_A_MINISTRY and (body is None or body.kind != "Ministry"):
                name = f"وزاره {chart.key(index)[1:]}"
                entry = chart.lexicon.entity(name, "Ministry")
                body = (
                    chart.mention("Ministry", index, index + 1, "ministry-in-title", start=1, name=name, iri=entry.iri) if entry else None
                )
            if body is None or body.kind in ("Official", "Location", "Post"):
                break
            bodies.append(body)
            index = body.last
        return bodies

    def _possessed(self, index: int, shared: Mention | None) -> Title | None:
        """Read وكيلها الأقدم فلان, المتحدث باسمها فلان: the post is of the body last named.

        `shared` is that of a post right before: رئيس أركان الوزارة فلان وأمينها العام فلان.
        """
        chart, key = self.chart, self.chart.key(index)
        stem = next((key[: -len(end)] for end in ("ها", "هم", "ه") if key.endswith(end) and len(key) - len(end) > 3), "")
        start = 1 if stem.startswith("و") and stem[1:] in chart.lexicon.labels else 0
        roles = [label.target for label in chart.lexicon.labels.get(stem[start:], ()) if label.kind == "role"]
        if not roles or chart.at(index, "role"):
            return None
        if shared and key.startswith("و"):
            return Title(index, self._skip_tails(index + 1), start, roles[0], shared)
        return self._of_antecedent(index, index + 1, start, roles[0])

    def _of_antecedent(self, index: int, last: int, start: int, role: str) -> Title | None:
        """Return the title that a pronoun gives to the body that its sentence is about, else to the one last named."""
        chart = self.chart
        first = max((s.first for s in chart.doc.sentences if s.first <= index), default=0)
        bodies = [m for m in self.names if m.last <= index and m.kind in _POSSESSORS]
        here = [m for m in bodies if m.first >= first]
        told = next((m for i in range(first, index) if chart.definite(i) and (m := self._antecedent(i))), None)  # مقر الفرقة … قائدها
        body = next(iter(here), None) or told or (bodies[-1] if bodies else None)
        return Title(index, self._skip_tails(last), start, role, body) if body else None

    def second_person(self, index: int) -> Mention | None:
        """Read a person whom an attached و joins to the one before."""
        known = self.starting.get(index)
        if known and known.kind == "Official" and self.chart.key(index).startswith("و"):
            return known
        end = joined_name_end(self.chart, index)
        return self.chart.mention("Official", index, end, "person-after-title", start=1) if end else None

    def rank(self, index: int) -> tuple[str | None, bool, int]:
        """Read a rank and its qualifiers: (rank, staff-qualified, index after)."""
        chart = self.chart
        match = chart.longest(index, "rank")
        position, rank, staff = index, None, False
        if match:
            rank, position = match.label.target, match.last
        while position < chart.limit(index) and ((match and chart.member(position, "rank-tails")) or chart.member(position, "honorifics")):
            staff = staff or chart.key(position) in ("الركن", "ركن")
            position += 1
        if chart.key(position) == "." and chart.key(position - 1) == "د":
            position += 1
        if rank and chart.definite(position) and chart.member(position, "demonyms") and not chart.member(position, "family-names"):
            position += 1  # العقيد الأمريكي رايان ديلون
        return rank, staff, position

    def person_behind(self, title: Title) -> tuple[Mention | None, Mention | None]:
        """Return the person behind a title, and the body between them that no rule knew: مدير | مكافحة المخدرات | اللواء فلان."""
        if title.role == "spokesperson" and title.body is None and self.chart.key(title.last) == "باسم":
            named = self.chart.skip_quotes(title.last + 1)  # الناطقة باسم التنظيم فلان: a body, not a man called Basim
            return (self.person(named + 1, titled=True) if self.chart.definite(named) else None), None
        pair = self.bodies_of_pair(title)
        last = pair[-1].last if len(pair) > 1 else title.last
        person = self.person(last, titled=True) or self._person_behind_tail(title)
        if person or title.body or title.role in ("prime-minister", "president"):
            return person, None
        chart, limit = self.chart, min(chart_limit(self.chart, title.last), title.last + 6)
        if chart.member(title.last, "honorifics"):
            return None, None
        for position in range(title.last + 1, limit):
            previous = chart.key(position - 1)
            if previous == "في" and (self.body_at(position) or self._antecedent(position)):
                continue
            if (
                previous in ("،", ",", ".", "(", "و")
                or chart.is_stop(position - 1)
                or chart.is_verb(position - 1)
                or chart.at(position, "role")
            ):
                break
            if chart.at(position, "rank") or chart.member(position, "given-names", "name-particles", "honorifics"):
                found = self.person(position, titled=True)
                if found and (found.first == position or chart.at(position, "rank") or chart.member(position, "honorifics")):
                    if position == title.last + 1 and chart.key(title.last).startswith(
                        ("ال", "لل")
                    ):  # رئيس أركان الوزارة: which one was not said
                        return found, None
                    first = (
                        title.last - 1 if chart.key(title.last - 1).removeprefix("ال") in chart.lexicon.words["body-heads"] else title.last
                    )
                    kind = "Force" if chart.member(first, "force-heads", "unit-heads") else "GovernmentBody"
                    body = chart.mention(kind, first, position, "body-in-title", confidence=0.6)  # عضو | اللجنة التنفيذية
                    return found, None if title.role == "adviser" else body
        return None, None

    def _person_behind_tail(self, title: Title) -> Mention | None:
        """Read a person behind more words of his title: سفيرة الولايات المتحدة | لدى العراق | ، ألينا رومانوسكي."""
        if title.role in ("prime-minister", "president", "member", "leader", "correspondent"):
            return None
        last = self._tail(title.last)
        person = self.person(last, titled=True) if last > title.last else None
        return person if person and (title.body or title.role in _TAILED_POSTS) else None

    def _tail(self, index: int) -> int:
        """Return the index behind what may stand between a body and a name: (يونامي), لدى العراق, لشؤون العمليات, العامة."""
        chart, limit, words = self.chart, min(chart_limit(self.chart, index), index + 10), 0
        while index < limit:
            key, known = chart.key(index), self.starting.get(index)
            behind = self.starting.get(chart.skip_quotes(index + 1))
            if key == "(":
                close = next((i for i in range(index + 1, min(index + 5, limit)) if chart.key(i) == ")"), None)
                if close is None:
                    break
                index = close + 1
            elif key in ("في", "لدي", "الي", "من") and behind and behind.kind != "Official":
                index = behind.last
            elif key == "في" and chart.definite(index + 1) and not self._begins_name(index + 1):
                index += 2
            elif known and known.kind != "Official" and (key.startswith(("ل", "ب")) or chart.key(index - 1) == "باسم"):
                index = known.last
            elif key.startswith("لل") or key in ("لشون", "لشوون", "لشؤون", "لشئون") or chart.member(index, "containment"):
                index += 1
            elif chart.definite(index) and not self._begins_name(index) and not chart.at(index, "role") and words < 3:
                index, words = index + 1, words + 1
            elif chart.tokens[index].kind == "punct" and key in '»”"':
                index += 1
            else:
                break
        return index

    def _begins_name(self, index: int) -> bool:
        """Tell of a rank, an honorific or a person whom the lexicon knows."""
        known = self.starting.get(index)
        return (
            bool(self.chart.at(index, "rank")) or self.chart.member(index, "honorifics") or (known is not None and known.kind == "Official")
        )

    def person(self, index: int, *, titled: bool) -> Mention | None:
        """Read a rank, honorifics and a name at a token."""
        chart = self.chart
        position = index
        while position < chart.limit(index) and chart.key(position) in ("،", ",", "(", ")", "«", "»", '"', "“", "”", "-"):
            position += 1
        lead = position
        rank, staff, position = self.rank(position)
        position = chart.skip_quotes(position)
        known = self.starting.get(position)
        if known and known.kind == "Official":
            grown = name_end(chart, position, titled=True) or 0
            if known.rule == "lexicon-short-form" and not chart.member(known.last, "given-names", "family-names"):
                grown = 0  # الرئيس السيسي حريص على
            end: int | None = max(known.last, grown)
            iri = known.iri if end == known.last else None
        else:
            vouched = titled or chart.key(lead).lstrip("ولب").startswith("ال") or chart.key(lead).startswith("لل")  # رائد فضاء is no major
            end, iri = name_end(chart, position, titled=vouched and (titled or rank is not None)), None
        if end is None:
            return None
        attributes: tuple[tuple[str, str], ...] = (("rank", rank),) if rank else ()
        attributes += (("staff", "true"),) if staff else ()
        attributes += (("lead", str(lead)),) if lead < position else ()
        rule = "person-after-title" if titled else "person-after-rank" if rank else "person-bare-name"
        return chart.mention("Official", position, end, rule, iri=iri, attributes=attributes, confidence=0.9 if titled or rank else 0.65)


def _is_headed(mention: Mention, key: str) -> bool:
    """Tell whether a fuller name is headed by a noun: قيادة عمليات بغداد by عمليات, too."""
    words = [w.removeprefix("ال") for w in mention.name.split()]
    return len(words) > 1 and (words[0] == key or (key == "عمليات" and words[:2] == ["قياده", key]))


def chart_limit(chart: Chart, index: int) -> int:
    """Return where the sentence ends, also behind its last token."""
    return chart.limit(index) if index < len(chart.tokens) else index
