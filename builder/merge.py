"""One event once: drafts of one happening in an article become one event with all its arguments."""

from __future__ import annotations

from collections.abc import Sequence

from builder.extractors.drafts import ACTOR_ROLES, Draft
from builder.legible import unfilled
from builder.model import Event, Evidence, Span, Toll

_COMPARED = 60  # events of an article that a draft may be one of: the latest, for a headline the first; news has fewer
_STATUS_GROUPS = {"occurred": "real", "ongoing": "real", "planned": "planned", "denied": "denied"}


class Happening:
    """Drafts that were judged to be one event."""

    def __init__(self, draft: Draft) -> None:
        self.drafts: list[Draft] = []
        self._values: dict[str, dict[str, None]] = {}
        self._dates: set[str] = set()
        self._names: set[str] = set()
        self._sentences: set[int] = set()
        self._ongoing = self._apart = False
        self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take a draft in."""
        self.drafts.append(draft)
        self._sentences.add(draft.sentence)
        self._ongoing = self._ongoing or draft.status == "ongoing"
        self._apart = self._apart or draft.apart
        if draft.name:
            self._names.add(draft.name)
        for role, value in draft.arguments:
            self._values.setdefault(role, {})[value] = None
        if draft.date:
            self._dates.add(draft.date.value)

    @property
    def kind(self) -> str:
        """The class of the event."""
        return self.drafts[0].kind

    def values(self, role: str) -> list[str]:
        """Return the values of one property over all drafts, in order."""
        return list(self._values.get(role, ()))

    def accepts(self, draft: Draft) -> bool:
        """Tell whether a draft may be of this happening: nothing that both say differs, and something that both say agrees."""
        if draft.past != self.drafts[0].past and not draft.weak:
            return False
        if draft.kind != self.kind or (draft.apart and self._apart):
            return False
        mine, theirs = _STATUS_GROUPS[self.status()], _STATUS_GROUPS[draft.status]
        if mine != theirs:
            return False
        if draft.date and self._dates and not any(_compatible(draft.date.value, d) for d in self._dates):
            return False
        if draft.name and self._names and draft.name not in self._names:
            return False
        if draft.name and draft.name in self._names:  # the proper name of an operation or agreement settles it
            return True
        shared = 0
        for role in ("place", "target", *ACTOR_ROLES):
            a, b = self._values.get(role), draft.values(role)
            if a and b:
                agree = any(value in a for value in b)
                if not agree and role in ("place", "perpetrator", "party") and not (role == "place" and self._both_deny(draft)):
                    return False
                shared += agree * (1 if role == "target" else 2)
        if self.kind == "Meeting" and self._with_others(draft):
            return False
        if draft.date and self._dates:
            shared += 1 if self.kind == "Meeting" else 2
        same_sentence = draft.sentence in self._sentences
        reach = 6 if draft.attended else 2
        bare = not draft.arguments or (draft.definite and any(draft.sentence - back in self._sentences for back in range(reach + 1)))
        return shared >= 2 or bare or (same_sentence and shared >= 1)

    def _both_deny(self, draft: Draft) -> bool:
        """Tell of one rumour that is denied twice: an attack of the group in Diyala, an attack of the group on Baqubah."""
        mine, theirs = set(self.values("perpetrator")), set(draft.values("perpetrator"))
        return draft.status == "denied" == self.status() and bool(mine & theirs)

    def _with_others(self, draft: Draft) -> bool:
        """Tell whether one person met these here and others there: two meetings of a day."""
        mine, theirs = set(self.values("participant")), set(draft.values("participant"))
        return len(mine) > 1 and len(theirs) > 1 and len(mine & theirs) == 1 and draft.sentence not in self._sentences

    def status(self) -> str:
        """Return the status: what goes on wins over what is past."""
        return "ongoing" if self._ongoing else self.drafts[0].status

    def _tolls(self) -> tuple[Toll, ...]:
        """Return the versions of the toll where they differ, each once."""
        if not self.values("killed") and not self.values("wounded") and not any(d.tolls for d in self.drafts):
            return ()
        versions = [t for d in self.drafts for t in d.versions()]
        differ = any(
            len({n for n in numbers if n is not None}) > 1 for numbers in zip(*((t.killed, t.wounded) for t in versions), strict=True)
        )
        once = {(t.killed, t.wounded, t.source): t for t in reversed(versions)}
        return tuple(sorted(once.values(), key=lambda t: (t.evidence.span, t.killed or 0, t.wounded or 0))) if differ else ()

    def event(self, text: str) -> Event:
        """Return the event of all drafts, with the words of its date in the article's text."""
        arguments: list[tuple[str, str]] = []
        for role in ("participant", "perpetrator", "party", "target", "supporter", "signatory", "place"):
            arguments += [(role, v) for v in self.values(role)]
        arguments = _without_conflicts(arguments)
        for role in ("killed", "wounded"):
            last = [v for d in self.drafts if d.final for v in d.values(role)][-1:]  # the toll that is said to be the last, else the first
            arguments += [(role, v) for v in (last or self.values(role))[:1]]
        arguments += [("provision", t) for t in dict.fromkeys(t for d in self.drafts for t in d.topics)]
        dated = [d.date for d in self.drafts if d.date]
        date = max(dated, key=lambda d: len(d.value), default=None)
        evidence: dict[Span, Evidence] = {d.evidence.span: d.evidence for d in self.drafts}
        name = next((d.name for d in self.drafts if d.name), None)
        return Event(
            self.kind,
            self.status(),
            tuple(arguments),
            tuple(evidence[s] for s in sorted(evidence)),
            date.value if date else None,
            " ".join(unfilled(text[date.span.begin : date.span.end]).split()) if date else None,
            name,
            anonymous=tuple(dict.fromkeys(d.anonymous for d in self.drafts if d.anonymous)),
            tolls=self._tolls(),
            duration=next((d.duration for d in self.drafts if d.duration), None),
            reported_by=tuple(dict.fromkeys(d.reported_by for d in self.drafts if d.reported_by)),
        )


def _without_conflicts(arguments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop an actor that is both agent and target, and a participant that is a supporter."""
    agents = {v for r, v in arguments if r in ACTOR_ROLES}
    supporters = {v for r, v in arguments if r == "supporter"}
    return [(r, v) for r, v in arguments if not (r == "target" and v in agents) and not (r == "participant" and v in supporters)]


def _compatible(a: str, b: str) -> bool:
    """Tell whether one date may be the other, said less exactly.

    >>> _compatible("2020-07", "2020-07-30"), _compatible("2020-07-29", "2020-07-30")
    (True, False)
    """
    return a.startswith(b) or b.startswith(a)


def merge(drafts: Sequence[Draft]) -> list[Happening]:
    """Group drafts by happening: body text first, headlines into what the body tells."""
    happenings: list[Happening] = []
    ordered = sorted(drafts, key=lambda d: (d.zone == "headline", d.sentence, d.place))
    for draft in ordered:
        # a headline tells what the lead tells
        told = happenings[:_COMPARED] if draft.zone == "headline" else happenings[: -_COMPARED - 1 : -1]
        home = next((h for h in told if h.accepts(draft)), None)
        if home is None and draft.weak:
            continue
        if home is None and draft.zone == "headline":
            home = next(
                (h for h in happenings if h.kind == draft.kind and _STATUS_GROUPS[h.status()] == _STATUS_GROUPS[draft.status]), None
            )
        if home:
            home.add(draft)
        else:
            happenings.append(Happening(draft))
    happenings = [h for h in happenings if h.kind != "Meeting" or h.values("participant")]  # the arrival of a delegation that nobody named
    return sorted(happenings, key=lambda h: min((d.sentence, d.place) for d in h.drafts))
