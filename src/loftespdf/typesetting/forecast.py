"""How high a laid-out page would be at another size of type, reckoned from its boxes.

Far cheaper than laying out anew, and nearly always right: each paragraph's words are set on lines
again (forecast_lines.py), and what does not grow as the text does is told from the styles
(forecast_styles.py). Still only a guess for what to lay out next; what fits is always measured.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct
from weasyprint.formatting_structure import boxes

from loftespdf.typesetting.engine_parts import Box
from loftespdf.typesetting.forecast_lines import Paragraph
from loftespdf.typesetting.forecast_styles import Growth

#: Height, in the engine's pixels, of a part when type is so many times as large.
_Height: TypeAlias = Callable[[float], float]


class Forecast:
    """What a laid-out body would be in type so many times as large.

    Nothing is reckoned before it is asked for: of a search's last trial it hardly is.
    """

    def __init__(self, body: Box) -> None:
        self._body = body

    def height(self, ratio: float) -> float:
        """Return its height in px."""
        return self._page.height(ratio)

    def lines(self, ratio: float) -> int:
        """Return how many lines all its paragraphs have together."""
        return sum(paragraph.lines(ratio) for paragraph in self._page.paragraphs)

    @cached_property
    def _page(self) -> "_Page":
        return _Page(self._body)


def lines_in(box: Box) -> int:
    """Return how many lines a laid-out box has, as a forecast counts them."""
    if isinstance(box, boxes.LineBox):
        return 1
    return sum(lines_in(kid) for kid in getattr(box, "children", ()) if not kid.is_floated())


class _Lines(Struct, frozen=True):
    """A paragraph in a box; ``share`` of its size of type grows, and all of its indent."""

    words: Paragraph
    pitch: float
    width: float
    indent: float
    share: float

    def lines(self, ratio: float) -> int:
        room = max(self.width - self.indent * (ratio - 1), 1.0)
        return self.words.lines(room / self._larger(ratio))

    def height(self, ratio: float) -> float:
        return self.lines(ratio) * self.pitch * self._larger(ratio)

    def _larger(self, ratio: float) -> float:
        return 1 + self.share * (ratio - 1)


class _Page:
    """A page taken apart into what can be reckoned."""

    def __init__(self, body: Box) -> None:
        self.paragraphs: list[_Lines] = []
        self._growth = Growth()
        self._part_of_body = self._part(body, body.margin_width())
        # What the reckoning misses is taken to stay as it is.
        self._wrong = float(body.margin_height()) - self._part_of_body(1.0)

    def height(self, ratio: float) -> float:
        return self._part_of_body(ratio) + self._wrong

    def _part(self, box: Box, column: float) -> _Height:
        """Return the height of a box's margin box in a column whose width no type changes."""
        column -= self._growth.steady(box.style)
        if isinstance(box, boxes.ReplacedBox):
            height, more = float(box.margin_height()), self._growth.more(box.style, "height")
            return lambda ratio: height + more * (ratio - 1)
        flow = list(_in_flow(box))
        if flow and isinstance(flow[0], boxes.LineBox):
            return _with_edges(box, self._lines(box, flow, column))
        if isinstance(box, boxes.TableRowBox):
            cells = [self._part(cell, cell.border_width()) for cell in flow]
            return lambda ratio: max((cell(ratio) for cell in cells), default=0.0)
        kids = [self._part(kid, column) for kid in flow]
        inner = _extent(flow) if isinstance(box, boxes.TableCellBox) else float(box.height)
        gaps = inner - sum(kid(1.0) for kid in kids)
        return _with_edges(box, lambda ratio: gaps * ratio + sum(kid(ratio) for kid in kids))

    def _lines(self, box: Box, lines: list[Box], column: float) -> _Height:
        paragraph = _Lines(
            words=Paragraph.of(lines),
            pitch=float(sum(line.height for line in lines)) / len(lines),
            width=float(box.width),
            indent=float(max(column - box.width, 0.0)),
            share=self._growth.share(box.style),
        )
        self.paragraphs.append(paragraph)
        return paragraph.height


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
