"""The ways an advertisement may say its pledge, the fullest first, each composed when needed."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from msgspec import Struct

from loftespdf.model.composed import Composed


class Length(Struct, frozen=True):
    """How much there is in one way, known before it is composed."""

    characters: int
    has_picture: bool


class Ways(Sequence[Composed]):
    """A ranked list. Of nine ways a search mostly looks at one; the others are never composed."""

    def __init__(self, lengths: Sequence[Length], compose: Callable[[int], Composed]) -> None:
        """``compose`` makes a way by its rank; it is asked once for each."""
        self.lengths = tuple(lengths)
        self._compose = compose
        self._composed: dict[int, Composed] = {}

    def __len__(self) -> int:
        """Return how many ways there are."""
        return len(self.lengths)

    def __iter__(self) -> Iterator[Composed]:
        """Compose them all, one by one."""
        return map(self._at, range(len(self)))

    @overload
    def __getitem__(self, rank: int) -> Composed: ...
    @overload
    def __getitem__(self, rank: slice) -> tuple[Composed, ...]: ...
    def __getitem__(self, rank: int | slice) -> Composed | tuple[Composed, ...]:
        """Return one way, or several. Raises IndexError where there is none."""
        places = range(len(self))[rank]
        return self._at(places) if isinstance(places, int) else tuple(map(self._at, places))

    def _at(self, rank: int) -> Composed:
        if rank not in self._composed:
            self._composed[rank] = self._compose(rank)
        return self._composed[rank]
