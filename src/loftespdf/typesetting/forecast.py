"""How high a laid-out page would be at another size of type, reckoned from its boxes.

Far cheaper than laying out anew, and nearly always right: each paragraph's words are set on lines
again (forecast_lines.py), and what does not grow as the text does is told from the styles
(forecast_styles.py). Still only a guess for what to lay out next; what fits is always measured.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TypeAlias

from weasyprint.formatting_structure import boxes

from loftespdf.typesetting.engine_parts import Box
from loftespdf.typesetting.forecast_lines import Paragraph
from loftespdf.typesetting.forecast_styles import Growth

#: Height, in the engine's pixels, of a part when type is so many times as large.
_Height: TypeAlias = Callable[[float], float]


def forecast(body: Box) -> Callable[[float], float]:
    """Return a body's height in pixels as a function of how many times as large as type is.

    Nothing is reckoned before it is asked for: of a search's last trial it never is.
    """
    reckoned = cache(partial(_body, body))

    def height(ratio: float) -> float:
        return reckoned()(ratio)

    return height


def _body(body: Box) -> _Height:
    part, now = _part(body, body.margin_width(), Growth()), float(body.margin_height())
    wrong = now - part(1.0)  # what the reckoning misses is taken to stay as it is
    return lambda ratio: part(ratio) + wrong


def _part(box: Box, column: float, growth: Growth) -> _Height:
    """Return the height of a box's margin box in a column whose width no type changes."""
    column -= growth.steady(box.style)
    if isinstance(box, boxes.ReplacedBox):
        height, more = float(box.margin_height()), growth.more(box.style, "height")
        return lambda ratio: height + more * (ratio - 1)
    flow = list(_in_flow(box))
    if flow and isinstance(flow[0], boxes.LineBox):
        return _with_edges(box, _lines(box, flow, column, growth.share(box.style)))
    if isinstance(box, boxes.TableRowBox):
        cells = [_part(cell, cell.border_width(), growth) for cell in flow]
        return lambda ratio: max((cell(ratio) for cell in cells), default=0.0)
    kids = [_part(kid, column, growth) for kid in flow]
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


def _lines(box: Box, lines: list[Box], column: float, share: float) -> _Height:
    """Return the height of a paragraph's lines; ``share`` of its size of type grows."""
    words, pitch = Paragraph.of(lines), sum(line.height for line in lines) / len(lines)
    width, indent = float(box.width), max(column - box.width, 0.0)

    def height(ratio: float) -> float:
        larger = 1 + share * (ratio - 1)
        room = max(width - indent * (ratio - 1), 1.0)
        return float(words.lines(room / larger) * pitch * larger)

    return height
