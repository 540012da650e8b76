"""What is drawn without asking each box for what its style never has.

The engine looks at every box for outlines, at every box of a line for borders and backgrounds too,
and at every text for the lines that decorate it. Whether a style has any is found out once. What
each number and colour is in a stream is spelt without asking what else it might be.
"""

from collections.abc import Callable

import pydyf
from weasyprint import draw as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from loftespdf.typesetting.border_lines import has_no_borders, has_square_corners
from loftespdf.typesetting.engine_parts import Box, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_glyphs import shown_line
from loftespdf.typesetting.shortcut_styles import memory_of

#: The corners of a box that is not rounded.
_SQUARE = ((0, 0),) * 4
#: What becomes the file's RGB (CSS Color 4): an operator with three numbers.
_RGB = ("srgb", "hsl", "hwb")
#: What holds text in a line.
_HOLDERS = (boxes.LineBox, boxes.InlineBox)


def shorten_drawing() -> None:
    """Let plain lines be drawn plainly, and no outline where there is none."""
    replace_everywhere(drawing.draw_inline_level, _in_line(drawing.draw_inline_level))
    replace_everywhere(drawing.draw_outline, _outlining(drawing.draw_outline))
    boxes.Box.rounded_box = _rounding(boxes.Box.rounded_box)
    Stream.set_color = _colouring(Stream.set_color)
    Stream.stacked, Stream.artifact, Stream.marked = _stacked, _artifact, _marked
    pydyf._to_bytes = _spelling(pydyf._to_bytes)  # noqa: SLF001 - what all of it is spelt by


def _in_line(engine: Callable[..., None]) -> Callable[..., None]:
    def draw(  # noqa: PLR0913, PLR0917 - as the engine asks
        stream: Part,
        page: Box,
        box: Box,
        offset: float = 0,
        overflow: str = "clip",
        last_ellipsis: Part = "none",
    ) -> None:
        if not isinstance(box, _HOLDERS) or not _only_holds(box):
            engine(stream, page, box, offset, overflow, last_ellipsis)
            return
        if isinstance(box, boxes.LineBox):
            overflow, last_ellipsis = box.text_overflow, box.block_ellipsis
        last = len(box.children) - 1
        for place, child in enumerate(box.children):
            ellipsis = last_ellipsis if place == last else "none"
            whole = overflow != "ellipsis" and ellipsis == "none"
            if whole and isinstance(child, boxes.TextBox) and _draw_plainly(stream, child):
                continue
            unmoved = isinstance(child, drawing.StackingContext)
            moved = offset if unmoved else offset + child.position_x - box.position_x
            if isinstance(child, boxes.TextBox):
                with stream.marked(child, "Span"):
                    drawing.draw_text(stream, child, moved, overflow, ellipsis)
            else:
                drawing.draw_inline_level(stream, page, child, moved, overflow, ellipsis)

    return draw


def _only_holds(box: Box) -> bool:
    """Tell whether nothing is drawn of a box but what it holds."""
    memory = memory_of(box.style)
    bare = memory is not None and memory.once("without images and lines", has_no_borders, box.style)
    return bare and box.background is None


def _draw_plainly(stream: Part, box: Box) -> bool:
    """Draw a text in its mark where that is all; tells whether it was."""
    style = box.style
    memory = None if stream._tags is None else memory_of(style)  # noqa: SLF001 - the engine's own
    if memory is None or not memory.once("undecorated", _is_undecorated, style):
        return False
    box.pango_layout.reactivate(style)
    line = shown_line(stream, box)
    if not line:
        return False
    with _marked(stream, box, "Span"):
        stream.set_color(style["color"])
        y = box.position_y + box.baseline
        place = pydyf._to_bytes(box.position_x), pydyf._to_bytes(y)  # noqa: SLF001
        stream.begin_text()
        stream.stream += (b"1 0 0 -1 %b %b Tm" % place, *line)
        stream.end_text()
    box.pango_layout.deactivate()
    return True


def _is_undecorated(style: Style) -> bool:
    return bool(style["visibility"] == "visible" and style["text_decoration_line"] == "none")


def _outlining(engine: Callable[..., None]) -> Callable[..., None]:
    def draw(stream: Part, box: Box) -> None:
        memory = memory_of(box.style)
        if memory is None or memory.once("outlined", _is_outlined, box.style):
            engine(stream, box)
            return
        for child in box.children:
            if isinstance(child, boxes.Box):
                draw(stream, child)

    return draw


def _is_outlined(style: Style) -> bool:
    return bool(style["outline_width"])


def _rounding(engine: Callable[..., Part]) -> Callable[..., Part]:
    def rounded(self: Box, top: float, right: float, bottom: float, left: float) -> Part:
        if not has_square_corners(self) or min(top, right, bottom, left) < 0:
            return engine(self, top, right, bottom, left)
        x, y = self.border_box_x() + left, self.border_box_y() + top
        width, height = self.border_width() - left - right, self.border_height() - top - bottom
        return x, y, width, height, *_SQUARE

    return rounded


def _colouring(engine: Callable[..., None]) -> Callable[..., None]:
    def set_color(self: Part, color: Part, stroke: bool = False) -> None:  # noqa: FBT001, FBT002
        if color.space not in _RGB:
            engine(self, color, stroke)
            return
        if "operators" not in color.__dict__:
            numbers = b" ".join(map(pydyf._to_bytes, color.to("srgb").coordinates))  # noqa: SLF001
            color.operators = numbers + b" rg", numbers + b" RG"
            color.opacities = f"a{color.alpha}", f"A{color.alpha}"
        opacity = self._current_alpha_stroke if stroke else self._current_alpha
        if opacity != color.opacities[stroke]:
            self.set_alpha(color.alpha, stroke)
        now = "_current_color_stroke" if stroke else "_current_color"
        channels = (color.space, *color.coordinates)
        if channels != getattr(self, now):
            setattr(self, now, channels)
            self.stream.append(color.operators[stroke])

    return set_color


def _spelling(engine: Callable[[object], bytes]) -> Callable[[object], bytes]:
    def spell(item: object) -> bytes:
        if type(item) is bytes:
            return item
        if type(item) is float:
            return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
        return engine(item)

    return spell


class _Group:
    """What has begun in a stream, and how it ends: the engine makes a generator for each."""

    __slots__ = ("_end",)

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._end()


def _stacked(self: Part) -> _Group:
    self.push_state()
    return _Group(self.pop_state)


def _artifact(self: Part) -> _Group:
    if self._tags is None:
        return _Group(_nothing)
    self.begin_marked_content("Artifact")
    return _Group(self.end_marked_content)


def _marked(self: Part, box: Box, tag: str) -> _Group:
    tags = self._tags
    if tags is None:
        return _Group(_nothing)
    number = len(tags)
    tags[box] = {"tag": tag, "mcid": number}
    self.begin_marked_content(tag, pydyf.Dictionary({"MCID": number}))
    return _Group(self.end_marked_content)


def _nothing() -> None:
    pass
