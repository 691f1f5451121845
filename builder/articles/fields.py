"""From a record (of JSON, of a table) to an article: which of its fields is what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import fields as fields_of

from builder.dates.arithmetic import parse_day
from builder.errors import InputError
from builder.model import Article


@dataclass(frozen=True, slots=True)
class Fields:
    """The names that crawlers and data sets give to the same field, in the order of preference; `--field` sets each."""

    text: tuple[str, ...] = ("text", "content", "body", "article", "maintext", "articleBody", "article_text", "full_text")
    title: tuple[str, ...] = ("title", "headline")
    date: tuple[str, ...] = (
        *("date", "issued", "published", "date_published", "datePublished", "pub_date", "date_extracted"),
        *("date_publish", "pubDate", "published_at", "publishedAt", "publish_date", "published_date"),
    )
    source: tuple[str, ...] = ("outlet", "publisher", "source", "source_domain", "sourceDomain", "domain")
    url: tuple[str, ...] = ("url", "link", "canonical_url", "source_url")
    id: tuple[str, ...] = ("id", "identifier")

    def named(self, given: Iterable[tuple[str, str]]) -> Fields:
        """Return these fields, but each that is given under the one name that is given for it.

        >>> Fields().named([("text", "نص")]).text, Fields().named([]).url[0]
        (('نص',), 'url')
        """
        chosen = {role: (name,) for role, name in given}
        return replace(self, **chosen) if chosen else self

    @property
    def written(self) -> str:
        """What of these fields is not as usual, as `--field` says it.

        >>> Fields().named([("text", "نص"), ("date", "تاريخ")]).written, Fields().written
        ('text=نص date=تاريخ', '')
        """
        chosen = ((item.name, getattr(self, item.name)) for item in fields_of(self))
        return " ".join(f"{role}={'|'.join(names)}" for role, names in chosen if names != getattr(USUAL, role))

    @property
    def names(self) -> tuple[str, ...]:
        """All the names."""
        return (*self.text, *self.title, *self.date, *self.source, *self.url, *self.id)


USUAL = Fields()


def article_of(
    record: Mapping[str, object], source: str, stem: str, number: int, fields: Fields = USUAL, *, line: bool = True
) -> Article | InputError:
    """Return the article of one record, whatever kind of file it stood in, or what is wrong with it.

    Its text is the title, an empty line and the text, unless the text begins with the title: that is what offsets count. `number`
    counts the records of the file from 1; without `line` they are no lines, and reports say "record".

    >>> article_of({"content": "نص", "published": "2020-01-02"}, "news.jsonl", "news", 7)
    Article(identifier='news-7', text='نص', title=None, issued='2020-01-02', outlet=None, url=None, source='news.jsonl')
    """
    place, at = (source, number) if line else (f"{source}, record {number}", None)
    body = _field(record, fields.text)
    if body is None:
        return InputError(place, f'has no text: give the article in a field named "{fields.text[0]}"', at)
    title, outlet, url = _field(record, fields.title), _field(record, fields.source), _field(record, fields.url)
    identifier = _field(record, fields.id) or f"{stem}-{number}"
    text = whole_text(title, body)
    if _has_lone_surrogate(identifier, text, title, outlet, url):
        return InputError(place, "holds half a character (a lone surrogate): write the text as UTF-8 again", at)
    issued = parse_day(_field(record, fields.date))
    return Article(identifier, text, title, issued.isoformat() if issued else None, outlet, url, place)


def whole_text(title: str | None, body: str) -> str:
    """Return the text of an article of a title and a body that may begin with it.

    >>> whole_text("عنوان", "نص"), whole_text("عنوان", "عنوان: نص")
    ('عنوان\\n\\nنص', 'عنوان: نص')
    """
    return body if title is None or body.lstrip().startswith(title.strip()) else f"{title}\n\n{body}"


def _field(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """Return the first of the fields that holds a text or, as identifiers may, a whole number."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def _has_lone_surrogate(*values: str | None) -> bool:
    """Tell of half a character, which JSON can write (\\ud83d alone) and UTF-8 cannot."""
    try:
        for value in values:
            (value or "").encode()
    except UnicodeEncodeError:
        return True
    return False
