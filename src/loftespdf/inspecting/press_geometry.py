"""Areas of what is painted: what a clip leaves, how thin a shape is, what a frame encloses."""

from math import sqrt

from loftespdf.inspecting.matrix import Area, Matrix, bounds

_RECTANGLE = 4
#: Numbers in a PDF have six decimals: so little, in points, is no length.
_NOTHING = 1e-4


def within(area: Area, clip: Area) -> Area | None:
    """Return what of an area a clip leaves, or None where they do not meet."""
    left, low = max(area[0], clip[0]), max(area[1], clip[1])
    right, high = min(area[2], clip[2]), min(area[3], clip[3])
    return (left, low, right, high) if left <= right and low <= high else None


def seen(area: Area, clip: Area) -> Area | None:
    """Return what a clip lets be seen of an area; None also where they only touch.

    What has no width of its own still has none: a press prints it as a line (ISO 32000-1, 10.7.4).
    """
    left = within(area, clip)
    if left is None:
        return None
    cut_away = any(
        area[end] - area[start] > _NOTHING and left[end] - left[start] <= _NOTHING
        for start, end in ((0, 2), (1, 3))
    )
    return None if cut_away else left


def grown(area: Area, by: float) -> Area:
    """Return an area that reaches further on each side."""
    return (area[0] - by, area[1] - by, area[2] + by, area[3] + by)


def scale_of(matrix: Matrix) -> float:
    """Return how much lengths grow, on the whole."""
    return sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def thinnest_of(matrix: Matrix) -> float:
    """Return how much lengths grow where they grow least: a line across that way is thinnest."""
    a, b, c, d = matrix[:4]
    whole, turned = a * a + b * b + c * c + d * d, a * d - b * c
    return sqrt(max(0.0, (whole - sqrt(max(0.0, whole * whole - 4 * turned * turned))) / 2))


Points = list[tuple[float, float]]


def ring_in(subpaths: list[Points]) -> tuple[Area, bool] | None:
    """Return the inside of a frame, and whether its corners are square; None for no frame.

    A frame is two rectangles, one within the other, painted even-odd; rounded corners, and
    ellipses, count too: all their points, also those that steer curves, lie on their bounds' edges.
    """
    if len(subpaths) != 2 or not all(map(_is_boxed, subpaths)):  # noqa: PLR2004 - in and out
        return None
    first, second = (bounds(points) for points in subpaths)
    square = all(len(points) == _RECTANGLE for points in subpaths)
    for inner, outer in ((first, second), (second, first)):
        if within(inner, outer) == inner and inner != outer:
            return inner, square
    return None


def _is_boxed(points: Points) -> bool:
    if len(points) < _RECTANGLE:
        return False
    left, low, right, high = bounds(points)
    return all(
        min(abs(x - left), abs(x - right), abs(y - low), abs(y - high)) <= _NOTHING
        for x, y in points
    )


def thickness(area: Area, hole: Area | None) -> float:
    """Return how thin a filled shape is at its thinnest, by its bounds."""
    if hole is None:
        return min(area[2] - area[0], area[3] - area[1])
    sides = [abs(outer - inner) for outer, inner in zip(area, hole, strict=True)]
    return min((side for side in sides if side > _NOTHING), default=0.0)
