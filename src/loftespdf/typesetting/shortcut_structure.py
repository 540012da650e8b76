"""Boxes are made and looked through in fewer steps where nothing has to be done.

The engine asks every box whether it stands wrongly in a table, is inside a flexible container or a
grid, holds tabs, or is an anchor, a link or a field. Hardly one of them is.
"""

import re
from collections.abc import Callable, Iterator
from operator import attrgetter

from weasyprint import anchors
from weasyprint.formatting_structure import boxes, build

from loftespdf.typesetting.engine_parts import Box, Part, Style, replace_everywhere

#: Boxes of tables that not everything may stand in.
_OF_TABLES = (
    *(boxes.TableBox, boxes.TableRowGroupBox, boxes.TableRowBox),
    *(boxes.TableColumnGroupBox, boxes.TableColumnBox),
)
#: What rows and groups of them consist of.
_PROPER = {boxes.TableRowBox: boxes.TableCellBox, boxes.TableRowGroupBox: boxes.TableRowBox}
_is_of_a_table = attrgetter("internal_table_or_caption")
_CONTAINERS = boxes.FlexContainerBox, boxes.GridContainerBox
#: White space that is more than a space between two words; what stands between two elements.
_UNEVEN, _BETWEEN = re.compile("[\t\r\n]|  "), "\n"
#: Elements that forms consist of.
_OF_FORMS = frozenset(("form", "button", "input", "select", "textarea"))
#: Where anchors, links, bookmarks and forms are gathered; then comes what a box has from outside.
_FOUND = 4


def shorten_structure() -> None:
    """Let boxes be, where they are as they should."""
    arrange = _arranging(build.table_boxes_children)
    replace_everywhere(build.table_boxes_children, arrange)
    replace_everywhere(build.create_anonymous_boxes, _completed)
    text = boxes.TextBox
    text.process_whitespace = _evening(text.process_whitespace)
    text.process_text_transform = _transforming(text.process_text_transform)
    replace_everywhere(anchors.gather_anchors, _gathering(anchors.gather_anchors))


def _arranging(engine: Callable[[Box, list[Box]], Box]) -> Callable[[Box, list[Box]], Box]:
    """Look for what a table lacks only in tables, and not in rows of nothing but cells."""

    def arrange(box: Box, children: list[Box]) -> Box:
        if isinstance(box, _OF_TABLES):
            kept = _in_order(children, _PROPER.get(type(box)))
        else:
            kept = None if any(map(_is_of_a_table, children)) else children
        if kept is None:
            return engine(box, children)
        box.children = kept
        return box

    return arrange


def _in_order(children: list[Box], proper: type | None) -> list[Box] | None:
    """Return children of one kind without the blanks between them; None where others are there."""
    kept, is_after = [], True
    for child in children:
        is_proper = type(child) is proper
        if is_proper:
            kept.append(child)
        elif not is_after or type(child) is not boxes.TextBox or child.text.strip(" "):
            return None
        is_after = is_proper
    return kept or None


def _completed(box: Box) -> Box:
    """Return a box with the anonymous ones that it needs, as the engine does it."""
    box = build.anonymous_table_boxes(box)
    kinds = set(map(type, box.descendants()))
    if any(issubclass(kind, _CONTAINERS) for kind in kinds):
        box = build.grid_boxes(build.flex_boxes(box))
    return build.block_in_inline(build.inline_in_block(box))


def _evening(engine: Callable[..., bool]) -> Callable[..., bool]:
    """Look once for white space that is more than one space between words."""

    def process_whitespace(self: Box, following_collapsible_space: bool = False) -> bool:  # noqa: FBT001, FBT002
        text, is_normal = self.text, self.style["white_space"] == "normal"
        if text == _BETWEEN and is_normal:
            text = self.text = " "
        if not (text and is_normal) or _UNEVEN.search(text):
            return engine(self, following_collapsible_space)
        if following_collapsible_space and text.startswith(" "):
            self.text, self.leading_collapsible_space = text[1:], True
        return bool(text.endswith(" "))

    return process_whitespace


def _transforming(engine: Callable[[Box], None]) -> Callable[[Box], None]:
    def process_text_transform(self: Box) -> None:
        style = self.style
        if style["text_transform"] != "none" or style["hyphens"] == "none":
            engine(self)

    return process_text_transform


def _gathering(engine: Callable[..., None]) -> Callable[..., None]:
    """Gather anchors, links and fields only where there are some, or what is inside has others."""

    def gather(box: Box, *found: Part) -> None:
        if len(found) > _FOUND and any(found[_FOUND:]):  # something around passes on what it has
            engine(box, *found)
            return
        for telling in busy_boxes(box, _is_silent):
            engine(telling, *found)

    return gather


def _is_silent(box: Box) -> bool:
    style = box.style
    memory = style.memory
    if memory is None or style["anchor"] or box.link is not None:
        return False
    is_plain = box.element is None or box.element.tag not in _OF_FORMS
    return is_plain and bool(memory.once("silent", _is_of_silence, style))


def _is_of_silence(style: Style) -> bool:
    return not style["transform"] and style["bookmark_level"] == "none"


def busy_boxes(box: Box, is_idle: Callable[[Box], bool]) -> Iterator[Box]:
    """Yield, in order, the outermost boxes that something is to be done for."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        if not is_idle(box):
            yield box
        elif type(box) is not boxes.TextBox:
            waiting += reversed([*box.all_children()])
