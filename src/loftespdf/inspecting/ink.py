"""How much ink a PDF lays on one spot: measured on the separations, or bounded from what it says.

Ghostscript separates the page as a press would; it is a program of its own, asked only when a
person inspects a file. A build bounds the ink from the operators and the pictures' own pixels:
never lower than what is printed, and without another program.
"""

import resource
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from pikepdf.exceptions import PikepdfError
from PIL import Image, ImageMath

from loftespdf.inspecting.inking import SpaceKind
from loftespdf.inspecting.matrix import Area
from loftespdf.inspecting.opening import Unreadable, opened
from loftespdf.inspecting.press_reading import PressPage, PressReading, Shape

#: At this resolution a spot of a sixth of a millimetre is seen.
DEFAULT_DPI = 150
_PROGRAM = "gs"
#: What it may take for a file, in seconds of wall time and of its processor.
_SECONDS = 60
#: Pages beyond are not separated, and a larger page at fewer spots per inch.
_MOST_PAGES, _MOST_SPOTS = 8, 60_000_000
_MM_PER_INCH, _MM_PER_POINT, _FULL = 25.4, 25.4 / 72, 255
#: What is thinner, in points, is a line.
_WIDEST = 2.0
#: Boxes that share no more than this, in points, only touch: kerned letters lean into each other.
_TOUCHING, _TOUCHING_TEXT = 0.25, 1.5


class InkReading(Struct, frozen=True):
    """The most ink on one spot, in percent (four inks at full are 400), and where it is.

    ``x`` and ``y`` are mm from the page's left and upper edge, None where the spot is not known.
    ``percent`` is None where it cannot be told, ``failed`` that Ghostscript found the file faulty;
    ``dpi`` is 0 for a bound.
    """

    percent: float | None
    page: int = 1
    x: float | None = None
    y: float | None = None
    dpi: int = 0
    failed: bool = False


def can_measure() -> bool:
    """Tell whether Ghostscript is on this machine."""
    return shutil.which(_PROGRAM) is not None


def measure_ink(pdf: bytes, dpi: int = DEFAULT_DPI) -> InkReading:
    """Separate every page with Ghostscript and return the most ink of any spot.

    Args:
        pdf: the file's bytes.
        dpi: spots per inch.

    Returns:
        The reading; its percent is None where Ghostscript is missing or cannot read the file.
    """
    if not can_measure():
        return InkReading(None, dpi=DEFAULT_DPI)
    if (dpi := _bearable(pdf, dpi)) < 1:
        return InkReading(None, dpi=DEFAULT_DPI, failed=True)
    with TemporaryDirectory(prefix="loftespdf-") as folder:
        source = Path(folder) / "in.pdf"
        source.write_bytes(pdf)
        command = [
            _PROGRAM, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR",
            "-sDEVICE=tiff32nc", f"-r{dpi}",
            f"-dLastPage={_MOST_PAGES}", f"-sOutputFile={folder}/%d.tif", str(source),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 - our own arguments, and -dSAFER; one thread
                command, check=True, capture_output=True, timeout=_SECONDS, cwd=folder,
                preexec_fn=_end_by_itself,
            )  # fmt: skip
        except (subprocess.SubprocessError, OSError):
            return InkReading(None, dpi=dpi, failed=True)
        pages = sorted(Path(folder).glob("*.tif"), key=lambda path: int(path.stem))
        readings = [_measured(path, int(path.stem), dpi) for path in pages]
    return max(readings, key=lambda each: each.percent or 0.0, default=InkReading(None, dpi=dpi))


def _end_by_itself() -> None:
    """Bound Ghostscript's own time: whoever asked may be gone before it has an answer."""
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _bearable(pdf: bytes, dpi: int) -> int:
    """Return the spots per inch at which the largest page can be held; 0 for no PDF."""
    try:
        with opened(pdf) as file:
            boxes = [page.mediabox for page in file.pages]
            sides = [(float(b[2] - b[0]), float(b[3] - b[1])) for b in boxes]
    except (Unreadable, PikepdfError, ValueError, TypeError, IndexError):
        return 0
    inches = max((abs(width * height) / 72**2 for width, height in sides), default=0.0)
    return 0 if not inches else min(dpi, int((_MOST_SPOTS / inches) ** 0.5))


def _measured(path: Path, page: int, dpi: int) -> InkReading:
    with Image.open(path) as separations:
        cyan, magenta, yellow, black = separations.split()
    total = ImageMath.lambda_eval(
        lambda of: of["c"] + of["m"] + of["y"] + of["k"], c=cyan, m=magenta, y=yellow, k=black
    )
    most = int(total.getextrema()[1])
    spot = ImageMath.lambda_eval(
        lambda of: of["convert"]((of["t"] >= most) * _FULL, "L"), t=total
    ).getbbox()
    left, top = (spot[0], spot[1]) if spot else (0, 0)
    per_spot = _MM_PER_INCH / dpi
    return InkReading(most * 100 / _FULL, page, left * per_spot, top * per_spot, dpi)


def ink_bound(reading: PressReading) -> InkReading:
    """Return a bound that no spot's ink is above, from operators and the pictures' own pixels.

    What is painted replaces what is below it, but for overprinted and see-through objects, which
    are added to all that lies below their bounding box.
    """
    found = [
        _bounded(page, number) for number, page in enumerate(reading.pages, start=1) if page.shapes
    ]
    if any(each.percent is None for each in found):
        return InkReading(None)
    return max(found, key=lambda each: each.percent or 0.0, default=InkReading(0.0))


def _bounded(page: PressPage, number: int) -> InkReading:
    most, where = 0.0, None
    for at, shape in enumerate(page.shapes):
        total = _total(shape)
        if total is None:
            return InkReading(None, number)
        if shape.over or shape.mixed:
            total += _below(page.shapes[:at], shape)
        if total > most:
            most, where = total, shape.area
    if where is None:
        return InkReading(0.0, number)
    left, _, _, high = page.boxes.media
    x, y = (where[0] - left) * _MM_PER_POINT, (high - where[3]) * _MM_PER_POINT
    return InkReading(most, number, x, y)


def _total(shape: Shape) -> float | None:
    """All ink of a shape by itself, in percent."""
    if shape.pixels is not None:
        return shape.pixels.total
    if shape.colour.total is not None:
        return shape.colour.total
    # What a pattern paints was kept as shapes of its own.
    return 0.0 if shape.colour.space.kind is SpaceKind.PATTERN else None


def _below(earlier: Iterable[Shape], shape: Shape) -> float:
    """Return the most ink that may stay below a shape that lets it."""
    return max((_left_by(shape, each) for each in earlier if overlaps(each, shape.area)), default=0)


def _left_by(shape: Shape, below: Shape) -> float:
    """Return how much of ``below`` adds to a shape: black on black stays one black."""
    inks = shape.colour.inks
    if shape.mixed or inks is None or any(inks[:3]):
        return _total(below) or 0.0
    if below.pixels is not None:
        return below.pixels.colours
    return 100 * sum((below.colour.inks or (0, 0, 0, 0))[:3])


def overlaps(shape: Shape, area: Area) -> bool:
    """Tell whether a shape may have ink somewhere in ``area``.

    Areas are boxes around letters, roomier than the letters: those that only touch do not count.
    """
    if shape.hole is not None and _inside(area, shape.hole):
        return False
    slack = _TOUCHING_TEXT if shape.kind == "text" else _TOUCHING
    left, low, right, high = shape.area
    across = min(right, area[2]) - max(left, area[0])
    up = min(high, area[3]) - max(low, area[1])
    return across > slack and up > slack


def _inside(area: Area, outer: Area) -> bool:
    return (
        area[0] >= outer[0] and area[1] >= outer[1] and area[2] <= outer[2] and area[3] <= outer[3]
    )


def is_ground(shape: Shape) -> bool:
    """Tell whether text may stand on a shape: it is not text and no thin line."""
    width, height = shape.area[2] - shape.area[0], shape.area[3] - shape.area[1]
    return shape.kind != "text" and min(width, height) >= _WIDEST
