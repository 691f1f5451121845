"""How the commands speak: tables on the standard output, complaints and progress on the standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from builder.harmless import in_terminal

OK, NOT_ALL_WELL = 0, 1
_EVERY = 60.0  # seconds between the lines of progress in a log


def complain(message: str) -> None:
    """Say in one line what is wrong."""
    print(f"tansiq: {in_terminal(' '.join(message.split()))}", file=sys.stderr)


def cell(text: str) -> Text:
    """Return what a table shows of a text that others wrote: no terminal obeys it."""
    return Text(in_terminal(text))


def console() -> Console:
    """Return the console; a file or a pipe gets long lines rather than cut ones."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


class Watch:
    """Shows how far a long command is, how fast it goes and how long it will take: a bar in a terminal, a line a minute in a log."""

    def __init__(self, doing: str, total: int | None = None) -> None:
        self._console = Console(stderr=True, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
        self._bar = Progress(
            *columns,
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task(doing, total=total, rate="")
        self._doing, self._total, self._done = doing, total, 0
        self._began = self._said = time.monotonic()

    def __enter__(self) -> Watch:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def doing(self, what: str) -> None:
        """Name what is done now."""
        self._doing = what
        self._bar.update(self._task, description=what)

    def step(self, done: int | None = None, total: int | None = None) -> None:
        """Say how many are done, one more by default, and of how many."""
        self._done = self._done + 1 if done is None else done
        self._total = total if total is not None else self._total
        now = time.monotonic()
        rate = self._done / max(now - self._began, 0.001)
        self._bar.update(self._task, completed=self._done, total=self._total, rate=f"{rate:,.1f}/s")
        if now - self._said > _EVERY and not self._console.is_terminal:
            self._said = now
            left = f", about {_minutes((self._total - self._done) / rate)} left" if self._total and rate else ""
            of = f" of {self._total:,}" if self._total else ""
            print(f"tansiq: {self._doing}: {self._done:,}{of}, {rate:,.1f}/s{left}", file=sys.stderr, flush=True)

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        self._bar.console.print(cell(line), soft_wrap=True)


def _minutes(seconds: float) -> str:
    """Return a length of time as people read it.

    >>> _minutes(59.6), _minutes(3700)
    ('1:00', '1:01:40')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
