"""A line of a paragraph takes its glyphs from the paragraph, which is shaped already.

Its letters are those of a line that is shaped alone: they follow from the letters beside them, and
where a line ends at a space only its last letter might stand closer to the space than to nothing.
Such a line, and one that begins inside a ligature, is shaped. Pango gets a line of its own only
where somebody asks for it.
"""

from typing import TypeAlias

from msgspec import Struct
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango

from loftespdf.typesetting.engine_parts import Line, Part, Style
from loftespdf.typesetting.shortcut_lines import plain_line
from loftespdf.typesetting.shortcut_shaping import Cut, Shaped, Shaper, shaper_of

#: A line, its length and what comes after it in bytes, its width, height and baseline in px.
Broken: TypeAlias = tuple[Line, int, int | None, float, float, float]
#: So far, in type sizes, the end of a line may move when it is shaped alone.
_DOUBT = 0.15


class CutLine(line_break.Layout):  # type: ignore[misc]
    """The engine's line around glyphs that are known; Pango's own is made when asked for."""

    def __init__(self, text: str, room: float, cut: Cut) -> None:
        self.__dict__.update(
            text=text, cut=cut, max_width=room, justification_spacing=0, first_line_direction=0,
            ascent=None, underline_position=None, strikethrough_position=None,
        )  # fmt: skip

    def __getattr__(self, name: str) -> Part:
        """Shape the line, for whoever asks Pango about it."""
        if name not in ("layout", "language"):
            raise AttributeError(name)
        line = plain_line(self.text, self.style, 0, self.max_width)
        self.layout, self.language = line.layout, line.language
        return self.__dict__[name]

    def reactivate(self, style: Style) -> None:
        """Learn the style, for whoever asks Pango; what is drawn is known."""
        self.style = style

    def deactivate(self) -> None:
        """Let go of what was made for those who asked."""
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)


class Foreseen(Struct, frozen=True):
    """What a line is made of: a text from its beginning, in ``room`` px.

    ``alone`` holds the document's texts that have been shaped alone, by what shapes and what.
    """

    text: str
    style: Style
    room: float
    spacing: float
    alone: dict[tuple[Shaper, str], Shaped | None]

    @property
    def doubt(self) -> int:
        """How far the end of a line may move when it is shaped alone, in Pango's units."""
        return int(self.style["font_size"] * _DOUBT * TO_UNITS)

    def set(self, shown: str, end: int | None, whole: Shaped | None) -> Broken | None:
        """Return the line that shows the text's beginning; None where it is too long.

        ``end`` is the byte that the text goes on at; ``whole`` is a text that this one is the end
        of, if one is shaped.
        """
        line = (whole and self._cut(shown, end, whole)) or self._alone(shown, end)
        return line if line[3] <= self.room else None

    def hyphenated(self, length: int, part: str) -> Broken | None:
        """Return the line of the first ``length`` bytes and a part of the next word."""
        shown = self.text.encode()[:length].decode() + part
        end = len(shown.encode())
        line, _, _, *size = self._alone(shown + self.style["hyphenate_character"], end)
        if size[0] * TO_UNITS > int(self.room * TO_UNITS):
            return None
        return line, end, end, size[0], size[1], size[2]

    def _cut(self, shown: str, end: int | None, whole: Shaped) -> Broken | None:
        """Return the line with glyphs that are known; None where it is not set so alone."""
        length = len(shown.encode())
        start = len(whole.data) - len(self.text.encode())
        cut = None if self.spacing else whole.cut(start, start + length)
        return self._around(cut, shown, length, end) if cut else None

    def _alone(self, shown: str, end: int | None) -> Broken:
        """Return the line shaped alone."""
        whole = None if self.spacing else self._shaped(shown)
        if whole is None:
            return self._of_pango(shown, end)
        return self._around(whole.whole, shown, len(whole.data), end)

    def _shaped(self, shown: str) -> Shaped | None:
        """Return a text shaped, once in a document: what stands on every page comes back."""
        shaper = shaper_of(self.style)
        key = shaper, shown
        if key not in self.alone:
            self.alone[key] = shaper.shaped(shown, self.style)
        return self.alone[key]

    def _around(self, cut: Cut, shown: str, length: int, end: int | None) -> Broken:
        line, text = CutLine(shown, self.room, cut), cut.text
        return line, length, end, cut.width, text.height, text.baseline

    def _of_pango(self, shown: str, end: int | None) -> Broken:
        line = plain_line(shown, self.style, self.spacing, self.room)
        first, _ = line.get_first_line()
        width, height = line_break.line_size(first, self.style)
        baseline = pango.pango_layout_get_baseline(line.layout) * FROM_UNITS
        line.deactivate()
        return line, first.length, end, width, height, baseline
