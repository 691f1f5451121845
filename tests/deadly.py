"""A task for engines that kills its process; it stands alone, so that a process that runs it begins at once."""

from __future__ import annotations

import os
import signal


def double(number: int) -> int:
    """Stand in for the reading of a partition: 3 kills its process, 5 meets a storage that fails, 7 a defect."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        raise OSError("made up")
    if number == 7:
        raise ZeroDivisionError("made up")
    return number * 2
