"""Running a command and watching what it and its children cost: seconds, processor seconds, and memory where the system has /proc."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.2  # seconds between two looks
_SHARED_EVERY = 5  # looks between two of the dear kind, which count shared pages once


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost; memory in bytes, None where the system does not tell."""

    seconds: float
    processor_seconds: float
    status: int
    output: str
    main_peak: int | None
    worker_peak: int | None
    sum_peak: int | None
    pss_peak: int | None


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in `folder` and return what it cost, memory of its process tree included."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    watch = _Watch(process.pid)
    watch.start()
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    processor = usage.ru_utime + usage.ru_stime  # the children's too, which it has waited for
    peaks = (watch.main or None, watch.worker or None, watch.sum or None, watch.pss or None)
    return Cost(seconds, processor, process.returncode, output.decode("utf-8", "replace"), *peaks)


class _Watch(threading.Thread):
    """Looks again and again at the memory of a process and of those below it."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._done = process, threading.Event()
        self.main = self.worker = self.sum = self.pss = 0

    def run(self) -> None:
        look = 0
        while Path("/proc/self/stat").exists() and not self._done.is_set():
            tree = descendants(self._process)
            sizes = {process: _resident(process) for process in tree}
            self.main = max(self.main, sizes.get(self._process, 0))
            self.worker = max([self.worker, *(size for process, size in sizes.items() if process != self._process)])
            self.sum = max(self.sum, sum(sizes.values()))
            if look % _SHARED_EVERY == 0:
                self.pss = max(self.pss, sum(map(_proportional, tree)))
            look += 1
            self._done.wait(_EVERY)

    def stop(self) -> None:
        self._done.set()
        self.join()


def descendants(process: int) -> list[int]:
    """Return a process and all below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            stat = _read(entry / "stat")
            if stat:
                children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found = [process]
    for parent in found:
        found += children.get(parent, [])
    return found


def _resident(process: int) -> int:
    fields = _read(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _proportional(process: int) -> int:
    """Return the memory of a process, with what it shares with others divided among them."""
    line = next((line for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines() if line.startswith("Pss:")), "")
    return int(line.split()[1]) * 1024 if line else 0


def _read(path: Path) -> str:
    """Return a file of /proc, or nothing where its process has ended."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
