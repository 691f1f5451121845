"""People: a rank and a name, and who stands behind a title.

الفريق الركن فلان · سفيرة الولايات المتحدة لدى العراق، فلانة · مدير مكافحة المخدرات اللواء فلان
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.extractors.learned import titled_end
from builder.extractors.names import joined_name_end, name_end
from builder.extractors.pairs import bodies_of_pair
from builder.extractors.title_bodies import TitleBodies
from builder.extractors.titles import Title
from builder.model import Mention
from builder.recogniser.proposals import Proposal

_TAILED_POSTS = frozenset({"adviser", "envoy", "ambassador", "consul", "expert", "representative", "spokesperson", "head", "director"})


class Persons:
    """Reads ranks and names at the tokens of a chart."""

    def __init__(self, bodies: TitleBodies, learnt: Mapping[int, Proposal]) -> None:
        """Read over the bodies of a document; `learnt` are the people that the recogniser proposes, by their first tokens."""
        self.chart, self.bodies, self.learnt = bodies.chart, bodies, learnt

    def person(self, index: int, *, titled: bool) -> Mention | None:
        """Read a rank, honorifics and a name at a token."""
        chart = self.chart
        position = index
        while position < chart.limit(index) and chart.key(position) in ("،", ",", "(", ")", "«", "»", '"', "“", "”", "-"):
            position += 1
        lead, proposed = position, False
        rank, staff, position = self.rank(position)
        position = chart.skip_quotes(position)
        known = self.bodies.starting.get(position)
        if known and known.kind == "Official":
            grown = name_end(chart, position, titled=True) or 0
            if known.rule == "lexicon-short-form" and not chart.member(known.last, "given-names", "family-names"):
                grown = 0  # الرئيس السيسي حريص على
            end: int | None = max(known.last, grown)
            iri = known.iri if end == known.last else None
        else:
            vouched = titled or chart.key(lead).lstrip("ولب").startswith("ال") or chart.key(lead).startswith("لل")  # رائد فضاء is no major
            vouched = vouched and (titled or rank is not None)
            end, iri = name_end(chart, position, titled=vouched), None
            if end is None and vouched and position not in self.bodies.starting:
                end = titled_end(self.learnt.get(position), introduced=lead < position)
                proposed = end is not None
        if end is None:
            return None
        attributes: tuple[tuple[str, str], ...] = (("rank", rank),) if rank else ()
        attributes += (("staff", "true"),) if staff else ()
        attributes += (("lead", str(lead)),) if lead < position else ()
        if proposed:
            rule, confidence = "learned-person-titled", 0.6
        else:
            rule = "person-after-title" if titled else "person-after-rank" if rank else "person-bare-name"
            confidence = 0.9 if titled or rank else 0.65
        return chart.mention("Official", position, end, rule, iri=iri, attributes=attributes, confidence=confidence)

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

    def second_person(self, index: int) -> Mention | None:
        """Read a person whom an attached و joins to the one before."""
        known = self.bodies.starting.get(index)
        if known and known.kind == "Official" and self.chart.key(index).startswith("و"):
            return known
        end = joined_name_end(self.chart, index)
        return self.chart.mention("Official", index, end, "person-after-title", start=1) if end else None

    def person_behind(self, title: Title) -> tuple[Mention | None, Mention | None]:
        """Return the person behind a title, and the body between them that no rule knew: مدير | مكافحة المخدرات | اللواء فلان."""
        if title.role == "spokesperson" and title.body is None and self.chart.key(title.last) == "باسم":
            named = self.chart.skip_quotes(title.last + 1)  # الناطقة باسم التنظيم فلان: a body, not a man called Basim
            return (self.person(named + 1, titled=True) if self.chart.definite(named) else None), None
        pair = bodies_of_pair(self.bodies, title)
        last = pair[-1].last if len(pair) > 1 else title.last
        person = self.person(last, titled=True) or self._person_behind_tail(title)
        if person or title.body or title.role in ("prime-minister", "president"):
            return person, None
        chart, limit = self.chart, min(self.chart.limit(title.last), title.last + 6)
        if chart.member(title.last, "honorifics"):
            return None, None
        for position in range(title.last + 1, limit):
            previous = chart.key(position - 1)
            if previous == "في" and (self.bodies.body_at(position) or self.bodies.antecedent(position)):
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
        chart, limit, words = self.chart, min(self.chart.limit(index), index + 10), 0
        while index < limit:
            key, known = chart.key(index), self.bodies.starting.get(index)
            behind = self.bodies.starting.get(chart.skip_quotes(index + 1))
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
        known = self.bodies.starting.get(index)
        return (
            bool(self.chart.at(index, "rank")) or self.chart.member(index, "honorifics") or (known is not None and known.kind == "Official")
        )
