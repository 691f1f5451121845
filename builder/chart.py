"""A document laid out for the mention rules: tokens, the lexicon's forms that start at each, and the word sets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from builder.lexicon import Lexicon, Match
from builder.model import Doc, Mention, Span, Token
from builder.morphology import Analysis
from builder.particles import STOP
from builder.text import QUOTES, folded_view, raw_offset

_NONE: list[Match] = []
_CLOSING = {'"': '"', "“": "”", "«": "»", "‹": "›", "‘": "’", "(": ")", "[": "]", "{": "}", "„": "”"}


class Chart:
    """Look-ups by token index; rules read it and never change it."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc, self.lexicon, self.tokens = doc, lexicon, doc.tokens
        self._at: dict[tuple[int, str], list[Match]] = defaultdict(list)
        for match in lexicon.matches(doc, folded_view(doc)):
            self._at[match.first, match.label.kind].append(match)
        for found in self._at.values():
            found.sort(key=lambda m: (-m.size, m.start, m.label.contextual, m.label.kind, m.label.target))
        self._end = [0] * len(doc.tokens)
        self._zone = [""] * len(doc.tokens)
        self._sets: list[dict[str, int] | None] = [None] * len(doc.tokens)
        for sentence in doc.sentences:
            for index in range(sentence.first, sentence.last):
                self._end[index], self._zone[index] = sentence.last, sentence.zone

    def at(self, index: int, kind: str) -> list[Match]:
        """Return the forms of a label kind that begin at a token, the longest first."""
        return self._at.get((index, kind), _NONE)

    def longest(self, index: int, kind: str) -> Match | None:
        """Return the longest form of a label kind that begins at a token."""
        found = self._at.get((index, kind))
        return found[0] if found else None

    def limit(self, index: int) -> int:
        """Return the token index where the sentence of a token ends."""
        return self._end[index] if index < len(self._end) else index

    def zone(self, index: int) -> str:
        """Return the zone of a token's sentence: headline, body or furniture."""
        return self._zone[index]

    def key(self, index: int) -> str:
        """Return a token's key; empty outside the document."""
        return self.tokens[index].key if 0 <= index < len(self.tokens) else ""

    def is_word(self, index: int) -> bool:
        """Tell whether the token is a word."""
        return 0 <= index < len(self.tokens) and self.tokens[index].kind == "word"

    def start_in(self, index: int, *sets: str) -> int | None:
        """Return where, after its particles, the token is a member of a word set; None where it is none.

        Only readings that the analyser knows count: for بمحافظة the answer is 1, for محافظة 0.
        """
        found = self.sets(index)
        if not found:
            return None
        return min((found[name] for name in sets if name in found), default=None)

    def sets(self, index: int) -> dict[str, int]:
        """Return the word sets that a token is a member of, each with where the member begins after attached particles."""
        if not 0 <= index < len(self.tokens):
            return {}
        known = self._sets[index]
        if known is None:
            known = self._sets[index] = self.lexicon.sets_of_token(self.tokens[index])
        return known

    def member(self, index: int, *sets: str) -> bool:
        """Tell whether the token, without particles, is a member of one of the word sets."""
        found = self.sets(index)
        return bool(found) and any(found.get(name) == 0 for name in sets)

    def analyses(self, index: int) -> tuple[Analysis, ...]:
        """Return the readings of a word by the analyser."""
        return self.lexicon.morphology.analyse(self.key(index)) if self.is_word(index) else ()

    def is_verb(self, index: int) -> bool:
        """Tell whether the token is a form of a verb that the lexicon knows as a trigger."""
        return any(a.form in ("perfect", "imperfect", "future") for a in self.analyses(index))

    def is_masdar(self, index: int) -> bool:
        """Tell whether the token is the verbal noun of speech that the lexicon knows: تأكيد, إعلان."""
        triggers = self.lexicon.triggers
        return any(a.form == "noun" and a.start == 0 and triggers[a.lemma].evokes == "Statement" for a in self.analyses(index))

    def is_stop(self, index: int) -> bool:
        """Tell whether the token is a closed-class word, particles aside."""
        if not self.is_word(index):
            return False
        token = self.tokens[index]
        if token.key.endswith("علي") and self.doc.text[token.span.end - 1] == "ي":  # the name علي, not the preposition على
            return False
        if "آ" in self.doc.text[token.span.begin : token.span.end]:  # the name آلي, not the preposition إلى
            return False
        return any(token.key[start:] in STOP for start in token.stems)

    def definite(self, index: int) -> bool:
        """Tell whether the token is a word with the article that is no closed-class word."""
        return self.is_word(index) and self.key(index).startswith("ال") and len(self.key(index)) > 3 and not self.is_stop(index)

    def skip_quotes(self, index: int) -> int:
        """Return the index of the first token at or after `index` that is no quote or bracket."""
        while index < len(self.tokens) and self.tokens[index].kind == "punct" and self.tokens[index].key in QUOTES:
            index += 1
        return index

    def text_key(self, first: int, last: int, start: int = 0) -> str:
        """Return the comparison key of a stretch of tokens, quotes left out."""
        keys = [t.key for t in self.tokens[first:last] if not (t.kind == "punct" and t.key in QUOTES)]
        if keys:
            keys[0] = keys[0][start:]
        return " ".join(keys)

    def span(self, first: int, last: int, start: int = 0) -> Span:
        """Return the raw span of a stretch of tokens, grown to close a quote that it opens."""
        begin = raw_offset(self.tokens[first], self.doc.text, start) if start else self.tokens[first].span.begin
        end = self.tokens[last - 1].span.end
        inner: tuple[Token, ...] = self.tokens[first:last]
        for token in inner:
            closing = _CLOSING.get(token.key)
            if closing and self.key(last) == closing and sum(t.key == closing for t in inner) - (closing == token.key) <= 0:
                end = self.tokens[last].span.end
        return Span(begin, end)

    def mention(
        self,
        kind: str,
        first: int,
        last: int,
        rule: str,
        *,
        start: int = 0,
        name: str | None = None,
        iri: str | None = None,
        confidence: float = 0.9,
        subtype: str | None = None,
        attributes: tuple[tuple[str, str], ...] = (),
    ) -> Mention:
        """Make a mention of the tokens `first` to `last`."""
        key = name if name is not None else self.text_key(first, last, start)
        span = self.span(first, last, start)
        if last < len(self.tokens) and span.end == self.tokens[last].span.end:  # a closing quote or bracket that the name opened
            last += 1
        return Mention(span, kind, key, first, last, rule, iri, confidence, subtype, attributes)


def settle(mentions: list[Mention], priority: dict[str, float]) -> list[Mention]:
    """Keep, where mentions overlap, the one that is longest, then of the rule of higher priority, then first."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(
        mentions, key=lambda m: (-(m.last - m.first) - priority.get(m.rule, 0), -m.confidence, m.first, m.kind, m.iri or "")
    ):
        cells = range(mention.first, mention.last)
        if not taken.intersection(cells):
            taken.update(cells)
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.span, m.kind))


def retitle(mention: Mention, **changes: object) -> Mention:
    """Return a copy of a mention with some fields changed."""
    return replace(mention, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names at run time
