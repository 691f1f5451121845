"""Officials and posts: a title with its body, a rank, a name, in any of the orders that news use.

المتحدث باسم القائد العام للقوات المسلحة، اللواء يحيى رسول، · شورش إسماعيل وزير شؤون البيشمركة · رئيس أركان الجيش
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from builder.chart import Chart
from builder.extractors.bodies import feminine_demonym
from builder.extractors.names import last_part, name_end
from builder.folding import fold_words
from builder.lexicon import Match
from builder.model import Mention
from builder.particles import STOP

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
_OF_A_MINISTRY = frozenset({"minister", "deputy-minister", "undersecretary"})
_NO_BODY_POSTS = frozenset({"prime-minister", "minister", "deputy-prime-minister"})
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
_NEED_A_BODY = frozenset({"امر", "خبيرا", "عضوا", "مسؤول", "المسؤول", "امين"})
_NOT_A_POST = frozenset({"member", "officer", "expert", "correspondent", "leader", "representative"})
_POSSESSIVES = {"نائبه": "deputy", "معاونه": "deputy", "نظيره": "peer", "نظيرها": "peer"}
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
_PLURAL_HEADS = fold_words(
    "قاده قيادات وزراء اعضاء نواب مدراء مديري محافظي محافظو رؤساء ضباط خبراء ممثلي ممثلين ممثلون سفراء مستشاري "
    "مسؤولي الوزيرين الوزيران وزيرين وزيران قائدين قائدان رئيسين رئيسان مراسلو متحدثون قياديين قياديون امراء"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A post as the text words it: tokens `first` to `last`, a role, and the body it belongs to (a mention), if one is named."""

    first: int
    last: int
    start: int
    role: str
    body: Mention | None
    ministry: Mention | None = None
    inner: Title | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in a post."""

    person: Mention
    title: Title
    rule: str


@dataclass(slots=True)
class People:
    """What the extractor finds: people, posts without a name, who holds which, and ministries that titles name by one word."""

    officials: list[Mention] = field(default_factory=list)
    posts: list[tuple[Mention, Title]] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    ministries: list[Mention] = field(default_factory=list)
    bodies: list[Mention] = field(default_factory=list)


class Reader:
    """Reads titles, ranks and names over a chart whose bodies and places are already settled."""

    def __init__(self, chart: Chart, names: Sequence[Mention]) -> None:
        self.chart, self.names = chart, names
        self.starting = {m.first: m for m in names}

    def body_at(self, index: int, kinds: tuple[str, ...] = ()) -> Mention | None:
        """Return the settled mention that begins at a token."""
        index = self.chart.skip_quotes(index)
        mention = self.starting.get(index) or self._contextual(index)
        return mention if mention and (not kinds or mention.kind in kinds) else None

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
        form = chart.key(index)[match.start :]
        if role == "spokesperson" and chart.key(match.last).startswith("بال"):
            return None  # المجلة الناطقة بالعربية
        if role == "head" and form == "الرئيس" and match.size == 1:
            role = "president"
        position = self._skip_tails(match.last)
        abroad = role in ("ambassador", "consul") and chart.key(position) in ("في", "لدي")
        if chart.key(position) in ("باسم", "عن", "في", "لدي", "من") and (
            chart.key(position) == "باسم" or self.body_at(position + 1) or chart.at(position + 1, "role")
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
        body = self._body_of(match, position, role)
        if body and abroad:  # القنصل الأمريكي في أربيل: where he serves, not whom
            return Title(index, self._second_body(body.last), match.start, role, None)
        if body:
            return Title(index, self._second_body(body.last), match.start, role, body)
        antecedent = self._antecedent(position)
        if antecedent:
            return Title(index, self._skip_tails(position + 1), match.start, role, antecedent)
        place = self._governed_place(index) if role == "governor" and match.size == 1 and form == "المحافظ" else None
        if place:
            return Title(index, match.last, match.start, role, place)
        return None if form in _NEED_A_BODY else Title(index, self._filler(self._skip_tails(match.last)), match.start, role, None)

    def _body_of(self, match: Match, position: int, role: str) -> Mention | None:
        """Return the body that completes a title; its name may begin inside the head: رئيس | حكومة الإقليم."""
        inside = [self.body_at(i) for i in range(match.first + 1, match.last)]
        for body in (*inside, self.body_at(position), self._office_of_a_place(position) if role in _OFFICES else None):
            if body is None or body.last < match.last or body.kind in ("Official", "Post"):
                continue
            if role == "prime-minister" and body.kind not in ("Government", "Location"):
                continue
            if body.kind == "Location" and (role not in _OF_A_PLACE or role in ("member", "prime-minister")):
                continue
            if body.kind != "Outlet" or role in ("correspondent", "director", "head", "deputy-head"):
                return body
        return None

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
        return places[-1] if places else None

    def _antecedent(self, index: int) -> Mention | None:
        """Return the body that a bare head repeats: المتحدث باسم القيادة after قيادة العمليات المشتركة was named."""
        full = self.chart.key(index)
        key = full[2:]
        ranked = bool(self.chart.at(index + 1, "rank"))
        heads = ("body-heads", "force-heads", "ministry-heads", "unit-heads") if ranked else ("body-heads", "force-heads", "ministry-heads")
        if not full.startswith(("ال", "لل")) or not any(key in self.chart.lexicon.words[s] for s in heads):
            return None
        if self.body_at(index) or (self.chart.definite(index + 1) and not ranked):
            return None
        earlier = [m for m in self.names if m.last <= index and m.name.split()[0].removeprefix("ال") == key and len(m.name.split()) > 1]
        return earlier[-1] if earlier else None

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
        if end >= limit or not (chart.definite(end) or end > index):
            return None
        end += 1
        while (
            end < limit and chart.key(end).startswith("وال") and chart.lexicon.entity("وزاره " + chart.text_key(index, end + 1), "Ministry")
        ):
            end += 1
        name = chart.text_key(index, end)
        entry = chart.lexicon.entity("وزاره " + name, "Ministry")
        if chart.member(end, "demonyms") or feminine_demonym(chart, end):
            feminine = chart.key(end) if chart.key(end).endswith("ه") else chart.key(end) + "ه"
            foreign = chart.lexicon.entity(f"وزاره {name} {feminine}", "Ministry")
            name = f"{name} {feminine}"
            entry = foreign or (entry if chart.key(end) in ("العراقي", "الاتحادي") else None)
            end += 1
        elif entry is None and not self._known_portfolio(chart.key(end - 1)):
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

    def deputy_or_peer(self, index: int, holdings: Sequence[Holding]) -> Title | None:
        """Read نائبه العميد فلان and نظيره التركي فلان: the post follows from the one held by the person before."""
        key = self.chart.key(index).lstrip("و")
        if key not in _POSSESSIVES or not holdings:
            return None
        deputy = _POSSESSIVES[key] == "deputy"
        sentence = max((s.first for s in self.chart.doc.sentences if s.first <= index), default=0)
        subject = next((h.title for h in holdings if h.title.first >= sentence), None)  # وزير الدفاع، برفقة رئيس الأركان، … نظيره
        latest = subject if subject and not deputy else holdings[-1].title
        role = _DEPUTIES.get(latest.role, "deputy-head") if deputy else latest.role
        return Title(index, self._skip_tails(index + 1), len(self.chart.key(index)) - len(key), role, latest.body if deputy else None)

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
        return rank, staff, position

    def person_behind(self, title: Title) -> tuple[Mention | None, Mention | None]:
        """Return the person behind a title, and the body between them that no rule knew: مدير | مكافحة المخدرات | اللواء فلان."""
        if title.role == "spokesperson" and self.chart.key(title.last) == "باسم":  # الناطقة باسم التنظيم: a body, not a man called Basim
            return None, None
        person = self.person(title.last, titled=True)
        if person or title.body or title.role in ("prime-minister", "president"):
            return person, None
        chart, limit = self.chart, min(chart_limit(self.chart, title.last), title.last + 6)
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
            if chart.at(position, "rank") or chart.member(position, "given-names", "name-particles"):
                found = self.person(position, titled=True)
                if found and (found.first == position or chart.at(position, "rank")):
                    kind = "Force" if chart.member(title.last, "force-heads", "unit-heads") else "GovernmentBody"
                    body = chart.mention(kind, title.last, position, "body-in-title", confidence=0.6)
                    return found, None if title.role == "adviser" else body
        return None, None

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
            end: int | None = max(known.last, name_end(chart, position, titled=True) or 0)
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


def chart_limit(chart: Chart, index: int) -> int:
    """Return where the sentence ends, also behind its last token."""
    return chart.limit(index) if index < len(chart.tokens) else index


def _is_apposition(chart: Chart, person: Mention, title_first: int) -> bool:
    """Tell whether a title stands right behind a name: عيسى عزير رئيس أركان … , with or without a comma."""
    gap = range(person.last, title_first)
    return (
        all(chart.key(i) in ("،", ",", "(", '"', "»", "”", "وهو", "وهي") for i in gap)
        and len(gap) <= 3
        and chart.tokens[title_first].kind == "word"
    )


def find_people(chart: Chart, names: Sequence[Mention]) -> People:
    """Read every sentence for titles, ranks and names."""
    reader, people = Reader(chart, names), People()
    for sentence in chart.doc.sentences:
        _read_sentence(reader, people, sentence.first, sentence.last)
    _short_names(chart, people)
    return people


def _read_sentence(reader: Reader, people: People, first: int, last: int) -> None:
    chart, index = reader.chart, first
    latest: Mention | None = None
    while index < last:
        chain = _titles(reader, index) if chart.at(index, "role") else []
        if not chain:
            related = reader.deputy_or_peer(index, people.holdings)
            if related and reader.person(related.last, titled=True):
                chain = [related]
        if chain:
            end = chain[-1].last
            person, between = reader.person_behind(chain[-1])
            if between:
                chain[-1] = replace(chain[-1], body=between, last=between.last)
                people.bodies.append(between)
            if (
                person is None
                and latest
                and chain[0].start == 0
                and (_is_apposition(chart, latest, index) or _serves_as(chart, latest, index))
            ):
                people.holdings += [Holding(latest, t, "title-after-name") for t in chain]
                _keep_ministries(people, chain)
            elif person:
                people.officials.append(person)
                people.holdings += [Holding(person, t, "title-before-name") for t in [*chain, *_party_seats(reader, chain)]]
                _keep_ministries(people, chain)
                latest, end = person, person.last
            else:
                _add_posts(chart, people, chain)
            index = max(end, index + 1)
            continue
        person = _untitled(reader, index) if index in reader.starting or chart.sets(index) or chart.at(index, "rank") else None
        if person:
            people.officials.append(person)
            latest, index = person, person.last
            continue
        index += 1


def _titles(reader: Reader, index: int) -> list[Title]:
    """Read a chain of titles of one person: رئيس الوزراء القائد العام للقوات المسلحة."""
    chain: list[Title] = []
    while len(chain) < 3:
        position = index if not chain else chain[-1].last
        if chain and reader.chart.key(position) in ("،", ","):
            position += 1
        title = reader.title(position)
        if title is None or (chain and title.start != 0 and title.role not in ("leader", "member", "expert")):
            break
        chain.append(title)
    return chain


def _party_seats(reader: Reader, chain: list[Title]) -> list[Title]:
    """Return a member's second seat, in the party that he represents: النائب في البرلمان عن الاتحاد الوطني."""
    seats = []
    for title in chain:
        party = next((m for m in reader.names if m.last == title.last and m.kind == "PoliticalParty" and m is not title.body), None)
        if title.role == "member" and title.body and party:
            seats.append(replace(title, body=party))
    return seats


def _keep_ministries(people: People, chain: list[Title]) -> None:
    people.ministries += [t.ministry for t in chain if t.ministry]
    people.bodies += [t.body for t in chain if t.body and t.body.rule in ("lexicon-in-title", "body-in-title")]


def _serves_as(chart: Chart, person: Mention, title_first: int) -> bool:
    """Tell of "الذي يشغل منصب" and its kin between a name and a title."""
    between = [chart.key(i) for i in range(person.last, title_first)]
    return 0 < len(between) <= 6 and any(k in ("منصب", "بصفته", "بمنصب", "مهام", "يشغل") for k in between)


def _add_posts(chart: Chart, people: People, chain: list[Title]) -> None:
    for title in chain:
        head = chart.key(title.first)[title.start :]
        if head.removeprefix("ال") in _PLURAL_HEADS or (title.role in _NOT_A_POST and title.body is None):
            continue
        if title.role in _NOT_A_POST and title.role != "representative":
            continue
        if title.body is None and title.role not in _NO_BODY_POSTS:
            continue
        post = chart.mention("Post", title.first, title.last, "post", start=title.start, confidence=0.8, attributes=(("role", title.role),))
        people.posts.append((post, title))
        _keep_ministries(people, [title])


def _untitled(reader: Reader, index: int) -> Mention | None:
    """Read a person whom a rank or honorific introduces, whom the lexicon knows, or whose name is plain."""
    chart = reader.chart
    known = reader.starting.get(index)
    if known and known.kind == "Official":
        if known.rule == "lexicon-short-form":
            return known
        end = name_end(chart, index, titled=False) or known.last
        return known if end <= known.last else chart.mention("Official", index, end, "person-bare-name", iri=None, confidence=0.8)
    if chart.at(index, "rank") or chart.member(index, "honorifics"):
        if index and known and known.kind != "Official":
            return None
        return reader.person(index, titled=chart.member(index, "honorifics") and not chart.at(index, "rank"))
    if known is None and chart.is_word(index) and chart.member(index, "given-names") and chart.zone(index) != "furniture":
        return reader.person(index, titled=False)
    return None


def _short_names(chart: Chart, people: People) -> None:
    """Add the later mentions of a person by the last part of the name: وأضاف الخفاجي."""
    parts: dict[str, Mention] = {}
    for person in people.officials:
        part = last_part(person.name)
        if " " in person.name and len(part) > 2 and part not in STOP and part not in chart.lexicon.words["common-words"]:
            parts.setdefault(part, person)
    openings = {part.split()[0] for part in parts}
    covered = {i for m in people.officials for i in range(m.first, m.last)}
    for index, token in enumerate(chart.tokens):
        if index in covered or token.kind != "word":
            continue
        for start in token.stems:
            if token.key[start:] not in openings:
                continue
            for width in (2, 1):
                key = chart.text_key(index, index + width, start)
                known = parts.get(key)
                if known and not chart.at(index, "place-kind") and chart.limit(index) >= index + width:
                    people.officials.append(
                        chart.mention(
                            "Official",
                            index,
                            index + width,
                            "person-short-name",
                            start=start,
                            name=key,
                            confidence=0.85,
                            attributes=(("of", known.name),),
                        )
                    )
                    break
            else:
                continue
            break
