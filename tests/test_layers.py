"""Imports go downward only, and some things belong to one module alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILDER = Path(__file__).resolve().parent.parent / "builder"

# The lowest first. A module may import what stands below it, and what belongs to its own package.
LAYERS = (
    {"errors", "vocabulary", "model", "prefixes", "identifiers", "reliability", "harmless"},
    {
        "folding",
        "legible",
        "keywords",
        "resources",
        "workers",
        "violations",
        "reading",
        "nquads",
        "ordering",
        "replacing",
        "endpoints",
        "choice",
    },
    {"versions", "substitution", "transport", "own"},
    {"particles", "misspelt", "morphology", "dates", "labels", "language"},
    {"text", "articles", "recogniser"},
    {"lexicon", "impact"},
    {"chart", "furniture", "parts"},
    {"fingerprints"},
    # what names something
    {
        "extractors.names",
        "extractors.known",
        "extractors.bodies",
        "extractors.locations",
        "extractors.metonymy",
        "extractors.disputed",
        "extractors.learned",
        "extractors.relations",
    },
    {"extractors.title_bodies"},
    {"extractors.titles"},
    {"extractors.pairs"},
    {"extractors.persons"},
    {"extractors.related_titles"},
    {"extractors.officials"},
    {"mentions"},
    {"resolve"},
    # what happens
    {"extractors.phrases", "extractors.words"},
    {"extractors.units"},
    {
        "extractors.drafts",
        "extractors.names_of_events",
        "extractors.sayings",
        "extractors.sources",
        "extractors.tolls",
        "extractors.topics",
    },
    {"extractors.speakers"},
    {"extractors.attributions"},
    {"extractors.statements"},
    {"extractors.durations"},
    {"extractors.clauses", "merge"},
    {
        "extractors.event_dates",
        "extractors.frames",
        "extractors.implied",
        "extractors.senses",
        "extractors.status",
        "extractors.worth",
    },
    {
        "extractors.fights",
        "extractors.positions",
        "extractors.pronouns",
        "extractors.readings",
        "extractors.subjects",
        "extractors.triggers",
    },
    {"extractors.arguments", "extractors.attendance", "extractors.event_tolls", "extractors.places_of_events"},
    {"extractors.events"},
    {"extractors.registry"},
    {"provenance", "graph", "validate", "ledger", "folder"},
    {"gate"},
    {"links", "batch"},
    {"republications"},
    {"copies", "happenings"},
    {"store", "remote", "comparison"},
    {"intake", "loading"},
    {"build"},
    {"query", "networks"},
    {"export"},
    {"pipeline"},
    {"explain", "cluster", "additions"},
    {"doctor"},
    {"site"},
    {"server", "publish"},
    {"commands", "cli_lexicon"},
    {"cli"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
PACKAGES = {
    "additions",
    "dates",
    "recogniser",
    "articles",
    "furniture",
    "networks",
    "cluster",
    "doctor",
    "site",
    "server",
    "publish",
    "commands",
}

# Modules that may import inside a function, and why.
LAZY = {
    "cli",  # a command loads what it needs: `tansiq --help` must be instant
    "commands.making",
    "commands.own",
    "commands.asking",
    "commands.stores",
    "gate",  # pyshacl and rdflib take 0.3 s, and only a graph that breaks a shape needs them
    "morphology",  # importing camel-tools' analyser reads its catalogue, which must be pointed elsewhere first
    "folder",  # the file lock is not everywhere
    "store",  # rdflib's view is needed by few
    "networks.picture",  # matplotlib is an extra, and slow to load
    "cluster.storage",  # so are these
    "articles.html",  # reading pages takes lxml and others, and few inputs have any
    "recogniser.camel",  # needs PyTorch, which takes seconds to load, and is asked for by few
    "articles.compression",
    "articles.parquet",
    "cluster.over_dask",
    "server.confinement",  # limits of processes are not everywhere
}
OWNERS = {
    "pyshacl": {"validate"},
    "shacl": {"gate"},
    "camel_tools": {"folding", "morphology", "recogniser.camel"},
    "ahocorasick_rs": {"lexicon"},
    "oxrdflib": {"store"},
    "sqlite3": {"ledger", "happenings", "copies", "articles.seen", "site.catalogue"},
    "defusedxml": {"articles.feeds"},
    "lxml": {"articles.feeds"},
    "trafilatura": {"articles.html"},
    "warcio": {"articles.warc"},
    "jinja2": {"site.pages.frame"},
    "starlette": {f"server.{name}" for name in ("app", "crawlers", "documents", "headers", "sparql", "static")},
    "uvicorn": {"commands.serving"},
    "urllib3": {"transport"},
    "networkx": {"networks.views", "networks.measures", "networks.layout", "networks.others"},
    "matplotlib": {"networks.picture"},
    "fsspec": {"cluster.storage"},
    "zstandard": {"articles.compression"},
    "pyarrow": {"articles.parquet"},
    "dask": {"cluster.over_dask"},
    "distributed": {"cluster.over_dask"},
}


def modules() -> dict[str, ast.Module]:
    """Return the syntax tree of every module, by its name below builder."""
    found = {}
    for path in sorted(BUILDER.rglob("*.py")):
        parts = path.relative_to(BUILDER).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name not in ("", "extractors"):
            found[name] = ast.parse(path.read_text("utf-8"))
    return found


MODULES = modules()


def unit(name: str) -> str:
    """Return what is ordered: a module, or a package whose modules stand together."""
    head = name.partition(".")[0]
    return head if head in PACKAGES else name


def imports(node: ast.AST) -> Iterator[str]:
    """Yield the names of the modules that a tree imports, those for type checkers too."""
    for child in ast.walk(node):
        if isinstance(child, ast.ImportFrom) and child.module:
            for alias in child.names:
                joined = f"{child.module}.{alias.name}"
                yield joined if joined.removeprefix("builder.") in MODULES else child.module
        elif isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)


def own(node: ast.AST) -> set[str]:
    """Return the modules of builder that a tree imports."""
    return {name.removeprefix("builder.") for name in imports(node) if name.startswith("builder.")}


def test_every_module_has_a_layer() -> None:
    assert {unit(name) for name in MODULES} == set(LEVEL)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_go_downward(name: str) -> None:
    upward = {other for other in own(MODULES[name]) if unit(other) != unit(name) and LEVEL[unit(other)] >= LEVEL[unit(name)]}
    assert not upward, f"builder.{name} must not import {sorted(upward)}"


@pytest.mark.parametrize("name", sorted(set(MODULES) - LAZY))
def test_imports_stand_at_the_top(name: str) -> None:
    functions = [n for n in ast.walk(MODULES[name]) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert {(f.name, module) for f in functions for module in imports(f)} == set()


@pytest.mark.parametrize(("package", "owners"), OWNERS.items())
def test_who_imports_what(package: str, owners: set[str]) -> None:
    users = {name for name, tree in MODULES.items() if any(m.split(".")[0] == package for m in imports(tree))}
    assert users == owners


def test_extractors_know_nothing_of_graphs() -> None:
    graphs = {"rdflib", "pyoxigraph", "oxrdflib", "pyshacl"}
    users = {name for name, tree in MODULES.items() if name.startswith("extractors.") and graphs & {m.split(".")[0] for m in imports(tree)}}
    assert users == set()


def test_only_the_command_line_prints() -> None:
    printers = set()
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"):
                printers.add(name)
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"):
                printers.add(name)
    assert {name.partition(".")[0] for name in printers} <= {"cli", "commands"}


@pytest.mark.parametrize("path", sorted(BUILDER.rglob("*.py")), ids=lambda path: str(path.relative_to(BUILDER)))
def test_no_module_knows_the_annotated_articles(path: Path) -> None:
    words = [w for w in path.read_text("utf-8").lower().replace("_", " ").split() if w.strip("'\"()[]{}.,:;/").startswith("gold")]
    assert [w for w in words if not w.startswith("golden-division")] == []
