"""Publishing: what must be made again is made, in several processes where asked, and the rest stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from builder import __version__
from builder.errors import PublishError
from builder.publish.dumps import DUMPS, dump
from builder.publish.extras import extras
from builder.publish.making import files
from builder.publish.shelf import Made, Manifest, Shelf, write_unit
from builder.publish.units import Ground, Unit, units
from builder.site.catalogue import Catalogue, open_catalogue
from builder.site.dataset import Dump, Publication
from builder.site.pages.frame import Room, open_room
from builder.site.rows import Rows
from builder.store import Store
from builder.workers import Workers

_SITE = Path(__file__).resolve().parent.parent / "site"


@dataclass(frozen=True, slots=True)
class Site:
    """What is published where: the store with its catalogue, the folder, the address that it will have, what is shown of texts."""

    store: Path
    catalogue: Path
    folder: Path
    base: str
    texts: bool
    dumps: tuple[Dump, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a publishing did: files that stand there now, of them written anew, taken away; their bytes are not counted."""

    files: int
    written: int
    removed: int
    units: int
    made: int


@dataclass(frozen=True, slots=True)
class _Task:
    unit: Unit
    ours: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Outcome:
    key: str
    made: Made
    written: int


def checked_base(base: str) -> str:
    """Return the address of a site with a slash at its end; an error where it is none.

    >>> checked_base("https://example.org/kg")
    'https://example.org/kg/'
    """
    try:
        parts = urlsplit(base)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        fit = False
    if not fit or not base.isascii() or any(c in base for c in "\"'<>\\^`{|} ~%$()*+;,=!&@") or not base.isprintable():
        raise PublishError(f"{base}: is no address that a site can be published at: give one such as https://example.org/news/")
    return base if base.endswith("/") else base + "/"


def publish(
    store: Store,
    folder: Path,
    base: str,
    *,
    texts: bool = False,
    jobs: int = 1,
    again: bool = False,
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Tally:
    """Write the site of a store into a folder, and return what was done; `again` makes all of it anew.

    `step` is told how many units of how many are done. The same store gives the same bytes, whatever stood in the folder before.
    """
    base = checked_base(base)
    shelf = Shelf(folder)
    with closing(shelf), closing(open_catalogue(store)) as catalogue:
        dumped = dump(store, shelf, again=again)
        site = Site(store.folder, catalogue.path, folder, base, texts, dumped.shown)
        room = _room_of(store, catalogue, site)
        planned = list(units(store, room.rows, _ground(site, store)))
        outcomes = {} if again else {unit.key: made for unit in planned if (made := shelf.stands(unit.key, unit.state))}
        todo = [_Task(unit, frozenset(shelf.ours(unit.key))) for unit in planned if unit.key not in outcomes]
        written = dumped.written
        step(len(outcomes), len(planned))
        for outcome in _outcomes(room, site, todo, jobs if catalogue.path.exists() else 1):
            outcomes[outcome.key] = outcome.made
            written += outcome.written
            step(len(outcomes), len(planned))
        for key, make in extras(room).items():
            stands = None if again else shelf.stands(key, planned[-1].state)
            if stands is None:
                digests, changed = write_unit(folder, key, shelf.ours(key), make())
                stands, written = Made(planned[-1].state, digests), written + changed
            outcomes[key] = stands
        outcomes[DUMPS] = dumped.made
        removed = shelf.finish(Manifest({"base": base, "texts": "whole" if texts else "evidence", "made with": __version__}, outcomes))
    return Tally(sum(len(made.files) for made in outcomes.values()), written, removed, len(planned), len(todo))


def _ground(site: Site, store: Store) -> Ground:
    """Return digests of what every page depends on: the settings, the program that makes them, the lexicon and the ontology."""
    total = sha256(f"{__version__}\n{site.base}\n{site.texts}\n{store.ledger.note('background')}\n".encode())
    for path in sorted(path for part in (_SITE, _SITE.parent / "publish") for path in part.rglob("*") if path.suffix != ".pyc"):
        if path.is_file():
            total.update(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return Ground(total.hexdigest(), repr(site.dumps))


def _outcomes(room: Room, site: Site, todo: list[_Task], jobs: int) -> Iterator[_Outcome]:
    if jobs == 1 or len(todo) < 2:
        yield from (_made(room, site, task) for task in todo)
    else:
        yield from Workers(jobs, partial(_in_worker, site), _lost, partial(_prepare, site)).map(todo)


def _made(room: Room, site: Site, task: _Task) -> _Outcome:
    digests, written = write_unit(site.folder, task.unit.key, set(task.ours), files(room, task.unit))
    return _Outcome(task.unit.key, Made(task.unit.state, digests), written)


def _lost(task: _Task) -> _Outcome:
    raise PublishError(f"{task.unit.about}: the process that made its pages died: run the same command again, with --jobs 1 to see why")


@cache
def _open(site: Site) -> Room:
    """Return what a worker makes pages from, opened once."""
    store = Store(site.store, read_only=True)
    return _room_of(store, Catalogue(site.catalogue), site)


def _prepare(site: Site) -> None:
    _open(site)


def _in_worker(site: Site, tasks: list[_Task]) -> list[_Outcome]:
    return [_made(_open(site), site, task) for task in tasks]


def _room_of(store: Store, catalogue: Catalogue, site: Site) -> Room:
    return open_room(store, Rows(catalogue), Publication(site.base, dumps=site.dumps), texts=site.texts, moving=False)
