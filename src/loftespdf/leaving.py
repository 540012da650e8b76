"""Leaving a process: with nothing left to clear away, or when somebody wants it to end."""

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from loftespdf.streams import said

_USUAL = (signal.SIG_DFL, signal.default_int_handler)


class Leaving(SystemExit):
    """The end of a command whose files are closed and whose other processes have ended.

    Python takes a loaded engine apart piece by piece when it ends, which takes as long as a whole
    document; raised instead of ``sys.exit``, this spares it that.
    """

    def leave(self) -> NoReturn:
        """End the process with this code, after all that was printed and logged is out."""
        code = said(int(self.code or 0))
        logging.shutdown()
        os._exit(code)


class Ending:
    """Whether somebody wants a run to end."""

    def __init__(self) -> None:
        self._is_wanted = False

    def want(self, _number: int, _frame: FrameType | None) -> NoReturn:
        """Hear a signal: raises KeyboardInterrupt."""
        self._is_wanted = True
        raise KeyboardInterrupt

    def heed(self) -> None:
        """Raise KeyboardInterrupt if it is wanted: Python drops one raised while it tidies up."""
        if self._is_wanted:
            raise KeyboardInterrupt


@contextmanager
def heeding() -> Iterator[Ending]:
    """Let SIGTERM, and a terminal that is gone (SIGHUP), end a run as Ctrl-C does.

    Otherwise the terminal would be left without a cursor, and half-written and temporary files
    until the next run. What ``nohup`` has made deaf stays so.
    """
    ending = Ending()
    names = (name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
    found = {one: signal.getsignal(one) for one in map(signal.Signals.__getitem__, names)}
    heard = {one: was for one, was in found.items() if was in _USUAL}
    for one in heard:
        signal.signal(one, ending.want)
    try:
        yield ending
    finally:
        for one, was in heard.items():
            signal.signal(one, was)
