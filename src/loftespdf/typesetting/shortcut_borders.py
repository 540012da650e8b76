"""Borders that a table's cells share, found from what each style says of its borders.

Where borders collapse, each side of each cell, row, group, column and of the table claims its place
in a grid, and the engine asks each style for three properties of each side. Most say nothing, and
nothing never wins. Tables set from the right are the engine's.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import table as tables

from loftespdf.typesetting.engine_parts import Box, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_styles import memory_of

#: How strong a border is, and its style, width in px and colour.
_Border: TypeAlias = tuple[tuple[int, float, int], tuple[str, float, Part]]
_Grid: TypeAlias = list[list[_Border]]
_UPRIGHT = ("left", "right")
_SIDES = ("top", "bottom", *_UPRIGHT)
#: From the weakest to the strongest (CSS 2.1, 17.6.2.1).
_STYLES = (
    *("none", "inset", "groove", "outset", "ridge", "dotted", "dashed", "solid", "double"),
    "hidden",
)  # fmt: skip
_STRENGTHS = {style: strength for strength, style in enumerate(_STYLES)}
_DRAWN_AS = {"inset": "ridge", "outset": "groove"}
_NOTHING: _Border = ((0, 0, _STRENGTHS["none"]), ("none", 0, tables.TRANSPARENT))
#: What stands inside a cell that spans several.
_INSIDE: _Border = ((1, 0, _STRENGTHS["hidden"]), ("hidden", 0, tables.TRANSPARENT))
_NO_LINES = {f"border_{side}_width": 0.0 for side in _SIDES}


def shorten_borders() -> None:
    """Let styles remember which borders they claim."""
    replace_everywhere(tables.collapse_table_borders, _collapsing(tables.collapse_table_borders))


def _collapsing(engine: Callable[..., Part]) -> Callable[..., Part]:
    def collapse(table: Box, width: int, height: int) -> Part:
        if not width or not height or table.style["direction"] != "ltr":
            return engine(table, width, height)
        vertical: _Grid = [[_NOTHING] * (width + 1) for _ in range(height)]
        horizontal: _Grid = [[_NOTHING] * width for _ in range(height + 1)]
        for box, *place in _claims(table, width, height):
            _claim(box, vertical, horizontal, *place)
        _settle(table, vertical, horizontal)
        return vertical, horizontal

    return collapse


def _claims(table: Box, width: int, height: int) -> Iterator[tuple[Box, int, int, int, int]]:
    """Yield a table's boxes with their places in the grid; of two as strong the first wins."""
    rows, top = _rows(table), 0
    for y, row in enumerate(rows):
        for cell in row.children:
            yield cell, cell.grid_x, y, cell.colspan, cell.rowspan
    for y, row in enumerate(rows):
        yield row, 0, y, width, 1
    for group in table.children:
        yield group, 0, top, width, len(group.children)
        top += len(group.children)
    for group in table.column_groups:
        for column in group.children:
            yield column, column.grid_x, 0, 1, height
    for group in table.column_groups:
        yield group, group.grid_x, 0, group.span, height
    yield table, 0, 0, width, height


def _rows(table: Box) -> list[Box]:
    return [row for group in table.children for row in group.children]


def _claim(box: Box, vertical: _Grid, horizontal: _Grid, *place: int) -> None:
    """Let a box have the borders that it is the first to want so strongly."""
    x, y, width, height = place
    rows = vertical[y : y + height]
    if isinstance(box, boxes.TableCellBox) and (width > 1 or height > 1):
        _hide_inside(rows, horizontal[y + 1 : y + height], x, width)
    for side, border in _borders(box.style).items():
        if side in _UPRIGHT:
            at = x if side == "left" else x + width
            places = [(row, at) for row in rows]
        else:
            line = horizontal[y if side == "top" else y + height]
            places = [(line, at) for at in range(x, x + width)]
        for line, at in places:
            if line[at][0] < border[0]:
                line[at] = border


def _hide_inside(rows: _Grid, lines: _Grid, x: int, width: int) -> None:
    for row in rows:
        row[x + 1 : x + width] = [_INSIDE] * (width - 1)
    for line in lines:
        line[x : x + width] = [_INSIDE] * width


def _borders(style: Style) -> dict[str, _Border]:
    """Return the sides of a style that claim a border."""
    memory = memory_of(style)
    if memory is None:
        return _all_borders(style)
    return memory.once("borders", _all_borders, style)  # type: ignore[no-any-return]


def _all_borders(style: Style) -> dict[str, _Border]:
    borders = {side: _border(style, side) for side in _SIDES}
    return {side: border for side, border in borders.items() if border[0] > _NOTHING[0]}


def _border(style: Style, side: str) -> _Border:
    line, width = style[f"border_{side}_style"], style[f"border_{side}_width"]
    strength = int(line == "hidden"), width, _STRENGTHS[line]
    colour = get_color(style, f"border_{side}_color")
    return strength, (_DRAWN_AS.get(line, line), width, colour)


def _settle(table: Box, vertical: _Grid, horizontal: _Grid) -> None:
    """Give boxes half the width of their lines, a table that of its first row; groups have none."""
    groups, rows = [*table.children, *table.column_groups], _rows(table)
    for box in (*groups, *rows, *(one for group in table.column_groups for one in group.children)):
        box.__dict__.update(_NO_LINES)
    for y, row in enumerate(rows):
        for cell in row.children:
            x, end, below = cell.grid_x, cell.grid_x + cell.colspan, y + cell.rowspan
            lines = horizontal[y][x:end], horizontal[below][x:end]
            _halve(cell, *lines, vertical[y:below], x, end)
    _halve(table, horizontal[0], horizontal[-1], vertical[:1], 0, -1)


def _halve(  # noqa: PLR0913, PLR0917 - a box's four sides
    box: Box, above: list[_Border], below: list[_Border], rows: _Grid, left: int, right: int
) -> None:
    box.border_top_width, box.border_bottom_width = _widest(above) / 2, _widest(below) / 2
    box.border_left_width = _widest([row[left] for row in rows]) / 2
    box.border_right_width = _widest([row[right] for row in rows]) / 2


def _widest(borders: list[_Border]) -> float:
    return max([width for _, (_, width, _) in borders])
