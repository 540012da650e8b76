"""A page's content stream, followed for all that a press would print.

Text is followed by ``painting.py`` and colours by ``press_inks.py``; here come strokes, fills,
pictures and shadings.
"""

from collections.abc import Callable, Mapping
from math import hypot

import pikepdf

from loftespdf.inspecting.graphics import Operands, resource
from loftespdf.inspecting.inking import Colour, Space, SpaceKind, space_of
from loftespdf.inspecting.matrix import Area, Matrix, bounds, multiply, transform
from loftespdf.inspecting.press_geometry import (
    Points,
    grown,
    ring_in,
    scale_of,
    seen,
    thickness,
    thinnest_of,
    within,
)
from loftespdf.inspecting.press_inks import InkPainter
from loftespdf.inspecting.press_pixels import ink_of
from loftespdf.inspecting.press_reading import PixelInk, Placed, Shape
from loftespdf.inspecting.press_state import (
    blending_space,
    foreign_to_press,
    is_transparency_group,
)
from loftespdf.inspecting.raw import Raw, entry, name, number

_SQUARE = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
_FILLS = ("f", "F", "f*", "B", "B*", "b", "b*")
_STROKES = ("S", "s", "B", "B*", "b", "b*")
_EVEN_ODD = ("f*", "B*", "b*")
_TEXT_STROKES, _TEXT_ONLY_STROKE, _TEXT_UNSEEN = (1, 2, 5, 6), (1, 5), (3, 7)
#: A letter's reach below and above the baseline, in shares of its size.
_BELOW, _ABOVE = 0.25, 0.75


class PressPainter(InkPainter):
    """Follows one page; afterwards ``shapes``, ``pictures``, ``spaces`` and the others tell."""

    def __init__(self, *known: Raw) -> None:
        self.shapes: list[Shape] = []
        self.pictures: list[Placed] = []
        self.see_through: dict[str, None] = {}
        self._starts: list[int] = []
        self._pixels: dict[tuple[int, int], PixelInk | None] = {}
        super().__init__(*known)

    def handler_table(self) -> Mapping[str, Callable[[Operands], None]]:
        """Return operator → what to do, those of text among them."""
        table = dict(super().handler_table())
        for operator in {*_FILLS, *_STROKES}:
            table[operator] = self._painting(operator)
        for operator in ("m", "re"):
            table[operator] = self._begin_subpath(operator)
        table |= {"sh": self._shading, "BI": self._inline}
        table |= {"ID": self._inline, "EI": self._inline, "INLINE IMAGE": self._inline}
        return table

    # What is painted

    def _paint(self, kind: str, colour: Colour, area: Area | None, **more: object) -> None:
        """Keep a shape, unless it lies wholly outside the clip."""
        shown = None if area is None else seen(area, self.graphics.state.clip)
        if area is None or shown is None:
            return
        area = area if kind == "text" else shown  # text that a box cuts off shows how far it goes
        inking, state = self.inking, self.graphics.state
        alpha = inking.stroke_alpha if kind == "stroke" else state.alpha
        if alpha < 1:
            self.see_through["ca" if kind != "stroke" else "CA"] = None
        if inking.masked:
            self.see_through["SMask"] = None
        if inking.blend not in ("/Normal", "/Compatible"):
            self.see_through[f"BM {inking.blend[1:]}"] = None
        over = inking.stroke_over if kind == "stroke" else inking.fill_over
        mixed = alpha < 1 or inking.masked or inking.blend not in ("/Normal", "/Compatible")
        one = over and inking.over_mode == 1 and colour.space.kind is SpaceKind.CMYK
        self.spaces[colour.space] = None
        self.shapes.append(Shape(kind, area, colour, over=one, mixed=mixed, **more))  # type: ignore[arg-type]

    def _painting(self, operator: str) -> Callable[[Operands], None]:
        plain = self._plain[operator]

        def paint(operands: Operands) -> None:
            points = [transform(self.graphics.state.matrix, x, y) for x, y in self.graphics.path]
            if points:
                area = bounds(points)
                if operator in _FILLS:
                    self._fill(area, points, even_odd=operator in _EVEN_ODD)
                if operator in _STROKES:
                    width = self.inking.width * scale_of(self.graphics.state.matrix)
                    wide = grown(area, width / 2)
                    thin = self.inking.width * thinnest_of(self.graphics.state.matrix)
                    self._paint("stroke", self.inking.stroke, wide, size=thin)
            plain(operands)

        return paint

    def _fill(self, area: Area, points: Points, *, even_odd: bool) -> None:
        ring = ring_in(self._subpaths(points)) if even_odd else None
        inside, is_square = ring or (None, False)
        shown = within(area, self.graphics.state.clip) or area
        size = thickness(area if inside else shown, inside)
        # Round corners reach into the box inside: no text is taken to stand free of them.
        hole = inside if is_square else None
        framed = inside is not None
        self._paint("fill", self.inking.fill, area, hole=hole, size=size, framed=framed)

    def _subpaths(self, points: Points) -> list[Points]:
        starts = [at for at in self._starts if at < len(points)]
        ends = [*starts[1:], len(points)]
        return [points[start:end] for start, end in zip(starts, ends, strict=True)]

    def _begin_subpath(self, operator: str) -> Callable[[Operands], None]:
        plain = self._plain[operator]

        def begin(operands: Operands) -> None:
            if not self.graphics.path:
                self._starts = []
            self._starts.append(len(self.graphics.path))
            plain(operands)

        return begin

    def keep(self, text: str, start: Matrix) -> None:
        """Keep a text as a shape too, with its size on the page."""
        super().keep(text, start)
        state = self.graphics.state
        if not text.strip() or state.mode in _TEXT_UNSEEN:
            return
        whole = multiply(start, state.matrix)
        low = state.rise - _BELOW * state.size
        high = state.rise + _ABOVE * state.size
        ends = (start, self.ink_end)
        points = [transform(each, 0, y) for each in ends for y in (low, high)]
        area = bounds([transform(state.matrix, x, y) for x, y in points])
        unit = state.font.unit if state.font else 1.0
        size = abs(state.size) * hypot(whole[2], whole[3]) * unit
        if state.mode not in _TEXT_ONLY_STROKE:
            self._paint("text", self.inking.fill, area, size=size, text=text)
        if state.mode in _TEXT_STROKES:
            self._paint("text", self.inking.stroke, area, size=size, text=text)

    def form(self, operands: Operands) -> None:
        """Follow a form, or keep a picture."""
        found = resource(self.graphics.resources, "/XObject", operands[0])
        if not isinstance(found, pikepdf.Stream):
            return
        if found.get("/Subtype") == "/Image":
            self._picture(found, name(operands[0])[1:])
            return
        self.extras |= dict.fromkeys(foreign_to_press(found))
        if is_transparency_group(found):
            self.see_through["Group"] = None
            if (blending := blending_space(found)) is not None:
                self.space(blending)
        super().form(operands)

    def _picture(self, picture: Raw, called: str) -> None:
        self.extras |= dict.fromkeys(foreign_to_press(picture))
        matrix = self.graphics.state.matrix
        area = bounds([transform(matrix, x, y) for x, y in _SQUARE])
        width, height = (int(number(picture.get(key), 0)) for key in ("/Width", "/Height"))
        sides = (hypot(matrix[0], matrix[1]), hypot(matrix[2], matrix[3]))
        pairs = zip((width, height), sides, strict=True)
        ppi = min((pixels * 72 / side for pixels, side in pairs if side), default=0.0)
        if picture.get("/ImageMask") is True:
            self.pictures.append(Placed(called, None, width, height, ppi, area))
            self._paint("picture", self.inking.fill, area)
            return
        raw = picture.get("/ColorSpace")
        space = space_of(raw, self.graphics.resources)
        if raw is None:
            space = Space(SpaceKind.UNKNOWN, name(picture.get("/Filter"))[1:], 0)
        self.pictures.append(Placed(called, space, width, height, ppi, area))
        if isinstance(picture.get("/SMask"), pikepdf.Stream):
            self.see_through["SMask"] = None
        self._paint("picture", Colour(space, None), area, pixels=self._ink(picture, space))

    def _ink(self, picture: Raw, space: Space) -> PixelInk | None:
        key = picture.objgen
        if key not in self._pixels or key == (0, 0):
            self._pixels[key] = ink_of(picture, space)
        return self._pixels[key]

    def _inline(self, operands: Operands) -> None:
        for each in operands:
            if isinstance(inline := getattr(each, "obj", None), pikepdf.Dictionary):
                self._picture(inline, "BI")

    def _shading(self, operands: Operands) -> None:
        found = resource(self.graphics.resources, "/Shading", operands[0])
        self.keep_shading(found)

    def keep_shading(self, shading: Raw) -> None:
        """Keep a shading, which reaches to the clip."""
        source = shading if isinstance(shading, pikepdf.Dictionary) else _dictionary(shading)
        space = self.space(entry(source, "/ColorSpace"))
        self._paint("shading", Colour(space, None), self.graphics.state.clip)


def _dictionary(raw: Raw) -> Raw:
    return raw.stream_dict if isinstance(raw, pikepdf.Stream) else None
