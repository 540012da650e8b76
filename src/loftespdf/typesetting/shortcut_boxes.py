"""Boxes whose measures do not depend on their surroundings get them from their style at once."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from types import SimpleNamespace
from typing import TypeAlias

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, block, percent

from loftespdf.typesetting.engine_parts import Box, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_structure import busy_boxes
from loftespdf.typesetting.style_memory import Known

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
_LINES = tuple(f"border_{side}_width" for side in _SIDES)
_LAST_LINE = _LINES[-1]
_lines_of = itemgetter(*_LINES)
_CORNERS = tuple(f"border_{y}_{x}" for y in ("top", "bottom") for x in ("left", "right"))
_SQUARE = {f"{corner}_radius": (0, 0) for corner in _CORNERS}
_UNPAINTED = {**_SQUARE, "background": None}
_NO_RADIUS = (0, "px")
#: A percentage, or a sum that may hold one.
_RELATIVE = ("%", None)
_IN_FLOW = ("static", "relative")
#: Width and height of what a box is in, in px; they may be "auto".
_Size: TypeAlias = tuple[float | str, float | str]
#: A style meets a few sizes in a document, and other ones in the next.
_MOST_SIZES = 50


def shorten_boxes() -> None:
    """Let boxes take what is certain from their style."""
    replace_everywhere(percent.resolve_percentages, _resolving(percent.resolve_percentages))
    replace_everywhere(
        percent.resolve_radii_percentages, _rounding(percent.resolve_radii_percentages)
    )
    replace_everywhere(
        background.layout_box_backgrounds, _painting(background.layout_box_backgrounds)
    )
    for name, nothing in _UNPAINTED.items():
        setattr(boxes.Box, name, nothing)
    box = boxes.Box
    box.is_in_normal_flow = _in_flow(box.is_in_normal_flow)
    boxes.ParentBox.page_values = _page_values
    replace_everywhere(block.block_level_page_name, _page_name)
    box.establishes_formatting_context = _contexts(box.establishes_formatting_context)
    box.descendants = _descendants


def _resolving(engine: Callable[[Box, Part], None]) -> Callable[[Box, Part], None]:
    """Resolve percentages only where there are some, and those once for each size."""

    def resolve(box: Box, containing_block: Part) -> None:
        style = box.style
        memory = style.memory
        if memory is None:
            engine(box, containing_block)
            return
        known, borders = memory.certain, _collapsed(box, style)
        if borders not in known:
            known[borders] = _certain(style, borders, engine)
        measures = known[borders]
        if measures is None and not isinstance(box, boxes.PageBox):
            measures = _relative(box, borders, _size(containing_block), memory, engine)
        if measures is None:
            engine(box, containing_block)
        else:
            box.__dict__.update(measures)

    return resolve


def _collapsed(box: Box, style: Style) -> tuple[float, ...]:
    """Return the widths of a table's lines, in px, that were found with the neighbours' own."""
    if style["border_collapse"] != "collapse" or _LAST_LINE not in box.__dict__:
        return ()
    return _lines_of(box.__dict__)  # type: ignore[no-any-return]


def _certain(
    style: Style, borders: tuple[float, ...], engine: Callable[[Box, Part], None]
) -> dict[str, Part] | None:
    """Return a box's measures by name, in px; None where they depend on what it is in."""
    if any(style[name] != "auto" and _unit(style[name]) in _RELATIVE for name in _LENGTHS):
        return None
    return _measures(style, borders, (0, 0), engine)


def _relative(
    box: Box,
    borders: tuple[float, ...],
    size: _Size,
    memory: Known,
    engine: Callable[[Box, Part], None],
) -> dict[str, Part]:
    """Return a box's measures by name, in px, inside what has a size."""
    known, key = memory.relative, (borders, size)
    if key not in known:
        if len(known) >= _MOST_SIZES:
            known.clear()
        known[key] = _measures(box.style, borders, size, engine)
    return known[key]


def _size(containing_block: Part) -> _Size:
    if isinstance(containing_block, boxes.Box):
        return containing_block.width, containing_block.height
    width, height = containing_block
    return width, height


def _measures(
    style: Style, borders: tuple[float, ...], size: _Size, engine: Callable[[Box, Part], None]
) -> dict[str, Part]:
    """Return what the engine finds for any box of a style."""
    box = SimpleNamespace(style=style, **dict(zip(_LINES, borders, strict=False)))
    engine(box, size)
    measures = vars(box)
    del measures["style"]
    return measures


def _unit(length: Part) -> str | None:
    """Return a length's unit; a sum that is yet to be made has none."""
    return getattr(length, "unit", None)


def _rounding(engine: Callable[[Box], None]) -> Callable[[Box], None]:
    def round_corners(box: Box) -> None:
        memory = box.style.memory
        if memory and memory.once("square", _is_square, box.style):
            for name, radii in _SQUARE.items():
                setattr(box, name, radii)  # what stands for a box passes it on
        else:
            engine(box)

    return round_corners


def _is_square(style: Style) -> bool:
    return all(_NO_RADIUS in style[f"{corner}_radius"] for corner in _CORNERS)


def _painting(engine: Callable[..., None]) -> Callable[..., None]:
    """Lay out backgrounds only where there is something to paint.

    What is not said of a box has been said of all boxes: no background, and square corners.
    """

    def paint(page: Box, box: Box, images: Part, *more: Part, **named: Part) -> None:
        if more or named or box is page:
            engine(page, box, images, *more, **named)
            return
        for painted in busy_boxes(box, _is_left_unpainted):
            engine(page, painted, images)

    return paint


def _is_left_unpainted(box: Box) -> bool:
    memory = box.style.memory
    return bool(memory and memory.once("unpainted", _is_unpainted, box.style))


def _is_unpainted(style: Style) -> bool:
    return _is_square(style) and _is_bare(style)


def _is_bare(style: Style) -> bool:
    """Tell whether a style has no background, shadow or image for its border."""
    images = *style["background_image"], style["border_image_source"], style["mask_border_source"]
    colour = get_color(style, "background_color")
    return not (colour.alpha or style["box_shadow"] or any(kind != "none" for kind, _ in images))


def _in_flow(engine: Callable[[Box], bool]) -> Callable[[Box], bool]:
    def is_in_normal_flow(self: Box) -> bool:
        style = self.style
        plain = style["float"] == "none" and style["position"] in _IN_FLOW
        return plain or engine(self)

    return is_in_normal_flow


def _contexts(engine: Callable[[Box], bool]) -> Callable[[Box], bool]:
    """Know of each kind of box in a style whether it has floats of its own."""

    def establishes_formatting_context(self: Box) -> bool:
        memory: Known | None = self.style.memory
        if memory is None or self.is_column or "is_floated" in self.__dict__:
            return engine(self)
        known, kind = memory.contexts, type(self)
        if kind not in known:
            known[kind] = engine(self)
        return known[kind]

    return establishes_formatting_context


def _page_values(self: Box) -> tuple[str, str]:
    """Return the named pages a box begins and ends on.

    The engine asks all children, and each of those all of its own; here one is followed down.
    """
    return _page_at(self, iter), _page_at(self, reversed)


def _page_name(before: Box, after: Box) -> str | None:
    """Return the page that begins between two boxes, if another does."""
    ends, begins = _page_at(before, reversed), _page_at(after, iter)
    return None if ends == begins else begins


def _page_at(box: Box, way: Callable[[Sequence[Box]], Iterator[Box]]) -> str:
    """Return the page that is named furthest down, at a box's beginning or at its end."""
    named = box.style["page"]
    while not isinstance(box, boxes.TableBox):  # what is inside a table is not asked
        for child in way(box.children):
            if _on_page(child):
                break
        else:
            break
        box, named = child, child.style["page"] or named
    return str(named)


def _descendants(self: Box, placeholders: bool = False) -> Iterator[Box]:  # noqa: FBT001, FBT002
    """Yield a box and all below it, in order, not handed up from child to parent one by one."""
    waiting = [self]
    while waiting:
        box = waiting.pop()
        if isinstance(box, boxes.Box):
            yield box
            if box.children:
                waiting.extend(reversed(box.children))
        elif placeholders:
            yield from box.descendants(placeholders)
        else:
            yield box


def _on_page(box: Box) -> bool:
    style = box.style
    plain = style["float"] == "none" and style["position"] in _IN_FLOW
    return plain or bool(box.is_in_normal_flow() or box.is_floated())
