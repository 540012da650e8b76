"""The step-by-step log that ``--log FILE`` asks for."""

import logging
from pathlib import Path

LOG = logging.getLogger("loftespdf")


def start_log(file: Path) -> None:
    """Write each step (load, compose, typeset, inspect, store) to a new ``file`` from now on."""
    file.write_bytes(b"")
    join_log(file)


def join_log(file: Path) -> None:
    """Write to a log that another process has started, always after what stands in it."""
    handler = logging.FileHandler(file, mode="a", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)


def log_file() -> Path | None:
    """Return the log that this process writes, for a process of its own to join."""
    files = (Path(one.baseFilename) for one in LOG.handlers if isinstance(one, logging.FileHandler))
    return next(files, None)
