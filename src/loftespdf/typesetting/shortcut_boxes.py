"""Boxes whose measures do not depend on their surroundings get them from their style at once."""

from collections.abc import Callable

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from loftespdf.typesetting.engine_parts import Box, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_styles import may_be_kept

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
_LINES = tuple(f"border_{side}_width" for side in _SIDES)
_IN_FLOW = ("static", "relative")


def shorten_boxes() -> None:
    """Let boxes take what is certain from their style."""
    replace_everywhere(percent.resolve_percentages, _resolving(percent.resolve_percentages))
    boxes.Box.is_in_normal_flow = _in_flow(boxes.Box.is_in_normal_flow)
    boxes.ParentBox.page_values = _page_values


def _resolving(engine: Callable[[Box, Part], None]) -> Callable[[Box, Part], None]:
    """Resolve percentages only where there are some, or where sizes include a border."""

    def resolve(box: Box, containing_block: Part) -> None:
        style = box.style
        known = style.__dict__
        if "certain" not in known:
            known["certain"] = _certain(style) if may_be_kept(style) else None
        if known["certain"] is None:
            engine(box, containing_block)
        else:
            box.__dict__.update(known["certain"])

    return resolve


def _certain(style: Style) -> dict[str, Part] | None:
    """Return a box's measures by name, in px; None where they depend on something."""
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return None
    measures: dict[str, Part] = {name: style[name] for name in _LINES}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            measures[name] = 0 if name.startswith("min_") else value
        elif getattr(value, "unit", "%") in (None, "%"):
            return None
        else:
            measures[name] = value.value
    return measures


def _in_flow(engine: Callable[[Box], bool]) -> Callable[[Box], bool]:
    def is_in_normal_flow(self: Box) -> bool:
        style = self.style
        plain = style["float"] == "none" and style["position"] in _IN_FLOW
        return plain or engine(self)

    return is_in_normal_flow


def _page_values(self: Box) -> tuple[str, str]:
    """Return the named pages a box begins and ends on, asking its first and last child only."""
    start, end = boxes.Box.page_values(self)
    first = next(filter(_on_page, self.children), None)
    if first is None:
        return start, end
    last = next(filter(_on_page, reversed(self.children)))
    first_values = first.page_values()
    last_values = first_values if last is first else last.page_values()
    return first_values[0] or start, last_values[1] or end


def _on_page(box: Box) -> bool:
    return bool(box.is_in_normal_flow() or box.is_floated())
