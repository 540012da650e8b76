"""A booked space as CSS: its size, frame and margins, and the one size of type."""

from decimal import Decimal

from msgspec import Struct

from loftespdf.model.sheets import PrintSheet

#: Width of the frame in pt, and how far text stays inside it in mm at least and at most.
FRAME = Decimal("0.25")
_LEAST_INSET, _MOST_INSET = Decimal(3), Decimal(14)
_SHARE = Decimal("0.045")
_MM_PER_PT = Decimal("25.4") / 72
#: Higher than anything that is tried: measuring is not to meet a page's end.
TALL = Decimal(4000)


class Space(Struct, frozen=True):
    """A sheet with its margins: where text may stand. Lengths in mm."""

    sheet: PrintSheet
    framed: bool

    @property
    def insets(self) -> tuple[Decimal, Decimal]:
        """From the trim to the text, sideways and up and down."""
        sheet = self.sheet
        even = min(sheet.width, sheet.height) * _SHARE
        least = max(min(max(even, _LEAST_INSET), _MOST_INSET), sheet.safe_margin)
        least += FRAME * _MM_PER_PT if self.framed else 0
        if sheet.type_area is None:
            return least, least
        sides = zip((sheet.width, sheet.height), sheet.type_area, strict=True)
        across, down = (max((whole - area) / 2, least) for whole, area in sides)
        return across, down

    @property
    def room(self) -> float:
        """The height for text."""
        return float(self.sheet.height - 2 * self.insets[1])


def sheet_css(space: Space, tenths: int, *, final: bool, step: float = 0.0) -> str:
    """Return the rules for one layout.

    Args:
        space: the sheet.
        tenths: the size of type, in tenths of a point.
        final: the real page, with what sinks at its bottom; otherwise a tall one, for measuring.
        step: what is added between promises, in mm.
    """
    sheet, (across, down) = space.sheet, space.insets
    height = sheet.height if final else TALL
    line = FRAME * _MM_PER_PT if space.framed else Decimal(0)
    rules = [f"size: {sheet.width}mm {height}mm", "margin: 0",
             f"padding: {down - line:f}mm {across - line:f}mm"]  # fmt: skip
    if space.framed:
        rules.append(f"border: {FRAME}pt solid device-cmyk(0 0 0 1)")
    if final and sheet.bleed:
        rules.append(f"bleed: {sheet.bleed}mm")
    css = [
        f"@page {{ {'; '.join(rules)} }}",
        f":root {{ --type: {tenths / 10:.1f}pt; --step: {step:.3f}mm }}",
    ]
    if final:
        css.append(
            f"body {{ position: relative; height: {space.room:.3f}mm }}"
            " .l-sink { position: absolute; bottom: 0; left: 0; width: var(--sink, 100%);"
            " box-sizing: border-box }"
        )
    return "\n".join(css)
