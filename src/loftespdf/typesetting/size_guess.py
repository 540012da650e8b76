"""Which size to try next: a guess at the largest that fits, from what was measured around it.

Sizes are counted in tenths of a point.
"""

from typing import TypeAlias

from msgspec import Struct

from loftespdf.typesetting.measured import SLACK, Measured

#: A size, and what was measured there.
Tried: TypeAlias = tuple[int, Measured]
#: The same; None beyond the largest size, where nothing was measured.
TooLarge: TypeAlias = tuple[int, Measured | None]

#: With so few trials left no guess may go where halving could not end.
_FOR_HALVING = 3
#: After more guesses in a row that fitted, what is foreseen is no help: the next is at least in the
#: middle.
_PATIENCE = 1
#: So it is, too, with so few tenths left.
_NEAR = 12


class Bracket(Struct, frozen=True):
    """What is known of the largest size that fits ``room``, in mm of height.

    ``fitting`` is the largest that is known to, ``failing`` the smallest that is known not to, and
    ``last`` that of the two which was tried last. ``in_a_row`` counts the last trials that
    fitted (above 0) or did not (below 0).
    """

    room: float
    fitting: Tried
    failing: TooLarge
    last: Tried
    in_a_row: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether there is a size between, of which nothing is known."""
        return self.failing[0] - self.fitting[0] > 1

    def narrowed(self, size: int, measured: Measured) -> "Bracket":
        """Return what is known after one more trial."""
        tried = (size, measured)
        if measured.fits(self.room):
            return Bracket(self.room, tried, self.failing, tried, max(self.in_a_row, 0) + 1)
        return Bracket(self.room, self.fitting, tried, tried, min(self.in_a_row, 0) - 1)

    def next_size(self, *, left: int, foresees: bool | None, trusting: bool) -> int:
        """Return the size to try next, of which nothing is known: what seems the largest that fits.

        Where what is foreseen may be trusted it is a tenth more: one that does not fit, as was
        foreseen, shows that the one below is the largest.

        Args:
            left: how many trials are left.
            foresees: whether the trial before the last had foreseen it; None where there was none.
            trusting: whether a size may be found that was not tried.
        """
        guess = self._plain_guess()
        if not foresees:
            guess = self._hastened(guess)
        if left <= _FOR_HALVING:
            guess = self._within_reach(guess, left)
        elif trusting and foresees is not False:
            guess += 1
        return min(max(guess, self.fitting[0] + 1), self.failing[0] - 1)

    def _plain_guess(self) -> int:
        size, measured = self.last
        too_wide = not measured.fits(self.room) and measured.spill > SLACK
        if too_wide and measured.breadth:  # words grow as type
            return int(size * measured.breadth / (measured.breadth + measured.spill))
        if too_wide:  # and not by a word
            return (self.fitting[0] + self.failing[0]) // 2
        return self._halved()

    def _halved(self) -> int:
        """Halve by what is foreseen, from below and from above, the nearer the more."""
        below, above = self.fitting[0], self.failing[0]
        while above - below > 1:
            size = (below + above) // 2
            if self._foreseen(size) <= self.room + SLACK:
                below = size
            else:
                above = size
        return below

    def _foreseen(self, size: int) -> float:
        """Return the height foreseen at a size between; each end says the truth of its own."""
        smaller, below = self.fitting
        larger, above = self.failing
        from_below = below.forecast(size / smaller)
        if above is None:
            return from_below
        part = (size - smaller) / (larger - smaller)
        return (1 - part) * from_below + part * above.forecast(size / larger)

    def _hastened(self, guess: int) -> int:
        """Return a guess that goes on where what is foreseen was no help."""
        first_too_large = self._first_too_large
        if self.in_a_row > _PATIENCE or first_too_large - self.fitting[0] <= _NEAR:
            return max(guess, (self.fitting[0] + first_too_large + 1) // 2)
        return guess - _haste(-self.in_a_row)

    @property
    def _first_too_large(self) -> int:
        """The first size that cannot fit: type that grows takes at least as much more.

        Only to guess by: where a line breaks better in larger type, it takes less.
        """
        size, measured = self.fitting
        start = max(measured.height - measured.rigid, 1.0)
        most = int(size * max(self.room - measured.rigid, 1.0) / start)
        return min(self.failing[0], max(most, size + 1) + 1)

    def _within_reach(self, guess: int, left: int) -> int:
        """Keep a guess where halving may still come to an end.

        With so many trials left, so many sizes can be told apart whatever they measure: where
        all may still be told, no guess leaves more on either side than the others can tell.
        """
        low, high, most = self.fitting[0], self.failing[0], 2 ** (left - 1)
        return min(max(guess, high - most), low + most) if high - low <= 2 * most else guess


def _haste(failures: int) -> int:
    """Return how much further down to go after so many guesses in a row that were too large."""
    return 1 << (failures - 2) if failures > 1 else 0
