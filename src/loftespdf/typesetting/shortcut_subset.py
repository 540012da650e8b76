"""A font's used glyphs are handed to HarfBuzz in an array of a type that is known already.

The engine names the array's type with its length. For each length that is new cffi parses C again,
about 2 ms; an array that takes its length from its values is parsed once for all.

And a typeface's own bytes, some 400 kB, are copied only where somebody asks for them: the engine
copies them for each document, and puts the subset in their place.
"""

from functools import cached_property
from typing import Any

from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_hb_object_data

from loftespdf.typesetting.engine_parts import Part

_SIZED, _OPEN = "hb_codepoint_t[", "hb_codepoint_t[]"
_CONTENT = "file_content"


def shorten_subsets() -> None:
    """Let the engine's fonts make their arrays without their length, and copy no whole typeface."""
    fonts.ffi = _Arrays()
    fonts.get_hb_object_data = Unread
    fonts.Font.file_content = property(_content, _keep)


class _Arrays:
    """Stands for the engine's cffi, and makes arrays of glyphs as long as their values."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever cffi has
        return getattr(ffi, name)

    @staticmethod
    def new(kind: str, *values: Any) -> Any:  # noqa: ANN401 - cffi's values and its array
        """Return new memory, as cffi's function of this name does."""
        return ffi.new(_OPEN if values and kind.startswith(_SIZED) else kind, *values)


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
