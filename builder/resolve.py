"""Mentions to entities within one article: coreference by name and by the lexicon, ranks, disputed status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from builder.chart import Chart
from builder.extractors.disputed import disputed_places
from builder.extractors.locations import SITES
from builder.extractors.names import last_part
from builder.extractors.relations import find_relations
from builder.extractors.titles import Holding, Title
from builder.folding import fold
from builder.labels import UNIT_SINGULARS, label
from builder.legible import unfilled
from builder.mentions import Found
from builder.model import Appointment, Entity, Evidence, Mention, Relation, Span
from builder.vocabulary import ROLE

_UNIT_SINGULAR = {start: fold(noun) for start, noun in UNIT_SINGULARS.items()} | {"محو": "محور"}


class Resolver:
    """Gives each mention the key of its entity; keys are unique within the article."""

    def __init__(self, chart: Chart, found: Found) -> None:
        self.chart, self.found = chart, found
        self._people = self._name_people()
        self._iris = self._people_iris()
        self.key_of: dict[Mention, str] = {m: self._key(m) for m in found.mentions}
        self._settle_ministries()
        self._holders: dict[tuple[str, str], str] = {}
        self._holders = self._post_holders()
        inner = {post for post, _ in posts_in_titles(found)}
        for post, title in [*found.posts, *posts_in_titles(found)]:
            holder = self._holders.get((title.role, self.body_key(title))) if post not in inner else None
            self.key_of[post] = holder or f"Post:{title.role}:{self.body_key(title) or post.name}"

    def _settle_ministries(self) -> None:
        """Give a bare ministry the country that its minister has elsewhere: وزير الدفاع الأمريكي كارتر … وزير الدفاع كارتر."""
        full: dict[tuple[str, str], Holding] = {}
        ministers = [h for h in self.found.holdings if h.title.body and h.title.body.kind == "Ministry" and h.person in self.key_of]
        for holding in sorted(ministers, key=lambda h: (h.title.first - h.title.last, h.title.first)):
            post = (self.key_of[holding.person], holding.title.role)
            fullest = full.setdefault(post, holding)
            mine, known = holding.title.body, fullest.title.body
            if mine is not None and known is not None and mine in self.key_of and known in self.key_of and known.name.startswith(mine.name):
                self.key_of[mine] = self.key_of[known]

    def _name_people(self) -> dict[str, str]:
        """Name -> the fullest form of the same person's name in the article: عبد الأمير يارالله is عبد الأمير رشيد يارالله."""
        names = {m.name for m in self.found.mentions if m.kind == "Official" and m.attribute("of") is None}
        fullest: dict[str, str] = {}
        known: dict[str, dict[str, int]] = defaultdict(dict)  # the fuller names that hold a word, or end in a part, in order
        for order, name in enumerate(sorted(names, key=lambda n: (-len(n.split()), n))):
            words = name.split()
            holding = min((known.get(word, {}) for word in words), key=len) if len(words) > 1 else {}
            others = [*holding, *known.get(f"…{name}", ())]
            full = fullest[name] = min((o for o in others if _is_short_for(name, o)), key=lambda o: (-len(o.split()), o), default=name)
            for word in {*full.split(), f"…{last_part(full)}"}:
                known[word].setdefault(full, order)
        return fullest

    def _key(self, mention: Mention) -> str:
        if mention.kind == "Official":
            name = mention.attribute("of") or mention.name
            if mention.iri and mention.attribute("of") is None and mention.rule == "lexicon-short-form":
                return f"Official:{mention.iri}"
            full = self._people.get(name, name)
            if mention.rule == "learned-person-titled" and " " not in name:  # العقيد كرامر is شتيفان كرامر, whom the rules have found
                full = self._by_last_part.get(name, full)
            return f"Official:{self._iris.get(full, full)}"
        if mention.kind == "Location":
            return f"Location:{self._place_name(mention)}"
        if mention.iri:
            return f"{mention.kind}:{mention.iri}"
        return f"{mention.kind}:{_body_name(mention)}"

    @cached_property
    def _by_last_part(self) -> dict[str, str]:
        """The last part of each full name of several words -> that name."""
        return {last_part(full): full for full in sorted(self._people.values(), reverse=True) if " " in full}

    def _people_iris(self) -> dict[str, str]:
        """Name in full -> the lexicon's entity that one of its forms names."""
        iris: dict[str, str] = {}
        for mention in self.found.mentions:
            if mention.kind == "Official" and mention.iri:
                full = self._people.get(mention.name, mention.name)
                iris[full] = min(iris.get(full, mention.iri), mention.iri)
        return iris

    def _place_name(self, mention: Mention) -> str:
        """Return the bare name of a place: محافظة كركوك and كركوك are one place in an article."""
        entry = self.chart.lexicon.entries.get(mention.iri or "")
        if entry and entry.place_kind in SITES:  # جبل سنجار is not سنجار
            return fold(entry.label)
        if entry is None and mention.rule == "place-built":
            return mention.name
        return bare_place(self.chart, entry.label if entry else mention.name)

    def _post_holders(self) -> dict[tuple[str, str], str]:
        """(role, body key) -> the person who holds it in this article."""
        holders: dict[tuple[str, str], str] = {}
        for holding in self.found.holdings:
            person = self.key_of.get(holding.person)
            if person:
                holders.setdefault((holding.title.role, self.body_key(holding.title)), person)
        return holders

    def body_key(self, title: Title) -> str:
        """Return the key of a title's body, or ""."""
        if title.body is None:
            return ""
        if title.inner:  # a spokesman speaks for the office, whoever holds it
            return f"Post:{title.inner.role}:{self.body_key(title.inner) or title.body.name}"
        found = self.key_at(title.body) or ""
        return "" if found.startswith("Official:") else found  # nobody holds a post in a person, whose name may hold a body's

    def key_at(self, mention: Mention) -> str | None:
        """Return the key of a mention, or of the settled mention that covers the same words."""
        if mention in self.key_of:
            return self.key_of[mention]
        standing = (self._at[index] for index in range(mention.first, mention.last) if index in self._at)
        _, found = min(standing, key=lambda ordered: ordered[0], default=(0, None))
        return self.key_of[found] if found is not None else None

    @cached_property
    def _at(self) -> dict[int, tuple[int, Mention]]:
        """The first mention, with its number, that covers each token."""
        at: dict[int, tuple[int, Mention]] = {}
        for number, mention in enumerate(self.found.mentions):
            if mention.kind != "Post":
                for index in range(mention.first, mention.last):
                    at.setdefault(index, (number, mention))
        return at


def _is_short_for(name: str, other: str) -> bool:
    """Tell of a shorter form of a person's name: the same first part and no other parts, or the last part of two words."""
    words, fuller = name.split(), other.split()
    return len(words) > 1 and ((fuller[0] == words[0] and set(words) <= set(fuller)) or last_part(other) == name)


def bare_place(chart: Chart, name: str) -> str:
    """Return a place's name without its kind: قضاء القائم -> القائم, folded."""
    words = fold(name).split()
    kinds = {label.kind for label in chart.lexicon.labels.get(words[0], ())} if len(words) > 1 else set()
    return " ".join(words[1:]) if "place-kind" in kinds else " ".join(words)


def _body_name(mention: Mention) -> str:
    """Return a name under which forms of one body meet: الفرقتين 14 and الفرقة 14."""
    words = mention.name.split()
    if mention.subtype == "MilitaryUnit" and len(words) > 1:
        head = words[0].removeprefix("ال")
        words[0] = _UNIT_SINGULAR.get(head[:3], head)
    return " ".join(words)


def posts_in_titles(found: Found) -> list[tuple[Mention, Title]]:
    """Return the posts that stand inside other titles: المتحدث باسم القائد العام للقوات المسلحة."""
    titles = [h.title for h in found.holdings] + [t for _, t in found.posts]
    return [(t.body, t.inner) for t in titles if t.body and t.inner]


def resolve_entities(chart: Chart, found: Found, resolver: Resolver) -> list[Entity]:
    """Group the mentions by entity and describe each."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention, key in resolver.key_of.items():
        groups[key].append(mention)
    disputed = disputed_places(chart, found.mentions)
    first = {key: min((m.span.begin, m.span.end) for m in group) for key, group in groups.items()}
    return [_entity(chart, key, groups[key], disputed) for key in sorted(groups, key=lambda k: (first[k], k))]


def _entity(chart: Chart, key: str, mentions: list[Mention], disputed: frozenset[Mention]) -> Entity:
    unique = _distinct(mentions)
    kind = key.partition(":")[0]
    own = [m for m in unique if m.attribute("of") is None]
    iri = _best_iri(chart, key, unique, [m.iri for m in own if m.iri])
    first = unique[0]
    if kind == "Official":  # shown by the fullest form of the name
        first = max((m for m in own if m.kind == kind), key=lambda m: (len(m.name.split()), -m.span.begin), default=first)
    attributes = {name: value for m in reversed(unique) for name, value in reversed(m.attributes) if value}
    return Entity(
        key,
        kind,
        label(chart.text, first),
        unique,
        iri,
        next((m.subtype for m in unique if m.subtype), None),
        rank=attributes.get("rank"),
        staff="staff" in attributes,
        disputed=not disputed.isdisjoint(unique),
        place_kind=attributes.get("placeKind"),
        role=attributes.get("role") if kind == "Post" else None,
    )


def _distinct(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Return one mention of each place in the text, the surest, in order."""
    if len(mentions) == 1:
        return tuple(mentions)
    surest = {(m.span.begin, m.span.end): m for m in sorted(mentions, key=lambda m: m.confidence)}
    return tuple(surest[place] for place in sorted(surest))


def _best_iri(chart: Chart, key: str, mentions: Sequence[Mention], iris: list[str]) -> str | None:
    """Return the entity's IRI; of a governorate and its capital, the governorate where the article says محافظة."""
    if not iris:
        return None
    kind = key.partition(":")[0]
    if kind == "Ministry" and key.partition(":")[2] in iris:  # a bare mention that took the country of another
        return key.partition(":")[2]
    if kind == "Location" and any(m.attribute("placeKind") == "governorate" for m in mentions):
        governorates = [i for i in iris if chart.lexicon.entries[i].place_kind == "governorate"]
        return (governorates or iris)[0]
    return Counter(iris).most_common(1)[0][0]  # of several as frequent, the first


def _label(text: str, span: Span) -> str:
    return " ".join(unfilled(text[span.begin : span.end]).split())


def resolve_appointments(chart: Chart, found: Found, resolver: Resolver) -> list[Appointment]:
    """Return each post that the article says a person holds, once."""
    named = set(resolver.key_of.values())
    unique: dict[tuple[str, str, str | None], Appointment] = {}
    bodies_of: dict[tuple[str, str], dict[str | None, None]] = defaultdict(dict)
    for holding in found.holdings:
        person = resolver.key_of.get(holding.person) or resolver.key_at(holding.person)
        if person is None or not person.startswith("Official:"):
            continue
        organization = resolver.body_key(holding.title) or (holding.title.implied if holding.title.implied in named else None)
        role = holding.title.role.removeprefix(ROLE)
        span = Span(
            min(holding.person.span.begin, chart.tokens[holding.title.first].begin),
            max(holding.person.span.end, chart.tokens[holding.title.last - 1].end),
        )
        title = _label(chart.text, chart.span(holding.title.first, holding.title.last, holding.title.start))
        appointment = Appointment(person, role, organization, title, Evidence(span, holding.rule, 0.85))
        same = bodies_of[person, role]
        if organization is None and same:
            continue
        if None in same:
            del unique[person, role, None], same[None]
        unique.setdefault((person, role, organization), appointment)
        same[organization] = None
    return list(unique.values())


def resolve_relations(chart: Chart, found: Found, resolver: Resolver) -> list[Relation]:
    """Return the relations between entities, each once."""
    unique: dict[tuple[str, str, str], Relation] = {}
    for tie in find_relations(chart, found.mentions):
        subject, other = resolver.key_of[tie.subject], resolver.key_of[tie.object]
        if subject != other:
            unique.setdefault((tie.kind, subject, other), Relation(tie.kind, subject, other, tie.evidence))
    return list(unique.values())
