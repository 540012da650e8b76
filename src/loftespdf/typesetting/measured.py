"""What a layout was measured to need, and what is foreseen of it in other sizes of type."""

from collections.abc import Callable

from msgspec import Struct

#: What measuring may be wrong by, in mm.
SLACK = 0.01


class Measured(Struct, frozen=True):
    """What a layout needs, in mm.

    ``height`` of the whole; ``fixed`` of what is no promise, ``rigid`` of what does not grow with
    the type (a picture); ``spill`` how far the widest thing sticks out of its box, ``breadth`` how
    wide that box is, and ``word`` what it is. ``forecast`` is the height, nearly, with type so many
    times as large, where that can be reckoned, and ``lines`` how many lines there are then.
    """

    height: float
    fixed: float = 0.0
    rigid: float = 0.0
    spill: float = 0.0
    word: str = ""
    breadth: float = 0.0
    forecast: Callable[[float], float] | None = None
    lines: Callable[[float], int] | None = None

    def larger(self, ratio: float) -> "Measured | None":
        """Return what is foreseen with type so many times as large; None where that is nothing."""
        forecast, lines = self.forecast, self.lines
        if forecast is None or lines is None:
            return None
        return Measured(forecast(ratio), lines=lambda more: lines(ratio * more))

    def fits(self, room: float) -> bool:
        """Tell whether it stands in ``room`` mm of height with nothing sticking out."""
        return self.height <= room + SLACK and self.spill <= SLACK
