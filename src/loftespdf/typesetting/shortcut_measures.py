"""Sums of a box's measures in one step, where the engine goes from one to the next.

A page asks thousands of times how high a box is with its margins. The terms stand in the engine's
order, so that each sum is rounded as there.
"""

from collections.abc import Iterable

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from loftespdf.typesetting.engine_parts import Box, replace_everywhere

_NOTHING = {
    side: {f"margin_{side}": 0, f"padding_{side}": 0, f"border_{side}_width": 0}
    for side in ("top", "right", "bottom", "left")
}


def shorten_measures() -> None:
    """Let boxes and margins be added up in one step."""
    kind = boxes.Box
    kind.border_width, kind.border_height = _border_width, _border_height
    kind.margin_width, kind.margin_height = _margin_width, _margin_height
    boxes.ParentBox._reset_spacing = _reset_spacing  # noqa: SLF001 - the engine's
    replace_everywhere(block.collapse_margin, collapse_margin)


def _border_width(self: Box) -> float:
    return (  # type: ignore[no-any-return]
        self.width + self.padding_left + self.padding_right
        + self.border_left_width + self.border_right_width
    )  # fmt: skip


def _border_height(self: Box) -> float:
    return (  # type: ignore[no-any-return]
        self.height + self.padding_top + self.padding_bottom
        + self.border_top_width + self.border_bottom_width
    )  # fmt: skip


def _margin_width(self: Box) -> float:
    return (  # type: ignore[no-any-return]
        self.width + self.padding_left + self.padding_right
        + self.border_left_width + self.border_right_width
        + self.margin_left + self.margin_right
    )  # fmt: skip


def _margin_height(self: Box) -> float:
    return (  # type: ignore[no-any-return]
        self.height + self.padding_top + self.padding_bottom
        + self.border_top_width + self.border_bottom_width
        + self.margin_top + self.margin_bottom
    )  # fmt: skip


def _reset_spacing(self: Box, side: str) -> None:
    """Leave no margin, padding or border on a side."""
    self.remove_decoration_sides.add(side)
    self.__dict__.update(_NOTHING[side])


def collapse_margin(adjoining_margins: Iterable[float]) -> float:
    """Return what margins that meet make together, in px: the largest and the most negative."""
    largest: float = 0
    least: float = 0
    for margin in adjoining_margins:
        if margin > largest:
            largest = margin
        elif margin < least:
            least = margin
    return largest + least
