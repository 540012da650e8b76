"""A report as rows for a spreadsheet: one for each area and period, values as plain as can be."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import TypeAlias

from loftespdf.language.typography import one_line
from loftespdf.model.area import Area
from loftespdf.model.followup import Degree
from loftespdf.model.period import UNTIL_FURTHER_NOTICE
from loftespdf.model.pledge import Pledge
from loftespdf.model.report import Line, Report

_Column: TypeAlias = Callable[[Line], str]

#: Without this Excel takes the file for another encoding, and å ä ö go wrong.
_BOM = "\ufeff"
#: A cell that begins so would be taken for a formula, and might do something (OWASP, CSV
#: injection). The second four are their wide forms.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def report_rows(report: Report) -> tuple[tuple[str, ...], ...]:
    """Return the heads and then a row for each area and period, as they stand in the file."""
    heads = tuple(head for head, _ in _COLUMNS)
    return (
        heads,
        *(tuple(_harmless(text(line)) for _, text in _COLUMNS) for line in report.lines),
    )


def report_csv(report: Report) -> bytes:
    """Return the rows as Excel in Swedish reads them: UTF-8 with BOM, semicolons, CRLF."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(report_rows(report))
    return f"{_BOM}{text.getvalue()}".encode()


def _harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate; it shows the text as it is."""
    text = one_line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _of_area(value: Callable[[Area], str | None]) -> _Column:
    return lambda line: (value(line.area) or "") if line.area else ""


def _of_pledge(value: Callable[[Pledge], object]) -> _Column:
    return lambda line: str(value(line.document.pledge) or "") if line.document else ""


def _of_document(value: Callable[[Line], object]) -> _Column:
    return lambda line: str(value(line)) if line.document else ""


def _degrees(degree: Degree | None) -> _Column:
    """How many promises came to it; nothing where nobody has told."""
    return lambda line: str(line.degrees.count(degree)) if line.degrees else ""


_COLUMNS: tuple[tuple[str, _Column], ...] = (
    ("mapp", lambda line: line.slug),
    ("område", lambda line: line.name),
    ("koder", _of_area(lambda area: ", ".join(area.codes))),
    ("lokalpolisområde", _of_area(lambda area: area.local_police)),
    ("polisområde", _of_area(lambda area: area.police_area)),
    ("polisregion", _of_area(lambda area: area.police_region)),
    ("fil", lambda line: line.file),
    ("från", _of_pledge(lambda pledge: pledge.period.start)),
    ("till", _of_pledge(lambda pledge: pledge.period.end or UNTIL_FURTHER_NOTICE)),
    ("status", _of_pledge(lambda pledge: pledge.status.value)),
    ("läge", lambda line: line.standing.value),
    ("avgör området", lambda line: "ja" if line.decides else "nej"),
    ("underskrivet", _of_document(lambda line: line.signatures.signing.value)),
    ("underskrifter", _of_document(lambda line: line.signatures.signed)),
    ("av", _of_document(lambda line: line.signatures.wanted)),
    ("underskrivet datum", _of_document(lambda line: line.signatures.day or "")),
    ("löften", _of_document(lambda line: len(line.promises))),
    ("uppfyllt", _degrees(Degree.MET)),
    ("delvis", _degrees(Degree.PARTLY)),
    ("pågår", _degrees(Degree.UNDER_WAY)),
    ("ej uppfyllt", _degrees(Degree.NOT_MET)),
    ("inte följt upp", _degrees(None)),
    ("senast uppföljt", lambda line: str(line.followed_up or "")),
    ("när", lambda line: line.when or ""),
    ("nästa uppföljning", lambda line: str(line.due.day or "")),
    ("uppföljningens läge", lambda line: line.due.kind.value),
    ("antal fel", lambda line: str(line.errors)),
)
