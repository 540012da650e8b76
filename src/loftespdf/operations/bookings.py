"""Which sheets each document is made for: what was asked for now, else what its author booked."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from loftespdf.model.assets import Assets
from loftespdf.model.document import PledgeDocument
from loftespdf.model.layout import Layout
from loftespdf.model.problem import Place, Problem
from loftespdf.model.sheets import PrintSheet
from loftespdf.operations.sheets import Booking, SheetFormats, book, bookings_from

#: Where what was written on the command line is said to stand.
COMMAND = Place("loftespdf build")


class Counter(Struct, frozen=True):
    """All that can be booked: the layouts with formats, their formats, and the theme."""

    layouts: Mapping[str, Layout]
    formats: Mapping[str, SheetFormats]
    theme: Assets

    @property
    def with_sheets(self) -> tuple[str, ...]:
        """The layouts whose sheet is a booked format."""
        return tuple(name for name, one in self.layouts.items() if one.sheet_formats)

    def of_command(
        self, layout: str, sheets: Iterable[str], size: str | None
    ) -> tuple[tuple[PrintSheet, ...], tuple[Problem, ...]]:
        """Return the sheets asked for by name and size that belong to this layout."""
        bookings = [Booking(sheet, size, COMMAND) for sheet in sheets]
        if not bookings and size is not None:
            bookings = [Booking(None, size, COMMAND)]
        return self._booked(layout, bookings)

    def of_document(
        self, layout: str, document: PledgeDocument
    ) -> tuple[tuple[PrintSheet, ...], tuple[Problem, ...]]:
        """Return the sheets a document is always made for in this layout.

        Those are the layout's own (``byggs alltid``) and what the author booked under ``annons:``.
        """
        always = [
            Booking(sheet, None, Place(f"templates/{layout}/layout.yaml"))
            for sheet in self.layouts[layout].always
        ]
        advert = document.pledge.advert
        written = (
            (word, document.places.of(("annons", "format", i)), f"annons.format.{i + 1}")
            for i, word in enumerate(advert.sheets if advert else ())
        )
        return self._booked(layout, [*always, *bookings_from(written)])

    def _booked(
        self, layout: str, bookings: list[Booking]
    ) -> tuple[tuple[PrintSheet, ...], tuple[Problem, ...]]:
        formats = self.formats.get(layout, {})
        made = [book(one, formats, self.theme) for one in bookings if self._belongs(one, layout)]
        sheets = {one.id: one for one in made if isinstance(one, PrintSheet)}
        return tuple(sheets.values()), tuple(one for one in made if isinstance(one, Problem))

    def _belongs(self, booking: Booking, layout: str) -> bool:
        """A format belongs to the layout that has it; the rest to the first that has no own."""
        if booking.sheet in self.formats.get(layout, {}):
            return True
        elsewhere = any(booking.sheet in formats for formats in self.formats.values())
        return not elsewhere and layout == self._usual

    @property
    def _usual(self) -> str | None:
        """The layout that an area in no list, or a format nobody knows, is meant for."""
        free = (name for name in self.with_sheets if not self.layouts[name].always)
        return next(free, None)
