"""The tables of docs/inputs.md and the tests hold each other: every row is claimed by one test, and every claim is a row.

A test claims rows by their first cells, word for word: `@pytest.mark.hazard("a page over 4 MB", …)` on the test, or on a case of it
(`pytest.param(…, marks=pytest.mark.hazard(…))`). The claims are read from the source, so this file may be run alone.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.articles import delimited, html, jsondoc, jsonl, limits, plain

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs" / "inputs.md"


def rows(text: str) -> list[str]:
    """Return the first cells of all rows of all tables, without the tables' heads."""
    found: list[str] = []
    head = True
    for line in text.splitlines():
        if not line.startswith("|"):
            head = True
        elif re.fullmatch(r"[| :-]+", line):
            head = False
        elif not head:
            found.append(re.split(r"(?<!\\)\|", line)[1].strip())
    return found


def claims(source: str) -> Iterator[tuple[str, str]]:
    """Yield each row that a file of tests claims, with the test or the table of cases that claims it."""
    for statement in ast.parse(source).body:
        names = [statement.name] if isinstance(statement, ast.FunctionDef) else []
        names += [ast.unparse(target) for target in getattr(statement, "targets", ())]
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.hazard"):
                for argument in node.args:
                    assert isinstance(argument, ast.Constant) and isinstance(argument.value, str), "a row is claimed by its words"
                    yield argument.value, names[0] if names else ast.unparse(statement)[:40]


def claimed() -> dict[str, list[str]]:
    found = defaultdict(list)
    for path in sorted(TESTS.glob("test_*.py")):
        if path != Path(__file__):
            for row, name in claims(path.read_text("utf-8")):
                found[row].append(f"{path.name}::{name}")
    return dict(found)


ROWS, CLAIMED = rows(DOCS.read_text("utf-8")), claimed()


def test_no_two_rows_begin_alike() -> None:
    assert len(ROWS) > 40 and sorted(ROWS) == sorted(set(ROWS))


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_claimed_by_one_test(row: str) -> None:
    assert len(CLAIMED.get(row, ())) == 1, f"docs/inputs.md promises this, and the tests that claim it are {CLAIMED.get(row, 'none')}"


@pytest.mark.parametrize("row", sorted(CLAIMED))
def test_every_claim_is_a_row(row: str) -> None:
    assert row in ROWS, f"{CLAIMED[row]} tests what no row of docs/inputs.md says"


@pytest.mark.parametrize(
    ("said", "value", "bound"),
    [
        ("a line of JSON Lines over 64 MB", jsonl.LONGEST, 64 << 20),
        ("a text over 64 MB", plain.LARGEST, 64 << 20),
        ("a JSON document over 256 MB", jsondoc.LARGEST, 256 << 20),
        ("a field of CSV over 16 million characters", delimited.LONGEST, 16 << 20),
        ("a page over 4 MB", html.LARGEST, 4 << 20),
        ("a page with more than 100,000 elements", html.MOST, 100_000),
        ("unpacks to more than 256 MB", limits.FREE, 256 << 20),
        ("and 200 times its size", limits.RATIO, 200),
        ("an archive with more than a million members", limits.MEMBERS, 1_000_000),
        ("archives in archives, more than three deep", limits.DEEPEST, 3),
    ],
)
def test_the_limits_are_those_of_the_program(said: str, value: int, bound: int) -> None:
    assert any(said in row for row in ROWS) and value == bound


def test_how_rows_and_claims_are_read() -> None:
    table = "| a | b |\n| --- | --- |\n| x \\| y | 1 |\n| `z` | 2 |\n\ntext\n| c |\n| :-: |\n| w |\n"
    assert rows(table) == ["x \\| y", "`z`", "w"]
    source = (
        '@pytest.mark.hazard("a", "b")\ndef test_x():\n    pass\nCASES = [pytest.param(1, marks=pytest.mark.hazard("c"))]\n'
        '@pytest.mark.parametrize("n", [pytest.param(1, marks=[pytest.mark.hazard("d")])])\ndef test_y(n):\n    pass\n'
    )
    assert list(claims(source)) == [("a", "test_x"), ("b", "test_x"), ("c", "CASES"), ("d", "test_y")]
