"""Which form an Accept header likes best, as regular expressions: hosts of files can compare patterns and little else.

The patterns say what `builder.site.forms.accepted` does, with two limits: q-values are cut to one decimal (0.85 counts as 0.8; of two forms
that differ by less, the one that comes first is sent), and wildcards count for the first media type of a form alone. They are read by PCRE
(Apache, nginx) and by Python alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.site.forms import FORMS, Form

_BEGIN = r"(?:.*,)?\s*"
_PARAMETERS = r"(?:\s*;(?!\s*q\s*=)[^;,]*)*"
_END = r"\s*(?:,|$)"


def patterns() -> Iterator[tuple[str, str]]:
    """Yield pairs of a pattern and the ending of a form; the first pattern that matches, in either case of letters, tells the form.

    >>> def chosen(header): return next(ending for pattern, ending in patterns() if re.match(pattern, header, re.IGNORECASE))
    >>> chosen("text/turtle;q=0.5, application/rdf+xml"), chosen("text/html;q=0, text/*"), chosen("*/*")
    ('rdf', 'ttl', 'html')
    """
    for tenths in range(10, 0, -1):
        for form in FORMS:
            yield _pattern(form, tenths), form.ending


def _pattern(form: Form, tenths: int) -> str:
    """Return a pattern of headers in which a form has a q-value: its own, that of its kind, or that of everything."""
    quality = r"(?:\s*;\s*q\s*=\s*1(?:\.\d*)?\s*(?:;[^,]*)?)?" if tenths == 10 else rf"\s*;\s*q\s*=\s*0?\.{tenths}\d*\s*(?:;[^,]*)?"
    own, first = f"(?:{'|'.join(map(_literal, form.media))})", _literal(form.media[0])
    kind = rf"{form.media[0].partition('/')[0]}/\*"
    not_own, not_kind = (rf"(?!{_BEGIN}{named}\s*(?:[;,]|$))" for named in (first, kind))
    end = rf"{_PARAMETERS}{quality}{_END}"
    listed = (rf"{_BEGIN}{own}{end}", rf"{not_own}{_BEGIN}{kind}{end}", rf"{not_own}{not_kind}{_BEGIN}\*/\*{end}")
    return f"^(?:{'|'.join(listed)})"


def _literal(media: str) -> str:
    return re.sub(r"([.+*])", r"\\\1", media)
