"""Which typefaces the engine may choose from: those of the stylesheets, and none of the machine's.

The engine adds a stylesheet's typefaces to all that are installed, and where a machine has one of
the same family it takes that: another version, with other widths. What a file looks like would
depend on what somebody has installed, and on her settings for fontconfig. What the stylesheets do
not bring is set in ``fallback.ttf``, the same everywhere, which the proof refuses by its name.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint.text.ffi import fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from loftespdf.typesetting.engine_calls import ffi
from loftespdf.typesetting.shortcut_cascade import Meetings
from loftespdf.typesetting.style_memory import StyleMemory

#: Drawn by ``tools/fallback_font.py``.
FALLBACK = Path(__file__).with_name("fallback.ttf")
#: Whatever is asked for may be that typeface at last; bound strongly, it is before all others.
_SETTINGS = b"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><match target="pattern"><edit name="family" mode="append_last" binding="strong">
<string>Saknat typsnitt</string></edit></match></fontconfig>"""


class Faces(FontConfiguration):  # type: ignore[misc]
    """Typefaces loaded, without the system's and without its settings.

    As the engine's own constructor, but for the configuration. Checked against WeasyPrint 70.0,
    which is pinned.
    """

    def __init__(self) -> None:
        _settle()
        self._config = _configuration()
        fontconfig.FcConfigAppFontAddFile(self._config, os.fsencode(FALLBACK))
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(
            ffi.cast("PangoFcFontMap *", self.font_map), self._config
        )
        fontconfig.FcConfigDestroy(self._config)  # the font map has it now
        self._folder = None


class OwnFonts:
    """What the engine asks of the fonts of one layout's documents.

    The stylesheets say which typefaces they bring; layouts that bring the same ones share them
    loaded, and what Pango found out about each. A picture brings none: it would do so for all
    documents after its own.
    """

    def __init__(self) -> None:
        self.brought: list[Mapping[str, object]] = []
        self.styles: StyleMemory | None = None
        self.meetings = Meetings()
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}

    def add_font_face(self, descriptors: Mapping[str, object], _fetcher: object) -> None:
        """Hear of a typeface; it is loaded with all others."""
        self.brought.append(descriptors)

    def use(self, faces: Faces) -> None:
        """Set texts in these typefaces."""
        self._faces = faces  # which removes its files when nobody needs it
        self.font_map = faces.font_map


def _configuration() -> Any:  # noqa: ANN401 - a pointer
    """Return a configuration of our own, with no typefaces; to be destroyed."""
    made = fontconfig.FcConfigCreate()
    fontconfig.FcConfigParseAndLoadFromMemory(made, _SETTINGS, True)  # noqa: FBT003 - a C function
    fontconfig.FcConfigBuildFonts(made)  # of no folder: an empty set, where else there is none
    return made


@cache
def _settle() -> None:
    """Let ours be the process's settings: Pango asks those, whatever its font map was given."""
    fontconfig.FcConfigSetCurrent(_configuration())
