"""A box's one border is drawn as the line that it is, and no border where there is none.

A border on one side, as beside a promise, the engine draws as the whole box without its inside,
with all but the side clipped away: ten operators where a line takes three, which all who read the
file pay for. The rules of a table it draws cell by cell, each part in an artifact of its own. These
are no shortcuts, since the bytes are others; what is seen are the same lines, of which the edges
are smoothed once and not twice, and which have no seams.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import cache, wraps
from typing import NamedTuple

from weasyprint import draw as drawing
from weasyprint.draw.color import get_color

from loftespdf.typesetting.engine_parts import Box, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_styles import memory_of

_SIDES = ("top", "right", "bottom", "left")
#: What the engine has to look at.
_OTHER = "other"
_NOTHING = nullcontext()
#: Parts of a rule meet though their ends were rounded, in px.
_ROUNDED = 1e-6


@cache
def draw_borders_as_lines() -> None:
    """Let a border on one side and a table's rules be drawn as lines, once in a process."""
    replace_everywhere(drawing.draw_border, _bordering(drawing.draw_border))
    replace_everywhere(drawing.draw_collapsed_borders, _ruling(drawing.draw_collapsed_borders))
    replace_everywhere(drawing.draw_line, _lining(drawing.draw_line))


def has_no_borders(style: Style) -> bool:
    """Tell whether boxes have no borders, of lines or of images."""
    return _is_without_images(style) and not _sides(style)


def has_square_corners(box: Box) -> bool:
    """Tell whether a box has no rounded corner."""
    corners = (
        *(box.border_top_left_radius, box.border_top_right_radius),
        *(box.border_bottom_left_radius, box.border_bottom_right_radius),
    )
    return not any(map(any, corners))


def _bordering(engine: Callable[..., None]) -> Callable[..., None]:
    @wraps(engine)
    def draw(stream: Part, box: Box) -> None:
        memory, style = memory_of(box.style), box.style
        side = memory.once("borders", _only_side, style) if memory else _only_side(style)
        if side and (side == _OTHER or not has_square_corners(box)):
            engine(stream, box)
        elif side:
            _draw_line(stream, box, side)

    return draw


def _only_side(style: Style) -> str:
    """Return the one side that has a border, plain and seen; nothing where none has one."""
    columns = style["column_width"], style["column_count"]
    apart = style["border_collapse"] == "separate" and set(columns) == {"auto"}
    if not apart or not _is_without_images(style):  # collapsed borders are not the box's own
        return _OTHER
    sides = _sides(style)
    return sides[0] if len(sides) == 1 and _is_plain(style, sides[0]) else _OTHER if sides else ""


def _is_plain(style: Style, side: str) -> bool:
    solid = style["visibility"] == "visible" and style[f"border_{side}_style"] == "solid"
    return bool(solid and get_color(style, f"border_{side}_color").alpha)


def _is_without_images(style: Style) -> bool:
    images = style["border_image_source"], style["mask_border_source"]
    return all(kind == "none" for kind, *_ in images)


def _sides(style: Style) -> list[str]:
    """Return the sides on which a style has borders."""
    return [side for side in _SIDES if style[f"border_{side}_width"]]


def _draw_line(stream: Part, box: Box, side: str) -> None:
    if not (width := getattr(box, f"border_{side}_width")):
        return  # a page ends in the midst of the box
    x, y = box.border_box_x(), box.border_box_y()
    across, down = box.border_width(), box.border_height()
    if side in ("left", "right"):
        x, across = x + (width / 2 if side == "left" else across - width / 2), 0
    else:
        y, down = y + (width / 2 if side == "top" else down - width / 2), 0
    with stream.artifact():
        stream.set_color(get_color(box.style, f"border_{side}_color"), stroke=True)
        stream.set_line_width(width)
        stream.move_to(x, y)
        stream.line_to(x + across, y + down)
        stream.stroke()


class _Rules:
    """Stands for a stream while a table's rules are drawn part by part, and draws them whole."""

    def __init__(self, stream: Part) -> None:
        self._stream = stream
        self._lines: list[_Line] = []

    def artifact(self) -> Part:
        """Begin nothing: all the rules are one artifact."""
        return _NOTHING

    stacked = artifact

    def add(self, line: "_Line") -> None:
        """Add a part, which may go on where the last one ended."""
        if self._lines and (whole := self._lines[-1].with_next(line)):
            self._lines[-1] = whole
        else:
            self._lines.append(line)

    def draw(self) -> None:
        """Draw all that was added."""
        if self._lines:
            with self._stream.artifact():
                for line in self._lines:
                    drawing.draw_line(self._stream, *line)


class _Line(NamedTuple):
    """A line across or upright, from one place to another, in px."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    style: str
    color: Part

    def with_next(self, line: "_Line") -> "_Line | None":
        """Return this line across and the next as one; None where they are not one."""
        alike = line[4:] == self[4:] and line.style == "solid" and line.color.alpha >= 1
        on_it = self.y1 == self.y2 == line.y1 == line.y2 and abs(line.x1 - self.x2) < _ROUNDED
        return self._replace(x2=line.x2) if alike and on_it else None


def _ruling(engine: Callable[..., None]) -> Callable[..., None]:
    @wraps(engine)
    def draw(stream: Part, table: Box) -> None:
        rules = _Rules(stream)
        engine(rules, table)
        rules.draw()

    return draw


def _lining(engine: Callable[..., None]) -> Callable[..., None]:
    @wraps(engine)
    def draw(stream: Part, *line: Part) -> None:
        if isinstance(stream, _Rules):
            stream.add(_Line(*line))
        else:
            engine(stream, *line)

    return draw
