"""The last word over a Word file, given on the very bytes that will be written.

Read from the package's own XML, not through the library that wrote it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from loftespdf.inspecting.text import prove_content, prove_text
from loftespdf.inspecting.verdict import Check, Expectation, Verdict
from loftespdf.model.problem import Message, Place, Problem, say

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
#: The numbered list of the promises, one through the whole document.
_PROMISES_LIST = "1"
_HEADING = re.compile(r"Heading([1-6])")
#: Looks belong to styles; of a run's own marks only these may stand.
_OWN_MARKS = {f"{_W}rStyle", f"{_W}lang", f"{_W}noProof"}


@dataclass(frozen=True)
class _Parts:
    """The parts of the package that the checks read."""

    document: Element
    styles: Element
    core: Element
    custom: str


_Judge = Callable[[_Parts, Expectation | None], Iterable[Message]]


def inspect_word(
    content: bytes, expected: Expectation | None = None, file: str = "DOCX"
) -> Verdict:
    """Judge a Word file. One that cannot be opened gets a verdict with that single problem."""
    place = expected.place if expected else Place(file)
    try:
        parts = _read(content)
    except (BadZipFile, KeyError, ParseError, ValueError) as error:
        problem = Problem(
            "unreadable", say("filen är ingen hel Word-fil ({detail})", detail=str(error)), place
        )
        return Verdict((Check("readable", say("går att läsa"), (problem,)),))
    checks = [
        Check(kind, title, tuple(Problem(kind, what, place) for what in judge(parts, expected)))
        for kind, title, judge in _CHECKS
    ]
    return Verdict((*checks, *_proofs(parts, expected)))


def _read(content: bytes) -> _Parts:
    with ZipFile(BytesIO(content)) as package:
        names = set(package.namelist())

        def part(name: str) -> Element:
            return fromstring(package.read(name))  # noqa: S314 - expat bounds entity expansion

        custom = package.read("docProps/custom.xml").decode() if _CUSTOM in names else ""
        return _Parts(
            part("word/document.xml"), part("word/styles.xml"), part("docProps/core.xml"), custom
        )


_CUSTOM = "docProps/custom.xml"


def _proofs(parts: _Parts, expected: Expectation | None) -> Iterator[Check]:
    if expected is None:
        return
    records = expected.typeset.records
    found = tuple(
        Problem("engine", say("sättningen anmärkte: {message}", message=each.message),
                expected.place)
        for each in records
    )  # fmt: skip
    yield Check("engine", say("inget att anmärka vid sättningen"), found)
    yield Check("content", say("allt innehåll med, i ordning"), prove_content(expected.composed))
    said = "".join(_said(parts.document))
    yield Check(
        "text", say("filens text är dokumentets"),
        prove_text(expected.composed, said, expected.file),
    )  # fmt: skip


def _said(document: Element) -> Iterator[str]:
    """Yield the text in order, each promise's number as Word counts it, no empty control's hint."""
    promises = 0
    for paragraph in document.iter(f"{_W}p"):
        if _is_promise(paragraph):
            promises += 1
            yield f"{promises} "
        yield from _texts(paragraph)
        yield "\n"


def _is_promise(paragraph: Element) -> bool:
    numbering = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    level = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    outermost = level is None or level.get(f"{_W}val") == "0"
    return numbering is not None and numbering.get(f"{_W}val") == _PROMISES_LIST and outermost


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}sdt" and child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag != f"{_W}p":  # paragraphs inside are visited on their own
            yield from _texts(child)


def _language(parts: _Parts, expected: Expectation | None) -> Iterator[Message]:
    wanted = expected.composed.language if expected else "sv"
    found = [lang.get(f"{_W}val", "") for lang in parts.styles.iter(f"{_W}lang")]
    if not found or not all(one.startswith(wanted) for one in found if one):
        yield say("dokumentets språk är inte {language}", language=wanted)


def _properties(parts: _Parts, expected: Expectation | None) -> Iterator[Message]:
    title = parts.core.findtext(f"{_DC}title") or ""
    if not title.strip() or (expected and title != expected.composed.title):
        yield say("dokumentets titel är ”{title}”", title=title)
    if not (parts.core.findtext(f"{_DC}creator") or "").strip():
        yield say("dokumentet saknar författare i sina egenskaper")
    if expected and expected.composed.fingerprint not in parts.custom:
        yield say("filen bär inte textens fingeravtryck")


def _headings(parts: _Parts, _expected: Expectation | None) -> Iterator[Message]:
    levels = [
        int(found[1])
        for style in parts.document.iter(f"{_W}pStyle")
        if (found := _HEADING.fullmatch(style.get(f"{_W}val", "")))
    ]
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield say("rubriknivån hoppar från {before} till {after}", before=before, after=after)


def _tables(parts: _Parts, _expected: Expectation | None) -> Iterator[Message]:
    for table in parts.document.iter(f"{_W}tbl"):
        if table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is None:
            yield say("en tabell saknar rubrikrad som upprepas")


def _pictures(parts: _Parts, _expected: Expectation | None) -> Iterator[Message]:
    for picture in parts.document.iter(f"{_WP}docPr"):
        if not picture.get("descr", "").strip():
            yield say("en bild saknar alt-text")


def _styled(parts: _Parts, _expected: Expectation | None) -> Iterator[Message]:
    """Looks come from named styles only, so that a colleague can change them in one place."""
    names = {
        mark.tag.removeprefix(_W)
        for properties in parts.document.iter(f"{_W}rPr")
        for mark in properties
        if mark.tag not in _OWN_MARKS
    }
    for name in sorted(names):
        yield say("text har eget utseende ({name}) i stället för ett format", name=name)


_CHECKS: tuple[tuple[str, Message, _Judge], ...] = (
    ("language", say("språk"), _language),
    ("properties", say("titel, författare och fingeravtryck"), _properties),
    ("headings", say("rubriknivåer"), _headings),
    ("tables", say("tabeller"), _tables),
    ("pictures", say("bilder"), _pictures),
    ("styles", say("bara namngivna format"), _styled),
)
