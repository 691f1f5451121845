"""Running tasks on a dask cluster: one that is there, or one of this machine's processes. The only importer of dask and distributed."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

from builder.cluster.engine import AHEAD, Lost, attempt
from builder.errors import ClusterError

T = TypeVar("T")
R = TypeVar("R")
_CONNECT = 10  # seconds to find a scheduler
_PATIENCE = 60  # seconds without a worker
_LOOK = 2  # seconds between looks at the workers


def run_dask(
    function: Callable[[T], R],
    tasks: Iterable[T],
    scheduler: str | None,
    workers: int,
    examine: Callable[[], str],
    patience: float = _PATIENCE,
) -> Generator[tuple[T, R | Lost], None, None]:
    """Run tasks on the cluster at `scheduler`, or on `workers` processes; `examine` runs on every worker and says what is wrong with it.

    dask runs the tasks of a worker that died again on others. The tasks that were with several dying workers run again at the end,
    one by one, so that the guilty one alone is given up.
    """
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise ClusterError("the engine dask needs dask.distributed: pip install 'tansiq[cluster]'") from error
    with ExitStack() as stack:
        stack.enter_context(_silence())
        client = stack.enter_context(_client(scheduler, workers, stack))
        _examine(client, examine, patience)
        source, suspects = iter(tasks), list[T]()
        yield from _run(client, function, source, None, suspects, patience)
        for task in suspects:
            again: list[T] = []
            yield from _run(client, function, iter([task]), 1, again, patience)
            if again:
                yield task, Lost("killed every worker that read it: see whether memory runs out, and report it")


def _client(scheduler: str | None, workers: int, stack: ExitStack) -> Any:
    """Return a client of a cluster; one of our own ends with `stack`."""
    import dask
    from distributed import Client, LocalCluster

    if scheduler is not None:
        try:
            return Client(scheduler, timeout=_CONNECT)
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(f"{scheduler}: no scheduler answers: start one with `dask scheduler`, or check the address") from error
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.scheduler.worker-saturation": 1.0}
    stack.enter_context(dask.config.set(settings))
    with _deaf():
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )
    stack.enter_context(cluster)
    return Client(cluster)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep dask from logging what is told in one line here."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]  # dask sets the level of both
    before = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore stops from the keyboard for a moment; the workers that begin in it inherit that, and leave it to this process to end them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _examine(client: Any, examine: Callable[[], str], patience: float) -> None:
    """Refuse to begin on a cluster without workers, or with one that is not fit."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        raise ClusterError("the cluster has no workers: start some with `dask worker ADDRESS`") from error
    try:
        found = client.run(examine)
    except Exception as error:  # what the worker's Python says, which may be anything: most often that tansiq is not there
        raise ClusterError(
            f"a worker cannot run tansiq ({str(error) or type(error).__name__}): install the same tansiq on all machines"
        ) from error
    for address, wrong in sorted(found.items()):
        if wrong:
            raise ClusterError(f"the worker {address} {wrong}")


def _run(
    client: Any, function: Callable[[T], R], source: Iterator[T], at_once: int | None, suspects: list[T], patience: float
) -> Generator[tuple[T, R | Lost], None, None]:
    """Run tasks, some for each worker at once, until the source is dry; those that were with dying workers go to `suspects`."""
    from distributed import CancelledError, wait

    pending: dict[Any, T] = {}
    seen = time.monotonic()
    try:
        while True:
            known = len(client.nthreads())
            seen = time.monotonic() if known else seen
            if time.monotonic() - seen > patience:
                raise ClusterError("the cluster has no workers any more: start some and run the same command, which goes on from here")
            while len(pending) < (at_once or max(known, 1) * AHEAD) and (task := next(source, None)) is not None:
                pending[client.submit(attempt, function, task, pure=False)] = task
            if not pending:
                return
            try:
                done = wait(list(pending), timeout=_LOOK, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                continue
            for future in done:
                task = pending.pop(future)
                result = _result(future)
                if result is None:
                    suspects.append(task)
                else:
                    yield task, result
    except (OSError, CancelledError) as error:
        raise ClusterError("the scheduler is gone: start it and run the same command, which goes on from here") from error
    finally:
        if pending and client.status == "running":
            client.cancel(list(pending), force=True)


def _result(future: Any) -> Any:
    """Return the result of a task that ended, or None where workers died over it."""
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        return None
    finally:
        future.release()
