"""The last word over a spreadsheet's file: it reads back as the rows that went in, harmlessly."""

import csv
from collections.abc import Iterator
from io import StringIO

from loftespdf.model.problem import Place, Problem, say

_BOM = "\ufeff".encode()
#: What makes a spreadsheet calculate (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
Rows = tuple[tuple[str, ...], ...]


def inspect_spreadsheet(content: bytes, rows: Rows, file: str) -> tuple[Problem, ...]:
    """Return what is wrong with a CSV file that is to hold ``rows``, heads first."""
    return tuple(_problems(content, rows, Place(file)))


def _problems(content: bytes, rows: Rows, place: Place) -> Iterator[Problem]:
    if not content.startswith(_BOM):
        yield Problem("no-byte-order-mark", say("filen börjar inte med märket för UTF-8"), place)
    text = content.decode("utf-8-sig")
    found = tuple(tuple(row) for row in csv.reader(StringIO(text, newline=""), delimiter=";"))
    if found != rows:
        at = _first_difference(found, rows)
        yield Problem(
            "rows-differ",
            say("rad {row} i filen är inte den som skulle skrivas", row=at + 1),
            place,
        )
    for number, row in enumerate(found, start=1):
        if any(cell.startswith(_FORMULA) for cell in row):
            what = say("rad {row} har en cell som skulle räknas som en formel", row=number)
            yield Problem("formula", what, place)


def _first_difference(found: Rows, rows: Rows) -> int:
    same = (one == other for one, other in zip(found, rows, strict=False))
    return next((at for at, alike in enumerate(same) if not alike), min(len(found), len(rows)))
