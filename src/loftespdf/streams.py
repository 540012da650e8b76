"""What is said must not cost what is made: streams that last when nobody takes what they carry.

A reader that has had enough (``| head``), a terminal that is gone, a log on a full disk, a stream
that a scheduler closed: what was to be said is lost then, and the work goes on.
"""

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, TextIO, cast

from loftespdf.messages import translate as _
from loftespdf.model.problem import ExitCode

#: Whoever listened has left, and misses nothing.
_LEFT = (errno.EPIPE, errno.EIO)
_STDERR = 2


class Lasting:
    """A stream that carries text as long as it can, and then takes it all the same.

    ``full`` tells that something was lost that somebody waits for.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.full = False
        if isinstance(stream, TextIOWrapper):  # no sign may be too rare for a terminal
            stream.reconfigure(errors="backslashreplace")

    def write(self, text: str) -> int:
        """Write, or lose what cannot be written."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._lose(error)
            return len(text)

    def flush(self) -> None:
        """Flush likewise."""
        try:
            self._stream.flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        """From now on all goes nowhere, also what Python still holds and tries again at its end."""
        self.full |= error.errno not in _LEFT
        with suppress(OSError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401, D105 - whatever a stream has
        return getattr(self._stream, name)


def last() -> None:
    """Let this process's streams last, also those that were closed when it began."""
    _take_places()
    sys.stdout = cast("TextIO", Lasting(sys.stdout or _nowhere()))
    sys.stderr = cast("TextIO", Lasting(sys.stderr or _nowhere()))


def _take_places() -> None:
    """Keep 0, 1 and 2 from files of ours where they are free: libraries in C complain on 2."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(handle)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - as long as the process


def said(code: int) -> int:
    """Return the exit code when all has been said: what was lost on a full disk counts."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if not any(getattr(stream, "full", False) for stream in (sys.stdout, sys.stderr)):
        return code
    text = _("Allt som skulle skrivas ut kunde inte skrivas; disken är kanske full.")
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
    return code or ExitCode.COULD_NOT_WRITE
