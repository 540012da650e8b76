"""A PDF before it goes to press: what is measured, what the paper allows, line by line.

Holds for any PDF, ours or a design bureau's. Each line has a value, mostly a limit, and a verdict;
nothing that cannot be measured is called ok.
"""

import re
from collections.abc import Callable, Iterator

from loftespdf.inspecting import (
    accessibility,
    appearance,
    preflight_colour,
    preflight_marks,
    preflight_page,
)
from loftespdf.inspecting.ink import InkReading, ink_bound
from loftespdf.inspecting.opening import Unreadable
from loftespdf.inspecting.preflight_line import Case, Level, Line, Preflight, as_problem
from loftespdf.inspecting.press_opening import read_press
from loftespdf.inspecting.press_reading import PressReading
from loftespdf.inspecting.proofs import proofs
from loftespdf.inspecting.text import prove_text, said_in
from loftespdf.inspecting.verdict import Check, Expectation, Facts, Verdict
from loftespdf.model.problem import Place, Problem, say
from loftespdf.model.sheets import PrintSheet

__all__ = ["Level", "Line", "Preflight", "inspect_press", "preflight"]

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LINES: tuple[Callable[[Case], Line], ...] = (
    preflight_page.pages,
    preflight_page.size,
    preflight_page.paper,
    preflight_page.bleed,
    preflight_page.standard,
    preflight_page.intent,
    preflight_colour.operators,
    preflight_colour.pictures,
    preflight_colour.ink,
    preflight_marks.resolution,
    preflight_marks.type_size,
    preflight_marks.negative_type,
    preflight_marks.hairlines,
    preflight_colour.black_text,
    preflight_colour.overprint,
    preflight_marks.fonts,
    preflight_marks.searchable,
    preflight_marks.margin,
    preflight_colour.transparency,
    preflight_page.extras,
    preflight_page.whole,
    preflight_page.encryption,
    preflight_page.file_size,
)
#: What only a file of ours can be asked: the layout's typefaces, and that no text is cut.
_OURS = (
    ("fingerprint", say("fingeravtryck"), accessibility.fingerprint),
    ("typefaces", say("typsnitt"), appearance.fonts),
    ("visible", say("all text syns"), appearance.visible),
)


def preflight(
    content: bytes, sheet: PrintSheet | None, file: str, ink: InkReading | None = None
) -> Preflight:
    """Examine a PDF for the press.

    Args:
        content: the file's bytes.
        sheet: the booked space with its limits; None measures without judging by limits.
        file: the file's name, for messages.
        ink: what was measured on the separations, or bounded; None says that it was not.

    Returns:
        The protocol. A file that cannot be read has one line, an error.
    """
    try:
        reading = read_press(content)
    except Unreadable as unreadable:
        return Preflight(file, sheet, (_unreadable(unreadable),))
    return _examined(reading, sheet, file, ink)


def _examined(
    reading: PressReading, sheet: PrintSheet | None, file: str, ink: InkReading | None
) -> Preflight:
    case = Case(reading, sheet, ink)
    lines = tuple(line(case) for line in _LINES)
    day = match[0] if (match := _DAY.match(reading.text.xmp.created)) else ""
    return Preflight(file, sheet, lines, reading.text.title, day)


def _unreadable(why: Unreadable) -> Line:
    return Line("readable", say("går att läsa"), Level.ERROR, why.why, instead=why.instead)


def inspect_press(content: bytes, expected: Expectation) -> Verdict:
    """Judge a press PDF of ours: preflight with ink bounded, and both text proofs.

    Only errors count, and ink that cannot be told: what is a warning in a protocol (the paper's
    own profile is missing, say) was told before the file was made. ``expected.sheet`` is the
    booked space.
    """
    try:
        reading = read_press(content)
    except Unreadable as unreadable:
        problem = Problem("unreadable", unreadable.why, expected.place, instead=unreadable.instead)
        return Verdict((Check("readable", say("går att läsa"), (problem,)),))
    protocol = _examined(reading, expected.sheet, expected.file, ink_bound(reading))
    checks = [
        Check(line.kind, line.title, tuple(_errors(line, expected.place)))
        for line in protocol.lines
    ]
    checks += [
        Check(kind, title, tuple(check(reading.text, expected, expected.place)))
        for kind, title, check in _OURS
    ]
    said = said_in(reading.text)
    checks += proofs(expected, said, prove_text(expected.composed, said, expected.file))
    return Verdict(tuple(checks), _facts(reading))


def _errors(line: Line, place: Place) -> Iterator[Problem]:
    """In a file of ours, ink that cannot be told is an error too."""
    unknown = line.kind == "ink" and line.level is not Level.OK
    if unknown or line.level is Level.ERROR:
        yield as_problem(line, place)


def _facts(reading: PressReading) -> Facts:
    text = reading.text
    sheets = dict.fromkeys((round(page.width, 1), round(page.height, 1)) for page in text.pages)
    return Facts(
        kind=f"PDF {text.version}",
        pages=len(text.pages),
        sheets=tuple(sheets),
        standards=(reading.claim,) if reading.claim else (),
        fonts=tuple(font.name for font in text.fonts),
        title=text.title,
        language=text.language,
        fingerprint=text.xmp.fingerprint,
    )
