"""One line of a preflight protocol, and what it is made from."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from loftespdf.inspecting.ink import InkReading
from loftespdf.inspecting.press_reading import PressPage, PressReading
from loftespdf.model.problem import Figure, Message, Place, Problem, Severity, say, with_comma
from loftespdf.model.sheets import PrintSheet


class Level(StrEnum):
    """How a line came out."""

    OK = "ok"
    WARNING = "varning"
    ERROR = "fel"


class Line(Struct, frozen=True):
    """What was looked at: a stable slug, its name, the verdict, the value and the limit.

    ``default`` tells that the paper says nothing and the limit is a default ("förval").
    """

    kind: str
    title: Message
    level: Level
    value: Message
    limit: Message | None = None
    default: bool = False
    instead: Message | None = None


class Preflight(Struct, frozen=True):
    """The protocol of one file, for one booked space or for none.

    ``day`` is the ISO day on which the file says that it was made, or nothing.
    """

    file: str
    sheet: PrintSheet | None
    lines: tuple[Line, ...]
    title: str = ""
    day: str = ""

    @property
    def level(self) -> Level:
        """The worst of the lines."""
        found = {line.level for line in self.lines}
        return next((each for each in (Level.ERROR, Level.WARNING) if each in found), Level.OK)

    @property
    def ok(self) -> bool:
        """Tell whether no line is an error."""
        return self.level is not Level.ERROR

    def line(self, kind: str) -> Line:
        """Return the line of this kind. Raises KeyError where there is none."""
        for each in self.lines:
            if each.kind == kind:
                return each
        raise KeyError(kind)


class Case(Struct, frozen=True):
    """A file and what it is held to."""

    reading: PressReading
    sheet: PrintSheet | None
    ink: InkReading | None

    @property
    def page(self) -> PressPage | None:
        """The first page: an advertisement has one."""
        return self.reading.pages[0] if self.reading.pages else None

    @property
    def ours(self) -> bool:
        """Tell whether the file was made here: such a one is held to a hundredth of a mm."""
        return bool(self.reading.text.xmp.fingerprint)

    def limit(self, field: str) -> float | None:
        """Return one of the sheet's numbers, or None without a sheet."""
        value: Decimal | None = getattr(self.sheet, field, None)
        return None if value is None else float(value)

    def default(self, field: str) -> bool:
        """Tell whether that number is a default."""
        return self.sheet is not None and field in self.sheet.defaults


def as_problem(line: Line, place: Place) -> Problem:
    """Return a line as a problem, for the build."""
    what = (
        say("{title}: {value}", title=line.title, value=line.value)
        if line.limit is None
        else say("{title}: {value} (gräns: {limit})",
                 title=line.title, value=line.value, limit=line.limit)
    )  # fmt: skip
    severity = Severity.ERROR if line.level is Level.ERROR else Severity.WARNING
    return Problem(f"press-{line.kind}", what, place, instead=line.instead, severity=severity)


def figure(value: float, decimals: int = 1) -> Figure:
    """Return a number as it is written in Swedish, without needless zeros."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return with_comma(text.replace("-", "−"))


def in_a_row(messages: Sequence[Message]) -> Message:
    """Return messages with commas between; a dash where there is none."""
    if not messages:
        return say("–")
    first, *rest = messages
    return first if not rest else say("{first}, {rest}", first=first, rest=in_a_row(rest))


def size_words(width: float, height: float, decimals: int = 2) -> Figure:
    """``122 × 178``."""
    return Figure(f"{figure(width, decimals)} × {figure(height, decimals)}")
