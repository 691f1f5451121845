"""What a process that works on other people's queries may not do: take all memory, open a connection, leave a core file.

Linux holds all three; elsewhere as much of it as the system knows.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import platform
import struct
import sys
from pathlib import Path

# (architecture as the kernel's audit header numbers it, number of the call `socket`), from the kernel's unistd tables
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # instructions of classic BPF
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000


def limit_memory(more: int) -> None:
    """Let this process take `more` bytes above what it has; beyond, an allocation fails."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = Path("/proc/self/status")
    if sys.platform == "linux" and status.exists():
        # Private data and not the whole address space, which holds mapped files too.
        used = next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmData:"))
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (used + more, used + more))


def refuse_connections() -> bool:
    """Let no socket be opened by this thread and those that it starts from now on; tell whether the system holds that.

    `seccomp(2)`: the call `socket` fails with EACCES; sockets that are open stay so.
    """
    known = _SOCKET_CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    architecture, call = known
    instructions = (
        (_LOAD, 0, 0, 4),  # the architecture of the call …
        (_JUMP_IF_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, 0),  # … and its number
        (_JUMP_IF_EQUAL, 0, 1, call),
        (_RETURN, 0, 0, _ERRNO | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *i) for i in instructions))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(code)))
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, None, 0, 0):
        return False
    return not prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0)
