"""A line that holds nothing but the next words of a plain text is placed at once.

The engine treats every line as one that may hold boxes, floats and notes, in text of any direction,
aligned in any way. Nine lines out of ten are a piece of one text. They go through the same steps
here, in the same order and with the same sums, but for the steps that such a line does not need.
What such a line turns out not to be after all (too long, or moved down by a float) is the engine's.
"""

from collections.abc import Callable
from typing import TypeAlias

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from loftespdf.typesetting.engine_parts import Box, Part, Style
from loftespdf.typesetting.shortcut_floats import is_plain_line, may_meet_floats
from loftespdf.typesetting.shortcut_paragraphs import is_plain
from loftespdf.typesetting.shortcut_styles import memory_of

#: Where a line goes and how wide it may be, in px: x, y and width.
_Room: TypeAlias = tuple[float, float, float]
#: Where the text goes on: the place of the child in the line, and the bytes to skip in it.
_Resume: TypeAlias = dict[int, dict[int, None] | None] | None
#: What a line is laid out with after its top: where its text goes on, the block it is in, and the
#: styles of a first letter and of a first line.
_RESUME, _BLOCK, _FIRSTS = 1, 2, slice(5, 7)
#: A line ends a little later than its room does, so much, for sums that were rounded.
_SLACK = 1 + 1e-9
#: What a plain line's own style and its text's must say.
_LINE = (("position", "static"), ("direction", "ltr"), ("white_space", "normal"))
_TEXT = (("vertical_align", "baseline"), ("position", "static"), ("float", "none"))
_AT_THE_START = ("start", "left")


def shorten_placing() -> None:
    """Let lines of plain text be placed at once."""
    inline.get_next_linebox = _placing(inline.get_next_linebox)


def _placing(engine: Callable[..., Part]) -> Callable[..., Part]:
    def next_line(context: Part, line: Box, top: float, *more: Part) -> Part:
        """Tell which block a line is in to those who are not asked with it."""
        resume, context.block, firsts = more[_RESUME], more[_BLOCK], more[_FIRSTS]
        if not any(firsts) and _is_plain(line) and context.block.style["direction"] == "ltr":
            placed = _place(context, line, top, _skipped(line, resume))
            if placed:
                return placed
        return engine(context, line, top, *more)

    return next_line


def _is_plain(line: Box) -> bool:
    if len(line.children) != 1 or type(line.children[0]) is not boxes.TextBox:
        return False
    own = line.__dict__
    if "plain" not in own:
        own["plain"] = _holds_plain_words(line, *line.children)
    return bool(own["plain"])


def _holds_plain_words(line: Box, text: Box) -> bool:
    around, inside = memory_of(line.style), memory_of(text.style)
    if around is None or inside is None or text.justification_spacing:
        return False
    plain = around.once("plain line", _is_of_a_plain_line, line.style)
    plain = plain and inside.once("plain words", _is_of_plain_words, text.style)
    return plain and is_plain(text.text, text.style)


def _is_of_a_plain_line(style: Style) -> bool:
    return all(style[name] == value for name, value in _LINE)


def _is_of_plain_words(style: Style) -> bool:
    return all(style[name] == value for name, value in _TEXT)


def _skipped(line: Box, resume: _Resume) -> int:
    """Return at which byte of its text a line begins: not at a space."""
    inside = resume[0] if resume else None
    (skip,) = inside or (0,)
    text = line.children[0].text.encode()
    return len(text) - len(text[skip:].lstrip(b" "))


def _place(context: Part, line: Box, top: float, skip: int) -> tuple[Box, _Resume] | None:
    (text,) = line.children
    line.position_y, line.width, line.height = top, 0, 0
    is_free = is_plain_line(line) and not may_meet_floats(context, top)
    room = _free(context, line) if is_free else _beside_floats(context, line, skip)
    least_height = line.height
    words, end = _words(context, line, text, room, skip)
    if words is None:
        return None
    placed = _around(words, line, is_start=not skip, is_end=end is None)
    line.width, line.height = placed.width, placed.height
    if words.text.endswith(" "):
        inline.remove_last_whitespace(context, placed)
    shift = (
        0.0
        if _is_at_the_start(line.style)
        else _shift(context, placed, room if is_free else _room(context, line), is_last=end is None)
    )
    _set_down(placed, words, shift, room[1])
    if context.excluded_shapes and placed.height > least_height:
        return None
    return placed, None if end is None else {0: {end: None}}


def _free(context: Part, line: Box) -> _Room:
    """Return the room of a line that no float can reach, and put it there."""
    if context.excluded_shapes:
        line.height, _ = inline.strut(line.style)
    left = line.position_x = context.block.content_box_x()
    return left, line.position_y, left + context.block.width - left


def _beside_floats(context: Part, line: Box, skip: int) -> _Room:
    """Return where there is room for a line, and put it there."""
    resume = {0: {skip: None}} if skip else None
    if context.excluded_shapes:
        line.width = inline.inline_min_content_width(
            context, line, skip_stack=resume, first_line=True
        )
        line.height, _ = inline.strut(line.style)
    room = _room(context, line)
    line.position_x, line.position_y, _ = room
    return room


def _room(context: Part, line: Box) -> _Room:
    return inline.avoid_collisions(context, line, context.block, outer=False)  # type: ignore[no-any-return]


def _around(words: Box, line: Box, *, is_start: bool, is_end: bool) -> Box:
    """Return a line around its words."""
    placed = line.copy_with_children([words])
    placed.remove_decoration(start=not is_start, end=not is_end)
    placed.width = words.position_x + words.margin_width() - placed.content_box_x()
    inline._adjust_line_height(placed)  # noqa: SLF001 - the engine's
    return placed


def _words(
    context: Part, line: Box, text: Box, room: _Room, skip: int
) -> tuple[Box | None, int | None]:
    """Return the words that fit, and where the text goes on; no words where one is too long."""
    left, _, width = room
    right = (left + width) * _SLACK
    left += line.text_indent
    inline.resolve_percentages(text, context.block)
    text.position_x, text.position_y = left, line.position_y
    words, end, preserved = inline.split_text_box(context, text, right - left, skip)
    if words is None or preserved or words.position_x + words.margin_width() > right:
        return None, None
    return words, end


def _is_at_the_start(style: Style) -> bool:
    return style["text_align_all"] in _AT_THE_START and style["text_align_last"] == "auto"


def _shift(context: Part, placed: Box, room: _Room, *, is_last: bool) -> float:
    """Return how far text-align moves a line, in px."""
    return inline.text_align(context, placed, room[2], last=is_last)  # type: ignore[no-any-return]


def _set_down(line: Box, words: Box, shift: float, top: float) -> None:
    """Put a line where it belongs, with the words' baseline on its own."""
    words.position_y, own_top = 0 - words.baseline, 0 - line.baseline
    bottom = max(words.position_y + words.margin_height(), own_top + line.margin_height())
    highest = min(words.position_y, own_top)
    line.baseline, line.height = -highest, bottom - highest
    line.margin_top = line.margin_bottom = 0
    line.position_x, line.position_y = line.position_x + shift, top
    words.position_x += shift
    words.position_y += top - highest
