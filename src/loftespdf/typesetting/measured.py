"""What a layout was measured to need, and what is foreseen of it in other sizes of type."""

from collections.abc import Callable

from msgspec import Struct

#: What measuring may be wrong by, in mm.
SLACK = 0.01


class Measured(Struct, frozen=True):
    """What a layout needs, in mm.

    ``height`` of the whole; ``forecast`` is the height, nearly, with type so many times as large,
    and ``lines`` how many lines there are then. ``fixed`` is the height of what is no promise,
    ``rigid`` of what does not grow with the type (a picture); ``spill`` how far the widest thing
    sticks out of its box, ``breadth`` how wide that box is, and ``word`` what it is.
    """

    height: float
    forecast: Callable[[float], float]
    lines: Callable[[float], int]
    fixed: float = 0.0
    rigid: float = 0.0
    spill: float = 0.0
    word: str = ""
    breadth: float = 0.0

    def larger(self, ratio: float) -> "Measured":
        """Return what is foreseen, of height and lines, with type so many times as large."""
        return Measured(
            self.forecast(ratio),
            forecast=lambda more: self.forecast(ratio * more),
            lines=lambda more: self.lines(ratio * more),
        )

    def fits(self, room: float) -> bool:
        """Tell whether it stands in ``room`` mm of height with nothing sticking out."""
        return self.height <= room + SLACK and self.spill <= SLACK
