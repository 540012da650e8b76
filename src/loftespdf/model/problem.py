"""What can be wrong, where, and what the user writes instead.

A message is kept as its Swedish template with its values apart, so that the command line can
put it into another language and a test can tell problems apart without reading sentences.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType

from msgspec import Struct, field


class ExitCode(IntEnum):
    """What the shell is told; the only list of exit codes (docs/reference.md repeats it)."""

    DONE = 0
    CONTENT_REFUSED = 1
    WRONG_USAGE = 2
    MACHINE_LACKS = 3
    PROOF_FAILED = 4
    SOME_FAILED = 5
    COULD_NOT_WRITE = 6
    OUR_BUG = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "fel"
    WARNING = "varning"


class Place(Struct, frozen=True):
    """A point in a file of the user's. Lines and columns count from 1; None is the whole file."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """``file:line:column``, as editors and terminals make it clickable."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


class Message(Struct, frozen=True):
    """A Swedish template with ``{named}`` slots, and the values that go in them."""

    text: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """The Swedish sentence, filled in."""
        return self.text.format_map(self.values)


class Figure(str):
    """A number as Swedish writes it; where another language writes it otherwise, so will words."""

    __slots__ = ()


def with_comma(number: str) -> Figure:
    """Return ``2,5`` for ``2.5``, to stand in a message."""
    return Figure(number.replace(".", ","))


def say(text: str, /, **values: object) -> Message:
    """Make a Message. Every literal given here is collected for translation by its name."""
    return Message(text, MappingProxyType(values))


class Problem(Struct, frozen=True):
    """One thing that is wrong: its kind, its place, what it is and what to write instead.

    ``kind`` is a stable slug ("unknown-key") for tests and machines; ``path`` is the YAML path
    ("avsnitt.1.punkter.2.mål"), positions counted from 1, or an element path in a template.
    """

    kind: str
    what: Message
    place: Place
    path: str = ""
    instead: Message | None = None
    severity: Severity = Severity.ERROR


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, line and column, and drop exact repetitions."""
    unique = {(str(p.place), p.kind, p.path, str(p.what)): p for p in problems}
    return tuple(sorted(unique.values(), key=_order))


def _order(problem: Problem) -> tuple[str, int, int]:
    place = problem.place
    return place.file, place.line or 0, place.column or 0


class Refusal(Exception):  # noqa: N818 - it is a refusal with reasons, not an error of ours
    """The user's input, machine or disk says no. Carries every reason and its exit code."""

    code: ExitCode = ExitCode.CONTENT_REFUSED

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.place}: {p.what}" for p in problems))
        self.problems = problems


class ContentRefused(Refusal):
    """Something the user wrote cannot be used (exit code 1)."""


class WrongUsage(Refusal):
    """The command was asked for something that does not exist (exit code 2)."""

    code = ExitCode.WRONG_USAGE


class MachineLacks(Refusal):
    """A program or library is missing on this machine (exit code 3)."""

    code = ExitCode.MACHINE_LACKS


class ProofFailed(Refusal):
    """A finished file did not pass its inspection and was not written (exit code 4)."""

    code = ExitCode.PROOF_FAILED


class CouldNotWrite(Refusal):
    """The disk is full, the folder is locked, or rights are missing (exit code 6)."""

    code = ExitCode.COULD_NOT_WRITE
