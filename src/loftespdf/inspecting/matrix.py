"""Plane geometry of PDF: matrices of six numbers and upright rectangles."""

from collections.abc import Iterable

#: a, b, c, d, e, f as in ISO 32000-1, 8.3.3.
Matrix = tuple[float, float, float, float, float, float]
#: Left, low, right, high.
Area = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, l = then  # noqa: E741 - the names of the alphabet
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + l,
    )  # fmt: skip


def shift(matrix: Matrix, x: float, y: float) -> Matrix:
    """Return the matrix moved by x and y in its own space."""
    a, b, c, d, e, f = matrix
    return (a, b, c, d, x * a + y * c + e, x * b + y * d + f)


def transform(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return the point x, y moved by the matrix."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def bounds(points: Iterable[tuple[float, float]]) -> Area:
    """Return the smallest upright rectangle around the points."""
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))
