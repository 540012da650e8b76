"""The order of painting, found without a copy of every box.

Before the engine draws a page it takes out of its tree what is painted before or after its turn,
and copies all that is left. Here a box with nothing taken out of it stands for itself.
"""

import operator
from collections.abc import Callable

from weasyprint import stacking
from weasyprint.formatting_structure import boxes

from loftespdf.typesetting.engine_parts import Box, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_styles import memory_of

#: What is not painted in its turn for what it is, whatever its style.
_APART = (
    *(stacking.AbsolutePlaceholder, boxes.InlineBlockBox),
    *(boxes.InlineFlexBox, boxes.InlineGridBox),
)
_BLOCKS = (boxes.BlockLevelBox, boxes.TableCellBox)


def shorten_stacking() -> None:
    """Let what is painted in its turn be, as it is."""
    replace_everywhere(stacking._dispatch, _sorting(stacking._dispatch))  # noqa: SLF001
    replace_everywhere(stacking._dispatch_children, _children)  # noqa: SLF001


def _sorting(engine: Callable[..., Part]) -> Callable[..., Part]:
    def sort(box: Box, *places: Part) -> Part:
        if isinstance(box, _APART) or not _in_its_turn(box.style):
            return engine(box, *places)
        if not isinstance(box, _BLOCKS):
            return _children(box, *places)
        page, contexts, blocks, floats, around = places
        inside: dict[Box, Part] = {}
        place = len(blocks)
        box = _children(box, page, contexts, blocks, floats, inside)
        if isinstance(box, boxes.BlockLevelBox):
            blocks.insert(place, box)
        around[box] = inside
        return box

    return sort


def _in_its_turn(style: Style) -> bool:
    memory = memory_of(style)
    return memory is not None and memory.once("in its turn", _is_painted_in_place, style)


def _is_painted_in_place(style: Style) -> bool:
    placed = style["position"] == "static" and style["z_index"] == "auto"
    loose = style["float"] != "none" or style["transform"] or style["overflow"] != "visible"
    return placed and not loose and style["opacity"] >= 1


def _children(box: Box, *places: Part) -> Box:
    """Sort what is in a box. Texts, nearly half of all boxes, hold nothing."""
    if not isinstance(box, boxes.ParentBox):
        return box
    dispatch = stacking._dispatch  # noqa: SLF001
    kept = [
        child
        if type(child) is boxes.TextBox and _in_its_turn(child.style)
        else dispatch(child, *places)
        for child in box.children
    ]
    if all(map(operator.is_, kept, box.children)):
        return box
    return box.copy_with_children([child for child in kept if child is not None])
