"""The examples of docs/linked-data.md say what curl really prints."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import rooms
from curling import Server, serving

PAGE = Path(__file__).resolve().parent.parent / "docs" / "linked-data.md"
EXAMPLES = re.findall(r"^    \$ (curl .*)\n((?:    [^$\n].*\n)+)", PAGE.read_text("utf-8"), flags=re.MULTILINE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(rooms.fill(tmp_path_factory.mktemp("rooms") / "store")) as running:
        yield running


def test_every_status_has_an_example() -> None:
    assert {printed.split()[1] for _, printed in EXAMPLES} == {"200", "303", "304", "400", "404", "405", "406", "410"}


@pytest.mark.parametrize(("command", "printed"), EXAMPLES)
def test_curl_prints_what_the_page_says(server: Server, command: str, printed: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    words = shlex.split(command.replace("http://localhost:8000/", server.root))
    answer = subprocess.run([*words, "--silent"], capture_output=True, text=True, check=True).stdout.replace("\r", "").splitlines()
    expected = [line.strip() for line in printed.splitlines()]
    assert answer[0] == expected[0]
    assert set(expected[1:]) <= set(answer)
