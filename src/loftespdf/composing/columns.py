"""Promises shared out over columns: in order, as even as whole promises allow.

The engine could balance columns itself, but lays the page out again for each try. What a promise
will need is guessed from its length, before any type is set.
"""

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

T = TypeVar("T")


def share_out(
    things: Sequence[T], weights: Sequence[int], columns: int
) -> tuple[tuple[T, ...], ...]:
    """Return at most ``columns`` runs of ``things``, in order, the heaviest as light as can be.

    Of several ways the one with the fuller first columns is taken. No run is empty.
    """
    count = len(things)

    @cache
    def best(start: int, left: int) -> tuple[int, tuple[int, ...]]:
        """The heaviest run of the best way, and where its runs end."""
        if left == 1 or count - start <= 1:
            return sum(weights[start:]), (count,)
        ways = (
            (max(sum(weights[start:end]), rest), (end, *ends))
            for end in range(count - 1, start, -1)
            for rest, ends in [best(end, left - 1)]
        )
        return min(ways, key=lambda way: way[0])

    ends = best(0, columns)[1] if count else ()
    starts = (0, *ends)
    return tuple(tuple(things[a:b]) for a, b in zip(starts, ends, strict=False) if b > a)
