"""Titles that follow from another or from a clause: deputies and peers of the one before, posts of its body, officers, leaders.

نائبه العميد فلان · نظيره التركي فلان · وكيلها الأقدم فلان · العقيد في الجيش العراقي فلان · منظمة بدر التي يقودها فلان
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from builder.extractors.persons import Persons
from builder.extractors.title_bodies import POSSESSORS
from builder.extractors.titles import Holding, Title, Titles
from builder.lexicon import Lexicon
from builder.model import Mention

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


@lru_cache(maxsize=1)
def _possessed_roles(lexicon: Lexicon) -> dict[str, tuple[int, str]]:
    """Return the words that name a post with a pronoun for whose it is, each with where the post begins in it and its role: ووكيلها."""
    found: dict[str, tuple[int, str]] = {}
    for form, labels in lexicon.labels.items():
        role = next((label.target for label in labels if label.kind == "role"), "")
        for pronoun in ("ها", "هم", "ه") if role else ():
            if len(form) > 3 and not (form.startswith("و") and form[1:] in lexicon.labels):
                found[form + pronoun] = (0, role)
            if len(form) > 2:
                found["و" + form + pronoun] = (1, role)
    return found


@lru_cache(maxsize=1)
def _leaning_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that name a post by its relation to what stands before them: ونائبه, نظيره, ووكيلها."""
    return frozenset({*POSSESSIVES, *("و" + word for word in POSSESSIVES), *_possessed_roles(lexicon)})


class RelatedTitles:
    """Reads titles that lean on what stands before them."""

    def __init__(self, titles: Titles, persons: Persons) -> None:
        self.chart, self.bodies, self.titles, self.persons = titles.chart, titles.bodies, titles, persons
        self._leaning = _leaning_words(titles.chart.lexicon)

    def openings(self) -> list[int]:
        """Return the tokens at which `deputy_or_peer` can find a title."""
        return self.chart.tokens_of(self._leaning)

    def deputy_or_peer(self, index: int, holdings: Sequence[Holding]) -> Title | None:
        """Read نائبه العميد فلان and نظيره التركي فلان: the post follows from the one held by the person before."""
        key = self.chart.key(index)
        if key not in self._leaning:
            return None
        key = key.removeprefix("و")
        if key not in POSSESSIVES:
            return self._possessed(index, next((h.title.body for h in holdings[-1:] if h.person.last == index), None))
        if not holdings:
            return None
        deputy = POSSESSIVES[key] == "deputy"
        sentence = self.chart.begin_of_sentence(index)
        subject = next((h.title for h in holdings if h.title.first >= sentence), None)  # وزير الدفاع، برفقة رئيس الأركان، … نظيره
        latest = holdings[-1].title if deputy else self._like(subject or holdings[0].title, index, holdings)
        role = _DEPUTIES.get(latest.role, "deputy-head") if deputy else latest.role
        start = len(self.chart.key(index)) - len(key)
        own = self.bodies.body_at(index + 2) if self.chart.key(index + 1) in ("في", "لدي") else None
        if own is None and self.chart.key(index + 1) == "في":
            own = self.bodies.antecedent(index + 2)  # زميله في اللجنة
            if own:
                return Title(index, index + 3, start, role, own)
        if own:  # نظيره في حكومة الإقليم
            return Title(index, own.last, start, role, own)
        implied = None if POSSESSIVES[key] != "peer" else self.bodies.ministry_of_nation(latest.body, index + 1)
        return Title(
            index, self.titles.skip_tails(index + 1), start, role, None if POSSESSIVES[key] == "peer" else latest.body, implied=implied
        )

    def _like(self, title: Title, index: int, holdings: Sequence[Holding]) -> Title:
        """Return whose peer نظيره is: a minister's behind a head of government (رئيس الوزراء فلان ونظيره فلان) where the text has one."""
        behind = holdings[-1].person.last == index and title.role in ("prime-minister", "president")
        return next((h.title for h in holdings if behind and h.title.role == "minister"), title)

    def _possessed(self, index: int, shared: Mention | None) -> Title | None:
        """Read وكيلها الأقدم فلان, المتحدث باسمها فلان: the post is of the body last named.

        `shared` is that of a post right before: رئيس أركان الوزارة فلان وأمينها العام فلان.
        """
        key = self.chart.key(index)
        start, role = _possessed_roles(self.chart.lexicon).get(key, (0, ""))
        if not role or self.chart.at(index, "role"):
            return None
        if shared and key.startswith("و"):
            return Title(index, self.titles.skip_tails(index + 1), start, role, shared)
        return self.titles.of_antecedent(index, index + 1, start, role)

    def officer_in(self, index: int) -> Title | None:
        """Read a rank with the force it is held in, before the name: العقيد في الجيش العراقي فلان, اللواء المتقاعد في البيشمركة فلان."""
        rank, _, last = self.persons.rank(index)
        last = self.titles.skip_tails(last)
        last += self.chart.key(last) == "المتقاعد"
        body = (
            self.bodies.body_at(last + 1, ("Force", "Ministry", "GovernmentBody"))
            if rank and self.chart.key(last) in ("في", "من")
            else None
        )
        return Title(index, body.last, 0, "officer", body) if body else None

    def leads(self, person: Mention) -> Title | None:
        """Read who leads a body from a relative clause: منظمة بدر التي يقودها هادي العامري, القائمة التي يتزعمها فلان."""
        chart, verb = self.chart, person.first - 1
        role = _LEADING.get(chart.key(verb))
        if role is None or chart.key(verb - 1) not in ("التي", "الذي", "الذين"):
            return None
        behind = verb - 2 if chart.tokens[verb - 2].kind == "word" else verb - 3
        body = next((m for m in self.bodies.names if m.first <= behind < m.last and m.kind in POSSESSORS), None)
        if body is None or body.kind == "Government":
            return None
        return Title(verb, person.last, 0, "commander" if body.kind == "Force" and role == "leader" else role, body)
