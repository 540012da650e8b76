"""A typeface's own bytes, some 400 kB, are copied only where somebody asks for them.

The engine copies them for each document, and puts the subset in their place.
"""

from functools import cached_property

from weasyprint.pdf import fonts
from weasyprint.text.fonts import get_hb_object_data

from loftespdf.typesetting.engine_parts import Part

_CONTENT = "file_content"


def shorten_subsets() -> None:
    """Let the engine's fonts copy no whole typeface."""
    fonts.get_hb_object_data = Unread
    fonts.Font.file_content = property(_content, _keep)


class Unread:
    """Stands for the bytes of one of HarfBuzz's faces until they are asked for."""

    def __init__(self, face: Part) -> None:
        self._face = face

    @cached_property
    def read(self) -> bytes:
        """The bytes."""
        return get_hb_object_data(self._face) or b""

    def __bool__(self) -> bool:
        """Tell whether there are any: the engine asks it of a subset."""
        return bool(self.read)


def _content(font: Part) -> bytes:
    """Return what is in a font's file."""
    kept: bytes | Unread = font.__dict__[_CONTENT]
    return kept.read if isinstance(kept, Unread) else kept


def _keep(font: Part, content: bytes | Unread) -> None:
    font.__dict__[_CONTENT] = content
