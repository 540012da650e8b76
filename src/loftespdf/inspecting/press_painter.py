"""A page's content stream, followed for all that a press would print.

Text is followed by ``painting.py``; here come strokes, fills, pictures, shadings and patterns, and
the colour space of each operator, in the page, its forms and its patterns.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import hypot

import pikepdf

from loftespdf.inspecting.graphics import Operands, resource
from loftespdf.inspecting.inking import (
    Colour,
    Inking,
    Space,
    SpaceKind,
    colour_in,
    initial,
    of_device,
    space_of,
)
from loftespdf.inspecting.matrix import Area, Matrix, bounds, multiply, transform
from loftespdf.inspecting.painting import Painter
from loftespdf.inspecting.press_geometry import grown, hole_in, scale_of, seen, thickness, within
from loftespdf.inspecting.press_pixels import ink_of
from loftespdf.inspecting.press_reading import PixelInk, Placed, Shape
from loftespdf.inspecting.raw import Raw, entry, name, number

_SQUARE = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
_FILLS = ("f", "F", "f*", "B", "B*", "b", "b*")
_STROKES = ("S", "s", "B", "B*", "b", "b*")
_EVEN_ODD = ("f*", "B*", "b*")
_TEXT_STROKES, _TEXT_ONLY_STROKE, _TEXT_UNSEEN = (1, 2, 5, 6), (1, 5), (3, 7)
#: A letter's reach below and above the baseline, in shares of its size.
_BELOW, _ABOVE = 0.25, 0.75


class PressPainter(Painter):
    """Follows one page; afterwards ``shapes``, ``pictures``, ``spaces``, ``see_through`` tell."""

    def __init__(self, *known: Raw) -> None:
        self.shapes: list[Shape] = []
        self.pictures: list[Placed] = []
        self.spaces: dict[Space, None] = {}
        self.see_through: dict[str, None] = {}
        self._pixels: dict[tuple[int, int], PixelInk | None] = {}
        self._patterns: set[tuple[int, int]] = set()
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
        for operator in {*_FILLS, *_STROKES}:
            table[operator] = self._painting(operator)
        table |= {"w": self._width, "sh": self._shading, "gs": self._external, "BI": self._inline}
        table |= {"ID": self._inline, "EI": self._inline, "INLINE IMAGE": self._inline}
        return table

    # State

    @property
    def _inking(self) -> Inking:
        return self.graphics.state.inking

    def _change(self, **changes: object) -> None:
        self.graphics.state.inking = replace(self._inking, **changes)  # type: ignore[arg-type]

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
            return lambda operands: self._change(fill=initial(self._space(operands[0])))
        if operator in ("sc", "scn"):
            return lambda operands: self._change(fill=self._colour(self._inking.fill, operands))
        return lambda operands: self._change(fill=self._seen(of_device(operands)))

    def _set_stroke_device(self, operands: Operands) -> None:
        self._change(stroke=self._seen(of_device(operands)))

    def _stroke_space(self, operands: Operands) -> None:
        self._change(stroke=initial(self._space(operands[0])))

    def _stroke_colour(self, operands: Operands) -> None:
        self._change(stroke=self._colour(self._inking.stroke, operands))

    def _space(self, raw: Raw) -> Space:
        space = space_of(raw, self.graphics.resources)
        self.spaces[space] = None
        return space

    def _seen(self, colour: Colour) -> Colour:
        self.spaces[colour.space] = None
        return colour

    def _colour(self, now: Colour, operands: Operands) -> Colour:
        values = list(operands)
        if values and isinstance(values[-1], pikepdf.Name):
            self._follow_pattern(resource(self.graphics.resources, "/Pattern", values[-1]))
            return Colour(now.space, None)
        return colour_in(now.space, [number(value, 0.0) for value in values])

    def _width(self, operands: Operands) -> None:
        self._change(width=number(operands[0], 1.0))

    def _external(self, operands: Operands) -> None:
        self._plain["gs"](operands)
        state = resource(self.graphics.resources, "/ExtGState", operands[0])
        if not isinstance(state, pikepdf.Dictionary):
            return
        changes: dict[str, object] = {}
        if "/OP" in state:  # /OP alone means both (ISO 32000-1, table 58)
            changes |= {"stroke_over": bool(state["/OP"]), "fill_over": bool(state["/OP"])}
        if "/op" in state:
            changes["fill_over"] = bool(state["/op"])
        if "/OPM" in state:
            changes["over_mode"] = int(number(state["/OPM"], 0))
        if "/LW" in state:
            changes["width"] = number(state["/LW"], 1.0)
        if "/CA" in state:
            changes["stroke_alpha"] = number(state["/CA"], 1.0)
        if (blend := state.get("/BM")) is not None:
            changes["blend"] = name(blend[0] if isinstance(blend, pikepdf.Array) else blend)
        if (mask := state.get("/SMask")) is not None:
            changes["masked"] = isinstance(mask, pikepdf.Dictionary)
        self._change(**changes)

    # What is painted

    def _paint(self, kind: str, colour: Colour, area: Area | None, **more: object) -> None:
        """Keep a shape, unless it lies wholly outside the clip."""
        shown = None if area is None else seen(area, self.graphics.state.clip)
        if area is None or shown is None:
            return
        area = area if kind == "text" else shown  # text that a box cuts off shows how far it goes
        inking, state = self._inking, self.graphics.state
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
                    hole = hole_in(self.graphics.path, points) if operator in _EVEN_ODD else None
                    shown = within(area, self.graphics.state.clip) or area
                    size = thickness(area if hole else shown, hole)
                    self._paint("fill", self._inking.fill, area, hole=hole, size=size)
                if operator in _STROKES:
                    width = self._inking.width * scale_of(self.graphics.state.matrix)
                    wide = grown(area, width / 2)
                    self._paint("stroke", self._inking.stroke, wide, size=width)
            plain(operands)

        return paint

    def keep(self, text: str, start: Matrix) -> None:
        """Keep a text as a shape too, with its size on the page."""
        super().keep(text, start)
        state = self.graphics.state
        if not text.strip() or state.mode in _TEXT_UNSEEN:
            return
        whole = multiply(start, state.matrix)
        low = state.rise - _BELOW * state.size
        high = state.rise + _ABOVE * state.size
        ends = (start, self._text)
        points = [transform(each, 0, y) for each in ends for y in (low, high)]
        area = bounds([transform(state.matrix, x, y) for x, y in points])
        size = abs(state.size) * hypot(whole[2], whole[3])
        if state.mode not in _TEXT_ONLY_STROKE:
            self._paint("text", self._inking.fill, area, size=size, text=text)
        if state.mode in _TEXT_STROKES:
            self._paint("text", self._inking.stroke, area, size=size, text=text)

    def form(self, operands: Operands) -> None:
        """Follow a form, or keep a picture."""
        found = resource(self.graphics.resources, "/XObject", operands[0])
        if not isinstance(found, pikepdf.Stream):
            return
        if found.get("/Subtype") == "/Image":
            self._picture(found, name(operands[0])[1:])
            return
        super().form(operands)

    def _picture(self, picture: Raw, called: str) -> None:
        matrix = self.graphics.state.matrix
        area = bounds([transform(matrix, x, y) for x, y in _SQUARE])
        width, height = (int(number(picture.get(key), 0)) for key in ("/Width", "/Height"))
        sides = (hypot(matrix[0], matrix[1]), hypot(matrix[2], matrix[3]))
        pairs = zip((width, height), sides, strict=True)
        ppi = min((pixels * 72 / side for pixels, side in pairs if side), default=0.0)
        if entry(picture, "/ImageMask") is True:
            self.pictures.append(Placed(called, None, width, height, ppi, area))
            self._paint("picture", self._inking.fill, area)
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
        self._keep_shading(found)

    def _keep_shading(self, shading: Raw) -> None:
        source = shading if isinstance(shading, pikepdf.Dictionary) else _dictionary(shading)
        space = self._space(entry(source, "/ColorSpace"))
        self._paint("shading", Colour(space, None), self.graphics.state.clip)

    def _follow_pattern(self, pattern: Raw) -> None:
        """Follow what a pattern paints, once: its colours count, its places do not."""
        if pattern is None or pattern.objgen in self._patterns:
            return
        self._patterns.add(pattern.objgen)
        if isinstance(pattern, pikepdf.Stream):
            self._follow_inside(pattern)
        elif (shading := entry(pattern, "/Shading")) is not None:
            self._keep_shading(shading)

    def _follow_inside(self, pattern: pikepdf.Stream) -> None:
        graphics, outer = self.graphics, self.graphics.resources
        path, graphics.path = graphics.path, []
        graphics.save()
        own = pattern.get("/Resources")
        graphics.resources = own if own is not None else outer
        self.follow(pattern)
        graphics.resources = outer
        graphics.restore()
        graphics.path = path


def _dictionary(raw: Raw) -> Raw:
    return raw.stream_dict if isinstance(raw, pikepdf.Stream) else None
