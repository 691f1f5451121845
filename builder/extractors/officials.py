"""Officials and posts: a title with its body, a rank, a name, in any of the orders that news use.

    المتحدث باسم القائد العام للقوات المسلحة، اللواء يحيى رسول، · شورش إسماعيل وزير شؤون البيشمركة · رئيس أركان الجيش
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from builder.chart import Chart
from builder.extractors.bodies import feminine_demonym
from builder.extractors.names import last_part, name_end
from builder.model import Mention

_OF_A_PLACE = frozenset({"governor", "deputy-governor", "mayor", "district-administrator", "subdistrict-director", "president", "vice-president",
                         "ambassador", "consul", "representative", "envoy", "member", "prime-minister", "deputy-prime-minister"})
_OF_A_MINISTRY = frozenset({"minister", "deputy-minister", "undersecretary"})
_NO_BODY_POSTS = frozenset({"prime-minister", "minister", "deputy-prime-minister"})
_NOT_A_POST = frozenset({"member", "officer", "expert", "correspondent", "leader", "representative"})
_PLURAL_HEADS = frozenset("قاده قيادات وزراء اعضاء نواب مدراء مديري محافظي محافظو رؤساء ضباط خبراء ممثلي ممثلين ممثلون سفراء مستشاري مسؤولي مراسلو متحدثون قياديين قياديون امراء".split())


@dataclass(frozen=True, slots=True)
class Title:
    """A post as the text words it: tokens `first` to `last`, a role, and the body it belongs to (a mention), if one is named."""

    first: int
    last: int
    start: int
    role: str
    body: Mention | None
    ministry: Mention | None = None
    through_post: bool = False


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


class Reader:
    """Reads titles, ranks and names over a chart whose bodies and places are already settled."""

    def __init__(self, chart: Chart, names: Sequence[Mention]) -> None:
        self.chart = chart
        self.starting = {m.first: m for m in names}

    def body_at(self, index: int, kinds: tuple[str, ...] = ()) -> Mention | None:
        """Return the settled mention that begins at a token."""
        mention = self.starting.get(self.chart.skip_quotes(index))
        return mention if mention and (not kinds or mention.kind in kinds) else None

    def title(self, index: int, depth: int = 0) -> Title | None:
        """Read a title at a token: head, adjectives, the body behind باسم, ل, في or in construct."""
        chart = self.chart
        match = chart.longest(index, "role")
        if match is None:
            return None
        role, position = match.label.target, match.last
        position = self._skip_tails(position)
        if chart.key(position) in ("باسم", "بإسم", "عن", "في", "لدي", "من"):
            bare = chart.key(position)
            if bare in ("باسم", "باسم") or self.body_at(position + 1) or chart.at(position + 1, "role"):
                position += 1
        if role in _OF_A_MINISTRY:
            found = self._ministry(position)
            if found:
                return Title(index, found.last, match.start, role, found, found if found.rule == "ministry-in-title" else None)
        if depth < 2:
            inner = self.title(position, depth + 1) if chart.at(position, "role") else None
            if inner and inner.body:
                post = chart.mention("Post", inner.first, inner.last, "post-in-title", start=inner.start, confidence=0.8, attributes=(("role", inner.role),))
                return Title(index, inner.last, match.start, role, post, inner.ministry, True)
            if inner:
                return Title(index, inner.last, match.start, role, None)
        body = self.body_at(position)
        if body and (body.kind != "Location" or role in _OF_A_PLACE) and body.kind not in ("Official", "Outlet"):
            return Title(index, self._second_body(body.last), match.start, role, body)
        if body and body.kind == "Outlet" and role in ("correspondent", "director", "head"):
            return Title(index, body.last, match.start, role, body)
        return Title(index, self._skip_tails(position) if position == match.last or self._skip_tails(match.last) == position else match.last, match.start, role, None)

    def _skip_tails(self, index: int) -> int:
        """Skip adjectives of a post (السابق، الرسمي) and of nationality."""
        chart = self.chart
        while index < chart.limit(index) and (chart.member(index, "title-tails", "demonyms") or feminine_demonym(chart, index)):
            index += 1
        return index

    def _second_body(self, index: int) -> int:
        """Return the index after a second body in the title: قائد اللواء 14 في وزارة البيشمركة."""
        chart = self.chart
        index = self._skip_tails(index)
        second = self.body_at(index + 1) if chart.key(index) == "في" else self.body_at(index)
        if second and second.kind in ("Force", "Ministry", "GovernmentBody", "Government") and (chart.key(index) == "في" or chart.tokens[second.first].span.begin < second.span.begin):
            return self._skip_tails(second.last)
        return index

    def _ministry(self, index: int) -> Mention | None:
        """Read the ministry of وزير الدفاع التركي or وزير شؤون البيشمركة, whose name may be one word."""
        chart = self.chart
        body = self.body_at(index, ("Ministry",))
        if body:
            return body
        end, limit = index, chart.limit(index)
        if chart.key(end) in ("شؤون", "شئون"):
            end += 1
        if end >= limit or not (chart.definite(end) or end > index):
            return None
        end += 1
        while end < limit and chart.key(end).startswith("وال") and chart.lexicon.entity("وزاره " + chart.text_key(index, end + 1), "Ministry"):
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
        return chart.mention("Ministry", index, end, "ministry-in-title", name=f"وزاره {name}", iri=entry.iri if entry else None, confidence=0.85)

    def _known_portfolio(self, key: str) -> bool:
        """Tell whether some ministry bears the word: الهجرة in وزارة الهجرة والمهجرين."""
        return any(label.target in self.chart.lexicon.entries and self.chart.lexicon.entries[label.target].kind == "Ministry"
                   for label in self.chart.lexicon.labels.get(key, ()))

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

    def person(self, index: int, *, titled: bool) -> Mention | None:
        """Read a rank, honorifics and a name at a token."""
        chart = self.chart
        position = index
        while position < chart.limit(index) and chart.key(position) in ("،", ",", "(", "«", '"', "“", "-"):
            position += 1
        rank, staff, position = self.rank(position)
        position = chart.skip_quotes(position)
        known = self.starting.get(position)
        if known and known.kind == "Official":
            end: int | None = max(known.last, name_end(chart, position, titled=True) or 0)
            iri = known.iri if end == known.last else None
        else:
            end, iri = name_end(chart, position, titled=titled or rank is not None), None
        if end is None:
            return None
        attributes = (("rank", rank),) if rank else ()
        attributes += (("staff", "true"),) if staff else ()
        rule = "person-after-title" if titled else "person-after-rank" if rank else "person-bare-name"
        return chart.mention("Official", position, end, rule, iri=iri, attributes=attributes, confidence=0.9 if titled or rank else 0.65)


def _is_apposition(chart: Chart, person: Mention, title_first: int) -> bool:
    """Tell whether a title stands right behind a name: عيسى عزير رئيس أركان … , with or without a comma."""
    gap = range(person.last, title_first)
    return all(chart.key(i) in ("،", ",", "(") for i in gap) and len(gap) <= 2 and chart.tokens[title_first].kind == "word"


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
        chain = _titles(reader, index)
        if chain:
            end = chain[-1].last
            person = reader.person(end, titled=True)
            if person is None and latest and chain[0].start == 0 and (_is_apposition(chart, latest, index) or _serves_as(chart, latest, index)):
                people.holdings += [Holding(latest, t, "title-after-name") for t in chain]
                _keep_ministries(people, chain)
            elif person:
                people.officials.append(person)
                people.holdings += [Holding(person, t, "title-before-name") for t in chain]
                _keep_ministries(people, chain)
                latest, end = person, person.last
            else:
                _add_posts(chart, people, chain)
            index = max(end, index + 1)
            continue
        person = _untitled(reader, index)
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
        if title is None or (chain and title.start != 0):
            break
        chain.append(title)
    return chain


def _keep_ministries(people: People, chain: list[Title]) -> None:
    people.ministries += [t.ministry for t in chain if t.ministry]


def _serves_as(chart: Chart, person: Mention, title_first: int) -> bool:
    """Tell of "الذي يشغل منصب" and its kin between a name and a title."""
    between = [chart.key(i) for i in range(person.last, title_first)]
    return 0 < len(between) <= 6 and any(k in ("منصب", "بصفته", "بمنصب", "مهام", "يشغل") for k in between)


def _add_posts(chart: Chart, people: People, chain: list[Title]) -> None:
    for title in chain:
        head = chart.key(title.first)[title.start:]
        if head.removeprefix("ال") in _PLURAL_HEADS or (title.role in _NOT_A_POST and title.body is None):
            continue
        if title.role in _NOT_A_POST and title.role != "representative":
            continue
        if title.body is None and title.role not in _NO_BODY_POSTS:
            continue
        post = chart.mention("Post", title.first, title.last, "post", start=title.start, confidence=0.8, attributes=(("role", title.role),))
        people.posts.append((post, title))
        if title.ministry:
            people.ministries.append(title.ministry)


def _untitled(reader: Reader, index: int) -> Mention | None:
    """Read a person whom a rank or honorific introduces, whom the lexicon knows, or whose name is plain."""
    chart = reader.chart
    known = reader.starting.get(index)
    if known and known.kind == "Official":
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
        if " " in person.name:
            parts.setdefault(last_part(person.name), person)
    covered = {i for m in people.officials for i in range(m.first, m.last)}
    for index, token in enumerate(chart.tokens):
        if index in covered or token.kind != "word":
            continue
        for start in token.stems:
            for width in (2, 1):
                key = chart.text_key(index, index + width, start)
                person = parts.get(key)
                if person and not chart.at(index, "place-kind") and chart.limit(index) >= index + width:
                    people.officials.append(chart.mention("Official", index, index + width, "person-short-name", start=start, name=key,
                                                          confidence=0.85, attributes=(("of", person.name),)))
                    break
            else:
                continue
            break
