"""What no validator catches: whether a person with a screen reader gets the whole document.

Language, title, bookmarks and headings; lists, tables and pictures are in ``blocks.py``.
Rules: EN 301 549 clause 10 (WCAG 2.1 AA for documents) and design.md of this project.
"""

import re
from collections.abc import Iterator

from loftespdf.inspecting.claims import (
    fingerprint_problems,
    level_problems,
    title_problems,
    wrong_language,
)
from loftespdf.inspecting.reading import PdfReading, StructureNode, by_page
from loftespdf.inspecting.verdict import Expectation
from loftespdf.language.folding import fold
from loftespdf.model.problem import Place, Problem, say

_HEADING = re.compile(r"H[1-6]")
_DRAFT = "UTKAST"


def language(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """The file says its language, and says where another one begins."""
    if not reading.language:
        yield Problem(
            "no-language", say("filen säger inte vilket språk den är på"), place,
            instead=say("ange dokumentets språk (/Lang), för svenska sv"),
        )  # fmt: skip
    elif expected and reading.language != expected.composed.language:
        yield wrong_language(reading.language, expected.composed.language, place)
    if expected:
        yield from _foreign_parts(reading, expected, place)


def _foreign_parts(reading: PdfReading, expected: Expectation, place: Place) -> Iterator[Problem]:
    marked = {(node.lang, fold(node.text)) for node in reading.walk() if node.lang}
    for element in expected.composed.tree.iter():
        own = element.get("lang")
        if own in (None, expected.composed.language):
            continue
        text = "".join(element.itertext())
        if text.strip() and (own, fold(text)) not in marked:
            yield Problem(
                "language-of-part-lost",
                say("”{text}” är på {language}, men filen säger det inte",
                    text=text.strip(), language=own),
                place,
            )  # fmt: skip


def title(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """The title is there, is the same in both places, and is what the window shows."""
    yield from title_problems(reading.title, expected, place)
    if reading.xmp.title != reading.title:
        yield Problem(
            "titles-differ",
            say("titeln i XMP är ”{xmp}”, men i filens egenskaper ”{info}”",
                xmp=reading.xmp.title, info=reading.title),
            place,
        )  # fmt: skip
    if not reading.title_shown:
        yield Problem(
            "title-not-shown", say("läsaren visar filnamnet i stället för titeln"), place,
            instead=say("sätt DisplayDocTitle till true"),
        )  # fmt: skip


def fingerprint(
    reading: PdfReading, expected: Expectation | None, place: Place
) -> Iterator[Problem]:
    """The file carries the fingerprint of its text."""
    yield from fingerprint_problems(reading.xmp.fingerprint, expected, place)


def _headings(reading: PdfReading) -> list[StructureNode]:
    return [node for node in reading.walk() if _HEADING.fullmatch(node.role)]


def bookmarks(reading: PdfReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every heading has a bookmark, in the same order."""
    entries = iter(fold(entry) for entry in reading.bookmarks)
    for heading in _headings(reading):
        if fold(heading.text) not in entries:  # looks on from where the last one was found
            yield Problem(
                "no-bookmark",
                say("rubriken ”{text}” saknas bland bokmärkena", text=heading.text.strip()),
                place,
            )
            return


def headings(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """Heading levels begin at one and never skip a level on the way down."""
    found = ((int(node.role[1]), node.text) for node in _headings(reading))
    yield from level_problems(found, expected, place)


def tagged(reading: PdfReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """The file has a structure tree, and all text is in it or marked as page furniture."""
    if not reading.tree:
        yield Problem("not-tagged", say("filen är inte taggad"), place,
                      instead=say("spara filen som taggad PDF"))  # fmt: skip
        return
    loose = [each for each in reading.shown if not each.tagged and not each.artifact]
    for page, first, count in by_page(loose):
        yield Problem(
            "untagged-text",
            say("textbitar på sida {page} som inte är taggade och inte läses upp: {count},"
                " först ”{text}”", page=page, count=count, text=first),
            place,
        )  # fmt: skip


def draft(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """A draft says so first of all."""
    name = expected.composed.title if expected else reading.title
    if not name.startswith(_DRAFT):
        return
    first = next((each for node in reading.tree if (each := node.text.strip())), "")
    if not first.startswith(_DRAFT):
        yield Problem(
            "draft-not-first",
            say("dokumentet är ett utkast, men det första som läses upp är ”{text}”",
                text=first[:40]),
            place,
        )  # fmt: skip
