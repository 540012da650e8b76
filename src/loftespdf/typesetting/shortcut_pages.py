"""What stands in a page's margins, without a new style for each place where nothing does.

A page has sixteen such places. For those that no rule speaks of the engine asks the page's style
for one without a rule, which is there as long as somebody has it (shortcut_cycles.py).
"""

from collections.abc import Callable, Iterator

from weasyprint.layout import page

from loftespdf.typesetting.engine_parts import Box, Part, replace_everywhere


def shorten_pages() -> None:
    """Let all margins of a page without a rule share one style."""
    replace_everywhere(page.make_margin_boxes, _sharing(page.make_margin_boxes))


def _sharing(engine: Callable[..., Iterator[Box]]) -> Callable[..., Iterator[Box]]:
    def make_margin_boxes(context: Part, sheet: Box, state: Part) -> Iterator[Box]:
        shared = sheet.style.anonymous_style
        yield from engine(context, sheet, state)
        del shared  # until now it was held

    return make_margin_boxes
