"""The last word over a PDF, given on the very bytes that will be written."""

from collections.abc import Callable, Iterable

from loftespdf.inspecting import accessibility, appearance, blocks, fields
from loftespdf.inspecting.opening import Unreadable, read_pdf
from loftespdf.inspecting.proofs import proofs
from loftespdf.inspecting.reading import PdfReading
from loftespdf.inspecting.standards import judge, name_of, profiles_for, profiles_of
from loftespdf.inspecting.text import prove_text, said_in
from loftespdf.inspecting.verdict import Check, Expectation, Facts, Verdict
from loftespdf.model.problem import Message, Place, Problem, say

__all__ = ["Check", "Expectation", "Facts", "Verdict", "inspect_pdf"]

_Judge = Callable[[PdfReading, Expectation | None, Place], Iterable[Problem]]
_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("language", say("språk"), accessibility.language),
    ("title", say("titel"), accessibility.title),
    ("fingerprint", say("fingeravtryck"), accessibility.fingerprint),
    ("tagged", say("all text taggad"), accessibility.tagged),
    ("draft", say("utkast sägs först"), accessibility.draft),
    ("headings", say("rubriknivåer"), accessibility.headings),
    ("bookmarks", say("bokmärken"), accessibility.bookmarks),
    ("lists", say("listor"), blocks.lists),
    ("tables", say("tabeller"), blocks.tables),
    ("pictures", say("bilder"), blocks.pictures),
    ("fields", say("fält att fylla i"), fields.fields),
    ("fonts", say("typsnitt"), appearance.fonts),
    ("contrast", say("kontrast"), appearance.contrast),
    ("visible", say("all text syns"), appearance.visible),
    ("sheet", say("ark och sidor"), appearance.sheet),
)


def inspect_pdf(content: bytes, expected: Expectation | None = None, file: str = "PDF") -> Verdict:
    """Judge a PDF.

    Args:
        content: the finished bytes.
        expected: what the file must be; None for a foreign one, whose text cannot be proven.
        file: the name that problems of a foreign file are reported with.

    Returns:
        The verdict. A file that cannot be read gets one with that single problem.
    """
    place = expected.place if expected else Place(file)
    try:
        reading = read_pdf(content)
    except Unreadable as unreadable:
        problem = Problem("unreadable", unreadable.why, place, instead=unreadable.instead)
        return Verdict((Check("readable", say("går att läsa"), (problem,)),))
    profiles = (
        profiles_of(expected.layout.standards)
        if expected
        else profiles_for(reading.xmp.pdfa, reading.xmp.pdfua, reading.pdfx)
    )
    checks = [
        Check(profile, say("{standard}", standard=name_of(profile)),
              tuple(judge(content, profile, place)))
        for profile in profiles
    ]  # fmt: skip
    checks += [
        Check(kind, title, tuple(check(reading, expected, place))) for kind, title, check in _CHECKS
    ]
    if expected:
        said = said_in(reading)
        checks += proofs(expected, said, prove_text(expected.composed, said, expected.file))
    return Verdict(tuple(checks), _facts(reading))


def _facts(reading: PdfReading) -> Facts:
    claims = [name_of(reading.xmp.pdfa)] if reading.xmp.pdfa else []
    claims += [f"PDF/UA-{reading.xmp.pdfua}"] if reading.xmp.pdfua else []
    claims += [reading.pdfx] if reading.pdfx else []
    sheets = dict.fromkeys((round(page.width, 1), round(page.height, 1)) for page in reading.pages)
    return Facts(
        kind=f"PDF {reading.version}",
        pages=len(reading.pages),
        sheets=tuple(sheets),
        standards=tuple(claims),
        fonts=tuple(font.name for font in reading.fonts),
        title=reading.title,
        language=reading.language,
        fingerprint=reading.xmp.fingerprint,
    )
