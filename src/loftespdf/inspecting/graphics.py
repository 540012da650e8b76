"""The graphics state of a content stream, as far as text needs it: place, clip and colour.

What a press asks besides stands in ``State.inking`` and is followed by ``press_painter.py``.

Operators and their operands: ISO 32000-1, 8.4 to 8.6 and annex A.
"""

from copy import copy

import pikepdf
from msgspec import Struct

from loftespdf.inspecting.colour import BLACK, on_white, to_rgb
from loftespdf.inspecting.fonts import Font
from loftespdf.inspecting.inking import START, Inking
from loftespdf.inspecting.matrix import Area, Matrix, bounds, multiply, transform
from loftespdf.inspecting.raw import Raw, entry
from loftespdf.inspecting.raw import name as plain
from loftespdf.inspecting.reading import Rgb

#: Operands are whatever the file holds.
Operands = Raw

#: Colour space → its number of components, where the colour can be told as RGB.
_SPACES = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/CalGray": 1, "/CalRGB": 3}


class State(Struct):
    """What q saves and Q brings back."""

    matrix: Matrix
    clip: Area
    colour: Rgb | None = BLACK
    components: int | None = 1
    alpha: float = 1.0
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    inking: Inking = START

    @property
    def seen(self) -> Rgb | None:
        """The fill colour as it looks on white paper, or None where it cannot be told."""
        return None if self.colour is None else on_white(self.colour, self.alpha)


def resource(resources: pikepdf.Object | None, kind: str, name: Operands) -> Operands:
    """Return a named resource, or None."""
    return entry(entry(resources, kind), name)


def to_matrix(operands: Operands) -> Matrix:
    """Return six operands as a matrix. Raises ValueError or TypeError for anything else."""
    a, b, c, d, e, f = map(float, operands)
    return (a, b, c, d, e, f)


class Graphics:
    """Follows the operators that change the state. ``resources`` are those of the content."""

    def __init__(self, state: State, resources: pikepdf.Object | None) -> None:
        self.state = state
        self.resources = resources
        self._stack: list[State] = []
        self.path: list[tuple[float, float]] = []
        self._clips = False

    def save(self, _: Operands = ()) -> None:
        """Keep the state: q."""
        self._stack.append(copy(self.state))

    def restore(self, _: Operands = ()) -> None:
        """Bring the last kept state back: Q."""
        if self._stack:
            self.state = self._stack.pop()

    def concat(self, operands: Operands) -> None:
        """Move the coordinate system: cm."""
        self.state.matrix = multiply(to_matrix(operands), self.state.matrix)

    def external(self, operands: Operands) -> None:
        """Set what a dictionary says, of which only the fill's opacity matters: gs."""
        entry = resource(self.resources, "/ExtGState", operands[0])
        if isinstance(entry, pikepdf.Dictionary) and "/ca" in entry:
            self.state.alpha = float(entry["/ca"])

    def device_colour(self, operands: Operands) -> None:
        """Set the fill colour in a device's space: g, rg, k."""
        self.state.components = len(operands)
        self.state.colour = to_rgb([float(value) for value in operands])

    def colour_space(self, operands: Operands) -> None:
        """Set the fill's colour space: cs."""
        self.state.components = self._components(operands[0])
        self.state.colour = BLACK if self.state.components else None

    def colour(self, operands: Operands) -> None:
        """Set the fill colour in the space that was set: sc, scn."""
        known = self.state.components is not None and len(operands) == self.state.components
        self.state.colour = to_rgb([float(value) for value in operands]) if known else None

    def _components(self, name: Operands) -> int | None:
        """How many components a space has that can be told as RGB; None for every other."""
        if (known := _SPACES.get(plain(name))) is not None:
            return known
        space = resource(self.resources, "/ColorSpace", name)
        if isinstance(space, pikepdf.Name):
            return _SPACES.get(plain(space))
        if not isinstance(space, pikepdf.Array) or not len(space):
            return None
        if space[0] == pikepdf.Name.ICCBased and isinstance(space[1], pikepdf.Stream):
            return int(space[1].get("/N", 0)) or None
        return _SPACES.get(plain(space[0]))

    def rectangle(self, operands: Operands) -> None:
        """Add a rectangle to the path: re."""
        x, y, width, height = map(float, operands)
        self.path += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]

    def points(self, operands: Operands) -> None:
        """Add a line or curve to the path, by its corners: m, l, c, v, y."""
        values = [*map(float, operands)]
        self.path += zip(values[::2], values[1::2], strict=True)

    def clip(self, _: Operands) -> None:
        """Clip to the path when it ends: W, W*."""
        self._clips = True

    def end_path(self, _: Operands) -> None:
        """End the path. What clips is its bounding box, which is never too small."""
        if self._clips and self.path:
            left, low, right, high = self.state.clip
            area = bounds([transform(self.state.matrix, x, y) for x, y in self.path])
            self.state.clip = (
                max(area[0], left), max(area[1], low), min(area[2], right), min(area[3], high),
            )  # fmt: skip
        self.path, self._clips = [], False
