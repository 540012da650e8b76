"""What a workspace holds: its documents and its layouts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from loftespdf.language.sorting import sort_key
from loftespdf.loading.areas import LoadedArea, load_area
from loftespdf.loading.layouts import load_layouts
from loftespdf.loading.sheets import load_sheets
from loftespdf.loading.workspace import Workspace, read_theme
from loftespdf.model.rules import find_promises
from loftespdf.model.sheet_format import DEFAULTS
from loftespdf.model.standing import Standing, standing_of
from loftespdf.operations.built import Built, FileHistory, History
from loftespdf.operations.check import (
    Read,
    Share,
    errors_in,
    one_by_one,
    read_document,
    read_ground,
)
from loftespdf.operations.selection import select


class DocumentRow(Struct, frozen=True):
    """One document, or an area without one. Texts are empty when the file cannot be read.

    ``status`` is what the file says and ``standing`` what holds on the day asked about; ``errors``
    are those of the follow-up too; ``files`` are those built, and ``built`` tells whether they
    still hold.
    """

    name: str
    area: str
    period: str
    status: str
    standing: Standing
    promises: int
    errors: int
    built: Built
    files: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the row for machines: ``standing`` and ``built`` as English words."""
        words = {"standing": self.standing.name.lower(), "built": self.built.name.lower()}
        return {**asdict(self), **words}


class LayoutRow(Struct, frozen=True):
    """One layout."""

    name: str
    formats: tuple[str, ...]
    standards: tuple[str, ...]
    description: str

    def as_json(self) -> dict[str, object]:
        """Return the row for machines."""
        return asdict(self)


def list_documents(  # noqa: PLR0913, PLR0917 - what to list, and who reads and knows of it
    workspace: Workspace,
    which: tuple[str, ...],
    year: int | None,
    today: date,
    history: History | None = None,
    share: Share = one_by_one,
) -> tuple[DocumentRow, ...]:
    """Return the documents as they stand on ``today``, and the areas that have none.

    They come in Swedish order of their area's name, then by period. ``history`` knows what was
    built; without one the files themselves are asked. ``share`` is who reads many documents.
    """
    ground = read_ground(workspace)
    chosen = select(ground.workspace, tuple(which), year)
    known = history or FileHistory(workspace.root / "output")

    def row(name: str) -> DocumentRow:
        return _row(known, read_document(ground, *name.split("/")), today)

    read = share(row, tuple(f"{area}/{period}" for area, period in chosen.documents))
    bare = (_bare_row(name, load_area(ground.workspace, name)) for name in chosen.bare_areas)
    return tuple(sorted((*read, *bare), key=lambda row: (sort_key(row.area or row.name), row.name)))


def _bare_row(name: str, one: LoadedArea) -> DocumentRow:
    area, errors = one.area.name if one.area else "", len(errors_in(one.problems))
    standing = Standing.MISSING if one.area else Standing.UNREADABLE
    return DocumentRow(name, area, "", "", standing, 0, errors, Built.NOT_BUILT, ())


def _row(history: History, read: Read, today: date) -> DocumentRow:
    name, document, errors = read.name, read.pledge.document, len(errors_in(read.problems))
    built, files = history.state(name, document), history.files(name)
    if document is None:
        return DocumentRow(name, "", "", "", Standing.UNREADABLE, 0, errors, built, files)
    promises = len(tuple(find_promises(document.pledge)))
    from loftespdf.language.swedish import period_in_text  # noqa: PLC0415 - Babel is slow to load

    period, status = period_in_text(document.pledge.period), document.pledge.status.value
    standing = standing_of(document.pledge, today)
    area = document.area.name
    return DocumentRow(name, area, period, status, standing, promises, errors, built, files)


def list_layouts(root: Path) -> tuple[LayoutRow, ...]:
    """Return the layouts, the workspace's own among the built-in ones."""
    found, _ = load_layouts(read_theme(root))
    return tuple(
        LayoutRow(
            name,
            tuple(f.value for f in layout.formats),
            tuple(s.value for s in layout.standards),
            layout.description,
        )
        for name, layout in sorted(found.items())
    )


class SheetRow(Struct, frozen=True):
    """One format that can be booked; a free side is None. Sides in mm."""

    id: str
    layout: str
    publication: str
    name: str
    width: float | None
    height: float | None
    min_width: float | None
    max_width: float | None
    min_height: float | None
    max_height: float | None
    column_width: float | None
    gutter: float | None
    bleed: float
    paper: str
    standard: str
    remark: str

    @property
    def sides(self) -> tuple[tuple[float | None, float | None, float | None], ...]:
        """Width and height, each with its bounds where it is free."""
        return (
            (self.width, self.min_width, self.max_width),
            (self.height, self.min_height, self.max_height),
        )

    def as_json(self) -> dict[str, object]:
        """Return the row for machines."""
        return asdict(self)


def _mm(length: Decimal | None) -> float | None:
    return None if length is None else float(length)


def list_sheets(root: Path) -> tuple[SheetRow, ...]:
    """Return every format, the workspace's own among the built-in ones."""
    found, _ = load_sheets(read_theme(root))
    return tuple(
        SheetRow(
            name,
            layout,
            one.publication,
            one.name,
            _mm(one.full_width),
            _mm(one.height),
            _mm(one.min_width),
            _mm(one.max_width),
            _mm(one.min_height),
            _mm(one.max_height),
            _mm(one.column_width),
            _mm(one.gutter),
            float(one.bleed or 0),
            one.paper.value,
            (one.standard or DEFAULTS[one.paper].standard).value,
            one.remark or "",
        )
        for layout, formats in sorted(found.items(), reverse=True)
        for name, one in formats.items()
    )
