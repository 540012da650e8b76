"""Computed styles that know at once what is initial, instead of finding it out one by one.

The engine computes a property the first time it is asked for. Of some ninety that every box is
asked for, four out of five have their initial value: they stand in the style from the beginning
here. An inherited one is its parent's, with nothing to compute. What has been computed is
remembered for the layout's next document.
"""

from collections.abc import Callable, Mapping

from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor
from weasyprint.css import Style as Base
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_VALUES

from loftespdf.typesetting.engine_parts import Part, Style
from loftespdf.typesetting.style_memory import ANCHOR, Known, Remembered, below

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
#: What the engine asks of every box, and whose initial value needs no computing. Left out are
#: properties with rules of their own.
_ASKED = (
    *(f"border_{side}_style" for side in _SIDES),
    *(f"border_{corner}_radius" for corner in _CORNERS),
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
    *("anchor", "appearance", "background_color", "background_image", "bookmark_level"),
    *("bookmark_state", "border_image_source", "box_decoration_break", "box_shadow", "box_sizing"),
    *("break_after", "break_before", "column_count", "column_width", "continue"),
    *("counter_increment", "counter_reset", "counter_set", "image_orientation"),
    *("mask_border_source", "max_lines", "opacity", "outline_color", "outline_offset"),
    *("outline_style", "overflow", "string_set", "transform"),
)
#: A line without a style has no width, whatever its width is said to be (CSS 2.1, 8.5.1).
_NO_LINES = {**{f"border_{side}_width": 0 for side in _SIDES}, "outline_width": 0}
_INITIAL = {name: INITIAL_VALUES[name] for name in _ASKED} | _NO_LINES
#: These two decide about each other; where neither is said, both have their initial value.
_IN_PLACE = {"position": "static", "float": "none"}
_LOGICAL = frozenset(
    logical(block="ttb", inline=direction)
    for logical in PHYSICAL_FUNCTIONS.values()
    for direction in ("ltr", "rtl")
)
#: Where a style says ”block-start”, what is physical is left for the engine to find.
_INITIAL_BUT_PHYSICAL = {
    name: value for name, value in _INITIAL.items() if name not in PHYSICAL_FUNCTIONS
}
#: Of these the engine copies every property that is known onto a line, initial ones too.
_COPIED_WHOLE = ("first-line", "first-letter")
#: Not inherited by their definition, but where a style says nothing of them they are its parent's:
#: a named page, and the lines that text decoration draws through all that is inside.
_PASSED_ON = frozenset(
    ("page", *(f"text_decoration_{part}" for part in ("line", "color", "style", "thickness")))
)
_PLAINLY_INHERITED = (frozenset(INHERITED) | _PASSED_ON) - frozenset(PHYSICAL_FUNCTIONS)


def shorten_styles() -> None:
    """Let every computed style begin with what is initial, and with what is known of it."""
    ComputedStyle.__init__ = _beginning(ComputedStyle.__init__)
    ComputedStyle.__missing__ = _inheriting(ComputedStyle.__missing__)
    AnonymousStyle.__init__ = _anonymous(AnonymousStyle.__init__)
    AnonymousStyle.__missing__ = _remembering(AnonymousStyle.__missing__)
    StyleFor.__call__ = _settling(StyleFor.__call__)
    Base.memory = None
    for kind in (ComputedStyle, AnonymousStyle):
        kind.copy = _unremembered(kind.copy)


def memory_of(style: Style) -> Known | None:
    """Return what is known of a style; None where nothing that follows from it may be kept.

    Where the engine changes a style during layout, it changes a copy of its own. Text in an SVG has
    styles of another kind.
    """
    return getattr(style, "memory", None)


def _settling(engine: Callable[..., Style]) -> Callable[..., Style]:
    """Take away once from a style what does not apply in tables, not each time it is asked for."""

    def style_for(self: Part, element: Part, part: str | None = None) -> Style:
        style = self._computed_styles.get((element, part))
        if style and "settled" not in style.__dict__:
            style = engine(self, element, part)
            style.settled = True
        return style

    return style_for


def _beginning(engine: Callable[..., None]) -> Callable[..., None]:
    def begin(
        self: Style, parent: Style, cascaded: Mapping[str, Part], pseudo: str | None, *more: Part
    ) -> None:
        engine(self, parent, cascaded, pseudo, *more)
        if pseudo in _COPIED_WHOLE:
            self.memory = Known()
            return
        memory = self.memory = _memory(self, cascaded) or Known()
        if not isinstance(memory, Remembered):
            _begin_with_initial(self, self.specified, cascaded)
            return
        if not memory.values:
            _begin_with_initial(memory.values, memory.specified, cascaded)
        self.update(memory.values)
        self.specified.update(memory.specified)
        if ANCHOR in cascaded:
            self.pop(ANCHOR, None)

    return begin


def _memory(style: Style, declared: Mapping[str, Part]) -> Remembered | None:
    """Return what is known of a style. Logical sides win by weight, which no memory looks at."""
    if not _LOGICAL.isdisjoint(declared):
        return None
    parent = style.parent_style
    if parent is None:
        styles = getattr(style.font_config, "styles", None)
        return styles.root(declared) if styles else None
    known = memory_of(parent)
    return below(known, style.pseudo_type, declared) if isinstance(known, Remembered) else None


def _begin_with_initial(
    values: dict[str, Part], specified: dict[str, Part], cascaded: Mapping[str, Part]
) -> None:
    values.update(_INITIAL if _LOGICAL.isdisjoint(cascaded) else _INITIAL_BUT_PHYSICAL)
    if "position" not in cascaded and "float" not in cascaded:
        values.update(_IN_PLACE)
        specified.update(_IN_PLACE)
    for name in cascaded:
        values.pop(name, None)
        if name.endswith("_style"):
            values.pop(name.removesuffix("style") + "width", None)


def _inheriting(engine: Callable[[Style, str], Part]) -> Callable[[Style, str], Part]:
    def missing(self: Style, name: str) -> Part:
        parent = self.parent_style
        if name in self.cascaded or name not in _PLAINLY_INHERITED or parent is None:
            value = engine(self, name)
        else:
            value = self[name] = parent[name]
        memory = self.memory
        if isinstance(memory, Remembered) and name != ANCHOR:
            memory.values[name] = value
            if name in self.specified:
                memory.specified[name] = self.specified[name]
        return value

    return missing


def _remembering(engine: Callable[[Style, str], Part]) -> Callable[[Style, str], Part]:
    def missing(self: Style, name: str) -> Part:
        value = engine(self, name)
        if isinstance(self.memory, Remembered):
            self.memory.values[name] = value
        return value

    return missing


def _anonymous(engine: Callable[[Style, Style], None]) -> Callable[[Style, Style], None]:
    def begin(self: Style, parent: Style) -> None:
        known = memory_of(parent) if isinstance(parent, ComputedStyle) else None
        if isinstance(known, Remembered) and known.anonymous:
            self.parent_style, self.root_style = parent, parent.root_style
            self.cache, self.font_config = parent.cache, parent.font_config
            self.memory = known.anonymous
            self.update(known.anonymous.values)
            return
        self.update(_INITIAL)
        engine(self, parent)
        self.memory = Known()
        if isinstance(known, Remembered):
            self.memory = known.anonymous = Remembered(values=dict(self))

    return begin


def _unremembered(engine: Callable[[Style], Style]) -> Callable[[Style], Style]:
    def copy(self: Style) -> Style:
        copied = engine(self)
        copied.memory = None
        return copied

    return copy
