"""Lines that no float can reach are placed without looking for room beside floats.

As long as a page has a float anywhere, the engine finds the longest word of every line before it
sets the line, to know whether it would fit beside the float. Below the last float there is nothing
to fit beside.
"""

from collections.abc import Callable

from weasyprint.layout import inline

from loftespdf.typesetting.engine_parts import Box, Part


def shorten_floats() -> None:
    """Let lines below all floats be placed at once."""
    inline.inline_min_content_width = _least_width(inline.inline_min_content_width)


def _least_width(engine: Callable[..., float]) -> Callable[..., float]:
    """Find a line's least width, in px, where it matters: beside floats."""

    def least_width(context: Part, line: Box, **more: Part) -> float:
        return engine(context, line, **more) if _may_meet_floats(context, line) else 0

    return least_width


def _may_meet_floats(context: Part, line: Box) -> bool:
    """Tell whether a float ends below the line's top; only to below such a one is a line moved."""
    top = line.border_box_y()
    return any(shape.position_y + shape.margin_height() > top for shape in context.excluded_shapes)
