"""Lists, tables and pictures: whether their structure tells what the eye sees."""

import re
from collections import Counter
from collections.abc import Iterator

from loftespdf.inspecting.reading import PdfReading, StructureNode
from loftespdf.inspecting.verdict import Expectation
from loftespdf.model.problem import Place, Problem, say

_SCOPES = frozenset({"Row", "Column", "Both"})
FILE_NAME = re.compile(
    r".*\.(?:png|jpe?g|svg|gif|webp|tiff?|bmp|pdf)|(?:IMG|DSC|DSCN|PXL|image)[_-]?\d+",
    re.IGNORECASE,
)
_SHOWN = 60


def _start(node: StructureNode) -> str:
    return " ".join(node.text.split())[:_SHOWN]


def lists(reading: PdfReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """A list holds only items, and an item at most one label and exactly one body."""
    for node in reading.walk():
        if node.role not in ("L", "LI"):
            continue
        kids = [kid.role for kid in node.nodes]
        if node.role == "L":
            wrong = sorted({role for role in kids if role not in ("LI", "Caption")})
        else:
            wrong = [] if kids in (["LBody"], ["Lbl", "LBody"]) else kids or ["-"]
        if wrong or any(isinstance(kid, str) and kid.strip() for kid in node.kids):
            yield Problem(
                "list-structure",
                say("listan vid ”{text}” är fel byggd: {role} innehåller {kids}",
                    text=_start(node), role=node.role, kids=", ".join(wrong) or "text"),
                place,
            )  # fmt: skip


def tables(reading: PdfReading, _: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every table has header cells that say what they head, and rows of one width."""
    for table in (node for node in reading.walk() if node.role == "Table"):
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in row.nodes]
        if not any(cell.role == "TH" for cell in cells):
            yield Problem(
                "table-without-headers",
                say("tabellen som börjar ”{text}” har inga rubrikceller", text=_start(table)),
                place,
            )
        for cell in cells:
            if cell.role == "TH" and cell.attributes.get("Scope") not in _SCOPES:
                yield Problem(
                    "header-without-scope",
                    say("rubrikcellen ”{text}” säger inte om den gäller rad eller kolumn",
                        text=_start(cell)),
                    place,
                )  # fmt: skip
        if len(widths := set(_widths(rows))) > 1:
            yield Problem(
                "irregular-table",
                say("tabellen som börjar ”{text}” har rader med olika antal celler: {widths}",
                    text=_start(table), widths=", ".join(map(str, sorted(widths)))),
                place,
            )  # fmt: skip


def _rows(node: StructureNode) -> Iterator[StructureNode]:
    for kid in node.nodes:
        if kid.role == "TR":
            yield kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)


def _widths(rows: list[StructureNode]) -> Iterator[int]:
    """Yield how many columns each row covers, with those reaching down from rows above."""
    hanging: Counter[int] = Counter()
    for number, row in enumerate(rows):
        width = hanging[number]
        for cell in row.nodes:
            columns = _span(cell, "ColSpan")
            width += columns
            for below in range(1, _span(cell, "RowSpan")):
                hanging[number + below] += columns
        yield width


def _span(cell: StructureNode, name: str) -> int:
    span = cell.attributes.get(name, 1)
    return span if isinstance(span, int) else 1


def pictures(reading: PdfReading, expected: Expectation | None, place: Place) -> Iterator[Problem]:
    """Every picture has words for the one who does not see it, and all the page's are there."""
    figures = [node for node in reading.walk() if node.role == "Figure"]
    for number, figure in enumerate(figures, start=1):
        alt = (figure.alt or "").strip()
        if not alt:
            yield Problem(
                "no-alt", say("bild {number} i filen saknar alternativtext", number=number), place,
                instead=say("skriv vad bilden visar efter alt:"),
            )  # fmt: skip
        elif FILE_NAME.fullmatch(alt):
            yield Problem(
                "alt-is-file-name",
                say("bild {number} har ett filnamn som alternativtext: ”{alt}”",
                    number=number, alt=alt),
                place,
                instead=say("skriv vad bilden visar efter alt:"),
            )  # fmt: skip
    if expected:
        wanted = Counter((e.get("alt") or "").strip() for e in expected.composed.tree.iter("img"))
        if wanted != Counter((figure.alt or "").strip() for figure in figures):
            yield Problem("pictures-differ", say("bilderna är inte de som dokumentet har"), place)
