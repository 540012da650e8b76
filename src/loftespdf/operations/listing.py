"""What a workspace holds: its documents and its layouts."""

from dataclasses import asdict, dataclass
from pathlib import Path

from loftespdf.language.sorting import sort_key
from loftespdf.loading.layouts import load_layouts
from loftespdf.loading.pledges import Loaded
from loftespdf.loading.workspace import read_theme
from loftespdf.model.pledge import SectionKind, walk_sections
from loftespdf.operations.check import errors_in, read_everything


@dataclass(frozen=True)
class DocumentRow:
    """One document. Texts are empty when the file cannot be read; ``files`` are those built."""

    name: str
    area: str
    period: str
    status: str
    promises: int
    errors: int
    files: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the row for machines."""
        return asdict(self)


@dataclass(frozen=True)
class LayoutRow:
    """One layout."""

    name: str
    formats: tuple[str, ...]
    standards: tuple[str, ...]
    description: str

    def as_json(self) -> dict[str, object]:
        """Return the row for machines."""
        return asdict(self)


def list_documents(root: Path, which: tuple[str, ...], year: int | None) -> tuple[DocumentRow, ...]:
    """Return the documents in Swedish order of their area's name, then by period."""
    everything = read_everything(root, which, year)
    rows = [_row(root, name, one) for name, one in everything.loaded.items()]
    return tuple(sorted(rows, key=lambda row: (sort_key(row.area or row.name), row.name)))


def _row(root: Path, name: str, one: Loaded) -> DocumentRow:
    document, errors = one.document, len(errors_in(one.problems))
    files = tuple(
        path.name for path in sorted((root / "output" / name).glob("*")) if path.is_file()
    )
    if document is None:
        return DocumentRow(name, "", "", "", 0, errors, files)
    promises = sum(
        len(section.items)
        for _, section, kind in walk_sections(document.pledge.sections)
        if kind is SectionKind.PROMISES
    )
    from loftespdf.language.swedish import period_in_text  # noqa: PLC0415 - Babel is slow to load

    period, status = period_in_text(document.pledge.period), document.pledge.status.value
    return DocumentRow(name, document.area.name, period, status, promises, errors, files)


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
