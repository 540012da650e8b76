"""Make the pictures of the README and the handbook from finished pages: ``make pictures``.

Takes the built documents under output/ and writes small PNG files under docs/pictures/.
"""

from pathlib import Path

import pypdfium2
from PIL import ImageOps

REPOSITORY = Path(__file__).parent.parent
PICTURES = REPOSITORY / "docs" / "pictures"
#: Name of the picture → document and page (from 1).
PAGES = {
    "grastorp-1": ("grastorp/2021/grastorp-2021-lofte.pdf", 1),
    "grastorp-underskrifter": ("grastorp/2021/grastorp-2021-lofte.pdf", 3),
    "grastorp-bilaga": ("grastorp/2021/grastorp-2021-lofte.pdf", 4),
    "upplands-bro-2": ("upplands-bro/2018/upplands-bro-2018-lofte.pdf", 2),
}
_DPI = 80
_FRAME = "#b3b3b3"


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    for name, (path, number) in PAGES.items():
        with pypdfium2.PdfDocument(REPOSITORY / "output" / path) as document:
            page = document[number - 1].render(scale=_DPI / 72).to_pil().convert("L")
        framed = ImageOps.expand(page, border=1, fill=_FRAME)
        framed.quantize(16).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
