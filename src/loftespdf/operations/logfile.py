"""The step-by-step log that ``--log FILE`` asks for."""

import logging
from pathlib import Path

LOG = logging.getLogger("loftespdf")


def start_log(file: Path) -> None:
    """Write each step (load, compose, typeset, inspect, store) to ``file`` from now on."""
    handler = logging.FileHandler(file, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
