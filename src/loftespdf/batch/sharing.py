"""Whether documents are read by this process alone or shared out among several."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

#: So many documents for each reader: it takes what some ten documents take until it is under way,
#: and the less there is to read the less anyone waits (docs/performance.md).
_WORTH_A_READER = 50

T = TypeVar("T")


def readers_for(documents: int, most: int | None = None) -> int:
    """Return how many processes to read so many documents with; 1 is this process alone.

    They are at most as many as there are processors, and at most ``most``.
    """
    if documents < 2 * _WORTH_A_READER:
        return 1
    from loftespdf.batch.processes import cores, start_method  # noqa: PLC0415 - rarely needed

    # A Python of its own would first have to import and read what all documents have in common.
    if start_method() != "fork":
        return 1
    return min(most or cores(), cores(), documents // _WORTH_A_READER)


def read_each(work: Callable[[str], T], names: Iterable[str], readers: int) -> Iterator[T]:
    """Yield what ``work`` returns for each name, in order: the same as ``map`` does.

    ``names`` are asked for as they are about to be read. Raises what ``work`` raises.
    """
    if readers == 1:
        yield from map(work, names)
        return
    from loftespdf.batch.readers import Readers  # noqa: PLC0415 - rarely needed

    with Readers(work, readers) as group:
        yield from group.read(names)


def shared(work: Callable[[str], T], names: Sequence[str]) -> Iterator[T]:
    """Yield what ``work`` returns for each name, in order, shared out where it pays."""
    return read_each(work, names, readers_for(len(names)))
