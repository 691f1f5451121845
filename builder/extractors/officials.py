"""Officials and posts: a title with its body, a rank, a name, in any of the orders that news use.

المتحدث باسم القائد العام للقوات المسلحة، اللواء يحيى رسول، · شورش إسماعيل وزير شؤون البيشمركة · رئيس أركان الجيش
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.chart import Chart
from builder.extractors.learned import before_title, people_of, speaking
from builder.extractors.names import last_part, name_end
from builder.extractors.pairs import bodies_of_pair, fellow
from builder.extractors.persons import Persons
from builder.extractors.related_titles import POSSESSIVES, RelatedTitles
from builder.extractors.title_bodies import TitleBodies
from builder.extractors.titles import Holding, Title, Titles
from builder.folding import fold_words
from builder.model import Mention
from builder.particles import STOP, THAT
from builder.recogniser.proposals import Proposal

_NAME_SETS = frozenset({"given-names", "honorifics"})
_COMMAS = ("،", ",")
_NO_BODY_POSTS = frozenset({"prime-minister", "minister", "deputy-prime-minister"})
_NOT_A_POST = frozenset({"member", "officer", "expert", "correspondent", "leader", "representative"})
_PLURAL_HEADS = fold_words(
    "قاده قيادات وزراء اعضاء نواب مدراء مديري محافظي محافظو رؤساء ضباط خبراء ممثلي ممثلين ممثلون سفراء مستشاري "
    "الصحفيين الصحافيين صحفيين صحافيين صحفيون صحافيون الصحفيون الصحافيون "
    "مسؤولي الوزيرين الوزيران وزيرين وزيران قائدين قائدان رئيسين رئيسان مراسلو متحدثون قياديين قياديون امراء"
)


@dataclass(slots=True)
class People:
    """What the extractor finds: people, posts without a name, who holds which, and ministries that titles name by one word."""

    officials: list[Mention] = field(default_factory=list)
    posts: list[tuple[Mention, Title]] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    ministries: list[Mention] = field(default_factory=list)
    bodies: list[Mention] = field(default_factory=list)


class Reader:
    """The readers of bodies, titles, names and titles that lean on others, over one chart."""

    def __init__(self, chart: Chart, names: Sequence[Mention], titled: Sequence[Mention], learnt: Mapping[int, Proposal]) -> None:
        self.chart, self.bodies = chart, TitleBodies(chart, names, titled)
        self.titles, self.persons = Titles(self.bodies), Persons(self.bodies, learnt)
        self.related = RelatedTitles(self.titles, self.persons)


def _is_apposition(chart: Chart, person: Mention, title_first: int) -> bool:
    """Tell whether a title stands right behind a name: عيسى عزير رئيس أركان … , with or without a comma."""
    gap = range(person.last, title_first)
    return (
        all(chart.key(i) in ("،", ",", "(", '"', "»", "”", "وهو", "وهي", "فهو", "فهي", "/", "–") for i in gap)
        and len(gap) <= 3
        and chart.tokens[title_first].kind == "word"
    )


def find_people(chart: Chart, names: Sequence[Mention], learnt: Sequence[Proposal] = ()) -> People:
    """Read every sentence for titles, ranks and names; `learnt` are names that a recogniser proposes."""
    people = People()
    reader = Reader(chart, names, people.ministries, people_of(learnt))
    openings = _openings(reader)
    for sentence in chart.doc.sentences:
        inside = openings[bisect_left(openings, sentence.first) : bisect_left(openings, sentence.last)]
        _read_sentence(reader, people, sentence.first, inside)
    _short_names(chart, people)
    return people


def _openings(reader: Reader) -> list[int]:
    """Return, in order, the tokens at which a person or a post may begin."""
    chart, roles = reader.chart, reader.chart.forms("role")
    opening = {*roles, *chart.forms("rank"), *reader.related.openings(), *chart.tokens_in(_NAME_SETS)}
    opening.update(m.first for m in reader.bodies.names if m.kind == "Official")
    opening.update(reader.persons.learnt)
    for role in roles:  # two words before a title, with or without a comma, may be a name that no list holds
        opening.add(role - 3 if chart.key(role - 1) in _COMMAS else role - 2)
    return sorted(opening)


def _read_sentence(reader: Reader, people: People, first: int, openings: Sequence[int]) -> None:
    chart, read = reader.chart, first
    latest: Mention | None = None
    for index in openings:
        if index < read:  # inside what was read before it
            continue
        chain = (
            _titles(reader, index)
            if chart.at(index, "role") and not _is_his_deputy(chart, index) and not reader.bodies.is_person(index)
            else []
        )
        if not chain:
            related = reader.related.deputy_or_peer(index, people.holdings)
            if related and reader.persons.person(related.last, titled=True):
                chain = [related]
        if chain:
            end = chain[-1].last
            named = latest is not None and latest.last == index and chart.key(index).endswith("ا") and chart.key(index + 1).startswith("ل")
            person, between = (None, None) if named else reader.persons.person_behind(chain[-1])  # خالد العبيدي وزيرا للدفاع | ومحمد الغبان
            if person and person.first > end and person.span.begin > chart.tokens[person.first].begin:
                person, between = None, None  # قاسم سليماني، قائد فيلق القدس، | وأبو مهدي المهندس: the next one
            if between:
                chain[-1] = replace(chain[-1], body=between, last=between.last)
                people.bodies.append(between)
            if (
                person is None
                and latest
                and chain[0].start == 0
                and (_is_apposition(chart, latest, index) or _serves_as(chart, latest, index))
            ):
                people.holdings += [
                    Holding(latest, t, "title-after-name") for t in chain if not _is_cut(chart, t) and not _is_plural(chart, t)
                ]
                _keep_ministries(people, chain)
            elif person and (pair := _respective(reader, chain[-1], person)):
                people.officials += [h.person for h in pair if h.person not in people.officials]
                people.holdings += pair
                _keep_ministries(people, [h.title for h in pair])
                latest, end = pair[-1].person, pair[-1].person.last
            elif person:
                people.officials.append(person)
                people.holdings += [Holding(person, t, "title-before-name") for t in [*chain, *_party_seats(reader, chain)]]
                _keep_ministries(people, chain)
                latest, end = person, person.last
                second = fellow(reader.bodies, chain[-1], end)
                other = reader.persons.person(second.last, titled=True) if second else None
                if second and other:
                    people.officials.append(other)
                    people.holdings.append(Holding(other, second, "title-of-pair"))
                    latest, end = other, other.last
            else:
                _add_posts(reader, people, chain)
            read = end
            continue
        served = reader.related.officer_in(index) if chart.at(index, "rank") else None
        person = reader.persons.person(served.last, titled=True) if served else None
        if served and person:
            rank, staff, _ = reader.persons.rank(index)
            person = person._replace(attributes=(("rank", rank or ""), *((("staff", "true"),) if staff else ()), ("lead", str(index))))
            people.officials.append(person)
            people.holdings.append(Holding(person, served, "title-of-officer"))
            latest, read = person, person.last
            continue
        listed = index in reader.bodies.starting or chart.sets(index) or chart.at(index, "rank")
        person = (_untitled(reader, index) if listed else _unlisted(reader, index)) or _proposed(reader, index)
        if person:
            people.officials.append(person)
            leads = reader.related.leads(person)
            people.holdings += [Holding(person, leads, "title-of-clause")] if leads else []
            people.holdings += _succession(reader, people.holdings, person, first) or _served_in(reader, person)
            latest, read = person, person.last


def _lead(person: Mention) -> int:
    """Return the token where the ranks and honorifics before a name begin."""
    return next((int(value) for key, value in person.attributes if key == "lead"), person.first)


def _succession(reader: Reader, holdings: Sequence[Holding], person: Mention, first: int) -> list[Holding]:
    """Read the post that goes from one to another: قائداً لعمليات كركوك خلفاً لفلان; تكليف فلان بدلا منه."""
    chart, lead = reader.chart, _lead(person)
    latest = next((h.title for h in reversed(holdings) if h.title.first >= first), None)
    before = (chart.key(lead - 1), chart.key(lead - 2))
    succeeded = (before[0] == "خلفا" and chart.key(lead).startswith("ل")) or before in (("من", "بدلا"), ("عن", "بدلا"), ("من", "بدل"))
    succeeds = chart.key(person.last) in ("بدلا", "بدل", "محل") and chart.key(person.last + 1) in ("منه", "عنه", "منها")
    return [Holding(person, latest, "title-of-predecessor")] if latest and (succeeded or succeeds) else []


def _served_in(reader: Reader, person: Mention) -> list[Holding]:
    """Read the force that an officer told by rank is of: النقيب حامد العبيدي، من شرطة كركوك."""
    chart, last = reader.chart, person.last
    ranked = any(key == "rank" for key, _ in person.attributes)
    last += chart.key(last) in _COMMAS
    body = reader.bodies.body_at(last + 1, ("Force",)) if ranked and chart.key(last) in ("من", "في") else None
    if body is None or (last == person.last and chart.key(last) == "في" and body.first == last + 1 and chart.is_verb(_lead(person) - 1)):
        return []
    return [Holding(person, Title(_lead(person), body.last, 0, "officer", body), "title-of-officer")]


def _is_cut(chart: Chart, title: Title) -> bool:
    """Tell of a title whose body is a name that no rule knows: رئيس | الهيئة القانونية الدولية. A post in no body would be wrong."""
    return title.body is None and title.implied is None and title.role not in _NO_BODY_POSTS and chart.definite(title.last)


def _is_plural(chart: Chart, title: Title) -> bool:
    """Tell of a head in the plural, which is nobody's own title: أبلغ المحافظ الصحفيين."""
    return chart.key(title.first)[title.start :] in _PLURAL_HEADS


def _is_his_deputy(chart: Chart, index: int) -> bool:
    """Tell ونائبه, a deputy of the one before, from نائبة, a member of parliament."""
    token = chart.tokens[index]
    return token.key.lstrip("و") in POSSESSIVES and chart.text[token.end - 1] == "ه"


def _respective(reader: Reader, title: Title, first: Mention) -> list[Holding]:
    """Read two holders of two posts told in one: رئيسا أركان الجيش والبيشمركة، عبد الأمير يارالله وجمال ايمنكي."""
    bodies = bodies_of_pair(reader.bodies, title)
    second = reader.persons.second_person(first.last) if bodies else None
    if second is None:
        return []
    last = bodies[-1] if len(bodies) == 2 else bodies[0]
    ministry = last if last.rule == "ministry-in-title" else None
    return [Holding(first, title, "title-of-pair"), Holding(second, replace(title, body=last, ministry=ministry), "title-of-pair")]


def _titles(reader: Reader, index: int) -> list[Title]:
    """Read a chain of titles of one person: رئيس الوزراء القائد العام للقوات المسلحة."""
    chain: list[Title] = []
    while len(chain) < 3:
        position = index if not chain else chain[-1].last
        if chain and reader.chart.key(position) in _COMMAS:
            position += 1
        title = reader.titles.title(position) if not reader.bodies.is_person(position) else None
        if title is None or (chain and title.start != 0 and title.role not in ("leader", "member", "expert")):
            break
        chain.append(title)
    return chain


def _party_seats(reader: Reader, chain: list[Title]) -> list[Title]:
    """Return a member's second seat, in the party that he represents: النائب في البرلمان عن الاتحاد الوطني."""
    seats = []
    for title in chain:
        party = next((m for m in reader.bodies.names if m.last == title.last and m.kind == "PoliticalParty" and m is not title.body), None)
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


def _add_posts(reader: Reader, people: People, chain: list[Title]) -> None:
    chart = reader.chart
    for title in chain:
        head = chart.key(title.first)[title.start :]
        if (head.removeprefix("ال") in _PLURAL_HEADS and not bodies_of_pair(reader.bodies, title)[1:]) or (
            title.role in _NOT_A_POST and title.body is None
        ):
            continue
        if title.role in _NOT_A_POST and (title.role != "representative" or chart.key(title.first + 1) == "عن"):
            continue  # ممثلا عن قوات البيشمركة: the body was there
        if title.body is None and title.role not in _NO_BODY_POSTS:
            continue
        pair = bodies_of_pair(reader.bodies, title)
        last = pair[-1].last if len(pair) > 1 else title.last  # وزيرا الدفاع والداخلية: one mention of two posts
        post = chart.mention("Post", title.first, last, "post", start=title.start, confidence=0.8, attributes=(("role", title.role),))
        people.posts.append((post, title))
        _keep_ministries(people, [title])


def _untitled(reader: Reader, index: int) -> Mention | None:
    """Read a person whom a rank or honorific introduces, whom the lexicon knows, or whose name is plain."""
    chart = reader.chart
    known = reader.bodies.starting.get(index)
    if chart.key(index) == "علي" and chart.text[chart.tokens[index].end - 1] == "ى":  # القبض على حازم نوري: no man called Ali
        return None
    if known and known.kind == "Official":
        if known.rule == "lexicon-short-form":
            return known
        end = name_end(chart, index, titled=False) or known.last
        return known if end <= known.last else chart.mention("Official", index, end, "person-bare-name", iri=None, confidence=0.8)
    if chart.at(index, "rank") or chart.member(index, "honorifics"):
        if index and known and known.kind != "Official":
            return None
        return reader.persons.person(index, titled=chart.member(index, "honorifics") and not chart.at(index, "rank"))
    if known is None and chart.is_word(index) and chart.member(index, "given-names") and chart.zone(index) != "furniture":
        return reader.persons.person(index, titled=False) or _before_title(reader, index)
    return None


def _unlisted(reader: Reader, index: int) -> Mention | None:
    """Read two words that no list holds as a person, between a verb and a full title: قالت جين ساكي المتحدثة باسم الوزارة."""
    chart = reader.chart
    behind_that = chart.key(index - 1) in (*THAT, "عليه", "عليها", "عليهم", "له", "لهم", "لكن", "اما")  # ورد عليه ريفينك هروري، رئيس …
    vouched = chart.is_verb(index - 1) or behind_that or chart.member(index + 1, "family-names")
    if not vouched or index in reader.bodies.starting or len(chart.key(index)) < 3 or not chart.is_word(index):
        return None
    end = index + 2
    behind = end + (chart.key(end) in _COMMAS)
    if not chart.at(behind, "role") or end in reader.bodies.starting or chart.limit(index) <= behind:
        return None
    if name_end(chart, index, titled=True) != end or any(chart.start_in(i, "common-words") is not None for i in (index, index + 1)):
        return None
    title = reader.titles.title(behind)
    if title is None or title.body is None or title.start:
        return None
    return chart.mention("Official", index, end, "person-before-title", confidence=0.7)


def _proposed(reader: Reader, index: int) -> Mention | None:
    """Read a person whom the recogniser proposes and a word of speech or a full title vouches for."""
    learnt, chart = reader.persons.learnt.get(index), reader.chart
    if learnt is None or any(i in reader.bodies.starting for i in range(learnt.first, learnt.last)):
        return None
    person = before_title(chart, learnt)
    title = reader.titles.title(person.last + (chart.key(person.last) in _COMMAS)) if person else None
    return person if title and title.body else speaking(chart, learnt)


def _before_title(reader: Reader, index: int) -> Mention | None:
    """Read a given name and a part that no list holds, because a title stands behind: كاروان كزنيي، الناطق باسم الاتحاد الوطني."""
    chart = reader.chart
    end = name_end(chart, index, titled=True) or index
    title = reader.titles.title(end + 1) if chart.key(end) in _COMMAS and chart.at(end + 1, "role") else None
    return chart.mention("Official", index, end, "person-before-title", confidence=0.8) if title and title.body else None


def _short_names(chart: Chart, people: People) -> None:
    """Add the later mentions of a person by the last part of the name: وأضاف الخفاجي."""
    parts: dict[str, Mention] = {}
    for person in people.officials:
        part = last_part(person.name)
        if " " in person.name and len(part) > 2 and part not in STOP and part not in chart.lexicon.words["common-words"]:
            parts.setdefault(part, person)
    openings = {part.split()[0] for part in parts}
    covered = {i for m in people.officials for i in range(m.first, m.last)}
    for index, start in chart.words_among(openings):
        if index in covered:
            continue
        for width in (2, 1):
            key = chart.text_key(index, index + width, start)
            known = parts.get(key)
            if known and not chart.at(index, "place-kind") and chart.limit(index) >= index + width:
                covered.add(index)  # however its particles may be cut
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
