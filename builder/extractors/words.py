"""What a word is by itself, wherever it stands: a trigger, a cue, a noun that may repeat a body named before. Read once for each word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.lexicon import Lexicon, Trigger
from builder.model import Token
from builder.morphology import Analysis
from builder.particles import STOP

POSITIONS = ("between", "joining", "support", "against", "by", "with", "from", "to", "on", "in", "none")
HOMOGRAPHS = {"هنا": ("هنات", "أ"), "عبر": ("عبرت", "\N{ARABIC SHADDA}")}  # word -> a form of the verb spelt alike, the mark that tells it
_DOUBTFUL = frozenset({"بين", "وبين", *HOMOGRAPHS, *("و" + word for word in HOMOGRAPHS)})
_HEADS = ("body-heads", "force-heads", "ministry-heads", "unit-heads")
_COMMON_HEADS = frozenset({"قوات", "جيش", "شرطه", "منطقه", "مجلس"})  # no body in particular: الجيش
_ROLES = {("AirStrike", "perpetrator"): "participant", ("Attack", "participant"): "perpetrator"}
_MOST_WORDS = 50_000  # a bound on memory; news repeats itself long before


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the news: `bare` without an attached و or ف; of a trigger what it evokes, in which form, behind which `attached` particles.

    `opens` is the position of a frame that a cue word opens; `feminine` tells of a final ة; `doubtful` that only the words around tell
    whether it is a trigger. A `definite` noun may repeat an entity: the armed group (`repeats_group`) or the body last named by its `head`.
    """

    bare: str
    opens: str | None
    feminine: bool
    doubtful: bool
    definite: bool
    repeats_group: bool
    head: str
    trigger: Trigger | None = None
    attached: str = ""
    form: str = ""


class Words:
    """The words of a lexicon's language as they turn up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._opens = {form: name for name in reversed(POSITIONS) for form in lexicon.words[f"cue-{name}"]}  # of several, the first
        self._rank = {name: rank for rank, name in enumerate(POSITIONS)}
        self._cues = frozenset().union(*(members for name, members in lexicon.words.items() if name.startswith("cue-")))
        self._known: dict[str, dict[str, Word]] = defaultdict(dict)  # by the last raw letter, then by the key
        self._stems: dict[str, tuple[str, ...]] = {}
        self._slots: dict[tuple[str, str], Mapping[str, Sequence[str]]] = {}

    def of(self, token: Token, final: str) -> Word:
        """Return what a token is, whose last raw letter is `final`."""
        known = self._known[final]
        word = known.get(token.key)
        if word is None:
            if len(known) > _MOST_WORDS:
                known.clear()
            word = known[token.key] = self.read_as(token, final, self._reading(token, final))
        return word

    def slots(self, trigger: Trigger, kind: str) -> Mapping[str, Sequence[str]]:
        """Return the positions of a trigger's frame, where it tells an event of a class, with the properties that each may fill."""
        slots = self._slots.get((trigger.iri, kind))
        if slots is None:
            roles: dict[str, list[str]] = defaultdict(list)
            for slot in trigger.slots:
                roles[slot.cue].append(_ROLES.get((kind, slot.property), slot.property))
            slots = self._slots[trigger.iri, kind] = dict(roles)
        return slots

    def stems(self, name: str) -> tuple[str, ...]:
        """Return a word set as beginnings of words, ready for str.startswith."""
        found = self._stems.get(name)
        if found is None:
            found = self._stems[name] = tuple(sorted(self._lexicon.words[name]))
        return found

    def read_as(self, token: Token, final: str, reading: Analysis | None) -> Word:
        """Return what a token is under a reading as a trigger, or under none."""
        key, bare = token.key, self._without_conjunction(token)
        trigger = self._lexicon.triggers[reading.lemma] if reading else None
        definite = token.kind == "word" and ("ال" in key[:4] or "لل" in key[:3])
        sets = self._lexicon.sets_of_token(token) if definite else {}
        return Word(
            bare,
            self._position(key, bare),
            final == "ة",
            key in _DOUBTFUL or (trigger is not None and trigger.label == "حمل"),
            definite,
            "group-anaphors" in sets,
            _head(key) if not sets.keys().isdisjoint(_HEADS) else "",
            trigger,
            key[: reading.start] if reading else "",
            reading.form if reading else "",
        )

    def _reading(self, token: Token, final: str) -> Analysis | None:
        """Return the reading of a word as a trigger: verbs before nouns, whole forms before stems."""
        reading = self._lexicon.trigger_reading(token.key, noun=final == "ة") if token.kind == "word" else None
        if reading and final == "أ" and not self._lexicon.triggers[reading.lemma].label.endswith(("أ", "ا")):  # سيطرأ
            return None
        return reading

    def _position(self, key: str, bare: str) -> str | None:
        """Return the position that a cue word opens, with its conjunction or without."""
        opened = [name for name in (self._opens.get(key), self._opens.get(bare)) if name is not None]
        return min(opened, key=lambda name: self._rank[name], default=None)

    def _without_conjunction(self, token: Token) -> str:
        """Return a word without an attached و or ف: where the analyser sees one, or a cue or closed-class word is left."""
        rest = token.key[1:]
        if token.key in STOP:  # فيه is no ف and يه
            return token.key
        if len(token.key) > 2 and token.key[0] in "وف" and (1 in token.stems or rest in STOP or rest in self._cues):
            return rest
        return token.key


def _head(key: str) -> str:
    """Return the noun, without its article, by which a body named before may be repeated: الوزارة, القيادة, الفرقة; else nothing."""
    noun = key[1:] if key.startswith(("وال", "فال")) else key
    head = noun[2:] if noun.startswith(("ال", "لل")) else ""
    return head if head not in _COMMON_HEADS else ""


@lru_cache(maxsize=1)
def words_of(lexicon: Lexicon) -> Words:
    """Return the words of a lexicon; what was read of them serves every document."""
    return Words(lexicon)
