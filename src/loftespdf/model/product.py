"""One finished file, by its key."""

from pathlib import PurePosixPath

from msgspec import Struct

from loftespdf.model.file_format import Format

#: Editions of a form: for handwriting, and with fields to fill in on a screen.
BLANK, FILLABLE = "blank", "fillable"
FORMS = frozenset({BLANK, FILLABLE})


class Product(Struct, frozen=True, order=True):
    """Area, period, layout and, where there are several, sheet, edition and language."""

    area: str
    period: str
    layout: str
    format: Format
    sheet: str | None = None
    edition: str | None = None
    language: str | None = None

    @property
    def path(self) -> PurePosixPath:
        """Where the file stands below ``output/``: ``grastorp/2021/grastorp-2021-lofte.pdf``."""
        stem = "-".join(
            part for part in (self.area, self.period, self.layout, self.sheet, self.edition) if part
        )
        language = f".{self.language}" if self.language else ""
        return PurePosixPath(self.area, self.period, f"{stem}{language}.{self.format}")
