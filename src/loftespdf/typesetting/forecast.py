"""How high a laid-out page would be at another size of type, reckoned from its boxes.

Far cheaper than laying out anew, and nearly right close by: the lines of each paragraph are
counted from the width of its text and of its box. Only a guess for what to lay out next; what fits
is always measured.
"""

from collections.abc import Callable, Iterator
from math import ceil
from typing import TypeAlias

from msgspec import Struct
from weasyprint.formatting_structure import boxes

from loftespdf.typesetting.engine_parts import Box

#: Height, in the engine's pixels, of a part when type is so many times as large.
_Height: TypeAlias = Callable[[float], float]

#: A paragraph of one line says nothing of what stays free at the ends of lines: this share.
_USUALLY_FREE = 0.04


def forecast(body: Box) -> Callable[[float], float]:
    """Return a body's height in pixels as a function of how many times as large type is."""
    part, now = _part(body, body.width), float(body.margin_height())
    wrong = now - part(1.0)  # what the reckoning misses is taken to stay as it is
    return lambda ratio: part(ratio) + wrong


def _part(box: Box, column: float) -> _Height:
    """Return the height of a box's margin box; ``column`` is the width that no type changes."""
    if isinstance(box, boxes.ReplacedBox):
        height = float(box.margin_height())
        return lambda _ratio: height
    flow = list(_in_flow(box))
    if flow and isinstance(flow[0], boxes.LineBox):
        return _with_edges(box, _Lines.of(box, flow, column).height)
    if isinstance(box, boxes.TableRowBox):
        cells = [_part(cell, cell.width) for cell in flow]
        return lambda ratio: max((cell(ratio) for cell in cells), default=0.0)
    kids = [_part(kid, column) for kid in flow]
    inner = _extent(flow) if isinstance(box, boxes.TableCellBox) else float(box.height)
    gaps = inner - sum(kid(1.0) for kid in kids)
    return _with_edges(box, lambda ratio: gaps * ratio + sum(kid(ratio) for kid in kids))


def _in_flow(box: Box) -> Iterator[Box]:
    return (kid for kid in getattr(box, "children", ()) if kid.is_in_normal_flow())


def _extent(flow: list[Box]) -> float:
    """A cell is stretched to its row: what it needs is from its first child to its last."""
    if not flow:
        return 0.0
    return float(flow[-1].position_y + flow[-1].margin_height() - flow[0].position_y)


def _with_edges(box: Box, inner: _Height) -> _Height:
    """Add margins, padding and borders, which grow with the type; margins that met count once."""
    if isinstance(box, boxes.TableCellBox):  # its padding has been stretched to align what it holds
        edges = sum(float(box.style[name].value) for name in ("padding_top", "padding_bottom"))
    else:
        edges = float(box.margin_top + box.margin_bottom + box.padding_top + box.padding_bottom)
    edges += float(box.border_top_width + box.border_bottom_width)
    return lambda ratio: edges * ratio + inner(ratio)


class _Lines(Struct, frozen=True):
    """A paragraph: the width of its text, of its box and around it, and of a line's free end."""

    text: float
    width: float
    indent: float
    free: float
    pitch: float

    @classmethod
    def of(cls, box: Box, lines: list[Box], column: float) -> "_Lines":
        full = lines[:-1]
        width = float(box.width)
        free = sum(width - line.width for line in full) / len(full) if full else 0.0
        return cls(
            text=float(sum(line.width for line in lines)),
            width=width,
            indent=max(column - width, 0.0),
            free=max(free, 0.0) if full else _USUALLY_FREE * width,
            pitch=float(sum(line.height for line in lines)) / len(lines),
        )

    def height(self, ratio: float) -> float:
        """Return the height of all lines: the last may be full, the others end a little before."""
        width = max(self.width - self.indent * (ratio - 1), 1.0)
        over = self.text * ratio - width
        carries = max(width - self.free * ratio, width / 2)
        more = ceil(over / carries) if over > 0 else 0
        return (1 + more) * self.pitch * ratio
