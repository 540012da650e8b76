"""What holds itself is let go as soon as nobody else holds it.

An anonymous style and the one it inherits from hold each other, and a layout holds what opens its
pictures and is held by it. With them every box, line and style of a document would wait until
somebody looked for garbage, which takes longer than letting go of them one by one.
"""

from collections.abc import Callable
from functools import partial
from weakref import ref

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
        self.get_image_from_uri = _Opening(self.get_image_from_uri, self)

    return begin


class _Opening:
    """What opens pictures for a layout, which is there as long as it is asked.

    It answers as the engine's own, whose ``keywords`` are looked at for drawings within a page.
    """

    def __init__(self, own: "partial[Part]", layout: Part) -> None:
        self._open = own.func, own.args
        self._others = {name: value for name, value in own.keywords.items() if name != "context"}
        self._layout = ref(layout)

    @property
    def keywords(self) -> dict[str, Part]:
        return {**self._others, "context": self._layout()}

    def __call__(self, *given: Part, **named: Part) -> Part:
        function, before = self._open
        return function(*before, *given, **{**self.keywords, **named})
