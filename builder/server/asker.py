"""A process that asks the store: one question at a time comes on its socket, and the answer goes back on it."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

from builder.errors import StoreError
from builder.server.answering import answer
from builder.server.confinement import limit_memory, refuse_connections
from builder.server.limits import Limits
from builder.server.questions import LENGTHS, Answer, read_question, write_answer
from builder.store import Store
from builder.workers import begin_worker

OUT_OF_MEMORY = 77  # exit status
_LATE = 1.0  # seconds after the limit when a worker that nobody stopped, because the server died, ends itself


def work(end: socket.socket, folder: Path, limits: Limits) -> None:
    """Answer until the other end of the socket is closed; the first word is an answer of kind "table": the store is open."""
    begin_worker()
    try:
        store = Store(folder, read_only=True)
    except StoreError as error:
        _send(end, Answer("failed", message=str(error)))
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a failed allocation complains there, and the server tells of it
    refuse_connections()
    limit_memory(limits.memory)
    _send(end, Answer("table"))
    try:
        with store:
            while lengths := _receive(end, LENGTHS.size):
                question = read_question(_receive(end, LENGTHS.unpack(lengths)[0]))
                _alarm(limits.seconds + _LATE)
                told = answer(store.db, question, limits)
                _alarm(0)
                _send(end, told)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError:  # the server is gone
        os._exit(1)


def _send(end: socket.socket, told: Answer) -> None:
    for part in write_answer(told):
        end.sendall(part)


def _receive(end: socket.socket, number: int) -> bytes:
    """Return so many bytes, or fewer where the other end is closed."""
    data = bytearray()
    while len(data) < number and (piece := end.recv(number - len(data))):
        data += piece
    return bytes(data)


def _alarm(seconds: float) -> None:
    """Let the system end this process then, whatever it does; 0 takes that back."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, seconds)
