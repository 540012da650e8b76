"""A page's content stream, followed for the text it shows.

Of each text is kept what the checks ask: the marked content it stands in, its colour, and whether
it can be seen at all. Operators: ISO 32000-1, 9.4 and 14.6.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pikepdf
from msgspec import Struct

from loftespdf.inspecting.fonts import Font
from loftespdf.inspecting.graphics import Graphics, Operands, State, resource, to_matrix
from loftespdf.inspecting.matrix import IDENTITY, Area, Matrix, shift, transform
from loftespdf.inspecting.raw import entry, name
from loftespdf.inspecting.reading import Rgb
from loftespdf.inspecting.tokens import Instructions, Shown

#: A marked-content sequence: the page or form it counts in, and its number.
MarkKey = tuple[str, int]

_PAINTING = ("n", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s")
_ARTIFACT = pikepdf.Name.Artifact
_INVISIBLE = frozenset({3, 7})
_DEEPEST_FORM = 12
_NUMBERS = (int, Decimal)
#: A text may touch its clip's edge; so much, in points, is no loss.
_SLACK = 1.5
#: Where in its size, from the baseline, a text is looked for: half the height of an x.
_MIDDLE = 0.25


class Painted(Struct, frozen=True):
    """A text as it was shown. ``mark`` is the numbered sequence it stands in, if any."""

    text: str
    mark: MarkKey | None
    artifact: bool
    colour: Rgb | None
    hidden: bool


class _Mark(Struct, frozen=True):
    """Marked content that is open, with all that is around it."""

    mcid: int | None
    artifact: bool


def owner_of(content: pikepdf.Object) -> str:
    """Return a name for the page or form in which an MCID counts."""
    return str(content.objgen)


class Painter:
    """Follows one page. ``font_of`` reads a font resource, remembering those read before.

    ``instructions`` reads the file's streams.
    """

    def __init__(
        self,
        font_of: Callable[[pikepdf.Object], Font],
        resources: pikepdf.Object | None,
        area: Area,
        instructions: Instructions,
    ) -> None:
        """``area`` is the visible part of the page in its own coordinates."""
        self.painted: list[Painted] = []
        self._font_of = font_of
        self._instructions = instructions
        self.graphics = Graphics(State(IDENTITY, area), resources)
        self._marks: list[_Mark] = [_Mark(None, artifact=False)]
        self._fonts: dict[str, Font | None] = {}
        self._text = self._line = IDENTITY
        self._shown: tuple[str, Sequence[int]] = "", ()
        self._owner = ""
        self._depth = 0
        #: Texts in a font that is not there, and whether forms lead deeper than is followed.
        self.fontless = 0
        self.too_deep = False
        self._handlers = self.handler_table()
        self._operators = " ".join(self._handlers)

    def follow(self, content: pikepdf.Object) -> None:
        """Follow all operators of a page or form."""
        outer, self._owner = self._owner, owner_of(content)
        for operator, operands in self._instructions.of(content, self._operators):
            if (handler := self._handlers.get(operator)) is None:
                continue
            try:
                handler(operands)
            except (IndexError, TypeError, ValueError, OverflowError):
                continue  # an operator with wrong operands paints nothing
        self._owner = outer

    def close(self) -> None:
        """Let go of what does the following, which holds the painter itself."""
        self._handlers = {}

    def handler_table(self) -> Mapping[str, Callable[[Operands], None]]:
        """Return operator → what to do; no other operator is read."""
        graphics = self.graphics
        return {
            "q": graphics.save, "Q": graphics.restore, "cm": graphics.concat,
            "gs": self._external_state, "g": graphics.device_colour, "rg": graphics.device_colour,
            "k": graphics.device_colour, "cs": graphics.colour_space, "sc": graphics.colour,
            "scn": graphics.colour, "re": graphics.rectangle,
            **dict.fromkeys(("m", "l", "c", "v", "y"), graphics.points),
            **dict.fromkeys(("W", "W*"), graphics.clip),
            **dict.fromkeys(_PAINTING, graphics.end_path),
            "BMC": self._begin_mark, "BDC": self._begin_mark, "EMC": self._end_mark,
            "BT": self._begin_text, "Tf": self._font, "Tm": self._text_matrix, "Td": self._move,
            "TD": self._move_leading, "T*": self._next_line, "TL": self._set("leading"),
            "Tc": self._set("spacing"), "Tz": self._set("scale", 0.01), "Ts": self._set("rise"),
            "Tr": self._set("mode"), "Tj": self._show, "TJ": self._show_array,
            "'": self._show_next, '"': self._show_next, "Do": self.form,
        }  # fmt: skip

    def _set(self, field: str, factor: float = 1.0) -> Callable[[Operands], None]:
        def set_value(operands: Operands) -> None:
            setattr(self.graphics.state, field, float(operands[0]) * factor)

        return set_value

    # Marked content

    def _begin_mark(self, operands: Operands) -> None:
        around, mcid = self._marks[-1], self._mcid(operands)
        artifact = around.artifact or operands[0] == _ARTIFACT
        self._marks.append(_Mark(around.mcid if mcid is None else mcid, artifact=artifact))

    def _mcid(self, operands: Operands) -> int | None:
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, dict):
            return int(properties["/MCID"])
        if isinstance(properties, pikepdf.Name):
            properties = resource(self.graphics.resources, "/Properties", properties)
        mcid = entry(properties, "/MCID")
        return None if mcid is None else int(mcid)

    def _end_mark(self, _: Operands) -> None:
        if len(self._marks) > 1:
            self._marks.pop()

    # Text

    def _begin_text(self, _: Operands) -> None:
        self._text = self._line = IDENTITY

    def _font(self, operands: Operands) -> None:
        key = name(operands[0])
        if key not in self._fonts:
            found = resource(self.graphics.resources, "/Font", operands[0])
            known = isinstance(found, pikepdf.Dictionary)
            self._fonts[key] = self.open_font(found) if known else None
        self.graphics.state.font = self._fonts[key]
        self.graphics.state.size = float(operands[1])

    def open_font(self, font: pikepdf.Dictionary) -> Font:
        """Read a font that text is to be shown in."""
        return self._font_of(font)

    def _external_state(self, operands: Operands) -> None:
        """Set what a dictionary says, the font among it: gs."""
        self.graphics.external(operands)
        font = entry(resource(self.graphics.resources, "/ExtGState", operands[0]), "/Font")
        if isinstance(font, pikepdf.Array) and isinstance(font[0], pikepdf.Dictionary):
            self.graphics.state.font = self.open_font(font[0])
            self.graphics.state.size = float(font[1])

    def _text_matrix(self, operands: Operands) -> None:
        self._text = self._line = to_matrix(operands)

    def _move(self, operands: Operands) -> None:
        self._text = self._line = shift(self._line, float(operands[0]), float(operands[1]))

    def _move_leading(self, operands: Operands) -> None:
        self.graphics.state.leading = -float(operands[1])
        self._move(operands)

    def _next_line(self, _: Operands = ()) -> None:
        self._move((0, -self.graphics.state.leading))

    def _show(self, operands: Operands) -> None:
        self._show_pieces([operands[0]])

    def _show_array(self, operands: Operands) -> None:
        """Show strings with shifts between them: TJ."""
        array = operands[0]
        if isinstance(array, Shown):
            self._show_codes(array.codes, array.shifts)
        else:
            self._show_pieces(list(array))

    def _show_next(self, operands: Operands) -> None:
        self._next_line()
        self._show_pieces([operands[-1]])

    def _show_pieces(self, pieces: list[Operands]) -> None:
        numbers = [piece for piece in pieces if isinstance(piece, _NUMBERS)]
        strings = [bytes(piece) for piece in pieces if not isinstance(piece, _NUMBERS)]
        self._show_codes(b"".join(strings), float(sum(numbers)))

    def _show_codes(self, shown: bytes, shifts: float) -> None:
        state = self.graphics.state
        if state.font is None:
            self.fontless += 1
            return
        codes = state.font.codes(shown)
        width = (state.font.advance(codes) - shifts) / 1000 * state.size
        width = (width + len(codes) * state.spacing) * state.scale
        start, self._text = self._text, shift(self._text, width, 0)
        text = state.font.text(codes)
        self._shown = text, codes
        self.keep(text, start)

    @property
    def ink_end(self) -> Matrix:
        """Where the last letter that was shown ends, before any blank after it."""
        return shift(self._text, -self._blank_end(), 0)

    def _blank_end(self) -> float:
        """How much of the last text's width is the blank after its last letter."""
        state, (text, codes) = self.graphics.state, self._shown
        count = len(text) - len(text.rstrip())
        if not count or len(text) != len(codes) or state.font is None:
            return 0.0
        width = state.font.advance(codes[-count:]) / 1000 * state.size
        return (width + count * state.spacing) * state.scale

    def keep(self, text: str, start: Matrix) -> None:
        """Keep a text that was shown from ``start`` on."""
        state = self.graphics.state
        mark = self._marks[-1]
        key = None if mark.mcid is None else (self._owner, mark.mcid)
        hidden = bool(text.strip()) and (
            state.mode in _INVISIBLE or not self._within(start, self._text)
        )
        self.painted.append(Painted(text, key, mark.artifact, state.seen, hidden))

    def _within(self, *places: Matrix) -> bool:
        """Tell whether points of the text lie in the page and in every clip."""
        state = self.graphics.state
        left, low, right, high = state.clip
        above = state.rise + state.size * _MIDDLE
        for place in places:
            x, y = transform(state.matrix, *transform(place, 0, above))
            if not (left - _SLACK <= x <= right + _SLACK and low - _SLACK <= y <= high + _SLACK):
                return False
        return True

    # Forms

    def form(self, operands: Operands) -> None:
        """Follow a form XObject: Do."""
        graphics = self.graphics
        form = resource(graphics.resources, "/XObject", operands[0])
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != pikepdf.Name.Form:
            return
        if self._depth >= _DEEPEST_FORM:
            self.too_deep = True
            return
        graphics.save()
        outer, own = graphics.resources, form.get("/Resources")
        graphics.resources = own if own is not None else outer
        if isinstance(matrix := form.get("/Matrix"), pikepdf.Array):
            graphics.concat(matrix)
        outer_fonts, self._fonts = self._fonts, {}
        self._depth += 1
        self.follow(form)
        self._depth -= 1
        self._fonts = outer_fonts
        graphics.resources = outer
        graphics.restore()
