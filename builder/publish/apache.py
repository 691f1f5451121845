"""Rules for Apache: those of the site (``.htaccess`` at its root), and those of w3id.org, which leads IRIs to the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from builder.publish.addressing import SPACES, STEPS, TARGETS
from builder.publish.negotiation import patterns
from builder.publish.types import OTHERS
from builder.site.forms import FORMS, HTML
from builder.site.policy import ALWAYS

_FORM = "tansiq_form"
_TAIL = "tansiq_tail"


def site_rules(below: str) -> str:
    """Return the rules of a site that stands below a path of its host (``/news/``)."""
    return "\n".join(
        [
            "# Written by `tansiq publish`. Needs mod_rewrite, mod_setenvif, mod_mime, mod_dir; mod_headers for the headers;",
            "# AllowOverride All. Identifiers with a slash need `AllowEncodedSlashes NoDecode` in the host's own configuration.",
            "Options -Indexes -MultiViews",
            "DirectoryIndex index.html",
            "DirectorySlash Off",
            f"ErrorDocument 404 {below}404.html",
            *_types(),
            *_headers(),
            *_negotiated(),
            "RewriteEngine On",
            f"RewriteBase {below}",
            *_redirects(below, lambda path: f"{below}{path}"),
            "# what begins with a dot is not for visitors, but for the description of the data",
            rf"RewriteRule ^\.well-known/void$ {below}dataset [R=303,L]",
            r"RewriteRule (^|/)\.(?!well-known/) - [R=404,L]",
            "# a document in the form that the request likes best",
            "RewriteCond %{REQUEST_FILENAME} !-f",
            f"RewriteCond %{{ENV:{_FORM}}} !^$",
            f"RewriteCond %{{REQUEST_FILENAME}}.%{{ENV:{_FORM}}} -f",
            f"RewriteRule ^(.+)$ $1.%{{ENV:{_FORM}}} [L]",
            "RewriteCond %{REQUEST_FILENAME} !-f",
            f"RewriteCond %{{ENV:{_FORM}}} ^$",
            f"RewriteCond %{{REQUEST_FILENAME}}.{HTML.ending} -f",
            "RewriteRule ^.+$ - [R=406,L]",
            "",
        ]
    )


def w3id_rules(base: str) -> str:
    """Return the rules of a folder of w3id.org whose IRIs lead to a site: 303 to the form that the request likes best.

    The form is chosen there, so that a site needs no rules of its own, as on GitHub Pages.
    """
    forms = f"%{{ENV:{_FORM}}}"
    return "\n".join(
        [
            f"# tansiq: https://w3id.org/tansiq/ leads to {base}",
            "# Written by `tansiq publish`, for https://github.com/perma-id/w3id.org",
            *_negotiated(),
            "RewriteEngine on",
            f"RewriteCond %{{ENV:{_FORM}}} ^$",
            "RewriteRule ^ - [R=406,L]",
            *_redirects("/tansiq/", lambda path: f"{base}{path}.{forms}"),
            *(f"RewriteRule ^{name}$ {base}{name}.{forms} [R=303,L]" for name in ("ontology", "dataset")),
            rf"RewriteRule ^\.well-known/void$ {base}dataset.{forms} [R=303,L]",
            f"RewriteRule ^$ {base} [R=303,L]",
            "",
        ]
    )


def _types() -> Iterator[str]:
    for form in FORMS:
        yield f"AddType {form.media[0]} .{form.ending}"
    yield from (f"AddType {media} {' '.join(f'.{ending}' for ending in endings.split())}" for media, endings in OTHERS)
    yield "AddCharset utf-8 .html .ttl .css .js .txt .svg"
    # Not as an encoding of N-Quads: a client would unpack it, and its checksum would be another.
    yield r'<FilesMatch "\.nq\.gz$">' + "\nForceType application/gzip\nRemoveEncoding .gz\n</FilesMatch>"
    yield '<FilesMatch "^void$">\nForceType text/turtle\n</FilesMatch>'


def _headers() -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    yield from (f'Header always set {name} "{value}"' for name, value in ALWAYS.items())
    yield "Header always merge Vary Accept"
    yield "</IfModule>"


def _negotiated() -> Iterator[str]:
    """Yield what notes the form that a request likes best: the last that matches counts, so the strongest comes last."""
    yield "# which form an Accept header likes best; none where it likes none"
    for pattern, ending in reversed(list(patterns())):
        yield f'SetEnvIfNoCase Accept "{pattern}" {_FORM}={ending}'
    yield f'SetEnvIf Accept "^\\s*$" {_FORM}={HTML.ending}'


def _redirects(below: str, target: Callable[[str], str]) -> Iterator[str]:
    """Yield what leads from things to their documents; `below` is the path of the IRIs' root on the host that is asked."""
    yield "# a thing's IRI leads to its document"
    for space in SPACES:
        yield f'RewriteCond %{{THE_REQUEST}} "^[A-Z]+ (?:https?://[^/ ]+)?{re.escape(below)}{space}/([^ ?]+)"'
        yield f"RewriteRule ^{space}/ - [E={_TAIL}:%1]"
    for step in STEPS:
        yield f"RewriteCond %{{ENV:{_TAIL}}} {step.pattern}"
        yield f"RewriteRule ^ - [E={_TAIL}:{step.becomes.replace('$', '%')}]"
    for space, pattern, before in TARGETS:
        yield f"RewriteCond %{{ENV:{_TAIL}}} {pattern}"
        yield f"RewriteRule ^{space}/ {target(f'{before}%{{ENV:{_TAIL}}}')} [R=303,NE,L]"
