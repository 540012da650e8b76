"""Readers: processes that read documents for the one that asks.

They are forked, so that what all documents have in common is theirs without being sent. They get
the documents in turn, some at a time, and what they found is taken in the documents' order. A
reader decides nothing and keeps nothing: what one cannot do, or had to do when it died, is done by
the process that asks. So whatever goes wrong is told as if there had been no readers.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import cycle, islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, Self, TypeVar, cast

from loftespdf.batch.garbage import housekeeping, set_aside
from loftespdf.batch.parcels import pack, unpack
from loftespdf.batch.processes import Launched, forked, stay_with

#: So many at a time: an answer is some 50 kB, which a pipe holds without anyone waiting.
_AT_A_TIME = 8
#: So many lots for each reader that are not yet taken: it never has to wait for the next.
_AHEAD = 2

T = TypeVar("T")


class _Reader(NamedTuple):
    process: Launched
    connection: Connection


class Readers(Generic[T]):
    """``count`` readers that call ``work``. Use as a context: none outlives it."""

    def __init__(self, work: Callable[[str], T], count: int) -> None:
        self._work = work
        self._count = count
        self._readers: list[_Reader] = []

    def __enter__(self) -> Self:
        """Start them."""
        set_aside()
        with suppress(OSError):  # no more processes or files: as many as there could be will do
            for _ in range(self._count):
                self._readers.append(self._started())
        return self

    def __exit__(self, *_exception: object) -> None:
        """End them, whatever they do."""
        for reader in self._readers:
            reader.process.end()
            reader.connection.close()

    def read(self, names: Iterable[str]) -> Iterator[T]:
        """Yield what ``work`` returns for each name, in order. Raises what ``work`` raises."""
        if not self._readers:
            yield from map(self._work, names)
        waiting: deque[tuple[_Reader, list[str]]] = deque()
        for reader, lot in zip(cycle(self._readers), _lots(names)):
            with suppress(OSError):  # it died: that is heard when its answer is wanted
                reader.connection.send(lot)
            waiting.append((reader, lot))
            if len(waiting) == _AHEAD * len(self._readers):
                yield from self._answer(*waiting.popleft())
        for reader, lot in waiting:
            yield from self._answer(reader, lot)

    def _started(self) -> _Reader:
        ours, theirs = Pipe()
        inherited = (ours, *(reader.connection for reader in self._readers))
        with theirs:
            return _Reader(forked(_serve, theirs, inherited, self._work, os.getpid()), ours)

    def _answer(self, reader: _Reader, lot: list[str]) -> Iterable[T]:
        try:
            return cast("list[T]", unpack(reader.connection.recv_bytes()))
        except (EOFError, OSError):
            return map(self._work, lot)


def _lots(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    return iter(lambda: list(islice(rest, _AT_A_TIME)), [])


def _serve(
    theirs: Connection, inherited: Iterable[Connection], work: Callable[[str], object], parent: int
) -> None:
    """Read what is asked for until nobody asks, or until there is something it cannot do."""
    for other in inherited:
        other.close()
    stay_with(parent)
    with housekeeping() as tidy, suppress(Exception):  # who asked does it again, and tells why
        while True:
            found = []
            for name in theirs.recv():
                found.append(work(name))
                tidy()
            theirs.send_bytes(pack(found))
