"""PDF/A and PDF/UA, judged by page-validation on the very bytes."""

from collections.abc import Iterator

import page

from loftespdf.model.layout import Standard
from loftespdf.model.problem import Place, Problem, say

_PROFILES = {Standard.PDF_A_2A: "2a", Standard.PDF_UA_1: "ua1"}
_PDFA_PROFILES = frozenset({"1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u"})
_NAMES = {"ua1": "PDF/UA-1"}


def profiles_of(standards: tuple[Standard, ...]) -> tuple[str, ...]:
    """Return the validator's profiles for a layout's standards."""
    return tuple(_PROFILES[standard] for standard in standards)


def profiles_for(pdfa: str, pdfua: str, pdfx: str) -> tuple[str, ...]:
    """Return what a foreign file is held to, by what it claims: its PDF/A, else 2a, and PDF/UA-1.

    A file that claims PDF/X and no PDF/A is for a press, whose rules are other ones.
    """
    if pdfx and not pdfa:
        return ("ua1",) if pdfua else ()
    return (pdfa if pdfa in _PDFA_PROFILES else "2a", "ua1")


def name_of(profile: str) -> str:
    """Return a profile's name for people: PDF/A-2a, PDF/UA-1."""
    return _NAMES.get(profile, f"PDF/A-{profile}")


def judge(content: bytes, profile: str, place: Place) -> Iterator[Problem]:
    """Yield one problem for each rule of the standard that the file breaks."""
    try:
        report = page.validate_pdf_bytes(content, profile=profile)
    except page.PageError as error:
        yield _problem(profile, "", str(error), place)
        return
    for failure in report.failures:
        yield _problem(profile, failure.rule_id, failure.message, place)


def _problem(profile: str, rule: str, message: str, place: Place) -> Problem:
    return Problem(
        kind=f"standard-{profile}",
        what=say(
            "filen följer inte {standard}: {message} ({rule})",
            standard=name_of(profile),
            message=message,
            rule=rule or "-",
        ),
        place=place,
        path=rule,
    )
