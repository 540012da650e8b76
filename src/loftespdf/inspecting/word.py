"""The last word over a Word file, given on the very bytes that will be written."""

from collections.abc import Callable, Iterable

from loftespdf.inspecting import word_checks as checks
from loftespdf.inspecting.opening import Unreadable
from loftespdf.inspecting.proofs import proofs
from loftespdf.inspecting.verdict import Check, Expectation, Facts, Verdict
from loftespdf.inspecting.word_opening import read_word
from loftespdf.inspecting.word_reading import WordReading
from loftespdf.inspecting.word_text import prove_word
from loftespdf.model.problem import Message, Place, Problem, say

_Judge = Callable[[WordReading, Expectation | None, Place], Iterable[Problem]]
_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("language", say("språk"), checks.language),
    ("properties", say("titel, författare och fingeravtryck"), checks.properties),
    ("draft", say("utkast sägs först"), checks.draft),
    ("headings", say("rubriknivåer"), checks.headings),
    ("tables", say("tabeller"), checks.tables),
    ("pictures", say("bilder"), checks.pictures),
    ("controls", say("rutor att fylla i"), checks.controls),
    ("styles", say("bara namngivna format"), checks.styles),
    ("page-numbers", say("sidnummer"), checks.page_numbers),
)


def inspect_word(
    content: bytes, expected: Expectation | None = None, file: str = "DOCX"
) -> Verdict:
    """Judge a DOCX.

    Args:
        content: the finished bytes.
        expected: what the file must be; None for a foreign one, whose text cannot be proven.
        file: the name that problems of a foreign file are reported with.

    Returns:
        The verdict. A file that cannot be read gets one with that single problem.
    """
    place = expected.place if expected else Place(file)
    try:
        reading = read_word(content)
    except Unreadable as unreadable:
        problem = Problem("unreadable", unreadable.why, place, instead=unreadable.instead)
        return Verdict((Check("readable", say("går att läsa"), (problem,)),))
    found = [
        Check(kind, name, tuple(check(reading, expected, place))) for kind, name, check in _CHECKS
    ]
    if expected:
        said = "\n".join(paragraph.text for paragraph in reading.paragraphs)
        found += proofs(expected, said, prove_word(expected.composed, reading, expected.file))
    return Verdict(tuple(found), _facts(reading))


def _facts(reading: WordReading) -> Facts:
    """Say what the file is. How many pages it has is Word's to say: 0."""
    return Facts(
        kind="DOCX",
        pages=0,
        sheets=reading.sheets,
        standards=(),
        fonts=reading.fonts,
        title=reading.title,
        language=reading.language,
        fingerprint=reading.fingerprint,
    )
