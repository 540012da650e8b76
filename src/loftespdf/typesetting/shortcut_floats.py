"""Lines that no float can reach, or that fit beside it for certain, are placed at once.

As long as a page has a float anywhere, the engine finds the longest word of every line before it
sets the line, to know whether it would fit beside the float, and looks at each float three times.
"""

from collections.abc import Callable
from typing import TypeAlias

from weasyprint.formatting_structure import boxes
from weasyprint.layout import float as floating
from weasyprint.layout import inline
from weasyprint.text import line_break

from loftespdf.typesetting.engine_parts import Box, Part, replace_everywhere
from loftespdf.typesetting.shortcut_paragraphs import is_plain

#: Where a box goes and how wide it may be, in px: x, y and width.
_Place: TypeAlias = tuple[float, float, float]
#: No letter is wider than so many times its type size.
_WIDEST_LETTER = 1.5


def shorten_floats() -> None:
    """Let lines below all floats be placed at once."""
    engine = floating.avoid_collisions
    avoid = _avoiding(engine)
    inline.inline_min_content_width = _least_width(inline.inline_min_content_width, avoid)
    replace_everywhere(engine, avoid)
    replace_everywhere(floating.get_clearance, _clearing(floating.get_clearance))


def _avoiding(engine: Callable[..., _Place]) -> Callable[..., _Place]:
    def avoid(context: Part, box: Box, block: Box, outer: bool = True) -> _Place:  # noqa: FBT001, FBT002
        if outer or not is_plain_line(box) or block.style["direction"] == "rtl":
            return engine(context, box, block, outer=outer)
        if may_meet_floats(context, box.position_y):
            return engine(context, box, block, outer=outer)
        left = block.content_box_x()
        return left, box.position_y, left + block.width - left

    return avoid


def _clearing(engine: Callable[..., float | None]) -> Callable[..., float | None]:
    """Look at floats only for a box that is to be below them; their style says which side."""

    def clearance(context: Part, box: Box, *more: Part) -> float | None:
        return None if box.style["clear"] == "none" else engine(context, box, *more)

    return clearance


def is_plain_line(box: Box) -> bool:
    """Tell whether a box is a line with nothing around it."""
    plain = isinstance(box, boxes.LineBox) and box.style["float"] == "none"
    return plain and not (box.margin_left or box.margin_right or box.margin_top)


def _least_width(
    engine: Callable[..., float], avoid: Callable[..., _Place]
) -> Callable[..., float]:
    """Find a line's least width, in px, where it matters: where it may not fit beside floats."""

    def least_width(context: Part, line: Box, **more: Part) -> float:
        if not may_meet_floats(context, line.border_box_y()):
            return 0
        line.width, (line.height, _) = 0, line_break.strut(line.style)
        _, _, room = avoid(context, line, context.block, outer=False)
        return 0 if _holds_short_words(line, room) else engine(context, line, **more)

    return least_width


def _holds_short_words(line: Box, room: float) -> bool:
    """Tell whether every word of a line surely fits in ``room`` px; joined ones are one word."""
    words, size = "", 0.0
    for child in line.children:
        if not isinstance(child, boxes.TextBox) or not is_plain(child.text, child.style):
            return False
        words += child.text
        size = max(size, child.style["font_size"])
    return max(map(len, words.split(" "))) * size * _WIDEST_LETTER < room


def may_meet_floats(context: Part, top: float) -> bool:
    """Tell whether a float ends below a line's top; only to below such a one is a line moved."""
    for shape in reversed(context.excluded_shapes):  # the last are the lowest, mostly
        if shape.position_y + shape.margin_height() >= top:
            return True
    return False
