"""Versions of the system's libraries that decide what a page looks like, without the engine.

Importing the engine only to ask takes longer than finding out that nothing has to be made.
"""

import ctypes
import sys
from collections.abc import Mapping

#: As WeasyPrint 70.0 looks for them: on Linux, on macOS.
_NAMES = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}


def library_versions() -> Mapping[str, str]:
    """Return name → version; an empty version where a library is missing."""
    found = {name: _loaded(names) for name, names in _NAMES.items()}
    return {name: _version(name, library) if library else "" for name, library in found.items()}


def _loaded(names: tuple[str, ...]) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(names[1] if sys.platform == "darwin" else names[0])
    except OSError:
        return None


def _version(name: str, library: ctypes.CDLL) -> str:
    match name:
        case "pango":
            return str(library.pango_version())
        case "fontconfig":
            return str(library.FcGetVersion())
        case _:
            library.hb_version_string.restype = ctypes.c_char_p
            return str(library.hb_version_string().decode())
