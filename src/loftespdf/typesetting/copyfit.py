"""The search for the first text that fits a space, at the largest type: numbers in, numbers out.

It knows nothing of pages. A *trial* lays a rank out at a size and measures; the search asks as few
as it can, guessing from what was measured before, and never more than ``MOST_TRIALS``.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from loftespdf.typesetting.measured import SLACK, Measured
from loftespdf.typesetting.size_guess import Bracket, TooLarge, Tried

#: Sizes are counted in tenths of a point.
TENTHS = 10
#: Trials in one search; the eighth layout is the one that becomes the file.
MOST_TRIALS = 7
#: So many are kept for finding the size, once a rank is found that fits.
_FOR_SIZES = 2
#: Where to begin is guessed at most so often; the second time as it is foreseen.
_BEGINNINGS = 2

#: Lays rank out at a size in tenths of a point.
Trial = Callable[[int, int], Measured]


class Found(Struct, frozen=True):
    """The first rank that fits and its largest size, in tenths; ``trials`` it took.

    ``tried`` tells that it was; else it is what two trials foresaw of it that was not measured.
    """

    rank: int
    size: int
    measured: Measured
    trials: int
    tried: bool = True


class NothingFits(Struct, frozen=True):
    """Not even the last rank at the smallest size; ``measured`` is that one."""

    measured: Measured
    trials: int


class Terms(Struct, frozen=True):
    """How to search.

    ``start`` is a size, in tenths, that the fullest rank is likely to fit at, 0 where it may not;
    ``spent`` how many trials there were before. With ``trusting`` the size that is foreseen to be
    the largest is found without being tried, where the next larger was, and was as foreseen.
    """

    start: int = 0
    spent: int = 0
    trusting: bool = False


_NOTHING_KNOWN = Terms()


def search(
    trial: Trial,
    weights: Sequence[int],
    sizes: tuple[int, int],
    room: float,
    terms: Terms = _NOTHING_KNOWN,
) -> Found | NothingFits:
    """Return the first rank that fits in ``room`` mm, at the largest size.

    Args:
        trial: lays one rank out at one size.
        weights: each rank's length in characters, the fullest first.
        sizes: smallest and largest size of type, in tenths of a point.
        room: the height there is, in mm.
        terms: where to begin, and what to trust.
    """
    return _Search(trial, weights, sizes, room, terms).run()


class _Search:
    def __init__(
        self,
        trial: Trial,
        weights: Sequence[int],
        sizes: tuple[int, int],
        room: float,
        terms: Terms,
    ) -> None:
        self._trial, self._weights, self._room, self._terms = trial, weights, room, terms
        self._smallest, self._largest = sizes
        self.trials = terms.spent
        self._foresees: bool | None = None
        self._last: dict[int, Tried] = {}
        self._before: Tried | None = None

    def run(self) -> Found | NothingFits:
        fitting, failed = self._begun(self._terms.start)
        if fitting:
            return self._largest_size(0, fitting, failed)
        if foreseen := self._foreseen_below(0, failed):
            return foreseen
        found = self._first_rank()
        if isinstance(found, NothingFits):
            return found
        rank, measured = found
        above = failed if rank == 0 else self._beyond
        return self._largest_size(rank, (self._smallest, measured), above)

    def _begun(self, start: int) -> tuple[Tried | None, TooLarge]:
        """Try the fullest rank where it is likely to fit: one that does need not be tried small.

        Returns where it fits, if it does, and the smallest size where it does not.
        """
        failed, size = self._beyond, min(start, self._largest)
        for _ in range(_BEGINNINGS):
            if size <= self._smallest:
                break
            measured = self._try(0, size)
            if measured.fits(self._room):
                return (size, measured), failed
            failed = (size, measured)
            below = self._well_below(size, measured)
            size = below + (self._terms.trusting and below < size - 1)
        return None, failed

    def _well_below(self, size: int, measured: Measured) -> int:
        """Return the largest smaller size that is foreseen to fit; else 0."""
        if measured.spill > SLACK:
            return 0
        sizes = range(size - 1, self._smallest, -1)
        foreseen = (s for s in sizes if measured.forecast(s / size) <= self._room)
        return next(foreseen, 0)

    @property
    def _beyond(self) -> TooLarge:
        return (self._largest + 1, None)

    def _try(self, rank: int, size: int) -> Measured:
        """Lay a rank out at a size; note whether the trial before it had foreseen its height."""
        self.trials += 1
        measured = self._trial(rank, size)
        self._before = self._last.get(rank)
        if self._before:
            base, before = self._before
            self._foresees = abs(before.forecast(size / base) - measured.height) <= SLACK
        self._last[rank] = size, measured
        return measured

    # The first rank that fits at the smallest size

    def _first_rank(self) -> tuple[int, Measured] | NothingFits:
        failed, fitting, rank = -1, len(self._weights), 0
        best: Measured | None = None
        points: list[tuple[int, Measured]] = []
        while fitting - failed > 1 and (best is None or self._left > _FOR_SIZES):
            measured = self._try(rank, self._smallest)
            points.append((self._weights[rank], measured))
            if measured.fits(self._room):
                fitting, best = rank, measured
            else:
                failed = rank
                if rank == len(self._weights) - 1:
                    return NothingFits(measured, self.trials)
            rank = self._next_rank(points, failed, fitting)
        if best is None:
            raise AssertionError("the loop ends with a rank that fits, or returns")
        return fitting, best

    @property
    def _left(self) -> int:
        return MOST_TRIALS - self.trials

    def _next_rank(self, points: list[tuple[int, Measured]], failed: int, fitting: int) -> int:
        """Guess the first rank that fits: height grows with the characters."""
        last = len(self._weights) - 1
        _, measured = points[-1]
        none_fits_yet = fitting > last
        if none_fits_yet and (measured.spill > SLACK or self._left <= _FOR_SIZES + 1):
            return last
        base, per = self._line(points)
        guess = next((r for r, w in enumerate(self._weights) if base + per * w <= self._room), last)
        return min(max(guess, failed + 1), fitting - 1, last)

    def _line(self, points: list[tuple[int, Measured]]) -> tuple[float, float]:
        weight, measured = points[-1]
        other = next(((w, m) for w, m in points[-2::-1] if w != weight), None)
        if other is not None:
            per = (measured.height - other[1].height) / (weight - other[0])
            if per > 0:
                return measured.height - per * weight, per
        per = (measured.height - measured.fixed) / max(weight, 1)
        return measured.fixed, per

    # The largest size at which that rank fits

    def _largest_size(self, rank: int, fitting: Tried, failing: TooLarge) -> Found:
        bracket = Bracket(self._room, fitting, failing, last=fitting)
        while bracket.is_open and self._left > 0:
            if foreseen := self._foreseen_below(rank, bracket.failing):
                return foreseen
            size = bracket.next_size(
                left=self._left, foresees=self._foresees, trusting=self._terms.trusting
            )
            bracket = bracket.narrowed(size, self._try(rank, size))
        return Found(rank, *bracket.fitting, self.trials)

    def _foreseen_below(self, rank: int, failing: TooLarge) -> Found | None:
        """Return what is foreseen a tenth below what was tried last, where that may be trusted.

        It is foreseen by the trial before, which was right about the last.
        """
        size, measured = failing
        if not (self._terms.trusting and self._foresees and self._before):
            return None
        if measured is None or measured.spill > SLACK or self._last[rank][0] != size:
            return None
        base, before = self._before
        foreseen = before.larger((size - 1) / base)
        if not foreseen.fits(self._room):
            return None
        return Found(rank, size - 1, foreseen, self.trials, tried=False)
