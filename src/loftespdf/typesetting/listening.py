"""What the engine says while it works, and else to nobody."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from loftespdf.model.composed import EngineRecord

_LOGGER = logging.getLogger("weasyprint")


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[EngineRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(EngineRecord(record.levelname.lower(), record.getMessage()))


@contextmanager
def listening() -> Iterator[list[EngineRecord]]:
    """Collect what the engine logs meanwhile, and keep it from the terminal."""
    listener, propagated = _Listener(), _LOGGER.propagate
    _LOGGER.addHandler(listener)
    _LOGGER.propagate = False
    try:
        yield listener.records
    finally:
        _LOGGER.removeHandler(listener)
        _LOGGER.propagate = propagated
