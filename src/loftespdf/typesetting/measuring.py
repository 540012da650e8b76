"""What a laid-out page needs: how high it is, and what sticks out of its box.

Read from the engine's own boxes, so that nothing has to be guessed from a picture of the page.
"""

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes

from loftespdf.typesetting.engine_parts import Box
from loftespdf.typesetting.forecast import Forecast, lines_in
from loftespdf.typesetting.measured import SLACK, Measured

_MM_PER_PX = 25.4 / 96
_SHOWN = 40
#: A picture with this share of the width is one across the page.
_ACROSS = 0.9


def measure(page: Box) -> Measured:
    """Return what the body of a page (a laid-out page's box) needs."""
    body = _body(page)
    top, bottom = page.content_box_y(), _bottom(body)
    main = next((box for box in body.descendants() if box.element_tag == "main"), None)
    inner = main.height if main is not None else 0.0
    spill, breadth, word = _widest(page)
    height, rigid, later = bottom - top, _pictures_across(body), Forecast(body)
    return Measured(
        height=height * _MM_PER_PX,
        forecast=lambda ratio: later.height(ratio) * _MM_PER_PX,
        lines=later.lines,
        fixed=(height - inner) * _MM_PER_PX,
        rigid=rigid * _MM_PER_PX,
        spill=spill * _MM_PER_PX,
        word=word,
        breadth=breadth * _MM_PER_PX,
    )


def count_lines(page: Box) -> int:
    """Return how many lines a page has; ``Measured.lines`` foresees it."""
    return lines_in(_body(page))


def promise_rows(page: Box) -> int:
    """Return how many promises stand under each other in the longest column."""
    columns: dict[int, int] = {}
    for box in _body(page).descendants():
        if box.element_tag == "li" and "promise" in _classes(box):
            columns[round(box.position_x)] = columns.get(round(box.position_x), 0) + 1
    return max(columns.values(), default=0)


def overlap(page: Box) -> float:
    """Return by how many mm what sinks to the bottom stands on something above it.

    Negative is free space. Only what stands in the same columns counts.
    """
    body = _body(page)
    sunk = next((box for box in body.descendants() if "l-sink" in _classes(box)), None)
    if sunk is None:
        return 0.0
    within = set(sunk.descendants())
    left, right = sunk.position_x, sunk.position_x + sunk.margin_width()
    bottoms = [
        line.position_y + line.height
        for line in body.descendants()
        if isinstance(line, boxes.LineBox)
        and line not in within
        and line.position_x < right - 1
        and line.position_x + line.width > left + 1
    ]
    return float(max(bottoms, default=0.0) - sunk.position_y) * _MM_PER_PX


def inside(page: Box) -> float:
    """Return how far, in mm, anything stands below the page's room; not above 0 when all fits."""
    limit = page.content_box_y() + page.height
    lowest = max(
        (
            box.border_box_y() + box.border_height()
            for box in _body(page).descendants()
            if isinstance(box, boxes.BlockLevelBox | boxes.ReplacedBox)
        ),
        default=0.0,
    )
    lines = (
        box.position_y + box.height
        for box in _body(page).descendants()
        if isinstance(box, boxes.LineBox)
    )
    return float(max(lowest, *lines, 0.0) - limit) * _MM_PER_PX


def printed_sizes(page: Box) -> dict[str, tuple[float, float]]:
    """Return the printed width and height in mm of each picture, by the address it is named with.

    A picture that stands in several places is told by its largest.
    """
    sizes: dict[str, tuple[float, float]] = {}
    for box in _body(page).descendants():
        if isinstance(box, boxes.ReplacedBox) and box.element is not None:
            source = box.element.get("src") or ""
            found = (box.width * _MM_PER_PX, box.height * _MM_PER_PX)
            sizes[source] = max(found, sizes.get(source, (0.0, 0.0)))
    return sizes


def _body(page: Box) -> Box:
    root = next(box for box in page.children if box.element_tag == "html")
    return next(box for box in root.children if box.element_tag == "body")


def _pictures_across(body: Box) -> float:
    """The height of pictures that are as wide as the page: it is the same at any size of type."""
    wide = (
        box
        for box in body.descendants()
        if isinstance(box, boxes.ReplacedBox) and box.width > _ACROSS * body.width
    )
    return float(sum(box.height for box in wide))


def _classes(box: Box) -> list[str]:
    element = box.element
    return element.get("class", "").split() if element is not None else []


def _bottom(body: Box) -> float:
    return float(body.position_y + body.margin_height())


def _widest(page: Box) -> tuple[float, float, str]:
    """What sticks out farthest, sideways, of its own box (a word) or of the page; the box's width.

    The width is 0 for what does not grow with the type.
    """
    left, right = page.content_box_x(), page.content_box_x() + page.width
    found = [(0.0, 0.0, "")]
    for parent, box in _families(_body(page)):
        if isinstance(box, boxes.LineBox):
            over = box.position_x + box.width - (parent.content_box_x() + parent.width)
            over = max(over, box.position_x + box.width - right, left - box.position_x)
            if over * _MM_PER_PX > SLACK:
                found.append((over, parent.width, _text(box)))
        elif isinstance(box, boxes.ReplacedBox):
            over = box.position_x + box.margin_width() - right
            found.append((over, 0.0, box.element_tag))
    return max(found)


def _families(parent: Box) -> Iterator[tuple[Box, Box]]:
    for child in getattr(parent, "children", ()):
        yield parent, child
        yield from _families(child)


def _text(line: Box) -> str:
    texts = (box.text for box in line.descendants() if isinstance(box, boxes.TextBox))
    return max(" ".join(texts).split(), key=len, default="")[:_SHOWN]
