"""A font's used glyphs are handed to HarfBuzz in an array of a type that is known already.

The engine names the array's type with its length. For each length that is new cffi parses C again,
about 2 ms; an array that takes its length from its values is parsed once for all.
"""

from typing import Any

from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi

_SIZED, _OPEN = "hb_codepoint_t[", "hb_codepoint_t[]"


def shorten_subsets() -> None:
    """Let the engine's fonts make their arrays without their length."""
    fonts.ffi = _Arrays()


class _Arrays:
    """Stands for the engine's cffi, and makes arrays of glyphs as long as their values."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever cffi has
        return getattr(ffi, name)

    @staticmethod
    def new(kind: str, *values: Any) -> Any:  # noqa: ANN401 - cffi's values and its array
        """Return new memory, as cffi's function of this name does."""
        return ffi.new(_OPEN if values and kind.startswith(_SIZED) else kind, *values)
