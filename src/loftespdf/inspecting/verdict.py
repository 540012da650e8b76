"""What an inspection is told and what it answers: expectation in, verdict out."""

from msgspec import Struct

from loftespdf.language.folding import fold
from loftespdf.model.composed import Composed, Typeset
from loftespdf.model.layout import Layout
from loftespdf.model.problem import Message, Place, Problem
from loftespdf.model.sheets import PrintSheet

#: The check that holds a file's text against its page's, whatever kind of file it is.
TEXT_PROOF = "text"


class Expectation(Struct, frozen=True):
    """What a file of ours must be. ``file`` is its name below ``output/``, for messages.

    ``sheet`` is the booked space of a file for the press.
    """

    composed: Composed
    layout: Layout
    typeset: Typeset
    file: str
    sheet: PrintSheet | None = None

    @property
    def place(self) -> Place:
        """The file as a whole."""
        return Place(self.file)

    def place_of(self, text: str) -> Place:
        """The line of the YAML file that holds this text, or the file as a whole."""
        wanted = fold(text)
        leaves = self.composed.leaves
        return next((leaf.place for leaf in leaves if wanted in fold(leaf.text)), self.place)


class Check(Struct, frozen=True):
    """One thing that was looked at: a stable slug, its name for people, and what was found."""

    kind: str
    title: Message
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing was found."""
        return not self.problems


class Facts(Struct, frozen=True):
    """What a file says of itself, for people. ``kind`` is "PDF 1.7", "DOCX" or "HTML".

    Sheets in mm, each size once; no pages where the reader's program decides how many.
    """

    kind: str
    pages: int
    sheets: tuple[tuple[float, float], ...]
    standards: tuple[str, ...]
    fonts: tuple[str, ...]
    title: str
    language: str
    fingerprint: str

    @property
    def for_press(self) -> bool:
        """Tell whether it says that it is for a press."""
        return any(standard.startswith("PDF/X") for standard in self.standards)


class Verdict(Struct, frozen=True):
    """All checks that were made, in order. ``facts`` is None where the file could not be read."""

    checks: tuple[Check, ...]
    facts: Facts | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found."""
        return tuple(problem for check in self.checks for problem in check.problems)

    @property
    def ok(self) -> bool:
        """Tell whether every check passed."""
        return not self.problems
