"""Titles: a post as the text words it, with the body that it belongs to.

المتحدث باسم القائد العام للقوات المسلحة · معاون رئيس أركان الجيش لشؤون العمليات · وزير الدفاع التركي
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.extractors.bodies import feminine_demonym
from builder.extractors.title_bodies import OF_A_PLACE, TitleBodies
from builder.folding import fold_words
from builder.lexicon import Match
from builder.model import Mention

ENVOYS = frozenset({"ambassador", "consul", "envoy", "representative"})
OF_A_MINISTRY = frozenset({"minister", "deputy-minister", "undersecretary"})
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
_NEED_A_BODY = frozenset({"امر", "امره", "خبيرا", "عضوا", "مسؤول", "المسؤول", "امين"})
_AREAS = fold_words("القضاء الناحية المحافظة المدينة البلدة")


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


class Titles:
    """Reads titles at the tokens of a chart."""

    def __init__(self, bodies: TitleBodies) -> None:
        self.chart, self.bodies = bodies.chart, bodies

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
        chart, index, role = self.chart, match.first, self._role(match)
        if role is None:
            return None
        position = self.skip_tails(match.last)
        if chart.key(position) in ("باسمها", "باسمه", "باسمهم"):
            return self.of_antecedent(index, position + 1, match.start, role)
        abroad = role in ("ambassador", "consul") and chart.key(position) in ("في", "لدي")
        spoken = chart.key(position) in ("باسم", "بلسان")
        if spoken or (
            chart.key(position) in ("عن", "في", "لدي", "من") and (self.bodies.body_at(position + 1) or chart.at(position + 1, "role"))
        ):
            position += 1
        return (
            self._of_a_ministry(match, position, role)
            or self._of_a_post(match, position, role, depth)
            or self._of_a_body(match, position, role, abroad)
            or self._alone(match, position, role)
        )

    def _role(self, match: Match) -> str | None:
        """Return the role that a head means here, or nothing where it is no post: مؤتمر صحافي, أمراً مشاعاً, المجلة الناطقة بالعربية."""
        chart, role, index = self.chart, match.label.target, match.first
        form = chart.key(index)[match.start :]
        if role == "correspondent" and chart.key(index - 1).removeprefix("ال") in ("مؤتمر", "بيان", "تصريح", "لقاء", "حوار"):
            return None  # مؤتمر صحافي is no journalist
        if role == "minister" and chart.key(index - 1).endswith("مجلس"):  # مجلس الوزراء السعودي: أوامر …
            return None
        if role == "correspondent" and chart.key(index).endswith(("يين", "يون")):
            return None  # قال للصحفيين
        if role == "commander" and form.startswith("امر") and chart.text[chart.tokens[index].begin + match.start] == "أ":
            return None  # أمراً مشاعاً, أمراء الأرمن, أمرين: no آمر
        if role == "spokesperson" and chart.key(match.last).startswith("بال") and not chart.member(match.last, "title-tails"):
            return None  # المجلة الناطقة بالعربية
        if role == "deputy-head" and form == "نائب" and chart.key(index + 1) == "الرئيس" and self._names_a_person(index + 2):
            return "vice-president"
        return "president" if role == "head" and self._form(match) == "الرئيس" and match.size == 1 else role

    def _form(self, match: Match) -> str:
        """Return the head as it is spelt without particles: للوزير is الوزير."""
        key = self.chart.key(match.first)
        form = key[match.start :]
        if key.startswith(("لل", "ولل")) and form.startswith("ل"):
            return "ال" + form[2:] if form.startswith("لل") else "ا" + form
        return form

    def _of_a_ministry(self, match: Match, position: int, role: str) -> Title | None:
        """Read a title of a ministry: وزير الدفاع التركي."""
        found = self.bodies.ministry(position) if role in OF_A_MINISTRY else None
        if found is None:
            return None
        ministry = found if found.rule == "ministry-in-title" else None
        return Title(match.first, self._second_body(found.last), match.start, role, found, ministry)

    def _of_a_post(self, match: Match, position: int, role: str, depth: int) -> Title | None:
        """Read a title that belongs to another: معاون | رئيس أركان الجيش, المتحدث باسم | القائد العام."""
        chart = self.chart
        inner = self.title(position, depth + 1) if depth < 2 and role in _OF_A_POST and chart.at(position, "role") else None
        if inner is None:
            return None
        sole = chart.key(inner.first)[inner.start :] == "القائد" and inner.last - inner.first == 2
        if not inner.body and not sole:
            return Title(match.first, inner.last, match.start, role, None)
        confidence = 0.8 if inner.body else 0.7
        post = chart.mention(
            "Post", inner.first, inner.last, "post-in-title", start=inner.start, confidence=confidence, attributes=(("role", inner.role),)
        )
        return Title(match.first, inner.last, match.start, role, post, inner.ministry if inner.body else None, inner)

    def _of_a_body(self, match: Match, position: int, role: str, abroad: bool) -> Title | None:
        """Read a title of a body, named or said by its head alone; `abroad` tells that the place behind في is where an envoy serves."""
        index = match.first
        inside = self.bodies.antecedent(match.last - 1) if match.size > 1 and position == match.last else None
        if inside:  # رئيس المجلس
            return Title(index, position, match.start, self.bodies.role_over(inside) or role, inside)
        antecedent = self.bodies.antecedent(position)
        if antecedent:
            role = self.bodies.role_over(antecedent) or role if role == "head" else role
            return Title(index, self.skip_tails(position + 1), match.start, role, antecedent)
        body = self.bodies.body_of(match, position, role)
        if body and abroad:  # القنصل الأمريكي في أربيل: where he serves, not whom
            return Title(index, self._second_body(body.last), match.start, role, None, implied=self.bodies.government(match.last))
        if body:
            role = "head" if role == "president" and body.kind == "PoliticalParty" else role  # الرئيس المشارك لحزب …
            return Title(index, self._second_body(body.last), match.start, role, body)
        return None

    def _alone(self, match: Match, position: int, role: str) -> Title | None:
        """Read a title behind which no body stands: الوزير, المحافظ, قائممقام القضاء, السفير التركي."""
        chart, index, form = self.chart, match.first, self._form(match)
        if role == "minister" and match.size == 1 and form == "الوزير":
            latest = self.bodies.latest_ministry(index)
            if latest and self._name_follows(match.last):
                return Title(index, self.skip_tails(match.last), match.start, role, latest)
        place = self.bodies.governed_place(index) if role == "governor" and match.size == 1 and form == "المحافظ" else None
        if place:
            return Title(index, self.skip_tails(match.last), match.start, role, place)
        if role in OF_A_PLACE and chart.key(position) in _AREAS:
            return Title(index, position + 1, match.start, role, self.bodies.area(position))
        if form in _NEED_A_BODY and not chart.member(position, "unit-heads"):
            return None
        implied = self.bodies.government(match.last) if role in ENVOYS else None
        return Title(index, self._filler(self.skip_tails(match.last)), match.start, role, None, implied=implied)

    def _names_a_person(self, index: int) -> bool:
        """Tell of what may follow نائب الرئيس of a state: its nation or a name."""
        return self.chart.member(index, "demonyms", "given-names", "honorifics") or self.bodies.is_person(index)

    def _filler(self, index: int) -> int:
        """Skip في حينها and its kin."""
        return index + 2 if self.chart.key(index) == "في" and self.chart.key(index + 1) in ("حينها", "حينه", "وقتها", "ذلك") else index

    def skip_tails(self, index: int) -> int:
        """Skip adjectives of a post (السابق، الرسمي) and of nationality."""
        chart = self.chart
        while index < chart.limit(index) and (chart.member(index, "title-tails", "demonyms") or feminine_demonym(chart, index)):
            index += 1
        return index

    def _second_body(self, index: int) -> int:
        """Return the index after a second body in the title: قائد اللواء 14 في وزارة البيشمركة."""
        chart = self.chart
        index = self.skip_tails(chart.skip_quotes(index) if chart.key(index) in '»”"' else index)
        inside = chart.key(index) == "في"
        second = self.bodies.body_at(index + 1) if inside else self.bodies.body_at(index)
        attached = (
            second is not None and chart.tokens[second.first].key.startswith("ب") and second.span.begin > chart.tokens[second.first].begin
        )
        if (
            attached is False and second and second.kind == "Force" and chart.key(second.first).startswith("لل")
        ):  # المقر المتقدم للعمليات المشتركة
            return self._represents(self.skip_tails(second.last))
        if second and second.kind == "Location" and not self._name_follows(second.last):
            second = None
        if second and second.kind in ("Force", "Ministry", "GovernmentBody", "Government", "Location") and (inside or attached):
            last = second.last
            while (
                self.bodies.starting.get(last) and self.bodies.starting[last].kind == second.kind and chart.key(last).startswith("و")
            ):  # في العراق وسوريا
                last = self.bodies.starting[last].last
            return self._represents(self.skip_tails(last))
        if inside and self.bodies.antecedent(index + 1):
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
        while self.bodies.starting.get(index) and chart.key(index).startswith("و"):
            index = self.bodies.starting[index].last
        if chart.key(index) in ("،", ","):
            index += 1
        return (
            bool(chart.at(index, "rank"))
            or chart.member(index, "given-names", "name-particles", "honorifics")
            or self.bodies.body_at(index, ("Official",)) is not None
        )

    def _represents(self, index: int) -> int:
        """Skip عن with a party or place: عضو اللجنة عن الاتحاد الوطني."""
        represented = self.bodies.body_at(index + 1, ("PoliticalParty", "Location")) if self.chart.key(index) == "عن" else None
        return represented.last if represented else index

    def of_antecedent(self, index: int, last: int, start: int, role: str) -> Title | None:
        """Return the title that a pronoun gives to the body that it means: الوزارة … المتحدث باسمها."""
        body = self.bodies.of_pronoun(index)
        return Title(index, self.skip_tails(last), start, role, body) if body else None
