"""A document laid out for the mention rules: tokens, the lexicon's forms that start at each, and the word sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from functools import cached_property
from typing import TypeVar

from builder.folding import fold
from builder.lexicon import Lexicon, Match
from builder.model import Doc, Mention, Span
from builder.morphology import Analysis
from builder.particles import STOP
from builder.text import QUOTES, folded_view, raw_offset

T = TypeVar("T")

_NONE: list[Match] = []
_NOWHERE: Mapping[int, list[Match]] = {}
_CLOSING = {'"': '"', "“": "”", "«": "»", "‹": "›", "‘": "’", "(": ")", "[": "]", "{": "}", "„": "”"}
_CLOSERS = frozenset(_CLOSING.values())


class _Row(dict[int, T]):
    """What is known of each token, by its index; `nothing` is said of what lies outside the document."""

    def __init__(self, values: Iterable[T], nothing: T) -> None:
        super().__init__(enumerate(values))
        self._nothing = nothing

    def __missing__(self, index: int) -> T:
        return self._nothing


class Chart:
    """Look-ups by token index; rules read it and never change it.

    Three are asked more than all else together, and are therefore the rows' own look-ups: `key` returns a token's key (empty outside the
    document), `is_word` tells whether it is a word, `sets` returns the word sets that it is a member of, each with where the member begins
    after attached particles.
    """

    key: Callable[[int], str]
    is_word: Callable[[int], bool]
    sets: Callable[[int], Mapping[str, int]]

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc, self.lexicon, self.tokens, self.text = doc, lexicon, doc.tokens, doc.text
        self._keys = [key for _, _, key, _, _ in self.tokens]
        sets = list(map(lexicon.sets_of_token, self.tokens))
        self.key = _Row(self._keys, "").__getitem__
        self.is_word = _Row([kind == "word" for _, _, _, kind, _ in self.tokens], False).__getitem__
        self.sets = _Row[Mapping[str, int]](sets, {}).__getitem__
        self._tokens_in: dict[str, list[int]] = defaultdict(list)  # by the word set
        for index, found in enumerate(sets):
            for name in found:
                self._tokens_in[name].append(index)
        view = folded_view(doc)
        slips = list(lexicon.slips(doc, view))
        self._misspelt = frozenset(index for index, _ in slips)
        self._forms = _forms([*lexicon.matches(doc, view), *(match for _, match in slips)])
        self._begin: list[int] = []
        self._end: list[int] = []
        self._zone: list[str] = []
        for sentence in doc.sentences:  # they follow each other without a gap
            length = sentence.last - sentence.first
            self._begin += [sentence.first] * length
            self._end += [sentence.last] * length
            self._zone += [sentence.zone] * length

    def forms(self, kind: str) -> Mapping[int, list[Match]]:
        """Return the forms of a label kind by the token where they begin, in the order of the text, the longest first."""
        return self._forms.get(kind, _NOWHERE)

    def tokens_in(self, sets: frozenset[str]) -> list[int]:
        """Return the tokens that are, particles aside, members of one of the word sets."""
        return sorted({index for name in sets for index in self._tokens_in.get(name, ())})

    @cached_property
    def _behind_particles(self) -> list[tuple[int, int, str]]:
        """The words that particles may stand before: token, where the word begins in its key, and the word."""
        return [(index, start, key[start:]) for index, (_, _, key, _, stems) in enumerate(self.tokens) for start in stems[1:]]

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self._keys)

    def tokens_of(self, keys: Set[str]) -> list[int]:
        """Return the tokens whose key is one of many; nearly for nothing where the document has none of them."""
        present = self._vocabulary & keys
        return [index for index, key in enumerate(self._keys) if key in present] if present else []

    def words_among(self, forms: Set[str]) -> list[tuple[int, int]]:
        """Return the tokens that are, particles aside, one of the folded words, each with where the word begins in it."""
        if not forms:
            return []
        found = [(index, 0) for index in self.tokens_of(forms) if self.is_word(index)]
        return sorted([*found, *((index, start) for index, start, word in self._behind_particles if word in forms)])

    def keys(self, first: int, last: int) -> list[str]:
        """Return the keys of a stretch of tokens."""
        return self._keys[first:last]

    def words(self, first: int, last: int) -> list[str]:
        """Return the keys of the words in a stretch of tokens."""
        return [key for _, _, key, kind, _ in self.tokens[first:last] if kind == "word"]

    def at(self, index: int, kind: str) -> list[Match]:
        """Return the forms of a label kind that begin at a token, the longest first."""
        return self._forms.get(kind, _NOWHERE).get(index, _NONE)

    def longest(self, index: int, kind: str) -> Match | None:
        """Return the longest form of a label kind that begins at a token."""
        found = self.at(index, kind)
        return found[0] if found else None

    def limit(self, index: int) -> int:
        """Return the token index where the sentence of a token ends."""
        return self._end[index] if index < len(self._end) else index

    def begin_of_sentence(self, index: int) -> int:
        """Return the token index where the sentence of a token begins."""
        return self._begin[index] if 0 <= index < len(self._begin) else 0

    def zone(self, index: int) -> str:
        """Return the zone of a token's sentence: headline, body or furniture."""
        return self._zone[index]

    def start_in(self, index: int, *sets: str) -> int | None:
        """Return where, after its particles, the token is a member of a word set; None where it is none.

        Only readings that the analyser knows count: for بمحافظة the answer is 1, for محافظة 0.
        """
        found = self.sets(index)
        if not found:
            return None
        first: int | None = None
        for name in sets:
            start = found.get(name)
            if start is not None and (first is None or start < first):
                first = start
        return first

    def member(self, index: int, *sets: str) -> bool:
        """Tell whether the token, without particles, is a member of one of the word sets."""
        found = self.sets(index)
        if found:
            for name in sets:
                if found.get(name) == 0:
                    return True
        return False

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
        if token.key not in STOP and not any(token.key[start:] in STOP for start in token.stems[1:]):
            return False
        if token.key.endswith("علي") and self.text[token.end - 1] == "ي":  # the name علي, not the preposition على
            return False
        return "آ" not in self.text[token.begin : token.end]  # the name آلي, not the preposition إلى

    def definite(self, index: int) -> bool:
        """Tell whether the token is a word with the article that is no closed-class word."""
        return self.is_word(index) and self.key(index).startswith("ال") and len(self.key(index)) > 3 and not self.is_stop(index)

    def skip_quotes(self, index: int) -> int:
        """Return the index of the first token at or after `index` that is no quote or bracket."""
        while self.key(index) in QUOTES:
            index += 1
        return index

    def text_key(self, first: int, last: int, start: int = 0) -> str:
        """Return the comparison key of a stretch of tokens, quotes left out."""
        keys = [key for key in self._keys[first:last] if key not in QUOTES]
        if keys:
            keys[0] = keys[0][start:]
        return " ".join(keys)

    def span(self, first: int, last: int, start: int = 0) -> Span:
        """Return the raw span of a stretch of tokens, grown to close a quote that it opens."""
        tokens = self.tokens
        begin = raw_offset(tokens[first], self.text, start) if start else tokens[first].begin
        return Span(begin, tokens[self._closed(first, last) - 1].end)

    def start_of(self, mention: Mention) -> int:
        """Return where a mention begins in its first token's key: behind how many letters of attached particles."""
        begin = self.tokens[mention.first].begin
        return len(fold(self.text[begin : mention.span.begin])) if begin < mention.span.begin else 0

    def _closed(self, first: int, last: int) -> int:
        """Return where a stretch of tokens ends with the closing quote or bracket that it has opened."""
        return last + 1 if self.key(last) in _CLOSERS and self._opens(first, last) else last

    def _opens(self, first: int, last: int) -> bool:
        """Tell whether a stretch of tokens opens the quote or bracket that the token behind it closes."""
        inner, closing = self._keys[first:last], self._keys[last]
        return any(_CLOSING.get(key) == closing and inner.count(closing) - (closing == key) <= 0 for key in inner)

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
        if name is None:
            name = self.text_key(first, last, start)
        span = self.span(first, last, start)
        if iri and not self._misspelt.isdisjoint(range(first, last)):
            rule, confidence = "known-name-misspelt", min(confidence, 0.6)
        return Mention(span, kind, name, first, self._closed(first, last), rule, iri, confidence, subtype, attributes)


def _forms(matches: Iterable[Match]) -> dict[str, dict[int, list[Match]]]:
    """Sort what the lexicon's forms match by kind and first token, the longest first."""
    forms: dict[str, dict[int, list[Match]]] = defaultdict(dict)
    for match in matches:
        forms[match.label.kind].setdefault(match.first, []).append(match)
    for found in (found for by_token in forms.values() for found in by_token.values() if len(found) > 1):
        found.sort(key=lambda m: (-m.size, m.start, m.label.contextual, m.label.target))
    return {kind: {index: by_token[index] for index in sorted(by_token)} for kind, by_token in forms.items()}


def settle(mentions: list[Mention], priority: dict[str, float]) -> list[Mention]:
    """Keep, where mentions overlap, the one that is longest, then of the rule of higher priority, then first."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(
        mentions, key=lambda m: (-(m.last - m.first) - priority.get(m.rule, 0), -m.confidence, m.first, m.kind, m.iri or "")
    ):
        cells = range(mention.first, mention.last)
        if taken.isdisjoint(cells):
            taken.update(cells)
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.span.begin, m.span.end, m.kind))


def retitle(mention: Mention, **changes: object) -> Mention:
    """Return a copy of a mention with some fields changed."""
    return mention._replace(**changes)  # type: ignore[arg-type]  # the names are checked at run time
