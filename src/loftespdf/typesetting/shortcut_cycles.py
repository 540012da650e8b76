"""What holds itself is let go as soon as nobody else holds it.

An anonymous style and the one it inherits from hold each other, and a layout holds what opens its
pictures and is held by it. With them every box, line and style of a document would wait until
somebody looked for garbage, which takes longer than letting go of them one by one.
"""

from collections.abc import Callable
from functools import partial
from weakref import ReferenceType, ref

from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle
from weasyprint.layout import LayoutContext

from loftespdf.typesetting.engine_parts import Part, Style


def open_cycles() -> None:
    """Let styles and layouts hold nothing that holds them."""
    for kind in (AnonymousStyle, InitialStyle):
        kind.specified = property(_itself, _not_kept)
    ComputedStyle.anonymous_style = property(_anonymous_style)
    LayoutContext.__init__ = _beginning(LayoutContext.__init__)


def _itself(style: Style) -> Style:
    """Return what a style was said to be, where that is what it is."""
    return style


def _not_kept(style: Style, value: Style) -> None:
    """Take a style that the engine would keep in itself."""


def _anonymous_style(self: Style) -> Style:
    """Return the style of anonymous boxes inside, the same as long as a box has it."""
    known = self.__dict__.get("anonymous")
    style = known() if known else None
    if style is None:
        style = AnonymousStyle(self)
        self.anonymous = ref(style)
    return style


def _beginning(engine: Callable[..., None]) -> Callable[..., None]:
    def begin(self: Part, *given: Part, **named: Part) -> None:
        engine(self, *given, **named)
        own = self.get_image_from_uri
        others = {name: value for name, value in own.keywords.items() if name != "context"}
        self.get_image_from_uri = _opening(partial(own.func, *own.args, **others), ref(self))

    return begin


def _opening(engine: Callable[..., Part], layout: "ReferenceType[Part]") -> Callable[..., Part]:
    """Return what opens pictures for a layout, which is there as long as it is asked."""

    def opened(*given: Part, **named: Part) -> Part:
        return engine(*given, context=layout(), **named)

    return opened
