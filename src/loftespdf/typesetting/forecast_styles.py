"""How sizes of type grow with the text's: a headline may be twice the text and ten points more.

What a style would be with larger type is computed by the engine from the style's own declarations.
"""

from collections.abc import Mapping

import tinycss2
from weasyprint.css import AnonymousStyle, ComputedStyle

from loftespdf.typesetting.engine_parts import Part, Style

#: The custom property that the size of type stands in (sheet_css.py), as the engine names it.
_TYPE = "__type"
#: What may take of a box's width, and is said of few boxes.
_SIDES = tuple(f"{edge}_{side}" for edge in ("margin", "padding") for side in ("left", "right"))


class Growth:
    """What the styles of one page would be with type twice as large; each is found once."""

    def __init__(self) -> None:
        self._twice: dict[int, Style] = {}

    def share(self, style: Style) -> float:
        """Return the share of a style's size of type that grows as the text does: 1 for all of it.

        Type ``ratio`` times as large is ``1 + share * (ratio - 1)`` times as large in this style.
        """
        size = style["font_size"]
        return float(self._larger(style)["font_size"] / size - 1) if size else 1.0

    def steady(self, style: Style) -> float:
        """Return the width in px that a style's sides take and no size of type changes."""
        sides = ((side, _pixels(style[side])) for side in _SIDES)
        return sum(now - self.more(style, side) for side, now in sides if now)

    def more(self, style: Style, name: str) -> float:
        """Return how many px a length grows by when type is twice as large; 0 for no length."""
        now = _pixels(style[name])
        return _pixels(self._larger(style)[name]) - now if now else 0.0

    def _larger(self, style: Style) -> Style:
        if id(style) not in self._twice:
            self._twice[id(style)] = self._with_type_twice(style)
        return self._twice[id(style)]

    def _with_type_twice(self, style: Style) -> Style:
        declared = getattr(style, "cascaded", None)
        if declared is None:
            return AnonymousStyle(self._larger(style.parent_style))
        parent, root = style.parent_style, style.root_style
        if parent is None:
            declared = _with_type_twice(declared)
        else:
            parent, root = self._larger(parent), self._larger(root)
        return ComputedStyle(
            parent, declared, style.pseudo_type, root, style.base_url, style.font_config,
            style.initial_page_sizes,
        )  # fmt: skip


def _pixels(value: Part) -> float:
    """Return a computed length in px; 0 for what is no length, or a share of another."""
    return float(value.value) if getattr(value, "unit", None) == "px" else 0.0


def _with_type_twice(declared: Mapping[str, Part]) -> Mapping[str, Part]:
    if _TYPE not in declared:
        return declared
    size, weight = declared[_TYPE]
    twice = tinycss2.parse_component_value_list(f"calc({tinycss2.serialize(size)} * 2)")
    return {**declared, _TYPE: (tuple(twice), weight)}
