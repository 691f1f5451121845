"""Rules for nginx: a server for the site, to be included where nginx has its servers (``http { include …; }``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from builder.publish.addressing import SPACES, STEPS, TARGETS
from builder.publish.negotiation import patterns
from builder.publish.types import OTHERS
from builder.site.forms import FORMS, HTML
from builder.site.policy import ALWAYS


def server(host: str, below: str) -> str:
    """Return a server for a site on a host, below a path of it (``/news/``)."""
    lines = [
        "# Written by `tansiq publish`. Set `root` to the folder that holds the site as its path says, and add what your host needs (TLS).",
        "map $http_accept $tansiq_form {",
        '    default "";',
        f'    "" {HTML.ending};',
        *(f'    "~*{pattern}" {ending};' for pattern, ending in patterns()),
        "}",
        "server {",
        "    listen 80;",
        f"    server_name {host};",
        f"    root /srv/www; # the site lies in /srv/www{below}",
        "    absolute_redirect off;",
        "    charset utf-8;",
        "    charset_types text/html text/turtle text/css text/javascript text/plain;",
        "    types {",
        *(f"        {form.media[0]} {form.ending};" for form in FORMS),
        *(f"        {media} {endings};" for media, endings in OTHERS),
        "    }",
        "    default_type application/octet-stream;",
        *(f'    add_header {name} "{value}" always;' for name, value in ALWAYS.items()),
        "    add_header Vary Accept always;",
        f"    error_page 404 {below}404.html;",
        *_redirects(below),
        f"    location = {below}.well-known/void {{ return 303 {below}dataset; }}",
        r"    location ~ /\.(?!well-known/) { return 404; }",
        f"    location = {below} {{ try_files {below}index.html =404; }}",
        f"    location {below} {{ try_files $uri $uri.$tansiq_form @tansiq; }}",
        "    location @tansiq {",
        '        set $tansiq_none "";',
        f'        if (-f "$document_root$uri.{HTML.ending}") {{ set $tansiq_none "some$tansiq_form"; }}',
        '        if ($tansiq_none = "some") { return 406; }',
        "        return 404;",
        "    }",
        "}",
        "",
    ]
    return "\n".join(lines)


def _redirects(below: str) -> Iterator[str]:
    for space in SPACES:
        yield f"    location ^~ {below}{space}/ {{"
        yield '        set $tansiq_tail "";'
        yield f'        if ($request_uri ~ "^{re.escape(below)}{space}/(?<tansiq_1>[^?]+)") {{ set $tansiq_tail $tansiq_1; }}'
        for step in STEPS:
            becomes = re.sub(r"\$(\d)", r"${tansiq_\1}", step.becomes)
            yield f'        if ($tansiq_tail ~ "{_named(step.pattern)}") {{ set $tansiq_tail "{becomes}"; }}'
        for of, pattern, before in TARGETS:
            if of == space:
                yield f'        if ($tansiq_tail ~ "{pattern}") {{ return 303 {below}{before}$tansiq_tail; }}'
        yield "        return 404;"
        yield "    }"


def _named(pattern: str) -> str:
    """Return a pattern whose groups have names: nginx encodes what numbered groups of a request match.

    >>> _named("^(a(?:b)c)(d)$")
    '^(?<tansiq_1>a(?:b)c)(?<tansiq_2>d)$'
    """
    number = count(1)
    return re.sub(r"(?<!\\)\((?!\?)", lambda match: f"(?<tansiq_{next(number)}>", pattern)
