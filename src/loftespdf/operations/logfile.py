"""The step-by-step log that ``--log FILE`` asks for."""

import logging
from pathlib import Path

from loftespdf.storing.files import refused

LOG = logging.getLogger("loftespdf")


class _Lasting(logging.FileHandler):
    """A log that is lost when its disk is full, without a traceback for each of its lines."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as logging asks
        """Go on."""


def start_log(file: Path) -> None:
    """Write each step (load, compose, typeset, inspect, store) to a new ``file`` from now on.

    Raises CouldNotWrite where it cannot be begun.
    """
    with refused(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
        join_log(file)


def join_log(file: Path) -> None:
    """Write to a log that another process has started, always after what stands in it."""
    handler = _Lasting(file, mode="a", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)


def log_file() -> Path | None:
    """Return the log that this process writes, for a process of its own to join."""
    files = (Path(one.baseFilename) for one in LOG.handlers if isinstance(one, logging.FileHandler))
    return next(files, None)
