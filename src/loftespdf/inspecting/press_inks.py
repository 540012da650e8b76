"""A content stream, followed for its inks: the colour space of each operator, and what is set.

In the page, its forms, its patterns and the letters of fonts that bring their own colours. What is
painted with them is kept by ``press_painter.py``.
"""

import re
from collections.abc import Callable, Mapping

import pikepdf
from msgspec.structs import replace

from loftespdf.inspecting.fonts import Font
from loftespdf.inspecting.graphics import Operands, resource
from loftespdf.inspecting.inking import (
    Colour,
    Inking,
    Space,
    colour_in,
    initial,
    of_device,
    space_of,
)
from loftespdf.inspecting.matrix import Area
from loftespdf.inspecting.painting import Painter
from loftespdf.inspecting.press_state import changes_of, foreign_to_press
from loftespdf.inspecting.raw import Raw, entry, number

#: A letter of a Type 3 font that takes the text's colour says so first (ISO 32000-1, 9.6.5).
_COLOURLESS = re.compile(rb"\bd1\b")
_EVERYWHERE: Area = (-1e6, -1e6, 1e6, 1e6)


class InkPainter(Painter):
    """Follows one page; ``spaces`` are those used, ``extras`` what a press may not be sent."""

    def __init__(self, *known: Raw) -> None:
        self.spaces: dict[Space, None] = {}
        self.extras: dict[str, None] = {}
        self._followed: set[tuple[tuple[int, int], Colour | None]] = set()
        super().__init__(*known)

    def handler_table(self) -> Mapping[str, Callable[[Operands], None]]:
        """Return operator → what to do, those of text among them."""
        table = dict(super().handler_table())
        self._plain = dict(table)
        for operator in ("g", "rg", "k", "cs", "sc", "scn"):
            table[operator] = self._both(operator, self._fill_setter(operator))
        for operator in ("G", "RG", "K"):
            table[operator] = self._set_stroke_device
        table |= {"CS": self._stroke_space, "SC": self._stroke_colour, "SCN": self._stroke_colour}
        return table | {"w": self._width, "gs": self._external}

    def keep_shading(self, shading: Raw) -> None:
        """Keep a shading that a pattern paints."""
        raise NotImplementedError

    @property
    def inking(self) -> Inking:
        """The press's part of the graphics state."""
        return self.graphics.state.inking

    def _change(self, **changes: object) -> None:
        self.graphics.state.inking = replace(self.inking, **changes)

    def _both(
        self, operator: str, setter: Callable[[Operands], None]
    ) -> Callable[[Operands], None]:
        plain = self._plain[operator]

        def follow(operands: Operands) -> None:
            setter(operands)
            plain(operands)

        return follow

    def _fill_setter(self, operator: str) -> Callable[[Operands], None]:
        if operator == "cs":
            return lambda operands: self._change(fill=initial(self.space(operands[0])))
        if operator in ("sc", "scn"):
            return lambda operands: self._change(fill=self._colour(self.inking.fill, operands))
        return lambda operands: self._change(fill=self._seen(of_device(operands)))

    def _set_stroke_device(self, operands: Operands) -> None:
        self._change(stroke=self._seen(of_device(operands)))

    def _stroke_space(self, operands: Operands) -> None:
        self._change(stroke=initial(self.space(operands[0])))

    def _stroke_colour(self, operands: Operands) -> None:
        self._change(stroke=self._colour(self.inking.stroke, operands))

    def space(self, raw: Raw) -> Space:
        """Read a colour space that is used."""
        space = space_of(raw, self.graphics.resources)
        self.spaces[space] = None
        if space.base is not None:
            self.spaces[space.base] = None
        return space

    def _seen(self, colour: Colour) -> Colour:
        self.spaces[colour.space] = None
        return colour

    def _colour(self, now: Colour, operands: Operands) -> Colour:
        values = list(operands)
        if values and isinstance(values[-1], pikepdf.Name):
            base = now.space.base
            lent = colour_in(base, [number(v, 0.0) for v in values[:-1]]) if base else None
            self._follow_pattern(resource(self.graphics.resources, "/Pattern", values[-1]), lent)
            return Colour(now.space, None)
        return colour_in(now.space, [number(value, 0.0) for value in values])

    def _width(self, operands: Operands) -> None:
        self._change(width=number(operands[0], 1.0))

    def _external(self, operands: Operands) -> None:
        self._plain["gs"](operands)
        state = resource(self.graphics.resources, "/ExtGState", operands[0])
        if not isinstance(state, pikepdf.Dictionary):
            return
        self.extras |= dict.fromkeys(foreign_to_press(state))
        self._change(**changes_of(state))

    # What is inside

    def _follow_pattern(self, pattern: Raw, lent: Colour | None) -> None:
        """Follow what a pattern paints, once a colour: its colours count, its places do not.

        ``lent`` is the colour of a pattern that has none of its own.
        """
        if pattern is None or (pattern.objgen, lent) in self._followed:
            return
        self._followed.add((pattern.objgen, lent))
        if isinstance(pattern, pikepdf.Stream):
            self._follow_inside(pattern, pattern.get("/Resources"), lent)
        elif (shading := entry(pattern, "/Shading")) is not None:
            self.keep_shading(shading)

    def open_font(self, font: pikepdf.Dictionary) -> Font:
        """Read a font; letters that are drawn in colours of their own are followed, once each."""
        glyphs = font.get("/CharProcs") if font.get("/Subtype") == "/Type3" else None
        for glyph in glyphs.values() if isinstance(glyphs, pikepdf.Dictionary) else ():
            if isinstance(glyph, pikepdf.Stream) and (glyph.objgen, None) not in self._followed:
                self._followed.add((glyph.objgen, None))
                if not _COLOURLESS.search(glyph.read_bytes()):
                    self._follow_inside(glyph, font.get("/Resources"), None)
        return super().open_font(font)

    def _follow_inside(self, content: pikepdf.Stream, own: Raw, lent: Colour | None) -> None:
        graphics, outer = self.graphics, self.graphics.resources
        path, graphics.path = graphics.path, []
        fonts, self._fonts = self._fonts, {}
        text, line = self._text, self._line
        graphics.save()
        graphics.resources = own if own is not None else outer
        graphics.state.clip = _EVERYWHERE
        if lent is not None:
            self._change(fill=lent, stroke=lent)
        self.follow(content)
        self._fonts, self._text, self._line = fonts, text, line
        graphics.resources = outer
        graphics.restore()
        graphics.path = path
