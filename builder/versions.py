"""What a later build compares to tell whether an article must be read again: what was given, and which program and knowledge read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder import __version__
from builder.choice import SHIPPED, Choice, chosen
from builder.model import Article
from builder.resources import models_dir, ontology_dir

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Versions:
    """The release, a digest of its code, shapes and models, and a digest of the knowledge that it reads with (lexicon, vocabularies).

    `code` tells two states of one release apart, as a developer's checkout has them; graphs say `software` alone.
    """

    software: str
    code: str
    lexicon: str


def current(own: str = "", recogniser: Choice | None = None) -> Versions:
    """Return the versions of this program and of its lexicon, with a user's own of the digest `own`.

    The recogniser, the one that was chosen unless another is named, counts as part of the program.

    >>> current().software == __version__, current("abc").lexicon == current().lexicon
    (True, False)
    """
    return _versions(own, recogniser or chosen())


@lru_cache(maxsize=4)
def _versions(own: str, recogniser: Choice) -> Versions:
    folder, models = ontology_dir(), models_dir()
    knowledge = [*folder.glob("lexicon/*.ttl"), *folder.glob("vocab/*.ttl")]
    code = [_digest(_PACKAGE, _PACKAGE.rglob("*.py")), _digest(folder, [folder / "shapes.ttl"]), _digest(models, models.glob("names*"))]
    told = "" if recogniser == SHIPPED else str(recogniser)
    return Versions(__version__, _with("".join(code), told), _with(_digest(folder, knowledge), own))


@lru_cache(maxsize=4)
def sources(own: str = "") -> str:
    """Return a digest of all that the graphs of the lexicon and the ontology are made of."""
    folder = ontology_dir()
    return _with(_digest(folder, folder.rglob("*.ttl")), own)


def content_hash(article: Article) -> str:
    """Return the SHA-256 of what was given to read: all that can change a graph, so not the file that it came in.

    >>> content_hash(Article("a", "نص", source="x.txt")) == content_hash(Article("a", "نص", source="y.txt"))
    True
    """
    given = [article.identifier, article.text, article.title, article.issued, article.outlet, article.url]
    return hashlib.sha256(json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _with(digest: str, own: str) -> str:
    return hashlib.sha256(f"{digest}\0{own}".encode()).hexdigest() if own else digest


def _digest(root: Path, paths: Iterable[Path]) -> str:
    """Return a digest of files, names and contents, that depends on no order and no place."""
    total = hashlib.sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in paths):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
