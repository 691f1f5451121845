"""Running tasks on the processes of this machine.

An engine takes a function and tasks, and yields each task with its result, in whatever order they end. Few tasks are under way at once,
so the list of tasks may be long. A task that kills its worker costs only itself: those that were under way with it run again, one
by one, and the one that kills again is given up.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

from builder.errors import TansiqError
from builder.workers import begin_worker

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2  # tasks under way for each worker
_TRIES = 3  # of a task whose storage fails


@dataclass(frozen=True, slots=True)
class Lost:
    """What is said of a task that could not be done."""

    reason: str


def run_here(function: Callable[[T], R], tasks: Iterable[T]) -> Generator[tuple[T, R | Lost], None, None]:
    """Run tasks in this process, one after another."""
    for task in tasks:
        yield task, attempt(function, task)


def run_processes(function: Callable[[T], R], tasks: Iterable[T], workers: int) -> Generator[tuple[T, R | Lost], None, None]:
    """Run tasks in a pool of processes, which is begun anew when one of them dies."""
    source = iter(tasks)
    before = set(multiprocessing.active_children())
    try:
        while True:
            suspects = yield from _pool(function, source, workers)
            if not suspects:
                return
            for task in suspects:
                again = yield from _pool(function, iter([task]), 1)
                if again:
                    yield task, Lost("killed the process that read it, twice: see whether memory runs out, and report it")
    finally:
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()  # else an interrupted build waits for what is under way


def _pool(function: Callable[[T], R], source: Iterator[T], workers: int) -> Generator[tuple[T, R | Lost], None, list[T]]:
    """Run tasks until the source is dry or a process dies; return those that were under way then."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), begin_worker)
    pending: dict[Future[R | Lost], T] = {}
    suspects: list[T] = []
    try:
        while True:
            while not suspects and len(pending) < workers * AHEAD and (task := next(source, None)) is not None:
                try:
                    pending[pool.submit(attempt, function, task)] = task
                except BrokenProcessPool:
                    suspects.append(task)
            if not pending:
                pool.shutdown()
                return suspects
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                task = pending.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    suspects.append(task)
                else:
                    yield task, result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def attempt(function: Callable[[T], R], task: T) -> R | Lost:
    """Run a task, again where its storage fails for a moment; an error of ours concerns the whole build and is raised."""
    reason = ""
    for again in range(_TRIES):
        time.sleep(again)
        try:
            return function(task)
        except TansiqError:
            raise
        except OSError as error:
            reason = f"{type(error).__name__}: {error}"
        except Exception as error:  # a defect, or a storage's own exception: it costs one partition
            return Lost(f"{type(error).__name__}: {error}")
    return Lost(reason)
