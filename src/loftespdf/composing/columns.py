"""How many columns of promises, and which of them in each: in order, as even as they allow.

The engine could balance columns itself, but lays the page out again for each try. What a promise
will need is guessed from its length, before any type is set.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from math import ceil
from typing import TypeVar

from loftespdf.model.composition import (
    CHARACTER_WIDTH,
    LINE_HEIGHT,
    PICTURE_HEIGHT,
    Composition,
)

T = TypeVar("T")

_MM_PER_PT = 25.4 / 72
#: What margins leave of the width and height.
_INSIDE = 0.91
#: Headline and foot take so much of the height and as much of the width: wide ones are shallow.
_HEIGHT, _LESS_OF_WIDTH = 0.8, 0.2
#: mm between two columns; what is left for promises at least.
_GAP, _LEAST = 6.0, 0.25
#: A guess of the size of type is good to so many pt.
_EXACT = 0.25
#: Longer lines are read with effort; of nearly the same sizes of type that with the best line wins.
_MOST_CHARACTERS, _BEST_LINE, _NEARLY = 66, 45, 0.93


def columns_that_read(
    composition: Composition, size: tuple[float, float], weights: Sequence[int], *, picture: bool
) -> int:
    """Return how many columns of promises give the largest type in lines of a good length.

    The fewer characters an area holds, the larger they are set, and narrow columns of large type
    hold a few words a line. Guessed before anything is set, as ``share_out`` does.

    Args:
        composition: the arrangement; lines are to hold its ``fewest_characters``.
        size: the sheet's width and height, mm.
        weights: what each promise needs, in characters (``promise_weights``).
        picture: whether a picture stands across the page.
    """
    width, height = size
    most, fewest = composition.columns(Decimal(width)), float(composition.fewest_characters or 0)
    if not fewest or most == 1:
        return most
    height = _for_promises(composition, width, height, picture=picture)
    inside = width * _INSIDE * float(composition.share)
    good: list[tuple[float, float, int]] = []
    for count in range(most, 0, -1):
        column = (inside - (count - 1) * _GAP) / count
        type_size = _largest(composition, column, height, weights, count)
        line = column / _unit(type_size)
        if fewest <= line <= _MOST_CHARACTERS:
            good.append((type_size, line, count))
        elif line > _MOST_CHARACTERS and not good:
            return min(count + 1, most)
    largest = max((type_size for type_size, *_ in good), default=0.0)
    large = [(abs(line - _BEST_LINE), count) for type_size, line, count in good
             if type_size >= _NEARLY * largest]  # fmt: skip
    return min(large, default=(0.0, 1))[1]


def _for_promises(composition: Composition, width: float, height: float, *, picture: bool) -> float:
    """Guess the height that headline, picture and foot leave for the promises, in mm."""
    if composition.share < 1:  # they stand beside the promises
        return height * _INSIDE
    left = _HEIGHT * height - (_LESS_OF_WIDTH + PICTURE_HEIGHT * picture) * width
    return max(left, _LEAST * height)


def _unit(type_size: float) -> float:
    """A character's width in mm."""
    return CHARACTER_WIDTH * type_size * _MM_PER_PT


def _largest(
    composition: Composition, column: float, height: float, weights: Sequence[int], count: int
) -> float:
    """Guess the largest size of type, in pt, at which the promises stand in their columns."""
    smallest, largest = float(composition.smallest), float(composition.largest)
    columns = share_out(weights, weights, count)
    while largest - smallest > _EXACT:
        middle = (smallest + largest) / 2
        characters = column / _unit(middle)
        lines = max(sum(ceil(weight / characters) for weight in run) for run in columns)
        if lines * LINE_HEIGHT * middle * _MM_PER_PT <= height:
            smallest = middle
        else:
            largest = middle
    return smallest


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
