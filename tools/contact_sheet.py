"""Every PDF of a folder as one picture, in true proportion to each other: to look at, all at once.

Run as ``python tools/contact_sheet.py output contact-sheet.png``.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

#: Pixels per mm, the sheet's width in pixels, and the space between two pages.
_SCALE, _WIDTH, _GAP = 2.0, 3600, 24
_GROUND = (178, 178, 178)
_MM_PER_PT = 25.4 / 72


def first_page(file: Path) -> Image.Image:
    """Return a file's first page as a picture."""
    with pypdfium2.PdfDocument(file) as document:
        page = document[0].render(scale=_SCALE * _MM_PER_PT)
        picture: Image.Image = page.to_pil().convert("RGB")
        return picture


def placed(pages: Iterable[Image.Image]) -> Iterator[tuple[Image.Image, int, int]]:
    """Yield each picture with its place, in rows, the tallest and then widest first."""
    x = y = _GAP
    row = 0
    for page in sorted(pages, key=lambda one: (-one.height, -one.width)):
        if x + page.width + _GAP > _WIDTH and x > _GAP:
            x, y, row = _GAP, y + row + _GAP, 0
        yield page, x, y
        x, row = x + page.width + _GAP, max(row, page.height)


def contact_sheet(files: Iterable[Path]) -> Image.Image:
    """Return the first pages of the files on one grey sheet."""
    places = list(placed([first_page(file) for file in files]))
    height = max((y + page.height for page, _, y in places), default=0) + _GAP
    sheet = Image.new("RGB", (_WIDTH, height), _GROUND)
    for page, x, y in places:
        sheet.paste(page, (x, y))
    return sheet


def main(folder: str, target: str) -> None:
    """Make the picture of all PDFs below ``folder``."""
    contact_sheet(sorted(Path(folder).rglob("*.pdf"))).save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
