"""What is loaded when: `tansiq --help` loads no library, and the lexicon, the rules and the shapes load without the heavy ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("camel_tools", "matplotlib", "networkx", "pyoxigraph", "pyshacl", "rdflib", "requests", "rich", "shacl", "torch")
SECONDS = 3  # six times what it takes: a busy machine must not fail


def loaded(program: str, *names: str) -> list[str]:
    """Run a program in a process of its own and return which of the modules it has loaded at its end."""
    code = f"{program}\nimport sys\nprint([name for name in {names!r} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return [name for name in names if repr(name) in done.stderr.splitlines()[-1]]


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_no_library(option: str) -> None:
    program = f"from builder.cli import main\ntry:\n    main([{option!r}])\nexcept SystemExit as stopped:\n    assert not stopped.code"
    assert loaded(program, *HEAVY) == []


def test_help_of_a_command_loads_no_library() -> None:
    program = "from builder.cli import main\ntry:\n    main(['build', '--help'])\nexcept SystemExit:\n    pass"
    assert loaded(program, *HEAVY) == []


PREPARE = """
import time
begun = time.process_time()
from builder.pipeline import prepare
from builder.dates import find_dates
prepare()
find_dates("أمس الأحد", "2021-08-14")
assert time.process_time() - begun < SECONDS
"""


def test_what_a_build_needs_is_loaded_without_the_analyser_and_the_reference_engine() -> None:
    """The analyser comes with the first word, pyshacl with the first graph that breaks a shape."""
    slow = ("camel_tools.morphology.analyzer", "camel_tools.utils.charsets", "pyshacl", "rdflib", "requests", "rich", "torch", "networkx")
    assert loaded(PREPARE.replace("SECONDS", str(SECONDS)), *slow) == []


def test_a_sound_article_needs_no_reference_engine() -> None:
    program = """
from builder.model import Article
from builder.pipeline import build_article
assert not any(v.blocks for v in build_article(Article("x", "وصل الجيش العراقي إلى بغداد.")).violations)
"""
    assert loaded(program, "pyshacl", "rdflib", "torch", "camel_tools.morphology.analyzer") == ["camel_tools.morphology.analyzer"]
