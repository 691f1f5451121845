"""What becomes of the recogniser's proposals: a name that no list holds gets a class where its context says one, and else is dropped.

The policy, in order:

1. What a rule has found stands: a proposal that shares a token with a rule's mention is dropped, whatever its probability.
2. Its words must be able to name: no closed-class or common word, no verb that the lexicon knows, no title, rank or kind of place, no mark.
3. A witness of its kind must stand beside it: before a person a title, a rank or a word of speech, behind him a title or a word of speech;
   before a place a preposition of place, or a place that is known and joined to it. Bodies are left to the rules: what heads their names
   is a list, and a body without a head is no use without its class.
4. Each witness asks for a probability of its own, and names the rule: `learned-person-titled`, `learned-person-speaking`,
   `learned-person-before-title`, `learned-place-in`, `learned-place-joined`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from builder.chart import Chart
from builder.folding import fold_words
from builder.model import Mention
from builder.recogniser.proposals import Proposal

_TITLED, _SPEAKING, _BEFORE_TITLE, _IN, _JOINED = 0.6, 0.7, 0.7, 0.8, 0.8  # the least probability for each witness
_COMMAS = ("،", ",")
_WHERE = fold_words("في إلى من قرب باتجاه نحو داخل صوب بين وسط على شمالي جنوبي شرقي غربي شمال جنوب شرق غرب")


def nameable(chart: Chart, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return the proposals whose words can name."""
    return [p for p in proposals if all(_can_name(chart, index, p.start if index == p.first else 0) for index in range(p.first, p.last))]


def _can_name(chart: Chart, index: int, start: int) -> bool:
    key = chart.key(index)[start:]
    if not chart.is_word(index) or len(key) < 2 or chart.is_stop(index) or chart.is_verb(index) or chart.is_masdar(index):
        return False
    if any(m.start == start for kind in ("role", "rank", "place-kind") for m in chart.at(index, kind)):
        return False
    if chart.member(index, "given-names", "family-names", "name-particles"):
        return True
    common = chart.lexicon.words["common-words"]
    return key not in common and not chart.member(index, "demonyms", "name-adjectives", "common-words")


def people_of(learnt: Iterable[Proposal]) -> Mapping[int, Proposal]:
    """Return the people by their first tokens."""
    return {found.first: found for found in learnt if found.kind == "PERS"}


def titled_end(learnt: Proposal | None, *, introduced: bool) -> int | None:
    """Return where a person's name ends whom a title vouches for; one of a single word a rank or an honorific must introduce.

    الوزير حسين may be any minister's, and what he is minister of was said before or never; العقيد حسين says no more than it does.
    """
    if learnt is None or learnt.start or learnt.probability < _TITLED or not (introduced or learnt.last - learnt.first > 1):
        return None
    return learnt.last


def is_speech(chart: Chart, index: int) -> bool:
    """Tell of a verb of speech: قال, أضافت, يؤكد."""
    triggers = chart.lexicon.triggers
    return any(a.form in ("perfect", "imperfect") and triggers[a.lemma].evokes == "Statement" for a in chart.analyses(index))


def speaking(chart: Chart, learnt: Proposal) -> Mention | None:
    """Return a person whom a word of speech stands beside."""
    beside = is_speech(chart, learnt.first - 1) or is_speech(chart, learnt.last)
    if not beside or learnt.probability < _SPEAKING or learnt.last - learnt.first < 2:
        return None
    return chart.mention("Official", learnt.first, learnt.last, "learned-person-speaking", start=learnt.start, confidence=0.6)


def before_title(chart: Chart, learnt: Proposal) -> Mention | None:
    """Return a person behind whom a comma and a title stand; whether that is his is the reader's to say."""
    behind = learnt.last + (chart.key(learnt.last) in _COMMAS)
    if not chart.at(behind, "role") or learnt.probability < _BEFORE_TITLE or learnt.last - learnt.first < 2:
        return None
    return chart.mention("Official", learnt.first, learnt.last, "learned-person-before-title", start=learnt.start, confidence=0.6)


def places(chart: Chart, learnt: Iterable[Proposal], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the places that a preposition or a known place vouches for, and that share no token with a mention."""
    known = {index: mention for mention in mentions for index in range(mention.first, mention.last)}
    for found in learnt:
        if found.kind != "LOC" or any(index in known for index in range(found.first, found.last)):
            continue
        rule = _witness(chart, found, known)
        if rule:
            entry = chart.lexicon.entity(chart.text_key(found.first, found.last, found.start), "Location")  # one that a rule was wary of
            iri = entry.iri if entry else None
            yield chart.mention("Location", found.first, found.last, rule, start=found.start, iri=iri, confidence=0.6)


def _witness(chart: Chart, learnt: Proposal, known: Mapping[int, Mention]) -> str | None:
    before = learnt.first - 1
    if learnt.probability >= _IN and learnt.start == 0 and chart.key(before) in _WHERE:
        return "learned-place-in"
    joined = known.get(before - (chart.key(before) in _COMMAS))
    behind = chart.key(learnt.first).startswith("و") and learnt.start == 1
    if learnt.probability >= _JOINED and joined and joined.kind == "Location" and (behind or chart.key(before) in _COMMAS):
        return "learned-place-joined"
    return None
