"""What one article shows: made in a worker process, small enough to be kept for each article of a large corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from builder.additions.candidates import Sighting
from builder.additions.sightings import in_reading
from builder.errors import InputError
from builder.fingerprints import Fingerprint, fingerprint_of
from builder.language import skipped
from builder.lexicon import load_lexicon
from builder.model import Article, Reading, Sentence, Skipped
from builder.own import NOTHING, Own
from builder.pipeline import lost, read_article
from builder.workers import mapped

_MARGIN = 3  # body lines at either end of an article that are looked at for what repeats
_SHORT = 12  # words: a line as short is looked at wherever it stands


@dataclass(frozen=True, slots=True)
class Checkup:
    """What one article shows.

    `date` is its ISO day and `dated` where that came from ("field", "text" or ""); `furniture` counts the characters that take no part
    in reading, of `length`; `lines` are its short and outer lines of running text; `rules` and `things` count what was found; `unlisted` is
    what it names and the lexicon lacks, `prints` what of its text is compared with others.
    """

    identifier: str
    source: str
    length: int
    date: str
    dated: str
    title: bool
    outlet: bool
    address: bool
    furniture: int
    lines: tuple[str, ...]
    rules: tuple[tuple[str, int], ...]
    things: tuple[tuple[str, int], ...]
    unlisted: tuple[Sighting, ...] = ()
    prints: Fingerprint | None = None


def check_up(article: Article, own: Own = NOTHING) -> Checkup | Skipped | InputError:
    """Read one article and note what it shows; a defect of the program costs that article alone."""
    try:
        return skipped(article) or _noted(article, read_article(article, load_lexicon(own)))
    except Exception as error:  # as in a build: a defect is reported with the article's name, and the rest goes on
        return InputError(article.source or article.identifier, f"cannot be read ({type(error).__name__}: {error}): report it")


def _noted(article: Article, reading: Reading) -> Checkup:
    text = article.text
    return Checkup(
        article.identifier,
        article.source,
        len(text),
        reading.issued or "",
        "" if reading.issued is None else "field" if article.issued else "text",
        bool(article.title),
        bool(article.outlet or reading.outlet),
        bool(article.url),
        left_out(text, reading.sentences),
        body_lines(text, reading.sentences),
        _counted(_rules(reading)),
        _counted(chain((e.kind for e in reading.entities), (e.kind for e in reading.events))),
        tuple(in_reading(reading)),
        fingerprint_of(article),
    )


def left_out(text: str, sentences: Iterable[Sentence]) -> int:
    """Return how many characters, blanks aside, stand in no sentence of the article: the furniture of its page.

    >>> from builder.model import Span
    >>> left_out("قال  شارك", [Sentence(Span(0, 3), 0, 1)])
    4
    """
    spans = (text[s.span.begin : s.span.end] for s in sentences)
    return _inked(text) - sum(_inked(part) for part in spans)


def _inked(text: str) -> int:
    return sum(map(len, text.split()))


def body_lines(text: str, sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Return the lines of running text that may be a page's furniture: the short ones, and the first and last.

    >>> from builder.model import Span
    >>> body_lines("شاهد  الفيديو\\nقال", [Sentence(Span(0, 13), 0, 2), Sentence(Span(14, 17), 2, 3)])
    ('شاهد الفيديو', 'قال')
    """
    starts = dict.fromkeys(text.rfind("\n", 0, s.span.begin) + 1 for s in sentences if s.zone == "body")
    lines = [_line(text, start) for start in starts]
    outer = {*range(_MARGIN), *range(len(lines) - _MARGIN, len(lines))}
    return tuple(dict.fromkeys(line for i, line in enumerate(lines) if i in outer or len(line.split()) <= _SHORT))


def _line(text: str, start: int) -> str:
    """Return the line that begins at `start`, its white space made even."""
    end = text.find("\n", start)
    return " ".join(text[start : end if end >= 0 else len(text)].split())


def _rules(reading: Reading) -> Iterator[str]:
    """Yield the name of the rule of each mention and fact."""
    for entity in reading.entities:
        yield from (mention.rule for mention in entity.mentions)
    yield from (relation.evidence.rule for relation in reading.relations)
    yield from (appointment.evidence.rule for appointment in reading.appointments)
    for event in reading.events:
        yield from (evidence.rule for evidence in event.evidence)
        yield from (toll.evidence.rule for toll in event.tolls)


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items()))


def _prepare(own: Own) -> None:
    load_lexicon(own)


def check_up_all(articles: Iterable[Article], workers: int = 1, own: Own = NOTHING) -> Iterator[Checkup | Skipped | InputError]:
    """Look over articles in the order given, in `workers` processes."""
    return mapped(articles, workers, partial(check_up, own=own), lost, partial(_prepare, own))
