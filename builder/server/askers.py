"""Processes that ask the store for the server: a few, one question each, and never longer than the limits allow.

SPARQL can ask for more time or memory than there is, and a query that runs inside Oxigraph cannot be stopped but with its process. So the
server asks in processes that it may kill, and starts another in the place of one that it killed.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine, Mapping
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from builder.server.asker import OUT_OF_MEMORY, work
from builder.server.limits import Limits
from builder.server.questions import LENGTHS, Answer, Kind, Question, read_answer, write_question

_OPENING = 60.0  # seconds that a process may take to open the store
_BUFFER = 1 << 20  # bytes of an answer that are read at once
_GRACE = 0.3  # seconds for a query that nobody waits for any more: to let it end costs less than to start a process
# How a process ended, as its exit status or minus a signal, and what that tells: aborted or killed is for want of memory.
_ENDS: Mapping[int | None, Kind] = {OUT_OF_MEMORY: "memory", -6: "memory", -9: "memory", -14: "time"}


class _Worker:
    """One process and this end of its socket."""

    def __init__(self, process: SpawnProcess, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._process, self._reader, self._writer = process, reader, writer

    @classmethod
    async def start(cls, folder: Path, limits: Limits) -> _Worker | Answer:
        """Return a worker whose store is open, or the answer that says why it could not be opened."""
        ours, theirs = socket.socketpair()
        process = get_context("spawn").Process(target=work, args=(theirs, folder, limits), daemon=True)
        try:
            await asyncio.to_thread(process.start)
        finally:
            theirs.close()
        worker = cls(process, *await asyncio.open_connection(sock=ours, limit=_BUFFER))
        try:
            async with asyncio.timeout(_OPENING):
                opened = await worker.receive()
        except (OSError, EOFError):
            opened = Answer("failed", message="the process that reads the store ended at once")
        except BaseException:
            await worker.end()
            raise
        if opened.kind == "table":
            return worker
        await worker.end()
        return opened

    @property
    def gone(self) -> bool:
        """Whether the process has ended."""
        return self._process.exitcode is not None

    def send(self, question: Question) -> None:
        self._writer.write(write_question(question))

    async def receive(self) -> Answer:
        header, body = LENGTHS.unpack(await self._reader.readexactly(LENGTHS.size))
        return read_answer(await self._reader.readexactly(header), await self._reader.readexactly(body))

    async def end(self) -> int | None:
        """Kill the process and return how it ended: its exit status, or minus the signal that ended it."""
        self._writer.close()
        if self._process.exitcode is None:
            await asyncio.to_thread(self._process.join, 0.05)  # one that died by itself is to tell of it
            self._process.kill()
            await asyncio.to_thread(self._process.join)
        return self._process.exitcode


class Askers:
    """The pool; `async with` starts and ends it. One event loop alone may use it.

    `held` counts the bytes of results that are still being sent: whoever sends one adds and subtracts.
    """

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self.folder, self.limits, self.held = folder, limits or Limits(), 0
        self._waiting = 0
        self._free: asyncio.Queue[_Worker | None] = asyncio.Queue()  # None: a place whose worker is still to be started
        self._workers: set[_Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Askers:
        # All at once and before the first question, which would else wait for a process to start.
        for worker in await asyncio.gather(*(self._started() for _ in range(self.limits.workers))):
            self._free.put_nowait(worker if isinstance(worker, _Worker) else None)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def ask(self, question: Question) -> Answer:
        """Return the answer, or why there is none; who is cancelled while it waits stops the query."""
        if self.held > self.limits.held or (self._free.empty() and self._waiting >= self.limits.waiting):
            return Answer("busy")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                worker = await self._free.get()
        except TimeoutError:
            return Answer("busy")
        finally:
            self._waiting -= 1
        if worker is not None and worker.gone:  # it died while nobody asked it
            self._workers.discard(worker)
            worker = None
        if worker is None:
            try:
                found = await self._started()
            except BaseException:
                self._free.put_nowait(None)
                raise
            if isinstance(found, Answer):
                self._free.put_nowait(None)
                return found
            worker = found
        return await self._asked(worker, question)

    async def _asked(self, worker: _Worker, question: Question) -> Answer:
        receiving = asyncio.ensure_future(self._exchange(worker, question))
        try:
            done, _ = await asyncio.wait((receiving,), timeout=self.limits.seconds)
        except asyncio.CancelledError:
            self._in_background(self._abandon(worker, receiving))
            raise
        if not done:
            receiving.cancel()
            self._replace(worker)
            return Answer("time")
        try:
            told = receiving.result()
        except (OSError, EOFError, ValueError):
            status = await asyncio.shield(self._replace(worker))
            return Answer(_ENDS.get(status, "crashed"))
        self._free.put_nowait(worker)
        return told

    async def _exchange(self, worker: _Worker, question: Question) -> Answer:
        worker.send(question)
        return await worker.receive()

    async def _abandon(self, worker: _Worker, receiving: asyncio.Future[Answer]) -> None:
        """Let a query that nobody waits for end soon, or kill it."""
        done, _ = await asyncio.wait((receiving,), timeout=_GRACE)
        if done and receiving.exception() is None:
            self._free.put_nowait(worker)
            return
        receiving.cancel()
        self._replace(worker)

    def _replace(self, worker: _Worker) -> asyncio.Future[int | None]:
        """End a worker and put a new one in its place, both in the background; return what will tell how the old one ended."""
        self._workers.discard(worker)
        ending = asyncio.ensure_future(worker.end())
        self._in_background(self._successor(ending))
        return ending

    async def _successor(self, ending: asyncio.Future[int | None]) -> None:
        found: _Worker | Answer | None = None
        try:
            await ending
            found = await self._started()
        finally:
            self._free.put_nowait(found if isinstance(found, _Worker) else None)

    async def _started(self) -> _Worker | Answer:
        try:
            found = await _Worker.start(self.folder, self.limits)
        except (OSError, TimeoutError) as error:
            return Answer("failed", message=str(error) or "the store does not open")
        if isinstance(found, _Worker):
            self._workers.add(found)
        return found

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
