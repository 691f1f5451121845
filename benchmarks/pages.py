"""How quick and how heavy the pages of a store are: `python -m benchmarks.pages --store DIR`.

A server of its own is started over the store and asked for a sample of the pages of each kind, drawn at random from a seed: each page for
the first time, and once more. Nothing else is done at the same time, so that the figures are those of one reader.
"""

from __future__ import annotations

import argparse
import http.client
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from builder.identifiers import article_iri
from builder.site.addresses import encoded, path_of
from builder.site.assets import assets
from builder.site.catalogue import open_catalogue
from builder.site.rows import PAGE, Rows
from builder.store import Store

# Kinds of pages and where the catalogue has the IRIs of those.
_OF_THINGS = "SELECT iri FROM thing WHERE kind IN ({}) AND articles > 0"
_KINDS = {
    "article": "SELECT identifier FROM article",
    "event": "SELECT iri FROM event",
    "event told twice": "SELECT first FROM alike UNION SELECT second FROM alike",
    "official": _OF_THINGS.format("'Official'"),
    "force": _OF_THINGS.format("'Force', 'MilitaryUnit', 'Command', 'Coalition', 'ArmedGroup'"),
    "body": _OF_THINGS.format("'Ministry', 'Government', 'GovernmentBody', 'CoordinationCentre', 'PoliticalParty'"),
    "place": _OF_THINGS.format("'Location', 'DisputedTerritory'"),
    "outlet": _OF_THINGS.format("'Outlet'"),
    "most named": "SELECT iri FROM (SELECT iri FROM thing ORDER BY articles DESC LIMIT 20)",
}
_FILTERS: tuple[dict[str, str], ...] = ({}, {"class": "Event"}, {"since": "2020"}, {"place": "كركوك"}, {"class": "Force"})
_LISTS = ("index", "articles", "events", "class/Force", "class/Official", "class/Location")


@dataclass(frozen=True, slots=True)
class Sample:
    """What one kind of page took: seconds for the first time and again, and bytes."""

    kind: str
    first: tuple[float, ...]
    again: tuple[float, ...]
    sizes: tuple[int, ...]


def addresses(rows: Rows, number: int, seed: int) -> dict[str, list[str]]:
    """Return addresses to ask for, by kind: `number` of each at most, the same for the same store and seed."""
    chance = random.Random(seed)
    more = ("articles~p2", "events~p2") if rows.number("SELECT count(*) FROM article") > PAGE else ()
    found = {"overview and lists": [f"/{path}{ending}" for path in (*_LISTS, *more) for ending in (".html", ".en.html")]}
    for kind, query in _KINDS.items():
        iris = sorted(article_iri(row[0]) if kind == "article" else row[0] for row in rows.ask(query))
        some = chance.sample(iris, min(number, len(iris)))
        paths = [encoded(path) for iri in some if (path := path_of(iri))]
        found[kind] = [f"/{path}{chance.choice(('.html', '.en.html'))}" for path in paths]
        if kind in ("article", "most named"):
            found[f"{kind}, Turtle"] = [f"/{path}.ttl" for path in paths]
    names = sorted(row[0] or row[1] for row in rows.ask("SELECT ar, en FROM thing WHERE articles > 0"))
    some = chance.sample(names, min(number, len(names)))
    found["search"] = ["/search.html?" + urlencode({"q": name, **chance.choice(_FILTERS)}) for name in some]
    return found


def measured(host: str, port: int, kind: str, paths: Sequence[str]) -> Sample:
    """Ask for every path twice."""
    line = http.client.HTTPConnection(host, port, timeout=60)
    times: tuple[list[float], list[float]] = ([], [])
    sizes = []
    for path in paths:
        for into in times:
            begun = time.perf_counter()
            line.request("GET", path)
            answer = line.getresponse()
            body = answer.read()
            into.append(time.perf_counter() - begun)
            if answer.status != 200:
                raise SystemExit(f"{path}: {answer.status}")
        sizes.append(len(body))
    line.close()
    return Sample(kind, tuple(times[0]), tuple(times[1]), tuple(sizes))


def table(samples: Sequence[Sample], needed: int) -> str:
    """Return the figures in Markdown; milliseconds, and kilobytes with the style sheets and scripts that a page needs (`needed` bytes).

    >>> print(table([Sample("article", (0.010, 0.030, 0.020), (0.001, 0.001, 0.002), (1000, 3000, 2000))], 10_000))
    | pages | sampled | median ms | p95 ms | worst ms | again ms | median kB | largest kB |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | article | 3 | 20.0 | 30.0 | 30.0 | 1.0 | 12 | 13 |
    """
    lines = ["| pages | sampled | median ms | p95 ms | worst ms | again ms | median kB | largest kB |", "| --- |" + " ---: |" * 7]
    for sample in samples:
        first = sorted(sample.first)
        late = first[min(len(first) - 1, int(len(first) * 0.95))]
        figures = (statistics.median(first), late, first[-1], statistics.median(sample.again))
        sizes = (int(statistics.median(sample.sizes)) + needed, max(sample.sizes) + needed)
        shown = " | ".join([*(f"{seconds * 1000:.1f}" for seconds in figures), *(f"{size / 1000:.0f}" for size in sizes)])
        lines.append(f"| {sample.kind} | {len(first)} | {shown} |")
    return "\n".join(lines)


@contextmanager
def started(store: Path) -> Iterator[tuple[str, int]]:
    """Start a server over a store and yield its host and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "builder.cli", "serve", "--store", str(store), "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        while server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise SystemExit("the server ended at once")
        yield "127.0.0.1", port
    finally:
        server.terminate()
        server.wait()


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--store", type=Path, required=True, help="the store that is served")
    parser.add_argument("--url", help="a server that already runs over it, instead of one that is started")
    parser.add_argument("--number", type=int, default=40, help="pages of each kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    with Store(args.store, read_only=True) as store:
        begun = time.perf_counter()
        catalogue = open_catalogue(store)
        print(f"The catalogue was brought up to date in {time.perf_counter() - begun:.1f} s.\n")
        asked = addresses(Rows(catalogue), args.number, args.seed)
        catalogue.close()
    needed = sum(len(body) for name, body in assets().items() if name in ("room.css", "drawing.css", "room.js", "icon.svg"))
    if args.url:
        where = urlsplit(args.url)
        samples = [measured(where.hostname or "", where.port or 80, kind, paths) for kind, paths in asked.items() if paths]
    else:
        with started(args.store) as (host, port):
            samples = [measured(host, port, kind, paths) for kind, paths in asked.items() if paths]
    print(table([*samples, _all(samples)], needed))


def _all(samples: Sequence[Sample]) -> Sample:
    return Sample(
        "all",
        tuple(seconds for sample in samples for seconds in sample.first),
        tuple(seconds for sample in samples for seconds in sample.again),
        tuple(size for sample in samples for size in sample.sizes),
    )


if __name__ == "__main__":
    main()
