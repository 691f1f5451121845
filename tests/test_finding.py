"""Which files folders, patterns and the standard input stand for, whatever lies in them."""

from __future__ import annotations

import gzip
import io
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from test_archives import NEWS, OTHER, read, tarred, zipped
from test_feeds import RSS

from builder.articles import finding, read_path, read_paths
from builder.errors import InputError
from builder.model import Article, Note

LINES = "".join(f'{{"id": "x{n}", "text": "{NEWS}"}}\n' for n in range(20))


@pytest.mark.hazard("a link to a folder, and so a loop of links", "a link that leads to no file", "a pipe, a device or a socket")
def test_what_is_no_file_in_a_folder_is_passed_over_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text(NEWS, "utf-8")
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "b.txt").symlink_to(folder / "sub" / "a.txt")
    (folder / "c.txt").symlink_to("c.txt")
    os.mkfifo(folder / "d.jsonl")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(folder)  # such a path must be short
        server.bind("e.txt")
        assert read(folder) == [
            "d.jsonl: note: is a pipe, a device or a socket and was passed over: name it to have it read",
            "e.txt: note: is a pipe, a device or a socket and was passed over: name it to have it read",
            "sub/up: note: is a link to a folder and was not followed: name it to have it read",
            "b",  # the same file as sub/a.txt, which is read once
            "c.txt: is a link that leads to no file: take it away or mend it",
        ]
    (named,) = read_paths([Path("/dev/null")])
    assert "is empty" in str(named)
    writer = threading.Thread(target=lambda: (folder / "d.jsonl").write_bytes(gzip.compress(LINES.encode())))
    writer.start()
    assert len(list(read_paths([folder / "d.jsonl"]))) == 20
    writer.join()


@pytest.mark.hazard("a folder that may not be read")
def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(NEWS, "utf-8")
    plain = os.scandir

    def refuse(path: str | Path) -> object:
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied")
        return plain(path)

    monkeypatch.setattr(finding.os, "scandir", refuse)
    assert read(tmp_path) == ["a", "b: cannot be read (Permission denied): check its permissions", "c"]


@pytest.mark.hazard("folders nested deeper than Python's stack")
def test_deep_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        os.mkdir("d")
        os.chdir("d")
    Path("a.txt").write_text(NEWS, "utf-8")
    os.chdir(tmp_path)
    try:
        assert [item.identifier for item in read_path(Path("d")) if isinstance(item, Article)] == ["a"]
    finally:  # what tidies up after tests cannot
        os.chdir(os.path.join(*["d"] * 1200))
        os.remove("a.txt")
        for _ in range(1200):
            os.chdir("..")
            os.rmdir("d")


@pytest.mark.hazard("a pattern that fits no file", "a file whose name holds brackets or a star")
def test_patterns(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a/y.txt", "a/z/w.txt", "a/notes.md", "a[1].txt", "a/n.xml", "a/f.xml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(NEWS, "utf-8")
    (tmp_path / "a" / "f.xml").write_text(RSS, "utf-8")
    assert read(tmp_path / "**" / "*.txt") == ["w", "y", "a[1]", "x"] or read(tmp_path / "**" / "*.txt") == ["y", "w", "a[1]", "x"]
    assert read(tmp_path / "a[1].txt") == ["a[1]"]
    found = [item.identifier for item in read_path(tmp_path / "a" / "*") if isinstance(item, Article)]
    assert found == ["g-1", "https://example.org/3", "y"]
    (error,) = read_path(tmp_path / "*.warc")
    assert isinstance(error, InputError) and "fits no file that is read" in str(error)


@pytest.mark.hazard("a name with bytes that are no UTF-8, line ends, or commands for terminals")
def test_odd_names(tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt", b"a\x1b[2J\nb.txt", b"\xe2\x80\xaetxt.exe.txt"):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(NEWS.encode() if name != b"\xff.txt" else b"")
    items = list(read_path(tmp_path))
    assert [item.identifier for item in items if isinstance(item, Article)] == ["a\x1b[2J\nb", "\u202etxt.exe", "%FE"]
    names = [(item.source if isinstance(item, Article) else str(item)).replace(f"{tmp_path}/", "") for item in items]
    assert names[:3] == ["a\\x1b[2J\\nb.txt", "\\u202etxt.exe.txt", "\\xfe.txt"] and names[3].startswith("\\xff.txt: is empty")
    assert all(name.encode() and name.isprintable() for name in names)


def command(*arguments: str, given: bytes, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "builder.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(program, input=given, cwd=cwd, env=environment, capture_output=True, timeout=120)


def stdin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: bytes) -> list[str]:
    """Return what `-` gives where the standard input is a pipe with some bytes."""
    begin, end = os.pipe()
    writer = threading.Thread(target=lambda: (os.write(end, data[:10]), time.sleep(0.05), os.write(end, data[10:]), os.close(end)))
    writer.start()
    before = os.dup(0)
    os.dup2(begin, 0)
    try:
        notes: list[Note] = []
        items = [i.identifier if isinstance(i, Article) else str(i) for i in read_paths([Path("-"), Path("-")], notes.append)]
        return [*map(str, notes), *items]
    finally:
        os.dup2(before, 0)
        for handle in (before, begin):
            os.close(handle)
        writer.join()


@pytest.mark.hazard("no name to tell the format by")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (LINES.encode(), [f"x{n}" for n in range(20)]),
        (gzip.compress(LINES.encode()), [f"x{n}" for n in range(20)]),
        (f"[{LINES.replace(chr(10), ',')[:-1]}]".encode(), [f"x{n}" for n in range(20)]),
        (NEWS.encode(), ["stdin"]),
        (f"id,text\n7,{NEWS}\n".encode(), ["7"]),
        (RSS.encode(), ["g-1", 'standard input, record 2: has no text: give the article in a field named "text"', "https://example.org/3"]),
        (zipped({"b.txt": NEWS, "a.txt": OTHER}), ["a", "b"]),
        (gzip.compress(tarred({"b.txt": NEWS, "a.txt": OTHER})), ["b", "a"]),
        (tarred({"b.txt": NEWS, "b.json": "{}"}), ["b"]),
        (b"", ["standard input: is empty: put an article in it or leave it out"]),
        (b"\x89PNG\r\n\x1a\n" * 9, ["standard input: is a picture (PNG) and no text: give the text in it"]),
    ],
)
def test_the_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: bytes, expected: list[str]) -> None:
    assert stdin(monkeypatch, tmp_path, data) == expected


def test_a_build_of_the_standard_input(tmp_path: Path) -> None:
    done = command("build", "-", "--store", "s", "--jobs", "1", given=LINES.encode(), cwd=tmp_path)
    assert done.returncode == 0 and b"stored" in done.stdout and done.stderr == b""


@pytest.mark.hazard("input that is larger than the memory")
def test_the_standard_input_streams(tmp_path: Path) -> None:
    """Memory does not grow with what comes in: two hundred megabytes, of which half are one line that is too long."""
    script = (
        "import resource, sys; from pathlib import Path; from builder.articles import jsonl, read_paths; jsonl.LONGEST = 1 << 20\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; n = sum(1 for _ in read_paths([Path('-')]))\n"
        "print(n, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10)"
    )
    given = io.BytesIO()
    given.write(b'{"text": "x"}\n{"text": "y"}\n' + b'"' * (100 << 20) + b"\n")
    given.write((b'{"text": "' + b"x" * 999_000 + b'"}\n') * 100)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", script], input=given.getvalue(), env=environment, capture_output=True, timeout=120)
    number, grown = map(int, done.stdout.split())
    assert number == 103 and grown < 40, done


@pytest.mark.hazard("ten thousand small files")
def test_ten_thousand_small_files(tmp_path: Path) -> None:
    for folder in range(10):
        (tmp_path / f"{folder}").mkdir()
        for number in range(1000):
            (tmp_path / f"{folder}" / f"a{folder}-{number}.txt").write_text(NEWS, "utf-8")
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = [item.identifier for item in read_path(tmp_path) if isinstance(item, Article)]
    spent, grown = time.process_time() - begun, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
    print(f"{spent:.2f} s, {grown} MB")
    assert len(found) == 10_000 and spent < 20 and grown < 100
