"""Where the files that belong to the program lie: the one module that knows."""

from __future__ import annotations

from pathlib import Path

from builder.errors import LexiconError

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """Return the folder `name` of an installed wheel, or of a checkout."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise LexiconError(f"the folder {name}/ that belongs to tansiq is missing: install the package again")


def ontology_dir() -> Path:
    """Return the folder with the ontology, vocabularies, shapes and lexicon.

    >>> (ontology_dir() / "tansiq.ttl").is_file()
    True
    """
    return _folder("ontology")


def queries_dir() -> Path:
    """Return the folder with the named SPARQL queries."""
    return _folder("queries")


def models_dir() -> Path:
    """Return the folder with the trained models."""
    return _folder("models")
